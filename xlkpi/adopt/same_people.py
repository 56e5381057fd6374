"""Lists of the same people on several sheets, a month each: whether all of them are meant is asked, never guessed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final

from xlkpi.adopt.computations import sheets_read
from xlkpi.adopt.grid import Grid
from xlkpi.adopt.part_lines import Lines
from xlkpi.adopt.understanding import Part, Question
from xlkpi.errors import sentence

RESULTS: Final = frozenset(("rank", "level", "coefficient", "base_pay", "pay"))
FEWEST: Final = 2
"""People on both sheets from which on it is no chance."""


def with_months_asked(parts: Sequence[Part], grids: Mapping[str, Grid], answered: Collection[str]) -> list[Part]:
    """The parts, the earlier lists of the same people with a question; `answered` are sheets of which it was told."""
    people = [_people(part, grids[part.sheet]) for part in parts]
    found = list(parts)
    for at, part in enumerate(parts):
        later = [
            other
            for other, own in zip(parts[at + 1 :], people[at + 1 :])
            if other.sheet != part.sheet and other.columns.keys() == part.columns.keys() and _same(people[at], own)
        ]
        if later and part.sheet not in answered:
            zh = "和工作表“{last}”是同一批人（相同 {count} 人），像是两个月。都要接入写 summary，这一张不接入写 -"
            en = "it holds the people of “{last}” ({count} the same), as of another month: to take both over write "
            en += "summary, to leave this one out write -"
            count = len(people[at] & people[parts.index(later[-1])])
            why = sentence(zh, en, last=later[-1].sheet, count=count)
            asked = Question("kind", part.sheet, ("summary", "-"), why)
            found[at] = replace(part, questions=(*part.questions, asked))
    return found


def without_sources(
    parts: Sequence[Part], grids: Mapping[str, Grid], answered: Collection[str]
) -> tuple[list[Part], list[Question]]:
    """The parts without lists that only feed another one's totals: the same people would stand there twice.

    A team's sheet of scores, of which a summary takes every total by a formula, has no result of its own.
    """
    left: dict[str, Question] = {}
    for part in parts:
        for sheet in sorted(_read_by(part, grids)) if part.kind == "summary" else ():
            fed = [other for other in parts if other.sheet == sheet]
            if fed and sheet not in answered and all(map(_only_scores, fed)):
                zh, en = (
                    "“{last}”的总分取自这一张，同一批人不接入两次",
                    "“{last}” takes its totals from here",
                )
                left[sheet] = Question("kind", sheet, ("summary",), sentence(zh, en, last=part.sheet))
    return [part for part in parts if part.sheet not in left], list(left.values())


def _read_by(part: Part, grids: Mapping[str, Grid]) -> set[str]:
    lines = Lines(grids[part.sheet], part)
    places = [place for entry in lines.entries if (place := lines.place("total", entry))]
    return {sheet for place in places for sheet in sheets_read(lines.grid, *place)}


def _only_scores(part: Part) -> bool:
    return part.kind == "summary" and not RESULTS & {*part.columns, *part.across}


def _people(part: Part, grid: Grid) -> frozenset[str]:
    """Who stands in a list, by id or else by name."""
    if part.kind != "summary":
        return frozenset()
    lines = Lines(grid, part)
    key = next((key for key in ("employee_id", "name") if lines.has(key)), "")
    return frozenset(filter(None, (lines.text(key, entry) for entry in lines.entries))) if key else frozenset()


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    both = len(one & other)
    return both >= FEWEST and both * 2 > min(len(one), len(other))
