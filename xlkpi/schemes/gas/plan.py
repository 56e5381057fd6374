"""双周滚动计划: last period's results and this period's work, followed, spot-checked and scored by two raters."""

from __future__ import annotations

from xlkpi.drawing import validation
from xlkpi.drawing.kind import Kind, Listing
from xlkpi.drawing.paper import SIGN_HEIGHT
from xlkpi.drawing.spec import Column, Field, Fields, Note, PageSpec, Section, Table
from xlkpi.macros.vba import CHECK, FINALIZE, RECOMPUTE
from xlkpi.schemes.column_looks import A_DAY, IN_COUNTS, IN_MONTHS, IN_POINTS, PLAIN, TEXT
from xlkpi.schemes.gas.gas_checks import PLAN_CHECKS, PLAN_RESULTS
from xlkpi.schemes.gas.gas_data import PLAN_LINES, PLANS
from xlkpi.schemes.gas.gas_numbers import FULL, FULL_RULE, FULL_SETTING
from xlkpi.schemes.gas.plan_states import DONE, PROGRESS
from xlkpi.schemes.gas.rolling import ROLL_OVER

LAST, NOW = 12, 10
"""Rows for last period's lines, which may hold carried ones besides, and for this period's."""
HEADING = ("bare", "head", "grid")
MARK = ("是",)
LAST_DAY = validation.day(after="起始日期", near=True)

HEAD = Fields(
    (
        Field("考核月份", "考核月份", 0, 1, 1, IN_MONTHS, validation.month(), above=True),
        Field("分公司", "分公司", 0, 2, above=True),
        Field("部门", "部门", 0, 3, rule=validation.words("一个分公司只有一个部门时，填分公司名称。"), above=True),
        Field("主管", "主管", 0, 4, above=True),
        Field("起始日期", "起始日期", 0, 5, 1, A_DAY, validation.day(near=True), above=True),
        Field("截止日期", "截止日期", 0, 6, 1, A_DAY, LAST_DAY, above=True),
        Field("计划名称", "计划名称", 0, 7, rule=validation.words("如 第1期双周计划。"), above=True),
    ),
    heights=(18, 22),
    gap=4,
)


def _tasks(part: str) -> tuple[Column, ...]:
    """What a line of either half says of its task."""
    return (
        Column("序号", f"{part}_序号", 5, ("label", "count"), fixed=True),
        Column("事项", f"{part}_事项", 27, TEXT, unique=True),  # by its words it is found again in the next plan
        Column("目标", f"{part}_目标", 27, TEXT),
        Column("责任人", f"{part}_责任人", 16, ("center", "wrap")),
        Column("完成时限", f"{part}_时限", 16, A_DAY, rule=validation.day(near=True)),
    )


LAST_PERIOD = Table(
    "上期结果",
    (
        *_tasks("上期"),
        Column(
            "完成情况",
            "上期_完成情况",
            16,
            rule=validation.choice(PROGRESS, "没有完成的，请写明原因，并列入本期安排。"),
            doubt=f'AND({{}}<>"",{{}}<>"{DONE}")',
            needed="others",
        ),
        Column("未完成原因", "上期_原因", 16, TEXT),
        Column("督办", "上期_督办", 24, rule=validation.choice(MARK, "客户服务部督办的重点工作填“是”，办结为止。")),
    ),
    LAST,
    LAST,
    key="事项",
    row_height=22,
    head_height=20,
)
UNFINISHED = f'SUMPRODUCT((上期_事项={{事项}})*(上期_完成情况<>"")*(上期_完成情况<>"{DONE}"))>0'

THIS_PERIOD = Table(
    "本期安排",
    (
        *_tasks("本期"),
        Column("重点", "本期_重点", 16, rule=validation.choice(MARK, "本期的重点工作填“是”。")),
        Column("结转", "本期_结转", 16, cell=f'IF({{事项}}="","",IF({UNFINISHED},"上期结转",""))'),
        Column("督办", "本期_督办", 24, rule=validation.choice(MARK, "客户服务部督办的重点工作填“是”，办结为止。")),
    ),
    NOW,
    NOW,
    key="事项",
    row_height=22,
    head_height=20,
)

