"""Command over several months: quarter and year."""

from __future__ import annotations

from pathlib import Path

import typer

from xlkpi.cli.speech import words

FILES = typer.Argument(..., metavar="FILE...", help=words("各月的工作簿，可含上年的年度汇总", "monthly workbooks"))
OUT = typer.Option(..., "-o", "--out", help=words("输出的期间汇总表（.xlsm）", "the summary to write (.xlsm)"))
FORCE = typer.Option(False, "--force", help=words("覆盖已有文件（留备份）", "overwrite, with a backup"))


def register(app: typer.Typer) -> None:
    """Declare the command of this room."""
    app.command("period", help=words("把各月结果汇总为季度或年度", "Roll months up to a quarter or a year"))(period)


def period(
    kind: str = typer.Argument(..., metavar="quarter|year", help=words("quarter 季度，year 年度", "quarter or year")),
    files: list[Path] = FILES,
    out: Path = OUT,
    force: bool = FORCE,
) -> None:
    """Roll months up to a quarter or a year."""
    from xlkpi.actions.period import LENGTHS
    from xlkpi.actions.period import period as roll_up
    from xlkpi.cli.show import console, show_outcome
    from xlkpi.cli.workbooks import finish, progress
    from xlkpi.errors import Unusable, sentence

    if kind not in LENGTHS:
        zh, en = "期间“{kind}”应是 quarter 或 year", "the period “{kind}” must be quarter or year"
        raise Unusable(sentence(zh, en, kind=kind))
    with progress(len(files), words("读取", "reading")) as tick:
        outcome = roll_up(kind, files, out, overwrite=force, tick=tick)
    show_outcome(console(), outcome)
    finish(1 if outcome.faults else 0)
