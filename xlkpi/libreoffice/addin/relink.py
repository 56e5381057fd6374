"""Makes the formulas of a document find our functions, and hand them their cells as they are.

Calc imports `=KPI_TOTAL(...)` of an .xlsm as an unknown name, or as the workbook's own VBA function. Entering such a
formula again makes it the add-in's; on the way the cells it takes are wrapped in KPI_CELLS (see `values`).
"""

from __future__ import annotations

from typing import Any, Dict, Iterator, List, Mapping, Tuple

from com.sun.star.table import CellAddress

from xlkpi.functions import CATALOGUE
from xlkpi.libreoffice.addin.addin_names import READY
from xlkpi.libreoffice.addin.formulas import Rewriter

FORMULA_CELLS = 16
"""com.sun.star.sheet.CellFlags.FORMULA"""
PASSING_NAME = "KPI__RELINK"
REWRITER = Rewriter(CATALOGUE)

Position = Tuple[int, int]


def relink(document: Any) -> None:
    """Make every formula of a document that was just loaded use the add-in; the document stays unmodified."""
    modified, undo = document.isModified(), document.UndoManager
    automatic = document.isAutomaticCalculationEnabled()
    undo.lock()
    document.addActionLock()
    document.enableAutomaticCalculation(False)
    try:
        _wake_unknown_names(document)
        _settle_names(document)
        for sheet in _sheets(document):
            settle(sheet, sheet, range_names(document, sheet))
            _settle_conditions(sheet)
    finally:
        document.enableAutomaticCalculation(automatic)
        document.removeActionLock()
        undo.unlock()
        if not modified:
            document.setModified(False)


def follow(document: Any, changed: List[Any]) -> None:
    """Link the formulas among cells that were just typed or pasted; undo takes back the typing, not this."""
    if not any(cells.queryContentCells(FORMULA_CELLS).Count for cells in changed):
        return
    undo = document.UndoManager
    undo.lock()
    try:
        for cells in changed:
            sheet = cells.getSpreadsheet()
            settle(sheet, cells, range_names(document, sheet))
    finally:
        undo.unlock()


def settle(sheet: Any, cells: Any, ranges: Mapping[str, int]) -> None:
    """Enter again every formula among `cells`, a range of the sheet, that calls our functions some other way."""
    blocks: Dict[Tuple[int, int, int, int], str] = {}
    for (column, row), formula in _formulas(sheet, cells):
        plain = formula[1:-1] if formula.startswith("{") else formula
        if not REWRITER.concerns(plain):
            continue
        wanted = REWRITER.rewritten(plain, ranges, array=plain is not formula)
        if wanted == plain:
            continue
        cell = sheet.getCellByPosition(column, row)
        if plain is formula:
            cell.setFormula(wanted)
        else:
            cursor = sheet.createCursorByRange(cell)
            cursor.collapseToCurrentArray()
            at = cursor.RangeAddress
            blocks[at.StartColumn, at.StartRow, at.EndColumn, at.EndRow] = wanted
    if blocks:
        _enter_blocks(sheet, blocks)


def _enter_blocks(sheet: Any, blocks: Dict[Tuple[int, int, int, int], str]) -> None:
    """Enter array formulas. Calc refuses that on a protected sheet: protection is lifted unless a password bars it."""
    protected = sheet.isProtected()
    if protected:
        sheet.unprotect("")
        if sheet.isProtected():
            return
    for corners, formula in blocks.items():
        sheet.getCellRangeByPosition(*corners).setArrayFormula(formula)
    if protected:
        sheet.protect("")


def range_names(document: Any, sheet: Any) -> Dict[str, int]:
    """Return the defined names, in capitals, that stand for cells: the row of those in one row, 0 for all others."""
    found = {}
    for names in (document.NamedRanges, sheet.NamedRanges):
        for name in names.ElementNames:
            cells = names.getByName(name).getReferredCells()
            if cells is not None:
                at = cells.RangeAddress
                found[name.upper()] = at.StartRow + 1 if at.StartRow == at.EndRow else 0
    return found


def _sheets(document: Any) -> Iterator[Any]:
    for number in range(document.Sheets.Count):
        yield document.Sheets.getByIndex(number)


def _formulas(sheet: Any, cells: Any) -> Iterator[Tuple[Position, str]]:
    """Yield position and formula of every formula cell, an array formula in braces; one read per block."""
    for at in cells.queryContentCells(FORMULA_CELLS).RangeAddresses:
        block = sheet.getCellRangeByPosition(at.StartColumn, at.StartRow, at.EndColumn, at.EndRow)
        for row, line in enumerate(block.getFormulaArray(), at.StartRow):
            for column, formula in enumerate(line, at.StartColumn):
                yield (column, row), formula


def _wake_unknown_names(document: Any) -> None:
    """Add and remove a name: Calc then compiles again every formula that holds a name it did not know."""
    names = document.NamedRanges
    names.addNewByName(PASSING_NAME, "0", CellAddress(0, 0, 0), 0)
    names.removeByName(PASSING_NAME)


def _settle_conditions(sheet: Any) -> None:
    """Let the condition that hides the words "macros are off" find the add-in, which computes without macros."""
    for one in sheet.ConditionalFormats.getConditionalFormats():
        for place in range(one.getCount()):
            entry = one.getByIndex(place)
            if READY in getattr(entry, "Formula1", "").upper():
                entry.Formula1 = f"{READY}()"


def _settle_names(document: Any) -> None:
    """Let defined names that call our functions do so through the add-in."""
    for names in (document.NamedRanges, *(sheet.NamedRanges for sheet in _sheets(document))):
        for title in names.ElementNames:
            name = names.getByName(title)
            content = name.getContent()
            if REWRITER.concerns(content):
                name.setContent(REWRITER.rewritten(content, range_names(document, document.Sheets.getByIndex(0))))
