"""Ordinary forms of one person in other trades: repairs, banks, telecoms, shops, hospitals, water, security."""

from __future__ import annotations

from adopt.drawing import Book, Formula, Sheet, filled, rounded
from adopt.layout import BILINGUAL, OFFICE, SHARED, TUTORIAL, form, layout
from adopt.staff import kpis, level, weighted

RATED = (
    "rating forms for banks and shops on document-sharing sites (员工姓名, 直接上级, 员工职位, 考核周期; 考核维度 指标名称 权重 "
    "目标值 评分标准 得分)"
)
BONUS = "monthly forms on such sites with 加减分项 below the indicators and the pay worked out in the foot (绩效工资 = 基数×系数)"
PAGES = "indicator tables on advice pages for personnel clerks (指标名称, 目标值, 数据来源, 实际值, 权重 as columns)"

REPAIRS = kpis("""
    效率|上门及时率|20|每低1%扣2分|98%|97%|98
    效率|月完成工单数|20|完成比例×100|110|104|94.5
    质量|一次修复率|25|每低1%扣3分|92%|91%|97
    质量|返修率|10|每高0.5%扣5分|3%|3.5%|95
    服务|用户回访满意度|15|每低1分扣2分|96|95|98
    纪律|配件与单据归还|10|漏还一次扣5分|0|1|95
""")
LOBBY = kpis("""
    客户服务|客户满意度|25|每低0.1分扣2分|4.8|4.7|98
    客户服务|投诉处理及时率|15|每低1%扣2分|100%|100%|100
    客户服务|平均等候时间|10|每超1分钟扣3分|15|16|97
    业务推动|手机银行新开户|20|完成比例×100|60|57|95
    业务推动|转介绍客户|15|每少1人扣2分|20|18|96
    合规|厅堂规范检查|15|不合格一次扣5分|0|1|95
""")
AGENT = kpis("""
    数量|月有效通话量|25|实际/目标×100|2400|2328|97
    数量|工时利用率|15|每低1%扣2分|85%|84%|98
    质量|录音质检均分|25|直接取质检均分|92|90.4|90.4
    质量|一次解决率|15|每低1%扣2分|88%|86%|96
    质量|客户好评率|10|每低1%扣3分|97%|97.5%|100
    纪律|迟到早退|10|一次扣5分|0|1|95
""")
CHAT = kpis("""
    响应|首次响应时间（秒）|20|30秒内100分，40秒内85分，其余70分|30|28|100
    响应|咨询回复率|20|99%以上100分，97%以上90分，其余75分|99%|98.2%|90
    转化|询单转化率|30|45%以上100分，40%以上88分，其余70分|45%|41.5%|88
    服务|差评数（个）|15|无差评100分，3个以内80分，其余60分|0|2|80
    服务|退款纠纷率|15|0.5%以下100分，1%以下85分，其余60分|0.5%|0.4%|100
""")
LADDERS = (
    "=IF(D#<=30,100,IF(D#<=40,85,70))",
    "=IF(D#>=0.99,100,IF(D#>=0.97,90,75))",
    "=IF(D#>=0.45,100,IF(D#>=0.4,88,70))",
    "=IF(D#=0,100,IF(D#<=3,80,60))",
    "=IF(D#<=0.005,100,IF(D#<=0.01,85,60))",
)
WATER = kpis("""
    抄表|抄表到户率|30|每低1%扣3分|99%|98%|97
    抄表|估抄户数|20|每户扣1分|0|4|96
    收费|水费回收率|25|每低1%扣2分|95%|94%|98
    服务|有责投诉|15|每起扣10分|0|0|100
    纪律|晨会与着装|10|一次扣2分|0|1|98
""")


