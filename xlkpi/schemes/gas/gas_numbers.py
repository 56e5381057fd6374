"""The numbers of the gas company on the page of parameters."""

from __future__ import annotations

from xlkpi.drawing import validation
from xlkpi.drawing.spec import Numbers, Setting
from xlkpi.drawing.validation import FULL_MARK
from xlkpi.schemes.level_numbers import level_table, quota_table, rounding, ties

MOST_MARKS = 1000
FULL = "满分"
"""The field of the full mark on a page without parameters: on 附件2 and on the plan."""

FULL_SETTING = "total_full"
"""The key of the full mark in the scheme."""

FULL_RULE = validation.amount("满分", "评分的满分，通常为 100。", 1, MOST_MARKS)

GAS_NUMBERS = Numbers(
    (
        level_table("一、等级、分数线与系数", "部门等级", FULL_MARK),
        quota_table("二、名额比例（首行为员工等级，每行合计 100%）", "名额_部门等级", "部门等级"),
    ),
    (
        rounding("舍入方式", "舍入方式"),
        ties("同分处理", "同分处理"),
        Setting(
            "advisory_below",
            "名额_参考人数",
            "名额参考人数",
            ("count",),
            validation.amount("名额参考人数", "参评人数不足此数时，比例仅供参考。", 0, 1000),
        ),
        Setting(FULL_SETTING, FULL_MARK, "满分", ("plain",), FULL_RULE),
    ),
    note="有未确认的数值时，汇总表只能作为草稿。",
)
