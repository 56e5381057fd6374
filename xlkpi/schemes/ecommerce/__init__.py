"""E-commerce customer service: indicators, two raters, ranking with awards, performance pay, the year's last tenth."""

from __future__ import annotations

from xlkpi.drawing.system import Listed, Sample, System

SYSTEM = System(
    "ecommerce",
    4,
    (
        Listed(
            "shop", "xlkpi.schemes.ecommerce.shop_sheet.SHOP_KIND", frozenset({"客服_实际", "得分_月度", "工资_绩效"})
        ),
    ),
    tuple(Sample("shop", month) for month in ("2024-04", "2024-05", "2024-06")),
    rules="xlkpi.schemes.ecommerce.shop_years.YEARS",
    quarter="期间汇总表 2024年第2季度",
)
