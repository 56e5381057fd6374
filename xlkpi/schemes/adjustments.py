"""A level that somebody with authority puts in the place of the computed one: its columns, its formula, its list.

The same in every system that gives levels to people (rules F4). The computed level stays beside the final one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from xlkpi.domain.adjust import FEWEST_LETTERS
from xlkpi.drawing import validation
from xlkpi.drawing.spec import Column, Table
from xlkpi.drawing.validation import Rule
from xlkpi.schemes.column_looks import REMARK, SHORT
from xlkpi.schemes.people_columns import People

LISTED = 5
"""Rows of the list of adjustments on a page that is printed."""


def adjust_columns(prefix: str, levels: Rule, widths: Sequence[float] = (6, 14, 7)) -> tuple[Column, ...]:
    """Return the columns in which a level is adjusted; `levels` is the rule of what a level may be."""
    adjusted, reason, approver = widths
    return (
        Column("调整等级", f"{prefix}_调整等级", adjusted, SHORT, rule=levels),
        Column(
            "调整原因",
            f"{prefix}_调整原因",
            reason,
            REMARK,
            rule=validation.words(f"为什么不按算出的等级，至少 {FEWEST_LETTERS} 个字。"),
            wrong=f'AND({{调整等级}}<>"",LEN(TRIM({{}}))<{FEWEST_LETTERS})',
        ),
        Column(
            "批准人",
            f"{prefix}_批准人",
            approver,
            SHORT,
            rule=validation.words("谁批准了这项调整。"),
            wrong='AND({调整等级}<>"",{}="")',
        ),
    )


def final_levels(prefix: str, computed: str, codes: str, people: str = "") -> str:
    """Return the formula of the levels that count; `people` is the block of 工号 where appeals correct levels."""
    appeals = f",{people},申诉_成立工号,申诉_更正等级" if people else ""
    return f"KPI_FINAL({computed},{prefix}_调整等级,{prefix}_调整原因,{prefix}_批准人,{codes}{appeals})"


def adjusted_people(prefix: str, computed: str) -> dict[str, str]:
    """Return what a kind says of its people where their levels may be adjusted."""
    return {
        "computed": computed,
        "adjusted": f"{prefix}_调整等级",
        "reason": f"{prefix}_调整原因",
        "approver": f"{prefix}_批准人",
    }


def adjustments(prefix: str, people: People, computed: str, final: str, cells: Sequence[int]) -> Table:
    """The list of everybody whose level was adjusted or corrected; `cells` are the sheet columns of its six shown.

    Where more people have another level than there is room for, the first ones are listed.
    """

    def shown(block: str) -> str:
        return f'IF(ISNUMBER({{行}}),INDEX({block},{{行}})&"","")'

    def upheld(block: str) -> str:
        return f'INDEX({block},MATCH({{工号}},申诉_成立工号,0))&""'

    reason = f'INDEX({prefix}_调整原因,{{行}})&""'
    corrected = f'INDEX({prefix}_调整等级,{{行}})&""<>{{最终等级}}'
    appealed = f"IF({corrected},ISNUMBER(MATCH({{工号}},申诉_成立工号,0)),FALSE)"
    said, handler = upheld("申诉_内容"), upheld("申诉_受理人")
    told = (
        '"申诉成立，由"&{算出等级}&"更正为"&{最终等级}'
        f'&IF({said}="","","；申诉内容："&{said})&IF({reason}="","","；此前的调整原因："&{reason})'
    )
    other = f'IF({corrected},"（未生效）","")&{reason}'
    approver = f'INDEX({prefix}_批准人,{{行}})&""'
    columns = (
        Column("工号", "", 10, SHORT, cell=shown(people.id)),
        Column("姓名", "", 10, SHORT, cell=shown(people.name)),
        Column("算出等级", "", 9, SHORT, cell=shown(computed)),
        Column("最终等级", "", 9, ("answer", *SHORT), cell=shown(final)),
        Column("原因", "", 20, REMARK, cell=f'IF(ISNUMBER({{行}}),IF({appealed},{told},{other}),"")'),
        Column("批准人", "", 10, SHORT, cell=f'IF(ISNUMBER({{行}}),IF({appealed},{handler},{approver}),"")'),
        Column(
            "行",
            "调整_行",
            5,
            ("note",),
            array=f"KPI_CHANGED({computed},{final},{prefix}_调整等级,{LISTED})",
            number=True,
            hidden=True,
        ),
    )
    wide = tuple(replace(column, cells=count) for column, count in zip(columns, (*cells, 1), strict=True))
    return Table("等级调整", wide, LISTED, LISTED, key="工号", row_height=20, head_height=18)
