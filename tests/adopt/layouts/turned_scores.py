"""Turned summaries (a column a person) whose total is made of rows of partial scores: weighted, added up, taken off."""

from __future__ import annotations

from adopt.drawing import Book, Formula, Sheet, places
from adopt.layout import FORUM, HABIT, SHARED, layout, summary
from adopt.layouts.partial_scores import BESIDE, DEDUCTING, SHARES, made
from adopt.staff import NAMES

COLUMNS = "BCDEFGHIJK"


def across(text: str, values: tuple[float, ...] | list[float], first: int = 0) -> list[Formula]:
    """One formula filled to the right from column B (or `first` columns later) on, `#` standing for the column."""
    return [Formula(text.replace("#", COLUMNS[at]), value) for at, value in enumerate(values, first)]


def turned(sheet: Sheet, top: int, *rows: tuple[str, list[object]], style: str = "box center") -> None:
    """Labels below each other from `top` on, what belongs to each right of it."""
    for row, (label, values) in enumerate(rows, top):
        sheet.row(f"A{row}", [label, *values], "|".join(["box bold", *[style] * len(values)]))


@layout(
    "A club's reception with a column a person: 业绩(60%), 态度(20%), 能力(20%) as labels below each other, totals typed (one does "
    "not come out), places by formula",
    summary(
        "前台",
        across="name=3 post=4 total=8 rank=9 level=10",
        fields="month=A1",
        made_of="8=5*0.6+6*0.2+7*0.2",
    ),
    conflicts=("前台!D8",),
    optional="month",
    seen=f"{SHARES}; {FORUM}",
)
def turned_shares_in_labels() -> Book:
    sheet = Sheet("前台", "18 10 10 10 10 10 10", landscape=True)
    sheet.write("A1:G1", "会所前台2025年9月绩效考核表", "title")
    scores = (
        (91.0, 88.0, 90.0),
        (86.0, 92.0, 94.0),
        (95.0, 90.0, 92.0),
        (78.0, 90.0, 85.0),
        (88.5, 96.0, 95.0),
        (82.0, 84.0, 86.0),
    )
    totals = made(scores, 0.6, 0.2, 0.2)
    totals[2] = 95.4  # 93.4 comes out
    ranks = places(totals)
    turned(
        sheet,
        3,
        ("姓名", [*NAMES[:6]]),
        ("岗位", ["接待", "接待", "礼宾", "接待", "收银", "收银"]),
        ("工作业绩(60%)", [row[0] for row in scores]),
        ("工作态度(20%)", [row[1] for row in scores]),
        ("工作能力(20%)", [row[2] for row in scores]),
        ("综合得分", list(totals)),
        ("排名", across("=RANK(#8,$B$8:$G$8)", ranks)),
        ("等级", ["A" if total >= 92 else "B" if total >= 86 else "C" for total in totals]),
    )
    sheet.write("A12", "考核人：            审核：", "left")
    return Book([sheet])


@layout(
    "A canteen's list turned: four marks that are added up by SUM, the total of one person typed over with another number",
    summary(
        "食堂",
        across="name=2 employee_id=3 total=8 rank=9 level=10",
        fields="month=A1",
        made_of="8=4*1+5*1+6*1+7*1",
    ),
    conflicts=("食堂!E8",),
    optional="month",
    seen=f"{SHARED}; {FORUM}",
)
def turned_plain_sum() -> Book:
    sheet = Sheet("食堂", "16 10 10 10 10 10 10", landscape=True)
    sheet.write("A1:G1", "员工食堂2025年10月考核得分表", "title")
    scores = (
        (28, 27, 18, 19),
        (25, 28, 17, 20),
        (29, 26, 19, 18),
        (24, 25, 16, 17),
        (27, 29, 20, 19),
        (22, 26, 18, 16),
    )
    totals = made(scores, 1, 1, 1, 1)
    cells: list[object] = list(across("=SUM(#4:#7)", totals))
    totals[3] = cells[3] = 86.0  # 82 comes out
    ranks = places(totals)
    turned(
        sheet,
        2,
        ("姓名", [*NAMES[10:16]]),
        ("工号", [f"ST{at}" for at in range(11, 17)]),
        ("出品质量", [row[0] for row in scores]),
        ("卫生", [row[1] for row in scores]),
        ("服务", [row[2] for row in scores]),
        ("纪律", [row[3] for row in scores]),
        ("总分", cells),
        ("名次", across("=RANK(#8,$B$8:$G$8)", ranks)),
        ("等级", ["优" if total >= 90 else "良" if total >= 85 else "中" for total in totals]),
    )
    return Book([sheet])


