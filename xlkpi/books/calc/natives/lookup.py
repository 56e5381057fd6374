"""MATCH, VLOOKUP, HLOOKUP, LOOKUP, XMATCH, XLOOKUP."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from xlkpi.books.areas import Area
from xlkpi.books.calc.criteria import is_pattern, pattern
from xlkpi.books.calc.doubts import doubtful
from xlkpi.books.calc.exceptions import Fail, NotEvaluated
from xlkpi.books.calc.native import Native
from xlkpi.books.calc.natives.native_arguments import as_rows
from xlkpi.books.calc.scope import Result, Scope
from xlkpi.books.calc.values import Rows, Scalar, compare, key_of, same_number
from xlkpi.errors import CellError, Sentence, sentence

_WALK_WORK: Final = 15
"""Units of work for one value of a line that is compared from end to end."""


def _line(rows: Rows) -> list[Scalar]:
    """Return the values of a single row or column. Raises Fail for anything else."""
    if len(rows) == 1:
        return rows[0]
    if len(rows[0]) == 1:
        return [row[0] for row in rows]
    raise Fail(doubtful(CellError.NA))


def _wanted(value: Scalar) -> Scalar:
    return 0.0 if value is None else value


def _exact(scope: Scope, value: Scalar, rows: Rows, *, wildcards: bool = True) -> int:
    """Return the first position of a value in a row or column; raises Fail with #N/A."""
    if wildcards and isinstance(value, str) and is_pattern(value):
        matches = pattern(value)
        line = _line(rows)
        scope.spend(len(line))
        return _first(line, lambda one: isinstance(one, str) and matches(one))
    if len(rows) > 1 and len(rows[0]) > 1:
        raise Fail(doubtful(CellError.NA))
    found = scope.cache.positions(rows).get(key_of(value))
    if found is None:
        raise Fail(CellError.NA)
    return found


def _first(line: Sequence[Scalar], holds: Callable[[Scalar], bool]) -> int:
    for at, value in enumerate(line):
        if holds(value):
            return at
    raise Fail(CellError.NA)


def _nearest(scope: Scope, value: Scalar, rows: Rows, *, descending: bool = False) -> int:
    """Return the last position whose value is not beyond the wanted one in a sorted line; others types are passed over.

    Raises Fail with #N/A, and NotEvaluated for an unsorted line, where Excel's answer depends on how it searches.
    """
    if type(value) is float and not descending and (len(rows) == 1 or len(rows[0]) == 1):
        return _last_number(scope, value, rows)
    line = _line(rows)
    scope.spend(_WALK_WORK * len(line))
    alike = [(at, one) for at, one in enumerate(line) if type(one) is type(value) and not isinstance(one, CellError)]
    if not alike:
        raise Fail(CellError.NA)
    sign = -1 if descending else 1
    orders = [sign * compare(one, value) for _, one in alike]
    if descending or any(order >= 0 for order in orders):
        for (_, one), (_, following) in pairwise(alike):
            if sign * compare(one, following) > 0:
                raise NotEvaluated(_not_sorted())
    reached = [at for (at, _), order in zip(alike, orders) if order <= 0]
    if not reached:
        raise Fail(CellError.NA)
    if descending:
        exact = [at for (at, _), order in zip(alike, orders) if order == 0]
        return exact[0] if exact else reached[-1]
    return reached[-1]


def _last_number(scope: Scope, value: float, rows: Rows) -> int:
    numbers, places, ascend = scope.cache.numbers_in_line(rows)
    if ascend:
        at = bisect_right(numbers, value)
        while at < len(numbers) and same_number(numbers[at], value):
            at += 1
        if at == 0:
            raise Fail(CellError.NA)
        return places[at - 1]
    scope.spend(len(numbers))
    # Where all lie below, the binary search walks to the end, sorted or not: LOOKUP(9E+307,A:A) finds the last.
    if any(one >= value or same_number(one, value) for one in numbers):
        raise NotEvaluated(_not_sorted())
    return places[-1]


def _not_sorted() -> Sentence:
    return sentence("要查找的区域没有排序", "the range of an approximate lookup is not sorted")


def _match(scope: Scope, value: Scalar, rows: Scalar | Rows, kind: float = 1.0) -> float:
    block = as_rows(rows)
    if kind == 0:
        return 1.0 + _exact(scope, _wanted(value), block)
    return 1.0 + _nearest(scope, _wanted(value), block, descending=kind < 0)


def _looked_up(*, across: bool) -> Callable[..., Scalar]:
    def look_up(scope: Scope, value: Scalar, table: Scalar | Rows, index: int, near: bool = True) -> Scalar:
        if isinstance(table, CellError | str):
            raise Fail(table if isinstance(table, CellError) else CellError.VALUE)
        rows = as_rows(table)
        if index > (len(rows) if across else len(rows[0])):
            raise Fail(CellError.REF)
        keys = [rows[0]] if across else scope.cache.first_column(rows)
        at = _nearest(scope, _wanted(value), keys) if near else _exact(scope, _wanted(value), keys)
        if index < 1:
            raise Fail(CellError.VALUE)
        return rows[index - 1][at] if across else rows[at][index - 1]

    return look_up


