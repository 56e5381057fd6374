"""From a reference to its values: all of them, or the one in the formula's own row or column."""

from __future__ import annotations

from xlkpi.books.calc.grid import Area, Areas
from xlkpi.books.calc.scope import Result, Scope
from xlkpi.books.calc.values import Rows, Scalar
from xlkpi.errors import CellError


def whole_value(scope: Scope, reference: Result) -> Scalar | Rows:
    """Return all values of a reference, a single cell as a single value."""
    if isinstance(reference, Area):
        if reference.single:
            return scope.cell(reference.sheet, reference.top, reference.left)
        return scope.block(reference, clipped=False)
    return CellError.VALUE if isinstance(reference, Areas) else reference


def crossing(scope: Scope, reference: Result) -> Scalar | Rows:
    """Return the cell of a reference that lies in the formula's row or column (implicit intersection)."""
    if not isinstance(reference, Area):
        return CellError.VALUE if isinstance(reference, Areas) else reference
    sheet, top, left, bottom, right = reference
    row = top if top == bottom else scope.row
    column = left if left == right else scope.column
    if not (top <= row <= bottom and left <= column <= right):
        return CellError.VALUE
    if top != bottom and left != right:
        return CellError.VALUE
    return scope.cell(sheet, row, column)
