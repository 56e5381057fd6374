"""What a formula in a table computes and from which columns: ranks, ladders of levels, products, sums, means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from xlkpi.adopt.grid import Grid
from xlkpi.books.areas import Area
from xlkpi.books.calc.exceptions import NotEvaluated
from xlkpi.books.calc.parse import parse
from xlkpi.books.calc.scan import scan
from xlkpi.books.calc.syntax import (
    ArrayConstant,
    Binary,
    Call,
    Constant,
    Group,
    Node,
    Percent,
    Prefix,
    Reference,
    TableUse,
)

Kind: TypeAlias = Literal["rank", "levels", "factors", "look_up", "product", "sum", "mean", "copy", "count", "other"]

RANKS = frozenset({"RANK", "RANK.EQ", "RANK.AVG"})
COUNTS = frozenset({"COUNTIF", "COUNTIFS"})
SEARCHES = frozenset({"LOOKUP", "VLOOKUP", "HLOOKUP", "XLOOKUP", "INDEX", "MATCH", "CHOOSE", "SWITCH", "IFS"})
AROUND = frozenset({"ROUND", "ROUNDUP", "ROUNDDOWN", "IFERROR", "IFNA", "INT", "TRUNC", "TEXT", "VALUE", "N"})


@dataclass(frozen=True)
class Computation:
    """What one formula does; `areas` are the cells of its own sheet that it reads, in the order of its text."""

    kind: Kind
    areas: tuple[Area, ...]
    ascending: bool = False
    """Of a rank: whether the smallest number has the first place."""
    bounds: tuple[tuple[float, str], ...] = ()
    """Of a ladder of levels written into the formula: lower bound and level, the highest first; 0 for the rest."""
    elsewhere: bool = False
    """Whether it reads another sheet."""

    def columns(self) -> frozenset[int]:
        """The columns it reads."""
        return frozenset(
            column for area in self.areas for column in range(area.left, min(area.right, area.left + 60) + 1)
        )


def computed(grid: Grid, row: int, column: int) -> Computation | None:
    """Read the formula of a cell; None where there is none, and `other` where it cannot be read."""
    formula = grid.formula(row, column)
    if formula is None:
        return None
    at_row, at_column = grid.anchor(row, column)
    try:
        node = parse(scan(formula.text, formula.row, formula.column))
    except NotEvaluated:
        return Computation("other", ())
    found = list(_references(node))
    own = [area for reference in found if (area := area_of(grid, reference, at_row, at_column)) is not None]
    return _described(bare(node), tuple(own), elsewhere=len(own) < len(found))


def rounds_to(grid: Grid, row: int, column: int) -> int | None:
    """Decimals to which the formula of a cell rounds all that it computes; None where it does not."""
    formula = grid.formula(row, column)
    try:
        node = parse(scan(formula.text, formula.row, formula.column)) if formula is not None else None
    except NotEvaluated:
        return None
    digits = node.arguments[1] if isinstance(node, Call) and node.name == "ROUND" and len(node.arguments) == 2 else None
    whole = isinstance(digits, Constant) and isinstance(digits.value, float) and digits.value.is_integer()
    return int(digits.value) if whole else None  # type: ignore[union-attr,arg-type]


def sheets_read(grid: Grid, row: int, column: int) -> set[str]:
    """The other sheets that the formula of a cell reads; none where there is no formula or it cannot be read."""
    formula = grid.formula(row, column)
    try:
        node = parse(scan(formula.text, formula.row, formula.column)) if formula is not None else None
    except NotEvaluated:
        return set()
    named = (one.sheet for one in _references(node) if isinstance(one, Reference)) if node is not None else ()
    return {sheet for sheet in named if sheet} - {grid.name}


def _references(node: Node) -> Iterator[Reference | TableUse]:
    if isinstance(node, Reference | TableUse):
        yield node
    elif isinstance(node, Call):
        for argument in node.arguments:
            yield from _references(argument)
    elif isinstance(node, Binary):
        yield from _references(node.left)
        yield from _references(node.right)
    elif isinstance(node, Prefix | Percent):
        yield from _references(node.operand)
    elif isinstance(node, Group):
        yield from _references(node.inner)


def _on(grid: Grid, reference: Reference) -> bool:
    """Whether a reference means cells of one sheet, and this one."""
    return not reference.last_sheet and (reference.sheet or grid.name).casefold() == grid.name.casefold()


def area_of(grid: Grid, reference: Reference | TableUse, row: int, column: int) -> Area | None:
    """The cells of a sheet that a reference means, for a formula in the given cell; None where it means others."""
    if isinstance(reference, TableUse):
        return _table_area(grid, reference, row)
    if not _on(grid, reference):
        return None
    if grid.flipped:
        row, column = column, row
    ends = []
    for corner in (reference.first, reference.last):
        at_row = corner.row if corner.row_fixed else row + (corner.row or 0)
        at_column = corner.column if corner.column_fixed else column + (corner.column or 0)
        ends.append((at_row, at_column))
    (top, left), (bottom, right) = ends
    last_row, last_column = (grid.right, grid.bottom) if grid.flipped else (grid.bottom, grid.right)
    area = Area(
        grid.name,
        1 if top is None else top,
        1 if left is None else left,
        last_row if bottom is None else bottom,
        last_column if right is None else right,
    )
    return Area(grid.name, area.left, area.top, area.right, area.bottom) if grid.flipped else area


def _table_area(grid: Grid, use: TableUse, row: int) -> Area | None:
    table = next((table for table in grid.tables if table.name.casefold() == use.table.casefold()), None)
    if table is None or any(name not in table.columns for name in use.columns):
        return None
    at = [table.area.left + table.columns.index(name) for name in use.columns] or [table.area.left, table.area.right]
    own_row = "#this row" in use.parts
    top, bottom = (row, row) if own_row else (table.area.top + 1, table.area.bottom)
    return Area(grid.name, top, min(at), bottom, max(at))


def bare(node: Node) -> Node:
    """A formula without what only rounds it or hides it while something is blank: `IF(B4="","",…)`."""
    while True:
        if isinstance(node, Group):
            node = node.inner
        elif isinstance(node, Call) and node.name in AROUND and node.arguments:
            node = node.arguments[0]
        elif isinstance(node, Call) and node.name == "IF" and len(node.arguments) == 3 and _blank(node.arguments[1]):
            node = node.arguments[2]
        elif (
            isinstance(node, Call)
            and node.name == "IF"
            and len(node.arguments) >= 2
            and len(node.arguments) == 3
            and _blank(node.arguments[2])
        ):
            node = node.arguments[1]
        else:
            return node


def unguarded(node: Node) -> Node:
    """A formula without what hides it while its own line is blank: `IF(B4="","",…)`, `IF(B4<>"",…,"")`."""
    while isinstance(node, Call) and node.name == "IF" and len(node.arguments) == 3:
        test, first, second = node.arguments
        if _blank(first) and _says_blank(test, "=", "OR"):
            node = second
        elif _blank(second) and _says_blank(test, "<>", "AND"):
            node = first
        else:
            break
    return node


def _says_blank(test: Node, operator: str, joined: str) -> bool:
    """Whether a test only asks whether cells of the formula's own line are blank (`=`) or are not (`<>`)."""
    if isinstance(test, Call) and test.name == joined:
        return all(_says_blank(one, operator, joined) for one in test.arguments)
    if isinstance(test, Call) and test.name == "ISBLANK" and operator == "=":
        return len(test.arguments) == 1 and _of_own_line(test.arguments[0])
    return isinstance(test, Binary) and test.operator == operator and _blank(test.right) and _of_own_line(test.left)


