"""A worksheet in the usual spelling, of which only the rows asked for are looked at.

What programs write differs little: rows and cells with their references, at most one value each, nothing in between.
The text of a row is cut at the values; the markup around them is judged by expressions that have to account for every
byte of it, and what was judged is remembered: workbooks of one template share nearly all of it. Where something is left
over, the sheet is not in the usual spelling and the parser of `content` reads it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from typing import Final, NamedTuple

from xlkpi.books.areas import MAX_COLUMN, MAX_ROW, Area, column_number
from xlkpi.books.book import Block, Value
from xlkpi.books.ooxml.content import Surroundings, value_of
from xlkpi.books.ooxml.frame import Frame, frame
from xlkpi.books.ooxml.value_spelling import unescape
from xlkpi.books.ooxml.writes import Exotic
from xlkpi.books.ooxml.xml import NOT_PLAIN, has_odd_text, means_itself, resolved

_VALUE: Final = re.compile(rf">([^>{NOT_PLAIN}]++)(?=</[vt])")
_MARK: Final = "\0"
"""Stands in markup where a value was; no XML holds it."""
_HEAD: Final = re.compile(r'<row r="([1-9][0-9]*)"[^<>]*>')
_FORMULA: Final = r"(?:<f(?: [^<>]*)?(?:(?<=/)>|>[^<]*</f>))?"
_FILLED: Final = rf"(?: [^<>]*)?(?<!/)>({_MARK}?)</"
_CELL: Final = re.compile(
    r'<c r="([A-Z]+)([1-9][0-9]*)"([^<>/]*)'
    rf"(?:/>|>{_FORMULA}(?:<(v)(?:/>|{_FILLED}v>)|<is><(t){_FILLED}t></is>)?</c>)"
)
_ATTRIBUTES: Final = re.compile(r'(?: s="([0-9]+)")?(?: t="([A-Za-z]+)")?(?: [cv]m="[0-9]+")*')
_TEXT: Final = frozenset({"str", "inlineStr"})
_SHIFT: Final = 14
"""A cell's place is a whole number, row << 14 | column from 0, so that places along a row and down a sheet ascend."""
_IN_ROW: Final = MAX_COLUMN - 1
_KNOWN_LIMIT: Final = 4_000
"""Rows that are remembered, about 6 MB of them; a template has some hundred."""
_LONGEST: Final = 10_000
"""Letters of a row that is remembered; those of templates have a thousand."""


class Odd(Exception):
    """Rows that are not in the usual spelling, or a value that is none."""


class _Some(NamedTuple):
    """Values of a row that are spelled alike: where they stand, how to pick them, and the styles of their cells."""

    places: tuple[int, ...]
    pick: Callable[[Sequence[str]], Sequence[str]]
    styles: tuple[str, ...]


class _Row(NamedTuple):
    """What the markup of a row says of the `filled` values in it; `blanks` are places of cells with an empty text."""

    filled: int
    blanks: tuple[int, ...]
    texts: _Some
    numbers: _Some
    shared: _Some
    others: tuple[tuple[str, _Some], ...]
    """By the type of their cells."""


_KNOWN: dict[str, _Row] = {}


