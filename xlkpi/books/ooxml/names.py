"""Where things stand: A1 references, defined names and tables as rectangles of cells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

MAX_ROW: Final = 1_048_576
MAX_COLUMN: Final = 16_384

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")
_PLAIN_SHEET = r"[^\W\d][\w.]*"
_RECTANGLE = re.compile(
    rf"(?:'((?:[^'\[\]]|'')+)'|({_PLAIN_SHEET}))!"
    r"(\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6})(?::(\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6}))?"
)
_LIKE_REFERENCE = re.compile(r"(?:[A-Za-z]{1,3}[0-9]{1,7}|[Rr][0-9]*(?:[Cc][0-9]*)?|[Cc][0-9]*)")


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


@dataclass(frozen=True, slots=True, order=True)
class Area:
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
        return first if self.rows == self.columns == 1 else f"{first}:{reference_of(self.bottom, self.right)}"

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell lies in the area."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def __str__(self) -> str:
        return f"{quoted(self.sheet)}!{self.reference}"


def quoted(sheet: str) -> str:
    """The sheet's name as a formula spells it: quoted where it must be."""
    if re.fullmatch(_PLAIN_SHEET, sheet) and not _LIKE_REFERENCE.fullmatch(sheet):
        return sheet
    return "'" + sheet.replace("'", "''") + "'"


@dataclass(frozen=True, slots=True)
class DefinedName:
    """A defined name; `sheet` is its scope, None for the whole workbook; `text` the formula behind it, without `=`."""

    name: str
    sheet: str | None
    text: str
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """An Excel table; `area` is all of it, `header_row` and `totals_row` the sheet's rows that hold them, if any."""

    name: str
    sheet: str
    area: Area
    columns: tuple[str, ...]
    header_row: int | None
    totals_row: int | None = None

    @property
    def body(self) -> Area | None:
        """The rows between header and totals; None where there are none."""
        top = self.area.top + (self.header_row is not None)
        bottom = self.area.bottom - (self.totals_row is not None)
        return Area(self.sheet, top, self.area.left, bottom, self.area.right) if top <= bottom else None


def area_of(text: str, sheets: Iterable[str]) -> Area | None:
    """Read a name's formula as one rectangle: `Sheet1!$A$1:$B$5`, `'附件 3'!$A$1`.

    None for anything else: several areas, whole columns or rows, other workbooks, several sheets, errors, formulas.
    """
    found = _RECTANGLE.fullmatch(text.strip().removeprefix("="))
    if not found:
        return None
    wanted = (found[1].replace("''", "'") if found[1] else found[2]).casefold()
    sheet = next((name for name in sheets if name.casefold() == wanted), None)
    if sheet is None:
        return None
    try:
        return Area.parse(f"{found[3]}:{found[4] or found[3]}", sheet)
    except ValueError:
        return None


def resolve(
    name: str,
    names: Iterable[DefinedName],
    tables: Iterable[Table],
    sheets: Iterable[str],
    sheet: str | None = None,
) -> Area | None:
    """Find the rectangle behind a defined name or a table's body; names are compared without case.

    With `sheet` a name of that sheet's own scope comes first. Without, the workbook's name comes first, then a
    sheet-scoped one, then a table. None where nothing of that name is one rectangle.
    """
    wanted = name.casefold()
    sheets = tuple(sheets)
    own = None if sheet is None else sheet.casefold()

    def nearness(found: DefinedName) -> int:
        if own is not None and found.sheet is not None and found.sheet.casefold() == own:
            return 0
        return 1 if found.sheet is None else 2

    for found in sorted((one for one in names if one.name.casefold() == wanted), key=nearness):
        area = area_of(found.text, sheets)
        if area is not None:
            return area
    return next((table.body for table in tables if table.name.casefold() == wanted), None)
