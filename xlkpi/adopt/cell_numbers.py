"""Numbers as people write them in cells: also `92.5分`, `30%`, `第1名` and full-width digits kept as text."""

from __future__ import annotations

import re
from typing import Final

from xlkpi.adopt.labels import wide
from xlkpi.books.book import Value

_NUMBER = re.compile(
    r"(?:第|¥|￥)?\s*(-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?|-?\.\d+)\s*(%|分|名|元|位|次|个|人|天)?"
)


SHARE: Final = re.compile(r"(\d+(?:\.\d+)?)\s*%")
"""A share that words tell: 工作业绩(60%), 占30%."""
_ONLY_SHARE: Final = re.compile(r"\(?(?:占比?|权重|比重)?[:\s]*(\d+(?:\.\d+)?)\s*%\)?")


def weight_of(value: Value) -> float | None:
    """The weight that a cell tells, as a number or in words that say nothing else: 0.3, 30%, 占30%."""
    number = number_of(value)
    if number is not None or not isinstance(value, str):
        return number
    found = _ONLY_SHARE.fullmatch(wide(value).strip())
    return float(found[1]) / 100 if found else None


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
