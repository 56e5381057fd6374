"""One person's form on one sheet: where the head fields stand, how the score columns are headed."""

from __future__ import annotations

import datetime as dt

from adopt.drawing import Book, Formula, Sheet
from adopt.layout import BILINGUAL, OFFICE, SHARED, form, layout
from adopt.staff import CALL, GAS, PROPERTY, SHOP, level, weighted


@layout(
    "Labels left of their values, one line a KPI, a weighted column and a sum, signatures below: the commonest 附件 form "
    "of the document-sharing sites (客服专员绩效考核表)",
    form(
        "Sheet1",
        "indicator=B standard=C weight=D target=E actual=F score=G weighted=H remark=I",
        (5, 10),
        fields="name=B3 department=D3 post=F3 month=H3 total=H11 level=H12",
    ),
    seen=SHARED,
)
def labels_left() -> Book:
    sheet = Sheet("Sheet1", "6 18 26 9 10 10 9 11 12")
    sheet.write("A1:I1", "客服员工月度绩效考核表", "title")
    sheet.heights[1] = 32
    sheet.write("A2:I2", "附件2", "left small")
    for ref, text in (("A3", "姓名"), ("C3", "部门"), ("E3", "岗位"), ("G3", "考核月份")):
        sheet.write(ref, text, "box center bold")
    sheet.write("B3", "陈丽华", "box center")
    sheet.write("D3", "城东客服部", "box center")
    sheet.write("F3", "客服专员", "box center")
    sheet.write("H3:I3", "2025年6月", "box center")
    sheet.row(
        "A4",
        ["序号", "考核指标", "考核标准", "权重", "目标值", "实际完成", "得分", "加权得分", "备注"],
        "box center bold grey",
    )
    for row, kpi in enumerate(GAS, 5):
        product = Formula(f"=D{row}*G{row}", round(kpi.weight * kpi.score, 6))
        sheet.row(
            f"A{row}",
            [row - 4, kpi.indicator, kpi.standard, kpi.weight, kpi.target, kpi.actual, kpi.score, product, None],
            "box center|box left|box left wrap|box center pct|box center fact|box center fact|box center|box center n2|box",
        )
    sheet.write("A11:C11", "合计", "box center bold")
    sheet.row("D11", [Formula("=SUM(D5:D10)", 1), None, None, None], "box center pct")
    sheet.write("H11", Formula("=SUM(H5:H10)", weighted(GAS)), "box center bold n2")
    sheet.write("A12:G12", "考评等级（由主管核定）", "box right")
    sheet.write("H12", level(weighted(GAS)), "box center bold")
    sheet.frame("A11:I12")
    sheet.write("A14:D14", "被考核人签字：              日期：", "left")
    sheet.write("E14:I14", "考核人签字：              日期：", "left")
    sheet.write("A16:I16", "说明：1、各指标按百分制打分；2、最终得分=Σ（得分×权重），保留两位小数。", "left small")
    return Book([sheet])


@layout(
    "Head fields with their labels in the same cell, full-width colon and blanks inside the word (姓 名：张三); the total "
    "by SUMPRODUCT, no weighted column: property companies' monthly sheets",
    form(
        "6月",
        "indicator=B weight=C target=D actual=E standard=F self_score=G score=H",
        (5, 9),
        fields="name=A2 department=C2 post=F2 month=H2 rater=F3 employee_id=A3 total=H10 rank=B11 coefficient=H11",
    ),
    optional="month",
    seen=SHARED,
)
def labels_inside() -> Book:
    sheet = Sheet("6月", "13 22 9 9 11 30 9 13", font="微软雅黑", size=10)
    sheet.write("A1:H1", "锦绣物业客服中心员工绩效考核表", "title")
    sheet.write("A2:B2", "姓  名：周敏", "left")
    sheet.write("C2:E2", "部 门：客户服务部", "left")
    sheet.write("F2:G2", "岗位：楼栋管家", "left")
    sheet.write("H2", "2025.06", "right text")
    sheet.write("A3:B3", "工 号：  JX0218", "left")
    sheet.write("F3:H3", "考 核 人：许静", "left")
    sheet.row(
        "A4",
        ["考核类别", "考核项目", "权重", "目标", "完成情况", "评分标准", "自评分", "上级评分"],
        "box center bold blue wrap",
    )
    sheet.write("A5:A7", "岗位职责", "box center wrap")
    sheet.write("A8:A9", "行为规范", "box center wrap")
    selves = (95, 98, 100, 100, 100)
    for row, (kpi, own) in enumerate(zip(PROPERTY, selves), 5):
        sheet.row(
            f"B{row}",
            [kpi.indicator, kpi.weight, kpi.target, kpi.actual, kpi.standard, own, kpi.score],
            "box|box center pct|box center fact|box center fact|box wrap|box center|box center",
        )
    total = weighted(PROPERTY)
    sheet.write("A10:G10", "综合得分", "box right bold")
    sheet.write("H10", Formula("=ROUND(SUMPRODUCT(C5:C9,H5:H9),2)", total), "box center bold n2")
    sheet.row("A11", ["部门排名", 3], "box center")
    sheet.write("F11:G11", "绩效系数", "box right")
    sheet.write("H11", 1.1, "box center n1")
    sheet.frame("A5:H10")
    sheet.write("A13", "员工确认：", "left")
    sheet.write("F13", "主管签字：", "left")
    return Book([sheet])


