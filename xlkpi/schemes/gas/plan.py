"""双周滚动计划: a supervisor's two-week plan, scored by the branch's manager and by head office."""

from __future__ import annotations

from xlkpi.drawing import validation
from xlkpi.drawing.kind import Kind
from xlkpi.drawing.spec import Column, Field, Fields, Note, PageSpec, Table
from xlkpi.macros.vba import CHECK, RECOMPUTE
from xlkpi.schemes.gas.gas_checks import PLAN_CHECKS
from xlkpi.schemes.gas.gas_data import PLANS
from xlkpi.schemes.gas.gas_numbers import FULL, FULL_RULE, FULL_SETTING

ITEMS = 10
HEADING = ("bare", "head", "grid")
TEXT = ("left", "wrap")

HEAD = Fields(
    (
        Field("考核月份", "考核月份", 0, 0, 1, ("center", "month"), validation.month(), above=True),
        Field("分公司", "分公司", 0, 1, above=True),
        Field(
            "部门", "部门", 0, 2, rule=validation.words("部门", "一个分公司只有一个部门时，填分公司名称。"), above=True
        ),
        Field("主管", "主管", 0, 3, above=True),
        Field("起始日期", "起始日期", 0, 4, 1, ("center", "day"), validation.day("起始日期"), above=True),
        Field("截止日期", "截止日期", 0, 5, 1, ("center", "day"), validation.day("截止日期"), above=True),
        Field("计划名称", "计划名称", 0, 6, rule=validation.words("计划名称", "如 第1期双周计划。"), above=True),
    ),
    heights=(20, 24),
    gap=8,
)

ITEM = Table(
    "计划事项",
    (
        Column("序号", "", 11, ("label", "count")),
        Column("计划事项", "计划事项", 25, TEXT),
        Column("计划目标", "计划目标", 27, TEXT),
        Column("责任人", "责任人", 12, ("center", "wrap")),
        Column("完成时限", "完成时限", 15, ("center", "day"), rule=validation.day("完成时限")),
        Column("完成情况", "完成情况", 27, TEXT),
        Column("未完成原因", "未完成原因", 25, TEXT),
    ),
    ITEMS,
    ITEMS,
    key="计划事项",
    row_height=26,
    head_height=24,
)


def _rater(line: int, label: str, rater: str) -> tuple[Field, ...]:
    """What one rater fills in: the score, the remark, the signature."""
    score = f"{rater}评分"
    rule = validation.score(score, FULL)
    return (
        Field(score, label, line, 0, 1, ("center", "points"), rule, label_span=2, wrong="ISTEXT({})"),
        Field(f"{rater}评语", "", line, 3, 3, TEXT),
        Field(f"{rater}签名", "", line, 6),
    )


MEAN = 'IF(AND(ISNUMBER(主管经理评分),ISNUMBER(客户服务部评分)),(主管经理评分+客户服务部评分)/2,"")'

SCORES = Fields(
    (
        Field("主管小结", "主管小结", 0, 0, 6, TEXT),
        Field("", "", 1, 0, 2, HEADING, value="评分方"),
        Field("", "", 1, 2, 1, HEADING, formula=f'"评分（0～"&{FULL}&"）"'),
        Field("", "", 1, 3, 3, HEADING, value="评语"),
        Field("", "", 1, 6, 1, HEADING, value="签名"),
        *_rater(2, "分公司主管经理", "主管经理"),
        *_rater(3, "总公司客户服务部", "客户服务部"),
        Field(
            "计划得分",
            "计划得分（两方平均）",
            4,
            0,
            1,
            ("answer", "strong", "center", "mean"),
            formula=MEAN,
            label_span=2,
            number=True,
        ),
        Field(FULL, FULL, 4, 3, 1, ("center", "plain"), FULL_RULE, value=100.0, setting=FULL_SETTING, needed="row"),
        Field("主管签名", "主管签名", 4, 5),
    ),
    heights=(36, 22, 36, 36, 30),
    gap=0,
)

PAGE = PageSpec(
    "双周滚动计划",
    "客服主管双周滚动计划",
    (
        HEAD,
        ITEM,
        SCORES,
        Note(
            "填写说明：浅黄色格填写，灰色格自动计算。计划得分为两方评分的平均；主管当月得分为当月各期计划得分的平均，"
            "在附件3中计算。任何一方未评分时，计划得分空着。",
            24,
            looks=("note", "wrap"),
        ),
    ),
    "主管填报，主管经理与总公司客户服务部分别评分。",
    one_sheet=True,
    selected=(4, 1),
)

PLAN = Kind(
    "plan",
    "双周滚动计划",
    "gas",
    (PAGE,),
    frozenset({"计划名称", "主管经理评分", "客户服务部评分", "计划得分"}),
    (CHECK, RECOMPUTE),
    en="a supervisor's two-week plan",
    units={"name": "部门", "supervisor": "主管", "score": "计划得分"},
    checks=PLAN_CHECKS,
    sources=(PLANS,),
)
