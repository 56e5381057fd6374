"""Made-up branches for head office: filled and computed summaries, plans, and what the plain rules say of them."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xlkpi.actions.create import build_blank
from xlkpi.actions.opening import open_book
from xlkpi.books.book import Book, Value
from xlkpi.schemes import kind_named

MONTH = dt.date(2024, 5, 1)


@dataclass
class Someone:
    """A person as typed."""

    id: str
    name: str
    department: str
    score: float | None
    takes_part: bool = True
    base: float | None = 2000.0
    attendance: float | None = None


@dataclass
class Branch:
    """A branch as typed: people, and of each department the supervisor and two raters' scores."""

    name: str
    people: list[Someone]
    plans: dict[str, tuple[float, float]]
    month: dt.date = MONTH
    signed: int = 0
    supervisors: dict[str, str] = field(default_factory=dict)


def blank_summary(folder: Path, rows: int = 14) -> Path:
    """An empty 附件3 to be copied."""
    return build_blank(kind_named("summary"), folder / "blank.xlsm", rows=rows)


def random_branch(name: str, chance: random.Random, first: int) -> Branch:
    """A branch of one or two departments, some people tied, some away, some without base."""
    departments = [name] if chance.random() < 0.5 else [f"{name}一部", f"{name}二部"]
    people = [
        Someone(
            f"{first + at:05d}",
            f"员工{first + at}",
            chance.choice(departments),
            chance.choice([round(chance.uniform(70, 100), 2), 88.5]),
            chance.random() > 0.15,
            chance.choice([None, 1800.0, 2000.0, 2345.67]),
            chance.choice([None, 1.0, 0.95, 0.333]),
        )
        for at in range(chance.randint(4, 12))
    ]
    plans = {one: (chance.choice([96.0, 91.5, 87.0]), chance.choice([95.0, 90.0, 82.25])) for one in departments}
    return Branch(name, people, plans, supervisors={one: f"主管{one[-2:]}" for one in departments})


def typed(book: Book, columns: Mapping[str, Sequence[Value]]) -> Book:
    """Write columns of one cell a row, from the first row of their blocks on."""
    for name, values in columns.items():
        book.write(name, [[value] for value in values])
    return book


def inbox_of(folder: Path, count: int) -> Path:
    """A folder of so many branches of three people each: one is computed, the others differ from it in who is in it."""
    people = [Someone(f"K{at}", f"人{at}", "东", 80.0 + at) for at in range(3)]
    inbox = folder / "收件箱"
    first = write_branch(blank_summary(folder), Branch("东", people, {"东": (91.0, 91.0)}), inbox / "0.xlsm")
    for at in range(1, count):
        mine = {"分公司": [f"第{at}分公司"], "名单_工号": [f"{at}-{number}" for number in range(3)]}
        typed(open_book(first), mine).save(inbox / f"{at}.xlsm")
    return inbox


def write_branch(blank: Path, branch: Branch, path: Path) -> Path:
    """Fill an empty summary, compute it and save it."""
    book = open_book(blank)
    people = branch.people
    departments = list(branch.plans)
    columns: dict[str, list[Any]] = {
        "分公司": [branch.name],
        "考核月份": [branch.month],
        "名单_工号": [p.id for p in people],
        "名单_姓名": [p.name for p in people],
        "名单_部门": [p.department for p in people],
        "名单_参评": [None if p.takes_part else "否" for p in people],
        "名单_总分": [p.score for p in people],
        "名单_绩效基数": [p.base for p in people],
        "名单_出勤率": [p.attendance for p in people],
        "主管_部门": departments,
        "主管_姓名": [branch.supervisors.get(one, "") for one in departments],
        "计划_部门": departments,
        "计划_名称": ["第1期"] * len(departments),
        "计划_主管经理评分": [one for one, _ in branch.plans.values()],
        "计划_客户服务部评分": [other for _, other in branch.plans.values()],
        "签批_姓名": [f"签字{at}" for at in range(branch.signed)],
        "签批_日期": [dt.date(2024, 6, 1 + at) for at in range(branch.signed)],
    }
    typed(book, columns)
    assert [fault for fault in book.recalculate() if not fault.notice] == []
    path.parent.mkdir(parents=True, exist_ok=True)
    return book.save(path)


def change_result(path: Path, name: str, row: int, value: Any) -> None:
    """Put another result into a computed cell, as somebody does who types over a value and forgets to recompute."""
    book = open_book(path)
    area = book.file.resolve(name)
    book.file.stage(area.sheet, {(area.top + row, area.left): value})
    book.file.save(backup=False)


def write_plan(path: Path, branch: str, lines: list[tuple[str, str, bool]], name: str = "第1期") -> Path:
    """A two-week plan: task, state and whether head office follows it."""
    blank = build_blank(kind_named("plan"), path)
    book = open_book(blank)
    columns: dict[str, list[Any]] = {
        "分公司": [branch],
        "部门": [branch],
        "主管": ["周主管"],
        "考核月份": [MONTH],
        "计划名称": [name],
        "上期_事项": [task for task, _, _ in lines],
        "上期_完成情况": [state for _, state, _ in lines],
        "上期_督办": ["是" if followed else None for _, _, followed in lines],
        "主管经理评分": [95.0],
        "客户服务部评分": [94.0],
    }
    typed(book, columns).recalculate()
    return book.save(path)
