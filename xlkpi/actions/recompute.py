"""Recompute a workbook with its own formulas and say what came out; a fault keeps anything from being written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from xlkpi.actions.check import check_reading, check_results
from xlkpi.actions.opening import read_book
from xlkpi.actions.people import people_of, units_of
from xlkpi.actions.results import Department, Outcome, Person, split
from xlkpi.books.book import Book
from xlkpi.drawing.workbook_reading import read_blocks, unsafe
from xlkpi.schemes import recognise


def recompute(book: Book, to: Path | None = None, *, dry_run: bool = False) -> Outcome:
    """Recompute a workbook in place (or into `to`) and return its results.

    Nothing is written while there is a fault, or with `dry_run`. A workbook that is not one of our templates is
    recomputed as well; it just has no people to report. Raises CannotWrite, OSError (no folder for `to`).
    """
    reading, wrong = read_book(book)
    # a stranger's workbook is computed; one of ours that lost its names must not be
    foreign = reading is None and recognise(book.names()) is None
    found = [] if foreign else wrong if reading is None else check_reading(reading)
    found += book.recalculate()
    departments: Sequence[Department] = ()
    people: Sequence[Person] = ()
    if reading is not None:
        computed = read_blocks(book, reading.kind)
        departments, people = units_of(computed), people_of(computed)
        if not unsafe(found):
            found += check_results(computed)
    faults, notices = split(found)
    written = None
    if not faults and not dry_run:
        if to is not None:
            to.parent.mkdir(parents=True, exist_ok=True)
        written = str(book.save(to))
        notices = (*notices, *book.notices)
    return Outcome(book.title, tuple(departments), tuple(people), faults, notices, written)
