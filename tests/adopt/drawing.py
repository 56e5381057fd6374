"""A workbook as it is drawn in the layouts: cells with style words, merged areas and marks.

The drawing is kept as data until it is written, so that the laws can move a table with everything that hangs on it.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from openpyxl.utils import get_column_letter, range_boundaries

Box = tuple[int, int, int, int]
"""First row, first column, last row, last column, counted from 1."""


class Formula(NamedTuple):
    """A formula the company wrote, with the value that stands in its cell."""

    text: str
    value: Any


class Cell(NamedTuple):
    """What stands in a cell and how it looks."""

    value: Any
    style: str


class Mark(NamedTuple):
    """Something that hangs on an area: a validation, a conditional format, an Excel table, a filter, a picture, a comment."""

    kind: str
    box: Box
    options: Any = None


Column = tuple[str, str, Sequence[Any]]
"""The word over a column, the style of what stands below it, and that."""


def filled(text: str, first: int, values: Sequence[Any]) -> list[Formula]:
    """One formula filled down from row `first`, `#` standing for the row."""
    return [Formula(text.replace("#", str(row)), value) for row, value in enumerate(values, first)]


def box(ref: str) -> Box:
    """`B3:D5` as numbers."""
    left, top, right, bottom = (int(end or 0) for end in range_boundaries(ref))
    return top, left, bottom, right


def address(row: int, column: int) -> str:
    return f"{get_column_letter(column)}{row}"


def rounded(number: float, digits: int = 2) -> float:
    """Half up, as Excel's ROUND does."""
    return float(Decimal(repr(number)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


def places(numbers: Sequence[float]) -> list[int]:
    """The place of each, the highest first, equal ones sharing the better place (RANK)."""
    return [1 + sum(other > number for other in numbers) for number in numbers]


@dataclass
class Sheet:
    """A sheet being drawn; `widths` are the widths of its columns from A on, `line` the height of its rows in points."""

    name: str
    widths: str = ""
    font: str = "宋体"
    size: int = 11
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: list[Box] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    columns: dict[int, float] = field(default_factory=dict)
    line: float = 21
    landscape: bool = False
    footer: str = ""
    password: str | None = None
    state: str = "visible"

    def __post_init__(self) -> None:
        self.columns = {number: float(width) for number, width in enumerate(self.widths.split(), 1)}

    def write(self, ref: str, value: Any, style: str = "") -> None:
        """One cell; an area is merged and shows the value in the middle of its height."""
        top, left, bottom, right = box(ref)
        self.cells[top, left] = Cell(value, style)
        if (top, left) != (bottom, right):
            self.merges.append((top, left, bottom, right))

    def row(self, ref: str, values: Sequence[Any], style: str = "") -> None:
        """Cells side by side from `ref` on; a style with `|` gives each cell its own."""
        top, left, _, _ = box(ref)
        styles = [part.strip() for part in style.split("|")] if "|" in style else [style] * len(values)
        assert len(styles) == len(values), (ref, len(styles), len(values))
        for offset, (value, word) in enumerate(zip(values, styles)):
            self.cells[top, left + offset] = Cell(value, word)

    def down(self, ref: str, values: Sequence[Any], style: str = "") -> None:
        """Cells below each other from `ref` on."""
        top, left, _, _ = box(ref)
        for offset, value in enumerate(values):
            self.cells[top + offset, left] = Cell(value, style)

    def table(self, ref: str, *columns: Column, head: str = "box center bold grey") -> None:
        """Columns side by side from `ref` on; one whose word is empty has its header written apart."""
        top, left, _, _ = box(ref)
        for column, (word, style, values) in enumerate(columns, left):
            if word:
                self.cells[top, column] = Cell(word, head)
            for row, value in enumerate(values, top + 1):
                self.cells[row, column] = Cell(value, style)

    def frame(self, ref: str, style: str = "box") -> None:
        """A style for all cells of an area that have nothing yet."""
        top, left, bottom, right = box(ref)
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                self.cells.setdefault((row, column), Cell(None, style))

    def mark(self, kind: str, ref: str, options: Any = None) -> None:
        self.marks.append(Mark(kind, box(ref), options))

    def text(self, row: int, column: int) -> str:
        """What a person reads there: the value of the merged area that covers the cell, or of the cell."""
        for top, left, bottom, right in self.merges:
            if top <= row <= bottom and left <= column <= right:
                row, column = top, left
        cell = self.cells.get((row, column))
        return "" if cell is None or cell.value is None else str(cell.value)


@dataclass
class Book:
    """A workbook being drawn."""

    sheets: list[Sheet]
    names: dict[str, str] = field(default_factory=dict)
    macros: Mapping[str, str] = field(default_factory=dict)

    @property
    def suffix(self) -> str:
        return ".xlsm" if self.macros else ".xlsx"

    def sheet(self, name: str) -> Sheet:
        return next(sheet for sheet in self.sheets if sheet.name == name)

    def copy(self) -> Book:
        return copy.deepcopy(self)
