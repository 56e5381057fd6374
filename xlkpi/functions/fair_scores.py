"""Spreadsheet function for lenient and strict raters."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Dict, List

from xlkpi.domain.fairness import groups_of, no_spread, shrunken, standardised
from xlkpi.domain.numbers import rounded
from xlkpi.functions.arguments import Argument, Complaint, ErrorCell
from xlkpi.functions.catalogue import Example, column, declare, may, need
from xlkpi.functions.ranges import same_length

METHODS = {"shrink": ("收缩",), "standard": ("标准化",)}


@declare(
    "KPI_FAIR",
    need("scores", "得分", "分", "得分", "points"),
    need("raters", "考核人", "", "每个得分的考核人", "the rater of each score"),
    may(
        "method",
        "方法",
        "",
        "shrink 收缩（默认，人少时少调）或 standard 标准化（每人至少评 3 人）",
        "shrink (default, less where people are few) or standard (three people a rater at least)",
    ),
    zh="宽严校正分，仅供参考",
    en="Points corrected for lenient and strict raters; information, never the official result",
    shape="column",
    source="no rule of the documents: Robinson 1991 (shrink), Angoff 1971 (standard)",
    example=Example(([[90], [92], [80], [82]], [["甲"], ["甲"], ["乙"], ["乙"]]), [[85.1], [87.1], [84.9], [86.9]]),
)
def kpi_fair(scores: Argument, raters: Argument, method: Argument) -> Any:
    """Take the rater's leniency out of each score."""
    same_length(scores, raters)
    way = method.choice(METHODS, "shrink")
    results: List[Any] = [None] * len(scores.cells)
    found: Dict[int, Fraction] = {}
    names: Dict[int, str] = {}
    for place in range(len(results)):
        try:
            points = scores.number(place)
            if points is None:
                continue
            rater = raters.text(place)
            if rater is None:
                raise raters.complaint(place, "没有填写", "is blank")
            found[place], names[place] = points, rater
        except Complaint as complaint:
            results[place] = complaint.told
        except ErrorCell as error:
            results[place] = error.error
    if way == "standard":
        own = groups_of(list(found.values()), list(names.values()))
        for place in [place for place in found if no_spread(own[names[place]])]:
            told = raters.complaint(
                place,
                "“{value}”评的人少于 3 人或分数都相同，不能标准化",
                "“{value}” rated fewer than three people, or all alike",
            )
            results[place] = told.told
            del found[place], names[place]
    if not found:
        return column(results)
    corrected = (shrunken if way == "shrink" else standardised)(list(found.values()), list(names.values()))
    for place, points in zip(found, corrected):
        results[place] = rounded(points)
    return column(results)
