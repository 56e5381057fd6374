"""Totals of a list that are not the sum of what they are made of, and weights that are not whole or say two things."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from xlkpi.adopt.cell_numbers import SHARE, number_of
from xlkpi.adopt.grid import Grid, Place
from xlkpi.adopt.labels import wide
from xlkpi.adopt.part_lines import Lines, alike, shown
from xlkpi.adopt.score_sums import due
from xlkpi.adopt.told_weights import heading_of
from xlkpi.adopt.understanding import Conflict, Sum, Term
from xlkpi.adopt.upright import exchanged, upright
from xlkpi.adopt.value_conflicts import away_told, full_mark
from xlkpi.books.areas import cell_of, column_number, reference_of
from xlkpi.errors import sentence

WHOLE: Final = 100.0
_BRACKETED: Final = re.compile(r"\((\d+)\)\s*$")
"""A bare number in brackets that ends a heading."""


def sum_conflicts(lines: Lines, grids: Mapping[str, Grid]) -> Iterator[Conflict]:
    """Every contradiction of what the columns of a list are made of; of a turned one, what its rows are."""
    if lines.part.first_column:
        part, sheets = upright(lines.part, grids)
        for told in sum_conflicts(Lines(sheets[part.sheet], part), sheets):
            yield replace(told, cell=exchanged(told.cell)) if told.sheet == part.sheet else told
        return
    for one in lines.part.sums:
        yield from _by_post(lines, one, grids) if one.by_post else _weights(lines, one, grids)
        if one.proved:
            yield from _rows(lines, one)
        elif _filled(lines, one):
            zh = "按写明的权重（{how}），多数人的总分都对不上"
            en = "by the weights that are told ({how}) the totals of most people do not come out"
            yield lines.conflict(_first(lines, one), "", sentence(zh, en, how=one.said))


def _rows(lines: Lines, one: Sum) -> Iterator[Conflict]:
    """People whose sum does not come out, whose marks are above the full ones, or who lack one."""
    target = column_number(one.column)
    columns = {term: column_number(term.column) for term in one.terms}
    marks = _full_marks(one)
    filled = _filled(lines, one)
    for entry in lines.entries:
        if one.by_post and entry not in one.rows:
            continue
        stands = number_of(lines.grid.value(entry, target))
        values = {term: lines.grid.value(entry, at) for term, at in columns.items()}
        numbers = {term.column: number for term, value in values.items() if (number := number_of(value)) is not None}
        for term in one.terms:
            full = marks.get(term.column)
            if full and numbers.get(term.column, 0) > full:
                zh, en = "满分是 {full}，这里却是 {mark}", "the full mark is {full}, here stands {mark}"
                told = sentence(zh, en, full=shown(full), mark=shown(numbers[term.column]))
                yield lines.conflict((entry, columns[term]), f"≤ {shown(full)}", told)
        if not numbers and stands == 0 and filled * 2 > len(lines.entries) and not away_told(lines, entry):
            zh, en = "各项都空着，总分却是 0", "nothing is filled in, and the total is 0"
            yield lines.conflict((entry, target), "", sentence(zh, en))
        if stands is None or not numbers or any(isinstance(v, str) and number_of(v) is None for v in values.values()):
            continue
        if one.trimmed and len(numbers) < len(one.terms):
            continue  # which are the best and the worst, nobody knows yet
        expected = due(one, numbers, entry)
        if not alike(stands, expected):
            zh, en = "由 {how} 应为 {expected}", "{how} gives {expected}"
            told = sentence(zh, en, how=one.said, expected=shown(expected))
            yield lines.conflict((entry, target), shown(expected), told)


def _filled(lines: Lines, one: Sum) -> int:
    """How many people have a mark at all in the columns that are summed."""
    columns = [column_number(term.column) for term in one.terms]
    return sum(any(number_of(lines.grid.value(at, column)) for column in columns) for at in lines.entries)


def _full_marks(one: Sum) -> dict[str, float]:
    """The full mark of every column that tells one; bare numbers are where they make 100: 点评得分(30)."""
    plain = [term for term in one.terms if term.factor == 1 and not one.by_post]
    found = {term.column: full for term in plain if (full := full_mark(term.header))}
    bare = {term.column: float(told[1]) for term in plain if (told := _BRACKETED.search(wide(term.header)))}
    return found or (bare if len(bare) == len(one.terms) and sum(bare.values()) == WHOLE else {})


def _by_post(lines: Lines, one: Sum, grids: Mapping[str, Grid]) -> Iterator[Conflict]:
    """Posts whose weights are not the whole, and people whose post has none."""
    for sheet, cell, post, whole in one.faults:
        zh, en = "岗位“{post}”的权重合计 {whole}%，应为 100%", "the weights of “{post}” sum to {whole}%, not to 100%"
        told = sentence(zh, en, post=post, whole=shown(round(whole * 100, 4)))
        yield Conflict(sheet, cell, shown(grids[sheet].value(*cell_of(cell))), "", told)
    for entry in lines.entries:
        place, post = lines.place("post", entry), lines.text("post", entry)
        if place and post and entry not in one.rows and lines.number("total", entry) is not None:
            zh, en = "岗位“{post}”不在权重表里（{where}）", "the post “{post}” has no weights in {where}"
            yield lines.conflict(place, "", sentence(zh, en, post=post, where=one.by_post))


def _weights(lines: Lines, one: Sum, grids: Mapping[str, Grid]) -> Iterator[Conflict]:
    """Weights that do not add up to 100%, and formulas with others than the headings tell."""
    weighing = [term for term in one.terms if 0 < term.factor < 1]
    whole = round(sum(term.factor for term in weighing), 6)
    if len(weighing) > 1 and whole != 1 and 0.8 <= whole <= 1.2:
        zh, en = "各项权重合计 {whole}%，应为 100%", "the weights sum to {whole}%, not to 100%"
        sheet, place = _where(lines, one, weighing)
        told = sentence(zh, en, whole=shown(round(whole * 100, 4)))
        yield Conflict(sheet, reference_of(*place), shown(grids[sheet].value(*place)), "", told)
    other = [(term, share) for term in weighing if (share := _share(term)) not in (None, round(term.factor, 6))]
    if other and one.proved:
        zh = "表头写 {header}，算出总分的却是 {factor}%"
        en = "the heading says {header}, the total is made with {factor}%"
        told = sentence(zh, en, header=other[0][0].header, factor=shown(round(other[0][0].factor * 100, 4)))
        yield lines.conflict(_first(lines, one), "", told)


def _share(term: Term) -> float | None:
    """The share that a heading tells."""
    found = SHARE.findall(wide(term.header))
    return round(float(found[0]) / 100, 6) if len(found) == 1 else None


def _where(lines: Lines, one: Sum, weighing: Sequence[Term]) -> tuple[str, Place]:
    """Where the last of some weights stands: in a cell of its own, in a heading, or only in the formula."""
    celled = [(term.cell, column_number(term.column)) for term in weighing if term.cell]
    if celled:
        sheet, _, cell = max(celled, key=lambda one: one[1])[0].rpartition("!")
        return sheet.strip("'").replace("''", "'") or lines.part.sheet, cell_of(cell)
    headed = [term for term in weighing if _share(term) is not None]
    if headed:
        return lines.part.sheet, heading_of(lines.part, lines.grid, column_number(headed[-1].column))
    return lines.part.sheet, _first(lines, one)


def _first(lines: Lines, one: Sum) -> Place:
    """The first cell of a sum in which something stands."""
    target = column_number(one.column)
    filled = (row for row in lines.entries if lines.grid.value(row, target) is not None)
    return next(filled, lines.entries[0]), target
