"""SIN, COS, ATAN2 and their relatives."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from xlkpi.books.calc.exceptions import Fail
from xlkpi.books.calc.native import Native
from xlkpi.errors import CellError

_LARGEST_ANGLE: Final = 2.0**27
"""Radians; from here on Excel gives #NUM!."""


def _of_angle(function: Callable[[float], float]) -> Native:
    def of_angle(value: float) -> float:
        if abs(value) >= _LARGEST_ANGLE:
            raise Fail(CellError.NUM)
        return function(value)

    return Native(of_angle, "n")


def _within(function: Callable[[float], float]) -> Native:
    """A function with a limited domain or a limited range."""

    def within(value: float) -> float:
        try:
            return function(value)
        except (ValueError, OverflowError):
            raise Fail(CellError.NUM) from None

    return Native(within, "n")


def _angle(across: float, up: float) -> float:
    if across == 0 and up == 0:
        raise Fail(CellError.DIV0)
    return math.atan2(up, across)


TABLE: Final[dict[str, Native]] = {
    "ACOS": _within(math.acos),
    "ACOSH": _within(math.acosh),
    "ASIN": _within(math.asin),
    "ASINH": _within(math.asinh),
    "ATAN": _within(math.atan),
    "ATAN2": Native(_angle, "nn"),
    "ATANH": _within(math.atanh),
    "COS": _of_angle(math.cos),
    "COSH": _within(math.cosh),
    "DEGREES": _within(math.degrees),
    "RADIANS": _within(math.radians),
    "SIN": _of_angle(math.sin),
    "SINH": _within(math.sinh),
    "TAN": _of_angle(math.tan),
    "TANH": _within(math.tanh),
}
"""By name."""
