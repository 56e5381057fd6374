"""What of a worksheet goes to paper: the name Print_Area that Excel keeps for each sheet, read and changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from xlkpi.books.areas import Area
from xlkpi.books.ooxml.names import DefinedName, area_of, by_key

PRINT_AREA: Final = "_xlnm.Print_Area"
_PARTS: Final = re.compile(r"(?:'(?:[^']|'')*'|[^,'])+")
"""Areas between commas; a sheet's name in quotes may hold commas."""


def read_print_areas(names: Iterable[DefinedName], sheets: Iterable[str]) -> dict[str, tuple[Area, ...]]:
    """Return the rectangles of every sheet that has a print area; what is no rectangle (a formula) gives none."""
    known = by_key(sheets)
    found: dict[str, tuple[Area, ...]] = {}
    for one in names:
        if one.name == PRINT_AREA and one.sheet is not None:
            areas = [area_of(part, known) for part in _PARTS.findall(one.text)]
            if areas and all(area is not None for area in areas):
                found[one.sheet] = tuple(area for area in areas if area is not None)
    return found


def with_print_areas(xml: bytes, areas: Mapping[str, Area], *, file: str, part: str) -> bytes:
    """Return a workbook part in which the print areas of these sheets, by title, are others; those not there stay so.

    Raises DamagedPart, ContentTooLarge.
    """
    from xlkpi.books.ooxml.markup import Markup
    from xlkpi.books.ooxml.spelling import text_of
    from xlkpi.books.ooxml.value_spelling import escape

    markup = Markup(xml, file=file, part=part)
    sheets = markup.root.find("sheets")
    titles = [] if sheets is None else [node.attributes.get("name", "") for node in sheets.children]
    holder = markup.root.find("definedNames")
    for node in [] if holder is None else holder.children:
        at = node.attributes.get("localSheetId", "")
        title = titles[int(at)] if at.isdigit() and int(at) < len(titles) else ""
        if node.attributes.get("name") == PRINT_AREA and title in areas:
            markup.fill(node, text_of(escape(areas[title].absolute)))
    return markup.render()
