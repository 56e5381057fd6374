"""How a command ends: its exit code, and a closing total where it worked on several files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

import click

from xlkpi.cli.screen import tell
from xlkpi.errors import Fault, Sentence, sentence, unsafe

FINE, FAULTY, UNUSABLE = 0, 1, 2
"""Exit codes, of a file and of a command."""


def finish(code: int) -> NoReturn:
    """End the command with an exit code."""
    raise click.exceptions.Exit(code)


def code_of(faults: Sequence[Fault]) -> int:
    """Return the exit code of a file that could be read."""
    return FAULTY if unsafe(faults) else FINE


def worst(codes: Sequence[int]) -> int:
    """Return the exit code of several files: 2 where one could not be read or written, 1 where one has faults."""
    return max(codes, default=FINE)


def tell_total(
    codes: Sequence[int],
    every: Sequence[Sequence[Fault]],
    passed_over: int,
    fine: Sentence,
    others: Sequence[tuple[int, Sentence]] = (),
) -> None:
    """Print one line about several files, with what is told of each of them; nothing for a single one.

    `fine` says what the good ones are; `others` are workbooks of ours that a folder holds and the verb is not for.
    """
    from xlkpi.actions.fault_groups import counts, not_begun

    aside = sum(count for count, _ in others)
    if len(codes) < 2 and not passed_over and not aside:
        return
    idle = min(sum(not_begun(faults) for faults in every), codes.count(FAULTY))
    told = (
        (codes.count(FINE), fine),
        (idle, sentence("个还没有填写或评分", "not filled in or scored yet")),
        (codes.count(FAULTY) - idle, sentence("个有错误", "with faults")),
        (codes.count(UNUSABLE), sentence("个无法读写", "cannot be read or written")),
        *others,
        (passed_over, sentence("个不是考核表，已跳过", "passed over, being no workbooks of ours")),
    )
    wrong, notices = counts(every)
    parts = {f"p{at}": sentence("{n} {what}", "{n} {what}", n=n, what=what) for at, (n, what) in enumerate(told) if n}
    zh = "共 {files} 个文件：" + "，".join(f"{{{key}}}" for key in parts) + "；错误 {wrong} 处，提示 {notices} 处"
    en = "{files} files: " + ", ".join(f"{{{key}}}" for key in parts) + "; {wrong} faults, {notices} notices"
    total = len(codes) + passed_over + aside
    tell(sentence(zh, en, **parts, files=total, wrong=wrong, notices=notices), bold=True)
