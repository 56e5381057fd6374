"""The shops' rules computed a second time, from docs/rules.md D alone; nothing of xlkpi is imported.

Plain Python over plain values: numbers are Fractions of what was typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from calls_by_hand import cents, exact

TARGETS = (
    (176, False, 15),
    ("0.98", False, 15),
    (30, True, 20),
    ("0.98", False, 15),
    ("0.05", True, 10),
    (4, False, 10),
    ("0.95", False, 15),
)
"""D1: target (assumed), whether lower is better, weight in percent (assumed)."""


def indicator_points(actual: float, target: float | str, *, lower: bool) -> Fraction:
    """In proportion to the target, from 0 to 100; lower is better loses what exceeds the target."""
    share = exact(actual) / exact(target)
    return cents(min(Fraction(100), max(Fraction(0), 100 * (2 - share if lower else share))))


def month_points(actuals: Sequence[float], own: float, manager: float) -> Fraction:
    """D1, D2: indicators by weights; self 20%, manager 80%; the two 70/30 (all assumed)."""
    points = (
        indicator_points(actual, target, lower=low) for actual, (target, low, _) in zip(actuals, TARGETS, strict=True)
    )
    weighted = (point * weight for point, (_, _, weight) in zip(points, TARGETS, strict=True))
    indicators = cents(sum(weighted, Fraction(0)) / 100)
    raters = cents((exact(own) * 20 + exact(manager) * 80) / 100)
    return cents((indicators * 70 + raters * 30) / 100)


def awards(points: Sequence[Fraction]) -> list[int]:
    """D3: the best (all of equal points) +100, the last -100; where all are equal nobody is first or last."""
    if len(set(points)) == 1:
        return [0] * len(points)
    best, last = max(points), min(points)
    return [100 if point == best else -100 if point == last else 0 for point in points]


def plans_due(points: Sequence[Fraction]) -> list[bool]:
    """D3: the last two, with those of equal points."""
    line = sorted(points)[min(2, len(points)) - 1]
    return [point <= line for point in points]


def performance_pay(salary: float, share: float, factor: float, shop: float, shops: Sequence[float]) -> Fraction:
    """D5: salary x share x own coefficient x the shop's score / the mean of all shops."""
    mean = sum(map(exact, shops), Fraction(0)) / len(shops)
    return cents(exact(salary) * exact(share) * exact(factor) * exact(shop) / mean)


def commission_paid(commission: float, award: int) -> Fraction:
    """D3: what is taken off comes out of the commission and never leaves less than nothing."""
    return max(Fraction(0), exact(commission) + min(0, award))


def conduct(scores: Sequence[float]) -> Fraction:
    """D7: 德勤能绩 20/20/20/40 (assumed)."""
    return cents(
        sum((exact(score) * weight for score, weight in zip(scores, (20, 20, 20, 40), strict=True)), Fraction(0)) / 100
    )
