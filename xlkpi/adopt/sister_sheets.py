"""Forms of one layout on several sheets or below each other: what is open in one, its sisters settle together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from xlkpi.adopt.grid import Grid, Place
from xlkpi.adopt.keys import KEYS, RESULT_KEYS
from xlkpi.adopt.understanding import Part
from xlkpi.books.areas import cell_of
from xlkpi.errors import sentence


def with_sisters(parts: Sequence[Part], grids: Mapping[str, Grid]) -> list[Part]:
    """The parts, each with the cells that forms drawn alike have for what is asked of it, or for a result it lacks."""
    return [_settled(part, [one for one in parts if _alike(part, one)], grids) for part in parts]


def _alike(part: Part, other: Part) -> bool:
    """Whether two forms have the same words, columns and number of rows."""

    def drawn(one: Part) -> tuple[object, ...]:
        rows = (one.last_row or 0) - (one.first_row or 0)
        return one.kind, one.labels, one.label_columns, tuple(one.columns.items()), rows

    return part.kind == "form" and part is not other and bool(part.first_row) and drawn(part) == drawn(other)


def _settled(part: Part, sisters: Sequence[Part], grids: Mapping[str, Grid]) -> Part:
    grid = grids[part.sheet]
    lacking = RESULT_KEYS - part.fields.keys() if part.columns.get("score") else set()
    for key in dict.fromkeys(
        (*(question.field for question in part.questions), *(key for key in KEYS if key in lacking))
    ):
        told = [one for one in sisters if key in one.fields and all(own.field != key for own in one.questions)]
        found = {_moved(one, part, key) for one in told}
        place = found.pop() if len(found) == 1 else None
        if place is None or grid.where(*place) in part.fields.values() or grid.text(*place):
            continue
        if any(_words(grids[one.sheet], cell_of(one.fields[key])) != _words(grid, place) for one in told):
            continue
        fields = {**part.fields, key: grid.where(*place)}
        zh, en = "同样的表（{sheet} {cell}）上是这一格", "it is this cell in the form drawn alike ({sheet} {cell})"
        why = sentence(zh, en, sheet=told[0].sheet, cell=told[0].fields[key])
        part = replace(
            part,
            fields={one: fields[one] for one in KEYS if one in fields},
            questions=tuple(question for question in part.questions if question.field != key),
            headings={**part.headings, key: told[0].headings.get(key, "")},
            evidence={**part.evidence, key: (why,)},
            confidence={**part.confidence, key: 0.9},
        )
    return part


def _moved(sister: Part, part: Part, key: str) -> Place:
    """The cell in a form in which its sister has a key."""
    row, column = cell_of(sister.fields[key])
    return row + (part.first_row or 0) - (sister.first_row or 0), column


def _words(grid: Grid, place: Place) -> tuple[str, ...]:
    """What is written in the row of a cell, left of it."""
    row, right = place
    return tuple(grid.text(row, at) for at in range(1, right) if grid.text(row, at))
