"""Which file of a demonstration stands for each kind of workbook."""

from __future__ import annotations

SAMPLES = {
    "summary": ("gas", "城东分公司/附件3 城东分公司.xlsm"),
    "form": ("gas", "城东分公司/附件2 KF001 李芳.xlsm"),
    "plan": ("gas", "城东分公司/双周滚动计划 周建国 第2期双周计划.xlsm"),
    "library": ("gas", "指标库 2024-05.xlsm"),
    "groups": ("gubang", "服务小组评比表 2024-05.xlsm"),
    "calls": ("call_centre", "话务绩效表 2024-05.xlsm"),
    "bids": ("call_centre", "投标激励表 2024.xlsm"),
    "shop": ("ecommerce", "电商客服考核表 2024-05.xlsm"),
    "period": ("ecommerce", "期间汇总表 2024年第2季度.xlsm"),
    "rubric": ("gps", "管理人员评分表 2024-05.xlsm"),
    "weekly": ("gps", "周指标追踪表 2024.xlsm"),
}
"""By the key of its kind: the system, and the file in the folder of its demonstration."""
SUMMARIES = {SAMPLES[key][0]: SAMPLES[key][1] for key in ("summary", "groups", "calls", "shop", "rubric")}
"""By system: the summary of the people's results of May 2024."""
