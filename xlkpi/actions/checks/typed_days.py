"""Whether typed days can be: after what they follow, not in the future, not in another year than what is appraised.

Whole days are compared: a time of day behind a date makes nothing earlier or later.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from xlkpi.drawing.spec import Column, Field
from xlkpi.drawing.validation import PERIOD_END, DateRule
from xlkpi.drawing.workbook_reading import Reading, as_day, is_blank
from xlkpi.errors import Fault
from xlkpi.records import dataclass
from xlkpi.schemes.sign_off import period_end

A_YEAR = dt.timedelta(days=366)
"""Who types a day further from what is appraised rather mistook the year."""
SEVERAL = 2
"""Fewer days than these prove nothing about the month."""
FAR = dt.timedelta(days=300)
"""A month is agreed on, worked, told and appealed against nearer than this: all days of it further off prove a slip."""


@dataclass(frozen=True)
class _Day:
    """A filled cell with a day, and the rule that its column or field declares."""

    reading: Reading
    name: str
    row: int
    label: str
    rule: DateRule
    day: dt.date

    def told(self, zh: str, en: str, *, notice: bool = False, **values: str) -> Fault:
        """Say something about the cell; of a company's own workbook nothing is more than a notice."""
        tell = self.reading.notice if notice or self.reading.own else self.reading.fault
        said: dict[str, str | float] = {"label": self.label, "day": str(self.day), **values}
        return tell(self.name, self.row, zh, en, column=0, **said)


def check_dates(reading: Reading) -> list[Fault]:
    """Return what is wrong with the days that people typed, beyond that each is a day."""
    end, today = period_end(reading), dt.datetime.now().astimezone().date()
    rules = _rules(reading)
    days = [
        _Day(reading, name, row, rule.title or name, rule, day)
        for name, rule in rules.items()
        for row, value in enumerate(reading.column(name))
        if (day := as_day(value)) is not None
    ]
    faults: list[Fault] = []
    other = _another_month(reading, days, end)
    faults += other
    end = None if other else end  # one line instead of one for each of the days
    for one in days:
        if one.rule.after == PERIOD_END:
            faults += _after_the_period(one, end, today)
        elif one.rule.after in rules:
            faults += _after_another(one, rules[one.rule.after].title or one.rule.after)
        if one.rule.near and end is not None and abs(one.day - end) > A_YEAR:
            zh = "{label} {day} 与考核期末 {end} 相差一年以上，请核对年份"
            en = "{label} {day} is more than a year from the end of what is appraised, {end}: is the year right?"
            faults.append(one.told(zh, en, notice=True, end=str(end)))
    return faults


def _another_month(reading: Reading, days: Sequence[_Day], end: dt.date | None) -> list[Fault]:
    """Where none of the typed days fits the month, it is rather the month that is of another year."""
    near = [one.day for one in days if one.rule.near or one.rule.after == PERIOD_END]
    if end is None or not reading.month or len(near) < SEVERAL or any(abs(day - end) < FAR for day in near):
        return []
    zh = "考核月份 {month} 与表里填写的日期（{first}～{last}）都对不上，请核对年份"
    en = "the month {month} fits none of the days typed ({first} to {last}): is the year right?"
    said = {"month": reading.month, "first": str(min(near)), "last": str(max(near))}
    tell = reading.notice if reading.own else reading.fault
    return [tell("考核月份", 0, zh, en, column=0, **said)]


def _after_the_period(one: _Day, end: dt.date | None, today: dt.date) -> Iterator[Fault]:
    """A result is told, appealed against and answered once the month is over, and not before it happens."""
    if end is not None and one.day < end:
        zh = "{label} {day} 早于考核期末 {end}，请改正"
        en = "{label} {day} is before the end of what is appraised, {end}: mend it"
        yield one.told(zh, en, end=str(end))
    elif one.day > today:
        yield one.told("{label} {day} 还没有到，请改正", "{label} {day} has not come yet: mend it")
    elif end is not None and one.day - end > A_YEAR:
        zh = "{label} {day} 在考核期末 {end} 一年以后，请核对年份"
        en = "{label} {day} is more than a year after {end}, the end of what is appraised: is the year right?"
        yield one.told(zh, en, notice=True, end=str(end))


def _after_another(one: _Day, label: str) -> Iterator[Fault]:
    column = one.reading.column(one.rule.after)
    before = column[one.row if len(column) > 1 else 0]
    earlier = as_day(before)
    if earlier is not None and one.day < earlier:
        zh = "{label} {day} 早于{other} {earlier}，请改正"
        en = "{label} {day} is before {other}, {earlier}: mend one of them"
        yield one.told(zh, en, other=label, earlier=str(earlier))
    elif is_blank(before):
        zh, en = "有{label}而{other}为空，请填写{other}", "there is {label} and no {other}: fill in {other}"
        yield one.told(zh, en, notice=True, other=label)


def _rules(reading: Reading) -> dict[str, DateRule]:
    """Return the rules of the typed blocks that hold days."""
    typed: list[Column | Field] = [column for table in reading.kind.tables for column in table.inputs]
    typed += [entry for entry in reading.kind.fields if entry.role == "input"]
    return {one.name: one.rule for one in typed if isinstance(one.rule, DateRule) and reading.has(one.name)}
