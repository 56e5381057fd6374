"""What is worked out once per block of cells and used by many formulas: flat lists, positions, conditions that hold."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from itertools import pairwise
from typing import Final

from xlkpi.books.calc.criteria import Condition, criterion, matching_key
from xlkpi.books.calc.values import Rows, Scalar, key_of, same_number
from xlkpi.books.calc.work_limit import spend
from xlkpi.errors import CellError

_MOST: Final = 2_000_000
"""Values kept in all, some 70 bytes each."""

_INDEX_WORK: Final = 5
"""Units of work for one value of an index."""


class BlockCache:
    """Answers by block. Only blocks announced with `keep` are remembered: they stay alive and never change."""

    def __init__(self) -> None:
        self._left = _MOST
        self._alive: dict[int, object] = {}
        self._first_columns: dict[int, Rows] = {}
        self._positions: dict[int, dict[Scalar, int]] = {}
        self._lines: dict[int, tuple[list[float], list[int], bool]] = {}
        self._sorted: dict[int, list[float] | CellError] = {}
        self._flat: dict[tuple[int, int, int], list[Scalar]] = {}
        self._derived: dict[tuple[int, Hashable], list[Scalar]] = {}
        self._masks: dict[tuple[int, type, Condition], bytes] = {}
        self._places: dict[int, dict[Scalar, list[int]]] = {}
        self._ascending: dict[int, tuple[list[float], list[int]]] = {}

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
        spend(_INDEX_WORK * len(rows) * len(rows[0]))
        found: dict[Scalar, int] = {}
        for at, value in enumerate(rows[0] if len(rows) == 1 else [row[0] for row in rows]):
            found.setdefault(key_of(value), at)
        if id(rows) in self._alive and self.room_for(len(found)):
            self._positions[id(rows)] = found
        return found

    def numbers_in_line(self, rows: Rows) -> tuple[list[float], list[int], bool]:
        """The numbers of a row or column of values, their positions, and whether they ascend."""
        known = self._lines.get(id(rows))
        if known is not None:
            return known
        line = rows[0] if len(rows) == 1 else [row[0] for row in rows]
        spend(_INDEX_WORK * len(line))
        pairs = [(value, at) for at, value in enumerate(line) if type(value) is float]
        numbers = [value for value, _ in pairs]
        ascend = not any(one > other and not same_number(one, other) for one, other in pairwise(numbers))
        found = numbers, [at for _, at in pairs], ascend
        if id(rows) in self._alive and self.room_for(2 * len(numbers)):
            self._lines[id(rows)] = found
        return found

    def sorted_numbers(self, rows: Rows) -> list[float] | CellError:
        """The numbers of a block in order, or the first error in it."""
        known = self._sorted.get(id(rows))
        if known is not None:
            return known
        spend(_INDEX_WORK * len(rows) * len(rows[0]))
        values = [value for row in rows for value in row]
        error = next((value for value in values if isinstance(value, CellError)), None)
        found = sorted(value for value in values if type(value) is float) if error is None else error
        if id(rows) in self._alive and self.room_for(len(values)):
            self._sorted[id(rows)] = found
        return found

    def derived(self, values: list[Scalar], key: Hashable, build: Callable[[], list[Scalar]]) -> list[Scalar]:
        """A list made out of a list that is kept, by what it is made for."""
        known = self._derived.get((id(values), key))
        if known is None:
            spend(_INDEX_WORK * len(values))
            known = build()
            if id(values) in self._alive and self.room_for(len(values) // 8):
                self._derived[id(values), key] = known
        return known

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

    def mask(self, values: list[Scalar], condition: Condition) -> bytes:
        """One byte per value: 1 where the condition of a COUNTIF holds. Raises NotEvaluated."""
        key = id(values), type(condition.wanted), condition
        known = self._masks.get(key)
        if known is not None:
            spend(len(values) // 8)
            return known
        spend(2 * len(values))
        found = bytes(map(criterion(condition), values))
        if id(values) in self._alive and self.room_for(len(found) // 8):
            self._masks[key] = found
        return found

    def places(self, values: list[Scalar]) -> dict[Scalar, list[int]] | None:
        """Positions of each value that is not blank, by the key of conditions; None for a list that is not kept."""
        known = self._places.get(id(values))
        if known is None and id(values) in self._alive and self.room_for(2 * len(values)):
            spend(_INDEX_WORK * len(values))
            known = self._places[id(values)] = {}
            for at, value in enumerate(values):
                if value is not None:
                    known.setdefault(matching_key(value), []).append(at)
        return known

    def ascending(self, values: list[Scalar]) -> tuple[list[float], list[int]] | None:
        """The numbers among values in order, with their positions; None for a list that is not kept."""
        known = self._ascending.get(id(values))
        if known is None and id(values) in self._alive and self.room_for(2 * len(values)):
            spend(_INDEX_WORK * len(values))
            pairs = sorted((value, at) for at, value in enumerate(values) if type(value) is float)
            known = self._ascending[id(values)] = [value for value, _ in pairs], [at for _, at in pairs]
        return known
