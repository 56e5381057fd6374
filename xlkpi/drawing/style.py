"""How our forms look: colours, fonts and number formats, as looks that are combined by name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

FONT = "微软雅黑"

PAPER = "#FFFFFF"
INK = "#1F3A5F"
TEXT = "#262626"
MUTED = "#595959"
LINE = "#8793A3"
GRIDLINE = "#E3E8EF"
HEAD = "#DCE5F0"
INPUT = "#FFFBE9"
COMPUTED = "#F3F5F8"
BAND = "#EEF2F7"
ASSUMED = "#FBE0CC"
WRONG = "#C00000"
WRONG_FILL = "#FDE3E1"
DOUBT = "#9C5700"
DOUBT_FILL = "#FFEFC7"

BASE: Mapping[str, Any] = MappingProxyType(
    {"font_name": FONT, "font_size": 10, "font_color": TEXT, "valign": "vcenter"}
)

LOOKS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "title": {"font_size": 18, "bold": True, "font_color": INK, "align": "center"},
        "annex": {"font_size": 10, "font_color": MUTED},
        "section": {"font_size": 11, "bold": True, "font_color": INK, "bottom": 1, "bottom_color": INK},
        "under": {"bottom": 1, "bottom_color": INK},
        "seal": {"top": 0, "bottom": 0, "bg_color": PAPER},
        "last_seal": {"top": 0},
        "cut": {"bottom": 3, "bottom_color": MUTED},
        "label": {"bg_color": HEAD, "font_color": INK, "align": "center", "text_wrap": True},
        "head": {"bg_color": HEAD, "font_color": INK, "bold": True, "align": "center", "text_wrap": True},
        "input": {"bg_color": INPUT, "locked": False},
        "open": {"locked": False},
        "computed": {"bg_color": COMPUTED},
        "result": {"bg_color": COMPUTED, "bold": True, "font_color": INK},
        "answer": {"bold": True, "font_color": INK},
        "strong": {"font_size": 14},
        "bare": {},
        "grid": {"border": 1, "border_color": LINE},
        "toolbar": {"bg_color": BAND},
        "warning": {"bg_color": BAND, "font_color": WRONG, "font_size": 9},
        "note": {"font_size": 9, "font_color": MUTED},
        "small": {"font_size": 8.5},
        "left": {"align": "left", "indent": 1},
        "center": {"align": "center"},
        "right": {"align": "right", "indent": 1},
        "top": {"valign": "top"},
        "wrap": {"text_wrap": True},
        "shrink": {"shrink": True},
        "one_line": {"text_wrap": False},
        "plain_text": {"num_format": "@"},
        "plain": {"num_format": "General"},
        "permille": {"num_format": "0.000%"},
        "amount": {"num_format": "#,##0.00", "shrink": True},
        "points": {"num_format": "0.00"},
        "mean": {"num_format": "0.00#"},
        "weight": {"num_format": '[>2]General"%";0%', "shrink": True},
        "weights": {"num_format": '[>2]General"%";0.0%', "shrink": True},
        "share": {"num_format": "0%"},
        "attendance": {"num_format": "0.0%"},
        "factor": {"num_format": "0.0##"},
        "money": {"num_format": "#,##0.00", "shrink": True},
        "count": {"num_format": "0"},
        "seats": {"num_format": "0;-0;0"},
        "month": {"num_format": 'yyyy"年"m"月"', "shrink": True},
        "short_day": {"num_format": 'm"月"d"日"', "shrink": True},
        "day": {"num_format": 'yyyy"年"m"月"d"日"', "shrink": True},
    }
)
"""Each look is a few properties; a cell's format is BASE and the looks it names, later ones winning.

Money and dates shrink: in a cell too narrow for them Excel shows #### in place of what somebody is paid.
No format says 0.##: Excel writes a whole number by it with a point and nothing behind (25.%).
"""


def properties(looks: tuple[str, ...]) -> dict[str, Any]:
    """XlsxWriter format properties for a combination of looks. Raises KeyError for a look that is not declared."""
    merged = dict(BASE)
    for look in looks:
        merged.update(LOOKS[look])
    return merged


Look: TypeAlias = Mapping[str, Any]
"""XlsxWriter format properties."""

WRONG_LOOK: Look = MappingProxyType({"font_color": WRONG, "bg_color": WRONG_FILL})
"""Conditional look of a fault."""

DOUBT_LOOK: Look = MappingProxyType({"font_color": DOUBT, "bg_color": DOUBT_FILL})
"""Conditional look of what a person has to decide or confirm."""

SEALED_LOOK: Look = MappingProxyType({"border": 1, "border_color": LINE, "top": 0, "bg_color": PAPER})
"""Conditional look of the last cell of a column that is left open for a seal."""

HIDDEN_LOOK: Look = MappingProxyType({"num_format": ";;;"})
"""Conditional look of a value that is there but not shown."""
