"""Explain a person's result in a sheet of the other schemes: everything the sheet computed in that person's rows."""

from __future__ import annotations

from collections.abc import Iterator

from xlkpi.actions.reading import Reading, as_text, is_blank
from xlkpi.books.book import Value
from xlkpi.domain.numbers import exact, shown
from xlkpi.templates.registry import SHEETS
from xlkpi.templates.spec import Column, Table


def explained(reading: Reading) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """Yield id, name, and title and value of every computed cell, for everybody in the roster."""
    names = reading.layout.people
    sheet = SHEETS.get(reading.layout.kind)
    if sheet is None or "id" not in names:
        return
    rosters = [table for table in sheet.tables if table.roster]
    for row, person in enumerate(reading.column(names["id"])):
        if is_blank(person):
            continue
        lines = [line for table in rosters for line in _lines(reading, table, row)]
        yield as_text(person), as_text(reading.column(names["name"])[row]), lines


def _lines(reading: Reading, table: Table, row: int) -> Iterator[tuple[str, str]]:
    for column in table.columns:
        if column.computed and column.name and not column.hidden and row < len(reading.blocks[column.name]):
            cells = [value for value in reading.blocks[column.name][row] if not is_blank(value)]
            if cells:
                yield _title(column), "、".join(map(_plain, cells))


def _title(column: Column) -> str:
    return "、".join(column.heads) if column.heads and not column.heads[0].startswith("=") else column.title


def _plain(value: Value) -> str:
    return shown(exact(value)) if isinstance(value, float) else as_text(value)
