"""Levels that somebody adjusted: whole, allowed, for somebody who is appraised."""

from __future__ import annotations

from collections.abc import Iterator

from xlkpi.domain.adjust import FEWEST_LETTERS
from xlkpi.drawing.workbook_reading import Reading, as_text
from xlkpi.errors import Fault

LACKING = (
    ("adjusted", "{who} 有调整原因或批准人，但没有调整等级，请填写或删去", "{who}: reason or approver without a level"),
    ("reason", "{who} 的等级有调整，但没有写调整原因，请填写", "{who}: the adjusted level has no reason: give one"),
    ("approver", "{who} 的等级有调整，但没有批准人，请填写", "{who}: nobody approved the adjusted level: name who did"),
)


def check_adjustments(reading: Reading) -> list[Fault]:
    """An adjusted level counts with a reason and an approver, for somebody who is appraised; a fault for each cell.

    What goes with a level is said only where there is one: else all of it may have to go. Whether there is such a
    level is a rule of the column itself.
    """
    people = reading.kind.people
    if "adjusted" not in people:
        return []
    rows = range(len(reading.column(people["adjusted"])))
    return [fault for row in rows for fault in _adjustment(reading, row)]


def _adjustment(reading: Reading, row: int) -> Iterator[Fault]:
    people = reading.kind.people
    filled = {key: as_text(reading.person(key, row)) for key, _, _ in LACKING}
    who = reading.who(row)
    if not who or not any(filled.values()):  # that nobody stands in the row is said of the row itself
        return
    if not reading.appraised(row):
        zh = "{who} 不参评，没有等级可以调整，请删去"
        en = "{who} is not appraised: delete the adjusted level"
        yield reading.fault(people["adjusted"], row, zh, en, who=who)
        return
    for key, zh, en in LACKING:
        if not filled[key]:
            yield reading.fault(people[key], row, zh, en, who=who)
        if not filled["adjusted"]:
            return
    if 0 < len(filled["reason"]) < FEWEST_LETTERS:
        zh = "{who} 的调整原因“{reason}”不足 {fewest} 个字，请写明为什么调整"
        en = "{who}: the reason “{reason}” has less than {fewest} characters: say why the level was adjusted"
        yield reading.fault(people["reason"], row, zh, en, who=who, reason=filled["reason"], fewest=FEWEST_LETTERS)
