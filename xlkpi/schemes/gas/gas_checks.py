"""What the gas company's workbooks need beyond what every block is checked for: plans, departments, scores, seats."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from xlkpi.drawing.validation import HUNDRED
from xlkpi.drawing.workbook_reading import MOST_LOWER, Reading, as_number, as_text, is_blank
from xlkpi.errors import Fault, sentence
from xlkpi.functions.arguments import written
from xlkpi.schemes.gas.gas_data import PLAN_SCORES
from xlkpi.schemes.gas.gas_numbers import FULL
from xlkpi.schemes.gas.plan_states import check_findings, check_lines, check_vouched


def check_scores(reading: Reading) -> list[Fault]:
    """Every weighted indicator of a form has a score of the supervisor, and only those."""
    faults: list[Fault] = []
    if not reading.has("权重", "主管评分"):
        return faults
    weighted = [row for row, weight in enumerate(reading.column("权重")) if not is_blank(weight)]
    if weighted and all(is_blank(score) for score in reading.column("主管评分")):
        zh, en = "还没有评分，请主管评分", "is not scored yet: the supervisor scores it"
        return [Fault(reading.book.place("主管评分", weighted[0]), sentence(zh, en), waiting=True)]
    lower = _scores_too_low(reading, weighted)
    if lower:
        return lower
    full = is_out_of_marks(reading)
    computed = reading.book.computes("主管评分") if full else []
    for row, (weight, score) in enumerate(zip(reading.column("权重"), reading.column("主管评分"), strict=True)):
        indicator = as_text(reading.column("指标")[row]) or str(row + 1)
        if is_blank(score) and not is_blank(weight):
            zh, en = "指标“{indicator}”没有主管评分，请评分", "indicator “{indicator}” has no score: score it"
            faults.append(reading.fault("主管评分", row, zh, en, indicator=indicator))
        elif is_blank(weight) and not is_blank(score):
            zh = "指标“{indicator}”有评分但没有权重，请填权重或删去评分"
            en = "indicator “{indicator}” has a score but no weight: give it a weight or delete the score"
            faults.append(reading.fault("权重", row, zh, en, indicator=indicator))
        elif full and isinstance(weight, float) and isinstance(score, float) and score > weight:
            # points that are added may lift a computed score above
            tell = reading.notice if computed[row][0] else reading.fault
            zh = "指标“{indicator}”满分 {full}，评分却是 {score}，请改正"
            en = "indicator “{indicator}” is out of {full} but scored {score}: mend it"
            out_of, given = f"{weight:g}", f"{score:g}"
            faults.append(tell("主管评分", row, zh, en, indicator=indicator, full=out_of, score=given))
    return faults


def _scores_too_low(reading: Reading, weighted: list[int]) -> list[Fault]:
    """All scores stand some rows lower than the indicators that are weighted: a column pasted too low is one fault."""
    scored = [row for row, score in enumerate(reading.column("主管评分")) if not is_blank(score)]
    count = scored[0] - weighted[0] if scored and weighted else 0
    if not 0 < count <= MOST_LOWER or scored != [row + count for row in weighted]:
        return []
    zh = "主管评分像是整列粘贴低了 {count} 行：第一项“{first}”没有评分，最后一项“{last}”的下面却有（{below}）。"
    zh += "请把整列上移 {count} 行"
    en = "the scores seem to be pasted {count} rows too low: “{first}”, the first indicator, has none, and {below}, "
    en += "below “{last}”, the last one, has. Move the whole column up by {count}"
    first, last = (as_text(reading.column("指标")[row]) or str(row + 1) for row in (weighted[0], weighted[-1]))
    below = reading.book.place("主管评分", scored[-1]).rsplit("!")[-1]
    return [reading.fault("主管评分", weighted[0], zh, en, count=count, first=first, last=last, below=below)]


def is_out_of_marks(reading: Reading) -> bool:
    """Tell whether a company's own form adds up scores out of full marks, which then stand where weights would."""
    weight = reading.kind.columns.get("权重")
    return reading.own and weight is not None and not weight.sums


