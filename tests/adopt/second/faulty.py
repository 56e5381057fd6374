"""Workbooks in which something is wrong: values that cannot be, subtotals typed over, ties, quotas, columns copied."""

from __future__ import annotations

from adopt.drawing import Book, Formula, Sheet, places, rounded
from adopt.layout import HABIT, SHARED, TUTORIAL, form, layout, summary
from adopt.staff import CALL, GAS, NAMES, coefficient, level, weighted

TOTALS = (94.5, 92.0, 92.0, 90.25, 88.6, 88.6, 85.4, 83.0)


@layout(
    "Marks that cannot be: 180 where the full mark is 100, the word 优 among numbers, one cell left blank; the total by "
    "SUMPRODUCT skips the word without saying so",
    form("考核表", "indicator=A weight=B score=C", (4, 9), fields="name=B2 department=C1 total=C10"),
    conflicts=("考核表!C5", "考核表!C7", "考核表!C8"),
    optional="department",
    marks="other",
    seen=HABIT,
)
def impossible_marks() -> Book:
    sheet = Sheet("考核表", "26 12 14")
    sheet.write("A1:B1", "话务员考核表", "title")
    sheet.write("C1", "部门：热线部", "right")
    sheet.row("A2", ["姓名", "章蕾", None], "box center")
    sheet.row("A3", ["考核指标", "权重", "得分（满分100）"], "box center bold grey")
    marks = (96, 180, 90, "优", None, 95)
    for row, (kpi, mark) in enumerate(zip(CALL, marks), 4):
        sheet.row(f"A{row}", [kpi.indicator, kpi.weight, mark], "box|box center pct|box center")
    total = sum(round(kpi.weight * 100) * mark for kpi, mark in zip(CALL, marks) if isinstance(mark, int)) / 100
    sheet.row(
        "A10",
        ["合计", Formula("=SUM(B4:B9)", 1), Formula("=SUMPRODUCT(B4:B9,C4:C9)", total)],
        "box center bold|box center pct|box center bold n2",
    )
    return Book([sheet])


@layout(
    "A summary with words for numbers: 缺 for a total, 两千 for a base of pay, 180 points, and pay that stands there all the same",
    summary(
        "六月",
        "employee_id=A name=B total=C level=D coefficient=E base_pay=F pay=G",
        (3, 10),
        fields="month=A1",
    ),
    conflicts=("六月!C5", "六月!C8", "六月!F7"),
    optional="month",
    seen=HABIT,
)
def words_for_numbers() -> Book:
    sheet = Sheet("六月", "10 12 12 10 10 14 14")
    sheet.write("A1:G1", "员工绩效工资表（2025年6月）", "title")
    sheet.row("A2", ["工号", "姓名", "考核得分", "等级", "系数", "绩效基数", "绩效工资"], "box center bold blue")
    totals = (93.5, 91, "缺", 96, 88, 180, 90.5, 86)
    for row, total in enumerate(totals, 3):
        grade = level(total) if isinstance(total, (int, float)) else "B"
        base = "两千" if row == 7 else 1800
        factor = coefficient(grade)
        pay = rounded((2000 if row == 7 else 1800) * factor)
        sheet.row(
            f"A{row}",
            [f"T{row:03d}", NAMES[row + 12], total, grade, factor, base, pay],
            "box center|box center|box center|box center|box center|box money|box money",
        )
    return Book([sheet])


