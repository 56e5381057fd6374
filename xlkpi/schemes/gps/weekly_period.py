"""What the GPS service company prints about several weeks: departments that miss three in a row."""

from __future__ import annotations

from xlkpi.drawing import validation
from xlkpi.drawing.spec import Column, Line, PageSpec, Table
from xlkpi.drawing.system import PeriodRule, PeriodRules
from xlkpi.schemes.column_looks import IN_COUNTS, PLAIN, REMARK, SHORT

DEPARTMENTS = 12
WEEKS_IN_A_ROW = validation.count("几周。", 0, 53)

DEPARTMENT = Table(
    "部门",
    (
        Column("序号", "", 5, IN_COUNTS),
        Column("部门", "期间部门_名称", 22, SHORT),
        Column("最长连续未完成（周）", "期间部门_最长连续", 20, PLAIN, rule=WEEKS_IN_A_ROW),
        Column("目前连续未完成（周）", "期间部门_目前连续", 20, PLAIN, rule=WEEKS_IN_A_ROW),
        Column(
            "处理",
            "期间部门_处理",
            40,
            REMARK,
            cell="IF(AND(ISNUMBER({最长连续未完成（周）}),N({最长连续未完成（周）})>=规则_连续周数),"
            '"连续"&{最长连续未完成（周）}&"周未完成，按制度处罚","")',
            doubt="LEN({})>0",
        ),
    ),
    DEPARTMENTS,
    DEPARTMENTS,
    key="部门",
)

WEEKS = PeriodRules(
    (PeriodRule(Line("规则_连续周数", "连续未完成的周数", PLAIN, rule=WEEKS_IN_A_ROW), "参数_连续周数"),),
    pages=(PageSpec("周指标", "周指标连续未完成", (DEPARTMENT,), "取自「周指标追踪表」。", one_sheet=True),),
    marks=frozenset({"规则_连续周数"}),
    lists=(
        ("部门_名称", "期间部门_名称"),
        ("部门_最长连续", "期间部门_最长连续"),
        ("部门_末尾连续", "期间部门_目前连续"),
    ),
)
