"""The parts a formula is made of, after parsing. References to cells are kept relative to the formula's own cell."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from xlkpi.books.calc.values import Rows, Scalar
from xlkpi.records import dataclass


@dataclass(frozen=True, slots=True)
class Constant:
    """A number, text, TRUE, FALSE or error written in the formula."""

    value: Scalar


@dataclass(frozen=True, slots=True)
class Missing:
    """An argument left out between two commas."""


@dataclass(frozen=True, slots=True)
class ArrayConstant:
    """{1,2;3,4}."""

    rows: Rows


class Corner(NamedTuple):
    """One corner of a reference: row and column, absolute or as a distance from the formula's cell.

    None for the row of a whole column and the column of a whole row.
    """

    row: int | None
    row_fixed: bool
    column: int | None
    column_fixed: bool


class Reference(NamedTuple):
    """Cells: one corner twice for a single cell; `sheet` None for the formula's own; `last_sheet` makes it 3-D."""

    sheet: str | None
    last_sheet: str | None
    first: Corner
    last: Corner


@dataclass(frozen=True, slots=True)
class NameUse:
    """A defined name."""

    sheet: str | None
    name: str


@dataclass(frozen=True, slots=True)
class TableUse:
    """Table[...]; `parts` are the items such as #Headers, `columns` the first and last column or nothing."""

    table: str
    parts: tuple[str, ...]
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prefix:
    """A sign before an operand."""

    operator: str
    operand: Node


@dataclass(frozen=True, slots=True)
class Percent:
    """An operand followed by %."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Spilled:
    """An operand followed by #: the whole array that begins in the cell."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands; `operator` is one of + - * / ^ & = <> < <= > >= : (range), blank (intersection), comma (union)."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Group:
    """An operand in parentheses."""

    inner: Node


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments; the name is in capitals and without Excel's prefixes."""

    name: str
    arguments: tuple[Node, ...]


Node: TypeAlias = (
    Constant
    | Missing
    | ArrayConstant
    | Reference
    | NameUse
    | TableUse
    | Prefix
    | Percent
    | Spilled
    | Binary
    | Group
    | Call
)
