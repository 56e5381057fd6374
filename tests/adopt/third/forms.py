"""Kept aside: one person's forms of other companies, by weights."""

from __future__ import annotations

from adopt.drawing import Book, Formula, Sheet, filled, rounded
from adopt.layout import SHARED, form, layout
from adopt.staff import kpis, level, weighted

POSTED = (
    "posted form templates for property, hotel and sales staff on document-sharing sites (考核标准, 违规情况, 分值, 直接上级; "
    "自评 and 上级 under 得分)"
)

BROKER = kpis("""
    服务|开户资料合格率|20|每低1%扣2分|100%|99%|98
    服务|客户回访完成率|20|完成比例×100|120|114|95
    业务|有效户新增|25|完成比例×100|40|37|92.5
    业务|产品宣讲场次|15|每少1场扣5分|4|4|100
    合规|适当性检查|20|每项不合格扣5分|0|1|95
""")
HOTLINE = kpis("""
    效率|20秒接通率|20|每低1%扣2分|90%|88%|96
    效率|案均处理时长|15|每超1分钟扣2分|12|13|98
    质量|报案录入准确率|25|每低1%扣5分|99%|98%|95
    质量|投诉转办及时率|20|每低1%扣2分|100%|97%|94
    态度|服务评价满意率|20|每低1%扣3分|96%|96%|100
""")
LIFT = kpis("""
    保养|按期保养率|30|每低1%扣3分|100%|98%|94
    急修|30分钟到场率|25|每低1%扣2分|95%|94%|98
    急修|困人次数|20|每次扣5分|0|1|95
    质量|检验一次通过率|15|每低1%扣2分|98%|97%|98
    安全|安全带与围挡|10|每次扣10分|0|0|100
""")
TUTORS = (
    (
        "一、业绩指标（70%）",
        (("新签学员数", 30, 20, 19, 95), ("续费率", 25, 0.8, 0.78, 97), ("退费率", 15, 0.05, 0.06, 90)),
    ),
    ("二、行为指标（30%）", (("家长回访", 15, 60, 60, 100), ("课堂纪律", 10, 0, 1, 95), ("资料归档", 5, 1, 1, 100))),
)


@layout(
    "A counter clerk's form at a securities firm: three lines of head fields, KPI with 权重得分, level and its meaning explained "
    "in a note below",
    form(
        "KPI",
        "indicator=B weight=C target=D actual=E score=F weighted=G",
        (6, 10),
        fields="name=B2 employee_id=D2 department=F2 post=B3 supervisor=D3 month=B4 rater=D4 total=G11 level=G12",
    ),
    seen=SHARED,
)
def branch_clerk() -> Book:
    sheet = Sheet("KPI", "12 22 14 16 14 16 12", font="微软雅黑", size=10)
    sheet.write("A1:G1", "证券营业部员工月度KPI考核表", "title")
    for row, words in (
        (2, ("姓名", "任重", "工号", "ZQ3306", "部门", "运营管理部")),
        (3, ("岗位", "柜台经办", "直接主管", "袁圆", "入职日期", "2019/7/1")),
        (4, ("考核期间", "2025年11月", "考核人", "袁圆", "填表日期", "2025/12/3")),
    ):
        sheet.row(f"A{row}", words, "box center bold|box center|box center bold|box center|box center bold|box center")
    products = [round(kpi.weight * kpi.score, 6) for kpi in BROKER]
    sheet.table(
        "A5",
        ("序号", "box center", range(1, 6)),
        ("KPI指标", "box", [kpi.indicator for kpi in BROKER]),
        ("权重", "box center pct", [kpi.weight for kpi in BROKER]),
        ("目标值", "box center fact", [kpi.target for kpi in BROKER]),
        ("达成情况", "box center fact", [kpi.actual for kpi in BROKER]),
        ("评分", "box center", [kpi.score for kpi in BROKER]),
        ("权重得分", "box center n2", filled("=C#*F#", 6, products)),
        head="box center bold navy",
    )
    total = weighted(BROKER)
    sheet.frame("A11:G12")
    sheet.write("A11:B11", "合计得分", "box center bold")
    sheet.write("C11", Formula("=SUM(C6:C10)", 1), "box center pct")
    sheet.write("G11", Formula("=SUM(G6:G10)", total), "box center bold n2")
    sheet.write("A12:F12", "绩效等级", "box right bold")
    sheet.write("G12", level(total), "box center")
    sheet.write(
        "A14:G14",
        "等级说明：A+为卓越，A为优秀，B为良好，C为待改进，C-为不合格；等级由考核人提出，部门经理审定。",
        "left small",
    )
    return Book([sheet])


