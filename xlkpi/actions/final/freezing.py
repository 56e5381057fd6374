"""Formulas of a workbook turned into their values, all cells locked but those that stay open, and both undone again."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from xlkpi.actions.final.meaning import Meaning, Place, by_reference, meaning_of
from xlkpi.actions.final.stamp_record import FOLLOWING, INPUTS, PAGES, PARAMETERS, RESULTS, Record, record_edit
from xlkpi.adopt.part_book import names_behind
from xlkpi.books.areas import Area, cell_of, covering, reference_of
from xlkpi.books.book import Value
from xlkpi.books.ooxml.content import Cell, Formula
from xlkpi.books.ooxml.edits import Edit, Format, Returned, edit_package
from xlkpi.books.ooxml.edits.edit import Content
from xlkpi.books.ooxml.edits.elements import element_of
from xlkpi.books.ooxml.edits.package_draft import Draft
from xlkpi.books.ooxml.edits.protection import PROTECTED, protection_of
from xlkpi.books.ooxml.package import Package
from xlkpi.books.ooxml.workbook import WorkbookFile
from xlkpi.books.write_refusals import ResultUnsound
from xlkpi.drawing.final_mark import RECORD_SHEET, REOPENED
from xlkpi.drawing.workbook_reading import Reading
from xlkpi.macros.vba import IS_FINAL, MACROS_OFF, MACROS_OFF_BEFORE

_ON: Final = re.compile(r"""\ssheet\s*=\s*["'](?:1|true)["']""")


def freeze(
    package: Package, reading: Reading, opened: Sequence[Area], following: Sequence[Area]
) -> tuple[Package, Record]:
    """Return the workbook with values in place of its formulas, and what is recorded of it, without a stamp yet.

    Formulas that Excel fills in itself (data tables, totals rows of tables) stay. `opened` are the cells that may
    still be filled in: they are unlocked, and no part of what is recorded, as little as `following`, which are computed
    from them. Raises subclasses of CannotWrite.
    """
    package = _in_words_of_today(package)
    file = WorkbookFile(package)
    before = meaning_of(file)
    live = {sheet: set(_live(file, sheet, formulas)) for sheet, formulas in before.formulas.items()}
    open_cells = {sheet: set(cells_in(opened, sheet)) for sheet in before.values}
    unlocked = {sheet: file.looks(sheet).unlocked for sheet in before.values}
    draft = Draft(package)
    protection = {sheet: protection_of(draft, sheet) for sheet in before.values}
    protection = {sheet: xml for sheet, xml in protection.items() if not _ON.search(xml)}
    headers = {sheet: element_of(draft, sheet, "headerFooter") for sheet in before.values}
    record = Record(
        (),
        formulas=tuple(
            (sheet, reference, formula)
            for sheet, formulas in before.formulas.items()
            for reference, formula in by_reference(formulas)
            if cell_of(reference) not in live[sheet]
        ),
        live=tuple(area for sheet, places in live.items() for area in covering(sheet, places)),
        open=tuple(opened),
        following=tuple(following),
        unlocked=_covering({sheet: places - open_cells[sheet] for sheet, places in unlocked.items()}),
        locked=_covering({sheet: places - unlocked[sheet] for sheet, places in open_cells.items()}),
        protection=protection,
        headers=headers,
        names=names_of(file, reading),
        sheets=tuple(before.values),
        date1904=file.date1904,
    )
    frozen = {
        sheet: {reference_of(*place): _shown(cells.get(place)) for place in before.filled[sheet] - live[sheet]}
        | _told(cells, [MACROS_OFF], IS_FINAL)
        for sheet, cells in ((sheet, file.plain(sheet).cells) for sheet in before.values)
    }
    edit = Edit(
        cells={sheet: cells for sheet, cells in frozen.items() if cells},
        looks=_looks((record.unlocked, True), (record.locked, False)),
        protection=dict.fromkeys(protection, PROTECTED),
        replace_formulas=True,
        full_calculation=False,
    )
    done = edit_package(package, edit).package
    groups = groups_of(file, reading, before)
    record = replace(record, values=grouped_values(meaning_of(WorkbookFile(done)), record, groups))
    _prove(done, record, before)
    return done, record


def thaw(package: Package, record: Record, *, locks: bool = True) -> Package:
    """Return a workbook with the kept formulas in their places again and, with `locks`, opened to typing as it was.

    Without, it is to be computed in memory only, and says of itself that it is open. Raises subclasses of CannotWrite.
    """
    file = WorkbookFile(package)
    plain = {sheet: file.plain(sheet).cells for sheet in record.sheets if sheet in file.sheets}
    cells = {sheet: _told(there, [IS_FINAL], MACROS_OFF) for sheet, there in plain.items()}
    for sheet, reference, formula in record.formulas:
        if sheet in plain:
            area = formula.area if formula.kind == "array" and formula.area else Area.parse(reference, sheet)
            results = [
                [_result(plain[sheet].get((row, column))) for column in range(area.left, area.right + 1)]
                for row in range(area.top, area.bottom + 1)
            ]
            cells[sheet][area.reference] = Returned(formula, results)
    if record.stamps and not locks:
        cells[RECORD_SHEET] = {reference_of(len(record.stamps), 1): REOPENED}
    edit = Edit(
        cells={sheet: there for sheet, there in cells.items() if there},
        looks=_looks((record.unlocked, False), (record.locked, True)) if locks else {},
        protection={sheet: xml for sheet, xml in record.protection.items() if sheet in plain and locks},
        headers={sheet: xml for sheet, xml in record.headers.items() if sheet in plain and locks},
        replace_formulas=True,
        full_calculation=False,
    )
    return edit_package(package, edit).package


def recorded(package: Package, record: Record) -> Package:
    """Return a workbook with its record written into it. Raises subclasses of CannotWrite."""
    return edit_package(package, record_edit(WorkbookFile(package), record)).package


def names_of(file: WorkbookFile, reading: Reading) -> dict[str, str]:
    """Return where the names of a kind stand in a workbook, "" for one that is gone."""
    own = dict.fromkeys(own for name in reading.kind.names for own in names_behind(reading.book, name))
    areas = {name: file.resolve(name) for name in own}
    return {name: "" if area is None else str(area) for name, area in areas.items()}


def grouped_values(
    meaning: Meaning, record: Record, groups: Mapping[str, Mapping[Place, str]]
) -> dict[str, dict[str, dict[str, str]]]:
    """Return the values that a record vouches for, by group, sheet and cell: all but what may still change."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for sheet, cells in meaning.values.items():
        passed = changing(record, sheet)
        following = set(cells_in(record.following, sheet))
        own = {**groups.get(sheet, {}), **dict.fromkeys(following, FOLLOWING)}
        for reference, text in by_reference(
            {p: text for p, text in cells.items() if p not in passed or p in following}
        ):
            group = own.get(cell_of(reference), PAGES)
            found.setdefault(group, {}).setdefault(sheet, {})[reference] = text
    return found


def with_results(record: Record, before: Meaning, after: Meaning) -> Record:
    """Return the record with the values that a final workbook has got since; the cells were inputs, blank before."""
    values = {group: {sheet: dict(cells) for sheet, cells in of.items()} for group, of in record.values.items()}
    for sheet, cells in after.values.items():
        for place in cells.keys() - before.values[sheet].keys() - changing(record, sheet):
            values.setdefault(INPUTS, {}).setdefault(sheet, {})[reference_of(*place)] = cells[place]
    return replace(record, values=values)


def changing(record: Record, sheet: str) -> set[Place]:
    """Return the cells of a sheet that a record does not vouch for: open ones, what follows, live formulas."""
    return set(cells_in((*record.open, *record.following, *record.live), sheet))


def groups_of(file: WorkbookFile, reading: Reading, meaning: Meaning) -> dict[str, dict[Place, str]]:
    """Return what each cell is: a number of the rulebook, an input, a result; other cells are left out."""
    found: dict[str, dict[Place, str]] = {
        sheet: dict.fromkeys(meaning.filled.get(sheet, ()), RESULTS) for sheet in meaning.values
    }
    kind = reading.kind
    numbers = {entry.name for entry in kind.numbers.named} if kind.numbers else set()
    for entry in kind.named:
        group = PARAMETERS if entry.name in numbers else INPUTS if entry.role == "input" else ""
        for area in map(file.resolve, names_behind(reading.book, entry.name) if group else ()):
            if area is not None and area.sheet in found:
                for place in cells_in((area,), area.sheet):
                    found[area.sheet].setdefault(place, group)
    return found


def _covering(by_sheet: Mapping[str, Collection[Place]]) -> tuple[Area, ...]:
    return tuple(area for sheet, places in by_sheet.items() for area in covering(sheet, places))


def cells_in(areas: Sequence[Area], sheet: str) -> Iterator[Place]:
    """Yield every cell of those areas that lie on a sheet."""
    for area in areas:
        if area.sheet == sheet:
            for row in range(area.top, area.bottom + 1):
                yield from ((row, column) for column in range(area.left, area.right + 1))


def _live(file: WorkbookFile, sheet: str, formulas: Mapping[Place, Formula]) -> Iterator[Place]:
    """Yield the cells whose formulas Excel itself looks after."""
    totals = [table for table in file.tables if table.sheet == sheet and table.totals_row is not None]
    for (row, column), formula in formulas.items():
        in_totals = any(table.totals_row == row and table.area.holds(row, column) for table in totals)
        if formula.kind == "datatable" or in_totals:
            yield row, column


def _looks(*locks: tuple[Sequence[Area], bool]) -> dict[str, dict[str, Format]]:
    found: dict[str, dict[str, Format]] = {}
    for areas, locked in locks:
        for area in areas:
            found.setdefault(area.sheet, {})[area.reference] = Format(locked=locked)
    return found


def _shown(cell: Cell | None) -> Value:
    """What stands in place of a formula: its result, nothing where it shows nothing."""
    return None if cell is None or cell.value == "" else cell.value


def _told(cells: Mapping[Place, Cell], old: Collection[str], new: str) -> dict[str, Content]:
    """The cells of a sheet that say an old sentence, with the new one in its place."""
    return {reference_of(*place): new for place, cell in cells.items() if cell.value in old}


def _in_words_of_today(package: Package) -> Package:
    """Return a workbook of an earlier release with the words of today, which stand there again once it is thawed."""
    file = WorkbookFile(package)
    said = {sheet: _told(file.plain(sheet).cells, [MACROS_OFF_BEFORE], MACROS_OFF) for sheet in file.sheets}
    said = {sheet: cells for sheet, cells in said.items() if cells}
    return edit_package(package, Edit(cells=said)).package if said else package


def _result(cell: Cell | None) -> Value:
    """The result that a formula gets with it again."""
    return "" if cell is None or cell.value is None else cell.value


def _prove(package: Package, record: Record, before: Meaning) -> None:
    """Put the formulas back for once: all of them, and all values, are as they were. Raises ResultUnsound."""
    after = meaning_of(WorkbookFile(thaw(package, record, locks=False)))
    for sheet, values in before.values.items():
        if after.formulas[sheet] != before.formulas[sheet] or after.values[sheet] != values:
            raise ResultUnsound(file=package.title, why=sheet)
