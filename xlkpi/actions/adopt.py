"""Understand a company's own workbook: what is where in it, what has to be asked, what contradicts itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xlkpi.adopt.answers import with_answers
from xlkpi.adopt.grid import Grid
from xlkpi.adopt.grids_of_file import grids_of_book
from xlkpi.adopt.mapping import Decided, with_mapping
from xlkpi.adopt.understand import proved, understand
from xlkpi.adopt.understanding import Understanding
from xlkpi.books.ooxml import WorkbookFile
from xlkpi.errors import Fault, Sentence, sentence

Answers = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Adoption:
    """What was understood of one file; nothing is written."""

    file: str
    understood: Understanding
    grids: tuple[Grid, ...] = ()
    drift: tuple[Sentence, ...] = ()

    def faults(self) -> list[Fault]:
        """What keeps the workbook from being adopted, and as notices what a person should look at."""
        found = [
            Fault(
                f"{question.sheet or self.file}",
                sentence("请确认：{key}。{why}", "please say: {key}. {why}", key=question.field, why=question.why),
            )
            for question in self.understood.asked
        ]
        found += [
            Fault(
                f"{conflict.sheet}!{conflict.cell}",
                sentence(
                    "现在是 {stands}：{why}", "stands as {stands}: {why}", stands=conflict.stands, why=conflict.why
                ),
            )
            for conflict in self.understood.contradictions
        ]
        return found + [Fault(self.file, told, notice=True) for told in self.drift]

    def as_json(self, lang: str = "zh") -> dict[str, Any]:
        """Return one object for JSON."""
        shown = {"file": self.file, **self.understood.as_json(lang), "added": [], "out": None}
        if self.drift:
            shown["drift"] = [told.say(lang) for told in self.drift]
        return shown


def adopt(path: Path, mappings: Sequence[Decided] = (), answers: Answers | None = None) -> Adoption:
    """Understand a workbook file, with earlier decisions and answers put in. Raises CannotRead, Unusable."""
    grids = grids_of_book(WorkbookFile.open(path, allow_signed=True))
    given = answers or {}
    ours = [sheet for sheet, told in given.items() if told.get("kind", "") not in ("", "not_ours")]
    understood = understand(grids, ours)
    drift: tuple[Sentence, ...] = ()
    if mappings:
        applied = with_mapping(understood, mappings)
        understood, drift = applied.understood, applied.drift
    if given:
        understood = with_answers(understood, given)
    if mappings or given:
        understood = proved(understood, grids)
    return Adoption(str(path), understood, tuple(grids), drift)
