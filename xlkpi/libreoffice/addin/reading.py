"""Cells of a document as they are: errors, truth values and dates told apart from numbers and texts."""

from __future__ import annotations

import datetime as dt
from typing import Any, Callable, Dict, Optional

from xlkpi.libreoffice.addin import addin_values

FORMULA_CELLS = 16
DATE = 2
LOGICAL = 1024
"""com.sun.star.util.NumberFormat: the kinds of formats that make a number something else."""

Marker = Callable[[float], str]


def first_day(document: Any) -> dt.date:
    """Return the day whose serial number is 0: 1899-12-30, or 1904-01-01 in some workbooks from a Mac."""
    date = document.getPropertyValue("NullDate")
    return dt.date(date.Year, date.Month, date.Day)


def marked(document: Any, cells: Any) -> addin_values.Matrix:
    """Return the rows of a range with what Calc would lose marked (see `addin_values`)."""
    rows = cells.getDataArray()
    uniform = cells.getPropertyValue("NumberFormat")
    formats = _Formats(document)
    plain = uniform is not None and formats.marker(uniform) is None
    if plain and cells.queryContentCells(FORMULA_CELLS).Count == 0:
        return rows  # type: ignore[no-any-return]
    return tuple(
        tuple(_marked(cells, formats, column, row, value) for column, value in enumerate(line))
        for row, line in enumerate(rows)
    )


def _marked(cells: Any, formats: _Formats, column: int, row: int, value: Any) -> Any:
    if isinstance(value, str):
        return value
    cell = cells.getCellByPosition(column, row)
    if value is None:
        return addin_values.mark_error(cell.getError())
    marker = formats.marker(cell.getPropertyValue("NumberFormat"))
    return value if marker is None else marker(value)


class _Formats:
    """What the number formats of a document make of a number, each looked up once."""

    def __init__(self, document: Any) -> None:
        self._formats = document.getNumberFormats()
        self._known: Dict[int, Optional[Marker]] = {}

    def marker(self, key: int) -> Optional[Marker]:
        if key not in self._known:
            kind = self._formats.getByKey(key).getPropertyValue("Type")
            shown = addin_values.mark_date if kind & DATE else None
            self._known[key] = addin_values.mark_bool if kind & LOGICAL else shown
        return self._known[key]
