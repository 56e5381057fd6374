"""COUNTIF, SUMIF, AVERAGEIF, MAXIFS and their relatives."""

from __future__ import annotations

from typing import Final

from xlkpi.books.areas import MAX_COLUMN, MAX_ROW, Area
from xlkpi.books.calc.criteria import Condition, criterion, read_condition
from xlkpi.books.calc.doubts import doubtful
from xlkpi.books.calc.exceptions import Fail, NotEvaluated
from xlkpi.books.calc.native import Native
from xlkpi.books.calc.natives.native_arguments import area_of, total
from xlkpi.books.calc.scope import Result, Scope
from xlkpi.books.calc.selection import Span, count, positions
from xlkpi.books.calc.values import Scalar
from xlkpi.errors import CellError, sentence

_CALL_WORK: Final = 300
"""Units of work for one call, whatever it looks at."""


def _spans(scope: Scope, areas: list[Area]) -> list[Span]:
    """Return the values of areas of one shape, without what is empty in all of them at the end. Raises Fail."""
    scope.spend(_CALL_WORK)
    if len({(area.rows, area.columns) for area in areas}) != 1:
        raise Fail(doubtful(CellError.VALUE))
    lists = [scope.whole_column(area) for area in areas]
    if all(one is not None for one in lists):
        used = max(len(one) - area.top + 1 for one, area in zip(lists, areas) if one is not None)
        size = min(areas[0].rows, max(1, used))
        return [Span(one, area.top - 1, size) for one, area in zip(lists, areas) if one is not None]
    blocks = [scope.block(area) for area in areas]
    height, width = max(map(len, blocks)), max(len(block[0]) for block in blocks)
    return [Span(scope.cache.flat(block, height, width), 0, height * width) for block in blocks]


def _condition(value: Result) -> Condition:
    """Conditions come as single values; the type checker cannot see that."""
    return read_condition(None if isinstance(value, tuple | list) else value)


def _count_ifs(scope: Scope, *pairs: Result) -> float:
    areas, conditions = [area_of(one) for one in pairs[::2]], [_condition(one) for one in pairs[1::2]]
    spans = _spans(scope, areas)
    found = count(scope, spans, conditions)
    beyond = areas[0].rows * areas[0].columns - spans[0].size
    if beyond and all(criterion(condition)(None) for condition in conditions):
        found += beyond
    return float(found)


def _sought(scope: Scope, wanted: Result, pairs: tuple[Result, ...]) -> list[float]:
    """Return the numbers of the wanted range where all conditions hold. Raises Fail."""
    areas, conditions = [area_of(one) for one in pairs[::2]], [_condition(one) for one in pairs[1::2]]
    given, *spans = _spans(scope, [area_of(wanted), *areas])
    found = positions(scope, spans, conditions)
    scope.spend(len(found))
    chosen = given.at(found)
    for value in chosen:
        if isinstance(value, CellError):
            raise Fail(value)
    return [value for value in chosen if type(value) is float]


def _sum_ifs(scope: Scope, wanted: Result, *pairs: Result) -> float:
    return total(_sought(scope, wanted, pairs))


def _mean(found: list[float]) -> float:
    if not found:
        raise Fail(CellError.DIV0)
    return total(found) / len(found)


def _average_ifs(scope: Scope, wanted: Result, *pairs: Result) -> float:
    return _mean(_sought(scope, wanted, pairs))


def _beside(reference: Result, wanted: Result) -> Result:
    """SUMIF takes from the range to add only its first cell and gives it the size of the range to test."""
    if wanted is None:
        return reference
    tested, first = area_of(reference), area_of(wanted)
    bottom, right = first.top + tested.rows - 1, first.left + tested.columns - 1
    if bottom > MAX_ROW or right > MAX_COLUMN:
        raise NotEvaluated(sentence("求和区域超出了工作表", "the range to add goes beyond the sheet"))
    return Area(first.sheet, first.top, first.left, bottom, right)


def _sum_if(scope: Scope, reference: Result, condition: Scalar, wanted: Result = None) -> float:
    return total(_sought(scope, _beside(reference, wanted), (reference, condition)))


def _average_if(scope: Scope, reference: Result, condition: Scalar, wanted: Result = None) -> float:
    return _mean(_sought(scope, _beside(reference, wanted), (reference, condition)))


TABLE: Final[dict[str, Native]] = {
    "COUNTBLANK": Native(lambda scope, reference: _count_ifs(scope, reference, ""), "R", scoped=True, each_area=True),
    "COUNTIF": Native(_count_ifs, "Rv", scoped=True, each_area=True, errors=True),
    "COUNTIFS": Native(_count_ifs, "Rv", repeats=2, scoped=True, each_area=True, errors=True),
    "SUMIF": Native(_sum_if, "RvR", 2, scoped=True, each_area=True, errors=True),
    "SUMIFS": Native(_sum_ifs, "RRv", repeats=2, scoped=True, each_area=True, errors=True),
    "AVERAGEIF": Native(_average_if, "RvR", 2, scoped=True, each_area=True, errors=True),
    "AVERAGEIFS": Native(_average_ifs, "RRv", repeats=2, scoped=True, each_area=True, errors=True),
    "MAXIFS": Native(
        lambda scope, wanted, *pairs: max(_sought(scope, wanted, pairs), default=0.0),
        "RRv",
        repeats=2,
        scoped=True,
        each_area=True,
        errors=True,
    ),
    "MINIFS": Native(
        lambda scope, wanted, *pairs: min(_sought(scope, wanted, pairs), default=0.0),
        "RRv",
        repeats=2,
        scoped=True,
        each_area=True,
        errors=True,
    ),
}
"""By name."""
