"""Excel's operators over single values and arrays."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final, TypeAlias

from xlkpi.books.calc.arrays import lift_two
from xlkpi.books.calc.exceptions import Fail
from xlkpi.books.calc.values import LONGEST_TEXT, Rows, Scalar, compare, equal, number, text
from xlkpi.errors import CellError

Operand: TypeAlias = Scalar | Rows
Operator: TypeAlias = Callable[[Operand, Operand], Operand]

_VANISHING: Final = 2e-15
"""Share of the operands below which Excel takes the last difference of a formula for zero."""


def _plus(left: float, right: float) -> float:
    return left + right


def _minus(left: float, right: float) -> float:
    return left - right


def _times(left: float, right: float) -> float:
    return left * right


def _over(left: float, right: float) -> float:
    if right == 0:
        raise Fail(CellError.DIV0)
    return left / right


def power(left: float, right: float) -> float:
    """Return left ^ right. Raises Fail."""
    if left == 0 and right <= 0:
        raise Fail(CellError.NUM if right == 0 else CellError.DIV0)
    if left < 0 and right != math.floor(right):
        raise Fail(CellError.NUM)
    try:
        return math.pow(left, right)
    except OverflowError:
        raise Fail(CellError.NUM) from None


def _snapped(exact: Callable[[float, float], float]) -> Callable[[float, float], float]:
    def last(left: float, right: float) -> float:
        result = exact(left, right)
        if result != 0 and abs(result) < _VANISHING * max(abs(left), abs(right)):
            return 0.0
        return result

    return last


def _arithmetic(exact: Callable[[float, float], float]) -> Operator:
    def single(left: Scalar, right: Scalar) -> Scalar:
        try:
            if type(left) is float and type(right) is float:
                result = exact(left, right)
            else:
                result = exact(number(left), number(right))
        except Fail as fail:
            return fail.error
        return result + 0.0 if math.isfinite(result) else CellError.NUM

    return _over_arrays(single)


def _over_arrays(single: Callable[[Scalar, Scalar], Scalar]) -> Operator:
    def operator(left: Operand, right: Operand) -> Operand:
        if isinstance(left, list) or isinstance(right, list):
            return lift_two(single, left, right)
        return single(left, right)

    return operator


def _join(left: Scalar, right: Scalar) -> Scalar:
    try:
        joined = text(left) + text(right)
    except Fail as fail:
        return fail.error
    return joined if len(joined) <= LONGEST_TEXT else CellError.VALUE


def _comparison(holds: Callable[[Scalar, Scalar], bool]) -> Operator:
    def single(left: Scalar, right: Scalar) -> Scalar:
        try:
            return holds(left, right)
        except Fail as fail:
            return fail.error

    return _over_arrays(single)


OPERATORS: Final[dict[str, Operator]] = {
    "+": _arithmetic(_plus),
    "-": _arithmetic(_minus),
    "*": _arithmetic(_times),
    "/": _arithmetic(_over),
    "^": _arithmetic(power),
    "&": _over_arrays(_join),
    "=": _comparison(equal),
    "<>": _comparison(lambda left, right: not equal(left, right)),
    "<": _comparison(lambda left, right: compare(left, right) < 0),
    "<=": _comparison(lambda left, right: compare(left, right) <= 0),
    ">": _comparison(lambda left, right: compare(left, right) > 0),
    ">=": _comparison(lambda left, right: compare(left, right) >= 0),
}
"""By sign."""

LAST_OPERATORS: Final[dict[str, Operator]] = {"+": _arithmetic(_snapped(_plus)), "-": _arithmetic(_snapped(_minus))}
"""+ and - where they are the last step of a formula: there Excel makes 0.1+0.2-0.3 zero."""


def negative(operand: Operand) -> Operand:
    """Return the operand with the other sign."""
    return OPERATORS["*"](operand, -1.0) if operand != 0.0 else 0.0


def hundredth(operand: Operand) -> Operand:
    """Return the operand followed by %."""
    return OPERATORS["/"](operand, 100.0)
