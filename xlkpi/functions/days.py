"""Spreadsheet functions for time: who is appraised, and by when an answer is due."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any, Callable, List, Optional, Set, Union

from xlkpi.domain.eligibility import CUTOFF_DAY, MOST_LEAVE, STATUSES, Leave, barred, first_month
from xlkpi.domain.workdays import CHINA, UnknownYear, WorkCalendar, calendar_with, day_of_month, deadline
from xlkpi.functions.arguments import Argument, Complaint, ErrorCell, complain
from xlkpi.functions.catalogue import Example, declare, each, may, need, shaped
from xlkpi.functions.dates import date_at, needed_date, spoken

At = Callable[[Argument], int]
MOST_DAYS = 1000
LAST_DAY = 31
MOST_MONTHS = 1200

REASONS = {
    "probation": "试用期，未转正",
    "temporary": "临时人员",
    "outside": "外聘兼职人员",
    "maternity": "整个考核期休产假",
    "leave": "考核期内每月请假均超过半数工作日",
}


@declare(
    "KPI_ELIGIBLE",
    need("status", "用工状态", "", "正式、试用、临时、外聘兼职、产假", "正式, 试用, 临时, 外聘兼职 or 产假"),
    need("regular_date", "转正日期", "日期", "转正日期，老员工可空", "day of regularisation, blank for old staff"),
    need(
        "leave_days",
        "请假天数",
        "天",
        "请假工作日数；考核期多月时每月一列",
        "working days on leave, a column per month",
    ),
    need("work_days", "工作日数", "天", "当月工作日数；考核期多月时每月一列", "working days, a column per month"),
    need("month", "考核月份", "日期", "考核期的最后一个月", "last month of the period"),
    may(
        "cutoff", "转正截止日", "日", "此日及以前转正当月参评，默认 10", "regularised by this day: from that month, 10"
    ),
    may(
        "most_leave", "请假上限", "份额", "超过此份额不参评，默认 1/2", "more leave than this share: not appraised, 1/2"
    ),
    zh="是否参评",
    en="TRUE, or why the person is not appraised",
    shape="each",
    source="rules C3: probation, temporary, outside part-time, maternity, leave over half; the 10th",
    example=Example(
        ([["正式"], ["试用"], ["正式"]], [[None], [None], ["2024-05-11"]], [[0], [0], [0]], 21, "2024-05-01"),
        [[True], ["不参评：试用期，未转正"], ["不参评：2024年5月11日转正，2024年6月起参评"]],
    ),
)
def kpi_eligible(
    status: Argument,
    regular_date: Argument,
    leave_days: Argument,
    work_days: Argument,
    month: Argument,
    cutoff: Argument,
    most_leave: Argument,
) -> Any:
    """Decide who is appraised, a person a row."""
    people = len(status.cells)
    if not regular_date.single and len(regular_date.cells) != people:
        raise complain(
            "用工状态有 {n} 行，转正日期有 {m} 行，行数必须一致",
            "there are {n} statuses and {m} dates; they must match",
            n=people,
            m=len(regular_date.cells),
        )
    if all(cell is None for cell in status.cells):
        return shaped([None] * people, status)
    last = needed_date(month, 0)
    day, most = int(cutoff.scalar(Fraction(CUTOFF_DAY))), most_leave.scalar(MOST_LEAVE)
    leave, days = _by_person(leave_days, people), _by_person(work_days, people)

    def one(place: int) -> Union[bool, str, None]:
        if status.cells[place] is None:
            return None
        state = Argument(status.where(place), status.where(place, "en"), status.cells[place]).choice(STATUSES, "")
        if state == "maternity" and all(cell is None for cell in leave[place].cells):
            zh, en = "为空，休产假的请填写请假的工作日数", "is blank: give the working days of maternity leave"
            raise leave[place].complaint(0, zh, en)
        since = date_at(regular_date, 0 if regular_date.single else place)
        reason = barred(state, since, _leave(leave[place], days[place]), last, day, most)
        if reason is None:
            return True
        if since is not None and reason == "later":
            start = first_month(since, day)
            return f"不参评：{spoken(since)}转正，{start.year}年{start.month}月起参评"
        return f"不参评：{REASONS[reason]}"

    results: List[Any] = []
    for place in range(people):
        try:
            results.append(one(place))
        except Complaint as complaint:
            results.append(complaint.told)
        except ErrorCell as found:
            results.append(found.error)
    return shaped(results, status)


def _by_person(argument: Argument, people: int) -> List[Argument]:
    """Return every person's months: a row each, or one row that serves all."""
    if len(argument.rows) not in (1, people):
        raise complain(
            "用工状态有 {n} 行，{label}有 {m} 行，行数必须一致",
            "there are {n} statuses and {m} rows of {label_en}; they must match",
            n=people,
            m=len(argument.rows),
            label=argument.zh,
            label_en=argument.en,
        )
    if len(argument.rows) == people and people > 1:
        return [
            Argument(f"第{n}行{argument.zh}", f"{argument.en} row {n}", [r]) for n, r in enumerate(argument.rows, 1)
        ]
    return [argument] * people


