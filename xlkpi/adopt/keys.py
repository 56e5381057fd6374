"""The words in which everything is said that can be understood of a workbook, and what people call them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from xlkpi.errors import Sentence, sentence

KEYS: Final[tuple[str, ...]] = (
    *("branch", "department", "employee_id", "name", "post", "month", "rater", "indicator", "standard", "weight"),
    *("target", "actual", "self_score", "score", "weighted", "adjust", "total", "rank", "level", "coefficient"),
    *("base_pay", "attendance", "pay", "eligible", "remark", "department_level", "supervisor"),
)
"""Everything that can be understood, by the word in which it is said."""

LINE_KEYS: Final[frozenset[str]] = frozenset(
    ("indicator", "standard", "weight", "target", "actual", "self_score", "score", "weighted", "adjust", "remark")
)
"""Columns of a form, where each row is one indicator."""

PERSON_KEYS: Final[frozenset[str]] = frozenset(
    (
        *("branch", "department", "employee_id", "name", "post", "month", "rater", "supervisor", "department_level"),
        *("self_score", "score", "adjust", "total", "rank", "level", "coefficient", "base_pay", "attendance"),
        *("pay", "eligible", "remark"),
    )
)
"""Columns of a summary, where each row is one person."""

RESULT_KEYS: Final[frozenset[str]] = frozenset(
    ("adjust", "total", "rank", "level", "coefficient", "base_pay", "attendance", "pay")
)
"""What stands below the lines of a form."""

HEAD_KEYS: Final[frozenset[str]] = frozenset(
    ("branch", "department", "employee_id", "name", "post", "month", "rater", "supervisor", "department_level")
)
"""What stands in the head of a form or table."""

CALLED: Final[Mapping[str, tuple[str, str]]] = {
    "branch": ("分公司", "branch"),
    "department": ("部门", "department"),
    "employee_id": ("工号", "employee id"),
    "name": ("姓名", "name"),
    "post": ("岗位", "post"),
    "month": ("考核月份", "month"),
    "rater": ("考核人", "rater"),
    "indicator": ("考核指标", "indicator"),
    "standard": ("考核标准", "standard"),
    "weight": ("权重", "weight"),
    "target": ("目标值", "target"),
    "actual": ("实际完成", "actual"),
    "self_score": ("自评分", "self score"),
    "score": ("评分", "score"),
    "weighted": ("加权得分", "weighted score"),
    "adjust": ("加减分", "adjustment"),
    "total": ("总分", "total"),
    "rank": ("排名", "rank"),
    "level": ("等级", "level"),
    "coefficient": ("系数", "coefficient"),
    "base_pay": ("绩效基数", "base pay"),
    "attendance": ("考勤系数", "attendance"),
    "pay": ("绩效工资", "pay"),
    "eligible": ("是否参评", "eligible"),
    "remark": ("备注", "remark"),
    "department_level": ("部门等级", "department's level"),
    "supervisor": ("主管", "supervisor"),
}
"""What people call each key, in both languages."""

ASKED_TOO: Final[Mapping[str, tuple[str, str]]] = {
    "kind": ("表的种类", "the kind"),
    "marks": ("计分方法", "way of adding up"),
    "last_row": ("最后一行", "last row"),
    "level_rule": ("等级怎么定", "what gives the levels"),
}
"""What is no key and may be asked all the same: what a sheet is, how a form adds up, where a body ends, levels."""
ANSWERABLE: Final[tuple[str, ...]] = (*KEYS, *ASKED_TOO)
"""Everything that may be answered."""


def called(key: str) -> Sentence:
    """The key as a sentence says it."""
    zh, en = CALLED.get(key) or ASKED_TOO.get(key, (key, key))
    return sentence(zh, en)