@layout(
    "Labels above their values in a small head table, the form below it without a title row between: forms exported from "
    "an office-automation system",
    form(
        "考核表",
        "indicator=B standard=D weight=F actual=G score=H",
        (7, 12),
        fields="employee_id=A4 name=B4 department=C4 post=E4 supervisor=F4 month=G4 total=H13",
    ),
    seen=OFFICE,
)
def labels_above() -> Book:
    sheet = Sheet("考核表", "11 12 14 14 12 10 14 10", font="等线")
    sheet.write("A1:H1", "月度绩效考核表（员工适用）", "bold big center")
    sheet.write("A2:H2", "表单编号：KF-JX-02    版本：C", "right small")
    sheet.row("A3", ["工号", "姓名"], "box center bold green")
    sheet.write("C3:D3", "所属部门", "box center bold green")
    sheet.row("E3", ["职务", "直接上级"], "box center bold green")
    sheet.write("G3:H3", "考核期间", "box center bold green")
    sheet.row("A4", ["00317", "沈佳怡"], "box center text")
    sheet.write("C4:D4", "呼叫中心一组", "box center")
    sheet.row("E4", ["话务员", "韩磊"], "box center")
    sheet.write("G4:H4", dt.date(2025, 5, 1), "box center month")
    sheet.write("A6", "维度", "box center bold green")
    sheet.write("B6:C6", "KPI指标", "box center bold green")
    sheet.write("D6:E6", "计分办法", "box center bold green")
    sheet.row("F6", ["比重", "本月实绩", "得分"], "box center bold green")
    spans = {"数量": (7, 8), "质量": (9, 11), "纪律": (12, 12)}
    for word, (top, bottom) in spans.items():
        sheet.write(f"A{top}:A{bottom}" if top < bottom else f"A{top}", word, "box center")
    for row, kpi in enumerate(CALL, 7):
        sheet.write(f"B{row}:C{row}", kpi.indicator, "box")
        sheet.write(f"D{row}:E{row}", kpi.standard, "box wrap small")
        sheet.row(f"F{row}", [kpi.weight, kpi.actual, kpi.score], "box center pct|box center fact|box center")
    sheet.write("A13:E13", "考核总分", "box center bold")
    sheet.write("F13", Formula("=SUM(F7:F12)", 1), "box center pct")
    sheet.write("H13", Formula("=F7*H7+F8*H8+F9*H9+F10*H10+F11*H11+F12*H12", weighted(CALL)), "box center bold n2")
    sheet.frame("A7:H13")
    return Book([sheet])


