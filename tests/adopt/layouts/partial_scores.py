"""Summaries whose total is made of columns of partial scores: weights in heads, in a row, on a sheet, or none; extras."""

from __future__ import annotations

from adopt.drawing import Book, Formula, Sheet, filled, places, rounded
from adopt.layout import HABIT, SHARED, TUTORIAL, layout, summary
from adopt.staff import NAMES

SHARES = (
    "rules of appraisal on document-sharing sites (工作业绩、工作能力、工作态度 with shares of 60/25/15 or 70/10/20; "
    "产量45% 质量40% 学习15%; scores of two raters by 60% and 40%)"
)
BESIDE = "spreadsheet lessons on weighted scores (=SUMPRODUCT over four scores and the weights in a range apart)"
DEDUCTING = "monthly rules of counters and services on such sites (基本分100分, 每次扣2分, 加分项, 扣分项, 实得分)"


def made(rows: tuple[tuple[float, ...], ...], *factors: float, base: float = 0.0) -> list[float]:
    """The total of each row: every partial score by its factor, to two decimals."""
    return [rounded(base + sum(round(f * 10000) * s for f, s in zip(factors, row)) / 10000) for row in rows]


@layout(
    "A hotel's front office: 工作业绩(60%), 工作态度(20%), 工作能力(20%) in the heads, the total by a formula, places typed (two "
    "of them exchanged), levels by lines that the note below states (one not by them)",
    summary(
        "前厅部",
        "employee_id=B name=C post=D total=H rank=I level=J",
        (4, 12),
        fields="department=B2 month=I2",
        across="indicator=3",
        made_of="H=E*0.6+F*0.2+G*0.2",
    ),
    optional="indicator",
    conflicts=("前厅部!I5", "前厅部!I6", "前厅部!J9"),
    ranked="",
    seen=SHARES,
)
def hotel_shares_in_heads() -> Book:
    sheet = Sheet("前厅部", "6 10 10 14 14 14 14 10 8 8", font="微软雅黑", size=10, landscape=True)
    sheet.write("A1:J1", "前厅部员工月度绩效考核汇总表", "title")
    sheet.row(
        "A2",
        ["部门：", "前厅部", None, None, None, None, None, "月份：", "2025年10月", None],
        "right|left||||||right|left|",
    )
    scores = (
        *((92.0, 95.0, 90.0), (88.0, 92.0, 94.0), (96.0, 90.0, 92.0), (81.0, 90.0, 85.0), (94.5, 96.0, 95.0)),
        *((79.0, 88.0, 80.0), (90.0, 86.0, 92.0), (85.0, 94.0, 90.0), (91.0, 89.0, 88.0)),
    )
    totals = made(scores, 0.6, 0.2, 0.2)
    ranks = places(totals)
    ranks[1], ranks[2] = ranks[2], ranks[1]
    grades = ["优秀" if total >= 92 else "良好" if total >= 85 else "合格" for total in totals]
    grades[5] = "良好"
    posts = ("接待员", "接待员", "礼宾员", "总机话务", "大堂副理", "行李员", "接待员", "总机话务", "收银员")
    sheet.table(
        "A3",
        ("序号", "box center", range(1, 10)),
        ("工号", "box center", [f"QT{at:03d}" for at in range(11, 20)]),
        ("姓名", "box center", NAMES[:9]),
        ("岗位", "box center", posts),
        ("工作业绩(60%)", "box center n1", [row[0] for row in scores]),
        ("工作态度(20%)", "box center n1", [row[1] for row in scores]),
        ("工作能力(20%)", "box center n1", [row[2] for row in scores]),
        ("总分", "box center n2", filled("=ROUND(E#*60%+F#*20%+G#*20%,2)", 4, totals)),
        ("排名", "box center", ranks),
        ("等级", "box center", grades),
        head="box center bold blue wrap",
    )
    sheet.write("A13:J13", "注：92分及以上为优秀，85分及以上为良好，75分及以上为合格。", "left small")
    sheet.write("A15:J15", "制表：              部门负责人：              人力资源部：", "left")
    return Book([sheet])


