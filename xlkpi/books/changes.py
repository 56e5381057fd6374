"""What a run changed in a workbook, cell by cell, found by comparing its generation with what the run wrote."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from xlkpi.books.areas import cell_of
from xlkpi.books.book import Value
from xlkpi.books.generations import Generation, Written, digest
from xlkpi.books.ooxml.value_spelling import Encoded, encode, moment, unescape
from xlkpi.books.ooxml.workbook import WorkbookFile
from xlkpi.errors import CellError, XlkpiError
from xlkpi.records import dataclass


@dataclass(frozen=True)
class Change:
    """One cell, before and after a run; row and column count from 1."""

    sheet: str
    row: int
    column: int
    old: Value
    new: Value


def changes_of(one: Generation, following: Path) -> list[Change] | None:
    """Cells that a run changed, in reading order; None where that can no longer be told.

    `following` is the next state of the workbook: the generation after this one, or the workbook itself. It is needed
    where a run replaced the whole file, and tells only if nobody changed the file after the run.
    """
    try:
        old = WorkbookFile.open(one.path, allow_signed=True)
        if one.written is not None:
            found = list(_written(old, one.written))
        elif one.after and digest(following) == one.after:
            found = list(_differing(old, WorkbookFile.open(following, allow_signed=True)))
        else:
            return None
    except (XlkpiError, ValueError, OSError):  # a generation, or its record, that is spoilt
        return None
    return sorted(found, key=lambda change: (old.sheets.index(change.sheet), change.row, change.column))


def _written(old: WorkbookFile, written: Written) -> Iterator[Change]:
    for sheet, values in written.items():
        cells = old.sheet(sheet).cells
        for reference, spelled in values.items():
            place = cell_of(reference)
            cell = cells.get(place)
            before = None if cell is None else cell.value
            if encode(before, date1904=old.date1904) != spelled:
                yield Change(sheet, *place, before, _value(spelled, before, date1904=old.date1904))


def _differing(old: WorkbookFile, new: WorkbookFile) -> Iterator[Change]:
    for sheet in old.sheets:
        if sheet not in new.sheets:
            continue
        before, after = old.sheet(sheet).cells, new.sheet(sheet).cells
        for place in before.keys() | after.keys():
            values = [None if cell is None else cell.value for cell in (before.get(place), after.get(place))]
            spelled = encode(values[0], date1904=old.date1904), encode(values[1], date1904=new.date1904)
            if spelled[0] != spelled[1] and not all(text in (None, "") for _, text in spelled):
                yield Change(sheet, *place, *values)


def _value(spelled: Encoded, like: Value, *, date1904: bool) -> Value:
    """A value out of its spelling; a number where a date or time stood is one too. Raises ValueError."""
    kind, text = spelled
    if text is None:
        return None
    if kind == "s":
        return unescape(text)
    if kind == "b":
        return text == "1"
    if kind == "e":
        return CellError(text)
    number = float(text)
    if isinstance(like, (dt.date, dt.time)):
        shown = "both" if isinstance(like, dt.datetime) else "time" if isinstance(like, dt.time) else "date"
        return moment(number, shown, date1904=date1904)
    return number
