"""The last of a ranking: a number of people or a share of them.

Sources: rules D3 (the last two hand in an improvement plan), D4 (bottom tenth with 25 points or fewer in the year).
"""

from __future__ import annotations

from fractions import Fraction
from typing import List, Optional, Sequence

from xlkpi.domain.numbers import half_up


def bottom_count(people: int, size: Fraction) -> int:
    """How many are the last: `size` people, or below 1 that share of them, rounded half up and at least one."""
    return max(1, half_up(people * size)) if size < 1 else int(size)


def bottom(scores: Sequence[Fraction], size: Fraction, at_most: Optional[Fraction]) -> List[bool]:
    """Whether each is among the last and, where `at_most` is given, has no more points than it; ties stand together."""
    if not scores:
        return []
    line = sorted(scores)[: bottom_count(len(scores), size)][-1]
    return [score <= line and (at_most is None or score <= at_most) for score in scores]
