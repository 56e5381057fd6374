"""Long lists: an Excel table with a filter, headers repeated by hand, a database export, rows prepared for more people."""

from __future__ import annotations

from adopt.drawing import Book, Formula, Sheet, places, rounded
from adopt.layout import HABIT, OFFICE, TUTORIAL, layout, summary
from adopt.staff import NAMES, coefficient, level

TOTALS = (95.7, 90.8, 97.8, 85.05, 93.1, 90.6, 94.9)


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
    seen=TUTORIAL,
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
    "The header repeated by hand after every six people with 本页小计 before it, as if each page were a sheet of paper",
    summary(
        "打印版",
        "name=B employee_id=C total=D rank=E level=F remark=G",
        (4, 17),
        fields="department=A2 month=A2",
    ),
    skip=("打印版!10", "打印版!11"),
    seen=HABIT,
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
    seen=OFFICE,
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
    seen=HABIT,
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
