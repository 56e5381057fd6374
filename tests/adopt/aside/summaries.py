"""Kept aside, not to be looked at while working on the matcher: five summaries."""

from __future__ import annotations

from adopt.drawing import Book, Formula, Sheet, places, rounded
from adopt.layout import HABIT, SHARED, layout, summary
from adopt.staff import NAMES, coefficient, level

TOTALS = (91.3, 86.75, 97.4, 82.1, 94.6, 89.9, 78.2, 90.55)


@layout(
    "Other words for the same things: 人员编码, 员工, 月度成绩, 评定档次, 计奖系数, 奖金基数, 奖金额; attendance in days; the order "
    "begins with the result",
    summary(
        "奖金表",
        "rank=A name=B employee_id=C department=D total=E level=F base_pay=G coefficient=H pay=I",
        (5, 12),
        fields="branch=B2 month=I2",
    ),
    ask="employee_id",
    seen=SHARED,
)
def other_words() -> Book:
    sheet = Sheet("奖金表", "8 12 14 14 12 10 14 10 14", landscape=True)
    sheet.write("A1:I1", "客服系统月度奖金核定表", "title")
    sheet.row(
        "A2", ["公司：", "江南分公司", None, None, None, None, None, "年月：", "2025-06"], "right|left|||||| right|left"
    )
    sheet.row(
        "A4",
        ["名次", "员工", "人员编码", "所属班组", "月度成绩", "评定档次", "奖金基数", "计奖系数", "奖金额"],
        "box center bold grey",
    )
    order = sorted(range(8), key=lambda k: -TOTALS[k])
    for row, index in enumerate(order, 5):
        total = TOTALS[index]
        grade = level(total)
        base = (1500, 1600, 2000)[index % 3]
        sheet.row(
            f"A{row}",
            [
                row - 4,
                NAMES[index + 12],
                f"KF{index + 71}",
                ("营业班", "安检班")[index % 2],
                total,
                grade,
                base,
                coefficient(grade),
                Formula(f"=G{row}*H{row}", base * coefficient(grade)),
            ],
            "box center|box center|box center|box center|box center n2|box center|box money|box center n1|box money",
        )
    paid = [(1500, 1600, 2000)[index % 3] * coefficient(level(TOTALS[index])) for index in order]
    sheet.row(
        "A13",
        ["合计", None, None, None, None, None, None, None, Formula("=SUM(I5:I12)", rounded(sum(paid)))],
        "box center bold money",
    )
    return Book([sheet])


@layout(
    "Text all over: ranks as 第1名, totals with 分, coefficients typed as text, ids with a leading apostrophe; subtotal rows by "
    "group in the body and a blank row between the groups",
    summary(
        "六月",
        "employee_id=B name=C total=D rank=E level=F coefficient=G",
        (4, 13),
        fields="month=A1",
    ),
    optional="month",
    skip=("六月!8", "六月!9"),
    ranked="",
    seen=HABIT,
)
def text_all_over() -> Book:
    sheet = Sheet("六月", "6 12 12 12 12 10 10")
    sheet.write("A1:G1", "二〇二五年六月客服考核排名", "title")
    sheet.row("A2", ["No", "员工号", "姓名", "考核得分", "排序", "等次", "系数"], "box center bold orange")
    groups = (("白班", TOTALS[:4]), ("夜班", TOTALS[4:]))
    row, number = 3, 0
    for title, totals in groups:
        sheet.write(f"A{row}:G{row}", f"{title}（{len(totals)}人）", "box left bold")
        row += 1
        for total, place in zip(totals, places(totals)):
            grade = level(total)
            sheet.row(
                f"A{row}",
                [
                    number + 1,
                    f"0{number + 311}",
                    NAMES[number + 2],
                    f"{total}分",
                    f"第{place}名",
                    grade,
                    f"{coefficient(grade)}",
                ],
                "box center text",
            )
            row, number = row + 1, number + 1
        row += 1
    return Book([sheet])


@layout(
    "Two departments' tables side by side with their own columns: the left with pay, the right without",
    summary("对照", "name=A total=B rank=C coefficient=D base_pay=E pay=F", (4, 7), fields="department=B2 month=A1"),
    summary("对照", "name=H post=I total=J rank=K level=L", (4, 7), fields="department=I2 month=A1"),
    optional="month",
    seen=HABIT,
)
def tables_side_by_side() -> Book:
    sheet = Sheet("对照", "12 10 8 8 12 12 3 12 12 10 8 8", landscape=True, font="微软雅黑", size=10)
    sheet.write("A1:L1", "两部门考核结果对照（2025年6月）", "title")
    sheet.row("A2", ["部门", "热线服务部"], "box center bold")
    sheet.row("H2", ["部门", "现场服务部"], "box center bold")
    sheet.row("A3", ["姓名", "总评分", "名次", "系数", "绩效基数", "绩效金额"], "box center bold blue")
    sheet.row("H3", ["姓名", "岗位", "总评分", "名次", "级别"], "box center bold green")
    for row, (total, place) in enumerate(zip(TOTALS[:4], places(TOTALS[:4])), 4):
        factor = coefficient(level(total))
        sheet.row(
            f"A{row}",
            [
                NAMES[row],
                total,
                Formula(f"=RANK(B{row},B$4:B$7)", place),
                factor,
                1600,
                Formula(f"=ROUND(D{row}*E{row},2)", rounded(1600 * factor)),
            ],
            "box center|box center n2|box center|box center n1|box money|box money",
        )
    for row, (total, place) in enumerate(zip(TOTALS[4:], places(TOTALS[4:])), 4):
        sheet.row(
            f"H{row}",
            [NAMES[row + 40], "维修工", total, Formula(f"=RANK(J{row},J$4:J$7)", place), level(total)],
            "box center|box center|box center n2|box center|box center",
        )
    return Book([sheet])


