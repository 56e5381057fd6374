"""Kept aside: one person's forms out of full marks and by deductions."""

from __future__ import annotations

from adopt.drawing import Book, Formula, Sheet, filled
from adopt.layout import form, layout
from adopt.third.forms import POSTED

RECORDED = (
    "scoring sheets for recorded calls of call centres on such sites (质检项目, 满分, several recordings, a mean)"
)


@layout(
    "Three recordings of the month marked by item out of full marks, their mean as the item's mark, the sum as the month's "
    "quality mark",
    form(
        "质检",
        "indicator=B weight=C score=G",
        (4, 9),
        fields="name=B2 employee_id=D2 rater=G2 total=G10",
    ),
    ask="score",
    marks="full",
    seen=RECORDED,
)
def call_quality_form() -> Book:
    sheet = Sheet("质检", "14 26 10 12 12 12 14")
    sheet.write("A1:G1", "坐席月度服务质量考核评分表", "title")
    sheet.row("A2", ["坐席姓名", "吕燕", "工号", 62015, None, "考核人", "施云"], "box center")
    items = (
        ("服务礼仪", "开场白与结束语", 10, (10, 9, 8)),
        ("服务礼仪", "语气语速", 15, (14, 13, 15)),
        ("沟通能力", "倾听与确认", 20, (18, 19, 17)),
        ("业务能力", "解答准确", 30, (30, 27, 27)),
        ("业务能力", "系统记录", 15, (15, 12, 15)),
        ("投诉处理", "安抚与跟进", 10, (9, 9, 9)),
    )
    means = [sum(three) / 3 for *_, three in items]
    sheet.table(
        "A3",
        ("类别", "box center", [item[0] for item in items]),
        ("质检项目", "box", [item[1] for item in items]),
        ("满分", "box center", [item[2] for item in items]),
        *((f"录音{at + 1}", "box center", [item[3][at] for item in items]) for at in range(3)),
        ("平均得分", "box center n1", filled("=AVERAGE(D#:F#)", 4, means)),
        head="box center bold green",
    )
    sheet.frame("A10:G10")
    sheet.write("A10:B10", "质检总分", "box center bold")
    sheet.write("C10", Formula("=SUM(C4:C9)", 100), "box center")
    sheet.write("G10", Formula("=SUM(G4:G9)", sum(means)), "box center bold n1")
    return Book([sheet])


@layout(
    "A front desk clerk's form at a hotel out of full marks: categories merged, 自评 and 主管评 side by side, both summed, a line "
    "for the guest's praise left blank",
    form(
        "前厅部",
        "indicator=B weight=C standard=D self_score=E score=F remark=G",
        (5, 11),
        fields="name=B2 post=D2 department=B3 month=D3 total=F12",
    ),
    marks="full",
    seen=POSTED,
)
def hotel_front_desk() -> Book:
    sheet = Sheet("前厅部", "12 24 12 32 10 10 18")
    sheet.write("A1:G1", "酒店前厅接待员月度绩效评估表", "title")
    sheet.row("A2", ["姓名：", "严冬梅", "职位：", "接待员"], "right|left under|right|left under")
    sheet.row("A3", ["部门：", "前厅部", "月份：", "2025年11月"], "right|left under|right|left under")
    items = (
        ("入住与退房", 20, "单人操作不超过5分钟", 20, 19),
        ("账务准确", 20, "差错一次扣2分", 18, 18),
        ("预订处理", 10, "漏单一次扣2分", 10, 10),
        ("微笑与问候", 15, "神秘客检查", 15, 13),
        ("投诉处理", 15, "宾客投诉一次扣5分", 15, 15),
        ("仪容仪表", 10, "检查不合格一次扣1分", 10, 9),
        ("考勤与交接", 10, "迟到一次扣1分", 10, 9),
    )
    sheet.write("A4", "项目", "box center bold yellow")
    sheet.table(
        "B4",
        ("考核内容", "box", [item[0] for item in items]),
        ("分值", "box center", [item[1] for item in items]),
        ("评分标准", "box wrap", [item[2] for item in items]),
        ("自评", "box center", [item[3] for item in items]),
        ("主管评", "box center", [item[4] for item in items]),
        ("备注", "box", [None] * 7),
        head="box center bold yellow",
    )
    for ref, word in (("A5:A7", "业务"), ("A8:A9", "服务"), ("A10:A11", "纪律")):
        sheet.write(ref, word, "box center")
    sheet.frame("A12:G12")
    sheet.write("A12:B12", "合计", "box center bold")
    for letter, value in (("C", 100), ("E", 98), ("F", 93)):
        sheet.write(f"{letter}12", Formula(f"=SUM({letter}5:{letter}11)", value), "box center bold")
    sheet.write("A14:G14", "宾客表扬：                                             ", "left")
    sheet.write("A15:G15", "员工：                 主管：                 前厅经理：", "left")
    return Book([sheet])


