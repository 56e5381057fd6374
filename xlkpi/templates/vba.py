"""The macros behind a template's buttons; the source is ASCII, Chinese stands in it as character codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Button:
    """One button: what is written on it, its macro, and the command that does the same without Excel."""

    caption: str
    macro: str
    command: str


CHECK = Button("校验", "KpiCheck", "xlkpi check")
COLLECT = Button("取数", "KpiCollect", "xlkpi collect")
RECOMPUTE = Button("重新计算", "KpiRecompute", "xlkpi recompute")
EXPLAIN = Button("说明", "KpiExplain", "xlkpi explain")

BUTTONS: Mapping[str, tuple[Button, ...]] = MappingProxyType(
    {"form": (CHECK, RECOMPUTE), "plan": (CHECK, RECOMPUTE), "summary": (CHECK, COLLECT, RECOMPUTE, EXPLAIN)},
)
"""The buttons of each kind of workbook, in the order they stand in its tool bar."""

HINT = "关闭本工作簿后，在命令行运行："


def literal(text: str) -> str:
    """A VBA expression, in ASCII, whose value is `text`."""
    parts: list[str] = []
    plain = ""
    for character in text:
        if character.isascii() and character.isprintable():
            plain += '""' if character == '"' else character
            continue
        if plain:
            parts.append(f'"{plain}"')
            plain = ""
        parts.extend(f"ChrW({code})" for code in _utf16(character))
    if plain or not parts:
        parts.append(f'"{plain}"')
    return " & ".join(parts)


def _utf16(character: str) -> list[int]:
    """UTF-16 code units as VBA's ChrW takes them: signed 16 bit."""
    data = character.encode("utf-16-le")
    return [int.from_bytes(data[at : at + 2], "little", signed=True) for at in range(0, len(data), 2)]


def modules(kind: str) -> dict[str, str]:
    """The VBA modules of a kind of workbook, name -> source. Raises KeyError for an unknown kind."""
    lines = ['Attribute VB_Name = "KpiButtons"', "Option Explicit", ""]
    for button in BUTTONS[kind]:
        lines += [
            f"Public Sub {button.macro}()",
            f'    KpiHint "{button.command}"',
            "End Sub",
            "",
        ]
    lines += [
        "Private Sub KpiHint(ByVal command As String)",
        "    ' The same verb outside Excel: the file is named, so the line can be typed as it stands.",
        f"    MsgBox {literal(HINT)} & vbCrLf & vbCrLf & command & Chr(32) & Chr(34) & _",
        "        ThisWorkbook.FullName & Chr(34), vbInformation, ThisWorkbook.Name",
        "End Sub",
        "",
    ]
    return {"KpiButtons": "\n".join(lines)}
