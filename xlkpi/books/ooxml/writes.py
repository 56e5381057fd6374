"""What is to be written to one sheet; shared by both ways of changing a sheet's XML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from xlkpi.books.ooxml.values import Encoded


class Exotic(Exception):
    """The sheet's bytes cannot be cut safely; its XML has to be taken as a tree."""


@dataclass(slots=True)
class Writes:
    """Spelled values by (row, column); `drop_formulas` turns formula cells into plain ones."""

    cells: Mapping[tuple[int, int], Encoded]
    drop_formulas: bool = False

    def rows(self) -> Iterator[tuple[int, list[int]]]:
        """Row numbers in order, each with its columns in order."""
        for row, group in groupby(sorted(self.cells), key=itemgetter(0)):
            yield row, [column for _, column in group]

    def spread(self) -> tuple[int, int, int, int]:
        """Top, left, bottom, right of all cells."""
        columns = [column for _, column in self.cells]
        rows = [row for row, _ in self.cells]
        return min(rows), min(columns), max(rows), max(columns)
