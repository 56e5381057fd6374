"""服务小组评比表 as data: the register of work, an entry per person, day and kind of work, and what it earns."""

from __future__ import annotations

from xlkpi.drawing import validation
from xlkpi.drawing.spec import Column, Note, PageSpec, Table
from xlkpi.schemes.column_looks import DAY, IN_COUNTS, IN_POINTS, PLAIN, REMARK, SHORT
from xlkpi.schemes.gubang.group_members import PEOPLE

ENTRIES = 400
STANDARD = "MATCH({工作项目},工作_名称,0)"

WORK = Table(
    "工作登记",
    (
        Column("序号", "", 6, IN_COUNTS),
        Column(
            "日期",
            "登记_日期",
            15,
            DAY,
            rule=validation.day(within=True, title="工作日期"),
            doubt='AND({}="",{工号}<>"")',
            needed="row",
        ),
        Column(
            "工号",
            "登记_工号",
            10,
            ("center", "shrink", "plain_text"),
            rule=PEOPLE.known(),
            doubt=f'AND({{}}<>"",COUNTIF({PEOPLE.id},{{}})=0)',
            needed="row",
        ),
        Column("姓名", "登记_姓名", 10, SHORT, cell=PEOPLE.name_of("{工号}")),
        Column(
            "工作项目",
            "登记_项目",
            18,
            ("left", "shrink"),
            rule=validation.known("工作_名称", "从「参数」的积分标准中选择。"),
            needed="row",
        ),
        Column(
            "计量", "登记_计量", 8, SHORT, cell=f'IF({{工作项目}}="","",IFERROR(INDEX(工作_计量,{STANDARD})&"",""))'
        ),
        Column(
            "数量",
            "登记_数量",
            9,
            PLAIN,
            rule=validation.amount("件数、户数或小时数，可有小数。", 0, 100_000),
            needed="row",
        ),
        Column(
            "积分",
            "登记_积分",
            9,
            IN_POINTS,
            cell=f'IF(AND(ISNUMBER({{数量}}),{{工作项目}}<>""),'
            f'IFERROR({{数量}}*INDEX(工作_积分,{STANDARD}),"没有标准"),"")',
            doubt='{}="没有标准"',
        ),
        Column("备注", "登记_备注", 26, REMARK),
    ),
    ENTRIES,
    12,
    key="工号",
    row_height=18,
)

WORK_PAGE = PageSpec(
    "工作积分",
    "工作积分登记",
    (
        Note(
            "每人每天每项工作一行；积分 = 数量 × 「参数」中的积分标准。登记的积分合计到「组员」页，"
            "没有逐项登记的积分填在那里的“其他积分”。",
            30,
        ),
        WORK,
    ),
    signers=("登记人", "日期"),
    portrait=True,
    frozen_columns=3,
)
