"""Defined names: where things stand in our workbooks, declared once, never found by address.

Every name has workbook scope and stands for one rectangle of cells.
"""

from __future__ import annotations

from typing import Literal

from xlkpi.records import dataclass

Role = Literal["input", "computed", "fixed", "span"]
"""Who fills a cell: a person or an action, a formula, or the template itself (running numbers, stage names).

A span is one name over several neighbouring blocks, for look-ups.
"""

ROWS_SHEET, ROWS_NAME = "kpi.rows", "kpi_rows"
"""Where a workbook remembers, unseen, what stood in the rows of its rosters (actions/checks/torn_rows)."""

SIGN_OFF = "签批_姓名"
"""The name over who signed, a row a step, in every workbook that is signed off."""
SIGNED_NAME = "kpi_signed"
"""Where a workbook remembers, on the same sheet, what each signature was given for (actions/checks/signed_contents)."""

CONFIRMED_NAME = "kpi_confirmed"
"""Where a workbook remembers, on the same sheet, which numbers were confirmed and by whom (drawing/confirmations)."""

YES_NO = ("是", "否")

ADOPTED = "接入_名称"
"""The name by which a company's own workbook is known once `adopt` took it over: the list of where its names lead."""

COPY = "xlkpi_副本"
"""The name by which a workbook is known that was made of another one: a slip, an export, a what-if."""
COPY_STANDS_FOR = '"副本"'


@dataclass(frozen=True)
class Named:
    """One defined name: its shape in cells and who fills it. None means as many rows (or columns) as the roster has."""

    name: str
    role: Role = "input"
    rows: int | None = 1
    columns: int | None = 1
