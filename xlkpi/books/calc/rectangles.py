"""What the evaluator needs to know of a workbook, and the rectangles it speaks of; rows and columns count from 1."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from xlkpi.books.areas import Area, reference_of
from xlkpi.books.book import Value
from xlkpi.errors import CellError
from xlkpi.records import dataclass

Place = tuple[int, int]
"""Row and column."""


class Areas(tuple[Area, ...]):
    """Several rectangles at once: (A1:A3,C1:C3) or the same cells of several sheets."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class AreaArray:
    """An array of references, which only few functions take: INDIRECT over several texts, OFFSET over several rows."""

    rows: list[list[Area | CellError]]


class GridFormula(Protocol):
    """A formula as the file holds it."""

    @property
    def text(self) -> str:
        """Without the leading =; empty in the followers of a shared formula."""

    @property
    def kind(self) -> str:
        """One of normal, array, shared, datatable."""

    @property
    def area(self) -> Area | None:
        """The cells of an array formula, of a data table, of a shared formula (in its first cell)."""

    @property
    def shared_index(self) -> int | None:
        """What ties the cells of a shared formula together."""


class GridCell(Protocol):
    """A cell: the value as it stands in the file (for a formula: as last computed) and its formula."""

    @property
    def value(self) -> Value:
        """The value, None where empty."""

    @property
    def formula(self) -> GridFormula | None:
        """The formula, None where there is none."""


class GridName(Protocol):
    """A defined name; `sheet` is None where it counts in the whole workbook."""

    @property
    def name(self) -> str:
        """As the user spells it."""

    @property
    def sheet(self) -> str | None:
        """The only sheet in which it counts, None for all."""

    @property
    def text(self) -> str:
        """The formula behind it."""


class GridTable(Protocol):
    """A table of the workbook; the rectangle includes its heading and total rows."""

    @property
    def name(self) -> str:
        """As the user spells it."""

    @property
    def sheet(self) -> str:
        """The sheet it belongs to."""

    @property
    def area(self) -> Area:
        """All its cells."""

    @property
    def columns(self) -> Sequence[str]:
        """Headings from left to right."""

    @property
    def header_row(self) -> int | None:
        """Row of the sheet that holds the headings."""

    @property
    def totals_row(self) -> int | None:
        """Row of the sheet that holds the totals."""


class Grid(Protocol):
    """A workbook to be computed."""

    @property
    def sheets(self) -> Sequence[str]:
        """Names in the order of the tabs."""

    @property
    def date1904(self) -> bool:
        """Whether serial numbers count from 1904."""

    @property
    def names(self) -> Iterable[GridName]:
        """Defined names."""

    @property
    def tables(self) -> Iterable[GridTable]:
        """Tables of all sheets."""

    def cells(self, sheet: str) -> Mapping[Place, GridCell]:
        """Return the cells that the file holds for a sheet."""

    def written(self, sheet: str) -> Collection[Place]:
        """Return the places whose value was put in after the file's results were stored."""

    def hidden_rows(self, sheet: str) -> Mapping[int, bool | None]:
        """Return the hidden rows: whether a filter hides them, None where that is not clear."""


def address(sheet: str, row: int, column: int) -> str:
    """Return a place as a user reads it: 附件3!D14."""
    return f"{sheet}!{reference_of(row, column)}"
