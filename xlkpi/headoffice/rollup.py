"""People of any number to department, branch and company: sums in whole hundredths, added up level by level.

Sums are whole numbers, so that no mean and no total is off by a cent. Needs numpy; not part of the function path.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import Any

import numpy as np

from xlkpi.domain.numbers import rounded
from xlkpi.headoffice.hundredths import Floats, Integers, hundredths
from xlkpi.headoffice.rosters import Flags

NONE = np.iinfo(np.int64).min
SCALE = 10_000
"""Coefficients are added up in ten-thousandths."""


@dataclass(frozen=True)
class Sums:
    """What adds up, for g groups of people: head-count, points in hundredths, people per level, coefficients, cents.

    `listed` is everybody, `heads` who is appraised, `scored` who of them has a score, `factored` a coefficient, `paid`
    who has pay. `highest` and `lowest` are hundredths of points, NONE where nobody has a score. `levels` is g x levels.
    `departments` are those of a group; `seats` (g x levels) how many of its people may have a level, as far as
    workbooks say so, and `limited` how many departments' workbooks do.
    """

    listed: Integers
    heads: Integers
    scored: Integers
    points: Integers
    squares: Integers
    highest: Integers
    lowest: Integers
    levels: Integers
    factored: Integers
    factors: Integers
    paid: Integers
    cents: Integers
    departments: Integers
    seats: Floats
    limited: Integers

    def over(self, into: Integers, groups: int) -> Sums:
        """Add groups up into larger ones: `into` is the number of each one's larger group."""
        added: dict[str, Any] = {}
        for entry in fields(self):
            values = getattr(self, entry.name)
            if entry.name in ("highest", "lowest"):
                added[entry.name] = _extreme(values, into, groups, lowest=entry.name == "lowest")
                continue
            added[entry.name] = np.zeros((groups, *values.shape[1:]), values.dtype)
            np.add.at(added[entry.name], into, values)
        return Sums(**added)

    def due(self, group: int) -> list[float | None]:
        """Seats by level; nothing where no workbook says so."""
        known = self.limited[group].any()
        return [float(seats) if known else None for seats in self.seats[group]]

    def mean(self, group: int) -> Fraction | None:
        """Mean points of those who have a score, to 2 decimals; means of people, never means of means."""
        n = int(self.scored[group])
        return rounded(Fraction(int(self.points[group]), 100 * n)) if n else None

    def spread(self, group: int) -> float | None:
        """Standard deviation of the points, of everybody and not of a sample, to 2 decimals."""
        n = int(self.scored[group])
        if not n:
            return None
        above = n * int(self.squares[group]) - int(self.points[group]) ** 2
        return float(rounded(Fraction(math.isqrt(above * 10**8), n * 10**6)))

    def pay(self, group: int) -> float | None:
        """Pay in yuan of everybody together; None where nobody has any."""
        return int(self.cents[group]) / 100 if self.paid[group] else None

    def left(self, group: int, budget: float | None) -> float | None:
        """What pay leaves of a budget in yuan, to the cent; None where there is no budget."""
        return None if budget is None else (round(budget * 100) - int(self.cents[group])) / 100

    def mean_factor(self, group: int) -> Fraction | None:
        """Mean coefficient of those who have one, to the 3 decimals that are shown: rounded once."""
        n = int(self.factored[group])
        return rounded(Fraction(int(self.factors[group]), SCALE * n), 3) if n else None


def sum_up(
    group: Integers,
    groups: int,
    counted: Flags,
    score: Floats,
    level: Integers,
    levels: int,
    coefficient: Floats,
    pay: Floats,
    due: Floats,
) -> Sums:
    """Sum up n people by group; who is not `counted` is listed only (rules A5, A7). `level` is a position, -1 for none.

    Scores, coefficients and pay are NaN where there is none; so are the seats `due`, groups x levels.
    """
    scored = counted & ~np.isnan(score)
    points = np.zeros(len(group), np.int64)
    points[scored] = hundredths(score[scored])
    factored = counted & ~np.isnan(coefficient)
    factors = np.rint(coefficient[factored] * SCALE).astype(np.int64)
    paid = ~np.isnan(pay)

    def per(which: Flags, values: Integers | None = None) -> Integers:
        total = np.zeros(groups, np.int64)
        np.add.at(total, group[which], 1 if values is None else values)
        return total

    given = level >= 0
    flat = np.bincount(group[given] * levels + level[given], minlength=groups * levels) if levels else np.zeros(0)
    return Sums(
        per(np.ones(len(group), np.bool_)),
        per(counted),
        per(scored),
        per(scored, points[scored]),
        per(scored, points[scored] ** 2),
        _extreme(points[scored], group[scored], groups, lowest=False),
        _extreme(points[scored], group[scored], groups, lowest=True),
        flat.astype(np.int64).reshape(groups, levels),
        per(factored),
        per(factored, factors),
        per(paid),
        per(paid, hundredths(pay[paid])),
        np.ones(groups, np.int64),
        np.nan_to_num(due),
        (~np.isnan(due)).astype(np.int64),
    )


def _extreme(values: Integers, group: Integers, groups: int, *, lowest: bool) -> Integers:
    """Return the highest or lowest value of each group, NONE where it has none."""
    known = values != NONE
    start = np.iinfo(np.int64).max if lowest else NONE
    found = np.full(groups, start)
    (np.minimum if lowest else np.maximum).at(found, group[known], values[known])
    found[found == start] = NONE
    return found


def joined(parts: Sequence[Sums]) -> Sums:
    """Put sums of different groups one after another."""
    return Sums(**{entry.name: np.concatenate([getattr(part, entry.name) for part in parts]) for entry in fields(Sums)})
