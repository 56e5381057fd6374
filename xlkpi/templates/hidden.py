"""Sheets of a template that nobody sees: where Python is, and the texts of macros and functions."""

from __future__ import annotations

from typing import Any

from xlkpi.functions import CATALOGUE
from xlkpi.functions.wizard import function_help, parameter_help
from xlkpi.places import MAC_PYTHON, UDF_MODULE, WINDOWS_PACKAGES, WINDOWS_PYTHON
from xlkpi.templates.vba import TEXTS

CONF_SHEET = "xlwings.conf"
HELP_SHEET = "kpi.help"

CONFIGURATION = (
    ("INTERPRETER_WIN", WINDOWS_PYTHON),
    ("INTERPRETER_MAC", MAC_PYTHON),
    ("PYTHONPATH", WINDOWS_PACKAGES),
    ("ADD_WORKBOOK_TO_PYTHONPATH", "False"),
    ("UDF MODULES", UDF_MODULE),
    ("USE UDF SERVER", "True"),
    ("DEBUG UDFS", "False"),
    ("SHOW CONSOLE", "False"),
)
"""What xlwings reads; code is installed, never beside the workbook, so the workbook's folder is not searched."""


def add_conf_sheet(workbook: Any) -> None:
    """Add the configuration sheet to an XlsxWriter workbook; its name is xlwings' own."""
    sheet = workbook.add_worksheet(CONF_SHEET)
    sheet.very_hidden()
    for row, pair in enumerate(CONFIGURATION):
        sheet.write_row(row, 0, pair)


def add_help_sheet(workbook: Any, *, functions: bool = True) -> None:
    """Add the sheet of texts to an XlsxWriter workbook: macros' sentences, then one row per function.

    A row is English and Chinese, or name, description, category and one text per argument.
    """
    sheet = workbook.add_worksheet(HELP_SHEET)
    sheet.very_hidden()
    rows: list[tuple[str, ...]] = list(TEXTS.items())
    if functions:
        for name in sorted(CATALOGUE):
            function = CATALOGUE[name]
            texts = [parameter_help(parameter) for parameter in function.parameters]
            rows.append((name, function_help(function), function.category, *texts))
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            sheet.write_string(row, column, text)
