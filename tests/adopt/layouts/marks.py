"""Forms that add up in other ways: full marks, sections with subtotals, deductions and extra points, contradictions."""

from __future__ import annotations

from adopt.drawing import Book, Formula, Sheet
from adopt.layout import HABIT, OFFICE, SHARED, form, layout
from adopt.staff import CALL, FULL, GAS, PROPERTY, weighted

SUM_OF_FULL = 92.5  # 9 + 9.5 + 13 + 8 + 23 + 20 + 10


@layout(
    "Full marks: 分值 says how many points an item is worth, the score is out of them, the total a plain sum; 德能绩勤 "
    "categories merged over their rows",
    form(
        "考核",
        "indicator=B standard=C weight=D score=E remark=F",
        (4, 10),
        fields="department=A2 name=C2 month=D2 total=E11",
    ),
    marks="full",
    seen=SHARED,
)
def full_marks() -> Book:
    sheet = Sheet("考核", "8 26 28 9 9 18")
    sheet.write("A1:F1", "员工月度考核评分表", "title")
    sheet.write("A2:B2", "部门：营业厅", "left")
    sheet.write("C2", "姓名：吕燕", "left")
    sheet.write("D2:F2", "考核月份：2025年5月", "left")
    sheet.row("A3", ["类别", "考核项目", "评分标准", "分值", "得分", "扣分原因"], "box center bold grey")
    for word, ref in (("德", "A4:A5"), ("能", "A6:A7"), ("绩", "A8:A9"), ("勤", "A10")):
        sheet.write(ref, word, "box center bold")
    for row, kpi in enumerate(FULL, 4):
        sheet.row(
            f"B{row}",
            [kpi.indicator, kpi.standard, kpi.weight, kpi.score, None],
            "box|box wrap|box center|box center|box",
        )
    sheet.frame("A4:A10")
    sheet.write("A11:C11", "合计", "box center bold")
    sheet.row("D11", [Formula("=SUM(D4:D10)", 100), Formula("=SUM(E4:E10)", SUM_OF_FULL), None], "box center bold")
    sheet.frame("A11:F11")
    sheet.write("A13:F13", "评定：优秀（≥95）  良好（≥90）  合格（≥85）  需改进（≥80）  不合格（<80）", "left small")
    return Book([sheet])


@layout(
    "Full marks with a second and third rater: 自评, 班长评, 主管评 and 本栏得分 as what counts (office-automation appraisal "
    "pages with 自评 领导评 本栏得分 满分)",
    form(
        "评分表",
        "indicator=A standard=B self_score=C score=E weight=F",
        (5, 11),
        fields="name=B2 post=D2 rater=F2 total=E12",
    ),
    ask="score",
    marks="full",
    seen=OFFICE,
)
def full_marks_last() -> Book:
    sheet = Sheet("评分表", "26 30 9 9 11 9")
    sheet.write("A1:F1", "前台客服绩效考核表", "title")
    sheet.row("A2", ["姓名", "施云", "职务", "前台", "评价人", "许静"], "box center")
    sheet.write("A3:A4", "评价内容", "box center bold")
    sheet.write("B3:B4", "要求", "box center bold")
    sheet.write("C3:D3", "评分", "box center bold")
    sheet.row("C4", ["自评", "班长评"], "box center bold")
    sheet.write("E3:E4", "本栏得分", "box center bold")
    sheet.write("F3:F4", "满分", "box center bold")
    for row, kpi in enumerate(FULL, 5):
        sheet.row(
            f"A{row}",
            [kpi.indicator, kpi.standard, kpi.weight, kpi.score - 0.5, kpi.score, kpi.weight],
            "box|box wrap|box center|box center|box center bold|box center",
        )
    sheet.row(
        "A12",
        [
            "合计",
            None,
            Formula("=SUM(C5:C11)", 100),
            Formula("=SUM(D5:D11)", 89),
            Formula("=SUM(E5:E11)", SUM_OF_FULL),
            100,
        ],
        "box center bold",
    )
    return Book([sheet])


