"""Results of adopted cells counted once more by plain arithmetic: the layout's results are emptied, then adopted.

The rules are those of the scheme, written out here without any of the product's functions: weights times scores or
plain sums; places inside a department, equal totals sharing the better one; the printed or assumed coefficient of a
level; base times coefficient times attendance.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string, coordinate_to_tuple

from adopt.drawing import Book, Formula, Sheet, rounded
from adopt.gathered import named
from adopt.handed_in import taken_over
from adopt.layout import Layout, Truth
from adopt.over_rows import people_over_rows
from adopt.writing import save

COEFFICIENTS = {"A+": 1.2, "A": 1.1, "B": 1.0, "C": 0.8, "C-": 0.0}
Place = tuple[str, int, int]


def emptied(layout: Layout) -> Book:
    """The layout with its totals of forms, ranks, coefficients and pays taken out, as before they are computed."""
    book = layout.draw()
    sheets = {sheet.name: sheet for sheet in book.sheets}
    for sheet, row, column in _results(layout):
        cell = sheets[sheet].cells.get((row, column))
        if cell is not None:
            sheets[sheet].cells[row, column] = cell._replace(value=None)
    return book


def waiting(name: str) -> Book:
    """The layout of a name without its results, or the people over several rows, who have none yet."""
    return people_over_rows() if name == "people over rows" else emptied(named(name))


def expected(layout: Layout) -> dict[Place, float | int]:
    """What the rules give for the emptied cells, from what stands in the others."""
    sheets = {sheet.name: sheet for sheet in layout.draw().sheets}
    found: dict[Place, float | int] = {}
    for part in layout.parts:
        if part["kind"] == "form":
            found |= dict(_form(layout, part, sheets[part["sheet"]]))
        elif part["kind"] == "summary" and part["columns"]:
            found |= dict(_summary(layout, part, sheets[part["sheet"]]))
    return found


def applied(layout: Layout, folder: Path) -> tuple[int, int, list[str]]:
    """Cells that come out right, of how many, and the wrong ones; nothing where the layout is not taken over."""
    wanted = expected(layout)
    path = save(emptied(layout), folder, f"{layout.name}-leer")
    taken = taken_over(path, out=folder / f"{layout.name}-out.xlsm")
    if taken.out is None or not wanted:
        return 0, 0, []
    book = load_workbook(taken.out, data_only=True)
    wrong = []
    for (sheet, row, column), value in wanted.items():
        there = book[sheet].cell(row, column).value
        if not isinstance(there, int | float) or abs(there - value) > 0.0051:
            wrong.append(f"{sheet}!{book[sheet].cell(row, column).coordinate} {there} != {value}")
    return len(wanted) - len(wrong), len(wanted), wrong


def _results(layout: Layout) -> Iterator[Place]:
    yield from expected(layout)


def _number(sheet: Sheet, row: int, column: int) -> float | None:
    cell = sheet.cells.get((row, column))
    value: Any = cell.value.value if cell is not None and isinstance(cell.value, Formula) else cell and cell.value
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _text(sheet: Sheet, row: int, column: int) -> str:
    for top, left, bottom, right in sheet.merges:
        if top <= row <= bottom and left <= column <= right:
            row, column = top, left
    cell = sheet.cells.get((row, column))
    value: Any = cell.value.value if cell is not None and isinstance(cell.value, Formula) else cell and cell.value
    return "" if value is None else str(value).strip()


def _form(layout: Layout, part: Truth, sheet: Sheet) -> Iterator[tuple[Place, float]]:
    columns: Mapping[str, str] = part["columns"]
    if not {"weight", "score"} <= columns.keys() or "total" not in part["fields"] or "adjust" in part["fields"]:
        return
    weight, score = (column_index_from_string(columns[key]) for key in ("weight", "score"))
    pairs = []
    for row in layout.entries(part):
        one, other = _number(sheet, row, weight), _number(sheet, row, score)
        if one is None and other is None:
            continue
        if one is None or other is None:
            return
        pairs.append((one, other))
    whole = round(sum(one for one, _ in pairs), 6)
    if not pairs or layout.marks == "other" or whole not in (1, 100):
        return
    total = sum(other for _, other in pairs)
    if layout.marks == "weighted":
        total = sum(one * other for one, other in pairs) / whole
    row, column = coordinate_to_tuple(part["fields"]["total"])
    yield (sheet.name, row, column), rounded(total)


def _goes_on_beside(part: Truth, other: Truth) -> bool:
    """Whether two parts are the halves of one list: the same rows, the same keys, no department of their own."""
    return (
        part["sheet"] == other["sheet"]
        and part["columns"].keys() == other["columns"].keys()
        and (part["first_row"], part["last_row"]) == (other["first_row"], other["last_row"])
        and "department" not in {*part["columns"], *part["fields"]}
    )


def _summary(layout: Layout, part: Truth, sheet: Sheet) -> Iterator[tuple[Place, float | int]]:
    at = {key: column_index_from_string(letter) for key, letter in part["columns"].items()}
    rows = [row for row in layout.entries(part) if "total" in at and _number(sheet, row, at["total"]) is not None]
    if {"rank", "total"} <= at.keys():
        beside = [
            _number(sheet, row, column_index_from_string(other["columns"]["total"])) or 0
            for other in layout.parts
            if other is not part and _goes_on_beside(part, other)
            for row in layout.entries(other)
        ]
        groups = {row: _text(sheet, row, at["department"]) if "department" in at else "" for row in rows}
        for row in rows:
            mine = [_number(sheet, other, at["total"]) or 0 for other in rows if groups[other] == groups[row]]
            own = _number(sheet, row, at["total"]) or 0
            if groups[row] or "department" not in at:
                yield (
                    (sheet.name, row, at["rank"]),
                    1 + sum(rounded(other) > rounded(own) for other in [*mine, *beside]),
                )
    for row in layout.entries(part):
        level = _text(sheet, row, at["level"]) if "level" in at else ""
        if "coefficient" not in at or level not in COEFFICIENTS:
            continue
        yield (sheet.name, row, at["coefficient"]), COEFFICIENTS[level]
        base = _number(sheet, row, at["base_pay"]) if "base_pay" in at else None
        if "pay" in at and base is not None:
            attendance = _number(sheet, row, at["attendance"]) if "attendance" in at else None
            share = 1.0 if attendance is None else attendance
            yield (sheet.name, row, at["pay"]), rounded(base * COEFFICIENTS[level] * share)
