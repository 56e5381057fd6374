"""Gas company, customer-service centres: forms, the department's summary, two-week plans."""

from __future__ import annotations

from xlkpi.drawing.system import Listed, Sample, System

SYSTEM = System(
    "gas",
    1,
    (
        Listed("form", "xlkpi.schemes.gas.form.FORM", frozenset({"工号", "权重", "主管评分", "总分"}), own=True),
        Listed(
            "summary",
            "xlkpi.schemes.gas.summary.SUMMARY",
            frozenset({"名单_工号", "名单_总分", "名单_等级", "名额比例"}),
            own=True,
        ),
        Listed(
            "plan", "xlkpi.schemes.gas.plan.PLAN", frozenset({"计划名称", "主管经理评分", "客户服务部评分", "计划得分"})
        ),
        Listed("library", "xlkpi.schemes.gas.indicator_library.LIBRARY", frozenset({"库_岗位", "库_指标", "库_权重"})),
    ),
    (
        Sample("library", "2024-05", quiet=True),
        Sample("form", "2024-05", quiet=True),
        Sample("plan", "2024-05", quiet=True),
        Sample("summary", "2024-05", collects=True),
    ),
)
