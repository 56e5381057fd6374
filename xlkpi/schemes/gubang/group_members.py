"""服务小组评比表 as data: its members, the register of penalties, the register of appeals."""

from __future__ import annotations

from xlkpi.drawing import validation
from xlkpi.drawing.layout import YES_NO
from xlkpi.drawing.spec import Column, Table, fault_in
from xlkpi.schemes.adjustments import adjust_columns, adjusted_people, adjustments, final_levels
from xlkpi.schemes.appeal_registers import appeals, told
from xlkpi.schemes.column_looks import A_DAY, ANSWER, IN_COUNTS, IN_POINTS, REMARK, SHORT, TEXT
from xlkpi.schemes.people_columns import People, row_of

MEMBERS = 60
PENALTIES = 24
LEVELS = ("a", "b", "c", "d", "e")
REFUSED = "超出范围"
"""What stands in place of a level that the group's level does not allow."""
PEOPLE = People("组员_工号", "组员_姓名")

GROUP_LEVEL = 'IF({组别}="","",IFERROR(INDEX(组_等级,1,MATCH({组别},组_名称,0)),"没有此组"))'
LEVEL = f'IF({{定级}}&""="","",IF({{允许}}=TRUE,{{定级}}&"",IF({{允许}}=FALSE,"{REFUSED}","待定")))'
"""The level that counts: the manager's, one put in its place or corrected on appeal; none outside the allowed set."""

WARNED = "N(INDEX(组员_处罚,{#},2))>=参数_清零起数"
ZERO_RUN = "IF(ISNUMBER({月绩效}),AND({月绩效}=0,N({此前绩效分为0月数})+1>=参数_连零月数),FALSE)"
"""The performance score is 0 in this month and was in enough months before; not the work points."""
REVIEW = (
    '"连续"&(N({此前绩效分为0月数})+1)&"个月绩效分为0，提请人力资源部复核"'
    '&"（原文：改为试用工作期"&参数_试用月数&"个月，合格后转正）"'
)
"""Quotes what is printed and decides nothing: a second probation is unlawful (Labour Contract Law, article 19)."""
POINTS = (
    'IF(AND({登记积分}&""="",{其他积分}=""),"",'
    f"IF({fault_in('{登记积分}')},{{登记积分}},N({{登记积分}})+N({{其他积分}})))"
)
"""What is registered and what is typed besides; `&""` because LibreOffice finds what a function left blank unequal to
nothing until it is joined with another text."""

