"""Summaries with pay and with what personnel files hold beside it: columns and rows that look like others."""

from __future__ import annotations

import datetime as dt

from adopt.drawing import Book, Formula, Sheet, places, rounded
from adopt.layout import HABIT, SHARED, TUTORIAL, layout, summary
from adopt.staff import NAMES, coefficient, level

TOTALS = (96.45, 88.2, 93.7, 91.05, 84.9, 95.1, 89.65, 90.6, 78.3, 90.0)


@layout(
    "With pay: 绩效工资基数, 考勤系数 and 绩效系数 beside each other, 应发绩效工资 by formula; a 合计 row and a 平均 row below "
    "that reach into the columns of names and ranks",
    summary(
        "6月绩效工资",
        "name=B employee_id=C department=D base_pay=E total=F level=G coefficient=H attendance=I pay=J remark=K",
        (4, 11),
        fields="month=A2",
    ),
    ranked="",
    optional="month",
    seen=SHARED,
)
def with_pay() -> Book:
    sheet = Sheet("6月绩效工资", "6 10 12 14 14 10 8 10 10 14 14", font="微软雅黑", size=10, landscape=True)
    sheet.write("A1:K1", "员工月度绩效工资核算表", "title")
    sheet.write("A2:K2", "编制单位：人力资源部        所属期：2025年6月        单位：元", "right small")
    sheet.row(
        "A3",
        [
            "序号",
            "姓名",
            "员工编号",
            "所在部门",
            "绩效工资基数",
            "绩效得分",
            "等级",
            "绩效系数",
            "考勤系数",
            "应发绩效工资",
            "备注",
        ],
        "box center bold blue wrap",
    )
    bases = (1800, 2000, 1800, 2200, 1500, 1800, 2000, 1650)
    present = (1, 1, 0.95, 1, 1, 0.8636, 1, 1)
    pays = []
    for row, (base, share, total) in enumerate(zip(bases, present, TOTALS), 4):
        grade = level(total)
        pay = rounded(base * coefficient(grade) * share)
        pays.append(pay)
        sheet.row(
            f"A{row}",
            [
                row - 3,
                NAMES[row + 6],
                30100 + row,
                "热线部" if row < 8 else "营业厅",
                base,
                total,
                grade,
                coefficient(grade),
                share,
                Formula(f"=ROUND(E{row}*H{row}*I{row},2)", pay),
                None,
            ],
            "box center|box center|box center|box center|box money|box center n2|box center|box center n2|box center n2|box money|box",
        )
    sheet.write("A12:D12", "合计", "box center bold")
    sheet.row(
        "E12",
        [
            Formula("=SUM(E4:E11)", sum(bases)),
            None,
            None,
            None,
            None,
            Formula("=SUM(J4:J11)", rounded(sum(pays))),
            None,
        ],
        "box bold money",
    )
    sheet.write("A13:D13", "平均", "box center bold")
    sheet.row(
        "E13",
        [
            Formula("=AVERAGE(E4:E11)", sum(bases) / 8),
            Formula("=AVERAGE(F4:F11)", sum(TOTALS[:8]) / 8),
            None,
            None,
            None,
            Formula("=AVERAGE(J4:J11)", sum(pays) / 8),
            None,
        ],
        "box bold money",
    )
    sheet.frame("A12:K13")
    sheet.write("A15:K15", "制表：              审核：              批准：", "left")
    return Book([sheet])


@layout(
    "A personnel extract with many columns that only look like keys: 身份证号, 手机号, 部门编号, 入职日期, 去年得分, 公司排名 beside "
    "部门内排名",
    summary(
        "Sheet1",
        "employee_id=A name=B department=E total=I rank=K level=L",
        (3, 10),
        fields="month=A1",
    ),
    ranked="department",
    optional="month",
    seen=TUTORIAL,
)
def decoys() -> Book:
    sheet = Sheet("Sheet1", "10 10 20 10 12 14 12 10 10 10 12 10", landscape=True)
    sheet.write("A1:L1", "2025年6月员工绩效考核结果一览表", "title")
    sheet.row(
        "A2",
        [
            "工号",
            "姓名",
            "身份证号",
            "部门编号",
            "部门",
            "手机号",
            "入职日期",
            "去年得分",
            "本月得分",
            "公司排名",
            "部门内排名",
            "评定等级",
        ],
        "box center bold grey",
    )
    departments = ("热线部", "热线部", "热线部", "热线部", "营业厅", "营业厅", "营业厅", "营业厅")
    totals = TOTALS[:8]
    overall = places(totals)
    for row, (department, total, place) in enumerate(zip(departments, totals, overall), 3):
        inside = 1 + sum(d == department and t > total for d, t in zip(departments, totals))
        number = Formula(f"=SUMPRODUCT((E$3:E$10=E{row})*(I$3:I$10>I{row}))+1", inside)
        sheet.row(
            f"A{row}",
            [
                *(
                    f"{4400 + row}",
                    NAMES[row + 20],
                    f"11010119900307{3000 + row}",
                    "D01" if row < 7 else "D02",
                    department,
                ),
                *(f"1380000{1230 + row}", dt.date(2016 + row % 5, row, 15), rounded(total - 1.5), total),
                *(
                    Formula(f"=RANK(I{row},I$3:I$10)", place),
                    number,
                    "优秀" if inside == 1 else "良好" if inside == 2 else "合格",
                ),
            ],
            "box text|box center|box text|box center|box center|box text|box date|box n2|box n2|box center|box center|box center",
        )
    return Book([sheet])


@layout(
    "A total row whose cells look like a person: 合计 in the column of names, a number in that of ids, a rank by the copied "
    "formula",
    summary("汇总表", "employee_id=A name=B total=C rank=D coefficient=E base_pay=F pay=G", (3, 8), fields="month=A1"),
    optional="month",
    seen=HABIT,
)
def total_like_a_person() -> Book:
    sheet = Sheet("汇总表", "12 12 12 10 12 14 14", font="等线")
    sheet.write("A1:G1", "客服部六月绩效奖金表", "title")
    sheet.row(
        "A2", ["员工工号", "员工姓名", "考核分", "名次", "奖金系数", "奖金基数", "绩效奖金"], "box center bold orange"
    )
    totals, row = TOTALS[:6], 3
    pays = []
    for total, place in zip(totals, places(totals)):
        factor = coefficient(level(total))
        pays.append(1200 * factor)
        sheet.row(
            f"A{row}",
            [
                1500 + row,
                NAMES[row + 10],
                total,
                Formula(f"=RANK(C{row},$C$3:$C$8)", place),
                factor,
                1200,
                Formula(f"=E{row}*F{row}", 1200 * factor),
            ],
            "box center|box center|box center n2|box center|box center n1|box money|box money",
        )
        row += 1
    sheet.row(
        "A9",
        [
            6,
            "合计",
            Formula("=SUM(C3:C8)", rounded(sum(totals))),
            None,
            None,
            Formula("=SUM(F3:F8)", 7200),
            Formula("=SUM(G3:G8)", sum(pays)),
        ],
        "box center bold|box center bold|box center bold n2|box|box|box bold money|box bold money",
    )
    return Book([sheet])
