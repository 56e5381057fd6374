"""Kept aside: tables of many people of other companies, with pay, places, shifts and additions."""

from __future__ import annotations

from adopt.drawing import Book, Formula, Sheet, filled, places, rounded
from adopt.layout import FORUM, SCHEME, SHARED, TUTORIAL, layout, summary
from adopt.staff import NAMES, coefficient, level

PAY = "pages that teach pay by formulas and pay rules on document-sharing sites (绩效工资 = 基数 × 得分/100 or × 系数, then × 出勤)"


def _graded(totals: tuple[float, ...]) -> tuple[list[str], list[float]]:
    """The levels of totals by the printed lines, and their coefficients."""
    grades = [level(total) for total in totals]
    return grades, [coefficient(grade) for grade in grades]


@layout(
    "考勤系数 worked out from days present over days due, between 绩效系数 and pay; the days themselves stand beside it as facts",
    summary(
        "网点",
        "name=B post=C total=D level=E coefficient=F attendance=H base_pay=I pay=J",
        (4, 11),
        fields="department=B2 month=J2",
    ),
    seen=PAY,
)
def attendance_counts() -> Book:
    sheet = Sheet("网点", "6 14 12 14 8 10 10 10 16 18", landscape=True)
    sheet.write("A1:J1", "快递网点客服绩效工资表", "title")
    words = ["部门", "客服组", None, None, None, "应出勤（天）", 25, None, "月份", "2025年12月"]
    sheet.row("A2", words, "left")
    totals = (93.6, 88.2, 96.4, 90.1, 85.7, 81.9, 91.3, 87.0)
    grades, factors = _graded(totals)
    days = (25, 24, 25, 22, 25, 25, 20, 25)
    shares = [rounded(day / 25) for day in days]
    bases = (1500, 1500, 1800, 1500, 1500, 1200, 1500, 1200)
    pays = [rounded(base * factor * share) for base, factor, share in zip(bases, factors, shares)]
    sheet.table(
        "A3",
        ("序号", "box center", range(1, 9)),
        ("姓名", "box center", NAMES[16:24]),
        ("职务", "box center", ["客服员"] * 7 + ["实习生"]),
        ("月度考核分", "box center n1", totals),
        ("等级", "box center", grades),
        ("绩效系数", "box center n1", factors),
        ("出勤天数", "box center", days),
        ("考勤系数", "box center n2", filled("=ROUND(G#/$G$2,2)", 4, shares)),
        ("绩效工资标准", "box money", bases),
        ("实发绩效工资", "box money", filled("=ROUND(I#*F#*H#,2)", 4, pays)),
        head="box center bold grey wrap",
    )
    return Book([sheet])


@layout(
    "Levels in words by an IF ladder over the score, coefficients by VLOOKUP from a sheet 参数 of the company's own, bonus as base "
    "times coefficient",
    summary(
        "12月",
        "department=A employee_id=B name=C post=D total=E level=F coefficient=G base_pay=H pay=I",
        (3, 11),
        fields="month=A1",
    ),
    optional="month",
    seen=PAY,
)
def ladder_and_lookup() -> Book:
    sheet = Sheet("12月", "16 12 12 14 12 12 12 16 16", landscape=True)
    sheet.write("A1:I1", "2025年12月线上门店员工绩效奖金核算表", "title")
    totals = (91.2, 84.5, 78.8, 95.0, 69.4, 88.3, 80.0, 90.0, 73.6)
    lines = ((90, "优秀", 1.3), (80, "良好", 1.1), (70, "合格", 1.0), (0, "不合格", 0.5))
    grades = [next(word for line, word, _ in lines if total >= line) for total in totals]
    factors = [next(factor for _, word, factor in lines if word == grade) for grade in grades]
    bases = [1600 if at % 3 else 2200 for at in range(9)]
    sheet.table(
        "A2",
        ("部门", "box center", ["售前部"] * 5 + ["售后部"] * 4),
        ("工号", "box center", [f"DS{at}" for at in range(701, 710)]),
        ("姓名", "box center", NAMES[41:50]),
        ("岗位", "box center", ["组长" if at in (0, 5) else "客服" for at in range(9)]),
        ("考核得分", "box center n1", totals),
        (
            "绩效等级",
            "box center",
            filled('=IF(E#>=90,"优秀",IF(E#>=80,"良好",IF(E#>=70,"合格","不合格")))', 3, grades),
        ),
        ("绩效系数", "box center n1", filled("=VLOOKUP(F#,参数!$A$2:$B$5,2,0)", 3, factors)),
        ("绩效奖金基数", "box money", bases),
        ("绩效奖金", "box money", filled("=G#*H#", 3, [round(a * b, 6) for a, b in zip(factors, bases)])),
        head="box center bold blue",
    )
    rules = Sheet("参数", "14 14")
    rules.table(
        "A1",
        ("等级", "box center", [word for _, word, _ in lines]),
        ("系数", "box center n1", [factor for *_, factor in lines]),
    )
    return Book([sheet, rules])


