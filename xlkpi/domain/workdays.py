"""Working days of China: weekends, public holidays and the Saturdays and Sundays that make up for them.

Source: rules B8 (five working days). A year whose holidays are not published is refused, never guessed.
"""

from __future__ import annotations

import datetime as dt
from typing import AbstractSet, FrozenSet, Iterator, Mapping, Optional

from xlkpi.domain.holidays_cn import DAYS_OFF, MAKE_UP_DAYS
from xlkpi.records import dataclass

SATURDAY = 5
ONE_DAY = dt.timedelta(days=1)


class UnknownYear(ValueError):
    """The calendar does not know the holidays of a year."""

    def __init__(self, year: int) -> None:
        super().__init__(f"holidays of {year} are not known")
        self.year = year


@dataclass(frozen=True)
class WorkCalendar:
    """Days off between Monday and Friday, working days at weekends; `years` None means every year."""

    days_off: FrozenSet[dt.date]
    make_up_days: FrozenSet[dt.date]
    years: Optional[FrozenSet[int]] = None

    def works(self, day: dt.date) -> bool:
        """Whether people work on a day. Raises UnknownYear."""
        if self.years is not None and day.year not in self.years:
            raise UnknownYear(day.year)
        return day in self.make_up_days or (day.weekday() < SATURDAY and day not in self.days_off)


def _days(table: Mapping[int, str]) -> Iterator[dt.date]:
    for year, listed in table.items():
        for entry in listed.split():
            yield dt.date(year, int(entry[:2]), int(entry[2:]))


CHINA = WorkCalendar(frozenset(_days(DAYS_OFF)), frozenset(_days(MAKE_UP_DAYS)), frozenset(DAYS_OFF))
"""The calendar of the State Council's notices, for the years we carry."""


def calendar_with(days_off: AbstractSet[dt.date], make_up_days: AbstractSet[dt.date]) -> WorkCalendar:
    """The calendar of China, where years for which days are given are taken from these alone."""
    own = {day.year for day in days_off | make_up_days}
    if not own:
        return CHINA
    return WorkCalendar(
        frozenset(days_off | {day for day in CHINA.days_off if day.year not in own}),
        frozenset(make_up_days | {day for day in CHINA.make_up_days if day.year not in own}),
        frozenset(own | set(CHINA.years or ())),
    )


def working_days_left(today: dt.date, due: dt.date, calendar: WorkCalendar = CHINA) -> int:
    """How many working days are left after `today` up to the last day `due`; how many are over it, negative.

    Raises UnknownYear.
    """
    first, last = min(today, due), max(today, due)
    days = (first + dt.timedelta(days=number) for number in range(1, (last - first).days + 1))
    count = sum(calendar.works(day) for day in days)
    return count if due >= today else -count


def deadline(start: dt.date, working_days: int, calendar: WorkCalendar = CHINA) -> dt.date:
    """The last of `working_days` working days after `start`; the day of the notice itself does not count.

    Raises UnknownYear, and OverflowError past the last year of any calendar.
    """
    day, left = start, working_days
    while left:
        day += ONE_DAY
        left -= calendar.works(day)
    return day


def day_of_month(month: dt.date, day: int, offset: int = 0) -> dt.date:
    """A day of the month that lies `offset` months after `month`; a day the month lacks is its last one.

    Source: rules B1 (items fixed by the 25th of the month before, results published by the 5th of the month after).
    """
    months = month.year * 12 + month.month - 1 + offset
    year, number = divmod(months, 12)
    longest = 31 if number == 11 else (dt.date(year, number + 2, 1) - ONE_DAY).day
    return dt.date(year, number + 1, min(day, longest))
