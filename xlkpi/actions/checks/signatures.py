"""Who has signed: in order, without a gap, with name and date, not before the period's end and not in the future."""

from __future__ import annotations

import datetime as dt

from xlkpi.domain.signing import mistakes
from xlkpi.drawing.workbook_reading import Reading, as_text
from xlkpi.errors import Fault
from xlkpi.schemes.sign_off import DATES, NAMES, ROLES, STATE, STATES, period_end, signatures, state

SAID = {
    "name": (NAMES, "{role}签批有日期没有姓名，请填写姓名", "{role} signed with a date and no name: fill it in"),
    "date": (DATES, "{role}签批有姓名没有日期，请填写日期", "{role} signed with a name and no date: fill it in"),
    "gap": (
        NAMES,
        "{role}已签批，而之前的环节还没有签；请依次签批，或删去这一行的姓名和日期",
        "{role} signed while a step before is unsigned: sign in order, or delete name and date",
    ),
    "future": (
        DATES,
        "{role}签批日期 {day} 还没有到，请改正",
        "{role} signed on {day}, which has not come yet: mend it",
    ),
    "early": (
        DATES,
        "{role}签批日期 {day} 早于考核期末 {end}，请改正",
        "{role} signed on {day}, before the period's end {end}: mend it",
    ),
    "order": (
        DATES,
        "{role}签批日期 {day} 早于上一环节，请改正",
        "{role} signed on {day}, before the step before: mend it",
    ),
}


def check_signatures(reading: Reading) -> list[Fault]:
    """Return what is wrong in the sign-off; nothing for a kind that is not signed off."""
    steps = signatures(reading)
    end = period_end(reading) if steps else None
    faults = [*_steps_changed(reading), *_state_typed(reading)] if steps else []
    for at, wrong in mistakes(steps, end, dt.date.today()):
        name, zh, en = SAID[wrong]
        step = steps[at]
        values = {"role": step.role, "day": str(step.date or ""), "end": str(end or "")}
        faults.append(reading.fault(name, at, zh, en, **values))
    return faults


def _steps_changed(reading: Reading) -> list[Fault]:
    """The steps and roles are those of the kind: a state may not be had by renaming a step."""
    declared = {column.name: column.values for table in reading.kind.tables for column in table.columns}
    for name in (STATES, ROLES):
        for row, (found, wanted) in enumerate(zip(reading.column(name), declared[name], strict=True)):
            if as_text(found) != wanted:
                zh, en = "签批的环节或岗位被改动，应为“{wanted}”，请改回", "the step was changed: it is “{wanted}”"
                return [reading.fault(name, row, zh, en, wanted=str(wanted))]
    return []


def _state_typed(reading: Reading) -> list[Fault]:
    """A state that somebody typed and nobody signed for."""
    shown, signed = as_text(reading.field(STATE)), state(reading) or ""
    if not shown or shown == signed or all(cell for row in reading.book.computes(STATE) for cell in row):
        return []
    zh = "状态写着“{shown}”，但按签批是“{signed}”：状态由签批得出，请在签批表签字（xlkpi sign），不要直接填写"
    en = "the state says “{shown}”, the signatures say “{signed}”: sign (xlkpi sign) instead of typing a state"
    return [reading.fault(STATE, 0, zh, en, shown=shown, signed=signed)]
