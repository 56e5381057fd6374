"""What signatures were given for: beside each a mark of the contents at signing, and which are for other contents now.

The contents are what people typed, the numbers of the rulebook and the results; not the sign-off itself, what people
say to results they were told, nor whether an assumed number is confirmed. A row of the rosters is one person's: sorting
people or making the roster longer changes nothing that was signed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from xlkpi.books.book import Book, Value
from xlkpi.books.file import FileBook
from xlkpi.domain.signing import Signature
from xlkpi.drawing.final_mark import final_mark
from xlkpi.drawing.kind import Kind
from xlkpi.drawing.layout import SIGNED_NAME
from xlkpi.drawing.workbook_reading import Reading, as_text, is_blank, read_blocks
from xlkpi.errors import Fault
from xlkpi.schemes.sign_off import NAMES, STATE, signatures

LENGTH = 16
"""Hexadecimal digits of a mark."""
DIGITS = 10
"""Significant digits of a number that two programs compute alike."""


def outdated(reading: Reading) -> list[int]:
    """Return the steps (from 0) whose signature was given for other contents than stand in the workbook now.

    A file's contents are what its formulas give today: results that a program without our functions left are none.
    None of a final workbook: its stamp says cell by cell what is not as it was.
    """
    marks = _marks(reading.book)
    if not any(marks) or final_mark(reading.book):
        return []
    steps = list(zip(signatures(reading), marks, strict=True))

    def other(than: Reading) -> list[int]:
        now = contents(than)
        return [at for at, (step, mark) in enumerate(steps) if step.begun and mark and mark != _mark(step, now)]

    found, book = other(reading), reading.book
    if found and isinstance(book, FileBook):  # another program may have saved it with results of its own, or none
        return other(read_blocks(book.recalculated(), reading.kind))
    return found


def check_contents(reading: Reading) -> list[Fault]:
    """Tell in one line which signatures are for other contents: work goes on, but they have to be given again."""
    stale = outdated(reading)
    if not stale:
        return []
    steps = signatures(reading)
    who = "、".join(f"{steps[at].role} {steps[at].name}（{steps[at].date or '—'}）" for at in stale)
    zh = "签批后内容有变，{who} 签的是改动前的内容，须依次重新签批（xlkpi sign）"
    en = (
        "the contents were changed since they were signed by {who}: they have to sign again, in this order (xlkpi sign)"
    )
    return [reading.notice(NAMES, stale[0], zh, en, who=who)]


def mark_signed(reading: Reading, signed: Collection[int], *, cleared: Collection[int] = ()) -> None:
    """Keep beside the signatures of some steps what they were given for, and take away that of others.

    `reading` has the contents and the signatures as they are to be kept; a workbook that has no place for marks stays
    as it is. Raises ExcelBusy.
    """
    marks: list[str] = _marks(reading.book)
    if not marks:
        return
    steps, now = signatures(reading), contents(reading)
    for at in cleared:
        marks[at] = ""
    for at in signed:
        marks[at] = _mark(steps[at], now)
    reading.book.write(SIGNED_NAME, [[mark or None] for mark in marks])


def unmarked(reading: Reading) -> list[int]:
    """Return the steps that were signed by hand, beside which nothing says for what."""
    marks = _marks(reading.book)
    return [
        at for at, (step, mark) in enumerate(zip(signatures(reading), marks, strict=False)) if step.signed > bool(mark)
    ]


def contents(reading: Reading) -> str:
    """Return a digest of what a signature vouches for."""
    from xlkpi.actions.final.meaning import digest

    aside = _aside(reading.kind)
    whole: list[tuple[str, int, int, str]] = []
    people: dict[int, list[tuple[str, int, str]]] = {}
    for entry in reading.kind.named:
        if entry.role not in ("input", "computed") or entry.name in aside or not reading.has(entry.name):
            continue
        for row, cells in enumerate(reading.blocks[entry.name]):
            for column, value in enumerate(cells):
                if is_blank(value):
                    continue
                if entry.name in reading.kind.rosters:
                    people.setdefault(row, []).append((entry.name, column, _spelled(value)))
                else:
                    whole.append((entry.name, row, column, _spelled(value)))
    return digest([whole, sorted(people.values())])


def _aside(kind: Kind) -> set[str]:
    """The blocks that are no part of what is signed."""
    later = {entry.name for entry in kind.after_final}
    tables = [table for table in kind.tables if any(one.name in (NAMES, *later) for one in table.columns)]
    return {STATE, *later, *kind.confirmed, *(one.name for table in tables for one in table.columns)}


def _spelled(value: Value) -> str:
    from xlkpi.actions.final.meaning import spelling

    return spelling(float(f"{value:.{DIGITS}g}") if isinstance(value, float) else value)


def _mark(step: Signature, now: str) -> str:
    from xlkpi.actions.final.meaning import digest

    return digest([step.role, step.name, now])[:LENGTH]


def _marks(book: Book) -> list[str]:
    """The marks that a workbook keeps, "" for a step without one; nothing where it has no place for them."""
    if SIGNED_NAME not in book.names():
        return []
    rows: Sequence[Sequence[Value]] = book.read(SIGNED_NAME)
    return [as_text(row[0]) for row in rows]
