"""Arrays meet arrays: Excel's broadcasting, and the spreading of a result over an array formula's cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from xlkpi.books.calc.doubts import doubtful
from xlkpi.books.calc.exceptions import NotEvaluated
from xlkpi.books.calc.values import Rows, Scalar
from xlkpi.books.calc.work_limit import spend
from xlkpi.errors import CellError, sentence

LARGEST: Final = 2_000_000
"""Cells of one array in memory."""

_CALL_WORK: Final = 4
"""Units of work to compute one position of an array by an operator; functions count more on top."""


class Tall(list[list[Scalar]]):
    """An array that goes on below its rows: `more` further rows, all like `tail`. Whole columns come so."""

    __slots__ = ("more", "tail")

    def __init__(self, rows: Rows, tail: list[Scalar], more: int) -> None:
        super().__init__(rows)
        self.tail = tail
        self.more = more


def check_size(rows: int, columns: int) -> None:
    """Raise NotEvaluated for an array that no honest workbook needs."""
    if rows * columns > LARGEST:
        zh, en = "区域太大（{rows} 行 {columns} 列）", "too large: {rows} rows, {columns} columns"
        raise NotEvaluated(sentence(zh, en, rows=rows, columns=columns))


def shape(rows: Rows) -> tuple[int, int]:
    """Return rows and columns."""
    more = rows.more if isinstance(rows, Tall) else 0
    return len(rows) + more, len(rows[0]) if rows else 0


def all_rows(value: Any) -> Any:
    """Return an array with all its rows; anything else as it is."""
    if not isinstance(value, Tall):
        return value
    spend(value.more)
    return [*value, *[value.tail] * value.more]


def every(rows: Rows) -> Iterator[Scalar]:
    """Yield every value that occurs, those of repeated rows once."""
    for line in rows:
        yield from line
    if isinstance(rows, Tall):
        yield from rows.tail


def broadcast(values: Sequence[object]) -> tuple[int, int] | None:
    """Return the common shape of all arrays among the values, None where there are only single values."""
    rows = columns = 0
    for value in values:
        if isinstance(value, list):
            high, wide = shape(value)
            rows, columns = max(rows, high), max(columns, wide)
    if not rows:
        return None
    check_size(rows, columns)
    return rows, columns


def spread(value: Rows | Scalar, rows: int, columns: int) -> Rows:
    """Fill a rectangle as an array formula does: single rows, columns and values repeat, the rest is #N/A."""
    if not isinstance(value, list):
        return [[value] * columns for _ in range(rows)]
    block: Rows = all_rows(value)
    high, wide = shape(block)
    if (high, wide) == (rows, columns):
        return block
    if 1 < high < rows or 1 < wide < columns:
        doubtful(CellError.NA)
    lines = [line * columns if wide == 1 else line[:columns] + [CellError.NA] * (columns - wide) for line in block]
    if high == 1:
        return [lines[0]] * rows
    return lines[:rows] + [[CellError.NA] * columns for _ in range(rows - high)]


def lift(call: Callable[..., Scalar], values: Sequence[Scalar | Rows], size: tuple[int, int]) -> Rows:
    """Call a function of single values for every position of the broadcast values. Raises NotEvaluated."""
    rows, columns = size
    high = [value for value in values if isinstance(value, list) and shape(value)[0] > 1]
    alike = {(len(value), value.more) if isinstance(value, Tall) else None for value in high}
    if len(alike) == 1 and (parts := alike.pop()) is not None:
        ends: list[Scalar | Rows] = [[value.tail] if isinstance(value, Tall) else value for value in values]
        bodies: list[Scalar | Rows] = [list(value) if isinstance(value, Tall) else value for value in values]
        return Tall(lift(call, bodies, (parts[0], columns)), lift(call, ends, (1, columns))[0], parts[1])
    spend(_CALL_WORK * rows * columns)
    spreads = [spread(value, rows, columns) for value in values]
    return [[call(*single) for single in zip(*lines)] for lines in zip(*spreads)]


def lift_two(call: Callable[[Scalar, Scalar], Scalar], left: Scalar | Rows, right: Scalar | Rows, work: int) -> Rows:
    """Do what `lift` does for the two sides of an operator, faster; `work` is for one position. Raises NotEvaluated."""
    if type(left) is list and not isinstance(right, list):
        spend(work * len(left) * len(left[0]))
        return [[call(one, right) for one in line] for line in left]
    if type(right) is list and not isinstance(left, list):
        spend(work * len(right) * len(right[0]))
        return [[call(left, one) for one in line] for line in right]
    if type(left) is list and type(right) is list and shape(left) == shape(right):
        spend(work * len(left) * len(left[0]))
        return [[call(one, other) for one, other in zip(*lines)] for lines in zip(left, right)]
    size = broadcast((left, right))
    return [] if size is None else lift(call, (left, right), size)
