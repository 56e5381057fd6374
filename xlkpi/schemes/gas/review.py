"""The page 汇总: plans and supervisors, seats due beside seats given, roll-up with chart, sign-off."""

from __future__ import annotations

from xlkpi.drawing import style, validation
from xlkpi.drawing.spec import Chart, Column, Field, Fields, Note, PageSpec, Section, Series, Table
from xlkpi.drawing.validation import FULL_MARK
from xlkpi.schemes.column_looks import IN_FACTORS, IN_MONTHS, IN_POINTS, SHORT
from xlkpi.schemes.gas.gas_numbers import NO_PAY
from xlkpi.schemes.gas.roster import ADJUSTED
from xlkpi.schemes.level_numbers import LEVEL_COUNT
from xlkpi.schemes.sign_off import sign_off

PLANS = 12
DEPARTMENTS = 6
WIDTHS = (15, 14, *(8.5,) * 11)
NARROW, WIDE = 5, 7
"""Sheet columns of the first table and of the second; chart and remarks stand right of them."""

SEATS = ("center", "seats")

HEAD = Fields(
    (
        Field("", "分公司", 0, 0, 4, formula='IF(分公司="","",分公司)'),
        Field("", "考核月份", 0, 5, 3, IN_MONTHS, formula='IF(考核月份="","",考核月份)'),
        Field("", "状态", 0, 9, 3, formula="状态"),
    ),
    gap=5,
)


def _rated(rater: str, heading: str) -> Column:
    """The score one rater gave each plan."""
    return Column(
        rater,
        f"计划_{rater}",
        8.5,
        (*SHORT, "points"),
        rule=validation.score(FULL_MARK),
        doubt='AND({部门}<>"",ISBLANK({}))',
        heads=(heading,),
        needed="row",
    )


PLAN_SCORE = 'IF(AND(ISNUMBER({主管经理评分}),ISNUMBER({客户服务部评分})),({主管经理评分}+{客户服务部评分})/2,"")'

PLAN_ROWS = Table(
    "双周计划",
    (
        Column(
            "部门",
            "计划_部门",
            15,
            SHORT,
            rule=validation.known("主管_部门", "先在下方主管表中填写部门，再从列表选择。"),
            needed="row",
        ),
        Column("计划名称", "计划_名称", 14, SHORT, rule=validation.words("如 第1期双周计划。")),
        _rated("主管经理评分", "主管经理\n评分"),
        _rated("客户服务部评分", "客户服务\n部评分"),
        Column("计划得分", "计划_得分", 8.5, ("center", "mean"), cell=PLAN_SCORE, number=True),
    ),
    PLANS,
    PLANS,
    key="部门",
    once=("部门", "计划名称"),
    raters=("主管经理评分", "客户服务部评分"),
    row_height=20,
)

SUPERVISORS = Table(
    "主管",
    (
        Column(
            "部门",
            "主管_部门",
            15,
            SHORT,
            rule=validation.words("每个部门一行；只有一个部门时填分公司名称。"),
            needed="row",
            unique=True,
        ),
        Column("主管", "主管_姓名", 14, SHORT),
        Column(
            "得分",
            "主管_得分",
            8.5,
            IN_POINTS,
            array="KPI_SUPERVISOR(计划_主管经理评分,计划_客户服务部评分,计划_部门,主管_部门,参数_合成方式)",
            number=True,
        ),
        Column(
            "等级",
            "主管_等级",
            8.5,
            ("answer", *SHORT),
            array="KPI_LEVEL(主管_得分,等级_最低分,等级_名称)",
            levels="等级_名称",
        ),
        Column("等级系数", "主管_系数", 8.5, IN_FACTORS, array="KPI_COEF(主管_等级,等级_名称,等级_系数)", number=True),
        Column(
            "绩效基数",
            "主管_基数",
            8.5,
            (*SHORT, "money"),
            rule=validation.amount("主管当月绩效工资基数，单位元。"),
            needed="paid",
            spared_by=("参数_主管绩效", NO_PAY),
            pay=True,
        ),
        Column(
            "绩效工资",
            "主管_工资",
            8.5,
            (*SHORT, "money"),
            array=f'IF(参数_主管绩效="{NO_PAY}","",KPI_PAY(主管_基数,主管_系数))',
            number=True,
            pay=True,
            total=True,
        ),
    ),
    DEPARTMENTS,
    DEPARTMENTS,
    key="部门",
    spans=(("主管_表", "部门", "等级系数"),),
    row_height=22,
    head_height=20,
    total="合计",
)


def _people(condition: str) -> str:
    """Count a department's people who meet a condition.

    Not COUNTIFS: a department named `>5` or `A*` would be taken for a criterion. `&""` because LibreOffice finds a
    text that an add-in's function gave equal to nothing until it is joined with another.
    """
    return f'IF({{部门}}="","",SUMPRODUCT((名单_部门={{部门}})*({condition})))'


