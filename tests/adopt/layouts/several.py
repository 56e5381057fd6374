"""Several forms or tables in one workbook: below each other, side by side, a sheet a person, a sheet a department."""

from __future__ import annotations

from adopt.drawing import Book, Formula, Sheet, places, rounded
from adopt.layout import HABIT, OFFICE, SCHEME, TUTORIAL, form, layout, summary
from adopt.staff import CALL, GAS, NAMES, PROPERTY, SHOP, Kpi, coefficient, level, weighted


def _moved(rows: tuple[Kpi, ...], by: float) -> tuple[Kpi, ...]:
    """The same lines with each score a little lower."""
    return tuple(row._replace(score=row.score - by) for row in rows)


@layout(
    "Three people's forms below each other on one sheet to be cut apart after printing, each with its own title and head",
    *(
        form(
            "一组",
            "indicator=A weight=B standard=C score=D weighted=E",
            (top + 3, top + 8),
            fields=f"name=B{top + 1} post=D{top + 1} month=A{top} total=E{top + 9} level=C{top + 9}",
        )
        for top in (1, 14, 27)
    ),
    optional="month",
    seen=HABIT,
)
def below_each_other() -> Book:
    sheet = Sheet("一组", "22 10 30 12 12")
    for number, (top, person) in enumerate(zip((1, 14, 27), ("蒋文涛", "杨倩", "孔令辉"))):
        rows = _moved(CALL, number * 3)
        total = weighted(rows)
        sheet.write(f"A{top}:E{top}", "呼叫中心坐席月度考核表（2025年6月）", "bold big center")
        sheet.row(
            f"A{top + 1}",
            ["姓名", person, "岗位", "坐席", None],
            "box center bold|box center|box center bold|box center|box",
        )
        sheet.row(f"A{top + 2}", ["KPI", "权重", "评分标准", "得分", "加权得分"], "box center bold grey")
        for row, kpi in enumerate(rows, top + 3):
            product = Formula(f"=B{row}*D{row}", round(kpi.weight * kpi.score, 6))
            sheet.row(
                f"A{row}",
                [kpi.indicator, kpi.weight, kpi.standard, kpi.score, product],
                "box|box center pct|box wrap small|box center|box center n2",
            )
        last = top + 9
        sheet.row(
            f"A{last}",
            ["等级", None, level(total), "合计", Formula(f"=SUM(E{top + 3}:E{top + 8})", total)],
            "box center bold|box|box center|box center bold|box center bold n2",
        )
        sheet.write(f"A{top + 10}:E{top + 10}", "本人签字：                     主管签字：", "left")
    return Book([sheet])


@layout(
    "One sheet a person named after the person, and a list of the sheets in front that is no form itself",
    *(
        form(
            person,
            "indicator=A target=B actual=C weight=D score=E",
            (5, 9),
            fields="name=B2 department=D2 month=B3 rater=D3 total=E10",
        )
        for person in ("魏东", "陶然", "姜波")
    ),
    seen=HABIT,
)
def sheet_a_person() -> Book:
    index = Sheet("目录", "8 14 14 24")
    index.write("A1:D1", "客服部2025年6月考核表目录", "title")
    index.row("A2", ["序号", "姓名", "状态", "说明"], "box center bold grey")
    sheets = [index]
    for number, person in enumerate(("魏东", "陶然", "姜波"), 1):
        index.row(f"A{number + 2}", [number, person, "已评分", None], "box center")
        rows = _moved(SHOP, number)
        sheet = Sheet(person, "24 12 12 10 12", font="微软雅黑", size=10)
        sheet.write("A1:E1", "电商客服绩效考核表", "title")
        sheet.row("A2", ["姓名：", person, "部门：", "天猫旗舰店", None], "right|left under|right|left under|left")
        sheet.row(
            "A3", ["月份：", "2025-06", "考评人：", "戚美玲", None], "right|left under text|right|left under|left"
        )
        sheet.row("A4", ["考核指标", "目标", "实际", "权重", "评分"], "box center bold orange")
        for row, kpi in enumerate(rows, 5):
            sheet.row(
                f"A{row}",
                [kpi.indicator, kpi.target, kpi.actual, kpi.weight, kpi.score],
                "box|box center fact|box center fact|box center pct|box center",
            )
        sheet.write("A10:D10", "总得分", "box right bold")
        sheet.write("E10", Formula("=ROUND(SUMPRODUCT(D5:D9,E5:E9),2)", weighted(rows)), "box center bold n2")
        sheet.frame("A10:E10")
        sheets.append(sheet)
    return Book(sheets)


