"""Ordinary workbooks of smaller offices: calls listened to, sections with 小计, shifts on sheets, ladders and pay accounts."""

from __future__ import annotations

from adopt.drawing import Book, Formula, Sheet, filled, places, rounded
from adopt.layout import FORUM, OFFICE, SCHEME, SHARED, form, layout, summary
from adopt.staff import NAMES, coefficient, level

LISTENED = "quality forms of call centres on document-sharing sites (抽听录音 in columns, 均分, 评分项, 比重)"
PAID = "spreadsheet lessons on pay (绩效工资 = 基数×得分/100, 出勤系数 = 出勤天数/应出勤天数, VLOOKUP in a sheet 参数)"
DEDUCTED = (
    "service rules of property and cleaning companies on such sites (100分制, 扣分项, 每次扣分, 本月扣分, 实得分)"
)


@layout(
    "An agent's calls listened to: five recordings in columns, each item's mean over them, a weight column and 折算分 of the mean",
    form(
        "质检评分",
        "indicator=B weight=C score=I weighted=J",
        (6, 11),
        fields="name=C3 employee_id=F3 department=I3 month=C4 rater=F4 total=J12",
    ),
    ask="kind",
    optional="rater",
    seen=LISTENED,
)
def five_recordings() -> Book:
    sheet = Sheet("质检评分", "6 22 10 9 9 9 9 9 10 12", landscape=True)
    sheet.write("A1:J1", "电话坐席录音质检月度评分表", "title")
    sheet.row("B3", ["坐席姓名：", "金晶", None, "工号：", "T5521", None, "班组：", "热线二组"], "left")
    sheet.row("B4", ["质检月份：", "2025年9月", None, "质检员：", "方正"], "left")
    items = (
        ("开场与结束语", 10, (100, 100, 95, 100, 100)),
        ("需求确认", 20, (90, 95, 95, 100, 90)),
        ("业务准确", 30, (100, 85, 100, 90, 95)),
        ("沟通技巧", 15, (92, 90, 88, 95, 90)),
        ("情绪控制", 15, (95, 95, 100, 100, 90)),
        ("工单记录", 10, (100, 90, 100, 80, 100)),
    )
    means = [sum(marks) / 5 for _, _, marks in items]
    products = [round(item[1] * mean / 100, 6) for item, mean in zip(items, means)]
    sheet.table(
        "A5",
        ("序号", "box center", range(1, 7)),
        ("评分项", "box", [item[0] for item in items]),
        ("比重", "box center pct", [item[1] / 100 for item in items]),
        *((f"录音{at + 1}", "box center", [item[2][at] for item in items]) for at in range(5)),
        ("平均得分", "box center n1", filled("=AVERAGE(D#:H#)", 6, means)),
        ("折算得分", "box center n2", filled("=C#*I#", 6, products)),
        head="box center bold blue",
    )
    sheet.frame("A12:J12")
    sheet.write("A12:I12", "质检总分", "box right bold")
    sheet.write("J12", Formula("=SUM(J6:J11)", sum(products)), "box center bold n2")
    return Book([sheet])


