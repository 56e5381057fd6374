"""When two names are one: the one way of comparing names and a 工号."""

from __future__ import annotations

import unicodedata


def same_name(one: str, other: str) -> bool:
    """Tell whether two names are one person's: blanks inside (赵 磊) and full-width letters make no other name."""
    return plain_name(one) == plain_name(other)


def plain_name(name: str) -> str:
    """Return a name or a 工号 as it is compared: without blanks, in ordinary letters."""
    return "".join(unicodedata.normalize("NFKC", name).split())
