"""A worksheet as it lies before a reader: values, formulas, merged cells and how it looks; no file behind it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple, TypeAlias

from xlkpi.books.areas import Area, reference_of
from xlkpi.books.book import Value

ROWS_LIMIT = 20_000
"""Rows of the largest sheet that is read wholly: more people than any branch has."""

Place: TypeAlias = tuple[int, int]
"""Row and column, from 1."""


class Formula(NamedTuple):
    """A formula without `=`, as it is spelled in the cell `row`, `column`: the first one of those filled down."""

    text: str
    row: int
    column: int


class Cell(NamedTuple):
    """A value (of a formula: the one last computed) and the formula, if any."""

    value: Value
    formula: Formula | None = None


class ExcelTable(NamedTuple):
    """An Excel table on the sheet."""

    name: str
    area: Area
    columns: tuple[str, ...]
    totals_row: int | None = None


@dataclass(frozen=True)
class Grid:
    """One worksheet; cells by (row, column) from 1, only those with a value or a formula."""

    name: str
    cells: Mapping[Place, Cell]
    merged: tuple[Area, ...] = ()
    bordered: frozenset[Place] = frozenset()
    percent: frozenset[Place] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    lists: tuple[tuple[Area, tuple[str, ...]], ...] = ()
    tables: tuple[ExcelTable, ...] = field(default=())
    too_large: int = 0
    """Rows in all of a sheet of which only the top was read, to tell what it is and nothing more; 0 of any other."""
    repeated: tuple[Area, ...] = ()
    """Of the merged areas those that are none in the file: what a flat list says again in every row of a person."""
    flipped: bool = False
    """Whether rows and columns are exchanged; formulas are spelled as before (`computations.area_of`)."""

    @cached_property
    def _covered(self) -> dict[Place, Area]:
        """Every cell inside a merged area with that area; areas taller than any form are left to their first cell."""
        covered = {}
        for area in self.merged:
            bottom = min(area.bottom, area.top + 2000)
            right = min(area.right, area.left + 200)
            for row in range(area.top, bottom + 1):
                for column in range(area.left, right + 1):
                    covered[row, column] = area
        return covered

    @property
    def unsaved(self) -> frozenset[Place]:
        """Cells whose formula has no result in the file: a program wrote them, and none has computed them yet."""
        return frozenset(at for at, cell in self.cells.items() if cell.formula is not None and cell.value is None)

    def with_results(self, values: Mapping[Place, Value]) -> Grid:
        """The sheet with the results of some formulas."""
        cells = {at: cell._replace(value=values[at]) if at in values else cell for at, cell in self.cells.items()}
        return replace(self, cells=cells)

    def span(self, row: int, column: int) -> Area:
        """The merged area that a cell is in, or the cell itself."""
        return self.covering(row, column) or Area(self.name, row, column, row, column)

    def covering(self, row: int, column: int) -> Area | None:
        """The merged area that a cell is in; None where it stands for itself."""
        return self._covered.get((row, column))

    def anchor(self, row: int, column: int) -> Place:
        """The cell whose value is shown there."""
        area = self._covered.get((row, column))
        return (area.top, area.left) if area else (row, column)

    def copies(self, row: int, column: int) -> list[Place]:
        """The cells in which a flat list types once more what stands in a cell."""
        areas = (area for area in self.repeated if (area.top, area.left) == (row, column))
        places = [(at, column) for area in areas for at in range(area.top + 1, area.bottom + 1)]
        return [place for place in places if place in self.cells and self.cells[place].formula is None]

    def value(self, row: int, column: int) -> Value:
        """What a reader sees there, also inside a merged area; blank text is nothing."""
        area = self._covered.get((row, column))
        cell = self.cells.get((area.top, area.left) if area else (row, column))
        if cell is None or (isinstance(cell.value, str) and not cell.value.strip()):
            return None
        return cell.value

    def text(self, row: int, column: int) -> str:
        """The text a reader sees there; empty where there is none or something else."""
        value = self.value(row, column)
        return value if isinstance(value, str) else ""

    def formula(self, row: int, column: int) -> Formula | None:
        """The formula behind what is seen there."""
        cell = self.cells.get(self.anchor(row, column))
        return cell.formula if cell else None

    def drawn(self, row: int, column: int) -> bool:
        """Whether the cell has a border, so that it was drawn for something."""
        return (row, column) in self.bordered

    @cached_property
    def bottom(self) -> int:
        """The last row with anything in it or a border."""
        rows = (row for row, _ in (*self.cells, *self.bordered))
        return max(rows, default=0)

    @cached_property
    def right(self) -> int:
        """The last column with anything in it."""
        return max((max(column, self.span(row, column).right) for row, column in self.cells), default=0)

    @cached_property
    def rows(self) -> dict[int, list[int]]:
        """Columns of the filled cells by row, in order; cells hidden below a merged area are left out."""
        found: dict[int, list[int]] = {}
        for row, column in sorted(self.cells):
            if self.anchor(row, column) == (row, column) and self.value(row, column) is not None:
                found.setdefault(row, []).append(column)
        return found

    def shape(self, row: int) -> tuple[tuple[int, bool], ...]:
        """The filled columns of a row and whether each holds words: the same for all entries of a long list."""
        return tuple((column, isinstance(self.cells[row, column].value, str)) for column in self.rows.get(row, ()))

    def filled_in(self, row: int, left: int, right: int) -> Iterator[int]:
        """Columns of the filled cells of a row between two columns."""
        return (column for column in self.rows.get(row, ()) if left <= column <= right)

    def texts_outside(self, inside: Container[int]) -> Iterator[str]:
        """What the filled cells outside some rows say, from the top and the left; empty where it is no text."""
        return (self.text(row, column) for row in self.rows if row not in inside for column in self.rows[row])

    def choices(self, row: int, column: int) -> tuple[str, ...]:
        """The words of which one may be chosen in a cell."""
        return next((words for area, words in self.lists if area.holds(row, column)), ())

    def where(self, row: int, column: int) -> str:
        """The cell as people write it: B7."""
        return reference_of(row, column)