@layout(
    "A pay account whose coefficient is the score over 100, with 考勤系数 and a 合计 row; one person's pay was typed without the "
    "attendance",
    summary(
        "绩效工资核算",
        "name=B department=C base_pay=D total=E coefficient=F attendance=G pay=H remark=I",
        (4, 10),
        fields="month=I2",
    ),
    conflicts=("绩效工资核算!H8",),
    seen=PAY,
)
def pay_account() -> Book:
    sheet = Sheet("绩效工资核算", "6 14 16 20 12 12 12 20 16", landscape=True)
    sheet.write("A1:I1", "绩效工资核算表", "title")
    sheet.row("H2", ["考核月份：", "2025年12月"], "right|left")
    bases, totals = (2500, 2000, 2000, 1800, 1800, 1800, 1500), (95, 92, 88, 90, 86, 97, 84)
    shares = (1, 1, 0.95, 1, 0.9, 1, 1)
    pays = [rounded(base * total / 100 * share) for base, total, share in zip(bases, totals, shares)]
    sheet.table(
        "A3",
        ("序号", "box center", range(1, 8)),
        ("员工姓名", "box center", NAMES[2:9]),
        ("所属部门", "box center", ["设备客服部"] * 4 + ["备件部"] * 3),
        ("绩效工资基数（元）", "box money", bases),
        ("绩效得分", "box center", totals),
        ("绩效系数", "box center n2", filled("=E#/100", 4, [total / 100 for total in totals])),
        ("考勤系数", "box center n2", shares),
        ("应发绩效工资（元）", "box money", filled("=ROUND(D#*F#*G#,2)", 4, pays)),
        ("备注", "box", [None, None, "病假1天", None, "事假2天", None, None]),
        head="box center bold green wrap",
    )
    sheet.write("H8", 1548, "box money")
    paid = round(sum(pays) - pays[4] + 1548, 2)
    sheet.frame("A11:I11")
    sheet.write("A11:C11", "合计", "box center bold")
    sheet.write("D11", Formula("=SUM(D4:D10)", sum(bases)), "box money bold")
    sheet.write("H11", Formula("=SUM(H4:H10)", paid), "box money bold")
    sheet.write("A13:I13", "制表：             复核：             批准：", "left")
    return Book([sheet])


@layout(
    "The plain list with everything: 序号 工号 姓名 部门 岗位 考核得分 排名 等级 系数 绩效工资, company and month in the line above",
    summary(
        "考核汇总表",
        "employee_id=B name=C department=D post=E total=F rank=G level=H coefficient=I pay=J",
        (4, 13),
        fields="branch=C2 month=J2",
    ),
    seen=SHARED,
)
def plain_ranking() -> Book:
    sheet = Sheet("考核汇总表", "6 12 12 16 14 12 8 8 8 16", landscape=True)
    sheet.write("A1:J1", "员工绩效考核结果汇总表", "title")
    sheet.row("B2", ["单位：", "××热力有限公司", None, None, None, None, None, "考核月份：", "2025年12月"], "left")
    totals = (92.4, 95.6, 88.0, 90.9, 86.3, 83.7, 91.8, 97.1, 89.2, 85.0)
    grades, factors = _graded(totals)
    sheet.table(
        "A3",
        ("序号", "box center", range(1, 11)),
        ("工号", "box center text", [f"0{at}" for at in range(3301, 3311)]),
        ("姓名", "box center", NAMES[24:34]),
        ("部门", "box center", ["客户服务中心"] * 10),
        ("岗位", "box center", ["收费员"] * 4 + ["话务员"] * 4 + ["维修员"] * 2),
        ("考核得分", "box center n1", totals),
        ("排名", "box center", filled("=RANK(F#,F$4:F$13,0)", 4, places(totals))),
        ("等级", "box center", grades),
        ("系数", "box center n1", factors),
        ("绩效工资", "box money", [rounded(1900 * factor) for factor in factors]),
    )
    sheet.write("A15:J15", "制表人：                部门负责人：                总经理：", "left")
    return Book([sheet])


