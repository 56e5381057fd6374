"""The people and departments of a workbook, found by what its kind says of them."""

from __future__ import annotations

from xlkpi.actions.checks.computed import computed_parts, level_in
from xlkpi.actions.opening import read_book
from xlkpi.actions.results import Department, Person
from xlkpi.books.book import Book, Value
from xlkpi.drawing.workbook_reading import Reading, as_number, as_text, is_blank


def people_of(reading: Reading) -> tuple[Person, ...]:
    """Return everybody in the roster, in the order of the sheet; nobody for a workbook that is not about people."""
    return tuple(_person(reading, row) for row in reading.roster)


def roster_of(book: Book) -> frozenset[str]:
    """Return the 工号 of everybody in the roster of a workbook, nobody where it cannot be read."""
    reading, _ = read_book(book)
    return frozenset() if reading is None else frozenset(as_text(reading.person("id", row)) for row in reading.roster)


def _person(reading: Reading, row: int) -> Person:
    rank = as_number(reading.person("rank", row))
    return Person(
        as_text(reading.person("id", row)),
        as_text(reading.person("name", row)),
        as_text(reading.person("department", row)),
        as_number(reading.person("total", row)),
        None if rank is None else int(rank),
        _level(reading, reading.kind.people.get("level", ""), reading.person("level", row)),
        as_number(reading.person("coefficient", row)),
        as_number(reading.person("pay", row)),
        as_text(reading.person("why", row)),
    )


def _level(reading: Reading, name: str, value: Value) -> str | None:
    """Return a level; a sentence in its place is none."""
    part = computed_parts(reading.kind).get(name)
    return level_in(reading, part.levels, value) if part and part.levels else as_text(value) or None


def units_of(reading: Reading) -> tuple[Department, ...]:
    """Return the departments (branches, groups) of a workbook that have a name."""
    names = reading.kind.units
    if not names:
        return ()
    columns = {key: reading.line(name) for key, name in names.items()}
    found = []
    for row, name in enumerate(columns["name"]):

        def cell(key: str, row: int = row) -> Value:
            return columns[key][row] if key in columns else None

        if not is_blank(name) or not is_blank(cell("supervisor")):
            level = _level(reading, names.get("level", ""), cell("level"))
            found.append(Department(as_text(name), as_text(cell("supervisor")), as_number(cell("score")), level))
    return tuple(found)
