"""Commands over what ran before: history, undo."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlkpi.cli import options
from xlkpi.cli.help_page import Command
from xlkpi.cli.screen import tell
from xlkpi.cli.speech import words
from xlkpi.errors import Unusable, as_argument, sentence

if TYPE_CHECKING:
    from xlkpi.actions.history import History


def commands() -> Iterator[Command]:
    """Declare the commands of this room."""
    yield Command(
        "history",
        history,
        "什么时候运行过什么、改了哪些格",
        "What ran on a workbook, when, and what it changed",
        [
            options.files(),
            options.flag("--with-pay", "显示工资，默认隐去", "show pay, hidden by default"),
            options.value("--runs", "N", "最多列几次", "runs", type=click.IntRange(min=1), default=10),
            options.value("--cells", "N", "每次最多列几格", "cells", type=click.IntRange(min=0), default=20),
        ],
        examples=(
            ("history 附件3.xlsm", "最近几次运行各改了哪些格", "what the last runs changed"),
            ("history 汇总 --runs 1", "文件夹“汇总”里每个文件最近一次运行", "the last run on each of a folder"),
        ),
    )
    yield Command(
        "undo",
        undo,
        "撤回上一次运行",
        "Go back to the state before the last run",
        [
            options.path_argument("file", ("文件", "FILE"), "工作簿", "workbook"),
            options.value(
                "--to",
                ("编号", "STAMP"),
                "撤回到某一次运行之前，编号见 history",
                "to before a run; its stamp stands in history",
                default="",
            ),
        ],
        examples=(("undo 附件3.xlsm", "恢复到上一次运行之前", "as it was before the last run"),),
    )


CALLED = {
    "recompute": "重新计算",
    "collect": "取数",
    "people": "人员增减、排序",
    "sign": "签批",
    "undo": "撤回",
    "feedback": "填回结果",
    "finalize": "定稿",
    "reopen": "重新打开",
    "refresh": "更新公式",
    "adopt": "接入",
}
"""What a run is called; the command itself stands behind it, for undo --to."""


def _called(command: str) -> str:
    return words(f"{CALLED[command]} {command}", command) if command in CALLED else command or "-"


def history(files: Sequence[Path], runs: int, cells: int, *, with_pay: bool) -> None:
    """Tell what ran on workbooks and what it changed; of several, those without a history are only counted."""
    from xlkpi.actions.history import history as look_up
    from xlkpi.cli.files import workbooks

    meant = workbooks(files)
    without = 0
    for named in meant:
        try:
            found = look_up(named.path, with_pay=with_pay, runs=runs, cells=cells)
        except Unusable as none:
            if not named.path.exists():
                zh = "没有文件 {path}；要查一个人各月的结果，用 xlkpi person {path}"
                en = "there is no file {path}; a person's months are shown by xlkpi person {path}"
                raise Unusable(sentence(zh, en, path=as_argument(named.path))) from none
            if len(meant) == 1:
                raise
            without += 1
            continue
        if len(meant) > 1:
            tell(str(named.path), bold=True)
        _show(found)
    if without:
        tell(words(f"另有 {without} 个文件还没有历史记录", f"nothing is recorded yet of {without} more files"))


def _show(found: History) -> None:
    for stamp in found.stamps:
        tell(stamp)
    for run in found.runs:
        unknown = words("改动已无从得知", "what it changed can no longer be told")
        changed = unknown if run.changed is None else words(f"改了 {run.changed} 格", f"{run.changed} cells changed")
        tell(f"{run.stamp}  {_called(run.command)}  {changed}")
        for line in run.lines:
            tell("  " + words(line.say("zh"), line.say("en")))
        more = (run.changed or 0) - len(run.lines)
        if more:
            tell(words(f"  另有 {more} 格", f"  and {more} more"))
    size = f"{found.size / 1_048_576:.1f} MB"
    tell(words(f"共有 {found.count} 个历史版本，占 {size}", f"{found.count} earlier versions take {size}"))


def undo(file: Path, to: str) -> None:
    """Go back to the state before a run."""
    from xlkpi.actions.history import undo as go_back
    from xlkpi.cli.show import show_faults

    if file.is_dir():  # their last runs need not be the same one
        zh = "{path} 是文件夹，各文件最后一次运行可能不同：请先用 xlkpi history {path} 查看，再给出文件，逐个撤回"
        en = "{path} is a folder: see xlkpi history {path}, then undo one workbook at a time, naming the file"
        raise Unusable(sentence(zh, en, path=as_argument(file)))
    done, notices = go_back(file, to)
    tell(done)
    show_faults(notices, verbose=False)
