"""The numbers of the service groups on the page of parameters."""

from __future__ import annotations

from xlkpi.drawing import validation
from xlkpi.drawing.choices import ORDERS
from xlkpi.drawing.number_spec import NumberColumn, Numbers, NumberTable, Setting
from xlkpi.drawing.validation import Rule
from xlkpi.schemes.appeal_registers import APPEAL_SETTINGS
from xlkpi.schemes.budget_number import BUDGET
from xlkpi.schemes.gubang.group_parts import ITEMS
from xlkpi.schemes.level_numbers import factor

TIES = ("同分就高", "取平均名次")
SCALED = "按最高总分折算"
SCALINGS = (SCALED, "不折算")
KINDS_OF_WORK, USES = 12, 3


def _count(title: str, most: float) -> Rule:
    """The rule of a whole number from 1 on, of cases, months or days."""
    return validation.count("来源见右。", 1, most, title=title)


NUMBERS = Numbers(
    (
        NumberTable(
            "item",
            "一、本月评比项目（每月可改）",
            "项目_名称",
            "项目",
            (
                NumberColumn(
                    "unit", "项目_单位分", "单位分", ("plain",), validation.amount("每前进一个名次的分值。", 0, 100)
                ),
                NumberColumn("order", "项目_方向", "方向", (), validation.choice(ORDERS, "从列表中选择。")),
            ),
            ITEMS,
        ),
        NumberTable(
            "penalty",
            "二、处罚标准",
            "标准_名称",
            "事项",
            (NumberColumn("points", "标准_扣分", "扣分", ("count",), validation.amount("每起扣多少分。", 0, 1000)),),
            8,
        ),
        NumberTable(
            "allowed",
            "三、小组等级与组员可评等级",
            "可评_小组等级",
            "小组等级",
            (
                NumberColumn(
                    "levels", "可评_组员等级", "组员可评等级", (), validation.several("系数_等级", "如 a、b、c。")
                ),
            ),
            5,
            together="可评等级",
            label_rule=validation.known("系数_等级", "等级系数表中的等级。"),
        ),
        NumberTable(
            "work",
            "四、工作项目与积分标准（公司自定）",
            "工作_名称",
            "工作项目",
            (
                NumberColumn("basis", "工作_计量", "计量方式", ()),
                NumberColumn(
                    "points",
                    "工作_积分",
                    "积分",
                    ("plain",),
                    validation.amount("每件（户、小时等）多少分。", 0, 10_000),
                ),
            ),
            KINDS_OF_WORK,
        ),
        NumberTable("coefficient", "五、组员等级系数", "系数_等级", "等级", (factor("factor", "系数_倍数"),), 5),
        NumberTable(
            "use",
            "六、结果用途与列入的等级",
            "用途_名称",
            "用途",
            (
                NumberColumn(
                    "levels",
                    "用途_等级",
                    "列入名单的等级",
                    (),
                    validation.several("系数_等级", "如 d、e；空着为不列入。", optional=True),
                ),
            ),
            USES,
        ),
    ),
    (
        Setting(
            "a_line", "参数_A线", "a 级分数线", ("plain",), validation.amount("来源见右。", 0, 10_000, title="A线")
        ),
        Setting(
            "d_line", "参数_D线", "d 级分数线", ("plain",), validation.amount("来源见右。", 0, 10_000, title="D线")
        ),
        Setting(
            "best_total",
            "参数_最高总分",
            "分数线所依据的最高总分",
            ("plain",),
            validation.amount("来源见右。", 1, 10_000, title="最高总分"),
        ),
        Setting(
            "scaling",
            "参数_折算",
            "组数或项目变动时的分数线",
            ("shrink",),
            validation.choice(SCALINGS, "从列表中选择。", title="折算"),
        ),
        Setting(
            "worst_level",
            "参数_末组等级",
            "末组低于线时的等级",
            (),
            validation.choice(("d", "e"), "由主管定。", title="末组等级"),
        ),
        Setting("ties", "参数_同分", "同成绩的名次", (), validation.choice(TIES, "从列表中选择。", title="同分处理")),
        Setting("penalty_limit", "参数_清零起数", "当月绩效分为0的处罚起数", ("count",), _count("起数", 100)),
        Setting("zero_months", "参数_连零月数", "绩效分连续为0的月数", ("count",), _count("月数", 100)),
        Setting("probation", "参数_试用月数", "原文：改为试用工作期", ("count",), _count("月数", 100)),
        Setting("items_day", "参数_项目日", "项目确定日（上月）", ("count",), _count("日", 31)),
        Setting("results_day", "参数_公布日", "结果公布日（次月）", ("count",), _count("日", 31)),
        *APPEAL_SETTINGS,
        BUDGET,
    ),
)
