"""What is wanted of taking a company's own workbook over, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from xlkpi.errors import Fault
from xlkpi.records import dataclass

KEEP, REPLACE = "keep", "replace"
"""What may be decided about a cell that contradicts the rest."""


@dataclass(frozen=True)
class Difference:
    """A cell whose standing value is not what our formula gives; it is kept, or replaced and told in a note."""

    sheet: str
    cell: str
    key: str
    formula: str
    stands: str
    follows: str
    replaced: bool

    def as_json(self) -> dict[str, Any]:
        """Return the difference as plain data."""
        return {
            "sheet": self.sheet,
            "cell": self.cell,
            "field": self.key,
            "formula": f"={self.formula}" if self.formula else "",
            "stands": self.stands,
            "follows": self.follows,
            "replaced": self.replaced,
        }


@dataclass
class TakenOver:
    """What became of a workbook: where it was written, what was added, what differs, why nothing was written."""

    out: Path | None = None
    added: list[str] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    settled: frozenset[tuple[str, str]] = frozenset()
    """Contradictions, by sheet and cell, that an answer or our formulas settle."""
    unchanged: bool = False
    by_department: bool = False
    """Whether levels follow from those of the departments, which are to be filled in on the added page."""

    def as_json(self, lang: str = "zh") -> dict[str, Any]:
        """Return what was done as plain data."""
        shown: dict[str, Any] = {"added": list(self.added), "out": None if self.out is None else str(self.out)}
        if self.differences:
            shown["differences"] = [one.as_json() for one in self.differences]
        if self.faults:
            shown["faults"] = [
                {"place": one.place, "message": one.say(lang), "notice": one.notice} for one in self.faults
            ]
        return shown


@dataclass(frozen=True)
class Wish:
    """What the user wants: where to, whether our formulas replace others, answers to contradictions, no writing."""

    out: Path | None = None
    replace: bool = False
    decisions: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """By sheet ("" for any) and cell: keep or replace."""
    dry_run: bool = False

    def about(self, sheet: str, cell: str, key: str) -> str:
        """What was decided about a cell, or about all cells of its key: keep, replace or nothing."""
        told = (self.decisions.get((where, what)) for what in (cell, key) for where in (sheet, ""))
        return next(filter(None, told), "")
