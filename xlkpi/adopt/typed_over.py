"""Numbers and words typed into a column that formulas fill, where these formulas give something else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.columns import BLANKS
from xlkpi.adopt.filled_down import Filling, filled_down
from xlkpi.adopt.formula_conflicts import READ, relative
from xlkpi.adopt.grid import Grid, Place
from xlkpi.adopt.part_lines import Lines, alike, shown
from xlkpi.adopt.understanding import Conflict
from xlkpi.adopt.value_conflicts import AWAY, away_told
from xlkpi.books.areas import column_number
from xlkpi.errors import CellError, sentence

FEWEST: Final = 3
"""Equal formulas in a column, and as many to each cell that is typed: fewer say nothing of the others."""


def typed_over(lines: Lines, grids: Mapping[str, Grid]) -> Iterator[Conflict]:
    """Cells of any column, used or not, that hold something else than the formula of the others gives there."""
    if len(lines.entries) > READ:
        return
    entries = [entry for entry in lines.entries if not away_told(lines, entry)]
    fillings = [one for places in _columns(lines, entries) if (one := _filling(lines.grid, places))]
    due = filled_down(grids, lines.part.sheet, fillings)
    for filling in fillings:
        for place in filling.into:
            stands, follows = lines.grid.value(*place), due.get(place)
            away = isinstance(stands, str) and AWAY.search(stands)
            if follows is not None and not isinstance(follows, CellError) and not away and not _agree(stands, follows):
                zh = "这里是手工填的，同列其他行（如 {cell}）都是公式 ={formula}，照它应为 {follows}"
                en = "is typed, where others such as {cell} have the formula ={formula}: that gives {follows}"
                formula = lines.grid.formula(*filling.usual)
                values = {"cell": lines.grid.where(*filling.usual), "formula": formula.text if formula else ""}
                yield lines.conflict(place, shown(follows), sentence(zh, en, **values, follows=shown(follows)))


def _columns(lines: Lines, entries: Sequence[int]) -> Iterator[list[Place]]:
    """The cells of every column that has a heading or a key; of a turned table, of every such row."""
    part = lines.part
    if part.columns:
        columns = dict.fromkeys((*part.label_columns, *map(column_number, part.columns.values())))
        found = [[(entry, at) for entry in entries] for at in columns]
    else:
        found = [
            [(row, entry) for entry in entries] for row in dict.fromkeys((*part.label_columns, *part.across.values()))
        ]
    for places in found:
        yield [place for place in places if lines.grid.anchor(*place) == place]


def _filling(grid: Grid, places: Sequence[Place]) -> Filling | None:
    """The formula that nearly all cells have, with the cells that are typed; None where it is not so."""
    forms = {place: relative(formula) for place in places if (formula := grid.formula(*place)) is not None}
    counted = Counter(form for form in forms.values() if form).most_common(1)
    typed = [place for place in places if place not in forms and grid.value(*place) is not None]
    typed = [place for place in typed if shown(grid.value(*place)).strip().lower() not in BLANKS]
    if not typed or not counted or counted[0][1] < FEWEST * max(1, len(typed)):
        return None
    if counted[0][1] * 4 < len(forms) * 3:
        return None
    return Filling(next(place for place, form in forms.items() if form == counted[0][0]), tuple(typed))


def _agree(stands: object, follows: object) -> bool:
    one, other = (number_of(value) for value in (stands, follows))  # type: ignore[arg-type]
    if one is not None and other is not None:
        return alike(one, other)
    return "".join(shown(stands).split()) == "".join(shown(follows).split())
