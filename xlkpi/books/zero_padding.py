"""Numbers that stand for a text: 205 in the number format 0000 is shown, and meant, as 0205."""

from __future__ import annotations

import re
from typing import Final

from xlkpi.books.book import Block, Value

PADDED: Final = re.compile(r'(?P<before>(?:"[^"]*"|\\.|-)*)(?P<zeros>0+)(?P<others>;.*)?', re.DOTALL)
"""A number format of nothing but zeros, with words before it or none; behind `;` stands how other numbers look."""
_WORDS: Final = re.compile(r'\\(.)|"([^"]*)"')


def padded(value: Value, code: str) -> str | None:
    """Return a whole number as its number format of zeros shows it; None for any other value or format."""
    found = PADDED.fullmatch(code)
    if found is None or not isinstance(value, float) or not value.is_integer() or value < 0:
        return None
    if len(found["zeros"]) == 1 and not _WORDS.search(found["before"]):  # `0` only rounds
        return None
    if value == 0 and found["others"]:
        return None
    return _WORDS.sub(r"\1\2", found["before"]) + str(int(value)).zfill(len(found["zeros"]))


def holds_numbers(block: Block) -> bool:
    """Tell whether any cell of a block is a number."""
    return any(isinstance(value, float) for row in block for value in row)
