"""电商客服考核表 as data: performance pay and the scores of the shops."""

from __future__ import annotations

from xlkpi.drawing import validation
from xlkpi.drawing.spec import Column, Table
from xlkpi.schemes.column_looks import AMOUNT, IN_COUNTS, IN_FACTORS, IN_POINTS, IN_YUAN, SHORT, SMALL
from xlkpi.schemes.ecommerce.shop_results import PEOPLE, STAFF

SHOPS = 8
FACTORS = "工资_岗位,工资_采用占比,工资_系数,工资_店铺得分"
SHARE = 'IF({占比}="",参数_绩效占比,{占比})'
GUIDE = 'IF(OR({工号}="",{层级}=""),"",IF(ISNA(MATCH({层级},指导_层级,0)),"没有此层级",'
LOW, HIGH = "INDEX(指导_下限,MATCH({层级},指导_层级,0))", "INDEX(指导_上限,MATCH({层级},指导_层级,0))"
EXTRA = "N({提成实发})+MAX(0,N({首末奖惩}))+N({项目奖金})"
WITHOUT = 'AND(LEFT(INDEX(客服_参评,{#}),3)="不参评",LEN({绩效工资})=0,COUNT({提成},{项目奖金})>0)'
"""Somebody who is not appraised may have a commission or a bonus and no performance pay."""
PAY = Table(
    "工资",
    (
        *PEOPLE.repeated("工资"),
        Column("店铺", "工资_店铺", 13, SHORT, cell='INDEX(客服_店铺,{#})&""'),
        Column("层级", "工资_层级", 9, rule=validation.known("指导_层级", "从指导比例的层级中选择。")),
        Column("岗位工资", "工资_岗位", 12, IN_YUAN, rule=validation.amount("单位元。"), needed="factor", pay=True),
        Column(
            "占比",
            "工资_占比",
            8,
            ("center", "share"),
            rule=validation.share("空着按「参数」的占比。", title="绩效占比"),
            wrong="",
        ),
        Column(
            "个人系数",
            "工资_系数",
            9,
            IN_FACTORS,
            rule=validation.amount("如 1.1。", 0, 10),
            wrong="",
            needed="factor",
            only_appraised=True,
        ),
        Column(
            "店铺得分", "工资_店铺得分", 9, IN_POINTS, cell='IFERROR(INDEX(店铺_得分,MATCH({店铺},店铺_名称,0)),"")'
        ),
        Column(
            "绩效工资",
            "工资_绩效",
            13,
            ("answer", "right", "money"),
            array=f'IF(COUNT(店铺_得分)=0,"",KPI_PERFPAY({FACTORS},店铺_得分))',
            number=True,
            pay=True,
        ),
        Column("首末奖惩", "工资_奖惩", 10, IN_YUAN, cell="INDEX(得分_奖惩,{#})", number=True, pay=True),
        Column(
            "提成",
            "工资_提成",
            11,
            AMOUNT,
            rule=validation.amount("当月提成，单位元；最后一名从中扣减。"),
            doubt="AND(N({首末奖惩})<0,N({})+N({首末奖惩})<0)",
            pay=True,
        ),
        Column(
            "提成实发",
            "工资_提成实发",
            11,
            AMOUNT,
            cell='IF({提成}="","",MAX(0,{提成}+MIN(0,N({首末奖惩}))))',
            number=True,
            pay=True,
        ),
        Column(
            "项目奖金", "工资_项目奖金", 11, AMOUNT, rule=validation.amount("技术人员的项目奖金，单位元。"), pay=True
        ),
        Column(
            "合计",
            "工资_合计",
            13,
            ("answer", "right", "money"),
            cell=f'IF(OR(ISNUMBER({{绩效工资}}),{WITHOUT}),ROUND(N({{绩效工资}})+{EXTRA},2),"")',
            number=True,
            pay=True,
        ),
        Column(
            "指导比例",
            "工资_指导",
            22,
            SMALL,
            cell=f'{GUIDE}IF(AND({{采用占比}}>={LOW},{{采用占比}}<={HIGH}),"符合",'
            f'"应为"&TEXT({LOW},"0%")&IF({HIGH}=1,"以上",IF({LOW}={HIGH},"","～"&TEXT({HIGH},"0%"))))))',
            doubt='AND({}<>"",{}<>"符合")',
        ),
        Column("采用占比", "工资_采用占比", 8, ("note", "share"), cell=f'IF({{工号}}="","",{SHARE})', hidden=True),
    ),
    STAFF,
    12,
    key="工号",
    roster=True,
)

SHOP = Table(
    "店铺",
    (
        Column("序号", "", 5, IN_COUNTS),
        Column("店铺", "店铺_名称", 18, SHORT, unique=True, needed="row"),
        Column(
            "店铺得分",
            "店铺_得分",
            14,
            IN_POINTS,
            rule=validation.amount("公司评定的店铺得分。", 0, 200),
            needed="others",
        ),
        Column(
            "员工平均",
            "店铺_平均",
            14,
            IN_POINTS,
            cell='IF({店铺}="","",IFERROR(ROUND(AVERAGEIFS(得分_月度,客服_店铺,{店铺}),2),""))',
        ),
        Column(
            "店长评平均",
            "店铺_店长评",
            14,
            IN_POINTS,
            cell='IF({店铺}="","",IFERROR(ROUND(AVERAGEIFS(客服_店长评,客服_店铺,{店铺}),2),""))',
        ),
        Column(
            "比各店平均",
            "店铺_宽严",
            14,
            ("center", "small"),
            cell='IF(ISNUMBER({店长评平均}),IF({店长评平均}>AVERAGE(客服_店长评),"偏宽 ",'
            'IF({店长评平均}<AVERAGE(客服_店长评),"偏严 ","相同"))&IF({店长评平均}=AVERAGE(客服_店长评),"",'
            'TEXT(ABS({店长评平均}-AVERAGE(客服_店长评)),"0.00")),"")',
        ),
    ),
    SHOPS,
    SHOPS,
    key="店铺",
)
