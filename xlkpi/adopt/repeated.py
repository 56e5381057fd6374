"""People who are written again in every row of a flat list, a row an indicator: read as if merged over their rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, islice
from typing import Final

from xlkpi.adopt.grid import Grid
from xlkpi.adopt.keys import LINE_KEYS
from xlkpi.adopt.labels import label_of
from xlkpi.adopt.lexicon import LIKELY, SURE, lexicon
from xlkpi.adopt.part_lines import Lines, shown
from xlkpi.adopt.understanding import Conflict
from xlkpi.books.areas import Area
from xlkpi.errors import sentence

TOP: Final = 30
"""Filled rows of a sheet in which such a list may have its headings."""
MOST_PEOPLE: Final = 200
"""People whose rows one formula can still name."""
OF_A_PERSON: Final = frozenset(
    (
        *("name", "employee_id", "department", "branch", "post", "month", "total", "rank", "level", "coefficient"),
        *("base_pay", "attendance", "pay", "eligible", "department_level", "supervisor"),
    )
)


def with_people_once(grid: Grid) -> Grid:
    """The sheet with each person's repeated cells as one, where every person has several rows next to each other.

    Nobody may stand in two places, and the indicators of a person differ; else the sheet is left as it is.
    """
    for row in islice(grid.rows, TOP):
        keys = {at: _meant(grid.text(row, at)) for at in grid.rows[row]}
        who = [at for at, meant in keys.items() if {"name", "employee_id"} & meant]
        lines = [at for at, meant in keys.items() if "indicator" in meant and at not in who]
        marks = [at for at, meant in keys.items() if {"score", "weight"} & meant]
        if who and lines and marks:
            areas = _repeated(grid, _runs(grid, row + 1, who, lines), keys)
            return replace(grid, merged=(*grid.merged, *areas), repeated=areas) if areas else grid
    return grid


def _meant(text: str) -> frozenset[str]:
    """What a heading may mean of a person, and surely means of a line."""
    if not text:
        return frozenset()
    label = label_of(text)
    person = {key for key, surely in lexicon().look_up(label, "summary").keys.items() if surely >= LIKELY}
    line = {key for key, surely in lexicon().look_up(label, "form").keys.items() if surely >= SURE and key in LINE_KEYS}
    return frozenset((person & OF_A_PERSON) | line)


def _runs(grid: Grid, first: int, who: Sequence[int], lines: Sequence[int]) -> list[range]:
    """The rows of each person; none where the list is not told so."""
    people = []
    row = first
    while all(grid.value(row, at) is not None for at in (*who, *lines)):
        if any(grid.covering(row, at) for at in who) or lexicon().ends_body(grid.text(row, who[0])):
            break
        people.append((row, tuple(grid.value(row, at) for at in who)))
        row += 1
    found = [[at for at, _ in rows] for _, rows in groupby(people, key=lambda one: one[1])]
    once = len(found) == len({told for _, told in people})
    several = sum(len(rows) > 1 for rows in found) * 2 > len(found)
    each = all(len({grid.text(at, lines[0]) for at in rows}) == len(rows) for rows in found)
    fits = once and several and each and 1 < len(found) <= MOST_PEOPLE
    return [range(rows[0], rows[-1] + 1) for rows in found] if fits else []


def _repeated(grid: Grid, runs: Sequence[range], keys: dict[int, frozenset[str]]) -> tuple[Area, ...]:
    """The cells that say the same in all rows of each person, or only in the first; blank ones of results alone.

    Of what can only be of a person a few rows may say something else: that is told (`repeat_conflicts`).
    """
    found: list[Area] = []
    for at, meant in keys.items():
        values = [[grid.value(row, at) for row in rows] for rows in runs]
        unlike = sum(any(one not in (own[0], None) for one in own) for own in values)
        may_be_of_a_line = bool(meant & LINE_KEYS)
        fits = not unlike and any(own[0] is not None for own in values) if may_be_of_a_line else unlike * 2 < len(runs)
        if meant & OF_A_PERSON and fits:
            found += [Area(grid.name, rows[0], at, rows[-1], at) for rows in runs if len(rows) > 1]
    return tuple(found)


def repeat_conflicts(lines: Lines) -> Iterator[Conflict]:
    """What a flat list says of a person in one row and otherwise in the first of them."""
    for key in lines.part.columns:
        for entry in lines.entries:
            place = lines.place(key, entry)
            for copy in lines.grid.copies(*place) if place else ():
                typed, first = lines.grid.cells[copy].value, lines.grid.value(*place)  # type: ignore[misc]
                if typed != first:
                    zh, en = "同一个人在 {cell} 写的是 {first}", "of the same person {cell} says {first}"
                    told = sentence(zh, en, cell=lines.grid.where(*place), first=shown(first))  # type: ignore[misc]
                    where = lines.grid.where(*copy)
                    yield Conflict(lines.part.sheet, where, shown(typed), shown(first), told)