@layout(
    "A repairer's monthly form as most companies have it: five head fields in one row, 自评分 and 上级评分 side by side, 加权得分 "
    "by a formula, 合计 below, three signatures",
    form(
        "售后维修",
        "indicator=B weight=C standard=D target=E actual=F self_score=G score=H weighted=I remark=J",
        (4, 9),
        fields="name=B2 employee_id=D2 department=F2 post=H2 month=J2 total=I10",
    ),
    seen=SHARED,
)
def appliance_repairer() -> Book:
    sheet = Sheet("售后维修", "6 20 10 22 12 12 12 14 12 14", landscape=True)
    sheet.write("A1:J1", "售后服务部维修工程师月度绩效考核表", "title")
    head = ["姓名", "彭博", "工号", "SH0127", "部门", "售后服务部", "岗位", "维修工程师", "考核月份", "2025年9月"]
    sheet.row("A2", head, "box center")
    products = [round(kpi.weight * kpi.score, 6) for kpi in REPAIRS]
    sheet.table(
        "A3",
        ("序号", "box center", range(1, 7)),
        ("考核项目", "box", [kpi.indicator for kpi in REPAIRS]),
        ("权重", "box center pct", [kpi.weight for kpi in REPAIRS]),
        ("考核标准", "box wrap", [kpi.standard for kpi in REPAIRS]),
        ("目标", "box center fact", [kpi.target for kpi in REPAIRS]),
        ("实际", "box center fact", [kpi.actual for kpi in REPAIRS]),
        ("自评分", "box center", (100, 96, 98, 95, 100, 98)),
        ("上级评分", "box center", [kpi.score for kpi in REPAIRS]),
        ("加权得分", "box center n2", filled("=C#*H#", 4, products)),
        ("备注", "box", [None] * 6),
    )
    sheet.frame("A10:J10")
    sheet.write("A10:B10", "合计", "box center bold")
    sheet.write("C10", Formula("=SUM(C4:C9)", 1), "box center pct")
    sheet.write("I10", Formula("=SUM(I4:I9)", weighted(REPAIRS)), "box center bold n2")
    sheet.write("A12:J12", "员工签字：                部门经理签字：                人力资源部：", "left")
    return Book([sheet])


@layout(
    "A lobby manager's rating form: long labels (员工姓名, 直接上级, 所在部门, 员工职位, 考核周期) in pairs, the dimension merged "
    "over its indicators, level below the total",
    form(
        "大堂经理",
        "indicator=B weight=C target=D standard=E score=F",
        (6, 11),
        fields="name=B2 supervisor=E2 department=B3 post=E3 month=B4 total=F12 level=F13",
    ),
    seen=RATED,
)
def bank_lobby_manager() -> Book:
    sheet = Sheet("大堂经理", "14 22 10 16 28 14")
    sheet.write("A1:F1", "××银行城关支行大堂经理绩效评定表", "title")
    for row, (one, value, two, other) in enumerate(
        (
            ("员工姓名：", "沈佳怡", "直接上级：", "韩磊"),
            ("所在部门：", "营业部", "员工职位：", "大堂经理"),
            ("考核周期：", "2025年9月", None, None),
        ),
        2,
    ):
        sheet.write(f"A{row}", one, "box right")
        sheet.write(f"B{row}:C{row}", value, "box left")
        sheet.write(f"D{row}", two, "box right")
        sheet.write(f"E{row}:F{row}", other, "box left")
    sheet.table(
        "B5",
        ("指标名称", "box", [kpi.indicator for kpi in LOBBY]),
        ("权重", "box center pct", [kpi.weight for kpi in LOBBY]),
        ("目标值", "box center fact", [kpi.target for kpi in LOBBY]),
        ("评分标准", "box wrap", [kpi.standard for kpi in LOBBY]),
        ("得分", "box center", [kpi.score for kpi in LOBBY]),
        head="box center bold blue",
    )
    sheet.write("A5", "考核维度", "box center bold blue")
    for ref, word in (("A6:A8", "客户服务"), ("A9:A10", "业务推动"), ("A11", "合规")):
        sheet.write(ref, word, "box center")
    sheet.write("A12:B12", "合计", "box center bold")
    sheet.write("C12", Formula("=SUM(C6:C11)", 1), "box center pct")
    sheet.write("D12:E12", None, "box")
    sheet.write("F12", Formula("=SUMPRODUCT(C6:C11,F6:F11)", weighted(LOBBY)), "box center bold n2")
    sheet.write("A13:E13", "评定等级", "box center bold")
    sheet.write("F13", level(weighted(LOBBY)), "box center")
    sheet.write("A15:C15", "员工签字：              日期：", "left")
    sheet.write("D15:F15", "支行行长签字：              日期：", "left")
    return Book([sheet])


