"""How far a workbook has come on its way from draft to fed back, by who has signed it, and what signatures may not be.

Source: rules A5 and F4: a summary is submitted, examined by the manager, approved by the general manager, filed, and
its results go back to the people. A system has those steps that its document prints, in this order.
"""

from __future__ import annotations

import datetime as dt
from typing import List, Optional, Sequence, Tuple

from xlkpi.records import dataclass

STATES = ("草稿", "已提交", "经理已审", "总经理已批", "已备案", "已反馈")
"""The states a workbook passes through, in order."""

DRAFT, APPROVED, FILED, FED_BACK = STATES[0], STATES[3], STATES[4], STATES[5]


@dataclass(frozen=True)
class Signature:
    """One line of the sign-off: the role, the state the workbook has once it has signed, name and date (or none)."""

    role: str
    state: str
    name: str = ""
    date: Optional[dt.date] = None

    @property
    def begun(self) -> bool:
        """Whether anything was filled in."""
        return bool(self.name) or self.date is not None

    @property
    def after_final(self) -> bool:
        """Whether the step comes once the results are final: what is filed and fed back does not change any more."""
        return reached(self.state, FILED)

    @property
    def signed(self) -> bool:
        """Whether name and date are there."""
        return bool(self.name) and self.date is not None


def signed_steps(steps: Sequence[Signature]) -> int:
    """How many steps are signed without a gap from the first on."""
    return next((at for at, step in enumerate(steps) if not step.signed), len(steps))


def state_of(steps: Sequence[Signature]) -> str:
    """The state of a workbook: that of its last step before which nothing is unsigned; a draft while nobody signed."""
    count = signed_steps(steps)
    return steps[count - 1].state if count else DRAFT


def reached(state: str, wanted: str) -> bool:
    """Whether a workbook in `state` has come as far as `wanted`. Raises ValueError for a word that is no state."""
    return STATES.index(state) >= STATES.index(wanted)


def mistakes(steps: Sequence[Signature], period_end: Optional[dt.date], today: dt.date) -> List[Tuple[int, str]]:
    """What is wrong with the signatures: the step and one of the words below, at most one a step.

    "name" and "date": one of the two is missing; "gap": a step before it is unsigned; "future": the date has not come;
    "early": it lies before the end of the period appraised; "order": it lies before the date of the step before.
    """
    found = []
    last: Optional[dt.date] = None
    for at, step in enumerate(steps):
        wrong = _mistake(steps, at, last, period_end, today)
        if wrong:
            found.append((at, wrong))
        last = step.date or last
    return found


def _mistake(
    steps: Sequence[Signature], at: int, last: Optional[dt.date], period_end: Optional[dt.date], today: dt.date
) -> str:
    step = steps[at]
    if not step.begun:
        return ""
    if not step.name:
        return "name"
    if step.date is None:
        return "date"
    if not all(before.begun for before in steps[:at]):
        return "gap"
    if step.date > today:
        return "future"
    if period_end is not None and step.date < period_end:
        return "early"
    return "order" if last is not None and step.date < last else ""
