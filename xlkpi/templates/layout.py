"""Where things stand in our workbooks, as defined names: declared once, written by builders, read by actions.

Every name has workbook scope and stands for one rectangle of cells; nothing is ever found by address.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal

Role = Literal["input", "computed", "fixed", "span"]
"""Who fills a cell: a person or an action, a formula, or the template itself (running numbers, stage names).

A span is one name over several neighbouring blocks, for look-ups.
"""

INDICATOR_ROWS = 12
PLAN_ITEM_ROWS = 10
PLAN_ROWS = 12
DEPARTMENT_ROWS = 6
ROSTER_ROWS = 60
LEVEL_COUNT = 5

STATES = ("草稿", "已提交", "经理已审", "总经理已批", "已备案", "已反馈")
"""States of a 附件3 in the order they are passed; the sign-off block has one row for each."""

YES_NO = ("是", "否")
EMPLOYMENT = ("在编", "兼职")
ROUNDINGS = ("四舍五入", "最大余数", "只舍不入", "累计四舍五入")
TIES = ("同分就高", "同分就低", "按名单顺序", "停下来问")


@dataclass(frozen=True)
class Named:
    """One defined name: its shape in cells and who fills it. `rows` None means as many as the roster has."""

    name: str
    role: Role = "input"
    rows: int | None = 1
    columns: int = 1


@dataclass(frozen=True)
class Layout:
    """All names of one kind of workbook; `marks` are those by which a workbook is recognised as of this kind.

    `numbers` are computed blocks that hold numbers or nothing, `people` says which blocks are a person's id, name,
    department, total, rank, level, coefficient, pay, points, eligible, why; `confirmed` maps blocks of 是/否 to what
    they confirm.
    """

    kind: str
    title: str
    named: tuple[Named, ...]
    marks: frozenset[str]
    numbers: frozenset[str] = frozenset()
    people: Mapping[str, str] = field(default_factory=dict)
    confirmed: Mapping[str, str] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """Every declared name, in reading order."""
        return tuple(entry.name for entry in self.named)

    def __getitem__(self, name: str) -> Named:
        """The declaration of `name`. Raises KeyError."""
        for entry in self.named:
            if entry.name == name:
                return entry
        raise KeyError(name)

    def missing(self, names: Collection[str]) -> tuple[str, ...]:
        """Declared names that are not among `names`."""
        return tuple(name for name in self.names if name not in names)


def _block(names: tuple[str, ...], rows: int | None, role: Role = "input") -> tuple[Named, ...]:
    return tuple(Named(name, role, rows) for name in names)


FORM_HEAD = ("分公司", "工号", "姓名", "岗位", "考核月份", "考核人")
FORM_INPUT_COLUMNS = ("指标", "考核标准", "权重", "目标值", "实际完成", "自评分", "主管评分")
FORM_COLUMNS = (*FORM_INPUT_COLUMNS, "加权得分")
FORM_RESULTS = ("权重合计", "总分", "自评总分")
FORM_REMARKS = ("加减分", "加减分事由", "员工自评", "主管评语", "面谈反馈", "员工签名", "主管签名", "签名日期")

FORM = Layout(
    "form",
    "附件2 客服员工绩效考核表",
    (
        *_block(FORM_HEAD, 1),
        *_block(FORM_INPUT_COLUMNS, INDICATOR_ROWS),
        Named("加权得分", "computed", INDICATOR_ROWS),
        *_block(FORM_RESULTS, 1, "computed"),
        *_block(FORM_REMARKS, 1),
    ),
    frozenset({"工号", "权重", "主管评分", "总分"}),
)

PLAN_HEAD = ("分公司", "部门", "主管", "考核月份", "计划名称", "起始日期", "截止日期")
PLAN_COLUMNS = ("计划事项", "计划目标", "责任人", "完成时限", "完成情况", "未完成原因")
PLAN_SCORES = ("主管经理评分", "客户服务部评分")
PLAN_REMARKS = ("主管小结", "主管经理评语", "客户服务部评语", "主管签名", "主管经理签名", "客户服务部签名")

PLAN = Layout(
    "plan",
    "双周滚动计划",
    (
        *_block(PLAN_HEAD, 1),
        *_block(PLAN_COLUMNS, PLAN_ITEM_ROWS),
        *_block(PLAN_SCORES, 1),
        Named("计划得分", "computed"),
        *_block(PLAN_REMARKS, 1),
    ),
    frozenset({"计划名称", "主管经理评分", "客户服务部评分", "计划得分"}),
)

SUMMARY_HEAD = ("分公司", "考核月份", "状态", "制表人", "制表日期")
SUMMARY_PLAN_COLUMNS = ("计划_部门", "计划_名称", "计划_主管经理评分", "计划_客户服务部评分")
SUPERVISOR_COLUMNS = ("主管_部门", "主管_姓名")
SUPERVISOR_RESULTS = ("主管_得分", "主管_等级", "主管_系数")
ROSTER_INPUT_COLUMNS = (
    "名单_工号",
    "名单_姓名",
    "名单_岗位",
    "名单_用工",
    "名单_部门",
    "名单_参评",
    "名单_总分",
    "名单_绩效基数",
    "名单_出勤率",
)
ROSTER_RESULTS = ("名单_部门等级", "名单_部门排名", "名单_等级", "名单_等级系数", "名单_绩效工资", "名单_说明")
ROSTER_PRINTED = (
    "名单_序号",
    "名单_工号",
    "名单_姓名",
    "名单_岗位",
    "名单_用工",
    "名单_部门",
    "名单_参评",
    "名单_总分",
    "名单_部门排名",
    "名单_等级",
    "名单_等级系数",
    "名单_绩效基数",
    "名单_出勤率",
    "名单_绩效工资",
    "名单_说明",
)
"""The roster's columns in the order they are printed; 名单_部门等级 is a helper beside them."""

