"""Among whom the shares of levels are dealt out: the people of each department, or the whole list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from xlkpi.adopt.grid import Grid
from xlkpi.adopt.labels import clauses
from xlkpi.adopt.level_sentences import plain_level
from xlkpi.adopt.part_lines import Lines
from xlkpi.adopt.ranked_among import WHOLE, ranked_in_whole, unread_words
from xlkpi.adopt.rule_tables import share_blocks
from xlkpi.adopt.sentences import sentences_about
from xlkpi.adopt.understanding import Part, Question
from xlkpi.errors import sentence

_DEALT: Final = "(?:强制分布|正态分布|分布|比例|名额|占比|等级|评级|评定|评优|人数)"
_IN_WHOLE: Final = re.compile(f"{WHOLE}[^：:；;。]{{0,24}}{_DEALT}|{_DEALT}[^：:；;。]{{0,12}}{WHOLE}")
"""Shares of all people: 按全中心参评人员得分由高到低强制分布, 等级比例不分班组."""

_APART: Final = re.compile(
    f"[各按分在][^：:；;。]{{0,12}}内(?:分别|各自)[^：:；;。]{{0,12}}{_DEALT}|{_DEALT}[^：:；;。]{{0,8}}(?:分别|各自)按"
)
"""Levels dealt out in each of several: 在男部、女部内分别按比例强制分布."""


def with_scopes(parts: Sequence[Part], grids: Sequence[Grid]) -> list[Part]:
    """The parts, each list whose levels are dealt out over all its people marked so; of what is unclear it is asked.

    The company's own shares hold for each department unless a sentence says otherwise, or the levels that stand there
    do. Where places are counted over everybody and nothing else tells, levels may be either: a question.
    """
    blocks = [block for block in share_blocks(grids, parts) if block.for_all]
    if len(blocks) != 1:
        return list(parts)
    shares = blocks[0].numbers("")
    asked = (any(one.field == "level_rule" for one in part.questions) for part in parts)
    return [
        part if part.level_rule or waits or part.kind != "summary" else with_scope(part, grids, parts, shares)
        for part, waits in zip(parts, asked, strict=True)
    ]


def with_scope(part: Part, grids: Sequence[Grid], parts: Sequence[Part], shares: Mapping[str, float]) -> Part:
    """A list whose levels have these shares: dealt among all where that is told, asked about where it is unclear."""
    [grid] = [grid for grid in grids if grid.name == part.sheet]
    lines = Lines(grid, part)
    if not lines.has("level", "total", "department"):
        return _without_departments(part, grids, parts) if lines.has("level", "total") else part
    if len({lines.text("department", entry) for entry in lines.entries}) < 2:
        return part
    texts = (text for _, text in sentences_about(part, grids, parts))
    if any(_IN_WHOLE.search("".join(clause.split())) for text in texts for clause in clauses(text)):
        return replace(part, level_rule="whole")
    fits = _fits(lines, shares)
    if fits is not None:
        return replace(part, level_rule="whole") if fits else part
    told = ranked_in_whole(part, grid)
    if not told:
        return part
    zh = "名次是在全体里排的（{told}），等级比例是在全体里分，还是在各{unit}里分，表里没有写"
    en = "places are counted among all ({told}); whether shares of levels are dealt among all or by {unit} is not told"
    why = sentence(zh, en, told=told[:40], unit=part.words_over("department") or "部门")
    return replace(
        part, questions=(*part.questions, Question("level_rule", part.sheet, ("whole", "quotas", "own"), why))
    )


def _without_departments(part: Part, grids: Sequence[Grid], parts: Sequence[Part]) -> Part:
    """A list in which no department was found, though a sentence deals levels in each: the column is asked for."""
    said = (clause for _, text in sentences_about(part, grids, parts) for clause in clauses(text))
    told = next((one.strip() for one in said if _APART.search("".join(one.split()))), "")
    if not told or "department" in part.fields or any(one.field == "department" for one in part.questions):
        return part
    zh = "“{told}”是分开来排的，看不出哪一列是部门；不分部门的，回答 -"
    en = "“{told}” deals levels apart, and no column is surely the department; answer - where there is none"
    why = sentence(zh, en, told=told[:40])
    named = _columns_named(part, next(grid for grid in grids if grid.name == part.sheet), told)
    return replace(part, questions=(*part.questions, Question("department", part.sheet, named, why)))


def _columns_named(part: Part, grid: Grid, told: str) -> tuple[str, ...]:
    """The columns of a list in which nothing stands but several words of a sentence: 男部, 女部."""
    words = {letter: set(map(str.strip, own)) for letter, own in unread_words(part, grid).items()}
    return tuple(letter for letter, own in words.items() if len(own) > 1 and all(one in told for one in own))


def _fits(lines: Lines, shares: Mapping[str, float]) -> bool | None:
    """Whether the levels that stand there are dealt among all people (True), by department (False); None: unclear."""
    known = {plain_level(word): share for word, share in shares.items()}
    people = [
        (lines.text("department", entry), total, plain_level(lines.text("level", entry)))
        for entry in lines.entries
        if (total := lines.number("total", entry)) is not None
    ]
    if not people or not all(level in known for _, _, level in people):
        return None
    by_department: dict[str, list[tuple[float, str]]] = {}
    for department, total, level in people:
        by_department.setdefault(department, []).append((total, level))
    whole = _is_dealt([(total, level) for _, total, level in people], known)
    apart = all(_is_dealt(own, known) for own in by_department.values())
    return whole if whole != apart else None


def _is_dealt(people: Iterable[tuple[float, str]], shares: Mapping[str, float]) -> bool:
    """Whether levels go down with the totals, and as many people have each as its share says, rounded either way."""
    ordered = sorted(people, key=lambda one: -one[0])
    order = {level: at for at, level in enumerate(shares)}
    if any(order[upper] > order[lower] and over > under for (over, upper), (under, lower) in pairwise(ordered)):
        return False
    counts = Counter(level for _, level in ordered)
    return all(abs(counts[level] - share * len(ordered)) < 1 for level, share in shares.items())
