"""话务绩效表 as data: units of any class with the parts they are appraised on, cadres, the committee."""

from __future__ import annotations

from xlkpi.drawing import validation
from xlkpi.drawing.spec import Column, Field, Fields, Table
from xlkpi.drawing.validation import FULL_MARK
from xlkpi.schemes.call_centre.call_forms import CADRE_LINES, due_rater, plan_lines, rater_columns
from xlkpi.schemes.column_looks import A_DAY, ANSWER, IN_COUNTS, IN_FACTORS, IN_POINTS, REMARK, SHORT, SMALL
from xlkpi.schemes.people_columns import People

UNITS = 40
CADRES = 30
COMMITTEE = 10
MANAGERS, SENIOR = "基层管理人员", "高层决策管理者"
"""The two strata of cadres above the agents."""
CADRE_PEOPLE = People("干部_工号", "干部_姓名")
CLASS = validation.known("类别_名称", "从「参数」的干部与单位类别中选择。")


def _mean(scores: str, where: str) -> str:
    """The formula of the mean of a unit's people, blank where it has none."""
    return f'IF({{单位}}="","",IFERROR(ROUND(AVERAGEIFS({scores},{where}),2),""))'


UNIT = Table(
    "单位",
    (
        Column("序号", "", 5, IN_COUNTS),
        Column("单位", "单位_名称", 16, SHORT, unique=True, needed="row"),
        Column("类别", "单位_类别", 7, SHORT, rule=CLASS),
        Column(
            "考核对象",
            "单位_对象",
            18,
            ("center", "small", "shrink"),
            cell='IF({类别}="","",IFERROR(INDEX(类别_对象,MATCH({类别},类别_名称,0))&"",""))',
        ),
        Column(
            "各项",
            "单位_各项",
            9,
            IN_POINTS,
            rule=validation.score(FULL_MARK, title="组织绩效"),
            span=3,
            needed="others",
            heads=("=INDEX(组织项_名称,{+})",),
        ),
        Column(
            "组织得分",
            "单位_得分",
            9,
            ANSWER,
            array="KPI_RATERS(单位_各项,组织项_份数/SUM(组织项_份数),TRUE)",
            number=True,
        ),
        Column(
            "单位等级",
            "单位_等级",
            9,
            ("answer", "center"),
            array="KPI_LEVEL(单位_得分,等级_最低分,等级_名称)",
            levels="等级_名称",
        ),
        Column("系数", "单位_系数", 7, IN_FACTORS, array="KPI_COEF(单位_等级,等级_名称,等级_系数)", number=True),
        Column(
            "参评人数", "单位_人数", 7, IN_COUNTS, cell='IF({单位}="","",COUNTIFS(坐席_单位,{单位},坐席_参评,"是"))'
        ),
        Column(
            "基层员工平均", "单位_平均", 9, IN_POINTS, cell=_mean("坐席_指标得分", '坐席_单位,{单位},坐席_参评,"是"')
        ),
        Column(
            "基层管理平均",
            "单位_管理平均",
            9,
            IN_POINTS,
            cell=_mean("干部_综合", f'干部_单位,{{单位}},干部_层次,"{MANAGERS}"'),
        ),
        Column(
            "高层平均",
            "单位_高层平均",
            9,
            IN_POINTS,
            cell=_mean("干部_综合", f'干部_单位,{{单位}},干部_层次,"{SENIOR}"'),
        ),
    ),
    UNITS,
    6,
    key="单位",
)

CADRE = Table(
    "干部",
    (
        Column("序号", "", 4, IN_COUNTS),
        Column(
            "工号",
            "干部_工号",
            8,
            ("center", "shrink", "plain_text"),
            rule=validation.words("工号不能重复。"),
            unique=True,
            needed="row",
        ),
        Column("姓名", "干部_姓名", 9, SHORT, needed="row"),
        Column("单位", "干部_单位", 11, SHORT, rule=validation.known("单位_名称", "在「组织绩效」中填写单位。")),
        Column("岗位", "干部_岗位", 10, SHORT),
        Column("层次", "干部_层次", 12, SHORT, rule=validation.choice((MANAGERS, SENIOR), "从列表中选择。")),
        Column("类别", "干部_类别", 6, SHORT, rule=CLASS),
        *rater_columns("干部", "{单位}", due_rater('{被考核层级}<>""', "{被考核层级}")),
        Column("业绩评分", "干部_评定", 8, IN_POINTS, rule=validation.score(FULL_MARK)),
        Column(
            "计划完成",
            "干部_计划",
            8,
            IN_POINTS,
            array="KPI_TOTALBY(干部_工号,干部计划_责任人,干部计划_得分,干部计划_权重)",
            number=True,
        ),
        Column(
            "能力评分",
            "干部_能力项",
            7,
            ("center", "points", "shrink"),
            rule=validation.score(FULL_MARK),
            span=6,
            heads=("=INDEX(能力项_名称,{+})",),
        ),
        Column(
            "业绩",
            "干部_绩效",
            8,
            IN_POINTS,
            cell='IF(LEN({计划完成})=0,IF({业绩评分}="","",{业绩评分}),{计划完成})',
            number=True,
        ),
        Column(
            "能力", "干部_能力", 8, IN_POINTS, array="KPI_RATERS(干部_能力项,能力项_份数/SUM(能力项_份数))", number=True
        ),
        Column("综合得分", "干部_综合", 9, ANSWER, array="KPI_RATERS(干部_两项,干部项_权重)", number=True),
        Column("排名", "干部_排名", 6, IN_COUNTS, array="KPI_RANK(干部_综合)", number=True),
        Column("结果应用", "干部_应用", 18, REMARK, rule=validation.words("薪资、效益分红、职位升降如何与结果结合。")),
    ),
    CADRES,
    10,
    key="工号",
    spans=(("干部_两项", "业绩", "能力"),),
)

CADRE_PLAN_LINES = plan_lines("干部工作计划", "干部计划", CADRE_PEOPLE, CADRE_LINES, 8)

COMMITTEE_TABLE = Table(
    "绩效管理委员会",
    (
        Column("序号", "", 5, IN_COUNTS),
        Column(
            "职务",
            "委员_职务",
            18,
            SHORT,
            rule=validation.known("委员会_职务", "从「参数」的委员会组成中选择。"),
            needed="row",
        ),
        Column("姓名", "委员_姓名", 14, SHORT, needed="row"),
        Column(
            "由谁担任",
            "委员_担任",
            18,
            SMALL,
            cell='IF({职务}="","",IFERROR(INDEX(委员会_人选,MATCH({职务},委员会_职务,0))&"",""))',
        ),
        Column("备注", "委员_备注", 28, REMARK),
    ),
    COMMITTEE,
    COMMITTEE,
    key="职务",
)

ORGANISERS = Fields(
    (
        Field("行政人事部", "行政人事部（组织与监督）", 0, 0, 1, label_span=2),
        Field("行政人事部日期", "日期", 0, 3, 1, A_DAY, validation.day()),
        Field("运营管理部", "运营管理部（指标制订与跟踪）", 1, 0, 1, label_span=2),
        Field("运营管理部日期", "日期", 1, 3, 1, A_DAY, validation.day()),
    ),
    heights=(28,),
)