def _of_own_line(node: Node) -> bool:
    if not isinstance(node, Reference):
        return False
    return node.sheet is None and not node.first.row_fixed and node.first.row == 0 and node.first == node.last


def _blank(node: Node) -> bool:
    return isinstance(node, Constant) and node.value == ""


def _described(node: Node, areas: tuple[Area, ...], *, elsewhere: bool) -> Computation:
    if isinstance(node, Call) and node.name in RANKS and len(node.arguments) >= 2:
        order = node.arguments[2] if len(node.arguments) > 2 else Constant(0.0)
        ascending = isinstance(order, Constant) and bool(order.value)
        return Computation("rank", areas, ascending=ascending, elsewhere=elsewhere)
    if counted := _counted_rank(node):
        return Computation("rank", areas, ascending=counted == "<", elsewhere=elsewhere)
    if isinstance(node, Reference):
        return Computation("copy", areas, elsewhere=elsewhere)
    if isinstance(node, Call) and (node.name == "IF" or node.name in SEARCHES):
        return _ladder(node, areas, elsewhere=elsewhere)
    if isinstance(node, Call) and node.name in ("AVERAGE", "AVERAGEIF", "AVERAGEIFS"):
        return Computation("mean", areas, elsewhere=elsewhere)
    if isinstance(node, Call) and node.name in ("SUM", "SUMIF", "SUMIFS", "SUMPRODUCT", "SUBTOTAL"):
        return Computation("sum", areas, elsewhere=elsewhere)
    if isinstance(node, Call) and node.name.startswith("COUNT"):
        return Computation("count", areas, elsewhere=elsewhere)
    if isinstance(node, Call) and node.name in ("ROW", "SUBTOTAL"):
        return Computation("count", areas, elsewhere=elsewhere)
    if isinstance(node, Binary) and node.operator in "+-*/":
        return _arithmetic(node, areas, elsewhere=elsewhere)
    return Computation("other", areas, elsewhere=elsewhere)


