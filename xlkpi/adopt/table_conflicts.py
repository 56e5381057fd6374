"""What in a form contradicts the company's tables: coefficients and pay, weights and full marks of indicators."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.grid import Grid
from xlkpi.adopt.level_sentences import plain_level
from xlkpi.adopt.level_words import ticked
from xlkpi.adopt.part_lines import Lines, rounded, same, shown
from xlkpi.adopt.rule_tables import level_tables
from xlkpi.adopt.told_weights import Weights, weights_in_tables
from xlkpi.adopt.understanding import Conflict, Part
from xlkpi.books.areas import cell_of, reference_of
from xlkpi.errors import sentence

FEWEST: Final = 3
"""Indicators that a table must name as the form does to be about it."""


def table_conflicts(
    lines: Lines, parts: Sequence[Part], grids: Mapping[str, Grid], told: Collection[str]
) -> Iterator[Conflict]:
    """Every contradiction of a form to the tables beside it and on sheets that hold no form and no list.

    Of a level among the cells that are `told` already nothing follows for the coefficient.
    """
    if lines.part.kind != "form":
        return
    taken = {part.sheet for part in parts}
    others = [grid for grid in grids.values() if grid.name not in taken]
    if lines.part.fields.get("level") not in told:
        yield from _coefficient(lines, [*others, lines.grid], parts)
    yield from _pay(lines)
    yield from _weights(lines, others) if others else ()


def _coefficient(lines: Lines, grids: Sequence[Grid], parts: Sequence[Part]) -> Iterator[Conflict]:
    """A coefficient that is another one than the tables of levels give the level beside it."""
    fields, grid = lines.part.fields, lines.grid
    if not {"level", "coefficient"} <= fields.keys():
        return
    text = grid.text(*cell_of(fields["level"]))
    level, place = plain_level(ticked(text) or text), cell_of(fields["coefficient"])
    stands = number_of(grid.value(*place))
    told = {
        number
        for table in level_tables(grids, parts)
        for word, number in table.numbers("coefficient").items()
        if plain_level(word) == level
    }
    if stands is not None and len(told) == 1 and not any(same(stands, number, 3) for number in told):
        [due] = told
        zh, en = "按等级表，{level} 的系数是 {due}", "the table of levels gives {level} the coefficient {due}"
        yield lines.conflict(place, shown(due), sentence(zh, en, level=level, due=shown(due)))


def _pay(lines: Lines) -> Iterator[Conflict]:
    """A typed pay that no usual rule gives: base by coefficient, by attendance and by points of a hundred."""
    fields, grid = lines.part.fields, lines.grid
    if not {"pay", "base_pay", "coefficient"} <= fields.keys() or grid.formula(*cell_of(fields["pay"])) is not None:
        return
    keys = ("pay", "base_pay", "coefficient", "attendance", "total")
    pay, base, factor, attendance, total = (
        number_of(grid.value(*cell_of(fields[key]))) if key in fields else None for key in keys
    )
    if pay is None or base is None or factor is None:
        return
    shares = [1.0, *([attendance] if attendance is not None else [])]
    shares += [share * total / 100 for share in shares] if total is not None else []
    if not any(same(pay, base * factor * share) for share in shares):
        due = shown(rounded(base * factor * (1.0 if attendance is None else attendance)))
        zh, en = "按基数和系数应为 {due}", "base and coefficient give {due}"
        yield lines.conflict(cell_of(fields["pay"]), due, sentence(zh, en, due=due))


def _weights(lines: Lines, others: Sequence[Grid]) -> Iterator[Conflict]:
    """Weights that a table tells otherwise by the same words; without weights, scores above its full marks."""
    words = {entry: word for entry in lines.entries if (word := lines.text("indicator", entry))}
    told = [one for one in weights_in_tables(lines.part, others, words) if len(one.by) >= FEWEST]
    if not told or not lines.part.columns:
        return
    if not lines.has("weight"):
        if len(told) == 1 and told[0].points and told[0].whole == 1 and lines.has("score"):
            yield from _above(lines, told[0])
        return
    weights = {entry: number for entry in words if (number := lines.number("weight", entry)) is not None}
    size = 100.0 if sum(weights.values()) > 2 else 1.0
    unlike = [
        [entry for entry in one.by if entry in weights and not same(weights[entry] / size, one.factor(entry), 3)]
        for one in told
    ]
    if not all(unlike):
        return  # one of them says the same
    best = min(range(len(told)), key=lambda at: len(unlike[at]))
    if len(unlike[best]) * 2 > len(told[best].by):
        return  # of another form
    for entry in unlike[best]:
        place, one = lines.place("weight", entry), told[best].by[entry]
        if place:
            due = shown(round(told[best].factor(entry) * size, 6))
            zh, en = "{where} 写的是 {due}", "{where} says {due}"
            where = f"{one.sheet}!{reference_of(*one.place)}"
            yield lines.conflict(place, due, sentence(zh, en, where=where, due=due))


def _above(lines: Lines, told: Weights) -> Iterator[Conflict]:
    """Scores above their full marks, where all of them together are out of a hundred."""
    scores = {entry: number for entry in told.by if (number := lines.number("score", entry)) is not None}
    over = [entry for entry, score in scores.items() if score > told.by[entry].number]
    if len(over) * 2 > len(scores):
        return  # each is out of a hundred
    for entry in over:
        place, one = lines.place("score", entry), told.by[entry]
        if place:
            zh, en = "{where} 写的满分是 {full}", "{where} says the full mark is {full}"
            where, full = f"{one.sheet}!{reference_of(*one.place)}", shown(one.number)
            yield lines.conflict(place, f"≤ {full}", sentence(zh, en, where=where, full=full))
