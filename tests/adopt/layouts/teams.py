"""Ordinary summaries in other trades: call centres, banks, property projects, shops; quarters, half years, notices."""

from __future__ import annotations

from adopt.drawing import Book, Formula, Sheet, filled, places, rounded
from adopt.layout import BILINGUAL, FORUM, SCHEME, SHARED, TUTORIAL, layout, summary
from adopt.staff import NAMES, coefficient, level

FUNCTIONS = (
    "pages that teach pay by formulas (员工编号, 部门, 绩效系数 by IF over the score or VLOOKUP in a table of levels, 绩效工资 as a "
    "product)"
)
QUALITY_CHECKS = (
    "scoring rules of call centres on such sites (录音质检 and 话务量 with shares, 按综合得分排名, 抽检合格率)"
)
NOTICE = "notices of results in rules for appraisal (名次, 姓名, 部门, 得分, 等级, 公示期) on document-sharing sites"


@layout(
    "Groups merged in the first column, a place inside each group by SUMPRODUCT over the group's own rows, the month in the "
    "title's brackets",
    summary(
        "10月",
        "department=A employee_id=B name=C total=D rank=E level=F remark=G",
        (3, 14),
        fields="month=A1",
    ),
    optional="month",
    ranked="department",
    seen=TUTORIAL,
)
def groups_merged() -> Book:
    sheet = Sheet("10月", "14 12 12 12 12 10 20")
    sheet.write("A1:G1", "呼叫中心各班组绩效考核排名表（2025年10月）", "title")
    sheet.row("A2", ["班组", "工号", "姓名", "考核得分", "组内排名", "等级", "备注"], "box center bold blue")
    row = 3
    for group, totals in (
        ("早班组", (95.6, 91.2, 88.4, 93.05)),
        ("中班组", (90.3, 96.15, 87.9, 84.5, 92.0)),
        ("晚班组", (89.7, 94.1, 89.7)),
    ):
        top, last = row, row + len(totals) - 1
        ranks = places(totals)
        for total, place in zip(totals, ranks):
            rank = Formula(f"=SUMPRODUCT(--(D${top}:D${last}>D{row}))+1", place)
            sheet.row(
                f"B{row}",
                [f"H{row + 4000}", NAMES[row + 7], total, rank, level(total), "新员工" if row == 10 else None],
                "box center|box center|box center n2|box center|box center|box",
            )
            row += 1
        sheet.write(f"A{top}:A{last}", group, "box center bold")
    sheet.write("A16:G16", "制表：               审核：               批准：", "left")
    return Book([sheet])


@layout(
    "A quarter with 7月 8月 9月 in columns of one header row, 季度平均分 by AVERAGE, places and levels by it, coefficient at the end",
    summary(
        "三季度",
        "employee_id=B name=C department=D total=H rank=I level=J coefficient=K",
        (3, 11),
    ),
    ranked="all",
    seen=FORUM,
)
def quarter_summary() -> Book:
    sheet = Sheet("三季度", "6 12 12 16 10 10 10 14 8 8 10", landscape=True)
    sheet.write("A1:K1", "2025年第三季度客服员工绩效考核汇总表", "title")
    marks = [(92 + at * 5 % 7, 90 + at * 3 % 8, 88 + at * 7 % 11) for at in range(9)]
    totals = [rounded(sum(three) / 3) for three in marks]
    grades = [level(total) for total in totals]
    sheet.table(
        "A2",
        ("序号", "box center", range(1, 10)),
        ("员工编号", "box center", [f"S{at:03d}" for at in range(21, 30)]),
        ("姓名", "box center", NAMES[30:39]),
        ("部门", "box center", ["在线客服部"] * 9),
        *((f"{at + 7}月", "box center", [three[at] for three in marks]) for at in range(3)),
        ("季度平均分", "box center n2", filled("=ROUND(AVERAGE(E#:G#),2)", 3, totals)),
        ("排名", "box center", filled("=RANK(H#,H$3:H$11)", 3, places(totals))),
        ("等级", "box center", grades),
        ("系数", "box center n1", [coefficient(grade) for grade in grades]),
    )
    return Book([sheet])