class UsualCells:
    """Values of a worksheet's cells as they stand in the file, by place."""

    def __init__(self, sheet: Frame, around: Surroundings) -> None:
        """Prefer `usual_cells`."""
        self._sheet, self._around = sheet, around
        self._cells: dict[int, Value] = {}
        self._cut: set[int] = set()
        self._ready: set[tuple[int, int]] = set()
        self._clear = sheet.body

    def block(self, area: Area) -> Block:
        """Rows of a rectangle, whatever its sheet. Raises Odd."""
        rows = area.top, area.bottom
        if rows not in self._ready:
            self._cut_rows(*rows)
            self._ready.add(rows)
        get = self._cells.get
        begin, end, step = area.top << _SHIFT, (area.bottom + 1) << _SHIFT, 1 << _SHIFT
        if area.left == area.right:
            return [[get(at)] for at in range(begin + area.left - 1, end, step)]
        columns = range(area.left - 1, area.right)
        return [[get(row + column) for column in columns] for row in range(begin, end, step)]

    def _cut_rows(self, top: int, bottom: int) -> None:
        """Cut the rows from one number to another into cells, unless they were. Raises Odd."""
        sheet, cut = self._sheet, self._cut
        wanted = range(bisect_left(sheet.numbers, top), bisect_right(sheet.numbers, bottom))
        missing = [at for at in wanted if at not in cut]
        if not missing:
            return
        self._refuse_hidden(sheet.starts[missing[0]])
        xml, starts = sheet.xml, [*sheet.starts, sheet.stop]
        try:
            for at in missing:
                pieces = _VALUE.split(xml[starts[at] : starts[at + 1]].decode())
                markup, values = f">{_MARK}".join(pieces[::2]), pieces[1::2]
                row = _KNOWN.get(markup) or _judged(markup)
                if len(values) != row.filled:
                    raise Odd
                self._keep(row, values)
        except (ValueError, IndexError, OverflowError):
            raise Odd from None
        cut.update(missing)

    def _keep(self, row: _Row, values: list[str]) -> None:
        """Take in the values of a row. Raises Odd, ValueError, IndexError, OverflowError."""
        cells, around = self._cells, self._around
        blanks, texts, numbers, shared = row.blanks, row.texts, row.numbers, row.shared
        if blanks:
            cells.update(dict.fromkeys(blanks, ""))
        if texts.places:
            said = texts.pick(values)
            if not means_itself("".join(said)):
                said = [unescape(_resolved(text)) for text in said]
            cells.update(zip(texts.places, said, strict=True))
        if numbers.places:
            found = [float(text) for text in numbers.pick(values)]
            total = sum(found)
            if total - total == 0 and around.dates.keys().isdisjoint(numbers.styles):
                cells.update(zip(numbers.places, found, strict=True))
            else:
                self._keep_each("n", numbers, values)
        if shared.places:
            strings = around.strings
            cells.update(zip(shared.places, [strings[int(text)] for text in shared.pick(values)], strict=True))
        for kind, others in row.others:
            self._keep_each(kind, others, values)

    def _keep_each(self, kind: str, some: _Some, values: list[str]) -> None:
        """Take in values that differ by the styles of their cells, or are rare. Raises as `_keep`."""
        for place, style, text in zip(some.places, some.styles, some.pick(values), strict=True):
            self._cells[place] = value_of(kind, style, _resolved(text), self._around)

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


def _judged(markup: str) -> _Row:
    """Judge the markup of a row, and remember it. Raises Odd."""
    head = _HEAD.match(markup)
    if head is None or has_odd_text(markup):
        raise Odd
    body = markup[head.end() :]
    if head[0].endswith("/>") != (not body) or (body and not body.endswith("</row>")):
        raise Odd
    cells = _CELL.split(body.removesuffix("</row>"))
    if any(cells[:: _CELL.groups + 1]):
        raise Odd
    row, last, count = int(head[1]), -1, 0
    blanks: list[int] = []
    found: dict[str, list[tuple[int, int, str]]] = {}
    for letters, digits, attributes, is_value, mark, is_text, text_mark in _groups(cells):
        column = column_number(letters) - 1
        if int(digits) != row or not last < column <= _IN_ROW or row > MAX_ROW:
            raise Odd
        last, place = column, row << _SHIFT | column
        kind, style = _kind_and_style(attributes)
        if is_text or kind in _TEXT:
            kind = "str"
        if mark or text_mark:
            found.setdefault(kind, []).append((place, count, style))
            count += 1
        elif (is_value or is_text) and kind == "str":
            blanks.append(place)
        elif is_value and kind not in ("n", "s"):
            raise Odd
    if count != markup.count(_MARK):
        raise Odd
    texts, numbers, shared = (_some(found.pop(kind, [])) for kind in ("str", "n", "s"))
    others = tuple((kind, _some(some)) for kind, some in found.items())
    judged = _Row(count, tuple(blanks), texts, numbers, shared, others)
    if len(markup) <= _LONGEST:
        if len(_KNOWN) >= _KNOWN_LIMIT:
            _KNOWN.clear()
        _KNOWN[markup] = judged
    return judged


def _groups(cells: list[str]) -> Iterator[list[str]]:
    """Yield what the expression found in each cell."""
    wide = _CELL.groups
    return (cells[at : at + wide] for at in range(1, len(cells), wide + 1))


def _some(values: Sequence[tuple[int, int, str]]) -> _Some:
    """Gather values: the place of each, which of the row's values it is, counted from 0, and the style of its cell."""
    at = [which for _, which, _ in values]
    pick: Callable[[Sequence[str]], Sequence[str]] = (
        itemgetter(*at) if len(at) > 1 else itemgetter(slice(at[0], at[0] + 1) if at else slice(0))
    )
    return _Some(tuple(place for place, _, _ in values), pick, tuple(style for _, _, style in values))


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
    if unread or not data.rstrip().endswith(b"</worksheet>"):
        return None
    return UsualCells(sheet, around)
