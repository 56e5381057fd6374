"""Functions of dates and times: DATE, YEAR, EOMONTH, DATEDIF, WORKDAY ..."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from xlkpi.books.calc.date_format import weekday
from xlkpi.books.calc.exceptions import Fail
from xlkpi.books.calc.native import Native
from xlkpi.books.calc.natives.native_arguments import as_rows, cells
from xlkpi.books.calc.scope import Scope
from xlkpi.books.calc.serial_dates import DAY, civil, clock, month_start, read_date, serial
from xlkpi.books.calc.values import Rows, Scalar, number, plain_number
from xlkpi.errors import CellError

_MOST_DAYS: Final = 200_000


def _date(year: int, month: int, day: int) -> float:
    if not 0 <= year <= 9999 or abs(month) > 120_000 or abs(day) > 4_000_000:
        raise Fail(CellError.NUM)
    found = month_start(year + 1900 if year < 1900 else year, month) + day - 1
    civil(found)
    return found


def _part(index: int) -> Callable[[float], float]:
    return lambda value: float(civil(value)[index])


def _clock(index: int) -> Callable[[float], float]:
    def part(value: float) -> float:
        if value < 0:
            raise Fail(CellError.NUM)
        return float(int(clock(round(value * DAY) / DAY)[index]))

    return part


def _shifted(start: float, months: int) -> float:
    import calendar  # with it comes all of locale, and few workbooks shift days by months

    year, month, day = civil(start)
    first = month_start(year, month + months)
    at_year, at_month, _ = civil(first)
    return first + min(day, calendar.monthrange(at_year, at_month)[1]) - 1


def _month_end(start: float, months: int) -> float:
    year, month, _ = civil(start)
    return month_start(year, month + months + 1) - 1


def _weekday(value: float, kind: int = 1) -> float:
    if value < 0:
        raise Fail(CellError.NUM)
    sunday_first = weekday(value)
    if kind == 1:
        return sunday_first + 1.0
    if kind == 3:
        return float((sunday_first - 1) % 7)
    if kind == 2 or 11 <= kind <= 17:
        first = 1 if kind == 2 else kind - 10
        return (sunday_first - first) % 7 + 1.0
    raise Fail(CellError.NUM)


def _difference(start: float, end: float, unit: str) -> float:
    """DATEDIF. Excel itself warns of MD: the days since the start's day of the month may come out negative."""
    first, last = math.floor(start), math.floor(end)
    if first > last:
        raise Fail(CellError.NUM)
    (year, month, day), (to_year, to_month, to_day) = civil(first), civil(last)
    months = (to_year - year) * 12 + to_month - month - (to_day < day)
    match unit.upper():
        case "D":
            return float(last - first)
        case "M":
            return float(months)
        case "Y":
            return float(months // 12)
        case "YM":
            return float(months % 12)
        case "MD":
            return float(to_day - day if to_day >= day else last - (month_start(to_year, to_month - 1) + day - 1))
        case "YD":
            later = (to_month, to_day) >= (month, day)
            return month_start(year + (not later), to_month) + to_day - 1 - first
    raise Fail(CellError.NUM)


def _time(hour: int, minute: int, second: int) -> float:
    seconds = hour * 3600 + minute * 60 + second
    if seconds < 0 or max(hour, minute, second) > 32_767:
        raise Fail(CellError.NUM)
    return seconds % DAY / DAY


def _date_value(value: str) -> float:
    if plain_number(value) is not None:
        raise Fail(CellError.VALUE)
    found = read_date(value)
    if found is None:
        raise Fail(CellError.VALUE)
    return float(math.floor(found))


def _time_value(value: str) -> float:
    found = None if plain_number(value) is not None else read_date(value)
    if found is None:
        raise Fail(CellError.VALUE)
    return found % 1


def _days(end: float, start: float) -> float:
    civil(end)
    civil(start)
    return float(math.floor(end) - math.floor(start))


def _holidays(given: Scalar | Rows) -> set[int]:
    return {math.floor(number(value)) for value in cells(as_rows(given)) if value is not None}


def _works(day: int, holidays: set[int]) -> bool:
    return weekday(day) not in (0, 6) and day not in holidays


def _work_days_between(scope: Scope, start: float, end: float, holidays: Scalar | Rows = None) -> float:
    first, last = sorted((math.floor(start), math.floor(end)))
    if last - first > _MOST_DAYS:
        raise Fail(CellError.NUM)
    scope.spend(last - first)
    free = _holidays(holidays)
    count = sum(_works(day, free) for day in range(first, last + 1))
    return float(count if start <= end else -count)


def _work_day(scope: Scope, start: float, days: int, holidays: Scalar | Rows = None) -> float:
    if abs(days) > _MOST_DAYS:
        raise Fail(CellError.NUM)
    scope.spend(abs(days) * 2)
    free, day, step = _holidays(holidays), math.floor(start), 1 if days > 0 else -1
    left = abs(days)
    while left:
        day += step
        civil(day)
        left -= _works(day, free)
    return float(day)


def _week(value: float, kind: int = 1) -> float:
    year, _, _ = civil(value)
    if kind == 21:
        return _iso_week(value)
    first = {1: 0, 2: 1, 17: 0, **{kind: kind - 10 for kind in range(11, 17)}}.get(kind)
    if first is None:
        raise Fail(CellError.NUM)
    new_year = month_start(year, 1)
    return float((math.floor(value) - new_year + (weekday(new_year) - first) % 7) // 7 + 1)


def _iso_week(value: float) -> float:
    civil(value)
    thursday = math.floor(value) - (weekday(value) - 1) % 7 + 3
    if thursday < 1:
        return 52.0  # the days before the first Monday of 1900
    return float((thursday - month_start(civil(thursday)[0], 1)) // 7 + 1)


def _now(scope: Scope) -> float:
    return serial(scope.now)


TABLE: Final[dict[str, Native]] = {
    "DATE": Native(_date, "iii"),
    "DATEDIF": Native(_difference, "nns"),
    "DATEVALUE": Native(_date_value, "s"),
    "DAY": Native(_part(2), "n"),
    "DAYS": Native(_days, "nn"),
    "EDATE": Native(_shifted, "dw"),
    "EOMONTH": Native(_month_end, "dw"),
    "HOUR": Native(_clock(0), "n"),
    "ISOWEEKNUM": Native(_iso_week, "n"),
    "MINUTE": Native(_clock(1), "n"),
    "MONTH": Native(_part(1), "n"),
    "NETWORKDAYS": Native(_work_days_between, "ddr", 2, scoped=True),
    "NOW": Native(_now, scoped=True),
    "SECOND": Native(_clock(2), "n"),
    "TIME": Native(_time, "iii"),
    "TODAY": Native(lambda scope: float(math.floor(_now(scope))), scoped=True),
    "WEEKDAY": Native(_weekday, "ni", 1),
    "WEEKNUM": Native(_week, "dw", 1),
    "TIMEVALUE": Native(_time_value, "s"),
    "WORKDAY": Native(_work_day, "dwr", 2, scoped=True),
    "YEAR": Native(_part(0), "n"),
}
"""By name."""
