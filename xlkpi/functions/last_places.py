"""Spreadsheet functions for peers' ratings, the last of a ranking, and the bid bonus."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Callable, Dict, List, Optional

from xlkpi.domain.incentive import bid_pool
from xlkpi.domain.numbers import money, rounded
from xlkpi.domain.peers import peer_score, rated_only_himself
from xlkpi.domain.standing import bottom
from xlkpi.functions.arguments import Argument, Complaint, ErrorCell, complain
from xlkpi.functions.catalogue import Example, column, declare, each, may, need
from xlkpi.functions.pay_amounts import TIER_MODES, read_tiers
from xlkpi.functions.ranges import by_row, same_length, weights_of

At = Callable[[Argument], int]


@declare(
    "KPI_PEERS",
    need(
        "ratings",
        "互评",
        "分",
        "每行一位评分人、每列一位被评人，顺序相同",
        "a row per rater, a column per person rated",
    ),
    need(
        "weights", "互评自评权重", "份额", "两个权重：互评、自评，合计 100%", "two weights: peers and self, total 100%"
    ),
    may("partial", "缺评忽略", "", "TRUE 时按已有的评分平均", "TRUE takes the ratings that are there"),
    zh="互评得分",
    en="Mean of the peers and one's own rating, weighted",
    shape="column",
    source="rules C6: everyone rates themselves and others, 80/20 assumed",
    size=lambda ratings, *_: (len(ratings.rows), 1),
    example=Example(([[90, 80, 70], [80, 90, 75], [90, 85, 95]], [[0.8, 0.2]]), [[86], [84], [77]]),
)
def kpi_peers(ratings: Argument, weights: Argument, partial: Argument) -> Any:
    """Weigh the ratings of everyone by everyone."""
    size = len(ratings.rows)
    if len(ratings.rows[0]) != size:
        raise complain(
            "互评有 {n} 行 {m} 列，行数与列数必须相同",
            "ratings have {n} rows and {m} columns; they must be as many",
            n=size,
            m=len(ratings.rows[0]),
        )
    shares = weights_of(weights)
    if len(shares) != 2:
        raise complain("互评自评权重应有两个", "weights must be two: peers and self")
    spread = partial.flag(default=False)
    numbers = [ratings.not_negative(place) for place in range(size * size)]
    rows = [numbers[start : start + size] for start in range(0, len(numbers), size)]
    present = [
        place
        for place in range(size)
        if any(cell is not None for cell in (*rows[place], *(row[place] for row in rows)))
    ]
    table = [[rows[rater][rated] for rated in present] for rater in present]

    def one(place: int) -> Optional[Fraction]:
        if place not in present:
            return None
        here = present.index(place)
        if rated_only_himself(table, here):
            raise complain("第{row}位评分人只评了自己，请补评其他人", "rater {row} rated only himself", row=place + 1)
        return peer_score(table, here, shares, partial=spread)

    return column(by_row(size, one, lambda cell: cell))


@declare(
    "KPI_BOTTOM",
    need("scores", "得分", "分", "得分", "points"),
    need("size", "末位数", "", "末几名；小于 1 时为比例", "how many are the last; below 1 a share"),
    may("at_most", "分数上限", "分", "给出时还须不高于此分", "where given, also not more than this"),
    may("eligible", "参评", "", "是否参评（是/否），空为参评", "appraised or not (是/否), blank is yes"),
    zh="是否末位",
    en="TRUE for the last of the ranking; ties stand together",
    shape="column",
    source="rules D3 (the last two), D4 (bottom tenth with score <= 25)",
    example=Example(([[90], [70], [80], [60]], 2), [[False], [True], [False], [True]]),
)
def kpi_bottom(scores: Argument, size: Argument, at_most: Argument, eligible: Argument) -> Any:
    """Find the last of the ranking."""
    count = len(scores.cells)
    eligible = eligible.spread(count)
    if eligible.given:
        same_length(scores, eligible)
    many = size.scalar(Fraction(0))
    if many <= 0 or (many >= 1 and many.denominator != 1):
        raise size.complaint(
            0, " {value} 应是正整数，或 0～1 之间的比例", "{value} must be a count, or a share below 1"
        )
    line = at_most.scalar(Fraction(0)) if at_most.given else None
    results: List[Any] = [None] * count
    found: Dict[int, Fraction] = {}
    for place in range(count):
        try:
            takes_part = not eligible.given or eligible.yes_no(place) is not False
            points = scores.number(place) if takes_part else None
            if points is not None:
                found[place] = rounded(points)
        except Complaint as complaint:
            results[place] = complaint.told
        except ErrorCell as error:
            results[place] = error.error
    for place, last in zip(found, bottom(list(found.values()), many, line)):
        results[place] = last
    return column(results)


@declare(
    "KPI_BID",
    need("amount", "中标额", "万元", "当月中标额", "amount won in the month"),
    need("lower_bounds", "下限", "万元", "各档下限（不含）", "lower bounds, exclusive"),
    need("rates", "费率", "份额", "各档费率", "rate of each tier"),
    may("start", "起点", "万元", "不超过起点不计提，默认 0", "nothing up to this amount, default 0"),
    may("mode", "方式", "", "whole 全额（默认）或 marginal 分段", "whole (default) or marginal"),
    zh="投标奖金",
    en="Bid bonus in yuan, to the cent, for an amount in ten thousand yuan",
    shape="each",
    source="rules C4: (0, 4500] 0.5‰, (4500, 6500] 0.55‰, (6500, 8500] 0.6‰, (8500, 10000] 0.7‰, above 0.8‰",
    example=Example(([[4500], [4501]], [[0], [4500]], [[0.0005], [0.00055]]), [[22500], [24755.5]]),
)
def kpi_bid(amount: Argument, lower_bounds: Argument, rates: Argument, start: Argument, mode: Argument) -> Any:
    """Compute the bonus pool of each month."""
    table = read_tiers(lower_bounds, rates)
    how, floor = mode.choice(TIER_MODES, "whole"), start.scalar(Fraction(0))

    def one(_: int, at: At) -> Optional[Fraction]:
        won = amount.not_negative(at(amount))
        return None if won is None else Fraction(money(bid_pool(won, table, floor, how)))

    return each([amount], one)
