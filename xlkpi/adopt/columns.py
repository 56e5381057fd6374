"""A column of a table with what stands in its entries, and words that are levels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.computations import Computation, column_computation
from xlkpi.adopt.grid import Grid
from xlkpi.adopt.heading import Heading
from xlkpi.adopt.tables import Table
from xlkpi.books.book import Value
from xlkpi.errors import CellError

LEVEL_WORDS = frozenset(
    (
        *(
            "优秀",
            "良好",
            "合格",
            "需改进",
            "不合格",
            "优",
            "良",
            "中",
            "差",
            "称职",
            "基本称职",
            "不称职",
            "胜任",
            "基本胜任",
        ),
        *(
            "不胜任",
            "达标",
            "不达标",
            "一般",
            "较好",
            "较差",
            "卓越",
            "待改进",
            "基本合格",
            "及格",
            "不及格",
            "甲",
            "乙",
            "丙",
            "丁",
        ),
        *("一等", "二等", "三等", "excellent", "good", "qualified", "fair", "poor", "outstanding", "satisfactory"),
    )
)
_LEVEL = re.compile(r"[a-es][+\-＋－]{0,2}|[a-e]级|[一二三四五]级|[Ⅰ-Ⅴ]级?|[1-5]级|[甲乙丙丁]等?", re.IGNORECASE)
BLANKS = frozenset(("—", "-", "——", "/", "无", "n/a", "--", "－"))


def is_level(text: str) -> bool:
    """Whether a word is one of those that levels are called by."""
    word = text.strip().lower()
    return word in LEVEL_WORDS or _LEVEL.fullmatch(word) is not None


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
