"""Call centres: volume, quality and daily management, 德能绩勤, peers, cadres, bid incentives."""

from __future__ import annotations

from xlkpi.drawing.system import Listed, Sample, System

SYSTEM = System(
    "call_centre",
    3,
    (
        Listed(
            "calls",
            "xlkpi.schemes.call_centre.call_sheet.CALLS_KIND",
            frozenset({"坐席_工号", "坐席_指数", "德能_评分"}),
        ),
        Listed(
            "bids",
            "xlkpi.schemes.call_centre.bid_sheet.BIDS_KIND",
            frozenset({"投标_中标额", "投标_奖金", "分档_下限"}),
        ),
    ),
    (Sample("calls", "2024-04"), Sample("calls", "2024-05"), Sample("calls", "2024-06"), Sample("bids", "2024")),
    quarter="期间汇总表 2024年第2季度",
)
