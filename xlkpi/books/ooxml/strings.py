"""The shared strings of a workbook as plain text."""

from __future__ import annotations

from typing import Final
from xml.parsers import expat

from xlkpi.books.ooxml.refusals import ContentTooLarge
from xlkpi.books.ooxml.values import unescape
from xlkpi.books.ooxml.xml import MAIN, run

TEXTS_LIMIT: Final = 3_000_000


def shared_strings(data: bytes, *, file: str, part: str) -> list[str]:
    """Return the texts by index; runs of rich text are joined, phonetic guides left out.

    Raises DamagedPart, DoctypeRefused, ContentTooLarge.
    """
    found: list[str] = []
    pieces: list[str] = []
    keep = False
    phonetic = 0
    item = frozenset(f"{namespace}}}si" for namespace in MAIN)
    text = frozenset(f"{namespace}}}t" for namespace in MAIN)
    guide = frozenset(f"{namespace}}}rPh" for namespace in MAIN)

    def start(tag: str, _: dict[str, str]) -> None:
        nonlocal keep, phonetic
        if tag in text:
            keep = not phonetic
        elif tag in item:
            pieces.clear()
        elif tag in guide:
            phonetic += 1

    def end(tag: str) -> None:
        nonlocal keep, phonetic
        if tag in text:
            keep = False
        elif tag in item:
            if len(found) >= TEXTS_LIMIT:
                raise ContentTooLarge(file=file, part=part, limit=TEXTS_LIMIT, what="si")
            found.append(unescape("".join(pieces)))
        elif tag in guide:
            phonetic -= 1

    def characters(content: str) -> None:
        if keep:
            pieces.append(content)

    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, characters
    run(parser, data, file=file, part=part)
    return found
