"""What was computed: formulas that are gone, sentences of our functions, results that are missing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from xlkpi.books.book import Value
from xlkpi.domain.grade import NOT_APPRAISED, UNDECIDED
from xlkpi.drawing.kind import Kind
from xlkpi.drawing.spec import Column, Line
from xlkpi.drawing.validation import NumberRule
from xlkpi.drawing.workbook_reading import Reading, as_text, is_blank
from xlkpi.errors import CellError, Fault, sentence


def check_formulas(reading: Reading) -> list[Fault]:
    """Every computed cell still has its formula: a result that somebody typed cannot be explained."""
    faults = []
    for entry in reading.kind.named:
        if entry.role != "computed":
            continue
        for row, cells in enumerate(reading.book.computes(entry.name)):
            if not all(cells):
                zh = "“{name}”的公式已被改成固定内容，请从模板或备份恢复公式"
                en = "the formula of “{name}” was replaced by a fixed value: restore it from the template or a backup"
                place = reading.book.place(entry.name, row, cells.index(False))
                faults.append(Fault(place, sentence(zh, en, name=entry.name)))
    return faults


@lru_cache(maxsize=64)
def computed_parts(kind: Kind) -> dict[str, Column | Line]:
    """Return the computed columns and lines of a kind by name; those that follow another block come last."""
    columns = [column for table in kind.tables for column in table.columns if column.computed and column.name]
    lines = [line for part in kind.lines for line in part.lines if line.role == "computed"]
    parts: list[Column | Line] = [*lines, *sorted(columns, key=lambda column: bool(column.follows))]
    return {part.name: part for part in parts}


def level_in(reading: Reading, levels: str, value: Value) -> str | None:
    """Return a level that stands in a computed cell, None where a blank or a fault's sentence stands there."""
    text = as_text(value)
    known = {as_text(cell) for cell in reading.column(levels)} | {NOT_APPRAISED, UNDECIDED}
    return text if text in known else None


def sentences(reading: Reading) -> list[Fault]:
    """Return the faults that our functions wrote into computed cells as sentences, and error values there."""
    faults: list[Fault] = []
    wrong: set[tuple[str, int]] = set()
    parts = computed_parts(reading.kind)
    fields = [entry.name for entry in reading.kind.fields if entry.role == "computed" and entry.name]
    for name in (name for name in (*fields, *parts) if name in reading.blocks):
        part = parts.get(name)
        levels, follows = (part.levels, getattr(part, "follows", "")) if part else ("", "")
        for row, cells in enumerate(reading.blocks[name]):
            for at, value in enumerate(cells):
                if not _is_complaint(reading, name, levels, value):
                    continue
                wrong.add((name, row))
                if (follows, row) not in wrong:
                    faults.append(_computed_fault(reading.book.place(name, row, at), value))
    return faults


def _is_complaint(reading: Reading, name: str, levels: str, value: Value) -> bool:
    if isinstance(value, CellError):
        return True
    if not isinstance(value, str) or is_blank(value):
        return False
    return name in reading.kind.numeric or bool(levels and level_in(reading, levels, value) is None)


def _computed_fault(place: str, value: Value) -> Fault:
    if isinstance(value, CellError):
        zh, en = "计算结果是错误值 {value}，请检查它引用的数据", "the result is {value}: look at the data it refers to"
        return Fault(place, sentence(zh, en, value=str(value)))
    return Fault(place, sentence("{text}", "the cell says “{text}”", text=str(value)))


def missing_results(reading: Reading) -> list[Fault]:
    """Everybody who is appraised has the result that the kind needs; the fault names the blank scores of the person."""
    return [
        fault
        for table in reading.kind.tables
        for column in table.columns
        if column.computed and column.needed == "appraised"
        for fault in _lacking(reading, column)
    ]


def _lacking(reading: Reading, column: Column) -> Iterator[Fault]:
    for row in reading.roster:
        if not reading.appraised(row) or not is_blank(reading.column(column.name)[row]):
            continue
        blank = list(_blank_scores(reading, row))
        name, at, title = blank[0] if blank else (column.name, 0, column.title)
        zh = "{who} 没有{result}：{what}为空，请补上（不参评的请在「参评」中注明）"
        en = "{who} has no {result}: {what} is blank; fill it in, or say that the person is not appraised"
        what = "、".join(dict.fromkeys(title for _, _, title in blank)) or title
        yield reading.fault(name, row, zh, en, column=at, who=reading.who(row), result=column.title, what=what)


def _blank_scores(reading: Reading, row: int) -> Iterator[tuple[str, int, str]]:
    """Yield block, place and title of the numbers that a person's row of the rosters lacks."""
    for table in reading.kind.tables:
        if table.roster:
            for column in table.inputs:
                if isinstance(column.rule, NumberRule) and not column.needed and not column.pay:
                    for at, value in enumerate(reading.blocks[column.name][row]):
                        if is_blank(value):
                            yield column.name, at, column.title
