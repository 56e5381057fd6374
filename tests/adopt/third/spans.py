"""Kept aside: a form over three months, and a list of results in front of the forms it is taken from."""

from __future__ import annotations

from adopt.drawing import Book, Formula, Sheet, filled
from adopt.layout import FORUM, form, layout, summary
from adopt.staff import Kpi, level, weighted
from adopt.third.forms import HOTLINE


@layout(
    "A quarter's form: the marks of three months a line, 季度平均 by AVERAGE, which the weights count",
    form(
        "四季度",
        "indicator=A weight=B score=F weighted=G",
        (5, 9),
        fields="name=B2 department=E2 total=G10",
    ),
    ask="score",
    seen=FORUM,
)
def quarter_form() -> Book:
    sheet = Sheet("四季度", "24 12 10 10 14 12 12")
    sheet.write("A1:G1", "2025年第四季度员工绩效考核表", "title")
    sheet.row("A2", ["姓名", "陶然", None, "部门", "供暖客服中心", None, None], "box center")
    for ref, word in (("A3:A4", "考核指标"), ("B3:B4", "权重"), ("F3:F4", "季度平均"), ("G3:G4", "加权得分")):
        sheet.write(ref, word, "box center bold grey")
    sheet.write("C3:E3", "月度得分", "box center bold grey")
    items = (
        ("报修响应及时率", 30, (96, 94, 98)),
        ("来电接听率", 25, (92, 95, 95)),
        ("回访满意度", 20, (97, 99, 98)),
        ("工单闭环率", 15, (90, 93, 96)),
        ("纪律与学习", 10, (100, 98, 99)),
    )
    means = [sum(three) / 3 for *_, three in items]
    products = [round(item[1] * mean / 100, 6) for item, mean in zip(items, means)]
    sheet.table(
        "A4",
        ("", "box", [item[0] for item in items]),
        ("", "box center pct", [item[1] / 100 for item in items]),
        *((f"{at + 10}月", "box center", [item[2][at] for item in items]) for at in range(3)),
        ("", "box center n1", filled("=AVERAGE(C#:E#)", 5, means)),
        ("", "box center n2", filled("=B#*F#", 5, products)),
    )
    sheet.frame("A10:G10")
    sheet.write("A10", "季度得分", "box center bold")
    sheet.write("B10", Formula("=SUM(B5:B9)", 1), "box center pct")
    sheet.write("G10", Formula("=SUM(G5:G9)", round(sum(products), 6)), "box center bold n2")
    return Book([sheet])


def _people() -> tuple[tuple[str, tuple[Kpi, ...]], ...]:
    """Three people of one team with marks a little apart."""
    return tuple(
        (name, tuple(kpi._replace(score=kpi.score - by if kpi.score > 90 + by else kpi.score) for kpi in HOTLINE))
        for name, by in (("马晓东", 0), ("苗苗", 3), ("方正", 1))
    )


@layout(
    "A sheet of results in front that takes each total from that person's own form by a formula; the forms stand on sheets of "
    "their own, named after the people",
    summary("汇总", "name=B post=C total=D rank=E level=F", (4, 6), fields="department=B2 month=F2"),
    *(
        form(name, "indicator=A weight=B standard=C score=D weighted=E", (4, 8), fields="name=B2 month=E2 total=E9")
        for name in ("马晓东", "苗苗", "方正")
    ),
    seen=FORUM,
)
def summary_from_forms() -> Book:
    front = Sheet("汇总", "8 14 16 14 10 14")
    front.write("A1:F1", "理赔客服组月度绩效考核结果", "title")
    front.row("A2", ["部门", "理赔客服组", None, None, "月份", "2025年11月"], "box center")
    people = _people()
    totals = [weighted(rows) for _, rows in people]
    front.table(
        "A3",
        ("序号", "box center", range(1, 4)),
        ("姓名", "box center", [name for name, _ in people]),
        ("岗位", "box center", ["理赔专员"] * 3),
        ("考核得分", "box center n2", [Formula(f"={name}!E9", total) for (name, _), total in zip(people, totals)]),
        ("排名", "box center", filled("=RANK(D#,D$4:D$6)", 4, [1 + sum(o > t for o in totals) for t in totals])),
        ("等级", "box center", [level(total) for total in totals]),
    )
    sheets = [front]
    for (name, rows), total in zip(people, totals):
        sheet = Sheet(name, "24 12 26 12 14")
        sheet.write("A1:E1", "理赔专员月度绩效考核表", "title")
        sheet.row("A2", ["姓名", name, None, "考核月份", "2025年11月"], "box center")
        sheet.table(
            "A3",
            ("考核指标", "box", [kpi.indicator for kpi in rows]),
            ("权重", "box center pct", [kpi.weight for kpi in rows]),
            ("考核标准", "box wrap", [kpi.standard for kpi in rows]),
            ("得分", "box center", [kpi.score for kpi in rows]),
            ("加权得分", "box center n2", filled("=B#*D#", 4, [round(kpi.weight * kpi.score, 6) for kpi in rows])),
        )
        sheet.row(
            "A9",
            ["合计", Formula("=SUM(B4:B8)", 1), None, None, Formula("=SUM(E4:E8)", total)],
            "box center bold|box center pct|box|box|box center bold n2",
        )
        sheets.append(sheet)
    return Book(sheets)
