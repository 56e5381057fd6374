"""What a formula would give in other cells of its column, were it filled down there: computed, with nothing written."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from xlkpi.adopt.grid import Cell, Grid, Place
from xlkpi.adopt.part_lines import same
from xlkpi.books.areas import Area
from xlkpi.books.book import Value


class Filling(NamedTuple):
    """A formula that stands at `usual`, and the cells into which it is filled."""

    usual: Place
    into: tuple[Place, ...]


class _Filled(NamedTuple):
    """A formula as the evaluator takes it; those filled down share the first one's."""

    text: str
    shared_index: int
    kind: str = "shared"
    area: Area | None = None


class _Cell(NamedTuple):
    value: Value
    formula: _Filled | None = None


class _Workbook:
    """Sheets as they stand, values only, with some formulas on one of them."""

    date1904 = False
    names: tuple[()] = ()
    tables: tuple[()] = ()

    def __init__(self, grids: Mapping[str, Grid], sheet: str, formulas: Mapping[Place, _Filled]) -> None:
        self.sheets = tuple(grids)
        self._grids, self._sheet, self._formulas = grids, sheet, formulas

    def cells(self, sheet: str) -> Mapping[Place, Cell | _Cell]:
        found: dict[Place, Cell | _Cell] = {at: Cell(cell.value) for at, cell in self._grids[sheet].cells.items()}
        if sheet == self._sheet:
            known = self._grids[sheet].cells
            found |= {
                at: _Cell(known[at].value if at in known else None, formula) for at, formula in self._formulas.items()
            }
        return found

    def written(self, _: str) -> Collection[Place]:
        return ()

    def hidden_rows(self, _: str) -> Mapping[int, bool | None]:
        return {}


def filled_down(grids: Mapping[str, Grid], sheet: str, fillings: Sequence[Filling]) -> dict[Place, Value]:
    """What comes out in every cell, of those formulas that give in their own cell what stands there."""
    from xlkpi.books.calc import calculate

    formulas: dict[Place, _Filled] = {}
    for index, filling in enumerate(fillings):
        formula = grids[sheet].formula(*filling.usual)
        if formula is not None:
            formulas |= {place: _Filled("", index) for place in (filling.usual, *filling.into)}
            formulas[formula.row, formula.column] = _Filled(formula.text, index)
    if not formulas:
        return {}
    outcome = calculate(_Workbook(grids, sheet, formulas), {})  # type: ignore[arg-type]
    changed, lost = outcome.changes.get(sheet, {}), {(one.row, one.column) for one in outcome.skipped}
    found: dict[Place, Value] = {}
    for filling in fillings:
        stands = grids[sheet].value(*filling.usual)
        made = changed.get(filling.usual, stands)
        holds = made == stands or (isinstance(made, float) and isinstance(stands, float) and same(made, stands, 6))
        if holds and stands is not None and not lost & {filling.usual, *filling.into}:
            found |= {place: changed.get(place, grids[sheet].value(*place)) for place in filling.into}
    return found