PLAN_PAGE = PageSpec(
    "双周滚动计划",
    "客服主管双周滚动计划",
    (
        HEAD,
        Section("一、上期结果"),
        LAST_PERIOD,
        Section("二、本期安排"),
        THIS_PERIOD,
        Note(
            "填写说明：浅黄色格填写，灰色格自动计算。上期没有完成的事项应列入本期安排（标为“上期结转”）；"
            "客户服务部督办的事项在「督办」填“是”，滚动到下一期，直到完成。",
            24,
            looks=("note", "wrap"),
        ),
    ),
    signers=("主管填报", "日期"),
    widths=(5, 27, 27, 14, 16, 14, 26, 14),
    one_sheet=True,
    frozen_rows=5,
)

FOLLOWED = Table(
    "督办与抽查",
    (
        Column("序号", "", 5, ("label", "count")),
        Column("上期事项", "", 34, TEXT, cell='IF(INDEX(上期_事项,{#})="","",INDEX(上期_事项,{#}))'),
        Column("完成情况", "", 12, cell='IF(INDEX(上期_完成情况,{#})="","",INDEX(上期_完成情况,{#}))'),
        Column("督办", "", 9, cell='IF(INDEX(上期_督办,{#})="是","督办","")'),
        Column("督办情况", "督办_情况", 30, TEXT, doubt=f'AND({{督办}}="督办",{{完成情况}}<>"{DONE}",{{}}="")'),
        Column("抽查", "", 9, cell='IF({抽中}=TRUE,"抽查","")'),
        Column("抽查发现", "抽查_发现", 30, TEXT, doubt='AND({抽查}="抽查",{}="")'),
        Column(
            "抽中",
            "抽查_抽中",
            8,
            ("note", "center"),
            array="KPI_DRAW(上期_事项,抽查_项数,抽查_批次)",
            number=True,
            hidden=True,
        ),
    ),
    LAST,
    LAST,
    key="上期事项",
    row_height=22,
    head_height=20,
)

DRAW = Fields(
    (
        Field("督办人", "督办人", 0, 0, 2, label_span=2),
        Field(
            "抽查_项数",
            "抽查项数（从上期事项中随机抽取）",
            0,
            4,
            2,
            IN_COUNTS,
            validation.count("从上期事项中随机抽查几项。", 0, LAST, title="抽查项数"),
        ),
        Field(
            "抽查_批次",
            "抽查批次",
            1,
            0,
            2,
            ("center", "plain_text"),
            validation.words("如抽查日期；同一批次抽到的总是同样的事项。"),
            label_span=2,
        ),
    ),
    heights=(28,),
    gap=0,
)


def _rater(line: int, label: str, rater: str) -> tuple[Field, ...]:
    """What one rater fills in: the score, the remark, the signature."""
    score = f"{rater}评分"
    rule = validation.score(FULL, title=score)
    return (
        Field(score, label, line, 0, 2, IN_POINTS, rule, label_span=2),
        Field(f"{rater}评语", "", line, 4, 2, TEXT),
        Field(f"{rater}签名", "", line, 6),
    )


MEAN = 'IF(AND(ISNUMBER(主管经理评分),ISNUMBER(客户服务部评分)),(主管经理评分+客户服务部评分)/2,"")'
TRUE_RESULTS, SOUND_PLAN = "上期结果属实（主管经理签字、日期）", "本期安排合理（主管经理签字、日期）"

