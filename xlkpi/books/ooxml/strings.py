"""The shared strings of a workbook as plain text."""

from __future__ import annotations

import re
from typing import Final
from xml.parsers import expat

from xlkpi.books.ooxml.refusals import ContentTooLarge
from xlkpi.books.ooxml.value_spelling import unescape
from xlkpi.books.ooxml.xml import ANY_MAIN, MAIN, PLAIN, has_odd_text, means_itself, resolved, run

TEXTS_LIMIT: Final = 3_000_000
_HEAD: Final = re.compile(
    rb'(?:\xef\xbb\xbf)?(?:<\?xml version="1\.0"(?: encoding="(?:UTF|utf)-8")?(?: standalone="(?:yes|no)")?\s*\?>)?\s*'
    rb'<sst(?: [^<>]*)? xmlns="' + ANY_MAIN.encode() + rb'"[^<>]*(?<!/)>'
)
_USUAL: Final = re.compile(
    rf"<si><t(?: xml:space=\"preserve\")?(?:/>|>({PLAIN})</t>)(?:<phoneticPr(?: [^<>]*)?/>)?</si>"
)


def shared_strings(data: bytes, *, file: str, part: str) -> list[str]:
    """Return the texts by index; runs of rich text are joined, phonetic guides left out.

    Raises DamagedPart, DoctypeRefused, ContentTooLarge.
    """
    usual = _usual(data)
    if usual is not None:
        return usual
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


def _usual(data: bytes) -> list[str] | None:
    """Return the texts of a part that holds nothing but plain ones, cut by one expression; None for any other."""
    head, whole = _HEAD.match(data), data.rstrip()
    body = whole.removesuffix(b"</sst>")
    if head is None or len(body) == len(whole) or data.count(b"<si") > TEXTS_LIMIT:
        return None
    try:
        text = body[head.end() :].decode()
    except UnicodeDecodeError:
        return None
    pieces = _USUAL.split(text)
    if any(pieces[::2]) or has_odd_text(text):
        return None
    texts = [one or "" for one in pieces[1::2]]
    return texts if means_itself(text) else [unescape(resolved(one)) for one in texts]
