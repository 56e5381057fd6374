"""Tables that lead astray: two scores, subtotals and means beside the total, months in columns, nobody named."""

from __future__ import annotations

from adopt.drawing import Book, Formula, Sheet, places, rounded
from adopt.layout import BILINGUAL, FORUM, HABIT, SCHEME, SHARED, layout, summary
from adopt.staff import NAMES, coefficient, level

BRANCHES = ("城东分公司", "城西分公司", "城南分公司", "城北分公司", "滨海分公司", "江北分公司")


@layout(
    "Supervisors' final scores: 主管经理评分 and 客户服务部评分 side by side, their mean 最终得分, level and coefficient by the "
    "printed lines; a line a branch",
    summary(
        "主管",
        "branch=B name=C total=F level=G coefficient=H remark=I",
        (4, 9),
        fields="month=H2",
    ),
    ask="score",
    ranked="",
    seen=SCHEME,
)
def two_raters_mean() -> Book:
    sheet = Sheet("主管", "6 16 12 14 16 12 10 10 16", landscape=True)
    sheet.write("A1:I1", "客服主管月度综合考核成绩表", "title")
    sheet.write("G2", "考核月份：", "right")
    sheet.write("H2:I2", "2025年6月", "left")
    head = ["序号", "分公司", "主管姓名", "主管经理评分", "客户服务部评分", "最终得分", "考核等级", "等级系数", "备注"]
    sheet.row("A3", head, "box center bold grey wrap")
    pairs = ((96, 95), (92.5, 90), (88, 91), (86, 83), (81, 84), (97, 96.5))
    for row, ((one, two), branch) in enumerate(zip(pairs, BRANCHES), 4):
        total = rounded((one + two) / 2)
        grade = level(total)
        mean = Formula(f"=ROUND(AVERAGE(D{row}:E{row}),2)", total)
        sheet.row(
            f"A{row}",
            [row - 3, branch, NAMES[row + 40], one, two, mean, grade, coefficient(grade), None],
            "box center|box center|box center|box center|box center|box center n2|box center|box center n1|box",
        )
    sheet.write("A11:I11", "客户服务部：                    总经理：", "left")
    return Book([sheet])


@layout(
    "Subtotals in columns: three items, 业绩小计, two items, 态度小计, 总分 and a column 平均分 that only divides by the items",
    summary("打分", "name=A total=H rank=J level=K", (4, 9), across="indicator=3"),
    optional="indicator",
    seen=SHARED,
)
def subtotals_in_columns() -> Book:
    sheet = Sheet("打分", "12 10 10 10 10 10 10 10 10 8 8", landscape=True)
    sheet.write("A1:K1", "营业厅员工月度考核打分表", "title")
    for ref, word in (("A2:A3", "姓名"), ("H2:H3", "总分"), ("I2:I3", "平均分"), ("J2:J3", "名次"), ("K2:K3", "等级")):
        sheet.write(ref, word, "box center bold green")
    sheet.write("B2:E2", "工作业绩（80分）", "box center bold green")
    sheet.write("F2:G2", "工作态度（20分）", "box center bold green")
    sheet.row("B3", ["收费差错", "服务礼仪", "业务量", "小计", "考勤", "协作"], "box center bold green")
    marks = [(28 - k % 3, 24 - k % 4, 25 - k % 2, 10 - k % 2, 9 - k % 3) for k in range(6)]
    totals = [sum(five) for five in marks]
    for row, (five, total, place) in enumerate(zip(marks, totals, places(totals)), 4):
        first = sum(five[:3])
        sheet.row(
            f"A{row}",
            [
                *(NAMES[row + 24], *five[:3], Formula(f"=SUM(B{row}:D{row})", first), *five[3:]),
                *(Formula(f"=E{row}+F{row}+G{row}", total), Formula(f"=H{row}/5", total / 5)),
                *(Formula(f"=RANK(H{row},H$4:H$9)", place), level(total)),
            ],
            "box center",
        )
    return Book([sheet])


@layout(
    "A quarter from three months: 4月 5月 6月 in columns under 月度得分, the mean as 季度得分, ranks by it",
    summary(
        "二季度",
        "employee_id=A name=B department=C total=G rank=H level=I coefficient=J",
        (5, 11),
    ),
    seen=FORUM,
)
def months_in_columns() -> Book:
    sheet = Sheet("二季度", "10 12 14 10 10 10 12 8 8 10", landscape=True)
    sheet.write("A1:J1", "2025年第二季度员工绩效考核汇总表", "title")
    alone = (
        ("A", "工号"),
        ("B", "姓名"),
        ("C", "部门"),
        ("G", "季度得分"),
        ("H", "排名"),
        ("I", "等级"),
        ("J", "绩效系数"),
    )
    for column, word in alone:
        sheet.write(f"{column}3:{column}4", word, "box center bold blue")
    sheet.write("D3:F3", "月度得分", "box center bold blue")
    sheet.row("D4", ["4月", "5月", "6月"], "box center bold blue")
    months = [(92 - k, 95 - 2 * k, 90 + k * 0.5) for k in range(7)]
    totals = [rounded(sum(three) / 3) for three in months]
    for row, (three, total, place) in enumerate(zip(months, totals, places(totals)), 5):
        grade = level(total)
        mean = Formula(f"=ROUND(AVERAGE(D{row}:F{row}),2)", total)
        rank = Formula(f"=RANK(G{row},$G$5:$G$11)", place)
        sheet.row(
            f"A{row}",
            [f"J{row:03d}", NAMES[row + 42], "售后部", *three, mean, rank, grade, coefficient(grade)],
            "box center|box center|box center|box center|box center|box center|box center n2|box center|box center|box center n1",
        )
    return Book([sheet])


