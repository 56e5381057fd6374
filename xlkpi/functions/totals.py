"""Spreadsheet functions for raters, weighted totals and the supervisor's composite."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Callable, Dict, List, Optional, Sequence, Tuple

from xlkpi.domain import score
from xlkpi.domain.numbers import shown
from xlkpi.functions.arguments import Argument, complain
from xlkpi.functions.catalogue import Example, column, declare, each, may, need
from xlkpi.functions.ranges import by_row, first_error, same_length, weights_of

At = Callable[[Argument], int]
COMPOSITES = {"mean": ("各期平均", "平均"), "last": ("最后一期",)}


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
    _refuse_full_marks(weights, weighted, [n for n in scored if n is not None])
    return score.weighted_total([n for n in scored if n is not None], [shares[place] for place in weighted], extra)


def _refuse_full_marks(weights: Argument, places: Sequence[int], points: Sequence[Fraction]) -> None:
    """Ask where weights that sum to 100 may be full marks: no score is above its own, so that a plain sum is meant."""
    full = [weights.needed(place) for place in places]
    out_of_full = sum(full) == 100 and all(point <= most for point, most in zip(points, full))
    if not out_of_full or sum(points) == sum(p * f for p, f in zip(points, full)) / 100:
        return
    raise complain(
        "每项得分都不高于它的权重，像是满分制（分值 30、得分 28）：满分制请用 SUM 求和，合计 {total} 分；"
        "确是百分制的，权重请写成 30%",
        "no score is above its weight, as with full marks (28 out of 30): then use SUM, which gives {total}; "
        "if scores are out of 100, write the weights as 30%",
        total=shown(sum(points, Fraction(0))),
    )


@declare(
    "KPI_SUPERVISOR",
    need("manager_scores", "主管经理评分", "分", "主管经理对每期计划的评分", "the manager's score of each plan"),
    need("hq_scores", "客户服务部评分", "分", "总公司客户服务部对每期计划的评分", "head office's score of each plan"),
    may("departments", "部门", "", "每期计划所属部门", "department of each plan"),
    may("of", "求值部门", "", "要求综合得分的部门，一行一个", "departments whose composites are wanted"),
    may(
        "composite",
        "合成方式",
        "",
        "mean 各期平均（默认）或 last 最后一期",
        "mean of the plans (default) or last, the last plan listed",
    ),
    zh="主管双周计划综合得分",
    en="Supervisor's composite: mean over the plans (or the last one) of the mean of two raters",
    shape="each",
    source="rules A2: final plan score is the mean of the two raters; the composite is the mean of the month's plans",
    along=("of",),
    example=Example(([[96], [97]], [[95.5], [94.5]]), 95.75),
)
def kpi_supervisor(
    manager_scores: Argument, hq_scores: Argument, departments: Argument, of: Argument, composite: Argument
) -> Any:
    """Compute supervisors' composites from the month's plans."""
    counted = slice(-1, None) if composite.choice(COMPOSITES, "mean") == "last" else slice(None)
    same_length(manager_scores, hq_scores)
    if departments.given != of.given:
        raise complain("部门与求值部门须同时给出", "departments and of go together")
    if not departments.given:
        listed = [p for p, pair in enumerate(zip(manager_scores.cells, hq_scores.cells)) if pair != (None, None)]
        return _composite(manager_scores, hq_scores, listed[counted])
    same_length(manager_scores, departments)
    plans: Dict[str, List[int]] = {}
    for place in range(len(departments.cells)):
        name = departments.text(place)
        if name is not None:
            plans.setdefault(name, []).append(place)
        elif manager_scores.cells[place] is not None or hq_scores.cells[place] is not None:
            raise departments.complaint(place, "为空，但有评分", "is blank but the plan has scores")

    def one(_: int, at: At) -> Optional[Fraction]:
        return _composite(manager_scores, hq_scores, plans.get(of.text(at(of)) or "", [])[counted])

    return each([of], one)


def _composite(manager_scores: Argument, hq_scores: Argument, places: Sequence[int]) -> Optional[Fraction]:
    plans: List[Tuple[Fraction, Fraction]] = []
    for place in places:
        manager, head_office = manager_scores.number(place), hq_scores.number(place)
        if manager is not None and head_office is not None:
            plans.append((manager, head_office))
    return score.supervisor_composite(plans) if plans and len(plans) == len(places) else None
