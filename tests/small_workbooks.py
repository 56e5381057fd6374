"""Small workbooks as other programs write them: some cells with formulas, or rows as somebody typed them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter


def of_cells(path: Path, cells: Mapping[str, Any]) -> Path:
    """One sheet, its cells by address: `=` begins a formula, `{=` an array formula; everything else is a value."""
    with xlsxwriter.Workbook(path, {"use_future_functions": True, "strings_to_numbers": False}) as book:
        sheet = book.add_worksheet("表")
        date = book.add_format({"num_format": "yyyy-mm-dd"})
        for place, value in cells.items():
            if isinstance(value, dt.date):
                sheet.write_datetime(place, dt.datetime.combine(value, dt.time()), date)
            elif isinstance(value, str) and value.startswith("{"):
                sheet.write_array_formula(f"{place}:{place}", value)
            elif isinstance(value, str) and value.startswith("="):
                sheet.write_formula(place, value)
            elif isinstance(value, str):
                sheet.write_string(place, value)
            else:
                sheet.write(place, value)
    return path


def of_rows(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]], merged: Sequence[str] = ()) -> Path:
    """Sheets of rows by name; in each of them the same areas are merged."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for area in merged:
            sheet.merge_cells(area)
    book.save(path)
    return path
