"""The numbers of a rulebook on one sheet added to a company's own workbook, by the names of the page 参数."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from typing import TypeAlias

from xlkpi.books.areas import Area, column_letters, reference_of
from xlkpi.books.book import Value
from xlkpi.books.ooxml.edits import Format, NewFormula, Styled, Validation
from xlkpi.books.ooxml.edits.edit import Content
from xlkpi.domain.scheme import Entry, Number, Scheme
from xlkpi.drawing import style
from xlkpi.drawing.layout import YES_NO
from xlkpi.drawing.number_spec import CONFIRMED, SETTINGS, NumberColumn, Numbers, NumberTable
from xlkpi.drawing.parameter_page import UNCONFIRMED_NOTE, entries_of, numbers_of_settings, shown_number
from xlkpi.drawing.validation import ChoiceRule
from xlkpi.records import dataclass

TITLE = Format(bold=True, color=style.INK[1:])
LIGHT = Format(color=style.MUTED[1:])
HEAD = Format(bold=True, color=style.INK[1:], fill=style.HEAD[1:], border=True, horizontal="center", wrap=True)
INPUT = Format(fill=style.INPUT[1:], border=True, horizontal="center", locked=False)
ASSUMED = replace(INPUT, fill=style.ASSUMED[1:])
COMPUTED = Format(fill=style.COMPUTED[1:], border=True, horizontal="center")
OWN_SHARE = replace(COMPUTED, number_format='[>1]0"%";0%')
"""A share in a company's own table, which may be 0.2 or 20."""
PLAIN = Format(border=True, wrap=True)
OwnNumbers: TypeAlias = Mapping[str, Mapping[str, str]]
"""By level, and by the key of a column, what leads to the cell in which the company has the number; "" for none."""
REASONS = ("来源", "备注", "已确认")
LABEL_WIDTH, VALUE_WIDTH, SOURCE_WIDTH = 24.0, 13.0, 46.0


@dataclass
class SheetDraft:
    """A sheet while it is told: cells by reference, names with what they stand for, what may be entered."""

    title: str
    cells: dict[str, Content] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    validations: list[Validation] = field(default_factory=list)
    widths: dict[str, float] = field(default_factory=dict)
    row: int = 1
    """The next free row."""

    def put(self, row: int, column: int, content: Value | NewFormula, how: Format) -> None:
        """Put a content into a cell (row and column from 1)."""
        self.cells[reference_of(row, column)] = Styled(content, how)

    def line(self, row: int, contents: Sequence[Value | NewFormula], how: Format, first: int = 1) -> None:
        """Put contents side by side."""
        for column, content in enumerate(contents, first):
            self.put(row, column, content, how)

    def name(self, name: str, row: int, column: int, rows: int = 1, columns: int = 1) -> None:
        """Let a name stand for an area."""
        area = Area(self.title, row, column, row + rows - 1, column + columns - 1)
        self.names[name] = area.absolute

    def offer(self, row: int, column: int, rows: int, words: Sequence[str]) -> None:
        """Offer words to choose from in the cells below each other."""
        area = Area(self.title, row, column, row + rows - 1, column).reference
        listed = '"' + ",".join(words) + '"'
        self.validations.append(Validation(self.title, area, "list", listed))


def widths_of(numbers: Numbers, scheme: Scheme) -> dict[str, float]:
    """Widths of the sheet's columns by letter."""
    source = _source(numbers, scheme)
    widths = {column_letters(column): VALUE_WIDTH for column in range(2, source)}
    return {"A": LABEL_WIDTH, **widths, column_letters(source): SOURCE_WIDTH, column_letters(source + 1): 16.0}


def put_numbers(sheet: SheetDraft, numbers: Numbers, scheme: Scheme, own: Mapping[str, OwnNumbers]) -> None:
    """Put every table and setting below what stands on the sheet. Raises Unusable where the scheme lacks one.

    `own` says by table where the company has a number of a level itself, by code or name and column: that one counts.
    A table has the rows that the scheme has of it, and none of the columns in which nobody has a number.
    """
    for table in numbers.tables:
        _table(sheet, table, scheme, _source(numbers, scheme), own.get(table.key, {}))
    _settings(sheet, numbers, scheme)


def _source(numbers: Numbers, scheme: Scheme) -> int:
    """The column of sources, right of the widest table."""
    filled = (_filled(table, entries_of(scheme, table, own_rows=True)) for table in numbers.tables)
    return 2 + max(max(len(table.columns), len(own)) for table, own in zip(numbers.tables, filled, strict=True))


