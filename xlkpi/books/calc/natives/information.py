"""ISNUMBER, ISBLANK, ISERROR and their relatives; N, T, TYPE, NA."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from xlkpi.books.areas import Area
from xlkpi.books.calc.arrays import all_rows
from xlkpi.books.calc.doubts import doubtful
from xlkpi.books.calc.exceptions import Fail
from xlkpi.books.calc.native import Native
from xlkpi.books.calc.rectangles import Areas
from xlkpi.books.calc.scope import Result, Scope
from xlkpi.books.calc.values import Rows, Scalar, number
from xlkpi.errors import CellError

ERROR_TYPES: Final = {
    CellError.NULL: 1, CellError.DIV0: 2, CellError.VALUE: 3, CellError.REF: 4, CellError.NAME: 5, CellError.NUM: 6,
    CellError.NA: 7, CellError.GETTING_DATA: 8,
}  # fmt: skip
"""What ERROR.TYPE gives."""


def _na() -> Scalar:
    raise Fail(CellError.NA)


def _error_type(value: Scalar) -> float:
    if not isinstance(value, CellError) or value not in ERROR_TYPES:
        raise Fail(CellError.NA)
    return float(ERROR_TYPES[value])


def _first(scope: Scope, argument: Result, of: Callable[[Scalar], Scalar]) -> Result:
    """Apply a function to the first cell of a reference, or to every value of an array."""
    if isinstance(argument, Areas):
        raise Fail(doubtful(CellError.VALUE))
    if isinstance(argument, Area):
        return of(scope.cell(argument.sheet, argument.top, argument.left))
    if isinstance(argument, list):
        rows: Rows = all_rows(argument)
        return [[of(value) for value in line] for line in rows]
    return of(argument)


def _n(scope: Scope, argument: Result) -> Result:
    def as_number(value: Scalar) -> Scalar:
        return value if isinstance(value, CellError) else 0.0 if isinstance(value, str) else number(value)

    return _first(scope, argument, as_number)


def _t(scope: Scope, argument: Result) -> Result:
    return _first(scope, argument, lambda value: value if isinstance(value, str | CellError) else "")


def _type(scope: Scope, argument: Result) -> float:
    if isinstance(argument, list) or (isinstance(argument, Area) and not argument.single):
        return 64.0
    if isinstance(argument, Areas):
        return 16.0
    value = scope.cell(argument.sheet, argument.top, argument.left) if isinstance(argument, Area) else argument
    if isinstance(value, CellError):
        return 16.0
    if isinstance(value, bool):
        return 4.0
    return 2.0 if isinstance(value, str) else 1.0


def _is_reference(value: Result) -> bool:
    return isinstance(value, Area | Areas)


def _is_even(value: float) -> bool:
    return math.trunc(value) % 2 == 0


TABLE: Final[dict[str, Native]] = {
    "ERROR.TYPE": Native(_error_type, "v", errors=True),
    "ISBLANK": Native(lambda value: value is None, "v", errors=True),
    "ISERR": Native(lambda value: isinstance(value, CellError) and value is not CellError.NA, "v", errors=True),
    "ISERROR": Native(lambda value: isinstance(value, CellError), "v", errors=True),
    "ISEVEN": Native(_is_even, "d"),
    "ISLOGICAL": Native(lambda value: isinstance(value, bool), "v", errors=True),
    "ISNA": Native(lambda value: value is CellError.NA, "v", errors=True),
    "ISNONTEXT": Native(lambda value: not isinstance(value, str), "v", errors=True),
    "ISNUMBER": Native(lambda value: type(value) is float, "v", errors=True),
    "ISODD": Native(lambda value: not _is_even(value), "d"),
    "ISREF": Native(_is_reference, "R"),
    "ISTEXT": Native(lambda value: isinstance(value, str), "v", errors=True),
    "N": Native(_n, "R", scoped=True, each_area=True),
    "NA": Native(_na),
    "T": Native(_t, "R", scoped=True, each_area=True),
    "TYPE": Native(_type, "R", scoped=True, errors=True),
}
"""By name."""
