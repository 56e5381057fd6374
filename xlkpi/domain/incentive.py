"""The bid bonus of a month: a pool from the amount won, and each person's part of it.

Source: rules C4. Amounts come in 万元 (ten thousand yuan), bonuses are yuan.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Sequence

from xlkpi.domain.pay import TIER_MODES, Tier

YUAN = Fraction(10_000)
"""Yuan in one 万元."""


def bid_pool(amount: Fraction, tiers: Sequence[Tier], start: Fraction, mode: str) -> Fraction:
    """Bonus in yuan for an amount won in 万元, not yet rounded; nothing up to the starting point."""
    return TIER_MODES[mode](amount, tiers) * YUAN if amount > start else Fraction(0)
