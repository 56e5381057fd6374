"""The numbers of the bid incentives on the page of parameters: both readings of the tiers, and what breaks off."""

from __future__ import annotations

from xlkpi.drawing import validation
from xlkpi.drawing.number_spec import NumberColumn, Numbers, NumberTable, Setting

TIER_MODES = ("全额", "分段")
BOUND = validation.amount("万元，不含。", 0, 10_000_000)
RATE = validation.share("如 0.05%，即 0.5‰。", title="费率")
TIERS = 8


def tiers(key: str, title: str, prefix: str) -> NumberTable:
    """A table of tiers: lower bound, rate, rate of the staff's reward."""
    return NumberTable(
        key,
        title,
        f"{prefix}_名称",
        "档次",
        (
            NumberColumn("bound", f"{prefix}_下限", "下限", ("plain",), BOUND, order="higher"),
            NumberColumn("rate", f"{prefix}_费率", "奖金费率", ("permille",), RATE, order="rising"),
            NumberColumn("staff_rate", f"{prefix}_员费率", "员奖励费率", ("permille",), RATE, order="rising"),
        ),
        TIERS,
    )


BID_NUMBERS = Numbers(
    (
        tiers("tier", "一、分档与费率（下限不含，上限含）", "分档"),
        tiers("tier_other", "二、另一读法的分档与费率（只供对照）", "另读"),
    ),
    (
        Setting(
            "tier_mode", "参数_计提方式", "计提方式", (), validation.choice(TIER_MODES, "从列表中选择。", title="方式")
        ),
        Setting(
            "start",
            "参数_起点",
            "起点（不超过不计提）",
            ("plain",),
            validation.amount("万元，0 为没有起点。", 0, 10_000_000, title="起点"),
        ),
        Setting(
            "people",
            "参数_人数",
            "参与分配人数",
            ("plain",),
            validation.count("当月没有填人数、也没有在岗人员时采用。", 1, 100_000, title="人数"),
        ),
        Setting(
            "supervisor_line",
            "参数_主管线",
            "主管级条款的中标额（低于）",
            ("plain",),
            validation.amount("万元。", 0, 10_000_000, title="中标额"),
        ),
        Setting("supervisor_rate", "参数_主管费率", "主管级费率", ("permille",), RATE, open=True),
    ),
)
