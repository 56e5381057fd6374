"""The roll-up of a roster by department, for the summary sheet."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, List, Optional, Sequence, Tuple

from xlkpi.domain.grade import NOT_APPRAISED
from xlkpi.domain.numbers import mean, rounded
from xlkpi.functions.arguments import Argument, complain
from xlkpi.functions.catalogue import Example, declare, may, need
from xlkpi.functions.quotas import rows_by_department
from xlkpi.functions.ranges import first_error, same_length

HEAD = ("部门", "人数", "平均分", "最高分", "最低分")
TOTAL = "合计"

MOST_ROWS = 1048576
"""Rows of a worksheet."""

Row = Tuple[str, Optional[Fraction]]
"""A person's level and score."""


def _room(departments: Argument, _: Argument, __: Argument, levels: Argument, rows: Argument) -> Tuple[int, int]:
    """Return the size of the roll-up, known even where its contents are not."""
    asked = rows.cells[0] if rows.given else None
    height = len({str(cell) for cell in departments.cells if cell is not None}) + 2
    if isinstance(asked, float) and height < asked <= MOST_ROWS:
        height = int(asked)
    return height, len(HEAD) + len(levels.cells)


@declare(
    "KPI_ROLLUP",
    need("departments", "部门", "", "每人所在部门", "each person's department"),
    need("levels_given", "等级", "", "每人的等级", "each person's level"),
    need("scores", "得分", "分", "每人的总分", "each person's total"),
    need("levels", "等级名称", "", "要统计的等级，由高到低", "levels to count, best first"),
    may("rows", "行数", "行", "结果补空到多少行（含表头与合计）", "pad the result with blank rows to this many"),
    zh="部门汇总",
    en="Per department: head-count, mean, highest, lowest and people per level; last row 合计",
    shape="block",
    size=_room,
    source="rules A5, the roll-up of 附件3; functions.md",
    example=Example(
        ([["东"], ["东"], ["西"]], [["A"], ["B"], ["A"]], [[90], [80], [95]], [["A"], ["B"]]),
        [
            ["部门", "人数", "平均分", "最高分", "最低分", "A", "B"],
            ["东", 2, 85, 90, 80, 1, 1],
            ["西", 1, 95, 95, 95, 1, 0],
            ["合计", 3, 88.33, 95, 80, 2, 1],
        ],
    ),
)
def kpi_rollup(
    departments: Argument, levels_given: Argument, scores: Argument, levels: Argument, rows: Argument
) -> Any:
    """Roll a roster up by department; people who are not appraised do not count."""
    count = same_length(departments, levels_given, scores)
    first_error([departments, levels])
    names = [name for place in range(len(levels.cells)) if (name := levels.text(place)) is not None]
    people: List[Row] = []
    for place in range(count):
        level = levels_given.text(place) or ""
        people.append((level, None if level == NOT_APPRAISED else scores.number(place)))
    table: List[List[Any]] = [[*HEAD, *names]]
    everyone: List[Row] = []
    found = rows_by_department([departments.text(place) or "" for place in range(count)])
    for department, places in found.items():
        counted = [people[place] for place in places if people[place][0] != NOT_APPRAISED]
        table.append([department, *_figures(counted, names)])
        everyone += counted
    table.append([TOTAL, *_figures(everyone, names)] if found else [None] * (len(HEAD) + len(names)))
    wanted = int(rows.scalar(Fraction(len(table))))
    if wanted > MOST_ROWS:
        raise rows.complaint(0, " {value} 太大", "{value} is too large")
    if wanted < len(table):
        raise complain(
            "汇总区只有 {wanted} 行，需要 {needed} 行",
            "the roll-up has {wanted} rows but needs {needed}",
            wanted=wanted,
            needed=len(table),
        )
    return table + [[None] * len(table[0]) for _ in range(wanted - len(table))]


def _figures(people: Sequence[Row], names: Sequence[str]) -> List[Any]:
    scores = [rounded(score) for _, score in people if score is not None]
    figures = [rounded(mean(scores)), max(scores), min(scores)] if scores else [None] * 3
    return [len(people), *figures, *(sum(level == name for level, _ in people) for name in names)]