SCORES = Fields(
    (
        Field("主管小结", "主管小结", 0, 0, 3, TEXT, label_span=2),
        Field("主管签名", "主管签字、日期", 0, 5),
        Field("属实_签名", TRUE_RESULTS, 1, 0, 2, label_span=2),
        Field("合理_签名", SOUND_PLAN, 1, 4, 2),
        Field("", "", 2, 0, 2, HEADING, value="评分方"),
        Field("", "", 2, 2, 2, HEADING, formula=f'"评分（0～"&{FULL}&"）"'),
        Field("", "", 2, 4, 2, HEADING, value="评语"),
        Field("", "", 2, 6, 1, HEADING, value="签字、日期"),
        *_rater(3, "分公司主管经理", "主管经理"),
        *_rater(4, "总公司客户服务部", "客户服务部"),
        Field(
            "计划得分",
            "计划得分（两方平均）",
            5,
            0,
            2,
            ("answer", "strong", "center", "mean"),
            formula=MEAN,
            label_span=2,
            number=True,
        ),
        Field(FULL, FULL, 5, 4, 1, PLAIN, FULL_RULE, value=100.0, setting=FULL_SETTING, needed="row"),
    ),
    heights=(SIGN_HEIGHT, SIGN_HEIGHT, 20, SIGN_HEIGHT, SIGN_HEIGHT, 28),
    gap=0,
)

SCORE_PAGE = PageSpec(
    "督办与评分",
    "双周滚动计划督办、抽查与评分",
    (
        Fields(
            (
                Field("", "计划", 0, 0, 1, formula='IF(计划名称="","",计划名称)'),
                Field("", "部门", 0, 2, 2, formula='IF(部门="","",部门)'),
                Field("", "主管", 0, 5, 1, formula='IF(主管="","",主管)'),
            ),
            gap=4,
        ),
        Section("一、督办与抽查（总公司客户服务部）"),
        DRAW,
        FOLLOWED,
        Section("二、审核与评分"),
        SCORES,
        Note(
            "主管经理对上期结果的真实性、本期安排的合理性负责，并与总公司客户服务部分别评分；计划得分为两方评分的平均，"
            "任何一方未评分时空着。主管当月得分在附件3中按「参数」的合成方式计算。",
            24,
            looks=("note", "wrap"),
        ),
    ),
    "主管经理与总公司客户服务部分别评分、签字。",
    one_sheet=True,
    widths=(6, 34, 12, 10, 30, 10, 30),
    frozen_rows=4,
)

PLAN = Kind(
    "plan",
    "双周滚动计划",
    "gas",
    (PLAN_PAGE, SCORE_PAGE),
    (CHECK, RECOMPUTE, FINALIZE),
    en="a supervisor's two-week plan",
    owner="分公司",
    recheck=("计划名称",),
    units={"name": "部门", "supervisor": "主管", "score": "计划得分"},
    checks=PLAN_CHECKS,
    results=PLAN_RESULTS,
    sources=(PLANS, PLAN_LINES),
    start=ROLL_OVER,
    listings=(
        Listing(
            "双周计划",
            (
                ("部门", "部门"),
                ("主管", "主管"),
                ("计划", "计划名称"),
                ("事项", "上期_事项"),
                ("责任人", "上期_责任人"),
                ("完成时限", "上期_时限"),
                ("完成情况", "上期_完成情况"),
                ("未完成原因", "上期_原因"),
                ("督办", "上期_督办"),
                ("督办情况", "督办_情况"),
                ("主管经理评分", "主管经理评分"),
                ("客户服务部评分", "客户服务部评分"),
            ),
            "事项",
            marked="督办",
            drawn=True,
        ),
        Listing(
            "本期安排",
            (
                ("部门", "部门"),
                ("主管", "主管"),
                ("计划", "计划名称"),
                ("事项", "本期_事项"),
                ("目标", "本期_目标"),
                ("责任人", "本期_责任人"),
                ("完成时限", "本期_时限"),
                ("重点", "本期_重点"),
                ("结转", "本期_结转"),
                ("督办", "本期_督办"),
            ),
            "事项",
        ),
    ),
    stays=("分公司", "部门", "主管", "满分"),
    raters=(("主管经理评分", "客户服务部评分"),),
)
