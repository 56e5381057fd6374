"""A list whose total is made of partial scores: words, weights and extras as they are publicly put together."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

from openpyxl.utils import get_column_letter

from adopt.drawing import Book, Formula, Sheet, rounded
from adopt.layout import HABIT, Layout, summary
from adopt.staff import NAMES

PARTS = (
    *(("工作业绩", "工作能力", "工作态度"), ("业绩得分", "能力得分", "态度得分"), ("定量考核", "定性考核")),
    *(("KPI得分", "行为得分"), ("部门评分", "主管评分", "员工互评"), ("上级评分", "同级评分", "下级评分")),
    *(("自评", "上级评", "部门经理评"), ("月度考核得分", "日常考核得分"), ("考勤", "纪律", "业务", "卫生")),
    *(("服务质量", "服务效率", "服务态度", "劳动纪律"), ("接通率得分", "满意度得分", "质检得分")),
    *(("民主测评", "领导评价"), ("第一级考核得分", "第二级考核得分"), ("理论成绩", "实操成绩", "述职成绩")),
    *(("产量", "质量", "学习"), ("德", "能", "勤", "绩"), ("客户评价", "内部评价", "主管评价")),
    *(("关键业绩(KPI)", "综合素质(GS)"), ("岗位职责", "行为规范"), ("患者满意度", "科室评价")),
)
TOTALS = (
    "总分",
    "合计",
    "综合得分",
    "最终得分",
    "考核得分",
    "总评",
    "得分",
    "合计得分",
    "综合评分",
    "绩效得分",
    "总成绩",
)
STEPS = ("加权得分", "小计", "基础得分", "综合得分", "KPI得分", "得分")
"""Between the marks and what is added or taken off."""
WEIGHTS = {2: (60, 40), 3: (60, 25, 15), 4: (40, 30, 20, 10)}
"""In percent, by how many there are."""
EXTRAS = ((), (), ("扣分",), ("加分", "扣分"), ("奖惩加减分",), ("加减分",))
STYLES = ("heads", "row", "words", "sheet", "none", "formula", "full", "waiting")
"""Where the weights stand; `waiting` in the heads, with a total that nobody has counted."""
WHO = (("序号", "姓名", "部门"), ("工号", "姓名", "岗位"), ("序号", "工号", "姓名", "部门"))
AFTER = (("排名", "等级"), ("等级",), ("名次", "等级", "备注"), ())
COUNTS = ("接听量", "工单数", "上月得分", "出勤天数", "投诉次数")
KEYS = {
    "工号": "employee_id",
    "姓名": "name",
    "部门": "department",
    "岗位": "post",
    "加减分": "adjust",
    "奖惩加减分": "adjust",
    "排名": "rank",
    "名次": "rank",
    "等级": "level",
    "备注": "remark",
    "自评": "self_score",
    "上级评分": "score",
    "主管评分": "score",
    "上级评": "score",
}
PEOPLE = 10


@dataclass
class _List:
    """One list while it is being drawn."""

    rng: random.Random
    sheet: Sheet = field(default_factory=lambda: Sheet("6月", " ".join(["11"] * 14)))
    more: list[Sheet] = field(default_factory=list)
    truth: dict[str, Any] = field(default_factory=dict)
    conflicts: tuple[str, ...] = ()


def partial(seed: int) -> Layout:
    """A list with partial scores, in half of them with one total that does not come out."""
    drawn = _drawn(seed)
    return Layout(
        f"partial_{seed}",
        "put together at random",
        HABIT,
        lambda: Book([(again := _drawn(seed)).sheet, *again.more]),
        drawn.truth,
        optional=frozenset({"indicator", "weight", "self_score", "score", "month", "adjust"}),
        conflicts=drawn.conflicts,
        marks="other",
    )


def _drawn(seed: int) -> _List:
    at = _List(random.Random(f"partial {seed}"))
    rng, sheet = at.rng, at.sheet
    parts, total, style = rng.choice(PARTS), rng.choice(TOTALS), rng.choice(STYLES)
    extras, who, after = rng.choice(EXTRAS), rng.choice(WHO), rng.choice(AFTER)
    weights = WEIGHTS[len(parts)]
    steps = [word for word in [rng.choice(STEPS)] if extras and word != total and rng.random() < 0.4]
    heads = list(parts)
    if style in ("heads", "waiting"):
        heads = [
            word + rng.choice(("(#%)", "（#%）", "#%", "（占#%）")).replace("#", f"{w}")
            for word, w in zip(parts, weights)
        ]
    if style == "full":
        heads = [f"{word}（{weight}分）" for word, weight in zip(parts, weights)]
    noise = [rng.choice(COUNTS)] if rng.random() < 0.4 else []
    sheet.write("A1:J1", "员工月度绩效考核汇总表", "title")
    sheet.row("A2", [*who, *heads, *steps, *extras, total, *after, *noise], "box center bold")
    first, start = 3, len(who) + 1
    if style in ("row", "words"):
        told = [weight / 100 if style == "row" else f"{weight}%" for weight in weights]
        blank: list[Any] = [None] * (len(steps) + len(extras) + 1 + len(after) + len(noise))
        sheet.row("A3", ["权重" if style == "row" else None, *[None] * (len(who) - 1), *told, *blank], "box center")
        first = 4
    factors = [1.0] * len(parts) if style in ("none", "full") else [weight / 100 for weight in weights]
    signs = [-1.0 if word == "扣分" else 1.0 for word in extras]
    letters = [get_column_letter(start + number) for number in range(len(parts) + len(steps) + len(extras) + 1)]
    core, step, added = letters[: len(parts)], letters[len(parts) : -1 - len(extras)], letters[-1 - len(extras) : -1]
    before = dict(zip(step, (1.0,))) or dict(zip(core, factors))
    made = {letters[-1]: {**before, **dict(zip(added, signs))}} | {at: dict(zip(core, factors)) for at in step}
    for number in range(PEOPLE):
        marks = [_mark(rng, word, weight if style == "full" else 100) for word, weight in zip(parts, weights)]
        more = [rng.choice((None, None, -2, 1) if "加减" in word else (None, None, 1, 2, 3)) for word in extras]
        first_step = rounded(round(sum(by * mark for by, mark in zip(factors, marks)), 6))
        whole = rounded(first_step + sum(by * (extra or 0) for by, extra in zip(signs, more)))
        here = f"6月!{letters[-1]}{first + number}"
        if style != "waiting" and not at.conflicts and rng.random() < 0.06:
            whole += rng.choice((1, 2, -3))
            at.conflicts = (here,)
        typed = at.conflicts == (here,) or style != "formula"
        value = whole if typed else Formula(_added_up(made[letters[-1]], first + number), whole)
        counted = (
            Formula(_added_up(made[step[0]], first + number), first_step) if step and style == "formula" else first_step
        )
        results = [None if style == "waiting" else counted for _ in step]
        marks += [*results, *more]
        own = {"序号": number + 1, "工号": f"K{number:03d}", "姓名": NAMES[number], "岗位": "客服员"}
        own["部门"] = "客服一部" if number < PEOPLE // 2 else "客服二部"
        line = [*(own[word] for word in who), *marks, None if style == "waiting" else value, *[None] * len(after)]
        sheet.row(f"A{first + number}", [*line, *(rng.randrange(15, 120) for _ in noise)], "box center")
    if style == "sheet":
        rules = Sheet("参数")
        rules.table("A1", ("考核项目", "box", parts), ("权重", "box", [weight / 100 for weight in weights]))
        at.more.append(rules)
    columns = {
        KEYS[word]: get_column_letter(number)
        for number, word in enumerate([*who, *parts, *steps, *extras, total, *after], 1)
        if word in KEYS
    }
    at.truth = summary("6月", "", (first, first + PEOPLE - 1), across="indicator=2 weight=3")
    at.truth |= {"columns": {**columns, "total": letters[-1]}, "made_of": made}
    return at


def _added_up(made: dict[str, float], row: int) -> str:
    terms = (f"{'-' if by < 0 else '+'}{letter}{row}*{abs(by):g}" for letter, by in made.items())
    return "=" + "".join(terms).removeprefix("+")


def _mark(rng: random.Random, word: str, full: int) -> int:
    return round(rng.choice((60, 70, 75, 80, 85, 88, 90, 92, 95, 98, 100)) * full / 100)