@layout(
    "考核得分, then 加减分 of the month, then 最终得分 as their sum; places and levels by the last, the reasons as remarks",
    summary(
        "加减分",
        "name=B post=C adjust=E total=F rank=G level=H remark=I",
        (3, 10),
    ),
    ask="score",
    seen="appraisal rules with 加分项 and 减分项 on document-sharing sites (考核得分 ± 加减分 = 最终得分, 名次)",
)
def plus_minus_summary() -> Book:
    sheet = Sheet("加减分", "6 14 14 12 10 12 8 8 28", landscape=True)
    sheet.write("A1:I1", "公交热线员工月度考核得分表", "title")
    marks, extra = (91.5, 88, 94.2, 86.8, 90, 83.4, 92.7, 89.1), (2, 0, -1, 0, 3, 0, -2, 0)
    totals = [round(mark + more, 6) for mark, more in zip(marks, extra)]
    why = {0: "市民来信表扬", 2: "漏接班长派单", 4: "拾金不昧", 6: "有责投诉一起"}
    sheet.table(
        "A2",
        ("序号", "box center", range(1, 9)),
        ("姓名", "box center", NAMES[50:58]),
        ("岗位", "box center", ["接线员"] * 7 + ["质检员"]),
        ("考核得分", "box center n1", marks),
        ("加减分", "box center", extra),
        ("最终得分", "box center n1", filled("=D#+E#", 3, totals)),
        ("名次", "box center", filled("=RANK(F#,$F$3:$F$10)", 3, places(totals))),
        ("等级", "box center", [level(total) for total in totals]),
        ("备注", "box", [why.get(at) for at in range(8)]),
        head="box center bold orange",
    )
    return Book([sheet])


@layout(
    "Places typed by hand, the second and the third the wrong way round; all others are right",
    summary(
        "排名",
        "employee_id=A name=B department=C total=D rank=E level=F",
        (4, 11),
        fields="month=F2",
    ),
    conflicts=("排名!E5", "排名!E8"),
    ranked="",
    seen=TUTORIAL,
)
def rank_wrong() -> Book:
    sheet = Sheet("排名", "12 14 18 12 10 14")
    sheet.write("A1:F1", "预约中心员工绩效排名表", "title")
    sheet.row("E2", ["月份", "2025年12月"], "right|left")
    totals = (87.3, 94.6, 90.2, 96.0, 93.8, 82.9, 88.5, 91.4)
    sheet.table(
        "A3",
        ("员工编号", "box center", [f"YY{at:02d}" for at in range(31, 39)]),
        ("姓名", "box center", NAMES[33:41]),
        ("部门", "box center", ["预约中心"] * 8),
        ("绩效得分", "box center n1", totals),
        ("排名", "box center", (7, 3, 5, 1, 2, 8, 6, 4)),
        ("绩效等级", "box center", [level(total) for total in totals]),
    )
    return Book([sheet])


