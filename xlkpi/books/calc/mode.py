"""How a part of a formula treats a range where one value is wanted."""

from __future__ import annotations

from enum import IntEnum


class Mode(IntEnum):
    """PLAIN takes the cell in the formula's row or column, the others compute every cell."""

    PLAIN = 0
    ARRAY = 1
    """An array formula."""
    ARGUMENT = 2
    """Inside an argument of a plain formula that always wants an array: SUMPRODUCT, LOOKUP."""
