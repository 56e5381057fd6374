"""电商客服考核表: indicators with their directions, two raters, ranking, awards, improvement plans, performance pay."""

from __future__ import annotations

from xlkpi.drawing import validation
from xlkpi.drawing.kind import Kind
from xlkpi.drawing.layout import YES_NO
from xlkpi.drawing.spec import (
    Column,
    Field,
    Fields,
    Note,
    PageSpec,
    Section,
    Table,
)
from xlkpi.drawing.validation import FULL_MARK
from xlkpi.macros.vba import CHECK, EXPLAIN, RECOMPUTE
from xlkpi.schemes.ecommerce.shop_numbers import INDICATORS, SHOP_NUMBERS
from xlkpi.schemes.ecommerce.shop_pay import PAY, SHOP
from xlkpi.schemes.ecommerce.shop_results import PLAN_STATE, PLANS, RESULT, STAFF

RATE = ("attendance",)

HEAD = Fields(
    (
        Field("公司", "公司", 0, 0, 2, label_span=2),
        Field("考核月份", "考核月份", 0, 5, 2, ("center", "month"), validation.month()),
        Field("制表人", "制表人", 0, 8, 2),
        Field("制表日期", "制表日期", 0, 11, 2, ("center", "day"), validation.day("制表日期")),
    )
)

ACTUAL = Table(
    "客服",
    (
        Column("序号", "", 5, ("center", "count")),
        Column(
            "工号",
            "客服_工号",
            9,
            ("center", "shrink", "plain_text"),
            rule=validation.words("工号", "工号不能重复。"),
            wrong='AND({}<>"",COUNTIF(客服_工号,{})>1)',
            needed="row",
            unique=True,
        ),
        Column("姓名", "客服_姓名", 9, ("center", "shrink"), needed="row"),
        Column(
            "店铺",
            "客服_店铺",
            13,
            ("center", "shrink"),
            rule=validation.known("店铺", "店铺_名称", "在「工资」页填写店铺。"),
            needed="row",
        ),
        Column("参评", "客服_参评", 7, rule=validation.choice("参评", YES_NO, "试用期未转正的选“否”；空着视为参评。")),
        Column(
            "实际",
            "客服_实际",
            11,
            ("center", "plain"),
            rule=validation.amount("实际完成", "比率填百分数，如 98%。", 0, 1_000_000),
            span=INDICATORS,
            heads=tuple(f"=INDEX(指标_名称,{n})" for n in range(1, INDICATORS + 1)),
            each=((), RATE, (), RATE, RATE, (), RATE),
            wrong="ISTEXT({})",
        ),
        Column(
            "自评", "客服_自评", 9, ("center", "points"), rule=validation.score("自评", FULL_MARK), wrong="ISTEXT({})"
        ),
        Column(
            "店长评",
            "客服_店长评",
            9,
            ("center", "points"),
            rule=validation.score("店长评分", FULL_MARK),
            wrong="ISTEXT({})",
        ),
    ),
    STAFF,
    12,
    key="工号",
    spans=(("客服_两评", "自评", "店长评"),),
    roster=True,
)


PAGES = (
    PageSpec(
        "月度考核",
        "电商客服考核表",
        (
            HEAD,
            Note("填写各项指标的实际完成与两位评分人的评分；指标、方向、目标值和权重在「参数」中设定。", 20),
            ACTUAL,
        ),
        "店长：＿＿＿＿＿＿",
    ),
    PageSpec(
        "得分与排名",
        "电商客服得分与排名",
        (
            Note(
                "各项得分：越高越好=100×实际÷目标，越低越好=100×（2－实际÷目标），0～100分。第一名奖、最后一名扣（同分者相同）；"
                "最后两名（含同分）自通知起一周内提交改进计划。",
                20,
            ),
            RESULT,
        ),
        "审核：＿＿＿＿＿＿",
    ),
    PageSpec("改进计划", "末位改进计划", (PLAN_STATE, PLANS), "人力资源部：＿＿＿＿＿＿", one_sheet=True),
    PageSpec(
        "绩效工资",
        "绩效工资",
        (
            Note(
                "绩效工资=岗位工资×占比×个人系数×店铺得分÷各店铺平均得分。占比按原文公式取30%；原文另印指导比例"
                "（员工20%、中层30%～40%、高层40%～60%），采用的占比与指导比例不符时标出，由公司决定。",
                32,
            ),
            PAY,
        ),
        "审批：＿＿＿＿＿＿",
    ),
    PageSpec(
        "店铺",
        "店铺得分",
        (Section("店铺得分由公司评定，用于绩效工资"), SHOP),
        "",
        portrait=True,
        one_sheet=True,
    ),
)

SHOP_KIND = Kind(
    "shop",
    "电商客服考核表",
    "ecommerce",
    PAGES,
    frozenset({"客服_实际", "得分_月度", "工资_绩效"}),
    (CHECK, RECOMPUTE, EXPLAIN),
    SHOP_NUMBERS,
    words=("电商", "电商客服"),
    en="e-commerce staff",
    people={
        "id": "客服_工号",
        "name": "客服_姓名",
        "department": "客服_店铺",
        "total": "得分_月度",
        "rank": "得分_排名",
        "pay": "工资_绩效",
        "why": "得分_改进",
        "eligible": "客服_参评",
    },
)
