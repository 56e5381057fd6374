"""Who is appraised, in every system that prints it: columns of the roster, settings, and the check of what is typed.

The rules are those of `xlkpi/domain/eligibility.py`: status, date of regularisation, days of leave.
"""

from __future__ import annotations

from xlkpi.domain.eligibility import STATUSES
from xlkpi.domain.grade import NOT_APPRAISED
from xlkpi.drawing import validation
from xlkpi.drawing.number_spec import Setting
from xlkpi.drawing.spec import Column, Field
from xlkpi.drawing.workbook_reading import Reading, as_day, as_number, as_text
from xlkpi.errors import Fault
from xlkpi.schemes.column_looks import DAY, PLAIN, SMALL
from xlkpi.schemes.sign_off import period_end

STATUS_WORDS = tuple(words[0] for words in STATUSES.values())
MOST_DAYS = 31
WORKING_DAYS = "工作日数"
"""The defined name of the working days of the month."""


def working_days(line: int, column: int) -> Field:
    """Return the field of the working days of the month."""
    rule = validation.amount("当月工作日数。", 1, MOST_DAYS)
    return Field(WORKING_DAYS, WORKING_DAYS, line, column, 1, PLAIN, rule, needed="row")


def facts(prefix: str) -> tuple[Column, ...]:
    """Return the columns from which eligibility follows, and what follows."""
    return (
        Column("用工状态", f"{prefix}_状态", 9, rule=validation.choice(STATUS_WORDS, "从列表中选择。"), needed="row"),
        Column("转正日期", f"{prefix}_转正日期", 13, DAY, rule=validation.day()),
        Column(
            "请假天数", f"{prefix}_请假", 6, PLAIN, rule=validation.amount("请假的工作日数。", 0, MOST_DAYS), wrong=""
        ),
        Column(
            "参评", f"{prefix}_参评", 18, SMALL, cell='IF({资格}=TRUE,"是",{资格}&"")', doubt='AND(LEN({})>0,{}<>"是")'
        ),
    )


def decided(prefix: str) -> Column:
    """Return the hidden column that decides: TRUE, or why somebody is not appraised."""
    given = f"{prefix}_状态,{prefix}_转正日期,{prefix}_请假,{WORKING_DAYS},考核月份"
    return Column(
        "资格",
        f"{prefix}_资格",
        8,
        ("note",),
        array=f"KPI_ELIGIBLE({given},参数_转正截止日,参数_请假上限)",
        hidden=True,
    )


SETTINGS = (
    Setting(
        "cutoff_day",
        "参数_转正截止日",
        "转正当月参评的截止日",
        ("plain",),
        validation.count("这一天（含）以前转正的，当月参评。", 1, MOST_DAYS, title="日"),
    ),
    Setting(
        "most_leave",
        "参数_请假上限",
        "请假上限（超过不参评）",
        ("share",),
        validation.share("请假占当月工作日的份额。", title="请假上限"),
    ),
)


def undecided(reading: Reading) -> list[Fault]:
    """A sentence in the column 资格 that is no reason for not being appraised is a fault of what was typed."""
    name = next(entry.name for entry in reading.kind.named if entry.name.endswith("_资格"))
    shown = name.replace("_资格", "_参评")
    return [
        reading.fault(shown, row, "{text}", "the cell says “{text}”", text=as_text(value))
        for row, value in enumerate(reading.column(name))
        if isinstance(value, str) and as_text(value) and not as_text(value).startswith(NOT_APPRAISED)
    ]


def not_yet_regular(reading: Reading) -> list[Fault]:
    """Somebody regular whose date of regularisation comes after the month: one of the two is wrong."""
    prefix = next(entry.name for entry in reading.kind.named if entry.name.endswith("_资格")).removesuffix("_资格")
    end = period_end(reading)
    found: list[Fault] = []
    if end is None:
        return found
    for row in reading.roster:
        day, status = as_day(reading.column(f"{prefix}_转正日期")[row]), as_text(reading.column(f"{prefix}_状态")[row])
        if status in STATUSES["regular"] and day is not None and day > end:
            zh = "{who} 的用工状态是{status}，转正日期 {day} 却在考核月份之后，请核对"
            en = "{who} is {status}, and yet regular only from {day}, after the month: is one of them wrong?"
            name = f"{prefix}_转正日期"
            found.append(reading.notice(name, row, zh, en, who=reading.who(row), status=status, day=str(day)))
    return found


def no_leave_allowed(reading: Reading) -> list[Fault]:
    """A limit of leave of 0 takes everybody out who was away for a day: told with how many they are."""
    name = next(entry.name for entry in reading.kind.named if entry.name.endswith("_请假"))
    away = [row for row in reading.roster if (as_number(reading.column(name)[row]) or 0) > 0]
    if as_number(reading.field("参数_请假上限")) != 0 or not away:
        return []
    zh = "请假上限是 0%：本月请过假的 {count} 人都不参评，请核对"
    en = "the limit of leave is 0%: {count} people who were away are not appraised. Is it right?"
    return [reading.notice("参数_请假上限", 0, zh, en, count=len(away))]
