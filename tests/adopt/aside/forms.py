"""Kept aside, not to be looked at while working on the matcher: five forms."""

from __future__ import annotations

import datetime as dt

from adopt.drawing import Book, Formula, Sheet, rounded
from adopt.layout import HABIT, SHARED, form, layout
from adopt.staff import CALL, FULL, GAS, PROPERTY, SHOP, Kpi, coefficient, level, weighted


@layout(
    "Deductions: full mark, 扣分 and 实得分 = full mark less deduction; categories written upright; the person in 被考核人, "
    "the rater signs below with the name typed",
    form(
        "月考核",
        "indicator=B standard=C weight=D score=F remark=G",
        (5, 11),
        fields="name=C2 post=E2 department=G2 rater=C3 month=E3 total=F13",
    ),
    ask="adjust",
    marks="full",
    seen=SHARED,
)
def deductions() -> Book:
    sheet = Sheet("月考核", "6 26 26 10 10 10 22")
    sheet.write("A1:G1", "营业厅服务人员月度绩效考评表", "title")
    for ref, word, place, value in (
        ("A2:B2", "被考核人", "C2", "彭博"),
        ("D2", "现任岗位", "E2", "营业员"),
        ("F2", "所在部门", "G2", "中心营业厅"),
        ("A3:B3", "考核人", "C3", "俞敏"),
    ):
        sheet.write(ref, word, "box center bold")
        sheet.write(place, value, "box center")
    sheet.write("D3", "考核时段", "box center bold")
    sheet.write("E3:G3", dt.date(2025, 6, 1), "box center month")
    sheet.row("A4", ["项目", "考核要点", "扣分办法", "满分值", "扣分", "实得分", "扣分事由"], "box center bold yellow")
    for word, ref in (("德", "A5:A6"), ("能", "A7:A8"), ("绩", "A9:A10"), ("勤", "A11")):
        sheet.write(ref, word, "box center upright")
    for row, kpi in enumerate(FULL, 5):
        lost = kpi.weight - kpi.score
        sheet.row(
            f"B{row}",
            [
                kpi.indicator,
                kpi.standard,
                kpi.weight,
                lost or None,
                Formula(f"=D{row}-E{row}", kpi.score),
                "见记录" if lost else None,
            ],
            "box|box wrap|box center|box center|box center|box",
        )
    sheet.write("A12:G12", "以上各项扣完为止，不计负分。", "box left small")
    sheet.write("A13:C13", "考评总得分", "box right bold")
    sheet.row(
        "D13",
        [Formula("=SUM(D5:D11)", 100), Formula("=SUM(E5:E11)", 7.5), Formula("=SUM(F5:F11)", 92.5), None],
        "box center bold",
    )
    sheet.frame("A5:G13")
    return Book([sheet])


@layout(
    "An agreement and its result on one page: target band (底线/目标/挑战) in three columns under one header, results to the "
    "right, a weight column that comes last; sheet with the person's name and number in the title line",
    form(
        "绩效合约",
        "indicator=A target=C actual=E score=F weighted=G weight=H",
        (6, 10),
        fields="name=B2 employee_id=D2 supervisor=G2 month=A1 total=G11 level=G12",
    ),
    ask="target",
    optional="month",
    seen=SHARED,
)
def agreement() -> Book:
    sheet = Sheet("绩效合约", "22 10 10 10 12 10 10 10", landscape=True, font="等线")
    sheet.write("A1:H1", "个人绩效合约及考评结果（2025年二季度第3月）", "title")
    sheet.row("A2", ["签约人", "鲁文静", "人员编号", "DS-117", None, "直属上级", "方正", None], "box center")
    sheet.write("A4:A5", "关键绩效指标", "box center bold navy")
    sheet.write("B4:D4", "目标设定", "box center bold navy")
    sheet.row("B5", ["底线值", "目标值", "挑战值"], "box center navy")
    sheet.write("E4:G4", "考评", "box center bold navy")
    sheet.row("E5", ["实际达成", "单项得分", "加权后得分"], "box center navy")
    sheet.write("H4:H5", "权重\n（合计100）", "box center bold navy wrap")
    for row, kpi in enumerate(SHOP, 6):
        low, high = (
            ("40秒", "25秒")
            if isinstance(kpi.target, str)
            else (rounded(kpi.target * 0.95, 3), rounded(min(kpi.target * 1.05, 1), 3))
        )  # type: ignore[operator]
        product = Formula(f"=F{row}*H{row}/100", round(kpi.weight * kpi.score, 6))
        sheet.row(
            f"A{row}",
            [kpi.indicator, low, kpi.target, high, kpi.actual, kpi.score, product, round(kpi.weight * 100)],
            "box" + "|box center fact" * 4 + "|box center" * 3,
        )
    sheet.row(
        "A11",
        [
            "综合评分",
            None,
            None,
            None,
            None,
            None,
            Formula("=ROUND(SUM(G6:G10),2)", weighted(SHOP)),
            Formula("=SUM(H6:H10)", 100),
        ],
        "box center bold",
    )
    sheet.row("A12", ["绩效等级", None, None, None, None, None, level(weighted(SHOP)), None], "box center bold")
    return Book([sheet])


