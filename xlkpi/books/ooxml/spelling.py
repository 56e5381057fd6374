"""A cell as bytes: spelled when it is written, and found and compared again when the sheet is done."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from xlkpi.books.ooxml.names import column_letters
from xlkpi.books.ooxml.values import Encoded
from xlkpi.books.ooxml.writes import Writes

_SPACE: Final = " \t\n"
_KINDS: Final = {None: "", b"b": "b", b"e": "e", b"str": "s", b"inlineStr": "s"}
_WRITTEN = re.compile(
    rb'<c r="[A-Z]+[0-9]+"(?: (?!t=)[\w:]+="[^"]*")*(?: t="([A-Za-z]+)")?'
    rb"(?:/>|>(?:<f[^>]*(?<=/)>|<f[^>]*>[^<]*</f\s*>)?"
    rb"(?:<v(?: [^>]*)?>([^<]*)</v>|<is><t(?: [^>]*)?>([^<]*)</t></is>)?(?:<extLst.*?</extLst\s*>)?</c>)",
    re.DOTALL,
)


@lru_cache(maxsize=1024)
def cell_start(column: int) -> bytes:
    """How a cell of a column begins, up to its row number."""
    return b'<c r="' + column_letters(column).encode()


def spelled(head: bytes, value: Encoded, formula: bytes, extension: bytes, *, plain: bool) -> bytes:
    """A cell's bytes; `head` is its start tag without type and end. Text is inline in a plain cell."""
    kind, text = value
    if text is None:
        body = formula + extension
        return b"%s>%s</c>" % (head, body) if body else head + b"/>"
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").encode()
    keep = b' xml:space="preserve"' if text and (text[0] in _SPACE or text[-1] in _SPACE or "\n" in text) else b""
    if kind == "s" and plain:
        return b'%s t="inlineStr"><is><t%s>%s</t></is>%s</c>' % (head, keep, escaped, extension)
    kind_attribute = b' t="%s"' % (b"str" if kind == "s" else kind.encode()) if kind else b""
    return b"%s%s>%s<v%s>%s</v>%s</c>" % (head, kind_attribute, formula, keep, escaped, extension)


def read_back(xml: bytes, writes: Writes) -> tuple[int, int] | None:
    """Look up every written cell again; return the first one that does not hold what was meant, None if all do."""
    position = 0
    for row, columns in writes.rows():
        for column in columns:
            kind, text = writes.cells[row, column]
            there = xml.find(b'%s%d"' % (cell_start(column), row), position)
            if there < 0 and text is None:
                continue
            found = _WRITTEN.match(xml, there) if there >= 0 else None
            if found is None:
                return row, column
            shown, value, inline = found.groups()
            text_there = inline if value is None else value
            if b"&" in (text_there or b""):
                text_there = text_there.replace(b"&lt;", b"<").replace(b"&gt;", b">").replace(b"&amp;", b"&")
            if text_there != (None if text is None else text.encode()) or _KINDS.get(shown) != (
                kind if text is not None else ""
            ):
                return row, column
            position = found.end()
    return None
