"""Lenient and strict raters: what scores would be had everybody been rated alike. Information, never the result.

Both ways suppose that who rates whom is chance: where a rater's people truly are better, the difference is taken for
leniency and taken away from them. So the official score, rank and level are never computed from these.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Dict, Iterable, List, Mapping, NamedTuple, Sequence, Tuple

from xlkpi.domain.numbers import exact, mean

FEWEST = 3
"""People a rater must have rated for the spread of his scores to mean anything."""

Groups = Dict[str, List[Fraction]]


def groups_of(scores: Sequence[Fraction], raters: Sequence[str]) -> Groups:
    """Return the scores of each rater, in the order in which the raters come."""
    found: Groups = {}
    for score, rater in zip(scores, raters):
        found.setdefault(rater, []).append(score)
    return found


class Tally(NamedTuple):
    """What the leniency of a rater follows from, however many were rated: people, sum and sum of squares of scores."""

    people: int
    total: Fraction
    squares: Fraction

    @property
    def mean(self) -> Fraction:
        """The mean of the rater's scores."""
        return self.total / self.people


def tallied(rated: Iterable[Tuple[str, Fraction]]) -> Dict[str, Tally]:
    """Return the tally of each rater, in the order in which the raters come, of pairs of rater and score."""
    found: Dict[str, Tally] = {}
    for rater, score in rated:
        people, total, squares = found.get(rater, (0, Fraction(0), Fraction(0)))
        found[rater] = Tally(people + 1, total + score, squares + score * score)
    return found


def leniency(raters: Mapping[str, Tally]) -> Dict[str, Fraction]:
    """Return how many points each rater gives above what others would have given, as far as so few people can show it.

    The best linear prediction of the rater's effect in the one-way random model (Robinson 1991, "That BLUP is a good
    thing", section 2): his mean's distance from the general mean, times n*v / (n*v + w) for n people, with v the
    variance between raters and w the variance within, both from the analysis of variance (Searle, Casella and McCulloch
    1992, section 3.6). With a single rater, or no more between raters than within, it is 0.
    """
    tallies, count = raters.values(), len(raters)
    people = sum(one.people for one in tallies)
    none = dict.fromkeys(raters, Fraction(0))
    if count < 2 or people == count:
        return none
    own_squares = sum((one.people * one.mean**2 for one in tallies), Fraction(0))
    general = sum((one.total for one in tallies), Fraction(0)) / people
    within = (sum((one.squares for one in tallies), Fraction(0)) - own_squares) / (people - count)
    between = (own_squares - people * general**2) / (count - 1)
    usual = (people - Fraction(sum(one.people**2 for one in tallies), people)) / (count - 1)
    raters_own = (between - within) / usual
    if raters_own <= 0:
        return none
    weights = {rater: one.people / (one.people * raters_own + within) for rater, one in raters.items()}
    middle = sum((weights[r] * one.mean for r, one in raters.items()), Fraction(0)) / sum(weights.values(), Fraction(0))
    return {rater: weights[rater] * raters_own * (one.mean - middle) for rater, one in raters.items()}


def shrunken(scores: Sequence[Fraction], raters: Sequence[str]) -> List[Fraction]:
    """Take from each score the leniency of its rater."""
    effects = leniency(tallied(zip(raters, scores)))
    return [score - effects[rater] for score, rater in zip(scores, raters)]


def standardised(scores: Sequence[Fraction], raters: Sequence[str]) -> List[Fraction]:
    """Give the scores of every rater the general mean and the pooled spread (linear equating, Angoff 1971).

    Each rater must have rated FEWEST people and not all of them alike: see `no_spread`.
    """
    groups = groups_of(scores, raters)
    general = mean(scores)
    means = {rater: mean(own) for rater, own in groups.items()}
    squares = {rater: sum(((s - means[rater]) ** 2 for s in own), Fraction(0)) for rater, own in groups.items()}
    pooled = sum(squares.values(), Fraction(0)) / (len(scores) - len(groups))
    stretch = {r: exact(math.sqrt(pooled * (len(own) - 1) / squares[r])) for r, own in groups.items()}
    return [general + (score - means[rater]) * stretch[rater] for score, rater in zip(scores, raters)]


def no_spread(scores: Sequence[Fraction]) -> bool:
    """Tell whether a rater's scores are too few, or all alike, to be standardised."""
    return len(scores) < FEWEST or len(set(scores)) == 1
