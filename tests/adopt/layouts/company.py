"""What else stands in a company's workbook: protection, lists, a logo, macros, its own parameters, formulas of its own."""

from __future__ import annotations

from adopt.drawing import Book, Formula, Sheet, places, rounded
from adopt.layout import FORUM, HABIT, SHARED, TUTORIAL, form, layout, summary
from adopt.staff import GAS, LEVELS, NAMES, PROPERTY, coefficient, level, weighted

TOTALS = (93.4, 97.15, 88.6, 90.2, 85.0, 79.95, 91.75)
STRICT = ((96, "A+"), (92, "A"), (85, "B"), (78, "C"), (0, "C-"))
"""A ladder of another edition of the rules, which a company's formula still follows."""


@layout(
    "A protected form with only the score cells open, a list for the level, score limits, colours below 60, a logo beside "
    "the title, header rows repeated in print and page numbers below",
    form(
        "考核表",
        "indicator=B standard=C weight=D score=E weighted=F",
        (6, 11),
        fields="branch=C3 name=E3 post=C4 month=E4 total=F12 level=F13",
    ),
    seen=SHARED,
)
def protected() -> Book:
    sheet = Sheet("考核表", "12 20 34 12 14 12", password="kf2025", footer="&C第 &P 页，共 &N 页", landscape=True)
    sheet.mark("picture", "A1")
    sheet.write("B1:F1", "××燃气客服员工绩效考核表", "title")
    sheet.heights[1] = 36
    sheet.row(
        "B3",
        ["所属分公司", "城南分公司", "姓名", "水清"],
        "box center bold|box center open|box center bold|box center open",
    )
    sheet.row(
        "B4",
        ["岗位名称", "收费员", "考核月份", "2025年6月"],
        "box center bold|box center open|box center bold|box center open",
    )
    sheet.row("A5", ["类别", "KPI指标", "评价标准", "权重", "考核评分", "加权得分"], "box center bold grey")
    for row, kpi in enumerate(GAS, 6):
        product = Formula(f"=ROUND(D{row}*E{row},2)", rounded(kpi.weight * kpi.score))
        sheet.row(
            f"A{row}",
            [None, kpi.indicator, kpi.standard, kpi.weight, kpi.score, product],
            "box center|box|box wrap|box center pct open|box center yellow open|box center n2",
        )
    for ref, word in (("A6:A7", "工作业绩"), ("A8:A10", "服务质量"), ("A11", "工作态度")):
        sheet.write(ref, word, "box center")
    sheet.row(
        "A12",
        ["总分", None, None, Formula("=SUM(D6:D11)", 1), None, Formula("=SUM(F6:F11)", weighted(GAS))],
        "box center bold|box|box|box center pct|box|box center bold n2",
    )
    sheet.row("A13", ["等级", None, None, None, None, "A+"], "box center bold|box|box|box|box|box center open")
    sheet.mark(
        "validation",
        "E6:E11",
        {
            "validate": "decimal",
            "criteria": "between",
            "minimum": 0,
            "maximum": 100,
            "error_message": "得分应在0到100之间",
        },
    )
    sheet.mark("validation", "F13", {"validate": "list", "source": ["A+", "A", "B", "C", "C-"]})
    sheet.mark("conditional", "E6:E11", {"type": "cell", "criteria": "<", "value": 60})
    sheet.mark("comment", "E6", "按安检系统导出数据评分")
    sheet.mark("repeat", "A1:A5")
    return Book([sheet])


