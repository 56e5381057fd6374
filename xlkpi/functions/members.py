"""Spreadsheet functions for the members of groups: levels allowed and proposed, points of the month."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any, Callable, Dict, List, Mapping, Optional, Tuple

from xlkpi.domain.grade import NOT_APPRAISED, UNDECIDED
from xlkpi.domain.groups import ALLOWED, month_points, proposals
from xlkpi.functions.arguments import Argument, Complaint, ErrorCell, complain
from xlkpi.functions.catalogue import Example, column, declare, each, may, need
from xlkpi.functions.quotas import rows_by_department
from xlkpi.functions.ranges import same_length

At = Callable[[Argument], int]
Sets = Mapping[str, Tuple[str, ...]]
PENALTY_LIMIT = Fraction(2)
SETS = may(
    "sets",
    "可评等级表",
    "",
    "首列小组等级，其后组员可评等级；默认按原文",
    "group level, then levels; default as printed",
)


def _read_sets(argument: Argument) -> Sets:
    """Read the table of allowed levels: group level, then its levels in one cell (a、b、c) or several."""
    sets: Dict[str, Tuple[str, ...]] = {}
    if not argument.given or all(cell is None for cell in argument.cells):
        return ALLOWED
    width = len(argument.rows[0])
    for row in range(len(argument.rows)):
        texts = [argument.text(row * width + place) or "" for place in range(width)]
        if texts[0]:
            sets[texts[0].lower()] = tuple(re.findall(r"[^\W_]+", " ".join(texts[1:]).lower()))
    return sets


def _level(argument: Argument, place: int, known: Sets) -> Optional[str]:
    text = argument.text(place)
    if text is None:
        return None
    every = sorted({level for levels in known.values() for level in levels} | set(known))
    if text.lower() not in every:
        raise argument.complaint(
            place, "“{value}”不是等级（{known}）", "“{value}” is not a level ({known})", known="、".join(every)
        )
    return text.lower()


def _allowed(argument: Argument, place: int, known: Sets) -> Tuple[str, ...]:
    """Return the levels that a group's level allows. Raises Complaint for a level the table lacks."""
    level = _level(argument, place, known)
    if level is None or not known.get(level):
        raise argument.complaint(place, "“{value}”没有规定组员等级", "no levels are given for “{value}”")
    return known[level]


@declare(
    "KPI_ALLOWED",
    need("level", "组员等级", "", "组员等级", "level of the member"),
    need("group_level", "小组等级", "", "组员所在小组的等级", "level of the member's group"),
    SETS,
    zh="组员等级是否允许",
    en="TRUE if a member of a group with that level may have it",
    shape="each",
    source="rules B5: a -> a,b,c; b -> a,b,c; c -> b,c,d; d -> c,d,e (e -> c,d,e assumed)",
    along=("level", "group_level"),
    example=Example(([["a"], ["a"]], [["b"], ["c"]]), [[True], [False]]),
)
def kpi_allowed(level: Argument, group_level: Argument, sets: Argument) -> Any:
    """Check members' levels against the levels of their groups."""
    known = _read_sets(sets)

    def one(_: int, at: At) -> Optional[bool]:
        given = _level(level, at(level), known)
        group = group_level.text(at(group_level))
        if given is None:
            return None
        if group is None or group == UNDECIDED:
            raise complain("小组等级未定，暂不能评组员", "the level of the group is not decided yet")
        return given in _allowed(group_level, at(group_level), known)

    return each([level, group_level], one)


