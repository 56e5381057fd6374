"""Spreadsheet functions of the month's end: levels adjusted and corrected, who has another level, who has signed."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any, Dict, List, Optional

from xlkpi.domain.adjust import final_level
from xlkpi.domain.signing import SUBMITTED, Signature, state_of, together
from xlkpi.functions.arguments import Argument, Complaint
from xlkpi.functions.catalogue import Example, column, declare, may, need
from xlkpi.functions.dates import date_at
from xlkpi.functions.ranges import by_row, same_length

MOST_LISTED = 1000


@declare(
    "KPI_FINAL",
    need("levels_given", "等级", "", "算出的等级", "computed levels"),
    need("adjusted", "调整等级", "", "调整后的等级", "levels put in their place"),
    need("reasons", "调整原因", "", "调整原因，至少5个字", "why, at least five characters"),
    need("approvers", "批准人", "", "批准人", "who approved it"),
    need("levels", "等级名称", "", "等级表中的等级", "levels of the table"),
    may("people", "人员", "", "名单中的工号", "people of the roster"),
    may("appellants", "申诉成立工号", "", "申诉成立的人", "people whose appeal was upheld"),
    may("corrections", "更正等级", "", "申诉更正的等级", "levels that upheld appeals correct"),
    zh="最终等级",
    en="The level that counts: corrected on appeal, else adjusted with reason and approver, else computed",
    shape="column",
    source="rules F4: an adjusted level counts with its reason and who approved it",
    along=("levels_given",),
    example=Example(
        (
            [["A"], ["B"], ["C"]],
            [["B"], ["A"], [None]],
            [["连续两月投诉"], ["不错"], [None]],
            [["王总"], ["王总"], [None]],
            [["A"], ["B"], ["C"]],
        ),
        [["B"], ["B"], ["C"]],
    ),
)
def kpi_final(
    levels_given: Argument,
    adjusted: Argument,
    reasons: Argument,
    approvers: Argument,
    levels: Argument,
    people: Argument,
    appellants: Argument,
    corrections: Argument,
) -> Any:
    """Find the level of each person that counts."""
    same_length(levels_given, adjusted, reasons, approvers, *[people] * people.given)
    known = {level for place in range(len(levels.cells)) if (level := levels.text(place)) is not None}
    corrected = _corrected(appellants, corrections) if people.given and appellants.given else {}

    def one(row: int) -> Optional[str]:
        level, wanted, reason, approver = (
            argument.text(row) for argument in (levels_given, adjusted, reasons, approvers)
        )
        correction = corrected.get(people.text(row)) if corrected else None
        return final_level(level, wanted, reason, approver, known, correction)

    return column(by_row(len(levels_given.cells), one, lambda told: told))


def _corrected(appellants: Argument, corrections: Argument) -> Dict[Optional[str], str]:
    same_length(appellants, corrections)
    found: Dict[Optional[str], str] = {}
    for place in range(len(appellants.cells)):
        person, level = appellants.text(place), corrections.text(place)
        if person is not None and level is not None:
            found.setdefault(person, level)
    return found


@declare(
    "KPI_CHANGED",
    need("levels_given", "等级", "", "算出的等级", "computed levels"),
    need("finals", "最终等级", "", "最终等级", "levels that count"),
    need("adjusted", "调整等级", "", "填写的调整等级", "adjusted levels that were filled in"),
    need("rows", "行数", "行", "列出多少人", "how many people are listed"),
    zh="等级有变动的人所在行",
    en="Rows of the people whose level was adjusted or corrected, blank after the last one",
    shape="block",
    source="rules F4: every adjustment is listed",
    size=lambda *given: (_listed(given[3]), 1),
    example=Example(([["A"], ["B"], ["C"]], [["A"], ["A"], ["C"]], [[None], ["A"], [None]], 2), [[2], [""]]),
)
def kpi_changed(levels_given: Argument, finals: Argument, adjusted: Argument, rows: Argument) -> Any:
    """List the rows, as many as there is room for."""
    count = same_length(levels_given, finals, adjusted)
    wanted = rows.scalar(Fraction(1))
    if wanted.denominator != 1 or not 1 <= wanted <= MOST_LISTED:
        raise rows.complaint(0, " {value} 应是 1～1000 的整数", "{value} must be a whole number from 1 to 1000")
    found: List[Any] = [
        place + 1
        for place in range(count)
        if adjusted.text(place) is not None or finals.text(place) != levels_given.text(place)
    ]
    listed = found[: int(wanted)]
    return column([*listed, *[None] * (int(wanted) - len(listed))])


def _listed(rows: Argument) -> int:
    wanted = rows.cells[0]
    return int(wanted) if isinstance(wanted, float) and 1 <= wanted <= MOST_LISTED else 1


@declare(
    "KPI_STATE",
    need("states", "环节", "", "各环节，由先到后", "states in the order of the steps"),
    need("names", "姓名", "", "签批人姓名", "names of who signed"),
    need("dates", "日期", "日期", "签批日期", "dates of the signatures"),
    may("submitters", "提交人", "", "都要签“已提交”的各位主管", "supervisors, all of whom sign 已提交"),
    zh="签批状态",
    en="How far a workbook has come: the state of its last step before which name or date is missing nowhere",
    shape="scalar",
    source="rules A5: submitted, examined, approved, filed, fed back, with date and name for each",
    example=Example(
        ([["草稿"], ["已提交"], ["经理已审"]], [["王芳"], ["李强"], [None]], [["2024-06-01"], ["2024-06-03"], [None]]),
        "已提交",
    ),
)
def kpi_state(states: Argument, names: Argument, dates: Argument, submitters: Argument) -> Any:
    """Tell the state."""
    due = together([submitters.text(at) or "" for at in range(len(submitters.cells))]) if submitters.given else ()

    def step(at: int) -> Signature:
        state = states.text(at) or ""
        return Signature("", state, names.text(at) or "", _day(dates, at), due if state == SUBMITTED else ())

    return state_of([step(at) for at in range(same_length(states, names, dates))])


def _day(dates: Argument, place: int) -> Optional[dt.date]:
    """Return the date of a signature; what is no date signs nothing, and the check of the sheet says so."""
    try:
        return date_at(dates, place)
    except Complaint:
        return None
