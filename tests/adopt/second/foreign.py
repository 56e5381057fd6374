"""More that is no appraisal: shifts punched, suppliers, a skills exam, salary slips, a budget, courses, shops, sales, bids."""

from __future__ import annotations

import datetime as dt

from adopt.drawing import Book, Formula, Sheet, places, rounded
from adopt.layout import foreign
from adopt.staff import NAMES


@foreign(
    "A month's attendance from a punching machine: due and true days, late minutes, a rate, fines, a place by the rate"
)
def punching() -> Book:
    sheet = Sheet("打卡统计", "10 12 14 10 10 10 10 10 8 14", landscape=True)
    sheet.write("A1:J1", "2025年6月员工打卡考勤统计表", "title")
    sheet.row(
        "A2",
        ["工号", "姓名", "部门", "应出勤", "实出勤", "迟到次数", "出勤率", "扣款（元）", "排名", "备注"],
        "box center bold grey",
    )
    rates = [rounded((22 - at % 4) / 22, 4) for at in range(9)]
    for row, (rate, place) in enumerate(zip(rates, places(rates)), 3):
        sheet.row(
            f"A{row}",
            [f"D{row:03d}", NAMES[row], "客服部", 22, 22 - (row - 3) % 4, row % 3, rate, row % 3 * 20, place, None],
            "box center",
        )
    return Book([sheet])


@foreign(
    "A supplier's quarterly form: its name and goods in the head, items with weights, marks by the buyers, total and class"
)
def supplier_form() -> Book:
    sheet = Sheet("评价表", "22 10 34 10 12")
    sheet.write("A1:E1", "合格供方季度评价表", "title")
    sheet.row("A2", ["供方名称", "安达管件厂", "供应产品", "PE管件", None], "box center")
    sheet.row("A3", ["评价人", "俞敏", "评价日期", "2025-06-30", None], "box center")
    sheet.row("A4", ["评价项目", "权重", "评分标准", "得分", "加权得分"], "box center bold grey")
    items = (("来料合格率", 0.4, 95), ("准时交货", 0.3, 92), ("价格水平", 0.2, 88), ("配合度", 0.1, 96))
    for row, (item, weight, mark) in enumerate(items, 5):
        sheet.row(
            f"A{row}",
            [item, weight, "按当季记录评定", mark, Formula(f"=B{row}*D{row}", round(weight * mark, 6))],
            "box|box center pct|box|box center|box center n2",
        )
    sheet.row(
        "A9",
        ["合计", 1, None, None, Formula("=SUM(E5:E8)", round(sum(w * m for _, w, m in items), 6))],
        "box center bold",
    )
    sheet.write("A10:E10", "评价等级：A（≥90）  B（80-89）  C（<80，取消资格）", "box left")
    return Book([sheet])


@foreign(
    "A skills exam of the company's own staff: staff numbers, theory and practice, total, place and grade; near to a summary"
)
def skills_exam() -> Book:
    sheet = Sheet("技能考试", "10 12 14 10 10 10 8 8")
    sheet.write("A1:H1", "员工岗位技能考试成绩表", "title")
    sheet.row(
        "A2", ["工号", "姓名", "部门", "理论(40%)", "实操(60%)", "总成绩", "名次", "等级"], "box center bold blue"
    )
    marks = [(92 - at, 95 - at * 1.5) for at in range(10)]
    totals = [rounded((40 * a + 60 * b) / 100) for a, b in marks]
    for row, ((a, b), total, place) in enumerate(zip(marks, totals, places(totals)), 3):
        sheet.row(
            f"A{row}",
            [
                f"JN{row:03d}",
                NAMES[row + 5],
                "装维班",
                a,
                b,
                Formula(f"=ROUND(D{row}*0.4+E{row}*0.6,2)", total),
                Formula(f"=RANK(F{row},F$3:F$12)", place),
                "优秀" if total >= 90 else "合格",
            ],
            "box center",
        )
    return Book([sheet])


