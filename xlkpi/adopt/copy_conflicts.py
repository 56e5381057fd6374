"""What stands twice and differs: a column repeated beside the table, a form printed again for its owner."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.computations import computed
from xlkpi.adopt.fields import value_told
from xlkpi.adopt.grid import Grid
from xlkpi.adopt.labels import plain_word
from xlkpi.adopt.part_lines import Lines, same, shown
from xlkpi.adopt.understanding import Conflict, Part
from xlkpi.books.areas import cell_of, column_number
from xlkpi.errors import sentence

SAMPLE: Final = 40
"""Entries whose formulas tell whether a column is a copy."""


def copy_conflicts(lines: Lines) -> Iterator[Conflict]:
    """Cells in which a column that repeats a mapped one, by formulas or under the same words, says something else."""
    if not lines.part.columns or len(lines.entries) < 3:
        return
    mapped = {column_number(letter): key for key, letter in lines.part.columns.items()}
    words = {at: plain_word(label) for at, label in zip(lines.part.label_columns, lines.part.labels)}
    for column in (at for at in words if at not in mapped):
        alike = (at for at in mapped if words[column] and words.get(at) == words[column])
        source = _copied(lines, column, mapped) or next((at for at in alike if _mostly_same(lines, at, column)), 0)
        for entry in lines.entries if source else ():
            own, other = (number_of(lines.grid.value(entry, at)) for at in (column, source))
            if own is not None and other is not None and not same(own, other):
                zh, en = "这一列照抄 {cell}，那里是 {other}", "this column repeats {cell}, where {other} stands"
                told = sentence(zh, en, cell=lines.grid.where(entry, source), other=shown(other))
                yield lines.conflict((entry, column), shown(other), told)


def _copied(lines: Lines, column: int, mapped: Mapping[int, str]) -> int:
    """The mapped column that most formulas of a column only repeat; 0 where there is none."""
    sources = []
    for entry in lines.entries[:SAMPLE]:
        made = computed(lines.grid, entry, column)
        area = made.areas[0] if made is not None and made.kind == "copy" and len(made.areas) == 1 else None
        beside = area is not None and area.top == area.bottom == entry and area.left in mapped
        sources.append(area.left if area is not None and beside else 0)
    best = max(dict.fromkeys(sources), key=sources.count, default=0)
    return best if sources.count(best) * 10 >= len(sources) * 6 else 0


def _mostly_same(lines: Lines, one: int, other: int) -> bool:
    pairs = [
        (a, b)
        for entry in lines.entries
        if (a := number_of(lines.grid.value(entry, one))) is not None
        and (b := number_of(lines.grid.value(entry, other))) is not None
    ]
    return len(pairs) > 3 and sum(same(a, b) for a, b in pairs) * 10 >= len(pairs) * 7


def twin_conflicts(lines: Lines, parts: Sequence[Part], grids: Mapping[str, Grid]) -> Iterator[Conflict]:
    """Marks and total of a form that stands again, with the same person, month and lines, and says something else."""
    part = lines.part
    at = next(number for number, other in enumerate(parts) if other is part)
    own = _told(lines)
    for other in (Lines(grids[one.sheet], one) for one in parts[:at] if one.kind == "form"):
        first = _told(other)
        if not own[0] or own[0] != first[0]:
            continue
        for (place, mark), (where, said) in zip(own[1], first[1]):
            if mark is not None and said is not None and not same(mark, said):
                zh, en = "同一张表在 {cell} 写的是 {said}", "the same form says {said} in {cell}"
                cell = f"{other.part.sheet}!{other.grid.where(*where)}"
                yield lines.conflict(place, shown(said), sentence(zh, en, cell=cell, said=shown(said)))


def _told(lines: Lines) -> tuple[tuple[str, ...], list[tuple[tuple[int, int], float | None]]]:
    """Whose form it is with its indicators (nothing where no name stands there), and its marks with their places."""
    part, grid = lines.part, lines.grid
    named = [key for key in ("name", "month") if key in part.fields]
    head = [str(value_told(grid, part.fields[key], key) or "").strip() for key in named]
    if "name" not in part.fields or "indicator" not in part.columns or not head[0]:
        return (), []
    places = [place for key in ("score", "weighted") for entry in lines.entries if (place := lines.place(key, entry))]
    places += [cell_of(part.fields["total"])] if "total" in part.fields else []
    indicators = [lines.text("indicator", entry) for entry in lines.entries]
    return (*head, *indicators), [(place, number_of(grid.value(*place))) for place in places]
