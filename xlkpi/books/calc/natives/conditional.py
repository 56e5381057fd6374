"""COUNTIF, SUMIF, AVERAGEIF, MAXIFS and their relatives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from xlkpi.books.calc.criteria import criterion
from xlkpi.books.calc.grid import LAST_COLUMN, LAST_ROW, Area
from xlkpi.books.calc.native import Native
from xlkpi.books.calc.natives.flat import cells, total
from xlkpi.books.calc.scope import Result, Scope
from xlkpi.books.calc.stop import Fail
from xlkpi.books.calc.values import Scalar
from xlkpi.errors import CellError


def _values_of(scope: Scope, reference: Result) -> list[Scalar]:
    """Return the values of a range argument; Excel takes nothing else here."""
    if isinstance(reference, Area):
        return list(cells(scope.block(reference)))
    if isinstance(reference, CellError):
        raise Fail(reference)
    raise Fail(CellError.VALUE)


def _same_shape(first: Result, second: Result) -> None:
    if not isinstance(first, Area) or not isinstance(second, Area):
        raise Fail(CellError.VALUE)
    if (first.rows, first.columns) != (second.rows, second.columns):
        raise Fail(CellError.VALUE)


def _count_ifs(scope: Scope, *pairs: Result) -> float:
    tests = [criterion(_condition(one)) for one in pairs[1::2]]
    first = pairs[0]
    found = sum(_matching(scope, pairs))
    if isinstance(first, Area) and all(test(None) for test in tests):
        shown = scope.block(first)
        found += first.rows * first.columns - len(shown) * len(shown[0])
    return float(found)


def _condition(value: Result) -> Scalar:
    """Conditions come as single values; the type checker cannot see that."""
    return None if isinstance(value, tuple | list) else value


def _matching(scope: Scope, pairs: tuple[Result, ...]) -> list[bool]:
    """For every used position whether all (range, condition) pairs hold. Raises Fail."""
    held: list[bool] = []
    for reference, condition in zip(pairs[::2], pairs[1::2]):
        _same_shape(pairs[0], reference)
        test = criterion(_condition(condition))
        values = _values_of(scope, reference)
        held = [one and test(value) for one, value in zip(held, values)] if held else list(map(test, values))
    return held


def _sought(scope: Scope, wanted: Result, pairs: tuple[Result, ...]) -> Iterator[float]:
    """Yield the numbers of the wanted range where all conditions hold. Raises Fail."""
    _same_shape(pairs[0], wanted)
    for one, value in zip(_matching(scope, pairs), _values_of(scope, wanted)):
        if one and type(value) is float:
            yield value
        elif one and isinstance(value, CellError):
            raise Fail(value)


def _sum_ifs(scope: Scope, wanted: Result, *pairs: Result) -> float:
    return total(_sought(scope, wanted, pairs))


def _mean(found: list[float]) -> float:
    if not found:
        raise Fail(CellError.DIV0)
    return total(found) / len(found)


def _average_ifs(scope: Scope, wanted: Result, *pairs: Result) -> float:
    return _mean(list(_sought(scope, wanted, pairs)))


def _beside(reference: Result, wanted: Result) -> Result:
    """SUMIF takes from the range to add only its first cell and gives it the size of the range to test."""
    if wanted is None or not isinstance(reference, Area) or not isinstance(wanted, Area):
        return reference if wanted is None else wanted
    bottom, right = wanted.top + reference.rows - 1, wanted.left + reference.columns - 1
    return Area(wanted.sheet, wanted.top, wanted.left, min(bottom, LAST_ROW), min(right, LAST_COLUMN))


def _sum_if(scope: Scope, reference: Result, condition: Scalar, wanted: Result = None) -> float:
    return total(_chosen(scope, reference, condition, wanted))


def _average_if(scope: Scope, reference: Result, condition: Scalar, wanted: Result = None) -> float:
    return _mean(list(_chosen(scope, reference, condition, wanted)))


def _chosen(scope: Scope, reference: Result, condition: Scalar, wanted: Result) -> Iterator[float]:
    test = criterion(condition)
    for tested, value in zip(_values_of(scope, reference), _values_of(scope, _beside(reference, wanted))):
        if test(tested):
            if type(value) is float:
                yield value
            elif isinstance(value, CellError):
                raise Fail(value)


TABLE: Final[dict[str, Native]] = {
    "COUNTBLANK": Native(lambda scope, reference: _count_ifs(scope, reference, ""), "R", scoped=True),
    "COUNTIF": Native(_count_ifs, "Rv", scoped=True, errors=True),
    "COUNTIFS": Native(_count_ifs, "Rv", repeats=2, scoped=True, errors=True),
    "SUMIF": Native(_sum_if, "RvR", 2, scoped=True, errors=True),
    "SUMIFS": Native(_sum_ifs, "RRv", repeats=2, scoped=True, errors=True),
    "AVERAGEIF": Native(_average_if, "RvR", 2, scoped=True, errors=True),
    "AVERAGEIFS": Native(_average_ifs, "RRv", repeats=2, scoped=True, errors=True),
    "MAXIFS": Native(
        lambda scope, wanted, *pairs: max(_sought(scope, wanted, pairs), default=0.0),
        "RRv",
        repeats=2,
        scoped=True,
        errors=True,
    ),
    "MINIFS": Native(
        lambda scope, wanted, *pairs: min(_sought(scope, wanted, pairs), default=0.0),
        "RRv",
        repeats=2,
        scoped=True,
        errors=True,
    ),
}
"""By name."""
