"""Commands over what ran before: history, undo."""

from __future__ import annotations

from pathlib import Path

import typer

from xlkpi.cli.speech import lang, words
from xlkpi.errors import visible

FILE = typer.Argument(..., metavar="FILE", help=words("工作簿文件", "workbook file"))
WITH_PAY = typer.Option(False, "--with-pay", help=words("显示工资", "show pay"))
RUNS = typer.Option(10, "--runs", min=1, help=words("最多列几次", "how many runs"))
CELLS = typer.Option(20, "--cells", min=0, help=words("每次最多列几格", "how many cells of each run"))
TO = typer.Option("", "--to", metavar="STAMP", help=words("撤回到某一次之前，编号见 history", "a run from history"))


def register(app: typer.Typer) -> None:
    """Declare the commands of this room."""
    app.command("history", help=words("什么时候运行过什么、改了哪些格", "What ran, when, and what it changed"))(history)
    app.command("undo", help=words("撤回上一次运行", "Go back to the state before the last run"))(undo)


def history(file: Path = FILE, with_pay: bool = WITH_PAY, runs: int = RUNS, cells: int = CELLS) -> None:
    """Tell what ran on a workbook and what it changed."""
    from xlkpi.actions.history import history as tell
    from xlkpi.cli.show import console

    told = tell(file, with_pay=with_pay, runs=runs, cells=cells)
    screen = console()
    for run in told.runs:
        unknown = words("改动已无从得知", "what it changed can no longer be told")
        changed = unknown if run.changed is None else words(f"改了 {run.changed} 格", f"{run.changed} cells changed")
        screen.print(f"{run.stamp}  {visible(run.command) or '-'}  {changed}", soft_wrap=True)
        for line in run.lines:
            screen.print(f"  {line.say(lang())}", soft_wrap=True)
        more = (run.changed or 0) - len(run.lines)
        if more:
            screen.print(words(f"  另有 {more} 格", f"  and {more} more"))
    size = f"{told.size / 1_048_576:.1f} MB"
    screen.print(words(f"共有 {told.count} 个历史版本，占 {size}", f"{told.count} earlier versions take {size}"))


def undo(file: Path = FILE, to: str = TO) -> None:
    """Go back to the state before a run."""
    from xlkpi.actions.history import undo as go_back
    from xlkpi.cli.show import console, show_faults

    done, notices = go_back(file, to)
    screen = console()
    screen.print(done.say(lang()), soft_wrap=True)
    show_faults(screen, notices)
