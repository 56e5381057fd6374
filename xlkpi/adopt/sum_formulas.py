"""The formula that adds up what a total of a list is made of, in one row of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlkpi.adopt.naming import Placed
from xlkpi.adopt.understanding import Sum, Term
from xlkpi.books.areas import cell_of, column_letters, column_number, reference_of


def sum_of_row(placed: Placed, key: str, made: Mapping[int, Sum], at: int, sheet: str) -> str:
    """The formula of an entry, of the sums by their columns; it stays blank until everything is there but extra points.

    `sheet` with `!` stands before its cells where it is to stand on another sheet.
    """
    row, column = placed.places(key)[at]
    one = made[row if placed.turned else column]
    cells = {term: sheet + _cell(placed, term, row, column) for term in one.terms}
    core = [term for term in one.terms if not term.extra]
    if one.trimmed:
        given, count = _listed(one.terms, cells), len(one.terms)
        mean = f"(SUM({given})-MAX({given})-MIN({given}))/{count - 2}"
        return f'IF(COUNT({given})<{count},"",ROUND({mean},{one.digits}))'
    if one.mean:
        given = _listed(one.terms, cells)
        return f'IF(COUNT({given})=0,"",ROUND(AVERAGE({given}),{one.digits}))'
    parts = "".join(_counted(term, cells[term], sheet) for term in one.terms)
    whole = f"ROUND({f'{one.base:g}' if one.base else ''}{parts},{one.digits})".replace("ROUND(+", "ROUND(", 1)
    if not core:
        who = placed.who
        return f'IF({sheet}{reference_of(*placed.grid.anchor(*placed.places(who)[at]))}="","",{whole})'
    lacking = "=0" if one.blanks else f"<{len(core)}"
    return f'IF(COUNT({_listed(core, cells)}){lacking},"",{whole})'


def _cell(placed: Placed, term: Term, row: int, column: int) -> str:
    place = (int(term.column), column) if placed.turned else (row, column_number(term.column))
    return reference_of(*placed.grid.anchor(*place))


def _listed(terms: Sequence[Term], cells: dict[Term, str]) -> str:
    """The cells of some columns as arguments: one range where they lie side by side."""
    columns = [int(term.column) if term.column.isdecimal() else column_number(term.column) for term in terms]
    if columns == list(range(columns[0], columns[-1] + 1)) and len(columns) > 1:
        return f"{cells[terms[0]]}:{cells[terms[-1]].rpartition('!')[2]}"
    return ",".join(cells[term] for term in terms)


def _counted(term: Term, cell: str, sheet: str) -> str:
    """A cell with its sign and its weight: the cell where that stands, else the number that is told."""
    sign, size = ("-" if term.factor < 0 else "+"), abs(term.factor)
    cell = f"N({cell})" if term.extra else cell
    if size == 1:
        return f"{sign}{cell}"
    if not term.cell:
        return f"{sign}{cell}*{size * 100:.10g}%"
    where, _, reference = term.cell.rpartition("!")
    row, column = cell_of(reference)
    fixed = f"{f'{where}!' if where else sheet}${column_letters(column)}${row}"
    return f"{sign}{cell}*{fixed}{'/100' if term.points else ''}"
