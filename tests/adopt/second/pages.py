"""Several forms or tables on a page: copies of one form, two tables of other shapes, blocks side by side, sheets a station."""

from __future__ import annotations

from adopt.drawing import Book, Formula, Sheet, places, rounded
from adopt.layout import HABIT, SCHEME, TUTORIAL, form, layout, summary
from adopt.staff import CALL, GAS, NAMES, PROPERTY, coefficient, level, weighted


@layout(
    "One form printed twice on a sheet, 公司联 above and 员工联 below a dotted cutting line; the lower one repeats every cell of "
    "the upper one by a formula",
    *(
        form(
            "抄表员",
            "indicator=A weight=B score=C weighted=D",
            (top + 3, top + 8),
            fields=f"name=B{top + 1} month=D{top + 1} total=D{top + 9}",
        )
        for top in (1, 15)
    ),
    seen=HABIT,
)
def printed_twice() -> Book:
    sheet = Sheet("抄表员", "28 12 12 14")
    total = weighted(GAS)
    for top, copy in ((1, "公司联"), (15, "员工联")):

        def shown(ref: str, value: object, low: bool = top == 15) -> object:
            return Formula(f"={ref}", value) if low else value

        sheet.write(f"A{top}:D{top}", f"抄表员月度绩效考核表（{copy}）", "bold big center")
        sheet.row(f"A{top + 1}", ["姓名", shown("B2", "陶然"), "考核月份", shown("D2", "2025年6月")], "box center")
        sheet.row(f"A{top + 2}", ["考核指标", "权重", "考核得分", "加权得分"], "box center bold grey")
        for at, kpi in enumerate(GAS):
            row, first = top + 3 + at, 4 + at
            product = Formula(f"=B{row}*C{row}", round(kpi.weight * kpi.score, 6))
            sheet.row(
                f"A{row}",
                [
                    shown(f"A{first}", kpi.indicator),
                    shown(f"B{first}", kpi.weight),
                    shown(f"C{first}", kpi.score),
                    product,
                ],
                "box|box center pct|box center|box center n2",
            )
        last = top + 9
        sheet.row(
            f"A{last}",
            [
                "合计",
                Formula(f"=SUM(B{top + 3}:B{last - 1})", 1),
                None,
                Formula(f"=SUM(D{top + 3}:D{last - 1})", total),
            ],
            "box center bold|box center pct|box|box center bold n2",
        )
        sheet.write(f"A{last + 1}:D{last + 1}", "被考核人签字：               考核人签字：", "left")
    sheet.write("A13:D13", "- - - - - - - - - - 裁剪线 - - - - - - - - - -", "pale center")
    return Book([sheet])


@layout(
    "Supervisors above, their staff below on one sheet: two tables with other headers (最终得分 of two raters; 考核得分 with ranks), "
    "one title, a line of notes between",
    summary("汇总", "name=B branch=C total=F level=G", (4, 6), fields="month=A1"),
    summary("汇总", "employee_id=B name=C department=D total=E rank=F level=G", (11, 17), fields="month=A1"),
    optional="month",
    ask="score",
    seen=SCHEME,
)
def supervisors_over_staff() -> Book:
    sheet = Sheet("汇总", "6 12 14 14 14 12 10", landscape=True)
    sheet.write("A1:G1", "2025年6月客服主管及员工绩效考核汇总表", "title")
    sheet.write("A2:G2", "一、客服主管", "bold left")
    sheet.row(
        "A3",
        ["序号", "主管姓名", "分公司", "主管经理评分", "客户服务部评分", "最终得分", "等级"],
        "box center bold grey",
    )
    for row, (one, two) in enumerate(((96, 94), (91, 90.5), (87, 85)), 4):
        total = rounded((one + two) / 2)
        mean = Formula(f"=ROUND((D{row}+E{row})/2,2)", total)
        sheet.row(
            f"A{row}",
            [row - 3, NAMES[row + 30], ("城东", "城西", "滨海")[row - 4] + "分公司", one, two, mean, level(total)],
            "box center|box center|box center|box center|box center|box center n2|box center",
        )
    sheet.write("A8:G8", "注：主管等级按两项评分的平均分确定，员工等级按所在部门的名额确定。", "small left")
    sheet.write("A9:G9", "二、客服员工", "bold left")
    sheet.row("A10", ["序号", "工号", "姓名", "部门", "考核得分", "排名", "等级"], "box center bold grey")
    totals = [rounded(96.2 - 1.35 * at) for at in range(7)]
    for row, (total, place) in enumerate(zip(totals, places(totals)), 11):
        rank = Formula(f"=RANK(E{row},$E$11:$E$17)", place)
        sheet.row(
            f"A{row}",
            [
                row - 10,
                f"K{row + 300}",
                NAMES[row],
                "热线部" if row < 15 else "回访部",
                total,
                rank,
                "A+" if place == 1 else "A" if place < 4 else "B",
            ],
            "box center|box center|box center|box center|box center n2|box center|box center",
        )
    return Book([sheet])


