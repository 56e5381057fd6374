"""The command next: the workbooks of a month from those of the month before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from xlkpi.cli import options
from xlkpi.cli.ending import FAULTY, finish
from xlkpi.cli.help_page import Command
from xlkpi.cli.screen import tell
from xlkpi.cli.speech import words
from xlkpi.errors import unsafe


def commands() -> Iterator[Command]:
    """Declare the command of this room."""
    yield Command(
        "next",
        next_,
        "由本月的考核表新建下月的：人员、指标、权重、参数照旧，评分清空",
        "Next month's workbooks from this one's",
        [
            options.argument("month", "YYYY-MM", "新的考核月份，如 2024-06", "the new month, like 2024-06"),
            options.path_argument(
                "folder", ("文件夹", "DIR"), "本月的考核表所在文件夹", "folder of this month's workbooks"
            ),
            options.out("下月的考核表放在哪个文件夹", "folder for next month's workbooks", required=True, folder=True),
            options.scheme(
                "参数取自公司的 .toml 文件，默认沿用本月", "take the parameters from a .toml file, not from this month"
            ),
            options.force(),
            options.verbose(),
        ],
        examples=(("next 2024-06 2024-05 -o 2024-06", "由文件夹“2024-05”新建六月的表", "June from the folder of May"),),
    )


def next_(month: str, folder: Path, out: Path, scheme: str, *, force: bool, verbose: bool) -> None:
    """Make next month's workbooks."""
    from xlkpi.actions.create import parse_period

    make_next(parse_period(month), folder, out, scheme, force=force, verbose=verbose)


def make_next(
    month: dt.date, folder: Path, out: Path, scheme: str, *, only: str = "", force: bool, verbose: bool
) -> None:
    """Make the workbooks of a month, or `only` those of one kind, from those of a folder, and tell of it."""
    from xlkpi.actions.create import far_month
    from xlkpi.actions.folder import workbook_files
    from xlkpi.actions.next_month import next_month
    from xlkpi.cli.files import tell_unread
    from xlkpi.cli.progress import progress
    from xlkpi.cli.show import show_by_file, tell_made

    with progress(len(list(workbook_files(folder))), words("读取", "reading")) as tick:
        done = next_month(month, folder, out, scheme=scheme, only=only, overwrite=force, tick=tick)
    tell_unread(folder)
    show_by_file([*far_month(month), *done.faults], verbose=verbose)
    if unsafe(done.faults):
        tell(words("有错误，没有新建任何表", "there are faults; nothing was made"))
        finish(FAULTY)
    tell_made(len(done.paths), out)
