"""话务绩效表: agents with volume, quality and daily management, eligibility, 德能绩勤, peers, units and cadres."""

from __future__ import annotations

from xlkpi.domain.eligibility import STATUSES
from xlkpi.drawing import validation
from xlkpi.drawing.kind import Kind
from xlkpi.drawing.spec import (
    Column,
    Field,
    Fields,
    Note,
    PageSpec,
    Section,
    Table,
)
from xlkpi.drawing.validation import FULL_MARK
from xlkpi.macros.vba import CHECK, EXPLAIN, RECOMPUTE
from xlkpi.schemes.call_centre.call_numbers import CALL_NUMBERS
from xlkpi.schemes.call_centre.call_units import CADRE, PEER, UNIT

AGENTS = 60
STATUS_WORDS = tuple(words[0] for words in STATUSES.values())
DAYS = validation.amount("工作日数", "当月工作日数。", 0, 31)
CALLS = validation.amount("话务量", "当月通数。", 0, 1_000_000)
SAME_PEOPLE = "坐席_指标得分,坐席_单位等级,坐席_单位,名额比例,坐席_资格,,参数_取整,参数_同分"
UNIT_LEVEL = 'IF({单位}="","",IFERROR(INDEX(单位_等级,MATCH({单位},单位_名称,0)),"没有此单位"))'

HEAD = Fields(
    (
        Field("部门", "部门", 0, 0, 3, label_span=2),
        Field("考核月份", "考核月份", 0, 5, 2, ("center", "month"), validation.month()),
        Field("工作日数", "工作日数", 0, 8, 1, ("center", "plain"), DAYS),
        Field("制表人", "制表人", 0, 11, 3, label_span=2),
        Field("制表日期", "制表日期", 0, 18, 1, ("center", "day"), validation.day("制表日期"), label_span=2),
    )
)

AGENT = Table(
    "坐席",
    (
        Column("序号", "", 5, ("center", "count")),
        Column(
            "工号",
            "坐席_工号",
            8,
            ("center", "shrink", "plain_text"),
            rule=validation.words("工号", "工号不能重复。"),
            wrong='AND({}<>"",COUNTIF(坐席_工号,{})>1)',
            needed="row",
            unique=True,
        ),
        Column("姓名", "坐席_姓名", 8, ("center", "shrink"), needed="row"),
        Column(
            "单位",
            "坐席_单位",
            11,
            ("center", "shrink"),
            rule=validation.known("单位", "单位_名称", "在「组织与干部」中填写单位。"),
            needed="row",
        ),
        Column("岗位", "坐席_岗位", 10, ("center", "shrink")),
        Column("用工状态", "坐席_状态", 9, rule=validation.choice("用工状态", STATUS_WORDS, "从列表中选择。")),
        Column("转正日期", "坐席_转正日期", 13, ("center", "day", "shrink"), rule=validation.day("转正日期")),
        Column(
            "请假天数",
            "坐席_请假",
            6,
            ("center", "plain"),
            rule=validation.amount("请假天数", "请假的工作日数。", 0, 31),
        ),
        Column(
            "参评",
            "坐席_参评",
            20,
            ("center", "small", "wrap"),
            cell='IF({资格}=TRUE,"是",{资格}&"")',
            doubt='AND(LEN({})>0,{}<>"是")',
        ),
        Column("话务量", "坐席_话务量", 8, ("center", "plain"), rule=CALLS, wrong="ISTEXT({})"),
        Column("投诉话务", "坐席_投诉", 7, ("center", "plain"), rule=CALLS, wrong="ISTEXT({})"),
        Column(
            "话务指数",
            "坐席_指数",
            8,
            ("center", "attendance"),
            array="KPI_VOLUME(坐席_话务量,坐席_投诉,参数_单位量,参数_话务方式)",
            number=True,
        ),
        Column(
            "话务得分",
            "坐席_话务得分",
            8,
            ("center", "points"),
            array='KPI_SCORE(坐席_指数,1,"higher",100,参数_话务封顶)',
            number=True,
        ),
        Column(
            "质量得分",
            "坐席_质量",
            8,
            ("center", "points"),
            rule=validation.score("质量得分", FULL_MARK),
            wrong="ISTEXT({})",
        ),
        Column(
            "日常管理",
            "坐席_日常",
            8,
            ("center", "points"),
            rule=validation.score("日常管理", FULL_MARK),
            wrong="ISTEXT({})",
        ),
        Column(
            "指标得分",
            "坐席_指标得分",
            8,
            ("answer", "center", "points"),
            array="KPI_RATERS(坐席_三项,指标_权重)",
            number=True,
            needed="appraised",
        ),
        Column("单位等级", "坐席_单位等级", 8, ("center", "shrink"), cell=UNIT_LEVEL, doubt='{}="没有此单位"'),
        Column(
            "排名",
            "坐席_排名",
            6,
            ("center", "count"),
            array="KPI_RANK(坐席_指标得分,坐席_单位,坐席_资格)",
            number=True,
        ),
        Column(
            "等级",
            "坐席_等级",
            7,
            ("answer", "center", "shrink"),
            array=f"KPI_GRADES({SAME_PEOPLE})",
            levels="等级_代码",
            doubt='{}="待定"',
        ),
        Column(
            "系数",
            "坐席_系数",
            6,
            ("center", "factor"),
            array="KPI_COEF(坐席_等级,等级_代码,等级_系数)",
            number=True,
            follows="坐席_等级",
        ),
        Column("说明", "坐席_说明", 34, ("left", "small", "wrap"), array=f"KPI_WHY({SAME_PEOPLE})"),
        Column(
            "资格",
            "坐席_资格",
            8,
            ("note",),
            array="KPI_ELIGIBLE(坐席_状态,坐席_转正日期,坐席_请假,工作日数,考核月份,参数_转正截止日,参数_请假上限)",
            hidden=True,
        ),
    ),
    AGENTS,
    12,
    key="工号",
    spans=(("坐席_三项", "话务得分", "日常管理"),),
    roster=True,
)

