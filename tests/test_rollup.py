"""Head office's arrays against the plain rules: the same answer for every roster, and sums that add up."""

from __future__ import annotations

import math
import statistics
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlkpi.domain.grade import TIES
from xlkpi.domain.numbers import exact, rounded, share
from xlkpi.domain.scheme import load_scheme
from xlkpi.functions import call
from xlkpi.headoffice import rosters
from xlkpi.headoffice.hundredths import dense, hundredths, nearest
from xlkpi.headoffice.rollup import NONE, Sums, joined, sum_up
from xlkpi.headoffice.rosters import NO_LEVEL, Roster, Rules, pay_all, place_all

GAS = load_scheme("gas")
LEVELS = [level.code for level in GAS.levels]
COEFFICIENTS = [float(level.coefficient.value) for level in GAS.levels]
ROWS = [quota.department_level for quota in GAS.quotas]
SHARES = tuple(tuple(share(quota.shares[code]) for code in LEVELS) for quota in GAS.quotas)
QUOTAS: list[list[Any]] = [[None, *LEVELS], *[[q.department_level, *q.shares.values()] for q in GAS.quotas]]
DEPARTMENTS = ["东/甲", "东/乙", "西/甲", "西/乙"]

scores = st.one_of(
    st.integers(8000, 8010).map(lambda hundredths: hundredths / 100),
    st.integers(80000, 80020).map(lambda thousandths: thousandths / 1000),
    st.floats(0, 120),
)
persons = st.fixed_dictionaries(
    {
        "department": st.sampled_from([*range(4), None]),
        "score": st.one_of(scores, scores, scores, st.none()),
        "takes_part": st.sampled_from([True, True, True, False]),
        "tiebreak": st.one_of(st.none(), st.sampled_from([0.0, -1.5, 0.1 + 0.2, 0.3, 7.0])),
        "base": st.one_of(st.none(), st.integers(0, 500000).map(lambda cents: cents / 100)),
        "attendance": st.one_of(st.none(), st.integers(0, 1000).map(lambda thousandths: thousandths / 1000)),
    }
)
levels_of = st.lists(st.sampled_from([*ROWS, None]), min_size=4, max_size=4)


def floats(values: list[Any]) -> Any:
    return np.array(values, dtype=float)


def roster(people: list[dict[str, Any]], levels: list[str | None], *, tiebreak: bool) -> Roster:
    department = np.array([-1 if p["department"] is None else p["department"] for p in people], np.int64)
    return Roster(
        department,
        floats([p["score"] for p in people]),
        np.array([p["takes_part"] for p in people], bool),
        np.array([-1 if level is None else ROWS.index(level) for level in levels], np.int64),
        floats([p["tiebreak"] for p in people]) if tiebreak else None,
    )


def column(values: Any) -> list[list[Any]]:
    return [[value] for value in values]


def words(placed: Any, people: list[dict[str, Any]]) -> list[str]:
    """Levels as the function writes them; a department that cannot be graded yet is blank."""
    found = []
    for person, level in zip(people, placed.level.tolist(), strict=True):
        department = person["department"]
        if department is None:
            found.append("")
        elif not person["takes_part"]:
            found.append("不参评")
        elif not placed.ready[department]:
            found.append("")
        else:
            found.append("待定" if level == NO_LEVEL else LEVELS[level])
    return found


@settings(max_examples=300)
@given(st.lists(persons, min_size=1, max_size=25), levels_of, st.sampled_from(TIES), st.booleans(), st.booleans())
def test_arrays_grade_as_the_plain_rules_do(
    people: list[dict[str, Any]], levels: list[str | None], ties: str, tiebreak: bool, packed: bool
) -> None:
    rosters.BITS = 63 if packed else 0
    try:
        placed = place_all(roster(people, levels, tiebreak=tiebreak), Rules(SHARES, "half_up", ties))
    finally:
        rosters.BITS = 63
    departments = [None if p["department"] is None else DEPARTMENTS[p["department"]] for p in people]
    of_people = [None if p["department"] is None else levels[p["department"]] for p in people]
    plain: Any = call(
        "KPI_GRADES",
        [
            column(p["score"] for p in people),
            column(of_people),
            column(departments),
            QUOTAS,
            column("是" if p["takes_part"] else "否" for p in people),
            column(p["tiebreak"] for p in people) if tiebreak else None,
            "half_up",
            ties,
        ],
    )
    known = [cell if cell in (*LEVELS, "不参评", "待定", "") else "" for (cell,) in plain]
    assert words(placed, people) == known