@foreign(
    "Salary slips to be cut apart: the header over each person's line, base pay, allowances, 绩效工资, deductions, net pay"
)
def salary_slips() -> Book:
    sheet = Sheet("工资条", "8 10 12 12 12 10 10 10 12", landscape=True)
    head = ["月份", "姓名", "部门", "基本工资", "绩效工资", "津贴", "社保", "个税", "实发工资"]
    for at in range(8):
        top = 1 + at * 3
        sheet.row(f"A{top}", head, "box center bold")
        base, bonus, extra, social, tax = 4200 + 100 * at, 1500 + 50 * at, 300, 462.5, 12.3 * at
        net = round(base + bonus + extra - social - tax, 2)
        sheet.row(
            f"A{top + 1}",
            [
                "6月",
                NAMES[at + 31],
                "运营部",
                base,
                bonus,
                extra,
                social,
                tax,
                Formula(f"=SUM(D{top + 1}:F{top + 1})-G{top + 1}-H{top + 1}", net),
            ],
            "box center|box center|box center" + "|box money" * 6,
        )
    return Book([sheet])


@foreign("A budget by departments: planned, spent, rate of completion, left over, a score and place of the departments")
def budget() -> Book:
    sheet = Sheet("预算执行", "16 16 14 14 10 14 10 8", landscape=True)
    sheet.write("A1:H1", "2025年上半年部门费用预算执行情况表", "title")
    sheet.row(
        "A2",
        ["部门", "费用项目", "目标值（万元）", "实际完成（万元）", "完成率", "结余（万元）", "得分", "排名"],
        "box center bold green wrap",
    )
    rows = [
        (("客服部", "工程部", "行政部")[at % 3], ("差旅费", "办公费", "培训费")[at // 3], 30 + at * 4, 28 + at * 3.5)
        for at in range(9)
    ]
    scores = [rounded(100 - abs(1 - used / plan) * 100) for _, _, plan, used in rows]
    for row, ((department, item, plan, used), mark, place) in enumerate(zip(rows, scores, places(scores)), 3):
        sheet.row(
            f"A{row}",
            [
                department,
                item,
                plan,
                used,
                Formula(f"=D{row}/C{row}", used / plan),
                Formula(f"=C{row}-D{row}", plan - used),
                mark,
                place,
            ],
            "box center|box center|box money|box money|box center pct1|box money|box center|box center",
        )
    return Book([sheet])


@foreign("Records of courses: who, which course, hours, marks before and after, passed or not, the teacher's rating")
def course_records() -> Book:
    sheet = Sheet("培训档案", "10 12 12 22 8 10 10 10 12", landscape=True)
    sheet.write("A1:I1", "员工年度培训记录及考核结果一览表", "title")
    sheet.row(
        "A2",
        ["员工编号", "姓名", "部门", "培训课程", "学时", "训前得分", "训后得分", "考核结果", "讲师"],
        "box center bold yellow",
    )
    courses = ("服务礼仪", "燃气安全", "投诉处理", "系统操作")
    for row in range(3, 15):
        sheet.row(
            f"A{row}",
            [
                f"P{row:04d}",
                NAMES[row + 28],
                "营业厅",
                courses[row % 4],
                4 + row % 3,
                60 + row,
                80 + row % 15,
                "合格",
                NAMES[row % 5],
            ],
            "box center",
        )
    return Book([sheet])


@foreign(
    "A shop inspection form: items with full marks, deductions and reasons, the shop and who inspected it; a total of 100"
)
def shop_inspection() -> Book:
    sheet = Sheet("门店巡检", "6 20 34 9 9 9 24", landscape=True)
    sheet.write("A1:G1", "门店巡检评分表", "title")
    sheet.row("A2", ["门店", "城东旗舰店", None, "检查人", "方正", "检查日期", "2025-06-20"], "left")
    sheet.row("A3", ["序号", "检查项目", "检查标准", "分值", "扣分", "得分", "问题描述"], "box center bold grey")
    items = (("门头灯箱", 20, 2), ("陈列", 25, 3), ("卫生", 20, 0), ("消防器材", 20, 4), ("价签", 15, 1))
    for row, (item, points, off) in enumerate(items, 4):
        sheet.row(
            f"A{row}",
            [row - 3, item, "按巡检手册", points, off, Formula(f"=D{row}-E{row}", points - off), None],
            "box center|box|box|box center|box center|box center|box",
        )
    sheet.row("A9", ["合计", None, None, 100, 10, Formula("=SUM(F4:F8)", 90), None], "box center bold")
    return Book([sheet])


@foreign(
    "A sales ledger: customers, products, amounts, who sold, commission rate and commission, sums per person with a place"
)
def sales_ledger() -> Book:
    sheet = Sheet("销售台账", "12 12 20 14 10 12 10 12", landscape=True)
    sheet.write("A1:H1", "2025年6月销售业绩台账", "title")
    sheet.row(
        "A2", ["日期", "业务员", "客户名称", "产品", "数量", "销售额", "提成比例", "提成金额"], "box center bold blue"
    )
    for row in range(3, 15):
        amount, rate = 1200 + 310 * row, 0.03 + 0.01 * (row % 3)
        sheet.row(
            f"A{row}",
            [
                dt.date(2025, 6, row),
                NAMES[row % 4 + 50],
                f"{NAMES[row]}小区",
                ("灶具", "热水器", "报警器")[row % 3],
                row % 5 + 1,
                amount,
                rate,
                Formula(f"=ROUND(F{row}*G{row},2)", rounded(amount * rate)),
            ],
            "box date|box center|box|box center|box center|box money|box center pct|box money",
        )
    sheet.row("J2", ["业务员", "销售总额", "排名"], "box center bold")
    sums = [sum(1200 + 310 * row for row in range(3, 15) if row % 4 == at) for at in range(4)]
    for row, (total, place) in enumerate(zip(sums, places(sums)), 3):
        sheet.row(f"J{row}", [NAMES[row - 3 + 50], total, place], "box center|box money|box center")
    return Book([sheet])


@foreign(
    "A jury's sheet for bids: firms down, jurors across, weights of the parts, total marks and the order of the bidders"
)
def bids() -> Book:
    sheet = Sheet("评标", "6 26 12 12 12 12 8", landscape=True)
    sheet.write("A1:G1", "保洁服务项目评标打分汇总表", "title")
    sheet.row(
        "A2",
        ["序号", "投标单位", "商务分（30%）", "技术分（50%）", "报价分（20%）", "总得分", "排名"],
        "box center bold grey wrap",
    )
    firms = ("洁美保洁公司", "绿源物业公司", "万家清洁服务部", "新城环境公司")
    marks = [(88 + at, 92 - at, 85 + 2 * at) for at in range(4)]
    totals = [rounded((30 * a + 50 * b + 20 * c) / 100) for a, b, c in marks]
    for row, (firm, three, total, place) in enumerate(zip(firms, marks, totals, places(totals)), 3):
        sheet.row(
            f"A{row}",
            [row - 2, firm, *three, Formula(f"=ROUND(C{row}*0.3+D{row}*0.5+E{row}*0.2,2)", total), place],
            "box center|box|box center|box center|box center|box center n2|box center",
        )
    return Book([sheet])


@foreign(
    "Customers' answers to a survey: score of each question, shares of satisfied ones, a mean a clerk's desk, no appraisal"
)
def customer_survey() -> Book:
    sheet = Sheet("满意度调查", "8 14 12 12 12 12 12 18", landscape=True)
    sheet.write("A1:H1", "营业厅客户满意度调查评分汇总", "title")
    sheet.row(
        "A2",
        ["编号", "客户姓名", "办理业务", "服务态度", "等候时间", "环境", "平均得分", "意见建议"],
        "box center bold green",
    )
    for row in range(3, 13):
        marks = (10 - row % 3, 9 - row % 4, 9)
        sheet.row(
            f"A{row}",
            [
                row - 2,
                NAMES[row + 40],
                ("过户", "缴费", "报装")[row % 3],
                *marks,
                Formula(f"=ROUND(AVERAGE(D{row}:F{row}),2)", rounded(sum(marks) / 3)),
                None,
            ],
            "box center",
        )
    return Book([sheet])
