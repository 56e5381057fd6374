"""What the evaluator needs to know of a workbook, and the rectangles it speaks of; rows and columns count from 1."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from xlkpi.books.book import Value
from xlkpi.errors import CellError

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384

Place = tuple[int, int]
"""Row and column."""


class Area(NamedTuple):
    """A rectangle of cells on one sheet, both corners included."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int

    @property
    def rows(self) -> int:
        """How many rows."""
        return self.bottom - self.top + 1

    @property
    def columns(self) -> int:
        """How many columns."""
        return self.right - self.left + 1

    @property
    def single(self) -> bool:
        """Whether it is one cell."""
        return self.top == self.bottom and self.left == self.right


class Areas(tuple[Area, ...]):
    """Several rectangles at once: (A1:A3,C1:C3) or the same cells of several sheets."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class AreaArray:
    """An array of references, which only few functions take: INDIRECT over several texts, OFFSET over several rows."""

    rows: list[list[Area | CellError]]


class Rectangle(Protocol):
    """The cells that an array formula fills."""

    @property
    def top(self) -> int:
        """First row."""

    @property
    def left(self) -> int:
        """First column."""

    @property
    def bottom(self) -> int:
        """Last row."""

    @property
    def right(self) -> int:
        """Last column."""


class GridFormula(Protocol):
    """A formula as the file holds it."""

    @property
    def text(self) -> str:
        """Without the leading =; empty in the followers of a shared formula."""

    @property
    def kind(self) -> str:
        """One of normal, array, shared, datatable."""

    @property
    def area(self) -> Rectangle | None:
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
    def area(self) -> Rectangle:
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


def column_letters(column: int) -> str:
    """Return A for 1, AA for 27."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Return 1 for A, 27 for AA."""
    result = 0
    for letter in letters.upper():
        result = result * 26 + ord(letter) - 64
    return result


def address(sheet: str, row: int, column: int) -> str:
    """Return a place as a user reads it: 附件3!D14."""
    return f"{sheet}!{column_letters(column)}{row}"
