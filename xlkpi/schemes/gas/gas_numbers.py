"""The numbers of the gas company on the page of parameters."""

from __future__ import annotations

from xlkpi.drawing import validation
from xlkpi.drawing.number_spec import Numbers, NumberTable, Setting
from xlkpi.drawing.validation import FULL_MARK
from xlkpi.schemes.appeal_registers import APPEAL_SETTINGS
from xlkpi.schemes.budget_number import BUDGET
from xlkpi.schemes.level_numbers import LEVEL_COUNT, factor, level_table, quota_table, rounding, ties

MOST_MARKS = 1000
FULL = "满分"
"""The field of the full mark on a page without parameters: on 附件2 and on the plan."""

FULL_SETTING = "total_full"
"""The key of the full mark in the scheme."""

FULL_RULE = validation.amount("评分的满分，通常为 100。", 1, MOST_MARKS)

COMPOSITES = ("各期平均", "最后一期")
SAME, OWN = "同主管", "另填"
BY_COEFFICIENT, NO_PAY = "基数×系数", "不计算"


def _choice(key: str, name: str, label: str, options: tuple[str, ...]) -> Setting:
    """A setting that is one of several ways to read the rulebook."""
    return Setting(key, name, label, ("shrink",), validation.choice(options, "从列表中选择。"))


GAS_NUMBERS = Numbers(
    (
        level_table("一、等级、分数线与系数", "部门等级", FULL_MARK),
        quota_table("二、名额比例（首行为员工等级，每行合计 100%）", "名额_部门等级", "部门等级"),
        NumberTable(
            "employee_level",
            f"三、员工等级系数（下方「员工等级系数」选“{OWN}”时使用）",
            "员工系数_等级",
            "员工等级",
            (factor("factor", "员工系数_倍数"),),
            LEVEL_COUNT,
            exact=True,
            label_rule=validation.known("等级_代码", "等级表中的员工等级。"),
        ),
    ),
    (
        rounding("舍入方式", "舍入方式"),
        ties("同分处理", "同分处理"),
        Setting(
            "advisory_below",
            "名额_参考人数",
            "名额参考人数",
            ("count",),
            validation.count("参评人数不足此数时，比例仅供参考。", 0, 1000),
        ),
        Setting(FULL_SETTING, FULL_MARK, "满分", ("plain",), FULL_RULE),
        _choice("composite", "参数_合成方式", "主管得分的合成", COMPOSITES),
        _choice("employee_coefficients", "参数_员工系数", "员工等级系数", (SAME, OWN)),
        _choice("supervisor_pay", "参数_主管绩效", "主管绩效工资", (BY_COEFFICIENT, NO_PAY)),
        *APPEAL_SETTINGS,
        BUDGET,
    ),
    note="有未确认的数值时，汇总表只能作为草稿。",
)
