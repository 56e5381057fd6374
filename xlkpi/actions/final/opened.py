"""What of a final workbook may still be filled in: later signatures, and what people say to the results they got."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from xlkpi.actions.final.freezing import cells_in, thaw
from xlkpi.actions.final.meaning import Place, meaning_of
from xlkpi.actions.final.stamp_record import read_record
from xlkpi.actions.opening import spreadsheet_functions
from xlkpi.books.areas import Area, covering
from xlkpi.books.book import Value
from xlkpi.books.file import FileBook
from xlkpi.books.ooxml.package import Package
from xlkpi.books.ooxml.workbook import WorkbookFile
from xlkpi.drawing.layout import SIGNED_NAME
from xlkpi.drawing.spec import Column, Field
from xlkpi.drawing.validation import ChoiceRule, DateRule, KnownRule
from xlkpi.drawing.workbook_reading import Reading, is_blank
from xlkpi.errors import Fault
from xlkpi.schemes.sign_off import NAMES, signatures, signers


def unsigned(reading: Reading) -> list[Fault]:
    """Return the steps that must be signed before a workbook can be final and are not."""
    steps = signatures(reading)
    if reading.own and not any(step.begun for step in steps):
        return []  # a company that signs on its own paper
    zh = "{role}还没有签批：定稿前请签姓名和日期（xlkpi sign）"
    en = "{role} has not signed yet: name and date come before a workbook is final (xlkpi sign)"
    return [
        reading.fault(NAMES, at, zh, en, role=signers(step))
        for at, step in enumerate(steps)
        if not step.signed and not step.after_final
    ]


def open_areas(file: WorkbookFile, reading: Reading) -> list[Area]:
    """Return the cells that stay open, merged ones whole."""
    found: dict[str, set[Place]] = {}
    for name, rows in _open_rows(reading):
        area = file.resolve(name)
        if area is None:  # a company's own workbook may lack it
            continue
        merged = file.outline(area.sheet).merged
        for at in rows:
            cell = Area(area.sheet, area.top + at, area.left, area.top + at, area.right)
            whole = next((one for one in merged if one.holds(cell.top, cell.left)), cell)
            found.setdefault(area.sheet, set()).update(cells_in((whole,), area.sheet))
    return [area for sheet, places in found.items() for area in covering(sheet, places)]


def following_areas(package: Package, reading: Reading) -> list[Area]:
    """Return the cells whose results depend on what stands in the open ones, found by filling those in."""
    rows = _rows(reading)
    if not rows and not reading.kind.after_final:
        return []
    counts = range(max(1, len(rows)) + 1)
    states = [meaning_of(WorkbookFile(_filled(package, reading, rows, count))) for count in counts]
    own = meaning_of(WorkbookFile(package))
    found = []
    for sheet, filled in own.filled.items():
        places: set[Place] = {
            place for place in filled if len({state.values[sheet].get(place) for state in (own, *states)}) > 1
        }
        found += list(covering(sheet, places))
    return found


def with_formulas(book: FileBook) -> FileBook:
    """Return a final workbook open in memory, its kept formulas in place; any other workbook as it is.

    Raises CannotWrite, ValueError where the record is spoilt.
    """
    record = read_record(book.file)
    if record is None or not record.is_final:
        return book
    return FileBook(WorkbookFile(thaw(book.file.with_staged(), record, locks=False)), spreadsheet_functions())


def settle(book: FileBook) -> bool:
    """Bring what follows from the open cells of a final workbook up to date; tell whether anything was not.

    Raises CannotWrite, ValueError where the record is spoilt.
    """
    record = read_record(book.file)
    if record is None or not record.is_final:
        return False
    changed = False
    again = with_formulas(book)
    again.recalculate(now=record.time)
    computed = WorkbookFile(again.file.with_staged())
    for area in record.following:
        cells = computed.sheet(area.sheet).cells
        values = {place: cells[place].value if place in cells else None for place in cells_in((area,), area.sheet)}
        before = book.file.sheet(area.sheet).cells
        values = {
            place: value
            for place, value in values.items()
            if (value or None) != (before[place].value or None if place in before else None)
        }
        changed = changed or bool(values)
        book.file.stage(area.sheet, values)
    return changed


def _filled(package: Package, reading: Reading, rows: Sequence[int], count: int) -> Package:
    """The workbook as it is once the first of the open steps are signed and the others are not.

    Before the first one nothing else is filled in either that people fill in afterwards, then all of it.
    """
    book = FileBook(WorkbookFile(package), spreadsheet_functions())
    for column in _columns(reading):
        block = [list(row) for row in reading.blocks[column.name]]
        for at, row in enumerate(rows):
            block[row][0] = _example(column, reading) if at < count else None
        book.write(column.name, block)
    for entry in reading.kind.after_final:
        if reading.has(entry.name):
            value, open_rows = _example(entry, reading) if count else None, _open_of(reading, entry)
            rest = enumerate(reading.blocks[entry.name])
            book.write(entry.name, [[value] * len(row) if at in open_rows else list(row) for at, row in rest])
    book.recalculate()
    return book.file.with_staged()


def _example(entry: Column | Field, reading: Reading) -> Value:
    """What might be filled in."""
    if isinstance(entry.rule, DateRule):
        return dt.date(2000, 1, 1)
    if isinstance(entry.rule, KnownRule):
        return next((value for value in reading.line(entry.rule.source) if not is_blank(value)), "签")
    return entry.rule.options[0] if isinstance(entry.rule, ChoiceRule) else "签"


def _open_rows(reading: Reading) -> Iterator[tuple[str, list[int]]]:
    """Yield the names of what stays open and which of their rows."""
    yield from ((column.name, _rows(reading)) for column in _columns(reading))
    if reading.own:  # its marks of what was signed stand beside its mapping; ours on a sheet that says nothing
        yield SIGNED_NAME, _rows(reading)
    yield from ((entry.name, _open_of(reading, entry)) for entry in reading.kind.after_final if reading.has(entry.name))


def _open_of(reading: Reading, entry: Column | Field) -> list[int]:
    """Return the rows of what is filled in afterwards that stay open."""
    count = len(reading.blocks[entry.name])
    closing = reading.column(entry.closed_by) if isinstance(entry, Column) and entry.closed_by else [None] * count
    return [at for at in range(count) if is_blank(closing[at])]


def _columns(reading: Reading) -> tuple[Column, ...]:
    """The columns of the sign-off that people fill in."""
    table = reading.kind.table_of(NAMES)
    return table.inputs if table else ()


def _rows(reading: Reading) -> list[int]:
    return [at for at, step in enumerate(signatures(reading)) if step.after_final]
