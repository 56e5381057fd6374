"""Files that hold one and the same table, of which nobody can tell which one counts."""

from __future__ import annotations

from collections.abc import Iterable

from xlkpi.domain.plain_names import plain_name
from xlkpi.drawing.workbook_reading import Reading, as_text
from xlkpi.errors import Sentence, sentence
from xlkpi.schemes.sign_off import NAMES, period_end

Table = tuple[str, str, str]
"""Of what kind a workbook is, of which month or year, and whose."""


def table_of(reading: Reading) -> Table | None:
    """Return which table a workbook is; None for a kind that is not signed off, or where it does not say whose."""
    owner = as_text(reading.field(reading.kind.owner)) if reading.has(NAMES, reading.kind.owner) else ""
    return (reading.kind.title, period_of(reading), plain_name(owner)) if owner else None


def period_of(reading: Reading) -> str:
    """Return the month of a workbook, what it calls its period, or its year; "" where it says none of them."""
    end = period_end(reading)
    named = as_text(reading.field("期间_名称")) if reading.has("期间_名称") else ""
    return reading.month or named or ("" if end is None else str(end.year))


def same_tables(found: Iterable[tuple[str, Table | None]]) -> list[tuple[tuple[str, ...], Sentence]]:
    """Return the files, each given with its table, that hold one table more than once, and what is told of them."""
    files: dict[Table, list[str]] = {}
    for file, table in found:
        if table is not None:
            files.setdefault(table, []).append(file)
    zh, en = "同一张表有 {count} 份，请只留一份：{files}", "one table in {count} files, keep one: {files}"
    return [
        (tuple(some), sentence(zh, en, count=len(some), files="、".join(some)))
        for some in files.values()
        if len(some) > 1
    ]
