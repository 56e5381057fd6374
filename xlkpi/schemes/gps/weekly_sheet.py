"""周指标追踪表: the year's plan split into months and weeks, shortfalls carried on, weeks missed in a row, reasons."""

from __future__ import annotations

from xlkpi.drawing import validation
from xlkpi.drawing.kind import Kind
from xlkpi.drawing.number_spec import Numbers, Setting
from xlkpi.drawing.spec import SEAL, Column, Field, Fields, Line, Lines, Note, PageSpec, Section, Table
from xlkpi.macros.vba import CHECK, FINALIZE, RECOMPUTE
from xlkpi.schemes.column_looks import A_DAY, IN_COUNTS, PLAIN, SHORT, SMALL, TEXT
from xlkpi.schemes.gps.weekly_checks import missed_weeks, reasons_missing

DEPARTMENTS = 6
WEEKS = 53
REPORTS = 40
DONE = validation.amount("本周实际完成；还没有报告的周空着，一件也没完成的填 0。", 0, 10_000_000)
UNIT = validation.words("如 安装（台）。", title="指标")
PLAN = validation.amount("全年计划总量。", 0, 100_000_000)
TOLD_ON = validation.day(title="会议通报日期", near=True)


def _heads(what: str = "") -> tuple[str, ...]:
    """Headings of a block with a column for every department."""
    names = (f"INDEX(部门_名称,1,{number})" for number in range(1, DEPARTMENTS + 1))
    return tuple(f'=IF({name}="","",{name}&"{what}")' for name in names)


HEAD = Fields(
    (
        Field("公司", "公司", 0, 0, 2),
        Field("年度", "年度", 0, 3, 1, IN_COUNTS, validation.count("如 2024。", 2000, 2099), needed="row"),
        Field("计划小数位", "小数位", 0, 5, 1, PLAIN, validation.count("分解结果保留几位小数，台、户填 0。", 0, 6)),
    )
)

DEPARTMENT = Lines(
    "部门",
    (
        Line("部门_名称", "部门", SHORT, rule=validation.words("空着的列不是部门。"), unique=True),
        Line("部门_指标", "指标（单位）", SHORT, rule=UNIT, named_by="部门_名称"),
        Line("部门_年计划", "年度计划", PLAIN, rule=PLAN, named_by="部门_名称"),
    ),
    DEPARTMENTS,
)

MONTH = Table(
    "月计划",
    (
        Column(
            "月份",
            "月_月份",
            16,
            IN_COUNTS,
            rule=validation.count("1～12。", 1, 12),
            unique=True,
            values=tuple(float(n) for n in range(1, 13)),
        ),
        Column(
            "计划",
            "月_计划",
            14,
            PLAIN,
            array="KPI_SPLIT(部门_年计划,月_比例,,,计划小数位)",
            span=DEPARTMENTS,
            heads=_heads(),
            number=True,
        ),
        Column(
            "比例",
            "月_比例",
            12,
            PLAIN,
            rule=validation.amount("各月所占份数，默认均分。", 0, 1000),
            values=(1.0,) * 12,
            wrong="",
        ),
    ),
    12,
    12,
    key="月份",
)

WEEK_NUMBERS = "ROW(周_截止)-MIN(ROW(周_截止))+1"
REPORTED = f"COUNTIFS(说明_部门,INDEX(部门_名称,1,{{+}}),说明_周次,{WEEK_NUMBERS})"
UNEXPLAINED = f"SUMPRODUCT((INDEX(周_未完成,0,{{+}})=TRUE)*({REPORTED}=0))"
STATE = Lines(
    "追踪",
    (
        Line(
            "部门_累计计划",
            "已报各周计划",
            PLAIN,
            cell='IF(INDEX(部门_名称,1,{+})="","",SUMIFS(INDEX(周_计划,0,{+}),INDEX(周_完成,0,{+}),">=0"))',
        ),
        Line("部门_累计完成", "已报各周完成", PLAIN, cell='IF(INDEX(部门_名称,1,{+})="","",SUM(INDEX(周_完成,0,{+})))'),
        Line("部门_末尾连续", "目前连续未完成（周）", PLAIN, array="KPI_STREAK(周_未完成)", number=True, height=28),
        Line(
            "部门_最长连续",
            "年内最长连续（周）",
            PLAIN,
            array='KPI_STREAK(周_未完成,,"longest")',
            number=True,
            height=28,
        ),
        Line(
            "部门_处理",
            "处　理",
            SMALL,
            cell='IF(AND(ISNUMBER({部门_最长连续}),N({部门_最长连续})>=参数_连续周数),"连续"&{部门_最长连续}&"周未完成，按制度处罚","")',
            doubt="LEN({})>0",
            height=30,
        ),
        Line(
            "部门_缺说明",
            "未说明原因（周）",
            PLAIN,
            cell=f'IF(INDEX(部门_名称,1,{{+}})="","",{UNEXPLAINED})',
            doubt="AND(ISNUMBER({}),N({})>0)",
            height=28,
        ),
    ),
    DEPARTMENTS,
)

