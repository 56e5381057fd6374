"""From a reference to its values: all of them, or the one in the formula's own row or column."""

from __future__ import annotations

from xlkpi.books.areas import Area
from xlkpi.books.calc.doubts import doubtful
from xlkpi.books.calc.exceptions import NotEvaluated
from xlkpi.books.calc.rectangles import AreaArray
from xlkpi.books.calc.scope import Part, Scope
from xlkpi.books.calc.values import Rows, Scalar
from xlkpi.errors import CellError, Sentence, sentence


def array_of_references() -> Sentence:
    """Say that an array of references stands where nobody knows what Excel makes of it."""
    return sentence("这里用了一组区域（区域的数组）", "an array of references is used here")


def whole_value(scope: Scope, reference: Part) -> Scalar | Rows:
    """Return all values of a reference, a single cell as a single value. Raises NotEvaluated."""
    if isinstance(reference, Area):
        if reference.single:
            return scope.cell(reference.sheet, reference.top, reference.left)
        return scope.block(reference, clipped=False)
    return _no_area(reference)


def crossing(scope: Scope, reference: Part) -> Scalar | Rows:
    """Return the cell of a reference that lies in the formula's row or column (implicit intersection)."""
    if not isinstance(reference, Area):
        return _no_area(reference)
    sheet, top, left, bottom, right = reference
    row = top if top == bottom else scope.row
    column = left if left == right else scope.column
    if not (top <= row <= bottom and left <= column <= right):
        return doubtful(CellError.VALUE)
    if top != bottom and left != right:
        return doubtful(CellError.VALUE)
    return scope.cell(sheet, row, column)


def _no_area(result: Part) -> Scalar | Rows:
    if isinstance(result, AreaArray):
        raise NotEvaluated(array_of_references())
    if isinstance(result, tuple):
        return doubtful(CellError.VALUE)
    return result
