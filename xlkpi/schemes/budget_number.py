"""The month's budget of performance pay on the page of parameters, for every scheme that pays: declared once."""

from __future__ import annotations

from xlkpi.drawing import validation
from xlkpi.drawing.number_spec import Setting

MOST_YUAN = 1_000_000_000

BUDGET = Setting(
    "budget",
    "参数_预算",
    "绩效工资预算",
    ("money",),
    validation.amount("当月预算，单位元；0 为不核对。", 0, MOST_YUAN),
    monthly=True,
)
"""What the month's performance pay may come to, supervisors included; 0 where nothing is to be checked."""
