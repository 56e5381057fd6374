"""A worksheet without its rows: merged areas and protection, at a fraction of the cost of reading the cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from xlkpi.books.ooxml.content import Surroundings, read_content
from xlkpi.books.ooxml.names import Area
from xlkpi.books.ooxml.refusals import SheetUnclear
from xlkpi.books.ooxml.splice import bounds
from xlkpi.books.ooxml.writes import Exotic
from xlkpi.books.ooxml.xml import local, tree, true

_TALL = 100
"""Merged areas of more rows are not listed row by row."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What of a worksheet matters before anything is written to it."""

    merged: tuple[Area, ...]
    protected: bool
    _by_row: dict[int, list[Area]] = field(default_factory=dict, compare=False, repr=False)
    _tall: list[Area] = field(default_factory=list, compare=False, repr=False)

    def __post_init__(self) -> None:
        for area in self.merged:
            if area.rows > _TALL:
                self._tall.append(area)
            else:
                for row in range(area.top, area.bottom + 1):
                    self._by_row.setdefault(row, []).append(area)

    def cover(self, row: int, column: int) -> Area | None:
        """The merged area that hides a cell; None for its top-left cell and for cells outside."""
        near: list[Area] = self._by_row.get(row, [])
        for area in (*near, *self._tall):
            if area.holds(row, column) and (row, column) != (area.top, area.left):
                return area
        return None


def read_outline(data: bytes, name: str, around: Callable[[], Surroundings], *, file: str, part: str) -> Outline:
    """Read a sheet's outline. Raises DamagedPart, DoctypeRefused, SheetUnclear."""
    try:
        start, _, _, rest = bounds(data)
    except Exotic:
        content = read_content(data, name, around(), file=file, part=part)
        return Outline(content.merged, content.protected)
    root = tree(data[:start] + data[rest:], file=file, part=part)
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