@layout(
    "Stewards of a housing estate: the weights in a row of their own below the heads, extra points and deductions in two "
    "columns behind, the total typed from a calculator: one does not come out",
    summary(
        "管家考核",
        "name=B department=C total=J rank=K remark=L",
        (5, 12),
        fields="branch=B2 month=K2",
        made_of="J=D*0.4+E*0.25+F*0.2+G*0.15+H-I",
    ),
    conflicts=("管家考核!J9",),
    seen=SHARES,
)
def stewards_weight_row() -> Book:
    sheet = Sheet("管家考核", "6 11 14 12 12 12 12 8 8 10 8 16", landscape=True)
    sheet.write("A1:L1", "2025年10月物业管家绩效考核汇总", "title")
    sheet.row("A2", ["公司：", "金桂物业江东分公司"], "right|left")
    sheet.row("J2", ["月份：", "2025年10月"], "right|left")
    heads = ("序号", "姓名", "所属项目部", "物业费收缴", "报修回访", "业主满意", "环境巡查", "加分", "扣分", "考核得分")
    sheet.row("A3", [*heads, "名次", "备注"], "box center bold grey wrap")
    sheet.row(
        "A4",
        [None, "权重", None, 0.4, 0.25, 0.2, 0.15, None, None, None, None, None],
        "box|box center|box|box center pct|box center pct|box center pct|box center pct|box|box|box|box|box",
    )
    rows = (
        *((95, 90, 92, 88, 2, 0), (86, 92, 90, 95, 0, 3), (98, 94, 95, 90, 0, 0), (78, 85, 88, 90, 0, 5)),
        *((90, 90, 85, 92, 3, 0), (92, 88, 94, 96, 0, 2), (84, 91, 80, 85, 0, 0), (97, 95, 96, 98, 1, 0)),
    )
    totals = made(rows, 0.4, 0.25, 0.2, 0.15, 1, -1)
    totals[4] = 95.3  # 92.3 comes out: the three extra points were added twice
    ranks = places(totals)
    for at, (row, total, place) in enumerate(zip(rows, totals, ranks), 5):
        extras = [value or None for value in row[4:]]
        project = "桂花园项目部" if at < 9 else "滨江苑项目部"
        why = {6: "晚到三次", 8: "装修投诉", 9: "锦旗一面"}.get(at)
        sheet.row(
            f"A{at}",
            [at - 4, NAMES[at + 8], project, *row[:4], *extras, total, place, why],
            "box center|box center|box center|box center|box center|box center|box center|box center|box center|box center n2|box center|box",
        )
    sheet.write("A14", "审核：", "left")
    return Book([sheet])


@layout(
    "A call centre whose weights stand on a sheet 参数 (项目, 权重) below the words of the heads; totals typed as numbers, "
    "one of them not what these weights give",
    summary(
        "10月汇总",
        "employee_id=A name=B department=C total=H rank=I level=J",
        (3, 12),
        made_of="H=D*0.3+E*0.4+F*0.2+G*0.1",
        fields="month=A1",
    ),
    conflicts=("10月汇总!H7",),
    optional="month",
    seen=BESIDE,
)
def weights_on_a_sheet() -> Book:
    sheet = Sheet("10月汇总", "10 10 14 12 12 12 10 12 8 8", font="等线", landscape=True)
    sheet.write("A1:J1", "客服热线中心10月坐席绩效考核成绩", "title")
    rows = (
        *((96, 92, 95, 100), (88, 95, 90, 100), (91, 86, 88, 96), (99, 97, 98, 100), (85, 90, 92, 92)),
        *((93, 89, 94, 100), (78, 84, 86, 90), (90, 93, 91, 98), (95, 88, 96, 100), (87, 91, 89, 95)),
    )
    totals = made(rows, 0.3, 0.4, 0.2, 0.1)
    totals[4] = 91.1  # 89.1 comes out
    ranks = places(totals)
    sheet.table(
        "A2",
        ("工号", "box center", range(6101, 6111)),
        ("姓名", "box center", NAMES[20:30]),
        ("班组", "box center", ["早班组"] * 5 + ["晚班组"] * 5),
        ("话务量", "box center", [row[0] for row in rows]),
        ("质检成绩", "box center", [row[1] for row in rows]),
        ("满意度", "box center", [row[2] for row in rows]),
        ("出勤", "box center", [row[3] for row in rows]),
        ("综合得分", "box center n2", totals),
        ("排名", "box center", ranks),
        ("等级", "box center", ["A" if place <= 3 else "B" if place <= 8 else "C" for place in ranks]),
        head="box center bold green",
    )
    rules = Sheet("参数", "14 10 20")
    rules.write("A1:C1", "考核项目及权重", "bold left")
    rules.table(
        "A2",
        ("项目", "box center", ("话务量", "质检成绩", "满意度", "出勤", "合计")),
        ("权重", "box center pct", (0.3, 0.4, 0.2, 0.1, Formula("=SUM(B3:B6)", 1))),
        ("数据来源", "box", ("呼叫平台", "质检组", "评价短信", "排班系统", None)),
    )
    return Book([sheet, rules])


