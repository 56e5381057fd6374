"""Asks by which rule the levels of a list are given, where they are still blank and the workbook states points."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

from xlkpi.adopt.dealt_among import with_scope, with_scopes
from xlkpi.adopt.grid import Grid
from xlkpi.adopt.labels import clauses, wide
from xlkpi.adopt.level_conflicts import levels_against, shares_told
from xlkpi.adopt.level_sentences import LEVEL, WITHOUT_PAY, normal
from xlkpi.adopt.over_rows import spread
from xlkpi.adopt.part_lines import Lines
from xlkpi.adopt.points_alone import points_alone, with_department_levels
from xlkpi.adopt.rule_tables import share_blocks
from xlkpi.adopt.sentences import sentences_about
from xlkpi.adopt.stated_levels import Stated, hints_of_levels, stated_for
from xlkpi.adopt.told_factors import factors_in, numbers_levels, pays_by_points
from xlkpi.adopt.told_ranks import rules_of_places
from xlkpi.adopt.told_shares import shares_in, shares_stated
from xlkpi.adopt.understanding import LevelRule, Part, Question
from xlkpi.adopt.value_conflicts import AWAY
from xlkpi.books.areas import cell_of, reference_of
from xlkpi.errors import Sentence, sentence

RULES: Final[Mapping[str, LevelRule]] = {
    **dict.fromkeys(("thresholds", "分数线", "按分数线"), "thresholds"),
    **dict.fromkeys(("quotas", "名额", "按名额", "比例"), "quotas"),
    **dict.fromkeys(("whole", "全体", "不分部门"), "whole"),
    **dict.fromkeys(("own", "自定", "保留"), "own"),
}
"""What may be answered, and what it means."""
_AMOUNT: Final = re.compile(r"\d[\d.]*(?:分|%|名|人|位)|其余|其他人|末位|前\d|后\d")
_NUMBER: Final = re.compile(r"(?<![\d年月第])\d{1,3}(?:\.\d+)?(?![\d年月日号版])")
_FACTOR: Final = re.compile(r"系数[:为是按]?\d[\d.]*%?")
_PENALTY: Final = re.compile(r"[扣加减奖罚]\d")
"""Points for an event, not of a level: 不合格一次扣2分."""
_TITLED: Final = re.compile(
    r"第[\d一二三四五六七八九十]+(?:[-~—–至到、和及]+第?[\d一二三四五六七八九十]+)?[名位](?:的|者)?"
    r"(?:(?:评定?|定)?为|授予|获得?|是)?(?!奖|发|加|减|补|扣|系数|津贴)[一-鿿]{2,6}(?=[,，、。；;]|$)"
    r"|(?:其余|其他|其它)(?:的|者|人员|员工)*(?:(?:评定?|定)?为|是)(?!奖|发)[一-鿿]{2,6}(?=[,，、。；;]|$)"
)
"""Titles by places: 第1名为金牌教练，奖1500元; 第4名白银."""
CALLED: Final[Mapping[str, tuple[str, str]]] = {
    "thresholds": ("按表上写明的分数线", "by the points that are stated"),
    "quotas": ("按名额比例，各部门各自分", "by shares, each department for itself"),
    "whole": ("按名额比例，在全体里分", "by shares, among everybody"),
    "own": ("不接入，由公司自己填写或用自己的公式", "not computed: filled in, or by the company's own formulas"),
}
"""What people call each rule, in both languages."""


def with_level_rules(parts: Sequence[Part], grids: Sequence[Grid]) -> list[Part]:
    """The parts, each with the rule of its levels or with the question which one it is.

    Points that are all of a workbook's rule give blank levels; where there may be more to it, and where few of the
    levels that stand follow from the points, it is asked. The blank level of a form follows from such points or stays.

    Among whom shares are dealt out is told or asked too.
    """
    found = []
    for part in parts:
        if part.level_rule or any(one.field == "level_rule" for one in part.questions):
            found.append(part)
            continue
        if part.kind == "form":
            found.append(replace(part, level_lines=_lines_of_form(part, grids, parts)))
            continue
        own = _list_of(part, grids)
        if not _waits(own, grids):
            asked = _unlike(own, grids, parts)
        elif read := _read(part, own, grids, parts):
            found.append(read)
            continue
        else:
            asked = _asked(own, grids, parts)
        found.append(replace(part, questions=(*part.questions, asked)) if asked else part)
    return with_scopes(found, grids)


def _lines_of_form(part: Part, grids: Sequence[Grid], parts: Sequence[Part]) -> tuple[tuple[str, float], ...]:
    """The points by which the blank level of a form follows from its total, where they are all of the rule."""
    if not {"level", "total"} <= part.fields.keys():
        return ()
    grid, place = _grid_of(part, grids), cell_of(part.fields["level"])
    if grid.value(*place) is not None or grid.formula(*place) is not None:
        return ()
    stated = stated_for(part, grids, parts)
    if not points_alone(part, stated, grids, parts):
        return ()
    by_name = {one.name: one for one in grids}
    texts = {band: by_name[band.sheet].text(*band.place) for band in stated.bands}
    return tuple(
        (f"{one.level}级" if f"{one.level}级" in text else one.level, one.least) for one, text in texts.items()
    )


def _read(part: Part, own: Part, grids: Sequence[Grid], parts: Sequence[Part]) -> Part | None:
    """The part where its workbook tells the whole rule of its levels, by points or by shares; None where it may not."""
    stated = stated_for(own, grids, parts)
    if points_alone(own, stated, grids, parts):
        return replace(part, level_rule="thresholds")
    if stated.bands or stated.faults or share_blocks(grids, parts) or with_department_levels(parts):
        return None
    shares = shares_stated(own, grids, parts)
    others = (text for _, text in sentences_about(own, grids, parts) if not shares_in(text))
    if shares is None or any(shares_told(text) or _speaks_of_levels(text) for text in others):
        return None
    scoped = with_scope(part, grids, parts, shares.numbers)
    return scoped if scoped is not part else replace(part, level_rule="quotas")


def _list_of(part: Part, grids: Sequence[Grid]) -> Part:
    """The list of people in a part: of people across and indicators down the people alone."""
    return spread(part, _grid_of(part, grids))[0] if part.matrix else part


def _grid_of(part: Part, grids: Sequence[Grid]) -> Grid:
    [grid] = [grid for grid in grids if grid.name == part.sheet]
    return grid


def _asked(part: Part, grids: Sequence[Grid], parts: Sequence[Part]) -> Question | None:
    """The question by which rule levels are given, where points of them or shares in a sentence are stated."""
    stated = stated_for(part, grids, parts)
    if stated.bands or stated.faults:
        usable = not (stated.partial or stated.faults)
        rules = ("thresholds", "quotas", "own") if usable else ("quotas", "own")
        return Question("level_rule", part.sheet, rules, _why(stated))
    if share_blocks(grids, parts):
        return None
    told = next(filter(None, (shares_told(text) for _, text in sentences_about(part, grids, parts))), "")
    if not told:
        return _hinted(part, grids, parts)
    zh = "“{told}”写的是自己的比例，名额不会照它算；要照它，请写成一张表（等级、比例两列，合计 100%）再接入"
    en = "“{told}” states shares that quotas do not heed: for these make a table of levels and shares first"
    return Question("level_rule", part.sheet, ("quotas", "own"), sentence(zh, en, told=told[:40]))


def spoken_of(part: Part, grids: Sequence[Grid], parts: Sequence[Part]) -> tuple[str, str]:
    """The cell that seems to hold a rule of levels which is not computed by, and its text; blanks where none does."""
    hints = hints_of_levels(part, grids, parts)
    hinted = ((f"{grid.name}!{reference_of(*place)}", grid.text(*place)) for grid, place in hints)
    spoken = (one for one in sentences_about(part, grids, parts) if _speaks_of_levels(one[1]) or _pays_levels(one[1]))
    ranked = (one for one in sentences_about(part, grids, parts) if any(rules_of_places(one[1])))
    return next(chain(hinted, spoken, ranked), ("", ""))


def _hinted(part: Part, grids: Sequence[Grid], parts: Sequence[Part]) -> Question | None:
    """The question by which rule levels are given, where something speaks of one that is not understood."""
    where, told = spoken_of(part, grids, parts)
    if not told:
        return None
    if any(rules_of_places(told)):
        zh = "{where} 的“{told}”按名次定等级：填好的会按它核对，空着的不按它算，请自己填写或写好公式（own）"
        en = "“{told}” in {where} gives levels by places: what is filled in is held against it, blanks are yours (own)"
        return Question("level_rule", part.sheet, ("own", "quotas"), sentence(zh, en, where=where, told=told[:40]))
    zh = "{where} 的“{told}”像是等级的规定，没有看懂；要按分数线算，请写成一张表（等级、最低分、系数三列）再接入"
    en = "“{told}” in {where} seems a rule of levels and is not understood: make a table of 等级, 最低分 and 系数"
    return Question("level_rule", part.sheet, ("quotas", "own"), sentence(zh, en, where=where, told=told[:40]))


def _unlike(part: Part, grids: Sequence[Grid], parts: Sequence[Part]) -> Question | None:
    """The question by which rule levels were given that are most of them other ones than the stated points give."""
    if part.kind != "summary" or "level" not in (part.columns or part.across):
        return None
    stated = stated_for(part, grids, parts)
    rows, wrong = levels_against(Lines(_grid_of(part, grids), part), stated.lines)
    if len(wrong) * 2 <= len(rows):
        return None
    zh = "表上写着自己的等级线（{told}），但已填的等级大多不是照它定的（{wrong}/{rows} 人不符）"
    en = "points are stated ({told}), and most levels there are other ones ({wrong} of {rows})"
    why = sentence(zh, en, told=stated.told, wrong=len(wrong), rows=len(rows))
    return Question("level_rule", part.sheet, ("thresholds", "quotas", "own"), why)


def _pays_levels(text: str) -> bool:
    """Whether a sentence gives levels their shares of the pay, some of them in short: A级按110%发放，B级按100%."""
    return bool(factors_in(text)) and "%" in WITHOUT_PAY.sub("", normal(text))


def _speaks_of_levels(text: str) -> bool:
    """Whether a sentence says something of levels beside numbers, shares or the rest of people: it may be a rule."""
    if factors_in(text) and not any(
        "%" in WITHOUT_PAY.sub("", normal(one)) for one in clauses(text) if not factors_in(one)
    ):
        return False  # coefficients alone
    if pays_by_points(text) or numbers_levels(text) or len(_TITLED.findall("".join(wide(text).split()))) > 1:
        return True
    for line in clauses(text):
        plain = _FACTOR.sub("", WITHOUT_PAY.sub("", normal(line)))
        levels = {word[0] for word in LEVEL.finditer(plain)}
        said = bool(_AMOUNT.search(plain)) and not _PENALTY.search(plain)
        if (len(levels) > 1 and (said or _NUMBER.search(plain))) or (said and any(len(one) > 1 for one in levels)):
            return True
    return False


def _waits(part: Part, grids: Sequence[Grid]) -> bool:
    """Whether the levels of a list are blank, but for words why somebody has none, and no formula gives them."""
    lines = Lines(grid := _grid_of(part, grids), part)
    if part.kind != "summary" or not lines.has("level"):
        return False
    there = (entry for entry in lines.entries if not AWAY.search(lines.text("level", entry)))
    places = [place for entry in there if (place := lines.place("level", entry))]
    return all(grid.value(*place) is None and grid.formula(*place) is None for place in places)


def _why(stated: Stated) -> Sentence:
    zh, en = (
        "表上写着自己的等级线（{told}），等级还空着",
        "points of levels are stated here ({told}), and the levels are blank",
    )
    if stated.partial:
        zh += "；只写了部分等级，名额不会顾到它；要按比例，请先写成一张表（等级、比例两列，合计 100%）"
        en += "; only some levels have any, and quotas do not heed them: for shares make a table of 等级 and 比例 first"
    if stated.faults:
        zh += "；分数线不能用：" + "；".join(f"{one.place.replace('{', '')} {one.say('zh')}" for one in stated.faults)
        en += "; they cannot be used: " + "; ".join(f"{one.place} {one.say('en')}" for one in stated.faults)
    zh += "".join(f"；{one.say('zh')}" for one in stated.notices)
    en += "".join(f"; {one.say('en')}" for one in stated.notices)
    return sentence(zh, en, told=stated.told or "—")
