"""Small workbooks in memory for tests of the evaluator: cells by address, formulas as text, results by address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from xlkpi.books.areas import Area, cell_of, reference_of
from xlkpi.books.book import Value
from xlkpi.books.calc import Outcome, calculate
from xlkpi.books.ooxml.content import Cell, Formula
from xlkpi.books.ooxml.names import DefinedName, Table

NOW = dt.datetime(2024, 5, 31, 18, 0)  # noqa: DTZ001 - cells have no zone


class Grid:
    """`{"A1": 3, "B1": "=A1*2", "C1": "{=A1:A2*2}C1:C2"}` per sheet; `cached` puts results beside formulas."""

    def __init__(
        self,
        sheets: Mapping[str, Mapping[str, Any]],
        names: Mapping[str, str] | None = None,
        tables: Sequence[Table] = (),
        *,
        date1904: bool = False,
        cached: Mapping[str, Value] | None = None,
        written: Sequence[str] = (),
        hidden: Mapping[int, bool | None] | None = None,
    ) -> None:
        self._written = [cell_of(place) for place in written]
        self._hidden = hidden or {}
        self.date1904 = date1904
        self.sheets = tuple(sheets)
        self.names = [self._name(key, text) for key, text in (names or {}).items()]
        self.tables = tables
        self._cells = {
            sheet: {cell_of(place): self._cell(sheet, place, value, cached or {}) for place, value in cells.items()}
            for sheet, cells in sheets.items()
        }

    def cells(self, sheet: str) -> Mapping[tuple[int, int], Cell]:
        return self._cells[sheet]

    def written(self, _: str) -> Sequence[tuple[int, int]]:
        return self._written

    def hidden_rows(self, _: str) -> Mapping[int, bool | None]:
        return self._hidden

    @staticmethod
    def _name(key: str, text: str) -> DefinedName:
        sheet, _, name = key.rpartition("!")
        return DefinedName(name, sheet or None, text)

    @staticmethod
    def _cell(sheet: str, place: str, value: Any, cached: Mapping[str, Value]) -> Cell:
        if isinstance(value, Formula):
            return Cell(cached.get(place), value)
        if isinstance(value, str) and value.startswith("{="):
            text, _, area = value[2:].rpartition("}")
            return Cell(cached.get(place), Formula(text, "array", Area.parse(area or place, sheet)))
        if isinstance(value, str) and value.startswith("="):
            return Cell(cached.get(place), Formula(value[1:]))
        return Cell(float(value) if type(value) is int else value)


def outcome(grid: Grid, functions: Mapping[str, Any] | None = None) -> Outcome:
    return calculate(grid, functions or {}, now=NOW)


def results(cells: Mapping[str, Any], functions: Mapping[str, Any] | None = None, **more: Any) -> dict[str, Value]:
    """Values by address after a calculation of one sheet named 表; nothing may be left out."""
    found = outcome(Grid({"表": cells}, **more), functions)
    assert found.skipped == []
    return {reference_of(*place): value for place, value in found.changes.get("表", {}).items()}


def result(formula: str, cells: Mapping[str, Any] | None = None, functions: Any = None, **more: Any) -> Value:
    """Value of one formula that stands in Z50 beside the given cells."""
    return results({**(cells or {}), "Z50": formula}, functions, **more)["Z50"]


def why_not(formula: str, cells: Mapping[str, Any] | None = None, functions: Any = None, **more: Any) -> str:
    """The sentence that says why the formula in Z50 was not computed."""
    found = outcome(Grid({"表": {**(cells or {}), "Z50": formula}}, **more), functions)
    assert "Z50" not in {reference_of(*place) for place in found.changes.get("表", {})}
    return next(one.why.say("zh") for one in found.skipped if (one.row, one.column) == (50, 26))
