"""Laws that hold for every department, score and quota, not only for the cases someone thought of."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from xlkpi.domain import pay, score
from xlkpi.domain.grade import (
    ROUNDINGS,
    TIES,
    Person,
    base_level,
    competition_ranks,
    cumulative,
    floored,
    largest_remainder,
    level_at,
    level_for,
    place_people,
    rounded_half_up,
)
from xlkpi.domain.numbers import as_shares, exact, half_up, money, rounded, share, shown
from xlkpi.domain.scheme import load_scheme
from xlkpi.functions import call

roundings = st.sampled_from(sorted(ROUNDINGS))
headcounts = st.integers(0, 400)


def parts(most_levels: int, whole: int) -> st.SearchStrategy[tuple[Fraction, ...]]:
    """Shares of up to `most_levels` levels in steps of 1/whole, summing to 1."""
    cuts = st.lists(st.integers(0, whole), min_size=0, max_size=most_levels - 1).map(sorted)
    return cuts.map(lambda ends: tuple(Fraction(b - a, whole) for a, b in zip([0, *ends], [*ends, whole], strict=True)))


shares_of_any_kind = st.one_of(
    parts(5, 100),
    parts(8, 1000),
    st.lists(st.integers(0, 30), min_size=1, max_size=8)
    .filter(any)
    .map(lambda sizes: tuple(Fraction(size, sum(sizes)) for size in sizes)),
)
points = st.integers(0, 10000).map(lambda hundredths: Fraction(hundredths, 100))
close_points = st.integers(900, 910).map(lambda tenths: Fraction(tenths, 10))
persons = st.builds(
    Person,
    close_points,
    eligible=st.booleans(),
    tiebreak=st.one_of(st.none(), st.integers(0, 2).map(Fraction)),
)
rosters = st.lists(persons, min_size=1, max_size=30)


def counted(people: list[Person]) -> int:
    return sum(person.eligible for person in people)


def key(person: Person) -> tuple[Any, bool, Any]:
    return person.score, person.tiebreak is not None, person.tiebreak or 0


# Seats


@given(roundings, headcounts, shares_of_any_kind)
def test_seats_sum_to_the_headcount_and_are_never_negative(
    name: str, people: int, shares: tuple[Fraction, ...]
) -> None:
    seats = ROUNDINGS[name](people, shares)
    assert sum(seats) == people
    assert min(seats) >= 0
    assert len(seats) == len(shares)


@given(headcounts, shares_of_any_kind)
def test_half_up_gives_every_level_but_the_base_its_rounded_share_while_seats_last(
    people: int, shares: tuple[Fraction, ...]
) -> None:
    seats = rounded_half_up(people, shares)
    base, left = base_level(shares), people
    for place, part in enumerate(shares):
        if place != base:
            due = int((Decimal(people * part.numerator) / part.denominator).quantize(Decimal(1), ROUND_HALF_UP))
            assert seats[place] == min(due, left)
            left -= seats[place]
    assert seats[base] == left


@given(headcounts, shares_of_any_kind)
def test_the_base_is_the_largest_share_and_of_equal_ones_the_best(people: int, shares: tuple[Fraction, ...]) -> None:
    base = base_level(shares)
    assert all(part < shares[base] for part in shares[:base])
    assert all(part <= shares[base] for part in shares[base:])


@given(headcounts, shares_of_any_kind)
def test_floor_never_gives_a_level_above_the_base_more_than_its_share(
    people: int, shares: tuple[Fraction, ...]
) -> None:
    base = base_level(shares)
    for place, (seats, part) in enumerate(zip(floored(people, shares), shares, strict=True)):
        assert seats <= people * part < seats + 1 or place == base


@given(headcounts, shares_of_any_kind)
def test_largest_remainder_keeps_every_level_within_one_seat_of_its_share(
    people: int, shares: tuple[Fraction, ...]
) -> None:
    assert all(
        abs(seats - people * part) < 1 for seats, part in zip(largest_remainder(people, shares), shares, strict=True)
    )


@given(headcounts, shares_of_any_kind)
def test_cumulative_keeps_every_boundary_within_half_a_seat(people: int, shares: tuple[Fraction, ...]) -> None:
    seats = cumulative(people, shares)
    for place in range(len(shares)):
        assert abs(sum(seats[: place + 1]) - people * sum(shares[: place + 1])) <= Fraction(1, 2)


GAS_ROWS = [
    (quota.department_level, tuple(exact(part) for part in quota.shares.values()))
    for quota in load_scheme("gas").quotas
]


@pytest.mark.parametrize(("level", "shares"), GAS_ROWS, ids=[level for level, _ in GAS_ROWS])
def test_one_more_person_takes_no_seat_from_a_level_above_the_base_in_any_row_of_the_scheme(
    level: str, shares: tuple[Fraction, ...]
) -> None:
    seats = [rounded_half_up(people, shares) for people in range(1500)]
    above = range(base_level(shares))
    assert all(before[place] <= after[place] for before, after in itertools.pairwise(seats) for place in above)


@settings(max_examples=500)
@given(st.integers(0, 60), parts(5, 100))
def test_one_more_person_takes_no_seat_from_a_level_above_the_base_with_up_to_five_levels(
    people: int, shares: tuple[Fraction, ...]
) -> None:
    before, after = rounded_half_up(people, shares), rounded_half_up(people + 1, shares)
    assert all(before[place] <= after[place] for place in range(base_level(shares)))


def test_with_many_levels_one_more_person_can_push_a_level_above_the_base_aside() -> None:
    """The limit of the law above: at n = 5 five shares of 10% reach half a seat at once and leave none.

    No person with the same rank is worse off by it, see the next law.
    """
    shares = tuple(Fraction(percent, 100) for percent in (10, 10, 10, 10, 10, 20, 30))
    assert rounded_half_up(4, shares) == (0, 0, 0, 0, 0, 1, 3)
    assert rounded_half_up(5, shares) == (1, 1, 1, 1, 1, 0, 0)


@settings(max_examples=500)
@given(st.integers(1, 60), shares_of_any_kind)
def test_one_more_person_never_lowers_the_level_of_a_rank_above_the_base(
    people: int, shares: tuple[Fraction, ...]
) -> None:
    before, after = rounded_half_up(people, shares), rounded_half_up(people + 1, shares)
    for rank in range(1, sum(before[: base_level(shares)]) + 1):
        assert level_at(rank, after) <= level_at(rank, before)


# Levels and ranks


@given(rosters, roundings, shares_of_any_kind, st.sampled_from(TIES))
def test_a_better_score_never_gets_a_worse_level(
    people: list[Person], name: str, shares: tuple[Fraction, ...], ties: str
) -> None:
    placings = place_people(people, ROUNDINGS[name](counted(people), shares), ties)
    placed = [(key(person), placing) for person, placing in zip(people, placings, strict=True) if placing]
    for better, one in placed:
        for worse, other in placed:
            if better > worse:
                assert one.rank < other.rank
                assert one.first <= other.first
                if one.level is not None and other.level is not None:
                    assert one.level <= other.level


@given(rosters, shares_of_any_kind, st.sampled_from(["better", "worse"]), close_points)
def test_raising_ones_own_score_never_lowers_ones_own_level(
    people: list[Person], shares: tuple[Fraction, ...], ties: str, raised: Fraction
) -> None:
    first = people[0]
    assert first.score is not None
    better = Person(max(first.score, raised), first.eligible, first.tiebreak)
    seats = rounded_half_up(counted(people), shares)
    before, after = place_people(people, seats, ties)[0], place_people([better, *people[1:]], seats, ties)[0]
    assert (before is None) == (after is None)
    if before is not None and after is not None:
        assert after.level is not None
        assert before.level is not None
        assert after.level <= before.level


@given(rosters, roundings, shares_of_any_kind, st.sampled_from(["better", "worse", "ask"]), st.randoms())
def test_shuffling_the_roster_shuffles_the_answer(
    people: list[Person], name: str, shares: tuple[Fraction, ...], ties: str, chance: random.Random
) -> None:
    seats = ROUNDINGS[name](counted(people), shares)
    answer = place_people(people, seats, ties)
    order = list(range(len(people)))
    chance.shuffle(order)
    assert place_people([people[place] for place in order], seats, ties) == [answer[place] for place in order]


@given(rosters, roundings, shares_of_any_kind)
def test_by_order_every_level_gets_exactly_its_seats(
    people: list[Person], name: str, shares: tuple[Fraction, ...]
) -> None:
    seats = ROUNDINGS[name](counted(people), shares)
    given_out = Counter(placing.level for placing in place_people(people, seats, "order") if placing)
    assert [given_out[level] for level in range(len(seats))] == list(seats)


@given(rosters, shares_of_any_kind)
def test_the_ways_to_treat_ties_agree_where_there_are_none(people: list[Person], shares: tuple[Fraction, ...]) -> None:
    distinct = list({key(person): person for person in people}.values())
    seats = rounded_half_up(counted(distinct), shares)
    answers = [[p and p.level for p in place_people(distinct, seats, ties)] for ties in TIES]
    assert answers.count(answers[0]) == len(TIES)


@given(rosters, shares_of_any_kind)
def test_asking_is_needed_exactly_where_better_and_worse_differ(
    people: list[Person], shares: tuple[Fraction, ...]
) -> None:
    seats = rounded_half_up(counted(people), shares)
    levels = {ties: [p and p.level for p in place_people(people, seats, ties)] for ties in ("better", "worse", "ask")}
    for better, worse, ask in zip(*levels.values(), strict=True):
        assert ask == (better if better == worse else None)


@given(rosters, shares_of_any_kind)
def test_who_is_not_appraised_changes_nothing_for_the_others(
    people: list[Person], shares: tuple[Fraction, ...]
) -> None:
    seats = rounded_half_up(counted(people), shares)
    only = [person for person in people if person.eligible]
    assert [p for p in place_people(people, seats, "better") if p] == place_people(only, seats, "better")


@given(st.lists(st.integers(0, 20)))
def test_a_rank_is_one_more_than_the_number_of_better_ones(keys: list[int]) -> None:
    assert competition_ranks(keys) == [1 + sum(other > mine for other in keys) for mine in keys]


@given(st.lists(points, min_size=1, max_size=6), points, points)
def test_more_points_never_reach_a_lower_minimum(minimums: list[Fraction], low: Fraction, high: Fraction) -> None:
    low, high = min(low, high), max(low, high)
    reached = [
        None if place is None else minimums[place] for place in (level_for(low, minimums), level_for(high, minimums))
    ]
    assert reached[0] is None or (reached[1] is not None and reached[0] <= reached[1] <= high)


# Numbers


def seen(number: float) -> Decimal:
    """The decimal a person sees: Excel shows 15 significant digits."""
    return Decimal(f"{number:.15g}")


def excel_round(number: float, places: int) -> Decimal:
    with localcontext() as context:
        context.prec = 400
        return seen(number).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


@given(st.floats(-1e12, 1e12), st.integers(0, 6))
@example(2.675, 2)
@example(-2.675, 2)
@example(1.005, 2)
@example(8.345, 2)
@example(0.285, 2)
@example(2.5, 0)
@example(-0.5, 0)
@example(1e-300, 2)
def test_rounding_is_excels_on_the_decimal_a_person_sees(number: float, places: int) -> None:
    assert rounded(exact(number), places) == Fraction(excel_round(number, places))


@given(st.integers(-(10**7), 10**7))
def test_every_half_cent_rounds_away_from_zero(halves: int) -> None:
    number = (2 * halves + 1) / 200
    away = Decimal(halves + (halves >= 0)) / 100
    assert rounded(exact(number)) == Fraction(away)


@given(st.fractions(min_value=0, max_value=10**6))
def test_half_up_is_the_nearest_whole_number(number: Fraction) -> None:
    assert Fraction(-1, 2) < half_up(number) - number <= Fraction(1, 2)


@given(st.integers(1, 999), st.integers(1, 999))
def test_a_share_computed_in_a_cell_is_the_fraction_meant(part: int, rest: int) -> None:
    assert share(part / (part + rest)) == Fraction(part, part + rest)
    assert share(part / (part + rest) * 100) == Fraction(100 * part, part + rest)


@given(st.integers(0, 10**12), st.integers(1, 12))
def test_a_share_as_typed_stays_as_typed(digits: int, places: int) -> None:
    typed = Decimal(digits).scaleb(-places)
    assert abs(share(float(typed)) - Fraction(typed)) <= Fraction(typed) / 10**14


@given(shares_of_any_kind)
def test_shares_and_percents_mean_the_same(shares: tuple[Fraction, ...]) -> None:
    assert as_shares(shares) == list(shares)
    assert as_shares([100 * part for part in shares]) == list(shares)
    assert as_shares([2 * part for part in shares]) is None


@given(st.integers(-(10**9), 10**9), st.integers(0, 9))
def test_a_number_is_written_as_a_person_would(digits: int, places: int) -> None:
    number = Decimal(digits).scaleb(-places)
    text = shown(Fraction(number))
    assert Decimal(text) == number
    assert "E" not in text
    assert not ("." in text and text.endswith(("0", ".")))


# Totals

weights = st.lists(st.integers(0, 100), min_size=0, max_size=7).map(
    lambda ends: [b - a for a, b in zip([0, *sorted(ends)], [*sorted(ends), 100], strict=True)]
)


@given(weights, st.data(), st.integers(-500, 500))
def test_a_weighted_total_is_exact_to_the_last_half_cent(percents: list[int], data: st.DataObject, adjust: int) -> None:
    tenths = data.draw(st.lists(st.integers(0, 1000), min_size=len(percents), max_size=len(percents)))
    due = sum(
        (Decimal(p) / 100 * Decimal(t) / 10 for p, t in zip(percents, tenths, strict=True)), Decimal(adjust) / 100
    )
    expected = float(due.quantize(Decimal("0.01"), ROUND_HALF_UP))
    scores = [[t / 10] for t in tenths]
    assert call("KPI_TOTAL", [scores, [[p / 100] for p in percents], adjust / 100]) == expected
    found = call("KPI_TOTAL", [scores, [[p] for p in percents], adjust / 100])
    if all(t <= 10 * p for p, t in zip(percents, tenths) if p) and isinstance(found, str):
        assert "满分制" in found  # out of full marks, or weighted and all of it bad: that is asked
    else:
        assert found == expected


@given(st.lists(st.tuples(points, st.integers(1, 50)), min_size=1, max_size=8), st.randoms())
def test_the_order_of_indicators_does_not_matter(rows: list[tuple[Fraction, int]], chance: random.Random) -> None:
    def total(listed: list[tuple[Fraction, int]]) -> Fraction:
        weight = sum(part for _, part in listed)
        return score.weighted_total([s for s, _ in listed], [Fraction(part, weight) for _, part in listed], Fraction(0))

    shuffled = rows[:]
    chance.shuffle(shuffled)
    assert total(shuffled) == total(rows)
    assert min(s for s, _ in rows) <= total(rows) <= max(s for s, _ in rows)


@given(st.lists(st.tuples(points, points), min_size=1, max_size=6))
def test_the_composite_is_the_mean_of_all_ratings(plans: list[tuple[Fraction, Fraction]]) -> None:
    everything = [rating for plan in plans for rating in plan]
    assert score.supervisor_composite(plans) == rounded(sum(everything, Fraction(0)) / len(everything))


@given(points, points.filter(bool), st.sampled_from(sorted(score.KINDS)), points)
def test_points_of_an_indicator_lie_between_zero_and_the_cap(
    actual: Fraction, target: Fraction, kind: str, cap: Fraction
) -> None:
    assert 0 <= score.achieved(actual, target, kind, score.FULL, cap) <= cap


@given(points, points, points.filter(bool))
def test_doing_better_never_scores_less(one: Fraction, other: Fraction, target: Fraction) -> None:
    low, high = sorted((one, other))
    for kind in ("higher", "pass"):
        assert score.achieved(low, target, kind, score.FULL, score.FULL) <= score.achieved(
            high, target, kind, score.FULL, score.FULL
        )
    assert score.achieved(low, target, "lower", score.FULL, score.FULL) >= score.achieved(
        high, target, "lower", score.FULL, score.FULL
    )


# Pay

yuan = st.integers(0, 10**7).map(lambda cents: Fraction(cents, 100))
factors = st.integers(0, 200).map(lambda hundredths: Fraction(hundredths, 100))


@given(yuan, factors, st.integers(0, 1000).map(lambda thousandths: Fraction(thousandths, 1000)))
def test_pay_is_to_the_cent_and_half_a_cent_goes_up(base: Fraction, coefficient: Fraction, present: Fraction) -> None:
    due = Decimal(base.numerator) / base.denominator
    for factor in (coefficient, present):
        due *= Decimal(factor.numerator) / factor.denominator
    expected = due.quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert money(pay.performance_pay(base, coefficient, present)) == expected
    assert money(pay.performance_pay(base, coefficient, present)).as_tuple().exponent == -2
    assert call("KPI_PAY", [float(base), float(coefficient), float(present)]) == float(expected)


tiers = st.dictionaries(yuan, factors, min_size=1, max_size=5).map(lambda table: list(table.items()))


@given(tiers, yuan, yuan)
def test_by_slices_more_never_earns_less(table: list[pay.Tier], one: Fraction, other: Fraction) -> None:
    low, high = sorted((one, other))
    assert 0 <= pay.by_slices(low, table) <= pay.by_slices(high, table)


@given(tiers, yuan)
def test_by_slices_each_yuan_is_paid_once_at_its_own_rate(table: list[pay.Tier], amount: Fraction) -> None:
    ordered = sorted(table)
    edges = [bound for bound, _ in ordered if bound < amount] + [amount]
    paid = sum(((b - a) * r for a, b, (_, r) in zip(edges, edges[1:], ordered, strict=False)), Fraction(0))
    assert pay.by_slices(amount, table) == paid


@given(st.lists(st.one_of(st.none(), close_points), max_size=20))
def test_awards_go_to_the_best_and_the_worst_only(scores: list[Fraction | None]) -> None:
    awards = pay.rank_awards(scores, Fraction(100), Fraction(-100))
    present = [number for number in scores if number is not None]
    for number, award in zip(scores, awards, strict=True):
        best, worst = (number == max(present), number == min(present)) if number is not None else (False, False)
        assert award == (None if number is None else 0 if best == worst else 100 if best else -100)


# The roster as a whole, through the spreadsheet functions

LEVELS = ["A+", "A", "B", "C", "C-"]
QUOTAS: list[list[Any]] = [
    [None, *LEVELS],
    *[[quota.department_level, *quota.shares.values()] for quota in load_scheme("gas").quotas],
]
rows = st.lists(
    st.tuples(
        st.integers(800, 1000).map(lambda tenths: tenths / 10),
        st.sampled_from(["甲", "乙", "丙"]),
        st.sampled_from(["是", "否", None]),
    ),
    min_size=1,
    max_size=40,
)
DEPARTMENT_LEVELS = {"甲": "优秀", "乙": "合格", "丙": "不合格"}
Roster = list[tuple[float, str, str | None]]


def columns(roster: Roster) -> list[Any]:
    return [
        [[points] for points, _, _ in roster],
        [[DEPARTMENT_LEVELS[department]] for _, department, _ in roster],
        [[department] for _, department, _ in roster],
        QUOTAS,
        [[takes_part] for _, _, takes_part in roster],
    ]


@settings(max_examples=50)
@given(rows, st.sampled_from(["better", "worse", "ask"]), roundings, st.randoms())
def test_shuffling_a_roster_of_departments_shuffles_levels_and_reasons(
    roster: Roster, ties: str, rounding: str, chance: random.Random
) -> None:
    order = list(range(len(roster)))
    chance.shuffle(order)
    for name in ("KPI_GRADES", "KPI_WHY"):
        answer: Any = call(name, [*columns(roster), None, rounding, ties])
        assert call(name, [*columns([roster[place] for place in order]), None, rounding, ties]) == [
            answer[place] for place in order
        ]


@settings(max_examples=50)
@given(rows)
def test_a_department_alone_gets_what_it_gets_among_others(roster: Roster) -> None:
    together: Any = call("KPI_GRADES", columns(roster))
    for department in DEPARTMENT_LEVELS:
        own = [place for place, row in enumerate(roster) if row[1] == department]
        if own:
            alone = call("KPI_GRADES", columns([roster[place] for place in own]))
            assert alone == [together[place] for place in own]


@settings(max_examples=50)
@given(rows)
def test_the_roll_up_adds_up(roster: Roster) -> None:
    scores, _, departments, _, _ = columns(roster)
    levels: Any = call("KPI_GRADES", columns(roster))
    table: Any = call("KPI_ROLLUP", [departments, levels, scores, [[level] for level in LEVELS]])
    head, *body, total = table
    assert head[5:] == LEVELS
    assert total[0] == "合计"
    assert [line[0] for line in body] == list(dict.fromkeys(row[1] for row in roster))
    for place in (1, *range(5, len(head))):
        assert total[place] == sum(line[place] for line in body)
    for line in [*body, total]:
        assert line[1] == sum(line[5:])
        if line[1]:
            assert line[4] <= line[2] <= line[3]
    assert total[1] == sum(takes_part != "否" for _, _, takes_part in roster)


@settings(max_examples=50)
@given(rows, roundings)
def test_by_order_the_roll_up_shows_the_seats(roster: Roster, rounding: str) -> None:
    scores, _, departments, _, _ = columns(roster)
    levels = call("KPI_GRADES", [*columns(roster), None, rounding, "order"])
    table: Any = call("KPI_ROLLUP", [departments, levels, scores, [[level] for level in LEVELS]])
    for line in table[1:-1]:
        assert call("KPI_SEATS", [line[1], DEPARTMENT_LEVELS[line[0]], QUOTAS, rounding]) == [line[5:]]
