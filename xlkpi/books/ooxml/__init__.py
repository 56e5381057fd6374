"""In-place editing of .xlsx and .xlsm packages that loses nothing.

    from xlkpi.books.ooxml import patch

    patch("附件2.xlsm", {"绩效考核表": {"E7": 92.5, "A3": "张三", "C4": datetime.date(2024, 5, 1)}})

writes three cells and leaves every other byte of content as it was. See docs/engine.md for what is refused and why.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from xlkpi.books.areas import Area, cell_of
from xlkpi.books.book import Value
from xlkpi.books.ooxml.content import Cell, Formula, SheetContent
from xlkpi.books.ooxml.names import DefinedName, Table
from xlkpi.books.ooxml.package import Package
from xlkpi.books.ooxml.refusals import ReadRefusal
from xlkpi.books.ooxml.workbook import WorkbookFile
from xlkpi.books.placing import refuse_if_open
from xlkpi.books.write_refusals import WriteRefusal
from xlkpi.errors import Unusable, sentence

__all__ = [
    "Area",
    "Cell",
    "DefinedName",
    "Formula",
    "Package",
    "ReadRefusal",
    "SheetContent",
    "Table",
    "WorkbookFile",
    "WriteRefusal",
    "patch",
]


def patch(
    path: str | os.PathLike[str],
    values: Mapping[str, Mapping[str, Value | int]],
    out: str | os.PathLike[str] | None = None,
    *,
    replace_formulas: bool = False,
    full_calculation: bool = False,
    allow_signed: bool = False,
    backup: bool = True,
) -> Path:
    """Write values into cells of a workbook, `{"Sheet": {"B2": value}}`, and return the path written.

    In place, the previous version becoming a generation (unless `backup` is off), or to `out`. A value put on a
    formula cell replaces its stored result; the formula stays unless `replace_formulas`. `full_calculation` makes
    Excel compute everything on opening. `allow_signed` accepts a signed workbook, whose signature then no longer holds.

    Either all values are written or, on any error, nothing is. Raises subclasses of CannotRead and CannotWrite (see
    `refusals`), and Unusable for a cell reference that is none.
    """
    refuse_if_open(Path(os.path.realpath(out if out is not None else path)))
    book = WorkbookFile.open(path, allow_signed=allow_signed)
    for sheet, cells in values.items():
        staged = {_place(reference): value for reference, value in cells.items()}
        book.stage(sheet, staged, replace_formulas=replace_formulas)
    return book.save(out, backup=backup, full_calculation=full_calculation)


def _place(reference: str) -> tuple[int, int]:
    try:
        return cell_of(reference)
    except ValueError:
        zh, en = "单元格地址“{reference}”有误，应形如 B2", "“{reference}” is not a cell, like B2"
        text = sentence(zh, en, reference=reference)
        raise Unusable(text) from None
