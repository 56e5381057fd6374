"""Lines and coefficients of levels in a company's own table: what its people are paid by, in place of our numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.grid import Grid, Place
from xlkpi.adopt.labels import squeezed
from xlkpi.adopt.understanding import Part
from xlkpi.books.areas import quoted, reference_of
from xlkpi.drawing.number_sheet import OwnNumbers

LEVEL_HEADS: Final = frozenset(("等级", "级别", "考核等级", "绩效等级", "评定等级", "考评等级", "档次"))
NUMBER_HEADS: Final[Mapping[str, tuple[str, ...]]] = {
    "coefficient": ("系数",),
    "minimum": ("下限", "最低分", "分数线", "起始分"),
}
NEAR: Final = 3
"""So many columns beside the levels a number of theirs may stand."""
FEWEST: Final = 3
"""Levels that make a table of levels."""


def own_numbers(grids: Sequence[Grid], parts: Sequence[Part], levels: Collection[str]) -> OwnNumbers:
    """What the company's own table says of these levels; nothing where there is none, or several that differ."""
    tables = [table for grid in grids for table in _tables(grid, parts, levels)]
    return tables[0] if len(tables) == 1 else {}


def _tables(grid: Grid, parts: Sequence[Part], levels: Collection[str]) -> Iterator[OwnNumbers]:
    for row, columns in grid.rows.items():
        for column in columns:
            if squeezed(grid.text(row, column)) in LEVEL_HEADS and not _inside(grid, parts, row + 1):
                found = _table(grid, (row, column), levels)
                if found:
                    yield found


def _inside(grid: Grid, parts: Sequence[Part], row: int) -> bool:
    """Whether a row belongs to the people or indicators of a part: their levels are results, not rules."""
    return any(
        part.sheet == grid.name and part.first_row is not None and part.first_row <= row <= (part.last_row or 0)
        for part in parts
    )


def _table(grid: Grid, head: Place, levels: Collection[str]) -> OwnNumbers:
    top, at = head
    heads = {
        key: column
        for key, words in NUMBER_HEADS.items()
        for column in range(max(1, at - NEAR), at + NEAR + 1)
        if any(word in squeezed(grid.text(top, column)) for word in words)
    }
    found: dict[str, dict[str, str]] = {}
    row = top + 1
    while (level := grid.text(row, at).strip()) in levels and level not in found:
        found[level] = {
            key: f"{quoted(grid.name)}!{reference_of(row, column)}"
            for key, column in heads.items()
            if number_of(grid.value(row, column)) is not None
        }
        row += 1
    return found if len(found) >= FEWEST and "coefficient" in heads else {}
