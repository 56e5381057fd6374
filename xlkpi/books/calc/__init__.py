"""Computes a workbook's own formulas: Excel's functions and ours, nothing guessed, what cannot be computed is named."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from xlkpi.books.book import Value
from xlkpi.books.calc.dates import calendar
from xlkpi.books.calc.effort import counted
from xlkpi.books.calc.grid import Grid, Place
from xlkpi.books.calc.ours import Function
from xlkpi.errors import Sentence


@dataclass(frozen=True, slots=True)
class Skipped:
    """A formula that was not computed: where it stands and why; its cached value stays.

    `used` tells that other formulas were computed with that old value.
    """

    sheet: str
    row: int
    column: int
    why: Sentence
    used: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """Values that differ from the cached ones, by sheet and place, and what could not be computed."""

    changes: dict[str, dict[Place, Value]]
    skipped: list[Skipped]


def calculate(grid: Grid, functions: Mapping[str, Function], *, now: dt.datetime | None = None) -> Outcome:
    """Compute every formula of a workbook; `functions` are ours by name, `now` is what NOW() and TODAY() say."""
    from xlkpi.books.calc.run import run

    with calendar(date1904=grid.date1904), counted():
        return run(grid, functions, now or dt.datetime.now())  # noqa: DTZ005 - the user's clock, as in Excel


__all__ = ["Function", "Grid", "Outcome", "Skipped", "calculate"]
