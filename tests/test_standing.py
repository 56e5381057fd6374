"""Laws of the last of a ranking, of peers' ratings and of the bid bonus."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlkpi.domain.incentive import bid_pool
from xlkpi.domain.peers import peer_score, rated_only_himself
from xlkpi.domain.standing import bottom, bottom_count
from xlkpi.functions import call

points = st.integers(0, 100).map(Fraction)
TIERS = [
    (Fraction(low), Fraction(rate))
    for low, rate in ((0, "0.0005"), (4500, "0.00055"), (6500, "0.0006"), (8500, "0.0007"), (10000, "0.0008"))
]
SHARES = (Fraction(4, 5), Fraction(1, 5))


@given(st.lists(points, min_size=1, max_size=40), st.integers(1, 40))
def test_the_last_are_never_better_than_the_others(scores: list[Fraction], size: int) -> None:
    flags = bottom(scores, Fraction(size), None)
    assert sum(flags) >= min(size, len(scores))
    last = [score for score, flag in zip(scores, flags, strict=True) if flag]
    others = [score for score, flag in zip(scores, flags, strict=True) if not flag]
    assert not others or max(last) < min(others)


@pytest.mark.parametrize(("people", "last"), [(1, 1), (4, 1), (10, 1), (14, 1), (15, 2), (24, 2), (25, 3)])
def test_a_tenth_is_rounded_half_up_and_is_at_least_one(people: int, last: int) -> None:
    assert bottom_count(people, Fraction(1, 10)) == last


def test_nobody_is_last_of_nobody() -> None:
    assert bottom([], Fraction(1, 10), None) == []


@given(st.lists(st.lists(points, min_size=4, max_size=4), min_size=4, max_size=4), st.integers(0, 3))
def test_a_peer_score_lies_between_the_ratings_received(ratings: list[list[Fraction]], place: int) -> None:
    received = [row[place] for row in ratings]
    found = peer_score(ratings, place, SHARES, partial=False)
    assert found is not None
    assert min(received) <= found <= max(received)


def test_one_rater_alone_is_not_accused_of_rating_only_himself() -> None:
    assert not rated_only_himself([[Fraction(90)]], 0)
    assert rated_only_himself([[Fraction(90), None], [Fraction(80), Fraction(90)]], 0)


@given(st.integers(0, 20000), st.integers(0, 20000))
def test_whole_tier_pay_grows_inside_a_tier_and_marginal_pay_everywhere(one: int, other: int) -> None:
    low, high = sorted((Fraction(one), Fraction(other)))
    tier_of = [max((bound for bound, _ in TIERS if amount > bound), default=None) for amount in (low, high)]
    if tier_of[0] == tier_of[1]:
        assert bid_pool(low, TIERS, Fraction(0), "whole") <= bid_pool(high, TIERS, Fraction(0), "whole")
    assert bid_pool(low, TIERS, Fraction(0), "marginal") <= bid_pool(high, TIERS, Fraction(0), "marginal")


@given(st.integers(0, 20000))
def test_nothing_is_paid_up_to_the_starting_point(amount: int) -> None:
    paid = bid_pool(Fraction(amount), TIERS, Fraction(4500), "whole")
    assert (paid == 0) == (amount <= 4500)


def test_the_printed_per_head_figures_are_the_whole_amount_over_30() -> None:
    assert call("KPI_BID", [4500, [[0]], [[0.0005]]]) / 30 == 750


@pytest.mark.parametrize("people", [16, 17, 60])
def test_any_number_of_people_may_rate_each_other(people: int) -> None:
    """Everyone gives the others 90 and himself 80: 90 x 0.8 + 80 x 0.2 = 88 (rules C6)."""
    ratings = [[80.0 if rater == rated else 90.0 for rated in range(people)] for rater in range(people)]
    assert call("KPI_PEERS", [ratings, [[0.8, 0.2]]]) == [[88.0]] * people


@pytest.mark.parametrize(
    ("won", "lower", "rate", "per_head"),
    [
        (9000, 8000, 0.0005, 1500),
        (9500, 9000, 0.00055, 1742),
        (10000, 9500, 0.00058, 1933),
        (10500, 10000, 0.00062, 2170),
        (10500.0001, 10500, 0.00065, 2275),
    ],
)
def test_the_second_reading_gives_the_printed_upper_figure_per_head(
    won: float, lower: float, rate: float, per_head: int
) -> None:
    """rules C4: bonus / 30 people, as printed to the yuan."""
    bonus = call("KPI_BID", [won, [[lower]], [[rate]]])
    assert isinstance(bonus, float)
    assert round(bonus / 30) == per_head
