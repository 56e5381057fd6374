"""The numbers of the call centres on the page of parameters."""

from __future__ import annotations

from xlkpi.drawing import validation
from xlkpi.drawing.spec import NumberColumn, Numbers, NumberTable, Setting
from xlkpi.drawing.validation import FULL_MARK
from xlkpi.schemes.level_numbers import level_table, quota_table, rounding, ties

WEIGHT = validation.share("权重", "同一表的权重合计须为 100%。")
SHARE = ("share",)
MODES = ("净话务量", "抵减单位量")
TIER_MODES = ("全额", "分段")


def weights(key: str, title: str, prefix: str, heading: str, rows: int) -> NumberTable:
    """A table of names and weights."""
    column = NumberColumn("weight", f"{prefix}_权重", "权重", SHARE, WEIGHT, sums=True)
    return NumberTable(key, title, f"{prefix}_名称", heading, (column,), rows)


CALL_NUMBERS = Numbers(
    (
        weights("index", "一、话务、质量、日常管理的权重", "指标", "指标组", 3),
        weights("dimension", "二、德能绩勤的权重", "维度", "维度", 4),
        NumberTable(
            "outside",
            "三、不用德能绩勤表的岗位",
            "不适用_岗位",
            "岗位",
            (NumberColumn("form", "不适用_说明", "说明", ()),),
            4,
        ),
        weights("cadre", "四、干部综合得分的权重", "干部项", "项目", 2),
        weights("peer", "五、优秀员工互评与自评的权重", "互评项", "评分", 2),
        level_table("六、等级、分数线与系数", "单位等级", FULL_MARK),
        quota_table("七、名额比例（首行为员工等级，每行合计 100%）", "名额_单位等级", "单位等级"),
    ),
    (
        Setting("total_full", "参数_满分", "满分", ("plain",), validation.amount("满分", "各项评分的满分。", 1, 1000)),
        Setting(
            "unit_calls",
            "参数_单位量",
            "月度单位话务量",
            ("plain",),
            validation.amount("单位量", "原文示例 5000。", 1, 1_000_000),
        ),
        Setting("volume_mode", "参数_话务方式", "话务指数算法", (), validation.choice("方式", MODES, "从列表中选择。")),
        Setting(
            "volume_cap", "参数_话务封顶", "话务得分封顶", ("plain",), validation.amount("封顶", "最高得分。", 0, 1000)
        ),
        Setting(
            "cutoff_day",
            "参数_转正截止日",
            "转正当月参评的截止日",
            ("plain",),
            validation.amount("日", "原文 10 日。", 1, 31),
        ),
        Setting(
            "most_leave", "参数_请假上限", "请假上限（超过不参评）", SHARE, validation.share("请假上限", "原文 1/2。")
        ),
        rounding("参数_取整", "名额取整"),
        ties("参数_同分", "同分处理"),
    ),
)

BID_NUMBERS = Numbers(
    (
        NumberTable(
            "tier",
            "一、分档与费率（下限不含，上限含）",
            "分档_名称",
            "档次",
            (
                NumberColumn(
                    "bound", "分档_下限", "下限", ("plain",), validation.amount("下限", "万元，不含。", 0, 10_000_000)
                ),
                NumberColumn(
                    "rate", "分档_费率", "费率", ("permille",), validation.share("费率", "如 0.05%，即 0.5‰。")
                ),
            ),
            8,
        ),
    ),
    (
        Setting("tier_mode", "参数_计提方式", "计提方式", (), validation.choice("方式", TIER_MODES, "从列表中选择。")),
        Setting(
            "start",
            "参数_起点",
            "起点（不超过不计提）",
            ("plain",),
            validation.amount("起点", "万元，默认 0。", 0, 10_000_000),
        ),
        Setting("people", "参数_人数", "参与分配人数", ("plain",), validation.amount("人数", "原文 30。", 1, 100_000)),
    ),
)
