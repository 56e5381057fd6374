"""Cells of a drawn workbook moved to other places, with the formulas, areas and the truth that point at them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from openpyxl.utils import column_index_from_string, get_column_letter

from adopt.drawing import Book, Box, Formula, Sheet, address, box
from adopt.layout import Layout, Truth

Place = tuple[int, int]
Move = Callable[[int, int], Place]

REFERENCE = re.compile(
    r"""(?P<text>"[^"]*") | (?:(?P<sheet>'[^']+'|[\w.一-鿿]+)!)? (?<![\w.$\[@]) """
    r"""(?P<first>\$?[A-Z]{1,3}\$?\d+) (?: : (?P<last>\$?[A-Z]{1,3}\$?\d+) )? (?![\w(])""",
    re.VERBOSE,
)
_ONE = re.compile(r"(\$?)([A-Z]{1,3})(\$?)(\d+)")


def moved(layout: Layout, sheet: str, to: Move) -> Layout:
    """The layout with each cell of a sheet at another place."""

    def draw() -> Book:
        book = layout.draw()
        for page in book.sheets:
            if page.name == sheet:
                _move(page, to)
            page.cells = {
                at: cell._replace(value=_formula(cell.value, page.name, sheet, to)) for at, cell in page.cells.items()
            }
        book.names = {name: _references(where, "", sheet, to) for name, where in book.names.items()}
        return book

    parts = [_moved_truth(part, to) if part.get("sheet") == sheet else part for part in layout.parts]
    return replace(
        layout,
        draw=draw,
        truth=parts[0] if len(parts) == 1 else {"parts": parts},
        conflicts=tuple(_moved_place(where, sheet, to) for where in layout.conflicts),
        skip=tuple(_moved_row(where, sheet, to) for where in layout.skip),
    )


def _move(page: Sheet, to: Move) -> None:
    page.cells = {to(*at): cell for at, cell in page.cells.items()}
    page.merges = [_box(merge, to) for merge in page.merges]
    page.marks = [mark._replace(box=_box(mark.box, to)) for mark in page.marks]
    page.heights = {to(row, 0)[0]: height for row, height in page.heights.items()}
    page.hidden_rows = {to(row, 0)[0] for row in page.hidden_rows}
    page.columns = {to(0, column)[1]: width for column, width in page.columns.items()}
    page.hidden_columns = {to(0, column)[1] for column in page.hidden_columns}


def _box(area: Box, to: Move) -> Box:
    (top, left), (bottom, right) = to(*area[:2]), to(*area[2:])
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)


def _formula(value: Any, own: str, sheet: str, to: Move) -> Any:
    return Formula(_references(value.text, own, sheet, to), value.value) if isinstance(value, Formula) else value


def _references(text: str, own: str, sheet: str, to: Move) -> str:
    """A formula with its references to a sheet moved; text between quotes and structured references stay."""

    def one(found: re.Match[str]) -> str:
        if found["text"] or (found["sheet"] or own).strip("'") != sheet:
            return found[0]
        ends = [_ONE.fullmatch(end) for end in (found["first"], found["last"]) if end]
        places = [to(int(end[4]), column_index_from_string(end[2])) for end in ends if end]
        if len(places) == 2:
            places = [
                (min(p[0] for p in places), min(p[1] for p in places)),
                (max(p[0] for p in places), max(p[1] for p in places)),
            ]
        shown = [f"{end[1]}{get_column_letter(column)}{end[3]}{row}" for end, (row, column) in zip(ends, places) if end]
        return (f"{found['sheet']}!" if found["sheet"] else "") + ":".join(shown)

    return REFERENCE.sub(one, text)


def _moved_truth(part: Truth, to: Move) -> dict[str, Any]:
    truth = dict(part)
    row = part.get("first_row", 1)
    truth["fields"] = {key: address(*to(*box(cell)[:2])) for key, cell in part["fields"].items()}
    truth["columns"] = {
        key: get_column_letter(to(row, column_index_from_string(letter))[1]) for key, letter in part["columns"].items()
    }
    for key in ("first_row", "last_row"):
        if key in part:
            truth[key] = to(part[key], 0)[0]
    if "made_of" in part:

        def letter(old: str) -> str:
            if old.isdecimal():  # of a turned table a row
                return str(to(int(old), 0)[0])
            return old and get_column_letter(to(row, column_index_from_string(old))[1])

        made = part["made_of"].items()
        truth["made_of"] = {letter(result): {letter(at): by for at, by in own.items()} for result, own in made}
    if "across" in part:
        truth["across"] = {key: to(number, 0)[0] for key, number in part["across"].items()}
    return truth


def _moved_place(where: str, sheet: str, to: Move) -> str:
    name, _, cell = where.partition("!")
    return f"{name}!{address(*to(*box(cell)[:2]))}" if name == sheet else where


def _moved_row(where: str, sheet: str, to: Move) -> str:
    name, _, row = where.partition("!")
    return f"{name}!{to(int(row), 0)[0]}" if name == sheet else where
