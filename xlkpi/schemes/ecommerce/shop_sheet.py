"""电商客服考核表: indicators with their directions, two raters, ranking, awards, improvement plans, performance pay."""

from __future__ import annotations

from xlkpi.drawing import validation
from xlkpi.drawing.kind import Kind
from xlkpi.drawing.spec import Column, Field, Fields, Note, PageSpec, Section, Table
from xlkpi.drawing.validation import FULL_MARK
from xlkpi.macros.vba import ADD, CHECK, EXPLAIN, FINALIZE, RECOMPUTE, REMOVE, SIGN, SORT
from xlkpi.schemes import eligibility_columns
from xlkpi.schemes.appeal_checks import check_appeals, check_told, late_answers
from xlkpi.schemes.appeal_registers import appeals, appeals_page, told_page
from xlkpi.schemes.column_looks import IN_MONTHS, IN_POINTS, PLAIN, SHORT
from xlkpi.schemes.ecommerce.shop_checks import outside_guide, short_commission, wrong_plans
from xlkpi.schemes.ecommerce.shop_library import LIBRARY_PAGE, posts_unmatched
from xlkpi.schemes.ecommerce.shop_numbers import INDICATORS, SHOP_NUMBERS
from xlkpi.schemes.ecommerce.shop_pay import PAY, SHOP
from xlkpi.schemes.ecommerce.shop_results import CONDUCT, PEOPLE, PLAN_STATE, PLANS, RESULT, STAFF, TOLD
from xlkpi.schemes.sign_off import prepared_by, prepared_on, sign_off_page

RATE = ("attendance",)

HEAD = Fields(
    (
        Field("公司", "公司", 0, 0, 2, label_span=2),
        Field("考核月份", "考核月份", 0, 5, 2, IN_MONTHS, validation.month()),
        eligibility_columns.working_days(0, 8),
        prepared_by(10, 2),
        prepared_on(13, 3),
    )
)

ACTUAL = Table(
    "客服",
    (
        *PEOPLE.typed(),
        Column(
            "店铺", "客服_店铺", 13, SHORT, rule=validation.known("店铺_名称", "在「工资」页填写店铺。"), needed="row"
        ),
        Column("岗位", "客服_岗位", 10, SHORT),
        *eligibility_columns.facts("客服"),
        Column(
            "实际",
            "客服_实际",
            11,
            PLAIN,
            rule=validation.amount("比率填百分数，如 98%。", 0, 1_000_000, title="实际完成"),
            span=INDICATORS,
            heads=tuple(f"=INDEX(指标_名称,{n})" for n in range(1, INDICATORS + 1)),
            each=((), RATE, (), RATE, RATE, (), RATE),
            against="指标",
        ),
        Column("自评", "客服_自评", 9, IN_POINTS, rule=validation.score(FULL_MARK)),
        Column("店长评", "客服_店长评", 9, IN_POINTS, rule=validation.score(FULL_MARK, title="店长评分")),
        eligibility_columns.decided("客服"),
    ),
    STAFF,
    12,
    key="工号",
    spans=(("客服_两评", "自评", "店长评"),),
    raters=("自评", "店长评"),
    roster=True,
)


SIGNING = {"制表人": "草稿", "店长": "已提交", "客户服务部经理": "经理已审", "人力资源部": "已反馈"}
"""店长 rate their staff, and 客户服务部经理 answers for a fair appraisal; both are printed."""

PAGES = (
    PageSpec(
        "月度考核",
        "电商客服考核表",
        (
            HEAD,
            Note(
                "只考核转正的正式员工：填用工状态、转正日期与请假天数，是否参评由此得出。填写各项指标的实际完成与两位评分人的评分；"
                "指标、方向、目标值和权重在「参数」中设定。",
                32,
            ),
            ACTUAL,
        ),
        signers=("店长",),
    ),
    PageSpec(
        "得分与排名",
        "电商客服得分与排名",
        (
            Note(
                "各项得分：越高越好=满分×实际÷目标，越低越好=满分×（2－实际÷目标），0～满分。第一名奖、最后一名从提成中扣（同分者相同）；"
                "末位者（含同分）自通知起在期限内提交改进计划。店长评（校正）=店长评－（本店平均－各店平均），供总部看评分宽严，不计入得分。",
                32,
            ),
            RESULT,
        ),
        signers=("审核",),
    ),
    PageSpec(
        "德勤能绩",
        "德勤能绩与自我评价",
        (Note("四项评分按权重合成，与月度得分并列，不计入月度得分；本人在右侧写自我评价。", 20), CONDUCT),
        signers=("店长",),
    ),
    PageSpec("改进计划", "末位改进计划", (PLAN_STATE, PLANS), signers=("人力资源部",), one_sheet=True),
    PageSpec(
        "绩效工资",
        "绩效工资",
        (
            Note(
                "绩效工资=岗位工资×占比×个人系数×店铺得分÷各店铺平均得分。占比与各层级的指导比例见「参数」，"
                "不符时标出，由公司决定。最后一名从提成中扣，扣完为止。合计=绩效工资＋提成实发＋第一名奖励＋项目奖金。",
                32,
            ),
            PAY,
        ),
        signers=("审批",),
    ),
    PageSpec(
        "店铺", "店铺得分", (Section("店铺得分由公司评定，用于绩效工资"), SHOP), "", portrait=True, one_sheet=True
    ),
    LIBRARY_PAGE,
    sign_off_page(SIGNING, "公司"),
    told_page(TOLD),
    appeals_page(appeals(PEOPLE, validation.score(FULL_MARK, title="更正得分"))),
)

SHOP_KIND = Kind(
    "shop",
    "电商客服考核表",
    "ecommerce",
    PAGES,
    (CHECK, RECOMPUTE, EXPLAIN, SORT, ADD, REMOVE, SIGN, FINALIZE),
    SHOP_NUMBERS,
    words=("电商", "电商客服"),
    en="e-commerce staff",
    owner="公司",
    stays=(
        "公司",
        "客服_工号",
        "客服_姓名",
        "客服_店铺",
        "客服_岗位",
        "客服_状态",
        "客服_转正日期",
        "工资_层级",
        "工资_岗位",
        "工资_占比",
        "工资_系数",
        "店铺_名称",
        "指标库_岗位",
        "指标库_指标",
        "指标库_标准",
        "指标库_目标",
        "指标库_备注",
        "节假日",
        "调休上班日",
    ),
    people={
        "id": "客服_工号",
        "name": "客服_姓名",
        "department": "客服_店铺",
        "post": "客服_岗位",
        "total": "得分_月度",
        "rank": "得分_排名",
        "coefficient": "工资_系数",
        "base": "工资_岗位",
        "pay": "工资_绩效",
        "paid": "工资_合计",
        "why": "得分_改进",
        "eligible": "客服_参评",
    },
    checks=(check_told, check_appeals, posts_unmatched),
    results=(
        eligibility_columns.undecided,
        eligibility_columns.not_yet_regular,
        eligibility_columns.no_leave_allowed,
        short_commission,
        outside_guide,
        wrong_plans,
        late_answers,
    ),
)
