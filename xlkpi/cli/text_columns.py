"""Text in columns on a screen where a Chinese character is two columns wide: measured, padded, folded, aligned."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

GAP = "  "
NEVER_FIRST = frozenset("，。；：、？！）”’」》】…,.;:?!)")
"""No line begins with one of these."""


def width(text: str) -> int:
    """Return how many columns of a screen a text takes."""
    if text.isascii():
        return len(text)
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def padded(text: str, columns: int, side: str = "left") -> str:
    """Return a text filled with blanks to a number of columns; `side` says where the text stands."""
    blank = max(columns - width(text), 0)
    before = {"left": 0, "right": blank, "center": blank // 2}[side]
    return " " * before + text + " " * (blank - before)


def shortened(text: str, columns: int) -> str:
    """Return a text cut to a number of columns, with … where something is gone."""
    if width(text) <= columns:
        return text
    taken = ""
    for character in text:
        if width(taken + character) > columns - 1:
            break
        taken += character
    return taken + "…"


def folded(text: str, columns: int) -> list[str]:
    """Return a text as lines of at most so many columns, broken at blanks or between two Chinese characters."""
    lines = [""]
    for piece in _pieces(text):
        if lines[-1] and width(lines[-1] + piece.rstrip()) > columns:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += piece
    return [*lines[:-1], lines[-1].rstrip()]


def _pieces(text: str) -> Iterator[str]:
    """Yield what may stand alone on a line: a word with its blanks, or one wide character with its punctuation."""
    piece = ""
    for character in text:
        ended = piece[-1:] == " " or (piece and (_width(piece[-1]) == 2 or _width(character) == 2))
        if ended and character != " " and character not in NEVER_FIRST:
            yield piece
            piece = ""
        piece += character
    yield piece


def aligned(
    rows: Sequence[Sequence[str]], sides: Sequence[str] = (), columns: int | None = None, indent: int = 1
) -> list[str]:
    """Return rows as lines, columns under each other; the last one is folded where `columns` of the screen are known.

    A last column with less room than that of its own words is left to the terminal.
    """
    count = max((len(row) for row in rows), default=0)
    cells = [[*row, *[""] * (count - len(row))] for row in rows]
    widths = [max(width(row[at]) for row in cells) for at in range(count)]
    before = indent + sum(widths[:-1]) + len(GAP) * (count - 1)
    room = None if columns is None or columns - before < MINIMUM else columns - before
    lines = []
    for row in cells:
        last = [row[-1]] if room is None else folded(row[-1], room)
        for at, part in enumerate(last):
            shown = [*(row[:-1] if at == 0 else [""] * (count - 1)), part]
            placed = [
                padded(cell, wide, side) for cell, wide, side in zip(shown, widths, _all(sides, count), strict=True)
            ]
            lines.append((" " * indent + GAP.join(placed)).rstrip())
    return lines


def _all(sides: Sequence[str], count: int) -> list[str]:
    return [*sides, *["left"] * (count - len(sides))]


MINIMUM = 20
"""Fewer columns than these are not worth folding into."""
