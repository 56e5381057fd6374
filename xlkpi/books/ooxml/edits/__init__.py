"""The structure of a workbook changed in place: formulas, names, sheets, formats, rules, notes, buttons and macros.

    from xlkpi.books.ooxml.edits import Edit, NewFormula, edit_workbook

    edit_workbook("附件2.xlsx", Edit(cells={"考核表": {"G5": NewFormula("SUM(E5:F5)")}}, names={"总分": "考核表!$G$5"}))

changes one cell and one list of the workbook and leaves every other byte of content as it was. See docs/engine.md.
"""

from __future__ import annotations

from xlkpi.books.ooxml.edits.apply import Edited, edit_package, edit_workbook
from xlkpi.books.ooxml.edits.edit import (
    Button,
    Edit,
    Format,
    Highlight,
    NewArray,
    NewFormula,
    NewSheet,
    Note,
    Returned,
    Styled,
    Validation,
)
from xlkpi.books.ooxml.edits.macros import Document, ProjectMaker

__all__ = [
    "Button",
    "Document",
    "Edit",
    "Edited",
    "Format",
    "Highlight",
    "NewArray",
    "NewFormula",
    "NewSheet",
    "Note",
    "ProjectMaker",
    "Returned",
    "Styled",
    "Validation",
    "edit_package",
    "edit_workbook",
]
