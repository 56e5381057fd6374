"""Sample workbooks of every kind, confirmed and signed as far as they must be before they can be final."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from xlkpi.actions.opening import open_book, read_book
from xlkpi.books.book import Book
from xlkpi.schemes.sign_off import DATES, NAMES, period_end, signatures

BEFORE_FINAL = {"草稿", "已提交", "经理已审", "总经理已批"}
"""Rules A5 and F4: a workbook is drawn up, submitted, examined and approved; filing and feeding back come after."""


def confirm(book: Book) -> None:
    """Confirm every assumed number and fill in those the documents break off before: until then nobody approves."""
    reading, faults = read_book(book)
    assert reading is not None, faults
    for setting in reading.kind.numbers.settings if reading.kind.numbers else ():
        if setting.open and reading.field(setting.name) is None:
            book.write(setting.name, [[0.1]])
    for name, labels in reading.kind.confirmed.items():
        old = zip(reading.column(labels), reading.column(name), strict=True)
        book.write(name, [["是" if label not in (None, "") else answer] for label, answer in old])


def make_ready(path: Path) -> None:
    """Confirm everything and let everybody sign up to the approval."""
    book = open_book(path)
    confirm(book)
    reading, faults = read_book(book)
    assert reading is not None, faults
    if steps := signatures(reading):
        end = period_end(reading) or dt.date(2024, 6, 30)
        book.write(NAMES, [["王芳" if step.state in BEFORE_FINAL else step.name or None] for step in steps])
        book.write(DATES, [[end if step.state in BEFORE_FINAL else step.date] for step in steps])
    book.recalculate()
    book.save()
