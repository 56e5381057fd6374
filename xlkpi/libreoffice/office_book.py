"""A Book whose formulas LibreOffice computes: for native formulas that our own evaluator cannot do.

LibreOffice sees a copy and never saves it. Its results are staged as the file engine's own are, so that everything
else in the workbook stays byte for byte.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

from xlkpi.books.areas import reference_of
from xlkpi.books.book import Value
from xlkpi.books.file import FileBook
from xlkpi.books.ooxml.content import SheetContent
from xlkpi.books.ooxml.workbook import WorkbookFile
from xlkpi.day_zero import day_zero
from xlkpi.errors import CellError, Fault, sentence
from xlkpi.libreoffice.addin.addin_values import ERROR_CODES, OUT_OF_DOMAIN, error_of, moment
from xlkpi.libreoffice.documents import opened
from xlkpi.libreoffice.profile import own_office
from xlkpi.libreoffice.session import Office

NOT_PASSED_ON = 504
"""What Calc says of an add-in's function that it could not hand a range to."""
RESULTS = frozenset({*ERROR_CODES.values(), OUT_OF_DOMAIN, NOT_PASSED_ON})
"""Calc's error numbers that are results; any other means that it could not compute the formula."""

FETCHES = re.compile(r"\bWEBSERVICE\s*\(", re.IGNORECASE)
"""Formulas that read from the network, which our LibreOffice has no way to."""


@contextmanager
def one_libreoffice() -> Iterator[Callable[[Path], LibreOfficeBook]]:
    """Yield a function that opens workbooks which all compute in one LibreOffice, started for the first of them."""
    with ExitStack() as stack:
        offices: list[Office] = []

        def open_book(path: Path) -> LibreOfficeBook:
            book = LibreOfficeBook(WorkbookFile.open(path))
            if not offices or offices[-1].pid is None:
                offices.append(stack.enter_context(own_office()))
            return book.use(offices[-1])

        yield open_book


class Computed(NamedTuple):
    """The result of one formula cell; row and column count from 1. `code` is Calc's number of an error, or 0."""

    sheet: str
    row: int
    column: int
    value: Value
    code: int = 0


class LibreOfficeBook(FileBook):
    """A FileBook that lets LibreOffice compute. `use` keeps one LibreOffice for several books."""

    office: Office | None = None

    def use(self, office: Office) -> LibreOfficeBook:
        """Compute in a LibreOffice that is running already."""
        self.office = office
        return self

    def recalculate(self, *, now: dt.datetime | None = None) -> list[Fault]:
        """Let LibreOffice compute every formula; faults name those it could not do, whose results stay.

        `now` cannot be set: NOW() and TODAY() are LibreOffice's own. Raises LibreOfficeTrouble.
        """
        del now
        if self.office is not None:
            return self._take(self.office)
        with own_office() as office:
            return self._take(office)

    def _take(self, office: Office) -> list[Fault]:
        copy = office.folder / f"{uuid4().hex}{self.file.path.suffix}"
        self.file.save(copy)
        try:
            found = computed(office, copy)
        finally:
            copy.unlink(missing_ok=True)
        faults: list[Fault] = []
        changes: dict[str, dict[tuple[int, int], Value]] = {}
        for one in found:
            if one.sheet not in self.file.sheets:
                continue
            content = self.file.sheet(one.sheet)
            if not _holds_formula(content, one.row, one.column):
                continue
            cell = content.cells.get((one.row, one.column))
            before = None if cell is None else cell.value
            if cell is not None and cell.formula is not None and FETCHES.search(cell.formula.text):
                faults.append(_not_fetched(one))
                continue
            if _not_computed(one, before):
                faults.append(_fault(one))
                continue
            value = self._like(one.value, before)
            if type(value) is not type(before) or value != before:
                changes.setdefault(one.sheet, {})[one.row, one.column] = value
        for sheet, values in changes.items():
            self._stage(sheet, values)
        return faults

    def _like(self, value: Value, before: Value) -> Value:
        """Return a number as the date or truth value that the cell held before; Calc has numbers only."""
        if isinstance(value, float) and isinstance(before, dt.date) and value >= 0:
            return moment(value, day_zero(date1904=self.file.date1904))
        if value in (0.0, 1.0) and isinstance(before, bool):
            return bool(value)
        return value


def computed(office: Office, file: Path) -> list[Computed]:
    """Return the result of every formula of a workbook file, computed from scratch. Raises LibreOfficeTrouble."""
    with opened(office, file) as document:
        document.ask("recalculate")
        return [
            Computed(document.sheets[sheet], row + 1, column + 1, *_told(value))
            for sheet, row, column, value in document.ask("formulas")
        ]


def _told(value: Any) -> tuple[Value, int]:
    return (error_of(value["error"]), value["error"]) if isinstance(value, dict) else (value, 0)


def _holds_formula(content: SheetContent, row: int, column: int) -> bool:
    cell = content.cells.get((row, column))
    return (cell is not None and cell.formula is not None) or any(b.holds(row, column) for b in content.blocks)


def _not_computed(one: Computed, before: Value) -> bool:
    if one.code == ERROR_CODES[CellError.NAME]:
        return before is not CellError.NAME
    return one.code != 0 and one.code not in RESULTS


def _fault(one: Computed) -> Fault:
    zh = "LibreOffice 也算不出这个公式（Err:{code}），保留原来的结果。请在 Excel 里打开重算"
    en = "LibreOffice cannot compute this formula either (Err:{code}); its old result stays. Open it in Excel"
    return Fault(f"{one.sheet}!{reference_of(one.row, one.column)}", sentence(zh, en, code=one.code))


def _not_fetched(one: Computed) -> Fault:
    return Fault(
        f"{one.sheet}!{reference_of(one.row, one.column)}",
        sentence(
            "这个公式要从网络取数；为防止数据外泄，重算时不连接网络，保留原来的结果。请在 Excel 里打开重算",
            "this formula reads from the network, to which no workbook is let, so that nothing leaks; "
            "its old result stays. Open it in Excel",
        ),
    )
