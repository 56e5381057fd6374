"""AND, OR, XOR, NOT, TRUE, FALSE; the lazy ones stand in special.py."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from xlkpi.books.calc.exceptions import Fail
from xlkpi.books.calc.native import Native
from xlkpi.books.calc.natives.native_arguments import cells
from xlkpi.books.calc.values import Rows, Scalar, truth
from xlkpi.errors import CellError


def _conditions(arguments: tuple[Scalar | Rows, ...]) -> list[bool]:
    """Return the conditions among the arguments; texts and blanks in ranges are passed over. Raises Fail."""
    found = list(_each(arguments))
    if not found:
        raise Fail(CellError.VALUE)
    return found


def _each(arguments: tuple[Scalar | Rows, ...]) -> Iterator[bool]:
    for argument in arguments:
        if isinstance(argument, CellError):
            raise Fail(argument)
    for argument in arguments:
        if argument == "":
            continue
        if not isinstance(argument, list):
            yield truth(argument)
            continue
        for value in cells(argument):
            if isinstance(value, CellError):
                raise Fail(value)
            if isinstance(value, bool | float):
                yield bool(value)


TABLE: Final[dict[str, Native]] = {
    "AND": Native(lambda *arguments: all(_conditions(arguments)), "r", repeats=1),
    "OR": Native(lambda *arguments: any(_conditions(arguments)), "r", repeats=1),
    "XOR": Native(lambda *arguments: sum(_conditions(arguments)) % 2 == 1, "r", repeats=1),
    "NOT": Native(lambda value: not value, "b"),
    "TRUE": Native(lambda: True),
    "FALSE": Native(lambda: False),
}
"""By name."""
