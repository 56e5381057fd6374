"""How text, an attribute and a cell with a new value are spelled in XML."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from xlkpi.books.areas import column_letters
from xlkpi.books.ooxml.value_spelling import Encoded

_SPACE: Final = " \t\n"
_IN_QUOTES: Final = str.maketrans({'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def text_of(text: str) -> str:
    """Spell text between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(name: str, value: str | float) -> str:
    """Spell an attribute, with the blank before it."""
    return f' {name}="{text_of(str(value)).translate(_IN_QUOTES)}"'


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
    escaped = text_of(text).encode()
    keep = b' xml:space="preserve"' if text and (text[0] in _SPACE or text[-1] in _SPACE or "\n" in text) else b""
    if kind == "s" and plain:
        return b'%s t="inlineStr"><is><t%s>%s</t></is>%s</c>' % (head, keep, escaped, extension)
    kind_attribute = b' t="%s"' % (b"str" if kind == "s" else kind.encode()) if kind else b""
    return b"%s%s>%s<v%s>%s</v>%s</c>" % (head, kind_attribute, formula, keep, escaped, extension)
