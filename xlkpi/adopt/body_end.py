"""Where a body ends, by several pieces of evidence: what was read, ranges of formulas, rows filled alike below."""

from __future__ import annotations

from collections.abc import Sequence

from xlkpi.adopt.columns import Column
from xlkpi.adopt.computations import computed
from xlkpi.adopt.grid import Grid
from xlkpi.adopt.row_kinds import Shape
from xlkpi.adopt.table_bodies import Table

SAMPLE = 40
"""Entries whose formulas are read for the ranges in them."""


def other_ends(grid: Grid, table: Table, columns: Sequence[Column], tail: Sequence[int]) -> list[int]:
    """Rows that may be the last one too; empty where every piece of evidence agrees. `tail` are the rows below it."""
    below = [row for row in tail if row not in table.totals]
    filled = {row for row in below if _like_entries(grid, table, row)}
    ranges = _reached(grid, table, columns, tail)
    # A formula that reads down to the very last row says as the reader did that what interrupts the body is no end.
    found = set() if table.last_row in ranges else set(table.doubts)
    reached = max((row for row in ranges if row in below), default=0)
    if any(table.last_row < row <= reached for row in filled):
        found.add(max(row for row in filled if row <= reached))
    found |= {row for row in _next(table, filled) if row not in found}
    return sorted(found)


def _like_entries(grid: Grid, table: Table, row: int) -> bool:
    return Shape(grid, table.left, table.right, table.entries[-20:]).fits(row)


def _next(table: Table, filled: set[int]) -> list[int]:
    """Rows filled like the entries that follow closely behind the end: the last one of them."""
    last = table.last_row
    while near := [row for row in filled if last < row <= last + 3]:
        last = max(near)
    return [last] if last > table.last_row else []


def _reached(grid: Grid, table: Table, columns: Sequence[Column], tail: Sequence[int]) -> set[int]:
    """The last rows of the ranges that formulas of the body and of the rows below it read in the table's columns."""
    own = {column.column for column in columns}
    rows = [*table.entries[:SAMPLE], *tail[:8]]
    found = set()
    for row in rows:
        for at in grid.rows.get(row, ()):
            made = computed(grid, row, at) if grid.formula(row, at) else None
            for area in made.areas if made else ():
                if area.top >= table.first_row and area.left in own and area.rows > 1:
                    found.add(area.bottom)
    return found
