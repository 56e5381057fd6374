"""One person's form with weights for several lines, points inside the words, four raters, level words to tick."""

from __future__ import annotations

from adopt.drawing import Book, Formula, Sheet, rounded
from adopt.layout import HABIT, OFFICE, QUALITY, SHARED, form, layout
from adopt.staff import CALL, GAS, PROPERTY, SHOP, weighted

COURIER = (
    (
        "派送速度",
        0.4,
        (("每日有效派送单量", "200单", 96), ("平均派送耗时", "30分钟/单", 92), ("准时派送率", "95%", 88)),
    ),
    ("服务态度", 0.35, (("客户满意度评分", "4.5分", 95), ("客户投诉率", "1%", 90))),
    ("规范执行", 0.25, (("签收确认", "100%", 100), ("着装与用语", "100%", 97), ("车辆安全", "0次", 94))),
)


@layout(
    "Express delivery: 考核维度 merged over its lines and so is its 权重 (40%, 35%, 25%), which holds for the mean of the lines; "
    "labels and values in one cell with a colon, two cells a row",
    form(
        "派送员",
        "indicator=B weight=C target=D standard=E score=F",
        (6, 13),
        fields="name=A2 supervisor=D2 department=A3 post=D3 month=A4 total=F14",
    ),
    marks="other",
    seen="rating forms of express and logistics firms on document-sharing sites (考核维度 指标名称 权重 目标值 评分标准 得分)",
)
def weight_over_lines() -> Book:
    sheet = Sheet("派送员", "14 22 8 14 34 10")
    sheet.write("A1:F1", "快递派送员派送速度与服务态度绩效考核表", "title")
    for row, (left, right) in enumerate(
        (
            ("员工姓名：潘玉兰", "直接上级：葛亮"),
            ("所在部门：城北营业部", "岗位：派送员"),
            ("考核周期：2025年6月", None),
        ),
        2,
    ):
        sheet.write(f"A{row}:C{row}", left, "left")
        sheet.write(f"D{row}:F{row}", right, "left")
    sheet.row("A5", ["考核维度", "指标名称", "权重", "目标值", "评分标准", "得分"], "box center bold grey")
    row, total, made = 6, 0.0, []
    for dimension, weight, lines in COURIER:
        last = row + len(lines) - 1
        sheet.write(f"A{row}:A{last}", dimension, "box center")
        sheet.write(f"C{row}:C{last}", weight, "box center pct")
        made.append(f"C{row}*AVERAGE(F{row}:F{last})")
        total += weight * sum(mark for _, _, mark in lines) / len(lines)
        for indicator, target, mark in lines:
            sheet.write(f"B{row}", indicator, "box")
            sheet.row(f"D{row}", [target, "每低一档扣2分，扣完为止", mark], "box center|box wrap|box center")
            row += 1
    sheet.write("A14:E14", "考核总分", "box right bold")
    sheet.write("F14", Formula(f"=ROUND({'+'.join(made)},2)", rounded(total)), "box center bold n2")
    sheet.write("A15:F15", "员工确认：                 直接上级：                 人事：", "left")
    return Book([sheet])


@layout(
    "A deduction form: 标准分 says what a line is worth, 扣分 and 扣分原因 what was taken off, 实得分 what is left; the total is a "
    "plain sum and the deductions have one of their own",
    form(
        "巡检员",
        "indicator=B standard=C weight=D score=F remark=G",
        (4, 9),
        fields="name=C2 month=G2 total=F10",
    ),
    marks="full",
    seen="deduction forms in public code of office systems and of gas stations (注：考核采用扣分制, 满分100分)",
)
def points_taken_off() -> Book:
    sheet = Sheet("巡检员", "6 20 34 9 9 9 22")
    sheet.write("A1:G1", "管网巡检员月度绩效考核表（扣分制）", "title")
    sheet.write("A2:B2", "被考核员工姓名", "right")
    sheet.write("C2:D2", "彭博", "left under")
    sheet.write("E2:F2", "考核月份", "right")
    sheet.write("G2", "2025年6月", "left under")
    sheet.row("A3", ["序号", "考核项目", "考核细则", "标准分", "扣分", "实得分", "扣分原因"], "box center bold grey")
    lines = (
        ("巡线到位率", 30, 4, "漏巡一处"),
        ("隐患上报", 20, 0, None),
        ("安全用具", 15, 2, "未戴安全帽"),
        ("台账记录", 15, 1.5, "缺签名三处"),
        ("劳动纪律", 10, 0, None),
        ("卫生与工具保养", 10, 1, "工具未归位"),
    )
    for row, (item, points, off, why) in enumerate(lines, 4):
        left = Formula(f"=D{row}-E{row}", points - off)
        sheet.row(
            f"A{row}",
            [row - 3, item, "不符合要求一次扣1至4分", points, off, left, why],
            "box center|box|box wrap|box center|box center|box center|box",
        )
    sums = [Formula(f"=SUM({c}4:{c}9)", value) for c, value in (("D", 100), ("E", 8.5), ("F", 91.5))]
    sheet.row("A10", ["合计", None, None, *sums, None], "box center bold")
    return Book([sheet])


