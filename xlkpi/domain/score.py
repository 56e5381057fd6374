"""From what was achieved to points: single indicators, raters, weighted totals. All numbers are exact Fractions.

Sources: functions.md "Indicators and totals"; rules A1 (weighted total, 2 decimals) and A2 (mean of two raters).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Optional, Sequence

from xlkpi.domain.numbers import mean, rounded

FULL = Fraction(100)
"""Points of a fully met indicator unless the sheet says otherwise."""


def clipped(points: Fraction, most: Fraction) -> Fraction:
    """Keep points between 0 and `most`."""
    return max(Fraction(0), min(points, most))


def higher_is_better(actual: Fraction, target: Fraction, full: Fraction) -> Fraction:
    """Points in proportion to what was reached of the target."""
    return full * actual / target


def lower_is_better(actual: Fraction, target: Fraction, full: Fraction) -> Fraction:
    """Points that fall by the share by which the target is exceeded, and rise by the share it is undercut."""
    return full * (2 - actual / target)


def pass_or_fail(actual: Fraction, target: Fraction, full: Fraction) -> Fraction:
    """Full points when the target is reached, else none."""
    return full if actual >= target else Fraction(0)


KINDS = {"higher": higher_is_better, "lower": lower_is_better, "pass": pass_or_fail}
"""How an indicator is scored against its target."""


def achieved(actual: Fraction, target: Fraction, kind: str, full: Fraction, cap: Fraction) -> Fraction:
    """Points of one indicator against its target, 2 decimals, never below 0 nor above `cap`; target is not 0."""
    return rounded(clipped(KINDS[kind](actual, target, full), cap))


def stepped(actual: Fraction, steps: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    """Points of the highest threshold that `actual` reaches; `steps` are (threshold, points); below all of them 0."""
    reached = [step for step in steps if actual >= step[0]]
    return rounded(max(reached)[1]) if reached else Fraction(0)


def linear(actual: Fraction, zero_at: Fraction, full_at: Fraction, full: Fraction) -> Fraction:
    """Points on a straight line from 0 at `zero_at` to `full` at `full_at`, clipped; the two differ."""
    return rounded(clipped(full * (actual - zero_at) / (full_at - zero_at), full))


def deducted(full: Fraction, count: Fraction, each: Fraction, at_most: Optional[Fraction]) -> Fraction:
    """Full points less `each` per case, the deduction limited by `at_most`, never below 0."""
    deduction = count * each if at_most is None else min(count * each, at_most)
    return rounded(max(Fraction(0), full - deduction))


def net_volume(calls: Fraction, complaints: Fraction, unit: Fraction) -> Fraction:
    """Volume index: calls without the complaint calls, as a share of the monthly unit (rules C1)."""
    return (calls - complaints) / unit


def credited_volume(calls: Fraction, complaints: Fraction, unit: Fraction) -> Fraction:
    """Volume index where complaint calls lower the unit instead."""
    return calls / (unit - complaints)


VOLUME_MODES = {"net": net_volume, "credit": credited_volume}
"""How complaint calls enter the volume index."""


def rated(scores: Sequence[Optional[Fraction]], shares: Sequence[Fraction], *, partial: bool) -> Optional[Fraction]:
    """Weighted points of several raters; one missing gives None, or with `partial` the others take his weight."""
    asked = [(score, share) for score, share in zip(scores, shares) if share]
    present = [(score, share) for score, share in asked if score is not None]
    if not present or (len(present) < len(asked) and not partial):
        return None
    weight = sum((share for _, share in present), Fraction(0))
    return rounded(sum((score * share for score, share in present), Fraction(0)) / weight)


def weighted_total(scores: Sequence[Fraction], shares: Sequence[Fraction], adjust: Fraction) -> Fraction:
    """Sum of share x score plus the adjustment, rounded once at the end to 2 decimals (rules A1)."""
    return rounded(sum((score * share for score, share in zip(scores, shares)), adjust))


def supervisor_composite(plans: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    """Mean over the month's plans of the mean of their two raters, 2 decimals (rules A2); at least one plan."""
    return rounded(mean([(manager + head_office) / 2 for manager, head_office in plans]))
