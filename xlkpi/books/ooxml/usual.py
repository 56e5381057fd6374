"""A worksheet in the usual spelling, of which only the rows asked for are looked at.

What programs write differs little: rows and cells with their references, at most one value each, nothing in between.
The text of rows is cut at the values; the markup between two values is judged by expressions that have to account for
every byte of it, and what was judged is remembered: workbooks of one template share nearly all of it. Where something
is left over, the sheet is not in the usual spelling and the parser of `content` reads it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import Final, NamedTuple

from xlkpi.books.areas import MAX_COLUMN, MAX_ROW, Area, column_number
from xlkpi.books.book import Block, Value
from xlkpi.books.ooxml.content import Surroundings, value_of
from xlkpi.books.ooxml.frame import Frame, frame
from xlkpi.books.ooxml.value_spelling import unescape
from xlkpi.books.ooxml.writes import Exotic
from xlkpi.books.ooxml.xml import NOT_PLAIN, has_odd_text, means_itself, resolved

_VALUE: Final = re.compile(rf">([^>{NOT_PLAIN}]+)(?=</[vt])")
_CELL: Final = r'<c r="([A-Z]+)([1-9][0-9]*)"([^<>/]*)'
_FORMULA: Final = r"(?:<f[^<>]*(?:(?<=/)>|>[^<]*</f>))?"
_EMPTY: Final = re.compile(rf"{_CELL}(?:/>|>{_FORMULA}(<v(?: [^<>]*)?></v>|<is><t(?: [^<>]*)?></t></is>)?</c>)")
_PIECES: Final = 5
_OPENED: Final = re.compile(rf"{_CELL}>{_FORMULA}<(?:(v)|is><(t))(?: [^<>]*)?(?<!/)")
_CLOSED: Final = (("v", "</v></c>"), ("t", "</t></is></c>"), ("", ""))
_EMPTY_ROWS: Final = r"(?:<row(?: [^<>]*)?(?:(?<=/)>|(?<!/)></row>))*"
_NEXT_ROW: Final = re.compile(rf'(</row>)?{_EMPTY_ROWS}<row r="([1-9][0-9]*)"[^<>]*(?<!/)>')
_TO_END: Final = re.compile(rf"(</row>)?{_EMPTY_ROWS}")
_ATTRIBUTES: Final = re.compile(r'(?: s="([0-9]+)")?(?: t="([A-Za-z]+)")?(?: [cv]m="[0-9]+")*')
_TEXT: Final = frozenset({"str", "inlineStr"})
_SHIFT: Final = 14
"""A cell's place is a whole number, row << 14 | column from 0, so that places along a row and down a sheet ascend."""
_IN_ROW: Final = MAX_COLUMN - 1
_KNOWN_LIMIT: Final = 20_000
"""Pieces of markup that are remembered, about 6 MB of them; a template has some hundred."""


class Odd(Exception):
    """Rows that are not in the usual spelling, or a value that is none."""


class _Markup(NamedTuple):
    """What stands between two values: which tag it closes, which cell's value it opens, and what it passes on the way.

    `first` is the place of the first cell that still belongs to the row before, 0 for none; `blanks` are the places of
    cells with an empty text. `opens` is "" at the end of the rows.
    """

    closes: str
    first: int
    blanks: tuple[int, ...]
    opens: str
    at: int
    kind: str
    style: str


_KNOWN: dict[str, _Markup] = {}


