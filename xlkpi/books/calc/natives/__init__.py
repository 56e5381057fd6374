"""Excel's own functions: those HR works with computed here, all others by the library `formulas`."""

from __future__ import annotations

from functools import lru_cache

from xlkpi.books.calc.native import Native
from xlkpi.books.calc.natives import (
    conditional,
    dates_and_times,
    information,
    logic,
    lookup,
    numeric,
    ranking,
    references,
    statistics,
    sums,
    texts,
)

_TABLES = (
    sums,
    conditional,
    ranking,
    statistics,
    numeric,
    logic,
    information,
    lookup,
    references,
    texts,
    dates_and_times,
)


@lru_cache(maxsize=1)
def own_natives() -> dict[str, Native]:
    """Return the functions computed here, by name."""
    return {name: one for table in _TABLES for name, one in table.TABLE.items()}


def native(name: str) -> Native | None:
    """Return the function of that name (in capitals), None where nobody knows it."""
    own = own_natives().get(name)
    if own is not None:
        return own
    from xlkpi.books.calc.natives import library

    return library.native(name)