@layout(
    "Two people's forms side by side on a landscape page, a narrow blank column between",
    *(
        form(
            "双人",
            f"indicator={a} weight={b} score={c}",
            (4, 9),
            fields=f"name={b}2 month=A1 total={c}10",
        )
        for a, b, c in (("A", "B", "C"), ("E", "F", "G"))
    ),
    optional="month",
    seen=OFFICE,
)
def side_by_side() -> Book:
    sheet = Sheet("双人", "24 10 12 3 24 10 12", landscape=True)
    sheet.write("A1:G1", "燃气客服中心员工考核表  2025年6月", "title")
    for (a, b, c), person, by in ((("A", "B", "C"), "谢军", 0), (("E", "F", "G"), "邹小红", 4)):
        rows = _moved(GAS, by)
        sheet.row(f"{a}2", ["员工姓名", person, None], "box center bold|box center|box")
        sheet.row(f"{a}3", ["KPI指标", "权重", "得分"], "box center bold grey")
        for row, kpi in enumerate(rows, 4):
            sheet.row(f"{a}{row}", [kpi.indicator, kpi.weight, kpi.score], "box|box center pct|box center")
        sheet.row(
            f"{a}10",
            ["加权总分", Formula(f"=SUM({b}4:{b}9)", 1), Formula(f"=SUMPRODUCT({b}4:{b}9,{c}4:{c}9)", weighted(rows))],
            "box center bold|box center pct|box center bold n2",
        )
    return Book([sheet])


@layout(
    "Departments on sheets, each a summary of the same shape, and a 汇总 sheet with one line a department that counts people",
    *(
        summary(
            sheet,
            "employee_id=B name=C post=D total=E rank=F level=G",
            (4, last),
            fields="department=B2 supervisor=E2 month=G2",
        )
        for sheet, last in (("城东", 9), ("城西", 8), ("营业厅", 10))
    ),
    seen=SCHEME,
)
def sheet_a_department() -> Book:
    front = Sheet("汇总", "16 10 12 12 12")
    front.write("A1:E1", "客服中心各部门考核情况", "title")
    front.row("A2", ["部门", "人数", "平均分", "最高分", "最低分"], "box center bold grey")
    sheets, first = [front], 0
    for number, (name, count) in enumerate((("城东", 6), ("城西", 5), ("营业厅", 7)), 3):
        sheet = Sheet(name, "6 12 12 16 12 8 8")
        totals = [rounded(97.3 - 2.15 * k - number * 0.4) for k in range(count)]
        sheet.write("A1:G1", "客服员工考核汇总表", "title")
        sheet.row("A2", ["部门", name, None, "客服主管", NAMES[first + 20], "月份", "2025年6月"], "box center")
        sheet.row("A3", ["序号", "工号", "姓名", "岗位", "考核得分", "排名", "等级"], "box center bold grey")
        last = 3 + count
        for row, (total, place) in enumerate(zip(totals, places(totals)), 4):
            person = first + row - 4
            rank = Formula(f"=RANK(E{row},$E$4:$E${last})", place)
            sheet.row(
                f"A{row}",
                [
                    row - 3,
                    f"G{1000 + person}",
                    NAMES[person],
                    "客服员",
                    total,
                    rank,
                    ("A+", "A", "A", "B")[min(place - 1, 3)],
                ],
                "box center|box center|box center|box center|box center n2|box center|box center",
            )
        sheet.write(f"A{last + 2}:G{last + 2}", "主管：            主管经理：            总经理：", "left")
        mean = sum(totals) / count
        front.row(
            f"A{number}",
            [
                name,
                Formula(f"=COUNTA({name}!C4:C{last})", count),
                Formula(f"=AVERAGE({name}!E4:E{last})", mean),
                Formula(f"=MAX({name}!E4:E{last})", max(totals)),
                Formula(f"=MIN({name}!E4:E{last})", min(totals)),
            ],
            "box center|box center|box center n2|box center n2|box center n2",
        )
        sheets.append(sheet)
        first += count
    return Book(sheets)