@layout(
    "A posted result without names: a serial number, the post, total and level; nothing by which a person could be known",
    summary("公示版", "post=B total=C level=D", (3, 8), fields="month=A1"),
    ask="name employee_id",
    optional="month",
    seen=HABIT,
)
def nobody_named() -> Book:
    sheet = Sheet("公示版", "8 18 14 12")
    sheet.write("A1:D1", "六月绩效结果（匿名公示）", "title")
    sheet.row("A2", ["序号", "岗位", "考核总分", "等级"], "box center bold grey")
    for row, total in enumerate((96.5, 93.25, 91, 88.4, 86.15, 79.9), 3):
        post = ("热线座席", "营业员")[row % 2]
        sheet.row(f"A{row}", [row - 2, post, total, level(total)], "box center|box center|box center n2|box center")
    return Book([sheet])


@layout(
    "Two lines a person, 业绩 and 态度, with name, total and rank merged over both lines",
    summary(
        "两行",
        "name=B indicator=C weight=D score=E total=F rank=G level=H",
        (3, 12),
        fields="month=A1",
    ),
    ask="indicator",
    optional="month",
    seen=HABIT,
)
def two_lines_a_person() -> Book:
    sheet = Sheet("两行", "6 12 14 10 10 12 8 8")
    sheet.write("A1:H1", "抢修人员月度考核汇总（2025年6月）", "title")
    sheet.row("A2", ["序号", "姓名", "考核内容", "权重", "得分", "加权总分", "名次", "等级"], "box center bold orange")
    marks = ((95, 90), (88, 96), (92, 93), (84, 80), (90, 100))
    totals = [rounded((70 * work + 30 * manner) / 100) for work, manner in marks]
    for index, ((work, manner), total, place) in enumerate(zip(marks, totals, places(totals))):
        top = 3 + 2 * index
        ranks = ",".join(f"F{row}" for row in range(3, 13, 2))
        merged = {
            "A": index + 1,
            "B": NAMES[index + 53],
            "F": Formula(f"=D{top}*E{top}+D{top + 1}*E{top + 1}", total),
            "G": Formula(f"=RANK(F{top},({ranks}))", place),
            "H": level(total),
        }
        for column, value in merged.items():
            sheet.write(f"{column}{top}:{column}{top + 1}", value, "box center n2" if column == "F" else "box center")
        sheet.row(f"C{top}", ["工作业绩", 0.7, work], "box center|box center pct|box center")
        sheet.row(f"C{top + 1}", ["工作态度", 0.3, manner], "box center|box center pct|box center")
    return Book([sheet])


@layout(
    "Chinese over English in two header rows of a summary, bands of colour, a mean as the last row with Average in the name",
    summary(
        "June",
        "employee_id=A name=B department=C self_score=D score=E total=F level=G remark=H",
        (4, 9),
    ),
    ranked="",
    seen=BILINGUAL,
)
def bilingual_summary() -> Book:
    sheet = Sheet("June", "12 14 16 12 14 12 10 20", font="Arial", size=10, landscape=True)
    sheet.write("A1:H1", "月度绩效汇总 Monthly Performance Summary", "title")
    words = ("工号", "姓名", "部门", "自评分", "主管评分", "综合得分", "等级", "备注")
    english = ("Staff ID", "Name", "Dept.", "Self", "Supervisor", "Overall", "Rating", "Remarks")
    sheet.row("A2", words, "box center bold navy")
    sheet.row("A3", english, "box center navy small")
    own, given = (96, 94, 90, 98, 92, 95), (93, 95, 86, 90, 89.5, 97)
    for row, (one, two) in enumerate(zip(own, given), 4):
        total = rounded(0.3 * one + 0.7 * two)
        overall = Formula(f"=ROUND(D{row}*0.3+E{row}*0.7,2)", total)
        sheet.row(
            f"A{row}",
            [50100 + row, NAMES[row + 17], "Online CS", one, two, overall, level(total), None],
            "box center|box center|box center|box center|box center|box center n2|box center|box",
        )
    totals = [rounded(0.3 * one + 0.7 * two) for one, two in zip(own, given)]
    sheet.row(
        "A10",
        [None, "Average", None, sum(own) / 6, sum(given) / 6, Formula("=AVERAGE(F4:F9)", sum(totals) / 6), None, None],
        "box center bold n2 grey",
    )
    return Book([sheet])
