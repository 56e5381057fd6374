"""Laws of runs, periods, plans split and shortfalls carried on."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from xlkpi.domain.periods import carried, period_mean, runs, split

amounts = st.integers(0, 1000).map(Fraction)
weeks = st.lists(st.tuples(amounts, amounts), min_size=1, max_size=53)


@given(weeks)
def test_carried_shortfall_conserves_the_plan(weeks: list[tuple[Fraction, Fraction]]) -> None:
    plans, actuals = [plan for plan, _ in weeks], [actual for _, actual in weeks]
    found = carried(plans, actuals)
    surplus = sum(max(Fraction(0), actual - week.target) for actual, week in zip(actuals, found, strict=True))
    assert sum(plans) == sum(actuals) - surplus + found[-1].shortfall


@given(weeks)
def test_a_target_is_the_plan_and_last_weeks_shortfall(weeks: list[tuple[Fraction, Fraction]]) -> None:
    found = carried([plan for plan, _ in weeks], [actual for _, actual in weeks])
    before = [Fraction(0), *(week.shortfall for week in found)]
    for (plan, actual), week, shortfall in zip(weeks, found, before, strict=False):
        assert week.target == plan + shortfall
        assert week.missed == (actual < week.target) == (week.shortfall > 0)


@given(st.lists(amounts, min_size=1, max_size=20))
def test_weeks_not_reported_yet_carry_nothing(plans: list[Fraction]) -> None:
    found = carried(plans, [None] * len(plans))
    assert [week.target for week in found] == plans
    assert {week.missed for week in found} == {None}


@given(
    st.integers(0, 10**6).map(lambda n: Fraction(n, 100)),
    st.lists(st.integers(0, 9).map(Fraction), min_size=1, max_size=53).filter(any),
    st.integers(0, 2),
)
def test_parts_sum_to_the_total_exactly(total: Fraction, weights: list[Fraction], places: int) -> None:
    parts = split(total, weights, places)
    assert sum(parts) == total
    fine = Fraction(1, 10**places)
    whole = sum(weights)
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - total * weight / whole) <= fine


flags = st.lists(st.sampled_from([True, False, None]), max_size=30)


@given(flags)
def test_blanks_neither_count_nor_break_a_run(flags: list[bool | None]) -> None:
    present = [flag for flag in flags if flag is not None]
    assert [length for length, flag in zip(runs(flags), flags, strict=True) if flag is not None] == runs(present)


@given(flags)
def test_a_run_grows_by_one_or_starts_again(flags: list[bool | None]) -> None:
    lengths = [0, *runs(flags)]
    for before, flag, after in zip(lengths, flags, lengths[1:], strict=False):
        assert after == {True: before + 1, False: 0, None: before}[flag]


@given(st.lists(st.none() | st.integers(0, 100).map(Fraction), min_size=1, max_size=12))
def test_a_period_lies_between_its_best_and_its_worst_month(months: list[Fraction | None]) -> None:
    score = period_mean(months)
    present = [month for month in months if month is not None]
    assert (score is None) == (not present)
    if score is not None:
        assert min(present) <= score <= max(present)


def test_a_month_of_0_counts_as_0_and_a_missing_one_does_not() -> None:
    assert period_mean([Fraction(90), Fraction(0), Fraction(90)]) == 60
    assert period_mean([Fraction(90), None, Fraction(90)]) == 90