@layout(
    "The lobby staff of a bank's outlets: a row 权重 below the heads that only sums to 95 %, the total by SUMPRODUCT over it",
    summary(
        "大堂经理",
        "employee_id=A name=B branch=C total=H rank=I",
        (4, 11),
        fields="month=A1",
        across="indicator=2 weight=3",
        made_of="H=D*0.35+E*0.3+F*0.2+G*0.1",
    ),
    optional="month indicator weight",
    conflicts=("大堂经理!G3",),
    seen=TUTORIAL,
)
def weight_row_of_95() -> Book:
    sheet = Sheet("大堂经理", "11 10 14 12 12 12 12 12 8", landscape=True)
    sheet.write("A1:I1", "网点大堂经理月度考核得分表（2025年10月）", "title")
    heads = ("员工编号", "姓名", "所属支行", "服务质量", "分流引导", "营销转介", "合规操作", "总得分", "排名")
    sheet.row("A2", heads, "box center bold navy")
    sheet.row(
        "A3",
        ["权重", None, None, 0.35, 0.3, 0.2, 0.1, None, None],
        "box center|box|box|box center pct|box center pct|box center pct|box center pct|box|box",
    )
    rows = (
        *((95, 90, 80, 100), (90, 92, 85, 100), (88, 95, 70, 95), (97, 93, 90, 100)),
        *((85, 80, 95, 100), (92, 90, 88, 90), (90, 85, 75, 100), (94, 96, 82, 100)),
    )
    totals = made(rows, 0.35, 0.3, 0.2, 0.1)
    sheet.table(
        "A3",
        ("", "box center", range(80231, 80239)),
        ("", "box center", NAMES[30:38]),
        ("", "box center", ["中山支行"] * 3 + ["湖滨支行"] * 3 + ["城北支行"] * 2),
        *(("", "box center", [row[at] for row in rows]) for at in range(4)),
        ("", "box center n2", filled("=SUMPRODUCT($D$3:$G$3,D#:G#)", 4, totals)),
        ("", "box center", filled("=RANK(H#,H$4:H$11)", 4, places(totals))),
    )
    return Book([sheet])


