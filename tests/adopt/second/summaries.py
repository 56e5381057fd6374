"""Tables of many people: bonus pools, bank counters, weekly marks, a year of months, exports, rows of remarks between people."""

from __future__ import annotations

from adopt.drawing import Book, Formula, Sheet, places, rounded
from adopt.layout import FORUM, HABIT, TUTORIAL, layout, summary
from adopt.staff import NAMES, coefficient, level

EXPORT = "import and export templates of personnel systems in public code (emp_no, 绩效等级, 绩效周期 as column names)"


@layout(
    "A bonus pool shared out: 奖金总额 in the head, 岗位系数 times 考核系数 times days over all people's sum; a column to sign in; "
    "three coefficients of which one is that of the appraisal",
    summary(
        "6月奖金",
        "name=B post=C total=E coefficient=F pay=I",
        (5, 11),
        fields="department=B2 month=E2",
    ),
    ask="attendance",
    seen="bonus sheets of factories and offices on document-sharing sites (出勤计点, 考核计点, 合计点数, 奖金金额)",
)
def bonus_pool() -> Book:
    sheet = Sheet("6月奖金", "6 12 14 10 10 10 10 12 14 12", landscape=True)
    sheet.write("A1:J1", "月度奖金分配表", "title")
    sheet.row("A2", ["部门", "收费中心", None, "月份", "2025年6月", None, None, "奖金总额", 12000, None], "left")
    sheet.row(
        "A4",
        ["序号", "姓名", "岗位", "岗位系数", "考核得分", "考核系数", "出勤天数", "分配系数", "应发奖金", "签名"],
        "box center bold grey wrap",
    )
    people = [(1.5 if at == 0 else 1.2 if at < 3 else 1.0, 96 - 1.5 * at, 22 - at % 3) for at in range(7)]
    shares = [rounded(a * coefficient(level(b)) * c / 22, 4) for a, b, c in people]
    whole = sum(shares)
    for row, ((post, total, days), share) in enumerate(zip(people, shares), 5):
        factor = coefficient(level(total))
        sheet.row(
            f"A{row}",
            [
                *(
                    row - 4,
                    NAMES[row + 15],
                    ("班长", "副班长", "副班长", "收费员")[min(row - 5, 3)],
                    post,
                    total,
                    factor,
                    days,
                ),
                *(
                    Formula(f"=ROUND(D{row}*F{row}*G{row}/22,4)", share),
                    Formula(f"=ROUND($I$2*H{row}/SUM(H$5:H$11),2)", rounded(12000 * share / whole)),
                    None,
                ),
            ],
            "|".join(["box center"] * 8 + ["box money", "box"]),
        )
    sheet.row(
        "A12",
        [
            "合计",
            None,
            None,
            None,
            None,
            None,
            None,
            Formula("=SUM(H5:H11)", round(whole, 6)),
            Formula("=SUM(I5:I11)", round(sum(rounded(12000 * share / whole) for share in shares), 2)),
            None,
        ],
        "box center bold",
    )
    return Book([sheet])


