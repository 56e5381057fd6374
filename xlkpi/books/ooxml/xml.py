"""XML of a package part, parsed under guard: no DTD, so no entity beyond the five of XML itself."""

from __future__ import annotations

import re
from typing import Final
from xml.etree import ElementTree as ET
from xml.parsers import expat

from xlkpi.books.ooxml.refusals import ContentTooLarge, DamagedPart, DoctypeRefused
from xlkpi.errors import Sentence, sentence

MAIN: Final = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
"""The main namespace, transitional and strict."""
ANY_MAIN: Final = "(?:" + "|".join(map(re.escape, MAIN)) + ")"
"""An expression for either."""

TREE_LIMIT: Final = 16 << 20
"""Parts read as a tree (relationships, workbook, tables) stay far below this many bytes."""

Element = ET.Element


class _Doctype(Exception):
    """Raised inside a parser at a DTD."""


class _Builder(ET.TreeBuilder):
    """A tree builder that stops at a DTD, before any of it is read."""

    def doctype(self, name: str, _public: str | None, _system: str | None) -> None:
        raise _Doctype(name)


def tree(data: bytes, *, file: str, part: str) -> Element:
    """Parse a small part. Raises DamagedPart, DoctypeRefused, ContentTooLarge."""
    if len(data) > TREE_LIMIT:
        raise ContentTooLarge(file=file, part=part, limit=TREE_LIMIT, what="bytes")
    parser = ET.XMLParser(target=_Builder())
    try:
        parser.feed(data)
        root: Element = parser.close()
    except _Doctype:
        raise DoctypeRefused(file=file, part=part) from None
    except (ET.ParseError, ValueError, LookupError) as error:
        raise DamagedPart(file=file, part=part, why=_said(error)) from None
    return root


def run(parser: expat.XMLParserType, data: bytes, *, file: str, part: str) -> None:
    """Drive a parser whose handlers are set over a whole part. Raises DamagedPart, DoctypeRefused."""

    def stop(*_: object) -> None:
        raise _Doctype

    parser.StartDoctypeDeclHandler = stop
    try:
        parser.Parse(data, True)
    except _Doctype:
        raise DoctypeRefused(file=file, part=part) from None
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise DamagedPart(file=file, part=part, why=_said(error)) from None


def _said(error: Exception) -> Sentence:
    """What a parser found, with its place where it knows one; lines count from 1, columns from 0."""
    if isinstance(error, (ET.ParseError, expat.ExpatError)):
        line, column = error.position if isinstance(error, ET.ParseError) else (error.lineno, error.offset)
        return sentence("XML 第 {line} 行第 {column} 列有误", "{said}", line=line, column=column, said=str(error))
    return sentence("XML 的编码有误", "{said}", said=str(error))


def is_plain(data: bytes, *, file: str, part: str) -> bool:
    """Parse a part; whether it is free of comments, CDATA and processing instructions. About 6 ms per MB.

    Raises DamagedPart or DoctypeRefused unless it is well-formed.
    """
    plain = True

    def found(*_: object) -> None:
        nonlocal plain
        plain = False

    parser = expat.ParserCreate()
    parser.CommentHandler = parser.StartCdataSectionHandler = parser.ProcessingInstructionHandler = found
    run(parser, data, file=file, part=part)
    return plain


NOT_PLAIN: Final = r"<\x00-\x08\x0b-\x1f\ufffe\uffff"
"""What text in a part cannot hold, or a parser would change (line ends)."""
PLAIN: Final = rf"[^{NOT_PLAIN}]*"
"""An expression for text as XML allows it, without line ends that a parser would change."""
_ENTITIES: Final = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'"}
_NAMED: Final = "(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});"
_ENTITY: Final = re.compile("&" + _NAMED)
_OTHER: Final = re.compile(f"&(?!{_NAMED})")


def has_odd_text(text: str) -> bool:
    """Whether text cut out of a part is no XML, so that the parser has to say what is wrong with it."""
    if "]]>" in text or _OTHER.search(text) is not None:
        return True
    try:
        return "&#" in text and not all(_allowed(_character(one)) for one in _ENTITY.findall(text))
    except (ValueError, OverflowError):
        return True


def means_itself(text: str) -> bool:
    """Whether text is what it looks like: no `&lt;`, and none of the `_x000D_` of spreadsheets."""
    return "&" not in text and "_x" not in text


def _allowed(character: str) -> bool:
    """Whether XML allows a character (XML 1.0, 2.2); an expression for it costs every start 3 ms."""
    return (
        character in "\t\n\r"
        or " " <= character <= "\ud7ff"
        or "\ue000" <= character <= "\ufffd"
        or character > "\uffff"
    )


def resolved(text: str) -> str:
    """Return plain text that stands in a part as a parser gives it."""
    return _ENTITY.sub(lambda found: _character(found[0]), text) if "&" in text else text


def _character(entity: str) -> str:
    """The character that `&lt;`, `&#24352;` or `&#x5F20;` stands for. Raises ValueError, OverflowError."""
    known = _ENTITIES.get(entity)
    if known is not None:
        return known
    return chr(int(entity[3:-1], 16) if entity[2] == "x" else int(entity[2:-1]))


def local(tag: str) -> str:
    """The name without its namespace."""
    return tag.rpartition("}")[2]


def true(text: str | None) -> bool:
    """Read an xsd:boolean attribute; absent is false."""
    return text in ("1", "true", "on")