CODES = tuple(f"=INDEX(等级_代码,{number})" for number in range(1, LEVEL_COUNT + 1))

SEAT_ROWS = Table(
    "名额",
    (
        Column("部门", "", 15, SHORT, cell='IF(INDEX(主管_部门,{#})="","",INDEX(主管_部门,{#}))'),
        Column("部门等级", "", 14, cell="INDEX(主管_等级,{#})"),
        Column("参评人数", "名额_人数", 8.5, SEATS, cell=_people('名单_最终等级&""<>"不参评"'), total=True),
        Column(
            "应评",
            "名额_应评",
            8.5,
            SEATS,
            array="KPI_SEATS(名额_人数,主管_等级,名额比例,舍入方式)",
            span=LEVEL_COUNT,
            heads=CODES,
            number=True,
            total=True,
        ),
        Column(
            "实评",
            "名额_实评",
            8.5,
            SEATS,
            cell=_people('名单_最终等级&""=INDEX(等级_代码,{+})'),
            span=LEVEL_COUNT,
            heads=CODES,
            doubt="AND(ISNUMBER({应评+}),ISNUMBER({}),{应评+}<>{},SUM({实评:})>0)",
            total=True,
        ),
    ),
    DEPARTMENTS,
    DEPARTMENTS,
    key="部门",
    head_height=20,
    groups=(("应评名额", "应评", "应评"), ("实评人数", "实评", "实评")),
    total="合计",
)

ROLLUP_COLUMNS = 5 + LEVEL_COUNT
ROLLUP_ROWS = DEPARTMENTS + 2
PEOPLE, POINTS = ("count",), ("points",)
HEAD_LOOK = {"bg_color": style.HEAD, "font_color": style.INK, "bold": True}

ROLLUP = Table(
    "部门汇总",
    (
        Column(
            "汇总",
            "汇总_表",
            8.5,
            SHORT,
            array=f"KPI_ROLLUP(名单_部门,名单_最终等级,名单_总分,等级_代码,{ROLLUP_ROWS})",
            span=ROLLUP_COLUMNS,
            # People are whole numbers, points are not: the columns of one array differ only in how they are shown.
            each=((), PEOPLE, POINTS, POINTS, POINTS, *(PEOPLE,) * LEVEL_COUNT),
            also=(("{#}=1", HEAD_LOOK), ('{汇总}&""="合计"', {"bold": True, "bg_color": style.HEAD})),
        ),
    ),
    ROLLUP_ROWS,
    ROLLUP_ROWS,
    without_head=True,
)

REMARK = ("note", "wrap", "top", "left")

PAGE = PageSpec(
    "汇总",
    "客服员工考核汇总与签批",
    (
        HEAD,
        Section("一、双周滚动计划评分", NARROW),
        Chart(
            "等级分布（人）",
            (
                Series("应评名额", "名额_应评:head", "名额_应评:total", "#B9C7DA"),
                Series("实评人数", "名额_应评:head", "名额_实评:total", style.INK),
            ),
            NARROW + 1,
            (442, 380),
            beside=True,
        ),
        PLAN_ROWS,
        Section("二、主管考核结果", WIDE),
        Note(
            "计算口径\n"
            "1. 每期计划得分为主管经理与总公司客户服务部评分的平均，主管得分按「参数」的合成方式，保留两位小数。\n"
            "2. 主管等级按「参数」的分数线确定，并决定本部门员工的等级名额。\n"
            "3. 名额 = 部门参评人数 × 比例，按「参数」中的舍入方式取整；主管不计入部门人数。"
            "四舍五入、只舍不入时，比例最大的等级取余下的名额。\n"
            "4. 员工按部门内总分排名，从高到低落入名额；同分时实评人数可能与应评名额不同（以黄色标出）。",
            beside=True,
            column=WIDE + 1,
            span=len(WIDTHS) - WIDE - 1,
            lines=DEPARTMENTS + 3,
            looks=REMARK,
        ),
        SUPERVISORS,
        Section("三、等级名额：应评与实评（人）"),
        SEAT_ROWS,
        Section("四、部门汇总", ROLLUP_COLUMNS),
        Note(
            "不参评人员不计入人数与平均分；同一分公司可有多个部门，各部门单独排名、单独计算名额。",
            beside=True,
            column=ROLLUP_COLUMNS,
            span=len(WIDTHS) - ROLLUP_COLUMNS,
            line=1,
            lines=ROLLUP_ROWS,
            looks=REMARK,
        ),
        ROLLUP,
        Section("五、等级调整与申诉更正"),
        ADJUSTED,
        Section("六、签批（依次签字，日期不早于考核月末；几位主管都要签，名字用顿号隔开）"),
        sign_off(cells=(1, 1, 3, 2, 4, 2)),
    ),
    "附件3 汇总与签批",
    widths=WIDTHS,
    portrait=True,
    one_sheet=True,
    annex=None,
    frozen_rows=3,
    selected=(6, 0),
)