@layout(
    "Own mark, leader's mark and 综合得分 by 20% and 80% in one header row, places by RANK, a blank column to sign",
    summary(
        "客服部",
        "employee_id=B name=C self_score=D score=E total=F rank=G level=H",
        (4, 12),
        fields="department=C2 month=H2",
    ),
    ask="score",
    seen=SHARED,
)
def self_and_boss() -> Book:
    sheet = Sheet("客服部", "6 12 12 14 14 14 8 14 14", landscape=True)
    sheet.write("A1:I1", "月度绩效考核成绩表", "title")
    sheet.row("B2", ["部门", "物流客服部", None, None, None, "月份", "2025.12", None], "left text")
    own, given = [97 - at % 4 for at in range(9)], [94 - at * 7 % 13 for at in range(9)]
    totals = [rounded((20 * a + 80 * b) / 100, 1) for a, b in zip(own, given)]
    sheet.table(
        "A3",
        ("序号", "box center", range(1, 10)),
        ("工号", "box center", range(1201, 1210)),
        ("姓名", "box center", NAMES[10:19]),
        ("自评得分", "box center", own),
        ("上级评分", "box center", given),
        ("综合得分", "box center n1", filled("=ROUND(D#*20%+E#*80%,1)", 4, totals)),
        ("排名", "box center", filled("=RANK(F#,F$4:F$12)", 4, places(totals))),
        ("等级", "box center", [level(total) for total in totals]),
        ("签字", "box", [None] * 9),
    )
    return Book([sheet])


@layout(
    "A sheet a shift (早班 中班 晚班), each with its own line of shift and month and places inside the shift",
    *(
        summary(
            shift,
            "employee_id=B name=C total=D rank=E level=F",
            (4, last),
            fields="department=C2 month=F2",
        )
        for shift, last in (("早班", 9), ("中班", 10), ("晚班", 8))
    ),
    seen=FORUM,
)
def shifts_on_sheets() -> Book:
    sheets, first = [], 0
    for number, (shift, count) in enumerate((("早班", 6), ("中班", 7), ("晚班", 5))):
        sheet = Sheet(shift, "6 12 14 14 10 14")
        sheet.write("A1:F1", "航空客服热线班组绩效考核表", "title")
        sheet.row("A2", [None, "班组", shift, None, "月份", "2025年12月"], "left")
        totals = [rounded(96.2 - (at * 5 + number) % 7 * 1.7, 1) for at in range(count)]
        sheet.table(
            "A3",
            ("序号", "box center", range(1, count + 1)),
            ("工号", "box center", [f"HK{at:03d}" for at in range(first + 1, first + count + 1)]),
            ("姓名", "box center", NAMES[first : first + count]),
            ("考核总分", "box center n1", totals),
            ("班内排名", "box center", filled(f"=RANK(D#,D$4:D${count + 3})", 4, places(totals))),
            ("等级", "box center", [level(total) for total in totals]),
            head="box center bold navy",
        )
        first += count
        sheets.append(sheet)
    return Book(sheets)


@layout(
    "Supervisors of departments in one list: 部门, 主管姓名, how many people they lead, their own 考核得分 with level, coefficient "
    "and pay; no places",
    summary(
        "主管考核",
        "department=B name=C total=E level=F coefficient=G base_pay=H pay=I",
        (4, 9),
        fields="month=I2",
    ),
    ranked="",
    seen=SCHEME,
)
def supervisors_listed() -> Book:
    sheet = Sheet("主管考核", "6 18 14 12 12 10 10 16 16", landscape=True)
    sheet.write("A1:I1", "客服系统主管月度绩效考核表", "title")
    sheet.row("H2", ["考核月份", "2025年12月"], "right|left")
    totals = (93.5, 90.0, 96.5, 87.0, 84.5, 91.0)
    grades, factors = _graded(totals)
    bases = (4000, 3600, 4000, 3600, 3200, 3200)
    pays = [rounded(base * factor) for base, factor in zip(bases, factors)]
    sheet.table(
        "A3",
        ("序号", "box center", range(1, 7)),
        ("部门", "box center", ("呼入部", "呼出部", "投诉部", "质检部", "培训部", "在线部")),
        ("主管姓名", "box center", NAMES[19:25]),
        ("部门人数", "box center", (42, 36, 12, 9, 6, 28)),
        ("考核得分", "box center n1", totals),
        ("等级", "box center", grades),
        ("绩效系数", "box center n1", factors),
        ("绩效工资基数", "box money", bases),
        ("应发绩效工资", "box money", filled("=ROUND(G#*H#,2)", 4, pays)),
        head="box center bold grey wrap",
    )
    sheet.write("A11:I11", "客服总监：                 人力资源部：", "left")
    return Book([sheet])
