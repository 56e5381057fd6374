"""How the gas company's results are explained: the arithmetic of a form; level, seats and pay in a summary."""

from __future__ import annotations

from math import prod

from xlkpi.domain.numbers import as_shares, exact, money, percent, rounded, shown
from xlkpi.drawing.workbook_reading import Reading, as_number, as_text
from xlkpi.errors import Sentence, sentence
from xlkpi.schemes.gas.gas_checks import is_out_of_marks

NEAR = exact(0.00001)
"""Weighted scores are rounded to six decimals."""


def _plain(value: float | None) -> str:
    return "—" if value is None else shown(exact(value))


def explain_form(reading: Reading, _: int) -> list[Sentence]:
    """Write out weight x score of every indicator, the adjustment and the total.

    In a company's own form a line may count otherwise (two raters, sections): then what counts is told as it stands.
    """
    weights = reading.column("权重") if reading.has("权重") else []
    rows = [row for row, weight in enumerate(weights) if isinstance(weight, float)]
    counted = reading.column("加权得分") if reading.has("加权得分") else []
    if not rows:
        rows = [row for row, points in enumerate(counted) if isinstance(points, float)]
    if not rows:
        return []
    full = is_out_of_marks(reading)
    exactly = [exact(weight) for weight in weights if isinstance(weight, float)]
    shares = as_shares(exactly) or exactly
    lines = []
    for at, row in enumerate(rows) if reading.has("主管评分") else ():
        score = as_number(reading.column("主管评分")[row])
        name = as_text(reading.column("指标")[row]) or str(row + 1)
        if score is None:
            lines.append(sentence("{name}：尚未评分", "{name}: not scored yet", name=name))
            continue
        points = as_number(counted[row]) if counted else None
        product = exact(score) * shares[at] if shares else None
        if full:
            text = f"{shown(exact(score))} / {shown(exact(reading.column('权重')[row]))}"
        elif product is not None and (points is None or abs(exact(points) - product) < NEAR):
            text = f"{shown(exact(score))} × {percent(shares[at])} = {shown(product)}"
        else:
            text = f"{shown(exact(score))} → {_plain(points)}"
        lines.append(sentence("{name}：{text}", "{name}: {text}", name=name, text=text))
    adjust = as_number(reading.field("加减分"))
    if adjust:
        reason = as_text(reading.field("加减分事由"))
        zh, en = "加减分：{value}（{reason}）", "adjustment: {value} ({reason})"
        lines.append(sentence(zh, en, value=_plain(adjust), reason=reason or "—"))
    total = _plain(as_number(reading.field("总分")))
    lines.append(sentence("总分（四舍五入到 2 位小数）：{text}", "total (2 decimals): {text}", text=total))
    return lines


def explain_supervisor(reading: Reading, row: int) -> list[Sentence]:
    """Tell the supervisor's level, which decides the seats of somebody's department."""
    column = reading.column
    department = as_text(column("名单_部门")[row])
    if not department or not reading.has("主管_部门"):
        return []
    supervisors = [as_text(name) for name in column("主管_部门")]
    if department not in supervisors and reading.own:
        zh = "部门“{department}”没有列在 {place} 起的部门表，因此没有等级：请补上这个部门和主管得分或指定等级"
        en = "department {department} is not listed from {place} on, so there is no level: enter it with its level"
        return [sentence(zh, en, department=department, place=reading.book.place("主管_部门"))]
    if department not in supervisors:
        zh = "部门“{department}”没有列在主管表，因此没有等级：请在“汇总”页“二、主管考核结果”填上这个部门和主管、"
        zh += "在“一”填上双周计划评分，或改正名单里的部门，再运行 xlkpi recompute"
        en = "department {department} is not among the supervisors, so there is no level: enter it with its supervisor "
        en += "and plans on the page 汇总, or mend the department in the roster, then xlkpi recompute"
        return [sentence(zh, en, department=department)]
    at = supervisors.index(department)
    zh = "部门 {department}：主管 {name} 综合得分 {score}，等级 {level}"
    en = "department {department}: supervisor {name}, composite {score}, level {level}"
    return [
        *_seats(reading, at),
        sentence(
            zh,
            en,
            department=department,
            name=as_text(column("主管_姓名")[at]) or "—",
            score=_plain(as_number(column("主管_得分")[at])),
            level=as_text(column("主管_等级")[at]) or "—",
        ),
    ]


def _seats(reading: Reading, at: int) -> list[Sentence]:
    """Tell the seats of a department by level, and which level takes what the others leave (rules B6)."""
    if not reading.has("名额_应评", "等级_代码", "舍入方式", "名额比例", "名额_部门等级"):
        return []
    codes = [as_text(code) for code in reading.column("等级_代码")]
    due = reading.blocks["名额_应评"][at]
    seats = [(code, number) for code, cell in zip(codes, due, strict=False) if (number := as_number(cell)) is not None]
    if not seats:
        return []
    told = "、".join(f"{code} {number:g}" for code, number in seats)
    rule = as_text(reading.field("舍入方式"))
    zh, en = "名额（{rule}）：{told}，共 {count} 人", "seats ({rule}): {told}, {count} people"
    if rule in ("四舍五入", "只舍不入"):
        zh += "；比例最大的等级取其余等级余下的名额"
        en += "; the level with the largest share takes what the others leave"
    return [sentence(zh, en, rule=rule, told=told, count=f"{sum(number for _, number in seats):g}")]


def explain_summary(reading: Reading, row: int) -> list[Sentence]:
    """Write out total, rank and seats of somebody in the roster."""
    total = _plain(as_number(reading.column("名单_总分")[row]))
    lines = [sentence("总分：{total}", "total: {total}", total=total)]
    why = as_text(reading.column("名单_说明")[row])
    return [*lines, sentence("{why}", "reason: {why}", why=why)] if why else lines


def explain_pay(reading: Reading, row: int) -> list[Sentence]:
    """Write out base x coefficient x attendance; where that is not the pay, which cell makes it otherwise."""
    pay = as_number(reading.column("名单_绩效工资")[row])
    if pay is None:
        return []
    base, coefficient, attendance = (
        as_number(reading.column(name)[row]) if reading.has(name) else None
        for name in ("名单_绩效基数", "名单_等级系数", "名单_出勤率")
    )
    factors = [exact(one) for one in (base, coefficient, 1.0 if attendance is None else attendance) if one is not None]
    if len(factors) < 3 or rounded(prod(factors, start=exact(1.0))) != rounded(exact(pay)):
        cell = reading.book.place("名单_绩效工资", row)
        zh = "绩效工资 {text} 元，由 {cell} 按公司自己的算法算出"
        en = "pay {text} yuan, made in {cell} in the company's way"
        return [sentence(zh, en, text=str(money(exact(pay))), cell=cell)]
    text = f"{' × '.join(map(shown, factors))} = {money(exact(pay))}"
    zh, en = "绩效工资 = 绩效基数 × 等级系数 × 出勤率：{text} 元", "pay = base x coefficient x attendance: {text} yuan"
    return [sentence(zh, en, text=text)]
