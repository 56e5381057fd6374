"""Results on the screen: tables of people and departments, faults with their places."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

import click

from xlkpi.cli.screen import columns, painted, tell, tell_lines, visible
from xlkpi.cli.speech import words
from xlkpi.cli.text_columns import aligned
from xlkpi.domain.numbers import exact, rounded
from xlkpi.errors import Fault

if TYPE_CHECKING:
    from pathlib import Path

    from xlkpi.actions.results import Outcome


def number(value: float | None, places: int = 2) -> str:
    """Write a number with fixed decimals, rounded as a workbook shows it: half of the decimal a person sees upwards."""
    if value is None:
        return ""
    shown = rounded(exact(value), places)
    return f"{Decimal(shown.numerator) / Decimal(shown.denominator):.{places}f}"


def show_outcome(outcome: Outcome, *, verbose: bool = False) -> None:
    """Print one workbook's departments, people, faults, and where it was written."""
    tell(outcome.file, bold=True)
    for department in outcome.departments:
        parts = {"name": department.department, "supervisor": department.supervisor}
        parts |= {"score": number(department.score), "level": department.level or ""}
        called = {
            key: words(zh, "department" if key == "name" else key)
            for key, zh in outcome.of_units.items()
            if key in parts
        }
        tell("  " + "  ".join(f"{title} {parts[key] or '—'}" for key, title in called.items()))
    if outcome.people:
        tell_lines(_people(outcome))
    show_faults(outcome.told, verbose=verbose)
    if outcome.unchanged:
        tell(words("  内容没有变化，文件未改动", "  nothing changed; the file was left as it is"), colour="green")
    elif outcome.written_to:
        tell(words(f"  已写入 {outcome.written_to}", f"  written to {outcome.written_to}"), colour="green")
    else:
        tell(words("  未写入任何内容", "  nothing was written"), colour="yellow")


def show_shortly(outcome: Outcome, faults: Sequence[Fault]) -> None:
    """Print one workbook among many in one line, its person or how many there are, and the faults to be told of it."""
    parts = [outcome.file]
    if len(outcome.people) == 1:
        [person] = outcome.people
        total = words(f"总分 {number(person.total) or '—'}", f"total {number(person.total) or '—'}")
        parts.append(f"{person.id} {person.name} {total}")
    elif outcome.people:
        parts.append(words(f"{len(outcome.people)} 人", f"{len(outcome.people)} people"))
    if outcome.unchanged:
        parts.append(words("没有变化", "unchanged"))
    elif outcome.written_to:
        elsewhere = "" if outcome.written_to == outcome.file else f" {outcome.written_to}"
        parts.append(words("已写入", "written") + (elsewhere and words("", " to") + elsewhere))
    else:
        parts.append(words("未写入", "not written"))
    tell("  ".join(parts))
    show_faults(faults)


def _people(outcome: Outcome) -> list[str]:
    """The table of a workbook's people; a column in which nobody has anything is none."""
    heads = words(
        f"工号 姓名 {outcome.within} 总分 排名 等级 系数 绩效工资 说明",
        "id name department total rank level coefficient pay why",
    ).split(" ")
    sides = ("left", "left", "left", "right", "right", "center", "right", "right", "left")
    rows = [
        (
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
        for person in outcome.people
    ]
    kept = [at for at in range(len(heads)) if any(row[at] for row in rows)]
    return table([heads[at] for at in kept], [[row[at] for at in kept] for row in rows], [sides[at] for at in kept])


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], sides: Sequence[str] = ()) -> list[str]:
    """Return a table as lines; the last column is folded into what a terminal has left for it."""
    cells = [tuple(heads), *(tuple(visible(cell) for cell in row) for row in rows)]
    return aligned(cells, sides, columns())


def tell_made(count: int, folder: Path) -> None:
    """Say in one line how many workbooks were made."""
    tell(words(f"已新建 {count} 份，在 {folder}", f"made {count} workbooks in {folder}"))


def show_faults(faults: Sequence[Fault], *, verbose: bool = False, aside: bool = False) -> None:
    """Print faults and notices with their places: one line for neighbouring cells with the same trouble, or all.

    With `aside` they go where complaints go.
    """
    if faults:
        from xlkpi.actions.fault_groups import grouped, in_order

        faults = in_order(faults) if verbose else grouped(faults)
    for fault in faults:
        click.echo(f"  {_mark(fault)} {painted(fault.place, bold=True)}  {painted(fault.text)}", err=aside)


def _mark(fault: Fault) -> str:
    """The word before a fault: what has not begun yet is no mistake of anybody's."""
    if fault.waiting:
        return painted(words("未填", "to do"), colour="yellow")
    if fault.notice:
        return painted(words("提示", "notice"), colour="yellow")
    return painted(words("错误", "fault"), colour="red")


def show_by_file(faults: Sequence[Fault], *, verbose: bool = False) -> None:
    """Print faults of many files; a notice that several of them share stands once, at the end."""
    from xlkpi.actions.fault_groups import by_file, common_faults

    rest, common = common_faults(by_file(faults))
    show_faults(faults if verbose else [fault for one in rest for fault in one], verbose=verbose)
    if not verbose:
        show_common(common)


def show_common(common: Sequence[tuple[int, Fault]]) -> None:
    """Print what several files share, each with their number; which files have a fault, `-v` says."""
    for count, fault in common:
        place = words(f"{count} 个文件", f"{count} files")
        which = "" if fault.notice else words("（加 -v 逐份列出）", " (-v names them)")
        click.echo(f"  {_mark(fault)} {painted(place, bold=True)}  {painted(fault.text)}{which}")
