"""What functions take for an argument: the numbers of SUM and its relatives, a range."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from xlkpi.books.areas import Area
from xlkpi.books.calc.doubts import doubtful
from xlkpi.books.calc.exceptions import Fail
from xlkpi.books.calc.scope import Result
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
        result = math.fsum(found)
    except (OverflowError, ValueError):
        raise Fail(CellError.NUM) from None
    if not math.isfinite(result):
        raise Fail(CellError.NUM)
    return result


def cells(rows: Rows) -> Iterator[Scalar]:
    """Yield all values row by row."""
    for line in rows:
        yield from line


def as_rows(argument: Scalar | Rows) -> Rows:
    """Return a single value as a block of one cell."""
    return argument if isinstance(argument, list) else [[argument]]


def everything(arguments: Iterable[Scalar | Rows]) -> list[float]:
    """Return numbers as AVERAGEA takes them: in ranges texts are 0 and conditions 1 or 0. Raises Fail."""
    found: list[float] = []
    for argument in arguments:
        if not isinstance(argument, list):
            found.append(number(argument))
            continue
        for value in cells(argument):
            if isinstance(value, CellError):
                raise Fail(value)
            if value is not None:
                found.append(0.0 if isinstance(value, str) else number(value))
    return found


def area_of(reference: Result) -> Area:
    """Return a range argument where Excel takes nothing else. Raises Fail."""
    if isinstance(reference, Area):
        return reference
    raise Fail(reference if isinstance(reference, CellError) else doubtful(CellError.VALUE))