@layout(
    "Indicators in columns with the share inside the header (接通率（20%）), marks out of 100 below, the total by a sum of "
    "products typed out",
    summary(
        "热线组",
        "employee_id=A name=B total=H rank=I level=J",
        (4, 11),
        fields="department=B2 month=H2",
        across="indicator=3",
    ),
    optional="indicator",
    seen=QUALITY_CHECKS,
)
def kpi_columns() -> Book:
    sheet = Sheet("热线组", "12 12 12 14 14 14 14 14 8 8", landscape=True)
    sheet.write("A1:J1", "热线客服月度KPI得分表", "title")
    sheet.row("A2", ["部门：", "热线组", None, None, None, None, "月份：", "2025年10月"], "right|left|||||right|left")
    shares = (20, 30, 25, 15, 10)
    marks = [(96 - at % 5, 90 + at * 3 % 9, 93 - at * 2 % 7, 100 - at % 3 * 5, 98) for at in range(8)]
    totals = [rounded(sum(share * mark for share, mark in zip(shares, five)) / 100) for five in marks]
    added = "+".join(f"{letter}#*{share / 100:g}" for letter, share in zip("CDEFG", shares))
    words = ("接通率", "质检成绩", "客户满意度", "工单时效", "出勤")
    sheet.table(
        "A3",
        ("工号", "box center", range(80101, 80109)),
        ("坐席姓名", "box center", NAMES[4:12]),
        *(
            (f"{word}（{share}%）", "box center", [five[at] for five in marks])
            for at, (word, share) in enumerate(zip(words, shares))
        ),
        ("综合得分", "box center n2", filled(f"=ROUND({added},2)", 4, totals)),
        ("排名", "box center", filled("=RANK(H#,H$4:H$11)", 4, places(totals))),
        ("等级", "box center", [level(total) for total in totals]),
        head="box center bold green wrap",
    )
    return Book([sheet])


@layout(
    "Calls checked and passed, the share of passed ones, then 质检得分 and 话务得分 and the month's 考核总分 made of both; a mean "
    "of the group below",
    summary(
        "质检汇总",
        "employee_id=B name=C total=I rank=J level=K",
        (4, 12),
        fields="month=K2",
    ),
    ask="score",
    seen=QUALITY_CHECKS,
)
def checked_calls() -> Book:
    sheet = Sheet("质检汇总", "6 12 12 12 12 12 12 12 12 8 12", landscape=True)
    sheet.write("A1:K1", "客服中心质检及绩效成绩汇总表", "title")
    sheet.row("J2", ["统计月份", "2025-10"], "right|left text")
    checked = [20 + at % 4 * 5 for at in range(9)]
    passed = [number - at % 3 for at, number in enumerate(checked)]
    quality = [rounded(96.4 - at * 1.3, 1) for at in range(9)]
    volume = [rounded(88 + at * 11 % 12, 1) for at in range(9)]
    totals = [rounded((60 * one + 40 * other) / 100) for one, other in zip(quality, volume)]
    sheet.table(
        "A3",
        ("序号", "box center", range(1, 10)),
        ("工号", "box center", [f"C{at:04d}" for at in range(311, 320)]),
        ("姓名", "box center", NAMES[44:53]),
        ("抽检量", "box center", checked),
        ("合格量", "box center", passed),
        ("合格率", "box center pct1", filled("=E#/D#", 4, [one / other for one, other in zip(passed, checked)])),
        ("质检得分", "box center n1", quality),
        ("话务得分", "box center n1", volume),
        ("考核总分", "box center n2", filled("=ROUND(G#*60%+H#*40%,2)", 4, totals)),
        ("排名", "box center", filled("=RANK(I#,$I$4:$I$12,0)", 4, places(totals))),
        ("等级", "box center", [level(total) for total in totals]),
    )
    sheet.frame("A13:K13")
    sheet.write("A13:C13", "平均", "box center bold")
    sheet.write("I13", Formula("=ROUND(AVERAGE(I4:I12),2)", rounded(round(sum(totals) / 9, 6))), "box center bold n2")
    return Book([sheet])


