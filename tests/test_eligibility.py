"""Eligibility at every edge of the calendar: regularised on any day, seen from any month."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlkpi.domain.eligibility import STATUSES, barred, first_month, over_half_on_leave

days = st.dates(dt.date(1990, 1, 1), dt.date(2090, 12, 31))
NO_LEAVE = [(Fraction(0), Fraction(21))]


@given(days)
def test_until_the_10th_this_month_later_the_next(day: dt.date) -> None:
    start = first_month(day)
    assert start.day == 1
    ahead = (start.year - day.year) * 12 + start.month - day.month
    assert ahead == (0 if day.day <= 10 else 1)


@given(days, days)
def test_a_person_is_appraised_from_his_first_month_on(regular: dt.date, month: dt.date) -> None:
    reason = barred("regular", regular, NO_LEAVE, month)
    assert reason == (
        None if (first_month(regular).year, first_month(regular).month) <= (month.year, month.month) else "later"
    )


@pytest.mark.parametrize("year", [2023, 2024])
@pytest.mark.parametrize(
    ("regular", "february", "march"), [(1, True, True), (10, True, True), (11, False, True), (28, False, True)]
)
def test_february(year: int, regular: int, february: bool, march: bool) -> None:
    since = dt.date(year, 2, regular)
    last = dt.date(year, 2, 29 if year == 2024 else 28)
    assert (barred("probation", since, NO_LEAVE, last) is None) is february
    assert (barred("probation", since, NO_LEAVE, dt.date(year, 3, 1)) is None) is march


@given(st.integers(1, 31).map(Fraction))
def test_leave_of_exactly_half_is_not_more_than_half(days: Fraction) -> None:
    assert not over_half_on_leave([(days / 2, days)])
    assert over_half_on_leave([(days / 2 + Fraction(1, 2), days)])
    assert not over_half_on_leave([(days / 2, days), (days, days)])


def test_without_any_month_nobody_is_on_leave() -> None:
    assert not over_half_on_leave([])


@pytest.mark.parametrize("status", ["temporary", "outside"])
def test_some_are_never_appraised(status: str) -> None:
    assert barred(status, dt.date(2000, 1, 1), NO_LEAVE, dt.date(2024, 5, 1)) == status


def test_no_word_stands_for_two_statuses() -> None:
    words = [word for listed in STATUSES.values() for word in listed]
    assert len(words) == len(set(words))
