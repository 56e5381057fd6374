"""What is to be written to one sheet; shared by both ways of changing a sheet's XML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from xlkpi.books.ooxml.cell_styles import CellStyles
from xlkpi.books.ooxml.values import Encoded


class Exotic(Exception):
    """The sheet's bytes cannot be cut safely; its XML has to be taken as a tree."""


@dataclass(slots=True)
class Writes:
    """Spelled values by (row, column); `drop_formulas` turns formula cells into plain ones."""

    cells: Mapping[tuple[int, int], Encoded]
    drop_formulas: bool = False
    styles: CellStyles | None = None
    """Where given, a plain cell gets the style that keeps its text from being read as a formula."""

    def style(self, style: str, value: Encoded, *, plain: bool) -> str:
        """The style (as in a cell's `s`, "" for none) of a cell of that style which gets a value."""
        return self.styles.fit(style, value) if plain and self.styles is not None else style

    def rows(self) -> Iterator[tuple[int, list[int]]]:
        """Row numbers in order, each with its columns in order."""
        row = 0
        columns: list[int] = []
        for there, column in sorted(self.cells):
            if there != row:
                if columns:
                    yield row, columns
                row, columns = there, []
            columns.append(column)
        if columns:
            yield row, columns

    def spread(self) -> tuple[int, int, int, int]:
        """Top, left, bottom, right of all cells."""
        columns = [column for _, column in self.cells]
        rows = [row for row, _ in self.cells]
        return min(rows), min(columns), max(rows), max(columns)