@layout(
    "A 参数 sheet of the company's own: levels and coefficients looked up there, base pay by post from a second block; "
    "defined names of its own",
    summary(
        "月度汇总",
        "employee_id=A name=B post=C total=D rank=E level=F coefficient=G base_pay=H pay=I",
        (4, 10),
        fields="department=B2 month=D2",
    ),
    seen=FORUM,
)
def own_parameters() -> Book:
    sheet = Sheet("月度汇总", "10 12 14 12 8 8 10 14 14")
    sheet.write("A1:I1", "客服部月度考核汇总", "title")
    sheet.row("A2", ["部门", "线上客服部", "月份", "2025年6月", "制表人", "凤霞"], "box center")
    sheet.row(
        "A3",
        ["编号", "姓名", "职务", "综合得分", "排名", "等级", "系数", "绩效工资标准", "应发绩效"],
        "box center bold green",
    )
    posts = {"专员": 1800, "高级专员": 2300, "组长": 2800}
    ranks = places(TOTALS)
    for row, (total, place) in enumerate(zip(TOTALS, ranks), 4):
        post = ("组长", "高级专员", "专员")[min(row - 4, 2)]
        grade = level(total)
        factor, base = coefficient(grade), posts[post]
        sheet.row(
            f"A{row}",
            [
                *(f"{100 + row}", NAMES[row + 47], post, total, Formula(f"=RANK(D{row},D$4:D$10)", place)),
                *(
                    Formula(f"=LOOKUP(D{row},参数!$A$4:$A$8,参数!$B$4:$B$8)", grade),
                    Formula(f"=VLOOKUP(F{row},参数!$B$4:$C$8,2,FALSE)", factor),
                ),
                *(
                    Formula(f"=VLOOKUP(C{row},参数!$E$4:$F$6,2,FALSE)", base),
                    Formula(f"=ROUND(G{row}*H{row},2)", rounded(factor * base)),
                ),
            ],
            "box center text|box center|box center|box center n2|box center|box center|box center n1|box money|box money",
        )
    rules = Sheet("参数", "12 10 10 4 14 14")
    rules.write("A1:F1", "考核参数（人力资源部维护，勿改）", "bold left")
    rules.row(
        "A3",
        ["分数下限", "等级", "系数", None, "岗位", "绩效工资标准"],
        "box bold center|box bold center|box bold center||box bold center|box bold center",
    )
    for row, (line, grade, factor) in enumerate(reversed(LEVELS), 4):
        rules.row(f"A{row}", [line, grade, factor], "box center")
    for row, (post, base) in enumerate(posts.items(), 4):
        rules.row(f"E{row}", [post, base], "box center")
    return Book([sheet, rules], names={"等级表": "=参数!$A$4:$C$8"})


@layout(
    "A workbook with a colleague's macros (.xlsm): they clear the scores and print; the sheet itself is a plain summary",
    summary(
        "汇总",
        "name=A department=B total=C rank=D level=E",
        (3, 9),
    ),
    seen=TUTORIAL,
)
def with_macros() -> Book:
    sheet = Sheet("汇总", "12 14 12 10 10")
    sheet.write("A1:E1", "客服员工考核得分排名表", "title")
    sheet.row("A2", ["姓 名", "部 门", "得 分", "名 次", "等 级"], "box center bold grey")
    for row, (total, place) in enumerate(zip(TOTALS, places(TOTALS)), 3):
        sheet.row(
            f"A{row}",
            [NAMES[row + 8], "热线部", total, Formula(f"=RANK(C{row},$C$3:$C$9)", place), level(total)],
            "box center|box center|box center n2|box center|box center",
        )
    macros = {
        "PrintPage": 'Attribute VB_Name = "PrintPage"\nOption Explicit\nSub PrintSummary()\n    Worksheets(1).PrintPreview\nEnd Sub\n',
        "Clear": 'Attribute VB_Name = "Clear"\nOption Explicit\nSub ClearScores()\n    Worksheets(1).Range("C3:C9").ClearContents\nEnd Sub\n',
    }
    return Book([sheet], macros=macros)


@layout(
    "Levels by an IF ladder of an older edition (96, 92, 85, 78): two people stand a level away from what the printed lines "
    "95, 90, 85, 80 give",
    summary("2025-06", "name=B post=C total=D level=E coefficient=F", (3, 9)),
    conflicts=("2025-06!E6", "2025-06!E8", "2025-06!E9"),
    ranked="",
    seen=TUTORIAL,
)
def other_ladder() -> Book:
    sheet = Sheet("2025-06", "6 12 14 12 10 10")
    sheet.write("A1:F1", "客服主管考核等级评定表", "title")
    sheet.row("A2", ["序号", "姓名", "职位", "综合考核得分", "考核等级", "等级系数"], "box center bold grey")
    for row, total in enumerate(TOTALS, 3):
        grade = next(name for line, name in STRICT if total >= line)
        ladder = f'=IF(D{row}>=96,"A+",IF(D{row}>=92,"A",IF(D{row}>=85,"B",IF(D{row}>=78,"C","C-"))))'
        factor = f'=IF(E{row}="A+",1.2,IF(E{row}="A",1.1,IF(E{row}="B",1,IF(E{row}="C",0.8,0))))'
        sheet.row(
            f"A{row}",
            [row - 2, NAMES[row + 25], "客服主管", total, Formula(ladder, grade), Formula(factor, coefficient(grade))],
            "box center|box center|box center|box center n2|box center|box center n1",
        )
    return Book([sheet])


