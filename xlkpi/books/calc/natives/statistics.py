"""STDEV, VAR, PERCENTILE, MODE, SKEW, FREQUENCY and their relatives: how scores lie about their middle."""

from __future__ import annotations

import bisect
import math
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final

from xlkpi.books.calc.exceptions import Fail, NotEvaluated
from xlkpi.books.calc.native import Native
from xlkpi.books.calc.natives.native_arguments import as_rows, everything, numbers, total
from xlkpi.books.calc.natives.ranking import ascending
from xlkpi.books.calc.scope import Scope
from xlkpi.books.calc.values import Rows, Scalar, shown_digits
from xlkpi.errors import CellError, sentence

Argument = Scalar | Rows


def _squares(found: list[float]) -> float:
    mean = total(found) / len(found)
    return total((one - mean) ** 2 for one in found)


def _variance(*, sample: bool, of: Callable[..., Iterable[float]] = numbers) -> Callable[..., float]:
    def variance(*arguments: Argument) -> float:
        found = list(of(arguments))
        count = len(found) - sample
        if count < 1:
            raise Fail(CellError.DIV0)
        return _squares(found) / count

    return variance


def _root_of(variance: Callable[..., float]) -> Callable[..., float]:
    return lambda *arguments: math.sqrt(variance(*arguments))


def _squares_of(*arguments: Argument) -> float:
    found = list(numbers(arguments))
    if not found:
        raise Fail(CellError.NUM)
    return _squares(found)


def _mean_distance(*arguments: Argument) -> float:
    found = list(numbers(arguments))
    if not found:
        raise Fail(CellError.NUM)
    mean = total(found) / len(found)
    return total(abs(one - mean) for one in found) / len(found)


def percentile(scope: Scope, values: Argument, share: float) -> float:
    """Return the value below which a share of the values lies, straight between neighbours. Raises Fail."""
    found = ascending(scope, values)
    if not found or not 0 <= share <= 1:
        raise Fail(CellError.NUM)
    position = share * (len(found) - 1)
    at = math.floor(position)
    if at + 1 >= len(found):
        return found[-1]
    return found[at] + (position - at) * (found[at + 1] - found[at])


def _quartile(scope: Scope, values: Argument, part: float) -> float:
    if not 0 <= part < 5:
        raise Fail(CellError.NUM)
    return percentile(scope, values, math.floor(part) / 4)


def _percentile_between(scope: Scope, values: Argument, share: float) -> float:
    """PERCENTILE.EXC: the lowest and highest value stand for 1/(n+1) and n/(n+1)."""
    found = ascending(scope, values)
    position = share * (len(found) + 1)
    if not found or not 1 <= position <= len(found):
        raise Fail(CellError.NUM)
    at = math.floor(position)
    lower = found[at - 1]
    return lower if at == len(found) else lower + (position - at) * (found[at] - lower)


def _quartile_between(scope: Scope, values: Argument, part: float) -> float:
    return _percentile_between(scope, values, math.floor(part) / 4)


def _percent_rank(*, between: bool) -> Callable[..., float]:
    """Return the share of the values below one, cut off after some digits."""

    def rank(scope: Scope, values: Argument, value: float, digits: int = 3) -> float:
        found = ascending(scope, values)
        if not found or digits < 1:
            raise Fail(CellError.NUM)
        if not found[0] <= value <= found[-1]:
            raise Fail(CellError.NA)
        below = bisect.bisect_left(found, value)
        position = float(below)
        if found[below] != value:
            position = below - 1 + (value - found[below - 1]) / (found[below] - found[below - 1])
        count = len(found)
        share = (position + 1) / (count + 1) if between else position / (count - 1) if count > 1 else 1.0
        unit = 10.0**digits
        return math.floor(shown_digits(share * unit)) / unit

    return rank


def _mode(*arguments: Argument) -> float:
    """Return the most frequent number, of several the one that comes first."""
    if any(isinstance(one, str) for one in arguments):
        raise Fail(CellError.VALUE)
    counts = Counter(numbers(arguments))
    value, most = max(counts.items(), key=lambda item: item[1], default=(0.0, 0))
    if most < 2:
        raise Fail(CellError.NA)
    return value


def _positive(arguments: tuple[Argument, ...]) -> list[float]:
    found = list(numbers(arguments))
    if not found or min(found) <= 0:
        raise Fail(CellError.NUM)
    return found


def _geometric_mean(*arguments: Argument) -> float:
    found = _positive(arguments)
    return math.exp(total(map(math.log, found)) / len(found))


def _harmonic_mean(*arguments: Argument) -> float:
    found = _positive(arguments)
    return len(found) / total(1 / one for one in found)


