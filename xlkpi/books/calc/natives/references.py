"""Functions that work on references: INDEX, OFFSET, INDIRECT, ROW, ROWS, COLUMN, COLUMNS, ADDRESS."""

from __future__ import annotations

import re
from typing import Final

from xlkpi.books.areas import MAX_COLUMN, MAX_ROW, Area, column_letters
from xlkpi.books.calc.arrays import check_size
from xlkpi.books.calc.doubts import doubtful
from xlkpi.books.calc.exceptions import Fail, NotEvaluated
from xlkpi.books.calc.native import Native, whole
from xlkpi.books.calc.natives.native_arguments import area_of
from xlkpi.books.calc.rectangles import Areas
from xlkpi.books.calc.scope import Result, Scope
from xlkpi.books.calc.values import Rows, Scalar, number, text, truth
from xlkpi.errors import CellError, sentence

_UNQUOTED = r"(?:\[[\w.]*\])?(?:[^\W\d][\w.]*)?"
_LEADING_ZEROS = r"(?<=[A-Za-z$])0+(?=[1-9]\d*(?::|$))"
"""INDIRECT("A01") is A1."""


def _index(source: Result, row: int = 0, column: int | None = None, area: int = 1) -> Result:
    if isinstance(source, Areas):
        if not 1 <= area <= len(source):
            raise Fail(CellError.REF)
        source = source[area - 1]
    elif area != 1:
        raise Fail(CellError.REF)
    if isinstance(source, CellError):
        raise Fail(source)
    if isinstance(source, Area):
        row, column = _position(row, column, source.rows, source.columns)
        top, bottom = (source.top + row - 1,) * 2 if row else (source.top, source.bottom)
        left, right = (source.left + column - 1,) * 2 if column else (source.left, source.right)
        return Area(source.sheet, top, left, bottom, right)
    rows: Rows = source if isinstance(source, list) else [[source]]
    row, column = _position(row, column, len(rows), len(rows[0]))
    if row and column:
        return rows[row - 1][column - 1]
    if row:
        return [rows[row - 1]]
    return [[line[column - 1]] for line in rows] if column else rows


def _position(row: int, column: int | None, rows: int, columns: int) -> tuple[int, int]:
    """Return row and column; where only one is given it counts along a single row or column. Raises Fail outside."""
    if column is None and rows == 1 and columns > 1:
        row, column = 1, row
    elif column is None and columns > 1:
        raise NotEvaluated(sentence("INDEX 少了列号", "INDEX lacks the number of the column"))
    elif column is None:
        column = 1
    if row < 0 or column < 0:
        raise Fail(CellError.VALUE)
    if row > rows or column > columns:
        raise Fail(CellError.REF)
    return row, column


def _offset(start: Result, down: int, across: int, height: Scalar = None, width: Scalar = None) -> Area:
    if not isinstance(start, Area):
        raise Fail(start if isinstance(start, CellError) else doubtful(CellError.VALUE))
    high, wide = _extent(height, start.rows), _extent(width, start.columns)
    if not high or not wide:
        raise Fail(CellError.REF)
    top, left = start.top + down, start.left + across
    bottom, right = top + high - (1 if high > 0 else -1), left + wide - (1 if wide > 0 else -1)
    top, bottom, left, right = min(top, bottom), max(top, bottom), min(left, right), max(left, right)
    if top < 1 or left < 1 or bottom > MAX_ROW or right > MAX_COLUMN:
        raise Fail(CellError.REF)
    return Area(start.sheet, top, left, bottom, right)


def _extent(given: Scalar, same: int) -> int:
    if given is None:
        return same
    if number(given) % 1:
        raise NotEvaluated(sentence("OFFSET 的高度或宽度不是整数", "height or width of OFFSET is no whole number"))
    return whole(given)


def _indirect(scope: Scope, place: str, a1: bool = True) -> Area:
    if not a1:
        raise NotEvaluated(sentence("INDIRECT 用了 R1C1 写法", "INDIRECT with an R1C1 reference"))
    return scope.reference(re.sub(_LEADING_ZEROS, "", place))


def _row(scope: Scope, reference: Result = None) -> Result:
    if reference is None:
        return float(scope.row)
    area = area_of(reference)
    check_size(area.rows, 1)
    scope.spend(area.rows)
    rows: Rows = [[float(row)] for row in range(area.top, area.bottom + 1)]
    return rows if len(rows) > 1 else rows[0][0]


def _column(scope: Scope, reference: Result = None) -> Result:
    if reference is None:
        return float(scope.column)
    area = area_of(reference)
    scope.spend(area.columns)
    columns: list[Scalar] = [float(column) for column in range(area.left, area.right + 1)]
    return [columns] if len(columns) > 1 else columns[0]


def _rows(source: Result) -> float:
    if isinstance(source, Areas):
        raise Fail(CellError.REF)
    if isinstance(source, list):
        return float(len(source))
    return float(area_of(source).rows) if isinstance(source, tuple | CellError) else 1.0


def _columns(source: Result) -> float:
    if isinstance(source, Areas):
        raise Fail(CellError.REF)
    if isinstance(source, list):
        return float(len(source[0]))
    return float(area_of(source).columns) if isinstance(source, tuple | CellError) else 1.0


def _address(row: int, column: int, kind: Scalar = None, a1: Scalar = None, sheet: Scalar = None) -> str:
    style = 1 if kind is None else whole(kind)
    if a1 is not None and not truth(a1):
        raise NotEvaluated(sentence("ADDRESS 用了 R1C1 写法", "ADDRESS in R1C1 style"))
    if not (1 <= row <= MAX_ROW and 1 <= column <= MAX_COLUMN and 1 <= style <= 4):
        raise Fail(CellError.VALUE)
    place = f"{'$' if style in (1, 3) else ''}{column_letters(column)}{'$' if style in (1, 2) else ''}{row}"
    if sheet is None:
        return place
    name = text(sheet)
    quoted = name if re.fullmatch(_UNQUOTED, name) else "'" + name.replace("'", "''") + "'"
    return f"{quoted}!{place}"


TABLE: Final[dict[str, Native]] = {
    "INDEX": Native(_index, "Iiii", 2),
    "OFFSET": Native(_offset, "Riivv", 3, gives_areas=True),
    "INDIRECT": Native(_indirect, "sb", 1, scoped=True, gives_areas=True),
    "ROW": Native(_row, "R", 0, scoped=True, each_area=True),
    "COLUMN": Native(_column, "R", 0, scoped=True, each_area=True),
    "ROWS": Native(_rows, "I"),
    "COLUMNS": Native(_columns, "I"),
    "ADDRESS": Native(_address, "iivvv", 2),
}
"""By name."""
