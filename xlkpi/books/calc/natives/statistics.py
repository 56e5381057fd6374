"""STDEV, VAR, PERCENTILE, QUARTILE and their relatives: how far scores lie apart."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from xlkpi.books.calc.exceptions import Fail
from xlkpi.books.calc.native import Native
from xlkpi.books.calc.natives.arguments import numbers, total
from xlkpi.books.calc.values import Rows, Scalar
from xlkpi.errors import CellError

Argument = Scalar | Rows


def _squares(found: list[float]) -> float:
    mean = total(found) / len(found)
    return total((one - mean) ** 2 for one in found)


def _variance(*, sample: bool) -> Callable[..., float]:
    def variance(*arguments: Argument) -> float:
        found = list(numbers(arguments))
        count = len(found) - sample
        if count < 1:
            raise Fail(CellError.DIV0)
        return _squares(found) / count

    return variance


def _root_of(variance: Callable[..., float]) -> Callable[..., float]:
    return lambda *arguments: math.sqrt(variance(*arguments))


def _squares_of(*arguments: Argument) -> float:
    found = list(numbers(arguments))
    if not found:
        raise Fail(CellError.NUM)
    return _squares(found)


def _mean_distance(*arguments: Argument) -> float:
    found = list(numbers(arguments))
    if not found:
        raise Fail(CellError.NUM)
    mean = total(found) / len(found)
    return total(abs(one - mean) for one in found) / len(found)


def percentile(values: Argument, share: float) -> float:
    """Return the value below which a share of the values lies, straight between neighbours. Raises Fail."""
    found = sorted(numbers([values]))
    if not found or not 0 <= share <= 1:
        raise Fail(CellError.NUM)
    position = share * (len(found) - 1)
    at = math.floor(position)
    if at + 1 >= len(found):
        return found[-1]
    return found[at] + (position - at) * (found[at + 1] - found[at])


def _quartile(values: Argument, part: int) -> float:
    if not 0 <= part <= 4:
        raise Fail(CellError.NUM)
    return percentile(values, part / 4)


_OF_A_SAMPLE: Final = _variance(sample=True)
_OF_ALL: Final = _variance(sample=False)

TABLE: Final[dict[str, Native]] = {
    "AVEDEV": Native(_mean_distance, "r", repeats=1),
    "DEVSQ": Native(_squares_of, "r", repeats=1),
    "PERCENTILE": Native(percentile, "rn"),
    "PERCENTILE.INC": Native(percentile, "rn"),
    "QUARTILE": Native(_quartile, "ri"),
    "QUARTILE.INC": Native(_quartile, "ri"),
    "STDEV": Native(_root_of(_OF_A_SAMPLE), "r", repeats=1),
    "STDEV.P": Native(_root_of(_OF_ALL), "r", repeats=1),
    "STDEV.S": Native(_root_of(_OF_A_SAMPLE), "r", repeats=1),
    "STDEVP": Native(_root_of(_OF_ALL), "r", repeats=1),
    "VAR": Native(_OF_A_SAMPLE, "r", repeats=1),
    "VAR.P": Native(_OF_ALL, "r", repeats=1),
    "VAR.S": Native(_OF_A_SAMPLE, "r", repeats=1),
    "VARP": Native(_OF_ALL, "r", repeats=1),
}
"""By name."""
