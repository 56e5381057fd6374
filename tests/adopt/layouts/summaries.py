"""A department's summary with head fields and signatures: 附件3 in its common dresses."""

from __future__ import annotations

import datetime as dt

from adopt.drawing import Book, Formula, Sheet, places, rounded
from adopt.layout import layout, summary
from adopt.staff import NAMES, coefficient, level

TOTALS = (96.45, 88.2, 93.7, 91.05, 84.9, 95.1, 89.65, 90.6, 78.3, 90.0)


@layout(
    "The plain 附件3: branch, department, month and the department's level above, one line a person, three signatures below",
    summary(
        "附件3",
        "employee_id=B name=C post=D total=E rank=F level=G coefficient=H remark=I",
        (5, 14),
        fields="branch=B3 department=D3 month=F3 department_level=I3",
    ),
    ask="supervisor",
)
def plain() -> Book:
    sheet = Sheet("附件3", "6 12 12 16 11 10 10 10 16", landscape=True)
    sheet.write("A1:I1", "客服员工考核汇总表", "title")
    sheet.write("A2:I2", "附件3", "left small")
    sheet.row(
        "A3",
        ["分公司", "滨海分公司", "部门", "客服中心", "考核月份", "2025年6月", None, "主管等级", "良好"],
        "box center",
    )
    sheet.merges.append((3, 6, 3, 7))
    sheet.row(
        "A4",
        ["序号", "工号", "姓名", "岗位", "考核得分", "部门排名", "考核等级", "等级系数", "备注"],
        "box center bold grey",
    )
    ranks = places(TOTALS)
    for row, (total, place) in enumerate(zip(TOTALS, ranks), 5):
        grade = "A+" if place <= 1 else "A" if place <= 4 else "B"
        sheet.row(
            f"A{row}",
            [
                row - 4,
                f"BH{row + 196:04d}",
                NAMES[row - 5],
                "客服员",
                total,
                Formula(f"=RANK(E{row},E$5:E$14,0)", place),
                grade,
                coefficient(grade),
                None,
            ],
            "box center|box center|box center|box center|box center n2|box center|box center|box center n1|box",
        )
    sheet.write("A16:C16", "客服主管：", "left")
    sheet.write("D16:F16", "主管经理（审核）：", "left")
    sheet.write("G16:I16", "总经理（审批）：", "left")
    sheet.write("A17:I17", "本表一式两份，经审批后报总公司客户服务部备案。", "left small")
    return Book([sheet])


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
    "Department cells merged over their people, a 小计 row with the mean after each department, a 总计 at the end; the rank "
    "inside the department by COUNTIFS",
    summary(
        "汇总",
        "department=A name=B post=C total=D rank=E level=F remark=G",
        (4, 13),
        fields="month=G2",
    ),
    skip=("汇总!8",),
    ranked="department",
)
def departments_merged() -> Book:
    sheet = Sheet("汇总", "14 12 16 12 12 10 18")
    sheet.write("A1:G1", "各部门员工考核成绩汇总", "title")
    sheet.row("A2", [None, None, None, None, None, "月份：", "2025年6月"], "right")
    sheet.row("A3", ["部门", "姓名", "岗位", "考核总分", "部门内名次", "等级", "备注"], "box center bold green")
    row = 4
    for name, totals in (("抢修班", (94.2, 91.6, 88.85, 86.4)), ("安检班", (97.05, 93.3, 92.1, 90.75, 83.5))):
        top, last = row, row + len(totals) - 1
        for total, place in zip(totals, places(totals)):
            rank = Formula(f'=COUNTIFS(D${top}:D${last},">"&D{row})+1', place)
            sheet.row(
                f"B{row}",
                [
                    NAMES[row + 30],
                    "班组长" if row == top else "班员",
                    total,
                    rank,
                    "A+" if place == 1 else "A" if place <= 2 else "B",
                    None,
                ],
                "box center|box center|box center n2|box center|box center|box",
            )
            row += 1
        sheet.write(f"A{top}:A{last}", name, "box center bold")
        sheet.row(
            f"A{row}",
            [
                "小计",
                f"{len(totals)}人",
                "平均分",
                Formula(f"=AVERAGE(D{top}:D{last})", sum(totals) / len(totals)),
                None,
                None,
                None,
            ],
            "box center yellow|box center yellow|box center yellow|box center yellow n2|box yellow|box yellow|box yellow",
        )
        row += 1
    everyone = (94.2, 91.6, 88.85, 86.4, 97.05, 93.3, 92.1, 90.75, 83.5)
    mean = Formula("=AVERAGE(D4:D7,D9:D13)", sum(everyone) / 9)
    sheet.row("A15", ["总计", "9人", "总平均", mean, None, None, None], "box center bold n2")
    return Book([sheet])


@layout(
    "考核得分 over three columns (自评20%, 主管评分80%, 综合得分) in a two-row header; whoever is on probation stands with 否 in "
    "是否参评 and has no rank",
    summary(
        "考核汇总",
        "name=B department=C eligible=D self_score=E score=F total=G rank=H level=I coefficient=J remark=K",
        (5, 12),
        fields="branch=C2 month=H2",
    ),
)
def two_raters() -> Book:
    sheet = Sheet("考核汇总", "6 10 14 10 12 12 12 8 10 10 16", landscape=True)
    sheet.write("A1:K1", "绩效考核汇总表", "title")
    sheet.write("A2:B2", "单位：", "right")
    sheet.write("C2:D2", "江北分公司", "left under")
    sheet.write("G2", "月份：", "right")
    sheet.write("H2:I2", "2025年6月", "left under")
    for ref, text in (
        ("A3:A4", "序号"),
        ("B3:B4", "姓名"),
        ("C3:C4", "部门"),
        ("D3:D4", "是否参评"),
        ("H3:H4", "排名"),
        ("I3:I4", "等级"),
        ("J3:J4", "系数"),
        ("K3:K4", "备注"),
    ):
        sheet.write(ref, text, "box center bold grey wrap")
    sheet.write("E3:G3", "考核得分", "box center bold grey")
    sheet.row("E4", ["自评（20%）", "主管评（80%）", "综合得分"], "box center bold grey wrap small")
    own = (98, 95, 96, 90, 99, 94, 92)
    given = (95, 91.5, 93, 88, 90, 86, 92.5)
    totals = [rounded(0.2 * a + 0.8 * b) for a, b in zip(own, given)]
    ranks = places(totals)
    row = 5
    for index in range(8):
        if index == 3:
            sheet.row(
                f"A{row}", [4, "袁圆", "热线部", "否", None, None, None, None, None, None, "试用期"], "box center"
            )
            row += 1
            continue
        at = index - (index > 3)
        place = ranks[at]
        grade = "A+" if place == 1 else "A" if place <= 3 else "B"
        sheet.row(
            f"A{row}",
            [
                *(index + 1, NAMES[index + 41], "热线部" if index < 5 else "回访部", "是", own[at], given[at]),
                *(
                    Formula(f"=ROUND(E{row}*0.2+F{row}*0.8,2)", totals[at]),
                    Formula(f"=RANK(G{row},G$5:G$12)", place),
                    grade,
                    coefficient(grade),
                    None,
                ),
            ],
            "box center|box center|box center|box center|box center|box center|box center n2|box center|box center|box center n1|box",
        )
        row += 1
    return Book([sheet])


@layout(
    "A total row whose cells look like a person: 合计 in the column of names, a number in that of ids, a rank by the copied "
    "formula",
    summary("汇总表", "employee_id=A name=B total=C rank=D coefficient=E base_pay=F pay=G", (3, 8), fields="month=A1"),
    optional="month",
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