@layout(
    "Couriers of a delivery station: full marks in the heads (40, 30, 20, 10), a column of deductions for offences, all added "
    "up in a typed 合计; one sum is wrong and one mark is above its full mark",
    summary(
        "站点考核",
        "employee_id=B name=C total=I rank=J level=K",
        (5, 13),
        fields="department=C2 month=H2",
        made_of="I=D+E+F+G-H",
    ),
    conflicts=("站点考核!I8", "站点考核!F11"),
    seen=SHARED,
)
def couriers_full_marks() -> Book:
    sheet = Sheet("站点考核", "6 10 10 12 12 12 12 10 10 8 8", landscape=True)
    sheet.write("A1:K1", "快递站点员工月度绩效考核表", "title")
    sheet.row(
        "B2", ["所属部门：", "东湖营业部", None, None, None, "考核月份：", "2025年10月"], "right|left||||right|left"
    )
    for ref, word in (
        ("A3:A4", "序号"),
        ("B3:B4", "工号"),
        ("C3:C4", "姓名"),
        ("H3:H4", "违规扣分"),
        ("I3:I4", "合计"),
    ):
        sheet.write(ref, word, "box center bold grey wrap")
    sheet.write("J3:J4", "排名", "box center bold grey")
    sheet.write("K3:K4", "等级", "box center bold grey")
    sheet.write("D3:G3", "考核项目", "box center bold grey")
    heads = ("时效达成（40分）", "服务态度（30分）", "单据规范（20分）", "出勤（10分）")
    sheet.row("D4", heads, "box center bold grey wrap small")
    rows = (
        *((38, 28, 19, 10, 0), (36, 27, 18, 9, 2), (40, 29, 20, 10, 0), (33, 25, 17, 10, 3), (39, 26, 18, 10, 0)),
        *((35, 28, 19, 8, 1), (37, 30, 21, 10, 0), (30, 22, 15, 9, 5), (38, 27, 19, 10, 0)),
    )
    totals = made(rows, 1, 1, 1, 1, -1)
    totals[3] = 85.0  # 82 comes out: the deduction was forgotten
    ranks = places(totals)
    sheet.table(
        "A4",
        ("", "box center", range(1, 10)),
        ("", "box center", [f"DH{at}" for at in range(301, 310)]),
        ("", "box center", NAMES[38:47]),
        *(("", "box center", [row[at] for row in rows]) for at in range(4)),
        ("", "box center", [row[4] or None for row in rows]),
        ("", "box center", totals),
        ("", "box center", ranks),
        ("", "box center", ["A" if total >= 90 else "B" if total >= 80 else "C" for total in totals]),
    )
    sheet.write("A14:K14", "说明：90分及以上为A，80分及以上为B，80分以下为C。", "left small")
    return Book([sheet])


@layout(
    "The guidance desk of a hospital: 护士长评分 50%, 科室评价 30%, 患者满意度 20% in the heads; 综合得分 and 排名 still wait",
    summary(
        "导诊考核",
        "name=B post=C total=G rank=H remark=I",
        (4, 10),
        fields="department=B2 month=G2",
        made_of="G=D*0.5+E*0.3+F*0.2",
    ),
    ranked="",
    seen=SHARES,
)
def guidance_desk_waiting() -> Book:
    sheet = Sheet("导诊考核", "6 10 14 16 16 16 12 8 18", size=10, landscape=True)
    sheet.write("A1:I1", "门诊导诊台人员绩效考核汇总表", "title")
    sheet.row("A2", ["科室", "门诊部导诊台"], "box center")
    sheet.row("F2", ["考核月份", "2025年10月"], "box center")
    heads = ("序号", "姓名", "岗位", "护士长评分\n50%", "科室评价\n30%", "患者满意度\n20%", "综合得分", "排名", "备注")
    sheet.row("A3", heads, "box center bold green wrap")
    rows = ((95, 92, 97.5), (90, 88, 93), (97, 94, 96), (86, 90, 88.5), (92, 93, 91), (88, 85, 90), (94, 96, 95.5))
    for at, row in enumerate(rows, 4):
        post = "导诊组长" if at == 4 else "导诊员"
        sheet.row(
            f"A{at}",
            [at - 3, NAMES[at + 43], post, *row, None, None, "夜班两次" if at == 7 else None],
            "box center|box center|box center|box center n1|box center n1|box center n1|box center n2|box center|box",
        )
    return Book([sheet])


