"""GPS service company: managers' rubric, company indicators, weekly targets."""

from __future__ import annotations

from xlkpi.drawing.system import Sample, System
from xlkpi.schemes.gps.rubric_sheet import RUBRIC_KIND
from xlkpi.schemes.gps.weekly_period import WEEKS
from xlkpi.schemes.gps.weekly_sheet import WEEKLY_KIND

SYSTEM = System(
    "gps",
    5,
    (WEEKLY_KIND, RUBRIC_KIND),
    (
        Sample("rubric", "2024-04"),
        Sample("rubric", "2024-05"),
        Sample("rubric", "2024-06"),
        Sample("weekly", "2024"),
    ),
    WEEKS,
    quarter="期间汇总表 2024年第2季度",
)
