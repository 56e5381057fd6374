"""The tables that fill the gas company's workbooks: scores of forms, the roster, the supervisors' plans."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from xlkpi.drawing.data import Columns, DataTable, Record, Source, column_of, first_given
from xlkpi.errors import Fault, sentence
from xlkpi.schemes.gas import roster

FORM_SINGLE = ("分公司", "工号", "姓名", "岗位", "考核人", "沟通确认日期", "加减分", "加减分事由")
"""Columns of a form's records that stand once on the form; each may be given in any of the person's records."""
FORM_COLUMNS = ("指标", "考核标准", "权重", "目标值", "实际完成", "自评分", "主管评分")
ROSTER_COLUMNS = {column.title: column.name for column in roster.ROSTER.inputs}
"""Columns of the roster's records and the blocks they fill: what can be typed into 附件3 can be given as data."""
PLAN_SCORES = ("主管经理评分", "客户服务部评分")
PLAN_HEAD = ("分公司", "主管", "起始日期", "截止日期", "属实_签名", "合理_签名")
PLAN_PARTS = {
    "上期": ("事项", "目标", "责任人", "时限", "完成情况", "原因", "督办"),
    "本期": ("事项", "目标", "责任人", "时限", "重点", "督办"),
}
"""The halves of a two-week plan and what a line of each says."""


def department_of(record: Record) -> str:
    """Return a record's department: the branch itself where the table has no 部门."""
    return record.get("部门") or record.get("分公司", "")


def form_columns(records: Sequence[Record]) -> Columns:
    """Return the blocks of a 附件2 from one person's records, one an indicator."""
    head = {name: [[first_given(records, name)]] for name in FORM_SINGLE}
    return {**head, **{name: column_of(records, name) for name in FORM_COLUMNS}}


def plan_columns(records: Sequence[Record]) -> Columns:
    """Return the blocks of a two-week plan from its record."""
    record = records[0]
    texts = {"计划名称": "计划", **{name: name for name in (*PLAN_HEAD, *PLAN_SCORES)}}
    return {"部门": [[department_of(record)]], **{name: [[record.get(column, "")]] for name, column in texts.items()}}


def plan_lines(records: Sequence[Record]) -> Columns:
    """Return the lines of both halves of a two-week plan; 部分 says in which half a record stands."""
    found: dict[str, list[list[str]]] = {}
    for part, names in PLAN_PARTS.items():
        lines = [record for record in records if record.get("部分") == part]
        found |= {f"{part}_{name}": column_of(lines, name) for name in names if lines}
    return found


def unknown_part(table: DataTable) -> list[Fault]:
    """A line of a plan stands in one of its halves."""
    zh, en = "部分“{part}”应为 上期 或 本期", "部分 “{part}” must be 上期 or 本期"
    return [
        table.fault(number, zh, en, part=record.get("部分", ""))
        for number, record in enumerate(table.records)
        if record.get("部分") not in PLAN_PARTS
    ]


def roster_columns(records: Sequence[Record]) -> Columns:
    """Return the roster blocks of a 附件3 from the records of one branch."""
    blocks = {name: column_of(records, title) for title, name in ROSTER_COLUMNS.items()}
    return {
        **blocks,
        "名单_部门": [[department_of(record)] for record in records],
        "分公司": column_of(records[:1], "分公司"),
    }


def supervisor_columns(records: Sequence[Record]) -> Columns:
    """Return the plan and supervisor blocks of a 附件3 from the plan records of one branch."""
    supervisors: dict[str, str] = {}
    bases: dict[str, str] = {}
    for record in records:
        department = department_of(record)
        bases[department] = bases.get(department) or record.get("主管绩效基数", "")
        supervisors[department] = supervisors.get(department) or record.get("主管", "")
    return {
        "分公司": column_of(records[:1], "分公司"),
        "计划_部门": [[department_of(record)] for record in records],
        "计划_名称": column_of(records, "计划"),
        **{f"计划_{name}": column_of(records, name) for name in PLAN_SCORES},
        "主管_部门": [[department] for department in supervisors],
        "主管_姓名": [[name] for name in supervisors.values()],
        "主管_基数": [[bases[department]] for department in supervisors],
    }


def blank_keys(table: DataTable) -> list[Fault]:
    """Every record says its branch, and its person where it is about one."""
    keys = [column for column in ("分公司", "工号") if column in table.source.required]
    return [
        table.fault(number, "{column}为空，请填写", "{column} is blank: fill it in", column=column)
        for number, record in enumerate(table.records)
        for column in keys
        if not record.get(column)
    ]


def two_people(table: DataTable) -> list[Fault]:
    """A 工号 belongs to one name and one branch."""
    faults = []
    for column, zh, en in (
        ("姓名", "工号 {id} 对应两个姓名：{a}、{b}，请改正", "工号 {id} belongs to two names: {a}, {b}"),
        ("分公司", "工号 {id} 出现在两个分公司：{a}、{b}，请改正", "工号 {id} stands in two branches: {a}, {b}"),
    ):
        for number, one, other, record in _contradictions(table, lambda record: record.get("工号", ""), column):
            faults.append(table.fault(number, zh, en, id=record["工号"], a=one, b=other))
    return faults


