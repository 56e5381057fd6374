"""New workbooks begun from another one: forms from a library of indicators, the next plan from the last."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from xlkpi.actions.check import check_reading
from xlkpi.actions.data_files import TEXTS
from xlkpi.actions.data_tables import read_tables
from xlkpi.actions.opening import is_ours, open_book, read_book
from xlkpi.drawing.data import DataTable
from xlkpi.drawing.kind import Kind, Start
from xlkpi.drawing.workbook_reading import Reading, is_blank
from xlkpi.errors import Fault, Unusable, sentence, unsafe
from xlkpi.schemes import kinds


def tables_from(
    kind: Kind, begin: Path, data: Sequence[Path], make: Callable[[Kind, Path, Path], Sequence[Fault]]
) -> tuple[list[DataTable], list[Fault]]:
    """Return the tables that fill new workbooks of a kind, made from the workbook `begin` and the data it needs.

    `begin` may also be the data which that workbook would be made of: it is then made of it for the moment, by `make`,
    which is given its kind, the data and where to, and says what is wrong.
    Raises CannotRead; Unusable where such workbooks are not begun from another, or from another kind.
    """
    start = kind.start
    if start is None:
        zh = "{title}不能用 --from 生成；由上月的表新建下月的，用 xlkpi next"
        en = "{title} is not begun with --from; xlkpi next makes next month's from this one's"
        raise Unusable(sentence(zh, en, title=kind.title))
    book = None if begin.suffix.lower() in TEXTS else open_book(begin)
    if book is None or not is_ours(book):
        other = next(one for one in kinds() if one.key == start.kind)
        with tempfile.TemporaryDirectory(prefix="xlkpi-") as folder:
            made = Path(folder, f"{begin.stem}.xlsx")
            faults = list(make(other, begin, made))
            if not made.exists():
                return [], faults
            tables, more = tables_from(kind, made, data, make)
        # its cells are nowhere to be looked at; the sentences name post and indicator
        named = [replace(one, place=begin.name) if one.place.startswith(f"{other.title}!") else one for one in more]
        return tables, [*faults, *named]
    reading, faults = read_book(book)
    if reading is not None and reading.kind.key != start.kind:
        zh, en = "{path} 不是{called}，不能用来新建{title}", "{path} is not {called_en}: {title} is not begun from it"
        if reading.kind.key == kind.key:
            zh += "；要由上月的表新建，请给它所在的文件夹"
            en += "; give the folder of last month's to go on from it"
        text = sentence(zh, en, path=str(begin), called=start.called[0], called_en=start.called[1], title=kind.title)
        raise Unusable(text)
    if reading is None:
        return [], faults
    faults = [fault for fault in check_reading(reading) if not _is_month_blank(reading, fault)]
    if unsafe(faults):
        return [], faults
    table, found = _needed_table(start, data)
    if unsafe(found):
        return [], found
    tables, more = start.make(reading, table)
    return tables, [*found, *more]


def _is_month_blank(reading: Reading, fault: Fault) -> bool:
    """Tell whether a fault says that the month is blank: the new workbooks have one of their own."""
    month = "考核月份"
    return month in reading.blocks and is_blank(reading.field(month)) and fault.place == reading.book.place(month)


def _needed_table(start: Start, data: Sequence[Path]) -> tuple[DataTable | None, list[Fault]]:
    """Return the table of data that goes with the other workbook, None where none does."""
    if start.source is None:
        if data:
            zh, en = "从{called}生成时不用 --data", "no --data goes with {called_en}"
            raise Unusable(sentence(zh, en, called=start.called[0], called_en=start.called[1]))
        return None, []
    owner = next(kind for kind in kinds() if start.source in kind.sources)
    tables, faults = read_tables(owner, data)
    mine = [table for table in tables if table.source is start.source]
    if len(mine) != 1 or len(tables) != 1:
        zh = "请用 --roster 给出一份{called}"
        en = "give one table of {called_en} with --roster"
        raise Unusable(sentence(zh, en, called=start.source.called[0], called_en=start.source.called[1]))
    return mine[0], faults
