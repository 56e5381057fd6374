"""What can be wrong in a filled 附件2 or a two-week plan."""

from __future__ import annotations

from xlkpi.actions.reading import Reading, as_text, is_blank
from xlkpi.books.book import Value
from xlkpi.domain.numbers import as_shares, exact, percent
from xlkpi.errors import CellError, Fault
from xlkpi.functions.arguments import looks_like_number, written
from xlkpi.templates.layout import PLAN_SCORES

FULL = 100.0
OUTSIDE = ("评分 {value} 不在 0—100 之间，请核对", "the score {value} is outside 0 to 100: is it right?")
Words = dict[str, str | float]


def not_a_number(value: Value) -> tuple[str, str, Words] | None:
    """Say in both languages why a filled cell is no number; None where it is one."""
    if isinstance(value, CellError):
        return "是错误值 {value}，请改正公式或数据", "holds the error {value}: mend it", {"value": str(value)}
    if isinstance(value, float):
        return None
    shown: Words = {"value": written(value)}
    if isinstance(value, str) and looks_like_number(value.strip()):
        return "“{value}”是文本型数字，请转换为数字", "“{value}” is text that looks like a number: convert it", shown
    return "“{value}”不是数字", "“{value}” is not a number", shown


def number_fault(reading: Reading, name: str, row: int, value: Value) -> Fault | None:
    """Return the fault of a filled cell that should hold a number."""
    said = not_a_number(value)
    if said is None:
        return None
    zh, en, values = said
    label = name.rpartition("_")[2]
    return reading.fault(name, row, "{label}" + zh, "{label}: " + en, **{**values, "label": label})


def check_head(reading: Reading) -> list[Fault]:
    """A form with indicators needs a person and a month."""
    if all(is_blank(value) for value in (*reading.column("指标"), *reading.column("权重"))):
        return []
    faults = [
        reading.fault(name, 0, "{name}为空，请填写", "{name} is blank: fill it in", name=name)
        for name in ("工号", "姓名", "考核月份")
        if is_blank(reading.field(name))
    ]
    return faults + check_month(reading)


def check_month(reading: Reading) -> list[Fault]:
    """The month is a date, not a text."""
    month = reading.field("考核月份")
    if is_blank(month) or hasattr(month, "year"):
        return []
    zh = "考核月份“{value}”不是日期，请输入如 2024-5-1 的日期"
    en = "the month “{value}” is not a date: enter one like 2024-5-1"
    return [reading.fault("考核月份", 0, zh, en, value=written(month))]


def check_weights(reading: Reading) -> list[Fault]:
    """Weights are numbers, not negative, and total 100%."""
    weights = reading.column("权重")
    faults = []
    for row, value in enumerate(weights):
        if is_blank(value):
            continue
        fault = number_fault(reading, "权重", row, value)
        if fault is None and isinstance(value, float) and value < 0:
            fault = reading.fault(
                "权重", row, "权重 {value} 是负数", "weight {value} is negative", value=written(value)
            )
        if fault is not None:
            faults.append(fault)
    if faults or all(is_blank(value) for value in weights):
        return faults
    numbers = [exact(value) for value in weights if isinstance(value, float)]
    if as_shares(numbers) is None:
        total = percent(sum(numbers, exact(0.0)))
        zh, en = "权重合计为 {total}，应为 100%，请调整权重", "the weights total {total}; they must total 100%"
        faults.append(reading.fault("权重合计", 0, zh, en, total=total))
    return faults


def check_scores(reading: Reading) -> list[Fault]:
    """Every weighted indicator has a score of the supervisor, and only those."""
    faults: list[Fault] = []
    weights = reading.column("权重")
    for row, (weight, score) in enumerate(zip(weights, reading.column("主管评分"), strict=True)):
        indicator = as_text(reading.column("指标")[row]) or str(row + 1)
        if is_blank(score):
            if not is_blank(weight):
                zh, en = "指标“{indicator}”没有主管评分，请评分", "indicator “{indicator}” has no score: score it"
                faults.append(reading.fault("主管评分", row, zh, en, indicator=indicator))
            continue
        fault = number_fault(reading, "主管评分", row, score)
        if fault is not None:
            faults.append(fault)
        elif is_blank(weight):
            zh = "指标“{indicator}”有评分但没有权重，请填权重或删去评分"
            en = "indicator “{indicator}” has a score but no weight: give it a weight or delete the score"
            faults.append(reading.fault("权重", row, zh, en, indicator=indicator))
        elif isinstance(score, float) and not 0 <= score <= FULL:
            zh, en = OUTSIDE
            faults.append(reading.notice("主管评分", row, zh, en, value=written(score)))
    return faults


def check_adjustment(reading: Reading) -> list[Fault]:
    """An adjustment is a number and has a reason."""
    value = reading.field("加减分")
    if is_blank(value):
        return []
    fault = number_fault(reading, "加减分", 0, value)
    if fault is not None:
        return [fault]
    if value and is_blank(reading.field("加减分事由")):
        return [reading.notice("加减分事由", 0, "有加减分但没有事由，请填写", "the adjustment has no reason: give one")]
    return []


def check_plan(reading: Reading) -> list[Fault]:
    """A two-week plan is scored by both raters, with numbers from 0 to 100, and then has a name."""
    faults = check_month(reading)
    scores = {name: reading.field(name) for name in PLAN_SCORES}
    if is_blank(reading.field("计划名称")) and not all(is_blank(score) for score in scores.values()):
        zh, en = "计划名称为空，请填写，如 第1期双周计划", "计划名称 is blank: name the plan"
        faults.append(reading.fault("计划名称", 0, zh, en))
    for name, value in scores.items():
        if is_blank(value):
            if not all(is_blank(other) for other in scores.values()):
                zh, en = "{name}为空：两位评分人都要评分", "{name} is blank: both raters must score"
                faults.append(reading.fault(name, 0, zh, en, name=name))
            continue
        fault = number_fault(reading, name, 0, value)
        if fault is not None:
            faults.append(fault)
        elif isinstance(value, float) and not 0 <= value <= FULL:
            zh, en = OUTSIDE
            faults.append(reading.notice(name, 0, zh, en, value=written(value)))
    return faults


FORM_CHECKS = (check_head, check_weights, check_scores, check_adjustment)
PLAN_CHECKS = (check_plan,)
