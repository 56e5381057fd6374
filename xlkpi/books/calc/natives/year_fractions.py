"""Parts of a year between two dates in the conventions of finance: YEARFRAC, DAYS360."""

from __future__ import annotations

import calendar
import datetime as dt
import math
from typing import Final

from xlkpi.books.calc.exceptions import Fail
from xlkpi.books.calc.native import Native
from xlkpi.books.calc.serial_dates import civil
from xlkpi.errors import CellError

Day = tuple[int, int, int]
"""Year, month, day."""


def _ends_month(day: Day) -> bool:
    year, month, at = day
    return at == calendar.monthrange(year, month)[1]


def _thirty(first: Day, last: Day) -> int:
    """Return days where each month has 30."""
    return (last[0] - first[0]) * 360 + (last[1] - first[1]) * 30 + last[2] - first[2]


def _american(first: Day, last: Day) -> int:
    """Days of 30/360 as YEARFRAC counts them by basis 0 (NASD), the end of February as a 30th."""
    start, end = first[2], last[2]
    if first[1] == 2 and _ends_month(first):
        if last[1] == 2 and _ends_month(last):
            end = 30
        start = 30
    if end == 31 and start >= 30:
        end = 30
    return _thirty((*first[:2], min(start, 30)), (*last[:2], end))


def _european(first: Day, last: Day) -> int:
    return _thirty((*first[:2], min(first[2], 30)), (*last[:2], min(last[2], 30)))


def _year_length(first: Day, last: Day) -> float:
    """Return days of the year for basis 1: of the year around both dates, else of all years they touch on average."""
    same_year = first[0] == last[0]
    if same_year or (first[0] + 1 == last[0] and first[1:] >= last[1:]):
        if same_year:
            leap = calendar.isleap(first[0])
        else:
            leap = any(calendar.isleap(year) and first <= (year, 2, 29) <= last for year in (first[0], last[0]))
        return 366.0 if leap else 365.0
    years = last[0] - first[0] + 1
    return (dt.date(last[0] + 1, 1, 1) - dt.date(first[0], 1, 1)).days / years if last[0] < 9999 else 365.25


def _share(start: float, end: float, basis: int = 0) -> float:
    if not 0 <= basis <= 4:
        raise Fail(CellError.NUM)
    first, last = sorted((math.floor(start), math.floor(end)))
    from_day, to_day = civil(first), civil(last)
    if basis == 0:
        return _american(from_day, to_day) / 360
    if basis == 4:
        return _european(from_day, to_day) / 360
    return (last - first) / {1: _year_length(from_day, to_day), 2: 360.0, 3: 365.0}[basis]


def _days(start: float, end: float, european: bool = False) -> float:
    """DAYS360: its American way differs from YEARFRAC's where a period ends on a 31st or in February."""
    first, last = civil(math.floor(start)), civil(math.floor(end))
    if european:
        return float(_european(first, last))
    begin = 30 if first[2] == 31 or (first[1] == 2 and _ends_month(first)) else first[2]
    if last[2] != 31:
        return float(_thirty((*first[:2], begin), last))
    if begin >= 30:
        return float(_thirty((*first[:2], begin), (*last[:2], 30)))
    return float(_thirty((*first[:2], begin), (*last[:2], 31)))


TABLE: Final[dict[str, Native]] = {"DAYS360": Native(_days, "nnb", 2), "YEARFRAC": Native(_share, "ddw", 2)}
"""By name."""
