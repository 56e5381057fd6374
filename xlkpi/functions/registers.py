"""Spreadsheet functions over registers, where every line names a person: penalties, work points, lines of a plan."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any, Dict, Iterator, List, Optional, Tuple

from xlkpi.domain import score
from xlkpi.domain.numbers import as_shares, percent_sum, rounded, share
from xlkpi.domain.workdays import day_of_month
from xlkpi.functions.arguments import Argument, complain
from xlkpi.functions.catalogue import Example, column, declare, may, need
from xlkpi.functions.dates import date_at, needed_date, spoken
from xlkpi.functions.ranges import by_row, lookup, same_length

Entry = Tuple[str, int]
"""The person of a line, and the place of the line in the register."""


def _entries(people: Argument, register: Argument, *others: Argument) -> Iterator[Entry]:
    """Yield the lines of a register; one blank throughout is spare. Raises Complaint for a person not on the roster."""
    known = {people.text(place) for place in range(len(people.cells))} - {None}
    for place in range(len(register.cells)):
        person = register.text(place)
        if person is None:
            if all(other.cells[place] is None for other in others):
                continue
            raise register.complaint(place, "为空", "is blank")
        if person not in known:
            raise register.complaint(place, "“{value}”不在名单中", "“{value}” is not on the roster")
        yield person, place


def _needed(argument: Argument, place: int) -> Fraction:
    """Return a number that may be neither blank nor negative."""
    argument.not_negative(place)
    return argument.needed(place)


@declare(
    "KPI_PENALTIES",
    need("people", "人员", "", "人员（工号或姓名），一行一人", "people, a row each"),
    need("register", "处罚登记人员", "", "登记表中的人员", "people in the register"),
    need("dates", "处罚日期", "日期", "登记表中的日期", "dates in the register"),
    need("kinds", "处罚事项", "", "登记表中的事项", "kinds in the register"),
    need("names", "处罚名称", "", "处罚标准中的事项", "kinds in the tariff"),
    need("points", "扣分标准", "分", "每起扣多少分", "points per case"),
    may("month", "考核月份", "日期", "给出时登记日期须在本月", "where given, the dates must lie in this month"),
    zh="处罚扣分与起数",
    en="Two columns: points taken off and number of cases per person",
    shape="block",
    source="rules B6: per case 50, 20, 50, 20, 50 points",
    size=lambda people, *_: (len(people.cells), 2),
    example=Example(
        (
            [["王"], ["李"]],
            [["王"], ["王"]],
            [["2024-05-08"], ["2024-05-13"]],
            [["争吵"], ["散漫"]],
            [["争吵"], ["散漫"]],
            [[50], [20]],
        ),
        [[70, 2], [0, 0]],
    ),
)
def kpi_penalties(
    people: Argument,
    register: Argument,
    dates: Argument,
    kinds: Argument,
    names: Argument,
    points: Argument,
    month: Argument,
) -> Any:
    """Add up the penalties of the month by person."""
    same_length(register, dates, kinds)
    _, tariff = lookup(names, points)
    off: Dict[Optional[str], List[Fraction]] = {}
    for person, place in _entries(people, register, kinds, dates):
        kind = kinds.text(place)
        if kind is None or kind not in tariff:
            raise kinds.complaint(place, "“{value}”不在处罚标准中", "“{value}” is not in the tariff")
        _check_month(dates, place, month)
        off.setdefault(person, []).append(_needed(points, tariff[kind]))
    rows: List[List[Any]] = []
    for place in range(len(people.cells)):
        name = people.text(place)
        cases = off.get(name, [])
        rows.append([None, None] if name is None else [sum(cases, Fraction(0)), len(cases)])
    return rows


def _check_month(dates: Argument, place: int, month: Argument) -> None:
    day = needed_date(dates, place)
    wanted: Optional[dt.date] = date_at(month, 0) if month.given else None
    if wanted is not None and day_of_month(day, 1) != day_of_month(wanted, 1):
        raise dates.complaint(
            place,
            " {day} 不在考核月份 {year}年{number}月 内",
            "{day} is not in the month {year}-{number}",
            day=spoken(day),
            year=wanted.year,
            number=wanted.month,
        )


@declare(
    "KPI_WORKPOINTS",
    need("people", "人员", "", "人员（工号或姓名），一行一人", "people, a row each"),
    need("register", "工作登记人员", "", "登记表中的人员", "people in the register"),
    need("dates", "工作日期", "日期", "登记表中的日期", "dates in the register"),
    need("kinds", "工作项目", "", "登记表中的工作项目", "kinds of work in the register"),
    need("quantities", "数量", "", "登记表中的数量（件、户、小时等）", "quantities in the register: pieces, hours ..."),
    need("names", "项目名称", "", "积分标准中的工作项目", "kinds of work in the catalogue"),
    need("points", "积分标准", "分", "每件（户、小时等）多少分", "points per piece, hour ..."),
    may("month", "考核月份", "日期", "给出时登记日期须在本月", "where given, the dates must lie in this month"),
    zh="工作积分",
    en="Work points of each person: sum of quantity x points of the kind of work; blank for who has no entry",
    shape="column",
    source="rules B7: work points by kind of work (quantity, quality, hours)",
    example=Example(
        (
            [["王"], ["李"]],
            [["王"], ["王"]],
            [["2024-05-08"], ["2024-05-13"]],
            [["维修"], ["培训"]],
            [[6], [1.5]],
            [["维修"], ["培训"]],
            [[5], [4]],
        ),
        [[36], [""]],
    ),
)
def kpi_workpoints(
    people: Argument,
    register: Argument,
    dates: Argument,
    kinds: Argument,
    quantities: Argument,
    names: Argument,
    points: Argument,
    month: Argument,
) -> Any:
    """Add up the work points of the month by person."""
    same_length(register, dates, kinds, quantities)
    _, catalogue = lookup(names, points)
    earned: Dict[Optional[str], Fraction] = {}
    for person, place in _entries(people, register, dates, kinds, quantities):
        kind = kinds.text(place)
        if kind is None or kind not in catalogue:
            raise kinds.complaint(place, "“{value}”不在积分标准中", "“{value}” is not in the catalogue of work points")
        _check_month(dates, place, month)
        done = _needed(quantities, place) * _needed(points, catalogue[kind])
        earned[person] = earned.get(person, Fraction(0)) + done
    sums = [earned.get(people.text(place)) for place in range(len(people.cells))]
    return column([None if points is None else rounded(points) for points in sums])


@declare(
    "KPI_TOTALBY",
    need("people", "人员", "", "人员（工号或姓名），一行一人", "people, a row each"),
    need("owners", "责任人", "", "各行计划的责任人", "person of each line"),
    need("scores", "完成得分", "分", "各行计划的完成得分", "points of each line"),
    need("weights", "权重", "份额", "各行计划的权重，每人合计 100%", "weight of each line, total 100% for each person"),
    zh="按人加权总分",
    en="Weighted total of the lines of each person, 2 decimals; blank while one of his weighted lines has no score",
    shape="column",
    source="rules C5: 业绩 from the completion of plans, lines with weight and completion",
    example=Example(
        ([["王"], ["李"]], [["王"], ["李"], ["王"]], [[90], [88], [80]], [[0.6], [1], [0.4]]), [[86], [88]]
    ),
)
def kpi_totalby(people: Argument, owners: Argument, scores: Argument, weights: Argument) -> Any:
    """Compute everybody's weighted total out of one table of lines."""
    same_length(owners, scores, weights)
    lines: Dict[Optional[str], List[int]] = {}
    for person, place in _entries(people, owners, scores, weights):
        lines.setdefault(person, []).append(place)

    def one(place: int) -> Optional[Fraction]:
        person = people.text(place)
        return _total_of(person, lines[person], scores, weights) if person is not None and person in lines else None

    return column(by_row(len(people.cells), one, lambda cell: cell))


def _total_of(person: str, places: List[int], scores: Argument, weights: Argument) -> Optional[Fraction]:
    """Return one person's total. Raises Complaint where the weights of the lines are not 100%."""
    points: List[Optional[Fraction]] = [scores.not_negative(place) for place in places]
    numbers = [share(float(_needed(weights, place))) for place in places]
    shares = as_shares(numbers)
    if shares is None:
        raise complain(
            "{person}的权重合计为 {total}，应为 100%",
            "the weights of {person} total {total}; they must total 100%",
            person=person,
            total=percent_sum(numbers),
        )
    return score.rated(points, shares, partial=False)
