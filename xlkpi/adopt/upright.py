"""A turned table set upright: a row a person, a column a label, so that what is said of lists is said of it too."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from xlkpi.adopt.grid import Grid
from xlkpi.adopt.understanding import Part, Sum, Term
from xlkpi.books.areas import Area, cell_of, column_letters, column_number, reference_of


def upright_grid(grid: Grid) -> Grid:
    """The sheet with rows and columns exchanged; formulas are spelled as before (`Grid.flipped`)."""
    return Grid(
        grid.name,
        {(column, row): cell for (row, column), cell in grid.cells.items()},
        tuple(_exchanged(area) for area in grid.merged),
        frozenset((column, row) for row, column in grid.bordered),
        frozenset((column, row) for row, column in grid.percent),
        flipped=not grid.flipped,
    )


def _exchanged(area: Area) -> Area:
    return Area(area.sheet, area.left, area.top, area.right, area.bottom)


def upright_part(part: Part) -> Part:
    """The list of a turned table as it lies on the upright sheet; head fields are left out."""
    labelled = dict(zip(part.label_columns, part.labels))
    return replace(
        part,
        fields={},
        columns={key: column_letters(row) for key, row in part.across.items()},
        across={},
        first_row=column_number(part.first_column),
        last_row=column_number(part.last_column),
        first_column="",
        last_column="",
        skip=part.skip_columns,
        skip_columns=(),
        labels=tuple(labelled.values()),
        label_columns=tuple(labelled),
        sums=tuple(_with_columns(one) for one in part.sums),
    )


def exchanged(cell: str) -> str:
    """A cell of the upright sheet where it stands on the turned one, and the other way round."""
    row, column = cell_of(cell)
    return reference_of(column, row)


def turned_sum(one: Sum) -> Sum:
    """A sum of columns of the upright sheet as one of rows of the turned one."""
    terms = tuple(
        replace(
            term,
            column=str(column_number(term.column)),
            cell=term.cell if "!" in term.cell or not term.cell else exchanged(term.cell),
            called=plain_label(term),
        )
        for term in one.terms
    )
    return replace(one, column=str(column_number(one.column)), terms=terms)


def _with_columns(one: Sum) -> Sum:
    """A sum of rows as one of columns, called as its rows are."""
    terms = tuple(
        replace(
            term,
            column=column_letters(int(term.column)),
            cell=term.cell if "!" in term.cell or not term.cell else exchanged(term.cell),
        )
        for term in one.terms
    )
    return replace(one, column=column_letters(int(one.column)), terms=terms)


def plain_label(term: Term) -> str:
    """What a row is called in a sum: its label without what stands in brackets."""
    return re.sub(r"[(（].*", "", "".join(term.header.split())) or term.column


def upright(part: Part, grids: Mapping[str, Grid]) -> tuple[Part, dict[str, Grid]]:
    """A turned part and the sheets of its workbook, its own one upright; rows of indicators are called as these are."""
    if part.matrix:
        grid, column = grids[part.sheet], column_number(part.columns.get("indicator", "A"))
        rows = (*part.entries, *part.across.values())
        part = replace(part, label_columns=rows, labels=tuple(grid.text(row, column) for row in rows))
    return upright_part(part), {**grids, part.sheet: upright_grid(grids[part.sheet])}
