"""How a member's result is explained: why the group has its level, where the points come from, what decides level."""

from __future__ import annotations

from xlkpi.domain.numbers import exact, money, shown
from xlkpi.drawing.workbook_reading import Reading, as_number, as_text
from xlkpi.errors import Sentence, sentence


def _plain(value: object) -> str:
    return shown(exact(value)) if isinstance(value, float) else "—"


def explain_member(reading: Reading, row: int) -> list[Sentence]:
    """Tell points, penalties, performance score, level and treatment of a member."""
    lines = _points(reading, row)
    score = as_number(reading.column("组员_月绩效")[row])
    if score is not None:
        lines.append(sentence("月绩效：{score}", "performance score: {score}", score=_plain(score)))
    level = as_text(reading.column("组员_等级")[row])
    if level:
        zh = "等级：{level}（建议 {proposed}，主管评定 {given}）"
        en = "level: {level} (proposed {proposed}, given by the manager {given})"
        person = as_text(reading.column("组员_工号")[row])
        if person in {as_text(upheld) for upheld in reading.column("申诉_成立工号")}:
            zh = "等级：{level}（申诉成立后更正，原评定 {given}）"
            en = "level: {level} (corrected on appeal; was {given})"
        told = {name: as_text(reading.column(block)[row]) or "—" for name, block in LEVELS.items()}
        lines.append(sentence(zh, en, level=level, **told))
    treatment = as_text(reading.column("组员_处理")[row])
    return [*lines, sentence("{text}", "{text}", text=treatment)] if treatment else lines


LEVELS = {"proposed": "组员_建议", "given": "组员_主管评定"}


def explain_group(reading: Reading, row: int) -> list[Sentence]:
    """Tell the level of a member's group and its reason."""
    group = as_text(reading.column("组员_组别")[row])
    names = [as_text(name) for name in reading.line("组_名称")]
    if not group or group not in names:
        return []
    at = names.index(group)
    total, level, why = (reading.line(name)[at] for name in ("组_总分", "组_等级", "组_说明"))
    zh, en = "小组 {group}：总分 {total}，等级 {level}；{why}", "group {group}: total {total}, level {level}; {why}"
    if as_text(level) != as_text(reading.line("组_评定")[at]):
        zh, en = f"{zh}；等级由主管确定", f"{en}; the manager decided the level"
    return [sentence(zh, en, group=group, total=_plain(total), level=as_text(level), why=as_text(why))]


def _points(reading: Reading, row: int) -> list[Sentence]:
    """Registered and other points, the penalties, what is left of them."""
    worked, typed, points = (
        as_number(reading.column(f"组员_{name}")[row]) for name in ("登记积分", "其他积分", "积分")
    )
    lines = []
    if points is not None:
        text = f"{_plain(worked or 0.0)} + {_plain(typed or 0.0)} = {_plain(points)}"
        zh, en = "积分 = 登记积分 + 其他积分：{text}", "points = registered + other: {text}"
        lines.append(sentence(zh, en, text=text))
    off, cases = reading.blocks["组员_处罚"][row]
    left = as_number(reading.column("组员_月积分")[row])
    if left is not None and cases:
        zh, en = "处罚 {cases} 起，扣 {off} 分，月积分 {left}", "{cases} penalties, {off} points off: {left} are left"
        lines.append(sentence(zh, en, cases=_plain(cases), off=_plain(off), left=_plain(left)))
    return lines


def explain_pay(reading: Reading, row: int) -> list[Sentence]:
    """Write out base x coefficient."""
    base, factor, pay = (as_number(reading.column(f"应用_{name}")[row]) for name in ("基数", "系数", "工资"))
    if base is None or factor is None or pay is None:
        return []
    text = f"{_plain(base)} × {_plain(factor)} = {money(exact(pay))}"
    return [sentence("绩效工资 = 绩效基数 × 等级系数：{text} 元", "pay = base x coefficient: {text} yuan", text=text)]
