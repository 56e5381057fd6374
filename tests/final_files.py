"""Sample workbooks of every kind, confirmed and signed as far as they must be before they can be final."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from commands import run
from xlkpi.actions.opening import open_book, read_book
from xlkpi.schemes.sign_off import DATES, NAMES, period_end, signatures

BEFORE_FINAL = {"草稿", "已提交", "经理已审", "总经理已批"}
"""Rules A5 and F4: a workbook is drawn up, submitted, examined and approved; filing and feeding back come after."""

SAMPLES = {
    "summary": ("gas", "城东分公司/附件3 城东分公司.xlsm"),
    "form": ("gas", "城东分公司/附件2 KF001 李芳.xlsm"),
    "plan": ("gas", "城东分公司/双周滚动计划 周建国 第2期双周计划.xlsm"),
    "library": ("gas", "指标库 2024-05.xlsm"),
    "groups": ("gubang", "服务小组评比表 2024-06.xlsm"),
    "agents": ("call_centre", "话务绩效表 2024-05.xlsm"),
    "bids": ("call_centre", "投标激励表 2024.xlsm"),
    "shop": ("ecommerce", "电商客服考核表 2024-05.xlsm"),
    "quarter": ("ecommerce", "期间汇总表 2024年第2季度.xlsm"),
    "managers": ("gps", "管理人员评分表 2024-05.xlsm"),
    "weeks": ("gps", "周指标追踪表 2024.xlsm"),
}


def demo_of(scheme: str, folder: Path) -> Path:
    code, out, _ = run("demo", "--scheme", scheme, str(folder))
    assert code == 0, out
    return folder


def make_ready(path: Path) -> None:
    """Confirm every assumed number, fill in those the documents break off before, sign up to the approval."""
    book = open_book(path)
    reading, faults = read_book(book)
    assert reading is not None, faults
    for setting in reading.kind.numbers.settings if reading.kind.numbers else ():
        if setting.open and reading.field(setting.name) is None:
            book.write(setting.name, [[0.1]])
    for name, labels in reading.kind.confirmed.items():
        old = zip(reading.column(labels), reading.column(name), strict=True)
        book.write(name, [["是" if label not in (None, "") else answer] for label, answer in old])
    sign(book, reading, BEFORE_FINAL)
    book.recalculate()
    book.save()


def sign(book, reading, states, name: str = "王芳") -> None:
    """Let everybody sign whose step is one of these states; others stay as they are."""
    steps = signatures(reading)
    if steps:
        end = period_end(reading) or dt.date(2024, 6, 30)
        book.write(NAMES, [[name if step.state in states else step.name or None] for step in steps])
        book.write(DATES, [[end if step.state in states else step.date] for step in steps])