@layout(
    "An agent's KPI form: weights as whole numbers under 权重（%）, no weighted column, the total by SUMPRODUCT over 100; where the "
    "figures come from stands in a column of its own",
    form(
        "KPI考核",
        "indicator=B weight=C target=D actual=E score=G",
        (4, 9),
        fields="name=B2 employee_id=D2 department=G2 month=A1 total=G10 level=G11 rater=B13",
    ),
    optional="month",
    seen=PAGES,
)
def telecom_agent() -> Book:
    sheet = Sheet("KPI考核", "12 24 12 14 12 16 12", font="微软雅黑", size=10)
    sheet.write("A1:G1", "客服热线坐席KPI考核表（2025年9月）", "title")
    sheet.row("A2", ["坐席姓名", "曹颖", "工号", "10086217", None, "班组", "夜班一组"], "box center")
    sheet.table(
        "A3",
        ("类别", "box center", [kpi.category for kpi in AGENT]),
        ("KPI指标", "box", [kpi.indicator for kpi in AGENT]),
        ("权重（%）", "box center", [round(kpi.weight * 100) for kpi in AGENT]),
        ("目标值", "box center fact", [kpi.target for kpi in AGENT]),
        ("完成值", "box center fact", [kpi.actual for kpi in AGENT]),
        ("数据来源", "box center", ("话务平台", "话务平台", "质检组", "工单系统", "满意度短信", "考勤机")),
        ("得分", "box center n1", [kpi.score for kpi in AGENT]),
        head="box center bold green",
    )
    total = weighted(AGENT)
    sheet.write("A10:B10", "综合得分", "box center bold")
    sheet.write("C10", Formula("=SUM(C4:C9)", 100), "box center")
    sheet.frame("A10:G11")
    sheet.write("G10", Formula("=SUMPRODUCT(C4:C9,G4:G9)/100", total), "box center bold n2")
    sheet.write("A11:B11", "绩效等级", "box center bold")
    sheet.write("G11", level(total), "box center")
    sheet.row("A13", ["考评人：", "严冬梅"], "right|left under")
    return Book([sheet])


@layout(
    "A shop clerk's form whose marks come from IF ladders over the month's figures; name, group and month in one cell above "
    "the table",
    form(
        "9月",
        "indicator=A weight=B standard=C actual=D score=E weighted=F",
        (4, 8),
        fields="name=A2 department=A2 month=A2 total=F9",
    ),
    seen=TUTORIAL,
)
def shop_chat_clerk() -> Book:
    sheet = Sheet("9月", "22 10 38 12 10 12")
    sheet.write("A1:F1", "网店客服月度绩效评分表", "title")
    sheet.write("A2:F2", "姓名：花蕊      组别：售前一组      月份：2025年9月", "left")
    products = [round(kpi.weight * kpi.score, 6) for kpi in CHAT]
    marks = [
        Formula(ladder.replace("#", str(row)), kpi.score) for row, (ladder, kpi) in enumerate(zip(LADDERS, CHAT), 4)
    ]
    sheet.table(
        "A3",
        ("考核指标", "box", [kpi.indicator for kpi in CHAT]),
        ("权重", "box center pct", [kpi.weight for kpi in CHAT]),
        ("评分标准", "box wrap small", [kpi.standard for kpi in CHAT]),
        ("实际完成", "box center", [kpi.actual for kpi in CHAT]),
        ("得分", "box center", marks),
        ("加权得分", "box center n2", filled("=B#*E#", 4, products)),
        head="box center bold orange",
    )
    sheet.write("A9:E9", "绩效总分", "box right bold")
    sheet.write("F9", Formula("=ROUND(SUM(F4:F8),2)", weighted(CHAT)), "box center bold n2")
    sheet.write("A11:F11", "注：实际完成由店铺后台导出，得分自动计算，请勿手工修改。", "left small")
    return Book([sheet])


