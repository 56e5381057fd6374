"""Files written for others: CSV that Excel opens as it is, in which no text becomes a formula, and whole files."""

from __future__ import annotations

import contextlib
import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import BinaryIO, TextIO

from xlkpi.actions.create import FORCE, all_or_none
from xlkpi.books.drafts import draft_beside
from xlkpi.books.generations import Keep
from xlkpi.books.placing import place
from xlkpi.drawing.layout import COPY, COPY_STANDS_FOR
from xlkpi.errors import CannotWrite, cannot_write, sentence
from xlkpi.macros.macro_package import CREATED

STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What Excel, or another program that opens a CSV, takes for the beginning of a formula; full-width forms too."""


TEXT_LOOKS = {"num_format": "@", "indent": 1}
"""Indented, or a text touches the amount that stands right in the column before it."""


def as_plain_text(text: str) -> str:
    """Return a text that stays text where a program would compute it; an apostrophe before it says so."""
    return f"'{text}" if text.startswith(STARTS_FORMULA) else text


def table(path: Path, heads: Sequence[str], rows: Sequence[Sequence[str | Decimal]]) -> bytes:
    """Return a table as the file of this name holds it; amounts are numbers, every text stays text.

    Excel opens the CSV as it is but reads a 工号 like 0201 as a number; in an .xlsx it stays a text.
    """
    if path.suffix.lower() == ".xlsx":
        return _as_workbook(path.stem, heads, rows)
    out = io.StringIO(newline="")
    _write_rows(out, heads, rows)
    return out.getvalue().encode("utf-8-sig")


def _as_workbook(title: str, heads: Sequence[str], rows: Sequence[Sequence[str | Decimal]]) -> bytes:
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties({"title": title, "author": "xlkpi", "created": CREATED})
    book.define_name(COPY, f"={COPY_STANDS_FOR}")
    sheet = book.add_worksheet()
    bold, text, amount = (book.add_format(looks) for looks in ({"bold": True}, TEXT_LOOKS, {"num_format": 4}))
    sheet.freeze_panes(1, 0)
    for at, head in enumerate(heads):
        widest = max((_width(str(row[at])) for row in rows), default=0)
        sheet.set_column(at, at, max(widest, _width(head), 8) + 2)
        sheet.write_string(0, at, head, bold)
    for down, row in enumerate(rows, 1):
        for at, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(down, at, cell, text)
            else:
                sheet.write_number(down, at, float(cell), amount)
    book.close()
    return target.getvalue()


def _width(text: str) -> int:
    return sum(2 if letter > "\u00ff" else 1 for letter in text)


def write_table(path: Path, heads: Sequence[str], rows: Iterable[Sequence[str | float]]) -> None:
    """Write a CSV in UTF-8 with the mark by which Excel knows it. Raises CannotWrite; the old file stays then."""
    with drafted(path) as beside, beside.open("w", encoding="utf-8-sig", newline="") as out:
        _write_rows(out, heads, rows)


def _write_rows(out: TextIO, heads: Sequence[str], rows: Iterable[Sequence[str | float | Decimal]]) -> None:
    writer = csv.writer(out)
    writer.writerow(heads)
    writer.writerows([as_plain_text(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)


@contextlib.contextmanager
def drafted(path: Path) -> Iterator[Path]:
    """Give the file beside `path` to write to; it takes the place of `path` once it is whole, and else goes.

    Raises CannotWrite where the operating system refuses; the old file stays then.
    """
    beside = draft_beside(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield beside
        beside.replace(path)
    except BaseException as error:
        with contextlib.suppress(OSError):
            beside.unlink()
        if not isinstance(error, OSError):
            raise
        raise cannot_write(path, error) from error


def write_files(files: Mapping[Path, bytes], *, overwrite: bool = False) -> None:
    """Put whole files in their places, all of them or none; what stood there becomes a generation.

    Raises CannotWrite, also where one exists that must not be overwritten.
    """
    there = next((path for path in files if path.exists() and not overwrite), None)
    if there is not None:
        raise CannotWrite(sentence(*FORCE, path=str(there)))
    with all_or_none(list(files)):
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            place(path, partial(_write, data), partial(_read_back, path, data), keep=Keep())


def _write(data: bytes, target: BinaryIO) -> None:
    target.write(data)


def _read_back(path: Path, data: bytes, written: bytes) -> None:
    if written != data:
        zh, en = "写入后读回的内容不同：{path}", "what was written reads back different: {path}"
        raise CannotWrite(sentence(zh, en, path=str(path)))
