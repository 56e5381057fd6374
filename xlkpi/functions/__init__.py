"""The catalogue: every spreadsheet function declared once; `call` evaluates one on raw cells.

Standard library only, Python 3.8 upwards: the same files run in Excel's server and inside LibreOffice's own Python.
"""

from __future__ import annotations

from typing import Any, Mapping, Optional, Sequence, Set

from xlkpi.functions import (
    days,
    draws,
    fair_scores,
    grades,
    group_points,
    last_places,
    levels,
    members,
    month_end,
    pay_amounts,
    registers,
    rollups,
    scores,
    several_months,
    totals,
)
from xlkpi.functions.catalogue import Example, Function, Parameter, Result, declared, evaluate

ROOMS = (
    scores,
    totals,
    levels,
    grades,
    rollups,
    pay_amounts,
    group_points,
    members,
    registers,
    days,
    several_months,
    last_places,
    draws,
    month_end,
    fair_scores,
)
"""The modules that declare functions, in the order of the reference page."""

CATALOGUE: Mapping[str, Function] = {
    name: function
    for room in ROOMS
    for name, function in declared().items()
    if function.body.__module__ == room.__name__
}


def call(name: str, arguments: Sequence[Any], troubles: Optional[Set[str]] = None) -> Result:
    """Evaluate a spreadsheet function by name.

    Each argument is a cell value or a list of rows; None is an omitted one. The result is a cell value or a list of
    rows. Faults of the input come back as Chinese sentences in the cells, and go into `troubles`. Raises KeyError for
    an unknown name.
    """
    return evaluate(CATALOGUE[name], arguments, troubles)


__all__ = ["CATALOGUE", "ROOMS", "Example", "Function", "Parameter", "Result", "call"]
