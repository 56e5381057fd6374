"""The numbers of 管理人员评分表: sections and duties of both forms, posts, company indicators, links between them."""

from __future__ import annotations

from xlkpi.drawing import validation
from xlkpi.drawing.choices import ORDERS
from xlkpi.drawing.number_spec import NumberColumn, Numbers, NumberTable, Setting
from xlkpi.schemes.appeal_registers import APPEAL_SETTINGS

DIRECTOR, ASSISTANT = "18项标准", "助理标准"
FORMS = (DIRECTOR, ASSISTANT)
SECTIONS, ASSISTANT_SECTIONS = 18, 12
DUTIES, ASSISTANT_DUTIES = 84, 30
"""Rows for duties: with a few to add, they fill two printed pages and one."""
INDICATORS = 6
MONTHS = 12
STANDARD_PAGE, DUTY_PAGE = "考核标准", "细则条目"


def _sections(key: str, title: str, prefix: str, rows: int) -> NumberTable:
    """Sections of a form with their points and weights."""
    points = validation.amount("该项满分。", 0, 1000)
    part = validation.amount("各项份数之比即权重。", 0, 1000, title="份数")
    return NumberTable(
        key,
        title,
        f"{prefix}_名称",
        "项目",
        (
            NumberColumn("points", f"{prefix}_分值", "分值", ("plain",), points),
            NumberColumn("part", f"{prefix}_份数", "权重份数", ("plain",), part),
        ),
        rows,
        page=STANDARD_PAGE,
    )


def _duties(key: str, title: str, prefix: str, sections: str, rows: int) -> NumberTable:
    """Duties of a form, each with its section and its number in the source."""
    section = validation.known(sections, "从该考核表的项目中选择。")
    return NumberTable(
        key,
        title,
        f"{prefix}_名称",
        "条目",
        (
            NumberColumn("section", f"{prefix}_项目", "所属项目", ("shrink",), section),
            NumberColumn("number", f"{prefix}_编号", "编号", ("plain_text",)),
        ),
        rows,
        page=DUTY_PAGE,
        sentences=True,
    )


def _link(key: str, name: str, label: str) -> Setting:
    """Which section of the form takes something from another page of the workbook."""
    rule = validation.known("细则_名称", "从 18 项中选择。")
    return Setting(key, name, label, ("shrink",), rule)


NUMBERS = Numbers(
    (
        _sections("section", "一、客服主任绩效考核标准（18项）", "细则", SECTIONS),
        _sections("assistant_section", "二、客服主任助理绩效考核标准", "助理项目", ASSISTANT_SECTIONS),
        NumberTable(
            "post",
            "一、岗位",
            "岗位_名称",
            "岗位",
            (NumberColumn("form", "岗位_考核表", "考核表", (), validation.choice(FORMS, "该岗位用哪一张考核表。")),),
            8,
        ),
        NumberTable(
            "indicator",
            "二、公司指标",
            "公司指标_名称",
            "指标",
            (
                NumberColumn("order", "公司指标_方向", "方向", (), validation.choice(ORDERS, "从列表中选择。")),
                NumberColumn("target", "公司指标_目标", "目标值", ("attendance",), validation.share("如 98%。")),
                NumberColumn(
                    "part",
                    "公司指标_份数",
                    "权重份数",
                    ("plain",),
                    validation.amount("各项指标份数之比即权重。", 0, 1000, title="份数"),
                ),
            ),
            INDICATORS,
        ),
        _duties("duty", "一、客服主任各项条目", "条目", "细则_名称", DUTIES),
        _duties("assistant_duty", "二、客服主任助理各项条目", "助理条目", "助理项目_名称", ASSISTANT_DUTIES),
    ),
    (
        Setting(
            "visits", "参数_走访次数", "重点客户走访", ("plain",), validation.count("每月几次。", 1, 31, title="次数")
        ),
        Setting(
            "survey_months",
            "参数_调研周期",
            "市场调研",
            ("plain",),
            validation.count("每几个月一次。", 1, MONTHS, title="月数"),
        ),
        _link("indicator_section", "参数_指标项目", "公司指标计入的项目"),
        _link("complaint_section", "参数_投诉项目", "投诉扣分计入的项目"),
        _link("county_section", "参数_县方项目", "县方扣分计入的项目"),
        _link("visit_section", "参数_走访项目", "客户走访所属的项目"),
        _link("survey_section", "参数_调研项目", "市场调研所属的项目"),
        *APPEAL_SETTINGS,
    ),
)
