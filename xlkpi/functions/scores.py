"""Spreadsheet functions for single indicators."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Callable, List, Optional, Tuple

from xlkpi.domain import score
from xlkpi.functions.arguments import Argument, complain
from xlkpi.functions.catalogue import Example, declare, each, may, need
from xlkpi.functions.ranges import same_length

KINDS = {"higher": ("越高越好",), "lower": ("越低越好",), "pass": ("达标",)}
VOLUME_MODES = {"net": ("净话务量",), "credit": ("抵减单位量",)}

At = Callable[[Argument], int]


@declare(
    "KPI_SCORE",
    need("actual", "实际完成", "指标单位", "实际完成值", "what was achieved"),
    need("target", "目标值", "指标单位", "目标值，大于 0", "the target, above 0"),
    may(
        "kind",
        "方式",
        "",
        "higher 越高越好（默认）、lower 越低越好、pass 达标得满分",
        "higher (default), lower or pass",
    ),
    may("full", "满分", "分", "满分，默认 100", "full points, default 100"),
    may("cap", "封顶", "分", "最高得分，默认等于满分", "most points, default full"),
    zh="单项指标得分",
    en="Points of one indicator against its target",
    shape="each",
    source="functions.md, Indicators and totals",
    along=("actual", "target", "full", "cap"),
    example=Example((95, 100), 95),
)
def kpi_score(actual: Argument, target: Argument, kind: Argument, full: Argument, cap: Argument) -> Any:
    """Score actual values against targets."""
    how = kind.choice(KINDS, "higher")

    def one(_: int, at: At) -> Optional[Fraction]:
        reached = actual.number(at(actual))
        if reached is None:
            return None
        aim = target.needed(at(target))
        if how != "pass" and aim <= 0:
            raise target.complaint(at(target), " {value} 应大于 0", "{value} must be above 0")
        points = full.number(at(full)) if full.given else None
        points = score.FULL if points is None else points
        most = cap.number(at(cap)) if cap.given else None
        return score.achieved(reached, aim, how, points, points if most is None else most)

    return each([actual, target, full, cap], one)


@declare(
    "KPI_STEPS",
    need("actual", "实际完成", "指标单位", "实际完成值", "what was achieved"),
    need("thresholds", "档位", "指标单位", "各档的下限，顺序不限", "thresholds in any order"),
    need("points", "档位得分", "分", "各档的得分", "points of each threshold"),
    zh="分档得分",
    en="Points of the highest threshold reached",
    shape="each",
    source="functions.md, Indicators and totals",
    example=Example((97, [[90], [95], [98]], [[60], [80], [100]]), 80),
)
def kpi_steps(actual: Argument, thresholds: Argument, points: Argument) -> Any:
    """Score by steps."""
    same_length(thresholds, points)
    steps: List[Tuple[Fraction, Fraction]] = []
    for place in range(len(thresholds.cells)):
        threshold = thresholds.number(place)
        if threshold is not None:
            steps.append((threshold, points.needed(place)))

    def one(_: int, at: At) -> Optional[Fraction]:
        reached = actual.number(at(actual))
        return None if reached is None else score.stepped(reached, steps)

    return each([actual], one)


@declare(
    "KPI_LINEAR",
    need("actual", "实际完成", "指标单位", "实际完成值", "what was achieved"),
    need("zero_at", "零分值", "指标单位", "得 0 分的值", "value worth 0"),
    need("full_at", "满分值", "指标单位", "得满分的值；小于零分值表示越低越好", "value worth full points"),
    may("full", "满分", "分", "满分，默认 100", "full points, default 100"),
    zh="线性插值得分",
    en="Points on a straight line between two values",
    shape="each",
    source="functions.md, Indicators and totals",
    along=("actual", "zero_at", "full_at", "full"),
    example=Example((90, 80, 100), 50),
)
def kpi_linear(actual: Argument, zero_at: Argument, full_at: Argument, full: Argument) -> Any:
    """Score on a straight line."""

    def one(_: int, at: At) -> Optional[Fraction]:
        reached = actual.number(at(actual))
        if reached is None:
            return None
        low, high = zero_at.needed(at(zero_at)), full_at.needed(at(full_at))
        if low == high:
            raise complain("零分值与满分值相同，无法计算", "zero_at and full_at are the same")
        points = full.number(at(full)) if full.given else None
        return score.linear(reached, low, high, score.FULL if points is None else points)

    return each([actual, zero_at, full_at, full], one)


@declare(
    "KPI_DEDUCT",
    need("full", "满分", "分", "满分", "full points"),
    need("count", "次数", "次", "扣分次数", "number of cases"),
    need("each", "每次扣分", "分", "每次扣多少分", "points off per case"),
    may("at_most", "最多扣分", "分", "最多扣多少分，默认不限", "most points off, default no limit"),
    zh="扣分项得分",
    en="Full points less a deduction per case",
    shape="each",
    source="functions.md, Indicators and totals",
    along=("count", "full", "each", "at_most"),
    example=Example((100, 3, 2), 94),
)
def kpi_deduct(full: Argument, count: Argument, each_: Argument, at_most: Argument) -> Any:
    """Score by deduction."""

    def one(_: int, at: At) -> Optional[Fraction]:
        cases = count.not_negative(at(count))
        points = full.number(at(full))
        if cases is None or points is None:
            return None
        off = each_.not_negative(at(each_))
        if off is None:
            off = each_.needed(at(each_))
        limit = at_most.not_negative(at(at_most)) if at_most.given else None
        return score.deducted(points, cases, off, limit)

    return each([count, full, each_, at_most], one)


@declare(
    "KPI_VOLUME",
    need("calls", "话务量", "通", "本月话务量", "calls of the month"),
    need("complaints", "投诉话务", "通", "其中处理投诉的话务量", "complaint calls handled"),
    need("unit", "单位量", "通", "月度单位话务量", "monthly unit of calls"),
    may("mode", "方式", "", "net（默认）或 credit", "net (default) or credit"),
    zh="话务量指数",
    en="Volume index of a call-centre seat",
    shape="each",
    source="rules C1: (话务量 - 投诉话务) / 单位量, printed example unit 5,000 and 500 complaint calls",
    along=("calls", "complaints", "unit"),
    example=Example((5200, 500, 5000), 0.94),
)
def kpi_volume(calls: Argument, complaints: Argument, unit: Argument, mode: Argument) -> Any:
    """Compute the volume index as a share."""
    how = mode.choice(VOLUME_MODES, "net")

    def one(_: int, at: At) -> Optional[Fraction]:
        answered = calls.not_negative(at(calls))
        if answered is None:
            return None
        lost = complaints.not_negative(at(complaints)) or Fraction(0)
        whole = unit.needed(at(unit))
        if whole <= (lost if how == "credit" else 0):
            raise unit.complaint(at(unit), " {value} 太小，无法计算", "{value} is too small")
        return score.VOLUME_MODES[how](answered, lost, whole)

    return each([calls, complaints, unit], one)


@declare(
    "KPI_RATE",
    need(
        "successes",
        "次数",
        "次",
        "所求比率的次数：成功、达标、废标、故障等",
        "cases counted: successes, void bids, faults ...",
    ),
    need("total", "总数", "次", "总次数", "all cases"),
    zh="比率",
    en="Share of the cases counted among all; blank when there were none",
    shape="each",
    source="functions.md, Indicators and totals",
    along=("successes", "total"),
    example=Example((45, 50), 0.9),
)
def kpi_rate(successes: Argument, total: Argument) -> Any:
    """Compute a rate as a share."""

    def one(_: int, at: At) -> Optional[Fraction]:
        good, cases = successes.not_negative(at(successes)), total.not_negative(at(total))
        if not cases or good is None:
            return None
        if good > cases:
            raise successes.complaint(at(successes), " {value} 大于总数", "{value} is more than the total")
        return good / cases

    return each([successes, total], one)