@layout(
    "Indicators by weights, then 加分 and 扣分 with their reasons in rows of their own, both summed as 加减分合计, and 最终得分 as "
    "the sum of both parts",
    form(
        "考核表",
        "indicator=B weight=C standard=D score=E weighted=F",
        (5, 10),
        fields="name=B2 department=D2 post=B3 month=D3 adjust=F14 total=F15",
    ),
    ask="adjust",
    seen=BONUS,
)
def plus_and_minus() -> Book:
    sheet = Sheet("考核表", "8 24 14 26 12 12")
    sheet.write("A1:F1", "维修服务中心员工月度考核表", "title")
    sheet.row("A2", ["姓名", "葛亮", "部门", "维修服务中心", None, None], "box center")
    sheet.row("A3", ["职务", "维修技师", "考核月份", "2025年9月", None, None], "box center")
    products = [round(kpi.weight * kpi.score, 6) for kpi in REPAIRS]
    sheet.table(
        "A4",
        ("序号", "box center", range(1, 7)),
        ("考核指标", "box", [kpi.indicator for kpi in REPAIRS]),
        ("权重", "box center pct", [kpi.weight for kpi in REPAIRS]),
        ("评分标准", "box wrap", [kpi.standard for kpi in REPAIRS]),
        ("得分", "box center", [kpi.score for kpi in REPAIRS]),
        ("加权得分", "box center n2", filled("=C#*E#", 5, products)),
    )
    total = weighted(REPAIRS)
    sheet.frame("A11:F15")
    sheet.write("A11:E11", "指标得分小计", "box right bold")
    sheet.write("F11", Formula("=SUM(F5:F10)", total), "box center n2")
    for row, (word, why, points) in enumerate(
        (("加分", "用户赠送锦旗一面", 3), ("扣分", "工具车未按时归库一次", -1)), 12
    ):
        sheet.write(f"A{row}", word, "box center")
        sheet.write(f"B{row}:E{row}", why, "box left")
        sheet.write(f"F{row}", points, "box center")
    sheet.write("A14:E14", "加减分合计", "box right")
    sheet.write("F14", Formula("=F12+F13", 2), "box center")
    sheet.write("A15:E15", "最终得分", "box right bold")
    sheet.write("F15", Formula("=F11+F14", round(total + 2, 6)), "box center bold n2")
    sheet.write("A17:F17", "被考核人：                 考核人：                 审核：", "left")
    return Book([sheet])


@layout(
    "A hospital cashier's form out of full marks in four sections, each with its 小计; 扣分 beside what is left; 科室 where others "
    "say department",
    form(
        "收费员",
        "indicator=B weight=C standard=D score=F",
        (4, 14),
        fields="department=B2 name=D2 month=F2 total=F16",
    ),
    skip=("收费员!7", "收费员!10", "收费员!13"),
    marks="full",
    seen=SHARED,
)
def hospital_cashier() -> Book:
    sheet = Sheet("收费员", "12 26 12 34 10 12")
    sheet.write("A1:F1", "门诊收费员月度绩效考核表", "title")
    sheet.row("A2", ["科室", "门诊收费处", "姓名", "金晶", "考核月份", "2025年9月"], "box center")
    sheet.row("A3", ["类别", "考核内容", "分值", "评分标准", "扣分", "得分"], "box center bold grey")
    sections = (
        ("劳动纪律", (("按时到岗", 10, 0), ("着装与挂牌", 5, 1), ("岗位纪律", 10, 1))),
        ("服务态度", (("文明用语", 15, 0), ("患者投诉", 15, 3))),
        ("业务质量", (("收费差错", 20, 2), ("日清日结", 15, 0))),
        ("学习培训", (("业务学习", 10, 1),)),
    )
    row, sums = 4, []
    for section, lines in sections:
        top = row
        for item, points, off in lines:
            left = Formula(f"=C{row}-E{row}", points - off)
            sheet.row(
                f"B{row}",
                [item, points, "每发现一次扣1分，扣完为止", off, left],
                "box|box center|box wrap small|box center|box center",
            )
            row += 1
        sheet.write(f"A{top}:A{row}", section, "box center")
        given, marked = sum(points for _, points, _ in lines), sum(points - off for _, points, off in lines)
        sheet.row(
            f"B{row}",
            [
                "小计",
                *(Formula(f"=SUM(C{top}:C{row - 1})", given), None, None, Formula(f"=SUM(F{top}:F{row - 1})", marked)),
            ],
            "box center bold",
        )
        sums.append((row, given, marked))
        row += 1
    for letter, at in (("C", 1), ("F", 2)):
        added = "+".join(f"{letter}{one[0]}" for one in sums)
        sheet.write(f"{letter}{row}", Formula(f"={added}", sum(one[at] for one in sums)), "box center bold")
    sheet.frame(f"A{row}:F{row}")
    sheet.write(f"A{row}:B{row}", "总分", "box center bold")
    sheet.write(f"A{row + 2}:F{row + 2}", "科室负责人：                 财务科：", "left")
    return Book([sheet])