def _table(sheet: SheetDraft, table: NumberTable, scheme: Scheme, source: int, own: OwnNumbers) -> None:
    entries = entries_of(scheme, table, own_rows=True)
    table = replace(table, rows=max(len(entries), 0 if table.exact else table.rows), columns=_filled(table, entries))
    if not table.columns:
        return
    sheet.put(sheet.row, 1, table.title, TITLE)
    head = sheet.row + 1
    sheet.line(head, [table.heading, *(column.title for column in table.columns)], HEAD)
    sheet.line(head, REASONS, HEAD, source)
    first = head + 1
    for row in range(table.rows):
        entry = entries[row] if row < len(entries) else None
        sheet.put(first + row, 1, (entry.name or None) if entry else None, INPUT)
        numbers = [entry[column.key] for column in table.columns] if entry else []
        given = {} if entry is None else own.get(_code(entry)) or own.get(entry.name) or {}
        for at, column in enumerate(table.columns):
            share = "share" in column.looks and not (table.headed and row == 0)
            if column.key in given:
                found = given[column.key]
                sheet.put(first + row, 2 + at, NewFormula(found) if found else None, OWN_SHARE if share else COMPUTED)
                where = found.removeprefix("VALUE(").removesuffix(")")
                numbers[at] = Number(0, "", f"取自 {where}" if found else "")
                continue
            how = ASSUMED if numbers and numbers[at].assumed else INPUT
            how = replace(how, number_format="0%") if share else how
            sheet.put(first + row, 2 + at, _value(shown_number(numbers[at])) if numbers else None, how)
        _reasons(sheet, first + row, source, numbers)
    sheet.name(table.label, first, 1, table.rows)
    for at, column in enumerate(table.columns):
        sheet.name(column.name, first, 2 + at, table.rows)
    if table.together:
        sheet.name(table.together, first, 1, table.rows, 1 + len(table.columns))
    sheet.name(table.prefix + CONFIRMED, first, source + 2, table.rows)
    sheet.offer(first, source + 2, table.rows, YES_NO)
    sheet.row = first + table.rows + 1


def _filled(table: NumberTable, entries: Sequence[Entry]) -> tuple[NumberColumn, ...]:
    """The columns in which some entry has a number."""
    return tuple(one for one in table.widest if any(entry[one.key].value != "" for entry in entries))


def _code(entry: Entry) -> str:
    return str(entry["code"].value) if "code" in entry.numbers else ""


def _value(value: str | float | None) -> Value:
    return float(value) if isinstance(value, int) else value


def _reasons(sheet: SheetDraft, row: int, source: int, numbers: Sequence[Number]) -> None:
    assumed = any(number.assumed for number in numbers)
    told = "；".join(dict.fromkeys(number.source for number in numbers if number.source))
    sheet.put(row, source, told or None, PLAIN)
    answer = reference_of(row, source + 2)
    note = NewFormula(f'IF({answer}="是","","{UNCONFIRMED_NOTE}")', UNCONFIRMED_NOTE) if assumed else None
    sheet.put(row, source + 1, note, PLAIN)
    sheet.put(row, source + 2, ("否" if assumed else "是") if numbers else None, INPUT)


def _settings(sheet: SheetDraft, numbers: Numbers, scheme: Scheme) -> None:
    source = _source(numbers, scheme)
    sheet.put(sheet.row, 1, "其他数值与选择", TITLE)
    sheet.line(sheet.row + 1, ["项目", "取值", "单位"], HEAD)
    sheet.line(sheet.row + 1, REASONS, HEAD, source)
    first = sheet.row + 2
    for row, (setting, number) in enumerate(
        zip(numbers.settings, numbers_of_settings(scheme, numbers.settings), strict=True), first
    ):
        value = setting.words.get(str(number.value), shown_number(number))
        sheet.line(row, [setting.label], PLAIN)
        sheet.put(row, 2, _value(value), ASSUMED if number.assumed else INPUT)
        sheet.put(row, 3, number.unit, PLAIN)
        if isinstance(setting.rule, ChoiceRule):
            sheet.offer(row, 2, 1, setting.rule.options)
        _reasons(sheet, row, source, [number])
        sheet.name(setting.name, row, 2)
    count = len(numbers.settings)
    sheet.name(f"{SETTINGS}_项目", first, 1, count)
    sheet.name(SETTINGS + CONFIRMED, first, source + 2, count)
    sheet.offer(first, source + 2, count, YES_NO)
    sheet.row = first + count + 1
