"""GPS service company: managers' rubric, company indicators, weekly targets."""

from __future__ import annotations

from xlkpi.drawing.system import Listed, Sample, System

SYSTEM = System(
    "gps",
    5,
    (
        Listed(
            "weekly", "xlkpi.schemes.gps.weekly_sheet.WEEKLY_KIND", frozenset({"部门_年计划", "周_计划", "周_目标"})
        ),
        Listed(
            "rubric", "xlkpi.schemes.gps.rubric_sheet.RUBRIC_KIND", frozenset({"人员_总分", "评分_得分", "细则_分值"})
        ),
    ),
    (Sample("rubric", "2024-04"), Sample("rubric", "2024-05"), Sample("rubric", "2024-06"), Sample("weekly", "2024")),
    rules="xlkpi.schemes.gps.weekly_period.WEEKS",
    quarter="期间汇总表 2024年第2季度",
)