@layout(
    "A joint venture's form in both languages, a slash between (员工姓名/Employee Name, 权重/Weight), ratings out of 100, "
    "comments in a column",
    form(
        "Appraisal",
        "indicator=B weight=C standard=D score=E weighted=F remark=G",
        (6, 9),
        fields="name=B2 employee_id=E2 department=B3 post=E3 month=G3 rater=G2 total=F10",
    ),
    seen=BILINGUAL,
)
def joint_venture() -> Book:
    sheet = Sheet("Appraisal", "24 30 14 32 18 20 24", font="Arial", size=10, landscape=True)
    sheet.write("A1:G1", "绩效评估表 / Performance Appraisal Form", "title")
    one, other = "box bold grey wrap", "box left wrap"
    for row, words in (
        (2, ("员工姓名/Employee Name", "范冰 Fan Bing", "工号/Staff No.", 30718, "评估人/Appraiser", "Peter Wang")),
        (3, ("部门/Department", "客户关怀部", "职位/Position", "客户关怀专员", "考核月份/Month", "2025-09")),
    ):
        for refs, style, word in zip(("A", "B:C", "D", "E", "F", "G"), (one, other) * 3, words):
            first, _, last = refs.partition(":")
            sheet.write(f"{first}{row}:{last or first}{row}", word, style)
    items = (
        ("准时完成客户回访", 30, "Call back within 48h", 94),
        ("客户满意度", 30, "CSAT 95%", 97),
        ("投诉结案率", 25, "Closed within 7 days", 92),
        ("团队协作", 15, "Judged by manager", 90),
    )
    total = sum(weight * mark for _, weight, _, mark in items) / 100
    sheet.table(
        "A5",
        ("序号/No.", "box center", range(1, 5)),
        ("工作目标/Objective", "box", [item[0] for item in items]),
        ("权重/Weight", "box center pct", [item[1] / 100 for item in items]),
        ("衡量标准/Criteria", "box", [item[2] for item in items]),
        ("评分/Score", "box center", [item[3] for item in items]),
        ("加权得分/Weighted Score", "box center n2", filled("=C#*E#", 6, [w * m / 100 for _, w, _, m in items])),
        ("评语/Comments", "box", [None, None, "Two cases open", None]),
        head="box center bold navy wrap",
    )
    sheet.write("A10:B10", "总分/Total Score", "box right bold")
    sheet.write("C10", Formula("=SUM(C6:C9)", 1), "box center pct")
    sheet.frame("A10:G10")
    sheet.write("F10", Formula("=SUM(F6:F9)", total), "box center bold n2")
    sheet.write("A12:C12", "员工签名/Employee Signature:", "left")
    sheet.write("D12:G12", "主管签名/Supervisor Signature:", "left")
    return Book([sheet])


@layout(
    "A form typed as text throughout: weights 30%, marks 97分, the month in Chinese figures, the total written in by hand and "
    "right",
    form(
        "抄表员",
        "indicator=A standard=B weight=C score=D weighted=E",
        (4, 8),
        fields="name=B2 month=D2 total=E9 level=E10",
    ),
    seen="forms typed in by hand at water companies and told of in personnel forums (numbers kept as text, 分 behind them)",
)
def meter_reader() -> Book:
    sheet = Sheet("抄表员", "20 28 10 12 12")
    sheet.write("A1:E1", "自来水公司抄表员绩效考核表", "title")
    sheet.row("A2", ["姓名：", "郎平安", "月份：", "二〇二五年九月", None], "right|left under|right|left under|left")
    sheet.table(
        "A3",
        ("考核项目", "box text", [kpi.indicator for kpi in WATER]),
        ("考核标准", "box text wrap", [kpi.standard for kpi in WATER]),
        ("权重", "box center text", [f"{kpi.weight:.0%}" for kpi in WATER]),
        ("得分", "box center text", [f"{kpi.score:g}分" for kpi in WATER]),
        ("加权得分", "box center text", [f"{kpi.weight * kpi.score:.2f}" for kpi in WATER]),
    )
    sheet.write("A9:D9", "总得分", "box center bold")
    sheet.write("E9", f"{weighted(WATER):.2f}分", "box center bold text")
    sheet.write("A10:D10", "等级", "box center bold")
    sheet.write("E10", level(weighted(WATER)), "box center text")
    sheet.write("A12:E12", "班长：                 所长：", "left")
    return Book([sheet])


