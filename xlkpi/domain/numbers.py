"""Exact numbers: the decimal a person sees, rounding half away from zero, shares and percents.

The rules compute with Fractions, so that 0.1 x 30 is 3 and 2.675 rounds to 2.68. Floats exist only in cells.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Iterable, List, Optional, Sequence

SUM_TOLERANCE = Fraction(1, 10**9)
"""How far shares computed in a sheet (1/3 + 1/3 + 1/3) may miss 100% through floating point alone."""

LARGEST_DENOMINATOR = 10**6
LAST_DIGIT = Fraction(1, 10**14)

LARGEST_SHARE_SUM = 2
"""A block of weights that sums to more than this was surely typed in percents."""


@lru_cache(maxsize=4096)  # a sheet is computed again and again with most of its scores unchanged
def exact(number: float) -> Fraction:
    """Return the decimal number that Excel shows for a float: its 15 significant digits, not its binary tail."""
    text = format(number, ".15g")
    if "e" in text:
        return Fraction(text)
    whole, _, decimals = text.partition(".")
    return Fraction(int(whole + decimals), 10 ** len(decimals))


def share(number: float) -> Fraction:
    """Return a share as typed (0.05 is 1/20) or as computed in a cell (=1/3 is 1/3).

    A simple fraction is taken only where it differs from the cell's number in the last of 15 digits at most.
    """
    typed = exact(number)
    simple = typed.limit_denominator(LARGEST_DENOMINATOR)
    return simple if abs(simple - typed) <= abs(typed) * LAST_DIGIT else typed


def rounded(number: Fraction, places: int = 2) -> Fraction:
    """Round half away from zero to `places` decimals, as Excel's ROUND does on the decimal a person sees."""
    scale = 10**places
    over, under = number.numerator, number.denominator
    if scale % under == 0:
        return number
    magnitude = (abs(over) * scale * 2 + under) // (2 * under)
    return Fraction(magnitude if over >= 0 else -magnitude, scale)


def half_up(number: Fraction) -> int:
    """Round a number that is not negative to a whole one, half upwards."""
    return int((number * 2 + 1) // 2)


def money(amount: Fraction) -> Decimal:
    """Return yuan, rounded half away from zero to the cent."""
    cents = rounded(amount, 2) * 100
    return Decimal(int(cents)).scaleb(-2)


def mean(numbers: Sequence[Fraction]) -> Fraction:
    """Return the arithmetic mean of at least one number."""
    return sum(numbers, Fraction(0)) / len(numbers)


def as_shares(numbers: Iterable[Fraction]) -> Optional[List[Fraction]]:
    """Return numbers that sum to 1 (shares) or to 100 (percents) as shares of exactly 1; None for any other sum."""
    listed = list(numbers)
    total = sum(listed, Fraction(0))
    for whole in (1, 100):
        if abs(total - whole) <= SUM_TOLERANCE * whole:
            return [number / total for number in listed]
    return None


def shown(number: Fraction, places: int = 15) -> str:
    """Write a number as a person would: no trailing zeros, no exponent."""
    kept = rounded(number, places)
    text = format(Decimal(int(kept * 10**places)).scaleb(-places), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(share: Fraction) -> str:
    """Write a share as a percentage."""
    return shown(share * 100, 4) + "%"


def percent_sum(numbers: Sequence[Fraction]) -> str:
    """Write the sum of weights as a percentage: three weights of 1 are three times 100%, whatever they should be."""
    total = sum(numbers, Fraction(0))
    in_percents = total > LARGEST_SHARE_SUM and max(numbers, default=total) > 1
    return percent(total / 100 if in_percents else total)
