"""Arrays meet arrays: Excel's broadcasting, and the spreading of a result over an array formula's cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from xlkpi.books.calc.stop import NotEvaluated
from xlkpi.books.calc.values import Rows, Scalar
from xlkpi.errors import CellError, sentence

LARGEST: Final = 2_000_000
"""Cells of one array in memory."""

_T = TypeVar("_T")


def check_size(rows: int, columns: int) -> None:
    """Raise NotEvaluated for an array that no honest workbook needs."""
    if rows * columns > LARGEST:
        raise NotEvaluated(
            sentence(
                "区域太大（{rows} 行 {columns} 列）",
                "too large: {rows} rows, {columns} columns",
                rows=rows,
                columns=columns,
            )
        )


def shape(rows: Sequence[Sequence[object]]) -> tuple[int, int]:
    """Return rows and columns."""
    return len(rows), len(rows[0]) if rows else 0


def broadcast(values: Sequence[object]) -> tuple[int, int] | None:
    """Return the common shape of all arrays among the values, None where there are only single values."""
    rows = columns = 0
    for value in values:
        if type(value) is list:
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
    high, wide = shape(value)
    if (high, wide) == (rows, columns):
        return value
    lines = [line * columns if wide == 1 else line[:columns] + [CellError.NA] * (columns - wide) for line in value]
    if high == 1:
        return [lines[0]] * rows
    return lines[:rows] + [[CellError.NA] * columns for _ in range(rows - high)]


def lift(call: Callable[..., _T], values: Sequence[Scalar | Rows], size: tuple[int, int]) -> list[list[_T]]:
    """Call a function of single values for every position of the broadcast values."""
    rows, columns = size
    spreads = [spread(value, rows, columns) for value in values]
    return [[call(*single) for single in zip(*lines)] for lines in zip(*spreads)]
