"""管理人员评分表: the rubric of 18 sections with deductions by post, company indicators, visits to key customers."""

from __future__ import annotations

from xlkpi.drawing import validation
from xlkpi.drawing.choices import ORDERS
from xlkpi.drawing.kind import Kind
from xlkpi.drawing.spec import (
    Column,
    Field,
    Fields,
    Line,
    Lines,
    Note,
    NumberColumn,
    Numbers,
    NumberTable,
    PageSpec,
    Setting,
    Table,
)
from xlkpi.macros.vba import CHECK, RECOMPUTE

SECTIONS = 18
POSTS = 6
RECORDS = 40
CUSTOMERS = 30
INDICATORS = 6
PLAIN = ("center", "plain")


def _heads(what: str) -> tuple[str, ...]:
    """Headings of a block with a column for every person."""
    names = (f"INDEX(人员_姓名,1,{number})" for number in range(1, POSTS + 1))
    return tuple(f'=IF({name}="","",{name}&" {what}")' for name in names)


COUNT = validation.amount("次数", "当月次数。", 0, 1_000_000)

HEAD = Fields(
    (
        Field("公司", "公司", 0, 0, 2, label_span=1),
        Field("考核月份", "考核月份", 0, 3, 2, ("center", "month"), validation.month(), label_span=1),
        Field("评分人", "评分人", 0, 6, 2, label_span=1),
        Field("评分日期", "评分日期", 0, 10, 2, ("center", "day"), validation.day("评分日期"), label_span=2),
    )
)

PERSON = Lines(
    "人员",
    (
        Line("人员_岗位", "岗位", ("center", "shrink"), rule=validation.known("岗位", "岗位_名称", "从岗位中选择。")),
        Line("人员_姓名", "姓名", ("center", "shrink"), unique=True),
    ),
    POSTS,
    4,
)

DEDUCTED = (
    'IF(OR({项目}="",INDEX(人员_姓名,1,{+})=""),"",SUMIFS(扣分_分值,扣分_姓名,INDEX(人员_姓名,1,{+}),扣分_项目,{项目}))'
)
RUBRIC = Table(
    "细则",
    (
        Column("序号", "", 6, ("center", "count")),
        Column("项目", "评分_项目", 14, ("left", "shrink"), cell='INDEX(细则_名称,{序号})&""'),
        Column("分值", "评分_分值", 8, PLAIN, cell='IF({项目}="","",INDEX(细则_分值,{序号}))'),
        Column(
            "权重",
            "评分_权重",
            8,
            ("center", "attendance"),
            cell='IF({项目}="","",INDEX(细则_份数,{序号})/SUM(细则_份数))',
        ),
        Column(
            "扣分",
            "评分_扣分",
            9,
            PLAIN,
            cell=DEDUCTED,
            span=POSTS,
            heads=_heads("扣分"),
            doubt="AND(ISNUMBER({}),N({})>0)",
        ),
        Column(
            "得分",
            "评分_得分",
            9,
            PLAIN,
            array='KPI_DEDUCT(IF((人员_姓名="")+(评分_分值=""),"",评分_分值),评分_扣分,1)',
            span=POSTS,
            heads=_heads("得分"),
            number=True,
        ),
    ),
    SECTIONS,
    SECTIONS,
    key="项目",
)

TOTALS = Lines(
    "总分",
    (
        Line(
            "人员_总分",
            "总　分",
            ("answer", "center", "points"),
            cell='IF(INDEX(人员_姓名,1,{+})="","",KPI_TOTAL(INDEX(评分_得分,0,{+}),评分_权重))',
            number=True,
        ),
        Line(
            "人员_名次", "名　次", ("center", "count"), cell='IF(ISNUMBER({人员_总分}),RANK({人员_总分},人员_总分),"")'
        ),
        Line(
            "人员_扣分次数",
            "扣分次数",
            ("center", "count"),
            cell='IF(INDEX(人员_姓名,1,{+})="","",COUNTIF(扣分_姓名,INDEX(人员_姓名,1,{+})))',
        ),
    ),
    POSTS,
    4,
)

RECORD = Table(
    "扣分登记",
    (
        Column("序号", "", 6, ("center", "count")),
        Column("日期", "扣分_日期", 15, ("center", "day"), rule=validation.day("扣分日期", within=True), needed="row"),
        Column(
            "姓名",
            "扣分_姓名",
            12,
            ("center", "shrink"),
            rule=validation.known("姓名", "人员_姓名", "从被考核人中选择。"),
            needed="row",
            doubt='AND({}<>"",COUNTIF(人员_姓名,{})=0)',
        ),
        Column(
            "项目",
            "扣分_项目",
            14,
            ("center", "shrink"),
            rule=validation.known("项目", "细则_名称", "从 18 项中选择。"),
            needed="row",
            doubt='AND({}<>"",COUNTIF(细则_名称,{})=0)',
        ),
        Column(
            "扣分",
            "扣分_分值",
            9,
            PLAIN,
            rule=validation.amount("扣分", "扣多少分。", 0, 1000),
            wrong="ISTEXT({})",
            needed="row",
        ),
        Column("事由", "扣分_事由", 70, ("left", "wrap")),
    ),
    RECORDS,
    10,
    key="姓名",
)

