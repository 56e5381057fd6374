"""Tables written for other programs: CSV that Excel opens as it is, in which no text becomes a formula."""

from __future__ import annotations

import contextlib
import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from xlkpi.errors import CannotWrite, reason_of, sentence

STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What Excel, or another program that opens a CSV, takes for the beginning of a formula; full-width forms too."""


def as_plain_text(text: str) -> str:
    """Return a text that stays text where a program would compute it; an apostrophe before it says so."""
    return f"'{text}" if text.startswith(STARTS_FORMULA) else text


def write_table(path: Path, heads: Sequence[str], rows: Iterable[Sequence[str | float]]) -> None:
    """Write a CSV in UTF-8 with the mark by which Excel knows it, row by row. Raises CannotWrite; the old file stays."""
    with replacing(path, "utf-8-sig") as out:
        writer = csv.writer(out)
        writer.writerow(heads)
        writer.writerows([as_plain_text(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)


@contextlib.contextmanager
def replacing(path: Path, encoding: str = "utf-8") -> Iterator[TextIO]:
    """Open a text file that takes the place of another once it is whole. Raises CannotWrite; the old file stays."""
    beside = path.with_name(f".~{path.name}.xlkpi-draft")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("w", encoding=encoding, newline="") as out:
            yield out
        beside.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink()
        zh, en = "无法写入“{path}”：{reason}", "cannot write “{path}”: {reason}"
        raise CannotWrite(sentence(zh, en, path=str(path), reason=reason_of(error))) from error
