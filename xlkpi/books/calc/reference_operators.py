"""References to cells: where they point from a formula's place, and Excel's operators between them."""

from __future__ import annotations

from collections.abc import Callable

from xlkpi.books.areas import MAX_COLUMN, MAX_ROW, Area
from xlkpi.books.calc.doubts import doubtful
from xlkpi.books.calc.rectangles import Areas
from xlkpi.books.calc.scope import Part, Result, Scope
from xlkpi.books.calc.syntax import Corner, Reference
from xlkpi.books.calc.values import Scalar
from xlkpi.errors import CellError


def one_cell(node: Reference) -> Callable[[Scope], Scalar] | None:
    """Return what looks up a single cell of the formula's own sheet; None for any other reference."""
    row, column = node.first.row, node.first.column
    if row is None or column is None or node.sheet is not None or node.first != node.last:
        return None
    down, across = int(not node.first.row_fixed), int(not node.first.column_fixed)

    def look_up(scope: Scope) -> Scalar:
        at_row, at_column = row + down * scope.row, column + across * scope.column
        if not (1 <= at_row <= MAX_ROW and 1 <= at_column <= MAX_COLUMN):
            at_row, at_column = (at_row - 1) % MAX_ROW + 1, (at_column - 1) % MAX_COLUMN + 1
        return scope.cell(scope.sheet, at_row, at_column)

    return look_up


def cells(node: Reference) -> Callable[[Scope], Area | Areas]:
    """Return what tells the cells that a reference means in the formula's place."""
    first, last, sheet, last_sheet = node.first, node.last, node.sheet, node.last_sheet

    def look_up(scope: Scope) -> Area | Areas:
        top, left = _corner(first, scope, 1, 1)
        bottom, right = _corner(last, scope, MAX_ROW, MAX_COLUMN)
        if top > bottom:
            top, bottom = bottom, top
        if left > right:
            left, right = right, left
        if last_sheet is not None and sheet is not None:
            return Areas(Area(each, top, left, bottom, right) for each in scope.sheets_between(sheet, last_sheet))
        here = scope.sheet if sheet is None else scope.sheet_named(sheet)
        return Area(here, top, left, bottom, right)

    return look_up


def _corner(corner: Corner, scope: Scope, whole_row: int, whole_column: int) -> tuple[int, int]:
    row, row_fixed, column, column_fixed = corner
    if row is None:
        row = whole_row
    elif not row_fixed:
        row = (row + scope.row - 1) % MAX_ROW + 1
    if column is None:
        column = whole_column
    elif not column_fixed:
        column = (column + scope.column - 1) % MAX_COLUMN + 1
    return row, column


def spanned(left: Part, right: Part) -> Result:
    """Return left:right."""
    for side in (left, right):
        if isinstance(side, CellError):
            return side
    if not isinstance(left, Area) or not isinstance(right, Area) or left.sheet != right.sheet:
        return doubtful(CellError.VALUE)
    return Area(
        left.sheet,
        min(left.top, right.top),
        min(left.left, right.left),
        max(left.bottom, right.bottom),
        max(left.right, right.right),
    )


def common(left: Part, right: Part) -> Result:
    """Return the cells that two references share."""
    for side in (left, right):
        if isinstance(side, CellError):
            return side
    if not isinstance(left, Area) or not isinstance(right, Area):
        return doubtful(CellError.VALUE)
    if left.sheet != right.sheet:
        return doubtful(CellError.VALUE)
    shared = Area(
        left.sheet,
        max(left.top, right.top),
        max(left.left, right.left),
        min(left.bottom, right.bottom),
        min(left.right, right.right),
    )
    return shared if shared.rows > 0 and shared.columns > 0 else CellError.NULL


def united(left: Part, right: Part) -> Result:
    """Return (left,right)."""
    found: list[Area] = []
    for side in (left, right):
        if isinstance(side, Area):
            found.append(side)
        elif isinstance(side, Areas):
            found.extend(side)
        else:
            return side if isinstance(side, CellError) else doubtful(CellError.VALUE)
    return Areas(found)