@declare(
    "KPI_PROPOSE",
    need("contributions", "贡献分", "分", "组员对小组总分的贡献", "contribution of the member to the group's total"),
    need("groups", "组别", "", "组员所在小组", "group of the member"),
    need("group_levels", "小组等级", "", "组员所在小组的等级", "level of the member's group"),
    SETS,
    may("eligible", "参评", "", "是否参评（是/否），空为参评", "appraised or not (是/否), blank is yes"),
    zh="组员等级建议",
    en="Level proposed by rank of contribution: the allowed levels in equal parts, largest remainder",
    shape="column",
    source="rules B5: by contribution; proposed in equal thirds",
    example=Example(
        ([[30], [20], [10], [5]], [["一组"], ["一组"], ["一组"], ["二组"]], [["c"], ["c"], ["c"], ["a"]]),
        [["b"], ["c"], ["d"], ["a"]],
    ),
)
def kpi_propose(
    contributions: Argument, groups: Argument, group_levels: Argument, sets: Argument, eligible: Argument
) -> Any:
    """Propose a level for every member."""
    known = _read_sets(sets)
    count = len(contributions.cells)
    groups, group_levels, eligible = (argument.spread(count) for argument in (groups, group_levels, eligible))
    same_length(contributions, groups, group_levels, *[a for a in (eligible,) if a.given])
    results: List[Any] = [None] * count
    for rows in rows_by_department([groups.text(place) or "" for place in range(count)]).values():
        _propose_group(results, rows, contributions, group_levels, known, eligible)
    return column(results)


def _propose_group(
    results: List[Any], rows: List[int], contributions: Argument, levels: Argument, known: Sets, eligible: Argument
) -> None:
    """Fill in the proposals of one group; a missing contribution or an open group level leaves them blank."""
    counted: List[int] = []
    numbers: List[Optional[Fraction]] = []
    for place in rows:
        try:
            if eligible.given and eligible.yes_no(place) is False:
                results[place] = NOT_APPRAISED
                continue
            counted.append(place)
            numbers.append(contributions.number(place))
        except Complaint as complaint:
            results[place] = complaint.told
            numbers.append(None)
        except ErrorCell as found:
            results[place] = found.error
            numbers.append(None)
    present = [number for number in numbers if number is not None]
    group_level = levels.text(rows[0])
    if not counted or len(present) < len(numbers) or group_level is None or group_level == UNDECIDED:
        return
    try:
        allowed = _allowed(levels, rows[0], known)
    except Complaint as complaint:
        results[counted[0]] = complaint.told
        return
    for place, level in zip(counted, proposals(present, allowed)):
        results[place] = level


@declare(
    "KPI_MONTHPOINTS",
    need("points", "积分", "分", "本月积分", "points of the month"),
    need("penalty_points", "处罚扣分", "分", "本月处罚扣分合计", "points taken off"),
    need("penalty_count", "处罚起数", "起", "本月处罚起数", "number of penalties"),
    may("limit", "清零起数", "起", "达到此起数本月积分为 0，默认 2", "from this many on the points are 0, default 2"),
    zh="月积分",
    en="Points less penalties; 0 from the limit of penalties on",
    shape="each",
    source="rules B6: two or more penalties in a month: the month's points are 0",
    along=("points", "penalty_points", "penalty_count"),
    example=Example(([[120], [120], [120]], [[0], [50], [70]], [[0], [1], [2]]), [[120], [70], [0]]),
)
def kpi_monthpoints(points: Argument, penalty_points: Argument, penalty_count: Argument, limit: Argument) -> Any:
    """Compute the points of the month."""
    most = limit.scalar(PENALTY_LIMIT)
    if most < 1:
        raise limit.complaint(0, " {value} 应不小于 1", "{value} must be at least 1")

    def one(_: int, at: At) -> Optional[Fraction]:
        earned = points.number(at(points))
        off = penalty_points.not_negative(at(penalty_points)) or Fraction(0)
        count = penalty_count.not_negative(at(penalty_count)) or Fraction(0)
        if count.denominator != 1:
            raise penalty_count.complaint(at(penalty_count), " {value} 不是整数", "{value} is not a whole number")
        return None if earned is None else month_points(earned, off, count, most)

    return each([points, penalty_points, penalty_count], one)