@layout(
    "People of several outlets of a bank in one list, 所属支行 before 员工号; 档次 and 计奖系数 where others say level and "
    "coefficient, no places",
    summary(
        "10月考核",
        "branch=B employee_id=C name=D post=E total=F level=G coefficient=H remark=I",
        (4, 12),
        fields="month=I2",
    ),
    ask="branch department",
    seen="appraisal rules of rural commercial banks on such sites (支行, 员工号, 考核档次, 计奖系数)",
)
def bank_outlets() -> Book:
    sheet = Sheet("10月考核", "6 16 12 12 16 12 10 12 20", landscape=True)
    sheet.write("A1:I1", "××农村商业银行运营条线员工月度考核成绩表", "title")
    sheet.row("H2", ["考核月份：", "2025年10月"], "right|left")
    totals = (94.2, 88.6, 91.5, 97.3, 83.4, 90.0, 92.8, 86.1, 79.9)
    grades = [level(total) for total in totals]
    sheet.table(
        "A3",
        ("序号", "box center", range(1, 10)),
        ("所属支行", "box center", ["城关支行"] * 3 + ["河东支行"] * 4 + ["南郊支行"] * 2),
        ("员工号", "box center text", [f"00{at}" for at in range(4411, 4420)]),
        ("姓名", "box center", NAMES[12:21]),
        ("岗位", "box center", ["综合柜员", "综合柜员", "大堂经理"] * 3),
        ("考核成绩", "box center n2", totals),
        ("档次", "box center", grades),
        ("计奖系数", "box center n1", [coefficient(grade) for grade in grades]),
        ("备注", "box", [None] * 9),
        head="box center bold navy",
    )
    sheet.write("A14:I14", "运营管理部：                  人力资源部：", "left")
    return Book([sheet])


@layout(
    "Units in the brackets of the headers (分, 元/月, 元), base pay and pay with a 合计 row, places left out",
    summary(
        "绩效工资",
        "employee_id=B name=C post=D total=E level=F coefficient=G base_pay=H pay=I",
        (4, 10),
        fields="department=C2 month=H2",
    ),
    seen=FUNCTIONS,
)
def units_in_headers() -> Book:
    sheet = Sheet("绩效工资", "6 14 12 14 16 12 14 20 20", landscape=True)
    sheet.write("A1:I1", "客户服务部员工绩效工资核算表", "title")
    sheet.write("A2:B2", "部门：", "right")
    sheet.write("C2", "客户服务部", "left")
    sheet.row("G2", ["月份：", "2025年10月"], "right|left")
    totals = (91.5, 95.8, 86.4, 89.9, 82.0, 97.2, 90.0)
    grades = [level(total) for total in totals]
    bases = (3000, 2400, 2400, 2000, 2000, 2000, 1800)
    pays = [rounded(base * coefficient(grade)) for base, grade in zip(bases, grades)]
    sheet.table(
        "A3",
        ("序号", "box center", range(1, 8)),
        ("员工编号", "box center", [f"KH-{at}" for at in range(31, 38)]),
        ("姓名", "box center", NAMES[21:28]),
        ("职务", "box center", ("主管", "组长", "组长", "专员", "专员", "专员", "专员")),
        ("考核得分（分）", "box center n1", totals),
        ("绩效等级", "box center", grades),
        ("绩效系数", "box center n1", [coefficient(grade) for grade in grades]),
        ("绩效工资基数（元/月）", "box money", bases),
        ("应发绩效工资（元）", "box money", filled("=ROUND(G#*H#,2)", 4, pays)),
        head="box center bold grey wrap",
    )
    sheet.frame("A11:I11")
    sheet.write("A11:G11", "合 计", "box center bold")
    sheet.write("H11", Formula("=SUM(H4:H10)", sum(bases)), "box money bold")
    sheet.write("I11", Formula("=SUM(I4:I10)", round(sum(pays), 2)), "box money bold")
    return Book([sheet])


