"""What is told of each person of a list on a sheet of its own: what merged cells say, and who takes part."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.grid import Place
from xlkpi.adopt.keys import called
from xlkpi.adopt.naming import Placed
from xlkpi.adopt.part_book import Led
from xlkpi.adopt.part_lines import Lines
from xlkpi.adopt.record import EACH
from xlkpi.adopt.understanding import Bases
from xlkpi.adopt.value_conflicts import away_told, word_for_points
from xlkpi.books.areas import column_number, quoted, reference_of
from xlkpi.books.ooxml.edits import NewFormula
from xlkpi.drawing.number_sheet import COMPUTED, HEAD, INPUT, TITLE, SheetDraft

CARRIED: Final = ("department", "department_level", "post", "eligible", "attendance")
"""What one cell may say of several people: it is carried to each of them, for results are counted by it."""
TOLD_BY: Final[Mapping[str, str]] = {"base_pay": "post", "coefficient": "level"}
"""What a sentence can tell for each of several words, with the key of the cell that has the word."""
NUMERIC: Final = frozenset(
    ("weight", "self_score", "score", "adjust", "total", "base_pay", "attendance", "coefficient")
)


def carried(one: Placed, led: Mapping[str, Led], sheet: SheetDraft, tables: dict[str, str]) -> dict[str, Led]:
    """What merged cells say of several people, for each of them, on a sheet of its own; the company's stay merged.

    `tables` keeps the formulas of the bases that are on the sheet already, for lists that are told the same.
    """
    who = one.who
    names = {key: one.kind.keys[key][0] for key in CARRIED if one.has_lines(key) and one.is_merged(key)}
    if "base_pay" in one.part.fields and not (one.has_lines("base_pay") or one.broken):
        names["base_pay"] = one.kind.keys["base_pay"][0]  # one base for everybody, in a cell above the list
    told_of = {} if one.broken else {"base_pay": one.part.bases, "coefficient": one.part.factors}
    told = {key: amounts for key, amounts in told_of.items() if amounts is not None}
    names |= {key: one.kind.keys[key][0] for key in told}
    names = {key: name for key, name in names.items() if name not in led}
    if not who or not names:
        return {}
    page, places = f"{quoted(one.part.sheet)}!", one.places(who)
    for key, amounts in told.items():
        if amounts.said not in tables:
            tables[amounts.said] = _amounts(key, amounts, sheet)
    formulas = {key: tables[amounts.said] for key, amounts in told.items()}
    zh = f"{one.part.sheet}：几个人共用的内容，逐人列出（自动计算）"
    sheet.name(EACH, 1, 1)
    sheet.put(sheet.row, 1, zh, TITLE)
    sheet.line(sheet.row + 1, [called("name").say(), *(called(key).say() for key in names)], HEAD)
    first = sheet.row + 2
    found: dict[str, Led] = {}
    for column, key in enumerate((who, *names), 1):
        formula, by = formulas.get(key, ""), TOLD_BY.get(key, "")
        cells = one.places(key) if key == who or one.has_lines(key) else one.places(key) * len(places)
        cells = (one.places(by) if one.has_lines(by) else places) if formula else cells
        for row, (person, place) in enumerate(zip(places, cells, strict=True), first):
            cell = page + reference_of(*one.grid.anchor(*place))
            value = f'IF({cell}="","",{cell})' if key in NUMERIC else f'{cell}&""'
            value = formula.format(cell=cell) if formula else value
            owner = page + reference_of(*person)
            sheet.put(row, column, NewFormula(value if key == who else f'IF({owner}="","",{value})'), COMPUTED)
        if key in names:
            own = names[key] + one.suffix
            sheet.name(own, first, column, len(places))
            found |= {name: Led((own,), computed=True) for name in one.kind.keys[key]}
    sheet.row = first + len(places) + 1
    return found


def _amounts(key: str, told: Bases, sheet: SheetDraft) -> str:
    """Put what a sentence tells where it can be changed; somebody's formula, by the `{cell}` of post or level."""
    sheet.put(sheet.row, 1, f"{called(key).say()}（取自 {told.where} 的文字，改动请改这里）", TITLE)
    first = sheet.row + 1
    for row, (word, amount) in enumerate(told.by_post.items(), first):
        sheet.put(row, 1, word or "每人", HEAD)
        sheet.put(row, 2, amount, INPUT)
    last = sheet.row = first + len(told.by_post)
    sheet.row += 1
    if "" in told.by_post:
        return f"$B${first}"
    found = f'VLOOKUP({{cell}}&"",$A${first}:$B${last - 1},2,FALSE)'
    return f'IF({{cell}}="","",IFERROR({found},"“"&{{cell}}&"”不在第{first}-{last - 1}行"))'


