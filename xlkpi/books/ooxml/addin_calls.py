"""Calls of our functions as LibreOffice saves them once our extension is installed, turned back into Excel's.

Calc keeps a function of an extension under its full name and saves it so, which no other program knows:
`ORG.XLKPI.KPIADDIN.KPITOTAL(ORG.XLKPI.KPIADDIN.KPICELLS(得分),…)` is `KPI_TOTAL(得分,…)`. What the extension wraps
around arguments (libreoffice/addin/formulas) goes too.
"""

from __future__ import annotations

import re
from typing import Final

MARK: Final = "KPIADDIN."
"""What stands in capitals in every such formula."""
_PIECE: Final = r"""(?isx)(?P<quoted>"(?:[^"]|"")*"|'(?:[^']|'')*')
    |(?P<ours>(?:_xl\w+\.)*ORG\.XLKPI\.KPIADDIN\.KPI(?P<name>\w+)\s*\()
    |(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<comma>,)|(?P<other>[^"'(\[{)\]},O_o]+|.)"""
"""No pattern of this file is compiled before a workbook needs it."""
_CAUGHT: Final = r"""(?is)IFERROR\((?:_xlfn\.)?IFNA\((.*),"#N/A"\),"#VALUE!"\)"""
"""What the extension catches errors of a computed array with; in Excel they arrive as they are."""
_CAUGHT_END: Final = ',"#N/A")'
_TEXT: Final = rb"(?i)(<(?:\w+:)?(?:f|formula[12]?|definedName)(?:\s[^<>]*)?>)([^<]*KPIADDIN\.[^<]*)(?=</)"


def plain_calls(formula: str) -> str:
    """Return a formula with our functions by the names they have in Excel; one that has no such call as it is."""
    if MARK not in formula.upper():
        return formula
    stack: list[tuple[str, str, list[str]]] = [("", "", [""])]
    for found in re.finditer(_PIECE, formula):
        arguments = stack[-1][2]
        if found["ours"] or found["open"]:
            stack.append(((found["name"] or "").upper(), found[0], [""]))
        elif found["comma"]:
            arguments.append("")
        elif found["close"]:
            if len(stack) == 1:
                return formula
            name, opening, parts = stack.pop()
            stack[-1][2][-1] += _call(name, parts) if name else opening + ",".join(parts) + found[0]
        else:
            arguments[-1] += found[0]
    return ",".join(stack[0][2]) if len(stack) == 1 else formula


def _call(name: str, arguments: list[str]) -> str:
    if name == "CELLS" and len(arguments) == 1:
        return arguments[0]
    if name == "STACK" and len(arguments) == 2:
        above, below = arguments
        return f"({above[1:-1] if above.startswith('(') else above},{below})"
    return f"KPI_{name}({','.join(map(_uncaught, arguments))})"


def _uncaught(argument: str) -> str:
    caught = re.fullmatch(_CAUGHT, argument.strip())
    return argument if caught is None or _CAUGHT_END in caught[1] else caught[1]


def has_calls(xml: bytes) -> bool:
    """Tell whether such a call stands in a part."""
    return MARK.encode() in xml.upper()


def plain_part(xml: bytes) -> bytes:
    """Return a worksheet or the workbook's own part with such calls in formulas, conditions and names turned back."""
    if not has_calls(xml):
        return xml

    from xml.sax.saxutils import escape, unescape  # no other workbook needs it

    def turned(found: re.Match[bytes]) -> bytes:
        text = unescape(found[2].decode(), {"&quot;": '"', "&apos;": "'"})
        return found[1] + escape(plain_calls(text)).encode()

    return re.sub(_TEXT, turned, xml)
