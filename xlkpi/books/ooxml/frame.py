"""Where the rows of a sheet stand in its bytes."""

from __future__ import annotations

import operator
import re
from bisect import bisect_left
from collections.abc import Iterator

from xlkpi.books.ooxml.writes import Exotic, Writes
from xlkpi.books.ooxml.xml import ANY_MAIN
from xlkpi.records import dataclass

_ENCODING = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([\w-]+)["']""")
_ROOT = re.compile(rb"<worksheet\s[^>]*\bxmlns=[\"']" + ANY_MAIN.encode() + rb"[\"']")
_ROW = re.compile(rb'<row(?: r="([0-9]+)")?')


@dataclass(slots=True)
class Frame:
    """A sheet's bytes and where its rows stand in them."""

    xml: bytes
    start: int
    """First byte of `<sheetData`."""
    body: int
    """First byte after its start tag."""
    stop: int
    """First byte of `</sheetData`, or `body` where the element is empty."""
    rest: int
    """First byte after the element."""
    numbers: list[int]
    """Row numbers in order, each standing at the same place of `starts`."""
    starts: list[int]

    def row_end(self, at: int) -> int:
        """First byte after the row at an index of `starts`."""
        return self.starts[at + 1] if at + 1 < len(self.starts) else self.stop


@dataclass(slots=True)
class Band:
    """Neighbouring rows written in the same columns; `index` is where the first stands in the sheet, None if new."""

    index: int | None
    rows: list[int]
    columns: list[int]
    start: int
    stop: int

    def places(self) -> list[tuple[int, int]]:
        """Every cell written, by row and column, in order."""
        return [(row, column) for row in self.rows for column in self.columns]


def bands(sheet: Frame, writes: Writes) -> Iterator[Band]:
    """The written rows in order: neighbours that are written in the same columns together, a row that is new alone."""
    numbers, starts = sheet.numbers, [*sheet.starts, sheet.stop]
    band = Band(None, [], [], 0, 0)
    index = following = 0
    for row, columns in writes.rows():
        if index < len(numbers) and numbers[index] != row:
            index = bisect_left(numbers, row, index)
        exists = index < len(numbers) and numbers[index] == row
        if exists and index == following and columns == band.columns and band.index is not None:
            band.rows.append(row)
        else:
            if band.rows:
                yield band
            band = Band(index if exists else None, [row], columns, starts[index], starts[index])
        if exists:
            index = following = index + 1
            band.stop = starts[index]
    if band.rows:
        yield band


def bounds(xml: bytes) -> tuple[int, int, int, int]:
    """Locate `sheetData`: its first byte, the first inside, the first of its end tag, the first after. Raises Exotic.

    Other encodings and prefixed elements are exotic, and so are comments, CDATA and processing instructions. Those
    between the rows are not looked for here, which would cost two passes over the sheet: the parser that every result
    goes through reports them.
    """
    encoding = _ENCODING.match(xml.removeprefix(b"\xef\xbb\xbf")[:200])
    if (encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii")) or not _ROOT.search(xml[:4000]):
        raise Exotic
    start = xml.find(b"<sheetData")
    body = xml.find(b">", start) + 1
    named = xml[start + 10 : start + 11] in (b">", b"/", b" ", b"\t", b"\r", b"\n")
    if start < 0 or not body or not named or xml.find(b"<sheetData", body) >= 0:
        raise Exotic
    if xml[body - 2 : body] == b"/>":
        stop = rest = body
    else:
        stop = xml.rfind(b"</sheetData", body)  # from behind, where it stands; a second one would be malformed
        rest = xml.find(b">", stop) + 1
        if stop < 0 or not rest:
            raise Exotic
    if any(xml.find(mark, 6, start) >= 0 or xml.find(mark, rest) >= 0 for mark in (b"<!", b"<?")):
        raise Exotic
    return start, body, stop, rest


def frame(xml: bytes) -> Frame:
    """Locate the rows. Raises Exotic."""
    start, body, stop, rest = bounds(xml)
    if xml.find(b"AlternateContent", body, stop) >= 0:
        raise Exotic
    rows = [(found[1], found.start()) for found in _ROW.finditer(xml, body, stop)]
    if any(number is None for number, _ in rows):
        raise Exotic
    numbers, starts = [int(number) for number, _ in rows], [start for _, start in rows]
    if not all(map(operator.lt, numbers, numbers[1:])):
        raise Exotic
    return Frame(xml, start, body, stop, rest, numbers, starts)
