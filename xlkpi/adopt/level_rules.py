"""Asks by which rule the levels of a list are given, where they are still blank and the workbook states points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from xlkpi.adopt.grid import Grid
from xlkpi.adopt.level_conflicts import levels_against, shares_told
from xlkpi.adopt.part_lines import Lines
from xlkpi.adopt.rule_tables import share_blocks
from xlkpi.adopt.stated_levels import TALKATIVE, Stated, hints_of_levels, stated_for
from xlkpi.adopt.understanding import LevelRule, Part, Question
from xlkpi.books.areas import column_number
from xlkpi.errors import Sentence, sentence

RULES: Final[Mapping[str, LevelRule]] = {
    **dict.fromkeys(("thresholds", "分数线", "按分数线"), "thresholds"),
    **dict.fromkeys(("quotas", "名额", "按名额", "比例"), "quotas"),
    **dict.fromkeys(("own", "自定", "保留"), "own"),
}
"""What may be answered, and what it means."""
CALLED: Final[Mapping[str, tuple[str, str]]] = {
    "thresholds": ("按表上写明的分数线", "by the points that are stated"),
    "quotas": ("按主管等级的名额比例", "by quotas of the supervisor's level"),
    "own": ("不接入，由公司自己填写或用自己的公式", "not computed: filled in, or by the company's own formulas"),
}
"""What people call each rule, in both languages."""


def with_level_rules(parts: Sequence[Part], grids: Sequence[Grid]) -> list[Part]:
    """Ask of every list whose workbook states points of its own where levels are blank, or few follow from these."""
    found = []
    for part in parts:
        if part.level_rule or any(one.field == "level_rule" for one in part.questions):
            found.append(part)
            continue
        asked = _asked(part, grids, parts) if _waits(part, grids) else _unlike(part, grids, parts)
        found.append(replace(part, questions=(*part.questions, asked)) if asked else part)
    return found


def _asked(part: Part, grids: Sequence[Grid], parts: Sequence[Part]) -> Question | None:
    """The question by which rule levels are given, where points of them or shares in a sentence are stated."""
    stated = stated_for(part, grids, parts)
    if stated.bands or stated.faults:
        usable = not (stated.partial or stated.faults)
        rules = ("thresholds", "quotas", "own") if usable else ("quotas", "own")
        return Question("level_rule", part.sheet, rules, _why(stated))
    if share_blocks(grids, parts):
        return None
    told = _shares_told(part, grids, parts)
    if not told:
        return _hinted(part, grids, parts)
    zh = "“{told}”写的是自己的比例，名额不会照它算；要照它，请写成一张表（等级、比例两列，合计 100%）再接入"
    en = "“{told}” states shares that quotas do not heed: for these make a table of levels and shares first"
    return Question("level_rule", part.sheet, ("quotas", "own"), sentence(zh, en, told=told[:40]))


def _hinted(part: Part, grids: Sequence[Grid], parts: Sequence[Part]) -> Question | None:
    """The question by which rule levels are given, where something speaks of one that is not understood."""
    where, told = next(hints_of_levels(part, grids, parts), ("", ""))
    if not told:
        return None
    zh = "{where} 的“{told}”像是等级的规定，没有看懂；要按分数线算，请写成一张表（等级、最低分、系数三列）再接入"
    en = "“{told}” in {where} seems a rule of levels and is not understood: make a table of 等级, 最低分 and 系数"
    return Question("level_rule", part.sheet, ("quotas", "own"), sentence(zh, en, where=where, told=told[:40]))


def _unlike(part: Part, grids: Sequence[Grid], parts: Sequence[Part]) -> Question | None:
    """The question by which rule levels were given that are most of them other ones than the stated points give."""
    if part.kind != "summary" or "level" not in part.columns or part.matrix:
        return None
    stated = stated_for(part, grids, parts)
    [grid] = [grid for grid in grids if grid.name == part.sheet]
    rows, wrong = levels_against(Lines(grid, part), stated.lines)
    if len(wrong) * 2 <= len(rows):
        return None
    zh = "表上写着自己的等级线（{told}），但已填的等级大多不是照它定的（{wrong}/{rows} 人不符）"
    en = "points are stated ({told}), and most levels there are other ones ({wrong} of {rows})"
    why = sentence(zh, en, told=stated.told, wrong=len(wrong), rows=len(rows))
    return Question("level_rule", part.sheet, ("thresholds", "quotas", "own"), why)


def _shares_told(part: Part, grids: Sequence[Grid], parts: Sequence[Part]) -> str:
    """The first sentence on the sheet of a list, or on sheets without a part, that says who gets a level by share."""
    taken = {one.sheet for one in parts if one.sheet != part.sheet}
    texts = (
        text
        for grid in grids
        if grid.name not in taken and len(grid.rows) < TALKATIVE
        for text in grid.texts_outside(part.body if grid.name == part.sheet else range(0))
    )
    return next(filter(None, map(shares_told, texts)), "")


def _waits(part: Part, grids: Sequence[Grid]) -> bool:
    """Whether the levels of a list are blank and no formula of the company gives them."""
    if part.kind != "summary" or "level" not in part.columns:
        return False
    [grid] = [grid for grid in grids if grid.name == part.sheet]
    column = column_number(part.columns["level"])
    return all(grid.value(row, column) is None and grid.formula(row, column) is None for row in part.entries)


def _why(stated: Stated) -> Sentence:
    zh, en = (
        "表上写着自己的等级线（{told}），等级还空着",
        "points of levels are stated here ({told}), and the levels are blank",
    )
    if stated.partial:
        zh += "；只写了部分等级，名额不会顾到它"
        en += "; only some levels have any, and quotas do not heed them"
    if stated.faults:
        zh += "；分数线不能用：" + "；".join(f"{one.place.replace('{', '')} {one.say('zh')}" for one in stated.faults)
        en += "; they cannot be used: " + "; ".join(f"{one.place} {one.say('en')}" for one in stated.faults)
    zh += "".join(f"；{one.say('zh')}" for one in stated.notices)
    en += "".join(f"; {one.say('en')}" for one in stated.notices)
    return sentence(zh, en, told=stated.told or "—")
