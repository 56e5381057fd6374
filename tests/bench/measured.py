"""What several of the measurements here need: a clock, and a summary to measure."""

from __future__ import annotations

import datetime as dt
import os
import random
import time
from collections.abc import Callable
from pathlib import Path

from xlkpi.actions.create import build_blank
from xlkpi.actions.opening import open_book
from xlkpi.schemes import kind_named

DEPARTMENTS = 6


def timed(work: Callable[[], object], rounds: int = 3) -> float:
    """Seconds of the best of some rounds: other programs are at work on the machine, and they only ever add."""
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def processor(work: Callable[[], object], rounds: int = 3) -> float:
    """Seconds of processor time, ours and that of processes that ended meanwhile; the best of some rounds."""
    best = float("inf")
    for _ in range(rounds):
        before = os.times()
        work()
        after = os.times()
        best = min(best, sum(after[:4]) - sum(before[:4]))
    return best


def filled(path: Path, people: int) -> Path:
    """A summary of 附件3 with a full roster of six departments, not computed yet."""
    chance = random.Random(1)
    book = open_book(build_blank(kind_named("summary"), path, rows=people))
    departments = [f"{at + 1}部" for at in range(DEPARTMENTS)]
    columns = {
        "分公司": ["城东分公司"],
        "考核月份": [dt.date(2024, 5, 1)],
        "名单_工号": [f"G{at:05d}" for at in range(people)],
        "名单_姓名": [f"员工{at}" for at in range(people)],
        "名单_部门": [departments[at % DEPARTMENTS] for at in range(people)],
        "名单_参评": ["是"] * people,
        "名单_总分": [round(chance.uniform(60, 100), 2) for _ in range(people)],
        "名单_绩效基数": [2000.0] * people,
        "名单_出勤率": [1.0] * people,
        "主管_部门": departments,
        "计划_部门": departments,
        "计划_名称": ["五月"] * DEPARTMENTS,
        "计划_主管经理评分": [90.0 + at for at in range(DEPARTMENTS)],
        "计划_客户服务部评分": [91.0] * DEPARTMENTS,
    }
    for name, values in columns.items():
        book.write(name, [[value] for value in values])
    return book.save(path)
