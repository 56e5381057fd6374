"""What can be wrong in the numbers of the page 参数: levels, quotas, choices, and what nobody confirmed yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from xlkpi.actions.check_form import number_fault
from xlkpi.actions.reading import Reading, as_text, is_blank
from xlkpi.domain.numbers import as_shares, exact, percent
from xlkpi.errors import Fault, sentence
from xlkpi.functions.arguments import YES, written
from xlkpi.functions.quotas import ROUNDING_NAMES, TIES_NAMES


def check_levels(reading: Reading) -> list[Fault]:
    """The level table is complete: name, code, minimum, coefficient, nothing twice."""
    faults: list[Fault] = []
    for name in ("等级_名称", "等级_代码"):
        texts = [as_text(value) for value in reading.column(name)]
        for row, text in enumerate(texts):
            if not text:
                zh, en = "等级名称或代码为空，请填写", "the level has no name or code: fill it in"
                faults.append(reading.fault(name, row, zh, en))
            elif texts.index(text) < row:
                zh, en = "等级“{text}”重复，请改正", "level “{text}” stands twice: mend one of them"
                faults.append(reading.fault(name, row, zh, en, text=text))
    for name in ("等级_最低分", "等级_系数"):
        for row, value in enumerate(reading.column(name)):
            if is_blank(value):
                if name == "等级_系数" or row < len(reading.column(name)) - 1:
                    label = name.rpartition("_")[2]
                    zh, en = "{label}为空，请填写", "{label} is blank: fill it in"
                    faults.append(reading.fault(name, row, zh, en, label=label))
                continue
            fault = number_fault(reading, name, row, value)
            if fault is not None:
                faults.append(fault)
    return faults


def check_quotas(reading: Reading) -> list[Fault]:
    """Every department level has a quota row, and every row sums to 100%."""
    head, *body = reading.blocks["名额比例"]
    codes = [as_text(value) for value in reading.column("等级_代码")]
    faults: list[Fault] = []
    if [as_text(value) for value in head[1:]] != codes:
        zh = "名额比例表第一行与等级表的员工等级不一致，请改成一致"
        en = "the first row of the quota block differs from the level codes: make them the same"
        faults.append(reading.fault("名额比例", 0, zh, en))
    rows: dict[str, int] = {}
    for number, cells in enumerate(body, 1):
        name = as_text(cells[0])
        if name and rows.setdefault(name, number) != number:
            zh, en = "名额比例表中“{name}”出现两次，请改正", "quota row “{name}” stands twice: mend one of them"
            faults.append(reading.fault("名额比例", number, zh, en, name=name))
    for name in (as_text(value) for value in reading.column("等级_名称")):
        if name and name not in rows:
            zh, en = "名额比例表缺少“{name}”这一行，请补上", "the quota block has no row “{name}”: add it"
            faults.append(reading.fault("名额比例", 0, zh, en, name=name))
    for name, number in rows.items():
        cells = body[number - 1][1:]
        wrong = [at for at, cell in enumerate(cells, 1) if not is_blank(cell) and not isinstance(cell, float)]
        if wrong:
            zh, en = "比例“{value}”不是数字，请改成如 20% 的数", "the share “{value}” is no number: enter one like 20%"
            text = sentence(zh, en, value=written(cells[wrong[0] - 1]))
            faults.append(Fault(reading.book.place("名额比例", number, wrong[0]), text))
            continue
        shares = [exact(cell) for cell in cells if isinstance(cell, float)]
        if as_shares(shares) is None or min(shares) < 0:
            total = percent(sum(shares, exact(0.0)))
            zh = "“{name}”行名额比例合计为 {total}，应为 100%，且不能有负数"
            en = "quota row “{name}” totals {total}; it must total 100% without negative shares"
            faults.append(reading.fault("名额比例", number, zh, en, name=name, total=total))
    return faults


CONFIRMATIONS = {
    "等级_已确认": ("等级“{what}”的系数", "the coefficient of level {what}", "等级_代码"),
    "名额_已确认": ("部门等级“{what}”的名额比例", "the shares of department level {what}", "名额比例"),
    "舍入方式_已确认": ("舍入方式“{what}”", "the rounding {what}", "舍入方式"),
    "名额_参考人数_已确认": (
        "名额比例仅供参考的人数线",
        "the head-count below which shares are advisory",
        "名额_参考人数",
    ),
    "同分处理_已确认": ("同分处理“{what}”", "the handling of ties {what}", "同分处理"),
}
"""Which number each 已确认 cell speaks of: both languages, and the block whose last rows name it."""


def check_confirmed(reading: Reading) -> list[Fault]:
    """Numbers that the rulebook's copy lost are used but reported until somebody confirms them."""
    faults = []
    for name, (zh, en, named) in CONFIRMATIONS.items():
        answers, subjects = reading.column(name), reading.column(named)
        for row, (value, what) in enumerate(zip(answers, subjects[-len(answers) :], strict=True)):
            if value not in YES:
                zh_all = f"{zh}原文缺失，暂按假定计算，请确认"
                en_all = f"not confirmed, an assumption is used: {en}"
                notice = reading.notice(name, row, zh_all, en_all, what=as_text(what))
                faults.append(replace(notice, unconfirmed=True))
    return faults


CHOICES: dict[str, Mapping[str, Sequence[str]]] = {"舍入方式": ROUNDING_NAMES, "同分处理": TIES_NAMES}


def check_choices(reading: Reading) -> list[Fault]:
    """The ways of rounding and of breaking ties are ones we know; the advisory head-count is a number."""
    faults = []
    for name, known in CHOICES.items():
        words = [word for key, names in known.items() for word in (key, *names)]
        value = reading.field(name)
        if value not in words:
            zh, en = "{name}“{value}”无法识别，请从下拉列表选择", "{name} “{value}” is unknown: choose from the list"
            faults.append(reading.fault(name, 0, zh, en, name=name, value="" if value is None else written(value)))
    fewest = reading.field("名额_参考人数")
    if is_blank(fewest):
        zh, en = "参考人数为空，请填写（不需要时填 0）", "the advisory head-count is blank: fill it in (0 for none)"
        faults.append(reading.fault("名额_参考人数", 0, zh, en))
    else:
        fault = number_fault(reading, "名额_参考人数", 0, fewest)
        faults += [] if fault is None else [fault]
    return faults


PARAMETER_CHECKS = (check_levels, check_quotas, check_choices, check_confirmed)
