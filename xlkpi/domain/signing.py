"""How far a workbook has come on its way from draft to fed back, by who has signed it, and what signatures may not be.

Source: rules A5 and F4: a summary is submitted, examined by the manager, approved by the general manager, filed, and
its results go back to the people. A system has those steps that its document prints, in this order.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Dict, List, Optional, Sequence, Tuple

from xlkpi.domain.plain_names import plain_name
from xlkpi.records import dataclass

STATES = ("草稿", "已提交", "经理已审", "总经理已批", "已备案", "已反馈")
"""The states a workbook passes through, in order."""

DRAFT, SUBMITTED, APPROVED, FILED, FED_BACK = STATES[0], STATES[1], STATES[3], STATES[4], STATES[5]

BETWEEN = re.compile("[、，,;；/／\n]")
"""What stands between the names of several people who sign one step."""


@dataclass(frozen=True)
class Signature:
    """One line of the sign-off: the role, the state the workbook has once it has signed, name and date (or none).

    `due` are those who sign the step where it takes several: the names of all stand in the line then, and the date is
    that of the last one.
    """

    role: str
    state: str
    name: str = ""
    date: Optional[dt.date] = None
    due: Tuple[str, ...] = ()

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
        """Whether name and date are there, and nobody's name is missing."""
        return bool(self.name) and self.date is not None and not self.missing

    @property
    def missing(self) -> Tuple[str, ...]:
        """Who of several has not signed; `李四（代杨柳）` stands for 杨柳."""
        if not self.due:
            return ()
        names = [plain_name(name) for name in BETWEEN.split(self.name)]
        return tuple(who for who in self.due if not any(_signs(name, plain_name(who)) for name in names))

    def without(self, who: str) -> Optional[str]:
        """The names without the one of `who`, or of who stood in for them; None where they have not signed."""
        names = [name for name in BETWEEN.split(self.name) if name.strip()]
        left = [name for name in names if not _signs(plain_name(name), plain_name(who))]
        return "、".join(left) if len(left) < len(names) else None


def _signs(name: str, who: str) -> bool:
    return name == who or name.endswith((f"代{who}", f"代{who})"))


def together(names: Sequence[str]) -> Tuple[str, ...]:
    """Return those who sign one step together, each once; nobody in particular where it is one person's."""
    found: Dict[str, str] = {}
    for name in names:
        found.setdefault(plain_name(name), name)
    found.pop("", None)
    return tuple(found.values()) if len(found) > 1 else ()


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

    "name" and "date": one of the two is missing; "gap": a step before it is unsigned; "part": of those who sign it
    together some have not, and somebody signed after them; "future": the date has not come;
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
    if step.missing and any(after.begun for after in steps[at + 1 :]):
        return "part"
    if step.date > today:
        return "future"
    if period_end is not None and step.date < period_end:
        return "early"
    return "order" if last is not None and step.date < last else ""