@layout(
    "Guards of a site: everybody has 100 points, what is earned is added, what is lost taken off; 实得分 typed, one does not "
    "come out",
    summary(
        "秩序队",
        "name=B post=C total=G level=H remark=I",
        (4, 12),
        fields="month=H2",
        made_of="G=D+E-F",
    ),
    conflicts=("秩序队!G10",),
    seen=DEDUCTING,
)
def guards_base_of_100() -> Book:
    sheet = Sheet("秩序队", "6 10 12 10 10 10 10 8 24")
    sheet.write("A1:I1", "秩序维护队员工月度考核表", "title")
    sheet.row("G2", ["月份", "2025年10月"], "center")
    sheet.row(
        "A3",
        ["序号", "姓名", "岗位", "基本分", "加分", "扣分", "实得分", "评定等级", "扣分原因"],
        "box center bold yellow",
    )
    rows = (
        *((100, 0, 2), (100, 3, 0), (100, 0, 7), (100, 0, 0), (100, 2, 4), (100, 0, 12)),
        *((100, 0, 5), (100, 1, 0), (100, 0, 3)),
    )
    totals = made(rows, 1, 1, -1)
    totals[6] = 96.0  # 95 comes out
    grades = ["优秀" if total >= 100 else "良好" if total >= 95 else "合格" for total in totals]
    for at, (row, total, grade) in enumerate(zip(rows, totals, grades), 4):
        post = "班长" if at in (4, 9) else "队员"
        why = {6: "岗上看手机", 9: "脱岗一次", 10: "交接不清"}.get(at)
        sheet.row(
            f"A{at}",
            [at - 3, NAMES[at + 46], post, row[0], row[1] or None, row[2] or None, total, grade, why],
            "box center|box center|box center|box center|box center|box center|box center|box center|box",
        )
    return Book([sheet])


@layout(
    "Two steps: 业绩考核 70 % and 行为考核 30 % make 加权得分, with 加减分 it is 最终得分; two header rows, departments merged, a mean "
    "below; one step and one final result do not come out",
    summary(
        "考核汇总",
        "department=A name=B adjust=F total=G rank=H level=I coefficient=J",
        (5, 12),
        fields="month=I2",
        made_of="E=C*0.7+D*0.3 G=E+F",
    ),
    conflicts=("考核汇总!E7", "考核汇总!G10"),
    ranked="",
    seen=HABIT,
)
def two_steps_merged_heads() -> Book:
    sheet = Sheet("考核汇总", "14 11 12 12 12 10 12 8 8 8")
    sheet.write("A1:J1", "燃气客服中心员工绩效考核汇总表", "title")
    sheet.row("H2", ["考核月份", "2025年10月"], "center")
    for ref, word in (
        ("A3:A4", "部门"),
        ("B3:B4", "姓名"),
        ("F3:F4", "加减分"),
        ("G3:G4", "最终得分"),
        ("H3:H4", "排名"),
    ):
        sheet.write(ref, word, "box center bold grey")
    sheet.write("I3:I4", "等级", "box center bold grey")
    sheet.write("J3:J4", "系数", "box center bold grey")
    sheet.write("C3:E3", "考核得分", "box center bold grey")
    sheet.row("C4", ["业绩（70%）", "行为（30%）", "加权得分"], "box center bold grey small")
    rows = ((95, 90), (88, 94), (91, 85), (84, 92), (97, 96), (90, 88), (86, 91), (93, 89))
    steps = made(rows, 0.7, 0.3)
    steps[2] = 90.2  # 89.2 comes out
    extras = (1, 0, -2, 0, 2, 0, -1, 0)
    finals = [rounded(step + extra) for step, extra in zip(steps, extras)]
    finals[5] = 91.4  # 89.4 comes out
    ranks = places(finals)
    for at, (row, step, extra, final, place) in enumerate(zip(rows, steps, extras, finals, ranks), 5):
        grade = "A+" if place == 1 else "A" if place <= 4 else "B"
        sheet.row(
            f"B{at}",
            [NAMES[at + 10], *row, step, extra or None, final, place, grade, {"A+": 1.2, "A": 1.1, "B": 1.0}[grade]],
            "box center|box center|box center|box center n2|box center|box center n2|box center|box center|box center n1",
        )
    sheet.write("A5:A8", "热线一部", "box center")
    sheet.write("A9:A12", "热线二部", "box center")
    sheet.row(
        "A13",
        ["平均", None, None, None, None, None, Formula("=AVERAGE(G5:G12)", sum(finals) / 8), None, None, None],
        "box center bold|box|box|box|box|box|box center bold n2|box|box|box",
    )
    return Book([sheet])