@settings(max_examples=150)
@given(st.lists(persons, min_size=1, max_size=25), levels_of)
def test_ranks_seats_and_ties_are_the_plain_ones(people: list[dict[str, Any]], levels: list[str | None]) -> None:
    placed = place_all(roster(people, levels, tiebreak=False), Rules(SHARES))
    departments = [None if p["department"] is None else DEPARTMENTS[p["department"]] for p in people]
    marks = ["是" if p["takes_part"] else "否" for p in people]
    ranks: Any = call("KPI_RANK", [column(p["score"] for p in people), column(departments), column(marks)])
    grades = {}
    for ties in ("better", "worse"):
        grades[ties] = place_all(roster(people, levels, tiebreak=False), Rules(SHARES, "half_up", ties)).level
    for at, (person, (plain,)) in enumerate(zip(people, ranks, strict=True)):
        graded = person["department"] is not None and person["takes_part"] and placed.ready[person["department"]]
        assert placed.rank[at] == (plain if graded else 0)
        assert placed.cut[at] == (grades["better"][at] != grades["worse"][at])
    for number, ready in enumerate(placed.ready.tolist()):
        if ready:
            count = sum(p["department"] == number and p["takes_part"] for p in people)
            assert [placed.seats[number].tolist()] == call("KPI_SEATS", [count, levels[number], QUOTAS])


@given(st.lists(persons, min_size=1, max_size=25), st.lists(st.sampled_from([*COEFFICIENTS, None]), min_size=25))
def test_pay_is_the_plain_one(people: list[dict[str, Any]], coefficients: list[float | None]) -> None:
    base, attendance = [p["base"] for p in people], [p["attendance"] for p in people]
    factors = coefficients[: len(people)]
    plain: Any = call("KPI_PAY", [column(base), column(factors), column(attendance)])
    cents = pay_all(floats(base), floats(factors), floats(attendance))
    assert [None if c < 0 else c / 100 for c in cents.tolist()] == [None if pay == "" else pay for (pay,) in plain]


def summed(people: list[dict[str, Any]], levels: list[int]) -> Sums:
    return sum_up(
        np.array([p["department"] or 0 for p in people], np.int64),
        4,
        np.array([p["takes_part"] for p in people], bool),
        floats([p["score"] for p in people]),
        np.array(levels, np.int64),
        len(LEVELS),
        floats([None if level < 0 else COEFFICIENTS[level] for level in levels]),
        floats([p["base"] for p in people]),
        np.full((4, len(LEVELS)), np.nan),
    )


@settings(max_examples=150)
@given(st.lists(persons, min_size=1, max_size=25), st.randoms(use_true_random=False))
def test_sums_are_those_of_plain_python_and_add_up(people: list[dict[str, Any]], chance: Any) -> None:
    levels = [chance.randrange(-1, len(LEVELS)) if p["takes_part"] else -1 for p in people]
    sums = summed(people, levels)
    company = sums.over(np.array([0, 0, 1, 1]), 2).over(np.array([0, 0]), 1)
    for number, (of, at) in enumerate([*((sums, at) for at in range(4)), (company, 0)]):
        members = [i for i, p in enumerate(people) if number == 4 or (p["department"] or 0) == at]
        heads = [i for i in members if people[i]["takes_part"]]
        points = [rounded(exact(people[i]["score"])) for i in heads if people[i]["score"] is not None]
        factors = [exact(COEFFICIENTS[levels[i]]) for i in heads if levels[i] >= 0]
        assert (of.listed[at], of.heads[at], of.scored[at]) == (len(members), len(heads), len(points))
        assert of.mean(at) == (rounded(sum(points, Fraction(0)) / len(points)) if points else None)
        assert of.highest[at] == (max(points) * 100 if points else NONE)
        assert of.lowest[at] == (min(points) * 100 if points else NONE)
        assert of.mean_factor(at) == (rounded(sum(factors, Fraction(0)) / len(factors), 3) if factors else None)
        assert of.levels[at].tolist() == [sum(levels[i] == place for i in members) for place in range(len(LEVELS))]
        paid = [rounded(exact(people[i]["base"])) for i in members if people[i]["base"] is not None]
        assert of.pay(at) == (float(sum(paid, Fraction(0))) if paid else None)
        spread = of.spread(at)
        assert (spread is None) == (not points)
        if spread is not None:
            assert spread == pytest.approx(statistics.pstdev(points), abs=0.0051)
            assert spread == round(spread, 2)


