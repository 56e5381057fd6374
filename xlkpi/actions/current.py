"""The results of a workbook as they stand, where they are those that its own formulas give today."""

from __future__ import annotations

from xlkpi.actions.check import check_reading
from xlkpi.actions.checks.cell_sentences import sentences
from xlkpi.actions.checks.computed import out_of_date
from xlkpi.actions.opening import read_book
from xlkpi.actions.recompute import recompute
from xlkpi.books.book import Book
from xlkpi.domain.signing import APPROVED, reached
from xlkpi.drawing.final_mark import final_mark
from xlkpi.drawing.workbook_reading import Reading, read_blocks
from xlkpi.errors import Fault, sentence, unsafe
from xlkpi.schemes.sign_off import state


def current(book: Book) -> tuple[Reading | None, list[Fault]]:
    """Read a workbook whose results are up to date, and everything wrong or open in it; notices included.

    A final workbook has to be what was finalized. The results of a workbook without formulas (exported as values) are
    taken as they stand: it was checked before, and what was hidden then may be gone. The reading is None where there is
    a fault: results that are out of date are one.
    """
    before, faults = read_book(book)
    if before is None:
        return None, faults
    if final_mark(book) is not None:
        faults = check_reading(before)  # verifies it
        return (None if unsafe(faults) else before), faults
    if not before.computes(*(_results_of_people(before) or computed_names(before))):
        faults = sentences(before)
        return (None if unsafe(faults) else before), faults
    outcome = recompute(book, dry_run=True)
    after = read_blocks(before.book, before.kind)
    faults = [*outcome.faults, *outcome.notices]
    if not outcome.faults:
        faults += out_of_date(before, after)
    return (None if unsafe(faults) else after), faults


def not_approved(reading: Reading, zh: str, en: str) -> list[Fault]:
    """Say that what is handed out (told in both languages) is a draft only while the sign-off has not approved it."""
    come = state(reading)
    if come is None or reached(come, APPROVED):
        return []
    text_zh = "状态是“{state}”，总经理还没有批准：{what}只是草稿"
    text_en = "is in the state {state}, not approved yet: {what} is a draft only"
    text = sentence(text_zh, text_en, state=come, what=sentence(zh, en))
    return [Fault(reading.book.title, text, notice=True)]


def computed_names(reading: Reading) -> list[str]:
    """Return the names of every computed block."""
    return [entry.name for entry in reading.kind.named if entry.role == "computed"]


def _results_of_people(reading: Reading) -> list[str]:
    """Return the computed blocks of people: a final workbook may still compute by whom it was signed."""
    return [name for name in reading.kind.people.values() if reading.kind[name].role == "computed"]
