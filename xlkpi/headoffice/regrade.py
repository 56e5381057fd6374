"""Ranks, levels and pay of many workbooks at once held against the rules: what is stale, and where a tie decides."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from xlkpi.domain.grade import NOT_APPRAISED, UNDECIDED
from xlkpi.errors import Fault, sentence
from xlkpi.functions.arguments import Argument, Complaint, ErrorCell
from xlkpi.functions.quotas import ROUNDING_NAMES, TIES_NAMES, read_quotas
from xlkpi.headoffice.filed import Filed
from xlkpi.headoffice.hundredths import Floats, Integers, hundredths
from xlkpi.headoffice.rosters import Roster, Rules, pay_all, place_all

MOST_NAMED = 5
"""People whom one line names before it only counts them."""


@dataclass
class Together:
    """The people of all workbooks that grade by the same numbers, one after another."""

    codes: tuple[str, ...]
    rows: Mapping[str, int]
    rules: Rules
    files: list[Filed] = field(default_factory=list)


def regrade(files: Sequence[Filed]) -> tuple[list[Fault], list[Fault]]:
    """Return which workbooks hold levels, ranks or pay that do not follow from what stands beside them, and ties.

    A tie is told where people of equal scores share the last seat of a level.
    """
    groups: dict[str, Together | None] = {}
    stale: list[Fault] = []
    for filed in files:
        if filed.seating and filed.people.get("id"):
            key = json.dumps(filed.seating, ensure_ascii=False)
            if key not in groups:
                groups[key] = _rules_of(filed.seating)
            together = groups[key]
            if together is not None:
                together.files.append(filed)
        stale += _pay(filed)
    ties: list[Fault] = []
    for together in groups.values():
        if together is not None:
            more, tied = _graded(together)
            stale += more
            ties += tied
    return stale, ties


def _rules_of(seating: Mapping[str, Any]) -> Together | None:
    """Return what a workbook's own page of parameters says; None where it says nothing that could be used."""
    try:
        quotas = read_quotas(Argument("名额比例", "quotas", seating["shares"]))
        shares = tuple(quotas.shares(row) for row in quotas.rows)
    except (Complaint, ErrorCell):
        return None  # the workbook's own cells say so
    rounding = _key(ROUNDING_NAMES, seating["rounding"], "half_up")
    ties = _key(TIES_NAMES, seating["ties"], "better")
    rows = {name: at for at, name in enumerate(quotas.rows)}
    return Together(quotas.levels, rows, Rules(shares, rounding, ties)) if shares and rounding and ties else None


def _key(names: Mapping[str, tuple[str, ...]], word: str, blank: str) -> str:
    if not word:
        return blank
    return next((key for key, words in names.items() if word in (key, *words)), "")


def _graded(together: Together) -> tuple[list[Fault], list[Fault]]:
    """Grade everybody afresh and compare; the departments of all files are numbered through."""
    files = together.files
    names: list[tuple[Filed, str]] = []
    group: list[int] = []
    levels: list[int] = []
    for filed in files:
        numbers: dict[str, int] = {}
        of_units = {unit["name"]: unit["level"] for unit in filed.units}
        for name in filed.people["department"]:
            if name not in numbers:
                numbers[str(name)] = len(names)
                names.append((filed, str(name)))
                levels.append(together.rows.get(of_units.get(name, ""), -1))
            group.append(numbers[str(name)] if name else -1)
    score, takes_part = floats(files, "total"), np.array(_all(files, "takes_part"), np.bool_)
    department = np.array(group, np.int64)
    placed = place_all(Roster(department, score, takes_part, np.array(levels, np.int64)), together.rules)
    words = np.array([*together.codes, UNDECIDED], object)[placed.level]
    words[~takes_part] = NOT_APPRAISED
    there = np.array(_all(files, "computed" if "computed" in files[0].people else "level"), object)
    judged = (department >= 0) & (placed.ready[department] | ~takes_part)
    ranked = judged & takes_part
    wrong = judged & (words != there)
    wrong |= ranked & (floats(files, "rank") != placed.rank)
    stale = [
        _stale(filed, [f"{filed.people['id'][i]}（{there[at + i] or '空'}→{words[at + i]}）" for i in places])
        for filed, at, places in _by_file(files, wrong)
    ]
    ties = []
    tied: dict[int, list[int]] = defaultdict(list)
    for at in np.flatnonzero(placed.cut).tolist():
        tied[group[at]].append(at)
    ids = _all(files, "id")
    for number, people in tied.items():
        filed, name = names[number]
        zh = "部门“{name}”有 {count} 人同分，名额只够其中一部分，按“{way}”定为：{who}"
        en = "{count} people of “{name}” share a score, with seats for some of them only; by {way}: {who}"
        who = _some([f"{ids[at]}（{words[at]}）" for at in people])
        way = TIES_NAMES[together.rules.ties][0]
        ties.append(Fault(filed.place, sentence(zh, en, name=name, count=len(people), way=way, who=who), notice=True))
    return stale, ties


def _stale(filed: Filed, people: Sequence[str]) -> Fault:
    zh = "{count} 人的排名或等级与得分、名额不符，请重新计算：{who}"
    en = "the rank or level of {count} people does not follow from scores and seats: recompute ({who})"
    return Fault(filed.place, sentence(zh, en, count=len(people), who=_some(people)))


def _pay(filed: Filed) -> list[Fault]:
    """Pay is base x coefficient x attendance, with the coefficient that stands in the workbook."""
    if not {"base", "attendance", "pay"} <= filed.people.keys():
        return []  # money that follows from something else
    due = pay_all(floats([filed], "base"), floats([filed], "coefficient"), floats([filed], "attendance"))
    paid = floats([filed], "pay")
    cents = np.full(len(paid), -1, np.int64)
    cents[~np.isnan(paid)] = hundredths(paid[~np.isnan(paid)])
    wrong = [str(filed.people["id"][at]) for at in np.flatnonzero(due != cents).tolist()]
    if not wrong:
        return []
    zh = "{count} 人的绩效工资与基数、系数、出勤率不符，请重新计算：{who}"
    en = "the pay of {count} people is not base x coefficient x attendance: recompute ({who})"
    return [Fault(filed.place, sentence(zh, en, count=len(wrong), who=_some(wrong)))]


def floats(files: Sequence[Filed], key: str) -> Floats:
    """Return a column of all files as floats, NaN where there is no number or no such column."""
    parts = [np.array(f.people.get(key) or [None] * len(f.people["id"]), np.float64) for f in files]
    return np.concatenate(parts) if parts else np.zeros(0)


def _all(files: Sequence[Filed], key: str) -> list[Any]:
    return [value for filed in files for value in filed.people[key]]


def _by_file(files: Sequence[Filed], wrong: Any) -> list[tuple[Filed, int, list[int]]]:
    """Return the files with wrong people: where its people begin, and which of them they are."""
    found = []
    at = 0
    for filed in files:
        end = at + len(filed.people["id"])
        places: Integers = np.flatnonzero(wrong[at:end])
        if len(places):
            found.append((filed, at, places.tolist()))
        at = end
    return found


def _some(names: Sequence[str]) -> str:
    more = f" 等{len(names)}人" if len(names) > MOST_NAMED else ""
    return "、".join(names[:MOST_NAMED]) + more
