"""Refresh a workbook of an earlier release, or one that LibreOffice saved: today's macros, functions, hidden texts."""

from __future__ import annotations

import re
from pathlib import Path

from xlkpi.actions.checks.confirmed_numbers import kept_lines
from xlkpi.actions.checks.torn_rows import book_marks, marked_lines, roster_columns
from xlkpi.actions.opening import open_book
from xlkpi.books.areas import Area, reference_of
from xlkpi.books.book import Value
from xlkpi.books.file import FileBook
from xlkpi.books.generations import Keep
from xlkpi.books.ooxml import WorkbookFile
from xlkpi.books.ooxml.edits import Edit, NewSheet, edit_package
from xlkpi.books.ooxml.edits.elements import element_of
from xlkpi.books.ooxml.edits.package_draft import Draft
from xlkpi.books.ooxml.package_saving import save_package
from xlkpi.books.placing import refuse_if_open
from xlkpi.drawing.final_mark import UNSAID, final_mark
from xlkpi.drawing.layout import ADOPTED, CONFIRMED_NAME, ROWS_NAME, ROWS_SHEET, SIGNED_NAME
from xlkpi.drawing.print_mark import DRAFT, with_mark
from xlkpi.drawing.style import LINE
from xlkpi.errors import Unusable, sentence
from xlkpi.macros.hidden import help_rows
from xlkpi.macros.macro_package import PROJECT_PART
from xlkpi.macros.renewal import is_current, modules_in, renewed
from xlkpi.macros.vba import HELP_SHEET
from xlkpi.schemes import recognise

OURS = "xlwings_udfs"
"""The module every workbook of ours carries, whatever its age."""
CONDITIONAL = re.compile(rb"<dxfs\b.*?</dxfs>", re.DOTALL)
BLACK = re.compile(rb'<(left|right|top|bottom) style="thin"/>')
"""A line of a conditional format as LibreOffice saves it: without its colour, so that it prints black."""
GREY = rb'<\1 style="thin"><color rgb="FF%s"/></\1>' % LINE.lstrip("#").encode()
SIGNATURES = ("xl/vbaProjectSignature.bin", "xl/vbaProjectSignatureAgile.bin", "xl/vbaProjectSignatureV3.bin")


def refresh(path: Path) -> bool:
    """Bring a workbook's macros up to date in place, the previous version kept as backup; False where they were.

    Formulas that LibreOffice's extension renamed call our functions by their own names again, and lines of conditional
    formats have the colour again that LibreOffice drops. Beside these only the
    VBA project, what is printed above a page that does not say that it is a draft, the hidden sheet of texts and, where
    there is no place for it yet, the one that remembers who stands in which row and what was signed (actions/checks)
    are written. Raises CannotRead, CannotWrite, and Unusable for a workbook that is none of ours or whose macros
    somebody signed.
    """
    if OURS not in modules_in(path):
        zh = "“{name}”不是本系统的工作簿（没有绩效函数），未改动"
        en = "“{name}” has no KPI functions"
        raise Unusable(sentence(zh, en, name=path.name))
    book = open_book(path)
    file = book.file
    if any(file.package.has(part) for part in SIGNATURES):
        zh = "“{name}”的宏有数字签名，更新后签名失效；请由签名的人更新并重新签名，未改动"
        en = "the macros of “{name}” are signed and would no longer be; let who signed them refresh and sign again"
        raise Unusable(sentence(zh, en, name=path.name))
    texts, guard, signed, marks = _changed_texts(file), _guard(book), _unmarked_steps(book), _draft_marks(book)
    confirmed = _confirmations(book)
    current, grey = is_current(path), _grey_again(book)
    if current and not (texts or guard or signed or confirmed or marks or grey or file.calls_addin):
        return False
    refuse_if_open(path)
    names = {ROWS_NAME: Area(ROWS_SHEET, 1, 1, len(guard), 1).absolute} if guard else {}
    names |= {SIGNED_NAME: Area(ROWS_SHEET, 1, 2, signed, 2).absolute} if signed else {}
    names |= {CONFIRMED_NAME: Area(ROWS_SHEET, 1, 3, len(confirmed), 3).absolute} if confirmed else {}
    guard |= confirmed
    cells: dict[str, dict[str, Value]] = {}
    if texts:
        cells[HELP_SHEET] = {reference_of(*place): text for place, text in texts.items()}
    sheets: tuple[NewSheet, ...] = ()
    if ROWS_SHEET in file.sheets:
        cells[ROWS_SHEET] = guard
    elif guard or signed:
        sheets = (NewSheet(ROWS_SHEET, guard, state="veryHidden"),)
    package = file.package.copy() if grey else file.package
    for part, xml in grey.items():
        package.replace(part, xml)
    package = edit_package(package, Edit(cells=cells, names=names, sheets=sheets, headers=marks)).package
    file.call_plainly(package)
    if not current:
        package.replace(PROJECT_PART, renewed(path))
    save_package(package, path, keep=Keep())
    return True


