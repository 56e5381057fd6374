"""A month of an invented company, 安泰燃气: its own forms, percent and full-mark, and its own summary; counted by hand.

Percent: weights 40, 30, 20, 10 % times scores out of 100. Full marks: scores out of 40, 30, 20, 10, added up.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from openpyxl import load_workbook

from adopt.drawing import Book, Sheet

INDICATORS = ("安检入户率", "报修及时率", "客户满意度", "记录完整率")
WEIGHTS = (0.4, 0.3, 0.2, 0.1)
MARKS = (40, 30, 20, 10)
MONTH = dt.date(2025, 6, 1)

PERCENT = {
    "KF01": ("陈丽华", (95, 90, 85, 100), 92.0),  # 38 + 27 + 17 + 10
    "KF02": ("王建国", (100, 95, 90, 95), 96.0),  # 40 + 28.5 + 18 + 9.5
    "KF03": ("李晓梅", (88, 84, 90, 80), 86.4),  # 35.2 + 25.2 + 18 + 8
    "KF04": ("张志强", (92, 91, 90, 89), 91.0),  # 36.8 + 27.3 + 18 + 8.9
    "KF05": ("刘芳", (85, 85, 85, 85), 85.0),  # 34 + 25.5 + 17 + 8.5
    "KF06": ("赵海燕", (78, 90, 80, 70), 81.2),  # 31.2 + 27 + 16 + 7
}
FULL = {
    "QX01": ("孙伟", (38, 27, 18, 9), 92.0),
    "QX02": ("周敏", (36, 28, 19, 10), 93.0),
    "QX03": ("吴秀英", (40, 30, 20, 9.5), 99.5),
    "QX04": ("郑浩", (30, 25, 15, 8), 78.0),
    "QX05": ("冯雪", (35, 26, 17, 9), 87.0),
    "QX06": ("蒋文涛", (38, 28, 18, 8), 92.0),
}
PEOPLE = {**PERCENT, **FULL}
TOTALS = [[total] for _, _, total in PEOPLE.values()]
"""As a column."""
DEPARTMENTS = [[96.0], [91.5]]
"""What 客服部 and 抢修部 scored: 优秀 and 良好 by the printed lines 95 and 90."""
BASES = {"KF01": 2000, "KF02": 2000, "KF03": 1800, "KF04": 1800, "KF05": 1800, "KF06": 1800} | {
    "QX01": 2400,
    "QX02": 3000,
    "QX03": 2400,
    "QX04": 2400,
    "QX05": 2400,
    "QX06": 2400,
}
ATTENDANCE = {"KF01": 0.95, "QX05": 0.9}

RESULTS = {
    # 客服部 优秀: 6 people, A+ 20% -> 1, A 30% -> 2, B 50% -> 3
    "KF01": (92.0, 2, "A", 1.1, 2090.0),  # 2000 x 1.1 x 95%
    "KF02": (96.0, 1, "A+", 1.2, 2400.0),
    "KF03": (86.4, 4, "B", 1.0, 1800.0),
    "KF04": (91.0, 3, "A", 1.1, 1980.0),
    "KF05": (85.0, 5, "B", 1.0, 1800.0),
    "KF06": (81.2, 6, "B", 1.0, 1800.0),
    # 抢修部 良好: 6 people, A+ 10% -> 1, A 30% -> 2, the others B; places 3 and 3 share the better level
    "QX01": (92.0, 3, "A", 1.1, 2640.0),
    "QX02": (93.0, 2, "A", 1.1, 3300.0),
    "QX03": (99.5, 1, "A+", 1.2, 2880.0),
    "QX04": (78.0, 6, "B", 1.0, 2400.0),
    "QX05": (87.0, 5, "B", 1.0, 2160.0),  # 2400 x 1 x 90%
    "QX06": (92.0, 3, "A", 1.1, 2640.0),
}


def form(sheet: str, person: str, *, full: bool) -> Sheet:
    """One person's form: labels left of their values, four indicators, a total that nobody has added up yet."""
    name, scores, _ = PEOPLE[person]
    page = Sheet(sheet, "6 20 24 10 10 14")
    page.write("A1:F1", "客服员工月度绩效考核表", "title")
    for row, pairs in enumerate(
        (("姓名", name, "工号", person), ("部门", "抢修部" if full else "客服部", "月份", MONTH)), 2
    ):
        for column, value in zip("ABCD", pairs):
            page.write(f"{column}{row}", value, "box center month" if value is MONTH else "box center")
    page.row("A4", ["序号", "考核指标", "考核标准", "分值" if full else "权重", "得分"], "box center bold grey")
    for row, (indicator, weight, score) in enumerate(zip(INDICATORS, MARKS if full else WEIGHTS, scores), 5):
        look = "box center" if full else "box center pct"
        page.row(
            f"A{row}", [row - 4, indicator, "按制度", weight, score], f"box center|box left|box left|{look}|box center"
        )
    page.write("A9:D9", "总分", "box right bold")
    page.write("E9", None, "box center bold n2")
    page.write("A11", "员工签字：", "left")
    return page


def forms() -> dict[str, Book]:
    """Every person's form, a workbook each, by 工号."""
    found = {person: Book([form("考核表", person, full=False)]) for person in PERCENT}
    return found | {person: Book([form("考核表", person, full=True)]) for person in FULL}


def summary() -> Book:
    """The company's own summary: everybody's row, results still empty; bases and attendance filled in."""
    page = Sheet("汇总", "6 9 10 10 9 9 9 9 11 9 12")
    page.write("A1:K1", "安泰燃气 2025年6月 员工绩效考核汇总表", "title")
    page.row(
        "A2",
        [
            "序号",
            "工号",
            "姓名",
            "部门",
            "考核得分",
            "部门排名",
            "考核等级",
            "等级系数",
            "绩效基数",
            "出勤率",
            "绩效工资",
        ],
        "box center bold grey",
    )
    for row, person in enumerate(PEOPLE, 3):
        page.row(
            f"A{row}",
            [row - 2, person, PEOPLE[person][0], "客服部" if person in PERCENT else "抢修部"],
            "box center",
        )
        page.row(f"E{row}", [None, None, None, None], "box center n2")
        page.row(f"I{row}", [BASES[person], ATTENDANCE.get(person), None], "box money|box center pct|box money")
    page.write("A15:D15", "合计", "box center bold")
    page.write("A17", "制表：          审核：          审批：", "left")
    return Book([page])


def results(path: Path) -> dict[object, tuple[object, ...]]:
    """What stands in the summary, by 工号, as in `RESULTS`; of subtotals between the people nothing."""
    rows = load_workbook(path, data_only=True)["汇总"].iter_rows(min_row=3, max_col=11, values_only=True)
    return {row[1]: (*row[4:8], row[10]) for row in rows if row[1] not in (None, "小计")}