@layout(
    "Full marks in three sections, each opened by a line of its own (一、…（40分）) and closed by 小计; the total sums the three",
    form(
        "考评表",
        "indicator=B weight=C standard=D score=E remark=F",
        (6, 17),
        fields="name=B2 post=D2 department=B3 month=D3 total=E19 level=E20",
    ),
    skip=("考评表!9", "考评表!10", "考评表!14", "考评表!15"),
    marks="full",
    seen=SHARED,
)
def sections_with_subtotals() -> Book:
    sheet = Sheet("考评表", "8 26 10 32 10 16")
    sheet.write("A1:F1", "物业保洁主管月度考评表", "title")
    sheet.row("A2", ["姓 名", "凤霞", "岗 位", "保洁主管", None, None], "box center")
    sheet.row("A3", ["部 门", "环境服务部", "月 份", "2025年9月", None, None], "box center")
    sheet.row("A4", ["序号", "考评内容", "满分", "评分细则", "得分", "说明"], "box center bold grey")
    row, number, subtotals = 5, 0, []
    for title, items in (
        ("一、现场品质（45分）", (("楼道与大堂", 15, 14), ("垃圾清运", 15, 15), ("外围绿化", 15, 13))),
        ("二、班组管理（35分）", (("排班与考勤", 10, 10), ("培训", 15, 12), ("物料消耗", 10, 9))),
        ("三、业主评价（20分）", (("满意度回访", 10, 9), ("有效投诉", 10, 10))),
    ):
        sheet.write(f"A{row}:F{row}", title, "box left bold")
        top = row + 1
        for row, (word, full, mark) in enumerate(items, top):
            number += 1
            sheet.row(
                f"A{row}",
                [number, word, full, "检查一处不合格扣1分", mark, None],
                "box center|box|box center|box wrap small|box center|box",
            )
        last, row = row, row + 1
        sheet.row(
            f"A{row}",
            [
                "小计",
                None,
                Formula(f"=SUM(C{top}:C{last})", sum(item[1] for item in items)),
                None,
                Formula(f"=SUM(E{top}:E{last})", sum(item[2] for item in items)),
                None,
            ],
            "box center bold",
        )
        subtotals.append(row)
        row += 1
    sheet.frame("A19:F20")
    sheet.write("A19:B19", "总计", "box center bold")
    for letter, value in (("C", 100), ("E", 92)):
        added = "+".join(f"{letter}{at}" for at in subtotals)
        sheet.write(f"{letter}19", Formula(f"={added}", value), "box center bold")
    sheet.write("A20:B20", "考核等级", "box center bold")
    sheet.write("E20", level(92), "box center bold")
    return Book([sheet])


@layout(
    "Two header rows: 评分 over 自评（30%） and 领导评分（70%）, 综合得分 of both, and the weighted column made of that",
    form(
        "9月考核",
        "indicator=B weight=C target=D actual=E self_score=F score=H weighted=I",
        (6, 10),
        fields="name=B2 department=E2 month=H2 total=I11",
    ),
    ask="score",
    seen=OFFICE,
)
def self_and_leader() -> Book:
    sheet = Sheet("9月考核", "6 22 10 14 14 14 16 12 12", landscape=True)
    sheet.write("A1:I1", "营销服务中心员工绩效考核表", "title")
    sheet.row("A2", ["姓名", "云飞", None, "部门", "营销服务中心", None, "考核月份", "2025年9月", None], "box center")
    for ref, word in (
        *(("A4:A5", "序号"), ("B4:B5", "关键指标"), ("C4:C5", "权重"), ("D4:E4", "完成情况"), ("F4:G4", "评分")),
        *(("H4:H5", "综合得分"), ("I4:I5", "加权得分")),
    ):
        sheet.write(ref, word, "box center bold grey")
    items = (
        ("用户增长", 30, 120, 114, 95, 94),
        ("欠费回收率", 25, 0.97, 0.965, 98, 96),
        ("现场服务达标率", 20, 0.99, 0.98, 96, 95),
        ("工单闭环率", 15, 1, 0.99, 100, 97),
        ("学习培训", 10, 4, 4, 100, 100),
    )
    marks = [rounded(0.3 * one + 0.7 * other) for *_, one, other in items]
    products = [round(item[1] * mark / 100, 6) for item, mark in zip(items, marks)]
    sheet.table(
        "A5",
        ("", "box center", range(1, 6)),
        ("", "box", [item[0] for item in items]),
        ("", "box center pct", [item[1] / 100 for item in items]),
        ("目标", "box center fact", [item[2] for item in items]),
        ("实际", "box center fact", [item[3] for item in items]),
        ("自评（30%）", "box center", [item[4] for item in items]),
        ("领导评分（70%）", "box center", [item[5] for item in items]),
        ("", "box center n2", filled("=ROUND(F#*0.3+G#*0.7,2)", 6, marks)),
        ("", "box center n2", filled("=C#*H#", 6, products)),
    )
    sheet.frame("A11:I11")
    sheet.write("A11:B11", "合计", "box center bold")
    sheet.write("C11", Formula("=SUM(C6:C10)", 1), "box center pct")
    sheet.write("I11", Formula("=SUM(I6:I10)", sum(products)), "box center bold n2")
    sheet.write("A13:I13", "员工：                部门负责人：                分管领导：", "left")
    return Book([sheet])


