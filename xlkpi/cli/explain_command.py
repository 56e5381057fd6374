"""The command explain: why somebody got this result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from xlkpi.cli import options
from xlkpi.cli.ending import code_of, finish
from xlkpi.cli.help_page import Command
from xlkpi.cli.screen import tell
from xlkpi.cli.speech import lang, words
from xlkpi.errors import Fault, sentence

if TYPE_CHECKING:
    from xlkpi.actions.explain import Explanation


def commands() -> Iterator[Command]:
    """Declare the command of this room."""
    yield Command(
        "explain",
        explain,
        "说明结果怎么来的：全部人员，或某一个人",
        "Explain the results of everybody or of one person",
        [
            options.path_argument(
                "given",
                ("文件... [工号或姓名]", "FILE... [PERSON]"),
                "工作簿，写法同 check；最后可写一个人的工号或姓名，只说明此人",
                "workbooks, as for check; at the end the 工号 or name of the only person to explain",
                nargs=-1,
                required=True,
            ),
            options.verbose(),
        ],
        examples=(
            (
                "explain 附件3.xlsm KF001",
                "KF001 为什么是这个等级，工资怎么来的",
                "why KF001 has this level, and the pay",
            ),
            ("explain 附件2 李芳", "在文件夹“附件2”的考核表里找李芳", "look for 李芳 in the forms of a folder"),
        ),
    )


def explain(given: Sequence[Path], *, verbose: bool) -> None:
    """Explain the results of workbooks, of everybody or of one person."""
    from xlkpi.cli.show import show_faults

    found, faults = _explained(*split_person(given))
    several = len({file for file, _ in found}) > 1
    for file, one in found:
        tell(f"{one.who}  {file}" if several else one.who, bold=True)
        for line in one.lines:
            tell(f"  {line.say(lang())}")
    show_faults(faults, verbose=verbose)
    finish(code_of(faults))


def split_person(given: Sequence[Path]) -> tuple[Sequence[Path], str | None]:
    """Part files from the person: the last of several words that looks like no file, pattern or path."""
    from xlkpi.cli.files import WORKBOOKS, is_pattern

    *files, last = given
    if not files or last.suffix.lower() in WORKBOOKS or is_pattern(last) or len(last.parts) > 1:
        return given, None
    return files, str(last)


def _explained(files: Sequence[Path], person: str | None) -> tuple[list[tuple[str, Explanation]], list[Fault]]:
    """Explain every file, each result with the file it stands in.

    That a person is not in one of them is told only where nobody is found in any.
    """
    from xlkpi.actions.explain import explain as explain_book
    from xlkpi.actions.opening import open_books
    from xlkpi.cli.files import passed_over, workbooks
    from xlkpi.cli.progress import progress

    found: list[tuple[str, Explanation]] = []
    faults: list[Fault] = []
    absent: list[Fault] = []
    meant = workbooks(files)
    with progress(len(meant), words("说明", "explaining")) as tick:
        for named, book in zip(meant, open_books([named.path for named in meant]), strict=True):
            if not passed_over(named, book):
                faults += book.recalculate()
                some, more = explain_book(book, person)
                found += [(book.title, one) for one in some]
                (absent if person is not None and not some else faults).extend(more)
            tick(named.path.name)
    if found or not absent:
        return found, faults
    if len(absent) > 1:
        zh = "{count} 个文件里没有工号 {person}，也没有人叫这个名字，请核对"
        en = "nobody has the 工号 or name {person} in {count} files"
        where = "、".join(map(str, files))
        absent = [Fault(where, sentence(zh, en, count=len(absent), person=person or ""))]
    return found, [*faults, *absent]
