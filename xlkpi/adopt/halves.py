"""A list that goes on beside itself: parts side by side that are one list of people, or cannot be told to be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.computations import computed
from xlkpi.adopt.grid import Grid
from xlkpi.adopt.labels import plain_word
from xlkpi.adopt.part_lines import place_of
from xlkpi.adopt.understanding import Part
from xlkpi.books.areas import column_number

SERIAL: Final = frozenset(("序号", "序", "编号", "no", "行号"))
"""Words over a column that counts its rows."""
OF_ITS_OWN: Final = ("department", "branch", "supervisor", "department_level")
"""Fields that tell one group of people from another."""


@dataclass(frozen=True)
class Halves:
    """Parts that follow each other, from left to right; `one` says whether they are one list, None: nothing tells."""

    parts: tuple[Part, ...]
    one: bool | None = True


def halves_of(parts: Sequence[Part], grids: Mapping[str, Grid]) -> list[Halves]:
    """Every part in its order, with those that lie beside it and have the same header."""
    found: list[Halves] = []
    for part in parts:
        left = found[-1].parts[-1] if found else None
        if left is None or not _beside(left, part):
            found.append(Halves((part,)))
            continue
        told = _goes_on(grids[part.sheet], left, part)
        if told is False:
            found.append(Halves((part,)))
        else:
            found[-1] = Halves((*found[-1].parts, part), one=found[-1].one and told)
    return found


def _beside(left: Part, right: Part) -> bool:
    """Whether a part lies right of another on the same rows and has the same words over the same keys."""
    return (
        left.kind == right.kind == "summary"
        and left.sheet == right.sheet
        and left.first_row == right.first_row is not None
        and bool(left.columns)
        and left.columns.keys() == right.columns.keys()
        and left.labels == right.labels
        and max(left.label_columns) < min(right.label_columns)
    )


def _goes_on(grid: Grid, left: Part, right: Part) -> bool | None:
    """Whether the right part is the rest of the left one; None where nothing tells."""
    if any(left.fields.get(key) != right.fields.get(key) for key in OF_ITS_OWN):
        return False
    if "department" in left.columns:
        return True  # who belongs together says every row
    counted = [_serials(grid, part) for part in (left, right)]
    told = _ranked_with(grid, left, right)
    if told is None and all(counted):
        told = counted[1][0] > counted[0][-1]
    return told if told is not None or {"rank", "level"} & left.columns.keys() else False


def _ranked_with(grid: Grid, left: Part, right: Part) -> bool | None:
    """Whether the places of one part are counted among the people of both; None where no place tells."""
    if not {"rank", "total"} <= left.columns.keys():
        return None
    ranks, totals = ([column_number(part.columns[key]) for part in (left, right)] for key in ("rank", "total"))
    for part, column in zip((left, right), ranks, strict=True):
        for row in part.entries:
            made = computed(grid, row, column)
            if made is not None and made.kind == "rank":
                return set(totals) <= made.columns()
    numbers = [[number_of(grid.value(row, at)) for row in left.entries] for at in totals]
    places = [[number_of(grid.value(row, at)) for row in left.entries] for at in ranks]
    if not all(place is not None for some in places for place in some):
        return None
    alone = all(_places(some) == stood for some, stood in zip(numbers, places, strict=True))
    together = _places([*numbers[0], *numbers[1]]) == [*places[0], *places[1]]
    return together if together is not alone else None


def _places(numbers: Sequence[float | None]) -> list[float | None]:
    known = sorted(number for number in numbers if number is not None)
    return [None if number is None else float(place_of(known, number)) for number in numbers]


def _serials(grid: Grid, part: Part) -> list[float]:
    """The numbers in the column that counts the rows; none where there is no such column."""
    columns = [at for label, at in zip(part.labels, part.label_columns) if plain_word(label) in SERIAL]
    numbers = (number_of(grid.value(row, at)) for at in columns[:1] for row in part.entries)
    return [number for number in numbers if number is not None]
