"""Cells of an open workbook, asked of Excel once a sheet: an exchange with Excel costs as much as a thousand cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from xlkpi.books.areas import Area
from xlkpi.errors import CannotWrite

Rows = list[list[Any]]

MOST_CELLS: Final = 1_000_000
"""Cells that are fetched in one piece: 20,000 people with fifty columns."""


def around(areas: Iterable[Area]) -> Area | None:
    """Return the smallest rectangle with all these areas of one sheet in it, None where it is too large to fetch."""
    listed = list(areas)
    found = Area(
        listed[0].sheet,
        min(area.top for area in listed),
        min(area.left for area in listed),
        max(area.bottom for area in listed),
        max(area.right for area in listed),
    )
    return found if found.rows * found.columns <= MOST_CELLS else None


class LiveCells:
    """One kind of content of an open workbook's cells, each sheet in one piece, and anew where it has changed."""

    def __init__(self, fetch: Callable[[Area], Rows], named: Callable[[str], Iterable[Area]]) -> None:
        """`fetch` asks Excel for a rectangle, `named` lists the areas of a sheet that have a name."""
        self._fetch = fetch
        self._named = named
        self._held: dict[str, tuple[Area, Rows]] = {}
        self._changed: list[Area] = []

    def of(self, area: Area) -> Rows:
        """Return the rows of an area. Raises what fetching it raises."""
        if any(one.sheet == area.sheet and one.meets(area) for one in self._changed):
            self._held.pop(area.sheet, None)
            self._changed = [one for one in self._changed if one.sheet != area.sheet]
        if area.sheet not in self._held:
            whole = around([area, *self._named(area.sheet)])
            if whole is None:
                return self._fetch(area)
            try:
                self._held[area.sheet] = whole, self._fetch(whole)
            except CannotWrite:  # a cell between the blocks, such as a date before 1900, may be refused
                return self._fetch(area)
        whole, rows = self._held[area.sheet]
        if not (whole.holds(area.top, area.left) and whole.holds(area.bottom, area.right)):
            return self._fetch(area)
        top, left = area.top - whole.top, area.left - whole.left
        return [list(row[left : left + area.columns]) for row in rows[top : top + area.rows]]

    def changed(self, area: Area) -> None:
        """Take note that something was written to an area."""
        self._changed.append(area)

    def forget(self) -> None:
        """Take note that any cell may have changed."""
        self._held.clear()
        self._changed.clear()