@layout(
    "A hundred points less what is taken off: a list of rules without weights, 扣分 as positive numbers, 实得分 below as 100 less "
    "their sum",
    form(
        "扣分表",
        "indicator=B standard=C remark=F",
        (5, 11),
        fields="name=B2 employee_id=D2 department=F2 month=B3 total=E13",
    ),
    ask="score weight adjust indicator standard remark",
    marks="other",
    seen=DEDUCTED,
)
def rules_without_weights() -> Book:
    sheet = Sheet("扣分表", "8 22 34 12 12 22", landscape=True)
    sheet.write("A1:F1", "秩序维护员月度考核扣分表（基础分100分）", "title")
    sheet.row("A2", ["姓名", "马晓东", "工号", "B0812", "部门", "秩序一班"], "box center")
    sheet.row("A3", ["考核月份", "2025年9月", None, None, None, None], "box center")
    items = (
        ("迟到早退", "每次扣2分", 1, 2, "9月12日迟到"),
        ("着装不整", "每次扣1分", 0, 0, None),
        ("脱岗睡岗", "每次扣10分", 0, 0, None),
        ("漏打巡更点", "每点扣1分", 3, 3, "后门漏3点"),
        ("登记不全", "每次扣1分", 1, 1, None),
        ("与业主争执", "每次扣10分", 0, 0, None),
        ("不服从调度", "每次扣5分", 0, 0, None),
    )
    sheet.table(
        "A4",
        ("序号", "box center", range(1, 8)),
        ("考核项目", "box", [item[0] for item in items]),
        ("扣分标准", "box", [item[1] for item in items]),
        ("违规次数", "box center", [item[2] for item in items]),
        ("扣分", "box center", [item[3] for item in items]),
        ("备注", "box", [item[4] for item in items]),
    )
    sheet.frame("A12:F13")
    sheet.write("A12:D12", "扣分合计", "box right")
    sheet.write("E12", Formula("=SUM(E5:E11)", 6), "box center")
    sheet.write("A13:D13", "实得分", "box right bold")
    sheet.write("E13", Formula("=100-E12", 94), "box center bold")
    return Book([sheet])


@layout(
    "People with 业绩得分, 奖励 and 扣罚 (written as negative numbers) and 最终得分 as their sum; places by it, a mean below",
    summary(
        "得分汇总",
        "employee_id=B name=C post=D total=H rank=I remark=J",
        (4, 12),
        fields="department=C2 month=I2",
    ),
    ask="score adjust",
    seen=FORUM,
)
def penalties_negative() -> Book:
    sheet = Sheet("得分汇总", "6 12 12 14 12 10 10 12 8 20", landscape=True)
    sheet.write("A1:J1", "仓配客服部月度绩效得分汇总", "title")
    sheet.row("B2", ["部门：", "仓配客服部", None, None, None, None, "月份：", "2025年9月"], "left")
    marks = (92.5, 88, 95, 90.5, 86, 97, 91, 84.5, 93)
    plus = (2, 0, 0, 1, 0, 3, 0, 0, 0)
    minus = (0, -1, 0, -2, 0, 0, -0.5, -3, 0)
    totals = [a + b + c for a, b, c in zip(marks, plus, minus)]
    sheet.table(
        "A3",
        ("序号", "box center", range(1, 10)),
        ("员工号", "box center", [f"W{at}" for at in range(701, 710)]),
        ("姓名", "box center", NAMES[3:12]),
        ("岗位", "box center", ["跟单客服"] * 5 + ["理赔客服"] * 4),
        ("业绩得分", "box center n1", marks),
        ("奖励", "box center", plus),
        ("扣罚", "box center", minus),
        ("最终得分", "box center n2", filled("=SUM(E#:G#)", 4, totals)),
        ("名次", "box center", filled("=RANK(H#,$H$4:$H$12)", 4, places(totals))),
        ("备注", "box", [None] * 7 + ["投诉升级一次", None]),
    )
    sheet.frame("A13:J13")
    sheet.write("A13:D13", "平均", "box center bold")
    sheet.write("H13", Formula("=AVERAGE(H4:H12)", sum(totals) / 9), "box center n2")
    return Book([sheet])


