"""The next two-week plan from the last one: what was planned becomes what is reported on, open lines go along."""

from __future__ import annotations

import datetime as dt

from xlkpi.books.book import Value
from xlkpi.drawing.data import DataTable, Record
from xlkpi.drawing.kind import Start
from xlkpi.drawing.workbook_reading import Reading, as_day, as_text
from xlkpi.errors import Fault
from xlkpi.schemes.gas.gas_data import PLAN_LINES, PLANS
from xlkpi.schemes.gas.plan_states import FOLLOWED, is_open, lines_of

DAYS = 14
"""A two-week plan."""
TOLD = ("事项", "目标", "责任人", "时限", "督办")


def roll_over(last: Reading, _: DataTable | None) -> tuple[list[DataTable], list[Fault]]:
    """Return head and lines of the next plan.

    Lines of the last plan that were not done come first, once each; those of its second half follow. A line that head
    office follows keeps its mark until it is done.
    """
    head = {"分公司": _text(last.field("分公司")), "部门": _text(last.field("部门")), "主管": _text(last.field("主管"))}
    head |= _period(last)
    planned = {as_text(task) for task in last.column("本期_事项")}
    followed = {
        as_text(last.column("上期_事项")[row])
        for row in lines_of(last, "上期")
        if is_open(last, row) and as_text(last.column("上期_督办")[row]) == FOLLOWED
    }
    left = [row for row in lines_of(last, "上期") if is_open(last, row)]
    lines = [
        *(_line(last, "上期", row, followed) for row in left if as_text(last.column("上期_事项")[row]) not in planned),
        *(_line(last, "本期", row, followed) for row in _carried_first(last)),
    ]
    records = [{**head, "部分": "上期", **line} for line in lines]
    place = last.book.title
    tables = [DataTable(PLANS, (head,), ((place, 1),))]
    if records:
        tables.append(DataTable(PLAN_LINES, tuple(records), tuple((place, at) for at, _ in enumerate(records, 1))))
    return tables, []


def _carried_first(last: Reading) -> list[int]:
    """Return the rows of this period's work, those that were open before first."""
    rows = lines_of(last, "本期")
    before = {as_text(last.column("上期_事项")[row]) for row in lines_of(last, "上期") if is_open(last, row)}
    return sorted(rows, key=lambda row: as_text(last.column("本期_事项")[row]) not in before)


def _line(last: Reading, part: str, row: int, followed: set[str]) -> Record:
    line = {name: _text(last.column(f"{part}_{name}")[row]) for name in TOLD}
    return {**line, "督办": FOLLOWED} if line["事项"] in followed else line


def _period(last: Reading) -> Record:
    """Return the two weeks after those of the last plan, nothing where its last day is no date."""
    end = as_day(last.field("截止日期"))
    if end is None:
        return {}
    first = end + dt.timedelta(days=1)
    return {"起始日期": f"{first:%Y-%m-%d}", "截止日期": f"{first + dt.timedelta(days=DAYS - 1):%Y-%m-%d}"}


def _text(value: Value) -> str:
    day = as_day(value)
    return as_text(value) if day is None else f"{day:%Y-%m-%d}"


ROLL_OVER = Start("plan", ("上一期双周计划", "the last plan"), roll_over)
