"""Every parameter of a workbook changes some result of its sample months when it is changed: none is only for show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from xlkpi.actions.check import check
from xlkpi.actions.create import create, parse_period
from xlkpi.actions.data_files import data_files
from xlkpi.actions.data_tables import fits
from xlkpi.actions.demo import samples
from xlkpi.actions.opening import open_book
from xlkpi.actions.period import period
from xlkpi.drawing.validation import ChoiceRule, KnownRule, NumberRule, Rule
from xlkpi.schemes import kind_named, recognise, system_of

MONTHS = {
    "calls": ("2024-06", "2024-05", "2024-04"),
    "bids": ("2024",),
    "shop": ("2024-06", "2024-05"),
    "rubric": ("2024-06",),
    "weekly": ("2024",),
}
"""Kinds of workbooks with the sample months (or years) in one or the other of which each of their parameters matters."""

CAPTIONS = {
    "calls": {"指标_名称", "干部项_名称", "能力项_名称", "互评项_名称", "用途_名称"},
    "bids": {"另读_名称"},
    "shop": {"指标_名称", "评分人_名称", "合成_名称", "维度_名称"},
}
"""Labels that only say, beside a number or over a column, what it is: nothing is looked up by them."""


@dataclass(frozen=True)
class Parameter:
    """A block of the pages of parameters, and the rule of its cells."""

    kind: str
    name: str
    rule: Rule | None

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


def parameters() -> Iterator[Parameter]:
    """Every setting, and every column of every table of numbers, with the labels that formulas look up."""
    for key in MONTHS:
        numbers = kind_named(key).numbers
        for table in numbers.tables:
            if table.label not in CAPTIONS.get(key, ()):
                yield Parameter(key, table.label, None)
            yield from (Parameter(key, column.name, column.rule) for column in table.columns)
        several = {rule.setting for rule in rules_over_periods(key)}
        yield from (Parameter(key, s.name, s.rule) for s in numbers.settings if s.name not in several)


def rules_over_periods(key):
    """The numbers of a kind that only a summary of several periods uses."""
    rules = system_of(kind_named(key).scheme).period
    return rules.rules if rules else ()


def month_of(folder, key, when):
    kind = kind_named(key)
    data = [path for path in data_files([samples() / kind.scheme / when]) if fits(path, kind)]
    made = create(kind, folder / f"{key} {when}.xlsm", period=parse_period(when) if "-" in when else None, data=data)
    return made.paths[0]


@pytest.fixture(scope="module")
def months(tmp_path_factory):
    """A sample workbook of each kind and month, opened once, with everything that it says."""
    found = {}

    def month(key, when):
        if (key, when) not in found:
            book = open_book(month_of(tmp_path_factory.mktemp("months"), key, when))
            book.recalculate()
            found[key, when] = book, results(book)
        return found[key, when]

    return month


def results(book):
    """Everything that a workbook computes, and everything that is told of it but what nobody confirmed yet."""
    kind = recognise(book.names())
    said = sorted(f"{fault.place} {fault.say()}" for fault in check(book) if not fault.unconfirmed)
    return {entry.name: book.read(entry.name) for entry in kind.named if entry.role == "computed"}, said


def others(book, rule, value):
    """Other values that a cell may hold."""
    if isinstance(rule, ChoiceRule):
        return [option for option in rule.options if option != value]
    if isinstance(rule, KnownRule):
        return [cell for row in book.read(rule.source) for cell in row if cell not in (None, "", value)][:2]
    if isinstance(rule, NumberRule) and not isinstance(value, str):
        near = (rule.low, rule.high) if value is None else (value + 1, value - 1, value / 2, rule.high, rule.low)
        return [number for number in near if rule.low <= number <= rule.high and number != value]
    if value is None:
        return []
    return [f"{value}改"] if isinstance(value, str) else [value + 1]


def changes_something(book, before, name, rule):
    """Tell whether any other value in any cell of a block changes what the workbook says; all is put back."""
    block = book.read(name)
    for row, (value, *_) in enumerate(block):
        if value in (None, "") and len(block) > 1:
            continue
        for other in others(book, rule, value or (None if isinstance(value, str) else value)):
            changed = [list(cells) for cells in block]
            changed[row][0] = other
            book.write(name, changed)
            book.recalculate()
            alive = results(book) != before
            book.write(name, block)
            book.recalculate()
            if alive:
                return True
    return False


@pytest.mark.parametrize("parameter", list(parameters()), ids=str)
def test_a_parameter_that_is_changed_changes_a_result(parameter, months):
    assert any(
        changes_something(*months(parameter.kind, when), parameter.name, parameter.rule)
        for when in MONTHS[parameter.kind]
    )


YEARS = {"shop": (("2024-04", "2024-05", "2024-06"), {"规则_末位分数线": [[100.0]]})}
"""Kinds whose numbers a summary of a year uses: the months, and what stands in it so that somebody is concerned."""


@pytest.mark.parametrize("key", sorted(YEARS))
def test_a_number_that_only_a_year_uses_changes_the_year(key, tmp_path):
    whens, typed = YEARS[key]
    path = tmp_path / "year.xlsm"
    period("year", [month_of(tmp_path, key, when) for when in whens], path)
    book = open_book(path)
    for name, block in typed.items():
        book.write(name, block)
    book.recalculate()
    settings = {setting.name: setting.rule for setting in kind_named(key).numbers.settings}
    before = results(book)
    for rule in rules_over_periods(key):
        assert changes_something(book, before, rule.line.name, settings[rule.setting]), rule.line.label
