"""E-commerce customer service: indicators, two raters, ranking with awards, performance pay, the year's last tenth."""

from __future__ import annotations

from xlkpi.drawing.system import Sample, System
from xlkpi.schemes.ecommerce.shop_sheet import SHOP_KIND
from xlkpi.schemes.ecommerce.shop_years import YEARS

SYSTEM = System(
    "ecommerce",
    4,
    (SHOP_KIND,),
    tuple(Sample("shop", month) for month in ("2024-04", "2024-05", "2024-06")),
    YEARS,
    quarter="期间汇总表 2024年第2季度",
)