@layout(
    "Points in the words: 业务技能水平（20） in the item's own cell, no column of weights; 自评分, 部门评分 and 考核实得分 side by side, "
    "where the last is made of the two",
    form(
        "IT职员",
        "indicator=A standard=B self_score=C score=E",
        (5, 10),
        fields="department=B2 name=D2 post=B3 month=D3 total=E11",
    ),
    ask="score weight",
    marks="other",
    seen="appraisal forms of clerks on document-sharing sites (项目 and its points in one cell, 自评分 部门评分 实得分)",
)
def points_in_words() -> Book:
    sheet = Sheet("IT职员", "24 32 12 12 12")
    sheet.write("A1:E1", "职员绩效考核表", "title")
    sheet.row("A2", ["部门：", "信息部", "姓名：", "鲁文静", None], "right|left under|right|left under|left")
    sheet.row("A3", ["岗位：", "运维专员", "考核周期：", "2025年6月", None], "right|left under|right|left under|left")
    sheet.row("A4", ["考核项目", "评分标准", "自评分", "部门评分", "考核实得分"], "box center bold grey")
    items = (
        ("业务技能水平（20）", 19, 17),
        ("责任感（20）", 20, 18),
        ("工作效率（20）", 18, 17),
        ("团队精神（15）", 15, 14),
        ("计划能力（15）", 13, 12),
        ("学习能力（10）", 10, 9),
    )
    for row, (item, own, given) in enumerate(items, 5):
        made = Formula(f"=ROUND(C{row}*0.3+D{row}*0.7,1)", rounded(own * 0.3 + given * 0.7, 1))
        sheet.row(
            f"A{row}",
            [item, "大大超出期望为满分", own, given, made],
            "box|box wrap|box center|box center|box center n1",
        )
    total = sum(rounded(own * 0.3 + given * 0.7, 1) for _, own, given in items)
    sheet.write("A11:D11", "合计得分", "box right bold")
    sheet.write("E11", Formula("=SUM(E5:E10)", round(total, 6)), "box center bold n1")
    return Book([sheet])


@layout(
    "Four levels to tick (优 良 中 差 with √) between the standard and the mark that follows from the tick; percent weights",
    form(
        "行员",
        "indicator=B weight=C score=H",
        (5, 9),
        fields="name=B2 department=D2 total=H10 level=H11",
    ),
    seen=OFFICE,
)
def levels_to_tick() -> Book:
    sheet = Sheet("行员", "6 26 10 7 7 7 7 10")
    sheet.write("A1:H1", "支行员工月度行为考核表", "title")
    sheet.row("A2", ["姓名", "韦国强", "部门", "营业部", None, None, None, None], "box center")
    for ref, word in (("A3:A4", "序号"), ("B3:B4", "考核内容"), ("C3:C4", "权重"), ("H3:H4", "得分")):
        sheet.write(ref, word, "box center bold blue")
    sheet.write("D3:G3", "评价等级（打√）", "box center bold blue")
    sheet.row("D4", ["优", "良", "中", "差"], "box center bold blue")
    items = (
        ("服务礼仪", 0.2, 0),
        ("业务差错", 0.3, 1),
        ("反洗钱合规", 0.2, 0),
        ("营销协作", 0.2, 2),
        ("考勤纪律", 0.1, 1),
    )
    marks = (100, 90, 80, 60)
    for row, (item, weight, tick) in enumerate(items, 5):
        ticks = ["√" if at == tick else None for at in range(4)]
        sheet.row(
            f"A{row}",
            [row - 4, item, weight, *ticks, marks[tick]],
            "box center|box|box center pct|box center|box center|box center|box center|box center",
        )
    total = sum(round(weight * 100) * marks[tick] for _, weight, tick in items) / 100
    sheet.write("A10:G10", "综合得分", "box right bold")
    sheet.write("H10", Formula("=SUMPRODUCT(C5:C9,H5:H9)", total), "box center bold n2")
    sheet.write("A11:G11", "考核等级", "box right bold")
    sheet.write("H11", "良", "box center")
    return Book([sheet])


