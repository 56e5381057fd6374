"""What a number of a row is made of, out of the columns of the same row: as a formula and as a number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Made:
    """A number, the cell of a column in the same row, or two of these joined by a sign."""

    sign: Literal["+", "-", "*", "/", ""] = ""
    left: Made | None = None
    right: Made | None = None
    column: str = ""
    number: float = 0.0

    @property
    def columns(self) -> tuple[str, ...]:
        """The letters of its columns, each once, in the order of the sentence."""
        if self.left is None or self.right is None:
            return (self.column,) if self.column else ()
        return tuple(dict.fromkeys((*self.left.columns, *self.right.columns)))

    @property
    def is_product(self) -> bool:
        """Whether it is columns multiplied with each other and nothing else."""
        if self.left is None or self.right is None:
            return bool(self.column)
        return self.sign == "*" and self.left.is_product and self.right.is_product

    @property
    def extras(self) -> frozenset[str]:
        """Columns that are only added or taken off beside what the pay is made of: blank, they are nothing."""
        if self.sign not in ("+", "-") or self.left is None or self.right is None or not self.right.column:
            return frozenset()
        return self.left.extras | {self.right.column}

    def formula(self, cell: Callable[[str], str], extras: frozenset[str] = frozenset()) -> str:
        """As a formula; `cell` gives the reference of a column, blank ones of `extras` count nothing."""
        if self.left is None or self.right is None:
            reference = cell(self.column) if self.column else f"{self.number:.15g}"
            return f"N({reference})" if self.column in extras else reference
        left, right = (one.formula(cell, extras) for one in (self.left, self.right))
        if self.sign in ("*", "/"):
            left = f"({left})" if self.left.sign in ("+", "-") else left
            right = f"({right})" if self.right.sign else right
        elif self.right.sign in ("+", "-"):
            right = f"({right})"
        return f"{left}{self.sign}{right}"

    def due(self, number: Callable[[str], float | None], extras: frozenset[str] = frozenset()) -> float | None:
        """What comes of it; `number` gives that of a column. None where one is missing, or by 0."""
        if self.left is None or self.right is None:
            told = number(self.column) if self.column else self.number
            return 0.0 if told is None and self.column in extras else told
        left, right = (one.due(number, extras) for one in (self.left, self.right))
        if left is None or right is None or (self.sign == "/" and right == 0):
            return None
        match self.sign:
            case "+":
                return left + right
            case "-":
                return left - right
            case "*":
                return left * right
        return left / right
