"""Groups of a service network: points by place, group levels, what a member may get, points of the month.

Source: rules B2 (points), B4 (group levels), B5 (members), B6 (penalties). All numbers are exact Fractions.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import List, Mapping, Optional, Sequence, Tuple

from xlkpi.domain.grade import UNDECIDED, Person, competition_ranks, largest_remainder, place_people
from xlkpi.records import dataclass

TIES = ("better", "average")
"""Equal values take the better place, or each the mean of their places."""

ALLOWED: Mapping[str, Tuple[str, ...]] = {
    "a": ("a", "b", "c"),
    "b": ("a", "b", "c"),
    "c": ("b", "c", "d"),
    "d": ("c", "d", "e"),
    "e": ("c", "d", "e"),
}
"""Levels a member may get, by the level of the group; the row of e is our reading."""

PRINTED_BEST = Fraction(112)
"""Best total the printed lines stand on: 8 groups x 14 points a place."""


def place_points(values: Sequence[Fraction], unit: Fraction, ties: str, *, low_is_better: bool) -> List[Fraction]:
    """Points of every group in one item: (groups + 1 - place) x unit."""
    ranks = competition_ranks([-value for value in values] if low_is_better else list(values))
    size = Counter(ranks)
    shift = {"better": Fraction(0), "average": Fraction(1, 2)}[ties]
    return [(len(values) + 1 - rank - shift * (size[rank] - 1)) * unit for rank in ranks]


def scaled_line(line: Fraction, best: Fraction, printed_best: Fraction = PRINTED_BEST) -> Fraction:
    """A line printed for `printed_best` as the best total, in proportion for another number of groups or items."""
    return line * best / printed_best


@dataclass(frozen=True)
class GroupLevel:
    """Level of one group, the rule that gave it, its rank, and how many other groups have the same total."""

    level: str
    rule: str
    rank: int
    tied: int


def group_levels(totals: Sequence[Fraction], a_line: Fraction, d_line: Fraction, worst: str) -> List[GroupLevel]:
    """Level of every group: the first rule that fits, in the printed order; equal totals are treated alike.

    `worst` ("d" or "e") is what the manager gives the worst group below `d_line`.
    """
    ranks = competition_ranks(totals)
    size = Counter(ranks)
    levels = []
    for total, rank in zip(totals, ranks):
        rules = (
            ("best", rank == 1, "a"),
            ("a_line", total >= a_line, "a"),
            ("second", rank == 2, "b"),
            ("d_line", total >= d_line, "c"),
            ("worst", rank == max(ranks), worst),
            ("below", True, UNDECIDED),
        )
        rule, level = next((rule, level) for rule, fits, level in rules if fits)
        levels.append(GroupLevel(level, rule, rank, size[rank] - 1))
    return levels


def proposals(contributions: Sequence[Fraction], allowed: Sequence[str]) -> List[str]:
    """Level proposed to every member of a group: the allowed levels in equal parts by rank of contribution."""
    parts = tuple(Fraction(1, len(allowed)) for _ in allowed)
    seats = largest_remainder(len(contributions), parts)
    placed = place_people([Person(contribution) for contribution in contributions], seats, "better")
    return [allowed[placing.first] for placing in placed if placing is not None]


def month_points(points: Fraction, penalties: Fraction, count: Fraction, limit: Optional[Fraction]) -> Fraction:
    """Points of the month less the penalties; 0 from `limit` penalties on (None: no limit). May be negative."""
    return Fraction(0) if limit is not None and count >= limit else points - penalties