@layout(
    "A list in both languages, English on the second line of each header, ids as numbers, remarks in English",
    summary(
        "Summary",
        "employee_id=B name=C department=D post=E total=F rank=G level=H remark=I",
        (4, 11),
        fields="month=I2",
    ),
    seen=BILINGUAL,
)
def two_languages_list() -> Book:
    sheet = Sheet("Summary", "8 12 14 18 20 14 10 10 22", font="Arial", size=10, landscape=True)
    sheet.write("A1:I1", "员工月度绩效汇总 Monthly Performance Summary", "title")
    sheet.row("H2", ["月份\nMonth", "2025-10"], "right wrap|left text")
    sheet.heights |= {2: 30, 3: 34}
    totals = (93.5, 88.0, 96.25, 90.75, 85.5, 79.0, 91.0, 94.25)
    sheet.table(
        "A3",
        ("序号\nNo.", "box center", range(1, 9)),
        ("工号\nStaff No.", "box center", range(50221, 50229)),
        ("姓名\nName", "box center", NAMES[53:60] + NAMES[:1]),
        ("部门\nDepartment", "box center", ["客户体验部"] * 8),
        ("职位\nPosition", "box center", ["CS Specialist"] * 6 + ["Senior Specialist"] * 2),
        ("总分\nTotal Score", "box center n2", totals),
        ("排名\nRank", "box center", filled("=RANK(F#,F$4:F$11)", 4, places(totals))),
        ("等级\nGrade", "box center", [level(total) for total in totals]),
        ("备注\nRemarks", "box", [None, None, "Best agent", None, None, "On coaching", None, None]),
        head="box center bold navy wrap",
    )
    return Book([sheet])


@layout(
    "Departments one below the other, each name in every row, a row 平均分 after each and 全公司平均 at the end; places inside "
    "the department by RANK",
    summary(
        "部门汇总",
        "department=A name=B post=C total=D rank=E level=F remark=G",
        (4, 15),
        fields="month=G2",
    ),
    skip=("部门汇总!8", "部门汇总!12"),
    ranked="department",
    seen=TUTORIAL,
)
def departments_with_means() -> Book:
    sheet = Sheet("部门汇总", "16 12 16 14 12 10 18")
    sheet.write("A1:G1", "物业公司各部门员工考核得分汇总表", "title")
    sheet.row("F2", ["月份", "2025年10月"], "right|left")
    sheet.row("A3", ["部门", "姓名", "岗位", "考核得分", "部门排名", "考核等级", "备注"], "box center bold grey")
    row, everyone = 4, []
    for department, post, totals in (
        ("客服部", "客服管家", (92.5, 95.0, 87.5, 90.2)),
        ("工程部", "维修技工", (88.4, 91.6, 85.2)),
        ("环境部", "环境领班", (93.0, 89.3, 84.7)),
    ):
        top, last = row, row + len(totals) - 1
        for total, place in zip(totals, places(totals)):
            rank = Formula(f"=RANK(D{row},D${top}:D${last})", place)
            sheet.row(
                f"A{row}",
                [department, NAMES[row + 20], post, total, rank, level(total), None],
                "box center|box center|box center|box center n2|box center|box center|box",
            )
            row += 1
        mean = Formula(f"=ROUND(AVERAGE(D{top}:D{last}),2)", rounded(round(sum(totals) / len(totals), 6)))
        everyone += totals
        sheet.row(
            f"A{row}",
            [f"{department}平均分", None, None, mean, None, None, None],
            "box center bold yellow|box yellow|box yellow|box center bold yellow n2|box yellow|box yellow|box yellow",
        )
        row += 1
    mean = Formula("=ROUND(AVERAGE(D4:D7,D9:D11,D13:D15),2)", rounded(round(sum(everyone) / len(everyone), 6)))
    sheet.row(f"A{row}", ["全公司平均分", None, None, mean, None, None, None], "box center bold n2")
    return Book([sheet])


