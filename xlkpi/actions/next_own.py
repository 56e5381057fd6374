"""A company's own workbook of next month: a copy in which month, results and signatures are taken back."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from xlkpi.actions.next_cells import Turned
from xlkpi.actions.next_remarks import HEADER, empty_remarks
from xlkpi.actions.opening import spreadsheet_functions
from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.change_plan import TOLD_LEVELS
from xlkpi.adopt.computations import computed
from xlkpi.adopt.grid import Grid, Place
from xlkpi.adopt.labels import pairs_in
from xlkpi.adopt.part_book import Led, PartBook
from xlkpi.adopt.record import SHEET
from xlkpi.adopt.row_kinds import SIGNED
from xlkpi.adopt.score_sums import BEGINNING
from xlkpi.adopt.understanding import Part
from xlkpi.books.areas import Area, cell_of, reference_of
from xlkpi.books.file import FileBook
from xlkpi.books.ooxml import WorkbookFile
from xlkpi.books.ooxml.edits import Edit, edit_package
from xlkpi.domain.workdays import day_of_month
from xlkpi.drawing.layout import SIGNED_NAME
from xlkpi.drawing.workbook_reading import CHINESE_MONTH, MONTHS, Reading, chinese_month, is_blank, month_told
from xlkpi.errors import Fault, sentence

DATED: Final = ("日期", "时间")
MONTH: Final = "考核月份"
MADE: Final = ("self_score", "score", "weighted", "adjust", "total")
"""What is made of scores typed elsewhere; pay is not, which is made of amounts that stay."""
STANDING: Final = re.compile("权重|比重|分值|满分|标准分|配分|基数|基准|目标")
"""Headings of numbers that hold for every month."""


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
    for name in (TOLD_LEVELS, SIGNED_NAME):
        if name in book.names():
            _empty(book.file, Led((name,)), turned)
    _unread(book, turned)
    bodies = [area for reading in readings for area in _bodies(book.file, reading) if area.sheet != SHEET]
    for sheet in dict.fromkeys(area.sheet for area in bodies):
        own = [area for area in bodies if area.sheet == sheet]
        _signatures(book.file, sheet, own, turned)
        _titles(book.file, sheet, own, readings[0].month or "", month, turned)
        _named_after(book.file, sheet, readings[0].month or "", turned)
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
    for name in (name for name in led if name in reading.kind.columns):
        yield from _areas(file, led[name])


def _areas(file: WorkbookFile, led: Led) -> list[Area]:
    """Where a name leads."""
    return [area for own in led.names if (area := file.resolve(own)) is not None]


def _empty(file: WorkbookFile, led: Led, turned: Turned) -> None:
    """Take the typed values of a name away; formulas stay, and so does the label in the same cell."""
    for area in _areas(file, led):
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
    for area in _areas(file, led):
        place = area.top, area.left
        cell = file.sheet(area.sheet).cells.get(place)
        if cell is None or cell.formula is not None:
            turned.tell(area.sheet, place, "考核月份由公式得出，请核对", "a formula gives the month: look at it")
        elif isinstance(cell.value, dt.date):
            turned.put(area.sheet, place, _same_day(cell.value, month))
        elif isinstance(cell.value, str):
            behind = [pair.value for pair in pairs_in(cell.value) if led.label and led.label in pair.label.readings]
            own = behind[0] if behind and cell.value.count(behind[0]) == 1 else cell.value
            left = cell.value.replace(own, "")
            turned.put(area.sheet, place, cell.value.replace(own, retold(own, month)))
            if re.search(MONTHS, left):
                turned.tell(area.sheet, place, "同一格里另有上月填的日期，请核对", "holds another date: look at it")


def _same_day(day: dt.date, month: dt.date) -> dt.date:
    """The day of another month: the last one where it was the last, else the same as far as there is one."""
    was_last = day.day == day_of_month(day, 31).day
    return day_of_month(month, 31 if was_last else day.day)


def retold(text: str, month: dt.date) -> str:
    """A text with the month in it replaced by another, written in the same way."""

    def put(found: re.Match[str]) -> str:
        raw = found[0]
        old = found[2] or found[3]
        between = raw[len(found[1]) : len(raw) - len(old)]
        wide = len(old) == 2 and "年" not in between
        return f"{month.year}{between}{month.month:0{2 if wide or old.startswith('0') else 1}d}"

    if re.search(MONTHS, text):
        return re.sub(MONTHS, put, text, count=1)
    return re.sub(CHINESE_MONTH, chinese_month(month), re.sub("[○零]", "〇", text), count=1)


def _titles(file: WorkbookFile, sheet: str, bodies: Sequence[Area], old: str, month: dt.date, turned: Turned) -> None:
    """Texts over the lists that tell the old month tell the new one; those below are told of."""
    last = max(area.bottom for area in bodies)
    for place, text in turned.open_cells(file, sheet):
        if month_told(text) == old and place[0] < last:
            turned.put(sheet, place, retold(text, month))
        elif month_told(text) == old:
            turned.tell(sheet, place, "这里还写着上个月，请核对", "still tells the month before: look at it")


def _named_after(file: WorkbookFile, sheet: str, old: str, turned: Turned) -> None:
    """A sheet's name and texts that say the old month without its year, 6月, are told of."""
    if not old:
        return
    bare = re.compile(rf"(?<![\d年])0?{int(old[5:])}\s*月")
    if bare.search(sheet):
        zh, en = "工作表的名称还写着上个月，请核对", "the sheet's name still tells the month before: look at it"
        turned.notices.append(Fault(sheet, sentence(zh, en), notice=True))
    for place, text in turned.open_cells(file, sheet):
        if bare.search(text):
            turned.tell(sheet, place, "这里还写着上个月，请核对", "still tells the month before: look at it")


