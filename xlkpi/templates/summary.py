"""附件3: a branch's monthly summary - roster, roll-up with sign-off, parameters."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from xlkpi.domain.scheme import Scheme
from xlkpi.errors import Unusable, sentence
from xlkpi.templates.draft import Draft
from xlkpi.templates.layout import LEVEL_COUNT, ROSTER_ROWS, SUMMARY
from xlkpi.templates.parameters import draw_parameters
from xlkpi.templates.review import draw_review
from xlkpi.templates.roster import draw_roster

MOST_ROWS = 10_000


def build_summary(path: Path, *, scheme: Scheme, rows: int = ROSTER_ROWS, period: dt.date | None = None) -> Path:
    """Write an empty 附件3 with `rows` roster rows to `path`; `period` is any day of the month appraised.

    Raises CannotWrite, and Unusable for a number of rows or a scheme that does not fit.
    """
    if not 1 <= rows <= MOST_ROWS:
        raise Unusable(
            sentence("名单行数应在 1～{most} 之间", "the roster can have 1 to {most} rows", most=MOST_ROWS),
        )
    if {len(scheme.levels), len(scheme.quotas)} != {LEVEL_COUNT}:
        raise Unusable(
            sentence(
                "方案“{title}”没有 {count} 个等级和对应的名额比例，不能用于附件3",
                "scheme “{title}” does not have {count} levels with quotas, so it has no 附件3",
                title=scheme.title,
                count=LEVEL_COUNT,
            ),
        )
    draft = Draft(SUMMARY, scheme.title)
    draw_roster(draft, rows=rows, period=period)
    draw_review(draft)
    draw_parameters(draft, scheme)
    return draft.save(path)