@layout(
    "A rider's deduction list: 100 points, what was done wrong with how often and how many points, 本月得分 as what is left; no "
    "weights and no marks a line",
    form(
        "骑手",
        "indicator=B standard=C remark=F",
        (4, 9),
        fields="name=B2 department=D2 month=F2 total=E11",
    ),
    ask="score adjust weight actual",
    marks="other",
    seen="deduction rules for couriers and riders on document-sharing sites (扣分项目, 扣分标准, 次数, 扣分, 基础分100)",
)
def parcel_rider() -> Book:
    sheet = Sheet("骑手", "8 22 24 12 12 22")
    sheet.write("A1:F1", "配送员月度考核扣分表", "title")
    sheet.row("A2", ["姓名", "谢军", "部门", "东门配送站", "月份", "2025年11月"], "box center")
    items = (
        ("超时送达", "每单扣0.5分", 4, 2, None),
        ("错送漏送", "每单扣2分", 1, 2, "已赔付"),
        ("顾客差评", "每次扣1分", 2, 2, None),
        ("虚假签收", "每单扣5分", 0, 0, None),
        ("着装与箱体", "每次扣1分", 1, 1, "未戴头盔"),
        ("早会缺席", "每次扣1分", 0, 0, None),
    )
    sheet.table(
        "A3",
        ("序号", "box center", range(1, 7)),
        ("扣分项目", "box", [item[0] for item in items]),
        ("扣分标准", "box", [item[1] for item in items]),
        ("次数", "box center", [item[2] for item in items]),
        ("扣分", "box center", [item[3] for item in items]),
        ("说明", "box", [item[4] for item in items]),
        head="box center bold yellow",
    )
    sheet.frame("A10:F11")
    sheet.write("A10:D10", "扣分合计", "box right")
    sheet.write("E10", Formula("=SUM(E4:E9)", 7), "box center")
    sheet.write("A11:D11", "本月得分", "box right bold")
    sheet.write("E11", Formula("=100-E10", 93), "box center bold")
    return Book([sheet])


@layout(
    "A steward's form by deductions written as negative numbers, 实得分 as the sum of 分值 and 扣分; 小计 nowhere, 合计 below",
    form(
        "楼栋管家",
        "indicator=B standard=C weight=D score=F remark=G",
        (4, 10),
        fields="name=C2 post=E2 month=G2 total=F11",
    ),
    marks="full",
    seen=POSTED,
)
def property_steward() -> Book:
    sheet = Sheet("楼栋管家", "8 20 30 10 14 10 22", landscape=True)
    sheet.write("A1:G1", "住宅项目楼栋管家月度绩效考核表", "title")
    sheet.row("A2", [None, "姓名", "章蕾", "岗位", "楼栋管家", "月份", "2025年11月"], "box center")
    items = (
        ("业主拜访", "每月不少于20户，少一户扣1分", 20, -2, "少访2户"),
        ("报事跟进", "24小时内回复，超时一次扣2分", 20, 0, None),
        ("费用催缴", "按收缴率折算", 20, -3, "收缴率85%"),
        ("楼内巡查", "每日一次，缺一次扣1分", 15, 0, None),
        ("装修管理", "违规未发现一次扣5分", 10, 0, None),
        ("档案资料", "缺项一处扣1分", 10, -1, "缺合同1份"),
        ("纪律", "迟到一次扣1分", 5, 0, None),
    )
    sheet.table(
        "A3",
        ("序号", "box center", range(1, 8)),
        ("考核项目", "box", [item[0] for item in items]),
        ("考核标准", "box wrap small", [item[1] for item in items]),
        ("分值", "box center", [item[2] for item in items]),
        ("扣分", "box center", [item[3] for item in items]),
        ("实得分", "box center", filled("=D#+E#", 4, [item[2] + item[3] for item in items])),
        ("扣分原因", "box", [item[4] for item in items]),
        head="box center bold green",
    )
    sheet.frame("A11:G11")
    sheet.write("A11:C11", "合计", "box center bold")
    for letter, value in (("D", 100), ("E", -6), ("F", 94)):
        sheet.write(f"{letter}11", Formula(f"=SUM({letter}4:{letter}10)", value), "box center bold")
    sheet.write("A13:G13", "被考核人签字：                 项目经理签字：", "left")
    return Book([sheet])
