"""Laws: changes to a workbook that must not change what is understood in it, each for a layout and its truth together.

A law gives the changed layout, or None where the change would not be one that a company could make there (a merged cell
in the way, no word to exchange). Formulas, merged cells, validations, tables and hidden rows move along.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from openpyxl.utils import column_index_from_string

from adopt.drawing import Book, Cell, Formula, Sheet, box
from adopt.layout import Layout, Truth
from adopt.moving import REFERENCE, Place, moved
from adopt.third.vocabulary import LABELS
from adopt.vocabulary import NOISE, SYNONYMS, readings

Law = Callable[[Layout], Layout | None]


def _sheets(layout: Layout) -> list[str]:
    return list(dict.fromkeys(part["sheet"] for part in layout.parts if "sheet" in part))


def shifted(layout: Layout, rows: int = 3, columns: int = 2) -> Layout | None:
    """Blank rows above and blank columns before everything, on each sheet with a table."""
    if not _sheets(layout):
        return None
    for sheet in _sheets(layout):
        layout = moved(layout, sheet, lambda row, column: (row + rows, column + columns if column else 0))
    return layout


def empty_column(layout: Layout) -> Layout | None:
    """A column with nothing in it before the second mapped column of each table that has columns."""
    changed = None
    for sheet in _sheets(layout):
        letters = sorted(
            column_index_from_string(letter)
            for part in layout.parts
            if part["sheet"] == sheet
            for letter in part["columns"].values()
        )
        at = next(
            (letter for letter in letters[1:] if not _straddled(layout.draw().sheet(sheet), letter, body=layout)), 0
        )
        if at:
            changed = moved(changed or layout, sheet, lambda row, column, at=at: (row, column + (column >= at)))
    return changed


def _straddled(sheet: Sheet, column: int, body: Layout) -> bool:
    """Whether a merged cell of a header or of the body would grow by a column inserted there (titles may)."""
    rows = {row for part in body.parts if part.get("sheet") == sheet.name for row in _table_rows(sheet, part)}
    straddled = any(
        left < column <= right and {*range(top, bottom + 1)} & rows for top, left, bottom, right in sheet.merges
    )
    return straddled or any(mark.kind == "table" and mark.box[1] < column <= mark.box[3] for mark in sheet.marks)


def _table_rows(sheet: Sheet, part: Truth) -> range:
    """The rows of a table from the highest of its headers on."""
    if "first_row" not in part:
        return range(0)
    heads = (row for _, (row, _) in header_cells(sheet, part, LABELS))
    return range(min(heads, default=part["first_row"] - 1), part["last_row"] + 1)


def header_cells(sheet: Sheet, part: Truth, labels: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, Place]]:
    """The cell of each column's label: the nearest above the body whose words are known for its key."""
    for key, letter in part["columns"].items():
        column = column_index_from_string(letter)
        for row in range(part["first_row"] - 1, max(0, part["first_row"] - 4), -1):
            if readings(sheet.text(row, column)) & labels[key]:
                yield key, _anchor(sheet, row, column)
                break


def _anchor(sheet: Sheet, row: int, column: int) -> Place:
    for top, left, bottom, right in sheet.merges:
        if top <= row <= bottom and left <= column <= right:
            return top, left
    return row, column


def renamed(layout: Layout) -> Layout | None:
    """Each header in other words that mean the same, where there are such that stand nowhere on the sheet."""
    book = layout.draw()
    new: dict[tuple[str, str], str] = {}
    for part in layout.parts:
        if "first_row" not in part or any(mark.kind == "table" for mark in book.sheet(part["sheet"]).marks):
            continue
        sheet = book.sheet(part["sheet"])
        there = {cell.value for cell in sheet.cells.values() if isinstance(cell.value, str)}
        for key, at in header_cells(sheet, part, LABELS):
            word = sheet.cells[at].value
            others = [other for other in SYNONYMS[part["kind"]].get(key, ()) if other not in there and other != word]
            if (others and (part["kind"], key) != ("form", "weight")) or (others and layout.marks == "weighted"):
                new[part["sheet"], word] = others[0]
    if not new:
        return None

    def draw() -> Book:
        changed = layout.draw()
        for sheet in changed.sheets:
            rows = {row for part in layout.parts if part["sheet"] == sheet.name for row in _table_rows(sheet, part)}
            for at, cell in sheet.cells.items():
                if at[0] in rows and (sheet.name, cell.value) in new:
                    sheet.cells[at] = cell._replace(value=new[sheet.name, cell.value])
        return changed

    return replace(layout, draw=draw)


