"""What the service-station network prints about several months: the performance score 0 two months in a row."""

from __future__ import annotations

from xlkpi.drawing import validation
from xlkpi.drawing.spec import Column, Line
from xlkpi.drawing.system import PeriodRule, PeriodRules
from xlkpi.schemes.column_looks import IN_COUNTS, PLAIN
from xlkpi.schemes.period_sheet import MONTHS

ZERO_MONTHS = PeriodRules(
    (
        PeriodRule(
            Line("规则_连零月数", "月绩效连续为0的月数", PLAIN, rule=validation.count("几个月。", 0, 100)),
            "参数_连零月数",
        ),
    ),
    (
        Column(
            "连续为0月数",
            "期间_连零",
            8,
            IN_COUNTS,
            array='KPI_STREAK(期间_为零,"row","longest")',
            number=True,
            doubt="AND(ISNUMBER({}),N({})>=规则_连零月数)",
        ),
        Column(
            "为零", "期间_为零", 7, ("note",), array='IF(ISNUMBER(期间_得分),期间_得分=0,"")', span=MONTHS, hidden=True
        ),
    ),
    why=('IF(N({连续为0月数})>=规则_连零月数,"连续"&{连续为0月数}&"个月绩效分为0，提请人力资源部复核 ","")',),
    note="月绩效连续为0的，提请人力资源部复核；没有考核的月既不计也不中断。",
    marks=frozenset({"规则_连零月数"}),
)
