"""话务绩效表 as data: agents with volume, quality and daily management, levels, everybody's ratings of everybody."""

from __future__ import annotations

from xlkpi.drawing import validation
from xlkpi.drawing.spec import Column, Table
from xlkpi.drawing.validation import FULL_MARK
from xlkpi.schemes import eligibility_columns
from xlkpi.schemes.adjustments import adjust_columns, adjustments, final_levels
from xlkpi.schemes.appeal_registers import corrected_by_appeal
from xlkpi.schemes.column_looks import ANSWER, IN_COUNTS, IN_FACTORS, IN_POINTS, IN_SHARES, PLAIN, REMARK, SHORT
from xlkpi.schemes.people_columns import People

AGENTS = 60
PEOPLE = People("坐席_工号", "坐席_姓名")
CALLS = validation.count("当月通数。", 0, 1_000_000, title="话务量")
SAME_PEOPLE = "坐席_指标得分,坐席_单位等级,坐席_单位,名额比例,坐席_资格,,参数_取整,参数_同分"
UNIT_LEVEL = 'IF({单位}="","",IFERROR(INDEX(单位_等级,MATCH({单位},单位_名称,0)),"没有此单位"))'
CORRECTED = corrected_by_appeal("更正得分")
LEVELS = validation.known("等级_代码", "不按算出的等级时填写，并写明原因和批准人。")
CHANGED = '"；调整为"&坐席_最终等级&"（"&坐席_批准人&"批准）"'
WHY = f'KPI_WHY({SAME_PEOPLE})&IF(坐席_最终等级&""=坐席_等级&"","",{CHANGED})'

AGENT = Table(
    "坐席",
    (
        *PEOPLE.typed(8),
        Column(
            "单位",
            "坐席_单位",
            11,
            SHORT,
            rule=validation.known("单位_名称", "在「组织绩效」中填写单位。"),
            needed="row",
        ),
        Column("岗位", "坐席_岗位", 10, SHORT),
        *eligibility_columns.facts("坐席"),
        Column("话务量", "坐席_话务量", 8, PLAIN, rule=CALLS),
        Column("投诉话务", "坐席_投诉", 7, PLAIN, rule=CALLS, needed="others", at_most="坐席_话务量"),
        Column(
            "话务指数",
            "坐席_指数",
            8,
            IN_SHARES,
            array="KPI_VOLUME(坐席_话务量,坐席_投诉,参数_单位量,参数_话务方式)",
            number=True,
        ),
        Column(
            "话务得分",
            "坐席_话务得分",
            8,
            IN_POINTS,
            array='KPI_SCORE(坐席_指数,1,"higher",参数_满分,参数_话务封顶)',
            number=True,
        ),
        Column("质量得分", "坐席_质量", 8, IN_POINTS, rule=validation.score(FULL_MARK)),
        Column("日常管理", "坐席_日常", 8, IN_POINTS, rule=validation.score(FULL_MARK)),
        Column(
            "指标得分",
            "坐席_指标得分",
            8,
            ANSWER,
            cell=f'IF({CORRECTED}="",IF(LEN({{三项合成}})=0,"",{{三项合成}}),VALUE({CORRECTED}))',
            number=True,
            needed="appraised",
        ),
        Column("单位等级", "坐席_单位等级", 8, SHORT, cell=UNIT_LEVEL, doubt='{}="没有此单位"'),
        Column("排名", "坐席_排名", 6, IN_COUNTS, array="KPI_RANK(坐席_指标得分,坐席_单位,坐席_资格)", number=True),
        Column(
            "等级", "坐席_等级", 6, SHORT, array=f"KPI_GRADES({SAME_PEOPLE})", levels="等级_代码", doubt='{}="待定"'
        ),
        *adjust_columns("坐席", LEVELS),
        Column(
            "最终等级",
            "坐席_最终等级",
            7,
            ("answer", "center", "shrink"),
            array=final_levels("坐席", "坐席_等级", "等级_代码"),
            levels="等级_代码",
        ),
        Column("系数", "坐席_系数", 6, IN_FACTORS, array="KPI_COEF(坐席_最终等级,等级_代码,等级_系数)", number=True),
        Column("说明", "坐席_说明", 34, REMARK, array=WHY),
        eligibility_columns.decided("坐席"),
        Column(
            "三项合成",
            "坐席_合成",
            8,
            ("note", "points"),
            array="KPI_RATERS(坐席_三项,指标_权重)",
            number=True,
            hidden=True,
        ),
    ),
    AGENTS,
    12,
    key="工号",
    spans=(("坐席_三项", "话务得分", "日常管理"),),
    roster=True,
    row_height=24,
)

ADJUSTED = adjustments("坐席", PEOPLE, "坐席_等级", "坐席_最终等级", (1, 1, 1, 1, 4, 1))

PEER = Table(
    "优秀员工互评",
    (
        *PEOPLE.repeated("互评", 8),
        Column("互评得分", "互评_得分", 9, ANSWER, array="KPI_PEERS(互评_评分,互评项_权重)", number=True),
        Column("排名", "互评_排名", 6, IN_COUNTS, array="KPI_RANK(互评_得分)", number=True),
        Column(
            "评分",
            "互评_评分",
            4.8,
            ("center", "plain", "shrink"),
            rule=validation.score(FULL_MARK, title="互评评分"),
            span=AGENTS,
            square=True,
            heads=('=IF(INDEX(互评_姓名,{+})="","",INDEX(互评_姓名,{+}))',),
        ),
    ),
    AGENTS,
    12,
    key="工号",
    roster=True,
    head_height=34,
)