def reordered(layout: Layout) -> Layout | None:
    """Two mapped columns of a table change places; the head fields above it stay where they are."""
    for part in layout.parts:
        if "first_row" not in part or "across" in part:
            continue
        sheet = layout.draw().sheet(part["sheet"])
        columns = [column_index_from_string(letter) for letter in part["columns"].values()]
        rows = _table_rows(sheet, part)
        for one, two in ((one, two) for one in columns for two in columns if one < two):
            swap = {one: two, two: one}

            def to(row: int, column: int, swap: dict[int, int] = swap, rows: range = rows) -> Place:
                return row, swap.get(column, column) if row in rows else column

            if _may_swap(sheet, swap, rows):
                return moved(layout, part["sheet"], to)
    return None


def _may_swap(sheet: Sheet, swap: Mapping[int, int], rows: range) -> bool:
    """Nothing merged over several columns there, no range over several columns, no ranges that reach out of the table."""
    if any(mark.kind in {"table", "filter"} for mark in sheet.marks):
        return False
    for top, left, bottom, right in sheet.merges:
        inside = top in rows or bottom in rows
        if (
            inside
            and any(left <= column <= right for column in swap)
            and (left != right or top not in rows or bottom not in rows)
        ):
            return False
    for cell in sheet.cells.values():
        if isinstance(cell.value, Formula):
            for found in REFERENCE.finditer(cell.value.text):
                if found["last"]:
                    top, left, bottom, right = box(f"{found['first']}:{found['last']}".replace("$", ""))
                    touched = any(left <= column <= right for column in swap)
                    if touched and (left != right or top not in rows or bottom not in rows):
                        return False
    return True


def noisy(layout: Layout) -> Layout | None:
    """A column that means nothing to us, filled, right of each table's first mapped column where that can be."""
    changed = None
    for sheet in _sheets(layout):
        page = layout.draw().sheet(sheet)
        parts = [part for part in layout.parts if part["sheet"] == sheet and "first_row" in part and part["columns"]]
        letters = sorted(column_index_from_string(letter) for part in parts for letter in part["columns"].values())
        at = next((letter for letter in letters[1:] if not _straddled(page, letter, layout)), 0)
        word = next((word for word in NOISE if word not in {cell.value for cell in page.cells.values()}), "")
        if at and word and not any(mark.kind == "table" for mark in page.marks):
            changed = _with_noise(changed or layout, sheet, at, word)
    return changed


def _with_noise(layout: Layout, sheet: str, at: int, word: str) -> Layout:
    wider = moved(layout, sheet, lambda row, column: (row, column + (column >= at)))

    def draw() -> Book:
        book = wider.draw()
        page = book.sheet(sheet)
        for part in wider.parts:
            if part["sheet"] != sheet or "first_row" not in part:
                continue
            letters = [column_index_from_string(letter) for letter in part["columns"].values()]
            if not min(letters) < at <= max(letters):
                continue
            header = max((row for _, (row, _) in header_cells(page, part, LABELS)), default=part["first_row"] - 1)
            page.cells[header, at] = Cell(word, "box center bold")
            skipped = {int(where.partition("!")[2]) for where in wider.skip if where.startswith(f"{sheet}!")}
            for row in range(part["first_row"], part["last_row"] + 1):
                if row not in skipped:
                    page.cells[row, at] = Cell(_noise(word, row), "box center")
        return book

    return replace(wider, draw=draw)


def _noise(word: str, row: int) -> str | float:
    values: dict[str, str | float] = {
        "身份证号": f"1101011992{row % 12 + 1:02d}15{row:04d}",
        "手机号": f"139{row:08d}",
        "入职日期": f"20{10 + row % 14}-0{row % 9 + 1}-15",
        "公司排名": row * 7 % 90,
        "去年得分": 80 + row % 17,
        "部门编号": f"D{row % 3:02d}",
        "籍贯": ("江苏", "安徽", "山东")[row % 3],
    }
    return values[word]


def hidden(layout: Layout) -> Layout | None:
    """Rows inside each body hidden, as a filter left on hides them: they count all the same."""
    drawn = layout.draw()
    places = []
    for part in (part for part in layout.parts if "first_row" in part):
        known = drawn.sheet(part["sheet"]).hidden_rows
        seen = [row for row in range(part["first_row"], part["last_row"] + 1) if row not in known]
        places += [(part["sheet"], row) for row in seen[1::2]]
    if not places:
        return None

    def draw() -> Book:
        book = layout.draw()
        for sheet, row in places:
            book.sheet(sheet).hidden_rows.add(row)
        return book

    return replace(layout, draw=draw)


LAWS: dict[str, Law] = {
    "shifted": shifted,
    "empty column": empty_column,
    "renamed": renamed,
    "reordered": reordered,
    "noise column": noisy,
    "hidden rows": hidden,
}
"""The laws by name."""