@layout(
    "Sections inside the table, 一、业绩指标（70%） and 二、行为指标（30%） as rows over their lines, a 小计 after each; that of the "
    "second was typed and is not what its lines give",
    form(
        "课程顾问",
        "indicator=B weight=C target=D actual=E score=F weighted=G",
        (5, 12),
        fields="name=B2 department=D2 month=G2 total=G14",
    ),
    skip=("课程顾问!8", "课程顾问!9"),
    conflicts=("课程顾问!G13",),
    seen=SHARED,
)
def course_adviser() -> Book:
    sheet = Sheet("课程顾问", "8 24 12 14 12 14 14")
    sheet.write("A1:G1", "课程顾问月度绩效考核表", "title")
    sheet.row("A2", ["姓名", "花蕊", "部门", "城北校区", None, "考核月份", "2025年11月"], "box center")
    sheet.row("A3", ["序号", "考核指标", "权重", "目标", "完成值", "得分", "加权得分"], "box center bold orange")
    row, number, sums = 4, 0, []
    for title, items in TUTORS:
        sheet.write(f"A{row}:G{row}", title, "box left bold")
        top, end = row + 1, row + len(items)
        for row, (item, weight, target, actual, mark) in enumerate(items, top):
            number += 1
            product = Formula(f"=C{row}*F{row}", round(weight * mark / 100, 6))
            sheet.row(
                f"A{row}",
                [number, item, weight / 100, target, actual, mark, product],
                "box center|box|box center pct|box center|box center|box center|box center n2",
            )
        sums.append(round(sum(weight * mark for _, weight, _, _, mark in items) / 100, 6))
        row = end + 1
        weights = Formula(f"=SUM(C{top}:C{end})", sum(weight for _, weight, *_ in items) / 100)
        given = Formula(f"=SUM(G{top}:G{end})", sums[0]) if row == 8 else 28.5
        sheet.row(
            f"A{row}",
            [None, "小计", weights, None, None, None, given],
            "box|box center|box center pct|box|box|box|box center n2",
        )
        row += 1
    sheet.frame("A14:G14")
    sheet.write("A14:F14", "总得分", "box center bold")
    sheet.write("G14", Formula("=ROUND(SUM(G5:G7,G10:G12),2)", rounded(sum(sums))), "box center bold n2")
    return Book([sheet])


@layout(
    "Two header rows, 评分 over 自评 and 上级评, the other headers merged down; the weighted column is made of the leader's mark, "
    "notes in the last column",
    form(
        "报案热线",
        "indicator=B weight=C standard=D target=E actual=F self_score=G score=H weighted=I",
        (5, 9),
        fields="name=B2 department=E2 month=H2 total=I10",
    ),
    seen=POSTED,
)
def insurance_hotline() -> Book:
    sheet = Sheet("报案热线", "10 24 10 24 12 12 10 12 14", landscape=True)
    sheet.write("A1:I1", "保险报案热线专员月度绩效考核表", "title")
    words = ["姓名", "俞敏", None, "所属部门", "客户联络中心", None, "考核月份", "2025年11月", None]
    sheet.row("A2", words, "left")
    for ref, word in (
        *(("A3:A4", "维度"), ("B3:B4", "考核指标"), ("C3:C4", "权重"), ("D3:D4", "计分办法")),
        *(("E3:E4", "目标值"), ("F3:F4", "实际值"), ("I3:I4", "加权得分")),
    ):
        sheet.write(ref, word, "box center bold grey")
    sheet.write("G3:H3", "评分", "box center bold grey")
    sheet.table(
        "A4",
        ("", "box center", [kpi.category for kpi in HOTLINE]),
        ("", "box", [kpi.indicator for kpi in HOTLINE]),
        ("", "box center pct", [kpi.weight for kpi in HOTLINE]),
        ("", "box wrap", [kpi.standard for kpi in HOTLINE]),
        ("", "box center fact", [kpi.target for kpi in HOTLINE]),
        ("", "box center fact", [kpi.actual for kpi in HOTLINE]),
        ("自评", "box center", (100, 100, 96, 96, 100)),
        ("上级评", "box center", [kpi.score for kpi in HOTLINE]),
        ("", "box center n2", filled("=C#*H#", 5, [round(kpi.weight * kpi.score, 6) for kpi in HOTLINE])),
    )
    sheet.frame("A10:I10")
    sheet.write("A10:B10", "合计", "box center bold")
    sheet.write("C10", Formula("=SUM(C5:C9)", 1), "box center pct")
    sheet.write("I10", Formula("=SUM(I5:I9)", weighted(HOTLINE)), "box center bold n2")
    return Book([sheet])


