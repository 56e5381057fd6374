"""话务绩效表 as data: 德能绩勤 with rater and date, and the plan lines from which 业绩 may follow."""

from __future__ import annotations

from xlkpi.drawing import validation
from xlkpi.drawing.spec import Column, Table
from xlkpi.drawing.validation import FULL_MARK
from xlkpi.schemes.call_centre.call_agents import AGENTS, PEOPLE
from xlkpi.schemes.column_looks import ANSWER, DAY, IN_COUNTS, IN_POINTS, REMARK, SHORT, TEXT
from xlkpi.schemes.people_columns import People

LINES, CADRE_LINES, RATERS = 200, 40, 24
SPHERES = ("公司", "部门", "个人")
CYCLES = ("周", "月", "年")
WORK = "绩"
"""The dimension that plans may decide."""
STAFF = "员工"
"""Who is meant where nobody says otherwise: a name of the table of raters on the page of parameters."""
OUTSIDE = 'IF({工号}="","",IFERROR(INDEX(不适用_说明,MATCH({岗位},不适用_岗位,0))&"","适用"))'
LISTED = '(考核人_职务={应由})*(考核人_姓名={考核人})*((考核人_单位={unit})+(考核人_单位="")>0)'

RATED_ON = validation.day(after=validation.PERIOD_END)


def due_rater(person: str, standing: str) -> str:
    """Return the formula of the post that rates a person of this standing."""
    return f'IF({person},IFERROR(INDEX(考核关系_考核人,MATCH({standing},考核关系_对象,0)),"没有此层级"),"")'


def verdict(unit: str) -> str:
    """Return the formula that says whether the rater in a row is listed with the post that is due, for the unit."""
    fits = f"SUMPRODUCT({LISTED.replace('{unit}', unit)})>0"
    return f'IF(OR({{考核人}}="",{{应由}}=""),"",IF({fits},"符合","应由"&{{应由}}&"考核"))'


def rater_columns(prefix: str, unit: str, due: str) -> tuple[Column, ...]:
    """Return the columns that say who rated, when, and whether that was the post that is due."""
    standing = validation.known("考核关系_对象", f"空着按“{STAFF}”。")
    return (
        Column("被考核层级", f"{prefix}_层级", 13, SHORT, rule=standing),
        Column("应由", f"{prefix}_应由", 9, SHORT, cell=due, doubt='{}="没有此层级"'),
        Column("考核人", f"{prefix}_考核人", 9, SHORT),
        Column("考核日期", f"{prefix}_考核日期", 13, DAY, rule=RATED_ON),
        Column(
            "考核人核对",
            f"{prefix}_核对",
            11,
            ("center", "small", "shrink"),
            cell=verdict(unit),
            wrong='LEFT({},2)="应由"',
        ),
    )


DIMENSION = Table(
    "德能绩勤",
    (
        *PEOPLE.repeated("德能"),
        Column("岗位", "德能_岗位", 12, SHORT, cell='INDEX(坐席_岗位,{#})&""'),
        Column("适用", "德能_适用", 8, SHORT, cell=OUTSIDE, doubt='AND({}<>"",{}<>"适用")'),
        *rater_columns(
            "德能",
            "INDEX(坐席_单位,{#})",
            due_rater('{适用}="适用"', f'IF({{被考核层级}}="","{STAFF}",{{被考核层级}})'),
        ),
        Column(
            "评分",
            "德能_评分",
            8,
            IN_POINTS,
            rule=validation.score(FULL_MARK, title="德能绩勤"),
            span=4,
            heads=("=INDEX(维度_名称,{+})",),
        ),
        Column(
            "计划完成",
            "德能_计划",
            9,
            IN_POINTS,
            array="KPI_TOTALBY(德能_工号,计划_责任人,计划_得分,计划_权重)",
            number=True,
        ),
        Column(
            "综合得分",
            "德能_综合",
            10,
            ANSWER,
            array='IF(德能_适用="适用",KPI_RATERS(德能_采用,维度_权重),"")',
            number=True,
        ),
        Column("评语", "德能_评语", 28, REMARK),
        Column(
            "采用评分",
            "德能_采用",
            8,
            ("note", "points"),
            cell=f'IF(AND(INDEX(维度_名称,{{+}})="{WORK}",ISNUMBER({{计划完成}})),{{计划完成}},'
            'IF({评分+}="","",{评分+}))',
            span=4,
            hidden=True,
        ),
    ),
    AGENTS,
    12,
    key="工号",
    roster=True,
)


def plan_lines(title: str, prefix: str, people: People, rows: int, shown: int) -> Table:
    """Return the lines of plans that people answer for: weight and completion."""
    return Table(
        title,
        (
            Column("序号", "", 5, IN_COUNTS),
            Column(
                "责任人", f"{prefix}_责任人", 10, ("center", "shrink", "plain_text"), rule=people.known(), needed="row"
            ),
            Column("姓名", f"{prefix}_姓名", 10, SHORT, cell=people.name_of("{责任人}")),
            Column("层次", f"{prefix}_层次", 7, rule=validation.choice(SPHERES, "公司、部门或个人的计划。")),
            Column("周期", f"{prefix}_周期", 6, rule=validation.choice(CYCLES, "周、月或年计划。")),
            Column(
                "分解自",
                f"{prefix}_分解自",
                22,
                REMARK,
                rule=validation.words("由哪一项上级目标分解而来。"),
                doubt='AND({}="",{事项}<>"",{层次}<>"公司",{层次}<>"")',
            ),
            Column("事项", f"{prefix}_事项", 34, TEXT, needed="row"),
            Column(
                "权重",
                f"{prefix}_权重",
                8,
                ("center", "share"),
                rule=validation.share("同一责任人的权重合计须为 100%。"),
                wrong="",
                needed="row",
            ),
            Column("完成得分", f"{prefix}_得分", 9, IN_POINTS, rule=validation.score(FULL_MARK)),
            Column("备注", f"{prefix}_备注", 20, REMARK),
        ),
        rows,
        shown,
        key="责任人",
    )


PLAN_LINES = plan_lines("工作计划", "计划", PEOPLE, LINES, 12)

RATER = Table(
    "考核人",
    (
        Column("序号", "", 5, IN_COUNTS),
        Column(
            "职务",
            "考核人_职务",
            18,
            SHORT,
            rule=validation.known("考核关系_考核人", "从「参数」的考核关系中选择。"),
            needed="row",
        ),
        Column("姓名", "考核人_姓名", 14, SHORT, needed="row"),
        Column(
            "单位",
            "考核人_单位",
            18,
            SHORT,
            rule=validation.known("单位_名称", "只管一个单位的填单位；空着为全部单位。"),
        ),
        Column("备注", "考核人_备注", 28, REMARK),
    ),
    RATERS,
    RATERS,
    key="职务",
)
