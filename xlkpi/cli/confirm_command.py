"""The command confirm: numbers that the printed rules lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from xlkpi.cli import options
from xlkpi.cli.ending import UNUSABLE, code_of, finish, worst
from xlkpi.cli.help_page import Command
from xlkpi.cli.screen import tell, tell_lines
from xlkpi.cli.speech import words
from xlkpi.errors import Fault, Unusable, XlkpiError, as_argument, sentence


def commands() -> Iterator[Command]:
    """Declare the command of this room."""
    yield Command(
        "confirm",
        confirm,
        "列出或确认原文缺失、暂按假定的数值",
        "List or confirm numbers that the printed rules lost",
        [
            options.files(),
            options.value(
                ("--number", "numbers"),
                ("数值", "NUMBER"),
                "确认列表中的这一个，可写几次",
                "confirm this one of the list; several times if need be",
                multiple=True,
            ),
            options.flag(("--all", "every"), "全部确认", "confirm all of them"),
            options.value(
                "--name",
                ("姓名", "NAME"),
                "谁核对确认的，记入历史",
                "who confirms; the name stays in the history",
                default="",
            ),
        ],
        examples=(
            ("confirm 附件3.xlsm", "列出还没有确认的数值，不改动", "what is still to be confirmed; nothing changes"),
            (
                "confirm 附件3.xlsm --number 舍入方式 --name 王芳",
                "确认一个，等于在“参数”页选“是”",
                "one of them, as 是 on the page 参数 does",
            ),
            ("confirm 2024-05 --all --name 王芳", "一个文件夹里的全部确认", "all of a folder"),
        ),
    )


def confirm(files: Sequence[Path], numbers: Sequence[str], name: str, *, every: bool) -> None:
    """List the assumed numbers of workbooks, or confirm some or all of them."""
    from xlkpi.cli.files import workbooks_for
    from xlkpi.cli.show import show_faults

    doing = every or bool(numbers)
    if every and numbers:
        raise Unusable(sentence("--all 与 --number 只写一个", "give --all or --number, not both"))
    if doing and not name.strip():
        raise Unusable(sentence("请用 --name 写明谁核对确认的", "say with --name who confirms"))
    codes = []
    meant, _ = workbooks_for(files, lambda kind: bool(kind.confirmed))
    for named in meant:
        tell(str(named.path), bold=True)
        faults, code = _one(named.path, None if every else numbers, " ".join(name.split()) if doing else "")
        show_faults(faults)
        codes.append(code)
    finish(worst(codes))


def _one(path: Path, numbers: Sequence[str] | None, name: str) -> tuple[Sequence[Fault], int]:
    """List the numbers of a file, or with a name confirm them; return faults and the exit code."""
    from xlkpi.actions.confirm import assumed
    from xlkpi.actions.confirm import confirm as confirm_in
    from xlkpi.actions.opening import open_book
    from xlkpi.actions.saving import save
    from xlkpi.books.generations import running
    from xlkpi.cli.show import table

    try:
        book = open_book(path)
        found, faults = confirm_in(book, numbers, name) if name else assumed(book)
        if name and found and not faults:
            with running(f"confirm {name}"):
                save(book)
    except XlkpiError as error:
        return [Fault(str(path), error.text)], UNUSABLE
    if faults:
        return faults, code_of(faults)
    tell_lines(
        table(words("数值 取值 位置", "number value cell").split(), [(a.called, a.value, a.place) for a in found])
    )
    if name:
        tell(words(f"  已确认 {len(found)} 个", f"  {len(found)} confirmed"), colour="green")
    elif not found:
        tell(words("  没有待确认的数值", "  nothing is to be confirmed"))
    else:
        zh = "  共 {count} 个待确认：核对后 xlkpi confirm {file} --number 数值 --name 姓名，或 --all"
        en = "  {count} to be confirmed: xlkpi confirm {file} --number NUMBER or --all, with --name NAME"
        tell(sentence(zh, en, count=len(found), file=as_argument(path)))
    return book.notices if name else (), code_of(faults)
