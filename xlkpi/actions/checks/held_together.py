"""Cells that are true only together: a part and its whole, two raters of one thing, rows that say the same twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlkpi.actions.checks.cell_rules import Words, full_mark
from xlkpi.books.book import Value
from xlkpi.drawing.spec import Column, Table
from xlkpi.drawing.validation import NumberRule, Rule
from xlkpi.drawing.workbook_reading import Reading, as_number, as_text
from xlkpi.errors import Fault
from xlkpi.functions.arguments import written

FAR_APART = 0.3
"""Two raters of one thing differ by a slip, or by more than they can mean, from this share of the full mark on."""


def check_together(reading: Reading) -> list[Fault]:
    """Return what typed cells of one row, and rows of one table, say against each other."""
    faults: list[Fault] = []
    for table in reading.kind.tables:
        faults += _twice(reading, table)
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
            listed = next(one.title for one in table.columns if one.name == column.counted_by)
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
    whole = next(one.title for table in reading.kind.tables for one in table.columns if one.name == column.at_most)
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


def _twice(reading: Reading, table: Table) -> Iterator[Fault]:
    """Two rows of one table are about the same: the same plan would count twice."""
    keys = [column for column in table.inputs if column.title in table.once]
    if not keys or len(keys) < len(table.once):
        return
    first: dict[tuple[str, ...], int] = {}
    for row in range(len(reading.blocks[keys[0].name])):
        told = tuple(as_text(reading.column(column.name)[row]) for column in keys)
        if all(told) and first.setdefault(told, row) != row:
            zh = "{what}在{table}中出现两次（另见 {other}），请删去一行或改正"
            en = "{what} stands twice in {table} (see {other}): delete or mend one of the rows"
            what = "".join(f"“{text}”" for text in told)
            other = reading.book.place(keys[-1].name, first[told])
            yield reading.fault(keys[-1].name, row, zh, en, what=what, table=table.title, other=other)
