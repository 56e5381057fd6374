"""Kept aside, not to be looked at while working on the matcher: three workbooks that are no appraisal."""

from __future__ import annotations

import datetime as dt

from adopt.drawing import Book, Formula, Sheet, places, rounded
from adopt.layout import foreign
from adopt.staff import NAMES


@foreign(
    "A payroll without appraisal: base wage, post wage, allowances, insurance, tax, net pay; ids, names and departments"
)
def payroll() -> Book:
    sheet = Sheet("6月工资", "8 10 12 14 12 12 12 12 12 14", landscape=True)
    sheet.write("A1:J1", "2025年6月工资发放表", "title")
    sheet.row(
        "A2",
        ["序号", "工号", "姓名", "部门", "基本工资", "岗位工资", "补贴", "代扣社保", "个税", "实发工资"],
        "box center bold grey",
    )
    net = []
    for row in range(3, 13):
        base, post, extra = 3200 + 100 * (row % 4), 1500 + 200 * (row % 3), 300
        off, tax = rounded((base + post) * 0.105), rounded(max(0, base + post + extra - 5000) * 0.03)
        net.append(rounded(base + post + extra - off - tax))
        sheet.row(
            f"A{row}",
            [
                row - 2,
                f"P{row:03d}",
                NAMES[row + 44],
                "客服部",
                base,
                post,
                extra,
                off,
                tax,
                Formula(f"=E{row}+F{row}+G{row}-H{row}-I{row}", net[-1]),
            ],
            "box center|box center|box center|box center|box money|box money|box money|box money|box money|box money",
        )
    sheet.row(
        "A13",
        ["合计", None, None, None, None, None, None, None, None, Formula("=SUM(J3:J12)", rounded(sum(net)))],
        "box bold money",
    )
    sheet.write("A15:J15", "制表：          审核：          审批：", "left")
    return Book([sheet])


@foreign("Results of a customer survey by department: numbers of answers, shares, mean mark, rank of departments")
def survey() -> Book:
    sheet = Sheet("调查结果", "20 10 12 12 12 12 10")
    sheet.write("A1:G1", "二季度客户满意度调查结果统计", "title")
    sheet.row("A2", ["部门", "样本数", "非常满意", "满意", "不满意", "满意度得分", "排名"], "box center bold green")
    rows = [
        (f"{word}分公司", 120 + 10 * k, 60 + k, 45 + 4 * k) for k, word in enumerate(("城东", "城西", "城南", "城北"))
    ]
    scores = [rounded((best * 100 + good * 80) / count) for _, count, best, good in rows]
    for row, ((word, count, best, good), score, place) in enumerate(zip(rows, scores, places(scores)), 3):
        sheet.row(
            f"A{row}",
            [
                word,
                count,
                best,
                good,
                count - best - good,
                Formula(f"=ROUND((C{row}*100+D{row}*80)/B{row},2)", score),
                Formula(f"=RANK(F{row},F$3:F$6)", place),
            ],
            "box|box center|box center|box center|box center|box center n2|box center",
        )
    return Book([sheet])


@foreign("A project plan: tasks with weights, owners, planned and actual completion, progress in percent and remarks")
def project_plan() -> Book:
    sheet = Sheet("项目计划", "6 26 12 10 12 12 12 12 18", landscape=True)
    sheet.write("A1:I1", "新客服系统上线项目计划及完成情况", "title")
    sheet.row(
        "A2",
        ["序号", "任务", "责任人", "权重", "计划完成", "实际完成", "完成率", "加权进度", "备注"],
        "box center bold blue",
    )
    tasks = (
        ("需求调研", 0.15, 1),
        ("采购与签约", 0.2, 1),
        ("接口开发", 0.3, 0.6),
        ("数据迁移", 0.2, 0.3),
        ("培训上线", 0.15, 0),
    )
    for row, (task, weight, done) in enumerate(tasks, 3):
        sheet.row(
            f"A{row}",
            [
                row - 2,
                task,
                NAMES[row + 17],
                weight,
                dt.date(2025, row, 28),
                dt.date(2025, row, 27) if done == 1 else None,
                done,
                Formula(f"=D{row}*G{row}", round(weight * done, 6)),
                None,
            ],
            "box center|box|box center|box center pct|box date|box date|box center pct|box center pct|box",
        )
    sheet.row(
        "A8",
        [None, "合计", None, Formula("=SUM(D3:D7)", 1), None, None, None, Formula("=SUM(H3:H7)", 0.59), None],
        "box center bold pct",
    )
    return Book([sheet])
