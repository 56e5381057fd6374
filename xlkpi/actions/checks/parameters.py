"""The page 参数: levels, quotas, weights, choices and numbers of the rulebook, and what nobody confirmed yet."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from xlkpi.actions.checks.block_cells import check_cells, doubles, weights_fault
from xlkpi.actions.checks.cell_rules import BLANK, Cell, value_fault
from xlkpi.actions.checks.confirmed_numbers import check_confirmed
from xlkpi.domain.numbers import as_shares, exact, percent_sum
from xlkpi.drawing.number_spec import CONFIRMATION, CONFIRMED, SETTINGS, NumberColumn, NumberTable, Order, Setting
from xlkpi.drawing.validation import ChoiceRule, KnownRule, NumberRule, SeveralRule
from xlkpi.drawing.workbook_reading import Reading, as_number, as_text, is_blank, is_confirmed
from xlkpi.errors import Fault
from xlkpi.functions.arguments import YES, written
from xlkpi.records import dataclass

LEVELS, QUOTAS = "level", "quota"
"""Tables of a scheme that every system understands the same way."""


def check_parameters(reading: Reading) -> list[Fault]:
    """Return everything that is wrong in the numbers that the workbook computes with."""
    numbers = reading.kind.numbers
    if numbers is None:
        return []
    faults: list[Fault] = []
    for table in numbers.tables:
        faults += _quotas(reading, table) if table.key == QUOTAS else _table(reading, table)
    for setting in numbers.settings:
        if is_blank(reading.field(setting.name)) and setting.rule is not None and not _waits(reading, setting):
            zh, en = BLANK
            if isinstance(setting.rule, NumberRule) and setting.rule.low <= 0 <= setting.rule.high:
                zh, en = f"{zh}（不需要时填 0）", f"{en} (0 for none)"
            faults.append(reading.fault(setting.name, 0, zh, en, label=setting.label))
        faults += check_cells(reading, setting.name, setting.label, setting.rule, shares=reading.own)
    return [*faults, *odd_answers(reading), *unconfirmed(reading)]


def _waits(reading: Reading, setting: Setting) -> bool:
    """Tell whether a setting may still be blank: it is open, and nobody confirmed it, so that it is asked about."""
    return setting.open and not is_confirmed(reading, setting.name)


def _table(reading: Reading, table: NumberTable) -> Iterator[Fault]:
    """A table of names and numbers: complete rows, nothing twice, weights that total 100%."""
    names = [as_text(value) for value in reading.column(table.label)]
    yield from _labels(reading, table, names)
    last = max((row for row, name in enumerate(names) if name), default=-1)
    for column in table.columns:
        labels = [f"“{name}”的{column.title}" if name else column.title for name in names]
        for row, value in enumerate(reading.column(column.name)):
            needed = names[row] and _is_needed(table, column) and not _may_be_blank(column, row, last)
            if needed and is_blank(value):
                yield reading.fault(column.name, row, *BLANK, label=labels[row])
        yield from check_cells(
            reading, column.name, labels, column.rule, weight=column.sums, word=True, shares=reading.own
        )
        if column.sums:
            yield from weights_fault(reading, column.name, column.title)
        if column.order and (column.key == "minimum" or not reading.own):  # a company may list its levels as it likes
            yield from _out_of_order(reading, column)
        if table.key == LEVELS and column.key == "code":
            yield from _no_gaps(reading, column.name, column.title)
            yield from doubles(reading, column.title, column.name)


def _labels(reading: Reading, table: NumberTable, names: list[str]) -> Iterator[Fault]:
    """Names stand once each; whatever has numbers has one, and one of a table about the levels is a level."""
    rule = None if reading.own else table.label_rule
    yield from check_cells(reading, table.label, table.heading, rule, word=not table.sentences)
    yield from doubles(reading, table.heading, table.label)
    if table.key == LEVELS:
        yield from _no_gaps(reading, table.label, table.heading)
        return
    for row, name in enumerate(names if not reading.own else ()):
        if not name and not all(is_blank(reading.column(c.name)[row]) for c in table.columns):
            zh, en = "{label}为空，而这一行填了数值，请补上名称", "{label} is blank in a row with numbers: name it"
            yield reading.fault(table.label, row, zh, en, label=table.heading)


def _no_gaps(reading: Reading, name: str, label: str) -> Iterator[Fault]:
    """A table of levels has no gaps; a company's own may list fewer."""
    cells = reading.column(name)
    for row, value in enumerate(cells):
        if is_blank(value) and not (reading.own and all(map(is_blank, cells[row:]))):
            yield reading.fault(name, row, *BLANK, label=label)


