"""What makes the records of CSV tables unusable: blanks, people and plans twice, statements that contradict."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from xlkpi.actions.fill import FORM_SINGLE, department_of
from xlkpi.actions.tables import REQUIRED, Record, Table
from xlkpi.errors import Fault


def blank_keys(table: Table) -> list[Fault]:
    """Every record says its branch, and its person where it is about one."""
    keys = [column for column in ("分公司", "工号") if column in REQUIRED[table.kind]]
    return [
        table.fault(number, "{column}为空，请填写", "{column} is blank: fill it in", column=column)
        for number, record in enumerate(table.records)
        for column in keys
        if not record.get(column)
    ]


def two_people(table: Table) -> list[Fault]:
    """A 工号 belongs to one name and one branch."""
    faults = []
    for column, zh, en in (
        ("姓名", "工号 {id} 对应两个姓名：{a}、{b}，请改正", "工号 {id} belongs to two names: {a}, {b}"),
        ("分公司", "工号 {id} 出现在两个分公司：{a}、{b}，请改正", "工号 {id} stands in two branches: {a}, {b}"),
    ):
        for number, one, other, record in _contradictions(table, lambda record: record.get("工号", ""), column):
            faults.append(table.fault(number, zh, en, id=record["工号"], a=one, b=other))
    return faults


def person_twice(table: Table) -> list[Fault]:
    """A roster has one record per 工号."""
    faults = []
    seen: set[str] = set()
    for number, record in enumerate(table.records):
        person = record.get("工号", "")
        if person in seen:
            zh, en = "工号 {id} 重复，请删去一行", "工号 {id} stands twice: delete one line"
            faults.append(table.fault(number, zh, en, id=person))
        seen.update({person} - {""})
    return faults


def one_form(table: Table) -> list[Fault]:
    """What stands once on a form, such as 加减分, is the same in all records of a person that give it."""
    zh, en = "工号 {id} 的{column}前后不同：{a}、{b}，请改成一致", "工号 {id} has two values of {column}: {a}, {b}"
    return [
        table.fault(number, zh, en, id=record["工号"], column=column, a=one, b=other)
        for column in FORM_SINGLE
        if column not in ("分公司", "工号", "姓名")
        for number, one, other, record in _contradictions(table, lambda record: record.get("工号", ""), column)
    ]


def one_supervisor(table: Table) -> list[Fault]:
    """A department has one supervisor."""
    zh = "部门“{department}”有两位主管：{a}、{b}。一位主管一个部门，请用“部门”列分开"
    en = "department “{department}” has two supervisors: {a}, {b}. Tell departments apart by a column 部门"
    return [
        table.fault(number, zh, en, department=department_of(record), a=one, b=other)
        for number, one, other, record in _contradictions(table, _department, "主管")
    ]


def plan_twice(table: Table) -> list[Fault]:
    """A department has one plan of a name."""
    faults = []
    seen: set[tuple[str, str]] = set()
    for number, record in enumerate(table.records):
        plan = record.get("计划", "")
        key = (_department(record), plan)
        if plan and key in seen:
            zh = "部门“{department}”的计划“{plan}”重复，请改名或删去一行"
            en = "department “{department}” has the plan “{plan}” twice: rename it or delete one line"
            faults.append(table.fault(number, zh, en, department=department_of(record), plan=plan))
        seen.add(key)
    return faults


def _department(record: Record) -> str:
    """A key for a department: departments of two branches are two."""
    return f"{record.get('分公司', '')}\n{department_of(record)}"


def _contradictions(table: Table, key: Callable[[Record], str], column: str) -> list[tuple[int, str, str, Record]]:
    """Records whose entry differs from an earlier one of the same key, with both entries; blanks contradict nobody."""
    found = []
    first: dict[str, str] = {}
    for number, record in enumerate(table.records):
        who, entry = key(record), record.get(column, "")
        if who and entry and first.setdefault(who, entry) != entry:
            found.append((number, first[who], entry, record))
    return found


CHECKS: dict[str, tuple[Callable[[Table], list[Fault]], ...]] = {
    "forms": (blank_keys, two_people, one_form),
    "roster": (blank_keys, two_people, person_twice),
    "supervisors": (blank_keys, one_supervisor, plan_twice),
}


def table_faults(tables: Sequence[Table]) -> list[Fault]:
    """Return everything that makes tables (one of a kind) unusable, alone or together."""
    faults = [fault for table in tables for check in CHECKS[table.kind] for fault in check(table)]
    by_kind = {table.kind: table for table in tables}
    if {"roster", "supervisors"} <= by_kind.keys():
        branches = {record.get("分公司", "") for record in by_kind["roster"].records}
        plans = by_kind["supervisors"]
        zh = "分公司“{branch}”在名单里没有人，请核对写法"
        en = "the roster has nobody of the branch “{branch}”: check how it is written"
        faults += [
            plans.fault(number, zh, en, branch=record["分公司"])
            for number, record in enumerate(plans.records)
            if record.get("分公司") and record["分公司"] not in branches
        ]
    return faults
