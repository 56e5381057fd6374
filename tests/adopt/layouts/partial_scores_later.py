"""Weights as text below the heads, turned on a sheet, none at all, and a form: measured at first sight, then asked for."""

from __future__ import annotations

from adopt.drawing import Book, Formula, Sheet, filled, places
from adopt.layout import QUALITY, SHARED, form, layout, summary
from adopt.layouts.partial_scores import BESIDE, DEDUCTING, SHARES, made
from adopt.staff import NAMES


@layout(
    "Service advisers of a car dealer: 占30% and the like as words in a row below the heads, totals typed with one decimal (one "
    "wrong), levels by the lines in the note (one not by them)",
    summary(
        "服务顾问",
        "employee_id=B name=C post=D total=I rank=J level=K",
        (5, 12),
        fields="department=C2 month=J2",
        made_of="I=E*0.3+F*0.3+G*0.25+H*0.15",
    ),
    conflicts=("服务顾问!I7", "服务顾问!K11"),
    seen=SHARES,
)
def advisers_share_words() -> Book:
    sheet = Sheet("服务顾问", "6 10 10 12 12 12 12 12 10 8 8", landscape=True)
    sheet.write("A1:K1", "售后服务部员工绩效考核汇总", "title")
    sheet.row(
        "B2",
        ["部门：", "售后服务部", None, None, None, None, None, "月份：", "2025年10月"],
        "right|left||||||right|left",
    )
    heads = ("序号", "工号", "姓名", "岗位", "客户满意", "产值达成", "流程执行", "团队协作", "总分", "名次", "等级")
    sheet.row("A3", heads, "box center bold grey")
    sheet.row("A4", [None, None, None, None, "占30%", "占30%", "占25%", "占15%", None, None, None], "box center small")
    rows = (
        *((92, 95, 90, 88), (85, 90, 88, 92), (96, 91, 94, 90), (80, 86, 84, 90)),
        *((90, 88, 92, 94), (94, 97, 95, 92), (88, 79, 90, 86), (91, 93, 87, 95)),
    )
    totals = [round(total + 1e-9, 1) for total in made(rows, 0.3, 0.3, 0.25, 0.15)]
    totals[2] = 94.1  # 93.1 comes out
    ranks = places(totals)
    grades = ["A" if total >= 92 else "B" if total >= 86 else "C" for total in totals]
    grades[6] = "B"  # below 86
    sheet.table(
        "A4",
        ("", "box center", range(1, 9)),
        ("", "box center", [f"SA{at:02d}" for at in range(1, 9)]),
        ("", "box center", NAMES[10:18]),
        ("", "box center", ["服务顾问"] * 5 + ["前台接待"] * 3),
        *(("", "box center", [row[at] for row in rows]) for at in range(4)),
        ("", "box center n1", totals),
        ("", "box center", ranks),
        ("", "box center", grades),
    )
    sheet.write("A13:K13", "注：92分以上为A，86分以上为B，80分以上为C。", "left small")
    return Book([sheet])


@layout(
    "A follow-up centre: the weights lie side by side on a sheet 权重设置 (indicators over them), the total is SUMPRODUCT with that "
    "sheet; in one row it was typed over with another number",
    summary(
        "随访中心",
        "employee_id=A name=B total=G rank=H level=I coefficient=J",
        (4, 11),
        fields="month=B2",
        across="indicator=3",
        made_of="G=C*0.4+D*0.3+E*0.2+F*0.1",
    ),
    optional="indicator",
    conflicts=("随访中心!G8",),
    seen=BESIDE,
)
def weights_turned_on_a_sheet() -> Book:
    sheet = Sheet("随访中心", "10 10 12 12 12 12 12 8 8 8", landscape=True)
    sheet.write("A1:J1", "出院随访中心员工月度考核汇总表", "title")
    sheet.row("A2", ["月份", "2025年10月"], "left")
    rows = (
        *((96, 94, 92, 100), (90, 91, 88, 95), (85, 88, 90, 100), (98, 95, 97, 100)),
        *((88, 86, 91, 90), (93, 92, 94, 100), (91, 89, 87, 95), (94, 97, 90, 100)),
    )
    totals = made(rows, 0.4, 0.3, 0.2, 0.1)
    formulas = filled("=SUMPRODUCT(C#:F#,权重设置!$B$3:$E$3)", 4, totals)
    totals[4] = 89.9  # 88.2 comes out
    ranks = places(totals)
    grades = ["A+" if place == 1 else "A" if place <= 3 else "B" for place in ranks]
    sheet.table(
        "A3",
        ("工号", "box center", [f"SF{at}" for at in range(21, 29)]),
        ("姓名", "box center", NAMES[25:33]),
        ("随访完成", "box center", [row[0] for row in rows]),
        ("记录质量", "box center", [row[1] for row in rows]),
        ("患者满意", "box center", [row[2] for row in rows]),
        ("劳动纪律", "box center", [row[3] for row in rows]),
        ("综合得分", "box center n2", [*formulas[:4], 89.9, *formulas[5:]]),
        ("排名", "box center", filled("=RANK(G#,G$4:G$11)", 4, ranks)),
        ("等级", "box center", grades),
        ("系数", "box center n1", [{"A+": 1.2, "A": 1.1, "B": 1.0}[grade] for grade in grades]),
        head="box center bold blue",
    )
    rules = Sheet("权重设置", "10 12 12 12 12 10")
    rules.write("A1:F1", "随访中心考核项目权重", "bold left")
    rules.row("A2", ["项目", "随访完成", "记录质量", "患者满意", "劳动纪律", "合计"], "box center bold")
    rules.row(
        "A3",
        ["权重", 0.4, 0.3, 0.2, 0.1, Formula("=SUM(B3:E3)", 1)],
        "box center|box center pct|box center pct|box center pct|box center pct|box center pct",
    )
    return Book([sheet, rules])


