"""Everybody beside each other for the talk of the raters: who is lenient, who strict, where the levels are cut."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from xlkpi.domain.fairness import groups_of, shrunken
from xlkpi.domain.numbers import exact, mean, rounded
from xlkpi.headoffice.company import Company
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


def calibrate(company: Company, files: Iterable[Filed]) -> tuple[list[Rater], list[Rated]]:
    """Return the raters, the most lenient first, and everybody, by department and from the best score down.

    Who answers for a score is the supervisor of the department, or the department where none is named.
    """
    supervisors = {(one.place, one.name): one.supervisor or one.name for one in company.departments()}
    rows: list[tuple[str, str, str, str, str, str, Fraction]] = []
    for filed in files:
        columns = filed.people
        for at, total in enumerate(columns.get("total", [])):
            if not columns["eligible"][at] or not isinstance(total, (int, float)):
                continue
            department = str(columns["department"][at] if "department" in columns else filed.branch)
            rater = supervisors.get((filed.place, department), department)
            person = [str(columns[key][at] or "") if key in columns else "" for key in ("id", "name", "level")]
            rows.append((filed.branch, department, f"{filed.branch} {rater}", *person, exact(float(total))))  # type: ignore[arg-type]
    scores, names = [row[-1] for row in rows], [row[2] for row in rows]
    corrected = shrunken(scores, names)
    taken = dict(zip(names, (score - after for score, after in zip(scores, corrected, strict=True)), strict=True))
    raters = [Rater(name, len(own), mean(own), taken[name]) for name, own in groups_of(scores, names).items()]
    people = [Rated(*row, corrected=after) for row, after in zip(rows, corrected, strict=True)]
    people.sort(key=lambda one: (one.branch, one.department, -one.score, one.id))
    return sorted(raters, key=lambda one: (-one.leniency, one.name)), people


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