@layout(
    "RANK with 1 as its last argument, so that the worst has place 1; nobody noticed, the levels were set by hand",
    summary("排名", "employee_id=A name=B total=C rank=D level=E", (3, 9), fields="month=A1"),
    conflicts=tuple(f"排名!D{row}" for row in (3, 4, 5, 6, 7, 8, 9) if row != 6),
    ranked="",
    optional="month",
    seen=TUTORIAL,
)
def rank_upside_down() -> Book:
    sheet = Sheet("排名", "12 12 14 10 10")
    sheet.write("A1:E1", "六月份考核排名", "title")
    sheet.row("A2", ["工号", "姓名", "月度考核得分", "部门排名", "等级"], "box center bold grey")
    backwards = [1 + sum(other < total for other in TOTALS) for total in TOTALS]
    for row, (total, place) in enumerate(zip(TOTALS, backwards), 3):
        sheet.row(
            f"A{row}",
            [f"R{row}", NAMES[row + 29], total, Formula(f"=RANK(C{row},$C$3:$C$9,1)", place), level(total)],
            "box center|box center|box center n2|box center|box center",
        )
    return Book([sheet])


@layout(
    "A form whose head stands to the right of the table, its notes between table and signatures; helper columns hidden",
    form(
        "Sheet2",
        "indicator=A weight=B target=D actual=E score=F",
        (3, 7),
        fields="name=I2 department=I3 post=I4 month=I5 total=F8",
    ),
    seen=HABIT,
)
def head_on_the_right() -> Book:
    sheet = Sheet("Sheet2", "20 9 9 10 10 10 3 10 16", hidden_columns={3})
    sheet.write("A1:F1", "项目客服绩效考核表", "title")
    sheet.row("A2", ["考核项目", "权重", "辅助", "目标值", "完成值", "得分"], "box center bold grey")
    for row, kpi in enumerate(PROPERTY, 3):
        sheet.row(
            f"A{row}",
            [
                kpi.indicator,
                kpi.weight,
                Formula(f"=B{row}*F{row}", round(kpi.weight * kpi.score, 6)),
                kpi.target,
                kpi.actual,
                kpi.score,
            ],
            "box|box center pct|box|box center fact|box center fact|box center",
        )
    sheet.row(
        "A8",
        ["总得分", Formula("=SUM(B3:B7)", 1), None, None, None, Formula("=SUM(C3:C7)", weighted(PROPERTY))],
        "box bold|box center pct|box|box|box|box center bold n2",
    )
    for row, (word, value) in enumerate(
        (("姓名", "凤霞"), ("部门", "翠湖项目"), ("岗位", "客服管家"), ("月份", "2025年6月")), 2
    ):
        sheet.row(f"H{row}", [word, value], "box center bold grey|box center")
    sheet.write("A10:F10", "注：得分由项目经理根据完成值评定，满分100分。", "left small")
    sheet.write("A12:F12", "员工签字：            项目经理签字：", "left")
    return Book([sheet])


@layout(
    "A summary with the month's call figures beside the results: 接听量, 通话时长 and 质检 are facts, not scores",
    summary(
        "坐席月报",
        "employee_id=A name=B total=H rank=I level=J",
        (4, 10),
        fields="department=B2 month=H2",
    ),
    ask="attendance",
    seen=FORUM,
)
def facts_beside_results() -> Book:
    sheet = Sheet("坐席月报", "10 12 10 12 12 12 10 12 8 8", landscape=True)
    sheet.write("A1:J1", "呼叫中心坐席月报及考核结果", "title")
    sheet.row(
        "A2", ["组别：", "早班二组", None, None, None, None, "统计月份：", "2025年6月"], "right|left|||||right|left"
    )
    sheet.row(
        "A3",
        ["工号", "坐席姓名", "接听量", "通话时长(h)", "质检(次)", "差评(个)", "考勤(天)", "绩效总分", "名次", "等级"],
        "box center bold blue wrap",
    )
    for row, (total, place) in enumerate(zip(TOTALS, places(TOTALS)), 4):
        facts = (2300 + 41 * (row * 5 % 7), rounded(118.5 + row * 1.3, 1), 8, row % 3, 22 - (row % 4 == 0))
        sheet.row(
            f"A{row}",
            [7000 + row, NAMES[row + 36], *facts, total, Formula(f"=RANK(H{row},H$4:H$10)", place), level(total)],
            "box center|box center|box center|box center n1|box center|box center|box center|box center n2|box center|box center",
        )
    return Book([sheet])
