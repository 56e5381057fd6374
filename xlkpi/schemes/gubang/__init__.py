"""Service-station network: groups ranked by points, members' levels, penalties, appeals."""

from __future__ import annotations

from xlkpi.drawing.system import Sample, System
from xlkpi.schemes.gubang.group_period import ZERO_MONTHS
from xlkpi.schemes.gubang.group_sheet import GROUPS

SYSTEM = System(
    "gubang",
    2,
    (GROUPS,),
    tuple(Sample("groups", month) for month in ("2024-04", "2024-05", "2024-06")),
    ZERO_MONTHS,
    quarter="期间汇总表 2024年第2季度",
)
