"""The numbers of the service groups on the page of parameters."""

from __future__ import annotations

from xlkpi.drawing import validation
from xlkpi.drawing.choices import ORDERS
from xlkpi.drawing.spec import NumberColumn, Numbers, NumberTable, Setting
from xlkpi.schemes.gubang.group_parts import ITEMS

TIES = ("同分就高", "取平均名次")

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
                    validation.amount("单位分", "每前进一个名次的分值。", 0, 100),
                ),
                NumberColumn("order", "项目_方向", "方向", (), validation.choice("方向", ORDERS, "从列表中选择。")),
            ),
            ITEMS,
        ),
        NumberTable(
            "penalty",
            "二、处罚标准",
            "标准_名称",
            "事项",
            (
                NumberColumn(
                    "points", "标准_扣分", "扣分", ("count",), validation.amount("扣分", "每起扣多少分。", 0, 1000)
                ),
            ),
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
        Setting("a_line", "参数_A线", "a 级分数线", ("plain",), validation.amount("A线", "原文 92。", 0, 10_000)),
        Setting("d_line", "参数_D线", "d 级分数线", ("plain",), validation.amount("D线", "原文 35。", 0, 10_000)),
        Setting(
            "best_total",
            "参数_最高总分",
            "分数线所依据的最高总分",
            ("plain",),
            validation.amount("最高总分", "原文 112。", 1, 10_000),
        ),
        Setting("scaling", "参数_折算", "组数变动时"),
        Setting(
            "worst_level",
            "参数_末组等级",
            "末组低于线时的等级",
            (),
            validation.choice("末组等级", ("d", "e"), "由主管定。"),
        ),
        Setting("ties", "参数_同分", "同成绩的名次", (), validation.choice("同分处理", TIES, "从列表中选择。")),
        Setting(
            "penalty_limit",
            "参数_清零起数",
            "当月积分清零的处罚起数",
            ("count",),
            validation.amount("起数", "原文 2。", 1, 100),
        ),
        Setting(
            "zero_months",
            "参数_连零月数",
            "连续积分为0的月数",
            ("count",),
            validation.amount("月数", "原文 2。", 1, 100),
        ),
        Setting("probation", "参数_察看月数", "留岗察看", ("count",), validation.amount("月数", "原文 3。", 1, 100)),
        Setting(
            "items_day", "参数_项目日", "项目确定日（上月）", ("count",), validation.amount("日", "原文 25。", 1, 31)
        ),
        Setting(
            "results_day", "参数_公布日", "结果公布日（次月）", ("count",), validation.amount("日", "原文 5。", 1, 31)
        ),
        Setting(
            "appeal_days", "参数_答复天数", "申诉答复期限", ("count",), validation.amount("工作日", "原文 5。", 1, 1000)
        ),
    ),
)
