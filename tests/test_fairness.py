"""Raters of known leniency: the corrected scores must tell more of who is truly better than the raw ones."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlkpi.domain.fairness import leniency, shrunken, standardised, tallied

MONTHS = 200
WAYS = {"shrink": shrunken, "standard": standardised}


def ranks(numbers):
    """Mean ranks, for Spearman's correlation."""
    order = sorted(numbers)
    return [order.index(number) + (order.count(number) + 1) / 2 for number in numbers]


def agreement(one, other):
    """Spearman's rank correlation."""
    one, other = ranks(one), ranks(other)
    middle = (len(one) + 1) / 2
    product = sum((a - middle) * (b - middle) for a, b in zip(one, other, strict=True))
    return product / (sum((a - middle) ** 2 for a in one) * sum((b - middle) ** 2 for b in other)) ** 0.5


def month(seed, leniency, sizes):
    """True worth, what the raters gave (worth, leniency, chance), and who rated; who rates whom is chance."""
    luck = random.Random(seed)
    raters = [f"考核人{number}" for number, size in enumerate(sizes) for _ in range(size)]
    own = {rater: luck.gauss(0, leniency) for rater in dict.fromkeys(raters)}
    worth = [luck.gauss(80, 5) for _ in raters]
    given = [Fraction(round((w + own[r] + luck.gauss(0, 2)) * 100), 100) for w, r in zip(worth, raters, strict=True)]
    return worth, given, raters


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("sizes", [(10, 10, 10, 10), (3, 5, 8, 12, 20)])
def test_the_true_order_comes_out_better_where_raters_differ(way, sizes):
    gains = []
    for seed in range(MONTHS):
        worth, given, raters = month(seed, 6, sizes)
        gains.append(agreement(worth, WAYS[way](given, raters)) - agreement(worth, given))
    assert sum(gain > 0 for gain in gains) > 0.85 * MONTHS
    assert sum(gains) / MONTHS > 0.1


@pytest.mark.parametrize("sizes", [(10, 10, 10, 10), (3, 5, 8, 12, 20)])
def test_little_is_lost_where_raters_do_not_differ(sizes):
    losses = []
    for seed in range(MONTHS):
        worth, given, raters = month(seed, 0, sizes)
        losses.append(agreement(worth, given) - agreement(worth, shrunken(given, raters)))
    assert sum(losses) / MONTHS < 0.02


def test_leniency_worked_by_hand():
    """甲 gave 90 and 94, 乙 80, 82 and 84: means 92, 82, in general 86.

    Within 16/3, between 120, so v = (120 - 16/3) / (5 - 13/5) = 430/9; n / (n v + w) is 9/454 and 9/446, the weighted
    middle 3913/45; 9/454 * 430/9 * (92 - 3913/45) = 43/9, and of 乙 as much less.
    """
    given = [
        ("甲", Fraction(90)),
        ("乙", Fraction(80)),
        ("乙", Fraction(82)),
        ("甲", Fraction(94)),
        ("乙", Fraction(84)),
    ]
    assert leniency(tallied(given)) == {"甲": Fraction(43, 9), "乙": Fraction(-43, 9)}


def test_where_all_scores_are_alike_nobody_is_lenient():
    assert leniency(tallied((rater, Fraction(80)) for rater in "甲甲乙乙")) == {"甲": 0, "乙": 0}


def test_small_groups_are_moved_less():
    given = [Fraction(n) for n in (95, 90, 70, 75, 80, 85, 60, 65, 78, 74)]
    raters = ["甲"] * 2 + ["乙"] * 8
    moved = [before - after for before, after in zip(given, shrunken(given, raters), strict=True)]
    assert 0 < moved[0] == moved[1] < Fraction(185, 2) - Fraction(772, 10)


scores = st.lists(st.tuples(st.integers(0, 10000), st.sampled_from("甲乙丙丁")), min_size=1, max_size=30)


@given(scores, st.integers(-500, 500))
def test_laws(rows, shift):
    """Nobody overtakes another of his own rater; a shift of all scores shifts the results; names do not matter."""
    given, raters = [Fraction(score, 100) for score, _ in rows], [rater for _, rater in rows]
    corrected = shrunken(given, raters)
    for rater in set(raters):
        own = [(g, c) for g, c, r in zip(given, corrected, raters, strict=True) if r == rater]
        assert len({g - c for g, c in own}) == 1
    assert shrunken([g + shift for g in given], raters) == [c + shift for c in corrected]
    assert shrunken(given, [f"新{rater}" for rater in raters]) == corrected
