"""Service-station network: groups ranked by points, members' levels, penalties, appeals."""

from __future__ import annotations

from xlkpi.drawing.system import Listed, Sample, System

SYSTEM = System(
    "gubang",
    2,
    (Listed("groups", "xlkpi.schemes.gubang.group_sheet.GROUPS", frozenset({"项目_成绩", "组_评定", "组员_工号"})),),
    tuple(Sample("groups", month) for month in ("2024-04", "2024-05", "2024-06")),
    rules="xlkpi.schemes.gubang.group_period.ZERO_MONTHS",
    quarter="期间汇总表 2024年第2季度",
)
