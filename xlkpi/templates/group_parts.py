"""服务小组评比表 as data: what stands on its pages, and its defined names."""

from __future__ import annotations

from xlkpi.templates import rules
from xlkpi.templates.layout import YES_NO, Layout, Named
from xlkpi.templates.spec import (
    Column,
    Field,
    NumberColumn,
    Numbers,
    NumberTable,
    Setting,
    Table,
    layout_names,
    number_names,
)

GROUPS = 12
ITEMS = 10
MEMBERS = 60
PENALTIES = 24
APPEALS = 12
LEVELS = ("a", "b", "c", "d", "e")
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
            ("center", "factor"),
            cell='IF(INDEX(项目_名称,{序号})="","",INDEX(项目_单位分,{序号}))',
        ),
        Column("方向", "成绩_方向", 9, ("center",), cell='IF(INDEX(项目_名称,{序号})="","",INDEX(项目_方向,{序号}))'),
        Column(
            "成绩",
            "项目_成绩",
            8,
            ("center", "weighted"),
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
            ("center", "factor"),
            cell='IF(ISNUMBER(INDEX(成绩_单位分,{序号})),INDEX(成绩_单位分,{序号})*组数,"")',
        ),
        Column(
            "名次",
            "积分_首名",
            9,
            ("center", "shrink"),
            cell='IF(COUNT(INDEX(项目_积分,{序号},0))=0,"",INDEX(组_名称,1,MATCH(MAX(INDEX(项目_积分,{序号},0)),INDEX(项目_积分,{序号},0),0)))',
        ),
        Column(
            "积分",
            "项目_积分",
            8,
            ("center", "factor"),
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
    ("组_总分", "总　分", "array", "KPI_GROUPTOTAL(项目_积分,成绩_单位分)", ("result", "factor")),
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

GROUP_LEVEL = 'IF({组别}="","",IFERROR(INDEX(组_等级,1,MATCH({组别},组_名称,0)),"没有此组"))'
CORRECTED = 'IF({工号}="","",IFERROR(INDEX(申诉_更正等级,MATCH({工号},申诉_成立工号,0))&"",""))'

MEMBER = Table(
    "组员",
    (
        Column("序号", "", 5, ("center", "count")),
        Column(
            "工号",
            "组员_工号",
            9,
            ("center", "shrink", "plain_text"),
            rule=rules.words("工号", "工号不能重复。"),
            wrong='AND({工号}<>"",COUNTIF(组员_工号,{工号})>1)',
        ),
        Column("姓名", "组员_姓名", 9, ("center", "shrink")),
        Column(
            "组别",
            "组员_组别",
            9,
            ("center", "shrink"),
            rule=rules.choice("组别", "=组_名称", "从「评比」页的组名中选择。"),
        ),
        Column("参评", "组员_参评", 6, rule=rules.choice("参评", YES_NO, "空着视为参评。")),
        Column(
            "积分",
            "组员_积分",
            9,
            ("center", "points"),
            rule=rules.amount("积分", "本月工作积分，即对小组的贡献。", 0, 100_000),
            wrong="ISTEXT({})",
        ),
        Column("小组等级", "组员_组等级", 8, cell=GROUP_LEVEL, doubt='OR({}="待定",{}="没有此组")'),
        Column("建议等级", "组员_建议", 8, array="KPI_PROPOSE(组员_积分,组员_组别,组员_组等级,可评等级,组员_参评)"),
        Column(
            "主管评定",
            "组员_主管评定",
            8,
            rule=rules.choice("主管评定", LEVELS, "须在小组等级允许的范围内，否则不予采用。"),
        ),
        Column(
            "允许",
            "组员_允许",
            7,
            array="KPI_ALLOWED(组员_主管评定,组员_组等级,可评等级)",
            wrong="OR(ISTEXT({})*(LEN({})>0),{}=FALSE)",
        ),
        Column(
            "等级",
            "组员_等级",
            9,
            ("result", "center", "shrink"),
            cell=f'IF({CORRECTED}<>"",{CORRECTED},IF({{主管评定}}="","",IF({{允许}}=TRUE,{{主管评定}},IF({{允许}}=FALSE,"超出范围","待定"))))',
            wrong='{}="超出范围"',
            doubt='{}="待定"',
        ),
        Column(
            "处罚扣分",
            "组员_处罚",
            7,
            ("center", "count"),
            array="KPI_PENALTIES(组员_工号,处罚_工号,处罚_日期,处罚_事项,标准_名称,标准_扣分,考核月份)",
            span=2,
            heads=("处罚扣分", "处罚起数"),
            number=True,
        ),
        Column(
            "月积分",
            "组员_月积分",
            9,
            ("result", "center", "points"),
            array="KPI_MONTHPOINTS(组员_积分,INDEX(组员_处罚,0,1),INDEX(组员_处罚,0,2),参数_清零起数)",
            number=True,
        ),
        Column("绩效得分", "组员_绩效得分", 8, ("center", "points"), rule=rules.score("绩效得分"), wrong="ISTEXT({})"),
        Column(
            "月绩效",
            "组员_月绩效",
            8,
            ("result", "center", "points"),
            cell='IF({绩效得分}="","",IF(AND(ISNUMBER(INDEX(组员_处罚,{序号},2)),INDEX(组员_处罚,{序号},2)>=参数_清零起数),0,{绩效得分}))',
            number=True,
        ),
        Column(
            "此前连续为0月数",
            "组员_此前为零",
            8,
            ("center", "count"),
            rule=rules.amount("此前连续为0月数", "到上月为止积分连续为 0 的月数；不考核的月既不计也不中断。", 0, 120),
        ),
        Column(
            "处理",
            "组员_处理",
            22,
            ("left", "small", "wrap"),
            cell='IF(ISNUMBER({月积分}),IF(INDEX(组员_处罚,{序号},2)>=参数_清零起数,"严重警告；","")'
            '&IF(AND({月积分}=0,N({此前连续为0月数})+1>=参数_连零月数),"连续"&(N({此前连续为0月数})+1)&"个月积分为0，留岗察看"&参数_察看月数&"个月",""),"")',
            doubt="LEN({})>0",
        ),
    ),
    MEMBERS,
    12,
    key="工号",
)

PENALTY = Table(
    "处罚登记",
    (
        Column("序号", "", 5, ("center", "count")),
        Column("日期", "处罚_日期", 14, ("center", "day"), rule=rules.day("处罚日期"), doubt='AND({}="",{工号}<>"")'),
        Column(
            "工号", "处罚_工号", 10, ("center", "shrink", "plain_text"), doubt='AND({}<>"",COUNTIF(组员_工号,{})=0)'
        ),
        Column(
            "姓名",
            "处罚_姓名",
            10,
            cell='IF({工号}="","",IFERROR(INDEX(组员_姓名,MATCH({工号},组员_工号,0)),"不在名单"))',
        ),
        Column(
            "事项",
            "处罚_事项",
            22,
            ("left", "shrink"),
            rule=rules.choice("处罚事项", "=标准_名称", "从「参数」的处罚标准中选择。"),
        ),
        Column("经过与依据", "处罚_经过", 60, ("left", "wrap")),
    ),
    PENALTIES,
    6,
    key="工号",
)

APPEAL = Table(
    "申诉登记",
    (
        Column("序号", "", 5, ("center", "count")),
        Column("提出日期", "申诉_日期", 14, ("center", "day"), rule=rules.day("提出日期")),
        Column("工号", "申诉_工号", 10, ("center", "shrink", "plain_text")),
        Column(
            "姓名",
            "申诉_姓名",
            10,
            cell='IF({工号}="","",IFERROR(INDEX(组员_姓名,MATCH({工号},组员_工号,0)),"不在名单"))',
        ),
        Column("申诉内容", "申诉_内容", 22, ("left", "wrap")),
        Column(
            "答复期限",
            "申诉_期限",
            14,
            ("center", "day"),
            array="KPI_DEADLINE(申诉_日期,参数_答复天数,节假日,调休上班日)",
            number=True,
        ),
        Column("答复日期", "申诉_答复日期", 14, ("center", "day"), rule=rules.day("答复日期")),
        Column(
            "答复情况",
            "申诉_情况",
            9,
            cell='IF({提出日期}="","",IF({答复日期}="","待答复",IF(ISNUMBER({答复期限}),IF({答复日期}>{答复期限},"逾期","按期"),"期限不明")))',
            doubt='OR({}="逾期",{}="期限不明")',
        ),
        Column("成立", "申诉_成立", 7, rule=rules.choice("申诉是否成立", YES_NO, "成立的，更正等级，并复核考核人。")),
        Column("更正等级", "申诉_更正等级", 8, rule=rules.choice("更正等级", LEVELS, "申诉成立时填写。")),
        Column("考核人", "申诉_考核人", 10),
        Column(
            "对考核人",
            "申诉_考核人结果",
            12,
            ("center", "shrink"),
            cell='IF({成立}="是","考核结果待复核","")',
            doubt="LEN({})>0",
        ),
        Column("生效", "申诉_成立工号", 9, ("note", "center"), cell='IF(AND({成立}="是",{更正等级}<>""),{工号}&"","")'),
    ),
    APPEALS,
    5,
    key="工号",
)

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
                    ("factor",),
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
        Setting("a_line", "参数_A线", "a 级分数线", ("factor",), rules.amount("A线", "原文 92。", 0, 10_000)),
        Setting("d_line", "参数_D线", "d 级分数线", ("factor",), rules.amount("D线", "原文 35。", 0, 10_000)),
        Setting(
            "best_total",
            "参数_最高总分",
            "分数线所依据的最高总分",
            ("factor",),
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

MEMBER_RESULTS = {
    "id": "组员_工号",
    "name": "组员_姓名",
    "department": "组员_组别",
    "total": "组员_月绩效",
    "level": "组员_等级",
    "points": "组员_月积分",
    "why": "组员_处理",
}

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
)
