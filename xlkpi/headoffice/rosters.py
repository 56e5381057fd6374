"""Rosters of any size as columns: millions of people ranked, graded and paid at once.

The same rules as `grade.py` and `pay.py` on columns: ranks and points are whole numbers, seats come from `grade.py`
itself, so that no boundary is ever decided by a float. Needs numpy; not part of the function path.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from xlkpi.domain.grade import ROUNDINGS, Shares
from xlkpi.domain.numbers import exact
from xlkpi.headoffice.hundredths import Floats, Integers, dense, hundredths, nearest

Flags = npt.NDArray[np.bool_]

NO_LEVEL = -1
"""The position of the level of somebody who has none, or whom the mode "ask" leaves undecided."""
BITS = 63
"""What a packed key may take of a whole number of 64 bits."""


@dataclass(frozen=True)
class Rules:
    """What grading needs: the shares of each row of the quota table (levels best first), and two choices."""

    shares: tuple[Shares, ...]
    rounding: str = "half_up"
    ties: str = "better"


@dataclass(frozen=True)
class Roster:
    """n people in d departments as columns.

    `department` is the number of each one's department (-1: none), `score` points (NaN while missing), `takes_part`
    whether the person is appraised, `row` of each department its row in the quota table (-1: none), `tiebreak` what
    separates equal scores (NaN: nothing).
    """

    department: Integers
    score: Floats
    takes_part: Flags
    row: Integers
    tiebreak: Floats | None = None


@dataclass(frozen=True)
class Placed:
    """Rank (0: none) and level position (NO_LEVEL: none) of each of n people, whether equal scores straddle two levels.

    `ready` says which of d departments could be graded (everybody has a score, the quotas are known), `seats` is d x
    levels.
    """

    rank: Integers
    level: Integers
    cut: Flags
    ready: Flags
    seats: Integers


def place_all(roster: Roster, rules: Rules) -> Placed:
    """Rank and grade everybody by the rules of one quota table (rules A4)."""
    people, departments = len(roster.department), len(roster.row)
    counted = (roster.department >= 0) & roster.takes_part
    group = roster.department[counted]
    count = np.bincount(group, minlength=departments)
    missing = np.bincount(group[np.isnan(roster.score[counted])], minlength=departments)
    ready = (missing == 0) & (count > 0) & (roster.row >= 0)
    seats = _seats(count, roster.row, ready, rules)
    graded = np.flatnonzero(counted) if ready[count > 0].all() else np.flatnonzero(counted)[ready[group]]
    rank, level, cut = np.zeros(people, np.int64), np.full(people, NO_LEVEL), np.zeros(people, np.bool_)
    if len(graded):
        keys = [hundredths(roster.score[graded])]
        if roster.tiebreak is not None:
            second = roster.tiebreak[graded]
            given = ~np.isnan(second)
            keys.append(np.full(len(graded), -1))
            keys[1][given] = dense(second[given])
        order, new = _ordered(roster.department[graded], keys)
        places = graded[order]
        rank[places], level[places], cut[places] = _levels(count, ready, seats, new, rules.ties)
    return Placed(rank, level, cut, ready, seats)


def _seats(count: Integers, row: Integers, ready: Flags, rules: Rules) -> Integers:
    """Return departments x levels; each different pair of head-count and row is computed once, by the plain rule."""
    width = len(rules.shares[0]) if rules.shares else 0
    seats = np.zeros((len(count), width), dtype=np.int64)
    pairs, which = np.unique(count[ready] * max(1, len(rules.shares)) + row[ready], return_inverse=True)
    if len(pairs):
        seats_of = ROUNDINGS[rules.rounding]
        table = [seats_of(*_of(int(pair), rules.shares)) for pair in pairs]
        seats[ready] = np.array(table, dtype=np.int64)[which]
    return seats


def _of(pair: int, shares: Sequence[Shares]) -> tuple[int, Shares]:
    people, row = divmod(pair, len(shares))
    return people, shares[row]


def _ordered(department: Integers, keys: Sequence[Integers]) -> tuple[Integers, Flags]:
    """Return the order by department and falling keys, rows of equal keys as they came, and where a new key begins.

    Department, keys and row are packed into one whole number each, which sorts three times as fast as several columns.
    """
    tops = [key.max() for key in keys]
    bits = [int(top - key.min()).bit_length() for top, key in zip(tops, keys, strict=True)]
    row_bits = (len(department) - 1).bit_length()
    if int(department.max()).bit_length() + sum(bits) + row_bits <= BITS:
        packed = department.astype(np.int64)
        for top, key, size in zip(tops, keys, bits, strict=True):
            packed <<= size
            packed |= top - key
        packed <<= row_bits
        packed |= np.arange(len(department))
        packed.sort()
        order = packed & ((1 << row_bits) - 1)
        packed >>= row_bits
        return order, _changes(packed)
    order = np.lexsort([*(-key for key in reversed(keys)), department])
    return order, np.logical_or.reduce([_changes(key[order]) for key in (department, *keys)])


def _changes(ordered: Integers) -> Flags:
    """Tell where a sorted column differs from the row before; the first row does."""
    new = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    return new


def _levels(count: Integers, ready: Flags, seats: Integers, new: Flags, ties: str) -> tuple[Integers, Integers, Flags]:
    """Return rank, level and whether a tie straddles two levels, of people sorted by department and score.

    Every place of a department has the level whose seats reach it, so that the places of all departments, one after
    another, are the levels repeated by their seats; people of equal scores share the first or the last of theirs.
    """
    width = seats.shape[1]
    at_place = np.repeat(np.tile(np.arange(width), int(ready.sum())), seats[ready].ravel())
    first = np.flatnonzero(new)
    size = np.diff(first, append=len(new))
    heads = np.repeat(np.cumsum(count[ready]) - count[ready], count[ready])[first]
    best, worst = at_place[first], at_place[first + size - 1]
    straddles = best != worst
    chosen = {"better": best, "worse": worst, "ask": np.where(straddles, NO_LEVEL, best)}.get(ties)
    rank = np.repeat(first - heads + 1, size)
    return rank, at_place if chosen is None else np.repeat(chosen, size), np.repeat(straddles, size)


def pay_all(base: Floats, coefficient: Floats, attendance: Floats) -> Integers:
    """Return base x coefficient x attendance in cents (rules A6), -1 where base or coefficient is missing.

    A missing attendance (NaN) is the whole month. Negative numbers are no pay: -1.
    """
    present = np.nan_to_num(attendance, nan=1.0)
    places = np.flatnonzero((base >= 0) & (coefficient >= 0) & (present >= 0))
    approximate = base[places] * coefficient[places] * present[places]

    def exactly(i: int) -> Fraction:
        of = places[i]
        return 100 * exact(float(base[of])) * exact(float(coefficient[of])) * exact(float(present[of]))

    cents = np.full(len(base), -1, dtype=np.int64)
    cents[places] = nearest(approximate * 100, exactly)
    return cents