@layout(
    "A year in four columns 一季度 to 四季度, 年度得分 as their mean, places and levels in words by it",
    summary(
        "年度",
        "department=B name=C post=D total=I rank=J level=K",
        (4, 12),
    ),
    seen=FORUM,
)
def four_quarters() -> Book:
    sheet = Sheet("年度", "6 14 12 14 9 9 9 9 12 8 8", landscape=True)
    sheet.write("A1:K1", "2025年度员工考核得分统计表", "title")
    marks = [(91 + at * 3 % 7, 89 + at * 5 % 8, 90 + at * 2 % 6, 86 + at * 7 % 11) for at in range(9)]
    totals = [sum(four) / 4 for four in marks]
    words = ["优秀" if total >= 93 else "良好" if total >= 90 else "合格" for total in totals]
    sheet.table(
        "A3",
        ("序号", "box center", range(1, 10)),
        ("所在部门", "box center", ["受理中心"] * 4 + ["回访中心"] * 5),
        ("员工姓名", "box center", NAMES[20:29]),
        ("职务", "box center", ["受理员"] * 4 + ["回访员"] * 5),
        *((f"{word}季度", "box center", [four[at] for four in marks]) for at, word in enumerate("一二三四")),
        ("年度得分", "box center n2", filled("=AVERAGE(E#:H#)", 4, totals)),
        ("排名", "box center", filled("=RANK(I#,I$4:I$12,0)", 4, places(totals))),
        ("等次", "box center", words),
        head="box center bold orange",
    )
    return Book([sheet])


@layout(
    "Three shifts on three sheets of the same shape, the shift's name in its title and tab only, levels and coefficients behind "
    "the marks",
    *(
        summary(
            shift,
            "employee_id=B name=C total=F level=G coefficient=H",
            (3, last),
            fields="month=A1",
        )
        for shift, last in (("早班", 8), ("中班", 9), ("夜班", 7))
    ),
    ask="score",
    optional="month",
    ranked="",
    seen=SCHEME,
)
def three_shifts() -> Book:
    sheets = []
    for shift, count, first in (("早班", 6, 0), ("中班", 7, 12), ("夜班", 5, 30)):
        sheet = Sheet(shift, "6 12 12 12 12 12 8 8")
        sheet.write("A1:H1", f"{shift}坐席绩效考核成绩（2025年9月）", "title")
        volume = [rounded(96 - at * 1.7 + first / 20, 1) for at in range(count)]
        quality = [rounded(88 + (at * 5 + first) % 11, 1) for at in range(count)]
        totals = [rounded((50 * one + 50 * other) / 100) for one, other in zip(volume, quality)]
        grades = [level(total) for total in totals]
        sheet.table(
            "A2",
            ("序号", "box center", range(1, count + 1)),
            ("工号", "box center", [f"{first + at:04d}" for at in range(1, count + 1)]),
            ("姓名", "box center", NAMES[first : first + count]),
            ("话务得分", "box center n1", volume),
            ("质检得分", "box center n1", quality),
            ("总成绩", "box center n2", filled("=ROUND(D#*0.5+E#*0.5,2)", 3, totals)),
            ("等级", "box center", grades),
            ("系数", "box center n1", [coefficient(grade) for grade in grades]),
            head="box center bold green",
        )
        sheets.append(sheet)
    return Book(sheets)


