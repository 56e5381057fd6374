"""The registers of 管理人员评分表: deductions, indicators, complaints, customers and visits, county sites, survey."""

from __future__ import annotations

from xlkpi.drawing import validation
from xlkpi.drawing.spec import Column, Field, Fields, Table
from xlkpi.drawing.validation import Rule
from xlkpi.schemes.column_looks import A_DAY, ANSWER, DAY, IN_COUNTS, IN_SHARES, PLAIN, REMARK, SHORT, TEXT
from xlkpi.schemes.gps.rubric_numbers import ASSISTANT_SECTIONS, INDICATORS, SECTIONS

RECORDS, COMPLAINTS, CUSTOMERS, VISITS, COUNTIES = 40, 20, 30, 50, 12
"""Rows of the registers, as many as one printed page of each holds."""
COUNTED, NOT_COUNTED = COUNTS = ("计入", "不计")
OURS, NOT_OURS = FAULTS = ("我方", "非我方")
CONTENTS = (CONTENT := "满意", "不满意")
KEY, OTHER = CUSTOMER_CLASSES = ("重点", "一般")
CONTRACT = ("履行", "未履行")
DONE = "已办结"


def _person(title: str) -> Rule:
    return validation.known("人员_姓名", "从被考核人中选择。", title=title)


def _deduction(name: str) -> Column:
    """A column of points taken off."""
    rule = validation.amount("扣多少分。", 0, 1000)
    return Column("扣分", name, 7, PLAIN, rule=rule)


RECORD = Table(
    "扣分登记",
    (
        Column("序号", "", 6, IN_COUNTS),
        Column("日期", "扣分_日期", 15, A_DAY, rule=validation.day(within=True, title="扣分日期"), needed="row"),
        Column(
            "姓名",
            "扣分_姓名",
            12,
            SHORT,
            rule=_person("姓名"),
            needed="row",
            doubt='AND({}<>"",COUNTIF(人员_姓名,{})=0)',
        ),
        Column(
            "项目",
            "扣分_项目",
            14,
            SHORT,
            rule=validation.known("扣分_可选项目", "从该人考核表的项目中选择。"),
            needed="row",
            doubt='AND({}<>"",COUNTIF(扣分_可选项目,{})=0)',
        ),
        Column("扣分", "扣分_分值", 9, PLAIN, rule=validation.amount("扣多少分。", 0, 1000), needed="row"),
        Column("事由", "扣分_事由", 46, TEXT),
        Column(
            "可选项目",
            "扣分_可选项目",
            9,
            ("note",),
            cell=f'IF({{#}}<={SECTIONS},INDEX(细则_名称,MIN({{#}},{SECTIONS}))&"",'
            f"IF({{#}}<={SECTIONS + ASSISTANT_SECTIONS},"
            f'INDEX(助理项目_名称,MIN(MAX({{#}}-{SECTIONS},1),{ASSISTANT_SECTIONS}))&"",""))',
            hidden=True,
        ),
    ),
    RECORDS,
    10,
    key="姓名",
)

