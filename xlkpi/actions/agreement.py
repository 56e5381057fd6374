"""What stands in the summaries of a folder held against the workbooks beside them from which it was collected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlkpi.actions.collect import takes
from xlkpi.drawing.workbook_reading import Reading, as_text, is_blank
from xlkpi.errors import Fault
from xlkpi.records import dataclass


@dataclass(frozen=True)
class Form:
    """A workbook from which others collect: its kind, its month, and the record that is taken from it."""

    kind: str
    month: str
    taken: Any


def forms_in(readings: Sequence[Reading], file: str) -> list[Form]:
    """Return what others would collect from a workbook that was computed; of one not filled in nothing."""
    found = []
    for one in readings:
        take = takes().get(one.kind.key)
        if take is None or one.month is None:
            continue
        if not all(is_blank(value) for name in take.entries for value in one.column(name)):
            found.append(Form(take.kind, one.month, take.read(one, file)))
    return found


def disagreements(readings: Sequence[Reading], forms: Sequence[Form]) -> list[Fault]:
    """Return where summaries have other numbers than the forms of their branch and month that lie beside them.

    What was not collected yet, and what collecting complains of, is none.
    """
    found = []
    for summary in readings:
        branch = as_text(summary.field("分公司")) if summary.has("分公司") else ""
        for take in summary.kind.takes:
            ours = [one.taken for one in forms if (one.kind, one.month) == (take.kind, summary.month)]
            found += take.differs(summary, [one for one in ours if one.branch in (branch, "")])
    return found
