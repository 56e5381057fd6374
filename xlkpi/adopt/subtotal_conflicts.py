"""Typed or counted subtotals, totals and means between and below the lines that do not follow from them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.grid import Place
from xlkpi.adopt.lexicon import Lexicon
from xlkpi.adopt.part_lines import Lines, alike, rounded, shown
from xlkpi.adopt.understanding import Conflict
from xlkpi.books.areas import cell_of, column_number
from xlkpi.errors import sentence

SUMMED: Final = ("weight", "self_score", "score", "weighted", "total", "base_pay", "pay")
BELOW: Final = 4
"""Rows below the last line in which totals and means of the whole table stand."""

MEANS: Final = ("平均", "均值", "人均", "average", "avg", "mean")
ENDS: Final = ("最高", "最低", "max", "min", "标准差", "人数", "及格率", "优秀率", "比例")
"""Rows of something else than a sum or a mean."""


def subtotal_conflicts(lines: Lines, lexicon: Lexicon) -> Iterator[Conflict]:
    """Numbers in rows of 小计, 合计 and 平均 that are neither the sum nor the mean of their lines."""
    part, grid = lines.part, lines.grid
    if not part.columns or part.first_row is None or part.last_row is None:
        return
    total = cell_of(part.fields["total"]) if "total" in part.fields else None
    entries = set(lines.entries)
    group: list[int] = []
    above = [row for row in grid.rows if row < part.first_row and _words(lines, lexicon, row)]
    for row in range(part.first_row, part.last_row + BELOW + 1):
        if row in entries:
            group.append(row)
            continue
        words = _words(lines, lexicon, row)
        if not words:
            continue
        for key in (key for key in SUMMED if key in part.columns):
            place = grid.anchor(row, column_number(part.columns[key]))
            if place != total and place[0] == row:
                before = _column(lines, above, place[1]) if row > part.last_row else []
                yield from _checked(lines, key, place, (group, lines.entries), before, mean=_says_mean(words))
        group = []


def _words(lines: Lines, lexicon: Lexicon, row: int) -> str:
    """What makes a row one of 小计, 合计 or 平均; empty where it is none, or tells something else of the lines."""
    texts = (lines.grid.text(row, at) for at in lines.grid.filled_in(row, 1, lines.grid.right))
    words = " ".join(text for text in texts if lexicon.ends_body(text))
    return "" if any(word in words.lower() for word in ENDS) else words


def _column(lines: Lines, rows: Sequence[int], column: int) -> list[float]:
    return [number for row in rows if (number := number_of(lines.grid.value(row, column))) is not None]


def _says_mean(words: str) -> bool:
    return any(word in words.lower() for word in MEANS)


def _checked(
    lines: Lines, key: str, place: Place, groups: Sequence[Sequence[int]], before: Sequence[float], *, mean: bool
) -> Iterator[Conflict]:
    """A number under a column against the lines since the last such row and against all lines.

    `before` are the totals of other lists above this one, which the last row may hold as well.
    """
    stands = number_of(lines.grid.value(*place))
    found = [_numbers(lines, key, group) for group in groups if group]
    found = [numbers for numbers in found if len(numbers) > 1 or (numbers and len(groups[0]) == 1)]
    if stands is None or not found or lines.part.columns.get("rank") == lines.part.columns[key]:
        return
    follows = [value for numbers in found for value in (sum(numbers), sum(numbers) / len(numbers), len(numbers))]
    follows += [
        value for group in groups if group and key in ("score", "weighted") for value in _weighed(lines, key, group)
    ]
    follows += [sum(numbers) + sum(before) for numbers in found if before and not mean]
    if any(alike(stands, value) for value in follows):
        return
    numbers = found[0]
    near_mean = abs(stands - sum(numbers) / len(numbers)) < abs(stands - sum(numbers))
    expected = shown(rounded(sum(numbers) / len(numbers) if mean or near_mean else sum(numbers)))
    zh, en = "上面各行算得 {expected}，这里却是 {stands}", "the lines above give {expected}, here stands {stands}"
    yield lines.conflict(place, expected, sentence(zh, en, expected=expected, stands=shown(stands)))


def _numbers(lines: Lines, key: str, group: Sequence[int]) -> list[float]:
    return [number for entry in group if (number := lines.number(key, entry)) is not None]


def _weighed(lines: Lines, key: str, group: Sequence[int]) -> list[float]:
    """The marks of some lines by their weights: as they are, and out of the group's own weights."""
    pairs = [
        (weight, mark)
        for entry in group
        if (weight := lines.number("weight", entry)) is not None and (mark := lines.number(key, entry)) is not None
    ]
    whole = sum(weight for weight, _ in pairs)
    products = sum(weight * mark for weight, mark in pairs)
    return [products, products / 100, products / whole] if whole else []
