"""A worksheet without its rows: merged areas and protection, at a fraction of the cost of reading the cells."""

from __future__ import annotations

from dataclasses import dataclass

from xlkpi.books.ooxml.content import Surroundings, read_content
from xlkpi.books.ooxml.names import Area
from xlkpi.books.ooxml.refusals import SheetUnclear
from xlkpi.books.ooxml.splice import frame
from xlkpi.books.ooxml.writes import Exotic
from xlkpi.books.ooxml.xml import local, tree, true


@dataclass(frozen=True, slots=True)
class Outline:
    """What of a worksheet matters before anything is written to it."""

    merged: tuple[Area, ...]
    protected: bool

    def cover(self, row: int, column: int) -> Area | None:
        """The merged area that hides a cell; None for its top-left cell and for cells outside."""
        for area in self.merged:
            if area.holds(row, column) and (row, column) != (area.top, area.left):
                return area
        return None


def read_outline(data: bytes, name: str, around: Surroundings, *, file: str, part: str) -> Outline:
    """Read a sheet's outline. Raises DamagedPart, DoctypeRefused, SheetUnclear."""
    try:
        rows = frame(data)
    except Exotic:
        content = read_content(data, name, around, file=file, part=part)
        return Outline(content.merged, content.protected)
    root = tree(data[: rows.start] + data[rows.rest :], file=file, part=part)
    merged: list[Area] = []
    protected = False
    for child in root:
        if local(child.tag) == "sheetProtection":
            protected = true(child.get("sheet"))
        elif local(child.tag) == "mergeCells":
            try:
                merged += [Area.parse(merge.get("ref", ""), name) for merge in child]
            except ValueError as error:
                raise SheetUnclear(sheet=name, why=str(error)) from None
    return Outline(tuple(merged), protected)