@layout(
    "小计 rows typed by hand: heads and mean of each department; the second mean is not that of its people (91.20 instead of "
    "90.70)",
    summary("各部门", "department=A name=B total=C level=D", (3, 13), fields="month=A1"),
    skip=("各部门!7", "各部门!12"),
    conflicts=("各部门!C12",),
    optional="month",
    ranked="",
    seen=TUTORIAL,
)
def subtotal_typed() -> Book:
    sheet = Sheet("各部门", "14 14 14 12")
    sheet.write("A1:D1", "6月员工绩效考核得分表", "title")
    sheet.row("A2", ["部门", "姓名", "考核得分", "考核等级"], "box center bold green")
    row = 3
    for department, totals, mean in (
        ("前厅", (94, 91.5, 89, 87.5), 90.5),
        ("维修", (95, 92.4, 89.4, 86), 91.2),
        ("保洁", (88,), None),
    ):
        for total in totals:
            sheet.row(
                f"A{row}",
                [department, NAMES[row + 36], total, level(total)],
                "box center|box center|box center n2|box center",
            )
            row += 1
        if mean:
            sheet.row(f"A{row}", ["小计", f"{len(totals)}人", mean, None], "box center yellow bold n2")
            row += 1
    sheet.write("A15:D15", "制表人：          复核人：", "left")
    return Book([sheet])


@layout(
    "Section subtotals inside a full-mark form, typed: 小计 of the second section says 38 though its lines give 36; 合计 adds the "
    "typed ones",
    form("评分表", "indicator=B weight=C score=D", (4, 11), fields="name=B2 month=D2 total=D13"),
    skip=("评分表!7",),
    conflicts=("评分表!D12",),
    marks="other",
    seen=SHARED,
)
def section_typed() -> Book:
    sheet = Sheet("评分表", "12 28 10 12")
    sheet.write("A1:D1", "保安员月度考核评分表", "title")
    sheet.row("A2", ["姓名", "任重", "考核月份", "2025年6月"], "box center")
    sheet.row("A3", ["类别", "考核内容", "分值", "得分"], "box center bold grey")
    sections = (
        ("岗位履职", (("门岗查验", 20, 18), ("巡更打点", 20, 19), ("监控值守", 15, 15)), 52),
        ("行为规范", (("仪容仪表", 10, 9), ("交接班记录", 15, 12), ("服从调度", 10, 8), ("出勤", 10, 7)), 38),
    )
    row = 4
    for section, lines, told in sections:
        top = row
        for item, points, mark in lines:
            sheet.row(f"B{row}", [item, points, mark], "box|box center|box center")
            row += 1
        sheet.write(f"A{top}:A{row - 1}", section, "box center")
        sheet.row(f"A{row}", ["小计", None, sum(points for _, points, _ in lines), told], "box center bold")
        row += 1
    sheet.row("A13", ["合计", None, 100, Formula("=D7+D12", 90)], "box center bold")
    return Book([sheet])


@layout(
    "Ranks typed by hand over ties: two people with 92.00 stand as 2 and 3, two with 88.60 both as 5; one of the first pair "
    "cannot be right",
    summary(
        "排名表",
        "name=B department=C total=D rank=E level=F",
        (4, 11),
        fields="month=F2",
    ),
    conflicts=("排名表!E6",),
    ranked="",
    seen=TUTORIAL,
)
def ties_typed() -> Book:
    sheet = Sheet("排名表", "6 12 14 12 8 12")
    sheet.write("A1:F1", "员工绩效考核排名表", "title")
    sheet.row("A2", [None, None, None, None, "月份", "2025年6月"], "right")
    sheet.row("A3", ["序号", "姓名", "部门", "考核成绩", "名次", "等级"], "box center bold orange")
    ranks = (1, 2, 3, 4, 5, 5, 7, 8)
    for row, (total, rank) in enumerate(zip(TOTALS, ranks), 4):
        sheet.row(
            f"A{row}",
            [row - 3, NAMES[row + 48], "收费部", total, rank, level(total)],
            "box center|box center|box center|box center n2|box center|box center",
        )
    return Book([sheet])


