"""From records of a CSV to the named blocks of a workbook."""

from __future__ import annotations

from collections.abc import Sequence

from xlkpi.actions.tables import Record, cell
from xlkpi.books.book import Block, Book
from xlkpi.errors import Fault, sentence
from xlkpi.templates.layout import (
    DEPARTMENT_ROWS,
    FORM_HEAD,
    FORM_INPUT_COLUMNS,
    INDICATOR_ROWS,
    PLAN_ROWS,
    ROSTER_INPUT_COLUMNS,
    Layout,
)

Blocks = dict[str, Block]

FORM_SINGLE = (*(name for name in FORM_HEAD if name != "考核月份"), "加减分", "加减分事由")
"""Columns of a form's records that stand once on the form; each may be given in any of the person's records."""


def write_blocks(book: Book, blocks: Blocks) -> None:
    """Write every block that holds something. Raises CannotWrite, NameMissing."""
    for name, rows in blocks.items():
        if any(value is not None for row in rows for value in row):
            book.write(name, rows)


def column_of(records: Sequence[Record], column: str) -> Block:
    """Return one column of records as a block."""
    return [[cell(column, record.get(column, ""))] for record in records]


def first_given(records: Sequence[Record], column: str) -> str:
    """Return the first entry of a column that is not blank, "" where all are."""
    return next((record[column] for record in records if record.get(column)), "")


def form_blocks(records: Sequence[Record]) -> Blocks:
    """Return the blocks of a 附件2 from one person's records, one an indicator."""
    head: Blocks = {name: [[cell(name, first_given(records, name))]] for name in FORM_SINGLE}
    return {**head, **{name: column_of(records, name) for name in FORM_INPUT_COLUMNS}}


def plan_blocks(record: Record) -> Blocks:
    """Return the blocks of a two-week plan from one record."""
    source = {"分公司": "分公司", "部门": "部门", "主管": "主管", "计划名称": "计划"}
    blocks = {name: column_of([record], column) for name, column in source.items()}
    if not record.get("部门"):
        blocks["部门"] = column_of([record], "分公司")
    for name in ("主管经理评分", "客户服务部评分"):
        blocks[name] = column_of([record], name)
    return blocks


def department_of(record: Record) -> str:
    """Return a record's department: the branch itself where the table has no 部门."""
    return record.get("部门") or record.get("分公司", "")


def roster_blocks(records: Sequence[Record]) -> Blocks:
    """Return the roster blocks of a 附件3 from the records of one branch."""
    blocks = {
        name: column_of(records, name.removeprefix("名单_")) for name in ROSTER_INPUT_COLUMNS if name != "名单_部门"
    }
    blocks["名单_部门"] = [[department_of(record)] for record in records]
    blocks["分公司"] = column_of(records[:1], "分公司")
    return blocks


def supervisor_blocks(records: Sequence[Record]) -> Blocks:
    """Return the plan and supervisor blocks of a 附件3 from the plan records of one branch."""
    supervisors: dict[str, str] = {}
    for record in records:
        department = department_of(record)
        supervisors[department] = supervisors.get(department) or record.get("主管", "")
    return {
        "计划_部门": [[department_of(record)] for record in records],
        "计划_名称": column_of(records, "计划"),
        "计划_主管经理评分": column_of(records, "主管经理评分"),
        "计划_客户服务部评分": column_of(records, "客户服务部评分"),
        "主管_部门": [[department] for department in supervisors],
        "主管_姓名": [[name or None] for name in supervisors.values()],
    }


LIMITS = {"指标": INDICATOR_ROWS, "计划_部门": PLAN_ROWS, "主管_部门": DEPARTMENT_ROWS}
LABELS = {"指标": "指标", "计划_部门": "双周计划", "主管_部门": "部门"}


def too_many(blocks: Blocks, layout: Layout, whose: str) -> list[Fault]:
    """Return a fault for every block that has more rows than the template."""
    faults = []
    for name, limit in LIMITS.items():
        if name in layout.names and len(blocks.get(name, [])) > limit:
            zh = "{label}有 {count} 项，模板最多 {limit} 项"
            en = "there are {count} rows of {name}; the template holds {limit}"
            count = len(blocks[name])
            text = sentence(zh, en, label=LABELS[name], name=name, count=count, limit=limit)
            faults.append(Fault(whose, text))
    return faults
