"""Every parameter of a workbook changes some result of its sample month when it is changed: none is only for show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from xlkpi.actions.create import create, parse_period
from xlkpi.actions.demo import samples
from xlkpi.actions.opening import open_book
from xlkpi.actions.sources import data_files, fits
from xlkpi.drawing.validation import ChoiceRule, KnownRule, NumberRule, Rule
from xlkpi.schemes import kind_named

MONTHS = (
    ("rubric", "2024-06"),
    ("weekly", "2024"),
)
"""Kinds of workbooks with the sample month (or year) in which all of their parameters matter."""


@dataclass(frozen=True)
class Parameter:
    """A block of the pages of parameters, and the rule of its cells."""

    kind: str
    when: str
    name: str
    rule: Rule | None

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


def parameters() -> Iterator[Parameter]:
    """Every setting, and every column of every table of numbers, its labels included."""
    for key, when in MONTHS:
        numbers = kind_named(key).numbers
        for table in numbers.tables:
            yield Parameter(key, when, table.label, None)
            yield from (Parameter(key, when, column.name, column.rule) for column in table.columns)
        yield from (Parameter(key, when, setting.name, setting.rule) for setting in numbers.settings)


@pytest.fixture(scope="module")
def months(tmp_path_factory):
    """A sample workbook of each kind, opened once, with everything that it computes."""
    found = {}

    def month(key, when):
        if key not in found:
            kind = kind_named(key)
            data = [path for path in data_files([samples() / kind.scheme / when]) if fits(path, kind)]
            period = parse_period(when) if "-" in when else None
            out = tmp_path_factory.mktemp(key) / f"{key}.xlsm"
            book = open_book(create(kind, out, period=period, data=data).paths[0])
            book.recalculate()
            found[key] = book, results(book, kind)
        return found[key]

    return month


def results(book, kind):
    """Everything that the pages of a workbook compute."""
    return {entry.name: book.read(entry.name) for entry in kind.named if entry.role == "computed"}


def others(book, rule, value):
    """Other values that a cell may hold."""
    if isinstance(rule, ChoiceRule):
        return [option for option in rule.options if option != value]
    if isinstance(rule, KnownRule):
        return [cell for row in book.read(rule.source) for cell in row if cell not in (None, "", value)][:2]
    if isinstance(rule, NumberRule):
        return [n for n in (value + 1, value - 1, value / 2) if rule.low <= n <= rule.high and n != value]
    return [f"{value}改"] if isinstance(value, str) else [value + 1]


@pytest.mark.parametrize("parameter", parameters(), ids=str)
def test_a_parameter_that_is_changed_changes_a_result(parameter, months):
    kind = kind_named(parameter.kind)
    book, before = months(parameter.kind, parameter.when)
    block = book.read(parameter.name)
    for row, (value, *_) in enumerate(block):
        for other in others(book, parameter.rule, value) if value not in (None, "") else ():
            changed = [list(cells) for cells in block]
            changed[row][0] = other
            book.write(parameter.name, changed)
            book.recalculate()
            alive = results(book, kind) != before
            book.write(parameter.name, block)
            book.recalculate()
            if alive:
                return
    pytest.fail(f"{parameter.name} changes nothing")
