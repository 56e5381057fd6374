"""Check a workbook: every fault in it at once, each with its place."""

from __future__ import annotations

from collections.abc import Sequence

from xlkpi.actions.checks.adjustments import check_adjustments
from xlkpi.actions.checks.blocks import check_fields, check_tables, in_use
from xlkpi.actions.checks.computed import check_formulas, missing_results, sentences, typed_levels
from xlkpi.actions.checks.parameters import check_parameters
from xlkpi.actions.checks.signatures import check_signatures
from xlkpi.actions.checks.spending import over_budget
from xlkpi.actions.checks.torn_rows import check_rows
from xlkpi.actions.opening import read_book
from xlkpi.actions.paper import check_paper
from xlkpi.books.book import Book
from xlkpi.books.file import FileBook
from xlkpi.drawing.kind import Check
from xlkpi.drawing.workbook_reading import Reading, read_blocks, unsafe
from xlkpi.errors import Fault, sentence

INPUT_CHECKS: tuple[Check, ...] = (
    *(check_fields, check_tables, check_parameters, check_formulas, check_rows),
    *(check_adjustments, check_signatures),
)
"""What is looked at in every kind of workbook before it is computed."""

RESULT_CHECKS: tuple[Check, ...] = (sentences, missing_results, check_adjustments, over_budget)
"""What is looked at in the results of every kind of workbook, where nothing was wrong before."""


def _all(reading: Reading, checks: Sequence[Check]) -> list[Fault]:
    return [fault for check in checks for fault in check(reading)]


def check_reading(reading: Reading) -> list[Fault]:
    """Return everything that is wrong in what people typed, before anything is computed."""
    return _all(reading, (*INPUT_CHECKS, *reading.kind.checks))


def check_results(reading: Reading) -> list[Fault]:
    """Return everything that the results show to be wrong or open; they are as true as the last calculation."""
    return _all(reading, (*RESULT_CHECKS, *reading.kind.results))


def check(book: Book) -> list[Fault]:
    """Return everything that is wrong in a workbook, notices included."""
    reading, faults = read_book(book)
    if reading is None:
        return faults
    found = [*check_reading(reading), *check_paper(reading)]  # paper not before a recompute, which mends it
    if isinstance(book, FileBook) and not unsafe(found):  # Excel itself lets nobody type into an array's results
        book.recalculate()
        found += typed_levels(reading, read_blocks(book, reading.kind))
    found += _all(reading, (over_budget, *reading.kind.results))
    if not in_use(reading) and not unsafe(found):
        zh, en = "还没有填写内容", "nothing is filled in yet"
        found.append(Fault(book.title, sentence(zh, en), notice=True))
    return found
