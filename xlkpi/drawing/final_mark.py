"""Whether a workbook is final: its record of what was finalized and reopened, found by name like everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlkpi.drawing.layout import ROWS_SHEET
from xlkpi.errors import Fault, sentence
from xlkpi.macros.vba import HELP_SHEET, MACROS_OFF, MACROS_OFF_BEFORE
from xlkpi.records import dataclass

if TYPE_CHECKING:
    from xlkpi.books.book import Book

RECORD = "定稿_记录"
"""The defined name over the stamps, a row each, the last one last."""
RECORD_SHEET = "kpi.final"
"""The sheet nobody sees that holds the record of what was finalized."""
UNSAID = frozenset({RECORD_SHEET, HELP_SHEET, ROWS_SHEET})
"""Sheets whose cells say nothing that anybody reads: the record itself, the texts of the macros, marks of rows."""
SAID_WHILE_OFF = MACROS_OFF, MACROS_OFF_BEFORE
"""What stands beside the buttons of a workbook that is not final, while macros are off; in a final one IS_FINAL."""
FINALIZED, REOPENED, RETURNED = EVENTS = "定稿", "重新打开", "填回结果"
"""What the first cell of a stamp says; results may be handed back into a form that is final already."""


@dataclass(frozen=True)
class FinalMark:
    """When a workbook was finalized, and by whom."""

    time: str
    name: str


def final_mark(book: Book) -> FinalMark | None:
    """Return when and by whom a workbook was finalized; None for one that is not final, or no longer."""
    if RECORD not in book.names():
        return None
    stamps = [[str(cell or "") for cell in row] for row in book.read(RECORD)]
    if stamps[-1][0] == REOPENED:
        return None
    return next((FinalMark(time, name) for event, time, name, *_ in reversed(stamps) if event == FINALIZED), None)


def closed(book: Book) -> str:
    """Return FINALIZED for a final workbook, REOPENED for one that was and is open again, "" for any other."""
    if final_mark(book) is not None:
        return FINALIZED
    return REOPENED if RECORD in book.names() else ""


def refuse_final(book: Book) -> list[Fault]:
    """Return the fault that a workbook is final and takes nothing any more; none for one that is not."""
    mark = final_mark(book)
    if mark is None:
        return []
    zh = "已由 {name} 于 {time} 定稿，不再改动；要改请先 xlkpi reopen {file} --name 姓名 --reason 原因"
    en = "was finalized by {name} at {time} and takes no changes; first xlkpi reopen {file} --name NAME --reason WHY"
    values = {"name": mark.name, "time": mark.time.replace("T", " "), "file": book.argument}
    return [Fault(book.title, sentence(zh, en, **values))]
