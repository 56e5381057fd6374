"""Form-control buttons with a caption and a macro, as shapes of a sheet's legacy drawing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import Final

from xlkpi.books.areas import MAX_COLUMN, MAX_ROW, Area
from xlkpi.books.ooxml.edits.cells import area_of_reference
from xlkpi.books.ooxml.edits.controls import list_control
from xlkpi.books.ooxml.edits.edit import Button
from xlkpi.books.ooxml.edits.edit_refusals import ButtonRefused
from xlkpi.books.ooxml.edits.package_draft import Draft
from xlkpi.books.ooxml.edits.vml import BUTTON_TYPE, LegacyDrawing
from xlkpi.books.ooxml.spelling import text_of
from xlkpi.errors import Sentence, sentence

CAPTION_LIMIT: Final = 255
POINTS_A_COLUMN, POINTS_A_ROW = 48, 15
"""Usual sizes; where the button really stands is said by its anchor in cells."""
_MACRO: Final = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)?")
_UNFIT: Final = re.compile("[\x00-\x1f\ud800-\udfff\ufffe\uffff]")


def add_buttons(draft: Draft, buttons: Sequence[Button]) -> None:
    """Put buttons on sheets; the very same one is not put twice. Raises SheetMissing, ButtonRefused, Unusable."""
    for button in buttons:
        part = draft.sheet_part(button.sheet)
        area = area_of_reference(button.area, button.sheet)
        if not button.caption.strip() or len(button.caption) > CAPTION_LIMIT or _UNFIT.search(button.caption):
            zh, en = "按钮上的文字为空、过长或含有控制字符", "its caption is empty, too long or has control characters"
            why = sentence(zh, en)
            raise _refusal(button, area, why)
        if not _MACRO.fullmatch(button.macro):
            raise _refusal(button, area, sentence("“{macro}”不是宏名", "“{macro}” is no macro", macro=button.macro))
        drawing = LegacyDrawing(draft, button.sheet, part)
        same = _face(button, area).encode("ascii", "xmlcharrefreplace")
        if same not in drawing.text():
            number = drawing.add(BUTTON_TYPE, partial(_shape, button, area))
            list_control(draft, part, button, area, number)


def _shape(button: Button, area: Area, number: int, above: int) -> str:
    place = (
        f"margin-left:{(area.left - 1) * POINTS_A_COLUMN}pt;margin-top:{(area.top - 1) * POINTS_A_ROW}pt;"
        f"width:{area.columns * POINTS_A_COLUMN}pt;height:{area.rows * POINTS_A_ROW}pt;"
    )
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t201" '
        f'style="position:absolute;{place}z-index:{above};mso-wrap-style:tight" o:button="t" '
        'fillcolor="buttonFace [67]" strokecolor="windowText [64]" o:insetmode="auto">'
        '<v:fill color2="buttonFace [67]" o:detectmouseclick="t"/><o:lock v:ext="edit" rotation="t"/>'
        f"{_face(button, area)}</v:shape>"
    )


def _face(button: Button, area: Area) -> str:
    """Caption, place and macro: what makes a button this one and no other.

    Its right and lower edge lie on the next cell's, or inside the last cell of the sheet.
    """
    right, right_offset = (area.right, 0) if area.right < MAX_COLUMN else (area.right - 1, 60)
    bottom, bottom_offset = (area.bottom, 0) if area.bottom < MAX_ROW else (area.bottom - 1, 18)
    anchor = f"{area.left - 1}, 0, {area.top - 1}, 0, {right}, {right_offset}, {bottom}, {bottom_offset}"
    return (
        '<v:textbox style="mso-direction-alt:auto" o:singleclick="f"><div style="text-align:center">'
        f'<font face="宋体" size="220" color="#000000">{text_of(button.caption)}</font></div></v:textbox>'
        f'<x:ClientData ObjectType="Button"><x:Anchor>{anchor}</x:Anchor><x:PrintObject>False</x:PrintObject>'
        f"<x:AutoFill>False</x:AutoFill><x:FmlaMacro>[0]!{text_of(button.macro)}</x:FmlaMacro>"
        "<x:TextHAlign>Center</x:TextHAlign><x:TextVAlign>Center</x:TextVAlign></x:ClientData>"
    )


def _refusal(button: Button, area: Area, why: Sentence) -> ButtonRefused:
    return ButtonRefused(place=str(area), caption=button.caption[:40], why=why)
