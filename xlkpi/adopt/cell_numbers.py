"""Numbers as people write them in cells: also `92.5分`, `30%`, `第1名` and full-width digits kept as text."""

from __future__ import annotations

import re

from xlkpi.adopt.labels import wide
from xlkpi.books.book import Value

_NUMBER = re.compile(
    r"(?:第|¥|￥)?\s*(-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?|-?\.\d+)\s*(%|分|名|元|位|次|个|人|天)?"
)


def number_of(value: Value) -> float | None:
    """The number that a person reads in a cell; None where it is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, float | int):
        return float(value)
    if isinstance(value, str):
        found = _NUMBER.fullmatch(wide(value).strip())
        if found:
            return float(found[1].replace(",", "")) / (100 if found[2] == "%" else 1)
    return None
