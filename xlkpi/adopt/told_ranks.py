"""Levels or coefficients that a sentence gives to places: 第1名为A，第2-4名为B，其余为C; 第1名系数1.3，其余1.0."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from xlkpi.adopt.grid import Grid
from xlkpi.adopt.labels import clauses, wide
from xlkpi.adopt.level_sentences import LEVEL, normal, plain_level
from xlkpi.adopt.part_lines import Lines, place_of, same, shown
from xlkpi.adopt.sentences import sentences_about
from xlkpi.adopt.understanding import Conflict, Part
from xlkpi.errors import sentence

_DIGITS: Final = str.maketrans("一二三四五六七八九", "123456789")
_N: Final = r"(\d{1,2})"
_PLACES: Final = re.compile(
    rf"(?:排?名?次?第{_N}(?:名|位)?(?:[-~—–至到、和及]第?{_N})?|(?:排名|名次)?前{_N})[名位](?:的|者|员工|人员)?"
)
"""第1名, 第2-4名, 第2、3名, 第二至四名, 前3名."""
_REST: Final = re.compile("(?:其[余他它]|余下)(?:的|者|人员|员工|人)*")
_JOINING: Final = re.compile("^(?:均?为|是|评为|评定为|定为|得|:|的|系数|按)+")
_FACTOR: Final = re.compile(r"(\d(?:\.\d+)?)(?![\d.%分人名元])")
_ELSE: Final = re.compile(r"%|末|倒数|后\d|[≤≥<>]|部门等级|元")
"""What makes a sentence another rule, or more than one of places."""


class Ranked(NamedTuple):
    """What each stretch of places has, from the first on; the last may be open (None)."""

    stretches: tuple[tuple[int, int | None, str], ...]
    where: str
    told: str

    def due(self, place: int) -> str:
        """What a place has."""
        return next((value for low, high, value in self.stretches if low <= place and (high or place) >= place), "")


def ranks_in(text: str) -> tuple[tuple[int, int | None, str], ...]:
    """The stretches of places that a clause tells, from 1 on without a gap; nothing where it may be read otherwise."""
    plain = normal(wide(text).translate(_DIGITS))
    if _ELSE.search(plain):
        return ()
    found: list[tuple[int, int | None, str]] = []
    heads = [*_PLACES.finditer(plain), *_REST.finditer(plain)]
    heads.sort(key=lambda one: one.start())
    for at, head in enumerate(heads):
        end = heads[at + 1].start() if at + 1 < len(heads) else len(plain)
        value = _value(plain[head.end() : end].strip(",、"))
        after = (found[-1][1] or 0) + 1 if found else 1
        low, high, best = (head.groups() + (None,) * 3)[:3] if head.re is _PLACES else (None, None, None)
        first = int(low) if low else 1 if best else after
        last = int(high or low or best or 0) or None
        if not value or first != after or (found and found[-1][1] is None):
            return ()
        found.append((first, last, value))
    kinds = {bool(_FACTOR.fullmatch(value)) for _, _, value in found}
    return tuple(found) if len(found) > 1 and len(kinds) == 1 else ()


def _value(text: str) -> str:
    """The level or coefficient that a stretch of places has; empty where something else stands there."""
    plain = _JOINING.sub("", text)
    level = LEVEL.match(plain)
    factor = _FACTOR.match(plain)
    found = level or factor
    if found is None or re.sub(r"[级,;。)倍]", "", plain[found.end() :]):
        return ""
    return plain_level(found[0]) if level else found[1]


def rank_conflicts(lines: Lines, grids: Sequence[Grid], parts: Sequence[Part]) -> Iterator[Conflict]:
    """Levels or coefficients that are not those which a sentence gives to the place, where most others are."""
    if lines.part.kind != "summary" or not lines.has("total"):
        return
    told = [
        Ranked(stretches, where, clause.strip())
        for where, text in sentences_about(lines.part, grids, parts)
        for clause in clauses(text)
        if (stretches := ranks_in(clause))
    ]
    for one in told:
        key = "coefficient" if _FACTOR.fullmatch(one.stretches[0][2]) else "level"
        if lines.has(key):
            yield from _against(lines, one, key)


def _against(lines: Lines, told: Ranked, key: str) -> Iterator[Conflict]:
    totals = {at: number for at in lines.entries if (number := lines.number("total", at)) is not None}
    stands = {at: text for at in totals if (text := _standing(lines, key, at))}
    groups: dict[str, dict[int, float]] = {}
    for at, number in totals.items():
        groups.setdefault(lines.text("department", at), {})[at] = number
    wrong = min(([*_misfits(told, stands, scope)] for scope in ([totals], [*groups.values()])), key=len)
    for at, due in wrong if len(wrong) * 2 < len(stands) else ():
        if place := lines.place(key, at):
            zh, en = "{where} 写着“{told}”，{total} 分应为 {due}", "{where} says “{told}”: {total} points have {due}"
            values = {"where": told.where, "told": told.told[:40], "total": shown(totals[at]), "due": due}
            yield lines.conflict(place, due, sentence(zh, en, **values))


def _standing(lines: Lines, key: str, at: int) -> str:
    number = lines.number(key, at)
    return plain_level(lines.text(key, at)) if key == "level" else "" if number is None else shown(number)


def _misfits(
    told: Ranked, stands: Mapping[int, str], scopes: Sequence[Mapping[int, float]]
) -> Iterator[tuple[int, str]]:
    """Who has another one than any of the places has that his total may take; equal totals share theirs."""
    for scope in scopes:
        ascending = sorted(scope.values())
        places = {total: (place_of(ascending, total), equal) for total, equal in Counter(ascending).items()}
        may = {total: [told.due(place) for place in range(at, at + equal)] for total, (at, equal) in places.items()}
        for at, total in scope.items():
            due = may[total]
            if at in stands and due[0] and not any(_is(stands[at], one) for one in due):
                yield at, due[0]


def _is(stands: str, due: str) -> bool:
    factor = _FACTOR.fullmatch(due)
    return stands == due if factor is None else same(float(stands), float(due), 4)
