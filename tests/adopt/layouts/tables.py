"""Summaries in unusual shapes: indicators across, people across, Excel tables, filters, repeated headers, exports."""

from __future__ import annotations

from adopt.drawing import Book, Formula, Sheet, places, rounded
from adopt.layout import layout, summary
from adopt.staff import NAMES, coefficient, level

WEIGHTS = (0.3, 0.3, 0.2, 0.2)
SCORES = (
    (95, 92, 98, 100),
    (88, 90, 91, 96),
    (99, 97, 95, 100),
    (84, 79.5, 88, 92),
    (91, 94, 90, 98),
    (90, 88, 86, 100),
    (93, 96, 97, 94),
)


def _total(scores: tuple[float, ...]) -> float:
    return rounded(sum(round(w * 100) * s for w, s in zip(WEIGHTS, scores)) / 100)


TOTALS = tuple(_total(scores) for scores in SCORES)


@layout(
    "Indicators across: a column a KPI with its weight in the row below the header, people down, total by SUMPRODUCT over "
    "the weight row; shift supervisors' own monthly tables (KPI1 to KPI5 in columns)",
    summary(
        "6月",
        "name=B total=G rank=H level=I",
        (5, 11),
        fields="month=A1",
        across="indicator=3 weight=4",
    ),
    optional="indicator weight month",
)
def indicators_across() -> Book:
    sheet = Sheet("6月", "6 10 12 12 12 12 10 8 8")
    sheet.write("A1:I1", "热线二组6月KPI考核", "title")
    for ref, text in (("A3:A4", "序号"), ("B3:B4", "姓名"), ("G3:G4", "总分"), ("H3:H4", "排名"), ("I3:I4", "等级")):
        sheet.write(ref, text, "box center bold grey")
    sheet.row("C3", ["接听量", "质检成绩", "满意度", "考勤"], "box center bold grey")
    sheet.row("C4", WEIGHTS, "box center pct grey")
    for row, (scores, total, place) in enumerate(zip(SCORES, TOTALS, places(TOTALS)), 5):
        sheet.row(
            f"A{row}",
            [
                *(row - 4, NAMES[row + 3], *scores),
                *(
                    Formula(f"=SUMPRODUCT(C$4:F$4,C{row}:F{row})", total),
                    Formula(f"=RANK(G{row},G$5:G$11)", place),
                    level(total),
                ),
            ],
            "box center|box center|box center|box center|box center|box center|box center n2|box center|box center",
        )
    sheet.row(
        "A12",
        [
            None,
            "平均分",
            *(Formula(f"=AVERAGE({c}5:{c}11)", sum(s[k] for s in SCORES) / 7) for k, c in enumerate("CDEF")),
            Formula("=AVERAGE(G5:G11)", sum(TOTALS) / 7),
            None,
            None,
        ],
        "box center n2 bold",
    )
    return Book([sheet])


@layout(
    "An Excel table (Ctrl+T) with banding, calculated columns by structured references, a filter that hides another "
    "department's people",
    summary(
        "数据",
        "employee_id=A name=B department=C total=D rank=E level=F coefficient=G",
        (4, 13),
        fields="month=A1",
    ),
    optional="month",
)
def excel_table() -> Book:
    sheet = Sheet("数据", "12 12 14 12 10 10 12", font="等线")
    sheet.write("A1:G1", "员工绩效台账 2025-06", "bold big left")
    sheet.row("A3", ["员工编号", "员工姓名", "所属部门", "绩效得分", "排名", "绩效等级", "绩效系数"], "bold")
    totals = [rounded(95.9 - 1.37 * ((7 * k) % 10)) for k in range(10)]
    own = "绩效台账[[#This Row],[绩效得分]]"
    for row, (total, place) in enumerate(zip(totals, places(totals)), 4):
        department = ("线上组", "线下组")[row % 2]
        grade = level(total)
        sheet.row(
            f"A{row}",
            [
                *(f"E{row:03d}", NAMES[row + 15], department, total),
                *(
                    Formula(f"=RANK({own},绩效台账[绩效得分])", place),
                    Formula(f'=IF({own}>=95,"A+",IF({own}>=90,"A",IF({own}>=85,"B",IF({own}>=80,"C","C-"))))', grade),
                    coefficient(grade),
                ),
            ],
        )
        if department == "线下组":
            sheet.hidden_rows.add(row)
    sheet.mark("table", "A3:G13", {"name": "绩效台账", "style": "Table Style Medium 2", "autofilter": True})
    return Book([sheet])