@layout(
    "Printed out of an office system: no borders, 被考核人 考核人 考核周期 in a row, 数据来源 between the columns, the total at the "
    "end of a line of text cells",
    form(
        "Sheet1",
        "indicator=A standard=B target=C actual=E weight=F score=G",
        (5, 9),
        fields="name=B3 rater=D3 month=F3 total=G10",
    ),
    seen=OFFICE,
)
def office_export() -> Book:
    sheet = Sheet("Sheet1", "22 26 12 16 12 10 10", font="等线", line=16)
    sheet.write("A1", "员工月度KPI考核表", "bold big")
    sheet.row("A3", ["被考核人", "任重", "考核人", "俞敏", "考核周期", "2025-09"], "left")
    sheet.table(
        "A4",
        ("指标名称", "left", [kpi.indicator for kpi in WATER]),
        ("评分规则", "left", [kpi.standard for kpi in WATER]),
        ("目标值", "left fact", [kpi.target for kpi in WATER]),
        ("数据来源", "left", ("营销系统", "稽查记录", "财务系统", "热线工单", "班组台账")),
        ("完成值", "left fact", [kpi.actual for kpi in WATER]),
        ("权重", "left pct", [kpi.weight for kpi in WATER]),
        ("得分", "left", [kpi.score for kpi in WATER]),
        head="left bold",
    )
    sheet.write("A10", "绩效得分", "left bold")
    sheet.write("G10", Formula("=SUMPRODUCT(F5:F9,G5:G9)", weighted(WATER)), "left bold n2")
    sheet.write("A12", "打印时间：2025-10-09 08:41", "left small")
    return Book([sheet])


@layout(
    "An ordinary form whose total was typed in before a mark was corrected: 95.00 stands there while the lines give 96.85",
    form(
        "考核表",
        "indicator=B weight=C target=D actual=E score=F weighted=G",
        (5, 10),
        fields="name=B2 employee_id=E2 department=B3 month=E3 total=G11",
    ),
    conflicts=("考核表!G11",),
    marks="weighted",
    seen=SHARED,
)
def total_wrong() -> Book:
    sheet = Sheet("考核表", "8 24 12 12 14 12 12")
    sheet.write("A1:G1", "营业厅员工绩效考核表", "title")
    sheet.row("A2", ["姓名", "鲁文静", None, "员工编号", "YY2209", None, None], "box center")
    sheet.row("A3", ["部门", "营业厅", None, "考核月份", "2025年9月", None, None], "box center")
    products = [round(kpi.weight * kpi.score, 6) for kpi in LOBBY]
    sheet.table(
        "A4",
        ("序号", "box center", range(1, 7)),
        ("考核指标", "box", [kpi.indicator for kpi in LOBBY]),
        ("权重", "box center pct", [kpi.weight for kpi in LOBBY]),
        ("目标值", "box center fact", [kpi.target for kpi in LOBBY]),
        ("实际完成", "box center fact", [kpi.actual for kpi in LOBBY]),
        ("考核得分", "box center", [kpi.score for kpi in LOBBY]),
        ("加权得分", "box center n2", filled("=ROUND(C#*F#,2)", 5, [rounded(product) for product in products])),
    )
    sheet.frame("A11:G11")
    sheet.write("A11:B11", "合计得分", "box center bold")
    sheet.write("C11", Formula("=SUM(C5:C10)", 1), "box center pct")
    sheet.write("G11", 95, "box center bold n2")
    return Book([sheet])


@layout(
    "A line was taken out of the form and its weight not given to the others: the weights sum to 95% and the sum says so "
    "itself",
    form(
        "安装工",
        "indicator=B standard=C weight=D score=E weighted=F",
        (4, 8),
        fields="name=B2 post=D2 month=F2 total=F9",
    ),
    conflicts=("安装工!D9",),
    marks="other",
    seen=SHARED,
)
def weights_of_95() -> Book:
    sheet = Sheet("安装工", "8 24 30 14 12 14")
    sheet.write("A1:F1", "宽带安装员月度绩效考核表", "title")
    sheet.row("A2", ["姓名", "魏东", "岗位", "安装维护员", "月份", "2025年9月"], "box center")
    items = (
        ("装机及时率", 30, "每低1%扣2分", 96),
        ("修障及时率", 25, "每低1%扣2分", 93),
        ("重复故障率", 20, "每高1%扣3分", 95),
        ("上门服务规范", 10, "抽查一次不合格扣5分", 95),
        ("资料录入准确率", 10, "错一条扣1分", 98),
    )
    sheet.table(
        "A3",
        ("序号", "box center", range(1, 6)),
        ("考核项目", "box", [item[0] for item in items]),
        ("考核标准", "box wrap", [item[2] for item in items]),
        ("权重", "box center pct", [item[1] / 100 for item in items]),
        ("评分", "box center", [item[3] for item in items]),
        ("加权得分", "box center n2", filled("=D#*E#", 4, [w * mark / 100 for _, w, _, mark in items])),
        head="box center bold green",
    )
    sheet.frame("A9:F9")
    sheet.write("A9:C9", "合计", "box center bold")
    sheet.write("D9", Formula("=SUM(D4:D8)", 0.95), "box center pct")
    sheet.write("F9", Formula("=SUM(F4:F8)", sum(w * mark for _, w, _, mark in items) / 100), "box center bold n2")
    return Book([sheet])


