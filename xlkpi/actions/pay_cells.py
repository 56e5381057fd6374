"""Where pay stands in a workbook: what is left out where pay must not be seen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlkpi.actions.final.stamp_record import read_record
from xlkpi.books.areas import Area, cell_of
from xlkpi.books.ooxml.workbook import WorkbookFile
from xlkpi.drawing.kind import Kind


def pay_areas(file: WorkbookFile, kind: Kind) -> Iterator[Area]:
    """Yield where pay stands: its columns with the row that adds them up, and other cells that compute from them."""
    if not kind.pay:
        return
    totals = {column.name for table in kind.tables for column in table.columns if column.total}
    areas = {name: area for name in kind.names if (area := file.resolve(name)) is not None}
    for name in kind.pay & areas.keys():
        yield areas[name]._replace(bottom=areas[name].bottom + (name in totals))
    formulas = [(sheet, *cell_of(at), text) for sheet, at, text in _kept(file)]
    for sheet in file.sheets:
        cells = file.sheet(sheet).cells.items()
        formulas += [(sheet, row, column, cell.formula.text) for (row, column), cell in cells if cell.formula]
    paid = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(kind.pay)))})(?!\w)")
    for sheet, row, column, text in formulas:
        if paid.search(text) and not any(area.sheet == sheet and area.holds(row, column) for area in areas.values()):
            yield Area(sheet, row, column, row, column)


def _kept(file: WorkbookFile) -> list[tuple[str, str, str]]:
    """The formulas that a final workbook keeps beside its values: sheet, cell, text."""
    try:
        record = read_record(file)
    except ValueError:  # verify says what is wrong with it
        return []
    return [(sheet, at, formula.text) for sheet, at, formula in record.formulas] if record else []
