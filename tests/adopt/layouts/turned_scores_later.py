"""Turned summaries with partial scores kept aside until this was built: a mean of raters, full marks, weights on a sheet."""

from __future__ import annotations

from adopt.drawing import Book, Formula, Sheet, places, rounded
from adopt.layout import FORUM, SCHEME, SHARED, layout, summary
from adopt.layouts.partial_scores import BESIDE, made
from adopt.layouts.turned_scores import across, turned
from adopt.staff import NAMES


@layout(
    "Shop assistants across, the marks of three raters below each other, the total is their mean (AVERAGE); typed for one",
    summary(
        "门店评分",
        across="name=3 post=4 total=8 rank=9 level=10",
        fields="department=B2 month=E2",
        made_of="8=5*0.333333+6*0.333333+7*0.333333",
    ),
    conflicts=("门店评分!C8",),
    seen=SCHEME,
)
def turned_mean_of_raters() -> Book:
    sheet = Sheet("门店评分", "14 10 10 10 10 10 10", landscape=True)
    sheet.write("A1:G1", "门店员工月度评分表", "title")
    sheet.row("A2", ["部门：", "城南店", None, "月份：", "2025年9月"], "right|left||right|left")
    scores = ((90, 93, 96), (84, 90, 87), (92, 95, 98), (81, 87, 84), (90, 87, 93), (78, 84, 81))
    totals = [rounded(sum(row) / 3) for row in scores]
    cells: list[object] = list(across("=AVERAGE(#5:#7)", totals))
    totals[1] = cells[1] = 91.0  # 87 comes out
    turned(
        sheet,
        3,
        ("姓名", [*NAMES[40:46]]),
        ("岗位", ["导购"] * 4 + ["收银"] * 2),
        ("店长评分", [row[0] for row in scores]),
        ("副店长评分", [row[1] for row in scores]),
        ("督导评分", [row[2] for row in scores]),
        ("综合得分", cells),
        ("排名", places(totals)),
        ("等级", ["优秀" if total >= 92 else "良好" if total >= 86 else "合格" for total in totals]),
    )
    return Book([sheet])


@layout(
    "Couriers across, full marks in the labels (时效(40分)), one mark is above its own, the total still comes out of what stands",
    summary(
        "派送组",
        across="employee_id=2 name=3 total=7 rank=8 pay=10 base_pay=9",
        fields="month=A1",
        made_of="7=4*1+5*1+6*1",
    ),
    optional="month",
    conflicts=("派送组!E4",),
    seen=f"{SHARED}; {FORUM}",
)
def turned_full_marks() -> Book:
    sheet = Sheet("派送组", "16 10 10 10 10 10", landscape=True)
    sheet.write("A1:F1", "派送组2025年6月考核与绩效工资", "title")
    scores = ((38, 28, 27), (36, 27, 29), (39, 30, 28), (42, 25, 26), (33, 28, 24))
    totals = made(scores, 1, 1, 1)
    turned(
        sheet,
        2,
        ("工号", [f"PS{at}" for at in range(101, 106)]),
        ("姓名", [*NAMES[50:55]]),
        ("时效(40分)", [row[0] for row in scores]),
        ("签收率(30分)", [row[1] for row in scores]),
        ("投诉(30分)", [row[2] for row in scores]),
        ("总分", list(totals)),
        ("名次", places(totals)),
        ("绩效基数", [1200] * 5),
        ("绩效工资", across("=ROUND(#9*#7/100,2)", [rounded(1200 * total / 100) for total in totals])),
    )
    return Book([sheet])


@layout(
    "Guides across, the weights below the same words on a sheet 权重; the totals typed by them, one not",
    summary(
        "讲解组",
        across="name=2 total=7 rank=8 level=9",
        fields="month=A1",
        made_of="7=3*0.4+4*0.3+5*0.2+6*0.1",
    ),
    optional="month",
    conflicts=("讲解组!D7",),
    seen=BESIDE,
)
def turned_weights_on_a_sheet() -> Book:
    sheet = Sheet("讲解组", "14 10 10 10 10 10 10", landscape=True)
    sheet.write("A1:G1", "讲解组2025年5月绩效考核得分", "title")
    scores = (
        (95, 92, 90, 100),
        (88, 90, 92, 96),
        (92, 85, 94, 98),
        (80, 86, 84, 90),
        (90, 94, 88, 100),
        (84, 88, 91, 93),
    )
    totals = made(scores, 0.4, 0.3, 0.2, 0.1)
    totals[2] = 93.9  # 90.9 comes out
    turned(
        sheet,
        2,
        ("姓名", [*NAMES[44:50]]),
        ("讲解质量", [row[0] for row in scores]),
        ("游客满意", [row[1] for row in scores]),
        ("场次完成", [row[2] for row in scores]),
        ("仪容仪表", [row[3] for row in scores]),
        ("总分", list(totals)),
        ("排名", places(totals)),
        ("等级", ["A" if total >= 92 else "B" if total >= 88 else "C" for total in totals]),
    )
    rules = Sheet("权重", "14 10")
    rules.row("A1", ["项目", "权重"], "box center bold")
    for row, (word, weight) in enumerate(
        (("讲解质量", 0.4), ("游客满意", 0.3), ("场次完成", 0.2), ("仪容仪表", 0.1)), 2
    ):
        rules.row(f"A{row}", [word, weight], "box|box center pct")
    rules.row("A6", ["合计", Formula("=SUM(B2:B5)", 1)], "box|box center pct")
    return Book([sheet, rules])
