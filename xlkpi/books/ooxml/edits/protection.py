"""Worksheets protected or opened, and cells of theirs locked or unlocked, with what stands in the cells left alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from xlkpi.books.areas import Area, cell_of
from xlkpi.books.ooxml.edits.added_styles import Styles
from xlkpi.books.ooxml.edits.cells import AREA_LIMIT, area_of_reference
from xlkpi.books.ooxml.edits.edit import Format
from xlkpi.books.ooxml.edits.edit_refusals import BlockRefused
from xlkpi.books.ooxml.edits.elements import element_of, put_elements
from xlkpi.books.ooxml.edits.package_draft import Draft
from xlkpi.books.ooxml.frame import bounds
from xlkpi.books.ooxml.spelling import attribute
from xlkpi.books.ooxml.writes import Exotic
from xlkpi.errors import sentence

PROTECTED: Final = '<sheetProtection sheet="1" objects="1" scenarios="1"/>'
"""Protection without a password."""

_CELL: Final = re.compile(rb"""<c((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*/?>""")
_REFERENCE: Final = re.compile(rb"""\sr\s*=\s*["']([A-Z]+[0-9]+)["']""")
_STYLE: Final = re.compile(rb"""(\ss\s*=\s*["'])([0-9]+)(?=["'])""")


def protection_of(draft: Draft, sheet: str) -> str:
    """The element by which a worksheet is protected as it stands in the file, "" for none. Raises SheetMissing."""
    return element_of(draft, sheet, "sheetProtection")


def protect(draft: Draft, protection: Mapping[str, str]) -> None:
    """Give worksheets the element by which they are protected, or none (""). Raises SheetMissing."""
    put_elements(draft, "sheetProtection", protection)


def restyle(draft: Draft, looks: Mapping[str, Mapping[str, Format]], styles: Styles) -> None:
    """Change the formats of cells and nothing else of them.

    A sheet whose bytes cannot be cut safely (see splice) is left alone. Raises SheetMissing, FormatRefused, and
    BlockRefused for an area that is too large.
    """
    for sheet, areas in looks.items():
        part = draft.sheet_part(sheet)
        wanted: dict[tuple[int, int], Callable[[int], int]] = {}
        for reference, format_ in areas.items():
            area = area_of_reference(reference, sheet)
            if area.rows * area.columns > AREA_LIMIT:
                why = sentence("区域超过 {limit} 个单元格", "the area has over {limit} cells", limit=AREA_LIMIT)
                raise BlockRefused(place=str(area), why=why)
            change = styles.restyle(format_)
            wanted |= dict.fromkeys(_places(area), change)
        xml = draft.package.part(part)
        try:
            _, body, stop, _ = bounds(xml)
        except Exotic:
            continue
        if b"<!" not in xml[body:stop]:
            rows = _CELL.sub(partial(_restyled, wanted), xml[body:stop])
            if rows != xml[body:stop]:
                draft.package.replace(part, xml[:body] + rows + xml[stop:])


def _places(area: Area) -> list[tuple[int, int]]:
    return [(row, column) for row in range(area.top, area.bottom + 1) for column in range(area.left, area.right + 1)]


def _restyled(wanted: Mapping[tuple[int, int], Callable[[int], int]], found: re.Match[bytes]) -> bytes:
    """The start tag of a cell with its new style; of one that does not say where it stands nothing changes."""
    tag, reference = found[0], _REFERENCE.search(found[1])
    change = None if reference is None else wanted.get(cell_of(reference[1].decode()))
    if change is None:
        return tag
    style = _STYLE.search(found[1])
    if style is None:
        return b"<c%s%s" % (attribute("s", change(0)).encode(), tag[2:])
    at = found.start(1) - found.start()
    return tag[: at + style.start(2)] + str(change(int(style[2]))).encode() + tag[at + style.end(2) :]
