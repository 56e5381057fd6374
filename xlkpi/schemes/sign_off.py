"""Who signs a workbook off: the steps from draft to fed back, each with name, date and seal.

The same in every system (rules F4); a system names the roles that sign its workbooks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from xlkpi.drawing import validation
from xlkpi.drawing.spec import Column, Table

STEPS: Mapping[str, str] = MappingProxyType(
    {
        "制表人": "草稿",
        "客服主管": "已提交",
        "主管经理": "经理已审",
        "总经理": "总经理已批",
        "客户服务部": "已备案",
        "人力资源部": "已反馈",
    }
)
"""The state that a workbook has once a role has signed, in the order in which they sign."""

ROLES = tuple(STEPS)
STATES = tuple(STEPS.values())
SHORT = ("center", "shrink")


def sign_off(roles: Sequence[str] = ROLES, cells: Sequence[int] = (1, 1, 1, 2, 1, 3), height: float = 28) -> Table:
    """The block of signatures, one row a role; `cells` are the sheet columns that each of its columns takes.

    Raises KeyError for a role that is none of STEPS.
    """
    columns = (
        Column("环节", "签批_环节", 12, ("label",), values=tuple(STEPS[role] for role in roles), fixed=True),
        Column("岗位", "签批_岗位", 12, ("label",), values=tuple(roles), fixed=True),
        Column("姓名（签字）", "签批_姓名", 12, SHORT),
        Column("日期", "签批_日期", 8, (*SHORT, "day"), rule=validation.day("签批日期")),
        Column("盖章", "签批_盖章", 12, SHORT),
        Column("意见", "签批_意见", 12, ("left", "wrap")),
    )
    wide = tuple(replace(column, cells=count) for column, count in zip(columns, cells, strict=True))
    return Table("签批", wide, len(roles), len(roles), key="姓名（签字）", row_height=height, head_height=18)