@layout(
    "是否参评 by 是 and 否: those on probation or leave stand in the list with the reason as remark and have neither score nor "
    "place; IF keeps their places blank",
    summary(
        "考核汇总",
        "name=B post=C eligible=D total=E rank=F level=G coefficient=H remark=I",
        (4, 13),
        fields="department=B2 month=I2",
    ),
    seen=SCHEME,
)
def not_taking_part() -> Book:
    sheet = Sheet("考核汇总", "6 14 14 12 12 10 10 12 20", landscape=True)
    sheet.write("A1:I1", "营业厅员工月度考核汇总", "title")
    sheet.row("A2", ["部门", "新街口营业厅", None, None, None, None, None, "考核月份", "2025年10月"], "left")
    totals: list[float | None] = [93.2, 89.6, None, 95.4, 86.8, 91.7, None, 84.3, 90.5, 88.0]
    scored = [total for total in totals if total is not None]
    order = dict(zip(scored, places(scored)))
    ranks = [order[total] if total is not None else "" for total in totals]
    grades = [level(total) if total is not None else None for total in totals]
    sheet.table(
        "A3",
        ("序号", "box center", range(1, 11)),
        ("姓名", "box center", NAMES[38:48]),
        ("岗位", "box center", ["营业员"] * 9 + ["值班长"]),
        ("是否参评", "box center", ["是" if total is not None else "否" for total in totals]),
        ("综合得分", "box center n2", totals),
        ("名次", "box center", filled('=IF(D#="是",RANK(E#,E$4:E$13),"")', 4, ranks)),
        ("等级", "box center", grades),
        ("绩效系数", "box center n1", [coefficient(grade) if grade else None for grade in grades]),
        ("备注", "box center", [{2: "试用期", 6: "产假"}.get(at) for at in range(10)]),
        head="box center bold orange",
    )
    sheet.write("A15:I15", "填表人：                 营业厅主任：", "left")
    return Book([sheet])


@layout(
    "A notice to be hung up: a sentence under the title, the list sorted with 名次 as its first column, the days of the notice and "
    "a telephone number below",
    summary("公示", "rank=A name=B post=C total=D level=E", (4, 13), fields="month=A1"),
    optional="month",
    seen=NOTICE,
)
def public_notice() -> Book:
    sheet = Sheet("公示", "8 14 20 14 12")
    sheet.write("A1:E1", "2025年10月客服员工绩效考核结果公示", "title")
    sheet.write("A2:E2", "根据公司绩效管理办法，现将本月考核结果予以公示，请员工监督。", "left wrap")
    totals = [rounded(97.8 - 1.35 * at) for at in range(10)]
    sheet.table(
        "A3",
        ("名次", "box center", places(totals)),
        ("姓名", "box center", NAMES[5:25:2]),
        ("岗位", "box center", ["在线客服", "电话客服"] * 5),
        ("得分", "box center n2", totals),
        ("等级", "box center", [level(total) for total in totals]),
        head="box center bold",
    )
    sheet.write("A15:E15", "公示期：2025年11月5日至11月7日，如有异议请致电人力资源部（内线8021）。", "left wrap")
    return Book([sheet])