def _counted_rank(node: Node) -> str:
    """`<` or `>` where a place is counted: how many are greater (or smaller), plus one."""
    if not (isinstance(node, Binary) and node.operator == "+"):
        return ""
    one, counted = (node.left, node.right) if isinstance(node.left, Constant) else (node.right, node.left)
    if not (isinstance(one, Constant) and one.value == 1.0):
        return ""
    for call in _calls(counted):
        if call.name in COUNTS:
            signs = [str(part.value) for part in _constants(call) if isinstance(part.value, str)]
            if any(sign.startswith((">", "<")) for sign in signs):
                return ">" if any(sign.startswith(">") for sign in signs) else "<"
        if call.name in ("SUMPRODUCT", "SUM"):
            operators = [binary.operator for binary in _binaries(call)]
            if ">" in operators or "<" in operators:
                return ">" if ">" in operators else "<"
    return ""


def _calls(node: Node) -> Iterator[Call]:
    if isinstance(node, Call):
        yield node
        for argument in node.arguments:
            yield from _calls(argument)
    for part in _inside(node):
        yield from _calls(part)


def _binaries(node: Node) -> Iterator[Binary]:
    if isinstance(node, Binary):
        yield node
    for part in (*_inside(node), *(node.arguments if isinstance(node, Call) else ())):
        yield from _binaries(part)


def _constants(node: Node) -> Iterator[Constant]:
    if isinstance(node, Constant):
        yield node
    for part in (*_inside(node), *(node.arguments if isinstance(node, Call) else ())):
        yield from _constants(part)


def _inside(node: Node) -> tuple[Node, ...]:
    if isinstance(node, Binary):
        return (node.left, node.right)
    if isinstance(node, Group):
        return (node.inner,)
    if isinstance(node, Prefix | Percent):
        return (node.operand,)
    return ()


def _ladder(node: Call, areas: tuple[Area, ...], *, elsewhere: bool) -> Computation:
    bounds = tuple(_steps(node))
    outcomes = [word for _, word in bounds]
    if bounds and any(not _numeric(word) for word in outcomes):
        return Computation("levels", areas, bounds=bounds, elsewhere=elsewhere)
    texts = [part.value for part in _outcomes(node) if isinstance(part.value, str) and part.value]
    numbers = [part.value for part in _outcomes(node) if isinstance(part.value, float)]
    if node.name == "IF" and texts and not numbers:
        return Computation("levels", areas, elsewhere=elsewhere)
    if node.name == "IF" and numbers and not texts:
        return Computation("factors", areas, elsewhere=elsewhere)
    return Computation("look_up", areas, elsewhere=elsewhere)


def _numeric(word: str) -> bool:
    return word.replace(".", "", 1).isdigit()