@layout(
    "Turned: a column a person, a row a fact (姓名, 工号, 得分, 排名, 等级), for a short team that reads along the line",
    summary(
        "班组",
        fields="department=B2 month=F2",
        across="name=3 employee_id=4 post=5 base_pay=6 total=7 rank=8 level=9 coefficient=10 pay=11",
    ),
)
def people_across() -> Book:
    sheet = Sheet("班组", "16 12 12 12 12 12 12", landscape=True)
    sheet.write("A1:G1", "抢修一班绩效考核汇总", "title")
    sheet.row("A2", ["班组", "抢修一班", None, None, "月份", "2025年6月", None], "box center")
    totals = TOTALS[:6]
    facts = {
        "姓名": NAMES[50:56],
        "工号": tuple(f"Q{n:03d}" for n in range(11, 17)),
        "岗位": ("班长", "副班长", "抢修工", "抢修工", "抢修工", "学徒"),
        "绩效基数（元）": (2400, 2200, 1800, 1800, 1800, 1200),
        "考核得分": totals,
    }
    for row, (word, values) in enumerate(facts.items(), 3):
        sheet.row(f"A{row}", [word, *values], "box center n2" if word == "考核得分" else "box center")
        sheet.write(f"A{row}", word, "box center bold grey")
    ranks = [Formula(f"=RANK({c}7,$B$7:$G$7)", place) for c, place in zip("BCDEFG", places(totals))]
    sheet.row("A8", ["名次", *ranks], "box center")
    sheet.row("A9", ["等级", *(level(total) for total in totals)], "box center")
    sheet.row("A10", ["绩效系数", *(coefficient(level(total)) for total in totals)], "box center n1")
    pays = [
        Formula(f"=ROUND({c}6*{c}10,2)", rounded(b * coefficient(level(t))))
        for c, b, t in zip("BCDEFG", facts["绩效基数（元）"], totals)
    ]
    sheet.row("A11", ["绩效工资（元）", *pays], "box center money")
    return Book([sheet])


@layout(
    "People across and indicators down in one matrix: indicator and weight on the left, a column of scores a person, totals "
    "and ranks in the last rows",
    summary(
        "矩阵",
        "indicator=A weight=B",
        (4, 7),
        fields="month=A1",
        across="name=3 total=8 rank=9 level=10",
    ),
    optional="month",
)
def matrix() -> Book:
    sheet = Sheet("矩阵", "18 8 9 9 9 9 9 9 9", font="微软雅黑", size=10, landscape=True)
    sheet.write("A1:I1", "回访组6月份考核打分矩阵", "title")
    sheet.row("A3", ["考核指标", "权重", *NAMES[20:27]], "box center bold blue")
    for row, (word, weight) in enumerate(zip(("回访量", "录音抽检", "工单准确率", "纪律"), WEIGHTS), 4):
        sheet.row(
            f"A{row}", [word, weight, *(scores[row - 4] for scores in SCORES)], "box|box center pct" + "|box center" * 7
        )
    sheet.row(
        "A8",
        ["综合得分", 1, *(Formula(f"=SUMPRODUCT($B$4:$B$7,{c}4:{c}7)", t) for c, t in zip("CDEFGHI", TOTALS))],
        "box bold|box center pct" + "|box center bold n2" * 7,
    )
    sheet.row(
        "A9",
        ["排名", None, *(Formula(f"=RANK({c}8,$C$8:$I$8)", p) for c, p in zip("CDEFGHI", places(TOTALS)))],
        "box center",
    )
    sheet.row("A10", ["等级", None, *(level(t) for t in TOTALS)], "box center")
    return Book([sheet])