@layout(
    "Department, month and who made the list in one cell above the table; reasons for points off and advice as wide columns, the "
    "last one for signatures",
    summary(
        "考核结果",
        "name=B total=C level=D remark=E",
        (4, 9),
        fields="department=A2 month=A2",
    ),
    ask="remark",
    seen=SHARED,
)
def remarks_wide() -> Book:
    sheet = Sheet("考核结果", "6 12 12 12 40 36 14", landscape=True)
    sheet.write("A1:G1", "绩效考核结果反馈表", "title")
    sheet.write("A2:G2", "部门：售后支持部        考核月份：2025年10月        制表人：章蕾", "left")
    totals = (95.3, 91.0, 88.5, 86.2, 92.4, 80.6)
    sheet.table(
        "A3",
        ("序号", "box center", range(1, 7)),
        ("姓名", "box center", NAMES[14:20]),
        ("最终得分", "box center n1", totals),
        ("考核等级", "box center", [level(total) for total in totals]),
        ("扣分原因", "box wrap", ["超时一单", None, "回访漏登两户", "客户投诉一起", None, "返修率超标，缺勤一天"]),
        ("改进建议", "box wrap", [None, None, "每日下班前核对", "参加服务培训", None, "主管每周跟进"]),
        ("员工签名", "box", [None] * 6),
    )
    return Book([sheet])


@layout(
    "A pay account in which one pay was typed over: 2,300.00 for a base of 2,000 and a coefficient of 1.1",
    summary(
        "10月绩效",
        "employee_id=A name=B department=C base_pay=D total=E level=F coefficient=G pay=H",
        (3, 10),
        fields="month=A1",
    ),
    conflicts=("10月绩效!H6",),
    optional="month",
    ranked="",
    seen=FUNCTIONS,
)
def pay_wrong() -> Book:
    sheet = Sheet("10月绩效", "12 12 16 14 12 10 10 16", landscape=True)
    sheet.write("A1:H1", "2025年10月员工绩效工资发放表", "title")
    totals = (94.0, 90.5, 87.7, 92.1, 96.6, 82.5, 89.0, 85.0)
    grades = [level(total) for total in totals]
    bases = [2000 + at % 3 * 300 for at in range(8)]
    pays = [rounded(base * coefficient(grade)) for base, grade in zip(bases, grades)]
    sheet.table(
        "A2",
        ("工号", "box center", [f"N{at:03d}" for at in range(61, 69)]),
        ("姓名", "box center", NAMES[47:55]),
        ("所属部门", "box center", ["配送客服组"] * 8),
        ("绩效基数", "box money", bases),
        ("考核得分", "box center n2", totals),
        ("考核等级", "box center", grades),
        ("绩效系数", "box center n1", [coefficient(grade) for grade in grades]),
        ("绩效工资", "box money", filled("=ROUND(D#*G#,2)", 3, pays)),
        head="box center bold green",
    )
    sheet.write("H6", 2300, "box money")
    paid = round(sum(pays) - pays[3] + 2300, 2)
    sheet.row(
        "A11",
        ["合计", None, None, Formula("=SUM(D3:D10)", sum(bases)), None, None, None, Formula("=SUM(H3:H10)", paid)],
        "box center bold|box|box|box money bold|box|box|box|box money bold",
    )
    return Book([sheet])


@layout(
    "Levels typed by hand with the lines stated below the table (95分及以上A+ and so on); one person with 89.50 stands as A",
    summary(
        "等级评定",
        "employee_id=B name=C post=D total=E level=F",
        (4, 11),
        fields="department=C2 month=F2",
    ),
    conflicts=("等级评定!F7",),
    ranked="",
    seen=SHARED,
)
def level_wrong() -> Book:
    sheet = Sheet("等级评定", "6 12 14 16 14 14")
    sheet.write("A1:F1", "员工绩效等级评定表", "title")
    sheet.row("A2", [None, "部门", "工单处理组", None, "考核月份", "2025年10月"], "left")
    totals = (92.3, 95.1, 86.0, 89.5, 84.2, 90.8, 78.5, 87.6)
    sheet.table(
        "A3",
        ("序号", "box center", range(1, 9)),
        ("工号", "box center", range(60317, 60325)),
        ("姓名", "box center", NAMES[28:36]),
        ("岗位", "box center", ["工单处理员"] * 8),
        ("考核得分", "box center n2", totals),
        ("绩效等级", "box center", ["A" if total == 89.5 else level(total) for total in totals]),
    )
    sheet.write(
        "A13:F13",
        "等级标准：95分及以上为A+，90分（含）至95分为A，85分（含）至90分为B，80分（含）至85分为C，80分以下为C-。",
        "left small wrap",
    )
    return Book([sheet])


