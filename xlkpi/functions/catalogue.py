"""What a declared spreadsheet function is, and how a call with raw cells becomes a value or a block of cells."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence, Set, Tuple, Union

from xlkpi.errors import CellError
from xlkpi.functions.arguments import Argument, Cell, Complaint, ErrorCell, Rows, Trouble
from xlkpi.functions.ranges import same_length
from xlkpi.records import dataclass

Result = Union[Cell, Rows]
Size = Tuple[int, int]
"""Rows and columns of a result."""


@dataclass(frozen=True)
class Parameter:
    """One parameter: its name, the label users know it by, unit, help, and whether it may be omitted."""

    name: str
    label: str
    unit: str
    zh: str
    en: str
    optional: bool = False


@dataclass(frozen=True)
class Example:
    """A worked example: the arguments of a call and the result a person finds by hand."""

    arguments: Tuple[Any, ...]
    expected: Any


@dataclass(frozen=True)
class Function:
    """One spreadsheet function: everything its entrances and its documentation need, and the body that computes it."""

    name: str
    zh: str
    en: str
    shape: str
    source: str
    parameters: Tuple[Parameter, ...]
    example: Example
    body: Callable[..., Any]
    along: Tuple[str, ...]
    size: Optional[Callable[..., Optional[Size]]] = None
    category: str = "绩效"


_DECLARED: Dict[str, Function] = {}


def need(name: str, label: str, unit: str, zh: str, en: str) -> Parameter:
    """Declare a parameter that must be given."""
    return Parameter(name, label, unit, zh, en)


def may(name: str, label: str, unit: str, zh: str, en: str) -> Parameter:
    """Declare a parameter that may be omitted."""
    return Parameter(name, label, unit, zh, en, optional=True)


def declare(
    name: str,
    *parameters: Parameter,
    zh: str,
    en: str,
    shape: str,
    source: str,
    example: Example,
    along: Tuple[str, ...] = (),
    size: Optional[Callable[..., Optional[Size]]] = None,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Put a function into the catalogue; its body takes one Argument per parameter.

    `shape` is what comes back: "scalar", "each" (the shape of the first range), "column", "row" or "block". A fault of
    the whole call takes the same room: `along` names the parameters whose ranges run together (default: the first
    one), and `size` computes the room from the arguments where it is none of theirs.
    """

    def register(body: Callable[..., Any]) -> Callable[..., Any]:
        leading = along or (parameters[0].name,)
        _DECLARED[name] = Function(name, zh, en, shape, source, parameters, example, body, leading, size)
        return body

    return register


def declared() -> Mapping[str, Function]:
    """Return every function declared so far, by name."""
    return _DECLARED


def cell_of(value: Any) -> Cell:
    """Return a result as a cell: Fractions as float, None as the empty text a formula shows."""
    if value is None:
        return ""
    if isinstance(value, Trouble):
        return str(value)
    if isinstance(value, (bool, CellError)) or not isinstance(value, (int, Fraction)):
        return value
    try:
        return float(value)
    except OverflowError:
        return CellError.NUM


def cells_of(result: Any) -> Result:
    """Return a result, scalar or rows, as cells."""
    if isinstance(result, list):
        return [[cell_of(cell) for cell in row] for row in result]
    return cell_of(result)


def column(values: Sequence[Any]) -> List[List[Any]]:
    """Return values as a column."""
    return [[value] for value in values]


def shaped(values: Sequence[Any], like: Argument) -> Any:
    """Return values in the shape of an argument: scalar, row, column or block."""
    if not like.is_block:
        return values[0]
    width = len(like.rows[0])
    return [list(values[start : start + width]) for start in range(0, len(values), width)]


def each(arguments: Sequence[Argument], one: Callable[[int, Callable[[Argument], int]], Any]) -> Any:
    """Compute element by element: ranges run together, single cells serve every element.

    `one(place, at)` computes one element; `at(argument)` is the position of the element's cell in an argument.
    """
    leader, *others = leaders(arguments)
    same_length(leader, *others)
    results: List[Any] = []
    for place in range(len(leader.cells)):

        def at(argument: Argument, place: int = place) -> int:
            return 0 if argument.single else place

        try:
            results.append(one(place, at))
        except Complaint as complaint:
            results.append(complaint.told)
        except ErrorCell as found:
            results.append(found.error)
    return shaped(results, leader)


def leaders(arguments: Sequence[Argument]) -> List[Argument]:
    """Return the ranges among arguments that run together, or the first argument where all are single cells."""
    return [argument for argument in arguments if argument.given and not argument.single] or [arguments[0]]


def evaluate(function: Function, arguments: Sequence[Any], troubles: Optional[Set[str]] = None) -> Result:
    """Call a declared function with raw cells; faults come back as sentences in the cells, never as exceptions.

    The sentences are put into `troubles` as well, for who has to tell them from texts that are results.
    """
    heard: Set[str] = set() if troubles is None else troubles
    wrong = _miscounted(function, arguments)
    if wrong:
        heard.add(wrong)
        return wrong
    padded = [*arguments, *[None] * (len(function.parameters) - len(arguments))]
    given = [Argument(p.label, p.name, value) for p, value in zip(function.parameters, padded)]
    try:
        result = function.body(*given)
    except Complaint as complaint:
        lost = _lost(given)
        heard.update([] if lost else [str(complaint.told)])
        return fault_block(lost or str(complaint.told), room(function, given))
    except ErrorCell as found:
        return fault_block(found.error, room(function, given))
    rows = result if isinstance(result, list) else [[result]]
    heard.update(str(cell) for row in rows for cell in row if isinstance(cell, Trouble))
    return cells_of(result)


def _miscounted(function: Function, arguments: Sequence[Any]) -> str:
    """Say that there are too many arguments, or which are missing; nothing where neither."""
    if len(arguments) > len(function.parameters):
        return f"{function.name} 最多 {len(function.parameters)} 个参数，给了 {len(arguments)} 个"
    missing = [p.label for p in function.parameters[len(arguments) :] if not p.optional]
    return f"{function.name} 缺少参数：{'、'.join(missing)}" if missing else ""


def _lost(given: Sequence[Argument]) -> Optional[CellError]:
    """Return the error that stands in the place of a whole argument, as after its defined name was deleted.

    What else is wrong with the call follows from it, and the error is what Excel's own functions would show.
    """
    alone = [argument.cells[0] for argument in given if argument.single]
    return next((cell for cell in alone if isinstance(cell, CellError)), None)


def room(function: Function, given: Sequence[Argument]) -> Optional[Size]:
    """Return the rows and columns that a call fills; None for a single value."""
    if function.size is not None:
        return function.size(*given)
    leader = leaders([a for a, p in zip(given, function.parameters) if p.name in function.along])[0]
    if function.shape == "column":
        return len(leader.cells), 1
    return (len(leader.rows), len(leader.rows[0])) if function.shape == "each" and leader.is_block else None


def fault_block(fault: Cell, size: Optional[Size]) -> Result:
    """Return a fault of the whole call: alone, or in the first cell of a block whose other cells are blank."""
    if size is None:
        return fault
    rows, columns = size
    block: Rows = [[""] * columns for _ in range(rows)]
    block[0][0] = fault
    return block
