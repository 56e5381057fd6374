"""A company's own workbook of next month: a copy in which month, results and signatures are taken back."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import field
from pathlib import Path
from typing import Final

from xlkpi.actions.opening import spreadsheet_functions
from xlkpi.adopt.labels import pairs_in
from xlkpi.adopt.part_book import Led, PartBook
from xlkpi.adopt.plan import TOLD_LEVELS
from xlkpi.adopt.row_kinds import SIGNED
from xlkpi.books.areas import Area, reference_of
from xlkpi.books.file import FileBook
from xlkpi.books.ooxml import WorkbookFile
from xlkpi.books.ooxml.edits import Edit, edit_package
from xlkpi.drawing.workbook_reading import MONTHS, Reading, is_blank, month_told
from xlkpi.errors import Fault, sentence
from xlkpi.records import dataclass

DATED: Final = ("日期", "时间")
HEADER: Final = 3
"""Rows over a body that belong to its header: a word such as 签字 there is a column's."""
MONTH: Final = "考核月份"


@dataclass
class Turned:
    """What becomes of the cells of a workbook, by sheet and reference, and what a person should look at."""

    cells: dict[str, dict[str, dt.date | str | None]] = field(default_factory=dict)
    notices: list[Fault] = field(default_factory=list)

    def put(self, sheet: str, place: tuple[int, int], value: dt.date | str | None) -> None:
        """Let a value stand in a cell."""
        self.cells.setdefault(sheet, {})[reference_of(*place)] = value

    def tell(self, sheet: str, place: tuple[int, int], zh: str, en: str) -> None:
        """Leave a cell to a person."""
        self.notices.append(Fault(f"{sheet}!{reference_of(*place)}", sentence(zh, en), notice=True))


def copy_for(book: FileBook, readings: Sequence[Reading], month: dt.date, target: Path) -> list[Fault]:
    """Write a copy for a month: people, weights, names and formulas stay; returns what a person should look at.

    Raises CannotWrite.
    """
    turned = Turned()
    for reading in readings:
        for name in _emptied(reading):
            for led in [reading.book.led[name]] if isinstance(reading.book, PartBook) else ():
                _empty(book.file, led, turned)
        if isinstance(reading.book, PartBook) and MONTH in reading.book.led:
            _date(book.file, reading.book.led[MONTH], month, turned)
    if TOLD_LEVELS in book.names():
        _empty(book.file, Led((TOLD_LEVELS,)), turned)
    bodies = [area for reading in readings for area in _bodies(book.file, reading)]
    for sheet in dict.fromkeys(area.sheet for area in bodies):
        own = [area for area in bodies if area.sheet == sheet]
        _signatures(book.file, sheet, own, turned)
        _titles(book.file, sheet, own, readings[0].month or "", month, turned)
    edited = edit_package(book.file.package, Edit(cells=dict(turned.cells), full_calculation=False))
    troubles: set[str] = set()
    copy = FileBook(WorkbookFile(edited.package), spreadsheet_functions(troubles), troubles)
    faults = copy.recalculate()
    copy.save(target)
    return [*turned.notices, *(fault for fault in faults if fault.notice)]


def _emptied(reading: Reading) -> Iterator[str]:
    """The names of what was filled in for this month only."""
    kind = reading.kind
    whole = kind.whole or kind
    numbers = {entry.name for entry in whole.numbers.named} if whole.numbers else set()
    for entry in kind.named:
        if entry.role == "input" and entry.name not in {*whole.stays, *numbers, MONTH}:
            yield entry.name


def _bodies(file: WorkbookFile, reading: Reading) -> Iterator[Area]:
    """The columns of the lists and lines of a part."""
    led = reading.book.led if isinstance(reading.book, PartBook) else {}
    for name in (name for name in led if name in reading.kind.line_names):
        yield from (area for own in led[name].names if (area := file.resolve(own)) is not None)


def _empty(file: WorkbookFile, led: Led, turned: Turned) -> None:
    """Take the typed values of a name away; formulas stay, and so does the label in the same cell."""
    for area in (area for own in led.names if (area := file.resolve(own)) is not None):
        content = file.sheet(area.sheet)
        for row in range(area.top, area.bottom + 1):
            for column in range(area.left, area.right + 1):
                cell = content.cells.get((row, column))
                bound = any(block.holds(row, column) for block in content.blocks)
                if cell is None or cell.formula is not None or bound or is_blank(cell.value):
                    continue
                if not led.label:
                    turned.put(area.sheet, (row, column), None)
                elif isinstance(cell.value, str):
                    _cut(cell.value, led.label, area.sheet, (row, column), turned)


