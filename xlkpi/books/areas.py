"""Rectangles of cells and how they are written: A1 references, column letters, a sheet's name in a formula."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

MAX_ROW: Final = 1_048_576
MAX_COLUMN: Final = 16_384

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")
PLAIN_SHEET: Final = r"[^\W\d][\w.]*"
"""A sheet's name that a formula may spell without quotes, as a regular expression."""
_LIKE_REFERENCE = r"(?:[A-Za-z]{1,3}[0-9]{1,7}|[Rr][0-9]*(?:[Cc][0-9]*)?|[Cc][0-9]*)"


@lru_cache(maxsize=4096)
def column_letters(column: int) -> str:
    """1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=4096)
def column_number(letters: str) -> int:
    """A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def cell_of(reference: str) -> tuple[int, int]:
    """Row and column, from 1, of an A1 reference with or without `$`. Raises ValueError."""
    found = _CELL.fullmatch(reference)
    if not found:
        raise ValueError(f"not a cell reference: {reference!r}")
    row, column = int(found[2]), column_number(found[1])
    if row > MAX_ROW or column > MAX_COLUMN:
        raise ValueError(f"beyond the sheet: {reference!r}")
    return row, column


def reference_of(row: int, column: int) -> str:
    """A1 reference of a cell, without `$`."""
    return f"{column_letters(column)}{row}"


class Area(NamedTuple):
    """One rectangle of cells on a sheet; rows and columns count from 1, all four edges belong to it."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def parse(cls, reference: str, sheet: str) -> Area:
        """Read `B2` or `B2:D5` (corners in any order, `$` allowed) on a sheet. Raises ValueError."""
        first, _, last = reference.partition(":")
        (top, left), (bottom, right) = cell_of(first), cell_of(last or first)
        return cls(sheet, min(top, bottom), min(left, right), max(top, bottom), max(left, right))

    @property
    def rows(self) -> int:
        """Number of rows."""
        return self.bottom - self.top + 1

    @property
    def columns(self) -> int:
        """Number of columns."""
        return self.right - self.left + 1

    @property
    def reference(self) -> str:
        """`B2` or `B2:D5`, without the sheet."""
        first = reference_of(self.top, self.left)
        return first if self.single else f"{first}:{reference_of(self.bottom, self.right)}"

    @property
    def absolute(self) -> str:
        """`表!$B$2` or `表!$B$2:$D$5`, as a defined name spells it."""
        corners = (f"${column_letters(c)}${r}" for r, c in ((self.top, self.left), (self.bottom, self.right)))
        return f"{quoted(self.sheet)}!{':'.join(dict.fromkeys(corners))}"

    @property
    def single(self) -> bool:
        """Whether it is one cell."""
        return self.top == self.bottom and self.left == self.right

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell lies in the area."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def meets(self, other: Area) -> bool:
        """Whether two areas of one sheet have a cell in common."""
        return (
            self.top <= other.bottom
            and other.top <= self.bottom
            and self.left <= other.right
            and other.left <= self.right
        )

    def __str__(self) -> str:
        return f"{quoted(self.sheet)}!{self.reference}"


def printed_rows(block: Area, printed: Sequence[Area]) -> int | None:
    """How many rows of a block, from its first, lie in the print areas of its sheet; None where it has none."""
    if not printed:
        return None
    rows = range(block.top, block.bottom + 1)
    cut = (row for row in rows if not any(area.top <= row <= area.bottom for area in printed))
    return next(cut, block.bottom + 1) - block.top


def print_area_to(block: Area, printed: Sequence[Area], rows: int, columns: int | None) -> Area | None:
    """The one print area of a sheet, ended with that many rows (and columns) of a block; None for none or several."""
    if len(printed) != 1 or printed[0].top > block.top:
        return None
    right = printed[0].right if columns is None else block.left + columns - 1
    return printed[0]._replace(bottom=block.top + max(1, rows) - 1, right=right)


def quoted(sheet: str) -> str:
    """The sheet's name as a formula spells it: quoted where it must be."""
    if re.fullmatch(PLAIN_SHEET, sheet) and not re.fullmatch(_LIKE_REFERENCE, sheet):
        return sheet
    return "'" + sheet.replace("'", "''") + "'"


def runs_of(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """First and last of the numbers that follow each other: 3, 5, 6, 7 are (3, 3) and (5, 7). They are in order."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = runs[-1][0], number
        else:
            runs.append((number, number))
    return runs


def covering(sheet: str, places: Collection[tuple[int, int]]) -> Iterator[Area]:
    """Cover cells with rectangles: runs along each row, equal runs below each other joined."""
    open_runs: dict[tuple[int, int], Area] = {}
    last = 0
    rows: dict[int, list[int]] = {}
    for row, column in sorted(places):
        rows.setdefault(row, []).append(column)
    for row, columns in rows.items():
        runs = runs_of(columns)
        if row != last + 1:
            yield from open_runs.values()
            open_runs = {}
        yield from (area for run, area in open_runs.items() if run not in runs)
        open_runs = {
            run: open_runs[run]._replace(bottom=row) if run in open_runs else Area(sheet, row, run[0], row, run[1])
            for run in runs
        }
        last = row
    yield from open_runs.values()
