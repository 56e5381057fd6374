"""Who signs a workbook off: the steps from draft to fed back, each with name, date and seal, and the state they give.

The same in every system (rules F4); a system names the roles that sign its workbooks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from xlkpi.domain.signing import SUBMITTED, Signature, state_of, together
from xlkpi.domain.workdays import day_of_month
from xlkpi.drawing import style, validation
from xlkpi.drawing.final_mark import final_mark
from xlkpi.drawing.layout import SIGN_OFF
from xlkpi.drawing.paper import SIGN_HEIGHT
from xlkpi.drawing.spec import SEAL, Column, Field, Fields, PageSpec, Part, Section, Table
from xlkpi.drawing.workbook_reading import Reading, as_day, as_number, as_text
from xlkpi.schemes.column_looks import A_DAY, SHORT, TEXT

STEPS: Mapping[str, str] = MappingProxyType(
    {
        "制表人": "草稿",
        "客服主管": "已提交",
        "主管经理": "经理已审",
        "总经理": "总经理已批",
        "客户服务部": "已备案",
        "人力资源部": "已反馈",
    }
)
"""The state that a workbook has once a role has signed, in the order in which they sign."""

ROLES, STATES, NAMES, DATES = "签批_岗位", "签批_环节", SIGN_OFF, "签批_日期"
STATE = "状态"


def state_formula(supervisors: str = "") -> str:
    """Return the formula of the state; `supervisors` is the block of those who all submit the workbook."""
    return f"KPI_STATE({STATES},{NAMES},{DATES}{supervisors and f',{supervisors}'})"


MADE_BY, MADE_ON = SIGNED = ("制表人", "制表日期")
PREPARED, PREPARED_ON = (f'IF(INDEX({block},1)="","",INDEX({block},1))' for block in (NAMES, DATES))
"""Who made the workbook and when, shown on its first page: the first signature, and no second place to type it."""


def prepared_by(column: int, span: int, label_span: int = 1) -> Field:
    """Return the field that shows who made the workbook."""
    return Field("", MADE_BY, 0, column, span, SHORT, formula=PREPARED, label_span=label_span)


def prepared_on(column: int, span: int, label_span: int = 1, line: int = 0) -> Field:
    """Return the field that shows when it was made."""
    return Field("", MADE_ON, line, column, span, A_DAY, formula=PREPARED_ON, label_span=label_span)


WIDTHS = (11, 13, 10, 10, 15, 8, 8, 8, 13)
"""Sheet columns of a page of signatures, in which 38 mm are left for a name, 28 for a date and 44 for a seal."""
CELLS = (1, 1, 2, 1, 3, 1)
"""How many of them each column of the block takes."""


def sign_off(steps: Mapping[str, str] = STEPS, cells: Sequence[int] = CELLS) -> Table:
    """The block of signatures, one row a role; `cells` are the sheet columns that each of its columns takes.

    A seal may be put over the lines of several roles, as is usual: no line crosses its column.
    """
    count = len(steps)
    columns = (
        Column("环节", STATES, 12, ("label",), values=tuple(steps.values()), fixed=True),
        Column("岗位", ROLES, 12, ("label",), values=tuple(steps), fixed=True),
        Column("姓名（签字）", NAMES, 12, SHORT),
        Column("日期", DATES, 8, (*SHORT, "day"), rule=validation.day(title="签批日期")),
        Column(SEAL, "签批_盖章", 12, (*SHORT, "seal"), also=((f"{{#}}={count}", style.SEALED_LOOK),)),
        Column("意见", "签批_意见", 12, TEXT),
    )
    wide = tuple(replace(column, cells=many) for column, many in zip(columns, cells, strict=True))
    return Table("签批", wide, count, count, key="姓名（签字）", row_height=SIGN_HEIGHT, head_height=20)


SEALED = ("bare", "grid")
"""The look of a field that is left open for a seal."""


def sign_heads(columns: Sequence[tuple[str, int, int]], line: int = 0) -> tuple[Field, ...]:
    """Return the headings over signatures on a page whose block is told in fields: words, sheet column, how many."""
    looks = ("bare", "head", "grid")
    return tuple(Field("", "", line, column, span, looks, value=words) for words, column, span in columns)


def sign_label(words: str, line: int, span: int) -> Field:
    """Return what is signed in a line of such a block."""
    return Field("", "", line, 0, span, ("bare", "label", "grid"), value=words)


MONTH = 'IF(ISNUMBER(考核月份),YEAR(考核月份)&"年"&MONTH(考核月份)&"月　","")'
YEAR = 'IF(ISNUMBER(年度),年度&"年　","")'


def sign_off_page(steps: Mapping[str, str], whose: str, before: Sequence[Part] = (), period: str = MONTH) -> PageSpec:
    """Return the page on which a workbook is signed off; `whose` is the block that says whose it is.

    `before` are parts that stand above the signatures, such as the list of adjusted levels; `period` is the formula
    of what stands before the title.
    """
    head = Fields(
        (
            Field("", whose, 0, 0, 3, formula=f'IF({whose}="","",{whose})'),
            Field(STATE, "状态", 0, 5, 3, formula=state_formula()),
        )
    )
    return PageSpec(
        "签批",
        f'={period}&"结果签批"',
        (head, *before, Section("签批（依次签字，日期不早于考核期末）"), sign_off(steps)),
        widths=WIDTHS,
        portrait=True,
        one_sheet=True,
        frozen_rows=0,
    )


def signatures(reading: Reading) -> list[Signature]:
    """Return the steps of a workbook's sign-off as they stand, none where it is of a kind that is not signed off."""
    if NAMES not in reading.blocks:
        return []
    rows = zip(*(reading.column(name) for name in (ROLES, STATES, NAMES, DATES)), strict=True)
    steps = [Signature(as_text(role), as_text(state), as_text(name), as_day(day)) for role, state, name, day in rows]
    supervisors = reading.kind.units.get("supervisor", "")
    if not reading.has(supervisors) or final_mark(reading.book) is not None:  # what is final was signed as it stands
        return steps
    due = together([as_text(cell) for cell in reading.column(supervisors)])
    return [replace(step, due=due if step.state == SUBMITTED else ()) for step in steps]


def signers(step: Signature) -> str:
    """Return the role of a step, and of those who sign it together who has not: 客服主管（杨柳）."""
    return f"{step.role}（{'、'.join(step.missing)}）" if step.missing else step.role


def state(reading: Reading) -> str | None:
    """Return how far a workbook has come, by who has signed it; None where its kind is not signed off.

    A company's own workbook that nobody has signed here is signed on the company's paper.
    """
    steps = signatures(reading)
    on_paper = reading.own and not any(step.begun for step in steps)
    return state_of(steps) if steps and not on_paper else None


def period_end(reading: Reading) -> dt.date | None:
    """Return the last day of the month, months or year that a workbook appraises; None where it does not say which."""
    said = [value for name in ("考核月份", "期间_月份") if name in reading.blocks for value in reading.line(name)]
    months = [day for value in said if (day := as_day(value)) is not None]
    if months:
        return day_of_month(max(months), 31)
    year = as_number(reading.field("年度")) if "年度" in reading.blocks else None
    return dt.date(int(year), 12, 31) if year is not None and dt.MINYEAR <= year <= dt.MAXYEAR else None