SIGN_OFF = ("签批_姓名", "签批_日期", "签批_意见")
LEVEL_COLUMNS = ("等级_名称", "等级_代码", "等级_最低分", "等级_系数", "等级_已确认")
SETTINGS = ("舍入方式", "同分处理", "名额_参考人数")
SETTINGS_CONFIRMED = ("舍入方式_已确认", "同分处理_已确认", "名额_参考人数_已确认")

SUMMARY = Layout(
    "summary",
    "附件3 客服员工考核汇总表",
    (
        *_block(SUMMARY_HEAD, 1),
        Named("名单_序号", "fixed", None),
        *_block(ROSTER_INPUT_COLUMNS, None),
        *_block(ROSTER_RESULTS, None, "computed"),
        *_block(SUMMARY_PLAN_COLUMNS, PLAN_ROWS),
        Named("计划_得分", "computed", PLAN_ROWS),
        *_block(SUPERVISOR_COLUMNS, DEPARTMENT_ROWS),
        *_block(SUPERVISOR_RESULTS, DEPARTMENT_ROWS, "computed"),
        Named("主管_表", "span", DEPARTMENT_ROWS, len(SUPERVISOR_COLUMNS) + len(SUPERVISOR_RESULTS)),
        Named("名额_人数", "computed", DEPARTMENT_ROWS),
        Named("名额_应评", "computed", DEPARTMENT_ROWS, LEVEL_COUNT),
        Named("名额_实评", "computed", DEPARTMENT_ROWS, LEVEL_COUNT),
        Named("汇总_表", "computed", DEPARTMENT_ROWS + 2, 5 + LEVEL_COUNT),
        Named("签批_环节", "fixed", len(STATES)),
        *_block(SIGN_OFF, len(STATES)),
        *_block(LEVEL_COLUMNS, LEVEL_COUNT),
        Named("名额比例", "input", LEVEL_COUNT + 1, LEVEL_COUNT + 1),
        Named("名额_已确认", "input", LEVEL_COUNT),
        *_block(SETTINGS, 1),
        *_block(SETTINGS_CONFIRMED, 1),
    ),
    frozenset({"名单_工号", "名单_总分", "名单_等级", "名额比例"}),
    people={
        "id": "名单_工号",
        "name": "名单_姓名",
        "department": "名单_部门",
        "total": "名单_总分",
        "eligible": "名单_参评",
    },
)

LAYOUTS = (FORM, SUMMARY, PLAN)


def recognise(names: Collection[str]) -> Layout | None:
    """The kind of workbook that carries these defined names; None where it is none of ours."""
    return next((layout for layout in LAYOUTS if layout.marks.issubset(names)), None)
