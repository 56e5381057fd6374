"""The call centres' rules computed a second time, from docs/rules.md C alone; nothing of xlkpi is imported.

Plain Python over plain values: numbers are Fractions of what was typed, dates datetime.date.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from fractions import Fraction

LEVELS = (("优秀", "A+", 95, "1.2"), ("良好", "A", 90, "1.1"), ("合格", "B", 85, "1"), ("需改进", "C", 80, "0.8"))
LAST = ("不合格", "C-", 0, "0")
QUOTAS = {
    "优秀": ("0.2", "0.3", "0.5", "0", "0"),
    "良好": ("0.1", "0.3", "0.6", "0", "0"),
    "合格": ("0.05", "0.25", "0.6", "0.1", "0"),
    "需改进": ("0", "0.2", "0.6", "0.2", "0"),
    "不合格": ("0", "0.1", "0.5", "0.3", "0.1"),
}
FIRST = (
    (0, "0.5", "0.07"),
    (4500, "0.55", "0.09"),
    (6500, "0.6", "0.1"),
    (8500, "0.7", "0.13"),
    (10000, "0.8", "0.15"),
)
SECOND = (
    (8000, "0.5", "0.07"),
    (9000, "0.55", "0.09"),
    (9500, "0.58", "0.1"),
    (10000, "0.62", "0.13"),
    (10500, "0.65", "0.15"),
)
"""C4: lower bounds (not included, 万元), rate and staff's rate in ‰, in both readings."""


def exact(number: float | str) -> Fraction:
    """The decimal that a person typed."""
    return Fraction(str(number))


def cents(number: Fraction) -> Fraction:
    """Rounded to two decimals, half away from zero."""
    scaled = abs(number) * 100
    whole = scaled.numerator // scaled.denominator
    found = Fraction(whole + (scaled - whole >= Fraction(1, 2)), 100)
    return found if number >= 0 else -found


def half_up(number: Fraction) -> int:
    return int(number + Fraction(1, 2))


def appraised(status: str, regular: dt.date | None, leave: float, days: int, month: dt.date) -> bool:
    """C3: past probation (by the 10th: from this month on), no outsiders, not away over half of the month."""
    if status in ("临时", "外聘兼职"):
        return False
    if regular is None and status == "试用":
        return False
    if regular is not None:
        begins = regular.replace(day=1)
        if regular.day > 10:
            begins = (begins + dt.timedelta(days=32)).replace(day=1)
        if begins > month:
            return False
    if status == "产假" and exact(leave) >= days:
        return False
    return exact(leave) * 2 <= days


def volume_points(calls: float, complaints: float) -> Fraction:
    """C1: (calls - complaints) / 5000, in points, from 0 to 120."""
    return cents(min(Fraction(120), max(Fraction(0), 100 * (exact(calls) - exact(complaints)) / 5000)))


def index_points(calls: float, complaints: float, quality: float, daily: float) -> Fraction:
    """C1: 40/40/20 (assumed)."""
    parts = (volume_points(calls, complaints) * 40, exact(quality) * 40, exact(daily) * 20)
    return cents(sum(parts, Fraction(0)) / 100)


def unit_points(parts: Sequence[float | None]) -> Fraction:
    """C5: the mean of the parts a unit is scored on."""
    given = [exact(part) for part in parts if part is not None]
    return cents(sum(given, Fraction(0)) / len(given))


def unit_level(points: Fraction) -> str:
    return next((name for name, _, least, _ in LEVELS if points >= least), LAST[0])


def ranks(points: Sequence[Fraction | None]) -> list[int | None]:
    """Competition rank: 1, 2, 2, 4."""
    given = [point for point in points if point is not None]
    return [None if point is None else 1 + sum(other > point for other in given) for point in points]


def seats(people: int, level: str) -> list[int]:
    """A4: from the best level down people x share rounded half up; the level with the largest share takes the rest."""
    shares = [exact(share) for share in QUOTAS[level]]
    base = shares.index(max(shares))
    left, found = people, [0] * len(shares)
    for place, share in enumerate(shares):
        if place != base:
            found[place] = min(left, half_up(people * share))
            left -= found[place]
    found[base] = left
    return found


def levels_of(points: Sequence[Fraction], unit: str) -> list[str]:
    """The level of each person of a unit: the best one whose seats, added up, reach the person's rank."""
    codes = [code for _, code, _, _ in (*LEVELS, LAST)]
    taken, reach = 0, []
    for count in seats(len(points), unit):
        taken += count
        reach.append(taken)
    found = ranks(points)
    return [codes[next(at for at, upto in enumerate(reach) if upto >= (rank or 0))] for rank in found]


def coefficient(code: str) -> Fraction:
    return next(exact(factor) for _, own, _, factor in (*LEVELS, LAST) if own == code)


def plan_points(lines: Sequence[tuple[float, float]]) -> Fraction:
    """C5: weight and completion of a person's lines; the weights total 1."""
    return cents(sum((exact(weight) * exact(score) for weight, score in lines), Fraction(0)))


def four_dimensions(scores: Sequence[float | Fraction]) -> Fraction:
    """C2: 20/20/40/20 (assumed)."""
    pairs = zip(scores, (20, 20, 40, 20), strict=True)
    return cents(sum((Fraction(str(score)) * weight for score, weight in pairs), Fraction(0)) / 100)


def cadre_points(work: float | Fraction, abilities: Sequence[float]) -> Fraction:
    """C5: the mean of six abilities; 70/30 (assumed)."""
    ability = cents(sum(map(exact, abilities), Fraction(0)) / len(abilities))
    return cents((Fraction(str(work)) * 70 + ability * 30) / 100)


def peer_points(ratings: Sequence[Sequence[float]], person: int) -> Fraction:
    """C6: 80% the mean of the others, 20% one's own (assumed)."""
    others = [exact(row[person]) for rater, row in enumerate(ratings) if rater != person]
    mean = sum(others, Fraction(0)) / len(others)
    return cents((mean * 80 + exact(ratings[person][person]) * 20) / 100)


def bonus(won: float, tiers: Sequence[tuple[int, str, str]], which: int) -> Fraction:
    """C4: the whole amount at the rate of its tier, in yuan."""
    rate = max(((bound, row[which]) for bound, *_ in tiers for row in tiers if row[0] == bound < won), default=(0, "0"))
    return cents(exact(won) * 10000 * exact(rate[1]) / 1000)


def uses(code: str, table: Mapping[str, Sequence[str]]) -> list[str]:
    """What a level is listed for."""
    return [use for use, codes in table.items() if code in codes]