@layout(
    "Half a year: six months in columns under 月度得分, one month missing for who came later, 上半年平均分 over what is there, levels "
    "by it",
    summary(
        "上半年",
        "employee_id=A name=B post=C total=J rank=K level=L",
        (4, 11),
    ),
    seen=FORUM,
)
def half_year() -> Book:
    sheet = Sheet("上半年", "12 12 14 8 8 8 8 8 8 14 8 8", landscape=True)
    sheet.write("A1:L1", "2025年上半年员工绩效考核成绩汇总表", "title")
    for ref, word in (
        *(("A2:A3", "工号"), ("B2:B3", "姓名"), ("C2:C3", "岗位")),
        *(("J2:J3", "上半年平均分"), ("K2:K3", "排名"), ("L2:L3", "等级")),
    ):
        sheet.write(ref, word, "box center bold grey")
    sheet.write("D2:I2", "月度得分", "box center bold grey")
    marks = [
        [None if at == 5 and month < 2 else 86 + (at * 5 + month * 3) % 13 for month in range(6)] for at in range(8)
    ]
    there = [[mark for mark in six if mark is not None] for six in marks]
    totals = [rounded(round(sum(six) / len(six), 6)) for six in there]
    sheet.table(
        "A3",
        ("", "box center", [f"B{at:04d}" for at in range(118, 126)]),
        ("", "box center", NAMES[1:9]),
        ("", "box center", ["保全专员"] * 8),
        *((f"{month + 1}月", "box center", [six[month] for six in marks]) for month in range(6)),
        ("", "box center n2", filled("=ROUND(AVERAGE(D#:I#),2)", 4, totals)),
        ("", "box center", filled("=RANK(J#,J$4:J$11)", 4, places(totals))),
        ("", "box center", [level(total) for total in totals]),
    )
    return Book([sheet])


@layout(
    "Projects of a property company in blocks below each other, each with its own 部门 line, header and places; one title over "
    "both",
    *(
        summary(
            "10月",
            "name=B post=C total=D rank=E level=F coefficient=G",
            (top + 2, last),
            fields=f"department=A{top} month=A1",
        )
        for top, last in ((3, 9), (12, 17))
    ),
    optional="month",
    seen="monthly lists of property companies on document-sharing sites (a block a project, each with its own header)",
)
def property_projects() -> Book:
    sheet = Sheet("10月", "6 14 16 14 10 10 12")
    sheet.write("A1:G1", "物业项目客服人员绩效考核表（2025年10月）", "title")
    for top, project, totals, first in (
        (3, "翡翠湾项目", (93.4, 90.6, 88.1, 95.2, 86.0), 26),
        (12, "梧桐里项目", (89.2, 91.9, 84.4, 87.5), 40),
    ):
        sheet.write(f"A{top}:G{top}", f"部门：{project}", "left bold")
        grades = [level(total) for total in totals]
        count, start = len(totals), top + 2
        rank = f"=RANK(D#,D${start}:D${start + count - 1})"
        sheet.table(
            f"A{top + 1}",
            ("序号", "box center", range(1, count + 1)),
            ("姓名", "box center", NAMES[first : first + count]),
            ("岗位", "box center", ["客服主管"] + ["客服管家"] * (count - 1)),
            ("考核总分", "box center n2", totals),
            ("排名", "box center", filled(rank, start, places(totals))),
            ("等级", "box center", grades),
            ("系数", "box center n1", [coefficient(grade) for grade in grades]),
            head="box center bold green",
        )
    return Book([sheet])
