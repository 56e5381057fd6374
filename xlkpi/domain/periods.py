"""Rules over several periods: runs, quarter and year, a plan split into parts, shortfalls carried on.

Sources: rules B6 (two months at 0 in a row), D2 (quarter = mean of months, year = mean of quarters), E2 (annual plan
split into months and weeks, shortfall made up next week, three weeks missed in a row).
"""

from __future__ import annotations

from fractions import Fraction
from typing import List, Optional, Sequence

from xlkpi.domain.numbers import mean, rounded
from xlkpi.records import dataclass


def runs(flags: Sequence[Optional[bool]]) -> List[int]:
    """Length of the run of TRUE that ends at each place; None (nothing happened) neither counts nor breaks it."""
    lengths: List[int] = []
    length = 0
    for flag in flags:
        if flag is not None:
            length = length + 1 if flag else 0
        lengths.append(length)
    return lengths


def period_mean(months: Sequence[Optional[Fraction]], months_each: int = 3) -> Optional[Fraction]:
    """Mean of the quarters' means, each rounded to 2 decimals; None entries are not in it, a 0 counts as 0.

    `months` holds the months in order, `months_each` of them to a quarter; one quarter gives its own mean.
    """
    quarters = []
    for start in range(0, len(months), months_each):
        present = [score for score in months[start : start + months_each] if score is not None]
        if present:
            quarters.append(rounded(mean(present)))
    return rounded(mean(quarters)) if quarters else None


def split(total: Fraction, weights: Sequence[Fraction], places: int) -> List[Fraction]:
    """Parts of a total in proportion to weights, rounded to `places`, that sum to the total exactly.

    Each part is the difference of two rounded cumulative parts; a total finer than `places` keeps its tail in the
    last part. The weights do not sum to 0.
    """
    whole = sum(weights, Fraction(0))
    parts: List[Fraction] = []
    reached, given = Fraction(0), Fraction(0)
    for weight in weights[:-1]:
        reached += weight
        end = rounded(total * reached / whole, places)
        parts.append(end - given)
        given = end
    return [*parts, total - given]


@dataclass(frozen=True)
class Week:
    """One week of a plan: the target with what was carried into it, and what it leaves for the next."""

    target: Fraction
    shortfall: Fraction
    missed: Optional[bool]


def carried(plans: Sequence[Fraction], actuals: Sequence[Optional[Fraction]], *, surplus: bool = False) -> List[Week]:
    """Weeks in which every shortfall is added to the next week's plan (E2).

    A surplus is taken off the following plans only where `surplus` says so, and no target falls below 0. A week
    without a report is not missed yet: what it still lacks is not carried on.
    """
    weeks: List[Week] = []
    before = Fraction(0)
    for plan, actual in zip(plans, actuals):
        due = plan + before
        target = max(Fraction(0), due)
        lacking = Fraction(0) if actual is None else max(Fraction(0), target - actual)
        # due, not target: what a surplus has left over after this week's plan goes on to the next
        before = min(due, Fraction(0)) if actual is None else due - actual if surplus else lacking
        weeks.append(Week(target, lacking, None if actual is None else lacking > 0))
    return weeks
