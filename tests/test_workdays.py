"""Working days against the calendar package they come from, day by day."""

from __future__ import annotations

import datetime as dt

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlkpi.domain.holidays_cn import DAYS_OFF, MAKE_UP_DAYS
from xlkpi.domain.workdays import CHINA, UnknownYear, WorkCalendar, day_of_month, deadline
from xlkpi.functions import call
from xlkpi.generate import holidays

ONE = dt.timedelta(days=1)
FIRST, LAST = dt.date(min(DAYS_OFF), 1, 1), dt.date(max(DAYS_OFF), 12, 31)


def test_every_day_of_every_year_agrees_with_the_package() -> None:
    day = FIRST
    while day <= LAST:
        assert CHINA.works(day) == chinese_calendar.is_workday(day), day
        day += ONE


def test_the_checked_in_table_is_what_the_package_gives() -> None:
    assert holidays.__doc__
    namespace: dict[str, object] = {}
    exec(compile(holidays.text(), "holidays_cn", "exec"), namespace)
    assert (namespace["DAYS_OFF"], namespace["MAKE_UP_DAYS"]) == (DAYS_OFF, MAKE_UP_DAYS)


def test_every_listed_day_lies_on_the_right_side_of_the_weekend() -> None:
    assert all(day.weekday() < 5 for day in CHINA.days_off)
    assert all(day.weekday() >= 5 for day in CHINA.make_up_days)


@given(st.dates(FIRST, dt.date(LAST.year, 11, 1)), st.integers(1, 20))
def test_a_term_holds_exactly_its_working_days(start: dt.date, days: int) -> None:
    end = deadline(start, days)
    between = [start + ONE * number for number in range(1, (end - start).days + 1)]
    assert sum(map(CHINA.works, between)) == days
    assert CHINA.works(end)


@pytest.mark.parametrize("year", [FIRST.year - 1, LAST.year + 1])
def test_a_year_it_does_not_know_is_refused_not_guessed(year: int) -> None:
    with pytest.raises(UnknownYear) as caught:
        CHINA.works(dt.date(year, 6, 1))
    assert caught.value.year == year


def test_a_term_that_runs_into_an_unknown_year_says_so_in_the_cell() -> None:
    assert "未收录" in str(call("KPI_DEADLINE", [LAST - ONE * 2, 5]))


def test_a_calendar_without_years_knows_every_year() -> None:
    plain = WorkCalendar(frozenset(), frozenset())
    assert deadline(dt.date(2099, 1, 2), 1, plain) == dt.date(2099, 1, 5)


@given(st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)), st.integers(1, 31), st.integers(-24, 24))
def test_a_day_of_the_month_keeps_within_its_month(month: dt.date, day: int, offset: int) -> None:
    found = day_of_month(month, day, offset)
    assert found.year * 12 + found.month == month.year * 12 + month.month + offset
    assert found.day == day or (found.day < day and (found + ONE).day == 1)


@pytest.mark.parametrize(
    "text",
    [
        "2024-4-26",
        "2024/04/26",
        "2024.4.26",
        "2024年4月26日",
        dt.date(2024, 4, 26),
        dt.datetime(2024, 4, 26, 9),  # noqa: DTZ001 - cells have no zone
        45408,
        45408.5,
    ],
)
def test_dates_come_in_many_clothes(text: object) -> None:
    assert call("KPI_DEADLINE", [text, 5]) == dt.date(2024, 5, 7)


@pytest.mark.parametrize("text", ["2024-4-31", "4/26/2024", "2024", 12, True, dt.time(9), "明天"])
def test_what_is_no_date_is_said_to_be_none(text: object) -> None:
    assert "不是日期" in str(call("KPI_DEADLINE", [text, 5]))
