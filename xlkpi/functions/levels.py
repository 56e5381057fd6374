"""Spreadsheet functions for levels, coefficients, ranks and seats."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Callable, Dict, List, Optional, Sequence, Tuple

from xlkpi.domain.grade import NOT_APPRAISED, ROUNDINGS, UNDECIDED, competition_ranks, level_for
from xlkpi.domain.numbers import rounded
from xlkpi.functions.arguments import Argument, Complaint, ErrorCell, complain
from xlkpi.functions.catalogue import Example, column, declare, each, may, need
from xlkpi.functions.quotas import QUOTAS, ROUNDING, ROUNDING_NAMES, read_quotas
from xlkpi.functions.ranges import lookup, same_length

At = Callable[[Argument], int]
WITHOUT_LEVEL = (NOT_APPRAISED, UNDECIDED)


@declare(
    "KPI_LEVEL",
    need("scores", "得分", "分", "得分", "points"),
    need(
        "minimums", "最低分", "分", "各等级最低分，最低一级可空或为 0", "minimum of each level, blank or 0 for the last"
    ),
    need("levels", "等级", "", "等级名称", "names of the levels"),
    zh="按分数线定等级",
    en="Level by threshold; points are rounded to 2 decimals first",
    shape="each",
    source="rules A3: >=95 优秀, >=90 良好, >=85 合格, >=80 需改进, <80 不合格",
    example=Example(
        (
            [[95], [89.995], [79.99]],
            [[95], [90], [85], [80], [0]],
            [["优秀"], ["良好"], ["合格"], ["需改进"], ["不合格"]],
        ),
        [["优秀"], ["良好"], ["不合格"]],
    ),
)
def kpi_level(scores: Argument, minimums: Argument, levels: Argument) -> Any:
    """Find the level of each score."""
    names, places = lookup(levels, minimums)
    bounds: List[Fraction] = []
    for name in names:
        minimum = minimums.number(places[name])
        if minimum is None and name != names[-1]:
            raise complain("等级“{name}”没有最低分", "level “{name}” has no minimum", name=name)
        bounds.append(minimum or Fraction(0))

    def one(_: int, at: At) -> Optional[str]:
        points = scores.number(at(scores))
        if points is None:
            return None
        place = level_for(rounded(points), bounds)
        if place is None and not bounds[-1]:
            return names[-1]
        if place is None:
            raise scores.complaint(at(scores), " {value} 低于所有等级的最低分", "{value} is below every minimum")
        return names[place]

    return each([scores], one)


@declare(
    "KPI_COEF",
    need("levels_given", "等级", "", "要查系数的等级", "levels to look up"),
    need("levels", "等级名称", "", "等级表中的等级", "levels of the table"),
    need("coefficients", "等级系数", "倍", "等级表中的系数", "coefficients of the table"),
    zh="等级系数",
    en="Coefficient of each level; blank for 不参评 and 待定",
    shape="each",
    source="rules A3, level coefficients",
    example=Example(([["A+"], ["B"], [None]], [["A+"], ["A"], ["B"]], [[1.2], [1.1], [1]]), [[1.2], [1], [""]]),
)
def kpi_coef(levels_given: Argument, levels: Argument, coefficients: Argument) -> Any:
    """Find the coefficient of each level given."""
    _, places = lookup(levels, coefficients)

    def one(_: int, at: At) -> Optional[Fraction]:
        level = levels_given.text(at(levels_given))
        if level is None or level in WITHOUT_LEVEL:
            return None
        if level not in places:
            raise levels_given.complaint(at(levels_given), "“{value}”不在等级表中", "“{value}” is not in the table")
        coefficient = coefficients.not_negative(places[level])
        if coefficient is None:
            raise complain("等级“{level}”没有系数", "level “{level}” has no coefficient", level=level)
        return coefficient

    return each([levels_given], one)


@declare(
    "KPI_RANK",
    need("scores", "得分", "分", "得分", "points"),
    may("departments", "部门", "", "部门；给出时在部门内排名", "departments; ranks are within each"),
    may("eligible", "参评", "", "是否参评（是/否），空为参评", "appraised or not (是/否), blank is yes"),
    zh="部门内排名",
    en="Competition rank (1, 2, 2, 4), best is highest",
    shape="column",
    source="rules A4: rank inside the department by total; functions.md",
    example=Example(([[96], [91], [91], [88]],), [[1], [2], [2], [4]]),
)
def kpi_rank(scores: Argument, departments: Argument, eligible: Argument) -> Any:
    """Rank the scores, equal scores alike."""
    count = len(scores.cells)
    if departments.given:
        departments = departments.spread(count)
        same_length(scores, departments)
    if eligible.given:
        eligible = eligible.spread(count)
        same_length(scores, eligible)
    results: List[Any] = [None] * count
    groups: Dict[Optional[str], List[Tuple[int, Fraction]]] = {}
    for place in range(count):
        try:
            takes_part = not eligible.given or eligible.yes_no(place) is not False
            points = scores.number(place) if takes_part else None
            department = departments.text(place) if departments.given else None
        except Complaint as complaint:
            results[place] = complaint.told
            continue
        except ErrorCell as found:
            results[place] = found.error
            continue
        if points is None:
            continue
        if departments.given and department is None:
            results[place] = f"{departments.where(place)}为空"
            continue
        groups.setdefault(department, []).append((place, rounded(points)))
    for members in groups.values():
        for (place, _), rank in zip(members, competition_ranks([points for _, points in members])):
            results[place] = rank
    return column(results)


@declare(
    "KPI_SEATS",
    need("headcount", "人数", "人", "部门参评人数", "people appraised"),
    need("department_level", "部门等级", "", "部门等级，即主管的等级", "level of the department, its supervisor's"),
    QUOTAS,
    ROUNDING,
    zh="各等级名额",
    en="Seats per level",
    shape="row",
    source="rules A4; functions.md, Seats",
    size=lambda headcount, _, quotas, __: (len(headcount.cells), max(1, len(quotas.rows[0]) - 1)),
    example=Example(
        (12, "优秀", [[None, "A+", "A", "B"], ["优秀", 0.2, 0.3, 0.5], ["良好", 0.1, 0.3, 0.6]]), [[2, 4, 6]]
    ),
)
def kpi_seats(headcount: Argument, department_level: Argument, quotas: Argument, rounding: Argument) -> Any:
    """Compute the seats per level, one row per department."""
    block = read_quotas(quotas)
    seats_of = ROUNDINGS[rounding.choice(ROUNDING_NAMES, "half_up")]
    count = len(headcount.cells)
    department_level = department_level.spread(count)
    same_length(headcount, department_level)
    width = len(block.levels)

    def row(place: int) -> Sequence[Any]:
        people, level = headcount.not_negative(place), department_level.text(place)
        if people is None or level is None:
            return [None] * width
        if people.denominator != 1:
            raise headcount.complaint(place, " {value} 不是整数", "{value} is not a whole number")
        return seats_of(int(people), block.shares(level))

    rows: List[Any] = []
    for place in range(count):
        try:
            rows.append(list(row(place)))
        except Complaint as complaint:
            rows.append([complaint.told, *[None] * (width - 1)])
        except ErrorCell as found:
            rows.append([found.error, *[None] * (width - 1)])
    return rows
