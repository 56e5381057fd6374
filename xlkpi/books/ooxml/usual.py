"""A worksheet in the usual spelling, of which only the rows asked for are looked at, by one expression.

What programs write differs little: rows and cells with their references, at most one value each, nothing in between.
The expression has to account for every byte of the rows; where one is left over, the sheet is not in the usual spelling
and the parser of `content` reads it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from xlkpi.books.areas import Area, column_letters
from xlkpi.books.book import Block, Value
from xlkpi.books.ooxml.content import Surroundings, value_of
from xlkpi.books.ooxml.frame import Frame, frame
from xlkpi.books.ooxml.values import unescape
from xlkpi.books.ooxml.writes import Exotic
from xlkpi.books.ooxml.xml import PLAIN, has_odd_text, resolved

_PIECES: Final = 6
_CELL: Final = re.compile(
    r'<c r="([A-Z]+)([0-9]+)"([^<>/]*)(?:/>|>(?:<f[^<>]*(?:(?<=/)>|>[^<]*</f>))?'
    rf"(?:<v[^<>]*>({PLAIN})</v>|<is><t[^<>]*>({PLAIN})</t></is>)?</c>)"
)
_EMPTY_ROWS: Final = r"(?:<row(?: [^<>]*)?(?:(?<=/)>|(?<!/)></row>))*"
_NEXT_ROW: Final = re.compile(r'(?:</row>)?<row r="([0-9]+)"[^<>]*(?<!/)>')
_LATER_ROW: Final = re.compile(rf'(?:</row>)?{_EMPTY_ROWS}<row r="([0-9]+)"[^<>]*(?<!/)>')
_TO_END: Final = re.compile(rf"(?:</row>)?{_EMPTY_ROWS}")
_ATTRIBUTES: Final = re.compile(r'(?: s="([0-9]+)")?(?: t="([A-Za-z]+)")?(?: [cv]m="[0-9]+")*')
_TEXT: Final = frozenset({"str", "inlineStr"})


class Odd(Exception):
    """Rows that are not in the usual spelling, or a value that is none."""


class UsualCells:
    """Values of a worksheet's cells as they stand in the file, row by row by the letters of their columns."""

    def __init__(self, sheet: Frame, around: Surroundings) -> None:
        """Prefer `usual_cells`."""
        self._sheet, self._around = sheet, around
        self._rows: dict[int, dict[str, Value]] = {}
        self._cut: set[tuple[int, int]] = set()

    def block(self, area: Area) -> Block:
        """Rows of a rectangle, whatever its sheet. Raises Odd."""
        first, last = bisect_left(self._sheet.numbers, area.top), bisect_right(self._sheet.numbers, area.bottom)
        if (first, last) not in self._cut:
            self._cut_rows(first, last)
            self._cut.add((first, last))
        rows = [self._rows.get(number, {}) for number in range(area.top, area.bottom + 1)]
        if area.left == area.right:
            letters = column_letters(area.left)
            return [[row.get(letters)] for row in rows]
        columns = [column_letters(column) for column in range(area.left, area.right + 1)]
        return [[row.get(letters) for letters in columns] for row in rows]

    def _cut_rows(self, first: int, last: int) -> None:
        """Cut the rows at some places of the sheet into cells. Raises Odd."""
        numbers, sheet = self._sheet.numbers, self._sheet
        while first < last and numbers[first] in self._rows:
            first += 1
        while first < last and numbers[last - 1] in self._rows:
            last -= 1
        if first == last:
            return
        try:
            text = sheet.xml[sheet.starts[first] : sheet.row_end(last - 1)].decode()
        except UnicodeDecodeError:
            raise Odd from None
        pieces = _CELL.split(text.replace("<v/>", "<v></v>"))
        between, letters, rows = (pieces[at::_PIECES] for at in (0, 1, 2))
        starts = [at for at, piece in enumerate(between[:-1]) if piece]
        ends = between[-1]
        closed = ends.startswith("</row>") == bool(letters) and starts[:1] == [0] * bool(letters)
        if has_odd_text(text) or not closed or not _TO_END.fullmatch(ends):
            raise Odd
        values = self._values(*(pieces[at::_PIECES] for at in (3, 4, 5)), plain="&" not in text and "_x" not in text)
        for start, stop in zip(starts, [*starts[1:], len(letters)][: len(starts)], strict=True):
            found = _NEXT_ROW.fullmatch(between[start]) or _LATER_ROW.fullmatch(between[start])
            if not found or found[0].startswith("</row>") != bool(start):
                raise Odd
            row = dict(zip(letters[start:stop], values[start:stop], strict=True))
            if rows[start:stop].count(found[1]) != len(row) or len(row) != stop - start:
                raise Odd
            self._rows[int(found[1])] = row

    def _values(
        self, attributes: Sequence[str], texts: Sequence[str | None], inline: Sequence[str | None], *, plain: bool
    ) -> list[Value]:
        """What stands in cells; `plain` says that no text needs to be resolved. Raises Odd."""
        found: list[Value] = []
        dates = self._around.dates
        for attribute, text, inside in zip(attributes, texts, inline, strict=True):
            kind, style = _kind_and_style(attribute)
            if text is None or kind in _TEXT:
                shown = inside if text is None else text
                found.append(shown if plain or shown is None else unescape(resolved(shown)))
                continue
            try:
                number = float(text) if kind == "n" and style not in dates and text else None
                usual = number is not None and number - number == 0
                found.append(number if usual else value_of(kind, style, resolved(text), self._around))
            except (ValueError, IndexError, OverflowError):
                raise Odd from None
        return found


@lru_cache(maxsize=4096)
def _kind_and_style(attributes: str) -> tuple[str, str]:
    """What the attributes ` s="3" t="str"` of a cell say. Raises Odd."""
    found = _ATTRIBUTES.fullmatch(attributes)
    if found is None:
        raise Odd
    return found[2] or "n", found[1] or "0"


def usual_cells(data: bytes, around: Surroundings) -> UsualCells | None:
    """Return the cells of a worksheet's XML; None where it is surely not in the usual spelling."""
    try:
        sheet = frame(data)
    except (Exotic, ValueError):
        return None
    unread = any(data.find(tag, sheet.rest) >= 0 for tag in (b"<c ", b"<row "))
    hidden = any(data.find(mark, sheet.body, sheet.stop) >= 0 for mark in (b"<!", b"<?"))
    if unread or hidden or not data.rstrip().endswith(b"</worksheet>"):
        return None
    return UsualCells(sheet, around)
