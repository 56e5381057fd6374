"""Laws of group points, group levels and members' levels."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlkpi.domain.groups import ALLOWED, group_levels, month_points, place_points, proposals, scaled_line

values = st.lists(st.integers(0, 50).map(Fraction), min_size=1, max_size=12)
units = st.integers(1, 4).map(Fraction)
A_LINE, D_LINE = Fraction(92), Fraction(35)


@given(st.lists(st.integers(0, 10**6).map(Fraction), min_size=1, max_size=12, unique=True), units, st.booleans())
def test_points_of_an_item_without_ties_sum_to_unit_times_the_triangular_number(
    values: list[Fraction], unit: Fraction, low: bool
) -> None:
    groups = len(values)
    for ties in ("better", "average"):
        assert sum(place_points(values, unit, ties, low_is_better=low)) == unit * groups * (groups + 1) / 2


@given(values, units, st.booleans())
def test_mean_places_keep_the_sum_even_with_ties(values: list[Fraction], unit: Fraction, low: bool) -> None:
    groups = len(values)
    assert sum(place_points(values, unit, "average", low_is_better=low)) == unit * groups * (groups + 1) / 2


@given(values, units)
def test_a_better_value_never_gets_fewer_points(values: list[Fraction], unit: Fraction) -> None:
    for ties in ("better", "average"):
        pairs = sorted(zip(values, place_points(values, unit, ties, low_is_better=False), strict=True))
        assert [points for _, points in pairs] == sorted(points for _, points in pairs)


@given(values, units)
def test_lower_is_better_is_higher_is_better_of_the_negated_values(values: list[Fraction], unit: Fraction) -> None:
    turned = place_points([-value for value in values], unit, "better", low_is_better=False)
    assert place_points(values, unit, "better", low_is_better=True) == turned


@given(st.lists(st.integers(0, 120).map(Fraction), min_size=1, max_size=12))
def test_group_levels_follow_the_totals(totals: list[Fraction]) -> None:
    found = group_levels(totals, A_LINE, D_LINE, "d")
    for total, level in zip(totals, found, strict=True):
        assert (level.level == "a") == (total >= A_LINE or total == max(totals))
        assert level.level not in ("d", "待定") or total < D_LINE
        assert level.level != "d" or total == min(totals)
    by_total = {total: level.level for total, level in zip(totals, found, strict=True)}
    assert all(by_total[total] == level.level for total, level in zip(totals, found, strict=True))


@pytest.mark.parametrize("groups", range(2, 13))
def test_lines_keep_their_share_of_the_best_total(groups: int) -> None:
    best = Fraction(14 * groups)
    assert scaled_line(A_LINE, best) / best == Fraction(92, 112)
    assert scaled_line(D_LINE, best) / best == Fraction(35, 112)


@given(st.lists(st.integers(0, 500).map(Fraction), min_size=1, max_size=30, unique=True), st.sampled_from("abcde"))
def test_proposals_are_allowed_equal_in_number_and_follow_contribution(
    contributions: list[Fraction], group_level: str
) -> None:
    allowed = ALLOWED[group_level]
    proposed = proposals(contributions, allowed)
    counts = Counter(proposed)
    assert set(proposed) <= set(allowed)
    assert max(counts[level] for level in allowed) - min(counts[level] for level in allowed) <= 1
    ordered = [level for _, level in sorted(zip(contributions, proposed, strict=True), reverse=True)]
    assert ordered == sorted(ordered)


@given(st.integers(-100, 500), st.integers(0, 200), st.integers(0, 5))
def test_two_penalties_or_more_leave_no_points(points: int, off: int, count: int) -> None:
    left = month_points(Fraction(points), Fraction(off), Fraction(count), Fraction(2))
    assert left == (0 if count >= 2 else points - off)
