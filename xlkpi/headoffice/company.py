"""The picture of the company: departments, branches, supervisors, plans and exceptions of everything that counts."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from operator import attrgetter, itemgetter
from typing import Any, TypeAlias

import numpy as np

from xlkpi.actions.folder import listed
from xlkpi.domain.draw import drawn
from xlkpi.domain.grade import NOT_APPRAISED
from xlkpi.domain.plain_names import plain_name
from xlkpi.domain.signing import FILED, STATES
from xlkpi.errors import Fault, Sentence, sentence
from xlkpi.headoffice.cross_checks import Counted
from xlkpi.headoffice.filed import Filed, Plain
from xlkpi.headoffice.on_disk import OnDisk
from xlkpi.headoffice.regrade import floats, regrade
from xlkpi.headoffice.rollup import Sums, joined, sum_up
from xlkpi.headoffice.spool import Spool
from xlkpi.schemes import kinds

AT_ONCE = 200
"""Files whose people are in memory at the same time."""
MOST_FAULTS = 50_000
"""Lines of the list of faults; a page of more is read by nobody."""
APPROVER = "总经理"
OVER = "超名额"
TIES = "同分"
OPEN = "未确认"
STALE = "结果过期"
UNSIGNED = "未签批"
ADJUSTED = "等级调整"
MISSING = "缺分公司"
CHANGED = "数值改动"

ORDER = (MISSING, STALE, CHANGED, OVER, UNSIGNED, OPEN, ADJUSTED, TIES)
"""Exceptions by how soon somebody has to act."""


@dataclass(frozen=True, slots=True)
class Department:
    """A department (unit, group) as its workbook says it."""

    branch: str
    name: str
    supervisor: str = ""
    score: float | None = None
    level: str = ""
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

    @property
    def order(self) -> str:
        """What comes before what, as text; names hold no letter that comes before the one between them."""
        return "\t".join((str(ORDER.index(self.what)), self.branch, self.department))


Rows: TypeAlias = OnDisk[list[Plain]]
"""The rows of a listing, by branch, which is each one's first cell."""


@dataclass
class Company:
    """Everything that goes into 总公司汇总 but the people themselves.

    `portions` are departments of some files each, with the sums of their people; `of_branches` and `of_all` are the
    sums of `branches` and everybody. `tables` are the listings of all branches: headings and rows. `odd` are the
    exceptions, those first for which somebody has to act soonest.
    """

    counted: Counted
    levels: list[str] = field(default_factory=list)
    portions: OnDisk[tuple[list[Department], Sums]] = field(default_factory=OnDisk)
    branches: list[str] = field(default_factory=list)
    of_branches: Sums | None = None
    of_all: Sums | None = None
    tables: dict[str, tuple[list[str], Rows]] = field(default_factory=dict)
    odd: OnDisk[Odd] = field(default_factory=lambda: OnDisk(key=attrgetter("order")))
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

    @property
    def faults(self) -> OnDisk[Fault]:
        """The lines of the list of faults."""
        return self.counted.faults

    def departments(self) -> Iterator[Department]:
        """Yield the departments in the order of the files."""
        return (department for departments, _ in self.portions for department in departments)

    @property
    def has_due(self) -> bool:
        """Whether any workbook says how many seats a level has."""
        return self.of_all is not None and bool(self.of_all.limited.any())

    def budget_of(self, branch: str, department: str = "") -> float | None:
        """Return the budget of a department, or of a branch: its own, else that of its departments together."""
        if (branch, department) in self.budget or department:
            return self.budget.get((branch, department))
        own = [amount for (of, _), amount in self.budget.items() if of == branch]
        return sum(own) if own else None


def company_of(
    spool: Spool,
    counted: Counted,
    *,
    draw: int = 0,
    seed: str = "",
    budget: Mapping[tuple[str, str], float] | None = None,
    pay: bool = True,
) -> Company:
    """Roll everything that counts up; `draw` lines of plans are drawn by the seed."""
    company = Company(counted, _levels(spool), budget=dict(budget or {}), with_pay=pay)
    tables: dict[str, Rows] = defaultdict(lambda: OnDisk(key=itemgetter(0)))
    for files in _portions(spool):
        for filed in files:
            for title, rows in filed.tables.items():
                tables[title].extend([filed.branch, *row] for row in rows)
        with_people = [filed for filed in files if filed.people.get("id")]
        if with_people:
            company.odd.extend(_odd(with_people))
            company.portions.extend([_departments(with_people, company.levels)])
    _listings(company, tables, draw, seed)
    _up(company)
    company.odd.extend(Odd(MISSING, fault.place, "", fault) for fault in counted.missing)
    _budget(company)
    _own_faults(spool, company)
    company.files = _counts(spool, counted.unread)
    return company


