"""Where things stand: defined names and tables as rectangles of cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from xlkpi.books.areas import PLAIN_SHEET, Area
from xlkpi.records import dataclass

_RECTANGLE = re.compile(
    rf"(?:'((?:[^'\[\]]|'')+)'|({PLAIN_SHEET}))!"
    r"(\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6})(?::(\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6}))?"
)


class DefinedName(NamedTuple):
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


def area_of(text: str, sheets: Mapping[str, str]) -> Area | None:
    """Read a name's formula as one rectangle: `Sheet1!$A$1:$B$5`, `'附件 3'!$A$1`; `sheets` comes from `by_key`.

    None for anything else: several areas, whole columns or rows, other workbooks, several sheets, errors, formulas.
    """
    area = _rectangle(text)
    sheet = None if area is None else sheets.get(area.sheet.casefold())
    return None if area is None or sheet is None else Area(sheet, *area[1:])


@lru_cache(maxsize=4096)
def _rectangle(text: str) -> Area | None:
    """The same, on a sheet that nobody has looked for; workbooks of one template have the same names."""
    found = _RECTANGLE.fullmatch(text.strip().removeprefix("="))
    if not found:
        return None
    sheet = found[1].replace("''", "'") if found[1] else found[2]
    try:
        return Area.parse(f"{found[3]}:{found[4] or found[3]}", sheet)
    except ValueError:
        return None


def by_key(sheets: Iterable[str]) -> dict[str, str]:
    """Sheets by the form in which names are compared, without case; of two that differ in nothing else the first."""
    found: dict[str, str] = {}
    for sheet in sheets:
        found.setdefault(sheet.casefold(), sheet)
    return found


class Names:
    """Every name of a workbook, looked up in no time however many there are; names are compared without case."""

    def __init__(
        self, names: Iterable[DefinedName], tables: Callable[[], Iterable[Table]], sheets: Iterable[str]
    ) -> None:
        """`tables` is only asked where no defined name stands for a rectangle."""
        self._sheets = by_key(sheets)
        self._defined: dict[str, list[DefinedName]] = {}
        for name in names:
            self._defined.setdefault(name.name.casefold(), []).append(name)
        self._find_tables = tables
        self._tables: dict[str, Table] | None = None

    def resolve(self, name: str, sheet: str | None = None) -> Area | None:
        """Find the rectangle behind a defined name or a table's body.

        With `sheet` a name of that sheet's own scope comes first. Without, the workbook's name comes first, then a
        sheet-scoped one, then a table. None where nothing of that name is one rectangle.
        """
        own = None if sheet is None else sheet.casefold()

        def nearness(found: DefinedName) -> int:
            if own is not None and found.sheet is not None and found.sheet.casefold() == own:
                return 0
            return 1 if found.sheet is None else 2

        for found in sorted(self._defined.get(name.casefold(), ()), key=nearness):
            area = area_of(found.text, self._sheets)
            if area is not None:
                return area
        if self._tables is None:
            self._tables = {}
            for one in self._find_tables():
                self._tables.setdefault(one.name.casefold(), one)
        table = self._tables.get(name.casefold())
        return None if table is None else table.body
