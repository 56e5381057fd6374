"""Columns of floats as whole hundredths, rounded exactly as `numbers.rounded` does, a million at a time."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from xlkpi.domain.numbers import exact, rounded

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

LARGEST_SAFE = 1e9
"""Hundredths up to here carry less than DOUBT of floating-point error after a few multiplications."""
DOUBT = 1e-5
LARGEST_EXACT = 1e16
"""Beyond this a count of hundredths leaves the integers that 64 bits and a cell's 15 digits can tell apart."""


def nearest(approximate: Floats, exactly: Callable[[int], Fraction]) -> Integers:
    """Round numbers to whole ones, half away from zero; those too near a half to trust are asked `exactly`.

    `approximate` is n floats without NaN, `exactly(i)` the true value of element i. Raises OverflowError where a
    number is too large to be money or points.
    """
    result, doubtful = _rounded(approximate)
    result[doubtful] = [int(rounded(exactly(int(place)), 0)) for place in doubtful]
    return result


def _rounded(approximate: Floats) -> tuple[Integers, Integers]:
    """Round numbers, and name the places of those too near a half, or too large, to be sure."""
    size = np.abs(approximate)
    if np.any(size > LARGEST_EXACT):
        raise OverflowError
    whole = np.rint(approximate)
    # rint goes to the nearest: only what lies almost half a unit away from it may be wrong
    doubtful = np.flatnonzero((np.abs(approximate - whole) > 0.5 - DOUBT) | (size > LARGEST_SAFE))
    return whole.astype(np.int64), doubtful


def hundredths(numbers: Floats) -> Integers:
    """Return numbers rounded to 2 decimals as the decimal a person sees, in hundredths; n floats without NaN.

    Raises OverflowError where a number is too large to be money or points.
    """
    result, doubtful = _rounded(numbers * 100)
    if len(doubtful):  # many people share a score: each different one is asked once
        values, back = np.unique(numbers[doubtful], return_inverse=True)
        result[doubtful] = np.array([int(rounded(exact(float(v)) * 100, 0)) for v in values], dtype=np.int64)[back]
    return result


def dense(numbers: Floats) -> Integers:
    """Return the order of numbers as 0, 1, 2 ...; numbers that show the same 15 digits are equal. No NaN."""
    values, back = np.unique(numbers, return_inverse=True)
    steps = np.ones(len(values), dtype=np.int64)
    close = np.flatnonzero(np.diff(values) <= np.abs(values[1:]) * 1e-14) + 1
    steps[close] = [exact(float(values[place])) != exact(float(values[place - 1])) for place in close]
    return np.asarray((np.cumsum(steps) - 1)[back], dtype=np.int64)
