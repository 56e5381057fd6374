"""投标激励表: the bids of a year month by month, both readings of the bonus, rewards of staff, each person's part."""

from __future__ import annotations

from xlkpi.drawing import validation
from xlkpi.drawing.kind import Kind
from xlkpi.drawing.layout import YES_NO
from xlkpi.drawing.spec import Column, Field, Fields, Note, PageSpec, Section, Table
from xlkpi.macros.vba import CHECK, FINALIZE, RECOMPUTE, SIGN
from xlkpi.schemes.call_centre.bid_numbers import BID_NUMBERS
from xlkpi.schemes.column_looks import AMOUNT, IN_COUNTS, IN_SHARES, REMARK, SHORT
from xlkpi.schemes.sign_off import YEAR, prepared_by, prepared_on, sign_off_page

MONTHS = tuple(f"{month}月" for month in range(1, 13))
TEAM = 40
POSTS = ("产品经理", "标书制作员")
COUNT = validation.count("当月次数。", 0, 100_000, title="次数")
TIER = 'IF(ISNUMBER({中标额}),IF({中标额}>参数_起点,INDEX(分档_名称,COUNTIF(分档_下限,"<"&{中标额})),"不计提"),"")'
HEADS = 'IF({人数}<>"",{人数},IF({在岗人数}<>"",{在岗人数},参数_人数))'
WAITS = "待填费率"
"""What stands where the clause about 主管级 applies whose rate nobody filled in yet."""
BELOW = "ISNUMBER(投标_中标额)*(投标_中标额<参数_主管线)"
SUPERVISOR = f'IF({BELOW},IF(参数_主管费率="","{WAITS}",KPI_BID(投标_中标额,0,参数_主管费率)),"")'
PARTS = 'MMULT(--(人员_在岗="是"),IF(ISNUMBER(投标_人均),投标_人均,0))'

MONTH = validation.choice(MONTHS, "每个月一行。")

HEAD = Fields(
    (
        Field("部门", "部门", 0, 0, 2, label_span=1),
        Field("年度", "年度", 0, 3, 1, IN_COUNTS, validation.count("如 2024。", 2000, 2099), needed="row"),
        prepared_by(5, 1),
        prepared_on(7, 2),
    )
)


def bonus(title: str, name: str, tiers: str, rates: str, *looks: str) -> Column:
    """Return the column of an amount by the tiers of one reading."""
    return Column(
        title,
        name,
        13,
        (*looks, *AMOUNT),
        array=f"KPI_BID(投标_中标额,{tiers}_下限,{tiers}_{rates},参数_起点,参数_计提方式)",
        number=True,
        pay=True,
    )


BID = Table(
    "投标",
    (
        Column("月份", "投标_月份", 8, rule=MONTH, unique=True, values=MONTHS),
        Column("投标次数", "投标_次数", 8, IN_COUNTS, rule=COUNT, needed="others"),
        Column(
            "废标次数",
            "投标_废标",
            8,
            IN_COUNTS,
            rule=COUNT,
            needed="others",
            at_most="投标_次数",
            wrong="OR(ISTEXT({}),AND(ISNUMBER({}),N({})>N({投标次数})))",
        ),
        Column("废标率", "投标_废标率", 9, IN_SHARES, array="KPI_RATE(投标_废标,投标_次数)", number=True),
        Column(
            "中标额",
            "投标_中标额",
            13,
            ("right", "amount"),
            rule=validation.amount("当月中标额，单位万元。", 0, 10_000_000),
            needed="others",
        ),
        Column("档次", "投标_档次", 9, cell=TIER),
        bonus("奖金（元）", "投标_奖金", "分档", "费率", "answer"),
        Column(
            "人数",
            "投标_人数",
            8,
            IN_COUNTS,
            rule=validation.amount("空着按在岗人员，再按「参数」的人数。", 1, 100_000),
            wrong="",
            counted_by="投标_在岗",
        ),
        Column(
            "在岗人数",
            "投标_在岗",
            7,
            IN_COUNTS,
            cell='IF(COUNTIF(INDEX(人员_在岗,0,{#}),"是")=0,"",COUNTIF(INDEX(人员_在岗,0,{#}),"是"))',
            number=True,
        ),
        Column(
            "人均（元）",
            "投标_人均",
            12,
            ("answer", *AMOUNT),
            cell=f'IF(ISNUMBER({{奖金（元）}}),ROUND({{奖金（元）}}/{HEADS},2),"")',
            number=True,
            pay=True,
        ),
        bonus("员奖励（元）", "投标_员奖励", "分档", "员费率"),
        Column("主管级（元）", "投标_主管级", 12, AMOUNT, array=SUPERVISOR, doubt=f'{{}}="{WAITS}"', pay=True),
        bonus("奖金（另一读法）", "投标_奖金另读", "另读", "费率", "note"),
        bonus("员奖励（另一读法）", "投标_员奖励另读", "另读", "员费率", "note"),
        Column("备注", "投标_备注", 16, REMARK),
    ),
    12,
    12,
    key="月份",
    head_height=32,
)


