"""What is printed above every page: that it is a draft, or final since when, by whom and under which stamp."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import Final

from xlkpi.drawing import style

SMALL: Final = f'&"{style.FONT},常规"&8'
DRAFT: Final = "草稿（未定稿）"
LONGEST: Final = 255
"""Characters of a header with its codes; Excel opens none that has more."""
LONGEST_NAME: Final = 20
SHORT: Final = 8
"""Hexadecimal digits of a seal that are printed."""

_ELEMENT: Final = re.compile(r"<((?:[\w.-]+:)?)headerFooter\b([^>]*?)/?>", re.DOTALL)
_PARTS: Final = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
_SECTIONS: Final = re.compile(r"(&&|&[LCR])")
_CODES: Final = re.compile(r"""&"[^"]*"|&K[0-9A-Fa-f+-]{5,6}|&[0-9]+|&[BIUESXYOH]""")


def draft_header() -> str:
    """The header of a page that is not final."""
    return f"&R{SMALL}{DRAFT}"


def final_words(day: str, name: str, seal: str) -> str:
    """What is printed above a final page; the number is the beginning of its stamp's seal, as `verify` says it too."""
    return f"定稿　{day}　{name[:LONGEST_NAME]}　章号 {short(seal)}"


def short(seal: str) -> str:
    """The number of a stamp that people read and compare."""
    return seal[:SHORT].upper()


def with_mark(element: str, mark: str) -> str:
    """Return the element of a sheet's headers and footers with a mark above every page, in place of that of a draft.

    The mark stands on the right, or in the middle or on the left where a company's own header leaves room only there,
    else behind what stands on the right. A header that would be too long for Excel stays as it is.
    """
    found = _ELEMENT.search(element)
    prefix, attributes = (found[1], found[2]) if found else ("", "")
    texts = {part: _text(element, prefix, part) for part in _PARTS}
    wanted = ["oddHeader"]
    wanted += ["evenHeader"] if _on(attributes, "differentOddEven") else []
    wanted += ["firstHeader"] if _on(attributes, "differentFirst") else []
    for part in wanted:
        texts[part] = _marked(texts[part], mark)
    inner = "".join(
        f"<{prefix}{part}>{escape(text, quote=False)}</{prefix}{part}>" for part, text in texts.items() if text
    )
    return f"<{prefix}headerFooter{attributes}>{inner}</{prefix}headerFooter>"


def _on(attributes: str, name: str) -> bool:
    return re.search(rf"""\b{name}\s*=\s*["'](?:1|true)["']""", attributes) is not None


def _text(element: str, prefix: str, part: str) -> str:
    found = re.search(rf"<{prefix}{part}\b[^>]*>(.*?)</{prefix}{part}\s*>", element, re.DOTALL)
    return unescape(found[1]) if found else ""


def _marked(header: str, mark: str) -> str:
    sections = {"L": "", "C": "", "R": ""}
    at = "C"
    for piece in _SECTIONS.split(header.replace(DRAFT, "")):
        if piece in ("&L", "&C", "&R"):
            at = piece[1]
        else:
            sections[at] += piece
    shown = mark.replace("&", "&&")
    free = next((key for key in "RCL" if not _CODES.sub("", sections[key]).strip()), None)
    sections[free or "R"] = SMALL + shown if free else f"{sections['R']}　{shown}"
    new = "".join(f"&{key}{text}" for key, text in sections.items() if text)
    return new if len(new) <= LONGEST else header
