"""From levels to money. Amounts are exact Fractions of yuan; a result is rounded half away from zero to the cent.

Sources: rules A6 (base x coefficient x attendance), C4 (tiers), D3 (rank awards), D5 (performance pay of a department).
That a fixed pool is divided by coefficient x base is asked for by HR, not printed.
"""

from __future__ import annotations

from fractions import Fraction
from typing import List, Optional, Sequence, Tuple

from xlkpi.domain.grade import largest_remainder
from xlkpi.domain.numbers import mean

Tier = Tuple[Fraction, Fraction]
"""Lower bound of a tier (not part of it) and its rate."""


def performance_pay(base: Fraction, *factors: Fraction) -> Fraction:
    """Base x coefficient x attendance x department factor, not yet rounded."""
    product = base
    for factor in factors:
        product *= factor
    return product


def department_pay(
    post_salary: Fraction, share: Fraction, coefficient: Fraction, score: Fraction, all_scores: Sequence[Fraction]
) -> Fraction:
    """Post salary x share x coefficient x department score / mean of all department scores; the mean is not 0."""
    return post_salary * share * coefficient * score / mean(all_scores)


def whole_amount(amount: Fraction, tiers: Sequence[Tier]) -> Fraction:
    """The whole amount at the rate of its tier (the highest bound it exceeds); 0 below all bounds."""
    reached = [tier for tier in tiers if amount > tier[0]]
    return amount * max(reached)[1] if reached else Fraction(0)


def by_slices(amount: Fraction, tiers: Sequence[Tier]) -> Fraction:
    """Each slice of the amount at the rate of its own tier."""
    ordered = sorted(tiers)
    ends: List[Optional[Fraction]] = [bound for bound, _ in ordered[1:]]
    total = Fraction(0)
    for (bound, rate), end in zip(ordered, [*ends, None]):
        top = amount if end is None else min(amount, end)
        total += max(Fraction(0), top - bound) * rate
    return total


TIER_MODES = {"whole": whole_amount, "marginal": by_slices}
"""How the rates of tiers apply."""


def rank_awards(scores: Sequence[Optional[Fraction]], first: Fraction, last: Fraction) -> List[Optional[Fraction]]:
    """`first` for the best, `last` for the worst, 0 between; everyone in a tie gets it; all equal: 0 for everyone."""
    present = [score for score in scores if score is not None]
    if not present or max(present) == min(present):
        return [None if score is None else Fraction(0) for score in scores]
    awards = {max(present): first, min(present): last}
    return [None if score is None else awards.get(score, Fraction(0)) for score in scores]


def pool_parts(pool: Fraction, weights: Sequence[Fraction]) -> List[Fraction]:
    """Parts of a pool (whole cents) in proportion to weights that are not all 0; they add up to the pool exactly.

    Whole cents first, then one each to the largest remainders, equal ones in order: the largest remainder of A4, whose
    seats are cents here.
    """
    total = sum(weights, Fraction(0))
    cents = largest_remainder(int(pool * 100), tuple(weight / total for weight in weights))
    return [Fraction(count, 100) for count in cents]