@layout(
    "Two sections with their own header and 小计, 业绩指标考评（80%） and 行为考评（20%）; weights stand on the whole hundred; a "
    "加减分 row, then 最终得分",
    form(
        "绩效考核",
        "indicator=A standard=B weight=C score=D weighted=E",
        (5, 13),
        fields="name=B2 department=D2 month=A1 adjust=E15 total=E16 level=E17",
    ),
    skip=("绩效考核!9", "绩效考核!10", "绩效考核!11"),
    optional="month",
    seen=SHARED,
)
def sections() -> Book:
    sheet = Sheet("绩效考核", "26 34 10 10 12", font="等线")
    sheet.write("A1:E1", "客户服务部员工KPI考核表（2025年6月）", "title")
    sheet.row(
        "A2",
        ["姓名", "何俊杰", "部门", "客户服务部", None],
        "box center bold|box center|box center bold|box center|box",
    )
    head = ["考核指标", "考核标准", "权重", "得分", "加权得分"]
    sheet.write("A3:E3", "一、业绩指标考评（80%）", "box left bold blue")
    sheet.row("A4", head, "box center bold")
    first = (GAS[0]._replace(weight=0.3), GAS[1], GAS[2]._replace(weight=0.2), GAS[3]._replace(weight=0.1))
    second = (GAS[4], GAS[5])

    def line(row: int, kpi: object) -> None:
        product = Formula(f"=C{row}*D{row}", round(kpi.weight * kpi.score, 6))  # type: ignore[attr-defined]
        sheet.row(
            f"A{row}",
            [kpi.indicator, kpi.standard, kpi.weight, kpi.score, product],  # type: ignore[attr-defined]
            "box|box|box center pct|box center|box center n2",
        )

    for row, kpi in enumerate(first, 5):
        line(row, kpi)
    sheet.row(
        "A9", ["小计", None, Formula("=SUM(C5:C8)", 0.8), None, Formula("=SUM(E5:E8)", 76.6)], "box center bold pct"
    )
    sheet.write("E9", Formula("=SUM(E5:E8)", 76.6), "box center bold n2")
    sheet.write("A10:E10", "二、行为考评（20%）", "box left bold blue")
    sheet.row("A11", head, "box center bold")
    for row, kpi in enumerate(second, 12):
        line(row, kpi)
    sheet.row("A14", ["小计", None, Formula("=SUM(C12:C13)", 0.2), None, None], "box center bold pct")
    sheet.write("E14", Formula("=SUM(E12:E13)", 19), "box center bold n2")
    sheet.write("A15:D15", "加减分（表扬信每封+1，通报批评每次-2）", "box right")
    sheet.write("E15", -2, "box center")
    sheet.write("A16:D16", "最终得分", "box right bold")
    sheet.write("E16", Formula("=E9+E14+E15", 93.6), "box center bold n2 yellow")
    sheet.write("A17:D17", "考核等级", "box right bold")
    sheet.write("E17", Formula('=LOOKUP(E16,{0,80,85,90,95},{"C-","C","B","A","A+"})', "A"), "box center bold")
    sheet.frame("A15:E17")
    return Book([sheet])


@layout(
    "A total typed over by hand: the rows give 94.2, the cell says 96.2; the level was chosen from a list by the typed one",
    form(
        "考核表",
        "indicator=B weight=C score=D weighted=E",
        (4, 9),
        fields="name=B2 month=D2 total=E10 level=E11",
    ),
    conflicts=("考核表!E10",),
    seen=HABIT,
)
def total_typed_over() -> Book:
    sheet = Sheet("考核表", "6 24 10 10 12")
    sheet.write("A1:E1", "话务员月度考核表", "title")
    sheet.row("A2", ["姓名", "韩磊", "月份", "2025年6月", None], "box center")
    sheet.row("A3", ["序号", "考核指标", "权重", "考核得分", "加权分"], "box center bold grey")
    scores = (100, 98, 84, 96, 96, 96)  # 20 + 19.6 + 21 + 14.4 + 9.6 + 9.6 = 94.2
    for row, (kpi, score) in enumerate(zip(CALL, scores), 4):
        product = Formula(f"=C{row}*D{row}", round(kpi.weight * score, 6))
        sheet.row(
            f"A{row}",
            [row - 3, kpi.indicator, kpi.weight, score, product],
            "box center|box|box center pct|box center|box center n2",
        )
    sheet.write("A10:D10", "总分", "box right bold")
    sheet.write("E10", 96.2, "box center bold n2")
    sheet.write("A11:D11", "等级", "box right bold")
    sheet.write("E11", "A+", "box center bold")
    sheet.frame("A10:E11")
    sheet.mark("validation", "E11", {"validate": "list", "source": ["A+", "A", "B", "C", "C-"]})
    return Book([sheet])


@layout(
    "Weights that sum to 95% because a line was deleted; the total is the company's own SUMPRODUCT and right by itself",
    form(
        "考核表",
        "indicator=A weight=B target=C actual=D score=E",
        (4, 8),
        fields="name=B2 post=D2 total=E9",
    ),
    conflicts=("考核表!B9",),
    marks="other",
    seen=HABIT,
)
def weights_short() -> Book:
    sheet = Sheet("考核表", "26 10 12 12 12")
    sheet.write("A1:E1", "物业客服绩效考核表", "title")
    sheet.row("A2", ["姓名", "曹颖", "岗位", "前台接待", None], "box center")
    sheet.row("A3", ["考核项目", "权重", "目标值", "实际值", "得分"], "box center bold green")
    rows = (*PROPERTY[:4], PROPERTY[4]._replace(weight=0.05))
    for row, kpi in enumerate(rows, 4):
        sheet.row(
            f"A{row}",
            [kpi.indicator, kpi.weight, kpi.target, kpi.actual, kpi.score],
            "box|box center pct|box center fact|box center fact|box center",
        )
    total = weighted(rows)
    sheet.row(
        "A9",
        ["合计", Formula("=SUM(B4:B8)", 0.95), None, None, Formula("=SUMPRODUCT(B4:B8,E4:E8)", total)],
        "box center bold|box center bold pct|box|box|box center bold n2",
    )
    return Book([sheet])
