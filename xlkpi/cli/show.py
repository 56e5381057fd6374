"""Results on the screen: tables of people and departments, faults with their places."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from xlkpi.actions.results import Outcome
from xlkpi.cli.speech import lang, words
from xlkpi.errors import Fault, visible

WIDTH_OF_A_PIPE = 160


def console(*, stderr: bool = False) -> Console:
    """Return a console; brackets and colons in names are no markup, and a file or pipe does not fold at 80 columns."""
    screen = Console(stderr=stderr, highlight=False, markup=False, emoji=False)
    if not screen.is_terminal:
        screen.width = WIDTH_OF_A_PIPE
    return screen


def number(value: float | None, places: int = 2) -> str:
    """Write a number with fixed decimals, nothing where there is none."""
    return "" if value is None else f"{value:.{places}f}"


def show_outcome(screen: Console, outcome: Outcome) -> None:
    """Print one workbook's departments, people, faults, and where it was written."""
    screen.print(Text(visible(outcome.file), style="bold"))
    for department in outcome.departments:
        score = number(department.score) or "—"
        line = words(
            f"  部门 {department.department}  主管 {department.supervisor}  综合得分 {score}  "
            f"等级 {department.level or '—'}",
            f"  department {department.department}  supervisor {department.supervisor}  composite {score}  "
            f"level {department.level or '—'}",
        )
        screen.print(Text(visible(line)))
    if outcome.people:
        screen.print(_people(outcome))
    show_faults(screen, (*outcome.faults, *outcome.notices))
    if outcome.written_to:
        where = visible(outcome.written_to)
        screen.print(Text(words(f"  已写入 {where}", f"  written to {where}"), style="green"))
    else:
        screen.print(Text(words("  未写入任何内容", "  nothing was written"), style="yellow"))


def _people(outcome: Outcome) -> Table:
    table = Table(box=None, padding=(0, 1), pad_edge=True)
    left = (words("工号", "id"), words("姓名", "name"), words("部门", "department"))
    right = (words("总分", "total"), words("排名", "rank"))
    for head in left:
        table.add_column(head, no_wrap=True)
    for head in right:
        table.add_column(head, justify="right", no_wrap=True)
    table.add_column(words("等级", "level"), justify="center", no_wrap=True)
    for head in (words("系数", "coefficient"), words("绩效工资", "pay")):
        table.add_column(head, justify="right", no_wrap=True)
    table.add_column(words("说明", "why"))
    for person in outcome.people:
        cells = (
            person.id,
            person.name,
            person.department,
            number(person.total),
            "" if person.rank is None else str(person.rank),
            person.level or "",
            "" if person.coefficient is None else f"{person.coefficient:g}",
            number(person.pay),
            person.why,
        )
        table.add_row(*(Text(visible(cell)) for cell in cells))
    return table


def show_faults(screen: Console, faults: Sequence[Fault]) -> None:
    """Print faults and notices, one a line, with their places."""
    for fault in faults:
        mark = words("提示", "notice") if fault.notice else words("错误", "fault")
        style = "yellow" if fault.notice else "red"
        screen.print(
            Text.assemble((f"  {mark} ", style), (visible(fault.place), "bold"), "  ", fault.say(lang())),
            soft_wrap=True,
        )
