"""A longer roster: the same workbook made anew with more rows, everything that people filled in carried over."""

from __future__ import annotations

import tempfile
from pathlib import Path

from xlkpi.actions.checks.computed import differing
from xlkpi.actions.checks.confirmed_numbers import kept_lines
from xlkpi.actions.checks.torn_rows import check_rows, roster_rows
from xlkpi.actions.create import build_blank
from xlkpi.actions.opening import open_book, read_book
from xlkpi.actions.saving import save
from xlkpi.books.file import FileBook
from xlkpi.drawing.final_mark import refuse_final
from xlkpi.drawing.layout import CONFIRMED_NAME, ROWS_NAME, SIGNED_NAME
from xlkpi.drawing.workbook_reading import Reading, read_blocks, trimmed
from xlkpi.errors import Fault, sentence, unsafe

OF_THE_USER = ("xl/media/", "xl/embeddings/", "xl/comments", "xl/threadedComments/")
"""Parts that none of our templates has: pictures, objects, comments that somebody put into the workbook."""


def lengthen(path: Path, rows: int) -> list[Fault]:
    """Give a workbook's rosters `rows` rows, in place, the previous version kept; the faults say why it was not done.

    Array formulas cannot be made longer in place, so the workbook is made anew from its template and filled with what
    people typed; it is written only where every result is the one that stood there. Raises CannotRead, CannotWrite,
    Unusable.
    """
    book = open_book(path)
    reading, faults = read_book(book)
    if reading is None:
        return faults
    faults += _refused(book, reading, rows) or check_rows(reading)
    if unsafe(faults):
        return faults
    kind = reading.kind
    with tempfile.TemporaryDirectory(prefix="xlkpi-") as folder:
        longer = open_book(build_blank(kind, Path(folder, f"longer{path.suffix.lower()}"), rows=rows))
        faults += _lost(book, longer)
        for named in kind.named:
            if named.role == "input":
                longer.write(named.name, trimmed(reading.blocks[named.name]))
        if ROWS_NAME in book.names() & longer.names():  # what was collected, and for whom
            longer.write(ROWS_NAME, trimmed(book.read(ROWS_NAME)))
        if kind.confirmed:
            longer.write(CONFIRMED_NAME, kept_lines(book, kind))
        if SIGNED_NAME in book.names():  # what was signed is the same
            longer.write(SIGNED_NAME, book.read(SIGNED_NAME))
        book.recalculate()
        faults += longer.recalculate()
        now, made = (_saved(one, Path(folder, name)) for one, name in ((book, "now"), (longer, "made")))
        faults += _other_results(read_blocks(now, kind), read_blocks(made, kind))
        if not unsafe(faults):
            save(made, path)
    return faults


def _refused(book: FileBook, reading: Reading, rows: int) -> list[Fault]:
    """Say why a workbook cannot be made anew."""
    there = roster_rows(reading)
    final = refuse_final(book)
    if final:
        return final
    if reading.own or not there:
        zh, en = "没有可以加长的人员名单（公司自己的表请自行插行）", "has no roster of ours to make longer"
    elif rows <= there:
        zh, en = "名单已有 {there} 行，--rows 应大于它", "the roster has {there} rows already: --rows must be more"
    else:
        return []
    return [Fault(book.title, sentence(zh, en, there=there))]


def _lost(book: FileBook, longer: FileBook) -> list[Fault]:
    """Say what somebody added to the workbook and a new one would not have."""
    faults = []
    sheets = [sheet for sheet in book.file.sheets if sheet not in longer.file.sheets]
    if sheets:
        zh = "另有工作表“{sheets}”，加长时带不过去；请先把它移到别的文件"
        en = "the sheets “{sheets}” are none of ours and would be lost: move them to another file first"
        faults.append(Fault(book.title, sentence(zh, en, sheets="、".join(sheets))))
    if any(part.startswith(OF_THE_USER) for part in book.file.package.names()):
        zh = "表里有自行加的图片、附件或批注，加长时带不过去；请先移到别的文件"
        en = "pictures, objects or comments were put into it and would be lost: move them to another file first"
        faults.append(Fault(book.title, sentence(zh, en)))
    return faults


def _saved(book: FileBook, to: Path) -> FileBook:
    """Return a workbook as it reads once it is written: days are days then, not numbers."""
    return open_book(save(book, to.with_suffix(book.file.path.suffix)))


def _other_results(before: Reading, after: Reading) -> list[Fault]:
    """Hold every result against what stood there; where one is another, nothing may be written."""
    for name, row, column in differing(before, after, longer=True)[:1]:
        zh = "加长后这里的结果会变（{old} 变成 {new}），没有加长；请把这份表发给维护人员"
        en = "its result would be another in the longer workbook ({old}, {new}): it was left as it is"
        old, new = (str(one.blocks[name][row][column]) for one in (before, after))
        return [before.fault(name, row, zh, en, column=column, old=old, new=new)]
    return []
