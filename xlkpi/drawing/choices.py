"""Words that people choose from in more than one scheme, and the keys that scheme files carry for them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from xlkpi.functions.quotas import ROUNDING_NAMES, TIES_NAMES

ROUNDING_WORDS: Mapping[str, str] = MappingProxyType({key: names[0] for key, names in ROUNDING_NAMES.items()})
TIES_WORDS: Mapping[str, str] = MappingProxyType({key: names[0] for key, names in TIES_NAMES.items()})
ROUNDINGS = tuple(ROUNDING_WORDS.values())
TIES = tuple(TIES_WORDS.values())
ORDERS = ("越高越好", "越低越好")
"""Whether more or less of an indicator is better."""


def synonyms(option: str) -> tuple[str, ...]:
    """Return every spelling that the functions take for a word of a list, the word itself included."""
    for names in (ROUNDING_NAMES, TIES_NAMES):
        for key, words in names.items():
            if option in words:
                return (key, *words)
    return (option,)
