"""The numbers of e-commerce customer service on the page of parameters."""

from __future__ import annotations

from xlkpi.drawing import validation
from xlkpi.drawing.choices import ORDERS
from xlkpi.drawing.number_spec import NumberColumn, Numbers, NumberTable, Setting
from xlkpi.schemes.appeal_registers import APPEAL_SETTINGS
from xlkpi.schemes.budget_number import BUDGET
from xlkpi.schemes.eligibility_columns import SETTINGS as ELIGIBILITY

INDICATORS = 7
WEIGHT = validation.share("同一表的权重合计须为 100%。")

SHOP_NUMBERS = Numbers(
    (
        NumberTable(
            "indicator",
            "一、考核指标（方向、目标值、权重）",
            "指标_名称",
            "指标",
            (
                NumberColumn("order", "指标_方向", "方向", (), validation.choice(ORDERS, "从列表中选择。")),
                NumberColumn(
                    "target",
                    "指标_目标",
                    "目标值",
                    ("plain",),
                    validation.amount("大于 0。", validation.LEAST_TARGET, 1_000_000),
                ),
                NumberColumn("weight", "指标_权重", "权重", ("share",), WEIGHT, sums=True),
            ),
            INDICATORS,
        ),
        NumberTable(
            "rater",
            "二、评分人权重",
            "评分人_名称",
            "评分人",
            (NumberColumn("weight", "评分人_权重", "权重", ("share",), WEIGHT, sums=True),),
            2,
        ),
        NumberTable(
            "blend",
            "三、指标得分与评分人得分的合成",
            "合成_名称",
            "组成",
            (NumberColumn("weight", "合成_权重", "权重", ("share",), WEIGHT, sums=True),),
            2,
        ),
        NumberTable(
            "guide",
            "四、绩效工资占比的指导比例（与公式的占比不同）",
            "指导_层级",
            "层级",
            (
                NumberColumn("low", "指导_下限", "下限", ("share",), validation.share("指导比例下限。")),
                NumberColumn("high", "指导_上限", "上限", ("share",), validation.share("指导比例上限。")),
            ),
            6,
        ),
        NumberTable(
            "dimension",
            "五、德勤能绩的权重",
            "维度_名称",
            "维度",
            (NumberColumn("weight", "维度_权重", "权重", ("share",), WEIGHT, sums=True),),
            4,
        ),
    ),
    (
        Setting("total_full", "参数_满分", "满分", ("plain",), validation.amount("各项评分的满分。", 1, 1000)),
        Setting(
            "first_award",
            "参数_首名",
            "第一名奖励",
            ("plain",),
            validation.amount("单位元。", 0, 100_000, title="奖励"),
        ),
        Setting(
            "last_award",
            "参数_末名",
            "最后一名扣减",
            ("plain",),
            validation.amount("单位元，负数，从提成中扣。", -100_000, 0, title="扣减"),
        ),
        Setting(
            "plan_count",
            "参数_改进人数",
            "提交改进计划的末位人数",
            ("plain",),
            validation.count("末几名，同分者一并提交。", 1, 100, title="人数"),
        ),
        Setting(
            "plan_days", "参数_改进天数", "改进计划期限", ("plain",), validation.count("自然日。", 1, 100, title="天数")
        ),
        Setting(
            "pay_share",
            "参数_绩效占比",
            "绩效工资占岗位工资",
            ("share",),
            validation.share("公式中的占比。", title="占比"),
        ),
        Setting(
            "year_bottom",
            "参数_年末位",
            "年度末位比例",
            ("share",),
            validation.share("占全体人数的份额。", title="比例"),
        ),
        Setting("year_line", "参数_年分数线", "年度末位分数线", ("plain",), validation.score(title="分数线")),
        Setting(
            "years_in_row",
            "参数_连续年数",
            "连续末位年数（提请复核）",
            ("plain",),
            validation.count("连续几年末位。", 1, 10, title="年"),
        ),
        Setting(
            "quarter",
            "参数_季月数",
            "季度考核的月数",
            ("plain",),
            validation.count("几个月为一个季度考核周期。", 1, 12, title="月"),
        ),
        *ELIGIBILITY,
        *APPEAL_SETTINGS,
        BUDGET,
    ),
)
