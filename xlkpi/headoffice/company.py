"""The picture of the company: departments, branches, supervisors, plans and exceptions of everything that counts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import islice
from sys import intern
from typing import Any

import numpy as np

from xlkpi.actions.folder import listed
from xlkpi.domain.draw import drawn
from xlkpi.domain.grade import NOT_APPRAISED
from xlkpi.domain.plain_names import plain_name
from xlkpi.domain.signing import FILED, STATES
from xlkpi.errors import Fault, Sentence, sentence
from xlkpi.headoffice.cross_checks import Counted
from xlkpi.headoffice.filed import Filed, Plain
from xlkpi.headoffice.regrade import floats, regrade
from xlkpi.headoffice.rollup import Sums, joined, sum_up
from xlkpi.headoffice.spool import Spool
from xlkpi.schemes import kinds

AT_ONCE = 200
"""Files whose people are in memory at the same time."""
MOST_FAULTS = 50_000
"""Lines of the list of faults; a page of more is read by nobody."""
APPROVER = "总经理"
OVER, TIES, OPEN, STALE, UNSIGNED, ADJUSTED, MISSING = (
    "超名额",
    "同分",
    "未确认",
    "结果过期",
    "未签批",
    "等级调整",
    "缺分公司",
)

ORDER = (MISSING, STALE, OVER, UNSIGNED, OPEN, ADJUSTED, TIES)
"""Exceptions by how soon somebody has to act."""


@dataclass(frozen=True, slots=True)
class Department:
    """A department (unit, group) as its workbook says it; `due` and `given` are seats by level."""

    branch: str
    name: str
    supervisor: str = ""
    score: float | None = None
    level: str = ""
    due: Mapping[str, float] = field(default_factory=dict)
    coefficient: float | None = None
    pay: float | None = None
    state: str = ""
    approved: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Odd:
    """Something head office has to look at: what it is, whose, in which file, in words."""

    what: str
    branch: str
    department: str
    fault: Fault


@dataclass(frozen=True)
class Rows:
    """The rows of a listing, branch and rows of each file, as text: with thousands of files there are many.

    `drawn` says which rows are drawn for a spot check, where some are; the column for what is found stays blank.
    """

    files: tuple[tuple[str, str], ...]
    drawn: frozenset[int] | None = None

    def __iter__(self) -> Iterator[list[Plain]]:
        at = 0
        for branch, text in self.files:
            for row in json.loads(text):
                checked = [] if self.drawn is None else ["抽查" if at in self.drawn else None, None]
                yield [branch, *row, *checked]
                at += 1

    def __bool__(self) -> bool:
        return any(text != "[]" for _, text in self.files)

    def of_branches(self) -> dict[str, Rows]:
        """The rows by branch."""
        found: dict[str, list[tuple[str, str]]] = {}
        for branch, text in self.files:
            found.setdefault(branch, []).append((branch, text))
        return {branch: Rows(tuple(files)) for branch, files in found.items()}


@dataclass
class Company:
    """Everything that goes into 总公司汇总 but the people themselves.

    `of_departments`, `of_branches` and `of_all` are the sums of `departments`, `branches` and everybody. `tables` are
    the listings of all branches: headings and rows. `faults` are the lines of the list of faults.
    """

    counted: Counted
    levels: list[str] = field(default_factory=list)
    departments: list[Department] = field(default_factory=list)
    branches: list[str] = field(default_factory=list)
    of_departments: Sums | None = None
    of_branches: Sums | None = None
    of_all: Sums | None = None
    tables: dict[str, tuple[list[str], Rows]] = field(default_factory=dict)
    odd: list[Odd] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    more_faults: int = 0
    files: Mapping[str, int] = field(default_factory=dict)
    budget: Mapping[tuple[str, str], float] = field(default_factory=dict)
    with_pay: bool = True

    @property
    def nothing(self) -> bool:
        """Whether nothing of what was handed in counts."""
        return not self.files["counted"]

    @property
    def month(self) -> str:
        """The month as people write it, 2024年5月; "" where nothing counts."""
        year, _, month = self.counted.month.partition("-")
        return f"{year}年{int(month)}月" if month else ""

    @cached_property
    def has_due(self) -> bool:
        """Whether any workbook says how many seats a level has."""
        return any(department.due for department in self.departments)

    def due(self, departments: Iterable[int]) -> list[float | None]:
        """Seats due by level of some departments together; nothing where none of their workbooks says so."""
        found = [self.departments[at].due for at in departments]
        if not any(found):
            return [None] * len(self.levels)
        return [sum(due.get(level, 0.0) for due in found) for level in self.levels]

    def budget_of(self, branch: str, department: str = "") -> float | None:
        """Return the budget of a department, or of a branch: its own, else that of its departments together."""
        if (branch, department) in self.budget or department:
            return self.budget.get((branch, department))
        own = [amount for (of, _), amount in self.budget.items() if of == branch]
        return sum(own) if own else None


def company_of(
    spool: Spool,
    counted: Counted,
    found: Sequence[Fault],
    *,
    draw: int = 0,
    seed: str = "",
    budget: Mapping[tuple[str, str], float] | None = None,
    pay: bool = True,
) -> Company:
    """Roll everything that counts up; `found` are faults of the search, `draw` lines of plans are drawn by the seed."""
    company = Company(counted, budget=dict(budget or {}), with_pay=pay)
    _levels(spool, company)
    sums: list[Sums] = []
    for files in _chunks(spool):
        stale, ties = regrade(files)
        whose = {filed.place: filed.branch for filed in files}
        company.odd += [Odd(STALE, whose[f.place], "", f) for f in stale]
        company.odd += [Odd(TIES, whose[f.place], "", f) for f in ties]
        for filed in files:
            _oddities(company, filed)
        sums.append(_departments(company, files))
    _plans(spool, company, draw, seed)
    if sums and company.departments:
        _up(company, joined(sums))
    places = {place for (place,) in spool.ask("SELECT place FROM file")}
    company.odd += [Odd(MISSING, f.place, "", f) for f in counted.faults if f.place not in places and f.place != "名单"]
    company.faults = [*found, *(f for f in counted.faults if f.place in places or f.place == "名单")]
    _budget(company)
    _own_faults(spool, company)
    company.files = _counts(spool, found)
    return company


def _chunks(spool: Spool) -> Iterator[list[Filed]]:
    """Yield the counted files that have people, some at a time."""
    files: list[Filed] = []
    for filed in spool.records("counted AND people > 0"):
        files.append(filed)
        if len(files) == AT_ONCE:
            yield files
            files = []
    if files:
        yield files


def _levels(spool: Spool, company: Company) -> None:
    """The levels of all files, best first as the first workbook lists them; then those that only people have."""
    known: dict[str, None] = {}
    listed = "SELECT json_extract(record, '$.levels'), MIN(number) FROM file WHERE counted AND people > 0 GROUP BY 1"
    for levels, _ in spool.ask(listed + " ORDER BY 2"):
        known |= dict.fromkeys(json.loads(levels))
    given = "SELECT DISTINCT value FROM file, json_each(record, '$.people.level') WHERE counted ORDER BY value"
    known |= dict.fromkeys(level for (level,) in spool.ask(given))
    company.levels = [level for level in known if level and level != NOT_APPRAISED]


def _departments(company: Company, files: Sequence[Filed]) -> Sums:
    """Add the departments of some files, and return the sums of their people."""
    first = len(company.departments)
    group: list[int] = []
    for filed in files:
        numbers: dict[str, int] = {}
        for unit in filed.units:
            numbers.setdefault(unit["name"], len(company.departments))
            company.departments.append(_department(filed, unit))
        for name in filed.people["department"]:
            if name not in numbers:
                numbers[str(name)] = len(company.departments)
                company.departments.append(_department(filed, {"name": name}))
            group.append(numbers[str(name)] - first)
    places = {level: at for at, level in enumerate(company.levels)}
    words = [
        level
        for filed in files
        for level in (filed.people["level"] if "level" in filed.people else [""] * len(filed.people["id"]))
    ]
    eligible = [takes_part for filed in files for takes_part in filed.people["eligible"]]
    counted = np.array([bool(e) and word != NOT_APPRAISED for e, word in zip(eligible, words, strict=True)], np.bool_)
    return sum_up(
        np.array(group, np.int64),
        len(company.departments) - first,
        counted,
        floats(files, "total"),
        np.array([places.get(str(word), -1) for word in words], np.int64),
        len(company.levels),
        floats(files, "coefficient"),
        floats(files, "pay"),
    )


def _department(filed: Filed, unit: Mapping[str, Any]) -> Department:
    approved = next((f"{name} {day}".strip() for role, _, name, day in filed.signed if role == APPROVER), "")
    return Department(
        filed.branch or filed.place,
        str(unit["name"] or ""),
        unit.get("supervisor", ""),
        unit.get("score"),
        intern(unit.get("level", "")),
        _due(tuple(filed.levels), tuple(unit.get("due") or ())),
        unit.get("coefficient"),
        unit.get("pay"),
        intern(filed.state),
        intern(approved),
        filed.place,
    )


@lru_cache(maxsize=4096)
def _due(levels: Sequence[str], seats: Sequence[float | None]) -> Mapping[str, float]:
    """Seats by level; most departments have the same as many others."""
    return {level: given for level, given in zip(levels, seats, strict=False) if given is not None}


def _up(company: Company, sums: Sums) -> None:
    names: dict[str, int] = {}
    into = [names.setdefault(department.branch, len(names)) for department in company.departments]
    company.branches = list(names)
    company.of_departments = sums
    company.of_branches = sums.over(np.array(into, np.int64), len(names))
    company.of_all = company.of_branches.over(np.zeros(len(names), np.int64), 1)


def _budget(company: Company) -> None:
    """Give the lines of the budget to the branches that count; the others are told, and are in no total."""
    names = {plain_name(name): name for name in company.branches}
    departments = {(one.branch, one.name) for one in company.departments}
    found: dict[tuple[str, str], float] = {}
    for (branch, department), amount in company.budget.items():
        key = (names.get(plain_name(branch), ""), department)
        if key[0] and (not department or key in departments):
            found[key] = amount
            continue
        zh, en = "预算表中的“{name}”没有计入的表，不计入预算合计", "the budget's “{name}” has no workbook that counts"
        name = "／".join(part for part in (branch, department) if part)
        company.faults.append(Fault("预算", sentence(zh, en, name=name), notice=True))
    company.budget = found


def _oddities(company: Company, filed: Filed) -> None:
    """What one workbook shows by itself: seats, adjusted levels, open numbers, signatures, results computed afresh."""

    def odd(what: str, department: str, zh: str, en: str, **values: str | float) -> None:
        text = _said(zh, en, tuple(values.items()))
        company.odd.append(Odd(what, branch, department, Fault(filed.place, text, notice=True)))

    branch = filed.branch
    for unit in filed.units:
        seats = zip(filed.levels, unit.get("due") or [], unit.get("given") or [], strict=False)
        over = [f"{code} {given:g}/{due:g}" for code, due, given in seats if due is not None and (given or 0) > due]
        if over:
            zh, en = "实评人数超过名额（实评/应评）：{over}", "more people than seats (given/due): {over}"
            odd(OVER, unit["name"], zh, en, over="、".join(over))
    adjusted, corrected = _changed_levels(filed)
    if adjusted:
        zh, en = "{count} 人的等级经批准调整：{who}", "the levels of {count} people were adjusted: {who}"
        odd(ADJUSTED, "", zh, en, count=len(adjusted), who=listed(adjusted))
    if corrected:
        zh, en = "{count} 人的等级经申诉更正：{who}", "the levels of {count} people were corrected on appeal: {who}"
        odd(ADJUSTED, "", zh, en, count=len(corrected), who=listed(corrected))
    if filed.unconfirmed:
        zh, en = "有 {count} 个数值原文缺失而未确认", "{count} assumed numbers are not confirmed"
        odd(OPEN, "", zh, en, count=filed.unconfirmed)
    if filed.stale:
        zh = "重新计算后有 {count} 个结果不同，见问题清单"
        odd(STALE, "", zh, "{count} results differ when computed afresh, see the faults", count=filed.stale)
    lacking = _unsigned(filed) if filed.state else []  # else it is signed on paper
    if lacking:
        zh, en = "状态“{state}”，未签：{roles}", "is “{state}”; unsigned: {roles}"
        odd(UNSIGNED, "", zh, en, state=filed.state, roles="、".join(lacking))


@lru_cache(maxsize=4096)
def _said(zh: str, en: str, values: tuple[tuple[str, str | float], ...]) -> Sentence:
    """A sentence of an exception; thousands of branches have the same one."""
    return Sentence(zh, en, dict(values))


def _changed_levels(filed: Filed) -> tuple[list[str], list[str]]:
    """Whose level was adjusted, and whose is another than the computed one without that: corrected on appeal."""
    people = filed.people
    adjusted: list[str] = []
    corrected: list[str] = []
    for row, (computed, given) in enumerate(zip(people.get("computed", ()), people.get("adjusted", ()), strict=False)):
        final = people.get("level", [None] * (row + 1))[row]
        who = f"{people['id'][row] or ''} {people['name'][row] or ''} {computed or '—'}→{final or '—'}".strip()
        if given:
            adjusted.append(who)
        elif computed and final and computed != final and people["eligible"][row]:
            corrected.append(who)
    return adjusted, corrected


def _unsigned(filed: Filed) -> list[str]:
    """The roles before head office's own that have not signed with name and day."""
    own = STATES[: STATES.index(FILED)]
    return [role for role, state, name, day in filed.signed if state in own and not (name and day)]


