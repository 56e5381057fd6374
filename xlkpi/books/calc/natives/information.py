"""ISNUMBER, ISBLANK, ISERROR and their relatives; N, T, TYPE, NA."""

from __future__ import annotations

import math
from typing import Final

from xlkpi.books.calc.exceptions import Fail
from xlkpi.books.calc.grid import Area, Areas
from xlkpi.books.calc.native import Native
from xlkpi.books.calc.scope import Result
from xlkpi.books.calc.values import Scalar, number
from xlkpi.errors import CellError

_ERROR_NUMBERS: Final = {
    CellError.NULL: 1, CellError.DIV0: 2, CellError.VALUE: 3, CellError.REF: 4, CellError.NAME: 5, CellError.NUM: 6,
    CellError.NA: 7, CellError.GETTING_DATA: 8,
}  # fmt: skip


def _na() -> Scalar:
    raise Fail(CellError.NA)


def _error_type(value: Scalar) -> float:
    if not isinstance(value, CellError) or value not in _ERROR_NUMBERS:
        raise Fail(CellError.NA)
    return float(_ERROR_NUMBERS[value])


def _n(value: Scalar) -> Scalar:
    return 0.0 if value is None or isinstance(value, str) else number(value)


def _type(value: Scalar) -> float:
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
    "ISEVEN": Native(_is_even, "n"),
    "ISLOGICAL": Native(lambda value: isinstance(value, bool), "v", errors=True),
    "ISNA": Native(lambda value: value is CellError.NA, "v", errors=True),
    "ISNONTEXT": Native(lambda value: not isinstance(value, str), "v", errors=True),
    "ISNUMBER": Native(lambda value: type(value) is float, "v", errors=True),
    "ISODD": Native(lambda value: not _is_even(value), "n"),
    "ISREF": Native(_is_reference, "R"),
    "ISTEXT": Native(lambda value: isinstance(value, str), "v", errors=True),
    "N": Native(_n, "v"),
    "NA": Native(_na),
    "T": Native(lambda value: value if isinstance(value, str) else "", "v"),
    "TYPE": Native(_type, "v", errors=True),
}
"""By name."""
