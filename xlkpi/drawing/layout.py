"""Defined names: where things stand in our workbooks, declared once, never found by address.

Every name has workbook scope and stands for one rectangle of cells.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["input", "computed", "fixed", "span"]
"""Who fills a cell: a person or an action, a formula, or the template itself (running numbers, stage names).

A span is one name over several neighbouring blocks, for look-ups.
"""

YES_NO = ("是", "否")


@dataclass(frozen=True)
class Named:
    """One defined name: its shape in cells and who fills it. `rows` None means as many as the roster has."""

    name: str
    role: Role = "input"
    rows: int | None = 1
    columns: int = 1