DIMENSION = Table(
    "德能绩勤",
    (
        Column("序号", "", 5, ("center", "count")),
        Column("工号", "德能_工号", 10, ("center", "shrink"), cell='INDEX(坐席_工号,{序号})&""'),
        Column("姓名", "德能_姓名", 10, ("center", "shrink"), cell='INDEX(坐席_姓名,{序号})&""'),
        Column("岗位", "德能_岗位", 14, ("center", "shrink"), cell='INDEX(坐席_岗位,{序号})&""'),
        Column(
            "适用",
            "德能_适用",
            9,
            cell='IF({工号}="","",IF(COUNTIF(不适用_岗位,{岗位})>0,"不适用","适用"))',
            doubt='{}="不适用"',
        ),
        Column(
            "评分",
            "德能_评分",
            10,
            ("center", "points"),
            rule=validation.score("德能绩勤", FULL_MARK),
            needed="begun",
            span=4,
            heads=tuple(f"=INDEX(维度_名称,{number})" for number in range(1, 5)),
            wrong="ISTEXT({})",
        ),
        Column(
            "综合得分",
            "德能_综合",
            12,
            ("answer", "center", "points"),
            array='IF(德能_适用="适用",KPI_RATERS(德能_评分,维度_权重),"")',
            number=True,
        ),
        Column("评语", "德能_评语", 40, ("left", "wrap")),
    ),
    AGENTS,
    12,
    key="工号",
    roster=True,
)

PAGES = (
    PageSpec(
        "话务绩效",
        "话务绩效表",
        (
            HEAD,
            Note(
                "话务指数=（话务量－投诉话务）÷月度单位量。试用、临时、外聘兼职人员、整个考核期休产假者、每月请假超过半数工作日者不参评；"
                "10日（含）前转正当月参评，之后次月起参评。单位等级决定本单位各等级名额，再按单位内指标得分排名定级。"
            ),
            AGENT,
        ),
        "主管：＿＿＿＿＿＿　　部门负责人：＿＿＿＿＿＿",
    ),
    PageSpec(
        "德能绩勤",
        "德能绩勤月度考核",
        (Note("热线座席与回访座席不用此表（岗位清单见「参数」）。四项评分均为百分制，按权重合成。", 20), DIMENSION),
        "考核人：＿＿＿＿＿＿",
    ),
    PageSpec(
        "优秀员工",
        "优秀员工互评",
        (
            Note(
                "每行是一位评分人的评分，每列是对一位员工的评分；对角线为自评。互评得分=他人评分的平均×互评权重＋自评×自评权重，按得分排名。",
                20,
            ),
            PEER,
        ),
        "组织人：＿＿＿＿＿＿　　审核：＿＿＿＿＿＿",
        one_sheet=True,
    ),
    PageSpec(
        "组织与干部",
        "组织绩效与干部考核",
        (Section("一、组织绩效（按单位）"), UNIT, Section("二、干部综合得分（绩效与能力）"), CADRE),
        "审核：＿＿＿＿＿＿",
        portrait=True,
        one_sheet=True,
    ),
)

CALLS_KIND = Kind(
    "calls",
    "话务绩效表",
    "call_centre",
    PAGES,
    frozenset({"坐席_工号", "坐席_指数", "德能_评分"}),
    (CHECK, RECOMPUTE, EXPLAIN),
    CALL_NUMBERS,
    words=("话务", "话务绩效"),
    en="calls of agents",
    people={
        "id": "坐席_工号",
        "name": "坐席_姓名",
        "department": "坐席_单位",
        "total": "坐席_指标得分",
        "rank": "坐席_排名",
        "level": "坐席_等级",
        "coefficient": "坐席_系数",
        "why": "坐席_说明",
        "eligible": "坐席_参评",
    },
    units={"name": "单位_名称", "score": "单位_得分", "level": "单位_等级"},
)