@layout(
    "A long list broken into two halves side by side to fit one page: 序号 姓名 得分 排名 等级 twice, ranked over both",
    *(
        summary("公示", f"name={name} total={total} rank={rank} level={grade}", (4, 13), fields="month=A1")
        for name, total, rank, grade in (("B", "C", "D", "E"), ("H", "I", "J", "K"))
    ),
    ranked="",
    optional="month",
    seen=TUTORIAL,
)
def halves_side_by_side() -> Book:
    sheet = Sheet("公示", "6 12 10 8 8 2 6 12 10 8 8", landscape=True)
    sheet.write("A1:K1", "2025年6月客服员工绩效考核结果公示", "title")
    totals = [rounded(98.6 - 0.83 * k) for k in range(20)]
    ranks = places(totals)
    for half, columns in enumerate(("ABCDE", "GHIJK")):
        sheet.row(f"{columns[0]}3", ["序号", "姓名", "得分", "排名", "等级"], "box center bold blue")
        for offset in range(10):
            index, row = half * 10 + offset, 4 + offset
            rank = Formula(f"=RANK({columns[2]}{row},($C$4:$C$13,$I$4:$I$13))", ranks[index])
            grade = "A+" if ranks[index] <= 4 else "A" if ranks[index] <= 10 else "B"
            sheet.row(
                f"{columns[0]}{row}",
                [index + 1, NAMES[index], totals[index], rank, grade],
                "box center|box center|box center n2|box center|box center",
            )
    sheet.write("A15:K15", "公示期三天，如有异议请于2025年7月8日前向客户服务部反映。", "left")
    return Book([sheet])


@layout(
    "A department's summary above, its members' forms below on the same sheet: one page to be signed by the branch manager",
    summary("6月", "name=A total=B rank=C level=D coefficient=E", (4, 5), fields="department=B2 month=A1"),
    form("6月", "indicator=A weight=B score=C weighted=D", (10, 14), fields="name=B8 total=D15"),
    form("6月", "indicator=A weight=B score=C weighted=D", (20, 24), fields="name=B18 total=D25"),
    optional="month",
    seen=HABIT,
)
def summary_over_forms() -> Book:
    sheet = Sheet("6月", "24 12 12 12 12")
    people = (("喻晨", PROPERTY), ("柏松", _moved(PROPERTY, 5)))
    totals = [weighted(rows) for _, rows in people]
    sheet.write("A1:E1", "项目客服考核汇总及明细（2025年6月）", "title")
    sheet.row("A2", ["部门", "翠湖项目部", None, None, None], "left")
    sheet.row("A3", ["姓名", "考核总分", "名次", "考核等级", "绩效系数"], "box center bold green")
    for row, ((person, _), total, place) in enumerate(zip(people, totals, places(totals)), 4):
        source = ("D15", "D25")[row - 4]
        grade = level(total)
        sheet.row(
            f"A{row}",
            [person, Formula(f"={source}", total), Formula(f"=RANK(B{row},B$4:B$5)", place), grade, coefficient(grade)],
            "box center|box center n2|box center|box center|box center n1",
        )
    for top, (person, rows) in zip((8, 18), people):
        sheet.row(f"A{top}", ["姓名", person], "box center bold|box center")
        sheet.row(f"A{top + 1}", ["考核项目", "权重", "得分", "加权得分"], "box center bold grey")
        for row, kpi in enumerate(rows, top + 2):
            product = Formula(f"=B{row}*C{row}", round(kpi.weight * kpi.score, 6))
            sheet.row(
                f"A{row}",
                [kpi.indicator, kpi.weight, kpi.score, product],
                "box|box center pct|box center|box center n2",
            )
        last = top + 7
        sheet.row(
            f"A{last}",
            [
                "合计",
                Formula(f"=SUM(B{top + 2}:B{last - 1})", 1),
                None,
                Formula(f"=SUM(D{top + 2}:D{last - 1})", weighted(rows)),
            ],
            "box center bold|box center pct|box|box center bold n2",
        )
    return Book([sheet])
