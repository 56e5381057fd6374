"""SUBTOTAL and AGGREGATE: totals that pass over hidden rows, other subtotals or errors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from xlkpi.books.calc.doubts import doubtful
from xlkpi.books.calc.exceptions import Fail, NotEvaluated
from xlkpi.books.calc.grid import Area, Areas
from xlkpi.books.calc.native import Native
from xlkpi.books.calc.natives import ranking, statistics, sums
from xlkpi.books.calc.scope import Result, Scope
from xlkpi.books.calc.values import Rows, Scalar, number
from xlkpi.errors import CellError, sentence

_TABLES: Final = sums.TABLE | statistics.TABLE | ranking.TABLE
_TOTALS: Final[dict[int, Callable[..., Any]]] = {
    at + 1: _TABLES[name].call
    for at, name in enumerate((
        "AVERAGE", "COUNT", "COUNTA", "MAX", "MIN", "PRODUCT", "STDEV", "STDEVP", "SUM", "VAR", "VARP", "MEDIAN",
        "MODE.SNGL",
    ))
}  # fmt: skip
"""By number; SUBTOTAL has the first eleven."""

_PICKS: Final[dict[int, Callable[..., Any]]] = {
    at + 14: _TABLES[name].call
    for at, name in enumerate((
        "LARGE", "SMALL", "PERCENTILE.INC", "QUARTILE.INC", "PERCENTILE.EXC", "QUARTILE.EXC",
    ))
}  # fmt: skip
"""Functions of AGGREGATE that take one more number and may work on an array."""

_BY_HAND: Final = 100
"""SUBTOTAL(109,...) passes over rows hidden by hand too; SUBTOTAL(9,...) only over those a filter hides."""


class _Skipping(NamedTuple):
    """What a total passes over; rows that a filter hides are passed over by SUBTOTAL in any case."""

    filtered: bool
    hidden: bool
    errors: bool
    subtotals: bool


def _seen(scope: Scope, area: Area, skip: _Skipping) -> Rows:
    """Return the values of an area that count, as one column."""
    hidden = scope.hidden_rows(area.sheet) if skip.filtered or skip.hidden else {}
    inner = scope.subtotals(area.sheet) if skip.subtotals else frozenset()
    found: Rows = []
    for row, line in enumerate(scope.block(area), area.top):
        if row in hidden and _passed_over(hidden[row], skip):
            continue
        for column, value in enumerate(line, area.left):
            if (row, column) not in inner and not (skip.errors and isinstance(value, CellError)):
                found.append([value])
    return found


def _passed_over(by_filter: bool | None, skip: _Skipping) -> bool:
    if skip.hidden:
        return True
    if by_filter is None:
        raise NotEvaluated(
            sentence("看不出这些行是筛选隐藏的还是手工隐藏的", "whether a filter hides these rows is not clear")
        )
    return by_filter


def _blocks(scope: Scope, references: tuple[Result, ...], skip: _Skipping) -> list[Rows]:
    found: list[Rows] = []
    for reference in references:
        if isinstance(reference, CellError):
            raise Fail(reference)
        if not isinstance(reference, Area | Areas):
            raise Fail(doubtful(CellError.VALUE))
        areas = reference if isinstance(reference, Areas) else (reference,)
        found.extend(_seen(scope, area, skip) for area in areas)
    return found


def _subtotal(scope: Scope, kind: int, *references: Result) -> Any:
    by_hand, kind = divmod(kind, _BY_HAND)
    if kind not in range(1, 12) or by_hand not in (0, 1):
        raise Fail(CellError.VALUE)
    skip = _Skipping(filtered=True, hidden=by_hand == 1, errors=False, subtotals=True)
    return _TOTALS[kind](*_blocks(scope, references, skip))


def _aggregate(scope: Scope, kind: int, option: int, *arguments: Result) -> Any:
    if kind not in range(1, 20) or option not in range(8):
        raise Fail(CellError.VALUE)
    skip = _Skipping(filtered=False, hidden=option % 2 == 1, errors=option in (2, 3, 6, 7), subtotals=option < 4)
    if kind in _TOTALS:
        return _TOTALS[kind](*_blocks(scope, arguments, skip))
    if len(arguments) != 2:
        raise Fail(CellError.VALUE)
    values, place = arguments
    if isinstance(values, list):
        block = [[one for one in line if not (skip.errors and isinstance(one, CellError))] for line in values]
    else:
        (block,) = _blocks(scope, (values,), skip)
    if isinstance(place, list):
        rows: Rows = [[_picked(kind, block, one) for one in line] for line in place]
        return rows
    return _picked(kind, block, scope.cell(*place[:3]) if isinstance(place, Area) else place)


def _picked(kind: int, block: Rows, place: Any) -> Scalar:
    try:
        found: Scalar = _PICKS[kind](block, number(place))
    except Fail as fail:
        return fail.error
    return found


TABLE: Final[dict[str, Native]] = {
    "AGGREGATE": Native(_aggregate, "iiI", 3, repeats=1, scoped=True, each_area=True),
    "SUBTOTAL": Native(_subtotal, "iR", 2, repeats=1, scoped=True, each_area=True),
}
"""By name."""
