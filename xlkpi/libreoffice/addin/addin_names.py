"""Names by which LibreOffice knows the add-in: shared by the extension's builder and by what runs inside it."""

from __future__ import annotations

EXTENSION = "org.xlkpi.addin"
SERVICE = "org.xlkpi.KpiAddIn"
RELINK = "org.xlkpi.RelinkJob"
CELLS = "KPI_CELLS"
"""The helper that hands cells to our functions as they are; Calc on its own turns an empty cell into 0."""

STACK = "KPI_STACK"
"""The helper that puts two stretches of one argument below each other; Calc hands no add-in a union of ranges, and
computes arguments of an open number cell by cell in an array formula."""

READY = "KPI_READY"
"""The function by which a workbook knows that its formulas compute; in Excel a macro of the workbook has that name."""


def method_name(function: str) -> str:
    """Return the method of the add-in that stands behind a function: `KPI_TOTAL` is `kpiTotal`."""
    first, *others = function.lower().split("_")
    return first + "".join(other.capitalize() for other in others)


def programmatic(function: str) -> str:
    """Return the name under which Calc keeps a function in a formula once it knows it."""
    return f"{SERVICE}.{method_name(function)}".upper()