def check_indicators(reading: Reading) -> list[Fault]:
    """What is weighted says what it is; in a company's own form a name may stand over several rows."""
    if reading.own:
        return []
    zh, en = "这一行有权重，指标为空，请填写", "the row has a weight and no indicator: fill it in"
    return [
        reading.fault("指标", row, zh, en)
        for row, (name, weight) in enumerate(zip(reading.column("指标"), reading.column("权重"), strict=True))
        if is_blank(name) and not is_blank(weight)
    ]


def check_adjustment(reading: Reading) -> list[Fault]:
    """An adjustment has a reason."""
    if reading.own and not reading.has("加减分事由"):
        return []
    if as_number(reading.field("加减分")) and is_blank(reading.field("加减分事由")):
        return [reading.notice("加减分事由", 0, "有加减分但没有事由，请填写", "the adjustment has no reason: give one")]
    return []


def check_agreed(reading: Reading) -> list[Fault]:
    """Indicators, weights and standards are agreed with the employee before they are scored."""
    if not reading.has("沟通确认日期"):
        return []
    if is_blank(reading.field("沟通确认日期")) and any(not is_blank(score) for score in reading.column("主管评分")):
        zh = "已评分，但没有沟通确认日期：指标、权重和标准应先与员工商定"
        en = "scored, yet 沟通确认日期 is blank: indicators, weights and standards are agreed with the employee first"
        return [reading.notice("沟通确认日期", 0, zh, en)]
    return []


def check_full_mark(reading: Reading) -> list[Fault]:
    """A full mark other than a hundred is told: only the summary knows whether the department scores out of it."""
    full = as_number(reading.field(FULL)) if reading.has(FULL) and not reading.own else None
    if full is None or full == HUNDRED:
        return []
    zh = "满分是 {full}，不是 100：须与附件3「参数」的满分相同，否则不能取数，请核对"
    en = "the full mark is {full}, not 100: it must be that of the summary, or the scores are not collected"
    return [reading.notice(FULL, 0, zh, en, full=written(full))]


def total_too_high(reading: Reading) -> list[Fault]:
    """The total of a form, adjustment included, lies between nothing and the full mark."""
    total, full = as_number(reading.field("总分")), as_number(reading.field(FULL))
    if total is None or full is None or 0 <= total <= full:
        return []
    zh = "总分 {total} 不在 0～{full} 之间，请核对评分和加减分"
    en = "the total {total} is outside 0 to {full}: look at scores and adjustment"
    return [reading.fault("总分", 0, zh, en, total=f"{total:g}", full=f"{full:g}")]


def check_plan(reading: Reading) -> list[Fault]:
    """A two-week plan is scored by both raters or by none, and has a name once it is scored."""
    faults = []
    blank = {name: is_blank(reading.field(name)) for name in PLAN_SCORES}
    if all(blank.values()):
        return []
    if is_blank(reading.field("计划名称")):
        zh, en = "计划名称为空，请填写，如 第1期双周计划", "计划名称 is blank: name the plan"
        faults.append(reading.fault("计划名称", 0, zh, en))
    for name in PLAN_SCORES:
        if blank[name]:
            zh, en = "{name}为空：两位评分人都要评分", "{name} is blank: both raters must score"
            faults.append(reading.fault(name, 0, zh, en, name=name))
    return faults


def check_departments(reading: Reading) -> list[Fault]:
    """Small departments are told that the shares are advisory, where there are shares."""
    if not reading.has("主管_部门"):
        return []
    known = [as_text(value) for value in reading.column("主管_部门")]
    heads = Counter(as_text(reading.column("名单_部门")[row]) for row in reading.roster if reading.appraised(row))
    fewest = as_number(reading.field("名额_参考人数")) or 0
    notices = []
    for name, count in heads.items():
        if name in known and count < fewest:
            zh = "部门“{name}”参评 {count} 人，不足 {fewest} 人，名额比例仅供参考"
            en = "department “{name}” has {count} people; below {fewest} the shares are advisory"
            place, least = known.index(name), f"{fewest:g}"
            notices.append(reading.notice("主管_部门", place, zh, en, name=name, count=count, fewest=least))
    return notices


