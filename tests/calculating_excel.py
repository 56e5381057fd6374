"""What Excel does with an open workbook beyond its cells: it calculates, saves, and holds the file while it is open.

The file engine calculates: what stands in the open cells goes into the file's, its results come back.
"""

import datetime as dt
from pathlib import Path

import xlwings as xw
from xlwings import _xlwindows

from fake_excel import error_code, moment
from xlkpi.actions.opening import open_book
from xlkpi.books.live import LiveBook
from xlkpi.errors import CellError


def live(workbook):
    return LiveBook(xw.Book(impl=_xlwindows.Book(workbook)))


def calculate(workbook, path):
    """Bring every formula of an open workbook up to date; returns the book of its file, which nobody has saved."""
    calls, workbook.Application.calls = workbook.Application.calls, 0
    now, book = live(workbook), open_book(Path(path))
    for name in book.names():
        if not any(any(row) for row in book.computes(name)):
            book.write(name, now.read(name))
    book.recalculate()
    for name, area in now._found().items():
        if any(any(row) for row in book.computes(name)):
            sheet = next(one for one in workbook.sheets if one.Name == area.sheet)
            for r, row in enumerate(book.read(name)):
                for c, value in enumerate(row):
                    sheet.values[area.top + r, area.left + c] = _held(value)
    workbook.Application.calls = calls
    return book


def _held(value):
    """A value as an open cell holds it."""
    if isinstance(value, CellError):
        return error_code(value.value)
    return moment(*value.timetuple()[:6]) if isinstance(value, dt.date) else value