@layout(
    "Units in the brackets of all headers: 权重（%） as whole numbers, 得分（百分制）, 折算得分（分）; the fitter's two head lines "
    "in the same cells as their labels",
    form(
        "维保工",
        "indicator=A weight=B target=C actual=D score=E weighted=F",
        (5, 9),
        fields="name=A2 employee_id=D2 department=A3 month=D3 total=F10",
    ),
    seen=SHARED,
)
def lift_fitter() -> Book:
    sheet = Sheet("维保工", "24 12 16 16 18 18")
    sheet.write("A1:F1", "电梯维保员月度绩效考核表", "title")
    for row, one, other in ((2, "姓名：姜波", "工号：DT-118"), (3, "班组：维保三组", "考核月份：2025年11月")):
        sheet.write(f"A{row}:C{row}", one, "left")
        sheet.write(f"D{row}:F{row}", other, "left")
    sheet.table(
        "A4",
        ("考核项目", "box", [kpi.indicator for kpi in LIFT]),
        ("权重（%）", "box center", [round(kpi.weight * 100) for kpi in LIFT]),
        ("目标（%/次）", "box center fact", [kpi.target for kpi in LIFT]),
        ("实际（%/次）", "box center fact", [kpi.actual for kpi in LIFT]),
        ("得分（百分制）", "box center", [kpi.score for kpi in LIFT]),
        (
            "折算得分（分）",
            "box center n2",
            filled("=B#*E#/100", 5, [round(kpi.weight * kpi.score, 6) for kpi in LIFT]),
        ),
        head="box center bold blue",
    )
    sheet.row(
        "A10",
        [
            *("总分（分）", Formula("=SUM(B5:B9)", 100), None, None, None),
            Formula("=SUM(F5:F9)", weighted(LIFT)),
        ],
        "box center bold|box center|box|box|box|box center bold n2",
    )
    sheet.write("A12:F12", "维保员签字：                 站长签字：", "left")
    return Book([sheet])


@layout(
    "Own mark and leader's mark in 30% and 70% make 单项得分, which the weights count; no weighted column, the total by "
    "SUMPRODUCT",
    form(
        "销售内勤",
        "indicator=B weight=C self_score=D score=F remark=G",
        (4, 9),
        fields="name=B2 department=D2 post=F2 total=F10 level=F11",
    ),
    ask="score",
    seen="rating forms of finance and office staff on document-sharing sites (自评 and 上级评分 averaged by shares)",
)
def mixed_marks() -> Book:
    sheet = Sheet("销售内勤", "8 26 10 14 14 12 16")
    sheet.write("A1:G1", "销售内勤月度考核表", "title")
    sheet.row("A2", ["姓名", "苏苏", "部门", "营销中心", "岗位", "销售内勤", None], "box center")
    items = (
        ("订单录入准确", 30, 98, 95),
        ("合同归档及时", 20, 96, 94),
        ("报表提交及时", 20, 100, 96),
        ("客户咨询回复", 15, 94, 92),
        ("协作配合", 10, 96, 90),
        ("考勤纪律", 5, 100, 100),
    )
    marks = [rounded((30 * own + 70 * other) / 100, 1) for _, _, own, other in items]
    total = rounded(sum(item[1] * mark for item, mark in zip(items, marks)) / 100)
    sheet.table(
        "A3",
        ("序号", "box center", range(1, 7)),
        ("考核项目", "box", [item[0] for item in items]),
        ("权重", "box center pct", [item[1] / 100 for item in items]),
        ("自评（30%）", "box center", [item[2] for item in items]),
        ("上级评（70%）", "box center", [item[3] for item in items]),
        ("单项得分", "box center n1", filled("=ROUND(D#*0.3+E#*0.7,1)", 4, marks)),
        ("备注", "box", [None] * 6),
        head="box center bold",
    )
    sheet.frame("A10:G11")
    sheet.write("A10:E10", "考核总得分", "box right bold")
    sheet.write("F10", Formula("=ROUND(SUMPRODUCT(C4:C9,F4:F9),2)", total), "box center bold n2")
    sheet.write("A11:E11", "考核等级", "box right bold")
    sheet.write("F11", level(total), "box center")
    return Book([sheet])
