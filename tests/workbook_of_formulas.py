"""A workbook of one sheet with given cells, written by XlsxWriter for other programs to compute."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import xlsxwriter


def written(path: Path, cells: Mapping[str, Any]) -> Path:
    """Write the cells by address: `=` begins a formula, `{=` an array formula; everything else is a value."""
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