def _unread(book: FileBook, turned: Turned) -> None:
    """Numbers typed where adopt uses nothing: those that the results are made of are taken away, others told of."""
    from xlkpi.actions.adopt import adopt_open

    adoption = adopt_open(book, book.file.path)
    grids = {grid.name: grid for grid in adoption.grids}
    empty_remarks(adoption.understood.parts, grids, turned)
    for part in adoption.understood.parts:
        grid = grids[part.sheet]
        feeding = _feeding(part, grid)
        _partial_scores(part, grid, turned)
        for unread in part.unread:
            typed = [
                place
                for place in part.cells_of(unread.column)
                if grid.formula(*place) is None and number_of(grid.value(*place)) is not None
            ]
            if not typed or turned.has(part.sheet, typed[0]):
                continue
            where, said = f"{part.sheet}!{reference_of(*typed[0])}", " ".join(unread.header.split())
            if any(place in feeding for place in typed) and not STANDING.search(unread.header):
                for place in typed:
                    turned.put(part.sheet, place, None)
                zh = "“{said}”{column} 不是接入的项目，但结果由它算出：上月的 {count} 个数已清空"
                en = "“{said}” {column} is not adopted, but results are made of it: {count} numbers were taken away"
            else:
                zh = "“{said}”{column} 不是接入的项目，仍是上月的 {count} 个数：是每月填的，请清空后再填"
                en = "“{said}” {column} is not adopted and still holds {count} numbers of the month before: look at it"
            told = sentence(zh, en, said=said, column=unread.column, count=len(typed))
            turned.notices.append(Fault(where, told, notice=True))


def _partial_scores(part: Part, grid: Grid, turned: Turned) -> None:
    """Typed marks that a total is made of are taken away; what everybody begins with stays."""
    for place in map(cell_of, part.extras):
        if grid.formula(*place) is None and number_of(grid.value(*place)) is not None:
            turned.put(part.sheet, place, None)
    for term in dict.fromkeys(term for one in part.sums if one.proved for term in one.terms):
        typed = [
            place
            for place in part.cells_of(term.column)
            if grid.formula(*place) is None and number_of(grid.value(*place)) is not None
        ]
        if typed and not BEGINNING.search(term.header):
            for place in typed:
                turned.put(part.sheet, place, None)
            zh = "“{said}”{column} 是总分的一项：上月的 {count} 个数已清空"
            en = "“{said}” {column} is part of the total: {count} numbers were taken away"
            said = " ".join(term.header.split())
            told = sentence(zh, en, said=said, column=term.column, count=len(typed))
            turned.notices.append(Fault(f"{part.sheet}!{reference_of(*typed[0])}", told, notice=True))


def _feeding(part: Part, grid: Grid) -> set[Place]:
    """The cells that the formulas of scores and totals read on their sheet, directly or through others."""
    results = [at for key in MADE for at in (part.columns.get(key), part.fields.get(key)) if at]
    pending = [place for at in results for place in part.cells_of(at)]
    found: set[Place] = set()
    while pending:
        made = computed(grid, *pending.pop())
        for area in made.areas if made is not None else ():
            new = {
                (row, column)
                for row in range(area.top, area.bottom + 1)
                for column in range(area.left, area.right + 1)
                if (row, column) in grid.cells
            } - found
            found |= new
            pending += new
    return found


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
