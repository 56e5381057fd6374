"""Levels with quotas on the page of parameters, for every scheme that gives them by rank: declared once."""

from __future__ import annotations

from xlkpi.drawing import validation
from xlkpi.drawing.choices import ROUNDING_WORDS, ROUNDINGS, TIES, TIES_WORDS
from xlkpi.drawing.number_spec import MOST_LEVELS, NumberColumn, NumberTable, Setting

LEVEL_COUNT = 5
SHARE = validation.share("该部门等级下，此员工等级所占比例；空着为 0，每行合计须为 100%。", title="名额比例")
MEANING = 'IF({最低分}>0,"得分不低于 "&{最低分}&" 分","低于以上各分数线")&"为"&{}&"（"&{员工等级}&"）"'


def factor(key: str, name: str) -> NumberColumn:
    """What a level multiplies a base by; no better level has less."""
    rule = validation.amount("等级系数，如 1.1。", 0, 10)
    return NumberColumn(key, name, "系数", ("factor",), rule, order="falling")


def level_table(title: str, heading: str, full: str = "") -> NumberTable:
    """The levels with minimum and coefficient; `full` is the block that holds the full mark of the minimum."""
    return NumberTable(
        "level",
        title,
        "等级_名称",
        heading,
        (
            NumberColumn("code", "等级_代码", "员工等级", ()),
            NumberColumn("minimum", "等级_最低分", "最低分", ("plain",), validation.score(full), order="lower"),
            factor("coefficient", "等级_系数"),
        ),
        LEVEL_COUNT,
        exact=True,
        meaning=MEANING,
    )


def quota_table(title: str, label: str, heading: str) -> NumberTable:
    """The share of every level, by the level of the department (or unit); the first row holds the levels' codes."""
    columns = tuple(
        NumberColumn(f"share{n}", f"名额_{n}", f"第{n}级", ("share",), SHARE) for n in range(1, MOST_LEVELS + 1)
    )
    return NumberTable(
        "quota",
        title,
        label,
        heading,
        columns[:LEVEL_COUNT],
        LEVEL_COUNT + 1,
        together="名额比例",
        exact=True,
        headed=True,
        row_sums="合计",
        spare=columns[LEVEL_COUNT:],
    )


def rounding(name: str, label: str) -> Setting:
    """How seats are rounded to whole people."""
    rule = validation.choice(ROUNDINGS, "从列表中选择。")
    return Setting("rounding", name, label, ("shrink",), rule, ROUNDING_WORDS)


def ties(name: str, label: str) -> Setting:
    """What happens to people of equal scores."""
    return Setting("ties", name, label, ("shrink",), validation.choice(TIES, "从列表中选择。"), TIES_WORDS)
