"""The GPS company's rules computed a second time, from docs/rules.md E alone; nothing of xlkpi is imported.

Plain Python over plain values: sheets are dictionaries and lists, numbers Fractions, dates datetime.date.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

DIRECTOR = "18项标准"
ASSISTANT = "助理标准"


def exact(number: float | str) -> Fraction:
    """The decimal that a person typed."""
    return Fraction(str(number))


def cents(number: Fraction, places: int = 2) -> Fraction:
    """Rounded half up (nothing here is negative)."""
    scaled = number * 10**places
    whole = scaled.numerator // scaled.denominator
    return Fraction(whole + (scaled - whole >= Fraction(1, 2)), 10**places)


def indicator_points(count: int, total: int, target: Fraction, *, lower: bool) -> Fraction:
    """E1: a rate against its target, in proportion, 100 at most; the lower-better rate loses what it exceeds."""
    rate = Fraction(count, total)
    points = 100 * (2 - rate / target) if lower else 100 * rate / target
    return cents(min(Fraction(100), max(Fraction(0), points)))


def composite(points: Sequence[Fraction | None], parts: Sequence[int]) -> Fraction | None:
    """E3: the weighted mean of the indicators that count; None while one of them has no points."""
    counted = [(point, part) for point, part in zip(points, parts, strict=True) if part]
    if any(point is None for point, _ in counted):
        return None
    return cents(sum((point or Fraction(0)) * part for point, part in counted) / sum(part for _, part in counted))


def weighted(left: Sequence[Fraction], parts: Sequence[int]) -> Fraction:
    """The total: the points left in each section, by the sections' parts."""
    return cents(sum(points * part for points, part in zip(left, parts, strict=True)) / sum(parts))


def manager_total(
    name: str,
    form: str,
    sections: Mapping[str, tuple[int, int]],
    deductions: Sequence[tuple[str, str, Fraction]],
    indicators: tuple[str, Fraction],
) -> tuple[dict[str, Fraction], Fraction]:
    """E3: points less deductions, never below 0, in each section (full points and part), and the total.

    `deductions` are person, section, points; `indicators` the section that the indicators decide and their composite.
    """
    left = {}
    for section, (full, _) in sections.items():
        off = sum((points for who, where, points in deductions if (who, where) == (name, section)), Fraction(0))
        if form == DIRECTOR and section == indicators[0]:
            off += full * (1 - indicators[1] / 100)
        left[section] = cents(max(Fraction(0), full - off))
    return left, weighted(list(left.values()), [part for _, part in sections.values()])


def ranks(totals: Mapping[str, Fraction], forms: Mapping[str, str]) -> dict[str, int]:
    """Place among those of the same form; equal totals share the better place."""
    return {
        name: 1 + sum(forms[other] == forms[name] and totals[other] > total for other in totals)
        for name, total in totals.items()
    }


def customer_state(visits: int, due: int) -> str:
    """E4: a key customer is visited as often as the company says."""
    return "不要求" if not due else "完成" if visits >= due else f"缺{due - visits}次"


def complaint_state(told: bool, cause: bool, side: str, dealt: bool, content: str) -> str:
    """E4: told to the office, cause found, dealt with; not our fault: until the customer is content."""
    if not told:
        return "待告知"
    if not cause:
        return "待查明"
    if not side or not dealt:
        return "待处理"
    return "待客户满意" if side == "非我方" and content != "满意" else "已办结"


def county_state(problem: bool, kept: bool, until: dt.date | None, mended: dt.date | None, today: dt.date) -> str:
    """E4: contract duties of both sides, problems corrected in time."""
    if not problem:
        return "" if kept else "须督促履约"
    if mended:
        return "逾期纠正" if until and mended > until else "已纠正"
    return "逾期未纠正" if until and until < today else "未纠正"


def weeks_of(year: int, month_by: int) -> list[tuple[dt.date, int]]:
    """E2: Mondays of the weeks whose Thursday lies in the year, and the month of the week's deciding day.

    `month_by` is 0 for Monday, 3 for Thursday, 6 for Sunday; a deciding day outside the year counts for its edge.
    """
    found = []
    day = dt.date(year - 1, 12, 20)
    while day.weekday():
        day += dt.timedelta(days=1)
    while day < dt.date(year + 1, 1, 10):
        if (day + dt.timedelta(days=3)).year == year:
            decides = day + dt.timedelta(days=month_by)
            found.append((day, 1 if decides.year < year else 12 if decides.year > year else decides.month))
        day += dt.timedelta(days=7)
    return found


def split(total: Fraction, weights: Sequence[int], places: int) -> list[Fraction]:
    """Parts in proportion that sum to the total: the difference of rounded running parts."""
    parts, reached, given = [], 0, Fraction(0)
    for weight in weights:
        reached += weight
        end = cents(total * reached / sum(weights), places)
        parts.append(end - given)
        given = end
    return parts


def carried(
    plans: Sequence[Fraction], done: Sequence[Fraction | None], *, offset: bool
) -> list[tuple[Fraction, Fraction | None]]:
    """E2: target and shortfall of each week: what was missed is added to the next, a surplus only with `offset`."""
    rows: list[tuple[Fraction, Fraction | None]] = []
    over = Fraction(0)
    for plan, actual in zip(plans, done, strict=True):
        due = plan + over
        target = max(Fraction(0), due)
        if actual is None:
            rows.append((target, None))
            over = min(due, Fraction(0))
        else:
            rows.append((target, max(Fraction(0), target - actual)))
            over = due - actual if offset else max(Fraction(0), target - actual)
    return rows


def longest_run(missed: Sequence[bool]) -> int:
    """Weeks missed in a row, the longest run."""
    best = run = 0
    for one in missed:
        run = run + 1 if one else 0
        best = max(best, run)
    return best


def number(value: Any) -> Fraction | None:
    """A cell's number as the decimal it shows, None for a blank."""
    return None if value in (None, "") else exact(format(value, ".12g"))