@layout(
    "Turned, with the facts in a merged first column group (基本信息 / 考核结果 / 绩效兑现) and a mean in the last column",
    summary(
        "横表",
        fields="department=C2",
        across="employee_id=3 name=4 self_score=5 score=6 total=7 rank=8 coefficient=9 attendance=10 base_pay=11 pay=12",
    ),
    seen=HABIT,
)
def turned_groups() -> Book:
    sheet = Sheet("横表", "12 16 11 11 11 11 11 11", landscape=True)
    sheet.write("A1:H1", "客服班组考核兑现表", "title")
    sheet.row("A2", [None, "班组/部门", "回访班", None, None, None, None, None], "left")
    for ref, word in (("A3:A4", "基本信息"), ("A5:A9", "考核结果"), ("A10:A12", "绩效兑现")):
        sheet.write(ref, word, "box center bold grey")
    own = (95, 92, 98, 90, 94)
    given = (92.5, 88, 96, 81.25, 93)
    totals = [rounded(a * 0.2 + b * 0.8) for a, b in zip(own, given)]
    grades = [coefficient(level(total)) for total in totals]
    present = (1, 1, 0.9545, 1, 0.9)
    pays = [rounded(1800 * g * p) for g, p in zip(grades, present)]
    rows = (
        ("工号", [f"HF{n:02d}" for n in range(1, 6)], None),
        ("姓名", NAMES[14:19], "平均"),
        ("自评得分", own, Formula("=AVERAGE(C5:G5)", sum(own) / 5)),
        ("班长评分", given, Formula("=AVERAGE(C6:G6)", sum(given) / 5)),
        (
            "综合得分",
            [Formula(f"=ROUND({c}5*20%+{c}6*80%,2)", t) for c, t in zip("CDEFG", totals)],
            Formula("=AVERAGE(C7:G7)", sum(totals) / 5),
        ),
        ("班内排名", [Formula(f"=RANK({c}7,$C7:$G7)", p) for c, p in zip("CDEFG", places(totals))], None),
        ("绩效系数", grades, None),
        ("出勤系数", present, None),
        ("绩效基数", [1800] * 5, None),
        (
            "应发绩效",
            [Formula(f"=ROUND({c}9*{c}10*{c}11,2)", p) for c, p in zip("CDEFG", pays)],
            Formula("=AVERAGE(C12:G12)", sum(pays) / 5),
        ),
    )
    for row, (word, values, mean) in enumerate(rows, 3):
        sheet.row(f"B{row}", [word, *values, mean], "box center bold" + "|box center" * 5 + "|box center n2")
    return Book([sheet])


@layout(
    "考核系数 (by attendance days) beside 绩效系数 (by level): the pay formula of two rows takes only one of them; an Excel "
    "table over a protected sheet, filtered; macros in the workbook",
    summary(
        "发放表",
        "department=A employee_id=B name=C total=D level=E coefficient=F attendance=G base_pay=H pay=I remark=J",
        (3, 10),
        fields="month=A1",
    ),
    conflicts=("发放表!I5", "发放表!I8"),
    ranked="",
    optional="month",
    seen=HABIT,
)
def two_coefficients() -> Book:
    sheet = Sheet("发放表", "14 10 12 12 10 10 14 12 12 16", landscape=True, password="")
    sheet.write("A1:J1", "六月绩效工资发放表", "bold big center")
    sheet.row(
        "A2",
        [
            "部门名称",
            "员工编码",
            "员工姓名",
            "考核分数",
            "考核等级",
            "绩效系数",
            "考勤系数",
            "绩效标准",
            "绩效工资",
            "备注说明",
        ],
        "bold center",
    )
    present = (1, 0.9, 0.95, 1, 1, 0.85, 1, 1)
    for row, (total, days) in enumerate(zip(TOTALS, present), 3):
        grade = level(total)
        factor = coefficient(grade)
        wrong = row in (5, 8)
        text = f"=ROUND(F{row}*H{row},2)" if wrong else f"=ROUND(F{row}*G{row}*H{row},2)"
        pay = rounded(factor * 1700 * (1 if wrong else days))
        sheet.row(
            f"A{row}",
            [
                "抢修部" if row < 7 else "客服部",
                f"Z{row}",
                NAMES[row + 37],
                total,
                grade,
                factor,
                days,
                1700,
                Formula(text, pay),
                None,
            ],
            "center|center|center|center n2|center|center n1|center n2|money|money|left",
        )
        if row < 7:
            sheet.hidden_rows.add(row)
    sheet.mark("table", "A2:J10", {"name": "发放", "style": "Table Style Light 9"})
    sheet.marks.append(sheet.marks[0]._replace(kind="comment", box=(2, 7, 2, 7), options="按考勤表核算"))
    macros = {
        "Export": 'Attribute VB_Name = "Export"\nSub ExportPdf()\n    ActiveSheet.ExportAsFixedFormat 0, ThisWorkbook.Path & "\\out.pdf"\nEnd Sub\n'
    }
    return Book([sheet], macros=macros)
