"""Excel's own functions, those that HR's workbooks use; every other one is named as not supported."""

from __future__ import annotations

from functools import lru_cache

from xlkpi.books.calc.native import Native
from xlkpi.books.calc.natives import (
    conditional,
    dates_and_times,
    distributions,
    finance,
    information,
    logic,
    lookup,
    matrices,
    numeric,
    ranking,
    references,
    regression,
    rounding,
    spilling,
    statistics,
    subtotals,
    sums,
    texts,
    trigonometry,
    year_fractions,
)

_GROUPS = (
    *(sums, conditional, subtotals, ranking, statistics, numeric, rounding, logic, information, lookup, references),
    *(texts, dates_and_times, year_fractions, spilling, matrices, regression, distributions, finance, trigonometry),
)


@lru_cache(maxsize=1)
def natives() -> dict[str, Native]:
    """Return the functions by name."""
    return {name: one for group in _GROUPS for name, one in group.TABLE.items()}


def native(name: str) -> Native | None:
    """Return the function of that name (in capitals), None where it is not supported."""
    return natives().get(name)
