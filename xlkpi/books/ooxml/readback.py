"""Every written cell looked up again in the finished sheet, by other expressions than those that wrote it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from xlkpi.books.areas import column_letters
from xlkpi.books.ooxml.frame import Band, bands, frame
from xlkpi.books.ooxml.spelling import cell_start
from xlkpi.books.ooxml.value_spelling import Encoded
from xlkpi.books.ooxml.writes import Exotic, Writes

FEW: Final = 12
"""Columns that one expression may look for; with more of them it gets slower than looking up cell by cell."""
_KINDS: Final = {None: "", b"b": "b", b"e": "e", b"str": "s", b"inlineStr": "s"}
_VALUE: Final = rb"(?:<v(?: [^<>]*)?>([^<]*)</v>|<is><t(?: [^<>]*)?>([^<]*)</t></is>)?"
_USUAL = re.compile(
    rb'<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?(?: t="([A-Za-z]+)")?(?:/>|>(?:<f(?: [^<>]*)?>[^<]*</f>)?' + _VALUE + b"</c>)"
)
_ANY = re.compile(
    rb'<c r="[A-Z]+[0-9]+"(?: (?!t=)[\w:]+="[^"]*")*(?: t="([A-Za-z]+)")?'
    rb"(?:/>|>(?:<f[^>]*(?<=/)>|<f[^>]*>[^<]*</f\s*>)?" + _VALUE + rb"(?:<extLst.*?</extLst\s*>)?</c>)",
    re.DOTALL,
)


def read_back(xml: bytes, writes: Writes) -> tuple[int, int] | None:
    """Look up every written cell; return the first one that does not hold what was meant, None if all do."""
    if _holds_numbers(xml, writes):
        return None
    try:
        sheet = frame(xml)
    except Exotic:
        return next(iter(writes.cells))
    wrong = (_wrong_cell(xml, band, writes) for band in bands(sheet, writes))
    return next((place for place in wrong if place is not None), None)


def _holds_numbers(xml: bytes, writes: Writes) -> bool:
    """Whether every written cell stands once, as a number in the usual spelling, and is the meant one.

    Most writes by far are no more than that, and are found by one expression over the sheet. The others are looked up
    one by one.
    """
    cells = writes.cells
    letters = {column: column_letters(column) for column in {column for _, column in cells}}
    if len(letters) > FEW or not all(kind == "" and text for kind, text in cells.values()):
        return False
    found = _numbers_of(tuple(sorted(letters.values()))).findall(xml)
    by_reference = dict(found)
    references = "\n".join([f"{letters[column]}{row}" for row, column in cells]).encode().split(b"\n")
    texts = "\n".join([text or "" for _, text in cells.values()]).encode().split(b"\n")
    meant = dict(zip(references, texts, strict=True))
    return len(by_reference) == len(found) and meant.items() <= by_reference.items()


@lru_cache(maxsize=64)
def _numbers_of(letters: tuple[str, ...]) -> re.Pattern[bytes]:
    """An expression for every cell of some columns: reference and number, the latter empty where it is none."""
    return re.compile(
        rb'<c r="((?:' + "|".join(letters).encode() + rb')[0-9]+)"'
        rb"(?:(?: s=\"[0-9]+\")?>(?:<f(?: [^<>]*)?>[^<]*</f>)?<v>([^<]*)</v></c>)?"
    )


def _wrong_cell(xml: bytes, band: Band, writes: Writes) -> tuple[int, int] | None:
    """The first cell of a band that does not hold what was meant."""
    position = stop = band.start
    last = 0
    for row, column in band.places():
        if row != last:  # within its row, or a search for a cell that is rightly absent would run to the end
            found_row = xml.find(b'<row r="%d"' % row, position, band.stop)
            if found_row >= 0:
                end = xml.find(b"</row", found_row, band.stop)
                position, stop = found_row, band.stop if end < 0 else end
            last = row
        there = xml.find(b'%s%d"' % (cell_start(column), row), position, stop)
        if there < 0:
            if writes.cells[row, column][1] is not None:
                return row, column
            continue
        found = _USUAL.match(xml, there) or _ANY.match(xml, there)
        if found is None or not _same(found, writes.cells[row, column]):
            return row, column
        position = found.end()
    return None


def _same(found: re.Match[bytes], meant: Encoded) -> bool:
    """Whether a cell's type and text are the meant ones."""
    shown, value, inline = found.groups()
    kind, text = meant
    there = inline if value is None else value
    if there is None or text is None:
        return there is None and text is None and shown is None
    if b"&" in there:
        there = there.replace(b"&lt;", b"<").replace(b"&gt;", b">").replace(b"&amp;", b"&")
    return there == text.encode() and _KINDS.get(shown) == kind
