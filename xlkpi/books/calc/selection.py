"""Which positions of one or more ranges meet the conditions of COUNTIFS and its relatives, found over indexes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import compress
from typing import NamedTuple

from xlkpi.books.calc.criteria import Condition, criterion
from xlkpi.books.calc.scope import Scope
from xlkpi.books.calc.values import Scalar


class Span(NamedTuple):
    """The values of a range: a stretch of a list; what lies beyond the list's end is blank."""

    values: list[Scalar]
    start: int
    size: int

    def at(self, positions: list[int]) -> list[Scalar]:
        """Values at positions of the range, which are in order and count from 0."""
        values, start = self.values, self.start
        if positions and positions[-1] + start >= len(values):
            return [values[at + start] if at + start < len(values) else None for at in positions]
        return [values[at + start] for at in positions] if start else [values[at] for at in positions]


class _Candidates(NamedTuple):
    """Places in a list where one condition holds, before the stretch is cut out."""

    places: Sequence[int]
    low: int
    high: int

    @property
    def number(self) -> int:
        return self.high - self.low


def count(scope: Scope, spans: list[Span], conditions: list[Condition]) -> int:
    """Return at how many positions all conditions hold; the spans are of one size. Raises NotEvaluated."""
    if len(spans) == 1 and (found := _indexed(scope, spans[0], conditions[0])) is not None:
        return found.number
    return len(positions(scope, spans, conditions))


def positions(scope: Scope, spans: list[Span], conditions: list[Condition]) -> list[int]:
    """Return the positions at which all conditions hold, from 0, in order. Raises NotEvaluated."""
    indexed = [_indexed(scope, span, condition) for span, condition in zip(spans, conditions)]
    first, best = min(enumerate(indexed), key=lambda item: item[1].number if item[1] else 1 << 60)
    start = spans[first].start
    if best is not None:
        found = sorted(best.places[best.low : best.high])
        if start:
            found = [place - start for place in found]
    else:
        mask = scope.cache.mask(spans[first].values, conditions[first])[start : start + spans[first].size]
        found = list(compress(range(len(mask)), mask))
        if criterion(conditions[first])(None):
            found += range(len(mask), spans[first].size)
    for at, (span, condition) in enumerate(zip(spans, conditions)):
        if at != first and found:
            scope.spend(len(found))
            found = list(compress(found, map(criterion(condition), span.at(found))))
    return found


def _indexed(scope: Scope, span: Span, condition: Condition) -> _Candidates | None:
    """Look a condition up in an index of the list, None where it cannot be."""
    values, start, size = span
    key = condition.key
    if key is not None:
        index = scope.cache.places(values)
        if index is None:
            return None
        places = index.get(key, [])
        return _Candidates(places, bisect_left(places, start), bisect_left(places, start + size))
    if condition.operator not in ("<", "<=", ">", ">=") or type(condition.wanted) is not float:
        return None
    ascending = scope.cache.ascending(values) if start == 0 and size >= len(values) else None
    if ascending is None:
        return None
    numbers, places = ascending
    cut = (bisect_left if condition.operator in ("<", ">=") else bisect_right)(numbers, condition.wanted)
    return _Candidates(places, 0, cut) if condition.operator[0] == "<" else _Candidates(places, cut, len(places))
