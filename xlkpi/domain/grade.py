"""Levels: by threshold, by rank, and by rank inside the seats that the supervisor's level leaves to a department.

Sources: rules A3 (thresholds) and A4 (shares by the supervisor's level, then rank by total).
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from math import gcd
from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence, Tuple

from xlkpi.domain.numbers import half_up
from xlkpi.records import dataclass

NOT_APPRAISED = "不参评"
UNDECIDED = "待定"

Shares = Tuple[Fraction, ...]
Seats = Tuple[int, ...]


def level_for(score: Fraction, minimums: Sequence[Fraction]) -> Optional[int]:
    """Position of the highest minimum that `score` reaches; None where it reaches none."""
    reached = [(minimum, -place) for place, minimum in enumerate(minimums) if score >= minimum]
    return -max(reached)[1] if reached else None


def competition_ranks(keys: Sequence[Any]) -> List[int]:
    """Ranks 1, 2, 2, 4: one more than the number of better keys; best is highest."""
    ranks: Dict[Any, int] = {}
    ahead = 0
    for key, count in sorted(Counter(keys).items(), reverse=True):
        ranks[key] = ahead + 1
        ahead += count
    return [ranks[key] for key in keys]


def base_level(shares: Shares) -> int:
    """Position of the level with the largest share (equal: the better one); it takes what the others leave."""
    return shares.index(max(shares))


def _by_level(headcount: int, shares: Shares, seats_of: Callable[[Fraction], int]) -> Seats:
    base = base_level(shares)
    seats = [0] * len(shares)
    left = headcount
    for place, share in enumerate(shares):
        if place != base:
            seats[place] = min(left, seats_of(headcount * share))
            left -= seats[place]
    seats[base] = left
    return tuple(seats)


def rounded_half_up(headcount: int, shares: Shares) -> Seats:
    """四舍五入: every level but the base gets n x share rounded half up, never more than is left."""
    return _by_level(headcount, shares, half_up)


def floored(headcount: int, shares: Shares) -> Seats:
    """只舍不入: every level but the base gets the whole part of n x share."""
    return _by_level(headcount, shares, int)


def largest_remainder(headcount: int, shares: Shares) -> Seats:
    """最大余数: whole parts, then one seat each to the largest remainders, equal ones to the better level first."""
    due = [headcount * share for share in shares]
    seats = [int(number) for number in due]
    neediest = sorted(range(len(due)), key=lambda place: (seats[place] - due[place], place))
    for place in neediest[: headcount - sum(seats)]:
        seats[place] += 1
    return tuple(seats)


def cumulative(headcount: int, shares: Shares) -> Seats:
    """累计四舍五入: differences of the cumulative n x share rounded half up."""
    ends = [half_up(headcount * sum(shares[: place + 1], Fraction(0))) for place in range(len(shares))]
    return tuple(end - start for start, end in zip([0, *ends], ends))


ROUNDINGS: Mapping[str, Callable[[int, Shares], Seats]] = {
    "half_up": rounded_half_up,
    "largest_remainder": largest_remainder,
    "floor": floored,
    "cumulative": cumulative,
}
"""How shares of a head-count become whole seats."""

TIES = ("better", "worse", "order", "ask")
"""What equal scores do at a boundary: the better place, the worse, the roster's order, or stop and ask."""


def level_at(place: int, seats: Seats) -> int:
    """Position of the best level whose cumulative seats reach a place (1 is best)."""
    reached = 0
    for position, count in enumerate(seats):
        reached += count
        if place <= reached:
            return position
    raise ValueError(place)


@dataclass(frozen=True)
class Person:
    """One row of a department's roster; `score` is None while there is none, `tiebreak` separates equal scores."""

    score: Optional[Fraction]
    eligible: bool = True
    tiebreak: Optional[Fraction] = None


@dataclass(frozen=True)
class Placing:
    """Where a person landed and how: rank among those appraised, others with an equal score, and the level.

    `first` and `last` are the levels (positions) of the best and worst place of the tied group; under the mode "ask"
    `level` is None where the two differ.
    """

    rank: int
    tied: int
    level: Optional[int]
    first: int
    last: int


def place_people(people: Sequence[Person], seats: Seats, ties: str) -> List[Optional[Placing]]:
    """Give each appraised person of one department a level; None for the others. All appraised have scores."""
    counted = [number for number, person in enumerate(people) if person.eligible]
    ranks = competition_ranks(_keys([people[number] for number in counted]))
    group = Counter(ranks)
    ends = {rank: (level_at(rank, seats), level_at(rank + size - 1, seats)) for rank, size in group.items()}
    seen: Counter[int] = Counter()
    placings: List[Optional[Placing]] = [None] * len(people)
    for number, rank in zip(counted, ranks):
        size = group[rank]
        first, last = ends[rank]
        in_order = first if first == last else level_at(rank + seen[rank], seats)
        seen[rank] += 1
        level = {"better": first, "worse": last, "order": in_order, "ask": first if first == last else None}[ties]
        placings[number] = Placing(rank, size - 1, level, first, last)
    return placings


def _keys(people: Sequence[Person]) -> List[Tuple[int, bool, int]]:
    """What people are ranked by, as whole numbers over common denominators: comparing fractions is slow."""
    scores = _whole([person.score or Fraction(0) for person in people])
    tiebreaks = _whole([person.tiebreak or Fraction(0) for person in people])
    return [
        (score, person.tiebreak is not None, tiebreak) for score, person, tiebreak in zip(scores, people, tiebreaks)
    ]


def _whole(numbers: Sequence[Fraction]) -> List[int]:
    common = 1
    for denominator in {number.denominator for number in numbers}:
        common = common * denominator // gcd(common, denominator)
    return [number.numerator * (common // number.denominator) for number in numbers]
