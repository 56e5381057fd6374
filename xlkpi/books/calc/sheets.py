"""The values of one sheet while its workbook is computed."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from typing import Final

from xlkpi.books.areas import Area
from xlkpi.books.book import Value
from xlkpi.books.calc.rectangles import GridCell, Place
from xlkpi.books.calc.serial_dates import from_serial, serial, time_serial
from xlkpi.books.calc.values import Rows, Scalar

_SPARSE: Final = 20
"""A column is kept as a list where at most so many rows come to one value, or where it is short."""

_SHORT: Final = 5000


class SheetValues:
    """Values as formulas see them, which of them are dates, and which formulas are still to be computed."""

    def __init__(self, name: str, cells: Mapping[Place, GridCell]) -> None:
        self.name = name
        self.values: dict[Place, Scalar] = {}
        self.dates: set[Place] = set()
        self.pending: dict[Place, Place] = {}
        """Cells of formulas not computed yet, with the first cell of their formula."""
        self.stale: dict[Place, Place] = {}
        """Cells of formulas that could not be computed, with the first cell of their formula."""
        self._pending_in: Counter[int] = Counter()
        self._count: Counter[int] = Counter()
        self._bottom: dict[int, int] = {}
        self._columns: dict[int, list[Scalar]] = {}
        for place, cell in cells.items():
            value = cell.value
            if type(value) is float or type(value) is str:
                self.values[place] = value
            elif isinstance(value, dt.date | dt.time):
                self.dates.add(place)
                self.values[place] = plain(value)
            elif value is not None:
                self.values[place] = value
            row, column = place
            self._count[column] += 1
            if row > self._bottom.get(column, 0):
                self._bottom[column] = row
        self.last_row = max(self._bottom.values(), default=0)
        self.last_column = max(self._bottom, default=0)

    def expect(self, area: Area) -> None:
        """Remember that the cells of an area wait for the result of one formula."""
        first = area.top, area.left
        for column in range(area.left, area.right + 1):
            for row in range(area.top, area.bottom + 1):
                if (row, column) not in self.pending:
                    self._pending_in[column] += 1
                self.pending[row, column] = first
            self._count[column] += area.rows
            self._bottom[column] = max(self._bottom.get(column, 0), area.bottom)
        self.last_row = max(self.last_row, area.bottom)
        self.last_column = max(self.last_column, area.right)

    def settle(self, area: Area, result: Rows | None) -> None:
        """Put a result into its cells, or let the cached values stand (None)."""
        for column in range(area.left, area.right + 1):
            for row in range(area.top, area.bottom + 1):
                if self.pending.pop((row, column), None) is not None:
                    self._pending_in[column] -= 1
                if result is not None:
                    self.values[row, column] = result[row - area.top][column - area.left]

    def waiting(self, top: int, left: int, bottom: int, right: int) -> list[Place]:
        """Return the first cells of formulas that an area still waits for, from top to bottom."""
        pending = self.pending
        if not pending:
            return []
        if len(self._pending_in) < right - left + 1:
            columns = [column for column, count in self._pending_in.items() if count and left <= column <= right]
        else:
            columns = [column for column in range(left, right + 1) if self._pending_in[column]]
        if len(pending) < len(columns) * (bottom - top + 1):
            found = {
                first for (row, column), first in pending.items() if top <= row <= bottom and left <= column <= right
            }
        else:
            rows = range(top, bottom + 1)
            found = {pending[row, column] for column in columns for row in rows if (row, column) in pending}
        return sorted(found)

    def rows(self, top: int, left: int, bottom: int, right: int) -> Rows:
        """Return the values of an area for which nothing is pending."""
        lists = [self.column(column) for column in range(left, right + 1)]
        if any(one is None for one in lists):
            get = self.values.get
            columns = range(left, right + 1)
            return [[get((row, column)) for column in columns] for row in range(top, bottom + 1)]
        height = bottom - top + 1
        cut = [one[top - 1 : bottom] for one in lists if one is not None]
        for one in cut:
            one.extend([None] * (height - len(one)))
        return [[value] for value in cut[0]] if len(cut) == 1 else [list(line) for line in zip(*cut)]

    def column(self, column: int) -> list[Scalar] | None:
        """Return a column from row 1 to its last value, None while it is pending or where it is nearly empty."""
        known = self._columns.get(column)
        if known is not None:
            return known
        bottom = self._bottom.get(column, 0)
        if self._pending_in[column] or bottom > max(_SHORT, _SPARSE * self._count[column]):
            return None
        get = self.values.get
        found = self._columns[column] = [get((row, column)) for row in range(1, bottom + 1)]
        return found

    def as_shown(self, place: Place) -> Value:
        """Return a value with dates as dates."""
        value = self.values.get(place)
        if place in self.dates and type(value) is float:
            moment = from_serial(value)
            return value if moment is None else moment
        return value


def plain(value: Value) -> Scalar:
    """Return a value as formulas see it: dates as serial numbers."""
    if isinstance(value, dt.date):
        return serial(value)
    if isinstance(value, dt.time):
        return time_serial(value)
    return value
