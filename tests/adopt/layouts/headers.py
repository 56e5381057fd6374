"""Forms whose header takes two or three rows, whose units stand in the header, whose numbers are text."""

from __future__ import annotations

from adopt.drawing import Book, Formula, Sheet
from adopt.layout import QUALITY, SHARED, form, layout
from adopt.staff import CALL, GAS, PROPERTY, SHOP, weighted


@layout(
    "Two header rows: 实际完成情况 over 实际值 and 完成率, 评分 over 自评 and 主管评分; a form number and an edition above, a "
    "table of levels below (quality-system forms such as FM-R23)",
    form(
        "FM-KF-07",
        "indicator=B target=C weight=D actual=F self_score=H score=I weighted=J",
        (7, 12),
        fields="department=A4 post=D4 name=F4 employee_id=H4 month=A3 total=J13",
    ),
    seen=QUALITY,
)
def two_rows() -> Book:
    sheet = Sheet("FM-KF-07", "12 18 10 9 16 10 10 9 10 10", landscape=True)
    sheet.heights[12] = 34
    sheet.write("A1:J1", "月度绩效考核表", "title")
    sheet.write("A2:E2", "表单编号：FM-KF-07", "left small")
    sheet.write("F2:J2", "版本：B/1", "right small")
    sheet.write("A3:J3", "考核月份：2025年4月", "left")
    sheet.write("A4:C4", "部门：热线服务部", "left")
    sheet.write("D4:E4", "岗位：座席代表", "left")
    sheet.write("F4:G4", "姓名：冯雪", "left")
    sheet.write("H4:J4", "工号：8106", "left")
    for ref, text in (
        ("A5:A6", "考核项目"),
        ("B5:B6", "指标"),
        ("C5:C6", "目标值"),
        ("D5:D6", "权重"),
        ("E5:E6", "考核数据来源"),
    ):
        sheet.write(ref, text, "box center bold grey")
    sheet.write("F5:G5", "实际完成情况", "box center bold grey")
    sheet.row("F6", ["实际值", "完成率"], "box center bold grey")
    sheet.write("H5:I5", "评分", "box center bold grey")
    sheet.row("H6", ["自评", "主管评分"], "box center bold grey")
    sheet.write("J5:J6", "应得分", "box center bold grey")
    sheet.write("A7:A11", "关键指标项\n（90%）", "box center wrap")
    sheet.write("A12", "日常纪律\n（10%）", "box center wrap")
    for row, kpi in enumerate(CALL, 7):
        numeric = isinstance(kpi.target, (int, float))
        rate = Formula(f"=F{row}/C{row}", kpi.actual / kpi.target) if numeric else "—"
        source = ("话务系统", "话务系统", "质检组", "工单系统", "话务系统", "排班系统")[row - 7]
        product = Formula(f"=I{row}*D{row}", round(kpi.weight * kpi.score, 6))
        sheet.row(
            f"B{row}",
            [
                kpi.indicator,
                kpi.target,
                kpi.weight,
                source,
                kpi.actual,
                rate,
                min(kpi.score + 2, 100),
                kpi.score,
                product,
            ],
            "box|box center fact|box center pct|box center small|box center fact|box center pct1|box center|box center|box center n2",
        )
    sheet.write("A13:I13", "合计得分", "box right bold")
    sheet.write("J13", Formula("=SUM(J7:J12)", weighted(CALL)), "box center bold n2")
    sheet.frame("A13:J13")
    sheet.row("A15", ["绩效等级", "A+", "A", "B", "C", "C-"], "box center grey")
    sheet.row("A16", ["考核分数", "≥95", "90-95", "85-90", "80-85", "<80"], "box center")
    sheet.row("A17", ["绩效系数", 1.2, 1.1, 1, 0.8, 0], "box center")
    sheet.write("A19:E19", "本人确认：", "left")
    sheet.write("F19:J19", "部门领导：", "left")
    return Book([sheet])