@layout(
    "The header repeated by hand after every six people with 本页小计 before it, as if each page were a sheet of paper",
    summary(
        "打印版",
        "name=B employee_id=C total=D rank=E level=F remark=G",
        (4, 17),
        fields="department=A2 month=A2",
    ),
    skip=("打印版!10", "打印版!11"),
)
def header_repeated() -> Book:
    sheet = Sheet("打印版", "6 12 12 12 10 10 20")
    sheet.write("A1:G1", "物业客服员工考核汇总表", "title")
    sheet.write("A2:G2", "部门：环境与客服部      月份：2025年6月", "left")
    head = ["序号", "姓名", "工号", "考核成绩", "名次", "等次", "备注"]
    totals = [rounded(97.7 - 1.19 * k) for k in range(12)]
    sheet.row("A3", head, "box center bold grey")
    row = 4
    for index, (total, place) in enumerate(zip(totals, places(totals))):
        if index == 6:
            sheet.row(
                f"A{row}",
                ["本页小计", None, None, Formula("=AVERAGE(D4:D9)", sum(totals[:6]) / 6), None, None, None],
                "box center n2",
            )
            sheet.row(f"A{row + 1}", head, "box center bold grey")
            row += 2
        sheet.row(
            f"A{row}",
            [
                index + 1,
                NAMES[index + 33],
                f"W{index + 61}",
                total,
                place,
                "优" if place <= 2 else "良" if place <= 6 else "中",
                None,
            ],
            "box center|box center|box center|box center n2|box center|box center|box",
        )
        row += 1
    sheet.row(
        "A18",
        ["合计", "12人", None, Formula("=AVERAGE(D12:D17)", sum(totals[6:]) / 6), None, None, None],
        "box center n2 bold",
    )
    return Book([sheet])


@layout(
    "A database export: no title, the header in row 1, English field names above Chinese ones, ids and numbers as text, "
    "every column there is",
    summary(
        "export",
        "employee_id=B name=C branch=D department=E post=F month=G total=H level=I remark=L",
        (3, 9),
    ),
    ranked="",
)
def export() -> Book:
    sheet = Sheet("export", "10 12 12 16 14 14 12 10 10 14 18 12", font="Calibri")
    sheet.row(
        "A1",
        [
            "id",
            "emp_no",
            "emp_name",
            "company",
            "dept",
            "position",
            "period",
            "score",
            "grade",
            "create_by",
            "create_time",
            "memo",
        ],
    )
    sheet.row(
        "A2",
        [
            "主键",
            "员工工号",
            "员工姓名",
            "所属公司",
            "所属部门",
            "岗位",
            "考核周期",
            "考核总分",
            "考核等级",
            "创建人",
            "创建时间",
            "备注",
        ],
    )
    for row, total in enumerate(TOTALS, 3):
        sheet.row(
            f"A{row}",
            [
                f"{880 + row}",
                f"000{row + 40}",
                NAMES[row],
                "城北分公司",
                "客服热线部",
                "座席",
                "202506",
                f"{total}",
                level(total),
                "admin",
                "2025-07-02 09:14:00",
                "",
            ],
            "text",
        )
    sheet.mark("filter", "A2:L9")
    return Book([sheet])


@layout(
    "Ten spare rows with borders and formulas that show nothing until a name is typed; people who left are hidden rows; a "
    "frozen head, data bars, a print area",
    summary(
        "2025年6月",
        "name=B employee_id=C total=D rank=E level=F",
        (4, 19),
        fields="department=B2 supervisor=D2",
    ),
)
def spare_rows() -> Book:
    sheet = Sheet("2025年6月", "6 12 12 12 10 10")
    sheet.write("A1:F1", "员工绩效考核汇总表（月度）", "title")
    sheet.row("A2", ["部门：", "客户体验部", "负责人：", "任重", None, None], "right|left|right|left|left|left")
    sheet.row("A3", ["序号", "姓名", "工号", "总分", "排名", "等级"], "box center bold grey")
    ranks = iter(places(TOTALS))
    for row in range(4, 20):
        there = row <= 10
        total = TOTALS[row - 4] if there else None
        sheet.row(
            f"A{row}",
            [
                *(
                    Formula(f'=IF(B{row}="","",COUNTA(B$4:B{row}))', row - 3 if there else ""),
                    NAMES[row] if there else None,
                    f"T{row:02d}" if there else None,
                    total,
                ),
                *(
                    Formula(f'=IF(D{row}="","",RANK(D{row},D$4:D$19))', next(ranks) if there else ""),
                    Formula(
                        f'=IF(D{row}="","",LOOKUP(D{row},{{0,80,85,90,95}},{{"C-","C","B","A","A+"}}))',
                        level(total) if total is not None else "",
                    ),
                ),
            ],
            "box center|box center|box center|box center n2|box center|box center",
        )
    sheet.hidden_rows = {6, 9}
    sheet.mark("conditional", "D4:D19", {"type": "data_bar", "bar_color": "#63C384"})
    sheet.mark("freeze", "A4")
    sheet.mark("print", "A1:F19")
    sheet.mark("repeat", "A1:A3")
    return Book([sheet])
