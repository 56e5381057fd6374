"""The command collect: forms and plans of a folder into the summaries they belong to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlkpi.cli import options
from xlkpi.cli.ending import FAULTY, FINE, UNUSABLE, finish, unsafe, worst
from xlkpi.cli.page import Command, Option
from xlkpi.cli.screen import tell, tell_lines
from xlkpi.cli.speech import words
from xlkpi.errors import CannotRead, Fault, Unusable, XlkpiError, sentence

if TYPE_CHECKING:
    from xlkpi.actions.collect import Collected, Found
    from xlkpi.books.book import Value

MOST_CHANGES = 30
"""How many old and new totals are listed of one summary before the rest is only counted."""


def commands() -> Iterator[Command]:
    """Declare the command of this room."""
    yield Command(
        "collect",
        collect,
        words("把附件2 的总分和双周计划的评分取到附件3", "Collect the forms and plans of a folder into summaries"),
        [
            click.Argument(
                ["summaries"],
                metavar=words("附件3...", "SUMMARY..."),
                nargs=-1,
                type=options.some_path(),
                help=words("附件3 文件，可以几个，也可用通配符", "summary workbooks: files, folders or patterns"),
            ),
            options.forms_folder(),
            Option(
                ["--all-or-nothing", "strict"],
                is_flag=True,
                help=words("只要有一份表有错误，就什么都不取", "take nothing while any form is wrong"),
            ),
            Option(
                ["--missing"],
                metavar=words("文件", "FILE"),
                type=options.some_path(),
                help=words("把还没交的人按主管列成 CSV，便于催办", "write who is missing to a CSV, by supervisor"),
            ),
            options.verbose(),
        ],
        examples=(
            (
                "collect 附件3.xlsm 附件2",
                words("取本分公司的表，其他分公司的跳过", "the forms of its branch; others are passed over"),
            ),
            (
                "collect 汇总 附件2 --missing 催办.csv",
                words(
                    "文件夹“汇总”里的附件3 一次取完，未交名单写入 CSV", "every summary of a folder, each form read once"
                ),
            ),
        ),
    )


def collect(summaries: Sequence[Path], folder: Path, missing: Path | None, *, strict: bool, verbose: bool) -> None:
    """Collect forms and plans into summaries, recompute and save them."""
    from xlkpi.actions.collect import read_folder, workbook_files
    from xlkpi.cli.progress import progress
    from xlkpi.cli.show import show_faults

    if not summaries:  # a single word went to the folder, which stands last
        zh = "请先写附件3，再写附件2 所在的文件夹，如 xlkpi collect 附件3.xlsm 附件2"
        en = "give the summary and then the folder of the forms, like xlkpi collect 附件3.xlsm 附件2"
        raise Unusable(sentence(zh, en))
    if not folder.is_dir():
        raise CannotRead(sentence("没有文件夹 {path}", "there is no folder {path}", path=str(folder)))
    meant = _summaries(summaries)
    with progress(len(list(workbook_files(folder))), words("取数", "collecting")) as tick:
        found = read_folder(folder, tick, workers=None)
    show_faults([fault for one in found if one.taken is None for fault in one.faults], verbose=verbose)
    unread = [FAULTY for one in found if one.taken is None and unsafe(one.faults)]
    codes: list[int] = []
    everything: list[tuple[Path, Collected]] = []
    for summary in meant:
        if len(meant) > 1:
            tell(str(summary), bold=True)
        try:
            code, collected = _collected(summary, folder, found, strict=strict, verbose=verbose)
        except XlkpiError as error:
            show_faults([Fault(str(summary), error.text)], verbose=verbose)
            codes.append(UNUSABLE)
            continue
        codes.append(code)
        everything.append((summary, collected))
    if missing is not None:
        _write_missing(missing, everything)
    finish(worst([*codes, *unread, FINE]))


def _summaries(given: Sequence[Path]) -> list[Path]:
    """Return the workbooks that are meant; of a folder or pattern only those that collect something."""
    from xlkpi.actions.opening import kind_of, open_book
    from xlkpi.cli.files import workbooks

    found = []
    for named in workbooks(given):
        if not named.itself:
            try:
                kind = kind_of(open_book(named.path).names())
            except XlkpiError:
                continue
            if kind is None or not kind.takes:
                continue
        found.append(named.path)
    if not found:
        raise CannotRead(sentence("没有找到附件3", "there is no summary among these files"))
    return found


def _collected(
    summary: Path, folder: Path, found: Sequence[Found], *, strict: bool, verbose: bool
) -> tuple[int, Collected]:
    """Collect into one summary, recompute and save it, and tell what came of it."""
    from xlkpi.actions.collect import collect as collect_forms
    from xlkpi.actions.collect import takes
    from xlkpi.actions.opening import open_book
    from xlkpi.cli.show import show_faults

    book = open_book(summary)
    readable = [one for one in found if one.taken is not None or not unsafe(one.faults)]
    collected, faults = collect_forms(book, str(folder), readable, skip=summary, strict=strict)
    if not collected.taken:
        show_faults(faults, verbose=verbose)
        tell(sentence("有错误，未写入任何内容", "there are faults; nothing was written"))
        return FAULTY, collected
    computed = book.recalculate()
    book.save()
    show_faults([*faults, *computed, *book.notices], verbose=verbose)
    _show_changes(collected, verbose=verbose)
    called = {key: takes()[key].called for key in collected.counts}
    zh = f"已取 {'、'.join(f'{{{key}}} 份{zh}' for key, (zh, _) in called.items())}，写入 {{summary}}"
    en = f"collected {' and '.join(f'{{{key}}} {en}' for key, (_, en) in called.items())} into {{summary}}"
    if collected.elsewhere:
        zh, en = f"{zh}；跳过其他分公司的 {{others}} 份", f"{en}; passed over {{others}} of other branches"
    counts = {**collected.counts, "others": collected.elsewhere}
    tell(sentence(zh, en, summary=str(summary), **counts))
    wrong = unsafe([*faults, *computed])
    if wrong:
        tell(sentence("有错误的表没有取，其余已写入", "what is wrong was not taken; the rest is written"), bold=True)
    zh, en = "下一步：xlkpi recompute {summary}", "next: xlkpi recompute {summary}"
    tell(sentence(zh, en, summary=str(summary)))
    return FAULTY if wrong else FINE, collected


def _show_changes(collected: Collected, *, verbose: bool) -> None:
    """Print old and new totals, and who is missing, by supervisor."""
    from xlkpi.cli.show import table

    changes = collected.changes if verbose else collected.changes[:MOST_CHANGES]
    if changes:
        heads = (words("人员", "person"), words("原总分", "old total"), words("新总分", "new total"))
        tell_lines(table(heads, [(one.who, _shown(one.old), _shown(one.new)) for one in changes]))
    rest = len(collected.changes) - len(changes)
    if rest:
        tell(words(f"  另有 {rest} 人的总分已更新", f"  and {rest} more totals"))
    by_supervisor: dict[tuple[str, str], list[str]] = {}
    for one in collected.missing:
        state = words("（有误）", " (wrong)") if one.file else ""
        by_supervisor.setdefault((one.department, one.supervisor), []).append(f"{one.name}{state}")
    for (department, supervisor), names in by_supervisor.items():
        who = words(
            f"  未收齐 {department} 主管 {supervisor or '—'}：", f"  missing {department}, {supervisor or '—'}: "
        )
        tell(who + words("、", ", ").join(names))


def _shown(value: Value) -> str:
    return f"{value:g}" if isinstance(value, float) else "" if value is None else str(value)


def _write_missing(path: Path, everything: Sequence[tuple[Path, Collected]]) -> None:
    """Write who is missing as a CSV that Excel opens; raises CannotWrite."""
    from xlkpi.actions.exports import write_table

    heads = ("汇总表", "部门", "主管", "工号", "姓名", "情况")
    rows = [
        (summary.name, one.department, one.supervisor, one.id, one.name, f"有误：{one.file}" if one.file else "未交")
        for summary, collected in everything
        for one in sorted(collected.missing, key=lambda one: (one.department, one.supervisor))
    ]
    write_table(path, heads, rows)
    tell(words(f"未收齐 {len(rows)} 人，已写入 {path}", f"{len(rows)} people are missing; written to {path}"))
