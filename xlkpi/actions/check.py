"""Check a workbook: every fault in it at once, each with its place."""

from __future__ import annotations

from collections.abc import Sequence

from xlkpi.actions.checks.blocks import check_fields, check_tables, not_there
from xlkpi.actions.checks.computed import check_formulas, missing_results, sentences
from xlkpi.actions.checks.parameters import check_parameters
from xlkpi.actions.checks.spending import over_budget
from xlkpi.actions.opening import read_parts
from xlkpi.books.book import Book
from xlkpi.drawing.kind import Check
from xlkpi.drawing.workbook_reading import Reading
from xlkpi.errors import Fault

INPUT_CHECKS: tuple[Check, ...] = (check_fields, check_tables, check_parameters, check_formulas, not_there)
"""What is looked at in every kind of workbook before it is computed."""

RESULT_CHECKS: tuple[Check, ...] = (sentences, missing_results, over_budget)
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
    readings, faults = read_parts(book)
    return faults + [
        fault for one in readings for fault in (*check_reading(one), *_all(one, (over_budget, *one.kind.results)))
    ]
