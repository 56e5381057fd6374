"""The normal, binomial and Poisson distributions, and what is built on them: NORM.DIST, STANDARDIZE, CONFIDENCE ..."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import Final

from xlkpi.books.calc.exceptions import Fail, NotEvaluated
from xlkpi.books.calc.native import Native
from xlkpi.errors import CellError, sentence

_MOST_TRIALS: Final = 100_000
"""Beyond it a sum over the trials takes too long."""


def _normal(value: float, mean: float, deviation: float, cumulative: bool) -> float:
    if deviation <= 0:
        raise Fail(CellError.NUM)
    return _standard((value - mean) / deviation, cumulative) / (1.0 if cumulative else deviation)


def _standard(value: float, cumulative: bool = True) -> float:
    if cumulative:
        return math.erfc(-value / math.sqrt(2)) / 2
    return math.exp(-value * value / 2) / math.sqrt(2 * math.pi)


def _normal_inverse(share: float, mean: float = 0.0, deviation: float = 1.0) -> float:
    if not 0 < share < 1 or deviation <= 0:
        raise Fail(CellError.NUM)
    return NormalDist(mean, deviation).inv_cdf(share)


def _standardized(value: float, mean: float, deviation: float) -> float:
    if deviation <= 0:
        raise Fail(CellError.NUM)
    return (value - mean) / deviation


def _confidence(error: float, deviation: float, size: int) -> float:
    """Return half the width of the interval that holds the mean; `error` is the share of misses."""
    if not 0 < error < 1 or deviation <= 0 or size < 1:
        raise Fail(CellError.NUM)
    return _normal_inverse(1 - error / 2) * deviation / math.sqrt(size)


def _trials(value: float) -> int:
    """Return a number of events as a whole number. Raises Fail, NotEvaluated."""
    if value < 0:
        raise Fail(CellError.NUM)
    if value > _MOST_TRIALS:
        raise NotEvaluated(sentence("次数太多", "too many trials"))
    return math.floor(value)


def _poisson(events: float, mean: float, cumulative: bool) -> float:
    count = _trials(events)
    if mean < 0:
        raise Fail(CellError.NUM)

    def exactly(at: int) -> float:
        if mean == 0:
            return float(at == 0)
        return math.exp(at * math.log(mean) - mean - math.lgamma(at + 1))

    return math.fsum(map(exactly, range(count + 1))) if cumulative else exactly(count)


def _binomial(events: float, tried: float, share: float, cumulative: bool) -> float:
    count, trials = _trials(events), _trials(tried)
    if count > trials or not 0 <= share <= 1:
        raise Fail(CellError.NUM)

    def exactly(at: int) -> float:
        if share in (0.0, 1.0):
            return float(at == trials * share)
        ways = math.lgamma(trials + 1) - math.lgamma(at + 1) - math.lgamma(trials - at + 1)
        return math.exp(ways + at * math.log(share) + (trials - at) * math.log1p(-share))

    return math.fsum(map(exactly, range(count + 1))) if cumulative else exactly(count)


TABLE: Final[dict[str, Native]] = {
    "BINOM.DIST": Native(_binomial, "nnnb"),
    "BINOMDIST": Native(_binomial, "nnnb"),
    "CONFIDENCE": Native(_confidence, "nni"),
    "CONFIDENCE.NORM": Native(_confidence, "nni"),
    "NORM.DIST": Native(_normal, "nnnb"),
    "NORM.INV": Native(_normal_inverse, "nnn"),
    "NORM.S.DIST": Native(_standard, "nb"),
    "NORM.S.INV": Native(_normal_inverse, "n"),
    "NORMDIST": Native(_normal, "nnnb"),
    "NORMINV": Native(_normal_inverse, "nnn"),
    "NORMSDIST": Native(_standard, "n"),
    "NORMSINV": Native(_normal_inverse, "n"),
    "POISSON": Native(_poisson, "nnb"),
    "POISSON.DIST": Native(_poisson, "nnb"),
    "STANDARDIZE": Native(_standardized, "nnn"),
}
"""By name."""
