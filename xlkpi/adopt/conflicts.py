"""Recomputes what a mapping implies and tells every cell of the company's own that does not follow from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.computations import computed
from xlkpi.adopt.copy_conflicts import copy_conflicts, twin_conflicts
from xlkpi.adopt.deductions import deduction_conflicts
from xlkpi.adopt.fields import value_told
from xlkpi.adopt.form_conflicts import form_conflicts
from xlkpi.adopt.formula_conflicts import formula_conflicts
from xlkpi.adopt.grid import Grid, Place
from xlkpi.adopt.level_conflicts import factor_conflicts, level_conflicts
from xlkpi.adopt.lexicon import lexicon
from xlkpi.adopt.over_rows import spread
from xlkpi.adopt.part_lines import Lines, rounded, shown
from xlkpi.adopt.place_conflicts import rank_conflicts, share_conflicts
from xlkpi.adopt.repeated import repeat_conflicts
from xlkpi.adopt.stated_levels import stated_for
from xlkpi.adopt.subtotal_conflicts import subtotal_conflicts
from xlkpi.adopt.summary_conflicts import conflicts_by_level, summary_conflicts
from xlkpi.adopt.table_conflicts import table_conflicts
from xlkpi.adopt.told_factors import Factors, factors_told
from xlkpi.adopt.typed_over import typed_over
from xlkpi.adopt.understanding import Conflict, Part
from xlkpi.adopt.value_conflicts import value_conflicts
from xlkpi.books.areas import cell_of
from xlkpi.errors import sentence

PRINTED_LINES: Final = ((95.0, "A+"), (90.0, "A"), (85.0, "B"), (80.0, "C"), (0.0, "C-"))
"""Levels by points as the scheme prints them for supervisors; a test holds them to the scheme's own numbers."""

SAME_LEVEL: Final[Mapping[str, str]] = {"优秀": "A+", "良好": "A", "合格": "B", "需改进": "C", "不合格": "C-"}


def conflicts_of(grids: Sequence[Grid], parts: Sequence[Part]) -> dict[int, list[Conflict]]:
    """Every contradiction, by the number of its part."""
    by_name = {grid.name: grid for grid in grids}
    found: dict[int, list[Conflict]] = {}
    stated = _stated_lines(grids, parts)
    factors = factors_told(grids, parts)
    spread_out = [spread(part, by_name[part.sheet]) if part.matrix else (part,) for part in parts]
    everything = [one for own in spread_out for one in own]
    for at, own in enumerate(spread_out):
        told = [conflict for one in own for conflict in _of_part(one, everything, by_name, stated, factors)]
        told += [
            conflict
            for one in own
            if not told
            for conflict in share_conflicts(Lines(by_name[one.sheet], one), grids, parts)
        ]
        if told:
            found[at] = list({(one.sheet, one.cell): one for one in reversed(told)}.values())[::-1]
    return found


def _stated_lines(grids: Sequence[Grid], parts: Sequence[Part]) -> Callable[[Part], Mapping[str, float]]:
    """What gives the lowest points of the levels of a part, as they are stated for its sheet."""
    found: dict[tuple[str, str], Mapping[str, float]] = {}

    def lines_of(part: Part) -> Mapping[str, float]:
        if "level" not in (*part.columns, *part.fields, *part.across):
            return {}
        key = part.sheet, part.kind
        if key not in found:
            found[key] = stated_for(part, grids, parts).lines
        return found[key]

    return lines_of


def _of_part(
    part: Part,
    parts: Sequence[Part],
    grids: Mapping[str, Grid],
    stated: Callable[[Part], Mapping[str, float]],
    factors: Factors | None,
) -> list[Conflict]:
    lines = Lines(grids[part.sheet], part)
    told = (
        [*deduction_conflicts(lines), *form_conflicts(lines)]
        if part.kind == "form"
        else [*summary_conflicts(lines, parts, grids)]
    )
    told += [*twin_conflicts(lines, parts, grids)] if part.kind == "form" else []
    if part.fields.get("total") not in {conflict.cell for conflict in told}:
        own = [*level_conflicts(lines, stated(part))]
        told += own
        told += conflicts_by_level(lines, {one.cell for one in own}) if part.kind == "summary" else []
    told += [*table_conflicts(lines, parts, grids, {one.cell for one in told})]
    told += [*subtotal_conflicts(lines, lexicon()), *value_conflicts(lines), *copy_conflicts(lines)]
    told += [*repeat_conflicts(lines), *rank_conflicts(lines, [*grids.values()], parts)]
    told += [*formula_conflicts(lines), *factor_conflicts(lines, factors), *typed_over(lines, grids)]
    return [*told, *_levels(lines)]


def _levels(lines: Lines) -> Iterator[Conflict]:
    """Levels by a ladder in a formula with other lines than the printed ones, where another level comes out."""
    part, grid = lines.part, lines.grid
    places: list[tuple[Place, float]] = []
    if part.kind == "form" and {"level", "total"} <= part.fields.keys():
        total = number_of(value_told(grid, part.fields["total"], "total"))
        places = [(cell_of(part.fields["level"]), total)] if total is not None else []
    elif lines.has("level", "total"):
        for entry in lines.entries:
            place, number = lines.place("level", entry), lines.number("total", entry)
            if place and number is not None:
                places.append((place, number))
    for place, total in places:
        made = computed(grid, *place)
        if made is None or not made.bounds:
            continue
        ladder = {SAME_LEVEL.get(level, level): bound for bound, level in made.bounds}
        if set(ladder) != {level for _, level in PRINTED_LINES} or ladder == {
            level: line for line, level in PRINTED_LINES
        }:
            continue
        level = SAME_LEVEL.get(grid.text(*place).strip(), grid.text(*place).strip())
        right = next(level for line, level in PRINTED_LINES if rounded(total) >= line)
        if level != right:
            lines_told = "、".join(f"{shown(bound)}" for bound, _ in made.bounds if bound)
            zh, en = (
                "公式的分数线是 {lines}，按制度 {total} 分应为 {right}",
                "the formula's lines are {lines}; by the printed ones {total} points are {right}",
            )
            yield lines.conflict(place, right, sentence(zh, en, lines=lines_told, total=shown(total), right=right))
