"""Among whom the places of a list are counted, as far as what stands there tells: all of it, or each department."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from xlkpi.adopt.computations import computed
from xlkpi.adopt.grid import Grid
from xlkpi.adopt.labels import clauses
from xlkpi.adopt.level_sentences import TALKATIVE
from xlkpi.adopt.part_lines import Lines, place_of
from xlkpi.adopt.understanding import Part, Question
from xlkpi.books.areas import column_letters, column_number
from xlkpi.errors import sentence

WHOLE: Final = "(?:全(?![年月季勤面程])[一-鿿]{1,3}|不分(?:部门|班组|小组|组别?|科室|岗位))"
"""Words for everybody in a list: 全网点, 不分班组."""
_PLACES: Final = "(?:排名|名次|排序|排位)"
INSIDE_OF: Final = re.compile("([^本月度季年内]{0,3}[厅店队组班柜站所点行部区科室间路心构目])[之以]?内")
"""The unit inside of which places are counted: 厅 of 厅内排名, 网点 of 网点内名次, 机构 of 机构内排名."""
_IN_WHOLE: Final = re.compile(f"{_PLACES}[^，,：:]{{0,4}}{WHOLE}|{WHOLE}[^：:]{{0,6}}{_PLACES}")
"""A sentence by which places are counted among all: 排名按全网点, 不分班组统一排名."""

_NAMED: Final = "班组队店厅柜站所科室部"
"""The last sign of a unit that a title names: 话务一班, 解放碑店."""
INSIDE: Final = re.compile(
    "(?:部门|科室|支行|网点|机构|项目|(?<!全)[组队班店厅柜站所间区])[之以]?内"
    "|本(?:部门|班|组|车间|科室|小组|车队|队|店|厅|柜|站|所|区|网点|机构)"
)
"""Words over places that are counted inside a part of the list."""


def ranked_inside(part: Part) -> str:
    """The words over the places that say that they are counted inside of something: 部门内排名; else empty."""
    words = part.words_over("rank") if "rank" in part.columns else part.headings.get("rank", "")
    return words if INSIDE.search("".join(words.split())) else ""


def groups_unknown(part: Part, grid: Grid, parts: Sequence[Part]) -> bool:
    """Whether places are to be counted inside of something, and neither a column nor a title tells of what.

    Several lists under the same headings are a department each, and so is a list whose title names the one. Who answers
    that there are no departments says that all are one.
    """
    if not ranked_inside(part) or "department" in {*part.columns, *part.across, *part.fields, *part.confidence}:
        return False
    alike = [one for one in parts if one.kind != "form" and one.labels == part.labels]
    return len(alike) < 2 and not _is_one_group(part, grid)


def with_groups_asked(parts: Sequence[Part], grids: Mapping[str, Grid]) -> list[Part]:
    """The parts, each list whose blank places are to be counted inside of something unknown with a question for it."""
    return [_asked(part, grids[part.sheet], parts) for part in parts]


def _asked(part: Part, grid: Grid, parts: Sequence[Part]) -> Part:
    lines, keys = Lines(grid, part), {one.field for one in part.questions}
    scored = [at for at in lines.entries if lines.number("total", at) is not None] or lines.entries
    waits = part.kind == "summary" and lines.has("rank") and not all(lines.number("rank", at) for at in scored)
    if not waits or keys & {"rank", "department"} or not groups_unknown(part, grid, parts):
        return part
    zh = '“{told}”要在其中各自排名，看不出谁属于哪一个；整份名单是一个的，回答 -；名次由公司自己填的，再答 rank = "-"'
    en = "“{told}” is counted inside of something, and nothing tells who is in which: answer - where all are in one, "
    en += 'and rank = "-" where places are filled in by hand'
    asked = Question("department", part.sheet, _groups(part, grid), sentence(zh, en, told=ranked_inside(part)))
    return replace(part, questions=(*part.questions, asked))


def _groups(part: Part, grid: Grid) -> tuple[str, ...]:
    """Columns that nothing is read of, with words that come again."""
    return tuple(letter for letter, words in unread_words(part, grid).items() if 1 < len(set(words)) < len(words))


def unread_words(part: Part, grid: Grid) -> dict[str, list[str]]:
    """The columns of a list that nothing is read of, with the words that stand in its rows."""
    free = [at for at in part.label_columns if column_letters(at) not in part.columns.values()]
    return {
        column_letters(at): [text for row in part.entries if (text := grid.text(row, at))]
        for at in free
        if part.columns
    }


def _is_one_group(part: Part, grid: Grid) -> bool:
    """Whether the sheet or the rows above a list name one of what places are counted inside: 话务一班, 解放碑店."""
    unit = INSIDE_OF.search("".join(ranked_inside(part).split()))
    if unit is None or unit[1][-1] not in _NAMED:
        return False
    names = re.compile(rf"(?![门本各全值跨小])[一-鿿\d]{unit[1][-1]}(?![内组长员次务间])")
    top = part.first_row or 0
    above = (grid.text(row, at) for row in range(max(1, top - 6), top) for at in grid.rows.get(row, ()))
    return any(names.search(text) for text in (grid.name, *above))


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