def _lookup(scope: Scope, value: Scalar, rows: Scalar | Rows, results: Scalar | Rows | None = None) -> Scalar:
    block = as_rows(rows)
    if results is None:
        wide = len(block[0]) > len(block)
        keys = [block[0]] if wide else scope.cache.first_column(block)
        given = block[-1] if wide else [row[-1] for row in block]
    elif len(block) > 1 and len(block[0]) > 1:
        raise NotEvaluated(sentence("LOOKUP 在多行多列里查找", "LOOKUP searches a range of several rows and columns"))
    else:
        keys, given = block, _line(as_rows(results))
    at = _nearest(scope, _wanted(value), keys)
    if at >= len(given):
        raise Fail(doubtful(CellError.NA))
    return given[at]


def _x_match(scope: Scope, value: Scalar, rows: Scalar | Rows, kind: int = 0, search: int = 1) -> float:
    return 1.0 + _x_position(scope, value, rows, kind, search)


def _x_position(scope: Scope, value: Scalar, rows: Scalar | Rows, kind: int, search: int) -> int:
    """Return where XLOOKUP finds a value: kind 0 exact, -1 or next smaller, 1 or next larger, 2 wildcards.

    A blank finds a blank. `search` -1 begins at the end; 2 and -2 tell that the values are sorted.
    """
    block = as_rows(rows)
    line = _line(block)
    if kind == 3:
        raise NotEvaluated(sentence("XLOOKUP 用了正则表达式", "XLOOKUP with a regular expression"))
    if kind not in (-1, 0, 1, 2) or search not in (-2, -1, 1, 2):
        raise Fail(CellError.VALUE)
    if abs(search) == 2:
        _require_sorted(line, search)
    if kind in (0, 2):
        if search != -1:
            return _exact(scope, value, block, wildcards=kind == 2)
        return len(line) - 1 - _exact(scope, value, [line[::-1]], wildcards=kind == 2)
    if value is None:
        raise NotEvaluated(sentence("XLOOKUP 近似查找空白", "XLOOKUP looks for what is next to a blank"))
    scope.spend(len(line))
    best = -1
    for at in range(len(line) - 1, -1, -1) if search == -1 else range(len(line)):
        one = line[at]
        if one is None or isinstance(one, CellError):
            continue
        beyond = compare(one, value) * kind
        if beyond == 0:
            return at
        if beyond > 0 and (best < 0 or compare(one, line[best]) * kind < 0):
            best = at
    if best < 0:
        raise Fail(CellError.NA)
    return best


def _require_sorted(line: Sequence[Scalar], direction: int) -> None:
    """Raise NotEvaluated for a line that a binary search cannot rely on."""
    for one, following in pairwise(line):
        known = one is not None and following is not None and type(one) is type(following)
        if not known or isinstance(one, CellError) or compare(one, following) * direction >= 0:
            raise NotEvaluated(_not_sorted())


def _require_alike(rows: Scalar | Rows, results: Result, *, upright: bool) -> None:
    """Raise Fail where the results are fewer or more than what is searched."""
    searched = len(rows) if upright and isinstance(rows, list) else len(as_rows(rows)[0])
    if isinstance(results, Area):
        given = results.rows if upright else results.columns
        if given < searched:
            raise Fail(doubtful(CellError.VALUE))
    elif isinstance(results, list) and (len(results) if upright else len(results[0])) != searched:
        raise Fail(doubtful(CellError.VALUE))


def _x_lookup(
    scope: Scope,
    value: Scalar,
    rows: Scalar | Rows,
    results: Result,
    missing: Scalar = None,
    kind: int = 0,
    search: int = 1,
) -> Result:
    for given in (value, rows):
        if isinstance(given, CellError):
            raise Fail(given)
    try:
        at = _x_position(scope, value, rows, kind, search)
    except Fail as fail:
        if fail.error is CellError.NA and missing is not None:
            return missing
        raise
    upright = isinstance(rows, list) and len(rows[0]) == 1
    _require_alike(rows, results, upright=upright)
    if isinstance(results, Area):
        if upright:
            return Area(results.sheet, results.top + at, results.left, results.top + at, results.right)
        return Area(results.sheet, results.top, results.left + at, results.bottom, results.left + at)
    if isinstance(results, list):
        return [results[at]] if upright else [[row[at]] for row in results]
    return results if at == 0 and not isinstance(results, tuple) else doubtful(CellError.VALUE)


TABLE: Final[dict[str, Native]] = {
    "MATCH": Native(_match, "vrn", 2, scoped=True, searches=True),
    "VLOOKUP": Native(_looked_up(across=False), "vrib", 3, scoped=True, searches=True),
    "HLOOKUP": Native(_looked_up(across=True), "vrib", 3, scoped=True, searches=True),
    "LOOKUP": Native(_lookup, "vAA", 2, scoped=True, searches=True),
    "XMATCH": Native(_x_match, "vrii", 2, scoped=True, searches=True),
    "XLOOKUP": Native(_x_lookup, "vrRvii", 3, scoped=True, errors=True, searches=True),
}
"""By name."""
