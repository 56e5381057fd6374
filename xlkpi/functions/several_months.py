"""Spreadsheet functions over several weeks and months: runs, quarter and year, plans split and shortfalls carried."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Dict, List, Optional, Sequence, Tuple

from xlkpi.domain.grade import NOT_APPRAISED
from xlkpi.domain.periods import Week, carried, period_mean, runs, split
from xlkpi.functions.arguments import Argument, Complaint, ErrorCell, complain
from xlkpi.functions.catalogue import Example, column, declare, may, need
from xlkpi.functions.ranges import same_length

BY = {"column": ("按列",), "row": ("按行",)}
WHICH = {"last": ("末尾",), "longest": ("最长",)}
MISSING = {"mean": ("按已有月份平均",), "blank": ("缺月不出结果",)}
PARTS = {"target": ("目标",), "shortfall": ("缺口",)}
SURPLUS = {"none": ("不结转",), "offset": ("抵减",)}
ABSENT = "缺"
MOST_PLACES = 6


@declare(
    "KPI_STREAK",
    need("flags", "标志", "", "是/否，空白既不计也不中断", "yes or no; a blank neither counts nor breaks the run"),
    may("by", "方向", "", "多行多列时：column 按列（默认）或 row 按行", "for a block: column (default) or row"),
    may("which", "哪一段", "", "last 末尾一段（默认）或 longest 最长一段", "last (default) or longest"),
    zh="连续次数",
    en="Length of the run of TRUE that ends the column, or of the longest one",
    shape="row",
    source="rules B6 (two months at 0 in a row), D4 (two years), E2 (three weeks missed in a row)",
    size=lambda flags, by, _: _streak_room(flags, by),
    example=Example(([[True], [False], [True], [None], [True]],), 2),
)
def kpi_streak(flags: Argument, by: Argument, which: Argument) -> Any:
    """Count runs: one number for a column or row, one per column or per row for a block."""
    along, how = by.choice(BY, "column"), which.choice(WHICH, "last")
    height, width = len(flags.rows), len(flags.rows[0])
    yes = [flags.yes_no(place) for place in range(height * width)]
    if height == 1 or width == 1:
        return _run(yes, how)
    if along == "row":
        return column([_run(yes[start : start + width], how) for start in range(0, len(yes), width)])
    return [[_run(yes[start::width], how) for start in range(width)]]


def _run(flags: Sequence[Optional[bool]], how: str) -> Optional[int]:
    if all(flag is None for flag in flags):
        return None
    lengths = runs(flags)
    return max(lengths) if how == "longest" else lengths[-1]


def _streak_room(flags: Argument, by: Argument) -> Optional[Tuple[int, int]]:
    height, width = len(flags.rows), len(flags.rows[0])
    if height == 1 or width == 1:
        return None
    return (height, 1) if by.cells[0] in ("row", *BY["row"]) else (1, width)


@declare(
    "KPI_PERIOD",
    need(
        "scores",
        "各月得分",
        "分",
        "每行一人、每列一月，按月份顺序；“缺”为缺月，空白不在期间内",
        "a row per person, a column per month; 缺 is a missing month, a blank lies outside the period",
    ),
    may("months_each", "每季月数", "月", "先按此月数求季度平均，再求平均，默认 3", "months to a quarter, default 3"),
    may("missing", "缺月处理", "", "mean 按已有月份平均（默认）或 blank 缺月不出结果", "mean (default) or blank"),
    zh="期间得分",
    en="Quarter: mean of its months; year: mean of its quarters; a 0 counts as 0",
    shape="column",
    source="rules D2: quarter = mean of its months, year = mean of its quarters (assumed)",
    size=lambda scores, *_: (len(scores.rows), 1),
    example=Example(([[90, 80, 0], [90, "不参评", "缺"]],), [[56.67], [90]]),
)
def kpi_period(scores: Argument, months_each: Argument, missing: Argument) -> Any:
    """Compute the scores of a quarter or a year."""
    each, how = months_each.scalar(Fraction(3)), missing.choice(MISSING, "mean")
    if each.denominator != 1 or each < 1:
        raise months_each.complaint(0, " {value} 应是不小于 1 的整数", "{value} must be a whole number from 1 on")
    width = len(scores.rows[0])
    results: List[Any] = []
    for start in range(0, len(scores.cells), width):
        try:
            results.append(_period(scores, start, width, int(each), how))
        except Complaint as complaint:
            results.append(complaint.told)
        except ErrorCell as found:
            results.append(found.error)
    return column(results)


def _period(scores: Argument, start: int, width: int, each: int, how: str) -> Optional[Fraction]:
    months: List[Optional[Fraction]] = []
    gaps = 0
    for place in range(start, start + width):
        cell = scores.cells[place]
        excused = isinstance(cell, str) and cell.startswith(NOT_APPRAISED)
        gap = cell == ABSENT
        gaps += gap
        months.append(None if excused or gap else scores.number(place))
    return None if gaps and how == "blank" else period_mean(months, each)


@declare(
    "KPI_SPLIT",
    need(
        "totals",
        "计划总量",
        "指标单位",
        "要分解的总量：一个、一行，或与键对应的多行",
        "totals: one, a row, or a row per key",
    ),
    need("weights", "分解比例", "", "各部分的比例，空为 0", "weights of the parts, blank is 0"),
    may("keys", "总量键", "", "每行总量的键（如月份）", "key of each row of totals, such as the month"),
    may("part_keys", "部分键", "", "每个部分所属的键（如每周所属月份）", "key of each part, such as the week's month"),
    may("places", "小数位", "位", "结果保留的小数位，默认 2", "decimals of the parts, default 2"),
    zh="计划分解",
    en="Parts of a total in proportion to weights that sum to the total exactly",
    shape="block",
    source="rules E2: annual plan split into months and weeks",
    size=lambda totals, weights, *_: (len(weights.cells), len(totals.rows[0])),
    example=Example((100, [[1], [1], [1]]), [[33.33], [33.34], [33.33]]),
)
def kpi_split(totals: Argument, weights: Argument, keys: Argument, part_keys: Argument, places: Argument) -> Any:
    """Split totals into parts, one column per column of totals."""
    decimals = places.scalar(Fraction(2))
    if decimals.denominator != 1 or not 0 <= decimals <= MOST_PLACES:
        raise places.complaint(0, " {value} 应是 0～6 的整数", "{value} must be a whole number from 0 to 6")
    if keys.given != part_keys.given:
        raise complain("总量键与部分键应同时给出", "keys and part_keys belong together")
    shares = [weights.not_negative(place) or Fraction(0) for place in range(len(weights.cells))]
    width = len(totals.rows[0])
    parts = _parts_of(totals, weights, keys, part_keys)
    rows: List[List[Optional[Fraction]]] = [[None] * width for _ in shares]
    for row, members in parts.items():
        for place in range(width):
            total = totals.number(row * width + place)
            if total is None:
                continue
            if not sum(shares[member] for member in members):
                raise totals.complaint(row * width + place, " {value} 没有可分解的部分", "{value} has no parts")
            divided = split(total, [shares[member] for member in members], int(decimals))
            for member, part in zip(members, divided):
                rows[member][place] = part
    return rows


def _parts_of(totals: Argument, weights: Argument, keys: Argument, part_keys: Argument) -> Dict[int, List[int]]:
    """Return, for each row of totals, the positions of its parts."""
    if not keys.given:
        if len(totals.rows) != 1:
            raise complain("计划总量有多行时须给出总量键", "several rows of totals need keys")
        return {0: list(range(len(weights.cells)))}
    same_length(weights, part_keys)
    if len(keys.cells) != len(totals.rows):
        raise complain(
            "总量键有 {n} 个，计划总量有 {m} 行，数量必须一致",
            "there are {n} keys and {m} rows of totals; they must match",
            n=len(keys.cells),
            m=len(totals.rows),
        )
    rows: Dict[str, int] = {}
    for row in range(len(keys.cells)):
        key = keys.text(row)
        if key in rows:
            raise keys.complaint(row, "“{value}”重复", "“{value}” stands twice")
        if key is not None:
            rows[key] = row
    parts: Dict[int, List[int]] = {row: [] for row in rows.values()}
    for member in range(len(part_keys.cells)):
        key = part_keys.text(member)
        if key is not None:
            if key not in rows:
                raise part_keys.complaint(member, "“{value}”没有对应的总量", "“{value}” has no total")
            parts[rows[key]].append(member)
    return parts


@declare(
    "KPI_CARRY",
    need(
        "plans", "周计划", "指标单位", "每行一周、每列一部门的原计划", "plans, a row per week, a column per department"
    ),
    need("actuals", "周完成", "指标单位", "每周实际完成，未报为空", "what was done, blank: not reported yet"),
    may("part", "求值", "", "target 含上周缺口的目标（默认）或 shortfall 本周缺口", "target (default) or shortfall"),
    may(
        "surplus",
        "超额",
        "",
        "none 不结转（默认）或 offset 抵减以后各周的计划",
        "none (default) or offset: off later plans",
    ),
    zh="缺口结转",
    en="Week's target with last week's shortfall added, or the shortfall itself",
    shape="each",
    source="rules E2: next week's target = its own + shortfall",
    example=Example(([[10], [10], [10]], [[8], [12], [9]]), [[10], [12], [10]]),
)
def kpi_carry(plans: Argument, actuals: Argument, part: Argument, surplus: Argument) -> Any:
    """Carry shortfalls from week to week, a column at a time."""
    same_length(plans, actuals)
    what, offset = part.choice(PARTS, "target"), surplus.choice(SURPLUS, "none") == "offset"
    flat = len(plans.rows) == 1
    rows = len(plans.cells) if flat else len(plans.rows)
    width = 1 if flat else len(plans.rows[0])
    results: List[List[Any]] = [[None] * width for _ in range(rows)]
    for place in range(width):
        try:
            for row, week in _weeks(plans, actuals, place, width, offset):
                results[row][place] = _part(week, what)
        except Complaint as complaint:
            results[0][place] = complaint.told
        except ErrorCell as found:
            results[0][place] = found.error
    return [[row[0] for row in results]] if flat else results


def _part(week: Week, what: str) -> Optional[Fraction]:
    return week.target if what == "target" else None if week.missed is None else week.shortfall


def _weeks(plans: Argument, actuals: Argument, place: int, width: int, surplus: bool) -> List[Tuple[int, Week]]:
    """Return the weeks of one column that have a plan. Raises Complaint for a week that lacks its plan or report."""
    planned: List[int] = []
    gap: Optional[int] = None
    for row in range(len(plans.cells) // width):
        here = row * width + place
        plan, actual = plans.not_negative(here), actuals.not_negative(here)
        if plan is None:
            if actual is not None:
                raise plans.complaint(here, "为空，但有完成数", "is blank although something was done")
            gap = here if planned and gap is None else gap
            continue
        if gap is not None:
            raise plans.complaint(gap, "为空，后面的周却有计划", "is blank although later weeks have plans")
        planned.append(row)
    numbers = [plans.needed(row * width + place) for row in planned]
    done = [actuals.number(row * width + place) for row in planned]
    last = max((week for week, actual in enumerate(done) if actual is not None), default=-1)
    if None in done[: last + 1]:
        zh, en = (
            "为空，后面的周却已填报；没有完成请填 0",
            "is blank although later weeks are reported; nothing done is 0",
        )
        raise actuals.complaint(planned[done.index(None)] * width + place, zh, en)
    return list(zip(planned, carried(numbers, done, surplus=surplus)))
