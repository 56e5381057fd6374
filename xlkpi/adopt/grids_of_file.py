"""Turns a workbook file into grids; the only place in this room that knows of files."""

from __future__ import annotations

from pathlib import Path

from xlkpi.adopt.grid import ROWS_LIMIT, Cell, ExcelTable, Formula, Grid
from xlkpi.adopt.repeated import with_people_once
from xlkpi.books.ooxml import SheetContent, WorkbookFile


def grids_of(path: Path) -> list[Grid]:
    """Read every worksheet of a workbook, hidden ones too. Raises CannotRead."""
    return grids_of_book(WorkbookFile.open(path))


def grids_of_book(book: WorkbookFile) -> list[Grid]:
    """Read every worksheet of an opened workbook."""
    return [_grid(book, name) for name in book.sheets]


TOP = 1000
"""Rows that are read of a sheet larger than the limit, to tell what it is."""


def _grid(book: WorkbookFile, name: str) -> Grid:
    top = book.top(name, TOP, ROWS_LIMIT)
    content, looks = (book.sheet(name), book.looks(name)) if top is None else (top.content, top.looks)
    tables = tuple(
        ExcelTable(table.name, table.area, table.columns, table.totals_row)
        for table in book.tables
        if table.sheet == name
    )
    grid = Grid(
        name,
        _cells(content),
        content.merged,
        frozenset(looks.bordered),
        frozenset(looks.percent),
        frozenset(looks.hidden_columns),
        tuple(looks.lists),
        tables,
        0 if top is None else top.last_row,
    )
    return grid if grid.too_large else with_people_once(grid)


def _cells(content: SheetContent) -> dict[tuple[int, int], Cell]:
    """Cells with each formula as it is spelled where it was typed: those filled down share the first one's."""
    shared = {
        cell.formula.shared_index: Formula(cell.formula.text, *place)
        for place, cell in content.cells.items()
        if cell.formula is not None and cell.formula.shared_index is not None and cell.formula.text
    }
    cells = {}
    for place, cell in content.cells.items():
        formula = None
        if cell.formula is not None:
            index = cell.formula.shared_index
            own = Formula(cell.formula.text, *place) if cell.formula.text else None
            formula = own or (None if index is None else shared.get(index))
        cells[place] = Cell(cell.value, formula)
    return cells