COUNT = validation.count("当月次数。", 0, 1_000_000, title="次数")
ALL_PARTS = f'SUMPRODUCT((公司_指标<>"")*(公司_计入<>"{NOT_COUNTED}"),公司指标_份数)'
INDICATOR = Table(
    "公司指标",
    (
        Column("序号", "", 6, IN_COUNTS),
        Column("指标", "公司_指标", 22, ("left", "shrink"), cell='INDEX(公司指标_名称,{#})&""'),
        Column("方向", "公司_方向", 10, cell='INDEX(公司指标_方向,{#})&""'),
        Column("目标值", "公司_目标", 10, IN_SHARES, cell='IF({指标}="","",INDEX(公司指标_目标,{#}))'),
        Column("次数", "公司_次数", 12, IN_COUNTS, rule=COUNT),
        Column("总数", "公司_总数", 12, IN_COUNTS, rule=COUNT),
        Column(
            "本月计入",
            "公司_计入",
            10,
            rule=validation.choice(COUNTS, "本月没有发生（总数为0）的选“不计”，空着为计入。"),
        ),
        Column("实际", "公司_实际", 10, IN_SHARES, array="KPI_RATE(公司_次数,公司_总数)", number=True),
        Column(
            "得分",
            "公司_得分",
            10,
            ANSWER,
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
        Column(
            "权重",
            "公司_权重",
            9,
            IN_SHARES,
            cell=f'IF({{指标}}="","",IF(OR({{本月计入}}="{NOT_COUNTED}",{ALL_PARTS}=0),0,'
            f"INDEX(公司指标_份数,{{#}})/{ALL_PARTS}))",
        ),
    ),
    INDICATORS,
    INDICATORS,
    key="指标",
)
COMPOSITE = Fields(
    (
        Field(
            "公司_综合",
            "综合得分",
            0,
            0,
            1,
            ANSWER,
            formula="KPI_TOTAL(公司_得分,公司_权重)",
            label_span=2,
            number=True,
        ),
        Field("", "计入项目", 0, 3, 2, SHORT, formula='参数_指标项目&""'),
    )
)

COMPLAINT_STATE = (
    'IF({日期}="","",IF({告知办公室}="","待告知",IF({投诉原因}="","待查明",IF(OR({责任}="",{处理日期}=""),"待处理",'
    f'IF(AND({{责任}}="{NOT_OURS}",{{客户意见}}<>"{CONTENT}"),"待客户满意","{DONE}")))))'
)
COMPLAINT = Table(
    "投诉登记",
    (
        Column("序号", "", 5, IN_COUNTS),
        Column("日期", "投诉_日期", 14, DAY, rule=validation.day(title="投诉日期", near=True), needed="row"),
        Column("客户", "投诉_客户", 12, SHORT, needed="row"),
        Column("投诉内容", "投诉_内容", 26, REMARK),
        Column(
            "告知办公室", "投诉_告知日期", 14, DAY, rule=validation.day(title="告知办公室的日期", after="投诉_日期")
        ),
        Column("投诉原因", "投诉_原因", 20, REMARK),
        Column("责任", "投诉_责任", 8, rule=validation.choice(FAULTS, "是否我方违反规定造成。")),
        Column("处理情况", "投诉_处理", 22, REMARK),
        Column("处理日期", "投诉_处理日期", 14, DAY, rule=validation.day(after="投诉_日期")),
        Column("客户意见", "投诉_客户意见", 9, rule=validation.choice(CONTENTS, "处理后客户是否满意。")),
        Column("责任人", "投诉_责任人", 9, SHORT, rule=_person("责任人")),
        _deduction("投诉_扣分"),
        Column("情况", "投诉_情况", 11, SHORT, cell=COMPLAINT_STATE, doubt=f'AND({{}}<>"",{{}}<>"{DONE}")'),
    ),
    COMPLAINTS,
    10,
    key="日期",
    row_height=26,
)
COMPLAINT_COUNT = Fields(
    (
        Field("投诉_件数", "投诉件数", 0, 0, 1, IN_COUNTS, formula="COUNT(投诉_日期)", label_span=2),
        Field(
            "投诉_未结",
            "未办结",
            0,
            3,
            1,
            IN_COUNTS,
            formula=f'COUNT(投诉_日期)-COUNTIF(投诉_情况,"{DONE}")',
            doubt="N({})>0",
        ),
    )
)

CUSTOMER = Table(
    "重点客户",
    (
        Column("序号", "", 6, IN_COUNTS),
        Column("客户", "客户_名称", 28, ("left", "shrink"), unique=True, needed="row"),
        Column(
            "类别", "客户_类别", 12, rule=validation.choice(CUSTOMER_CLASSES, "重点、高端客户选“重点”。"), needed="row"
        ),
        Column("负责人", "客户_负责人", 12, SHORT),
        Column(
            "应访（次）", "客户_应访", 10, IN_COUNTS, cell=f'IF({{客户}}="","",IF({{类别}}="{KEY}",参数_走访次数,0))'
        ),
        Column(
            "已访（次）",
            "客户_已访",
            10,
            IN_COUNTS,
            cell='IF({客户}="","",SUMPRODUCT((走访_客户={客户})*(走访_本月=1)))',
        ),
        Column(
            "情况",
            "客户_情况",
            12,
            cell='IF({客户}="","",IF({应访（次）}=0,"不要求",IF({已访（次）}>={应访（次）},"完成",'
            '"缺"&({应访（次）}-{已访（次）})&"次")))',
            doubt='LEFT({},1)="缺"',
        ),
        Column("备注", "客户_备注", 22, TEXT),
    ),
    CUSTOMERS,
    10,
    key="客户",
)
VISITED = Fields(
    (
        Field("走访_应访", "应访客户", 0, 0, 1, IN_COUNTS, formula='COUNTIF(客户_应访,">0")', label_span=2),
        Field("走访_已访", "已完成", 0, 3, 1, IN_COUNTS, formula='COUNTIF(客户_情况,"完成")'),
        Field(
            "走访_完成率",
            "完成率",
            0,
            5,
            1,
            ("answer", "center", "attendance"),
            formula="KPI_RATE(走访_已访,走访_应访)",
            number=True,
        ),
    )
)
VISIT = Table(
    "走访记录",
    (
        Column("序号", "", 6, IN_COUNTS),
        Column("日期", "走访_日期", 15, DAY, rule=validation.day(within=True, title="走访日期"), needed="row"),
        Column(
            "客户",
            "走访_客户",
            24,
            ("left", "shrink"),
            rule=validation.known("客户_名称", "从「重点客户」所列客户中选择。"),
            needed="row",
        ),
        Column("走访人", "走访_走访人", 12, SHORT),
        Column("方式", "走访_方式", 12, SHORT),
        Column("走访纪要", "走访_纪要", 44, ("left", "small", "shrink")),
        Column(
            "本月",
            "走访_本月",
            6,
            ("note",),
            cell="IF(AND(ISNUMBER({日期}),ISNUMBER(考核月份)),"
            "IF(AND(YEAR({日期})=YEAR(考核月份),MONTH({日期})=MONTH(考核月份)),1,0),0)",
            hidden=True,
        ),
    ),
    VISITS,
    10,
    key="客户",
    row_height=17,
)

DUE = "MOD(MONTH(考核月份),参数_调研周期)=0"
SURVEY = Fields(
    (
        Field("调研_提交日期", "提交日期", 0, 0, 2, A_DAY, validation.day(near=True), label_span=2),
        Field(
            "调研_情况",
            "情况",
            0,
            4,
            2,
            formula=f'IF(ISNUMBER(考核月份),IF({DUE},IF(AND(ISNUMBER(调研_提交日期),调研_建议<>""),"本月应交，已交",'
            '"本月应交，未交"),"本月不要求"),"")',
            doubt='{}="本月应交，未交"',
            label_span=2,
        ),
        Field("调研_建议", "行情与建议", 1, 0, 10, ("left", "top", "wrap"), lines=2, label_span=2),
    ),
    (24, 30),
)

COUNTY_STATE = (
    'IF({县方单位}="","",IF({发现问题}="",IF(OR({甲方职责}="未履行",{乙方职责}="未履行"),"须督促履约",""),'
    'IF(ISNUMBER({纠正日期}),IF(AND(ISNUMBER({纠正期限}),INT(N({纠正日期}))>N({纠正期限})),"逾期纠正","已纠正"),'
    'IF(AND(ISNUMBER({纠正期限}),ISNUMBER(评分日期),N({纠正期限})<INT(N(评分日期))),"逾期未纠正","未纠正"))))'
)
COUNTY = Table(
    "县方",
    (
        Column("序号", "", 5, IN_COUNTS),
        Column("县方单位", "县方_单位", 16, SHORT, needed="row"),
        Column("走访日期", "县方_走访日期", 14, DAY, rule=validation.day(within=True)),
        Column("回访客户", "县方_回访客户", 14, REMARK),
        Column("甲方职责", "县方_甲方", 9, rule=validation.choice(CONTRACT, "合同约定的我方职责。")),
        Column("乙方职责", "县方_乙方", 9, rule=validation.choice(CONTRACT, "合同约定的县方职责。")),
        Column("发现问题", "县方_问题", 28, REMARK),
        Column("纠正期限", "县方_期限", 14, DAY, rule=validation.day(near=True)),
        Column("纠正日期", "县方_纠正日期", 14, DAY, rule=validation.day(after="县方_走访日期")),
        Column("责任人", "县方_责任人", 9, SHORT, rule=_person("责任人")),
        _deduction("县方_扣分"),
        Column("情况", "县方_情况", 12, SHORT, cell=COUNTY_STATE, doubt='AND({}<>"",{}<>"已纠正")'),
    ),
    COUNTIES,
    6,
    key="县方单位",
    row_height=26,
)
COUNTY_OPEN = Fields(
    (
        Field(
            "县方_未结",
            "未纠正",
            0,
            0,
            1,
            IN_COUNTS,
            label_span=2,
            formula='COUNTIF(县方_情况,"*未纠正")',
            doubt="N({})>0",
        ),
    )
)
