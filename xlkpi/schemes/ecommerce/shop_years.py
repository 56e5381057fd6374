"""What e-commerce customer service prints about several years: the last tenth, no bonus, review after two years."""

from __future__ import annotations

from xlkpi.drawing import validation
from xlkpi.drawing.layout import YES_NO
from xlkpi.drawing.spec import Column, Line
from xlkpi.drawing.system import PeriodRule, PeriodRules
from xlkpi.schemes.column_looks import IN_COUNTS, PLAIN

IS_LAST = "KPI_BOTTOM(期间_平均,规则_末位比例,规则_末位分数线)=TRUE"
LAST = f'IF(期间_类型="年度",IF({IS_LAST},"是",IF(ISNUMBER(期间_平均),"否","")),"")'

YEARS = PeriodRules(
    (
        PeriodRule(
            Line("规则_末位比例", "年度末位比例", ("center", "share"), rule=validation.share("如 10%。")), "参数_年末位"
        ),
        PeriodRule(
            Line("规则_末位分数线", "年度末位分数线（及以下）", PLAIN, rule=validation.score()), "参数_年分数线"
        ),
        PeriodRule(
            Line("规则_连续年数", "连续末位年数", PLAIN, rule=validation.count("几年。", 1, 10)), "参数_连续年数"
        ),
        PeriodRule(
            Line("规则_季月数", "季度考核的月数", PLAIN, rule=validation.count("几个月。", 1, 12)), "参数_季月数"
        ),
    ),
    (
        Column("上年末位", "期间_上年末位", 7, rule=validation.choice(YES_NO, "取自上年的年度汇总。")),
        Column("本年末位", "期间_末位", 7, array=LAST, doubt='{}="是"'),
        Column("连续末位年数", "期间_连年", 8, IN_COUNTS, array='KPI_STREAK(期间_两年,"row")', number=True),
    ),
    (("期间_两年", "上年末位", "本年末位"),),
    (
        'IF(N({连续末位年数})>=规则_连续年数,"连续"&{连续末位年数}&"年末位，提请人力资源部复核 ","")',
        'IF({本年末位}="是","不发年终奖，当年不晋升不加薪 ","")',
    ),
    "末位不等于不能胜任工作，不得据此自动解除劳动合同；连续末位只提请人力资源部复核。",
    marks=frozenset({"规则_末位比例"}),
    before=("期间_末位", "期间_上年末位"),
    quarter="规则_季月数",
)
