"""The entries of a part read by key, and how its numbers are written and compared."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.grid import Grid, Place
from xlkpi.adopt.row_formula import Made
from xlkpi.adopt.understanding import Conflict, Part
from xlkpi.books.areas import column_number
from xlkpi.domain.numbers import exact
from xlkpi.domain.numbers import rounded as rounded_exactly
from xlkpi.errors import Sentence

CENT: Final = 0.0051
"""Half a hundredth and what binary fractions leave over."""


class Lines:
    """The entries of one part: each a row, or in a turned table a column, read by key."""

    def __init__(self, grid: Grid, part: Part) -> None:
        self.grid, self.part = grid, part
        self.entries = part.lines
        self._numbers: dict[str, dict[int, float | None]] = {}
        self._texts: dict[str, dict[int, str]] = {}

    def place(self, key: str, entry: int) -> Place | None:
        """The cell of a key in an entry."""
        if key in self.part.columns:
            return entry, column_number(self.part.columns[key])
        if not self.part.columns and key in self.part.across:
            return self.part.across[key], entry
        return None

    def number(self, key: str, entry: int) -> float | None:
        """The number of a key in an entry; a merged cell counts in its first row only."""
        known = self._numbers.get(key)
        if known is None:
            known = self._numbers[key] = {at: self._number(key, at) for at in self.entries}
        return known.get(entry)

    def _number(self, key: str, entry: int) -> float | None:
        place = self.place(key, entry)
        if place is None and key == "base_pay" and self.part.bases is not None:
            return self.part.bases.of(self.text("post", entry))
        if place is None and key == "coefficient" and self.part.factors is not None:
            return self.part.factors.of(self.text("level", entry))
        if place is None or self.grid.anchor(*place) != place:
            return None
        return number_of(self.grid.value(*place))

    def number_in(self, letter: str, row: int) -> float | None:
        """The number of a column in a row, whatever its key."""
        return number_of(self.grid.value(row, column_number(letter)))

    def due(self, made: Made, row: int) -> float | None:
        """What comes of the columns of a row; blank ones that are only added count nothing."""
        return made.due(lambda letter: self.number_in(letter, row), made.extras)

    def text(self, key: str, entry: int) -> str:
        """The text of a key in an entry."""
        known = self._texts.get(key)
        if known is None:
            known = self._texts[key] = {at: self._text(key, at) for at in self.entries}
        return known.get(entry, "")

    def _text(self, key: str, entry: int) -> str:
        place = self.place(key, entry)
        value = self.grid.value(*place) if place else None
        return shown(value).strip()

    def has(self, *keys: str) -> bool:
        """Whether every key has a place in an entry."""
        told = {"base_pay"} if self.part.bases is not None else set()
        told |= {"coefficient"} if self.part.factors is not None else set()
        return all(key in told or key in (self.part.columns or self.part.across) for key in keys)

    def conflict(self, place: Place, follows: str, why: Sentence) -> Conflict:
        """A contradiction of one cell."""
        return Conflict(self.part.sheet, self.grid.where(*place), shown(self.grid.value(*place)), follows, why)


def shown(value: object) -> str:
    """A value as people write it."""
    number = value if isinstance(value, float) else None
    if number is None:
        return "" if value is None else str(value)
    return f"{number:.4f}".rstrip("0").rstrip(".")


def rounded(number: float, digits: int = 2) -> float:
    """To so many decimals as Excel's ROUND does; what binary fractions leave behind the ninth decimal is none of it."""
    return float(rounded_exactly(exact(round(number, 9)), digits))


def place_of(ascending: Sequence[float], number: float) -> int:
    """The place of a number among sorted ones, the highest first: one more than there are greater ones."""
    return 1 + len(ascending) - bisect_right(ascending, number)


def same(stands: float, expected: float, digits: int = 2) -> bool:
    """Whether what stands in a cell is what follows, to so many decimals."""
    return bool(abs(stands - expected) < CENT * 10 ** (2 - digits))


def alike(stands: float, follows: float) -> bool:
    """The same to the hundredth, or to the decimals that somebody typed."""
    decimals = len(f"{stands:.6f}".rstrip("0").partition(".")[2])
    return same(stands, follows) or (decimals < 2 and abs(stands - follows) <= 0.5 * 10**-decimals + 1e-9)
