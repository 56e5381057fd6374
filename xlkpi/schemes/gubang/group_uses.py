"""服务小组评比表 as data: what the results are used for - pay, training, promotion and transfer."""

from __future__ import annotations

from xlkpi.drawing import validation
from xlkpi.drawing.spec import Column, Note, PageSpec, Table
from xlkpi.schemes.column_looks import IN_COUNTS, IN_FACTORS, IN_POINTS, IN_YUAN, REMARK, SHORT
from xlkpi.schemes.gubang.group_members import MEMBERS, REFUSED
from xlkpi.schemes.gubang.group_numbers import USES
from xlkpi.schemes.people_columns import row_of

HEADS = tuple(f'=IF(INDEX(用途_名称,{n})="","",INDEX(用途_名称,{n}))' for n in range(1, USES + 1))

RESULT_USES = Table(
    "结果应用",
    (
        Column("序号", "", 5, IN_COUNTS),
        Column("工号", "", 10, SHORT, cell=row_of("组员_工号")),
        Column("姓名", "", 10, SHORT, cell=row_of("组员_姓名")),
        Column("组别", "", 10, SHORT, cell=row_of("组员_组别")),
        Column("月绩效", "", 9, IN_POINTS, cell=row_of("组员_月绩效"), doubt="AND(ISNUMBER({}),{}=0)"),
        Column("等级", "应用_等级", 8, cell=row_of("组员_等级")),
        Column(
            "等级系数",
            "应用_系数",
            9,
            IN_FACTORS,
            array=f'KPI_COEF(IF(应用_等级="{REFUSED}","",应用_等级),系数_等级,系数_倍数)',
            number=True,
        ),
        Column(
            "绩效基数",
            "应用_基数",
            12,
            IN_YUAN,
            rule=validation.amount("当月绩效工资基数，单位元。"),
            needed="factor",
            pay=True,
        ),
        Column("绩效工资", "应用_工资", 12, IN_YUAN, array="KPI_PAY(应用_基数,应用_系数)", number=True, pay=True),
        Column(
            "列入",
            "应用_列入",
            13,
            cell='IF(OR({等级}="",INDEX(用途_名称,{+})=""),"",'
            'IF(ISNUMBER(SEARCH({等级},INDEX(用途_等级,{+}))),"是",""))',
            span=USES,
            heads=HEADS,
        ),
        Column("说明", "应用_说明", 30, REMARK),
    ),
    MEMBERS,
    12,
    key="工号",
    roster=True,
    row_height=22,
    head_height=34,
)

USES_PAGE = PageSpec(
    "结果应用",
    "考核结果应用",
    (
        Note(
            "等级决定绩效工资的系数（绩效工资 = 基数 × 系数），也决定谁列入绩效改进与培训计划、晋升与岗位调配的名单；"
            "系数、用途和列入的等级在「参数」中设定。",
            30,
        ),
        RESULT_USES,
    ),
    signers=("制表", "主管", "人力资源部"),
    frozen_columns=3,
)
