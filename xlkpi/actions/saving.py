"""Save a workbook: the one way in which verbs write, so that whatever follows what is filled in does so."""

from __future__ import annotations

from pathlib import Path

from xlkpi.actions.paper import fit_paper
from xlkpi.books.book import Book
from xlkpi.schemes import recognise


def finish(book: Book) -> None:
    """Let print areas follow the rows that are filled in; a stranger's workbook stays as it is. Raises ExcelBusy."""
    kind = recognise(book.names())
    if kind is not None:
        fit_paper(book, kind)


def save(book: Book, to: Path | None = None) -> Path:
    """Finish a workbook and write it, in place or to another path. Raises CannotWrite, ExcelBusy."""
    finish(book)
    return book.save(to)
