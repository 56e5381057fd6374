"""What a declared spreadsheet function is, and how a call with raw cells becomes a value or a block of cells."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence, Tuple, Union

from xlkpi.errors import CellError
from xlkpi.functions.arguments import Argument, Cell, Complaint, ErrorCell, Rows, same_length

Result = Union[Cell, Rows]
Raw = Union[Cell, Fraction]


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
    category: str = "绩效"


_DECLARED: Dict[str, Function] = {}


def need(name: str, label: str, unit: str, zh: str, en: str) -> Parameter:
    """Declare a parameter that must be given."""
    return Parameter(name, label, unit, zh, en)


def may(name: str, label: str, unit: str, zh: str, en: str) -> Parameter:
    """Declare a parameter that may be omitted."""
    return Parameter(name, label, unit, zh, en, optional=True)


def declare(
    name: str, *parameters: Parameter, zh: str, en: str, shape: str, source: str, example: Example
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Put a function into the catalogue; its body takes one Argument per parameter.

    `shape` is what comes back: "scalar", "each" (the shape of the first range), "column", "row" or "block".
    """

    def register(body: Callable[..., Any]) -> Callable[..., Any]:
        _DECLARED[name] = Function(name, zh, en, shape, source, parameters, example, body)
        return body

    return register


def declared() -> Mapping[str, Function]:
    """Return every function declared so far, by name."""
    return dict(_DECLARED)


def cell_of(value: Any) -> Cell:
    """Return a result as a cell: Fractions as float, None as the empty text a formula shows."""
    if value is None:
        return ""
    if isinstance(value, (bool, CellError)) or not isinstance(value, (int, Fraction)):
        return value
    return float(value)


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
    ranges = [argument for argument in arguments if argument.given and not argument.single]
    if ranges:
        same_length(*ranges)
    leader = ranges[0] if ranges else arguments[0]
    results: List[Any] = []
    for place in range(len(leader.cells)):

        def at(argument: Argument, place: int = place) -> int:
            return 0 if argument.single else place

        try:
            results.append(one(place, at))
        except Complaint as complaint:
            results.append(str(complaint.text))
        except ErrorCell as found:
            results.append(found.error)
    return shaped(results, leader)


def evaluate(function: Function, arguments: Sequence[Any]) -> Result:
    """Call a declared function with raw cells; faults come back as sentences in the cells, never as exceptions."""
    if len(arguments) > len(function.parameters):
        return f"{function.name} 最多 {len(function.parameters)} 个参数，给了 {len(arguments)} 个"
    missing = [p.label for p in function.parameters[len(arguments) :] if not p.optional]
    if missing:
        return f"{function.name} 缺少参数：{'、'.join(missing)}"
    padded = [*arguments, *[None] * (len(function.parameters) - len(arguments))]
    given = [Argument(p.label, p.name, value) for p, value in zip(function.parameters, padded)]
    rows = anchor(given)
    try:
        return cells_of(function.body(*given))
    except Complaint as complaint:
        return fault_block(str(complaint.text), function.shape, rows)
    except ErrorCell as found:
        return fault_block(found.error, function.shape, rows)


def anchor(arguments: Sequence[Argument]) -> Optional[int]:
    """Return the number of rows of the first range, the height of a block result; None where all are single values."""
    return next((len(argument.cells) for argument in arguments if argument.is_block), None)


def fault_block(fault: Cell, shape: str, rows: Optional[int]) -> Result:
    """Return a fault of the whole call: alone, or in the first cell of a column whose other cells are blank."""
    if shape == "scalar" or rows is None:
        return fault
    blank: Rows = [[""] for _ in range(rows - 1)]
    return [[fault], *blank]
