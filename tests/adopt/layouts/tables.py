"""Summaries in unusual shapes: indicators across, people across, Excel tables, filters, repeated headers, exports."""

from __future__ import annotations

from adopt.drawing import Book, Formula, Sheet, places, rounded
from adopt.layout import FORUM, HABIT, layout, summary
from adopt.staff import NAMES, coefficient, level

WEIGHTS = (0.3, 0.3, 0.2, 0.2)
SCORES = (
    (95, 92, 98, 100),
    (88, 90, 91, 96),
    (99, 97, 95, 100),
    (84, 79.5, 88, 92),
    (91, 94, 90, 98),
    (90, 88, 86, 100),
    (93, 96, 97, 94),
)


def _total(scores: tuple[float, ...]) -> float:
    return rounded(sum(round(w * 100) * s for w, s in zip(WEIGHTS, scores)) / 100)


TOTALS = tuple(_total(scores) for scores in SCORES)


@layout(
    "Indicators across: a column a KPI with its weight in the row below the header, people down, total by SUMPRODUCT over "
    "the weight row; shift supervisors' own monthly tables (KPI1 to KPI5 in columns)",
    summary(
        "6月",
        "name=B total=G rank=H level=I",
        (5, 11),
        fields="month=A1",
        across="indicator=3 weight=4",
    ),
    optional="indicator weight month",
    seen=FORUM,
)
def indicators_across() -> Book:
    sheet = Sheet("6月", "6 10 12 12 12 12 10 8 8")
    sheet.write("A1:I1", "热线二组6月KPI考核", "title")
    for ref, text in (("A3:A4", "序号"), ("B3:B4", "姓名"), ("G3:G4", "总分"), ("H3:H4", "排名"), ("I3:I4", "等级")):
        sheet.write(ref, text, "box center bold grey")
    sheet.row("C3", ["接听量", "质检成绩", "满意度", "考勤"], "box center bold grey")
    sheet.row("C4", WEIGHTS, "box center pct grey")
    for row, (scores, total, place) in enumerate(zip(SCORES, TOTALS, places(TOTALS)), 5):
        sheet.row(
            f"A{row}",
            [
                *(row - 4, NAMES[row + 3], *scores),
                *(
                    Formula(f"=SUMPRODUCT(C$4:F$4,C{row}:F{row})", total),
                    Formula(f"=RANK(G{row},G$5:G$11)", place),
                    level(total),
                ),
            ],
            "box center|box center|box center|box center|box center|box center|box center n2|box center|box center",
        )
    sheet.row(
        "A12",
        [
            None,
            "平均分",
            *(Formula(f"=AVERAGE({c}5:{c}11)", sum(s[k] for s in SCORES) / 7) for k, c in enumerate("CDEF")),
            Formula("=AVERAGE(G5:G11)", sum(TOTALS) / 7),
            None,
            None,
        ],
        "box center n2 bold",
    )
    return Book([sheet])


@layout(
    "Turned: a column a person, a row a fact (姓名, 工号, 得分, 排名, 等级), for a short team that reads along the line",
    summary(
        "班组",
        fields="department=B2 month=F2",
        across="name=3 employee_id=4 post=5 base_pay=6 total=7 rank=8 level=9 coefficient=10 pay=11",
    ),
    seen=HABIT,
)
def people_across() -> Book:
    sheet = Sheet("班组", "16 12 12 12 12 12 12", landscape=True)
    sheet.write("A1:G1", "抢修一班绩效考核汇总", "title")
    sheet.row("A2", ["班组", "抢修一班", None, None, "月份", "2025年6月", None], "box center")
    totals = TOTALS[:6]
    facts = {
        "姓名": NAMES[50:56],
        "工号": tuple(f"Q{n:03d}" for n in range(11, 17)),
        "岗位": ("班长", "副班长", "抢修工", "抢修工", "抢修工", "学徒"),
        "绩效基数（元）": (2400, 2200, 1800, 1800, 1800, 1200),
        "考核得分": totals,
    }
    for row, (word, values) in enumerate(facts.items(), 3):
        sheet.row(f"A{row}", [word, *values], "box center n2" if word == "考核得分" else "box center")
        sheet.write(f"A{row}", word, "box center bold grey")
    ranks = [Formula(f"=RANK({c}7,$B$7:$G$7)", place) for c, place in zip("BCDEFG", places(totals))]
    sheet.row("A8", ["名次", *ranks], "box center")
    sheet.row("A9", ["等级", *(level(total) for total in totals)], "box center")
    sheet.row("A10", ["绩效系数", *(coefficient(level(total)) for total in totals)], "box center n1")
    pays = [
        Formula(f"=ROUND({c}6*{c}10,2)", rounded(b * coefficient(level(t))))
        for c, b, t in zip("BCDEFG", facts["绩效基数（元）"], totals)
    ]
    sheet.row("A11", ["绩效工资（元）", *pays], "box center money")
    return Book([sheet])


@layout(
    "People across and indicators down in one matrix: indicator and weight on the left, a column of scores a person, totals "
    "and ranks in the last rows",
    summary(
        "矩阵",
        "indicator=A weight=B",
        (4, 7),
        fields="month=A1",
        across="name=3 total=8 rank=9 level=10",
    ),
    optional="month",
    seen=FORUM,
)
def matrix() -> Book:
    sheet = Sheet("矩阵", "18 8 9 9 9 9 9 9 9", font="微软雅黑", size=10, landscape=True)
    sheet.write("A1:I1", "回访组6月份考核打分矩阵", "title")
    sheet.row("A3", ["考核指标", "权重", *NAMES[20:27]], "box center bold blue")
    for row, (word, weight) in enumerate(zip(("回访量", "录音抽检", "工单准确率", "纪律"), WEIGHTS), 4):
        sheet.row(
            f"A{row}", [word, weight, *(scores[row - 4] for scores in SCORES)], "box|box center pct" + "|box center" * 7
        )
    sheet.row(
        "A8",
        ["综合得分", 1, *(Formula(f"=SUMPRODUCT($B$4:$B$7,{c}4:{c}7)", t) for c, t in zip("CDEFGHI", TOTALS))],
        "box bold|box center pct" + "|box center bold n2" * 7,
    )
    sheet.row(
        "A9",
        ["排名", None, *(Formula(f"=RANK({c}8,$C$8:$I$8)", p) for c, p in zip("CDEFGHI", places(TOTALS)))],
        "box center",
    )
    sheet.row("A10", ["等级", None, *(level(t) for t in TOTALS)], "box center")
    return Book([sheet])
