"""Save a workbook: the one way in which verbs write, so that whatever follows what is filled in does so."""

from __future__ import annotations

from pathlib import Path

from xlkpi.actions.checks.confirmed_numbers import keep_confirmed
from xlkpi.actions.checks.torn_rows import book_marks, remember, torn_rows
from xlkpi.actions.printed_rows import fit_paper
from xlkpi.books.book import Book
from xlkpi.drawing.final_mark import final_mark
from xlkpi.schemes import recognise


def finish(book: Book) -> None:
    """Let print areas follow the filled rows, and remember who stands in which row, unless rows are torn apart.

    A stranger's workbook, one of ours that lost a name, and a final one stay as they are. Raises ExcelBusy.
    """
    if final_mark(book) is not None:
        return
    names = book.names()
    kind = recognise(names)
    if kind is None or kind.missing(names):
        return
    fit_paper(book, kind)
    keep_confirmed(book, kind)
    marks = book_marks(book, kind)
    if not torn_rows(book, kind, marks):
        remember(book, kind, marks)


def save(book: Book, to: Path | None = None) -> Path:
    """Finish a workbook and write it, in place or to another path. Raises CannotWrite, ExcelBusy."""
    finish(book)
    return book.save(to)
