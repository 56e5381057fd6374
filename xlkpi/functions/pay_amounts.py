"""Spreadsheet functions for pay."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Callable, Dict, List, Optional

from xlkpi.domain import pay
from xlkpi.domain.numbers import money, rounded
from xlkpi.functions.arguments import Argument, Complaint, ErrorCell, complain
from xlkpi.functions.catalogue import Example, column, declare, each, may, need
from xlkpi.functions.ranges import same_length

At = Callable[[Argument], int]
TIER_MODES = {"whole": ("全额",), "marginal": ("分段",)}


def _yuan(amount: Fraction) -> Fraction:
    return Fraction(money(amount))


def _factor(argument: Argument, at: At) -> Fraction:
    """Return an optional factor, 1 where it is missing or blank."""
    number = argument.not_negative(at(argument)) if argument.given else None
    return Fraction(1) if number is None else number


@declare(
    "KPI_PAY",
    need("base", "绩效基数", "元", "绩效基数", "base of the performance pay"),
    need("coefficient", "等级系数", "倍", "等级系数", "coefficient of the level"),
    may("attendance", "出勤率", "份额", "出勤率 0—100%，空为 100%", "attendance as a share, blank is 1"),
    may("department_factor", "部门系数", "倍", "部门系数，空为 1", "factor of the department, blank is 1"),
    zh="绩效工资",
    en="Performance pay in yuan, to the cent",
    shape="each",
    source="rules A6: base x coefficient (x attendance)",
    along=("base", "coefficient", "attendance", "department_factor"),
    example=Example(([[2400], [2000]], [[1.1], [1]], [[0.9], [None]]), [[2376], [2000]]),
)
def kpi_pay(base: Argument, coefficient: Argument, attendance: Argument, department_factor: Argument) -> Any:
    """Compute performance pay, a person a row."""

    def one(_: int, at: At) -> Optional[Fraction]:
        amount, factor = base.not_negative(at(base)), coefficient.not_negative(at(coefficient))
        present = _factor(attendance, at)
        if present > 1:
            raise attendance.complaint(
                at(attendance), " {value} 超过 100%，应在 0 到 1 之间", "{value} must lie between 0 and 1"
            )
        if amount is None or factor is None:
            return None
        return _yuan(pay.performance_pay(amount, factor, present, _factor(department_factor, at)))

    return each([base, coefficient, attendance, department_factor], one)


@declare(
    "KPI_PERFPAY",
    need("post_salary", "岗位工资", "元", "岗位工资", "post salary"),
    need("share", "绩效占比", "份额", "绩效工资占岗位工资的份额", "share of the salary that is performance pay"),
    need("coefficient", "个人系数", "倍", "个人绩效系数", "personal coefficient"),
    need("department_score", "部门得分", "分", "本部门得分", "score of the person's department"),
    need("department_scores", "全部部门得分", "分", "所有部门的得分", "scores of all departments"),
    zh="按部门得分调节的绩效工资",
    en="Performance pay adjusted by the department's score against the mean of all departments",
    shape="each",
    source="rules D5: post salary x 30% x personal coefficient x department score / mean of all department scores",
    along=("post_salary", "share", "coefficient", "department_score"),
    example=Example((5000, 0.3, 1.1, 90, [[90], [80], [100]]), 1650),
)
def kpi_perfpay(
    post_salary: Argument, share: Argument, coefficient: Argument, score: Argument, scores: Argument
) -> Any:
    """Compute performance pay with the department's score, a person a row."""
    everyone = [number for number in scores.numbers() if number is not None]
    if not everyone or sum(everyone) <= 0:
        raise complain("全部部门得分为空或合计不大于 0，无法计算", "the department scores are blank or not above 0")

    def one(_: int, at: At) -> Optional[Fraction]:
        salary, factor = post_salary.not_negative(at(post_salary)), coefficient.not_negative(at(coefficient))
        points, part = score.not_negative(at(score)), share.not_negative(at(share))
        if salary is None or factor is None or points is None or part is None:
            return None
        if part > 1:
            raise share.complaint(at(share), " {value} 超过 100%，应在 0 到 1 之间", "{value} must lie between 0 and 1")
        return _yuan(pay.department_pay(salary, part, factor, points, everyone))

    return each([post_salary, share, coefficient, score], one)