def test_sums_of_different_departments_stand_one_after_another() -> None:
    one = {"department": 1, "score": 90.0, "takes_part": True, "tiebreak": None, "base": 10.0, "attendance": None}
    both = joined([summed([one], [0]), summed([one, one], [0, 1])])
    assert both.heads.tolist() == [0, 1, 0, 0, 0, 2, 0, 0]
    assert both.levels[5].tolist() == [1, 1, 0, 0, 0]


@given(st.lists(st.one_of(st.floats(-1e12, 1e12), st.integers(-(10**6), 10**6).map(lambda n: n / 1000)), max_size=20))
def test_hundredths_round_as_the_plain_rule_does(numbers: list[float]) -> None:
    assert hundredths(np.array(numbers, dtype=float)).tolist() == [int(rounded(exact(n)) * 100) for n in numbers]


@given(st.lists(st.sampled_from([0.3, 0.1 + 0.2, 1 / 3, 0.333333333333333, -1.0, 0.0, 1e300, 7.0]), max_size=12))
def test_dense_order_sees_fifteen_digits(numbers: list[float]) -> None:
    order = dense(np.array(numbers, dtype=float)).tolist()
    for one, mine in zip(numbers, order, strict=True):
        for other, theirs in zip(numbers, order, strict=True):
            assert (exact(one) < exact(other)) == (mine < theirs)


def test_a_number_beyond_all_money_is_refused() -> None:
    with pytest.raises(OverflowError):
        nearest(np.array([1e17]), lambda _: Fraction(10**17))


def test_the_sample_branch_comes_out_as_worked_by_hand() -> None:
    """The figures of cases/sample_2024_05_chengdong.toml: 11 people, 优秀, seats 2, 3, 6."""
    totals = [93.78, 89.63, 96.05, 95.53, 90.75, 90.75, 80.13, 84.33, 96.15, math.nan, 92.45, 86.7]
    takes_part = np.array([True] * 9 + [False] + [True] * 2)
    people = Roster(np.zeros(12, np.int64), floats(totals), takes_part, np.array([ROWS.index("优秀")]))
    placed = place_all(people, Rules(SHARES))
    levels = ["A", "B", "A+", "A", "B", "B", "B", "B", "A+", None, "A", "B"]
    assert [None if level < 0 else LEVELS[level] for level in placed.level.tolist()] == levels
    assert placed.rank.tolist() == [4, 8, 2, 3, 6, 6, 11, 10, 1, 0, 5, 9]
    assert placed.seats.tolist() == [[2, 3, 6, 0, 0]]
    base = floats([2000, 2200, 2400, 1800, 2000, 2200, 2400, 1800, 2000, 2200, 2400, 1800])
    factor = floats([None if level is None else COEFFICIENTS[LEVELS.index(level)] for level in levels])
    attendance = floats([1, 1, 0.9, *[None] * 9])
    pay = [2200, 2200, 2592, 1980, 2000, 2200, 2400, 1800, 2400, None, 2640, 1800]
    cents = pay_all(base, factor, attendance)
    assert [None if c < 0 else c / 100 for c in cents.tolist()] == pay
    sums = sum_up(
        *(people.department, 1, takes_part, people.score, placed.level, len(LEVELS), factor),
        np.where(cents < 0, np.nan, cents / 100),
        np.array([[2.0, 3.0, 6.0, np.nan, np.nan]]),
    )
    assert (sums.heads[0], sums.mean(0), sums.pay(0)) == (11, rounded(exact(90.57)), 24212.0)
    assert (sums.highest[0], sums.lowest[0], sums.levels[0].tolist()) == (9615, 8013, [2, 3, 6, 0, 0])
    assert (sums.due(0), sums.limited[0].tolist()) == ([2.0, 3.0, 6.0, 0.0, 0.0], [1, 1, 1, 0, 0])


def test_an_empty_roster_gives_empty_answers() -> None:
    nobody = np.zeros(0, np.int64)
    placed = place_all(Roster(nobody, floats([]), nobody.astype(bool), nobody), Rules(SHARES))
    assert (placed.level.tolist(), placed.ready.tolist()) == ([], [])
