"""The command people: sort, add and delete the people of a workbook, and mend rows that were torn apart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from xlkpi.cli import options
from xlkpi.cli.ending import FAULTY, code_of, finish
from xlkpi.cli.help_page import Command
from xlkpi.cli.screen import tell
from xlkpi.cli.speech import words
from xlkpi.errors import Unusable, sentence


def commands() -> Iterator[Command]:
    """Declare the command of this room."""
    yield Command(
        "people",
        people,
        "名单排序、增加、删除人员，整行一起动",
        "Sort, add and delete people, whole rows at a time",
        [
            options.path_argument("file", ("文件", "FILE"), "有名单的考核表，如附件3", "a workbook with a roster"),
            options.value(
                "--sort",
                ("列", "COLUMN"),
                "按哪一列排序，如 总分、部门；可写几次，先写的在先",
                "column to sort by; several times if need be, the first counts most",
                multiple=True,
            ),
            options.path(
                "--add",
                ("名单", "FILE"),
                "加入另一份名单（.csv、.xlsx）里的人",
                "add the people of a table (.csv, .xlsx)",
            ),
            options.value(
                "--delete",
                ("工号", "ID"),
                "删去这个工号的人，可写几次",
                "delete this person; several times if need be",
                multiple=True,
            ),
            options.value(
                "--rows",
                "N",
                "把名单加长到 N 行：公式、格式、已填内容照旧，原表留备份",
                "make the roster N rows long, all else as it was; the previous version stays",
                type=int,
            ),
            options.flag(
                "--when-closed", "等表在 Excel 中关闭后再加长", "wait until Excel has closed it, then make it longer"
            ),
            options.flag(
                ("mend_rows", "--mend"),
                "把排序、粘贴时错位的数据放回本人名下",
                "put what was sorted or pasted apart back to its owner",
            ),
            options.flag(
                ("as_is", "--as-is"),
                "确认各行、各人总分就是现在这样，不再报错位、改动",
                "take rows and totals as they stand for right",
            ),
        ],
        examples=(
            ("people 附件3.xlsm --sort 部门 --sort 总分", "按部门，再按总分从高到低", "by department, then total"),
            ("people 附件3.xlsm --delete KF007 --add 新人.csv", "一人离职，加入新人", "one leaves, others join"),
            ("people 附件3.xlsm --rows 80", "名单满了，加长到 80 行", "the roster is full: 80 rows"),
        ),
    )


def people(
    file: Path,
    sort: tuple[str, ...],
    add: Path | None,
    delete: tuple[str, ...],
    rows: int | None,
    *,
    when_closed: bool,
    mend_rows: bool,
    as_is: bool,
) -> None:
    """Change the people of a workbook, recompute and save it."""
    from xlkpi.actions.opening import open_book
    from xlkpi.actions.rearrange import confirm, mend, rearrange
    from xlkpi.actions.saving import save
    from xlkpi.books.book import UNCHANGED
    from xlkpi.books.generations import running
    from xlkpi.cli.show import show_faults

    asked = [bool(sort or delete or add is not None), rows is not None, mend_rows, as_is]
    if sum(asked) != 1 or (when_closed and rows is None):
        zh = "请给出 --sort、--add、--delete（可以一起用），或 --rows（可加 --when-closed），或 --mend，或 --as-is"
        en = (
            "give --sort, --add, --delete (together if you like), or --rows (with --when-closed), or --mend, or --as-is"
        )
        raise Unusable(sentence(zh, en))
    if rows is not None:
        _lengthen(file, rows, when_closed=when_closed)
    book = open_book(file)
    done = mend(book) if mend_rows else confirm(book) if as_is else rearrange(book, sort=sort, add=add, delete=delete)
    if not done.done:
        show_faults(done.faults)
        tell(words("有错误，未写入任何内容", "there are faults; nothing was written"))
        finish(FAULTY)
    if mend_rows and done.put_back is None:
        show_faults(done.faults)
        tell(words(f"没有写入，{file} 未改动", f"nothing was written; {file} is as it was"))
        finish(code_of(done.faults))
    faults = [*done.faults, *book.recalculate()]
    with running("people"):
        save(book)
    kept = any(notice.text == UNCHANGED for notice in book.notices)
    show_faults([*faults, *(() if kept else book.notices)])
    if done.put_back is not None:
        zh, en = done.put_back.say("zh"), done.put_back.say("en")
        tell(words(f"{zh}。已写入 {file}", f"{en}; written to {file}"))
        finish(code_of(faults))
    sorted_by = "、".join(sort)
    zh = f"名单现有 {done.people} 人（增加 {done.added}，删除 {done.deleted}"
    zh += f"，按 {sorted_by} 排序）" if sort else "）"
    en = f"{done.people} people in the roster ({done.added} added, {done.deleted} deleted"
    en += f", sorted by {sorted_by})" if sort else ")"
    zh, en = (
        (f"{zh}，内容没有变化，{file} 未改动", f"{en}; {file} says so already")
        if kept
        else (f"{zh}，已写入 {file}", f"{en}, written to {file}")
    )
    tell(words(zh, en))
    finish(code_of(faults))


def _lengthen(file: Path, rows: int, *, when_closed: bool) -> None:
    """Make the roster of a workbook longer."""
    from xlkpi.actions.lengthen import lengthen
    from xlkpi.books.generations import running
    from xlkpi.books.placing import wait_until_closed
    from xlkpi.cli.show import show_faults

    if when_closed:
        wait_until_closed(file)
    with running("people"):
        faults = lengthen(file, rows)
    show_faults(faults)
    if code_of(faults) == FAULTY:
        tell(words("有错误，未写入任何内容", "there are faults; nothing was written"))
        finish(FAULTY)
    tell(words(f"名单现有 {rows} 行，已写入 {file}", f"the roster has {rows} rows now, written to {file}"))
    finish(code_of(faults))
