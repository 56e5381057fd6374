"""MMULT, MDETERM, MINVERSE, TRANSPOSE."""

from __future__ import annotations

from typing import Final

from xlkpi.books.calc.arrays import check_size
from xlkpi.books.calc.doubts import doubtful
from xlkpi.books.calc.exceptions import Fail
from xlkpi.books.calc.native import Native
from xlkpi.books.calc.natives.native_arguments import as_rows, total
from xlkpi.books.calc.scope import Scope
from xlkpi.books.calc.values import Rows, Scalar
from xlkpi.errors import CellError

Matrix = list[list[float]]

_VANISHING: Final = 1e-14
"""A pivot so much smaller than the largest number of the matrix counts as zero."""


def _matrix(argument: Scalar | Rows) -> Matrix:
    """Return a block of numbers. Raises Fail where a cell holds anything else, a blank included."""
    found: Matrix = []
    for line in as_rows(argument):
        row: list[float] = []
        for value in line:
            if type(value) is not float:
                raise Fail(value if isinstance(value, CellError) else CellError.VALUE)
            row.append(value)
        found.append(row)
    return found


def _square(argument: Scalar | Rows) -> Matrix:
    found = _matrix(argument)
    if len(found) != len(found[0]):
        raise Fail(doubtful(CellError.VALUE))
    return found


def _multiplied(scope: Scope, left: Scalar | Rows, right: Scalar | Rows) -> Rows:
    first, second = _matrix(left), _matrix(right)
    if len(first[0]) != len(second):
        raise Fail(doubtful(CellError.VALUE))
    check_size(len(first), len(second[0]))
    scope.spend(len(first) * len(second[0]) * len(second))
    columns = list(zip(*second))
    return [[total(map(_product, row, column)) for column in columns] for row in first]


def _product(left: float, right: float) -> float:
    return left * right


def _eliminated(scope: Scope, matrix: Matrix) -> tuple[float, Matrix | None]:
    """Return determinant and inverse (None where there is none), by elimination with pivots."""
    size = len(matrix)
    scope.spend(2 * size**3)
    largest = max(abs(value) for row in matrix for value in row)
    work = [[*row, *(float(at == other) for other in range(size))] for at, row in enumerate(matrix)]
    determinant = 1.0
    for at in range(size):
        pivot = max(range(at, size), key=lambda row: abs(work[row][at]))
        if abs(work[pivot][at]) <= _VANISHING * largest:
            return 0.0, None
        if pivot != at:
            work[at], work[pivot] = work[pivot], work[at]
            determinant = -determinant
        head = work[at][at]
        determinant *= head
        work[at] = [value / head for value in work[at]]
        for other in range(size):
            factor = work[other][at]
            if other != at and factor:
                work[other] = [value - factor * top for value, top in zip(work[other], work[at])]
    return determinant, [row[size:] for row in work]


def _determinant(scope: Scope, argument: Scalar | Rows) -> float:
    return _eliminated(scope, _square(argument))[0]


def _inverse(scope: Scope, argument: Scalar | Rows) -> Rows:
    found = _eliminated(scope, _square(argument))[1]
    if found is None:
        raise Fail(CellError.NUM)
    return [list(row) for row in found]


def _transposed(source: Scalar | Rows) -> Scalar | Rows:
    return [list(line) for line in zip(*source)] if isinstance(source, list) else source


TABLE: Final[dict[str, Native]] = {
    "MDETERM": Native(_determinant, "X", scoped=True),
    "MINVERSE": Native(_inverse, "X", scoped=True),
    "MMULT": Native(_multiplied, "XX", scoped=True),
    "TRANSPOSE": Native(_transposed, "X"),
}
"""By name."""
