"""Cells that are true only together: a part and its whole, two raters of one thing, what was reached and its target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlkpi.actions.checks.cell_rules import Words, full_mark
from xlkpi.books.book import Value
from xlkpi.drawing.choices import ORDERS
from xlkpi.drawing.spec import Column
from xlkpi.drawing.validation import MANY_TIMES, SEVERAL_TIMES, NumberRule, Rule
from xlkpi.drawing.workbook_reading import Reading, as_number, as_text
from xlkpi.errors import Fault
from xlkpi.functions.arguments import written

MORE_IS_BETTER = ORDERS[0]
TWICE = 2.0
"""A rate above 100% is asked about (a plan may be passed by a fifth), one above 200% is a percentage typed as it is."""
FAR_APART = 0.3
"""Two raters of one thing differ by a slip, or by more than they can mean, from this share of the full mark on."""


def check_together(reading: Reading) -> list[Fault]:
    """Return what typed cells of one row, and rows of one table, say against each other."""
    faults: list[Fault] = []
    for table in reading.kind.tables:
        raters = [column for column in table.inputs if column.title in table.raters]
        for row in range(len(reading.blocks[raters[0].name])) if len(raters) > 1 else ():
            cells = [(one.name, one.title, one.rule, reading.column(one.name)[row]) for one in raters]
            faults += _far_apart(reading, row, cells)
        for column in (one for one in table.inputs if one.at_most and reading.has(one.at_most)):
            faults += _above(reading, column)
    fields = {entry.name: entry for entry in reading.kind.fields}
    for names in reading.kind.raters:
        entries = [fields[name] for name in names if name in fields]
        cells = [(one.name, one.label, one.rule, reading.field(one.name)) for one in entries]
        faults += _far_apart(reading, 0, cells)
    return faults


def check_counts(reading: Reading) -> list[Fault]:
    """Return where a typed number of people is not that of the people listed, once these are counted.

    Fewer than are listed is a fault: each of those listed gets a share, and all shares are more than there is.
    """
    faults = []
    for table in reading.kind.tables:
        for column in (one for one in table.inputs if one.counted_by and reading.has(one.counted_by)):
            listed = reading.kind.titles[column.counted_by]
            pairs = zip(reading.column(column.name), reading.column(column.counted_by), strict=True)
            for row, (typed, counted) in enumerate(pairs):
                if not isinstance(typed, float) or not isinstance(counted, float) or typed == counted:
                    continue
                zh = "{label} {typed} 少于{listed} {counted}：在岗的每人都得一份，合计会超过总额，请改正"
                en = "{label} {typed} is less than {counted} ({listed}): all shares would be more than there is"
                tell = reading.fault
                if typed > counted:
                    zh = "{label} {typed} 多于{listed} {counted}：多出的份额没有人领，请核对"
                    en = "{label} {typed} is more than {counted} ({listed}): nobody gets the other shares"
                    tell = reading.notice
                said: Words = {"typed": written(typed), "counted": written(counted), "listed": listed}
                faults.append(tell(column.name, row, zh, en, column=0, label=column.title, **said))
    return faults


def _above(reading: Reading, column: Column) -> Iterator[Fault]:
    """A part is larger than its whole: more calls were complaints than there were calls."""
    whole = reading.kind.titles[column.at_most]
    for row, (part, of) in enumerate(zip(reading.column(column.name), reading.column(column.at_most), strict=True)):
        if isinstance(part, float) and isinstance(of, float) and part > of:
            zh = "{label} {part} 大于{whole} {of}，请改正"
            en = "{label} {part} is more than {whole} {of}: mend one of them"
            said: Words = {"label": column.title, "whole": whole, "part": written(part), "of": written(of)}
            yield reading.fault(column.name, row, zh, en, column=0, **said)


def _far_apart(reading: Reading, row: int, cells: Sequence[tuple[str, str, Rule | None, Value]]) -> Iterator[Fault]:
    """A point slipped, or two people who mean something else by the same scale: told, for both may be meant."""
    scores = [(score, name, title) for name, title, _, value in cells if (score := as_number(value)) is not None]
    rule = cells[0][2] if cells else None
    if len(scores) < 2 or not isinstance(rule, NumberRule):
        return
    full = full_mark(reading, rule.full) if rule.full else rule.high
    (low, name, lower), (high, _, higher) = min(scores), max(scores)
    if high - low >= FAR_APART * full:
        zh = "{lower} {low} 与{higher} {high} 相差 {gap} 分，请核对是否笔误"
        en = "{lower} {low} and {higher} {high} are {gap} points apart: is one of them a slip?"
        said: Words = {"lower": lower, "low": written(low), "higher": higher, "high": written(high)}
        yield reading.notice(name, row, zh, en, column=0, gap=written(round(high - low, 2)), **said)


def check_targets(reading: Reading) -> list[Fault]:
    """Every column whose places have targets: what was reached is written as its target is, and could be reached."""
    return [
        fault
        for table in reading.kind.tables
        for column in table.inputs
        if column.against
        for at in range(column.span)
        for fault in _against(reading, column, at)
    ]


def _against(reading: Reading, column: Column, at: int) -> Iterator[Fault]:
    target = as_number(reading.column(f"{column.against}_目标")[at])
    better = as_text(reading.column(f"{column.against}_方向")[at]) == MORE_IS_BETTER
    name = as_text(reading.column(f"{column.against}_名称")[at])
    cells = [as_number(row[at]) for row in reading.blocks[column.name]]
    if not target or target < 0:
        return
    if target > 1 and _are_rates([value for value in cells if value]):
        zh = "{name}的目标值是 {target}，实际完成却都不超过 100%：目标值是比率的，请填 98% 或 0.98 这样的数"
        en = (
            "the target of {name} is {target} and nobody passes 100%: a target that is a rate is entered as 98% or 0.98"
        )
        tell = reading.fault if better else reading.notice  # little may be good: half a complaint a month
        yield tell(f"{column.against}_目标", at, zh, en, name=name, target=written(target))
        return
    for row, value in enumerate(cells):
        if value is not None:
            yield from _beside_target(reading, column, (row, at), name, value, target, better=better)


def _are_rates(values: Sequence[float]) -> bool:
    fractions = [value for value in values if 0 < value < 1]
    return bool(values) and max(values) <= 1 and 2 * len(fractions) > len(values)


def _beside_target(
    reading: Reading, column: Column, place: tuple[int, int], name: str, value: float, target: float, *, better: bool
) -> Iterator[Fault]:
    row, at = place
    if target < 1 < value:
        tell = reading.fault if value > TWICE else reading.notice
        zh = "{name} {value} 即 {percent}，目标值是 {aim}：比率请填 4.9% 或 0.049 这样的数，请核对"
        en = "{name} {value} is {percent}, and the target {aim}: enter a rate as 4.9% or 0.049. Is it right?"
        percent, aim = _percent(value), _percent(target)
        yield tell(column.name, row, zh, en, column=at, name=name, value=written(value), percent=percent, aim=aim)
    elif target >= 1 and better and value >= SEVERAL_TIMES * target:
        tell = reading.fault if value >= MANY_TIMES * target else reading.notice
        zh = "{name} {value} 是目标值 {target} 的 {times} 倍，请核对小数点和单位"
        en = "{name} {value} is {times} times the target {target}: look at the point and the unit"
        given, aim, times = written(value), written(target), f"{value / target:.0f}"
        yield tell(column.name, row, zh, en, column=at, name=name, value=given, target=aim, times=times)


def _percent(value: float) -> str:
    return f"{value * 100:.6g}%"