ORDERS: Mapping[Order, tuple[Callable[[float, float], bool], str, str]] = MappingProxyType(
    {
        "lower": (operator.lt, "应低于上一级的", "must be below"),
        "falling": (operator.le, "不能高于上一级的", "must not be above"),
        "higher": (operator.gt, "应高于上一档的", "must be above"),
        "rising": (operator.ge, "不能低于上一档的", "must not be below"),
    }
)
"""What a number must be to the one above it, and how it is said."""


def _out_of_order(reading: Reading, column: NumberColumn) -> Iterator[Fault]:
    """Levels stand best first, tiers lowest first: a number out of order hides those below it or turns them round."""
    above: float | None = None
    fits, said, in_english = ORDERS[column.order]
    for row, value in enumerate(reading.column(column.name)):
        if isinstance(value, float):
            if above is not None and not fits(value, above):
                zh = "{label} {value} " + said + " {above}，请核对这两行"
                en = "{label} {value} " + in_english + " {above}, the one above it"
                given, one = written(value), written(above)
                yield reading.fault(column.name, row, zh, en, label=column.title, value=given, above=one)
            above = value


def _is_needed(table: NumberTable, column: NumberColumn) -> bool:
    if isinstance(column.rule, SeveralRule):
        return not column.rule.optional
    return isinstance(column.rule, (NumberRule, ChoiceRule, KnownRule)) or (
        table.key == LEVELS and column.key == "code"
    )


def _may_be_blank(column: NumberColumn, row: int, last: int) -> bool:
    """The lowest level needs no minimum: whatever is left belongs to it."""
    return column.key == "minimum" and row == last


def _quotas(reading: Reading, table: NumberTable) -> Iterator[Fault]:
    """The first row holds the level codes, every level has a row, and every row totals 100%."""
    names = [as_text(value) for value in reading.column(table.label)]
    shares = [reading.column(column.name) for column in table.columns]
    levels = next((t for t in reading.kind.numbers.tables if t.key == LEVELS), None) if reading.kind.numbers else None
    codes = next((c.name for c in levels.columns if c.key == "code"), "") if levels else ""
    heads = [as_text(column[0]) for column in shares]
    listed = [as_text(v) for v in reading.column(codes) if not (reading.own and is_blank(v))] if codes else []
    if codes and all(listed) and heads != listed:  # one that is blank is told where it is
        zh = "名额比例表第一行与等级表的员工等级不一致，请改成一致"
        en = "the first row of the quota block differs from the level codes: make them the same"
        yield reading.fault(table.columns[0].name, 0, zh, en)
    yield from check_cells(reading, table.label, table.heading, None, word=True)
    for column in table.columns:
        cell = Cell(column.name, 0, 0, "名额比例表的等级", None, reading.column(column.name)[0], word=True)
        fault = value_fault(reading, cell)
        if fault is not None:
            yield fault
    first = {name: row for row, name in reversed([*enumerate(names)]) if row and name}
    yield from doubles(reading, "名额比例表的" + table.heading, table.label)
    labels = reading.column(levels.label) if levels and not reading.own else ()  # departments may have other levels
    strangers = [name for name in first if name not in {*map(as_text, labels)}]
    for at, name in enumerate(map(as_text, labels)):
        if name and name not in first:
            zh, en = "名额比例表缺少“{name}”这一行，请补上", "the quota block has no row “{name}”: add it"
            block, row, said = table.label, 0, {"name": name}
            if levels and strangers:  # one of the two was written otherwise, and nobody can say which
                zh = "等级“{name}”与 {place} 名额比例表的“{other}”对不上，请把两处写成一样"
                en = "the level “{name}” and “{other}” of the quota block ({place}) differ: make them the same"
                block, row, other = levels.label, at, strangers.pop(0)
                said |= {"other": other, "place": reading.book.place(table.label, first[other])}
            yield reading.fault(block, row, zh, en, column=0, **said)
    for row, name in enumerate(names[1:], 1):
        cells = [column[row] for column in shares]
        if not name and all(is_blank(cell) for cell in cells):
            continue
        typed = [at for at, cell in enumerate(cells) if not is_blank(cell)]
        wrong = next((at for at in typed if (number := as_number(cells[at])) is None or number < 0), None)
        if wrong is not None:
            zh, en = "比例“{value}”不是数字，请改成如 20% 的数", "the share “{value}” is no number: enter one like 20%"
            if isinstance(cells[wrong], float):
                zh, en = "比例 {value} 是负数，请改正", "the share {value} is negative: mend it"
            yield reading.fault(table.columns[wrong].name, row, zh, en, value=written(cells[wrong]))
            continue
        numbers = [exact(cell) for cell in cells if isinstance(cell, float)]
        if as_shares(numbers) is None:
            total = percent_sum(numbers)
            zh = "“{name}”行名额比例合计为 {total}，应为 100%"
            en = "quota row “{name}” totals {total}; it must total 100%"
            yield reading.fault(table.label, row, zh, en, name=name, total=total)


