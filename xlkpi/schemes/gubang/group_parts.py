"""服务小组评比表 as data: items, points and levels of the groups, parameters, and all its defined names."""

from __future__ import annotations

from xlkpi.templates import rules
from xlkpi.schemes.gubang.group_members import APPEAL, MEMBER, MEMBER_RESULTS, PENALTY
from xlkpi.templates.layout import Layout, Named
from xlkpi.templates.spec import (
    Column,
    Field,
    NumberColumn,
    Numbers,
    NumberTable,
    Setting,
    Table,
    confirmations,
    layout_names,
    number_names,
)

GROUPS = 12
ITEMS = 10
ORDERS = ("越高越好", "越低越好")
TIES = ("同分就高", "取平均名次")

HEAD = (
    Field("单位", "单位", 0, 0, 2, rule=rules.words("单位", "填写单位全称。"), label_span=2),
    Field("考核月份", "考核月份", 0, 4, 3, ("center", "month"), rules.month(), label_span=2),
    Field("制表人", "制表人", 0, 9, 2, label_span=2),
    Field("公布日期", "公布日期", 0, 13, 2, ("center", "day"), rules.day("公布日期"), label_span=1),
    Field(
        "项目确定期限",
        "项目确定期限",
        1,
        0,
        2,
        ("center", "day"),
        formula="KPI_MONTHDAY(考核月份,参数_项目日,-1)",
        label_span=2,
    ),
    Field(
        "公布期限", "公布期限", 1, 4, 3, ("center", "day"), formula="KPI_MONTHDAY(考核月份,参数_公布日,1)", label_span=2
    ),
    Field("项目确定日期", "项目确定日期", 1, 9, 2, ("center", "day"), rules.day("项目确定日期"), label_span=2),
    Field(
        "按期情况",
        "按期情况",
        1,
        13,
        2,
        ("center", "shrink"),
        formula='IF(AND(ISNUMBER(项目确定日期),ISNUMBER(项目确定期限)),IF(项目确定日期>项目确定期限,"项目确定逾期；",""),"")'
        '&IF(AND(ISNUMBER(公布日期),ISNUMBER(公布期限)),IF(公布日期>公布期限,"公布逾期","按期公布"),"未公布")',
    ),
)

ITEM_VALUES = Table(
    "项目成绩",
    (
        Column("序号", "", 5, ("center", "count")),
        Column(
            "项目",
            "成绩_项目",
            16,
            ("left", "shrink"),
            cell='IF(INDEX(项目_名称,{序号})="","",INDEX(项目_名称,{序号}))',
        ),
        Column(
            "单位分",
            "成绩_单位分",
            7,
            ("center", "plain"),
            cell='IF(INDEX(项目_名称,{序号})="","",INDEX(项目_单位分,{序号}))',
        ),
        Column("方向", "成绩_方向", 9, ("center",), cell='IF(INDEX(项目_名称,{序号})="","",INDEX(项目_方向,{序号}))'),
        Column(
            "成绩",
            "项目_成绩",
            8,
            ("center", "plain"),
            span=GROUPS,
            heads=tuple(f"第{number}组" for number in range(1, GROUPS + 1)),
            wrong="ISTEXT({})",
        ),
    ),
    ITEMS,
    ITEMS,
    key="项目",
)

ITEM_POINTS = Table(
    "名次积分",
    (
        Column("序号", "", 5, ("center", "count")),
        Column("项目", "积分_项目", 16, ("left", "shrink"), cell="INDEX(成绩_项目,{序号})"),
        Column(
            "满分",
            "积分_满分",
            7,
            ("center", "plain"),
            cell='IF(ISNUMBER(INDEX(成绩_单位分,{序号})),INDEX(成绩_单位分,{序号})*组数,"")',
        ),
        Column(
            "首名",
            "积分_首名",
            9,
            ("center", "shrink"),
            cell='IF(COUNT(INDEX(项目_积分,{序号},0))=0,"",INDEX(组_名称,1,MATCH(MAX(INDEX(项目_积分,{序号},0)),INDEX(项目_积分,{序号},0),0)))',
        ),
        Column(
            "积分",
            "项目_积分",
            8,
            ("center", "plain"),
            array="KPI_POINTS(项目_成绩,成绩_单位分,成绩_方向,参数_同分,组_名称)",
            span=GROUPS,
            number=True,
        ),
    ),
    ITEMS,
    ITEMS,
    key="项目",
)

GROUP_ROWS: tuple[tuple[str, str, str, str, tuple[str, ...]], ...] = (
    ("组_总分", "总　分", "array", "KPI_GROUPTOTAL(项目_积分,成绩_单位分)", ("result", "plain")),
    ("组_名次", "名　次", "cell", 'IF(ISNUMBER({组_总分}),RANK({组_总分},组_总分),"")', ("computed", "count")),
    ("组_评定", "组等级（按条款）", "array", "KPI_GROUPLEVEL(组_总分,A线,D线,参数_末组等级)", ("computed",)),
    ("组_主管确定", "主管确定（待定时）", "input", "", ("input",)),
    ("组_等级", "组等级", "cell", 'IF({组_主管确定}<>"",{组_主管确定},{组_评定})', ("result",)),
    ("组_说明", "说　明", "array", "KPI_GROUPWHY(组_总分,A线,D线,参数_末组等级)", ("computed", "small", "wrap", "top")),
)
"""Name, label, how it is filled, formula, looks of the rows under the points; one cell a group."""

