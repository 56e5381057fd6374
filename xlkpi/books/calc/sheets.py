"""The values of one sheet while its workbook is computed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from xlkpi.books.book import Value
from xlkpi.books.calc.dates import from_serial, serial, time_serial
from xlkpi.books.calc.grid import GridCell, Place
from xlkpi.books.calc.values import Scalar


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
        for place, cell in cells.items():
            value = cell.value
            if type(value) is float or type(value) is str:
                self.values[place] = value
            elif isinstance(value, dt.date | dt.time):
                self.dates.add(place)
                self.values[place] = plain(value)
            elif value is not None:
                self.values[place] = value
        self.last_row = max((row for row, _ in cells), default=0)
        self.last_column = max((column for _, column in cells), default=0)

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
