"""SUBTOTAL and AGGREGATE: totals that pass over hidden rows, other subtotals or errors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from xlkpi.books.areas import Area
from xlkpi.books.calc.doubts import doubtful
from xlkpi.books.calc.exceptions import Fail, NotEvaluated
from xlkpi.books.calc.native import Native
from xlkpi.books.calc.natives import ranking, statistics, sums
from xlkpi.books.calc.rectangles import Areas
from xlkpi.books.calc.scope import Result, Scope
from xlkpi.books.calc.values import Rows, Scalar, number
from xlkpi.errors import CellError, sentence


def _over_blocks(native: Native) -> Callable[..., Any]:
    """Return a function as it works on blocks that are there already."""
    return native.call if native.scoped else lambda _, *blocks: native.call(*blocks)


_TABLES: Final = sums.TABLE | statistics.TABLE | ranking.TABLE
_TOTALS: Final[dict[int, Callable[..., Any]]] = {
    at + 1: _over_blocks(_TABLES[name])
    for at, name in enumerate((
        "AVERAGE", "COUNT", "COUNTA", "MAX", "MIN", "PRODUCT", "STDEV", "STDEVP", "SUM", "VAR", "VARP", "MEDIAN",
        "MODE.SNGL",
    ))
}  # fmt: skip
"""By number; SUBTOTAL has the first eleven."""

_PICKS: Final[dict[int, Callable[..., Any]]] = {
    at + 14: _over_blocks(_TABLES[name])
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
    """Return the values of an area that count, in one row."""
    hidden = scope.hidden_rows(area.sheet) if skip.filtered or skip.hidden else {}
    if hidden and not skip.hidden and scope.hidden_unclearly(area):
        zh, en = "看不出这些行是筛选隐藏的还是手工隐藏的", "whether a filter hides these rows is not clear"
        raise NotEvaluated(sentence(zh, en))
    inner = scope.subtotals(area.sheet) if skip.subtotals else frozenset()

    def counts(row: int, column: int, value: Scalar) -> bool:
        if row in hidden and (skip.hidden or hidden[row]):
            return False
        return (row, column) not in inner and not (skip.errors and isinstance(value, CellError))

    column = scope.whole_column(area)
    if column is None:
        block = scope.block(area)
        scope.spend(2 * len(block) * len(block[0]))
        lines = enumerate(block, area.top)
        places = ((row, at, value) for row, line in lines for at, value in enumerate(line, area.left))
        return [[value for row, at, value in places if counts(row, at, value)]]

    def cleaned() -> list[Scalar]:
        return [value if counts(row, area.left, value) else None for row, value in enumerate(column, 1)]

    # SUBTOTAL(3,B$2:B2) numbers the visible rows of a list: thousands of areas that begin alike.
    found = scope.cache.derived(column, skip, cleaned)[area.top - 1 : area.bottom]
    scope.spend(len(found) // 2)
    return [found]


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
    return _TOTALS[kind](scope, *_blocks(scope, references, skip))


def _aggregate(scope: Scope, kind: int, option: int, *arguments: Result) -> Any:
    if kind not in range(1, 20) or option not in range(8):
        raise Fail(CellError.VALUE)
    skip = _Skipping(filtered=False, hidden=option % 2 == 1, errors=option in (2, 3, 6, 7), subtotals=option < 4)
    if kind in _TOTALS:
        return _TOTALS[kind](scope, *_blocks(scope, arguments, skip))
    if len(arguments) != 2:
        raise Fail(CellError.VALUE)
    values, place = arguments
    if isinstance(values, list):
        block = [[one for one in line if not (skip.errors and isinstance(one, CellError))] for line in values]
    else:
        (block,) = _blocks(scope, (values,), skip)
    if isinstance(place, list):
        rows: Rows = [[_picked(scope, kind, block, one) for one in line] for line in place]
        return rows
    return _picked(scope, kind, block, scope.cell(*place[:3]) if isinstance(place, Area) else place)


def _picked(scope: Scope, kind: int, block: Rows, place: Any) -> Scalar:
    try:
        found: Scalar = _PICKS[kind](scope, block, number(place))
    except Fail as fail:
        return fail.error
    return found


TABLE: Final[dict[str, Native]] = {
    "AGGREGATE": Native(_aggregate, "iiI", 3, repeats=1, scoped=True, each_area=True),
    "SUBTOTAL": Native(_subtotal, "iR", 2, repeats=1, scoped=True, each_area=True),
}
"""By name."""