def person_twice(table: DataTable) -> list[Fault]:
    """A roster has one record per 工号; where two names or branches have it, that is said instead."""
    zh, en = "工号 {id} 重复（{name}），请删去一行", "工号 {id} stands twice ({name}): delete one line"
    faults = []
    first: dict[str, Record] = {}
    for number, record in enumerate(table.records):
        person = record.get("工号", "")
        before = first.setdefault(person, record)
        if person and before is not record and all(before.get(key) == record.get(key) for key in ("姓名", "分公司")):
            faults.append(table.fault(number, zh, en, id=person, name=record.get("姓名", "")))
    return faults


def all_take_part(table: DataTable) -> list[Fault]:
    """A roster without the column 参评 is of people who are all appraised: told, for some may not be."""
    if any("参评" in record for record in table.records):
        return []
    zh = "名单没有“参评”列，{count} 人都按参评处理；有人不参评的，请加上“参评”列填“否”，或建好后在表里改"
    en = "the roster has no column 参评: all {count} people are taken as appraised; add it where somebody is not"
    place = table.origins[0][0] if table.origins else table.source.title
    return [Fault(place, sentence(zh, en, count=len(table.records)), notice=True)]


def one_form(table: DataTable) -> list[Fault]:
    """What stands once on a form, such as 加减分, is the same in all records of a person that give it."""
    zh, en = "工号 {id} 的{column}前后不同：{a}、{b}，请改成一致", "工号 {id} has two values of {column}: {a}, {b}"
    return [
        table.fault(number, zh, en, id=record["工号"], column=column, a=one, b=other)
        for column in FORM_SINGLE
        if column not in ("分公司", "工号", "姓名")
        for number, one, other, record in _contradictions(table, lambda record: record.get("工号", ""), column)
    ]


def one_supervisor(table: DataTable) -> list[Fault]:
    """A department has one supervisor."""
    zh = "部门“{department}”有两位主管：{a}、{b}。一位主管一个部门，请用“部门”列分开"
    en = "department “{department}” has two supervisors: {a}, {b}. Tell departments apart by a column 部门"
    return [
        table.fault(number, zh, en, department=department_of(record), a=one, b=other)
        for number, one, other, record in _contradictions(table, _department, "主管")
    ]


def plan_twice(table: DataTable) -> list[Fault]:
    """A department has one plan of a name."""
    zh = "部门“{department}”的计划“{plan}”重复，请改名或删去一行"
    en = "department “{department}” has the plan “{plan}” twice: rename it or delete one line"
    faults = []
    seen: set[tuple[str, str]] = set()
    for number, record in enumerate(table.records):
        plan = record.get("计划", "")
        key = (_department(record), plan)
        if plan and key in seen:
            faults.append(table.fault(number, zh, en, department=department_of(record), plan=plan))
        seen.add(key)
    return faults


def _department(record: Record) -> str:
    """A key for a department: departments of two branches are two."""
    return f"{record.get('分公司', '')}\n{department_of(record)}"


def _contradictions(table: DataTable, key: Callable[[Record], str], column: str) -> list[tuple[int, str, str, Record]]:
    """Records whose entry differs from an earlier one of the same key, with both entries; blanks contradict nobody."""
    found = []
    first: dict[str, str] = {}
    for number, record in enumerate(table.records):
        who, entry = key(record), record.get(column, "")
        if who and entry and first.setdefault(who, entry) != entry:
            found.append((number, first[who], entry, record))
    return found


FORMS = Source(
    "forms",
    form_columns,
    columns=(*FORM_SINGLE, *FORM_COLUMNS),
    required=("分公司", "工号", "姓名", "岗位", "指标", "权重", "主管评分"),
    split=("分公司", "工号"),
    folder="分公司",
    file=("工号", "姓名"),
    called=("附件2 的评分", "scores of forms"),
    checks=(blank_keys, two_people, one_form),
)
ROSTER = Source(
    "roster",
    roster_columns,
    columns=(*ROSTER_COLUMNS, "分公司"),
    required=("分公司", "工号", "姓名", "绩效基数"),
    split=("分公司",),
    folder="分公司",
    file=("分公司",),
    called=("附件3 的名单", "a roster"),
    checks=(blank_keys, two_people, person_twice, all_take_part),
)
SUPERVISORS = Source(
    "supervisors",
    supervisor_columns,
    columns=("部门", "主管绩效基数"),
    required=("分公司", "主管", "计划", *PLAN_SCORES),
    split=("分公司",),
    folder="分公司",
    file=("分公司",),
    called=("主管的双周计划", "supervisors' plans"),
    checks=(blank_keys, one_supervisor, plan_twice),
)
PLANS = Source(
    "supervisors",
    plan_columns,
    columns=(*PLAN_HEAD, "部门", *PLAN_SCORES),
    required=SUPERVISORS.required,
    split=("分公司", "部门", "主管", "计划"),
    folder="分公司",
    file=("部门", "主管", "计划"),
    called=SUPERVISORS.called,
    checks=SUPERVISORS.checks,
)
PLAN_LINES = Source(
    "tasks",
    plan_lines,
    columns=("部门", "计划", *dict.fromkeys(name for names in PLAN_PARTS.values() for name in names)),
    required=("分公司", "主管", "部分", "事项"),
    split=PLANS.split,
    folder="分公司",
    file=PLANS.file,
    called=("双周计划的事项", "lines of plans"),
    checks=(blank_keys, unknown_part),
)
