"""What somebody reached beside its target: 490% typed for 4.9%, 16490 hours for 164.9, a target of 98 for 98%."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlkpi.drawing.choices import ORDERS
from xlkpi.drawing.spec import Column
from xlkpi.drawing.validation import MANY_TIMES, SEVERAL_TIMES
from xlkpi.drawing.workbook_reading import Reading, as_number, as_text
from xlkpi.errors import Fault
from xlkpi.functions.arguments import written

MORE_IS_BETTER = ORDERS[0]
TWICE = 2.0
"""A rate above 100% is asked about (a plan may be passed by a fifth), one above 200% is a percentage typed as it is."""


def check_targets(reading: Reading) -> list[Fault]:
    """Every column whose places have targets: what was reached is written as its target is, and could be reached."""
    return [
        fault
        for table in reading.kind.tables
        for column in table.inputs
        if column.against
        for at in range(column.span)
        for fault in _place(reading, column, at)
    ]


def _place(reading: Reading, column: Column, at: int) -> Iterator[Fault]:
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
            yield from _cell(reading, column, (row, at), name, value, target, better=better)


def _are_rates(values: Sequence[float]) -> bool:
    fractions = [value for value in values if 0 < value < 1]
    return bool(values) and max(values) <= 1 and 2 * len(fractions) > len(values)


def _cell(
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