@layout(
    "A numbered form of a quality system: 数据来源, 实际完成情况 over 实际值 and 完成率, 项目计分 over 得分 and 加权得分; a table of "
    "levels O E A B C D with their points on the right, which is no appraisal",
    form(
        "FM-R23",
        "indicator=A target=B weight=C actual=E score=G weighted=H",
        (7, 12),
        fields="month=A3 department=C3 post=E3 name=G3 total=H13",
    ),
    seen=QUALITY,
)
def numbered_form() -> Book:
    sheet = Sheet("FM-R23", "24 12 8 14 12 10 10 12 3 8 14", landscape=True)
    sheet.write("A1:H1", "月度绩效考核表", "title")
    sheet.row("A2", ["表单编号：FM-R23-1", None, None, None, None, None, "版本：C", None], "left small")
    for ref, words in (
        ("A3:B3", "月份：2025年6月"),
        ("C3:D3", "部门：质检部"),
        ("E3:F3", "岗位：质检主管"),
        ("G3:H3", "姓名：昌盛"),
    ):
        sheet.write(ref, words, "left")
    for ref, word in (("A5:A6", "考核项目"), ("B5:B6", "目标值"), ("C5:C6", "权重"), ("D5:D6", "考核数据来源")):
        sheet.write(ref, word, "box center bold wrap")
    sheet.write("E5:F5", "实际完成情况", "box center bold")
    sheet.write("G5:H5", "项目计分", "box center bold")
    sheet.row("E6", ["实际值", "完成率", "得分", "加权得分"], "box center bold")
    for row, kpi in enumerate(CALL, 7):
        rate = 0.99 if not isinstance(kpi.target, float) else rounded(kpi.actual / kpi.target, 4)
        product = Formula(f"=ROUND(C{row}*G{row},2)", rounded(kpi.weight * kpi.score))
        sheet.row(
            f"A{row}",
            [kpi.indicator, kpi.target, kpi.weight, "话务系统", kpi.actual, rate, kpi.score, product],
            "box|box center fact|box center pct|box center|box center fact|box center pct1|box center|box center n2",
        )
    sheet.write("A13:G13", "合计得分", "box right bold")
    sheet.write("H13", Formula("=SUM(H7:H12)", weighted(CALL)), "box center bold n2")
    sheet.row("J5", ["绩效等级", "考核分数"], "box center bold small")
    for row, pair in enumerate(
        (("O", ">110"), ("E", "106-110"), ("A", "96-105"), ("B", "91-95"), ("C", "86-90"), ("D", "<85")), 6
    ):
        sheet.row(f"J{row}", pair, "box center small")
    return Book([sheet])


@layout(
    "Four raters: 自评, 初评 (班组长), 复评 (主管), 终评 (经理), and the weighted column counts only by 终评",
    form(
        "评分",
        "indicator=A weight=B self_score=C score=F weighted=G",
        (5, 9),
        fields="name=B2 employee_id=D2 department=F2 total=G10",
    ),
    ask="score",
    seen="appraisal rules of personnel departments (基层员工自评、主管初评、项目经理复评、行政部核准)",
)
def four_raters() -> Book:
    sheet = Sheet("评分", "24 10 10 10 10 10 12")
    sheet.write("A1:G1", "项目客服绩效评分表", "title")
    sheet.row("A2", ["姓 名", "马晓东", "工 号", "WY0231", "部 门", "翠湖项目", None], "box center")
    for ref, word in (("A3:A4", "考核指标"), ("B3:B4", "权重"), ("G3:G4", "加权得分")):
        sheet.write(ref, word, "box center bold yellow")
    sheet.write("C3:F3", "评分（百分制）", "box center bold yellow")
    sheet.row("C4", ["自评", "初评", "复评", "终评"], "box center bold yellow")
    for row, kpi in enumerate(PROPERTY, 5):
        product = Formula(f"=B{row}*F{row}", round(kpi.weight * kpi.score, 6))
        sheet.row(
            f"A{row}",
            [
                kpi.indicator,
                kpi.weight,
                min(100, kpi.score + 4),
                kpi.score + 1 if kpi.score < 100 else 99,
                kpi.score - 1,
                kpi.score,
                product,
            ],
            "box|box center pct|box center|box center|box center|box center|box center n2",
        )
    sheet.write("A10:F10", "总 分", "box center bold")
    sheet.write("G10", Formula("=SUM(G5:G9)", round(weighted(PROPERTY), 6)), "box center bold n2")
    return Book([sheet])