@layout(
    "Full marks, and one mark above what its line can give: 22 out of 20; the sum of 97 hides it",
    form(
        "理货员",
        "indicator=A weight=B standard=C self_score=D score=E",
        (4, 9),
        fields="name=B2 department=D2 total=E10",
    ),
    conflicts=("理货员!E6",),
    marks="full",
    seen=SHARED,
)
def above_full_marks() -> Book:
    sheet = Sheet("理货员", "24 12 34 14 12")
    sheet.write("A1:E1", "门店理货员月度考核评分表", "title")
    sheet.row("A2", ["员工姓名", "柏松", "所属部门", "食品课", None], "box center")
    items = (
        ("陈列与补货", 25, 25, 24),
        ("价签准确", 15, 14, 14),
        ("损耗控制", 20, 19, 22),
        ("收货验收", 15, 15, 14),
        ("顾客服务", 15, 15, 14),
        ("卫生与安全", 10, 10, 9),
    )
    sheet.table(
        "A3",
        ("考核内容", "box", [item[0] for item in items]),
        ("分值", "box center", [item[1] for item in items]),
        ("评分标准", "box wrap small", ["检查不合格一次扣1分"] * 6),
        ("自评", "box center", [item[2] for item in items]),
        ("主管评分", "box center", [item[3] for item in items]),
        head="box center bold yellow",
    )
    for letter, at in (("B", 1), ("D", 2), ("E", 3)):
        total = sum(item[at] for item in items)
        sheet.write(f"{letter}10", Formula(f"=SUM({letter}4:{letter}9)", total), "box center bold")
    sheet.frame("A10:E10")
    sheet.write("A10", "合计", "box center bold")
    return Book([sheet])


@layout(
    "A guard's form out of full marks; below the total the level by an IF ladder in words and the coefficient by another over "
    "the level",
    form(
        "保安",
        "indicator=B weight=C standard=D score=E remark=F",
        (5, 11),
        fields="name=B2 employee_id=D2 post=F2 department=B3 month=D3 total=E12 level=E13 coefficient=E14",
    ),
    marks="full",
    seen=TUTORIAL,
)
def security_guard() -> Book:
    sheet = Sheet("保安", "8 24 14 30 12 18")
    sheet.write("A1:F1", "物业秩序维护员月度绩效考核表", "title")
    sheet.row("A2", ["姓名", "昌盛", "工号", "ZX0455", "岗位", "门岗"], "box center")
    sheet.row("A3", ["部门", "秩序维护部", "月份", "2025年9月", None, None], "box center")
    items = (
        ("仪容仪表", 10, "不整一次扣2分", 10, None),
        ("出入登记", 20, "漏登一次扣2分", 18, "漏登1次"),
        ("巡逻打点", 20, "漏点一次扣1分", 19, "漏点1次"),
        ("车辆引导", 10, "按现场检查", 9, None),
        ("突发事件处置", 20, "未及时上报扣10分", 20, None),
        ("交接班记录", 10, "缺项一次扣1分", 8, "缺项2次"),
        ("出勤", 10, "迟到一次扣2分", 10, None),
    )
    sheet.table(
        "A4",
        ("序号", "box center", range(1, 8)),
        ("考核项目", "box", [item[0] for item in items]),
        ("分值", "box center", [item[1] for item in items]),
        ("扣分标准", "box wrap", [item[2] for item in items]),
        ("得分", "box center", [item[3] for item in items]),
        ("扣分原因", "box", [item[4] for item in items]),
    )
    sheet.frame("A12:F14")
    sheet.write("A12:B12", "总分", "box center bold")
    sheet.write("C12", Formula("=SUM(C5:C11)", 100), "box center")
    sheet.write("E12", Formula("=SUM(E5:E11)", 94), "box center bold")
    sheet.write("A13:D13", "考核等级", "box right")
    ladder = '=IF(E12>=95,"优秀",IF(E12>=85,"良好",IF(E12>=75,"合格","不合格")))'
    sheet.write("E13", Formula(ladder, "良好"), "box center")
    sheet.write("A14:D14", "绩效系数", "box right")
    factor = '=IF(E13="优秀",1.2,IF(E13="良好",1,IF(E13="合格",0.8,0)))'
    sheet.write("E14", Formula(factor, 1), "box center n1")
    sheet.write("A16:F16", "本人签字：                 班长签字：                 项目经理签字：", "left")
    return Book([sheet])


