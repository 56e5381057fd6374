"""Every written cell looked up again in the finished sheet, by other expressions than those that wrote it."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

from xlkpi.books.ooxml.frame import frame
from xlkpi.books.ooxml.spelling import cell_start
from xlkpi.books.ooxml.values import Encoded
from xlkpi.books.ooxml.writes import Exotic, Writes

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
    try:
        sheet = frame(xml)
    except Exotic:
        return next(iter(writes.cells))
    numbers, cells, index = sheet.numbers, writes.cells, 0
    for row, columns in writes.rows():
        index = bisect_left(numbers, row, index)
        exists = index < len(numbers) and numbers[index] == row
        # Within its row, or a search for a cell that is rightly absent would run to the end of the sheet.
        position, stop = (sheet.starts[index], sheet.row_end(index)) if exists else (0, 0)
        for column in columns:
            there = xml.find(b'%s%d"' % (cell_start(column), row), position, stop)
            if there < 0:
                if cells[row, column][1] is not None:
                    return row, column
                continue
            found = _USUAL.match(xml, there) or _ANY.match(xml, there)
            if found is None or not _same(found, cells[row, column]):
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
