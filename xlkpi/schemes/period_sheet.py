"""期间汇总表: a quarter or a year of monthly results, with the rules that look at several months, weeks or years."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from xlkpi.domain.scheme import Scheme
from xlkpi.templates import rules
from xlkpi.templates.layout import YES_NO, Layout
from xlkpi.templates.spec import (
    Column,
    Field,
    Line,
    Lines,
    Note,
    PageSpec,
    Part,
    Section,
    Table,
    layout_names,
    number_names,
)

MONTHS = 12
PEOPLE = 60
MOST_PEOPLE = 5000
DEPARTMENTS = 12
QUARTER, YEAR = "季度", "年度"
MISSING_WAYS = ("按已有月份平均", "缺月不出结果")
HEADS = tuple(f'=IF(INDEX(期间_月份,1,{n})="","",TEXT(INDEX(期间_月份,1,{n}),"m")&"月")' for n in range(1, MONTHS + 1))

HEAD = (
    Field("单位", "单位", 0, 0, 2, ("center", "shrink"), label_span=2),
    Field("期间_类型", "类型", 0, 4, 2, rule=rules.choice("类型", (QUARTER, YEAR), "季度或年度。")),
    Field("期间_名称", "期间", 1, 0, 2, label_span=2),
    Field(
        "缺月处理",
        "缺月处理",
        1,
        4,
        2,
        ("center", "shrink"),
        rules.choice("缺月处理", MISSING_WAYS, "从列表中选择。"),
    ),
)
MONTH_LINE = Lines("月份", (Line("期间_月份", "月　份", ("center", "month", "shrink")),), MONTHS, 4)

IS_LAST = "KPI_BOTTOM(期间_平均,规则_末位比例,规则_末位分数线)=TRUE"
LAST = f'IF(期间_类型="年度",IF({IS_LAST},"是",IF(ISNUMBER(期间_平均),"否","")),"")'
ACTION = (
    'IF({工号}="","",SUBSTITUTE(TRIM('
    'IF(N({连续末位年数})>=规则_连续年数,"连续"&{连续末位年数}&"年末位，提请人力资源部复核 ","")'
    '&IF(N({连续为0月数})>=规则_连零月数,"连续"&{连续为0月数}&"个月积分为0，按规定留岗察看 ","")'
    '&IF({本年末位}="是","不发年终奖，当年不晋升不加薪 ","")&IF(N({缺月数})>0,"缺"&{缺月数}&"个月的结果","")'
    ')," ","；"))'
)

PERSON = Table(
    "人员",
    (
        Column("序号", "", 5, ("center", "count")),
        Column("工号", "期间_工号", 9, ("center", "shrink", "plain_text"), wrong='AND({}<>"",COUNTIF(期间_工号,{})>1)'),
        Column("姓名", "期间_姓名", 9, ("center", "shrink")),
        Column("部门", "期间_部门", 12, ("center", "shrink")),
        Column(
            "得分",
            "期间_得分",
            8,
            ("center", "points", "shrink"),
            span=MONTHS,
            heads=HEADS,
            doubt='OR({}="缺",LEFT({},3)="不参评")',
        ),
        Column(
            "缺月数",
            "期间_缺月",
            7,
            ("center", "count"),
            cell='IF({工号}="","",COUNTIF(INDEX(期间_得分,{序号},0),"缺"))',
        ),
        Column(
            "期间得分",
            "期间_平均",
            9,
            ("answer", "center", "points"),
            array="KPI_PERIOD(期间_得分,3,缺月处理)",
            number=True,
        ),
        Column("排名", "期间_排名", 6, ("center", "count"), array="KPI_RANK(期间_平均)", number=True),
        Column(
            "连续为0月数",
            "期间_连零",
            8,
            ("center", "count"),
            array='KPI_STREAK(期间_为零,"row","longest")',
            number=True,
            doubt="AND(ISNUMBER({}),N({})>=规则_连零月数)",
        ),
        Column("上年末位", "期间_上年末位", 7, rule=rules.choice("上年末位", YES_NO, "取自上年的年度汇总。")),
        Column("本年末位", "期间_末位", 7, array=LAST, doubt='{}="是"'),
        Column("连续末位年数", "期间_连年", 8, ("center", "count"), array='KPI_STREAK(期间_两年,"row")', number=True),
        Column("处理与说明", "期间_处理", 40, ("left", "small", "wrap"), cell=ACTION, doubt="LEN({})>0"),
    ),
    PEOPLE,
    12,
    key="工号",
    spans=(("期间_两年", "上年末位", "本年末位"),),
    roster=True,
)

POINTS = Table(
    "积分",
    (
        Column("序号", "", 5, ("center", "count")),
        Column("工号", "积分_工号", 9, ("center", "shrink"), cell='INDEX(期间_工号,{序号})&""'),
        Column("姓名", "积分_姓名", 9, ("center", "shrink"), cell='INDEX(期间_姓名,{序号})&""'),
        Column(
            "积分",
            "期间_积分",
            9,
            ("center", "points", "shrink"),
            span=MONTHS,
            heads=HEADS,
            doubt="AND(ISNUMBER({}),{}=0)",
        ),
        Column(
            "为零", "期间_为零", 7, ("note",), array='IF(ISNUMBER(期间_积分),期间_积分=0,"")', span=MONTHS, hidden=True
        ),
    ),
    PEOPLE,
    12,
    key="工号",
    roster=True,
)

DEPARTMENT = Table(
    "部门",
    (
        Column("序号", "", 5, ("center", "count")),
        Column("部门", "期间部门_名称", 22, ("center", "shrink")),
        Column("最长连续未完成（周）", "期间部门_最长连续", 20, ("center", "plain")),
        Column("目前连续未完成（周）", "期间部门_目前连续", 20, ("center", "plain")),
        Column(
            "处理",
            "期间部门_处理",
            40,
            ("left", "small", "wrap"),
            cell="IF(AND(ISNUMBER({最长连续未完成（周）}),N({最长连续未完成（周）})>=规则_连续周数),"
            '"连续"&{最长连续未完成（周）}&"周未完成，按制度处罚","")',
            doubt="LEN({})>0",
        ),
    ),
    DEPARTMENTS,
    DEPARTMENTS,
    key="部门",
)

RULES = Lines(
    "规则",
    (
        Line("规则_连零月数", "积分连续为0的月数（原文2个月，留岗察看3个月）", ("center", "plain")),
        Line("规则_连续周数", "连续未完成的周数（原文3周）", ("center", "plain")),
        Line("规则_末位比例", "年度末位比例（原文10%）", ("center", "share")),
        Line("规则_末位分数线", "年度末位分数线（原文25分及以下）", ("center", "plain")),
        Line("规则_连续年数", "连续末位年数（原文2年）", ("center", "plain")),
    ),
    1,
    2,
)

PAGES = (
    PageSpec(
        "期间汇总",
        "期间汇总表",
        (
            *HEAD,
            MONTH_LINE,
            Note(
                "季度得分为各月平均，年度得分为各季度平均，均保留两位小数；0分的月按0计，“缺”为没有结果的月，“不参评”的月不计入平均。"
                "末位不等于不能胜任工作，不得据此自动解除劳动合同；连续末位只提请人力资源部复核。"
            ),
            PERSON,
        ),
        "制表：＿＿＿＿＿＿　　人力资源部：＿＿＿＿＿＿",
    ),
    PageSpec(
        "月积分",
        "各月积分",
        (Note("没有单独积分的方案，此处为月度得分。不考核的月空着，既不计也不中断。", 20), POINTS),
    ),
    PageSpec("周指标", "周指标连续未完成", (DEPARTMENT,), "取自「周指标追踪表」。", one_sheet=True),
    PageSpec(
        "规则",
        "多期规则",
        (Section("规则所用的数值"), RULES),
        widths=(30, 30, 16, 30),
        portrait=True,
        one_sheet=True,
    ),
)
TABLES = (PERSON, POINTS, DEPARTMENT)
PERIOD_SHEET = Layout(
    "period",
    "期间汇总表",
    layout_names(*HEAD, MONTH_LINE, *TABLES, RULES),
    frozenset({"期间_得分", "期间_平均", "规则_连续年数"}),
    numbers=number_names(*TABLES),
    people={
        "id": "期间_工号",
        "name": "期间_姓名",
        "department": "期间_部门",
        "total": "期间_平均",
        "rank": "期间_排名",
        "why": "期间_处理",
    },
)


def build_period(
    path: Path, *, scheme: Scheme, period: dt.date | None = None, rows: int | None = None, months: int = MONTHS
) -> Path:
    """Write an empty 期间汇总表 that shows the first `months` months. Raises CannotWrite."""
    from xlkpi.templates.pages import build_pages

    pages = tuple(replace(page, parts=tuple(_of_months(part, months) for part in page.parts)) for page in PAGES)
    return build_pages(path, PERIOD_SHEET, pages, None, scheme=scheme, period=period, rows=rows)


def _of_months(part: Part, months: int) -> Part:
    """A table whose blocks of months show only the first ones."""
    if not isinstance(part, Table):
        return part
    columns = tuple(replace(c, shown=months) if c.span == MONTHS and not c.hidden else c for c in part.columns)
    return replace(part, columns=columns)