@layout(
    "Pay with attendance: 应出勤 and 实出勤 days, 出勤系数 as their share, 实发绩效 as base times coefficient times that share",
    summary(
        "绩效核算",
        "name=B post=C total=D level=E coefficient=F base_pay=G attendance=J pay=K",
        (4, 10),
        fields="department=B2 month=J2",
    ),
    ranked="",
    seen=PAID,
)
def attendance_share() -> Book:
    sheet = Sheet("绩效核算", "6 12 14 12 8 10 12 10 10 10 14", landscape=True)
    sheet.write("A1:K1", "月度绩效工资核算表", "title")
    sheet.row("A2", ["部门", "抢修客服部", *[None] * 6, "月份", "2025年9月"], "left")
    totals = (93.5, 90.2, 87.4, 96.1, 82.3, 91.8, 88.8)
    grades = [level(total) for total in totals]
    bases = (2200, 1800, 1800, 1800, 1600, 1600, 1600)
    days = (22, 22, 11, 22, 22, 16.5, 22)
    pays = [rounded(b * coefficient(g) * d / 22) for b, g, d in zip(bases, grades, days)]
    sheet.table(
        "A3",
        ("序号", "box center", range(1, 8)),
        ("姓名", "box center", NAMES[40:47]),
        ("岗位", "box center", ["组长"] + ["调度员"] * 6),
        ("绩效得分", "box center n1", totals),
        ("等级", "box center", grades),
        ("绩效系数", "box center n1", [coefficient(grade) for grade in grades]),
        ("绩效基数", "box money", bases),
        ("应出勤天数", "box center", [22] * 7),
        ("实出勤天数", "box center", days),
        ("出勤系数", "box center n2", filled("=I#/H#", 4, [day / 22 for day in days])),
        ("实发绩效工资", "box money", filled("=ROUND(G#*F#*J#,2)", 4, pays)),
        head="box center bold grey wrap",
    )
    sheet.frame("A11:K11")
    sheet.write("A11:F11", "合计", "box center bold")
    sheet.write("G11", Formula("=SUM(G4:G10)", sum(bases)), "box money")
    sheet.write("K11", Formula("=SUM(K4:K10)", round(sum(pays), 2)), "box money bold")
    return Book([sheet])


@layout(
    "Levels by an IF ladder over the score, coefficients by VLOOKUP of the level in a sheet 参数, which is no table of people",
    summary(
        "考核结果",
        "employee_id=A name=B department=C total=D rank=E level=F coefficient=G remark=H",
        (4, 13),
        fields="month=H2",
    ),
    seen=PAID,
)
def levels_from_parameters() -> Book:
    sheet = Sheet("考核结果", "12 12 16 12 8 8 10 18")
    sheet.write("A1:H1", "供热客服员工月度考核结果", "title")
    sheet.row("G2", ["月份", "2025年9月"], "right|left")
    totals = (94.2, 87.6, 91.1, 96.4, 79.3, 88.5, 90.0, 85.7, 83.2, 92.9)
    grades = [level(total) for total in totals]
    ladder = '=IF(D#>=95,"A+",IF(D#>=90,"A",IF(D#>=85,"B",IF(D#>=80,"C","C-"))))'
    sheet.table(
        "A3",
        ("人员编号", "box center", range(3101, 3111)),
        ("姓名", "box center", NAMES[25:35]),
        ("所属班组", "box center", ["城东站"] * 5 + ["城西站"] * 5),
        ("考核分数", "box center n1", totals),
        ("排序", "box center", filled("=RANK(D#,$D$4:$D$13)", 4, places(totals))),
        ("评级", "box center", filled(ladder, 4, grades)),
        ("兑现系数", "box center n1", filled("=VLOOKUP(F#,参数!$A$2:$B$6,2,0)", 4, [coefficient(g) for g in grades])),
        ("备注", "box", [None] * 10),
        head="box center bold blue",
    )
    table = Sheet("参数", "10 10")
    table.table(
        "A1",
        ("等级", "box center", ("A+", "A", "B", "C", "C-")),
        ("系数", "box center n1", (1.2, 1.1, 1.0, 0.8, 0)),
    )
    return Book([sheet, table])


