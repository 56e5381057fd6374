"""A department's summary with head fields and signatures: 附件3 in its common dresses."""

from __future__ import annotations

from adopt.drawing import Book, Formula, Sheet, places, rounded
from adopt.layout import SHARED, TUTORIAL, layout, summary
from adopt.staff import NAMES, coefficient

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
    seen=SHARED,
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
    seen=TUTORIAL,
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
    seen=SHARED,
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
