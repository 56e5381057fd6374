"""投标激励表: the bids of a year month by month, void rate, bonus pool by tiers, part of each person."""

from __future__ import annotations

from xlkpi.drawing import validation
from xlkpi.drawing.kind import Kind
from xlkpi.drawing.spec import (
    Column,
    Field,
    Fields,
    Note,
    PageSpec,
    Section,
    Table,
)
from xlkpi.macros.vba import CHECK, RECOMPUTE
from xlkpi.schemes.call_centre.call_numbers import BID_NUMBERS

MONTHS = tuple(f"{month}月" for month in range(1, 13))
COUNT = validation.amount("次数", "当月次数。", 0, 100_000)
TIER = 'IF(ISNUMBER({中标额}),IF({中标额}>参数_起点,INDEX(分档_名称,COUNTIF(分档_下限,"<"&{中标额})),"不计提"),"")'
HEADS = 'IF({人数}="",参数_人数,{人数})'

HEAD = Fields(
    (
        Field("部门", "部门", 0, 0, 2, label_span=1),
        Field("年度", "年度", 0, 3, 1, ("center", "count"), validation.amount("年度", "如 2024。", 2000, 2099)),
        Field("制表人", "制表人", 0, 5, 1),
        Field("制表日期", "制表日期", 0, 7, 2, ("center", "day"), validation.day("制表日期")),
    )
)

BID = Table(
    "投标",
    (
        Column("月份", "投标_月份", 8, values=MONTHS),
        Column("投标次数", "投标_次数", 10, ("center", "count"), rule=COUNT, wrong="ISTEXT({})"),
        Column("废标次数", "投标_废标", 10, ("center", "count"), rule=COUNT, wrong="ISTEXT({})"),
        Column(
            "废标率", "投标_废标率", 10, ("center", "attendance"), array="KPI_RATE(投标_废标,投标_次数)", number=True
        ),
        Column(
            "中标额",
            "投标_中标额",
            14,
            ("right", "amount"),
            rule=validation.amount("中标额", "当月中标额，单位万元。", 0, 10_000_000),
            wrong="ISTEXT({})",
        ),
        Column("档次", "投标_档次", 11, cell=TIER),
        Column(
            "奖金（元）",
            "投标_奖金",
            15,
            ("answer", "right", "money"),
            array="KPI_BID(投标_中标额,分档_下限,分档_费率,参数_起点,参数_计提方式)",
            number=True,
            pay=True,
        ),
        Column(
            "人数",
            "投标_人数",
            9,
            ("center", "count"),
            rule=validation.amount("人数", "空着按「参数」的人数。", 1, 100_000),
        ),
        Column(
            "人均（元）",
            "投标_人均",
            13,
            ("answer", "right", "money"),
            cell=f'IF(ISNUMBER({{奖金（元）}}),ROUND({{奖金（元）}}/{HEADS},2),"")',
            number=True,
            pay=True,
        ),
        Column("备注", "投标_备注", 30, ("left", "wrap")),
    ),
    12,
    12,
    key="月份",
)

TOTAL = Table(
    "合计",
    (
        Column("合计", "合计_标题", 8, cell='"全年"'),
        Column("投标次数", "合计_次数", 10, ("center", "count"), cell='IF(COUNT(投标_次数)=0,"",SUM(投标_次数))'),
        Column("废标次数", "合计_废标", 10, ("center", "count"), cell='IF(COUNT(投标_废标)=0,"",SUM(投标_废标))'),
        Column(
            "废标率",
            "合计_废标率",
            10,
            ("center", "attendance"),
            cell='IF(N({投标次数})=0,"",N({废标次数})/{投标次数})',
        ),
        Column("中标额", "合计_中标额", 14, ("right", "amount"), cell='IF(COUNT(投标_中标额)=0,"",SUM(投标_中标额))'),
        Column("档次", "", 11, cell='""'),
        Column("奖金", "合计_奖金", 15, ("answer", "right", "money"), cell='IF(COUNT(投标_奖金)=0,"",SUM(投标_奖金))'),
        Column("人数", "", 9, cell='""'),
        Column("人均", "合计_人均", 13, ("answer", "right", "money"), cell='IF(COUNT(投标_人均)=0,"",SUM(投标_人均))'),
        Column("备注", "", 30, cell='""'),
    ),
    1,
    1,
    key="合计",
)

PAGES = (
    PageSpec(
        "投标激励",
        "投标激励表",
        (
            HEAD,
            Section("一、按月计提（中标额单位：万元）"),
            BID,
            Section("二、全年"),
            TOTAL,
            Note(
                "废标率=废标次数÷投标次数。奖金按当月中标额所在档次的费率全额计提（另有分段读法，见「参数」）；各档上限归本档，"
                "10000万元属第四档。原文另印有起点4500万元，与第一档矛盾，默认起点为0，可在「参数」修改。"
            ),
        ),
        "制表：＿＿＿＿＿＿　　审核：＿＿＿＿＿＿",
        one_sheet=True,
    ),
)

BIDS_KIND = Kind(
    "bids",
    "投标激励表",
    "call_centre",
    PAGES,
    frozenset({"投标_中标额", "投标_奖金", "分档_下限"}),
    (CHECK, RECOMPUTE),
    BID_NUMBERS,
    words=("投标", "投标激励"),
    en="bid incentives",
    shown=(
        "投标_月份",
        "投标_次数",
        "投标_废标率",
        "投标_中标额",
        "投标_档次",
        "投标_奖金",
        "投标_人均",
    ),
)