@layout(
    "A pay account whose share is the score over a hundred; no level and no coefficient, a sum below",
    summary(
        "9月绩效",
        "name=B department=C post=D base_pay=E total=F pay=G",
        (3, 10),
        fields="month=A1",
    ),
    optional="month",
    ranked="",
    seen=PAID,
)
def paid_by_the_score() -> Book:
    sheet = Sheet("9月绩效", "6 12 16 14 14 10 14 14")
    sheet.write("A1:H1", "2025年9月绩效工资发放明细", "title")
    totals = (95, 88.5, 91, 86, 97.5, 90, 84, 93.5)
    bases = (2500, 2000, 2000, 2000, 2000, 1800, 1800, 1500)
    pays = [rounded(base * total / 100) for base, total in zip(bases, totals)]
    sheet.table(
        "A2",
        ("序号", "box center", range(1, 9)),
        ("姓名", "box center", NAMES[10:18]),
        ("部门", "box center", ["用户服务部"] * 8),
        ("岗位", "box center", ["主管", *["专员"] * 7]),
        ("绩效工资标准", "box money", bases),
        ("考核得分", "box center n1", totals),
        ("实发绩效", "box money", filled("=ROUND(E#*F#/100,2)", 3, pays)),
        ("签名", "box", [None] * 8),
    )
    sheet.frame("A11:H11")
    sheet.write("A11:D11", "合计", "box center bold")
    sheet.write("E11", Formula("=SUM(E3:E10)", sum(bases)), "box money")
    sheet.write("G11", Formula("=SUM(G3:G10)", round(sum(pays), 2)), "box money bold")
    return Book([sheet])


@layout(
    "Supervisors: 团队得分 60% and 个人得分 40% in the header's words, 综合得分 of both, level, coefficient and a comment",
    summary(
        "班组长",
        "department=B name=C employee_id=D total=G level=H coefficient=I remark=J",
        (5, 10),
        fields="month=A2",
    ),
    ask="score name",
    ranked="",
    optional="month",
    seen=SCHEME,
)
def shift_supervisors() -> Book:
    sheet = Sheet("班组长", "6 16 12 12 16 16 12 8 8 26", landscape=True)
    sheet.write("A1:J1", "班组长月度绩效考核汇总表", "title")
    sheet.write("A2:J2", "考核期间：2025年9月1日—9月30日", "left")
    team, own = (91.2, 88.7, 94.5, 86.3, 90.8, 95.6), (95, 90, 96, 84, 92, 94)
    totals = [rounded(0.6 * one + 0.4 * other) for one, other in zip(team, own)]
    grades = [level(total) for total in totals]
    sheet.table(
        "A4",
        ("序号", "box center", range(1, 7)),
        ("班组", "box center", ("早一班", "早二班", "中一班", "中二班", "夜一班", "夜二班")),
        ("班组长", "box center", NAMES[48:54]),
        ("工号", "box center", [f"L{at:02d}" for at in range(11, 17)]),
        ("团队得分（60%）", "box center n1", team),
        ("个人得分（40%）", "box center n1", own),
        ("综合得分", "box center n2", filled("=ROUND(E#*60%+F#*40%,2)", 5, totals)),
        ("等级", "box center", grades),
        ("系数", "box center n1", [coefficient(grade) for grade in grades]),
        ("评语", "box wrap", ["带班稳", None, "新人多", None, None, "排班合理"]),
        head="box center bold navy wrap",
    )
    return Book([sheet])


