"""Everybody beside each other for the talk of the raters: who is lenient, who strict, where the levels are cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from xlkpi.domain.fairness import leniency, tallied
from xlkpi.domain.numbers import exact, rounded
from xlkpi.headoffice.filed import Filed

MARKED = Fraction(2)
"""Points of leniency or strictness from which a rater is pointed out; a custom of this page, no rule."""
LENIENT, STRICT = "偏宽", "偏严"


@dataclass(frozen=True)
class Rated:
    """Somebody with a score, who answers for it, and the score without that rater's leniency."""

    branch: str
    department: str
    rater: str
    id: str
    name: str
    level: str
    score: Fraction
    corrected: Fraction


@dataclass(frozen=True)
class Rater:
    """How a rater's scores lie: people, mean, and how many points they are above what others would have given."""

    name: str
    people: int
    mean: Fraction
    leniency: Fraction

    @property
    def mark(self) -> str:
        """偏宽, 偏严 or nothing."""
        return LENIENT if self.leniency >= MARKED else STRICT if self.leniency <= -MARKED else ""


def scored(files: Iterable[Filed]) -> Iterator[Rated]:
    """Yield everybody with a score, nothing corrected yet.

    Who answers for a score is the supervisor of the department, or the department where none is named.
    """
    for filed in files:
        columns = filed.people
        supervisors = {str(unit["name"] or ""): unit.get("supervisor") for unit in filed.units}
        for at, total in enumerate(columns.get("total", [])):
            if not columns["eligible"][at] or not isinstance(total, (int, float)):
                continue
            department = str(columns["department"][at] if "department" in columns else filed.branch)
            rater = f"{filed.branch} {supervisors.get(department) or department}"
            number, name, level = (
                str(columns[key][at] or "") if key in columns else "" for key in ("id", "name", "level")
            )
            score = exact(float(total))
            yield Rated(filed.branch, department, rater, number, name, level, score, score)


def raters_of(people: Iterable[Rated]) -> list[Rater]:
    """Return the raters, the most lenient first; of the people only sums are kept."""
    tallies = tallied((one.rater, one.score) for one in people)
    points = leniency(tallies)
    found = [Rater(name, one.people, one.mean, points[name]) for name, one in tallies.items()]
    return sorted(found, key=lambda one: (-one.leniency, one.name))


def corrected(people: Iterable[Rated], raters: Sequence[Rater]) -> list[Rated]:
    """Return everybody with the corrected score, by department and from the best score down."""
    points = {one.name: one.leniency for one in raters}
    found = [replace(one, corrected=one.score - points[one.rater]) for one in people]
    return sorted(found, key=lambda one: (one.branch, one.department, -one.score, one.id))


def cuts(people: Sequence[Rated]) -> frozenset[int]:
    """Return the rows above which a line stands: another department, or another level."""
    return frozenset(
        at
        for at, (one, other) in enumerate(pairwise(people), 1)
        if (one.branch, one.department, one.level) != (other.branch, other.department, other.level)
    )


def by_corrected(people: Sequence[Rated]) -> list[int]:
    """Return each one's rank in his department by the corrected score, equal scores alike."""
    groups: dict[tuple[str, str], list[Fraction]] = {}
    for one in people:
        groups.setdefault((one.branch, one.department), []).append(rounded(one.corrected))
    return [1 + sum(c > rounded(one.corrected) for c in groups[one.branch, one.department]) for one in people]
