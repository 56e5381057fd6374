"""A column of a table with what stands in its entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.computations import Computation, column_computation
from xlkpi.adopt.grid import Grid
from xlkpi.adopt.heading import Heading
from xlkpi.adopt.table_bodies import Table
from xlkpi.books.book import Value
from xlkpi.errors import CellError

BLANKS = frozenset(("—", "-", "——", "/", "无", "n/a", "--", "－"))


@dataclass(frozen=True)
class Column:
    """A column with what stands in its entries."""

    heading: Heading
    values: tuple[Value, ...]
    """Of the entries that hold anything; merged cells once."""
    computation: Computation | None
    merged_share: float
    """Share of the entries that lie in a cell merged over several rows."""
    filled: float
    """Share of the entries in which something stands."""
    percent: bool = False
    hidden: bool = False
    choices: tuple[str, ...] = ()
    """Words of which one may be chosen in its first entry."""

    @property
    def column(self) -> int:
        """Its number on the sheet."""
        return self.heading.column

    @cached_property
    def numbers(self) -> tuple[float, ...]:
        """The numbers among the values."""
        return tuple(number for value in self.values if (number := number_of(value)) is not None)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The texts among the values that are no numbers."""
        return tuple(
            value.strip()
            for value in self.values
            if isinstance(value, str) and number_of(value) is None and value.strip().lower() not in BLANKS
        )

    @property
    def empty(self) -> bool:
        """Whether it still waits to be filled in."""
        return not self.numbers and not self.texts


def columns_of(grid: Grid, table: Table) -> list[Column]:
    """The columns of a table that have a heading."""
    entries = table.entries
    return [_column(grid, entries, heading) for heading in table.header.headings if heading.words]


def _column(grid: Grid, entries: Sequence[int], heading: Heading) -> Column:
    seen: dict[tuple[int, int], Value] = {}
    merged = filled = 0
    for row in entries:
        area = grid.covering(row, heading.column)
        value = grid.value(row, heading.column)
        if value is not None and not isinstance(value, CellError):
            seen[(area.top, area.left) if area else (row, heading.column)] = value
            filled += 1
        merged += area is not None and area.rows > 1
    count = max(1, len(entries))
    percent = sum((row, heading.column) in grid.percent for row in entries) * 2 > count
    return Column(
        heading,
        tuple(seen.values()),
        column_computation(grid, list(entries), heading.column),
        merged / count,
        filled / count,
        percent,
        heading.column in grid.hidden_columns,
        grid.choices(entries[0], heading.column) if entries else (),
    )
