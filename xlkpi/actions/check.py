"""Check a workbook: every fault in it at once, each with its place."""

from __future__ import annotations

from collections.abc import Callable

from xlkpi.actions.check_form import FORM_CHECKS, PLAN_CHECKS
from xlkpi.actions.check_summary import SUMMARY_CHECKS
from xlkpi.actions.reading import Reading, read_book
from xlkpi.books.book import Book
from xlkpi.errors import Fault

CHECKS: dict[str, tuple[Callable[[Reading], list[Fault]], ...]] = {
    "form": FORM_CHECKS,
    "plan": PLAN_CHECKS,
    "summary": SUMMARY_CHECKS,
}


def check_reading(reading: Reading) -> list[Fault]:
    """Return everything that is wrong in a workbook that was read."""
    return [fault for rule in CHECKS[reading.layout.kind] for fault in rule(reading)]


def check(book: Book) -> list[Fault]:
    """Return everything that is wrong in a workbook, notices included."""
    reading, faults = read_book(book)
    return faults if reading is None else check_reading(reading)
