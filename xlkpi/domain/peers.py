"""Everyone rates everyone: the mean of the peers and one's own rating, by weights.

Source: rules C6 (优秀员工).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Optional, Sequence

from xlkpi.domain.numbers import mean
from xlkpi.domain.score import rated

Ratings = Sequence[Sequence[Optional[Fraction]]]
"""One row per rater, one column per person rated, in the same order."""


def rated_only_himself(ratings: Ratings, place: int) -> bool:
    """Whether a rater gave himself points and nobody else."""
    given = [rated for rated, points in enumerate(ratings[place]) if points is not None]
    return given == [place] and len(ratings) > 1


def peer_score(ratings: Ratings, place: int, shares: Sequence[Fraction], *, partial: bool) -> Optional[Fraction]:
    """Weighted points of one person: `shares` of the peers' mean and of his own rating, 2 decimals.

    While a rating is missing the answer is None; with `partial` the mean is over the ratings that are there.
    """
    peers = [ratings[rater][place] for rater in range(len(ratings)) if rater != place]
    present = [points for points in peers if points is not None]
    if not present or (len(present) < len(peers) and not partial):
        return None
    return rated([mean(present), ratings[place][place]], shares, partial=partial)