def _portions(spool: Spool) -> Iterator[list[Filed]]:
    """Yield the files that count, some at a time."""
    files = spool.records("counted")
    while some := list(islice(files, AT_ONCE)):
        yield some


def _levels(spool: Spool) -> list[str]:
    """The levels of all files, best first as the first workbook lists them; then those that only people have."""
    query = "SELECT levels FROM file WHERE counted AND people > 0 GROUP BY levels ORDER BY MIN(number)"
    found = [json.loads(levels) for (levels,) in spool.ask(query)]
    listed = [level for own, _ in found for level in own]
    known = dict.fromkeys([*listed, *sorted({level for _, given in found for level in given})])
    return [level for level in known if level and level != NOT_APPRAISED]


def _departments(files: Sequence[Filed], levels: Sequence[str]) -> tuple[list[Department], Sums]:
    """Return the departments of some files, and the sums of their people."""
    departments: list[Department] = []
    due: list[Mapping[str, float | None]] = []
    group: list[int] = []
    for filed in files:
        numbers: dict[str, int] = {}
        named = {unit["name"] for unit in filed.units}
        others = dict.fromkeys(str(name) for name in filed.people["department"] if name not in named)
        for unit in (*filed.units, *({"name": name} for name in others)):
            numbers.setdefault(unit["name"], len(departments))
            departments.append(_department(filed, unit))
            due.append(dict(zip(filed.levels, unit.get("due") or (), strict=False)))
        group += [numbers[str(name)] for name in filed.people["department"]]
    places = {level: at for at, level in enumerate(levels)}
    words = [
        level
        for filed in files
        for level in (filed.people["level"] if "level" in filed.people else [""] * len(filed.people["id"]))
    ]
    eligible = [takes_part for filed in files for takes_part in filed.people["eligible"]]
    counted = np.array([bool(e) and word != NOT_APPRAISED for e, word in zip(eligible, words, strict=True)], np.bool_)
    return departments, sum_up(
        np.array(group, np.int64),
        len(departments),
        counted,
        floats(files, "total"),
        np.array([places.get(str(word), -1) for word in words], np.int64),
        len(levels),
        floats(files, "coefficient"),
        floats(files, "pay"),
        np.array([[of.get(level) for level in levels] for of in due], np.float64),
    )


def _department(filed: Filed, unit: Mapping[str, Any]) -> Department:
    approved = next((f"{name} {day}".strip() for role, _, name, day in filed.signed if role == APPROVER), "")
    return Department(
        filed.branch or filed.place,
        str(unit["name"] or ""),
        unit.get("supervisor", ""),
        unit.get("score"),
        unit.get("level", ""),
        unit.get("coefficient"),
        unit.get("pay"),
        filed.state,
        approved,
        filed.place,
    )


def _up(company: Company) -> None:
    """Add departments up to branches, portion by portion, and branches to the company."""
    names: dict[str, int] = {}
    parts: list[Sums] = []
    whose: list[int] = []
    for departments, sums in company.portions:
        own = list(dict.fromkeys(one.branch for one in departments))
        parts.append(sums.over(np.array([own.index(one.branch) for one in departments], np.int64), len(own)))
        whose += [names.setdefault(branch, len(names)) for branch in own]
    company.branches = list(names)
    if parts:
        company.of_branches = joined(parts).over(np.array(whose, np.int64), len(names))
        company.of_all = company.of_branches.over(np.zeros(len(names), np.int64), 1)


def _budget(company: Company) -> None:
    """Give the lines of the budget to the branches that count; the others are told, and are in no total."""
    names = {plain_name(name): name for name in company.branches}
    departments = {(one.branch, one.name) for one in company.departments() if company.budget}
    found: dict[tuple[str, str], float] = {}
    for (branch, department), amount in company.budget.items():
        key = (names.get(plain_name(branch), ""), department)
        if key[0] and (not department or key in departments):
            found[key] = amount
            continue
        zh, en = "预算表中的“{name}”没有计入的表，不计入预算合计", "the budget's “{name}” has no workbook that counts"
        name = "／".join(part for part in (branch, department) if part)
        company.faults.extend([Fault("预算", sentence(zh, en, name=name), notice=True)])
    company.budget = found


