"""A worksheet without its rows: merged areas and protection, at a fraction of the cost of reading the cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import field
from typing import Final

from xlkpi.books.areas import Area
from xlkpi.books.ooxml.content import Surroundings, read_content
from xlkpi.books.ooxml.frame import bounds
from xlkpi.books.ooxml.writes import Exotic
from xlkpi.records import dataclass

_BAND: Final = 128
"""Merged areas are looked up by bands of this many rows; taller ones stand apart."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What of a worksheet matters before anything is written to it."""

    merged: tuple[Area, ...]
    protected: bool
    _bands: dict[int, list[Area]] = field(default_factory=dict, compare=False, repr=False)
    _tall: list[Area] = field(default_factory=list, compare=False, repr=False)

    def __post_init__(self) -> None:
        for area in self.merged:
            if area.rows > _BAND:
                self._tall.append(area)
            else:
                for band in {area.top // _BAND, area.bottom // _BAND}:
                    self._bands.setdefault(band, []).append(area)

    def cover(self, row: int, column: int) -> Area | None:
        """The merged area that hides a cell; None for its top-left cell and for cells outside."""
        for area in self._near(row):
            if area.holds(row, column) and (row, column) != (area.top, area.left):
                return area
        return None

    def _near(self, row: int) -> Iterator[Area]:
        yield from self._bands.get(row // _BAND, ())
        yield from self._tall


def read_outline(data: bytes, name: str, around: Callable[[], Surroundings], *, file: str, part: str) -> Outline:
    """Read a sheet's outline. Raises DamagedPart, DoctypeRefused, SheetUnclear."""
    try:
        start, _, _, rest = bounds(data)
    except Exotic:
        content = read_content(data, name, around(), file=file, part=part)
    else:
        content = read_content(data[:start] + data[rest:], name, Surroundings((), {}, False), file=file, part=part)
    return Outline(content.merged, content.protected)