def _guard(book: FileBook) -> dict[str, Value]:
    """Cells of the hidden sheet that remembers the rows of the rosters, for a workbook that could have it and has not.

    One of a release that lacks names of today's is read by no verb, so nothing would ever look at the guard.
    """
    names = book.names()
    kind = recognise(names)
    if kind is None or kind.missing(names) or ROWS_NAME in names or not roster_columns(kind):
        return {}
    lines = marked_lines(book_marks(book, kind))
    return {reference_of(row, 1): line for row, line in enumerate(lines, 1)}


def _confirmations(book: FileBook) -> dict[str, Value]:
    """Cells of the hidden sheet that say which numbers were confirmed, for a workbook that could have them and has not.

    Whatever is answered 是 counts as confirmed as it stands. A final workbook stays what it is.
    """
    names = book.names()
    kind = recognise(names)
    if kind is None or kind.missing(names) or CONFIRMED_NAME in names or final_mark(book) is not None:
        return {}
    return {reference_of(row, 3): cells[0] for row, cells in enumerate(kept_lines(book, kind), 1)}


def _unmarked_steps(book: FileBook) -> int:
    """Return how many steps of a sign-off need a place for what their signatures were given for; 0 where there is one.

    A final workbook stays what it is.
    """
    names = book.names()
    kind = recognise(names)
    if kind is None or kind.missing(names) or SIGNED_NAME in names or final_mark(book) is not None:
        return 0
    return kind.signing_steps


def _draft_marks(book: FileBook) -> dict[str, str]:
    """Return the headers of the pages of a draft of ours that do not say yet that it is one.

    A company's own workbook is signed on the company's paper, and nobody need finalize it: it is never called a draft.
    """
    names = book.names()
    if ADOPTED in names or recognise(names) is None or final_mark(book) is not None:
        return {}
    draft = Draft(book.file.package)
    headers = {sheet: element_of(draft, sheet, "headerFooter") for sheet in book.file.sheets if sheet not in UNSAID}
    return {sheet: with_mark(xml, DRAFT) for sheet, xml in headers.items() if DRAFT not in xml}


def _grey_again(book: FileBook) -> dict[str, bytes]:
    """Return the part of formats with grey lines in place of black ones; a company's own workbook stays as it is."""
    part = Draft(book.file.package).structure.styles_part
    if part is None or ADOPTED in book.names() or recognise(book.names()) is None:
        return {}
    xml = book.file.package.part(part)
    grey = CONDITIONAL.sub(lambda formats: BLACK.sub(GREY, formats[0]), xml)
    return {} if grey == xml else {part: grey}


def _changed_texts(file: WorkbookFile) -> dict[tuple[int, int], str | None]:
    """Cells of the hidden sheet whose text is another today; None for those that are no longer there."""
    if HELP_SHEET not in file.sheets:
        return {}
    wanted = {(r, c): text for r, cells in enumerate(help_rows(), 1) for c, text in enumerate(cells, 1)}
    present = {place: cell.value for place, cell in file.sheet(HELP_SHEET).cells.items() if cell.value is not None}
    changed: dict[tuple[int, int], str | None] = {
        place: text for place, text in wanted.items() if present.get(place) != text
    }
    return changed | {place: None for place in present if place not in wanted}