@layout(
    "Tellers: 业务分, 服务分 and 内控分 add up, 奖励分 is added and 减分 stands as negative numbers; no weight anywhere, the total "
    "typed; one does not come out, and two places are out of order",
    summary(
        "柜员考核",
        "name=B department=C total=I rank=J",
        (3, 12),
        fields="month=A1",
        made_of="I=D+E+F+G+H",
    ),
    conflicts=("柜员考核!I6", "柜员考核!J9", "柜员考核!J10"),
    optional="month",
    ranked="",
    seen=DEDUCTING,
)
def tellers_plain_sum() -> Book:
    sheet = Sheet("柜员考核", "6 10 14 10 10 10 10 10 10 8")
    sheet.write("A1:J1", "2025年10月柜员绩效考核得分汇总表", "title")
    rows = (
        *((46, 28, 19, 2, 0), (43, 27, 18, 0, -1), (48, 29, 20, 0, 0), (40, 25, 17, 1, -3), (45, 28, 20, 0, 0)),
        *((38, 24, 18, 0, -2), (47, 26, 19, 3, 0), (42, 29, 16, 0, -0.5), (44, 27, 20, 0, 0), (41, 23, 19, 0, -4)),
    )
    totals = made(rows, 1, 1, 1, 1, 1)
    totals[3] = 83.0  # 80 comes out: what is taken off was left out
    ranks = places(totals)
    ranks[6], ranks[7] = ranks[7], ranks[6]
    sheet.table(
        "A2",
        ("序号", "box center", range(1, 11)),
        ("姓名", "box center", NAMES[48:58]),
        ("所属部门", "box center", ["营业一部"] * 5 + ["营业二部"] * 5),
        ("业务分", "box center", [row[0] for row in rows]),
        ("服务分", "box center", [row[1] for row in rows]),
        ("内控分", "box center", [row[2] for row in rows]),
        ("奖励分", "box center", [row[3] or None for row in rows]),
        ("减分", "box center", [row[4] or None for row in rows]),
        ("考核得分", "box center", totals),
        ("排名", "box center", ranks),
        head="box center bold navy",
    )
    sheet.write("A14", "行长：", "left")
    return Book([sheet])


@layout(
    "A form of a property's repair desk with weights and scores, a note of the lines below; the total typed does not come out",
    form(
        "考核表",
        "indicator=B standard=C weight=D score=E",
        (6, 10),
        fields="name=C3 department=E3 post=C4 month=E4 total=E11 level=E12",
    ),
    conflicts=("考核表!E11",),
    seen=f"{QUALITY}; {SHARED}",
)
def repair_desk_form() -> Book:
    sheet = Sheet("考核表", "6 22 34 12 12")
    sheet.write("A1:E1", "工程维修客服岗月度绩效考核表", "title")
    sheet.row("B3", ["姓名", "章蕾", "部门", "工程维修部"], "box center")
    sheet.row("B4", ["岗位", "报修客服", "考核月份", "2025年10月"], "box center")
    sheet.row("A5", ["序号", "考核指标", "评分标准", "权重", "得分"], "box center bold grey")
    lines = (
        ("报修受理及时率", "10分钟内派单，每超时一次扣2分", 0.3, 95),
        ("回访完成率", "每低1个百分点扣1分", 0.25, 88),
        ("业主满意度", "每低1分扣2分", 0.2, 90),
        ("台账完整", "缺一项扣2分", 0.15, 92),
        ("劳动纪律", "迟到一次扣5分", 0.1, 100),
    )
    for row, line in enumerate(lines, 6):
        sheet.row(f"A{row}", [row - 5, *line], "box center|box|box wrap|box center pct|box center")
    sheet.row("A11", ["总分", None, None, None, 95.3], "box center bold|box|box|box|box center bold n2")  # 92.3
    sheet.row("A12", ["等级", None, None, None, "优"], "box center bold|box|box|box|box center")
    sheet.write("A13:E13", "说明：95分及以上为优，85分及以上为良，75分及以上为中。", "left small")
    return Book([sheet])