def _leave(leave: Argument, days: Argument) -> List[Leave]:
    """Return days of leave and working days of every month of the period."""
    if len(leave.cells) != len(days.cells) and not leave.single and not days.single:
        raise complain(
            "{label}有 {n} 个月，工作日数有 {m} 个月，必须一致",
            "{label_en} has {n} months and work_days {m}; they must match",
            label=leave.zh,
            label_en=leave.en,
            n=len(leave.cells),
            m=len(days.cells),
        )
    months: List[Leave] = []
    for place in range(max(len(leave.cells), len(days.cells))):
        here = 0 if leave.single else place
        away = leave.not_negative(here) or Fraction(0)
        there = 0 if days.single else place
        worked = days.needed(there)
        if worked <= 0:
            raise days.complaint(there, " {value} 应大于 0", "{value} must be above 0")
        if away > worked:
            raise leave.complaint(here, " {value} 多于工作日数", "{value} is more than the working days")
        months.append((away, worked))
    return months


@declare(
    "KPI_DEADLINE",
    need("date", "起始日期", "日期", "起算日期，当日不计", "day of the notice, not counted itself"),
    need("working_days", "工作日数", "天", "工作日数", "number of working days"),
    may(
        "holidays",
        "节假日",
        "日期",
        "某年给出时代替内置的该年节假日",
        "days off; replace the built-in ones of their years",
    ),
    may(
        "workdays",
        "调休上班日",
        "日期",
        "某年给出时代替内置的该年调休日",
        "weekend days worked; replace the built-in ones",
    ),
    zh="工作日期限",
    en="Last day of a term in working days: Chinese public holidays and make-up days counted",
    shape="each",
    source="rules B8: answers within 5 working days",
    along=("date", "working_days"),
    example=Example(("2024-04-26", 5), dt.date(2024, 5, 7)),
)
def kpi_deadline(date: Argument, working_days: Argument, holidays: Argument, workdays: Argument) -> Any:
    """Count working days."""
    calendar = _calendar(holidays, workdays)

    def one(_: int, at: At) -> Optional[dt.date]:
        start, count = date_at(date, at(date)), working_days.number(at(working_days))
        if start is None or count is None:
            return None
        if count.denominator != 1 or not 1 <= count <= MOST_DAYS:
            raise working_days.complaint(
                at(working_days), " {value} 应是 1～1000 的整数", "{value} must be a whole number from 1 to 1000"
            )
        try:
            return deadline(start, int(count), calendar)
        except UnknownYear as unknown:
            raise complain(
                "{year}年的节假日安排未收录（已收录至{last}年），请在参数中填写该年节假日与调休上班日",
                "the holidays of {year} are not known (only up to {last}); list that year's holidays and make-up days",
                year=unknown.year,
                last=max(CHINA.years or [0]),
            ) from unknown

    return each([date, working_days], one)


def _calendar(holidays: Argument, workdays: Argument) -> WorkCalendar:
    """Return the built-in calendar, with the years that the sheet lists itself taken from the sheet."""
    return calendar_with(_dates(holidays), _dates(workdays))


def _dates(argument: Argument) -> Set[dt.date]:
    if not argument.given:
        return set()
    days = [date_at(argument, place) for place in range(len(argument.cells))]
    return {day for day in days if day is not None}


@declare(
    "KPI_MONTHDAY",
    need("month", "考核月份", "日期", "考核月份中的任一天", "any day of the month"),
    need("day", "日", "日", "几号，超过月末取月末", "day of the month; past its end the last day"),
    may(
        "offset", "月份偏移", "月", "-1 上月、0 当月（默认）、1 下月", "months ahead, -1 is the month before, default 0"
    ),
    zh="按月期限",
    en="A day of the month, or of the month before or after",
    shape="each",
    source="rules B1: items fixed by the 25th of the month before, results published by the 5th of the month after",
    along=("day", "offset"),
    example=Example(("2024-05-01", [[25], [5]], [[-1], [1]]), [[dt.date(2024, 4, 25)], [dt.date(2024, 6, 5)]]),
)
def kpi_monthday(month: Argument, day: Argument, offset: Argument) -> Any:
    """Find the days by which something is due."""
    start = date_at(month, 0)

    def one(_: int, at: At) -> Optional[dt.date]:
        number = day.number(at(day))
        shift = offset.number(at(offset)) if offset.given else None
        if start is None or number is None:
            return None
        if number.denominator != 1 or not 1 <= number <= LAST_DAY:
            raise day.complaint(at(day), " {value} 应是 1～31 的整数", "{value} must be a whole number from 1 to 31")
        if shift is not None and (shift.denominator != 1 or abs(shift) > MOST_MONTHS):
            raise offset.complaint(at(offset), " {value} 不是合适的整数", "{value} is not a suitable whole number")
        return day_of_month(start, int(number), int(shift or 0))

    return each([day, offset], one)