@layout(
    "Tellers of a bank's branch: three marks with their shares in the row below the header, the mark of the month, the place in "
    "the branch and another in the whole bank",
    summary(
        "柜员",
        "employee_id=A name=B total=F rank=G level=I",
        (5, 12),
        fields="branch=B2 month=F2",
        across="indicator=3 weight=4",
    ),
    optional="indicator weight",
    seen="appraisal rules of rural banks (柜员按业务量、质量、服务三项计分, 网点排名与全行排名)",
)
def tellers() -> Book:
    sheet = Sheet("柜员", "10 12 10 10 10 12 10 10 8")
    sheet.write("A1:I1", "柜员月度绩效考核汇总表", "title")
    sheet.row("A2", ["分公司", "城东支行", None, None, "考核月份", "2025年6月"], "left")
    for column, word in (
        ("A", "工号"),
        ("B", "姓名"),
        ("F", "综合得分"),
        ("G", "网点排名"),
        ("H", "全行排名"),
        ("I", "等次"),
    ):
        sheet.write(f"{column}3:{column}4", word, "box center bold navy")
    sheet.row("C3", ["业务量", "业务质量", "服务"], "box center bold navy")
    sheet.row("C4", [0.4, 0.4, 0.2], "box center pct navy")
    marks = [(95 - at, 92 + at % 4, 90 + at * 0.5) for at in range(8)]
    totals = [rounded((40 * a + 40 * b + 20 * c) / 100) for a, b, c in marks]
    for row, (three, total, place) in enumerate(zip(marks, totals, places(totals)), 5):
        sheet.row(
            f"A{row}",
            [
                *(f"0{row}17", NAMES[row + 2], *three, Formula(f"=ROUND(SUMPRODUCT(C$4:E$4,C{row}:E{row}),2)", total)),
                *(Formula(f"=RANK(F{row},F$5:F$12)", place), place * 11 + 3, ("优", "良", "中")[min(place // 3, 2)]),
            ],
            "box center text|" + "|".join(["box center"] * 8),
        )
    return Book([sheet])


@layout(
    "Four weeks in columns and the month's mark as their mean, 班组 merged over its people, the place inside the group",
    summary(
        "座席周评",
        "department=A employee_id=B name=C total=H rank=I",
        (4, 12),
        fields="month=I2",
    ),
    ranked="department",
    seen="weekly quality sheets of call centres (第一周 to 第四周, 月度得分, 组内排名)",
)
def weeks_in_columns() -> Book:
    sheet = Sheet("座席周评", "12 10 12 9 9 9 9 12 10", landscape=True)
    sheet.write("A1:I1", "呼叫中心座席绩效周评汇总", "title")
    sheet.row("H2", ["月份：", "2025年6月"], "right")
    sheet.row(
        "A3",
        ["班组", "工号", "姓名", "第一周", "第二周", "第三周", "第四周", "月度得分", "组内排名"],
        "box center bold blue",
    )
    row = 4
    for group, count in (("早班一组", 5), ("早班二组", 4)):
        weeks = [(94 - at, 92 + at % 3, 95 - 2 * at, 90) for at in range(count)]
        totals = [rounded(sum(four) / 4) for four in weeks]
        top, last = row, row + count - 1
        sheet.write(f"A{top}:A{last}", group, "box center")
        for four, total, place in zip(weeks, totals, places(totals)):
            mean = Formula(f"=ROUND(AVERAGE(D{row}:G{row}),2)", total)
            rank = Formula(f"=RANK(H{row},H${top}:H${last})", place)
            sheet.row(f"B{row}", [f"9{row:03d}", NAMES[row + 8], *four, mean, rank], "box center")
            row += 1
    return Book([sheet])


@layout(
    "A year: twelve months in columns, 年度平均分, 年度等级; the months that have not come are empty",
    summary("年度", "name=B department=C total=P level=Q", (4, 9)),
    seen=FORUM,
)
def year_of_months() -> Book:
    sheet = Sheet("年度", "6 10 12 " + "7 " * 12 + "12 10", landscape=True)
    sheet.write("A1:Q1", "2025年度员工绩效考核成绩汇总", "title")
    sheet.row(
        "A3",
        ["序号", "姓名", "部门", *(f"{month}月" for month in range(1, 13)), "年度平均分", "年度等级"],
        "box center bold green wrap",
    )
    for row in range(4, 10):
        months = [90 + (row * month) % 9 - row * 0.5 for month in range(1, 7)]
        mean = rounded(sum(months) / 6)
        sheet.row(
            f"A{row}",
            [
                row - 3,
                NAMES[row + 26],
                "工程部",
                *months,
                *[None] * 6,
                Formula(f"=ROUND(AVERAGE(D{row}:O{row}),2)", mean),
                level(mean),
            ],
            "box center",
        )
    return Book([sheet])


@layout(
    "A row of remarks merged below each person whose mark was changed (说明：…), between the people; numbers kept as text with 分",
    summary("复核", "name=B post=C total=D level=E", (3, 10), fields="month=A1"),
    skip=("复核!5", "复核!8"),
    optional="month",
    seen=HABIT,
)
def remarks_between_people() -> Book:
    sheet = Sheet("复核", "6 12 14 12 12")
    sheet.write("A1:E1", "绩效考核结果复核表（2025年6月）", "title")
    sheet.row("A2", ["序号", "姓名", "职务", "考核总分", "考核等级"], "box center bold grey")
    row = 3
    for at, total in enumerate((95.5, 91, 88.5, 87, 90.5, 84)):
        sheet.row(f"A{row}", [at + 1, NAMES[at + 33], "楼栋管家", f"{total}分", level(total)], "box center")
        row += 1
        if at in (1, 3):
            sheet.write(f"A{row}:E{row}", "说明：原评90分，经复核改分，见附件。", "box left small")
            row += 1
    return Book([sheet])


@layout(
    "An export of a personnel system with names of database fields in English (emp_no, emp_name, dept_name, perf_score, "
    "perf_grade), no title, the first row the header",
    summary("Sheet1", "employee_id=A name=B department=C month=D total=E level=F remark=G", (2, 11)),
    seen=EXPORT,
)
def database_export() -> Book:
    sheet = Sheet("Sheet1", "12 12 16 10 12 12 20", font="Calibri")
    sheet.row("A1", ["emp_no", "emp_name", "dept_name", "period", "perf_score", "perf_grade", "remark"])
    for row in range(2, 12):
        total = 97 - row * 1.4
        sheet.row(f"A{row}", [f"E{row:05d}", NAMES[row + 44], "客户服务中心", "2025-06", total, level(total), None])
    return Book([sheet])


@layout(
    "A list with words nobody else uses over its marks: 本期得数 for the total, 评档 for the level, beside plain 姓名 and 部门",
    summary("评档", "name=A department=B", (3, 9)),
    ask="total level rank coefficient score",
    seen=HABIT,
)
def own_words() -> Book:
    sheet = Sheet("评档", "12 14 12 10 10")
    sheet.write("A1:E1", "六月员工绩效评档表", "title")
    sheet.row("A2", ["姓名", "部门", "本期得数", "评档", "签收"], "box center bold grey")
    for row in range(3, 10):
        total = 98 - row * 1.5
        sheet.row(f"A{row}", [NAMES[row + 18], "装维部", total, level(total), None], "box center")
    return Book([sheet])


@layout(
    "An outlet's couriers: parcels, rate, complaints and fines beside the mark and the pay; 网点 as the place of work, 快递员 as "
    "the name, a total row counts parcels and pay",
    summary(
        "网点",
        "employee_id=B name=C total=H coefficient=I pay=J",
        (4, 10),
        fields="branch=B2 month=H2",
    ),
    seen="pay sheets of express outlets (派件量, 及时率, 投诉, 扣款, 考核得分)",
)
def couriers() -> Book:
    sheet = Sheet("网点", "6 10 12 10 10 8 10 12 8 14", landscape=True)
    sheet.write("A1:J1", "网点快递员月度绩效考核及奖金表", "title")
    sheet.row("A2", ["单位", "江北网点", None, None, None, None, "月份", "2025年6月"], "left")
    sheet.row(
        "A3",
        [
            "序号",
            "工号",
            "姓名",
            "派件量（件）",
            "及时率",
            "投诉（次）",
            "扣款（元）",
            "考核得分",
            "绩效系数",
            "绩效奖金（元）",
        ],
        "box center bold orange wrap",
    )
    pays, parcels = [], []
    for row in range(4, 11):
        total = 98 - 2.25 * (row - 4)
        count, factor = 5200 - 130 * row, coefficient(level(total))
        pay = rounded(count * 0.3 * factor - 20 * (row % 2))
        parcels.append(count)
        pays.append(pay)
        sheet.row(
            f"A{row}",
            [
                row - 3,
                f"YD{row:03d}",
                NAMES[row + 39],
                count,
                0.99 - row * 0.002,
                row % 2,
                20 * (row % 2),
                total,
                factor,
                Formula(f"=ROUND(D{row}*0.3*I{row}-G{row},2)", pay),
            ],
            "box center|box center|box center|box center|box center pct1|box center|box money|box center n2|box center n1|box money",
        )
    sheet.row(
        "A11",
        [
            "合计",
            None,
            None,
            Formula("=SUM(D4:D10)", sum(parcels)),
            None,
            None,
            None,
            None,
            None,
            Formula("=SUM(J4:J10)", round(sum(pays), 2)),
        ],
        "box center bold",
    )
    return Book([sheet])


@layout(
    "Total marks of two parts: KPI得分 with 70% and 行为得分 with 30% in the headings, 折算 of each in columns of their own, 绩效总分, "
    "and last month's 总分 for comparison",
    summary(
        "折算",
        "employee_id=A name=B department=C total=H rank=J level=K",
        (4, 11),
        fields="month=K2",
    ),
    seen=TUTORIAL,
)
def two_parts_converted() -> Book:
    sheet = Sheet("折算", "10 12 12 12 10 12 10 12 12 8 8", landscape=True)
    sheet.write("A1:K1", "员工月度绩效总分折算表", "title")
    sheet.row("J2", ["月份：", "2025年6月"], "right")
    sheet.row(
        "A3",
        ["工号", "姓名", "部门", "KPI得分", "折算70%", "行为得分", "折算30%", "绩效总分", "上月总分", "名次", "等级"],
        "box center bold blue wrap",
    )
    pairs = [(94 - at, 96 - at % 5) for at in range(8)]
    totals = [rounded((70 * a + 30 * b) / 100) for a, b in pairs]
    for row, ((a, b), total, place) in enumerate(zip(pairs, totals, places(totals)), 4):
        sheet.row(
            f"A{row}",
            [
                *(
                    f"S{row:03d}",
                    NAMES[row + 21],
                    "营销部",
                    a,
                    Formula(f"=D{row}*0.7", round(a * 0.7, 6)),
                    b,
                    Formula(f"=F{row}*0.3", round(b * 0.3, 6)),
                ),
                *(
                    Formula(f"=ROUND(E{row}+G{row},2)", total),
                    90 + row % 4,
                    Formula(f"=RANK(H{row},H$4:H$11)", place),
                    level(total),
                ),
            ],
            "box center",
        )
    return Book([sheet])
