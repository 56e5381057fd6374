"""The people of a workbook of the schemes beyond the gas company's, found by what its layout says of them."""

from __future__ import annotations

from xlkpi.actions.reading import Reading, as_number, as_text, is_blank
from xlkpi.actions.results import Department, Person
from xlkpi.books.book import Value


def cells_of(reading: Reading, name: str) -> list[Value]:
    """Return the cells of a column, or of a row of people side by side."""
    rows = reading.blocks[name]
    return list(rows[0]) if len(rows) == 1 else [row[0] for row in rows]


def people_by_layout(reading: Reading) -> tuple[Person, ...]:
    """Return everybody the layout names, in the order of the sheet."""
    names = reading.layout.people
    if "id" not in names:
        return ()
    columns = {key: cells_of(reading, name) for key, name in names.items()}
    found = []
    for row, person in enumerate(columns["id"]):
        if is_blank(person):
            continue

        def cell(key: str, row: int = row) -> Value:
            return columns[key][row] if key in columns else None

        rank = as_number(cell("rank"))
        found.append(
            Person(
                as_text(person),
                as_text(cell("name")),
                as_text(cell("department")),
                as_number(cell("total")),
                None if rank is None else int(rank),
                as_text(cell("level")) or None,
                as_number(cell("coefficient")),
                as_number(cell("pay")),
                as_text(cell("why")),
            )
        )
    return tuple(found)


def groups_of(reading: Reading) -> tuple[Department, ...]:
    """Return the groups of a 服务小组评比表 with total and level."""
    rows = zip(*(reading.blocks[name][0] for name in ("组_名称", "组_总分", "组_等级")), strict=True)
    return tuple(
        Department(as_text(name), "", as_number(total), as_text(level) or None)
        for name, total, level in rows
        if not is_blank(name)
    )