@layout(
    "A dispatch room's list turned: everybody begins with 100, a row of 加分 and one of 扣分, 实得分 typed; what is taken off was "
    "forgotten for one",
    summary(
        "调度",
        across="name=3 total=7 rank=8 coefficient=9",
        fields="department=B2 month=E2",
        made_of="7=4*1+5*1-6*1",
    ),
    conflicts=("调度!F7",),
    seen=DEDUCTING,
)
def turned_points_taken_off() -> Book:
    sheet = Sheet("调度", "14 10 10 10 10 10", landscape=True)
    sheet.write("A1:F1", "调度室人员绩效考核表", "title")
    sheet.row("A2", ["部门：", "调度室", None, "月份：", "2025年8月"], "right|left||right|left")
    more, less = (2, 0, 1, 0, 0), (3, 5, 0, 8, 2)
    totals = [100.0 + a - b for a, b in zip(more, less)]
    totals[4] = 100.0  # 98 comes out
    turned(
        sheet,
        3,
        ("姓名", [*NAMES[20:25]]),
        ("基础分", [100] * 5),
        ("加分", list(more)),
        ("扣分", list(less)),
        ("实得分", list(totals)),
        ("排名", places(totals)),
        ("绩效系数", [1.1 if total >= 99 else 1.0 if total >= 95 else 0.9 for total in totals]),
    )
    return Book([sheet])


@layout(
    "A repair crew's list turned, with the weights in a column beside the labels; the totals by SUMPRODUCT with them",
    summary(
        "维修班",
        across="name=2 total=7 rank=8 level=9",
        fields="month=A1",
        made_of="7=3*0.4+4*0.3+5*0.2+6*0.1",
    ),
    optional="month",
    seen=BESIDE,
)
def turned_weights_beside() -> Book:
    sheet = Sheet("维修班", "14 8 10 10 10 10 10", landscape=True)
    sheet.write("A1:G1", "维修班2025年7月绩效考核", "title")
    scores = ((95, 92, 90, 100), (88, 90, 92, 96), (92, 85, 94, 98), (80, 86, 84, 90), (90, 94, 88, 100))
    totals = made(scores, 0.4, 0.3, 0.2, 0.1)
    cells = [Formula(f"=SUMPRODUCT($B$3:$B$6,{at}3:{at}6)", total) for at, total in zip("CDEFG", totals)]
    sheet.row("A2", ["姓名", "权重", *NAMES[30:35]], "box center bold grey")
    for row, (label, weight, at) in enumerate(
        (("派单及时", 0.4, 0), ("修复质量", 0.3, 1), ("回访满意", 0.2, 2), ("安全作业", 0.1, 3)), 3
    ):
        sheet.row(
            f"A{row}",
            [label, weight, *[one[at] for one in scores]],
            "box|box center pct|" + "|".join(["box center"] * 5),
        )
    ranks = places(totals)
    sheet.row("A7", ["总分", None, *cells], "box bold|box|" + "|".join(["box center n2"] * 5))
    sheet.row(
        "A8",
        ["排名", None, *[Formula(f"=RANK({at}7,$C$7:$G$7)", rank) for at, rank in zip("CDEFG", ranks)]],
        "box bold" + "|box center" * 6,
    )
    sheet.row(
        "A9",
        ["等级", None, *["A" if t >= 92 else "B" if t >= 88 else "C" for t in totals]],
        "box bold" + "|box center" * 6,
    )
    return Book([sheet])


@layout(
    "A back office: items down under 考核项目, people across, a last column 合计/平均 and one of remarks; one total typed over a SUM",
    summary(
        "行政内勤",
        across="name=2 total=7 rank=8",
        fields="month=A1",
        made_of="7=3*1+4*1+5*1+6*1",
    ),
    optional="month",
    conflicts=("行政内勤!D7",),
    seen=f"{HABIT}; {FORUM}",
)
def items_down_people_across() -> Book:
    sheet = Sheet("行政内勤", "14 10 10 10 10 10 12 14", landscape=True)
    sheet.write("A1:H1", "行政内勤2025年9月绩效考核打分表", "title")
    scores = ((28, 27, 18, 19), (25, 28, 17, 20), (29, 26, 19, 18), (24, 25, 16, 17), (27, 29, 20, 19))
    totals = made(scores, 1, 1, 1, 1)
    cells: list[object] = list(across("=SUM(#3:#6)", totals))
    totals[2] = cells[2] = 86.0  # 92 comes out
    sheet.row("A2", ["考核项目", *NAMES[35:40], "合计/平均", "备注"], "box center bold grey")
    for row, (label, at) in enumerate((("单据处理", 0), ("客户跟进", 1), ("报表及时", 2), ("考勤纪律", 3)), 3):
        marks = [one[at] for one in scores]
        mean = Formula(f"=AVERAGE(B{row}:F{row})", sum(marks) / 5)
        sheet.row(f"A{row}", [label, *marks, mean, "迟到一次" if at == 3 else None], "box bold" + "|box center" * 7)
    mean = Formula("=AVERAGE(B7:F7)", sum(totals) / 5)
    sheet.row("A7", ["总分", *cells, mean, None], "box bold" + "|box center" * 7)
    ranks = [Formula(f"=RANK({COLUMNS[at]}7,$B$7:$F$7)", rank) for at, rank in enumerate(places(totals))]
    sheet.row("A8", ["名次", *ranks, None, None], "box bold" + "|box center" * 7)
    return Book([sheet])
