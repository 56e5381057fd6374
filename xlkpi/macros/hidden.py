"""The sheets of a template that nobody sees: the texts of macros and functions, and marks of the roster's rows."""

from __future__ import annotations

from typing import Any

from xlkpi.functions import CATALOGUE
from xlkpi.functions.wizard import function_help, parameter_help
from xlkpi.macros.vba import TEXTS

HELP_SHEET = "kpi.help"


ROWS_SHEET, ROWS_NAME = "kpi.rows", "kpi_rows"
"""Where a workbook remembers what stood in the rows of its rosters, see actions/checks/torn_rows."""


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


def add_rows_sheet(workbook: Any, people: int) -> None:
    """Add the sheet that remembers the rows of so many people, to an XlsxWriter workbook; its first row is headings."""
    workbook.add_worksheet(ROWS_SHEET).very_hidden()
    workbook.define_name(ROWS_NAME, f"={ROWS_SHEET}!$A$1:$A${people + 1}")
