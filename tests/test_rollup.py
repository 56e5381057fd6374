"""Head office's frames against the plain rules: the same answer for every roster, and sums that add up."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlkpi.domain.grade import TIES
from xlkpi.domain.numbers import exact, rounded
from xlkpi.domain.scheme import load_scheme
from xlkpi.errors import Unusable
from xlkpi.functions import call
from xlkpi.headoffice.hundredths import dense, hundredths, mean_of, nearest
from xlkpi.headoffice.rollup import roll_up
from xlkpi.headoffice.rosters import Rules, grade_people

GAS = load_scheme("gas")
RULES = Rules.of(GAS)
QUOTAS: list[list[Any]] = [[None, *RULES.levels], *[[q.department_level, *q.shares.values()] for q in GAS.quotas]]

scores = st.one_of(
    st.integers(8000, 8010).map(lambda hundredths: hundredths / 100),
    st.integers(80000, 80020).map(lambda thousandths: thousandths / 1000),
    st.floats(0, 120),
)
persons = st.fixed_dictionaries(
    {
        "branch": st.sampled_from(["东", "西"]),
        "department": st.sampled_from(["甲", "乙", "", None]),
        "score": st.one_of(scores, scores, scores, st.none()),
        "eligible": st.sampled_from([True, True, True, False, None]),
        "tiebreak": st.one_of(st.none(), st.sampled_from([0.0, -1.5, 0.1 + 0.2, 0.3, 7.0])),
        "base": st.one_of(st.none(), st.integers(0, 500000).map(lambda cents: cents / 100)),
        "attendance": st.one_of(st.none(), st.integers(0, 1000).map(lambda thousandths: thousandths / 1000)),
    }
)
department_levels = st.fixed_dictionaries(
    {
        (branch, department): st.sampled_from(["优秀", "良好", "合格", "需改进", "不合格", "卓越", ""])
        for branch in ("东", "西")
        for department in ("甲", "乙")
    }
)


def frame(people: list[dict[str, Any]], levels: dict[tuple[str, str], str]) -> pd.DataFrame:
    table = pd.DataFrame(people)
    table["department_level"] = [levels.get((p["branch"], p["department"] or ""), "") for p in people]
    for name in ("score", "tiebreak", "base", "attendance"):
        table[name] = table[name].astype(float)
    return table.astype({"eligible": "boolean"})


def seen(value: Any) -> Any:
    """A cell of a frame as a cell of a sheet: nothing is the empty text."""
    return "" if isinstance(value, float) and math.isnan(value) else value


def column(values: Any) -> list[list[Any]]:
    return [[None if value is None or value is pd.NA or value != value else value] for value in values]


@settings(max_examples=200)
@given(st.lists(persons, min_size=1, max_size=25), department_levels, st.sampled_from(TIES), st.booleans())
def test_frames_grade_and_pay_as_the_plain_rules_do(
    people: list[dict[str, Any]], levels: dict[tuple[str, str], str], ties: str, tiebreak: bool
) -> None:
    table = frame(people, levels)
    if not tiebreak:
        table = table.drop(columns="tiebreak")
    rules = Rules(RULES.levels, RULES.shares, RULES.coefficients, "half_up", ties)
    graded = grade_people(table, rules)
    departments = [[f"{p['branch']}/{p['department']}" if p["department"] else None] for p in people]
    plain: Any = call(
        "KPI_GRADES",
        [
            column(table["score"]),
            column(table["department_level"]),
            departments,
            QUOTAS,
            column(table["eligible"]),
            column(table["tiebreak"]) if tiebreak else None,
            "half_up",
            ties,
        ],
    )
    known = [cell if cell in (*RULES.levels, "不参评", "待定", "") else "" for (cell,) in plain]
    assert graded.people["level"].tolist() == known
    told = sum(cell not in (*RULES.levels, "不参评", "待定", "") for (cell,) in plain)
    assert len(graded.faults) == told
    given_levels = [[level] for level in known]
    coefficients: Any = call(
        "KPI_COEF", [given_levels, [[c] for c in RULES.levels], [[float(c)] for c in RULES.coefficients]]
    )
    assert [[seen(value)] for value in graded.people["coefficient"]] == coefficients
    pay = call("KPI_PAY", [column(table["base"]), coefficients, column(table["attendance"])])
    assert [[seen(value)] for value in graded.people["pay"]] == pay


@settings(max_examples=100)
@given(st.lists(persons, min_size=1, max_size=25), department_levels)
def test_ranks_and_seats_are_the_plain_ones(people: list[dict[str, Any]], levels: dict[tuple[str, str], str]) -> None:
    table = frame(people, levels).drop(columns="tiebreak")
    graded = grade_people(table, RULES)
    departments = [[f"{p['branch']}/{p['department']}" if p["department"] else None] for p in people]
    scored = [
        [score if department else None]
        for (score,), (department,) in zip(column(table["score"]), departments, strict=True)
    ]
    ranks: Any = call("KPI_RANK", [scored, departments, column(table["eligible"])])
    for mine, (plain,), level in zip(graded.people["rank"], ranks, graded.people["level"], strict=True):
        assert seen(mine) == (plain if level in RULES.levels else "")
    for (branch, department), seats in graded.seats.iterrows():
        members = [p for p in people if (p["branch"], p["department"]) == (branch, department)]
        due = call("KPI_SEATS", [sum(p["eligible"] is not False for p in members), levels[branch, department], QUOTAS])
        assert [seats.tolist()] == due


@settings(max_examples=100)
@given(st.lists(persons, min_size=1, max_size=25), department_levels)
def test_the_roll_up_is_the_plain_one_and_adds_up(
    people: list[dict[str, Any]], levels: dict[tuple[str, str], str]
) -> None:
    table = frame(people, levels)
    graded = grade_people(table, RULES)
    rolled = roll_up(graded)
    departments = [[f"{p['branch']}/{p['department']}" if p["department"] else None] for p in people]
    plain: Any = call(
        "KPI_ROLLUP",
        [
            departments,
            [[level] for level in graded.people["level"]],
            column(table["score"]),
            [[c] for c in RULES.levels],
        ],
    )
    figures = ["headcount", "mean", "highest", "lowest", *RULES.levels]
    mine = [[seen(cell) for cell in row] for row in rolled.departments[figures].to_numpy().tolist()]
    assert mine == [row[1:] for row in plain[1:-1]]
    assert ["／".join(name) for name in rolled.departments.index] == [row[0].replace("/", "／") for row in plain[1:-1]]
    whole = [[seen(cell) for cell in row] for row in rolled.company[figures].to_numpy().tolist()]
    assert whole == ([plain[-1][1:]] if mine else [])
    for name in ("headcount", *RULES.levels):
        assert rolled.departments[name].sum() == rolled.branches[name].sum() == rolled.company[name].sum()
    cents = sum((exact(pay) for pay in graded.people["pay"] if pay == pay), Fraction(0))
    for level in (rolled.departments, rolled.branches, rolled.company):
        assert sum((exact(pay) for pay in level["pay"]), Fraction(0)) == cents


@given(st.lists(st.one_of(st.floats(-1e12, 1e12), st.integers(-(10**6), 10**6).map(lambda n: n / 1000)), max_size=20))
def test_hundredths_round_as_the_plain_rule_does(numbers: list[float]) -> None:
    assert hundredths(np.array(numbers, dtype=float)).tolist() == [int(rounded(exact(n)) * 100) for n in numbers]


@given(st.lists(st.sampled_from([0.3, 0.1 + 0.2, 1 / 3, 0.333333333333333, -1.0, 0.0, 1e300, 7.0]), max_size=12))
def test_dense_order_sees_fifteen_digits(numbers: list[float]) -> None:
    order = dense(np.array(numbers, dtype=float)).tolist()
    for one, mine in zip(numbers, order, strict=True):
        for other, theirs in zip(numbers, order, strict=True):
            assert (exact(one) < exact(other)) == (mine < theirs)


@given(st.lists(st.tuples(st.integers(-(10**12), 10**12), st.integers(1, 10**6)), min_size=1))
def test_means_are_rounded_half_away_from_zero(pairs: list[tuple[int, int]]) -> None:
    sums, counts = np.array(pairs, dtype=np.int64).T
    assert mean_of(sums, counts).tolist() == [int(rounded(Fraction(s, n), 0)) for s, n in pairs]


def test_a_number_beyond_all_money_is_refused() -> None:
    with pytest.raises(OverflowError):
        nearest(np.array([1e17]), lambda _: Fraction(10**17))


def test_the_sample_branch_comes_out_as_worked_by_hand() -> None:
    """The figures of cases/sample_2024_05_chengdong.toml: 11 people, 优秀, seats 2, 3, 6."""
    table = pd.DataFrame(
        {
            "branch": "城东分公司",
            "department": "城东分公司",
            "department_level": "优秀",
            "score": [93.78, 89.63, 96.05, 95.53, 90.75, 90.75, 80.13, 84.33, 96.15, math.nan, 92.45, 86.7],
            "eligible": [True] * 9 + [False] + [True] * 2,
            "base": [2000.0, 2200, 2400, 1800, 2000, 2200, 2400, 1800, 2000, 2200, 2400, 1800],
            "attendance": [1, 1, 0.9, 1, 1, 1, 1, 1, 1, 1, 1, 1],
        }
    )
    graded = grade_people(table, RULES)
    assert graded.faults == []
    assert graded.people["level"].tolist() == ["A", "B", "A+", "A", "B", "B", "B", "B", "A+", "不参评", "A", "B"]
    assert [seen(rank) for rank in graded.people["rank"]] == [4, 8, 2, 3, 6, 6, 11, 10, 1, "", 5, 9]
    assert [seen(pay) for pay in graded.people["pay"]] == [
        2200,
        2200,
        2592,
        1980,
        2000,
        2200,
        2400,
        1800,
        2400,
        "",
        2640,
        1800,
    ]
    assert graded.seats.to_numpy().tolist() == [[2, 3, 6, 0, 0]]
    rolled = roll_up(graded)
    assert rolled.company.to_numpy().tolist() == [[11, 90.57, 96.15, 80.13, 2, 3, 6, 0, 0, 24212.0]]


GOOD = {"branch": ["东"], "department": ["甲"], "department_level": ["优秀"], "score": [90.0]}


@pytest.mark.parametrize(
    ("column_name", "values", "words"),
    [
        ("score", ["90"], "score"),
        ("score", [1e13], "过大"),
        ("score", [math.inf], "过大"),
        ("score", [True], "不是数字"),
        ("base", ["2000"], "base"),
        ("eligible", ["是"], "真假值"),
    ],
)
def test_a_column_of_the_wrong_kind_is_refused(column_name: str, values: list[Any], words: str) -> None:
    with pytest.raises(Unusable, match=words):
        grade_people(pd.DataFrame({**GOOD, column_name: values}), RULES)


def test_missing_columns_are_named_together() -> None:
    with pytest.raises(Unusable, match="department_level、score"):
        grade_people(pd.DataFrame({"branch": [], "department": []}), RULES)


def test_an_empty_roster_gives_empty_answers() -> None:
    table = pd.DataFrame({name: pd.Series(dtype=float if name == "score" else object) for name in GOOD})
    graded = grade_people(table, RULES)
    assert graded.people["level"].tolist() == []
    assert roll_up(graded).departments.empty


def test_faults_name_branch_department_and_row() -> None:
    table = pd.DataFrame(
        {
            "branch": ["东", "东", "西", "西", "西"],
            "department": ["甲", "甲", "甲", "乙", ""],
            "department_level": ["优秀", "良好", "卓越", "优秀", ""],
            "score": [90.0, 80, 70, 60, 50],
            "base": [100.0, 100, 100, -5, 100],
        }
    )
    told = {fault.place: fault.say() for fault in grade_people(table, RULES).faults}
    assert set(told) == {"东／甲", "西／甲", "3", "4"}
    assert "不一致" in told["东／甲"]
    assert "卓越" in told["西／甲"]
    assert "负" in told["3"]
    assert "部门为空" in told["4"]
