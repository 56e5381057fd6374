"""ROUND, INT, CEILING, FLOOR, MROUND and their relatives: numbers brought to a number of places or to a multiple."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, ROUND_UP, Decimal
from typing import Final

from xlkpi.books.calc.exceptions import Fail
from xlkpi.books.calc.native import Native
from xlkpi.books.calc.values import PRECISION
from xlkpi.errors import CellError

_MOST_PLACES: Final = 308


def _decimal(value: float) -> Decimal:
    """Return the decimal number a person sees (15 digits), not its binary tail."""
    return Decimal(format(value, f".{PRECISION}g"))


def _rounding(how: str) -> Callable[..., float]:
    """Round what a person sees: ROUND(2.675,2) is 2.68."""

    def rounded(value: float, places: int = 0) -> float:
        shown = _decimal(value)
        exponent = shown.as_tuple().exponent
        if places > _MOST_PLACES or (isinstance(exponent, int) and -exponent <= places):
            return float(shown)
        if places < -_MOST_PLACES:
            return 0.0
        unit = Decimal(1).scaleb(-places)
        return float((shown / unit).to_integral_value(how) * unit)

    return rounded


def _multiple(value: float, step: float, how: str) -> float:
    """Return the multiple of a step beside a number."""
    count = _decimal(value / step).to_integral_value(how)
    return float(count * _decimal(step)) + 0.0  # no negative zero


def _ceiling(value: float, step: float) -> float:
    """CEILING: toward plus infinity, and away from zero where both are negative."""
    if value == 0 or step == 0:
        return 0.0
    if value > 0 > step:
        raise Fail(CellError.NUM)
    return _multiple(value, step, ROUND_CEILING)


def _floor(value: float, step: float) -> float:
    """FLOOR: toward minus infinity, and toward zero where both are negative."""
    if value == 0:
        return 0.0
    if step == 0:
        raise Fail(CellError.DIV0)
    if value > 0 > step:
        raise Fail(CellError.NUM)
    return _multiple(value, step, ROUND_FLOOR)


def _signless(how: str) -> Callable[..., float]:
    """CEILING.MATH and its relatives: the sign of the step does not matter; `turned` looks from zero if negative."""
    other = {ROUND_CEILING: ROUND_FLOOR, ROUND_FLOOR: ROUND_CEILING}[how]

    def multiple(value: float, step: float = 1.0, turned: float = 0.0) -> float:
        if value == 0 or step == 0:
            return 0.0
        return _multiple(value, abs(step), other if turned and value < 0 else how)

    return multiple


def _nearest(value: float, step: float) -> float:
    """MROUND: to the nearest multiple, half away from zero."""
    if value == 0 or step == 0:
        return 0.0
    if (value > 0) != (step > 0):
        raise Fail(CellError.NUM)
    return _multiple(value, step, ROUND_HALF_UP)


def _even(value: float) -> float:
    return math.copysign(2.0 * math.ceil(abs(value) / 2), value) + 0.0


def _odd(value: float) -> float:
    return math.copysign(2.0 * max(0, math.ceil((abs(value) - 1) / 2)) + 1, value)


_UP, _DOWN = _signless(ROUND_CEILING), _signless(ROUND_FLOOR)

TABLE: Final[dict[str, Native]] = {
    "CEILING": Native(_ceiling, "nn"),
    "CEILING.MATH": Native(_UP, "nnn", 1),
    "CEILING.PRECISE": Native(_UP, "nn", 1),
    "EVEN": Native(_even, "n"),
    "FLOOR": Native(_floor, "nn"),
    "FLOOR.MATH": Native(_DOWN, "nnn", 1),
    "FLOOR.PRECISE": Native(_DOWN, "nn", 1),
    "INT": Native(lambda value: float(math.floor(value)), "n"),
    "ISO.CEILING": Native(_UP, "nn", 1),
    "MROUND": Native(_nearest, "dd"),
    "ODD": Native(_odd, "n"),
    "ROUND": Native(_rounding(ROUND_HALF_UP), "ni"),
    "ROUNDDOWN": Native(_rounding(ROUND_DOWN), "ni"),
    "ROUNDUP": Native(_rounding(ROUND_UP), "ni"),
    "TRUNC": Native(_rounding(ROUND_DOWN), "ni", 1),
}
"""By name."""