def _trimmed_mean(scope: Scope, values: Argument, share: float) -> float:
    found = ascending(scope, values)
    if not found or not 0 <= share < 1:
        raise Fail(CellError.NUM)
    cut = int(shown_digits(len(found) * share) / 2)
    kept = found[cut : len(found) - cut]
    return total(kept) / len(kept)


def _moment(power: int, least: int) -> Callable[..., tuple[int, float]]:
    """Return how many values there are, and the sum of a power of their standardized distances."""

    def moment(*arguments: Argument) -> tuple[int, float]:
        found = list(numbers(arguments))
        if len(found) < least:
            raise Fail(CellError.DIV0)
        mean, deviation = total(found) / len(found), math.sqrt(_squares(found) / (len(found) - 1))
        if deviation == 0:
            raise Fail(CellError.DIV0)
        return len(found), total(((one - mean) / deviation) ** power for one in found)

    return moment


def _skewness(*arguments: Argument) -> float:
    count, cubes = _moment(3, 3)(*arguments)
    return cubes * count / ((count - 1) * (count - 2))


def _kurtosis(*arguments: Argument) -> float:
    count, fourths = _moment(4, 4)(*arguments)
    scale = count * (count + 1) / ((count - 1) * (count - 2) * (count - 3))
    return scale * fourths - 3 * (count - 1) ** 2 / ((count - 2) * (count - 3))


def _frequency(values: Argument, limits: Argument) -> Rows:
    """Return how many numbers lie up to each limit, and last how many beyond all of them."""
    found, bounds = sorted(numbers([as_rows(values)])), list(numbers([as_rows(limits)]))
    if not bounds:
        raise NotEvaluated(sentence("FREQUENCY 没有分段点", "FREQUENCY has no limits"))
    below = {bound: bisect.bisect_right(found, bound) for bound in bounds}
    counts: Rows = []
    done: dict[float, int] = {}
    for bound in sorted(below):
        done[bound] = below[bound] - sum(done.values())
    for bound in bounds:
        counts.append([float(done.pop(bound, 0))])
    return [*counts, [float(len(found) - max(below.values(), default=0))]]


_OF_A_SAMPLE: Final = _variance(sample=True)
_OF_ALL: Final = _variance(sample=False)

TABLE: Final[dict[str, Native]] = {
    "AVEDEV": Native(_mean_distance, "r", repeats=1),
    "DEVSQ": Native(_squares_of, "r", repeats=1),
    "FREQUENCY": Native(_frequency, "XX"),
    "GEOMEAN": Native(_geometric_mean, "r", repeats=1),
    "HARMEAN": Native(_harmonic_mean, "r", repeats=1),
    "KURT": Native(_kurtosis, "r", repeats=1),
    "MODE": Native(_mode, "r", repeats=1),
    "MODE.SNGL": Native(_mode, "r", repeats=1),
    "PERCENTILE": Native(percentile, "rn", scoped=True, searches=True),
    "PERCENTILE.EXC": Native(_percentile_between, "rn", scoped=True, searches=True),
    "PERCENTILE.INC": Native(percentile, "rn", scoped=True, searches=True),
    "PERCENTRANK": Native(_percent_rank(between=False), "rni", 2, scoped=True, searches=True),
    "PERCENTRANK.EXC": Native(_percent_rank(between=True), "rni", 2, scoped=True, searches=True),
    "PERCENTRANK.INC": Native(_percent_rank(between=False), "rni", 2, scoped=True, searches=True),
    "QUARTILE": Native(_quartile, "rn", scoped=True, searches=True),
    "QUARTILE.EXC": Native(_quartile_between, "rn", scoped=True, searches=True),
    "QUARTILE.INC": Native(_quartile, "rn", scoped=True, searches=True),
    "SKEW": Native(_skewness, "r", repeats=1),
    "STDEV": Native(_root_of(_OF_A_SAMPLE), "r", repeats=1),
    "STDEV.P": Native(_root_of(_OF_ALL), "r", repeats=1),
    "STDEV.S": Native(_root_of(_OF_A_SAMPLE), "r", repeats=1),
    "STDEVA": Native(_root_of(_variance(sample=True, of=everything)), "r", repeats=1),
    "STDEVP": Native(_root_of(_OF_ALL), "r", repeats=1),
    "STDEVPA": Native(_root_of(_variance(sample=False, of=everything)), "r", repeats=1),
    "TRIMMEAN": Native(_trimmed_mean, "rn", scoped=True, searches=True),
    "VAR": Native(_OF_A_SAMPLE, "r", repeats=1),
    "VAR.P": Native(_OF_ALL, "r", repeats=1),
    "VAR.S": Native(_OF_A_SAMPLE, "r", repeats=1),
    "VARA": Native(_variance(sample=True, of=everything), "r", repeats=1),
    "VARP": Native(_OF_ALL, "r", repeats=1),
    "VARPA": Native(_variance(sample=False, of=everything), "r", repeats=1),
}
"""By name."""
