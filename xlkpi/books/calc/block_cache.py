"""What is worked out once per block of cells and used by many formulas: flat lists, positions, conditions that hold."""

from __future__ import annotations

from typing import Final

from xlkpi.books.calc.criteria import criterion
from xlkpi.books.calc.values import Rows, Scalar, key_of
from xlkpi.books.calc.work_limit import spend

_MOST: Final = 10_000_000
"""Values kept in all."""


class BlockCache:
    """Answers by block. Only blocks announced with `keep` are remembered: they stay alive and never change."""

    def __init__(self) -> None:
        self._left = _MOST
        self._alive: dict[int, object] = {}
        self._first_columns: dict[int, Rows] = {}
        self._positions: dict[int, dict[Scalar, int]] = {}
        self._flat: dict[tuple[int, int, int], list[Scalar]] = {}
        self._masks: dict[tuple[int, type, Scalar], bytes] = {}

    def room_for(self, values: int) -> bool:
        """Whether so many more values may be kept; if so they are limited."""
        if self._left < values:
            return False
        self._left -= values
        return True

    def keep(self, values: object) -> None:
        """Announce a list that stays as it is."""
        self._alive[id(values)] = values

    def first_column(self, rows: Rows) -> Rows:
        """First column of a block."""
        known = self._first_columns.get(id(rows))
        if known is not None:
            return known
        found = [row[:1] for row in rows]
        if id(rows) in self._alive and self.room_for(len(found)):
            self._first_columns[id(rows)] = found
            self.keep(found)
        return found

    def positions(self, rows: Rows) -> dict[Scalar, int]:
        """First position of each value in a row or column of values, by key_of."""
        known = self._positions.get(id(rows))
        if known is not None:
            return known
        found: dict[Scalar, int] = {}
        for at, value in enumerate(rows[0] if len(rows) == 1 else [row[0] for row in rows]):
            found.setdefault(key_of(value), at)
        if id(rows) in self._alive and self.room_for(len(found)):
            self._positions[id(rows)] = found
        return found

    def flat(self, rows: Rows, height: int, width: int) -> list[Scalar]:
        """All values row by row, as if the block had that height and width, blanks added."""
        known = self._flat.get((id(rows), height, width))
        if known is not None:
            return known
        missing = width - len(rows[0])
        found = [value for row in rows for value in ([*row, *[None] * missing] if missing else row)]
        found += [None] * (width * (height - len(rows)))
        if id(rows) in self._alive and self.room_for(len(found)):
            self._flat[id(rows), height, width] = found
            self.keep(found)
        return found

    def mask(self, values: list[Scalar], condition: Scalar) -> bytes:
        """One byte per value: 1 where the condition of a COUNTIF holds. Raises NotEvaluated."""
        key = id(values), type(condition), condition
        known = self._masks.get(key)
        if known is not None:
            spend(len(values) // 8)
            return known
        spend(len(values))
        found = bytes(map(criterion(condition), values))
        if id(values) in self._alive and self.room_for(len(found) // 8):
            self._masks[key] = found
        return found
