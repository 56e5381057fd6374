"""Files written for others: CSV that Excel opens as it is, in which no text becomes a formula, and whole files."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import BinaryIO

from xlkpi.actions.create import FORCE, all_or_none
from xlkpi.books.generations import Keep
from xlkpi.books.placing import place
from xlkpi.errors import CannotWrite, reason_of, sentence

STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What Excel, or another program that opens a CSV, takes for the beginning of a formula; full-width forms too."""


def as_plain_text(text: str) -> str:
    """Return a text that stays text where a program would compute it; an apostrophe before it says so."""
    return f"'{text}" if text.startswith(STARTS_FORMULA) else text


def table(heads: Sequence[str], rows: Sequence[Sequence[str | Decimal]]) -> bytes:
    """Return a CSV in UTF-8 with the mark by which Excel knows it; amounts are numbers, every text stays text."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(heads)
    writer.writerows([as_plain_text(cell) if isinstance(cell, str) else str(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def write_table(path: Path, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write a CSV. Raises CannotWrite."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(table(heads, rows))
    except OSError as error:
        zh, en = "无法写入“{path}”：{reason}", "cannot write “{path}”: {reason}"
        raise CannotWrite(sentence(zh, en, path=str(path), reason=reason_of(error))) from error


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
