"""话务绩效表 as data: peers' ratings, units and cadres."""

from __future__ import annotations

from xlkpi.drawing import validation
from xlkpi.drawing.spec import Column, Table
from xlkpi.drawing.validation import FULL_MARK

UNITS = 6
CADRES = 10
PEERS = 16

PEER = Table(
    "优秀员工互评",
    (
        Column("序号", "", 5, ("center", "count")),
        Column("姓名", "互评_姓名", 10, ("center", "shrink")),
        Column(
            "评分",
            "互评_评分",
            7,
            ("center", "plain"),
            rule=validation.score("互评评分", FULL_MARK),
            span=PEERS,
            heads=tuple(f'=IF(INDEX(互评_姓名,{n})="","",INDEX(互评_姓名,{n}))' for n in range(1, PEERS + 1)),
            wrong="ISTEXT({})",
        ),
        Column(
            "互评得分",
            "互评_得分",
            10,
            ("answer", "center", "points"),
            array="KPI_PEERS(互评_评分,互评项_权重)",
            number=True,
        ),
        Column("排名", "互评_排名", 7, ("center", "count"), array="KPI_RANK(互评_得分)", number=True),
    ),
    PEERS,
    PEERS,
    key="姓名",
)

UNIT = Table(
    "单位",
    (
        Column("序号", "", 5, ("center", "count")),
        Column("单位", "单位_名称", 18, ("center", "shrink"), unique=True),
        Column(
            "组织得分",
            "单位_得分",
            12,
            ("center", "points"),
            rule=validation.score("组织得分", FULL_MARK),
            wrong="ISTEXT({})",
        ),
        Column(
            "单位等级",
            "单位_等级",
            12,
            ("answer", "center"),
            array="KPI_LEVEL(单位_得分,等级_最低分,等级_名称)",
            levels="等级_名称",
        ),
        Column(
            "系数",
            "单位_系数",
            10,
            ("center", "factor"),
            array="KPI_COEF(单位_等级,等级_名称,等级_系数)",
            number=True,
            follows="单位_等级",
        ),
        Column(
            "参评人数",
            "单位_人数",
            10,
            ("center", "count"),
            cell='IF({单位}="","",COUNTIFS(坐席_单位,{单位},坐席_参评,"是"))',
        ),
        Column(
            "平均分",
            "单位_平均",
            12,
            ("center", "points"),
            cell='IF({单位}="","",IFERROR(ROUND(AVERAGEIFS(坐席_指标得分,坐席_单位,{单位},坐席_参评,"是"),2),""))',
        ),
    ),
    UNITS,
    UNITS,
    key="单位",
)

CADRE = Table(
    "干部",
    (
        Column("序号", "", 5, ("center", "count")),
        Column("姓名", "干部_姓名", 18, ("center", "shrink")),
        Column("岗位", "干部_岗位", 12, ("center", "shrink")),
        Column(
            "绩效",
            "干部_绩效",
            12,
            ("center", "points"),
            rule=validation.score("绩效", FULL_MARK),
            needed="begun",
            wrong="ISTEXT({})",
        ),
        Column(
            "能力",
            "干部_能力",
            10,
            ("center", "points"),
            rule=validation.score("能力", FULL_MARK),
            needed="begun",
            wrong="ISTEXT({})",
        ),
        Column(
            "综合得分",
            "干部_综合",
            10,
            ("answer", "center", "points"),
            array="KPI_RATERS(干部_两项,干部项_权重)",
            number=True,
        ),
        Column("排名", "干部_排名", 12, ("center", "count"), array="KPI_RANK(干部_综合)", number=True),
    ),
    CADRES,
    CADRES,
    key="姓名",
    spans=(("干部_两项", "绩效", "能力"),),
)