@layout(
    "Two departments side by side without a gap, each with its own 姓名 得分 名次 等级 under its name, ranked each for itself",
    *(
        summary("部门对照", f"name={a} total={b} rank={c} level={d}", (4, 9), fields=f"department={a}2")
        for a, b, c, d in (("A", "B", "C", "D"), ("E", "F", "G", "H"))
    ),
    optional="department",
    seen=TUTORIAL,
)
def departments_side_by_side() -> Book:
    sheet = Sheet("部门对照", "12 10 8 8 12 10 8 8", landscape=True)
    sheet.write("A1:H1", "2025年6月员工绩效考核得分对照表", "title")
    for at, (columns, department) in enumerate((("ABCD", "部门：热线部"), ("EFGH", "部门：工单部"))):
        sheet.write(f"{columns[0]}2:{columns[3]}2", department, "box center bold")
        sheet.row(f"{columns[0]}3", ["姓名", "得分", "名次", "等级"], "box center bold green")
        totals = [rounded(95.5 - 1.7 * k - at) for k in range(6)]
        for row, (total, place) in enumerate(zip(totals, places(totals)), 4):
            rank = Formula(f"=RANK({columns[1]}{row},{columns[1]}$4:{columns[1]}$9)", place)
            sheet.row(
                f"{columns[0]}{row}",
                [NAMES[row + 20 * at], total, rank, "A" if place < 3 else "B"],
                "box center|box center n2|box center|box center",
            )
    return Book([sheet])


@layout(
    "A sheet a station, headers of three rows (考核得分 over 业绩 and 服务, 业绩 over its two items), unit in the title's right corner, "
    "pay in yuan at the end",
    *(
        summary(
            station,
            "employee_id=A name=B total=G level=H coefficient=I base_pay=J pay=K",
            (6, last),
            fields="branch=B2 month=E2",
            across="indicator=5",
        )
        for station, last in (("东门站", 10), ("北桥站", 9))
    ),
    optional="indicator",
    seen="summaries of gas and charging stations in personnel forums (three header rows, 单位：元)",
)
def stations() -> Book:
    sheets = []
    for number, (station, last) in enumerate((("东门站", 10), ("北桥站", 9))):
        sheet = Sheet(station, "10 12 10 10 10 10 12 8 8 14 14", landscape=True)
        sheet.write("A1:K1", "站点员工月度绩效考核及工资核算表", "title")
        sheet.row(
            "A2",
            ["所属分公司", "城南分公司", None, "月份", "2025年6月", None, None, None, None, None, "单位：元"],
            "left",
        )
        for ref, word in (
            *(("A3:A5", "工号"), ("B3:B5", "姓名"), ("G3:G5", "合计得分"), ("H3:H5", "等级"), ("I3:I5", "系数")),
            *(("J3:J5", "绩效工资基数"), ("K3:K5", "应发绩效工资")),
        ):
            sheet.write(ref, word, "box center bold grey wrap")
        sheet.write("C3:F3", "考核得分", "box center bold grey")
        sheet.write("C4:D4", "业绩（60分）", "box center grey")
        sheet.write("E4:F4", "服务（40分）", "box center grey")
        sheet.row("C5", ["加气量", "损耗", "礼仪", "投诉"], "box center grey")
        for row in range(6, last + 1):
            marks = (38 - row % 3 - number, 19 - row % 2, 18, 20 - row % 4)
            total = sum(marks)
            grade = level(total)
            base, factor = 1500 + 100 * (row % 3), coefficient(grade)
            sheet.row(
                f"A{row}",
                [
                    *(f"Z{number}{row:03d}", NAMES[row * 3 + number], *marks, Formula(f"=SUM(C{row}:F{row})", total)),
                    *(grade, factor, base, Formula(f"=ROUND(I{row}*J{row},2)", rounded(base * factor))),
                ],
                "|".join(["box center"] * 9 + ["box money"] * 2),
            )
        sheet.write(f"A{last + 2}:K{last + 2}", "制表：            审核：            站长：", "left")
        sheets.append(sheet)
    return Book(sheets)