def _cut(text: str, label: str, sheet: str, place: tuple[int, int], turned: Turned) -> None:
    value = next((pair.value for pair in pairs_in(text) if label in pair.label.readings), "")
    if value and text.count(value) == 1:
        turned.put(sheet, place, text.replace(value, ""))
    elif value:
        turned.tell(sheet, place, "这一格和文字写在一起，请手工清空上月的内容", "holds words as well: empty it by hand")


def _date(file: WorkbookFile, led: Led, month: dt.date, turned: Turned) -> None:
    """Let the cell of the month tell the new one, in the same words."""
    for area in (area for own in led.names if (area := file.resolve(own)) is not None):
        place = area.top, area.left
        cell = file.sheet(area.sheet).cells.get(place)
        if cell is None or cell.formula is not None:
            turned.tell(area.sheet, place, "考核月份由公式得出，请核对", "a formula gives the month: look at it")
        elif isinstance(cell.value, dt.date):
            turned.put(area.sheet, place, _same_day(cell.value, month))
        elif isinstance(cell.value, str):
            turned.put(area.sheet, place, retold(cell.value, month))


def _same_day(day: dt.date, month: dt.date) -> dt.date:
    """The day of another month: the last one where it was the last, else the same as far as there is one."""
    last = calendar.monthrange(month.year, month.month)[1]
    was_last = day.day == calendar.monthrange(day.year, day.month)[1]
    return dt.date(month.year, month.month, last if was_last else min(day.day, last))


def retold(text: str, month: dt.date) -> str:
    """A text with the month in it replaced by another, written in the same way."""

    def put(found: re.Match[str]) -> str:
        raw = found[0]
        old = found[2] or found[3]
        between = raw[len(found[1]) : len(raw) - len(old)]
        wide = len(old) == 2 and "年" not in between
        return f"{month.year}{between}{month.month:0{2 if wide or old.startswith('0') else 1}d}"

    return MONTHS.sub(put, text, count=1)


def _titles(file: WorkbookFile, sheet: str, bodies: Sequence[Area], old: str, month: dt.date, turned: Turned) -> None:
    """Texts over the lists that tell the old month tell the new one; those below are told of."""
    last = max(area.bottom for area in bodies)
    for place, cell in file.sheet(sheet).cells.items():
        there = reference_of(*place) in turned.cells.get(sheet, {})
        if there or cell.formula is not None or not isinstance(cell.value, str) or month_told(cell.value) != old:
            continue
        if place[0] < last:
            turned.put(sheet, place, retold(cell.value, month))
        else:
            turned.tell(sheet, place, "这里还写着上个月，请核对", "still tells the month before: look at it")


def _signatures(file: WorkbookFile, sheet: str, bodies: Sequence[Area], turned: Turned) -> None:
    """Names and days in the rows of signatures below a body are taken away; the labels stay."""
    cells = {
        place: cell
        for place, cell in file.sheet(sheet).cells.items()
        if cell.formula is None and not is_blank(cell.value)
    }
    first = min(area.top for area in bodies)
    inside = {row for area in bodies for row in range(area.top - HEADER, area.bottom + 1)}
    rows = {row for (row, _), cell in cells.items() if isinstance(cell.value, str) and SIGNED.search(cell.value)}
    for row in sorted(row for row in rows if row > first and row not in inside):
        signing = False
        for place in sorted(place for place in cells if place[0] == row):
            value = cells[place].value
            text = value if isinstance(value, str) else ""
            labelled = [pair for pair in pairs_in(text) if _is_signed(pair.label.readings)]
            if labelled or SIGNED.search(text):
                signing = True
                left = text
                for pair in labelled:
                    left = left.replace(pair.value, "") if pair.value and text.count(pair.value) == 1 else left
                if left != text:
                    turned.put(sheet, place, left)
            elif pairs_in(text):
                signing = False
            elif signing:
                turned.put(sheet, place, None)


def _is_signed(readings: Sequence[str]) -> bool:
    return any(SIGNED.search(word) or word in DATED for word in readings)
