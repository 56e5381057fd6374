"""Check a workbook: every fault in it at once, each with its place."""

from __future__ import annotations

from collections.abc import Callable

from xlkpi.actions.check_form import FORM_CHECKS, PLAN_CHECKS
from xlkpi.actions.check_summary import SUMMARY_CHECKS
from xlkpi.actions.reading import Reading, read_book
from xlkpi.actions.sheet_checks import GENERAL, result_faults
from xlkpi.books.book import Book
from xlkpi.errors import Fault, sentence

CHECKS: dict[str, tuple[Callable[[Reading], list[Fault]], ...]] = {
    "form": FORM_CHECKS,
    "plan": PLAN_CHECKS,
    "summary": SUMMARY_CHECKS,
}


def check_formulas(reading: Reading) -> list[Fault]:
    """Every computed cell still has its formula: a result that somebody typed cannot be explained."""
    faults = []
    for entry in reading.layout.named:
        if entry.role != "computed":
            continue
        for row, cells in enumerate(reading.book.computes(entry.name)):
            if not all(cells):
                zh = "“{name}”的公式已被改成固定内容，请从模板或备份恢复公式"
                en = "the formula of “{name}” was replaced by a fixed value: restore it from the template or a backup"
                place = reading.book.place(entry.name, row, cells.index(False))
                faults.append(Fault(place, sentence(zh, en, name=entry.name)))
    return faults


def check_reading(reading: Reading) -> list[Fault]:
    """Return everything that is wrong in a workbook that was read."""
    rules = (*CHECKS.get(reading.layout.kind, GENERAL), check_formulas)
    return [fault for rule in rules for fault in rule(reading)]


def check(book: Book) -> list[Fault]:
    """Return everything that is wrong in a workbook, notices included."""
    reading, faults = read_book(book)
    return faults if reading is None else [*check_reading(reading), *result_faults(reading)]