@declare(
    "KPI_TIER",
    need("amount", "金额", "万元", "金额", "amount"),
    need("lower_bounds", "下限", "万元", "各档下限（不含）", "lower bounds, exclusive"),
    need("rates", "费率", "份额", "各档费率", "rate of each tier"),
    may("mode", "方式", "", "whole 全额（默认）或 marginal 分段", "whole (default) or marginal"),
    zh="分档计提",
    en="Amount by tiered rates",
    shape="each",
    source="rules C4: (0, 4500] 0.5‰ ... above 10000 0.8‰, whole amount",
    example=Example((5000, [[0], [4500], [6500]], [[0.0005], [0.00055], [0.0006]]), 2.75),
)
def kpi_tier(amount: Argument, lower_bounds: Argument, rates: Argument, mode: Argument) -> Any:
    """Apply tiered rates to amounts; the result has the unit of the amount and is not rounded."""
    how = pay.TIER_MODES[mode.choice(TIER_MODES, "whole")]
    table = read_tiers(lower_bounds, rates)

    def one(_: int, at: At) -> Optional[Fraction]:
        total = amount.not_negative(at(amount))
        return None if total is None else how(total, table)

    return each([amount], one)


def read_tiers(lower_bounds: Argument, rates: Argument) -> List[pay.Tier]:
    """Read a table of tiers, in any order, blank rows skipped. Raises Complaint, ErrorCell."""
    same_length(lower_bounds, rates)
    tiers: Dict[Fraction, Fraction] = {}
    for place in range(len(lower_bounds.cells)):
        bound = lower_bounds.number(place)
        if bound is None:
            continue
        if bound in tiers:
            raise lower_bounds.complaint(place, " {value} 重复", "{value} stands twice")
        rate = rates.not_negative(place)
        tiers[bound] = rates.needed(place) if rate is None else rate
    return sorted(tiers.items())


@declare(
    "KPI_AWARD",
    need("scores", "得分", "分", "得分", "points"),
    need("first", "第一名奖励", "元", "最高分者的奖励", "award of the best"),
    need("last", "末名奖励", "元", "最低分者的奖励，通常为负数", "award of the worst, usually negative"),
    zh="首末名奖惩",
    en="Award for the best, deduction for the worst, 0 between; ties share",
    shape="column",
    source="rules D3: first +100 yuan, last -100 yuan",
    example=Example(([[95], [90], [80]], 100, -100), [[100], [0], [-100]]),
)
def kpi_award(scores: Argument, first: Argument, last: Argument) -> Any:
    """Award the best and the worst."""
    best, worst = first.scalar(Fraction(0)), last.scalar(Fraction(0))
    faults: Dict[int, Any] = {}
    points: List[Optional[Fraction]] = []
    for place in range(len(scores.cells)):
        number = None
        try:
            number = scores.number(place)
        except Complaint as complaint:
            faults[place] = complaint.told
        except ErrorCell as found:
            faults[place] = found.error
        points.append(None if number is None else rounded(number))
    if faults:
        return column([faults.get(place) for place in range(len(points))])
    return column(pay.rank_awards(points, best, worst))


@declare(
    "KPI_POOL",
    need("pool", "总额", "元", "要分完的总额", "amount to be divided, to the cent"),
    need("coefficients", "等级系数", "倍", "每人的等级系数", "coefficient of each person"),
    need("bases", "绩效基数", "元", "每人的绩效基数", "base of each person"),
    zh="总额按系数×基数分配，到分，合计不差",
    en="A fixed pool divided by coefficient x base, to the cent; the parts add up to the pool",
    shape="column",
    along=("coefficients", "bases"),
    source="no document: HR divides a fixed pool; cents by the largest remainder, equal ones in the roster's order",
    example=Example((100, [[1], [1], [1]], [[2000], [2000], [2000]]), [[33.34], [33.33], [33.33]]),
)
def kpi_pool(pool: Argument, coefficients: Argument, bases: Argument) -> Any:
    """Divide a pool, a person a row; who has no coefficient or no base gets nothing."""
    count = same_length(coefficients, bases)
    amount = pool.not_negative(0)
    weights: Dict[int, Fraction] = {}
    faults: Dict[int, Any] = {}
    for place in range(count):
        try:
            factor, base = coefficients.not_negative(place), bases.not_negative(place)
        except Complaint as complaint:
            faults[place] = complaint.told
        except ErrorCell as found:
            faults[place] = found.error
        else:
            if factor is not None and base is not None:
                weights[place] = factor * base
    if faults or amount is None:
        return column([faults.get(place) for place in range(count)])
    if amount != rounded(amount):
        raise pool.complaint(0, " {value} 不是整分", "{value} is no whole cent")
    heads = sum(weight > 0 for weight in weights.values())
    if not heads:
        raise complain("没有人的系数和基数都大于 0，无法分配", "nobody has a coefficient and a base above 0")
    if amount * 100 < heads:
        zh, en = "总额不够每人 1 分（{n} 人）", "the pool is less than one cent for each of {n} people"
        raise complain(zh, en, n=heads)
    parts = dict(zip(weights, pay.pool_parts(amount, list(weights.values()))))
    return column([parts.get(place) for place in range(count)])
