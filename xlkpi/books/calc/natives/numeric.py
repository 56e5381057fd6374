"""Functions of one or two numbers: ROUND, INT, MOD, CEILING, SQRT ..."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, ROUND_UP, Decimal
from typing import Final

from xlkpi.books.calc.exceptions import Fail
from xlkpi.books.calc.native import Native
from xlkpi.books.calc.operators import power
from xlkpi.books.calc.values import PRECISION, shown_digits
from xlkpi.errors import CellError

_MOST_PLACES: Final = 308


def _rounding(how: str) -> Callable[..., float]:
    """Round the decimal number a person sees (15 digits), not its binary tail: ROUND(2.675,2) is 2.68."""

    def rounded(value: float, places: int = 0) -> float:
        shown = Decimal(format(value, f".{PRECISION}g"))
        exponent = shown.as_tuple().exponent
        if places > _MOST_PLACES or (isinstance(exponent, int) and -exponent <= places):
            return float(shown)
        if places < -_MOST_PLACES:
            return 0.0
        unit = Decimal(1).scaleb(-places)
        return float((shown / unit).to_integral_value(how) * unit)

    return rounded


def _mod(value: float, divisor: float) -> float:
    if divisor == 0:
        raise Fail(CellError.DIV0)
    quotient = value / divisor
    if abs(quotient) >= 1.125e15:
        raise Fail(CellError.NUM)
    return value - divisor * math.floor(shown_digits(quotient))


def _multiple(how: str) -> Callable[[float, float], float]:
    def multiple(value: float, step: float) -> float:
        if value == 0 or step == 0:
            if step == 0 and value != 0 and how == ROUND_FLOOR:
                raise Fail(CellError.DIV0)
            return 0.0
        if value > 0 > step:
            raise Fail(CellError.NUM)
        count = Decimal(format(value / step, f".{PRECISION}g")).to_integral_value(how)
        return float(count * Decimal(format(step, f".{PRECISION}g")))

    return multiple


def _toward(how: str) -> Callable[[float, float], float]:
    """CEILING rounds away from zero where both are negative, toward plus infinity where only the number is."""
    other = {ROUND_CEILING: ROUND_FLOOR, ROUND_FLOOR: ROUND_CEILING}[how]
    plain, turned = _multiple(how), _multiple(other)

    def toward(value: float, step: float) -> float:
        return turned(value, step) if value < 0 < step else plain(value, step)

    return toward


def _root(value: float) -> float:
    if value < 0:
        raise Fail(CellError.NUM)
    return math.sqrt(value)


def _sign(value: float) -> float:
    return float((value > 0) - (value < 0))


def _logarithm(base: Callable[[float], float]) -> Callable[[float], float]:
    def logarithm(value: float) -> float:
        if value <= 0:
            raise Fail(CellError.NUM)
        return base(value)

    return logarithm


def _exponential(value: float) -> float:
    try:
        return math.exp(value)
    except OverflowError:
        raise Fail(CellError.NUM) from None


TABLE: Final[dict[str, Native]] = {
    "ABS": Native(abs, "n"),
    "CEILING": Native(_toward(ROUND_CEILING), "nn"),
    "EXP": Native(_exponential, "n"),
    "FLOOR": Native(_toward(ROUND_FLOOR), "nn"),
    "INT": Native(lambda value: float(math.floor(value)), "n"),
    "LN": Native(_logarithm(math.log), "n"),
    "LOG10": Native(_logarithm(math.log10), "n"),
    "MOD": Native(_mod, "nn"),
    "PI": Native(lambda: math.pi),
    "POWER": Native(power, "nn"),
    "ROUND": Native(_rounding(ROUND_HALF_UP), "ni"),
    "ROUNDDOWN": Native(_rounding(ROUND_DOWN), "ni"),
    "ROUNDUP": Native(_rounding(ROUND_UP), "ni"),
    "SIGN": Native(_sign, "n"),
    "SQRT": Native(_root, "n"),
    "TRUNC": Native(_rounding(ROUND_DOWN), "ni", 1),
}
"""By name."""
