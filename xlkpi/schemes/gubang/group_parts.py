"""服务小组评比表 as data: items, points and levels of the groups, and the lines of the chart."""

from __future__ import annotations

from xlkpi.drawing import validation
from xlkpi.drawing.spec import Column, Field, Fields, Line, Lines, Table, fault_in
from xlkpi.schemes.column_looks import A_DAY, IN_COUNTS, IN_MONTHS, PLAIN, SHORT
from xlkpi.schemes.gubang.group_members import LEVELS
from xlkpi.schemes.sign_off import prepared_by

MOST_GROUPS = 12
FIRST_GROUP = 4
ITEMS = 10
MOST = 10_000_000
PUBLISHED_ON = validation.day(after=validation.PERIOD_END)

HEAD = Fields(
    (
        Field("单位", "单位", 0, 0, 2, rule=validation.words("填写单位全称。"), label_span=2),
        Field("考核月份", "考核月份", 0, 4, 3, IN_MONTHS, validation.month(), label_span=2),
        prepared_by(9, 2, 2),
        Field("公布日期", "公布日期", 0, 13, 2, A_DAY, PUBLISHED_ON, label_span=1),
        Field(
            "项目确定期限",
            "项目确定期限",
            1,
            0,
            2,
            A_DAY,
            formula="KPI_MONTHDAY(考核月份,参数_项目日,-1)",
            label_span=2,
        ),
        Field("公布期限", "公布期限", 1, 4, 3, A_DAY, formula="KPI_MONTHDAY(考核月份,参数_公布日,1)", label_span=2),
        Field("项目确定日期", "项目确定日期", 1, 9, 2, A_DAY, validation.day(near=True), label_span=2),
        Field(
            "按期情况",
            "按期情况",
            1,
            13,
            2,
            SHORT,
            formula='IF(AND(ISNUMBER(项目确定日期),ISNUMBER(项目确定期限)),IF(INT(项目确定日期)>项目确定期限,"项目确定逾期；",""),"")'
            '&IF(AND(ISNUMBER(公布日期),ISNUMBER(公布期限)),IF(INT(公布日期)>公布期限,"公布逾期","按期公布"),"未公布")',
        ),
    ),
    gap=0,
)

ITEM_VALUES = Table(
    "项目成绩",
    (
        Column("序号", "", 5, IN_COUNTS),
        Column("项目", "成绩_项目", 16, ("left", "shrink"), cell='IF(INDEX(项目_名称,{#})="","",INDEX(项目_名称,{#}))'),
        Column(
            "单位分",
            "成绩_单位分",
            7,
            PLAIN,
            # what is blank is 0 in Excel by itself, and stays blank in LibreOffice
            cell='IF(INDEX(项目_名称,{#})="","",IF(INDEX(项目_单位分,{#})="",0,INDEX(项目_单位分,{#})))',
        ),
        Column("方向", "成绩_方向", 9, ("center",), cell='IF(INDEX(项目_名称,{#})="","",INDEX(项目_方向,{#}))'),
        Column(
            "成绩",
            "项目_成绩",
            8,
            PLAIN,
            span=MOST_GROUPS,
            heads=tuple(f"第{number}组" for number in range(1, MOST_GROUPS + 1)),
            rule=validation.amount("本组此项的成绩，可有小数。", -MOST, MOST),
            needed="begun",
            named_heads="组_名称",
            named_by="组_名称",
            heads_rule=validation.words("空着的列不算一个组。", title="组名"),
            heads_setting="group_count",
        ),
    ),
    ITEMS,
    ITEMS,
    key="项目",
    row_height=20,
)

ITEM_POINTS = Table(
    "名次积分",
    (
        Column("序号", "", 5, IN_COUNTS),
        Column("项目", "积分_项目", 16, ("left", "shrink"), cell="INDEX(成绩_项目,{#})"),
        Column(
            "满分", "积分_满分", 7, PLAIN, cell='IF(ISNUMBER(INDEX(成绩_单位分,{#})),INDEX(成绩_单位分,{#})*组数,"")'
        ),
        Column(
            "首名",
            "积分_首名",
            9,
            SHORT,
            cell='IF(COUNT(INDEX(项目_积分,{#},0))=0,"",INDEX(组_名称,1,MATCH(MAX(INDEX(项目_积分,{#},0)),INDEX(项目_积分,{#},0),0)))',
        ),
        Column(
            "积分",
            "项目_积分",
            8,
            PLAIN,
            array="KPI_POINTS(项目_成绩,成绩_单位分,成绩_方向,参数_同分,组_名称)",
            span=MOST_GROUPS,
            heads=tuple(f'=IF(INDEX(组_名称,1,{n})="","",INDEX(组_名称,1,{n}))' for n in range(1, MOST_GROUPS + 1)),
            number=True,
        ),
    ),
    ITEMS,
    ITEMS,
    key="项目",
    row_height=20,
)

GROUP_LINES = Lines(
    "组",
    (
        Line(
            "组_总分",
            "总　分",
            ("answer", "plain", "center"),
            array="KPI_GROUPTOTAL(项目_积分,成绩_单位分)",
            number=True,
        ),
        Line("组_名次", "名　次", ("count", "center"), cell='IF(ISNUMBER({组_总分}),RANK({组_总分},组_总分),"")'),
        Line(
            "组_评定",
            "组等级（按条款）",
            array="KPI_GROUPLEVEL(组_总分,A线,D线,参数_末组等级)",
            wrong=f'AND({fault_in()},{{}}<>"待定",COUNTIF(可评_小组等级,{{}})=0)',
            levels="可评_小组等级",
        ),
        Line(
            "组_主管确定",
            "主管确定（待定时）",
            rule=validation.choice(LEVELS, "组等级待定，或末组由主管定为 e 时填写。", title="主管确定"),
        ),
        Line(
            "组_等级",
            "组等级",
            ("answer", "center"),
            cell='IF({组_主管确定}<>"",{组_主管确定},{组_评定})',
            doubt='{}="待定"',
            levels="可评_小组等级",
        ),
        Line(
            "组_说明",
            "说　明",
            ("small", "wrap", "top", "center"),
            array="KPI_GROUPWHY(组_总分,A线,D线,参数_末组等级)",
            height=62,
        ),
    ),
    MOST_GROUPS,
    FIRST_GROUP,
)
"""Totals, ranks, levels and reasons under the points; one cell a group."""


def _of_chart(name: str, formula: str) -> Line:
    looks = ("bare", "note", "center", "plain")
    return Line(name, name.replace("_", "："), looks, cell=formula, height=15, label_looks=("note",))


CHART_LINES = Lines(
    "图",
    (
        _of_chart("图_最好", 'IF(AND(ISNUMBER({组_总分}),{组_名次}=1),{组_总分},"")'),
        _of_chart("图_最差", 'IF(AND(ISNUMBER({组_总分}),{组_总分}=MIN(组_总分),{组_名次}<>1),{组_总分},"")'),
        _of_chart("图_其他", 'IF(AND(ISNUMBER({组_总分}),{图_最好}="",{图_最差}=""),{组_总分},"")'),
    ),
    MOST_GROUPS,
    FIRST_GROUP,
)
"""Helper rows of the published chart: one colour each for best, worst and the others."""