def _odd(files: Sequence[Filed]) -> Iterator[Odd]:
    """What workbooks with people show by themselves."""
    stale, ties = regrade(files)
    whose = {filed.place: filed.branch for filed in files}
    yield from (Odd(STALE, whose[fault.place], "", fault) for fault in stale)
    yield from (Odd(TIES, whose[fault.place], "", fault) for fault in ties)
    for filed in files:
        yield from (Odd(CHANGED, filed.branch, "", fault) for fault in filed.told(filed.changed))
        for what, department, text in _oddities(filed):
            yield Odd(what, filed.branch, department, Fault(filed.place, text, notice=True))


def _oddities(filed: Filed) -> Iterator[tuple[str, str, Sentence]]:
    """What one workbook shows: seats, adjusted levels, open numbers, signatures, results computed afresh."""
    for unit in filed.units:
        seats = zip(filed.levels, unit.get("due") or [], unit.get("given") or [], strict=False)
        over = [f"{code} {given:g}/{due:g}" for code, due, given in seats if due is not None and (given or 0) > due]
        if over:
            zh, en = "实评人数超过名额（实评/应评）：{over}", "more people than seats (given/due): {over}"
            yield OVER, unit["name"], sentence(zh, en, over="、".join(over))
    adjusted, corrected = _changed_levels(filed)
    if adjusted:
        zh, en = "{count} 人的等级经批准调整：{who}", "the levels of {count} people were adjusted: {who}"
        yield ADJUSTED, "", sentence(zh, en, count=len(adjusted), who=listed(adjusted))
    if corrected:
        zh, en = "{count} 人的等级经申诉更正：{who}", "the levels of {count} people were corrected on appeal: {who}"
        yield ADJUSTED, "", sentence(zh, en, count=len(corrected), who=listed(corrected))
    if filed.unconfirmed:
        zh, en = "有 {count} 个数值原文缺失而未确认", "{count} assumed numbers are not confirmed"
        yield OPEN, "", sentence(zh, en, count=filed.unconfirmed)
    if filed.stale:
        zh = "重新计算后有 {count} 个结果不同，见问题清单"
        yield STALE, "", sentence(zh, "{count} results differ when computed afresh, see the faults", count=filed.stale)
    lacking = _unsigned(filed) if filed.state else []  # else it is signed on paper
    if lacking:
        zh, en = "状态“{state}”，未签：{roles}", "is “{state}”; unsigned: {roles}"
        yield UNSIGNED, "", sentence(zh, en, state=filed.state, roles="、".join(lacking))


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


def _listings(company: Company, tables: Mapping[str, Rows], draw: int, seed: str) -> None:
    """The listings of all branches; of lines that head office does not follow some are drawn for a spot check."""
    for listing in {one.title: one for kind in kinds() for one in kind.listings}.values():
        rows = tables.get(listing.title, ())
        if not rows:
            continue
        heads = ["分公司", *(title for title, _ in listing.columns)]
        if listing.drawn:
            rows = _spot_check(rows, heads.index(listing.marked), draw, seed)
            heads += ["抽查", "抽查发现"]
        company.tables[listing.title] = (heads, rows)


def _spot_check(rows: Rows, marked: int, draw: int, seed: str) -> Rows:
    """Draw some of the rows that are not marked to be followed anyway; what is found stays blank."""
    daily = [(at, "\n".join(str(cell or "") for cell in row[:5])) for at, row in enumerate(rows) if row[marked] != "是"]
    chosen = drawn([line for _, line in daily], draw, seed)
    taken = {at for (at, _), taken in zip(daily, chosen, strict=True) if taken}
    return OnDisk([*row, "抽查" if at in taken else None, None] for at, row in enumerate(rows))


def _own_faults(spool: Spool, company: Company) -> None:
    """What is wrong inside the files, up to a number that somebody may still read."""
    for filed in spool.records("told > 0"):
        room = max(0, MOST_FAULTS - len(company.faults))
        company.faults.extend(islice(filed.told(), room))
        company.more_faults += max(0, len(filed.faults) - room)


def _counts(spool: Spool, unread: int) -> dict[str, int]:
    (row,) = spool.ask(
        "SELECT COUNT(*), SUM(counted), SUM(counted AND people > 0), SUM(passed), SUM(broken AND NOT passed) FROM file"
    )
    total, counted, summaries, passed, broken = (int(value or 0) for value in row)
    return {
        "files": total + unread,
        "counted": counted,
        "summaries": summaries,
        "passed": passed,
        "broken": broken + unread,
        "aside": total - counted - passed - broken,
    }
