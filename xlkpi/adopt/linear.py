"""Formulas that only add up cells of their own row, each by a factor: what every cell counts for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.computations import AROUND, area_of, bare
from xlkpi.adopt.grid import Grid, Place
from xlkpi.books.areas import quoted, reference_of
from xlkpi.books.calc.exceptions import NotEvaluated
from xlkpi.books.calc.parse import parse
from xlkpi.books.calc.scan import scan
from xlkpi.books.calc.syntax import Binary, Call, Constant, Node, Percent, Prefix, Reference, TableUse

WIDEST = 60
"""Columns of a range that is gone over cell by cell."""


class Weight(NamedTuple):
    """What a cell counts for, and where that number stands, as a formula spells it; empty where it is typed in."""

    factor: float
    cell: str = ""


class Linear(NamedTuple):
    """Columns of the formula's own row with what each counts for, and what is added to everybody.

    Where there are no columns it is a number alone, and `cell` is where that stands.
    """

    terms: Mapping[int, Weight]
    base: float = 0.0
    cell: str = ""

    def scaled(self, by: float, cell: str = "") -> Linear:
        """All of it times a number that stands in a cell, or is typed into the formula."""
        terms = {at: Weight(own.factor * by, own.cell or cell) for at, own in self.terms.items()}
        return Linear(terms, self.base * by)


def linear(grid: Grid, place: Place, grids: Mapping[str, Grid]) -> Linear | None:
    """Read the formula of a cell; None where there is none, or where it does anything else than adding up its row."""
    formula = grid.formula(*place)
    if formula is None:
        return None
    try:
        node = parse(scan(formula.text, formula.row, formula.column))
    except NotEvaluated:
        return None
    found = _Reader(grid, place, grids).value(node)
    return None if found is None else found._replace(terms={at: own for at, own in found.terms.items() if own.factor})


class _Reader:
    """Goes over one formula."""

    def __init__(self, grid: Grid, place: Place, grids: Mapping[str, Grid]) -> None:
        self.grid, self.place = grid, place
        self.grids = {name.casefold(): one for name, one in grids.items()}

    def value(self, node: Node) -> Linear | None:
        """What a part of the formula is; None where it is nothing of this kind."""
        node = bare(node)
        if isinstance(node, Constant):
            return Linear({}, float(node.value)) if isinstance(node.value, float | int) else None
        if isinstance(node, Percent):
            return _scaled(self.value(node.operand), 0.01)
        if isinstance(node, Prefix):
            return _scaled(self.value(node.operand), -1.0 if node.operator == "-" else 1.0)
        if isinstance(node, Reference | TableUse):
            cells = self._cells(node)
            return cells[0] if cells is not None and len(cells) == 1 else None
        if isinstance(node, Binary):
            return self._binary(node)
        return self._call(node) if isinstance(node, Call) else None

    def _binary(self, node: Binary) -> Linear | None:
        left, right = self.value(node.left), self.value(node.right)
        if left is None or right is None:
            return None
        if node.operator in "+-":
            return _sum([left, right if node.operator == "+" else right.scaled(-1.0)])
        if node.operator == "*":
            return _product(left, right)
        divides = node.operator == "/" and not right.terms and right.base
        return left.scaled(1 / right.base) if divides else None

    def _call(self, node: Call) -> Linear | None:
        arguments = node.arguments
        if node.name in AROUND and arguments:
            return self.value(arguments[0])
        if node.name == "SUMPRODUCT":
            one = bare(arguments[0]) if len(arguments) == 1 else None
            both = (one.left, one.right) if isinstance(one, Binary) and one.operator == "*" else arguments
            ranges = [self._many(argument) for argument in both]
            if len(ranges) != 2 or ranges[0] is None or ranges[1] is None or len(ranges[0]) != len(ranges[1]):
                return None
            return _sum(_product(left, right) for left, right in zip(*ranges, strict=True))
        if node.name not in ("SUM", "AVERAGE"):
            return None
        found = [cell for argument in arguments for cell in (self._many(argument) or [None])]
        whole = _sum(found)
        return _scaled(whole, 1 / len(found)) if node.name == "AVERAGE" else whole

    def _many(self, node: Node) -> Sequence[Linear | None] | None:
        node = bare(node)
        return self._cells(node) if isinstance(node, Reference | TableUse) else [self.value(node)]

    def _cells(self, node: Reference | TableUse) -> Sequence[Linear] | None:
        """The cells of a reference: those of the own row as they are, others as the numbers that stand in them."""
        sheet = node.sheet if isinstance(node, Reference) and node.sheet else self.grid.name
        grid = self.grids.get(sheet.casefold())
        at = self.place if grid is None or grid.flipped == self.grid.flipped else self.place[::-1]
        area = area_of(grid, node, *at) if grid is not None else None
        if grid is None or area is None or area.rows * area.columns > WIDEST:
            return None
        found = []
        for row in range(area.top, area.bottom + 1):
            for column in range(area.left, area.right + 1):
                if grid.name == self.grid.name and row == self.place[0]:
                    found.append(Linear({column: Weight(1.0)}))
                    continue
                value = grid.value(row, column)
                number = 0.0 if value is None else number_of(value)
                if number is None:
                    return None
                own = "" if grid.name == self.grid.name else f"{quoted(grid.name)}!"
                found.append(Linear({}, number, f"{own}{reference_of(row, column)}"))
        return found


def _scaled(one: Linear | None, by: float) -> Linear | None:
    return None if one is None else one.scaled(by)


def _product(left: Linear, right: Linear) -> Linear | None:
    if left.terms and right.terms:
        return None
    return right.scaled(left.base, left.cell) if right.terms else left.scaled(right.base, right.cell)


def _sum(parts: Iterable[Linear | None]) -> Linear | None:
    terms: dict[int, Weight] = {}
    base = 0.0
    for one in parts:
        if one is None:
            return None
        base += one.base
        for at, weight in one.terms.items():
            known = terms.get(at)
            terms[at] = weight if known is None else Weight(known.factor + weight.factor)
    return Linear(terms, base)