@layout(
    "Both languages in every label, the English half on a second line or behind a slash: foreign-invested service "
    "companies' appraisal records (姓名 Name, 权重 Weight)",
    form(
        "Appraisal",
        "indicator=A weight=C target=D actual=E score=F weighted=G remark=H",
        (6, 10),
        fields="name=B2 employee_id=D2 department=F2 month=H2 post=B3 rater=D3 total=G11 level=G12",
    ),
    seen=BILINGUAL,
)
def bilingual() -> Book:
    sheet = Sheet("Appraisal", "20 16 14 14 18 20 18 18", font="Arial", size=10, landscape=True)
    sheet.write("A1:H1", "员工绩效评估表\nStaff Performance Appraisal Form", "title wrap")
    sheet.heights |= {1: 50, 2: 32, 5: 34}
    for ref, text in (
        ("A2", "姓名 Name"),
        ("C2", "工号\nStaff No."),
        ("E2", "部门/Department"),
        ("G2", "考核月份 Month"),
    ):
        sheet.write(ref, text, "box bold grey wrap")
    sheet.row(
        "A3", ["职位 Position", "Online Agent", "评估人 Appraiser", "Helen Xu"], "box bold grey|box|box bold grey|box"
    )
    sheet.write("B2", "朱婷婷 (Tina)", "box")
    sheet.write("D2", 20417, "box left")
    sheet.write("F2", "线上客服 Online CS", "box")
    sheet.write("H2", "2025-06", "box text")
    sheet.write("A5:B5", "考核指标\nKey Performance Indicator", "box center bold navy wrap")
    sheet.row(
        "C5",
        [
            "权重\nWeight",
            "目标\nTarget",
            "实际完成\nActual",
            "得分\nScore",
            "加权得分\nWeighted Score",
            "备注\nRemarks",
        ],
        "box center bold navy wrap",
    )
    for row, kpi in enumerate(SHOP, 6):
        sheet.write(f"A{row}:B{row}", kpi.indicator, "box")
        product = Formula(f"=ROUND(C{row}*F{row},2)", round(kpi.weight * kpi.score, 2))
        sheet.row(
            f"C{row}",
            [kpi.weight, kpi.target, kpi.actual, kpi.score, product, None],
            "box center pct|box center fact|box center fact|box center|box center n2|box",
        )
    sheet.write("A11:F11", "总分 Total Score", "box right bold")
    sheet.write("G11", Formula("=SUM(G6:G10)", weighted(SHOP)), "box center bold n2")
    sheet.write("A12:F12", "等级 Rating", "box right bold")
    sheet.write(
        "G12", Formula('=IF(G11>=95,"A+",IF(G11>=90,"A",IF(G11>=85,"B",IF(G11>=80,"C","C-"))))', "A+"), "box center"
    )
    sheet.frame("A11:H12")
    sheet.write("A14", "员工签名 Employee's Signature: ____________", "left")
    sheet.write("E14", "日期 Date: ____________", "left")
    return Book([sheet])


@layout(
    "A form still to be filled in: indicators, weights and standards stand, the score column is empty and waits, the "
    "total shows 0.00; two spare rows for further indicators",
    form(
        "7月绩效表",
        "indicator=B weight=C standard=D score=E remark=F",
        (6, 13),
        fields="name=B3 post=D3 month=F3 supervisor=B4 total=E14",
    ),
    seen=SHARED,
)
def still_empty() -> Book:
    sheet = Sheet("7月绩效表", "6 24 10 40 12 18")
    sheet.write("A1:F1", "月度绩效考核表", "title")
    sheet.write("A2:F2", "（客服员工及兼职人员用）", "center")
    sheet.row(
        "A3",
        ["姓名", "郑浩", "岗位", "安检员（兼职）", "月份", "2025年7月"],
        "box center|box|box center|box|box center|box",
    )
    sheet.row("A4", ["主管", "吴秀英", None, None, None, None], "box center|box|box|box|box|box")
    sheet.row("A5", ["序号", "考核内容（KPI）", "权重", "考核标准", "主管打分", "说明"], "box center bold grey")
    for row, kpi in enumerate(GAS, 6):
        sheet.row(
            f"A{row}",
            [row - 5, kpi.indicator, kpi.weight, kpi.standard, None, None],
            "box center|box|box center pct|box|box center yellow|box",
        )
    for row in (12, 13):
        sheet.row(
            f"A{row}",
            [row - 5, None, None, None, None, None],
            "box center|box|box center pct|box|box center yellow|box",
        )
    sheet.write("A14:B14", "总  分", "box center bold")
    sheet.row("C14", [Formula("=SUM(C6:C13)", 1), None], "box center pct|box")
    sheet.write("E14", Formula("=SUMPRODUCT(C6:C13,E6:E13)", 0), "box center bold n2")
    sheet.write("F14", None, "box")
    sheet.write("A16:F16", "注：权重合计应为100%，由主管与员工沟通后确定。", "small red left")
    return Book([sheet])