@layout(
    "A form beside its scoring table: the form on the left, on the right the company's own steps from completion to points "
    "(完成率, 得分), which have no person",
    form("管家", "indicator=A weight=B actual=C score=D", (4, 8), fields="name=B2 department=D2 total=D9"),
    seen=HABIT,
)
def steps_beside_form() -> Book:
    sheet = Sheet("管家", "22 10 12 10 3 16 10", landscape=True)
    sheet.write("A1:D1", "楼栋管家绩效考核表", "title")
    sheet.row("A2", ["姓名", "袁圆", "部门", "客户服务部"], "box center")
    sheet.row("A3", ["考核项目", "权重", "实际完成", "得分"], "box center bold green")
    for row, kpi in enumerate(PROPERTY, 4):
        sheet.row(
            f"A{row}",
            [kpi.indicator, kpi.weight, kpi.actual, kpi.score],
            "box|box center pct|box center fact|box center",
        )
    sheet.write("A9:C9", "加权总分", "box right bold")
    sheet.write("D9", Formula("=SUMPRODUCT(B4:B8,D4:D8)", weighted(PROPERTY)), "box center bold n2")
    sheet.row("F3", ["完成率", "得分"], "box center bold")
    for row, pair in enumerate((("≥100%", 100), ("95%~100%", 95), ("90%~95%", 90), ("80%~90%", 80), ("<80%", 60)), 4):
        sheet.row(f"F{row}", pair, "box center")
    return Book([sheet])


@layout(
    "Weights copied: the form's own column of weights, and once more 权重 beside 折算 in a small block for the accounts, taken "
    "over by formulas from the form on the same lines",
    form("坐席", "indicator=A weight=B score=C weighted=D", (4, 9), fields="name=B2 month=D2 total=D10"),
    seen=HABIT,
)
def weights_copied() -> Book:
    sheet = Sheet("坐席", "24 10 10 12 3 18 10 10", landscape=True)
    sheet.write("A1:D1", "坐席绩效考核表", "title")
    sheet.row("A2", ["姓名", "孔令辉", "月份", "2025年6月"], "box center")
    sheet.row("A3", ["KPI指标", "权重", "得分", "加权得分"], "box center bold grey")
    sheet.row("F3", ["财务核对", "权重", "折算"], "box center bold grey")
    for row, kpi in enumerate(CALL, 4):
        product = round(kpi.weight * kpi.score, 6)
        sheet.row(
            f"A{row}",
            [kpi.indicator, kpi.weight, kpi.score, Formula(f"=B{row}*C{row}", product)],
            "box|box center pct|box center|box center n2",
        )
        sheet.row(
            f"F{row}",
            [row - 3, Formula(f"=B{row}", kpi.weight), Formula(f"=G{row}*1000", kpi.weight * 1000)],
            "box center|box center pct|box center",
        )
    sheet.row(
        "A10",
        ["合计", 1, None, Formula("=SUM(D4:D9)", weighted(CALL))],
        "box center bold|box center pct|box|box center n2",
    )
    return Book([sheet])
