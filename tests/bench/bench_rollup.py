"""How much faster the frames grade, pay and roll up than the plain rules, on the same made-up company.

Run: python tests/bench/bench_rollup.py [people]
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from xlkpi.domain.grade import ROUNDINGS, Person, place_people
from xlkpi.domain.numbers import exact, money, rounded
from xlkpi.domain.pay import performance_pay
from xlkpi.domain.scheme import load_scheme
from xlkpi.headoffice.rollup import roll_up
from xlkpi.headoffice.rosters import Rules, grade_people

RULES = Rules.of(load_scheme("gas"))
DEPARTMENT_SIZE = 25
MOST_PLAIN = 50_000
"""The plain rules are timed on this many people at most and scaled up."""


def company(people: int) -> pd.DataFrame:
    """A company of departments of 25, 40 to a branch; totals of 2 decimals, one in five tied, one in twenty away."""
    chance = np.random.default_rng(2024)
    department = np.arange(people) // DEPARTMENT_SIZE
    levels = np.array(list(RULES.shares))
    return pd.DataFrame(
        {
            "branch": pd.Series(department // 40).astype(str),
            "department": pd.Series(department).astype(str),
            "department_level": levels[department % len(levels)],
            "score": np.round(chance.normal(88, 5, people).clip(0, 100) * 20) / 20,
            "eligible": chance.random(people) > 0.05,
            "base": chance.integers(150, 300, people) * 10.0,
            "attendance": np.where(chance.random(people) < 0.9, 1.0, np.round(chance.random(people), 3)),
        }
    )


def plain(table: pd.DataFrame) -> float:
    """The same by grade.py and pay.py, a department at a time; returns the total pay as a check."""
    total = 0
    for _, members in table.groupby("department", sort=False):
        people = [
            Person(rounded(exact(score)), takes_part)
            for score, takes_part in zip(members["score"].tolist(), members["eligible"].tolist(), strict=True)
        ]
        count = sum(person.eligible for person in people)
        seats = ROUNDINGS[RULES.rounding](count, RULES.shares[members["department_level"].iloc[0]])
        placings = place_people(people, seats, RULES.ties)
        for placing, base, present in zip(placings, members["base"], members["attendance"], strict=True):
            if placing and placing.level is not None:
                coefficient = RULES.coefficients[placing.level]
                total += int(money(performance_pay(exact(base), coefficient, exact(present))) * 100)
    return total / 100


def seconds(work: Callable[[], object]) -> tuple[float, object]:
    start = time.perf_counter()
    answer = work()
    return time.perf_counter() - start, answer


def main() -> None:
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    table = company(people)
    few = table.head(MOST_PLAIN)
    slow, expected = seconds(lambda: plain(few))
    _, same = seconds(lambda: roll_up(grade_people(few, RULES)).company["pay"].iloc[0])
    fast, graded = seconds(lambda: grade_people(table, RULES))
    rolled, _ = seconds(lambda: roll_up(graded))  # type: ignore[arg-type]
    scaled = slow * people / len(few)
    print(f"{people} people in {people // DEPARTMENT_SIZE} departments; same total pay: {same == expected}")
    print(f"frames: grades and pay {fast:.2f} s, roll-up {rolled:.2f} s")
    print(f"plain rules: {slow:.2f} s for {len(few)} people, {scaled:.1f} s scaled")
    print(f"ratio: {scaled / (fast + rolled):.1f} times as fast")


if __name__ == "__main__":
    main()
