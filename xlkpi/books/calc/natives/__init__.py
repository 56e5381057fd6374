"""Excel's own functions, those that HR's workbooks use; every other one is named as not supported."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module

from xlkpi.books.calc.native import Native

_ROOMS = (
    *("logic", "sums", "conditional", "information", "references", "lookup", "rounding", "numeric", "statistics"),
    *("dates_and_times", "subtotals", "ranking", "texts", "spilling", "year_fractions", "matrices", "regression"),
    *("distributions", "finance", "trigonometry"),
)
"""Modules of this package, those that most workbooks need first: a function is looked for in this order."""


@cache
def _table(room: str) -> Mapping[str, Native]:
    found: Mapping[str, Native] = import_module(f"{__name__}.{room}").TABLE
    return found


def natives() -> dict[str, Native]:
    """Return all functions by name."""
    return {name: one for room in _ROOMS for name, one in _table(room).items()}


def native(name: str) -> Native | None:
    """Return the function of that name (in capitals), None where it is not supported."""
    return next((table[name] for room in _ROOMS if name in (table := _table(room))), None)
