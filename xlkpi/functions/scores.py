"""Spreadsheet functions for indicators, raters and totals."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Callable, Dict, List, Optional, Sequence, Tuple

from xlkpi.domain import score
from xlkpi.functions.arguments import Argument, by_row, complain, first_error, same_length, weights_of
from xlkpi.functions.catalogue import Example, column, declare, each, may, need

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
    need("successes", "成功数", "次", "成功次数", "successes"),
    need("total", "总数", "次", "总次数", "all cases"),
    zh="成功率",
    en="Share of successes; blank when there were no cases",
    shape="each",
    source="functions.md, Indicators and totals",
    along=("successes", "total"),
    example=Example((45, 50), 0.9),
)
def kpi_rate(successes: Argument, total: Argument) -> Any:
    """Compute a success rate as a share."""

    def one(_: int, at: At) -> Optional[Fraction]:
        good, cases = successes.not_negative(at(successes)), total.not_negative(at(total))
        if not cases or good is None:
            return None
        if good > cases:
            raise successes.complaint(at(successes), " {value} 大于总数", "{value} is more than the total")
        return good / cases

    return each([successes, total], one)


@declare(
    "KPI_RATERS",
    need("scores", "评分", "分", "每行一人、每列一位评分人", "one row per person, one column per rater"),
    need("rater_weights", "评分人权重", "份额", "各评分人权重，合计 100%", "weights of the raters, total 100%"),
    may("partial", "缺评分摊", "", "TRUE 时缺评的权重分摊给其他评分人", "TRUE spreads a missing rater's weight"),
    zh="多人评分加权",
    en="Weighted points of several raters",
    shape="column",
    source="functions.md, Indicators and totals; rules A2, D2",
    size=lambda scores, *_: (len(scores.rows), 1),
    example=Example(([[90, 80]], [[0.2, 0.8]]), [[82]]),
)
def kpi_raters(scores: Argument, rater_weights: Argument, partial: Argument) -> Any:
    """Weigh the scores of several raters, a row at a time."""
    shares = weights_of(rater_weights)
    width = len(scores.rows[0])
    if width != len(shares):
        raise complain(
            "评分有 {n} 列，评分人权重有 {m} 个，数量必须一致",
            "scores have {n} columns and there are {m} rater weights; they must match",
            n=width,
            m=len(shares),
        )
    spread = partial.flag(default=False)

    def row(place: int) -> Optional[Fraction]:
        given = Argument(f"第{place + 1}行{scores.zh}", scores.en, [scores.rows[place]])
        return score.rated(given.numbers(), shares, partial=spread)

    return column(by_row(len(scores.rows), row, lambda cell: cell))


@declare(
    "KPI_TOTAL",
    need("scores", "得分", "分", "各指标得分", "points of each indicator"),
    need("weights", "权重", "份额", "各指标权重，合计 100%", "weights of the indicators, total 100%"),
    may("adjust", "加减分", "分", "加减分，默认 0", "points added or taken off, default 0"),
    zh="加权总分",
    en="Weighted total, 2 decimals; blank while a weighted row has no score",
    shape="scalar",
    source="rules A1: total = sum of weight x score, weights total 100%",
    example=Example(([[92], [98.5], [91.5]], [[0.5], [0.3], [0.2]]), 93.85),
)
def kpi_total(scores: Argument, weights: Argument, adjust: Argument) -> Any:
    """Compute the weighted total of one form."""
    same_length(scores, weights)
    first_error([scores, weights, adjust])
    points = scores.numbers()
    extra = adjust.scalar(Fraction(0))
    if all(cell is None for cell in [*scores.cells, *weights.cells]):
        return None
    for place, cell in enumerate(weights.cells):
        if cell is None and points[place] is not None:
            raise scores.complaint(place, " {value} 没有对应的权重", "{value} has no weight")
    shares = weights_of(weights)
    weighted = [place for place, share in enumerate(shares) if share]
    scored = [points[place] for place in weighted]
    if any(number is None for number in scored):
        return None
    return score.weighted_total([n for n in scored if n is not None], [shares[place] for place in weighted], extra)


@declare(
    "KPI_SUPERVISOR",
    need("manager_scores", "主管经理评分", "分", "主管经理对每期计划的评分", "the manager's score of each plan"),
    need("hq_scores", "客户服务部评分", "分", "总公司客户服务部对每期计划的评分", "head office's score of each plan"),
    may("departments", "部门", "", "每期计划所属部门", "department of each plan"),
    may("of", "求值部门", "", "要求综合得分的部门，一行一个", "departments whose composites are wanted"),
    zh="主管双周计划综合得分",
    en="Supervisor's composite: mean over the plans of the mean of two raters",
    shape="each",
    source="rules A2: final plan score is the mean of the two raters; the composite is the mean of the month's plans",
    along=("of",),
    example=Example(([[96], [97]], [[95.5], [94.5]]), 95.75),
)
def kpi_supervisor(manager_scores: Argument, hq_scores: Argument, departments: Argument, of: Argument) -> Any:
    """Compute supervisors' composites from the month's plans."""
    same_length(manager_scores, hq_scores)
    if departments.given != of.given:
        raise complain("部门与求值部门须同时给出", "departments and of go together")
    if not departments.given:
        listed = [p for p, pair in enumerate(zip(manager_scores.cells, hq_scores.cells)) if pair != (None, None)]
        return _composite(manager_scores, hq_scores, listed)
    same_length(manager_scores, departments)
    plans: Dict[str, List[int]] = {}
    for place in range(len(departments.cells)):
        name = departments.text(place)
        if name is not None:
            plans.setdefault(name, []).append(place)
        elif manager_scores.cells[place] is not None or hq_scores.cells[place] is not None:
            raise departments.complaint(place, "为空，但有评分", "is blank but the plan has scores")

    def one(_: int, at: At) -> Optional[Fraction]:
        return _composite(manager_scores, hq_scores, plans.get(of.text(at(of)) or "", []))

    return each([of], one)


def _composite(manager_scores: Argument, hq_scores: Argument, places: Sequence[int]) -> Optional[Fraction]:
    plans: List[Tuple[Fraction, Fraction]] = []
    for place in places:
        manager, head_office = manager_scores.number(place), hq_scores.number(place)
        if manager is not None and head_office is not None:
            plans.append((manager, head_office))
    return score.supervisor_composite(plans) if plans and len(plans) == len(places) else None
