"""What a calculation hands back: new values by place, and the formulas that were not computed."""

from __future__ import annotations

from xlkpi.books.book import Value
from xlkpi.books.calc.rectangles import Place
from xlkpi.errors import Sentence
from xlkpi.records import dataclass


@dataclass(frozen=True, slots=True)
class Skipped:
    """A formula that was not computed: where it stands and why; its cached value stays.

    `used` tells that other formulas were computed with that old value, `holds` that it is right all the same.
    """

    sheet: str
    row: int
    column: int
    why: Sentence
    used: bool
    holds: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """Values that differ from the cached ones, by sheet and place, and what could not be computed."""

    changes: dict[str, dict[Place, Value]]
    skipped: list[Skipped]