LINES = (
    Named("组_名称", "input", 1, GROUPS),
    Named("组数", "computed"),
    Named("A线", "computed"),
    Named("D线", "computed"),
)
CHART_ROWS = (
    ("图_最好", 'IF(AND(ISNUMBER({组_总分}),{组_名次}=1),{组_总分},"")'),
    ("图_最差", 'IF(AND(ISNUMBER({组_总分}),{组_总分}=MIN(组_总分),{组_名次}<>1),{组_总分},"")'),
    ("图_其他", 'IF(AND(ISNUMBER({组_总分}),{图_最好}="",{图_最差}=""),{组_总分},"")'),
)
"""Helper rows of the published chart: one colour each for best, worst and the others."""

DAYS_LISTED = 40
NUMBERS = Numbers(
    (
        NumberTable(
            "item",
            "一、本月评比项目（每月可改，印出为7项）",
            "项目_名称",
            "项目",
            (
                NumberColumn(
                    "unit",
                    "项目_单位分",
                    "单位分",
                    ("plain",),
                    rules.amount("单位分", "每前进一个名次的分值。", 0, 100),
                ),
                NumberColumn("order", "项目_方向", "方向", (), rules.choice("方向", ORDERS, "从列表中选择。")),
            ),
            ITEMS,
        ),
        NumberTable(
            "penalty",
            "二、处罚标准",
            "标准_名称",
            "事项",
            (NumberColumn("points", "标准_扣分", "扣分", ("count",), rules.amount("扣分", "每起扣多少分。", 0, 1000)),),
            8,
        ),
        NumberTable(
            "allowed",
            "三、小组等级与组员可评等级",
            "可评_小组等级",
            "小组等级",
            (NumberColumn("levels", "可评_组员等级", "组员可评等级", ()),),
            5,
            together="可评等级",
        ),
    ),
    (
        Setting("a_line", "参数_A线", "a 级分数线", ("plain",), rules.amount("A线", "原文 92。", 0, 10_000)),
        Setting("d_line", "参数_D线", "d 级分数线", ("plain",), rules.amount("D线", "原文 35。", 0, 10_000)),
        Setting(
            "best_total",
            "参数_最高总分",
            "分数线所依据的最高总分",
            ("plain",),
            rules.amount("最高总分", "原文 112。", 1, 10_000),
        ),
        Setting("scaling", "参数_折算", "组数变动时"),
        Setting(
            "worst_level", "参数_末组等级", "末组低于线时的等级", (), rules.choice("末组等级", ("d", "e"), "由主管定。")
        ),
        Setting("ties", "参数_同分", "同成绩的名次", (), rules.choice("同分处理", TIES, "从列表中选择。")),
        Setting(
            "penalty_limit",
            "参数_清零起数",
            "当月积分清零的处罚起数",
            ("count",),
            rules.amount("起数", "原文 2。", 1, 100),
        ),
        Setting(
            "zero_months", "参数_连零月数", "连续积分为0的月数", ("count",), rules.amount("月数", "原文 2。", 1, 100)
        ),
        Setting("probation", "参数_察看月数", "留岗察看", ("count",), rules.amount("月数", "原文 3。", 1, 100)),
        Setting("items_day", "参数_项目日", "项目确定日（上月）", ("count",), rules.amount("日", "原文 25。", 1, 31)),
        Setting("results_day", "参数_公布日", "结果公布日（次月）", ("count",), rules.amount("日", "原文 5。", 1, 31)),
        Setting(
            "appeal_days", "参数_答复天数", "申诉答复期限", ("count",), rules.amount("工作日", "原文 5。", 1, 1000)
        ),
    ),
)

GROUP_SHEET = Layout(
    "groups",
    "服务小组评比表",
    layout_names(
        *HEAD,
        *LINES,
        ITEM_VALUES,
        ITEM_POINTS,
        *(Named(name, "input" if how == "input" else "computed", 1, GROUPS) for name, _, how, _, _ in GROUP_ROWS),
        *(Named(name, "computed", 1, GROUPS) for name, _ in CHART_ROWS),
        MEMBER,
        PENALTY,
        APPEAL,
        Named("节假日", "input", DAYS_LISTED),
        Named("调休上班日", "input", DAYS_LISTED),
        NUMBERS,
    ),
    frozenset({"项目_成绩", "组_评定", "组员_工号"}),
    numbers=number_names(ITEM_VALUES, ITEM_POINTS, MEMBER, PENALTY, APPEAL) | {"组_总分"},
    people=MEMBER_RESULTS,
    confirmed=confirmations(NUMBERS),
)