def check_plans(reading: Reading) -> list[Fault]:
    """Every department with people has a plan; while none has one nobody has begun."""
    if not reading.has("计划_部门"):  # a company's own workbook, in which the supervisors' scores are typed
        return []
    faults: list[Fault] = []
    planned = reading.words("计划_部门") - {""}
    used = {as_text(reading.column("名单_部门")[row]) for row in reading.roster}
    for row, cell in enumerate(reading.column("主管_部门")):
        name = as_text(cell)
        if name in used and name not in planned:
            zh = "部门“{name}”没有双周计划评分，主管得分无法计算，请在“汇总”填写计划评分"
            en = "department “{name}” has no scored plan: enter its plans on the page 汇总"
            faults.append(replace(reading.fault("主管_部门", row, zh, en, name=name), waiting=not planned))
    return faults


def seats_exceeded(reading: Reading) -> list[Fault]:
    """Tell where equal scores gave a department more people of a level than its seats (the mode 同分就高 does)."""
    if not reading.has("名额_应评"):
        return []
    codes = [as_text(value) for value in reading.column("等级_代码")]
    notices = []
    for row, (due, given) in enumerate(zip(reading.blocks["名额_应评"], reading.blocks["名额_实评"], strict=True)):
        over = [
            f"{code} {have:g}/{seats:g}"
            for code, seats, have in zip(codes, due, given, strict=True)
            if isinstance(seats, float) and isinstance(have, float) and have > seats
        ]
        if over:
            name = as_text(reading.column("主管_部门")[row])
            zh = "因同分，部门“{name}”的实评人数超过名额（实评/应评）：{over}"
            en = "equal scores give department “{name}” more people than seats (given/due): {over}"
            if _corrected(reading, name):
                zh = "因同分、等级调整或申诉更正，部门“{name}”的实评人数超过名额（实评/应评）：{over}"
                en = "ties or changed levels give department “{name}” more people than seats (given/due): {over}"
            notices.append(reading.notice("名额_实评", row, zh, en, name=name, over="、".join(over)))
    return notices


def levels_waiting(reading: Reading) -> list[Fault]:
    """Tell of a company's own list whose people have totals and no levels yet, and what they wait for."""
    names = ("名单_等级", "名单_总分", "名单_部门", "名单_说明", "主管_部门")
    if not (reading.own and reading.has(*names)):
        return []
    computed, found = reading.book.computes("名单_等级"), dict[str, list[int]]()
    for row in reading.roster:
        waits = computed[row][0] and is_blank(reading.column("名单_等级")[row])
        if waits and as_number(reading.column("名单_总分")[row]) is not None:
            found.setdefault(as_text(reading.column("名单_部门")[row]), []).append(row)
    departments = [as_text(name) for name in reading.column("主管_部门")]
    notices = []
    for name, rows in found.items():
        at = departments.index(name) if name in departments else 0
        place = reading.book.place("主管_部门", at)
        zh = "“{name}” {count} 人有总分、还没有等级：{why}"
        en = "“{name}”: {count} people have totals, no level ({why})"
        if not reading.has("主管_等级") or is_blank(reading.column("主管_等级")[at]):
            zh += "；请在 {place} 这一行填主管得分或指定等级，再 xlkpi recompute"
            en += "; fill in the supervisor's score or level in the row of {place}, then xlkpi recompute"
        why, count = as_text(reading.column("名单_说明")[rows[0]]) or "—", len(rows)
        told = reading.notice("名单_等级", rows[0], zh, en, name=name, count=count, why=why, place=place)
        notices.append(told)
    return notices


def _corrected(reading: Reading, department: str) -> bool:
    """Tell whether a level in the department was adjusted or corrected on appeal."""
    levels = zip(reading.column("名单_部门"), reading.column("名单_等级"), reading.column("名单_最终等级"), strict=True)
    return any(as_text(name) == department and as_text(one) != as_text(other) for name, one, other in levels)


FORM_CHECKS = (check_scores, check_indicators, check_adjustment, check_agreed, check_full_mark)
PLAN_CHECKS = (check_plan, check_lines, check_vouched, check_full_mark)
PLAN_RESULTS = (check_findings,)
SUMMARY_CHECKS = (check_departments, check_plans)
FORM_RESULTS = (total_too_high,)
SUMMARY_RESULTS = (seats_exceeded, levels_waiting)
