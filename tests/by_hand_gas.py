"""A month of a gas branch computed from document 000 and rules A alone: plain Python, nothing of the product."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

LINES = ((95, "优秀"), (90, "良好"), (85, "合格"), (80, "需改进"), (0, "不合格"))
COEFFICIENT = {
    "A+": Fraction(12, 10),
    "A": Fraction(11, 10),
    "B": Fraction(1),
    "C": Fraction(8, 10),
    "C-": Fraction(0),
}
CODE = {"优秀": "A+", "良好": "A", "合格": "B", "需改进": "C", "不合格": "C-"}
SHARES = {
    "优秀": {"A+": 20, "A": 30, "B": 50},
    "良好": {"A+": 10, "A": 30, "B": 60},
    "合格": {"A+": 5, "A": 25, "B": 60, "C": 10},
    "需改进": {"A": 20, "B": 60, "C": 20},
    "不合格": {"A": 10, "B": 50, "C": 30, "C-": 10},
}


@dataclass
class Employee:
    """What a month says of one employee."""

    id: str
    department: str
    total: float | None
    base: float
    attendance: float | None
    corrected: str = ""


def exact(number: float) -> Fraction:
    return Fraction(str(number))


def rounded(number: Fraction, places: str) -> Fraction:
    value = (Decimal(number.numerator) / Decimal(number.denominator)).quantize(Decimal(places), ROUND_HALF_UP)
    return Fraction(value)


def composite(plans: Sequence[tuple[float, float]]) -> Fraction:
    """Mean over the plans of the mean of the two raters, two decimals."""
    means = [(exact(one) + exact(other)) / 2 for one, other in plans]
    return rounded(sum(means, Fraction(0)) / len(means), "0.01")


def supervisor_level(score: Fraction) -> str:
    return next(level for line, level in LINES if score >= line)


def seats(people: int, level: str) -> list[str]:
    """Seats rounded half up, the rest to B, best first."""
    given = {code: int(rounded(Fraction(people * share, 100), "1")) for code, share in SHARES[level].items()}
    given["B"] = people - sum(count for code, count in given.items() if code != "B")
    return [code for code in COEFFICIENT for _ in range(given.get(code, 0))]


def levels(people: Sequence[Employee], level: str) -> dict[str, tuple[int, str]]:
    """Rank in the department and the level of that seat; equal totals share the better one."""
    mine = [(one.id, one.total) for one in people if one.total is not None]
    chairs = seats(len(mine), level)
    found = {}
    for who, total in mine:
        rank = 1 + sum(other > total for _, other in mine)
        found[who] = (rank, chairs[rank - 1])
    return found


def pay(base: float, code: str, attendance: float | None = None) -> float:
    """Base x coefficient x attendance, to the cent."""
    return float(rounded(exact(base) * COEFFICIENT[code] * exact(1 if attendance is None else attendance), "0.01"))
