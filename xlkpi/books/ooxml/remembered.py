"""What parts said that were read before: workbooks made of one template share some of them to the byte."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Final, Generic, TypeVar

Said = TypeVar("Said")

LARGEST: Final = 256 << 10
"""Bytes of parts that are remembered; those that workbooks share are far smaller."""
MOST: Final = 32
"""So many of one sort are remembered."""


class Remembered(Generic[Said]):
    """What the last few parts of one sort said. It is handed out again and again, so nobody may change it."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Said] = {}

    def of(self, parts: tuple[bytes, ...], read: Callable[[], Said], *about: Hashable) -> Said:
        """Return what `read` makes of parts; `about` is what that depends on beside their bytes.

        Raises what `read` raises.
        """
        key = (parts, about)
        known = self._known.pop(key, None)
        if known is None:
            known = read()
        if sum(map(len, parts)) <= LARGEST:
            self._known[key] = known  # behind all others: those not asked for the longest go first
        if len(self._known) > MOST:
            del self._known[next(iter(self._known))]
        return known