FIRST_MONDAY = "DATE(年度,1,4)-WEEKDAY(DATE(年度,1,4),2)+1"
MONDAY = f"{FIRST_MONDAY}+7*({{#}}-1)"
MONDAYS, THURSDAYS, SUNDAYS = WEEK_MONTHS = ("按周一所在月份", "按周四所在月份", "按周日所在月份")
DAY = f'({{起始}}+IF(参数_跨月周="{MONDAYS}",0,IF(参数_跨月周="{SUNDAYS}",6,3)))'
# The first and last week reach into other years by their Monday or Sunday: their plan is still that of this year.
MONTH_OF_WEEK = f"IF(YEAR({DAY})<年度,1,IF(YEAR({DAY})>年度,12,MONTH({DAY})))"
WEEK = Table(
    "周",
    (
        Column("序号", "", 6, IN_COUNTS),
        Column(
            "起始", "周_起始", 12, ("center", "short_day"), cell=f'IF(年度="","",IF(YEAR({MONDAY}+3)=年度,{MONDAY},""))'
        ),
        Column("截止", "周_截止", 12, ("center", "short_day"), cell='IF({起始}="","",{起始}+6)'),
        Column("所属月份", "周_月份", 8, IN_COUNTS, cell=f'IF({{起始}}="","",{MONTH_OF_WEEK})'),
        Column(
            "计划",
            "周_计划",
            9,
            PLAIN,
            array='KPI_SPLIT(月_计划,IF(周_月份="",0,1),月_月份,周_月份,计划小数位)',
            span=DEPARTMENTS,
            heads=_heads(" 计划"),
            number=True,
        ),
        Column("完成", "周_完成", 9, PLAIN, rule=DONE, span=DEPARTMENTS, heads=_heads(" 完成"), named_by="部门_名称"),
    ),
    WEEKS,
    WEEKS,
    key="起始",
)

TRACK = Table(
    "缺口",
    (
        Column("序号", "", 6, IN_COUNTS),
        Column("起始", "缺口_起始", 12, ("center", "short_day"), cell="INDEX(周_起始,{#})"),
        Column("截止", "缺口_截止", 12, ("center", "short_day"), cell="INDEX(周_截止,{#})"),
        Column(
            "目标",
            "周_目标",
            9,
            PLAIN,
            array="KPI_CARRY(周_计划,周_完成,,参数_超额)",
            span=DEPARTMENTS,
            heads=_heads(" 目标"),
            number=True,
        ),
        Column(
            "缺口",
            "周_缺口",
            9,
            PLAIN,
            array='KPI_CARRY(周_计划,周_完成,"shortfall",参数_超额)',
            span=DEPARTMENTS,
            heads=_heads(" 缺口"),
            number=True,
            doubt="AND(ISNUMBER({}),N({})>0)",
        ),
        Column(
            "未完成",
            "周_未完成",
            6,
            ("note",),
            array='IF(ISNUMBER(周_缺口),周_缺口>0,"")',
            span=DEPARTMENTS,
            hidden=True,
        ),
    ),
    WEEKS,
    WEEKS,
    key="起始",
)

REPORT = Table(
    "说明",
    (
        Column("序号", "", 6, IN_COUNTS),
        Column("周次", "说明_周次", 8, IN_COUNTS, rule=validation.count("1～53。", 1, 53), wrong="", needed="row"),
        Column("部门", "说明_部门", 16, SHORT, rule=validation.known("部门_名称", "从部门中选择。"), needed="row"),
        Column("未完成原因", "说明_原因", 30, TEXT),
        Column("补救措施", "说明_措施", 30, TEXT),
        Column("责任人", "说明_责任人", 12),
        Column("通报日期", "说明_通报日期", 15, A_DAY, rule=TOLD_ON, needed="others"),
    ),
    REPORTS,
    10,
    key="周次",
)

SURPLUSES = ("不结转", "抵减")
NUMBERS = Numbers(
    (),
    (
        Setting(
            "missed_weeks",
            "参数_连续周数",
            "连续未完成周数",
            ("plain",),
            validation.count("连续几周未完成即处罚。", 1, WEEKS, title="周数"),
        ),
        Setting(
            "surplus",
            "参数_超额",
            "超额完成",
            ("shrink",),
            validation.choice(SURPLUSES, "超额是否抵减以后各周的计划。"),
        ),
        Setting(
            "week_month", "参数_跨月周", "跨月的周", ("shrink",), validation.choice(WEEK_MONTHS, "跨月的周归哪一个月。")
        ),
    ),
)

PAGES = (
    PageSpec(
        "年月计划",
        "周指标追踪表",
        (
            HEAD,
            Section("一、部门、指标与年度计划", DEPARTMENTS + 1),
            DEPARTMENT,
            Section("二、年度计划分解到月（按份数；各月之和等于全年）"),
            MONTH,
            Section("三、追踪结果", DEPARTMENTS + 1),
            STATE,
            Note(
                "连续三周未完成的，按制度处罚（金额由公司决定）。未完成的周在会上通报，并在「原因说明」中逐周说明。", 20
            ),
        ),
        signers=("公司负责人", "日期", SEAL),
        widths=(16, *(14,) * DEPARTMENTS, 12),
        one_sheet=True,
        frozen_rows=3,
    ),
    PageSpec(
        "周计划与完成",
        "周计划与周完成",
        (Note("周计划由月计划分解，跨月的周归哪个月见「参数」；每周一填报上周完成。", 20), WEEK),
        signers=("部门负责人",),
        portrait=True,
        one_sheet=True,
    ),
    PageSpec(
        "追踪",
        "周目标与缺口",
        (
            Note("本周目标=本周计划＋上周缺口；超额是否抵减以后各周见「参数」。缺口在下周补上，直到补完为止。", 20),
            TRACK,
        ),
        signers=("部门负责人",),
        portrait=True,
        one_sheet=True,
    ),
    PageSpec("原因说明", "未完成原因与补救措施", (REPORT,), signers=("部门负责人",), portrait=True),
)
WEEKLY_KIND = Kind(
    "weekly",
    "周指标追踪表",
    "gps",
    PAGES,
    (CHECK, RECOMPUTE, FINALIZE),
    NUMBERS,
    words=("周指标", "周指标追踪"),
    en="weekly targets",
    results=(reasons_missing, missed_weeks),
    shown=("部门_名称", "部门_指标", "部门_年计划", "部门_累计计划", "部门_累计完成", "部门_最长连续", "部门_处理"),
)
