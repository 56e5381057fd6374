"""The catalogue: every spreadsheet function declared once; `call` evaluates one on raw cells.

Standard library only, Python 3.8 upwards: the same files run in Excel's server and inside LibreOffice's own Python.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, Dict, Iterator, Mapping, Optional, Sequence, Set, Tuple

from xlkpi.functions.catalogue import Example, Function, Parameter, Result, declared, evaluate

ROOMS: Dict[str, Tuple[str, ...]] = {
    "scores": ("KPI_SCORE", "KPI_STEPS", "KPI_LINEAR", "KPI_DEDUCT", "KPI_VOLUME", "KPI_RATE"),
    "totals": ("KPI_RATERS", "KPI_TOTAL", "KPI_SUPERVISOR"),
    "levels": ("KPI_LEVEL", "KPI_COEF", "KPI_RANK", "KPI_SEATS"),
    "grades": ("KPI_GRADES", "KPI_WHY"),
    "rollups": ("KPI_ROLLUP",),
    "pay_amounts": ("KPI_PAY", "KPI_PERFPAY", "KPI_TIER", "KPI_AWARD", "KPI_POOL"),
    "group_points": ("KPI_POINTS", "KPI_GROUPTOTAL", "KPI_LINES", "KPI_GROUPLEVEL", "KPI_GROUPWHY"),
    "members": ("KPI_ALLOWED", "KPI_PROPOSE", "KPI_MONTHPOINTS"),
    "registers": ("KPI_PENALTIES", "KPI_WORKPOINTS", "KPI_TOTALBY"),
    "days": ("KPI_ELIGIBLE", "KPI_DEADLINE", "KPI_MONTHDAY"),
    "several_months": ("KPI_STREAK", "KPI_PERIOD", "KPI_SPLIT", "KPI_CARRY"),
    "last_places": ("KPI_PEERS", "KPI_BOTTOM", "KPI_BID"),
    "draws": ("KPI_DRAW",),
    "month_end": ("KPI_FINAL", "KPI_CHANGED", "KPI_STATE"),
    "fair_scores": ("KPI_FAIR",),
}
"""Modules of this package and the functions each declares, in the order of the reference page."""


class _Catalogue(Mapping[str, Function]):
    """Every declared function by name, loaded when it is asked for: a workbook calls those of a few modules."""

    def __getitem__(self, name: str) -> Function:
        room = next((room for room, names in ROOMS.items() if name in names), None)
        if room is None:
            raise KeyError(name)
        import_module(f"{__name__}.{room}")
        return declared()[name]

    def __contains__(self, name: object) -> bool:
        return any(name in names for names in ROOMS.values())

    def __iter__(self) -> Iterator[str]:
        return (name for names in ROOMS.values() for name in names)

    def __len__(self) -> int:
        return sum(map(len, ROOMS.values()))


CATALOGUE: Mapping[str, Function] = _Catalogue()


def call(name: str, arguments: Sequence[Any], troubles: Optional[Set[str]] = None) -> Result:
    """Evaluate a spreadsheet function by name.

    Each argument is a cell value or a list of rows; None is an omitted one. The result is a cell value or a list of
    rows. Faults of the input come back as Chinese sentences in the cells, and go into `troubles`. Raises KeyError for
    an unknown name.
    """
    return evaluate(CATALOGUE[name], arguments, troubles)


__all__ = ["CATALOGUE", "ROOMS", "Example", "Function", "Parameter", "Result", "call"]
