"""Where things stand: defined names and tables as rectangles of cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache
from typing import NamedTuple

from xlkpi.books.areas import Area
from xlkpi.records import dataclass

_RECTANGLE = re.compile(
    r"(?:'((?:[^'\[\]]|'')+)'|([\w.]+))!"  # LibreOffice writes 8月!$A$1 without the quotes that Excel puts there
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


class Defined:
    """The defined names of a workbook on its sheets; those of one template may share one of these.

    Names are compared without case, and looked up in no time however many there are.
    """

    def __init__(self, names: Iterable[DefinedName], sheets: Iterable[str]) -> None:
        self.names = tuple(names)
        """In file order."""
        self._sheets = by_key(sheets)
        self._found: dict[tuple[str, str | None], Area | None] = {}

    @cached_property
    def whole(self) -> frozenset[str]:
        """The names that stand for the whole workbook, whatever is behind them."""
        return frozenset(one.name for one in self.names if one.sheet is None)

    @cached_property
    def _by_key(self) -> dict[str, list[DefinedName]]:
        found: dict[str, list[DefinedName]] = {}
        for one in self.names:
            found.setdefault(one.name.casefold(), []).append(one)
        return found

    def resolve(self, name: str, sheet: str | None = None) -> Area | None:
        """Find the rectangle behind a defined name.

        With `sheet` a name of that sheet's own scope comes first. Without, the workbook's name comes first, then a
        sheet-scoped one. None where nothing of that name is one rectangle.
        """
        key = name, sheet
        if key not in self._found:
            self._found[key] = self._resolved(name.casefold(), None if sheet is None else sheet.casefold())
        return self._found[key]

    def _resolved(self, name: str, own: str | None) -> Area | None:
        """The same, of names in the form in which they are compared."""

        def nearness(found: DefinedName) -> int:
            if own is not None and found.sheet is not None and found.sheet.casefold() == own:
                return 0
            return 1 if found.sheet is None else 2

        areas = (area_of(found.text, self._sheets) for found in sorted(self._by_key.get(name, ()), key=nearness))
        return next((area for area in areas if area is not None), None)


class Names:
    """Every name of a workbook: defined ones and tables."""

    def __init__(self, defined: Defined, tables: Callable[[], Iterable[Table]]) -> None:
        """`tables` is only asked where no defined name stands for a rectangle."""
        self._defined = defined
        self._find_tables = tables
        self._tables: dict[str, Table] | None = None

    def resolve(self, name: str, sheet: str | None = None) -> Area | None:
        """Find the rectangle behind a defined name, see Defined.resolve, or else a table's body."""
        area = self._defined.resolve(name, sheet)
        if area is not None:
            return area
        if self._tables is None:
            self._tables = {}
            for one in self._find_tables():
                self._tables.setdefault(one.name.casefold(), one)
        table = self._tables.get(name.casefold())
        return None if table is None else table.body
