"""A button in the spelling of Excel 2010 and later, for sheets that have form controls in it already.

Such a sheet lists its controls a second and third time, beside the legacy drawing: in its own part and in its drawing.
A button that stood in the legacy drawing alone would be the only one there that later versions have to read from it.
"""

from __future__ import annotations

from typing import Final

from xlkpi.books.areas import Area
from xlkpi.books.ooxml.edits.edit import Button
from xlkpi.books.ooxml.edits.package_draft import HEAD, LINKS, Draft
from xlkpi.books.ooxml.markup import MARKUP_COMPATIBILITY, Markup, Node
from xlkpi.books.ooxml.spelling import attribute, text_of

PROPERTIES_TYPE: Final = "application/vnd.ms-excel.controlproperties+xml"
_X14: Final = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_A14: Final = "http://schemas.microsoft.com/office/drawing/2010/main"
_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_SHEET_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_PROPERTIES: Final = f'{HEAD}<formControlPr xmlns="{_X14}" objectType="Button" lockText="1"/>'


def list_control(draft: Draft, part: str, button: Button, area: Area, number: int) -> None:
    """List a button of the legacy drawing, of that shape number, among the sheet's controls if it lists any."""
    with draft.markup(part, sheet=True) as page:
        if _controls(page) is None:
            return
    pattern = f"{draft.folder}/ctrlProps/ctrlProp{{}}.xml".lstrip("/")
    properties = draft.add(pattern, _PROPERTIES.encode(), PROPERTIES_TYPE)
    identifier = draft.relate(part, "ctrlProp", properties)
    with draft.markup(part, sheet=True) as page:
        holder = _controls(page)
        if holder is not None:
            page.append(holder, _entry(button, area, number, f"{page.prefix_for(LINKS, 'r')}:id", identifier))
    for link in draft.related(part, "drawing"):
        with draft.markup(link.target) as drawing:
            drawing.append(drawing.root, _anchored(button, area, number))


def _controls(page: Markup) -> Node | None:
    return next((node for node in page.root.walk() if node.tag == "controls"), None)


def _entry(button: Button, area: Area, number: int, link: str, identifier: str) -> str:
    own = attribute("shapeId", number) + attribute(link, identifier) + attribute("name", f"Button {number}")
    macro = attribute("macro", f"[0]!{button.macro}")
    return (
        f'<mc:AlternateContent xmlns:mc="{MARKUP_COMPATIBILITY}" xmlns:x14="{_X14}"><mc:Choice Requires="x14">'
        f'<control{own}><controlPr defaultSize="0" print="0" autoFill="0" autoPict="0"{macro}>'
        f'<anchor moveWithCells="1" sizeWithCells="1" xmlns:xdr="{_SHEET_DRAWING}"><from>{_corner(area.left, area.top)}'
        f"</from><to>{_corner(area.right + 1, area.bottom + 1)}</to></anchor></controlPr></control>"
        "</mc:Choice></mc:AlternateContent>"
    )


def _anchored(button: Button, area: Area, number: int) -> str:
    look = (
        '<a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        '<a:noFill/><a:ln w="9525"><a:miter lim="800000"/><a:headEnd/><a:tailEnd/></a:ln>'
    )
    extension = (
        '<a:extLst><a:ext uri="{63B3BB69-23CF-44E3-9099-C40C66FF867C}">'
        f'<a14:compatExt spid="_x0000_s{number}"/></a:ext></a:extLst>'
    )
    text = (
        '<a:bodyPr vertOverflow="clip" wrap="square" lIns="27432" tIns="22860" rIns="27432" bIns="22860" anchor="ctr" '
        'upright="1"/><a:lstStyle/><a:p><a:pPr algn="ctr" rtl="0"><a:defRPr sz="1000"/></a:pPr><a:r>'
        '<a:rPr lang="zh-CN" sz="1100"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:rPr>'
        f"<a:t>{text_of(button.caption)}</a:t></a:r></a:p>"
    )
    name = attribute("id", number) + attribute("name", f"Button {number}")
    return (
        f'<mc:AlternateContent xmlns:mc="{MARKUP_COMPATIBILITY}"><mc:Choice xmlns:a14="{_A14}" Requires="a14">'
        f'<xdr:twoCellAnchor xmlns:xdr="{_SHEET_DRAWING}" xmlns:a="{_DRAWING}">'
        f"<xdr:from>{_corner(area.left, area.top)}</xdr:from>"
        f"<xdr:to>{_corner(area.right + 1, area.bottom + 1)}</xdr:to>"
        f'<xdr:sp{attribute("macro", f"[0]!{button.macro}")} textlink=""><xdr:nvSpPr><xdr:cNvPr{name} hidden="1">'
        f'{extension}</xdr:cNvPr><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr bwMode="auto">{look}</xdr:spPr>'
        f'<xdr:txBody>{text}</xdr:txBody></xdr:sp><xdr:clientData fPrintsWithSheet="0"/></xdr:twoCellAnchor>'
        "</mc:Choice><mc:Fallback/></mc:AlternateContent>"
    )


def _corner(column: int, row: int) -> str:
    """The upper left corner of a cell, columns and rows counted from 0 as drawings do."""
    return (
        f"<xdr:col>{column - 1}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{row - 1}</xdr:row>"
        "<xdr:rowOff>0</xdr:rowOff>"
    )
