"""Among whom the places of a list are counted, as far as what stands there tells: all of it, or each department."""

from __future__ import annotations

import re
from typing import Final

from xlkpi.adopt.computations import computed
from xlkpi.adopt.grid import Grid
from xlkpi.adopt.labels import clauses
from xlkpi.adopt.level_sentences import TALKATIVE
from xlkpi.adopt.part_lines import Lines, place_of
from xlkpi.adopt.understanding import Part
from xlkpi.books.areas import column_number

WHOLE: Final = "(?:全(?![年月季勤面程])[一-鿿]{1,3}|不分(?:部门|班组|小组|组别?|科室|岗位))"
"""Words for everybody in a list: 全网点, 不分班组."""
_PLACES: Final = "(?:排名|名次|排序|排位)"
INSIDE_OF: Final = re.compile("([^本月度季年内]{0,3}[厅店队组班柜站所点行部区科室间路心构目])[之以]?内")
"""The unit inside of which places are counted: 厅 of 厅内排名, 网点 of 网点内名次, 机构 of 机构内排名."""
_IN_WHOLE: Final = re.compile(f"{_PLACES}[^，,：:]{{0,4}}{WHOLE}|{WHOLE}[^：:]{{0,6}}{_PLACES}")
"""A sentence by which places are counted among all: 排名按全网点, 不分班组统一排名."""


def ranked_in_words(part: Part, grid: Grid) -> str:
    """The words on its sheet by which the places of a list are counted among all; empty where none do."""
    outside = grid.texts_outside(part.body) if len(grid.rows) < TALKATIVE else ()
    told = (clause for text in outside for clause in clauses(text))
    return next((clause.strip() for clause in told if _IN_WHOLE.search("".join(clause.split()))), "")


def ranked_in_whole(part: Part, grid: Grid) -> str:
    """By what places are counted in the whole list: words, else the company's formula, else the places that stand."""
    return ranked_in_words(part, grid) or ranked_in_formula(part, grid) or ranked_in_numbers(part, grid)


def ranked_in_formula(part: Part, grid: Grid) -> str:
    """The company's own formula that counts a place over people of several departments; empty where none does."""
    if not {"rank", "total", "department"} <= part.columns.keys():
        return ""
    rank, total, department = (column_number(part.columns[key]) for key in ("rank", "total", "department"))
    entries = frozenset(part.entries)
    for row in part.entries:
        made = computed(grid, row, rank) if grid.formula(row, rank) else None
        if made is None or made.kind != "rank" or department in made.columns():
            continue
        rows = {
            at for area in made.areas if area.left <= total <= area.right for at in range(area.top, area.bottom + 1)
        }
        if len({grid.value(at, department) for at in rows & entries}) > 1:
            formula = grid.formula(row, rank)
            return f"={formula.text}" if formula else ""
        return ""  # the first formula speaks for the column
    return ""


def ranked_in_numbers(part: Part, grid: Grid) -> str:
    """Whether the places that stand are all those of the whole list, and not those of the departments."""
    lines = Lines(grid, part)
    if not lines.has("rank", "total", "department"):
        return ""
    rows = [(lines.number("total", at), lines.number("rank", at), lines.text("department", at)) for at in lines.entries]
    known = [(total, rank, own) for total, rank, own in rows if total is not None and rank is not None]
    totals = sorted(total for total, _, _ in rows if total is not None)
    if len(known) < 3 or len(known) < len(totals):
        return ""
    inside: dict[str, list[float]] = {}
    for total, _, own in known:
        inside.setdefault(own, []).append(total)
    whole = all(rank == place_of(totals, total) for total, rank, _ in known)
    apart = all(rank == place_of(sorted(inside[own]), total) for total, rank, own in known)
    return "现有的名次" if whole and not apart else ""
