"""Levels that are not dealt by the shares which a sentence gives to all of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from math import ceil, floor
from typing import NamedTuple

from xlkpi.adopt.grid import Grid
from xlkpi.adopt.level_sentences import plain_level
from xlkpi.adopt.part_lines import Lines, shown
from xlkpi.adopt.told_shares import shares_stated
from xlkpi.adopt.understanding import Conflict, Part
from xlkpi.errors import sentence


class _Person(NamedTuple):
    entry: int
    total: float
    level: str
    department: str


def share_conflicts(
    part: Part, by_name: Mapping[str, Grid], grids: Sequence[Grid], parts: Sequence[Part]
) -> Iterator[Conflict]:
    """People whose place gives them another level by the shares that a sentence tells, however these are rounded.

    Shares hold among everybody or in each department, whichever the levels keep to better; where most people do not
    keep to them, levels are given by another rule and nothing is told.
    """
    lines = Lines(by_name[part.sheet], part)
    if part.kind != "summary" or not lines.has("level", "total") or part.level_rule == "own":
        return
    told = shares_stated(part, grids, parts)
    shares = {plain_level(level): share for level, share in told.numbers.items()} if told else {}
    people = _people(lines)
    if told is None or not people or not all(one.level in shares for one in people):
        return
    apart: dict[str, list[_Person]] = {}
    for one in people:
        apart.setdefault(one.department, []).append(one)
    scopes = ([people], list(apart.values())) if len(apart) > 1 else ([people],)
    found = min(([one for group in scope for one in _misfits(group, shares)] for scope in scopes), key=len)
    for one, due in found if len(found) * 2 < len(people) else ():
        if place := lines.place("level", one.entry):
            zh, en = (
                "按 {where} 写的比例（{shares}），{total} 分应为 {due}",
                "by the shares in {where} {total} points are {due}",
            )
            values = {"where": told.where, "shares": told.told, "total": shown(one.total), "due": due}
            yield lines.conflict(place, due, sentence(zh, en, **values))


def _people(lines: Lines) -> list[_Person]:
    """Everybody with a total, the highest first; empty while somebody of these has no level yet."""
    rows = ((at, lines.number("total", at), plain_level(lines.text("level", at))) for at in lines.entries)
    found = [_Person(at, total, level, lines.text("department", at)) for at, total, level in rows if total is not None]
    return sorted(found, key=lambda one: -one.total) if all(one.level for one in found) else []


def _misfits(people: Sequence[_Person], shares: Mapping[str, float]) -> Iterator[tuple[_Person, str]]:
    """People with a level that their place cannot have, with the one it has; equal totals may have any of theirs."""
    ends = [round(end * len(people), 6) for end in accumulate(shares.values())]
    begins = [0.0, *ends[:-1]]
    may = {level: range(floor(low), ceil(high)) for level, low, high in zip(shares, begins, ends)}
    numbers = [-one.total for one in people]
    for at, one in enumerate(people):
        first, after = bisect_left(numbers, -one.total), bisect_right(numbers, -one.total)
        if not (first < may[one.level].stop and may[one.level].start < after):
            yield one, next(level for level, end in zip(shares, ends) if at < end)
