"""SUM, COUNT, AVERAGE, MIN, MAX, PRODUCT, SUMPRODUCT and their relatives."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Final

from xlkpi.books.calc.arrays import Tall, all_rows, shape
from xlkpi.books.calc.doubts import doubtful
from xlkpi.books.calc.exceptions import Fail
from xlkpi.books.calc.native import Native
from xlkpi.books.calc.natives.native_arguments import as_rows, cells, everything, numbers, total
from xlkpi.books.calc.values import Rows, Scalar, parse_number
from xlkpi.errors import CellError

Argument = Scalar | Rows


def _sum(*arguments: Argument) -> float:
    return total(numbers(arguments))


def _average(*arguments: Argument) -> float:
    found = list(numbers(arguments))
    if not found:
        raise Fail(CellError.DIV0)
    return total(found) / len(found)


def _best(choose: Callable[[Sequence[float]], float]) -> Callable[..., float]:
    def best(*arguments: Argument) -> float:
        found = list(numbers(arguments))
        return choose(found) if found else 0.0

    return best


def _product(*arguments: Argument) -> float:
    found = list(numbers(arguments))
    return math.prod(found) if found else 0.0


def _sum_of_squares(*arguments: Argument) -> float:
    return total(one * one for one in numbers(arguments))


def _count(*arguments: Argument) -> float:
    found = 0
    for argument in arguments:
        if isinstance(argument, list):
            found += sum(type(value) is float for value in cells(argument))
        elif isinstance(argument, str):
            found += parse_number(argument) is not None
        else:
            found += not isinstance(argument, CellError)
    return float(found)


def _count_all(*arguments: Argument) -> float:
    return float(
        sum(
            sum(value is not None for value in cells(argument)) if isinstance(argument, list) else 1
            for argument in arguments
        )
    )


def _sum_product(*arguments: Argument) -> float:
    blocks = [as_rows(one) for one in arguments]
    if len({shape(block) for block in blocks}) != 1:
        raise Fail(doubtful(CellError.VALUE))
    if len({len(block) for block in blocks}) != 1:
        blocks = [all_rows(block) for block in blocks]
    first = blocks[0]
    if shape(first) == (1, 1) and any(isinstance(block[0][0], str) for block in blocks):
        raise Fail(CellError.VALUE)  # a single cell counts as a value, not as a range that passes over texts
    found = total(_terms(blocks))
    if isinstance(first, Tall):
        found += first.more * total(_terms([[block.tail] for block in blocks if isinstance(block, Tall)]))
    return found


def _terms(blocks: Sequence[Rows]) -> Iterator[float]:
    """Yield the product at every position; what is no number counts as 0. Raises Fail."""
    if len(blocks) == 1 and set(map(type, chain.from_iterable(blocks[0]))) == {float}:
        yield from numbers(blocks)
        return
    for factors in zip(*(cells(block) for block in blocks)):
        term = 1.0
        for factor in factors:
            if isinstance(factor, CellError):
                raise Fail(factor)
            term *= factor if type(factor) is float else 0.0
        yield term


def _average_all(*arguments: Argument) -> float:
    found = everything(arguments)
    if not found:
        raise Fail(CellError.DIV0)
    return total(found) / len(found)


TABLE: Final[dict[str, Native]] = {
    "SUM": Native(_sum, "r", repeats=1),
    "AVERAGE": Native(_average, "r", repeats=1),
    "AVERAGEA": Native(_average_all, "r", repeats=1),
    "MAX": Native(_best(max), "r", repeats=1),
    "MIN": Native(_best(min), "r", repeats=1),
    "MAXA": Native(lambda *arguments: max(everything(arguments), default=0.0), "r", repeats=1),
    "MINA": Native(lambda *arguments: min(everything(arguments), default=0.0), "r", repeats=1),
    "PRODUCT": Native(_product, "r", repeats=1),
    "SUMSQ": Native(_sum_of_squares, "r", repeats=1),
    "COUNT": Native(_count, "r", repeats=1),
    "COUNTA": Native(_count_all, "r", repeats=1),
    "SUMPRODUCT": Native(_sum_product, "X", repeats=1, tall=True),
}
"""By name."""
