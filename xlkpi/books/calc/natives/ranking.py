"""LARGE, SMALL, RANK, MEDIAN."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from typing import Final

from xlkpi.books.calc.exceptions import Fail
from xlkpi.books.calc.native import Native
from xlkpi.books.calc.natives.native_arguments import numbers, total
from xlkpi.books.calc.scope import Scope
from xlkpi.books.calc.values import Rows, Scalar, number
from xlkpi.errors import CellError

_SORT_WORK: Final = 5
"""Units of work for one number to be sorted."""


def ascending(scope: Scope, values: Scalar | Rows) -> list[float]:
    """Return the numbers of a range in order. Raises Fail at an error value."""
    if not isinstance(values, list):
        return [number(values)]
    found = scope.cache.sorted_numbers(values)
    if isinstance(found, CellError):
        raise Fail(found)
    return found


def _nth(*, best_first: bool) -> Callable[[Scope, Scalar | Rows, float], float]:
    def nth(scope: Scope, values: Scalar | Rows, place: float) -> float:
        found = ascending(scope, values)
        at = math.ceil(place)
        if not 1 <= at <= len(found):
            raise Fail(CellError.NUM)
        return found[-at] if best_first else found[at - 1]

    return nth


def _rank(scope: Scope, value: float, values: Scalar | Rows, order: float = 0.0) -> float:
    found = ascending(scope, values)
    first, beyond = bisect_left(found, value), bisect_right(found, value)
    if first == beyond:
        raise Fail(CellError.NA)
    return 1.0 + (first if order else len(found) - beyond)


def _rank_average(scope: Scope, value: float, values: Scalar | Rows, order: float = 0.0) -> float:
    found = ascending(scope, values)
    alike = bisect_right(found, value) - bisect_left(found, value)
    return _rank(scope, value, values, order) + (alike - 1) / 2


def _walked(scope: Scope, arguments: tuple[Scalar | Rows, ...]) -> list[float]:
    found = sorted(numbers(arguments))
    scope.spend(_SORT_WORK * len(found))
    return found


def _median(scope: Scope, *arguments: Scalar | Rows) -> float:
    found = ascending(scope, arguments[0]) if len(arguments) == 1 else _walked(scope, arguments)
    if not found:
        raise Fail(CellError.NUM)
    half = len(found) // 2
    return found[half] if len(found) % 2 else total(found[half - 1 : half + 1]) / 2


TABLE: Final[dict[str, Native]] = {
    "LARGE": Native(_nth(best_first=True), "rn", scoped=True, searches=True),
    "SMALL": Native(_nth(best_first=False), "rn", scoped=True, searches=True),
    "RANK": Native(_rank, "nrn", 2, scoped=True, searches=True),
    "RANK.EQ": Native(_rank, "nrn", 2, scoped=True, searches=True),
    "RANK.AVG": Native(_rank_average, "nrn", 2, scoped=True, searches=True),
    "MEDIAN": Native(_median, "r", repeats=1, scoped=True, searches=True),
}
"""By name."""
