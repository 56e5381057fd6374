"""Functions of one or two numbers, and of whole numbers: ABS, MOD, SQRT, LOG, FACT, COMBIN, GCD ..."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from xlkpi.books.calc.exceptions import Fail
from xlkpi.books.calc.native import Native
from xlkpi.books.calc.natives.native_arguments import as_rows, cells
from xlkpi.books.calc.operators import power
from xlkpi.books.calc.values import Rows, Scalar, number, shown_digits
from xlkpi.errors import CellError

_LARGEST_FACTORIAL: Final = 170
_LARGEST_WHOLE: Final = 2**53
"""GCD and LCM take no larger numbers."""


def _mod(value: float, divisor: float) -> float:
    if divisor == 0:
        raise Fail(CellError.DIV0)
    quotient = value / divisor
    if abs(quotient) >= 1.125e15:
        raise Fail(CellError.NUM)
    return value - divisor * math.floor(shown_digits(quotient))


def _root(value: float) -> float:
    if value < 0:
        raise Fail(CellError.NUM)
    return math.sqrt(value)


def _sign(value: float) -> float:
    return float((value > 0) - (value < 0))


def _logarithm(of: Callable[[float], float]) -> Callable[[float], float]:
    def logarithm(value: float) -> float:
        if value <= 0:
            raise Fail(CellError.NUM)
        return of(value)

    return logarithm


def _log(value: float, base: float = 10.0) -> float:
    if value <= 0 or base <= 0:
        raise Fail(CellError.NUM)
    if base == 1:
        raise Fail(CellError.DIV0)
    return math.log10(value) if base == 10 else math.log2(value) if base == 2 else math.log(value) / math.log(base)


def _exponential(value: float) -> float:
    try:
        return math.exp(value)
    except OverflowError:
        raise Fail(CellError.NUM) from None


def _factorial(value: int) -> float:
    if not 0 <= value <= _LARGEST_FACTORIAL:
        raise Fail(CellError.NUM)
    return float(math.factorial(value))


def _counted(count: Callable[[int, int], int]) -> Callable[[int, int], float]:
    """COMBIN, PERMUT: how many ways there are to take some out of a number of things."""

    def ways(things: int, taken: int) -> float:
        if things < 0 or not 0 <= taken <= things or min(taken, things - taken) > 1100:
            raise Fail(CellError.NUM)
        try:
            return float(count(things, taken))
        except OverflowError:
            raise Fail(CellError.NUM) from None

    return ways


def _whole_numbers(arguments: tuple[Scalar | Rows, ...]) -> list[int]:
    """Return the whole numbers that GCD and LCM take: blanks are passed over, conditions refused. Raises Fail."""
    given = [value for argument in arguments for value in cells(as_rows(argument)) if value is not None]
    if any(isinstance(value, bool) for value in given):
        raise Fail(CellError.VALUE)
    if any(not 0 <= number(value) <= _LARGEST_WHOLE for value in given):
        raise Fail(CellError.NUM)
    return [math.floor(number(value)) for value in given]


def _of_whole_numbers(combine: Callable[..., int]) -> Callable[..., float]:
    def combined(*arguments: Scalar | Rows) -> float:
        found = _whole_numbers(arguments)
        if not found and not any(isinstance(one, list) and len(one) * len(one[0]) > 1 for one in arguments):
            raise Fail(CellError.VALUE)
        if not found:
            return 0.0
        result = combine(*found)
        if result > _LARGEST_WHOLE:
            raise Fail(CellError.NUM)
        return float(result)

    return combined


def _quotient(value: float, divisor: float) -> float:
    if divisor == 0:
        raise Fail(CellError.DIV0)
    return float(math.trunc(value / divisor))


TABLE: Final[dict[str, Native]] = {
    "ABS": Native(abs, "n"),
    "COMBIN": Native(_counted(math.comb), "ii"),
    "EXP": Native(_exponential, "n"),
    "FACT": Native(_factorial, "i"),
    "GCD": Native(_of_whole_numbers(math.gcd), "r", repeats=1),
    "LCM": Native(_of_whole_numbers(math.lcm), "r", repeats=1),
    "LN": Native(_logarithm(math.log), "n"),
    "LOG": Native(_log, "nn", 1),
    "LOG10": Native(_logarithm(math.log10), "n"),
    "MOD": Native(_mod, "nn"),
    "PERMUT": Native(_counted(math.perm), "ii"),
    "PI": Native(lambda: math.pi),
    "POWER": Native(power, "nn"),
    "QUOTIENT": Native(_quotient, "dd"),
    "SIGN": Native(_sign, "n"),
    "SQRT": Native(_root, "n"),
}
"""By name."""
