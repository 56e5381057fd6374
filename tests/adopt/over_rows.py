"""People over several rows of one list, one row an indicator: name, department, total and rank merged over them."""

from __future__ import annotations

from adopt.drawing import Book, Sheet
from adopt.month import FULL, INDICATORS, MARKS, PERCENT, WEIGHTS


def people_over_rows(*, full: bool = False, totals: bool = False, lines: int = 4) -> Book:
    """The first people of 安泰燃气 in one list; `totals` are filled in, the ranks are not."""
    page = Sheet("6月考核", "6 10 10 22 10 10 10 10")
    page.write("A1:H1", "2025年6月 员工绩效考核表", "title")
    heads = ["序号", "姓名", "部门", "考核指标", "分值" if full else "权重", "得分", "总分", "排名"]
    page.row("A3", heads, "box center bold grey")
    row = 4
    for number, (name, scores, total) in enumerate(list((FULL if full else PERCENT).values())[:4], 1):
        end = row + lines - 1
        merged = {
            "A": number,
            "B": name,
            "C": "抢修部" if full else "客服部",
            "G": total if totals else None,
            "H": None,
        }
        for column, value in merged.items():
            page.write(f"{column}{row}:{column}{end}", value, "box center n2" if column == "G" else "box center")
        for at in range(lines):
            own = [INDICATORS[at], (MARKS if full else WEIGHTS)[at], scores[at]]
            page.row(f"D{row + at}", own, f"box left|box center{'' if full else ' pct'}|box center")
        row = end + 1
    page.write(f"A{row + 1}", "制表：          审核：", "left")
    return Book([page])
