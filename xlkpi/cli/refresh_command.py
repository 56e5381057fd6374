"""The command refresh: workbooks of an earlier release get today's macros and functions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from xlkpi.cli import options
from xlkpi.cli.ending import FINE, UNUSABLE, finish, tell_total, worst
from xlkpi.cli.help_page import Command
from xlkpi.cli.screen import complain, tell
from xlkpi.cli.speech import words
from xlkpi.errors import XlkpiError, sentence


def commands() -> Iterator[Command]:
    """Declare the command of this room."""
    yield Command(
        "refresh",
        refresh,
        "更新旧工作簿中的宏和函数，数据不变",
        "Bring macros and functions of older workbooks up to date",
        [options.files()],
        examples=(("refresh 附件3.xlsm", "原地更新，旧版留备份", "in place, the previous version stays"),),
    )


def refresh(files: Sequence[Path]) -> None:
    """Refresh workbooks in place; those that are none of ours are passed over where a folder was named."""
    from xlkpi.actions.refresh import refresh as bring_up_to_date
    from xlkpi.cli.files import workbooks
    from xlkpi.errors import Unusable

    codes: list[int] = []
    passed_over = 0
    for named in workbooks(files):
        try:
            changed = bring_up_to_date(named.path)
        except XlkpiError as error:
            if isinstance(error, Unusable) and not named.itself:
                passed_over += 1
                continue
            complain(f"{named.path.name}  {error.say()}")
            codes.append(UNUSABLE)
            continue
        done = words("宏和函数已更新", "refreshed") if changed else words("已是最新，未改动", "up to date, unchanged")
        tell(f"{named.path.name}  {done}")
        codes.append(FINE)
    tell_total(codes, (), passed_over, sentence("个完成", "done"))
    finish(worst(codes))
