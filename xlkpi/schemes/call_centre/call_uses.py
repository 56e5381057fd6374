"""话务绩效表 as data: what the results are used for, and the results that people are told."""

from __future__ import annotations

from xlkpi.drawing.spec import Column, Table
from xlkpi.schemes.appeal_registers import told
from xlkpi.schemes.call_centre.call_agents import AGENTS, PEOPLE
from xlkpi.schemes.column_looks import IN_FACTORS, IN_POINTS, REMARK, SHORT
from xlkpi.schemes.people_columns import row_of

USES = 6
LISTED = 'ISNUMBER(FIND("、"&{等级}&"、","、"&INDEX(用途_等级,{+})&"、"))'

USE = Table(
    "结果应用",
    (
        *PEOPLE.repeated("应用"),
        Column("单位", "应用_单位", 12, SHORT, cell='INDEX(坐席_单位,{#})&""'),
        Column("等级", "应用_等级", 8, ("answer", "center", "shrink"), cell='INDEX(坐席_最终等级,{#})&""'),
        Column("系数", "应用_系数", 7, IN_FACTORS, cell=row_of("坐席_系数")),
        Column(
            "用途",
            "应用_用途",
            11,
            SHORT,
            cell=f'IF(OR({{等级}}="",INDEX(用途_等级,{{+}})=""),"",IF({LISTED},"列入",""))',
            span=USES,
            heads=('=INDEX(用途_名称,{+})&""',),
            doubt='{}="列入"',
        ),
        Column("人力资源部意见", "应用_意见", 24, REMARK),
    ),
    AGENTS,
    12,
    key="工号",
    roster=True,
)

TOLD = told(
    PEOPLE,
    (
        Column("指标得分", "", 10, IN_POINTS, cell=row_of("坐席_指标得分")),
        Column("等级", "", 9, SHORT, cell=row_of("坐席_最终等级")),
        Column("系数", "", 8, IN_FACTORS, cell=row_of("坐席_系数")),
    ),
    AGENTS,
)
