"""Excel's operators over single values and arrays."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final, TypeAlias

from xlkpi.books.calc.arrays import lift_two, shape
from xlkpi.books.calc.exceptions import Fail
from xlkpi.books.calc.values import LONGEST_TEXT, Rows, Scalar, compare, equal, number, text
from xlkpi.books.calc.work_limit import spend
from xlkpi.errors import CellError

Operand: TypeAlias = Scalar | Rows
Operator: TypeAlias = Callable[[Operand, Operand], Operand]

_VANISHING: Final = 2e-15
"""Share of the operands below which Excel takes the last difference of a formula for zero."""

_NEARLY: Final = 1e-13
"""Share of a number beyond which no other one has the same 15 digits."""

_USUAL_WORK: Final = 4
"""Units of work for one value."""

_JOIN_WORK: Final = 20
"""Units of work to join two values: a number takes long to become text."""

_FAST_WORK: Final = 2
"""Units of work for one value where an operator has a way of its own through arrays."""


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


def _single_arithmetic(exact: Callable[[float, float], float]) -> Callable[[Scalar, Scalar], Scalar]:
    def single(left: Scalar, right: Scalar) -> Scalar:
        try:
            if type(left) is float and type(right) is float:
                result = exact(left, right)
            else:
                result = exact(number(left), number(right))
        except Fail as fail:
            return fail.error
        return result + 0.0 if math.isfinite(result) else CellError.NUM

    return single


def _arithmetic(exact: Callable[[float, float], float]) -> Operator:
    return _over_arrays(_single_arithmetic(exact))


def _over_arrays(single: Callable[[Scalar, Scalar], Scalar], work: int = _USUAL_WORK) -> Operator:
    def operator(left: Operand, right: Operand) -> Operand:
        if isinstance(left, list) or isinstance(right, list):
            return lift_two(single, left, right, work)
        return single(left, right)

    return operator


def _join(left: Scalar, right: Scalar) -> Scalar:
    try:
        joined = text(left) + text(right)
    except Fail as fail:
        return fail.error
    return joined if len(joined) <= LONGEST_TEXT else CellError.VALUE


def _comparison(holds: Callable[[int], bool] | None, *, equals: bool = True) -> Operator:
    """Make a comparison: by the order of two values, or (None) by whether they are equal."""

    def single(left: Scalar, right: Scalar) -> Scalar:
        try:
            return equal(left, right) is equals if holds is None else holds(compare(left, right))
        except Fail as fail:
            return fail.error

    below, above = (not equals, not equals) if holds is None else (holds(-1), holds(1))

    def with_number(rows: Rows, number: float) -> Rows:
        """Compare a whole column with a number; only what is nearly the same needs a closer look."""
        margin = abs(number) * _NEARLY
        low, high = number - margin, number + margin
        spend(_FAST_WORK * len(rows) * len(rows[0]))
        return [
            [
                (above if one > high else below if one < low else single(one, number))
                if type(one) is float
                else single(one, number)
                for one in line
            ]
            for line in rows
        ]

    def with_text(rows: Rows, text: str) -> Rows:
        lowered = text.lower()
        spend(_FAST_WORK * len(rows) * len(rows[0]))
        if lowered == text.upper():  # no letters that have a case, as in Chinese
            return [
                [(one == text) is equals if type(one) is str else single(one, text) for one in line] for line in rows
            ]
        return [
            [
                (one == text or one.lower() == lowered) is equals if type(one) is str else single(one, text)
                for one in line
            ]
            for line in rows
        ]

    usual = _over_arrays(single)

    def operator(left: Operand, right: Operand) -> Operand:
        if type(left) is list:
            if type(right) is float:
                return with_number(left, right)
            if type(right) is str and holds is None:
                return with_text(left, right)
        return usual(left, right)

    return operator


def _multiplication() -> Operator:
    single, usual = _single_arithmetic(_times), _arithmetic(_times)

    def operator(left: Operand, right: Operand) -> Operand:
        if type(left) is list and type(right) is list and shape(left) == shape(right):
            spend(_FAST_WORK * len(left) * len(left[0]))
            return [
                [
                    (1.0 if one and other else 0.0) if type(one) is bool and type(other) is bool else single(one, other)
                    for one, other in zip(*lines)
                ]
                for lines in zip(left, right)
            ]
        return usual(left, right)

    return operator


OPERATORS: Final[dict[str, Operator]] = {
    "+": _arithmetic(_plus),
    "-": _arithmetic(_minus),
    "*": _multiplication(),
    "/": _arithmetic(_over),
    "^": _arithmetic(power),
    "&": _over_arrays(_join, _JOIN_WORK),
    "=": _comparison(None),
    "<>": _comparison(None, equals=False),
    "<": _comparison(lambda order: order < 0),
    "<=": _comparison(lambda order: order <= 0),
    ">": _comparison(lambda order: order > 0),
    ">=": _comparison(lambda order: order >= 0),
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