@layout(
    "Three header rows, the lowest with the units (%, 分, 次): state-owned utilities' 考核评分表",
    form(
        "表二",
        "indicator=C weight=D target=E actual=F score=G weighted=H",
        (7, 12),
        fields="branch=C3 name=E3 month=G3 total=H13",
    ),
    seen=SHARED,
)
def three_rows() -> Book:
    sheet = Sheet("表二", "6 14 22 10 12 12 12 12", font="仿宋")
    sheet.write("A1:H1", "供气服务岗位月度考核评分表", "title")
    sheet.row("A3", ["单位", None, "城南分公司", "被考核人", "金晶", "考核月份", "2025年3月"], "box center")
    sheet.write("A3:B3", "单位", "box center bold")
    sheet.write("G3:H3", "2025年3月", "box center")
    sheet.write("A4:A6", "序号", "box center bold")
    sheet.write("B4:E4", "考核内容", "box center bold")
    sheet.write("F4:H4", "考核结果", "box center bold")
    for column, text in zip("BCDEFGH", ("类别", "指标名称", "权重", "目标值", "实际值", "评分", "折算得分")):
        if column in "BC":
            sheet.write(f"{column}5:{column}6", text, "box center bold")
        else:
            sheet.write(f"{column}5", text, "box center bold")
    sheet.row("D6", ["（%）", "（%或次）", "（%或次）", "（百分制）", "（分）"], "box center small")
    for row, kpi in enumerate(GAS, 7):
        shown = [value * 100 if isinstance(value, float) else value for value in (kpi.target, kpi.actual)]
        product = Formula(f"=D{row}*G{row}/100", round(kpi.weight * kpi.score, 6))
        sheet.row(
            f"A{row}",
            [row - 6, kpi.category, kpi.indicator, round(kpi.weight * 100), *shown, kpi.score, product],
            "box center|box center|box|box center|box center|box center|box center|box center n2",
        )
    sheet.write("A13:C13", "合    计", "box center bold")
    sheet.write("D13", Formula("=SUM(D7:D12)", 100), "box center")
    sheet.write("H13", Formula("=SUM(H7:H12)", weighted(GAS)), "box center bold n2")
    sheet.frame("A13:H13")
    return Book([sheet])


@layout(
    "Numbers kept as text: weights typed 30%, scores with 分 behind them or with an apostrophe, one in full-width digits; "
    "the total typed by hand because SUM gives 0",
    form(
        "Sheet1",
        "indicator=A weight=B standard=C score=D remark=E",
        (5, 9),
        fields="name=B2 department=D2 month=B3 total=D10",
    ),
    ask="rater",
    seen=SHARED,
)
def numbers_as_text() -> Book:
    sheet = Sheet("Sheet1", "24 12 32 12 20")
    sheet.write("A1:E1", "客服人员绩效考核表", "title")
    sheet.row("A2", ["姓  名", "章蕾", "部  门", "线上客服一组", None], "box center")
    sheet.row("A3", ["考核年月", "2025年06月", None, None, None], "box center")
    sheet.row("A4", ["指标名称", "权重", "评价标准", "得分", "备注"], "box center bold orange")
    scores = ("95", "95分", "95.6分", "１００", "90 分")
    for row, (kpi, score) in enumerate(zip(SHOP, scores), 5):
        sheet.row(f"A{row}", [kpi.indicator, f"{kpi.weight:.0%}", kpi.standard, score, None], "box text")
    sheet.row("A10", ["合计", "100%", None, f"{weighted(SHOP):.2f}分", None], "box center bold text")
    sheet.write("A12", "考核人：__________     被考核人：__________", "left")
    return Book([sheet])


@layout(
    "Columns in an odd order, the results first; labels with stars for what must be filled in and line breaks inside; "
    "the weight in percent without a sign, its unit in the header",
    form(
        "绩效",
        "score=B weight=C indicator=D actual=E target=F standard=G",
        (6, 10),
        fields="name=C2 employee_id=F2 post=C3 month=F3 total=B11 rank=D11 level=F11",
    ),
    seen=SHARED,
)
def odd_order() -> Book:
    sheet = Sheet("绩效", "5 10 9 22 12 12 30 4", font="微软雅黑", size=10)
    sheet.write("B1:G1", "管家绩效打分表", "bold big center navy")
    sheet.row("B2", ["*姓名：", "秦勇", None, "*员工编号：", "WY-0092"], "right|left under|left|right|left under")
    sheet.row("B3", ["*职位：", "片区管家", None, "*月份：", "2025年6月"], "right|left under|left|right|left under")
    sheet.row(
        "B5",
        ["*得分\n（百分制）", "*权重\n(%)", "*考核\n指标", "完成\n情况", "目标\n值", "评分\n细则"],
        "box center bold wrap blue",
    )
    sheet.heights[5] = 34
    for row, kpi in enumerate(PROPERTY, 6):
        sheet.row(
            f"B{row}",
            [kpi.score, round(kpi.weight * 100), kpi.indicator, kpi.actual, kpi.target, kpi.standard],
            "box center yellow|box center|box|box center fact|box center fact|box wrap",
        )
    sheet.write("A11", "总分", "box center bold")
    sheet.write(
        "B11", Formula("=ROUND(SUMPRODUCT(B6:B10,C6:C10)/SUM(C6:C10),2)", weighted(PROPERTY)), "box center bold n2"
    )
    sheet.row("C11", ["名次", 2, "等级", "A+", None], "box center bold|box center|box center bold|box center|box")
    return Book([sheet])
