"""Who is appraised in a month or a period: status, date of regularisation, leave.

Source: rules C3. Not appraised are people on probation, temporary and outside part-time staff, maternity leave for the
whole period, and leave over half of the month in every month of the period. Regularised on or before the 10th: from
that month; later: from the next.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Mapping, Optional, Sequence, Tuple

from xlkpi.domain.workdays import day_of_month

CUTOFF_DAY = 10
MOST_LEAVE = Fraction(1, 2)

STATUSES: Mapping[str, Tuple[str, ...]] = {
    "regular": ("正式", "正式员工", "在编", "转正"),
    "probation": ("试用", "试用期"),
    "temporary": ("临时", "临时工", "临时人员"),
    "outside": ("外聘兼职", "外部兼职", "兼职"),
    "maternity": ("产假",),
}
"""Statuses and what people write for them."""

Leave = Tuple[Fraction, Fraction]
"""Days of leave and working days of one month."""


def first_month(regular_date: dt.date, cutoff: int = CUTOFF_DAY) -> dt.date:
    """First day of the first month in which a person regularised on that day is appraised."""
    return day_of_month(regular_date, 1, 0 if regular_date.day <= cutoff else 1)


def over_half_on_leave(leave: Sequence[Leave], most: Fraction = MOST_LEAVE) -> bool:
    """Whether leave took more than the share `most` of the working days in every month; exactly half is not more."""
    return bool(leave) and all(away > days * most for away, days in leave)


def barred(
    status: str,
    regular_date: Optional[dt.date],
    leave: Sequence[Leave],
    last_month: dt.date,
    cutoff: int = CUTOFF_DAY,
    most: Fraction = MOST_LEAVE,
) -> Optional[str]:
    """Why a person is not appraised in the period that ends with `last_month`; None where he is.

    The reasons: "temporary", "outside", "probation" (no date of regularisation), "later" (regularised too late for the
    period), "maternity", "leave".
    """
    if status in ("temporary", "outside"):
        return status
    if status == "probation" and regular_date is None:
        return status
    if regular_date is not None and first_month(regular_date, cutoff) > day_of_month(last_month, 1):
        return "later"
    if status == "maternity" and all(away >= days for away, days in leave):
        return status
    return "leave" if over_half_on_leave(leave, most) else None