def taking_part(one: Placed, led: Mapping[str, Led], sheet: SheetDraft) -> dict[str, Led]:
    """Who takes part, on a sheet of its own, where people without points are said to be away and no column tells it.

    As soon as points are typed for one of them, he takes part.
    """
    name, away = one.kind.keys["eligible"][0], people_away(one)
    if name in led or not away:
        return {}
    page, points = f"{quoted(one.part.sheet)}!", one.places(_points_of(one))
    sheet.name(EACH, 1, 1)
    sheet.put(sheet.row, 1, f"{one.part.sheet}：是否参评（写明离职、调出等而没有得分的为否，填入得分即参评）", TITLE)
    sheet.line(sheet.row + 1, [called("name").say(), called("eligible").say()], HEAD)
    first = sheet.row + 2
    for row, (person, place) in enumerate(zip(one.places(one.who), points, strict=True), first):
        owner, number = (page + reference_of(*one.grid.anchor(*cell)) for cell in (person, place))
        takes = f'IF(ISNUMBER({number}),"是","否")' if person in away else '"是"'
        sheet.put(row, 1, NewFormula(f'{owner}&""'), COMPUTED)
        sheet.put(row, 2, NewFormula(f'IF({owner}="","",{takes})'), COMPUTED)
    sheet.name(name + one.suffix, first, 2, len(points))
    sheet.row = first + len(points) + 1
    return {own: Led((name + one.suffix,), computed=True) for own in one.kind.keys["eligible"]}


def people_away(one: Placed) -> dict[Place, str]:
    """The cells of those who are said to be away (离职, 调出, 产假) and have no points, with what is said."""
    return {place: told for place, (told, points) in _said_away(one).items() if not points}


def people_gone_with_points(one: Placed) -> dict[Place, str]:
    """The cells of those who are said to have left and have points, with what is said."""
    return {place: told for place, (told, points) in _said_away(one).items() if points and _GONE.search(told)}


def people_left_out(one: Placed) -> dict[Place, str]:
    """The cells of those whose row is no entry for a word stands in the place of points, with this word."""
    if one.is_form or not one.who or "total" not in one.part.columns:
        return {}
    column = column_number(one.part.columns[one.who])
    return {(row, column): told for row in one.part.skip if (told := word_for_points(one.part, one.grid, row))}


_GONE: Final = re.compile("离职|调出|调离|辞职")


def _said_away(one: Placed) -> dict[Place, tuple[str, bool]]:
    """What is said of people who are away, by their cell, and whether they have points or a formula for them."""
    points = _points_of(one)
    if one.is_form or not (one.who and points) or one.has_lines("eligible") or one.more:
        return {}
    lines, found = Lines(one.grid, one.part), {}
    for entry, person, place in zip(lines.entries, one.places(one.who), one.places(points), strict=True):
        if one.grid.text(*person) and (told := away_told(lines, entry)):
            made = one.grid.formula(*place) is not None
            found[person] = told, made or number_of(one.grid.value(*place)) is not None
    return found


def _points_of(one: Placed) -> str:
    """The key of the points by which people are ranked."""
    return next((key for key in ("total", "score") if one.has_lines(key)), "")
