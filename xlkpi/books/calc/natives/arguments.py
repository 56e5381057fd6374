"""The numbers among the arguments of SUM and its relatives."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from xlkpi.books.calc.exceptions import Fail
from xlkpi.books.calc.values import Rows, Scalar, number
from xlkpi.errors import CellError


def numbers(arguments: Iterable[Scalar | Rows]) -> Iterator[float]:
    """Yield what SUM adds: numbers in ranges (texts, conditions and blanks there are passed over), single values read.

    Raises Fail at the first error value.
    """
    for argument in arguments:
        if isinstance(argument, list):
            for line in argument:
                for value in line:
                    if type(value) is float:
                        yield value
                    elif isinstance(value, CellError):
                        raise Fail(value)
        else:
            yield number(argument)


def total(found: Iterable[float]) -> float:
    """Add up without rounding errors on the way, as LibreOffice does; Excel shows the same 15 digits. Raises Fail."""
    try:
        return math.fsum(found)
    except (OverflowError, ValueError):
        raise Fail(CellError.NUM) from None


def cells(rows: Rows) -> Iterator[Scalar]:
    """Yield all values row by row."""
    for line in rows:
        yield from line


def as_rows(argument: Scalar | Rows) -> Rows:
    """Return a single value as a block of one cell."""
    return argument if isinstance(argument, list) else [[argument]]
