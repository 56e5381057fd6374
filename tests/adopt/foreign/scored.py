"""Things that are scored, weighted and ranked but are no staff appraisal: suppliers, exams, applicants, rooms."""

from __future__ import annotations

from adopt.drawing import Book, Formula, Sheet, places, rounded
from adopt.layout import foreign
from adopt.staff import NAMES


@foreign("A supplier scorecard: indicators with weights and scores, total, rank and grade, of firms instead of people")
def suppliers() -> Book:
    sheet = Sheet("供应商评分", "6 26 12 12 12 12 12 8 8", landscape=True)
    sheet.write("A1:I1", "2025年上半年供应商考核评分表", "title")
    for ref, word in (
        ("A2:A3", "序号"),
        ("B2:B3", "供应商名称"),
        ("G2:G3", "综合得分"),
        ("H2:H3", "排名"),
        ("I2:I3", "等级"),
    ):
        sheet.write(ref, word, "box center bold grey")
    sheet.row("C2", ["质量", "交期", "价格", "服务"], "box center bold grey")
    sheet.row("C3", [0.4, 0.25, 0.2, 0.15], "box center pct")
    firms = ("恒信仪表有限公司", "安达管件厂", "蓝焰燃具股份公司", "中瑞劳务派遣公司", "远通通信设备公司")
    marks = [(95 - k * 3, 90 + k, 88 - k, 92 - 2 * k) for k in range(5)]
    totals = [rounded((40 * a + 25 * b + 20 * c + 15 * d) / 100) for a, b, c, d in marks]
    for row, (firm, four, total, place) in enumerate(zip(firms, marks, totals, places(totals)), 4):
        sheet.row(
            f"A{row}",
            [
                row - 3,
                firm,
                *four,
                Formula(f"=SUMPRODUCT(C$3:F$3,C{row}:F{row})", total),
                Formula(f"=RANK(G{row},G$4:G$8)", place),
                "A" if total >= 90 else "B",
            ],
            "box center|box|box center|box center|box center|box center|box center n2|box center|box center",
        )
    return Book([sheet])


@foreign("Exam results of a school class: student numbers, subjects, totals, places in class and year")
def exam() -> Book:
    sheet = Sheet("初二3班", "10 12 8 8 8 8 10 10 10")
    sheet.write("A1:I1", "初二（3）班期末考试成绩表", "title")
    sheet.row(
        "A2", ["学号", "姓名", "语文", "数学", "英语", "物理", "总分", "班级名次", "年级名次"], "box center bold blue"
    )
    marks = [(90 + k % 9, 85 + k * 7 % 15, 78 + k * 11 % 22, 80 + k * 5 % 19) for k in range(12)]
    totals = [sum(four) for four in marks]
    for row, (four, total, place) in enumerate(zip(marks, totals, places(totals)), 3):
        sheet.row(
            f"A{row}",
            [
                20230300 + row,
                NAMES[row + 20],
                *four,
                Formula(f"=SUM(C{row}:F{row})", total),
                Formula(f"=RANK(G{row},G$3:G$14)", place),
                place * 9 - 4,
            ],
            "box center",
        )
    sheet.row(
        "A15",
        [
            None,
            "平均分",
            *(Formula(f"=AVERAGE({c}3:{c}14)", sum(four[k] for four in marks) / 12) for k, c in enumerate("CDEF")),
            Formula("=AVERAGE(G3:G14)", sum(totals) / 12),
            None,
            None,
        ],
        "box center n1",
    )
    return Book([sheet])


@foreign(
    "An interview scorecard: applicant, post, weighted items and a total, signed by the interviewer; the nearest to a form"
)
def interview() -> Book:
    sheet = Sheet("面试评分", "24 12 30 12 12")
    sheet.write("A1:E1", "应聘人员面试评分表", "title")
    sheet.row("A2", ["应聘者姓名", "云飞", "应聘岗位", "客服专员", None], "box center")
    sheet.row("A3", ["面试官", "俞敏", "面试日期", "2025-06-11", None], "box center")
    sheet.row("A4", ["评价要素", "权重", "观察要点", "评分", "加权"], "box center bold grey")
    items = (
        ("仪表举止", 0.15, 88),
        ("语言表达", 0.3, 90),
        ("应变能力", 0.25, 82),
        ("求职动机", 0.15, 85),
        ("相关经验", 0.15, 80),
    )
    for row, (word, weight, mark) in enumerate(items, 5):
        sheet.row(
            f"A{row}",
            [word, weight, "由面试官提问观察", mark, Formula(f"=B{row}*D{row}", round(weight * mark, 6))],
            "box|box center pct|box|box center|box center n2",
        )
    sheet.row(
        "A10",
        [
            "总分",
            Formula("=SUM(B5:B9)", 1),
            None,
            None,
            Formula("=SUM(E5:E9)", round(sum(w * m for _, w, m in items), 6)),
        ],
        "box center bold|box center pct|box|box|box center bold n2",
    )
    sheet.write("A11", "录用意见", "box center")
    sheet.write("B11:E11", "□录用  □储备  □不录用", "box left")
    return Book([sheet])


@foreign(
    "A weekly 5S inspection of rooms: items with full marks, scores by room, rank; the person is only who answers for it"
)
def inspection() -> Book:
    sheet = Sheet("5S检查", "8 14 12 10 10 10 10 10 10 8", landscape=True)
    sheet.write("A1:J1", "办公区域5S检查评分汇总表", "title")
    sheet.row(
        "A2",
        ["序号", "区域", "责任人", "整理20", "整顿20", "清扫20", "清洁20", "素养20", "合计", "排名"],
        "box center bold yellow",
    )
    marks = [(18 - k % 3, 17 + k % 4 - 1, 19 - k % 2, 16 + k % 3, 18) for k in range(6)]
    totals = [sum(five) for five in marks]
    for row, (five, total, place) in enumerate(zip(marks, totals, places(totals)), 3):
        sheet.row(
            f"A{row}",
            [row - 2, f"{row}楼东区", NAMES[row + 51], *five, Formula(f"=SUM(D{row}:H{row})", total), place],
            "box center",
        )
    return Book([sheet])