MEMBER = Table(
    "组员",
    (
        *PEOPLE.typed(),
        Column(
            "组别", "组员_组别", 9, SHORT, rule=validation.known("组_名称", "从「评比」页的组名中选择。"), needed="row"
        ),
        Column("参评", "组员_参评", 6, rule=validation.choice(YES_NO, "空着视为参评。")),
        Column(
            "登记积分",
            "组员_登记积分",
            9,
            IN_POINTS,
            array="KPI_WORKPOINTS(组员_工号,登记_工号,登记_日期,登记_项目,登记_数量,工作_名称,工作_积分,考核月份)",
            number=True,
        ),
        Column(
            "其他积分",
            "组员_其他积分",
            9,
            IN_POINTS,
            rule=validation.amount("没有在「工作积分」页逐项登记的积分。", 0, 100_000),
        ),
        Column("积分", "组员_积分", 9, IN_POINTS, cell=POINTS, number=True),
        Column("小组等级", "组员_组等级", 8, cell=GROUP_LEVEL, doubt='OR({}="待定",{}="没有此组")'),
        Column("建议等级", "组员_建议", 8, array="KPI_PROPOSE(组员_积分,组员_组别,组员_组等级,可评等级,组员_参评)"),
        Column(
            "主管评定",
            "组员_主管评定",
            8,
            rule=validation.choice(LEVELS, "须在小组等级允许的范围内，否则不予采用。"),
            needed="others",
            only_appraised=True,
        ),
        *adjust_columns("组员", validation.choice(LEVELS, "须在允许的范围内，并写明原因和批准人。")),
        Column(
            "等级",
            "组员_等级",
            9,
            ("answer", "center", "shrink"),
            cell=LEVEL,
            wrong=f'{{}}="{REFUSED}"',
            doubt='{}="待定"',
        ),
        Column(
            "处罚扣分",
            "组员_处罚",
            7,
            IN_COUNTS,
            array="KPI_PENALTIES(组员_工号,处罚_工号,处罚_日期,处罚_事项,标准_名称,标准_扣分,考核月份)",
            span=2,
            heads=("处罚扣分", "处罚起数"),
            number=True,
        ),
        Column(
            "月积分",
            "组员_月积分",
            9,
            ANSWER,
            array="KPI_MONTHPOINTS(组员_积分,INDEX(组员_处罚,0,1),INDEX(组员_处罚,0,2),参数_清零起数)",
            number=True,
        ),
        Column("绩效得分", "组员_绩效得分", 8, IN_POINTS, rule=validation.score()),
        Column(
            "月绩效",
            "组员_月绩效",
            8,
            ANSWER,
            cell="IF(AND(ISNUMBER(INDEX(组员_处罚,{#},2)),"
            'N(INDEX(组员_处罚,{#},2))>=参数_清零起数),0,IF({绩效得分}="","",{绩效得分}))',
            number=True,
            needed="appraised",
        ),
        Column(
            "此前绩效分为0月数",
            "组员_此前为零",
            8,
            IN_COUNTS,
            rule=validation.count("到上月为止绩效分连续为 0 的月数；不考核的月既不计也不中断。", 0, 120),
            wrong="",
        ),
        Column(
            "处理",
            "组员_处理",
            38,
            REMARK,
            cell=f'IF({WARNED},"严重警告","")&IF({ZERO_RUN},IF({WARNED},"；","")&{REVIEW},"")',
            doubt="LEN({})>0",
        ),
        Column(
            "定级",
            "组员_定级",
            7,
            ("note", "center"),
            array=final_levels("组员", "组员_主管评定", "系数_等级", "组员_工号"),
            hidden=True,
        ),
        Column(
            "允许", "组员_允许", 7, ("note", "center"), array="KPI_ALLOWED(组员_定级,组员_组等级,可评等级)", hidden=True
        ),
    ),
    MEMBERS,
    12,
    key="工号",
    roster=True,
    row_height=24,
    head_height=42,
)

PENALTY = Table(
    "处罚登记",
    (
        Column("序号", "", 5, IN_COUNTS),
        Column(
            "日期",
            "处罚_日期",
            14,
            A_DAY,
            rule=validation.day(within=True, title="处罚日期"),
            doubt='AND({}="",{工号}<>"")',
            needed="row",
        ),
        Column(
            "工号",
            "处罚_工号",
            10,
            ("center", "shrink", "plain_text"),
            rule=validation.known("组员_工号", "「组员」页中的工号。", offered=False),
            doubt='AND({}<>"",COUNTIF(组员_工号,{})=0)',
            needed="row",
        ),
        Column("姓名", "处罚_姓名", 10, cell=PEOPLE.name_of("{工号}")),
        Column(
            "事项",
            "处罚_事项",
            22,
            ("left", "shrink"),
            rule=validation.known("标准_名称", "从「参数」的处罚标准中选择。", title="处罚事项"),
            needed="row",
        ),
        Column("经过与依据", "处罚_经过", 60, TEXT),
    ),
    PENALTIES,
    6,
    key="工号",
    row_height=26,
)

ADJUSTED = adjustments("组员", PEOPLE, "组员_主管评定", "组员_等级", (1, 1, 1, 1, 4, 1))
APPEAL = appeals(PEOPLE, validation.choice(LEVELS, "申诉成立时填写，须在小组等级允许的范围内。", title="更正等级"))

TOLD = told(
    PEOPLE,
    (Column("月绩效", "", 9, IN_POINTS, cell=row_of("组员_月绩效")), Column("等级", "", 8, cell=row_of("组员_等级"))),
)

MEMBER_RESULTS = {
    "id": "组员_工号",
    "name": "组员_姓名",
    "department": "组员_组别",
    "total": "组员_月绩效",
    "level": "组员_等级",
    "points": "组员_月积分",
    "coefficient": "应用_系数",
    "base": "应用_基数",
    "pay": "应用_工资",
    "eligible": "组员_参评",
    "why": "组员_处理",
    **adjusted_people("组员", "组员_主管评定"),
}
