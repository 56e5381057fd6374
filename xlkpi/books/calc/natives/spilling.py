"""Functions whose result has as many cells as the data give: FILTER, SORT, SORTBY, UNIQUE, SEQUENCE."""

from __future__ import annotations

from functools import cmp_to_key
from typing import Final

from xlkpi.books.calc.arrays import check_size
from xlkpi.books.calc.doubts import doubtful
from xlkpi.books.calc.exceptions import Fail
from xlkpi.books.calc.native import Native
from xlkpi.books.calc.natives.information import ERROR_TYPES
from xlkpi.books.calc.natives.native_arguments import as_rows
from xlkpi.books.calc.scope import Scope
from xlkpi.books.calc.values import Rows, Scalar, compare, key_of, number, truth
from xlkpi.errors import CellError

_SORT_WORK: Final = 12
"""Units of work for one comparison."""


def _order(left: Scalar, right: Scalar) -> int:
    """Order two values as SORT does: numbers, texts, conditions, errors. Raises NotEvaluated."""
    if isinstance(left, CellError) and isinstance(right, CellError):
        return ERROR_TYPES.get(left, 0) - ERROR_TYPES.get(right, 0)
    if isinstance(left, CellError) or isinstance(right, CellError):
        return isinstance(left, CellError) - isinstance(right, CellError)
    return compare(left, right)


def _sorted_by(scope: Scope, rows: Rows, keys: list[tuple[list[Scalar], int]]) -> Rows:
    """Return rows in the order of one or more columns beside them; what is blank comes last either way."""
    scope.spend(_SORT_WORK * len(rows) * len(rows).bit_length() * len(keys))
    places = list(range(len(rows)))
    for column, direction in reversed(keys):
        full = [at for at in places if column[at] is not None]
        blank = [at for at in places if column[at] is None]
        key = cmp_to_key(_order)
        full.sort(
            key=[key(value) for value in column].__getitem__, reverse=direction < 0
        )  # equal rows keep their order
        places = full + blank
    return [rows[at] for at in places]


def _turned(rows: Rows) -> Rows:
    return [list(line) for line in zip(*rows)]


def _direction(value: Scalar) -> int:
    found = int(number(value))
    if found not in (1, -1):
        raise Fail(CellError.VALUE)
    return found


def _sort(
    scope: Scope, source: Scalar | Rows, by: Scalar | Rows = 1.0, order: Scalar | Rows = 1.0, across: bool = False
) -> Rows:
    rows = _turned(as_rows(source)) if across else as_rows(source)
    columns = [int(number(one)) for line in as_rows(1.0 if by is None else by) for one in line]
    orders = [_direction(one) for line in as_rows(1.0 if order is None else order) for one in line]
    if len(orders) == 1:
        orders *= len(columns)
    if len(orders) != len(columns) or not all(1 <= one <= len(rows[0]) for one in columns):
        raise Fail(CellError.VALUE)
    keys = [([row[column - 1] for row in rows], direction) for column, direction in zip(columns, orders)]
    found = _sorted_by(scope, rows, keys)
    return _turned(found) if across else found


def _sort_by(scope: Scope, source: Scalar | Rows, *pairs: Scalar | Rows) -> Rows:
    rows = as_rows(source)
    first = as_rows(pairs[0])
    across = (len(first) == 1 and len(rows) > 1) or len(first) == 1 == len(rows)
    lines = _turned(rows) if across else rows
    keys: list[tuple[list[Scalar], int]] = []
    for by, order in zip(pairs[::2], [*pairs[1::2], 1.0]):
        block = as_rows(by)
        column = block[0] if across else [row[0] for row in block]
        if len(column) != len(lines) or isinstance(order, list):
            raise Fail(doubtful(CellError.VALUE))
        keys.append((column, _direction(1.0 if order is None else order)))
    found = _sorted_by(scope, lines, keys)
    return _turned(found) if across else found


def _unique(source: Scalar | Rows, across: bool = False, once: bool = False) -> Rows:
    rows = _turned(as_rows(source)) if across else as_rows(source)
    seen: dict[tuple[Scalar, ...], int] = {}
    for row in rows:
        key = tuple(map(key_of, row))
        seen[key] = seen.get(key, 0) + 1
    found: Rows = []
    for row in rows:
        key = tuple(map(key_of, row))
        count = seen.pop(key, 0)
        if count == 1 or (count and not once):
            found.append(row)
    if not found:
        raise Fail(CellError.CALC)
    return _turned(found) if across else found


def _filtered(source: Scalar | Rows, include: Scalar | Rows, otherwise: Scalar | Rows = None) -> Scalar | Rows:
    rows, wanted = as_rows(source), as_rows(include)
    high, wide = len(wanted), len(wanted[0])
    if wide == 1 and high == len(rows):
        found = [row for row, (one,) in zip(rows, wanted) if truth(one)]
    elif high == 1 and wide == len(rows[0]):
        found = _turned([column for column, one in zip(_turned(rows), wanted[0]) if truth(one)])
    else:
        raise Fail(doubtful(CellError.VALUE))
    if found:
        return found
    if otherwise is None:
        raise Fail(CellError.CALC)
    return otherwise


def _sequence(scope: Scope, rows: Scalar, columns: Scalar = None, start: Scalar = None, step: Scalar = None) -> Rows:
    high, wide, first, by = (1.0 if one is None else number(one) for one in (rows, columns, start, step))
    high, wide = int(high), int(wide)
    if high < 1 or wide < 1:
        raise Fail(CellError.CALC if high == 0 or wide == 0 else CellError.VALUE)
    check_size(high, wide)
    scope.spend(high * wide)
    return [[first + by * (down * wide + across) for across in range(wide)] for down in range(high)]


TABLE: Final[dict[str, Native]] = {
    "FILTER": Native(_filtered, "XXX", 2),
    "SEQUENCE": Native(_sequence, "vvvv", 1, scoped=True),
    "SORT": Native(_sort, "XXXb", 1, scoped=True),
    "SORTBY": Native(_sort_by, "XXX", 2, repeats=2, scoped=True),
    "UNIQUE": Native(_unique, "Xbb", 1),
}
"""By name."""

GROWING: Final = frozenset(TABLE)
"""Functions whose result has as many rows as the data: Excel would fill other cells than the file has for them."""