@dataclass(frozen=True)
class OpenNumber:
    """A number that was assumed and that nobody confirmed: its answer's block and row, what it is, what it is called.

    `blank`: the document breaks off before it, and nobody gave it a value.
    """

    name: str
    row: int
    what: str
    label: str
    blank: bool


def open_numbers(reading: Reading, other: frozenset[tuple[str, int]] = frozenset()) -> Iterator[OpenNumber]:
    """Yield the numbers of a workbook that are still to be confirmed, as they stand on the page 参数.

    Those of `other` (block and row of the answer) are to be confirmed whatever is answered.
    """
    numbers = reading.kind.numbers
    what = {table.prefix + CONFIRMED: table.what for table in numbers.tables} if numbers else {}
    blank = {s.label for s in numbers.settings if s.open and is_blank(reading.field(s.name))} if numbers else set()
    for name, labels in reading.kind.confirmed.items():
        for row, answer in enumerate(reading.column(name)):
            label = as_text(reading.column(labels)[row])
            if label and (answer not in (True, *YES) or (name, row) in other):
                lacking = label in blank and name == SETTINGS + CONFIRMED
                yield OpenNumber(name, row, what.get(name, ""), label, lacking)


def odd_answers(reading: Reading) -> Iterator[Fault]:
    """What stands in 已确认 is 是 or 否: a tick or an error there confirms nothing, and nobody was told."""
    for name in reading.kind.confirmed if not reading.own else ():
        yield from check_cells(reading, name, "已确认", CONFIRMATION)


def unconfirmed(reading: Reading) -> list[Fault]:
    """Numbers that the rulebook's copy lost are used but reported until somebody confirms them."""
    found = []
    for one in open_numbers(reading):
        zh = "{what}“{label}”原文缺失，按假定计算；请核对后在「已确认」选“是”"
        en = "{what} “{label}” is assumed: confirm it on the page 参数"
        if one.blank:
            zh = "“{label}”原文中断，尚无数值；请在「参数」填写，并在「已确认」选“是”"
            en = "“{label}” breaks off in the document and has no value yet: fill it in on the page 参数"
        notice = reading.notice(one.name, one.row, zh, en, what=one.what, label=one.label)
        found.append(replace(notice, unconfirmed=True))
    return [*found, *check_confirmed(reading)]