def whole(block: str) -> str:
    """Return the formula of the sum of a block over the year, blank while it holds no number."""
    return f'IF(COUNT({block})=0,"",SUM({block}))'


TOTAL = Table(
    "合计",
    (
        Column("合计", "合计_标题", 8, cell='"全年"'),
        Column("投标次数", "合计_次数", 8, IN_COUNTS, cell=whole("投标_次数")),
        Column("废标次数", "合计_废标", 8, IN_COUNTS, cell=whole("投标_废标")),
        Column("废标率", "合计_废标率", 9, IN_SHARES, cell='IF(N({投标次数})=0,"",N({废标次数})/{投标次数})'),
        Column("中标额", "合计_中标额", 13, ("right", "amount"), cell=whole("投标_中标额")),
        Column("档次", "", 9, cell='""'),
        Column("奖金", "合计_奖金", 13, ("answer", *AMOUNT), cell=whole("投标_奖金"), pay=True),
        Column("人数", "", 7, cell='""'),
        Column("在岗人数", "", 7, cell='""'),
        Column("人均", "合计_人均", 12, ("answer", *AMOUNT), cell=whole("投标_人均"), pay=True),
        Column("员奖励", "合计_员奖励", 13, AMOUNT, cell=whole("投标_员奖励"), pay=True),
        Column("主管级", "合计_主管级", 12, AMOUNT, cell=whole("投标_主管级"), pay=True),
        Column("奖金（另一读法）", "合计_奖金另读", 13, ("note", *AMOUNT), cell=whole("投标_奖金另读"), pay=True),
        Column("员奖励（另一读法）", "合计_员奖励另读", 13, ("note", *AMOUNT), cell=whole("投标_员奖励另读"), pay=True),
        Column("备注", "", 16, cell='""'),
    ),
    1,
    1,
    key="合计",
    head_height=32,
)

PERSON = Table(
    "人员",
    (
        Column("序号", "", 5, IN_COUNTS),
        Column("姓名", "人员_姓名", 12, SHORT, needed="row", unique=True),
        Column(
            "岗位",
            "人员_岗位",
            14,
            SHORT,
            rule=validation.choice(POSTS, "本办法考核产品经理和标书制作员。"),
            needed="row",
        ),
        Column("在岗", "人员_在岗", 6, rule=validation.choice(YES_NO, "当月在岗选“是”。"), span=12, heads=MONTHS),
        Column(
            "全年人均合计（元）",
            "人员_合计",
            16,
            ("answer", *AMOUNT),
            array=f'IF(人员_姓名="","",ROUND({PARTS},2))',
            number=True,
            pay=True,
        ),
        Column("备注", "人员_备注", 18, REMARK),
    ),
    TEAM,
    8,
    key="姓名",
)

SIGNING = {"制表人": "草稿", "投标管理科": "已提交", "总经理": "总经理已批", "人力资源部": "已反馈"}

PAGES = (
    PageSpec(
        "投标激励",
        "投标激励表",
        (
            HEAD,
            Section("一、按月计提（中标额单位：万元）"),
            BID,
            Section("二、全年"),
            TOTAL,
            Note(
                "废标率=废标次数÷投标次数。奖金按当月中标额所在档次的费率计提（全额或分段见「参数」），各档上限归本档。"
                "灰色两列是分档的另一读法，只供对照；采用时改「参数」的分档。员奖励按同样的分档另计。"
                "主管级条款的费率原文中断，在「参数」填写后计算。",
                44,
            ),
        ),
        signers=("制表", "审核"),
        one_sheet=True,
    ),
    PageSpec(
        "人员",
        "参与投标管理的人员",
        (
            Note("当月在岗的选“是”；投标激励页没有填人数的月份，按在岗人数分配。全年合计为在岗各月人均之和。", 20),
            PERSON,
        ),
        signers=("制表", "审核"),
    ),
    sign_off_page(SIGNING, "部门", period=YEAR),
)

BIDS_KIND = Kind(
    "bids",
    "投标激励表",
    "call_centre",
    PAGES,
    (CHECK, RECOMPUTE, SIGN, FINALIZE),
    BID_NUMBERS,
    words=("投标", "投标激励"),
    en="bid incentives",
    owner="部门",
    shown=(
        "投标_月份",
        "投标_次数",
        "投标_废标率",
        "投标_中标额",
        "投标_档次",
        "投标_奖金",
        "投标_人均",
        "投标_员奖励",
    ),
)