@layout(
    "A form whose foot works out the pay: 绩效工资基数, 绩效系数 and 应发绩效工资 in a row below total and level",
    form(
        "抢修员",
        "indicator=A standard=B weight=C score=D weighted=E",
        (4, 9),
        fields="name=B2 month=D2 total=E10 level=E11 base_pay=B13 coefficient=D13 pay=F13",
    ),
    seen=BONUS,
)
def form_with_pay() -> Book:
    sheet = Sheet("抢修员", "18 26 14 12 16 14")
    sheet.write("A1:F1", "供水抢修员月度绩效考核及绩效工资核定表", "title")
    sheet.row("A2", ["姓名", "韦国强", "考核月份", "2025年9月", None, None], "box center")
    products = [round(kpi.weight * kpi.score, 6) for kpi in REPAIRS]
    sheet.table(
        "A3",
        ("考核指标", "box", [kpi.indicator for kpi in REPAIRS]),
        ("评分标准", "box wrap", [kpi.standard for kpi in REPAIRS]),
        ("权重", "box center pct", [kpi.weight for kpi in REPAIRS]),
        ("考核评分", "box center", [kpi.score for kpi in REPAIRS]),
        ("加权得分", "box center n2", filled("=C#*D#", 4, products)),
        head="box center bold blue",
    )
    total = weighted(REPAIRS)
    sheet.frame("A10:E11")
    sheet.write("A10:D10", "加权总分", "box right bold")
    sheet.write("E10", Formula("=ROUND(SUM(E4:E9),2)", rounded(total)), "box center bold n2")
    sheet.write("A11:D11", "考核等级", "box right bold")
    sheet.write("E11", level(total), "box center")
    sheet.row(
        "A13",
        [
            *("绩效工资基数", 2600, "绩效系数", 1.2, "应发绩效工资"),
            Formula("=ROUND(B13*D13,2)", 3120),
        ],
        "box center|box money|box center|box center n1|box center bold|box money",
    )
    sheet.write("A15:F15", "员工确认：                 站长：                 人力资源部：", "left")
    return Book([sheet])


@layout(
    "Two leaders mark each line, 部门经理60% and 分管领导40% under one header; 综合评分 is made of both, and the weighted column of "
    "that",
    form(
        "双评",
        "indicator=A weight=B score=E weighted=F",
        (5, 10),
        fields="name=B2 department=D2 month=F2 total=F11",
    ),
    ask="score",
    seen="appraisal sheets of state-owned firms on document-sharing sites (第一级考核 and 第二级考核, each 得分 and 权重)",
)
def two_leaders() -> Book:
    sheet = Sheet("双评", "24 12 18 18 12 14")
    sheet.write("A1:F1", "机关员工月度绩效考核评分表", "title")
    sheet.row("A2", ["姓名", "俞敏", "部门", "综合办公室", "考核月份", "2025年9月"], "box center")
    for ref, word in (("A3:A4", "考核内容"), ("B3:B4", "权重"), ("E3:E4", "综合评分"), ("F3:F4", "加权得分")):
        sheet.write(ref, word, "box center bold grey")
    sheet.write("C3:D3", "领导评分", "box center bold grey")
    items = (
        ("公文处理", 25, 96, 94),
        ("会务保障", 20, 95, 90),
        ("督办落实", 20, 92, 92),
        ("档案管理", 15, 98, 96),
        ("后勤服务", 10, 94, 90),
        ("学习与纪律", 10, 95, 100),
    )
    marks = [rounded(0.6 * one + 0.4 * other, 1) for _, _, one, other in items]
    products = [round(item[1] * mark / 100, 6) for item, mark in zip(items, marks)]
    sheet.table(
        "A4",
        ("", "box", [item[0] for item in items]),
        ("", "box center pct", [item[1] / 100 for item in items]),
        ("部门经理（60%）", "box center", [item[2] for item in items]),
        ("分管领导（40%）", "box center", [item[3] for item in items]),
        ("", "box center n1", filled("=ROUND(C#*0.6+D#*0.4,1)", 5, marks)),
        ("", "box center n2", filled("=B#*E#", 5, products)),
    )
    sheet.frame("A11:F11")
    sheet.write("A11:E11", "考核总分", "box right bold")
    sheet.write("F11", Formula("=ROUND(SUM(F5:F10),2)", rounded(sum(products))), "box center bold n2")
    return Book([sheet])
