"""Who has signed: in order, without a gap, with name and date, not before the period's end and not in the future."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from xlkpi.domain.signing import Signature, mistakes
from xlkpi.drawing.final_mark import FINALIZED, REOPENED, closed, final_mark
from xlkpi.drawing.layout import COPY
from xlkpi.drawing.workbook_reading import Reading, as_text
from xlkpi.errors import Fault
from xlkpi.schemes.sign_off import DATES, NAMES, ROLES, STATES, period_end, signatures

SAID = {
    "name": (NAMES, "{role}签批有日期没有姓名，请填写姓名", "{role} signed with a date and no name: fill it in"),
    "date": (DATES, "{role}签批有姓名没有日期，请填写日期", "{role} signed with a name and no date: fill it in"),
    "gap": (
        NAMES,
        "{role}已签批，而之前的环节还没有签；请依次签批，或删去这一行的姓名和日期",
        "{role} signed while a step before is unsigned: sign in order, or delete name and date",
    ),
    "part": (
        NAMES,
        "{role}由各部门主管都签，还缺 {missing}，之后的环节先不能签",
        "{role} is signed by the supervisor of every department: {missing} come before the steps after it",
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
    faults = [*_steps_changed(reading), *_before_final(reading, steps)] if steps else []
    faults += before_finalized(reading, steps)
    today = dt.datetime.now().astimezone().date()
    return [*faults, *(signature_fault(reading, at, wrong, steps, end) for at, wrong in mistakes(steps, end, today))]


def _before_final(reading: Reading, steps: Sequence[Signature]) -> list[Fault]:
    """What is filed and fed back is final; of a workbook that was opened again the signatures are of what it was."""
    early = [at for at, step in enumerate(steps) if step.after_final and step.begun]
    stands = closed(reading.book)
    if not early or stands == FINALIZED or COPY in reading.book.names():
        return []
    who = "、".join(steps[at].role for at in early)
    if stands == REOPENED:
        zh = "{who}签的是重新打开以前的定稿；改好后请再定稿（xlkpi finalize），内容有变的依次重签"
        en = "{who} signed what was final before it was opened again: make it final again (xlkpi finalize)"
        return [reading.notice(NAMES, early[0], zh, en, who=who)]
    zh = "{who}已签批，而表还没有定稿：请先删去这些姓名和日期，定稿（xlkpi finalize）后再签"
    en = "{who} signed what is not final: delete name and date, make it final (xlkpi finalize), then sign"
    return [reading.fault(NAMES, early[0], zh, en, who=who)]


def before_finalized(reading: Reading, steps: Sequence[Signature], first: int = 0) -> list[Fault]:
    """Tell of what is filed and fed back earlier than it was final; `first` is the place of the first of the steps."""
    mark = final_mark(reading.book)
    day = None if mark is None else dt.date.fromisoformat(mark.time[:10])
    zh = "{role}签批日期 {day} 早于定稿日期 {final}：备案、反馈在定稿之后，请核对日期"
    en = "{role} signed on {day}, before it was final on {final}: filing and feeding back come after. Is it right?"
    return [
        reading.notice(DATES, at, zh, en, role=step.role, day=str(step.date), final=str(day))
        for at, step in enumerate(steps, first)
        if step.after_final and step.date is not None and day is not None and step.date < day
    ]


def signature_fault(reading: Reading, at: int, wrong: str, steps: Sequence[Signature], end: dt.date | None) -> Fault:
    """Say what `domain.signing.mistakes` finds wrong in a step."""
    name, zh, en = SAID[wrong]
    day, last = str(steps[at].date or ""), str(end or "")
    missing = "、".join(steps[at].missing)
    return reading.fault(name, at, zh, en, role=steps[at].role, day=day, end=last, missing=missing)


def _steps_changed(reading: Reading) -> list[Fault]:
    """The steps and roles are those of the kind: a state may not be had by renaming a step."""
    declared = {column.name: column.values for table in reading.kind.tables for column in table.columns}
    for name in (STATES, ROLES):
        for row, (found, wanted) in enumerate(zip(reading.column(name), declared[name], strict=True)):
            if as_text(found) != wanted:
                zh, en = "签批的环节或岗位被改动，应为“{wanted}”，请改回", "the step was changed: it is “{wanted}”"
                return [reading.fault(name, row, zh, en, wanted=str(wanted))]
    return []