class UsualCells:
    """Values of a worksheet's cells as they stand in the file, by place."""

    def __init__(self, sheet: Frame, around: Surroundings) -> None:
        """Prefer `usual_cells`."""
        self._sheet, self._around = sheet, around
        self._cells: dict[int, Value] = {}
        self._cut: set[int] = set()
        self._clear = sheet.body

    def block(self, area: Area) -> Block:
        """Rows of a rectangle, whatever its sheet. Raises Odd."""
        sheet, cut = self._sheet, self._cut
        first, last = bisect_left(sheet.numbers, area.top), bisect_right(sheet.numbers, area.bottom)
        while first < last and first in cut:
            first += 1
        while first < last and last - 1 in cut:
            last -= 1
        if first < last:
            self._cut_rows(first, last)
            cut.update(range(first, last))
        get = self._cells.get
        begin, end, step = area.top << _SHIFT, (area.bottom + 1) << _SHIFT, 1 << _SHIFT
        if area.left == area.right:
            return [[get(at)] for at in range(begin + area.left - 1, end, step)]
        columns = range(area.left - 1, area.right)
        return [[get(row + column) for column in columns] for row in range(begin, end, step)]

    def _cut_rows(self, first: int, last: int) -> None:
        """Cut the rows at some places of the sheet into cells. Raises Odd."""
        sheet = self._sheet
        self._refuse_hidden(sheet.starts[first])
        try:
            text = sheet.xml[sheet.starts[first] : sheet.row_end(last - 1)].decode()
        except UnicodeDecodeError:
            raise Odd from None
        pieces = _VALUE.split(text)
        plain = means_itself("".join(pieces[1::2]))
        cells, around = self._cells, self._around
        dates, strings = around.dates, around.strings
        tag, at = "", 0
        pieces.append("")
        values = iter(pieces)
        try:
            for piece, value in zip(values, values):  # markup, value, markup ... in pairs
                closes, before, blanks, opens, place, kind, style = _KNOWN.get(piece) or _judged(piece)
                if closes != tag or (before and not at < before <= at | _IN_ROW):
                    raise Odd
                if blanks:
                    cells.update(dict.fromkeys(blanks, ""))
                tag, at = opens, place
                if kind == "str":
                    cells[place] = value if plain else unescape(_resolved(value))
                elif kind == "n" and style not in dates:
                    number = float(value)
                    cells[place] = number if number - number == 0 else value_of(kind, style, value, around)
                elif kind == "s":
                    cells[place] = strings[int(value)]
                elif kind:
                    cells[place] = value_of(kind, style, _resolved(value), around)
        except (ValueError, IndexError, OverflowError):
            raise Odd from None
        if tag:
            raise Odd

    def _refuse_hidden(self, start: int) -> None:
        """Rows that a comment or CDATA before them takes out of the sheet are not there. Raises Odd."""
        sheet = self._sheet
        if start > self._clear:
            if any(sheet.xml.find(mark, self._clear, start) >= 0 for mark in (b"<!", b"<?")):
                raise Odd
            self._clear = start


def _resolved(text: str) -> str:
    """Return a value's text as a parser gives it. Raises Odd."""
    if "&" in text and has_odd_text(text):
        raise Odd
    return resolved(text)


def _judged(piece: str) -> _Markup:
    """Judge markup between two values, and remember it. Raises Odd."""
    if has_odd_text(piece):
        raise Odd
    closes, end = next((tag, end) for tag, end in _CLOSED if piece.startswith(end))
    start = piece.rfind("<c ")
    opened = _OPENED.fullmatch(piece, max(start, 0))
    middle = piece[len(end) : start] if opened else piece[len(end) :]
    empty = _EMPTY.split(middle.replace("<v/>", "<v></v>"))
    between, letters, digits, attributes, valued = (empty[at::_PIECES] for at in range(_PIECES))
    if opened:
        letters, digits, attributes = [*letters, opened[1]], [*digits, opened[2]], [*attributes, opened[3]]
    row = last = first = 0
    closed = not closes  # whether no row is open
    blanks = []
    kind = style = ""
    for at, letter in enumerate(letters):
        if between[at]:
            found = _NEXT_ROW.fullmatch(between[at])
            if found is None or bool(found[1]) == closed:
                raise Odd
            row, last, closed = int(found[2]), 0, False
        elif closed:
            raise Odd
        number, column = int(digits[at]), column_number(letter) - 1
        place = number << _SHIFT | column
        if (row and number != row) or place <= last or column > _IN_ROW or number > MAX_ROW:
            raise Odd
        if not row:
            row, first = number, place
        last = place
        kind, style = _kind_and_style(attributes[at])
        text = valued[at] if at < len(valued) else None
        if text and (kind in _TEXT or text.startswith("<is>")):
            blanks.append(place)
        elif text and kind not in ("n", "s"):
            raise Odd
    opens = (opened[4] or opened[5]) if opened else ""
    if opens == "t" or kind in _TEXT:
        kind = "str"
    if not opened:
        found = _TO_END.fullmatch(between[-1])
        if found is None or bool(found[1]) == closed:
            raise Odd
        last, kind = 0, ""
    if len(_KNOWN) >= _KNOWN_LIMIT:
        _KNOWN.clear()
    judged = _KNOWN[piece] = _Markup(closes, first, tuple(blanks), opens, last, kind, style)
    return judged


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
