"""Which cell styles show a number as a date or a time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from xml.parsers import expat

from xlkpi.books.ooxml.xml import MAIN, run

_DATE, _TIME, _BOTH = "date", "time", "both"
_TIME_IDS: Final = (18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56)
_DATE_IDS: Final = (14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58)
BUILT_IN: Final[dict[int, str]] = {22: _BOTH} | dict.fromkeys(_DATE_IDS, _DATE) | dict.fromkeys(_TIME_IDS, _TIME)
"""ECMA-376 part 1, 18.8.30, with the East Asian ids as Chinese Excel shows them; 46 is an elapsed time, a number."""

CODE_LIMIT: Final = 255
"""Characters of a number format; Excel allows no more."""

_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.')
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_BRACKETED = re.compile(r"\[[^\]]*\]")
_AM_PM = re.compile(r"am/pm|a/p|上午/下午", re.IGNORECASE)


def kind_of(code: str) -> str | None:
    """Return "date", "time", "both" or None for a number format code; an elapsed time (`[h]:mm`) is a number."""
    if len(code) > CODE_LIMIT:
        return None
    section = _QUOTED.sub("", code).partition(";")[0]
    if _ELAPSED.search(section) or "general" in section.lower():
        return None
    section, clock = _AM_PM.subn("", _BRACKETED.sub("", section))
    letters = section.lower()
    has_time = bool(clock) or "h" in letters or "s" in letters
    # m is a month unless hours or seconds stand beside it; e and b are the years of East Asian and Thai formats.
    has_date = any(letter in letters for letter in "yd") or ("m" in letters and not has_time)
    has_date = has_date or (
        "0" not in letters and bool(re.search(r"(?<![0#?.])(?:e|a{3,4}|g{1,3}e?|b{2,4})(?![+-])", letters))
    )
    if has_date:
        return _BOTH if has_time else _DATE
    return _TIME if has_time else None


def date_styles(data: bytes, *, file: str, part: str) -> Mapping[str, str]:
    """Map the index of each cell style that shows a date or time (as in a cell's `s`) to "date", "time" or "both"."""
    codes: dict[int, str | None] = dict(BUILT_IN)
    found: dict[str, str] = {}
    inside = False
    index = 0
    number_format = frozenset(f"{namespace}}}numFmt" for namespace in MAIN)
    styles = frozenset(f"{namespace}}}cellXfs" for namespace in MAIN)
    style = frozenset(f"{namespace}}}xf" for namespace in MAIN)

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal inside, index
        if tag in number_format:
            codes[int(attributes.get("numFmtId", "-1"))] = kind_of(attributes.get("formatCode", ""))
        elif tag in styles:
            inside, index = True, 0
        elif inside and tag in style:
            kind = codes.get(int(attributes.get("numFmtId", "0")))
            if kind:
                found[str(index)] = kind
            index += 1

    def end(tag: str) -> None:
        nonlocal inside
        if tag in styles:
            inside = False

    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler, parser.EndElementHandler = start, end
    run(parser, data, file=file, part=part)
    return found
