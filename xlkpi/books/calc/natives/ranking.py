"""LARGE, SMALL, RANK, MEDIAN."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from xlkpi.books.calc.exceptions import Fail
from xlkpi.books.calc.native import Native
from xlkpi.books.calc.natives.arguments import numbers, total
from xlkpi.books.calc.values import Rows, Scalar
from xlkpi.errors import CellError


def _nth(*, best_first: bool) -> Callable[[Scalar | Rows, float], float]:
    def nth(values: Scalar | Rows, place: float) -> float:
        found = sorted(numbers([values]), reverse=best_first)
        at = math.ceil(place)
        if not 1 <= at <= len(found):
            raise Fail(CellError.NUM)
        return found[at - 1]

    return nth


def _rank(value: float, values: Scalar | Rows, order: float = 0.0) -> float:
    found = list(numbers([values]))
    if value not in found:
        raise Fail(CellError.NA)
    return 1.0 + sum(one < value if order else one > value for one in found)


def _rank_average(value: float, values: Scalar | Rows, order: float = 0.0) -> float:
    first = _rank(value, values, order)
    return first + (sum(one == value for one in numbers([values])) - 1) / 2


def _median(*arguments: Scalar | Rows) -> float:
    found = sorted(numbers(arguments))
    if not found:
        raise Fail(CellError.NUM)
    half = len(found) // 2
    return found[half] if len(found) % 2 else total(found[half - 1 : half + 1]) / 2


TABLE: Final[dict[str, Native]] = {
    "LARGE": Native(_nth(best_first=True), "rn"),
    "SMALL": Native(_nth(best_first=False), "rn"),
    "RANK": Native(_rank, "nrn", 2),
    "RANK.EQ": Native(_rank, "nrn", 2),
    "RANK.AVG": Native(_rank_average, "nrn", 2),
    "MEDIAN": Native(_median, "r", repeats=1),
}
"""By name."""