@layout(
    "Lines of two rows each: the indicator, weight and score cells merged over both, the standard and the actual facts one "
    "row each; head fields in two columns of label-value with blanks between the characters",
    form(
        "6",
        "indicator=B weight=C standard=D actual=E score=F",
        (6, 15),
        fields="name=C3 post=F3 month=C4 supervisor=F4 total=F16 coefficient=F17",
    ),
    seen=SHARED,
)
def lines_of_two_rows() -> Book:
    sheet = Sheet("6", "6 20 10 34 20 12")
    sheet.write("A1:F2", "楼 宇 客 服 绩 效 考 核 表", "title")
    for row, (left, one, right, two) in enumerate(
        (("姓    名", "韦国强", "职    位", "楼宇主管"), ("月    度", "六月份", "直接领导", "马晓东")), 3
    ):
        sheet.write(f"A{row}:B{row}", left, "box center bold")
        sheet.write(f"C{row}:D{row}", one, "box center")
        sheet.write(f"E{row}", right, "box center bold")
        sheet.write(f"F{row}", two, "box center")
    sheet.row("A5", ["No.", "考核指标", "权重比例", "考核细则", "完成情况", "评定分数"], "box center bold grey")
    for number, kpi in enumerate(PROPERTY):
        top = 6 + 2 * number
        for column, value, style in (
            ("A", number + 1, "box center"),
            ("B", kpi.indicator, "box"),
            ("C", kpi.weight, "box center pct"),
            ("F", kpi.score, "box center"),
        ):
            sheet.write(f"{column}{top}:{column}{top + 1}", value, style)
        sheet.down(f"D{top}", [kpi.standard, "数据由物业系统导出"], "box small")
        sheet.down(f"E{top}", [kpi.actual, "上月同期持平"], "box center small fact")
    sheet.row(
        "A16",
        [
            None,
            "得分合计",
            Formula("=SUM(C6:C15)", 1),
            None,
            None,
            Formula("=SUMPRODUCT(C6:C15,F6:F15)", weighted(PROPERTY)),
        ],
        "box center bold",
    )
    sheet.row(
        "A17", [None, "当月绩效系数", None, None, None, coefficient(level(weighted(PROPERTY)))], "box center bold"
    )
    return Book([sheet])


@layout(
    "Two forms below each other whose columns differ: the second form is an older print with the score before the weight",
    form("新旧", "indicator=A weight=B score=C remark=D", (4, 9), fields="name=B2 total=C10"),
    form("新旧", "score=A weight=B indicator=C remark=D", (16, 20), fields="name=D14 total=A21"),
    seen=HABIT,
)
def two_prints() -> Book:
    sheet = Sheet("新旧", "22 12 22 16")
    sheet.write("A1:D1", "热线岗绩效考核表", "bold big center")
    sheet.row("A2", ["员工", "昌盛", None, None], "box center")
    sheet.row("A3", ["KPI项目", "权数", "评分", "备注"], "box center bold blue")
    for row, kpi in enumerate(CALL, 4):
        sheet.row(f"A{row}", [kpi.indicator, kpi.weight, kpi.score, None], "box|box center pct|box center|box")
    sheet.row(
        "A10",
        ["总计", Formula("=SUM(B4:B9)", 1), Formula("=SUMPRODUCT(B4:B9,C4:C9)", weighted(CALL)), None],
        "box center bold",
    )
    sheet.write("A13:D13", "电商岗绩效考核表（旧版）", "bold big center")
    sheet.row("A14", ["岗位：", "电商客服", "姓名：", "苗苗"], "right|left|right|left")
    sheet.row("A15", ["得分", "权重", "指标", "备注"], "box center bold")
    for row, kpi in enumerate(SHOP, 16):
        sheet.row(f"A{row}", [kpi.score, kpi.weight, kpi.indicator, None], "box center|box center pct|box|box")
    sheet.row(
        "A21",
        [Formula("=SUMPRODUCT(A16:A20,B16:B20)", weighted(SHOP)), Formula("=SUM(B16:B20)", 1), "合计", None],
        "box center bold",
    )
    return Book([sheet])


@layout(
    "A scored form in which the company's weighted column contradicts its weights: two lines were copied from another post",
    form(
        "考核",
        "indicator=B weight=C self_score=D score=E weighted=F",
        (5, 10),
        fields="employee_id=B3 name=D3 department=F3 month=A2 total=F11",
    ),
    conflicts=("考核!F7", "考核!F9", "考核!F11"),
    seen=SHARED,
)
def copied_weights() -> Book:
    sheet = Sheet("考核", "6 22 12 14 12 14", font="仿宋")
    sheet.write("A1:F1", "安检员工作绩效评价表", "title")
    sheet.write("A2:F2", "（评价周期：2025年6月1日至6月30日）", "center small")
    sheet.row("A3", ["编号", "AJ-07", "员工姓名", "花蕊", "班组", "安检二班"], "box center")
    sheet.row("A4", ["序", "评价指标", "指标权重", "本人自评", "领导评价", "指标得分"], "box center bold")
    total = 0.0
    for row, kpi in enumerate(GAS, 5):
        used: Kpi = kpi._replace(weight={7: 0.25, 9: 0.15}.get(row, kpi.weight))
        part = round(used.weight * kpi.score, 6)
        total += part
        text = f"=E{row}*{used.weight}" if used.weight != kpi.weight else f"=E{row}*C{row}"
        sheet.row(
            f"A{row}",
            [row - 4, kpi.indicator, kpi.weight, min(100, kpi.score + 1), kpi.score, Formula(text, part)],
            "box center|box|box center pct|box center|box center|box center n2",
        )
    sheet.row(
        "A11",
        [None, "评价总分", Formula("=SUM(C5:C10)", 1), None, None, Formula("=SUM(F5:F10)", round(total, 6))],
        "box center bold|box center bold|box center pct|box|box|box center bold n2",
    )
    return Book([sheet])
