"""The sheet of a template that nobody sees: the texts of macros and functions."""

from __future__ import annotations

from typing import Any

from xlkpi.functions import CATALOGUE
from xlkpi.functions.wizard import function_help, parameter_help
from xlkpi.macros.vba import HELP_SHEET, TEXTS


def help_rows(*, functions: bool = True) -> list[tuple[str, ...]]:
    """The texts of a workbook: macros' sentences, then one row per function.

    A row is English and Chinese, or name, description, category and one text per argument.
    """
    rows: list[tuple[str, ...]] = list(TEXTS.items())
    if functions:
        for name in sorted(CATALOGUE):
            function = CATALOGUE[name]
            texts = [parameter_help(parameter) for parameter in function.parameters]
            rows.append((name, function_help(function), function.category, *texts))
    return rows


def add_help_sheet(workbook: Any, *, functions: bool = True) -> None:
    """Add the sheet of texts to an XlsxWriter workbook."""
    sheet = workbook.add_worksheet(HELP_SHEET)
    sheet.very_hidden()
    for row, cells in enumerate(help_rows(functions=functions)):
        for column, text in enumerate(cells):
            sheet.write_string(row, column, text)
