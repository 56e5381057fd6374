"""Two rows of numbers side by side: CORREL, SLOPE, FORECAST, COVAR, TREND, SUMXMY2 and their relatives."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final, NamedTuple

from xlkpi.books.calc.exceptions import Fail, NotEvaluated
from xlkpi.books.calc.native import Native
from xlkpi.books.calc.natives.native_arguments import as_rows, cells, total
from xlkpi.books.calc.values import Rows, Scalar
from xlkpi.errors import CellError, sentence

Argument = Scalar | Rows


class _Pairs(NamedTuple):
    """Sums over the pairs of two samples, each taken from its mean."""

    size: int
    mean_y: float
    mean_x: float
    squares_y: float
    squares_x: float
    products: float


def _pairs(left: Argument, right: Argument) -> list[tuple[float, float]]:
    """Return the positions where both ranges hold a number. Raises Fail."""
    first, second = list(cells(as_rows(left))), list(cells(as_rows(right)))
    if len(first) != len(second):
        raise Fail(CellError.NA)
    for value in (*first, *second):
        if isinstance(value, CellError):
            raise Fail(value)
    return [(one, other) for one, other in zip(first, second) if type(one) is float and type(other) is float]


def _measured(y: Argument, x: Argument) -> _Pairs:
    pairs = _pairs(y, x)
    if not pairs:
        raise Fail(CellError.DIV0)
    mean_y, mean_x = (total(one[side] for one in pairs) / len(pairs) for side in (0, 1))
    return _Pairs(
        len(pairs),
        mean_y,
        mean_x,
        total((one - mean_y) ** 2 for one, _ in pairs),
        total((one - mean_x) ** 2 for _, one in pairs),
        total((one - mean_y) * (other - mean_x) for one, other in pairs),
    )


def _divided(value: float, by: float) -> float:
    if by == 0:
        raise Fail(CellError.DIV0)
    return value / by


def _correlation(left: Argument, right: Argument) -> float:
    found = _measured(left, right)
    return _divided(found.products, math.sqrt(found.squares_y) * math.sqrt(found.squares_x))


def _slope(y: Argument, x: Argument) -> float:
    found = _measured(y, x)
    return _divided(found.products, found.squares_x)


def _intercept(y: Argument, x: Argument) -> float:
    found = _measured(y, x)
    return found.mean_y - _divided(found.products, found.squares_x) * found.mean_x


def _forecast(at: float, y: Argument, x: Argument) -> float:
    found = _measured(y, x)
    return found.mean_y + _divided(found.products, found.squares_x) * (at - found.mean_x)


def _standard_error(y: Argument, x: Argument) -> float:
    found = _measured(y, x)
    if found.size < 3:
        raise Fail(CellError.DIV0)
    rest = found.squares_y - _divided(found.products**2, found.squares_x)
    return math.sqrt(max(0.0, rest) / (found.size - 2))


def _covariance(*, sample: bool) -> Callable[[Argument, Argument], float]:
    def covariance(left: Argument, right: Argument) -> float:
        found = _measured(left, right)
        return _divided(found.products, found.size - sample)

    return covariance


def _summed(term: Callable[[float, float], float]) -> Callable[[Argument, Argument], float]:
    def summed(left: Argument, right: Argument) -> float:
        pairs = _pairs(left, right)
        if not pairs:
            raise Fail(CellError.DIV0)
        return total(term(one, other) for one, other in pairs)

    return summed


def _trend(y: Argument, x: Argument = None, new: Argument = None, free: bool = True) -> Scalar | Rows:
    """TREND over one row or column of x; `free`: the line need not pass through zero."""
    known = as_rows(y)
    given: Rows = _counted_like(known) if x is None else as_rows(x)
    if (len(given), len(given[0])) != (len(known), len(known[0])):
        raise NotEvaluated(sentence("TREND 有几列已知的 x", "TREND over several columns of x"))
    if any(type(value) is not float for rows in (known, given) for value in cells(rows)):
        raise Fail(CellError.VALUE)
    if free:
        found = _measured(known, given)
        slope = found.products / found.squares_x if found.squares_x else 0.0
        start = found.mean_y - slope * found.mean_x
    else:
        slope, start = _divided(_summed(_product)(known, given), _summed(_product)(given, given)), 0.0

    def value(at: Scalar) -> Scalar:
        if type(at) is not float:
            raise Fail(at if isinstance(at, CellError) else CellError.VALUE)
        return start + slope * at

    return [[value(at) for at in line] for line in (given if new is None else as_rows(new))]


def _product(left: float, right: float) -> float:
    return left * right


def _counted_like(rows: Rows) -> Rows:
    """Return 1, 2, 3 ... in the shape of a block."""
    width = len(rows[0])
    return [[float(down * width + across + 1) for across in range(width)] for down in range(len(rows))]


TABLE: Final[dict[str, Native]] = {
    "CORREL": Native(_correlation, "xx"),
    "COVAR": Native(_covariance(sample=False), "xx"),
    "COVARIANCE.P": Native(_covariance(sample=False), "xx"),
    "COVARIANCE.S": Native(_covariance(sample=True), "xx"),
    "FORECAST": Native(_forecast, "nxx"),
    "FORECAST.LINEAR": Native(_forecast, "nxx"),
    "INTERCEPT": Native(_intercept, "xx"),
    "PEARSON": Native(_correlation, "xx"),
    "RSQ": Native(lambda left, right: _correlation(left, right) ** 2, "xx"),
    "SLOPE": Native(_slope, "xx"),
    "STEYX": Native(_standard_error, "xx"),
    "SUMX2MY2": Native(_summed(lambda one, other: one * one - other * other), "XX"),
    "SUMX2PY2": Native(_summed(lambda one, other: one * one + other * other), "XX"),
    "SUMXMY2": Native(_summed(lambda one, other: (one - other) ** 2), "XX"),
    "TREND": Native(_trend, "XXXb", 1),
}
"""By name."""
