"""Rows of points added and taken off below the lines of a form, in the words and formulas that offices use for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from adopt.drawing import Book, Formula, Sheet
from adopt.layout import HABIT, form, layout
from adopt.staff import CALL, FULL

LEFT = 92.5
"""What the seven lines of FULL give: 9 + 9.5 + 13 + 8 + 23 + 20 + 10."""
FULL_COLUMNS = "indicator=A standard=B weight=C score=D remark=E"
HEAD = "name=B2 post=D2"


def _full(*below: Sequence[Any]) -> Sheet:
    """Seven lines out of full marks in rows 4 to 10, their sum in row 11, and rows below."""
    sheet = Sheet("考核表", "26 30 10 10 20")
    sheet.write("A1:E1", "服务台员工月度考核表", "title")
    sheet.row("A2", ["姓名", "苗苗", "岗位", "导诊", None], "box center")
    sheet.row("A3", ["考核内容", "考核细则", "分值", "得分", "说明"], "box center bold grey")
    for row, kpi in enumerate(FULL, 4):
        sheet.row(f"A{row}", [kpi.indicator, kpi.standard, kpi.weight, kpi.score, None], "box|box|box|box|box")
    sums = [Formula("=SUM(C4:C10)", 100), Formula("=SUM(D4:D10)", LEFT), None]
    sheet.row("A11", ["小计", None, *sums], "box center bold")
    for row, values in enumerate(below, 12):
        sheet.row(f"A{row}", values, "box center")
    return sheet


@layout(
    "加分项 with its rule in brackets below the subtotal, what it was given for beside it, and a total of both",
    form("考核表", FULL_COLUMNS, (4, 10), fields=f"{HEAD} adjust=D12 total=D13"),
    marks="full",
    seen=HABIT,
)
def bonus_item() -> Book:
    bonus = ["加分项（锦旗、表扬信每次加2分）", None, None, 2, "锦旗一面"]
    return Book([_full(bonus, ["最终得分", None, None, Formula("=D11+D12", 94.5), None])])


@layout(
    "The same with a total typed over: 92.5 and 2 are 94.5, and 95 stands there",
    form("考核表", FULL_COLUMNS, (4, 10), fields=f"{HEAD} adjust=D12 total=D13"),
    conflicts=("考核表!D13",),
    marks="full",
    seen=HABIT,
)
def bonus_item_typed_over() -> Book:
    bonus = ["加分项（锦旗、表扬信每次加2分）", None, None, 2, "锦旗一面"]
    return Book([_full(bonus, ["最终得分", None, None, 95, None])])


@layout(
    "A row of 加分 and one of 减分 that is typed below nothing, both added by the total",
    form("考核表", FULL_COLUMNS, (4, 10), fields=f"{HEAD} total=D14"),
    marks="other",
    seen=HABIT,
)
def bonus_and_malus() -> Book:
    bonus, malus = ["加分", "客户表扬", None, 3, None], ["减分", "违规操作", None, -1, None]
    return Book([_full(bonus, malus, ["考核总得分", None, None, Formula("=D11+D12+D13", 94.5), None])])


@layout(
    "A row of 加分项 and one of 扣分项 as plain numbers, the total typed: 92.5 + 3 - 1",
    form("考核表", FULL_COLUMNS, (4, 10), fields=f"{HEAD} total=D14"),
    marks="other",
    seen=HABIT,
)
def bonus_and_malus_typed() -> Book:
    bonus, malus = ["加分项", "客户表扬", None, 3, None], ["扣分项", "违规操作", None, 1, None]
    return Book([_full(bonus, malus, ["考核总得分", None, None, 94.5, None])])


@layout(
    "The same, added up wrongly: the deduction was added, 96.5",
    form("考核表", FULL_COLUMNS, (4, 10), fields=f"{HEAD} total=D14"),
    conflicts=("考核表!D14",),
    marks="other",
    seen=HABIT,
)
def bonus_and_malus_wrong() -> Book:
    bonus, malus = ["加分项", "客户表扬", None, 3, None], ["扣分项", "违规操作", None, 1, None]
    return Book([_full(bonus, malus, ["考核总得分", None, None, 96.5, None])])


@layout(
    "A deduction alone that the total takes off by its formula, typed as a plain number",
    form("考核表", FULL_COLUMNS, (4, 10), fields=f"{HEAD} total=D13"),
    marks="other",
    seen=HABIT,
)
def malus_by_formula() -> Book:
    malus = ["违规扣分", "夜班脱岗每次2分", None, 2, None]
    return Book([_full(malus, ["最终得分", None, None, Formula("=D11-D12", 90.5), None])])


@layout(
    "Half of what was earned elsewhere is added by the total: what that is, only a person can say",
    form("考核表", FULL_COLUMNS, (4, 10), fields=f"{HEAD} total=D13"),
    ask="adjust",
    marks="other",
    seen=HABIT,
)
def bonus_halved() -> Book:
    other = ["其他加分", "竞赛积分减半计入", None, 4, None]
    return Book([_full(other, ["最终得分", None, None, Formula("=D11+D12*0.5", 94.5), None])])


@layout(
    "Weights in percent, 其他加分 added to a SUMPRODUCT and 减分项 taken off by it",
    form("考核", "indicator=A weight=B score=C", (4, 9), fields="name=B2 total=C12"),
    marks="other",
    seen=HABIT,
)
def weighted_bonus_and_malus() -> Book:
    sheet = Sheet("考核", "26 10 12")
    sheet.write("A1:C1", "坐席员工绩效考核表", "title")
    sheet.row("A2", ["姓名", "方正", None], "box center")
    sheet.row("A3", ["考核指标", "权重", "得分"], "box center bold grey")
    for row, kpi in enumerate(CALL, 4):
        sheet.row(f"A{row}", [kpi.indicator, kpi.weight, kpi.score], "box|box pct|box")
    sheet.row("A10", ["其他加分", None, 1.5], "box")
    sheet.row("A11", ["减分项", None, 2], "box")
    lines = round(sum(kpi.weight * kpi.score for kpi in CALL), 6)
    sheet.row("A12", ["总分", None, Formula("=SUMPRODUCT(B4:B9,C4:C9)+C10-C11", round(lines - 0.5, 6))], "box bold")
    return Book([sheet])