def _steps(node: Node) -> Iterator[tuple[float, str]]:
    """Bounds and levels of `IF(E5>=95,"A+",IF(…))`, of IFS and of LOOKUP with its lists in the formula."""
    if isinstance(node, Call) and node.name == "LOOKUP" and len(node.arguments) == 3:
        lines, words = node.arguments[1], node.arguments[2]
        if isinstance(lines, ArrayConstant) and isinstance(words, ArrayConstant):
            flat = [value for row in lines.rows for value in row]
            told = [value for row in words.rows for value in row]
            yield from sorted(
                ((float(line), str(word)) for line, word in zip(flat, told) if isinstance(line, float)), reverse=True
            )
        return
    while isinstance(node, Call) and node.name == "IF" and len(node.arguments) >= 2:
        condition, outcome = node.arguments[0], node.arguments[1]
        bound = _bound(condition)
        if bound is None or not isinstance(outcome, Constant):
            return
        yield bound, str(outcome.value)
        rest = node.arguments[2] if len(node.arguments) > 2 else Constant("")
        if isinstance(rest, Constant):
            yield 0.0, str(rest.value)
            return
        node = rest
    if isinstance(node, Call) and node.name == "IFS":
        for condition, outcome in zip(node.arguments[::2], node.arguments[1::2]):
            bound = _bound(condition)
            if isinstance(outcome, Constant):
                yield (0.0 if bound is None else bound), str(outcome.value)


def _bound(node: Node) -> float | None:
    if isinstance(node, Binary) and node.operator in (">=", ">") and isinstance(node.right, Constant):
        return node.right.value if isinstance(node.right.value, float) else None
    return None


def _outcomes(node: Node) -> Iterator[Constant]:
    """The constants that may come out of nested IFs."""
    if isinstance(node, Call) and node.name == "IF":
        for argument in node.arguments[1:]:
            yield from _outcomes(argument)
    elif isinstance(node, Constant):
        yield node


def _arithmetic(node: Binary, areas: tuple[Area, ...], *, elsewhere: bool) -> Computation:
    factors = list(_factors(node))
    columns = [factor for factor in factors if isinstance(factor, Reference)]
    plain = all(isinstance(factor, Reference | Constant | Percent) for factor in factors)
    if node.operator in "*/" and plain and len(columns) >= 2 and not _divides(node, columns):
        return Computation("product", areas, elsewhere=elsewhere)
    if node.operator in "*/" and any(
        isinstance(factor, Call) and factor.name in ("SUM", "SUMPRODUCT") for factor in factors
    ):
        return Computation("sum", areas, elsewhere=elsewhere)
    if node.operator in "+-":
        return Computation("sum", areas, elsewhere=elsewhere)
    if node.operator in "*/" and any(isinstance(factor, Binary) and factor.operator == "+" for factor in factors):
        return Computation("sum", areas, elsewhere=elsewhere)
    return Computation("other", areas, elsewhere=elsewhere)


def _factors(node: Node) -> Iterator[Node]:
    if isinstance(node, Binary) and node.operator in "*/":
        yield from _factors(node.left)
        yield from _factors(node.right)
    elif isinstance(node, Group):
        yield from _factors(node.inner)
    else:
        yield node


def _divides(node: Node, columns: list[Reference]) -> bool:
    """Whether one cell is divided by another: a rate of completion, no product."""
    if isinstance(node, Binary) and node.operator == "/":
        return isinstance(node.right, Reference) or _divides(node.left, columns)
    if isinstance(node, Binary) and node.operator == "*":
        return _divides(node.left, columns) or _divides(node.right, columns)
    return isinstance(node, Group) and _divides(node.inner, columns)


def column_computation(grid: Grid, rows: list[int], column: int) -> Computation | None:
    """What the formulas of a column do where at least half of its filled cells have one of the same kind."""
    filled = [row for row in rows if grid.value(row, column) is not None or grid.formula(row, column)]
    sample = filled if len(filled) <= 40 else filled[:: len(filled) // 40]
    found = [computation for row in sample if (computation := computed(grid, row, column))]
    if not found or len(found) * 2 < len(sample):
        return None
    kinds = [computation.kind for computation in found]
    most = max(dict.fromkeys(kinds), key=kinds.count)
    return next(computation for computation in found if computation.kind == most)