@layout(
    "A plain list from the first row on: neither title nor borders, a name, a group and a score each, out of a system",
    summary("Sheet1", "employee_id=A name=B department=C total=D level=E", (2, 13)),
    ask="kind",
    seen=OFFICE,
)
def plain_list() -> Book:
    sheet = Sheet("Sheet1", "12 12 18 10 10", font="等线", line=15)
    totals = [rounded(97 - at * 1.4 + at % 3, 1) for at in range(12)]
    sheet.table(
        "A1",
        ("工号", "left", range(88001, 88013)),
        ("姓名", "left", NAMES[33:45]),
        ("组别", "left", ["华东组"] * 6 + ["华南组"] * 6),
        ("得分", "left", totals),
        ("等级", "left", [level(total) for total in totals]),
        head="left",
    )
    return Book([sheet])


@layout(
    "Full marks in the words of the header (工作量40分, 质量30分), people below, 合计得分 as their sum, a place and a level in words",
    summary(
        "评分汇总",
        "name=B post=C total=H rank=I level=J",
        (4, 11),
        fields="department=C2 month=I2",
        across="indicator=3",
    ),
    optional="indicator",
    ask="indicator score",
    seen=SHARED,
)
def marks_in_header_words() -> Book:
    sheet = Sheet("评分汇总", "6 12 14 14 14 14 14 12 8 10", landscape=True)
    sheet.write("A1:J1", "收费窗口人员月度评分汇总表", "title")
    sheet.row("B2", ["部门：", "营业管理部"], "left")
    sheet.write("H2", "月份：", "left")
    sheet.write("I2", "2025年9月", "left")
    marks = [(38 - at % 4, 28 - at * 3 % 5, 19 - at % 2, 10 - at % 3) for at in range(8)]
    totals = [sum(four) for four in marks]
    sheet.table(
        "A3",
        ("序号", "box center", range(1, 9)),
        ("姓名", "box center", NAMES[50:58]),
        ("岗位", "box center", ["收费员"] * 8),
        *(
            (word, "box center", [four[at] for four in marks])
            for at, word in enumerate(("工作量（40分）", "办理质量（30分）", "服务态度（20分）", "考勤（10分）"))
        ),
        ("合计得分", "box center", filled("=SUM(D#:G#)", 4, totals)),
        ("名次", "box center", filled("=RANK(H#,H$4:H$11)", 4, places(totals))),
        ("等级", "box center", ["优秀" if total >= 92 else "良好" for total in totals]),
    )
    return Book([sheet])


@layout(
    "Nobody's name but in the title, the month beside it; a narrow table below it with an average row of nothing else",
    form(
        "曹颖",
        "indicator=A weight=B standard=C score=D weighted=E",
        (4, 8),
        fields="name=A1 month=A1 total=E9",
    ),
    optional="name month",
    seen=SHARED,
)
def name_in_the_title() -> Book:
    sheet = Sheet("曹颖", "22 12 32 12 12")
    sheet.write("A1:E1", "客服专员曹颖2025年9月份绩效考核表", "title")
    items = (
        ("来电接听量", 25, "少10通扣1分", 94),
        ("用户满意度", 30, "每低1%扣2分", 96),
        ("派单准确率", 20, "错一单扣2分", 98),
        ("知识库考试", 15, "取考试分数", 88),
        ("日常考勤", 10, "迟到一次扣5分", 100),
    )
    products = [item[1] * item[3] / 100 for item in items]
    sheet.table(
        "A3",
        ("考核内容", "box", [item[0] for item in items]),
        ("所占比重", "box center pct", [item[1] / 100 for item in items]),
        ("计分办法", "box", [item[2] for item in items]),
        ("考核得分", "box center", [item[3] for item in items]),
        ("权重得分", "box center n2", filled("=B#*D#", 4, products)),
        head="box center bold yellow",
    )
    sheet.write("A9:D9", "最后得分", "box right bold")
    sheet.write("E9", Formula("=SUM(E4:E8)", sum(products)), "box center bold n2")
    return Book([sheet])