@layout(
    "Objectives and key results of a bank's office: 目标O merged over its 关键结果KR, 完成情况 in words, 评分 and 备注, weights as "
    "whole numbers",
    form(
        "OKR",
        "indicator=B weight=C actual=D score=E remark=F",
        (5, 9),
        fields="name=B2 post=D2 month=B3 rater=D3 total=E10",
    ),
    seen="public templates of objectives and key results that end in a score (目标, 关键结果, 权重, 完成情况, 评分)",
)
def key_results() -> Book:
    sheet = Sheet("OKR", "18 32 8 30 10 18", font="微软雅黑", size=10)
    sheet.write("A1:F1", "个人OKR月度绩效评分表", "title")
    sheet.row("A2", ["姓名", "苗苗", "岗位", "产品经理", None, None], "box center")
    sheet.row("A3", ["考核月份", "2025-06", "考核人", "俞敏", None, None], "box center text")
    sheet.row("A4", ["目标O", "关键结果KR", "权重", "完成情况", "评分", "备注"], "box center bold navy")
    lines = [(kpi.indicator, kpi.weight * 100, f"本月{kpi.actual}", kpi.score) for kpi in SHOP]
    for row, (indicator, weight, actual, mark) in enumerate(lines, 5):
        sheet.row(f"B{row}", [indicator, weight, actual, mark, None], "box|box center|box wrap|box center|box")
    for ref, word in (("A5:A7", "提升线上服务效率"), ("A8:A9", "降低退款与差评")):
        sheet.write(ref, word, "box center wrap")
    sheet.write("A10:D10", "总得分", "box right bold")
    sheet.write("E10", Formula("=SUMPRODUCT(C5:C9,E5:E9)/SUM(C5:C9)", round(weighted(SHOP), 6)), "box center bold n2")
    sheet.frame("A10:F10")
    return Book([sheet])


@layout(
    "A page full of text: rules in a wide cell between head and table, notes beside the table, remarks and opinions in framed "
    "rows directly below its last line, and no total at all",
    form(
        "安检员",
        "indicator=A standard=B weight=C score=D",
        (6, 11),
        fields="name=B2 department=D2 month=F2",
    ),
    marks="other",
    seen=SHARED,
)
def words_everywhere() -> Book:
    sheet = Sheet("安检员", "22 30 9 9 12 26")
    sheet.write("A1:F1", "入户安检员月度绩效考核表", "title")
    sheet.row("A2", ["姓名", "凤霞", "部门", "安检一班", "考核月份", "2025年6月"], "box center")
    sheet.write(
        "A3:F3",
        "填表说明：1、本表由班长于每月5日前填写；2、评分以安检系统数据为准，得分精确到0.5分；3、权重由分公司核定。",
        "box wrap small",
    )
    sheet.row(
        "A5",
        ["考核指标", "评分标准", "权重", "得分", None, None],
        "box center bold grey|box center bold grey|box center bold grey|box center bold grey||",
    )
    for row, kpi in enumerate(GAS, 6):
        sheet.row(
            f"A{row}", [kpi.indicator, kpi.standard, kpi.weight, kpi.score], "box|box wrap|box center pct|box center"
        )
    for row, text in enumerate(("得分说明：", "98分为上月平均", "投诉以工单为准", "如有异议三日内提出"), 6):
        sheet.write(f"F{row}", text, "small")
    sheet.write("A12:D12", "班长评语：本月整体表现较好，抄表差错需要注意，建议下月加强复核。", "box wrap")
    sheet.write("A13:D13", "员工意见：同意。", "box wrap")
    sheet.write("A14:D14", "改进计划：每周自查一次，得分低于90的指标写明原因。", "box wrap")
    sheet.write("A15:B15", "员工签字：", "left")
    sheet.write("C15:D15", "班长签字：", "left")
    return Book([sheet])


@layout(
    "A form still to be scored: weights and targets filled in, marks and total waiting, underscores where the month is to be "
    "written",
    form(
        "待评",
        "indicator=A weight=B target=C actual=D score=E",
        (4, 8),
        fields="name=B2 post=D2 total=E9",
    ),
    ask="month",
    marks="other",
    seen=HABIT,
)
def waiting_for_marks() -> Book:
    sheet = Sheet("待评", "24 10 12 14 12")
    sheet.write("A1:E1", "电商客服绩效考核表（    年    月）", "title")
    sheet.row("A2", ["姓名", "花蕊", "岗位", "客服专员", None], "box center")
    sheet.row("A3", ["考核指标", "权重", "目标值", "实际完成值", "评分"], "box center bold orange")
    for row, kpi in enumerate(SHOP, 4):
        sheet.row(
            f"A{row}",
            [kpi.indicator, kpi.weight, kpi.target, kpi.actual, None],
            "box|box center pct|box center fact|box center fact|box center",
        )
    sheet.write("A9:D9", "综合得分", "box right bold")
    sheet.write("E9", Formula("=SUMPRODUCT(B4:B8,E4:E8)", 0), "box center bold n2")
    sheet.frame("A9:E9")
    return Book([sheet])