def _plans(spool: Spool, company: Company, draw: int, seed: str) -> None:
    """The listings of all branches; of lines that head office does not follow some are drawn for a spot check."""
    for listing in {one.title: one for kind in kinds() for one in kind.listings}.values():
        heads = ["分公司", *(title for title, _ in listing.columns)]
        path = f"$.tables.{listing.title}"
        query = "SELECT branch, json_extract(record, ?) FROM file WHERE counted AND json_array_length(record, ?) > 0"
        rows = Rows(tuple(spool.ask(query + " ORDER BY branch, number", (path, path))))
        if listing.drawn and rows:
            rows = Rows(rows.files, _spot_check(rows, heads.index(listing.marked), draw, seed))
            heads += ["抽查", "抽查发现"]
        if rows:
            company.tables[listing.title] = (heads, rows)


def _spot_check(rows: Rows, marked: int, draw: int, seed: str) -> frozenset[int]:
    """Draw some of the rows that are not marked to be followed anyway."""
    daily = [(at, "\n".join(str(cell or "") for cell in row[:5])) for at, row in enumerate(rows) if row[marked] != "是"]
    chosen = drawn([line for _, line in daily], draw, seed)
    return frozenset(at for (at, _), taken in zip(daily, chosen, strict=True) if taken)


def _own_faults(spool: Spool, company: Company) -> None:
    """What is wrong inside the files, up to a number that somebody may still read."""
    for filed in spool.records("json_array_length(record, '$.faults') > 0"):
        room = max(0, MOST_FAULTS - len(company.faults))
        company.faults += islice(filed.told(), room)
        company.more_faults += max(0, len(filed.faults) - room)


def _counts(spool: Spool, found: Sequence[Fault]) -> dict[str, int]:
    (row,) = spool.ask(
        "SELECT COUNT(*), SUM(counted), SUM(counted AND people > 0), SUM(passed), SUM(broken AND NOT passed) FROM file"
    )
    total, counted, summaries, passed, broken = (int(value or 0) for value in row)
    return {
        "files": total + len(found),
        "counted": counted,
        "summaries": summaries,
        "passed": passed,
        "broken": broken + len(found),
        "aside": total - counted - passed - broken,
    }
