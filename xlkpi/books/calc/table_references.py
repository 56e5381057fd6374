"""References into tables: Table[column], Table[[#Headers],[first]:[last]], Table[@column]."""

from __future__ import annotations

from typing import Final

from xlkpi.books.areas import Area
from xlkpi.books.calc.doubts import doubtful
from xlkpi.books.calc.exceptions import NotEvaluated
from xlkpi.books.calc.rectangles import GridTable
from xlkpi.books.calc.scope import Result
from xlkpi.books.calc.syntax import TableUse
from xlkpi.errors import CellError, sentence

_KNOWN_PARTS: Final = {"#all", "#data", "#headers", "#totals", "#this row"}


def cells_of(table: GridTable, use: TableUse, row: int) -> Result:
    """Return the cells a table reference stands for in a formula of the given row. Raises NotEvaluated."""
    left, right = _columns(table, use)
    parts = set(use.parts) or {"#data"}
    if not parts <= _KNOWN_PARTS:
        raise _unclear(table, next(iter(parts - _KNOWN_PARTS)))
    area = table.area
    first = area.top + (table.header_row is not None)
    last = area.bottom - (table.totals_row is not None)
    rows: list[int] = []
    if "#all" in parts:
        rows += [area.top, area.bottom]
    if "#data" in parts:
        if last < first:
            return CellError.REF
        rows += [first, last]
    if "#headers" in parts:
        if table.header_row is None:
            return CellError.REF
        rows.append(table.header_row)
    if "#totals" in parts:
        if table.totals_row is None:
            return CellError.REF
        rows.append(table.totals_row)
    if "#this row" in parts:
        if not first <= row <= last:
            return doubtful(CellError.VALUE)
        rows.append(row)
    return Area(table.sheet, min(rows), left, max(rows), right)


def _columns(table: GridTable, use: TableUse) -> tuple[int, int]:
    if not use.columns:
        return table.area.left, table.area.right
    known = {name.lower(): at for at, name in enumerate(table.columns)}
    found = []
    for column in use.columns:
        at = known.get(column.lower())
        if at is None:
            raise _unclear(table, column)
        found.append(table.area.left + at)
    return min(found), max(found)


def _unclear(table: GridTable, what: str) -> NotEvaluated:
    zh, en = "表“{table}”里没有“{what}”", 'the table "{table}" has no "{what}"'
    return NotEvaluated(sentence(zh, en, table=table.name, what=what))