@layout(
    "Quotas that the sheet itself states (A级不超过部门人数的20%, B级不超过60%) and levels beyond them: four A among ten people",
    summary("强制分布", "employee_id=A name=B total=C rank=D level=E", (4, 13), fields="department=B2 month=E2"),
    conflicts=("强制分布!E6", "强制分布!E7"),
    seen="rules of forced distribution in personnel manuals (等级比例：A 20%、B 60%、C 20%)",
)
def quota_passed() -> Book:
    sheet = Sheet("强制分布", "12 12 12 10 10")
    sheet.write("A1:E1", "部门员工绩效等级评定表", "title")
    sheet.row("A2", ["部门", "理赔客服部", None, "月份", "2025年6月"], "box center")
    sheet.row("A3", ["员工编号", "姓名", "绩效得分", "部门排名", "绩效等级"], "box center bold navy")
    totals = [rounded(97.4 - 1.9 * at) for at in range(10)]
    grades = ("A", "A", "A", "A", "B", "B", "B", "B", "C", "C")
    for row, (total, place, grade) in enumerate(zip(totals, places(totals), grades), 4):
        rank = Formula(f"=RANK(C{row},C$4:C$13)", place)
        sheet.row(
            f"A{row}",
            [f"LP{row:04d}", NAMES[row + 6], total, rank, grade],
            "box center|box center|box center n2|box center|box center",
        )
    sheet.write("A15:E15", "等级比例：A级不超过部门人数的20%，B级不超过60%，其余为C级。", "left small")
    return Book([sheet])


@layout(
    "Marks copied with the line above pulled too far: 得分 repeats 自评 for all lines but one, the weights of two lines stand "
    "twice as much, so that they sum to 125%",
    form(
        "抢修工",
        "indicator=A weight=B self_score=C score=D weighted=E",
        (4, 9),
        fields="name=B2 month=E2 total=E10",
    ),
    conflicts=("抢修工!B10",),
    marks="other",
    seen=HABIT,
)
def weights_too_much() -> Book:
    sheet = Sheet("抢修工", "26 10 10 10 12")
    sheet.write("A1:E1", "抢修工绩效考核表", "title")
    sheet.row("A2", ["姓名", "方正", None, "月份", "2025年6月"], "box center")
    sheet.row("A3", ["考核指标", "权重", "自评", "得分", "加权得分"], "box center bold grey")
    made = 0.0
    for row, kpi in enumerate(GAS, 4):
        weight = kpi.weight + (0.15 if row == 7 else 0.1 if row == 8 else 0)
        product = round(weight * kpi.score, 6)
        made += product
        sheet.row(
            f"A{row}",
            [kpi.indicator, weight, kpi.score if row != 6 else 95, kpi.score, Formula(f"=B{row}*D{row}", product)],
            "box|box center pct|box center|box center|box center n2",
        )
    sheet.row(
        "A10",
        ["合计", Formula("=SUM(B4:B9)", 1.25), None, None, Formula("=SUM(E4:E9)", round(made, 6))],
        "box center bold|box center pct|box|box|box center n2",
    )
    return Book([sheet])


@layout(
    "A total that leaves out the last line: SUM over rows 4 to 8 where the table goes to row 9; weighted marks are right each",
    form("收费员", "indicator=A weight=B score=C weighted=D", (4, 9), fields="name=B2 post=D2 total=D10"),
    conflicts=("收费员!D10",),
    marks="other",
    seen=TUTORIAL,
)
def range_too_short() -> Book:
    sheet = Sheet("收费员", "26 10 10 12")
    sheet.write("A1:D1", "收费员月度KPI考核表", "title")
    sheet.row("A2", ["姓名", "柳青", "岗位", "收费员"], "box center")
    sheet.row("A3", ["指标名称", "权重", "得分", "加权得分"], "box center bold green")
    for row, kpi in enumerate(GAS, 4):
        sheet.row(
            f"A{row}",
            [kpi.indicator, kpi.weight, kpi.score, Formula(f"=B{row}*C{row}", round(kpi.weight * kpi.score, 6))],
            "box|box center pct|box center|box center n2",
        )
    short = round(weighted(GAS) - GAS[-1].weight * GAS[-1].score, 6)
    sheet.row("A10", ["总分", None, None, Formula("=SUM(D4:D8)", short)], "box center bold|box|box|box center n2")
    return Book([sheet])
