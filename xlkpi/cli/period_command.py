"""Command over several months: quarter and year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from xlkpi.cli import options
from xlkpi.cli.ending import finish
from xlkpi.cli.help_page import Command
from xlkpi.cli.speech import words
from xlkpi.errors import Unusable, sentence

LENGTHS = {"季度": "quarter", "年度": "year"}
"""The Chinese words for the lengths that the action knows."""


def commands() -> Iterator[Command]:
    """Declare the command of this room."""
    yield Command(
        "period",
        period,
        "把各月结果汇总为季度或年度",
        "Roll months up to a quarter or a year",
        [
            options.argument(
                "kind",
                ("季度|年度", "quarter|year"),
                "季度 或 quarter，年度 或 year",
                "quarter or year",
                shell_complete=lambda _context, _parameter, typed: [
                    word for pair in LENGTHS.items() for word in pair if word.startswith(typed)
                ],
            ),
            options.files(
                "各月的工作簿，可含上年的年度汇总；文件夹和通配符也可以", "monthly workbooks: files, folders, patterns"
            ),
            options.out("输出的期间汇总表（.xlsm）", "the summary to write (.xlsm)", required=True),
            options.force(),
            options.verbose(),
        ],
        examples=(
            (
                "period 季度 附件3*.xlsm -o 第2季度.xlsm",
                "把三个月的附件3 汇总为一个季度",
                "three months of 附件3 as a quarter",
            ),
        ),
    )


def period(kind: str, files: Sequence[Path], out: Path, *, force: bool, verbose: bool) -> None:
    """Roll months up to a quarter or a year."""
    from xlkpi.actions.period import LENGTHS as KNOWN
    from xlkpi.actions.period import period as roll_up
    from xlkpi.cli.files import workbooks
    from xlkpi.cli.progress import progress
    from xlkpi.cli.show import show_outcome

    meant = LENGTHS.get(kind, kind)
    if meant not in KNOWN:
        zh, en = "期间“{kind}”应是 季度（quarter）或 年度（year）", "the period “{kind}” must be quarter or year"
        raise Unusable(sentence(zh, en, kind=kind))
    months = [named.path for named in workbooks(files)]
    with progress(len(months), words("读取", "reading")) as tick:
        outcome = roll_up(meant, months, out, overwrite=force, tick=tick)
    show_outcome(outcome, verbose=verbose)
    finish(1 if outcome.faults else 0)
