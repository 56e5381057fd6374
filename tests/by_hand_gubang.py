"""A month of service groups computed from document 001 and rules B alone: plain Python, nothing of the product."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

ALLOWED = {"a": "abc", "b": "abc", "c": "bcd", "d": "cde", "e": "cde"}
TARIFF = {"生硬被投诉": 50, "散漫不及时": 20, "与客户争吵": 50, "课程准备不充分": 20, "培训态度生硬被投诉": 50}
WORK = {"维修产品": 5, "一次修好": 2, "走访客户": 3, "培训授课": 4, "维修记录回传": 1}
COEFFICIENT = {"a": Fraction(12, 10), "b": Fraction(11, 10), "c": Fraction(1), "d": Fraction(8, 10), "e": Fraction(0)}
PRINTED_BEST = 112


@dataclass
class Member:
    """What a month says of one member."""

    id: str
    group: str
    level: str
    score: float | None
    zero_before: int
    base: float | None
    typed: float | None = None
    work: list[tuple[str, float]] = field(default_factory=list)
    penalties: list[str] = field(default_factory=list)
    corrected: str = ""


def two_places(number: Fraction) -> float:
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    return float(exact.quantize(Decimal("0.01"), ROUND_HALF_UP))


def item_points(values: Sequence[float], unit: int, *, low: bool) -> list[int]:
    """(groups + 1 - place) x unit, equal values at the better place."""
    better = [sum((other < one) if low else (other > one) for other in values) for one in values]
    return [(len(values) - ahead) * unit for ahead in better]


def group_levels(totals: Sequence[float], units: Sequence[int]) -> list[str]:
    """The printed clauses in their order: best, 92, second place, 35, worst below it; what is left is open."""
    share = Fraction(len(totals) * sum(units), PRINTED_BEST)
    a_line, d_line = 92 * share, 35 * share
    levels = []
    for total in totals:
        place = 1 + sum(other > total for other in totals)
        if place == 1 or total >= a_line:
            levels.append("a")
        elif place == 2:
            levels.append("b")
        elif total >= d_line:
            levels.append("c")
        elif total == min(totals):
            levels.append("d")
        else:
            levels.append("待定")
    return levels


def points_of(member: Member) -> Fraction | None:
    """Entries by the catalogue and what was typed besides; nothing where there is neither."""
    if not member.work and member.typed is None:
        return None
    entries = sum((Fraction(str(count)) * WORK[kind] for kind, count in member.work), Fraction(0))
    return entries + Fraction(str(member.typed or 0))


def month_of(member: Member) -> dict[str, object]:
    """Points less penalties, the performance score, what follows from a 0, the level that counts, pay."""
    points, cases = points_of(member), len(member.penalties)
    off = sum(TARIFF[kind] for kind in member.penalties)
    score = 0.0 if cases >= 2 else member.score
    treatment = ["严重警告"] if cases >= 2 else []
    if score == 0 and member.zero_before + 1 >= 2:
        months = member.zero_before + 1
        treatment.append(f"连续{months}个月绩效分为0，提请人力资源部复核（原文：改为试用工作期3个月，合格后转正）")
    level = member.corrected or member.level
    pay = None if member.base is None else two_places(Fraction(str(member.base)) * COEFFICIENT[level])
    net = None if points is None else (Fraction(0) if cases >= 2 else points - off)
    return {
        "points": None if net is None else float(net),
        "score": score,
        "treatment": "；".join(treatment),
        "level": level,
        "pay": pay,
        "training": "是" if level in "de" else "",
        "promotion": "是" if level == "a" else "",
    }


def proposals(members: Sequence[Member], levels: Mapping[str, str]) -> dict[str, str]:
    """The allowed levels in equal thirds by points, the first thirds taking what is left over."""
    found = {}
    for group in {member.group for member in members}:
        mine = [member for member in members if member.group == group]
        if levels[group] == "待定" or any(points_of(member) is None for member in mine):
            continue
        allowed = ALLOWED[levels[group]]
        each, more = divmod(len(mine), len(allowed))
        seats = [level for place, level in enumerate(allowed) for _ in range(each + (place < more))]
        ranked = sorted(mine, key=lambda member: -(points_of(member) or 0))
        found |= {member.id: level for member, level in zip(ranked, seats, strict=True)}
    return found
