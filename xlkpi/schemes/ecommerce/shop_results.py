"""电商客服考核表 as data: points, ranking and awards, the four parts of conduct and work, improvement plans."""

from __future__ import annotations

from xlkpi.drawing import validation
from xlkpi.drawing.spec import Column, Field, Fields, Table
from xlkpi.drawing.validation import FULL_MARK
from xlkpi.schemes.appeal_registers import corrected_by_appeal, told
from xlkpi.schemes.column_looks import A_DAY, ANSWER, IN_COUNTS, IN_POINTS, IN_YUAN, REMARK, SHORT, TEXT
from xlkpi.schemes.ecommerce.shop_library import TARGET
from xlkpi.schemes.ecommerce.shop_numbers import INDICATORS
from xlkpi.schemes.people_columns import People, row_of

STAFF = 40
PEOPLE = People("客服_工号", "客服_姓名")
CORRECTED = corrected_by_appeal("更正得分")
EXCUSED = 'LEFT(客服_参评,3)="不参评"'
MANAGER = "INDEX(客服_店长评,{#})"
STRICTNESS = "(AVERAGEIFS(客服_店长评,客服_店铺,INDEX(客服_店铺,{#}))-AVERAGE(客服_店长评))"
"""By how much the manager of a person's shop rates above the managers of all shops."""


def _score(number: int) -> Column:
    """Points of one indicator for everybody: an array of its own, for the directions differ."""
    order, target = f"INDEX(指标_方向,{number})", f"INDEX(得分_目标,0,{number})"
    return Column(
        f"得分{number}",
        f"得分_{number}",
        9,
        IN_POINTS,
        array=f"KPI_SCORE(INDEX(客服_实际,0,{number}),{target},{order},参数_满分)",
        heads=(f"=INDEX(指标_名称,{number})",),
        number=True,
    )


RESULT = Table(
    "得分",
    (
        *PEOPLE.repeated("得分"),
        *(_score(number) for number in range(1, INDICATORS + 1)),
        Column("指标得分", "得分_指标", 10, IN_POINTS, array="KPI_RATERS(得分_各项,指标_权重)", number=True),
        Column("评分得分", "得分_评分", 10, IN_POINTS, array="KPI_RATERS(客服_两评,评分人_权重)", number=True),
        Column(
            "月度得分",
            "得分_月度",
            10,
            ANSWER,
            cell=f'IF({CORRECTED}="",IF(LEN({{合成}})=0,"",{{合成}}),VALUE({CORRECTED}))',
            number=True,
            needed="appraised",
        ),
        Column("排名", "得分_排名", 7, IN_COUNTS, array="KPI_RANK(得分_月度)", number=True),
        Column(
            "首末奖惩",
            "得分_奖惩",
            10,
            IN_YUAN,
            array="KPI_AWARD(得分_月度,参数_首名,参数_末名)",
            number=True,
            pay=True,
        ),
        Column(
            "改进计划",
            "得分_改进",
            10,
            array='IF(KPI_BOTTOM(得分_月度,参数_改进人数)=TRUE,"须提交","")',
            doubt='{}="须提交"',
        ),
        Column(
            "店长评（校正）",
            "得分_校正",
            10,
            ("note", "center", "points"),
            cell=f'IF(ISNUMBER({MANAGER}),ROUND(MAX(0,MIN(参数_满分,{MANAGER}-{STRICTNESS})),2),"")',
            number=True,
        ),
        Column("目标", "得分_目标", 9, ("note",), cell=TARGET, span=INDICATORS, hidden=True),
        Column(
            "合成",
            "得分_合成",
            10,
            ("note", "points"),
            array=f'IF({EXCUSED},"",KPI_RATERS(得分_两项,合成_权重,MIN(合成_权重)=0))',
            number=True,
            hidden=True,
        ),
    ),
    STAFF,
    12,
    key="工号",
    spans=(("得分_各项", "得分1", f"得分{INDICATORS}"), ("得分_两项", "指标得分", "评分得分")),
    roster=True,
)

CONDUCT = Table(
    "德勤能绩",
    (
        *PEOPLE.repeated("德勤"),
        Column(
            "评分",
            "德勤_评分",
            9,
            IN_POINTS,
            rule=validation.score(FULL_MARK, title="德勤能绩"),
            needed="begun",
            span=4,
            heads=("=INDEX(维度_名称,{+})",),
        ),
        Column("综合", "德勤_综合", 10, ANSWER, array="KPI_RATERS(德勤_评分,维度_权重)", number=True),
        Column("评语", "德勤_评语", 26, REMARK),
        Column("自我评价", "德勤_自我评价", 44, REMARK),
    ),
    STAFF,
    12,
    key="工号",
    roster=True,
    row_height=24,
)

TOLD = told(
    PEOPLE,
    (
        Column("月度得分", "", 10, IN_POINTS, cell=row_of("得分_月度")),
        Column("排名", "", 8, IN_COUNTS, cell=row_of("得分_排名")),
        Column("改进计划", "", 9, SHORT, cell=row_of("得分_改进")),
    ),
    STAFF,
)

PLANS = Table(
    "改进计划",
    (
        Column("序号", "", 5, IN_COUNTS),
        Column(
            "工号",
            "改进_工号",
            10,
            ("center", "shrink", "plain_text"),
            rule=validation.known("客服_工号", "名单中的工号。", offered=False),
            needed="row",
            unique=True,
            doubt='AND({}<>"",COUNTIF(客服_工号,{})=0)',
        ),
        Column(
            "姓名",
            "改进_姓名",
            10,
            cell='IF({工号}="","",IFERROR(INDEX(客服_姓名,MATCH({工号},客服_工号,0)),"不在名单"))',
        ),
        Column("通知日期", "改进_通知日期", 15, A_DAY, rule=validation.day(after=validation.PERIOD_END)),
        Column("提交期限", "改进_期限", 15, A_DAY, cell='IF({通知日期}="","",{通知日期}+参数_改进天数)', number=True),
        Column("提交日期", "改进_提交日期", 15, A_DAY, rule=validation.day(after="改进_通知日期")),
        Column(
            "情况",
            "改进_情况",
            10,
            cell='IF({通知日期}="","",IF({提交日期}="","待提交",IF(INT({提交日期})>{提交期限},"逾期","按期")))',
            doubt='OR({}="逾期",{}="待提交")',
        ),
        Column("改进要点", "改进_要点", 50, TEXT),
    ),
    8,
    8,
    key="工号",
)

LACKING = 'SUMPRODUCT((得分_改进="须提交")*(COUNTIFS(改进_工号,得分_工号,改进_提交日期,">0")=0))'
PLAN_STATE = Fields(
    (
        Field("改进_应交", "应提交人数", 0, 1, 1, IN_COUNTS, formula='COUNTIF(得分_改进,"须提交")', label_span=1),
        Field("改进_未交", "尚未提交", 0, 3, 1, IN_COUNTS, formula=LACKING, label_span=1),
    )
)