INDICATOR = Table(
    "公司指标",
    (
        Column("序号", "", 6, ("center", "count")),
        Column("指标", "公司_指标", 24, ("left", "shrink"), cell='INDEX(公司指标_名称,{序号})&""'),
        Column("方向", "公司_方向", 10, cell='INDEX(公司指标_方向,{序号})&""'),
        Column(
            "目标值", "公司_目标", 10, ("center", "attendance"), cell='IF({指标}="","",INDEX(公司指标_目标,{序号}))'
        ),
        Column("次数", "公司_次数", 12, ("center", "count"), rule=COUNT, wrong="ISTEXT({})"),
        Column("总数", "公司_总数", 12, ("center", "count"), rule=COUNT, wrong="ISTEXT({})"),
        Column("实际", "公司_实际", 10, ("center", "attendance"), array="KPI_RATE(公司_次数,公司_总数)", number=True),
        Column(
            "得分",
            "公司_得分",
            10,
            ("answer", "center", "points"),
            array='IF(公司_方向="越低越好",KPI_SCORE(公司_实际,公司_目标,"lower"),KPI_SCORE(公司_实际,公司_目标))',
            number=True,
        ),
        Column(
            "达标",
            "公司_达标",
            9,
            cell='IF(ISNUMBER({实际}),IF(IF({方向}="越低越好",{实际}<={目标值},{实际}>={目标值}),"达标","未达标"),"")',
            doubt='{}="未达标"',
        ),
    ),
    INDICATORS,
    INDICATORS,
    key="指标",
)

DONE = (
    'IF({客户}="","",IF(AND(ISNUMBER({走访日期}),ISNUMBER(考核月份)),'
    'IF(AND(YEAR({走访日期})=YEAR(考核月份),MONTH({走访日期})=MONTH(考核月份)),"已走访","不在本月"),"未走访"))'
)
CUSTOMER = Table(
    "客户走访",
    (
        Column("序号", "", 6, ("center", "count")),
        Column("客户", "走访_客户", 28, ("left", "shrink")),
        Column("负责人", "走访_负责人", 12),
        Column("走访日期", "走访_日期", 16, ("center", "day"), rule=validation.day("走访日期", within=True)),
        Column("情况", "走访_情况", 11, cell=DONE, doubt='OR({}="未走访",{}="不在本月")'),
        Column("走访纪要", "走访_纪要", 50, ("left", "wrap")),
    ),
    CUSTOMERS,
    10,
    key="客户",
)
VISITS = Fields(
    (
        Field("走访_应访", "重点客户", 0, 0, 1, ("center", "count"), formula="COUNTA(走访_客户)"),
        Field("走访_已访", "本月已走访", 0, 2, 1, ("center", "count"), formula='COUNTIF(走访_情况,"已走访")'),
        Field(
            "走访_完成率",
            "完成率",
            0,
            4,
            1,
            ("answer", "center", "attendance"),
            formula="KPI_RATE(走访_已访,走访_应访)",
            number=True,
        ),
    )
)

NUMBERS = Numbers(
    (
        NumberTable(
            "section",
            "一、经理考核细则（18项）",
            "细则_名称",
            "项目",
            (
                NumberColumn(
                    "points", "细则_分值", "分值", ("plain",), validation.amount("分值", "该项满分。", 0, 1000)
                ),
                NumberColumn(
                    "part",
                    "细则_份数",
                    "权重份数",
                    ("plain",),
                    validation.amount("份数", "各项份数之比即权重。", 0, 1000),
                ),
            ),
            SECTIONS,
        ),
        NumberTable("post", "二、岗位", "岗位_名称", "岗位", (NumberColumn("form", "岗位_考核表", "考核表", ()),), 8),
        NumberTable(
            "indicator",
            "三、公司指标",
            "公司指标_名称",
            "指标",
            (
                NumberColumn("order", "公司指标_方向", "方向", (), validation.choice("方向", ORDERS, "从列表中选择。")),
                NumberColumn(
                    "target", "公司指标_目标", "目标值", ("attendance",), validation.share("目标值", "如 98%。")
                ),
            ),
            INDICATORS,
        ),
    ),
    (Setting("visits", "参数_走访次数", "重点客户走访", ("plain",), validation.amount("次数", "每月次数。", 1, 31)),),
)

PAGES = (
    PageSpec(
        "评分",
        "管理人员评分表",
        (
            HEAD,
            PERSON,
            RUBRIC,
            TOTALS,
            Note(
                "各项得分=分值－扣分，不低于0；扣分取自「扣分登记」。总分=各项得分按权重加权（原文未列权重，按18项均等）。",
                20,
            ),
        ),
        "评分人：＿＿＿＿＿＿　　被考核人：＿＿＿＿＿＿",
        one_sheet=True,
    ),
    PageSpec("扣分登记", "扣分登记", (RECORD,), "登记人：＿＿＿＿＿＿"),
    PageSpec(
        "公司指标",
        "公司指标完成情况",
        (Note("实际=次数÷总数（总体故障率为故障次数÷在网设备数，越低越好）。目标值见「参数」。", 20), INDICATOR),
        "审核：＿＿＿＿＿＿",
        one_sheet=True,
    ),
    PageSpec("客户走访", "重点客户走访", (VISITS, CUSTOMER), "重点客户每月走访一次。"),
)
RUBRIC_KIND = Kind(
    "rubric",
    "管理人员评分表",
    "gps",
    PAGES,
    frozenset({"人员_总分", "评分_得分", "细则_分值"}),
    (CHECK, RECOMPUTE),
    NUMBERS,
    words=("管理人员", "管理人员评分"),
    en="managers",
    people={
        "id": "人员_姓名",
        "name": "人员_姓名",
        "department": "人员_岗位",
        "total": "人员_总分",
        "rank": "人员_名次",
    },
    shown=("公司_指标", "公司_目标", "公司_实际", "公司_得分", "公司_达标"),
)
