"""Call centres: volume, quality and daily management, 德能绩勤, peers, cadres, bid incentives."""

from __future__ import annotations

from xlkpi.drawing.system import Sample, System
from xlkpi.schemes.call_centre.bid_sheet import BIDS_KIND
from xlkpi.schemes.call_centre.call_sheet import CALLS_KIND

SYSTEM = System(
    "call_centre",
    3,
    (CALLS_KIND, BIDS_KIND),
    (
        Sample("calls", "2024-04"),
        Sample("calls", "2024-05"),
        Sample("calls", "2024-06"),
        Sample("bids", "2024"),
    ),
    quarter="期间汇总表 2024年第2季度",
)
