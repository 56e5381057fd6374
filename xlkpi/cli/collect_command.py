"""The command collect: forms and plans of a folder into the summaries they belong to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from xlkpi.cli import options
from xlkpi.cli.ending import FAULTY, FINE, UNUSABLE, finish, worst
from xlkpi.cli.help_page import Command
from xlkpi.cli.screen import tell, tell_lines
from xlkpi.cli.speech import words
from xlkpi.errors import Fault, Sentence, XlkpiError, as_argument, sentence, unsafe
from xlkpi.records import dataclass

if TYPE_CHECKING:
    from xlkpi.actions.collect import Collected, Found
    from xlkpi.books.book import Value
    from xlkpi.drawing.kind import Missing

MOST_CHANGES = 30
"""How many old and new totals are listed of one summary before the rest is only counted."""


def commands() -> Iterator[Command]:
    """Declare the command of this room."""
    yield Command(
        "collect",
        collect,
        "把附件2 的总分和双周计划的评分取到附件3",
        "Collect the forms and plans of a folder into summaries",
        [
            options.summaries(),
            options.forms_folder(),
            options.flag(
                ("--all-or-nothing", "strict"),
                "只要有一份表有错误，就什么都不取",
                "take nothing while any form is wrong",
            ),
            options.path(
                "--missing",
                ("文件", "FILE"),
                "把还没交的人按主管列成 CSV，便于催办",
                "write who is missing to a CSV, by supervisor",
            ),
            options.verbose(),
        ],
        examples=(
            (
                "collect 附件3.xlsm 附件2",
                "取本分公司的表，其他分公司的跳过",
                "the forms of its branch; others are passed over",
            ),
            (
                "collect 汇总 附件2 --missing 催办.csv",
                "文件夹“汇总”里的附件3 一次取完，未交名单写入 CSV",
                "every summary of a folder, each form read once",
            ),
        ),
    )


def collect(summaries: Sequence[Path], folder: Path, missing: Path | None, *, strict: bool, verbose: bool) -> None:
    """Collect forms and plans into summaries, recompute and save them."""
    from xlkpi.actions.collect import read_folder, untouched
    from xlkpi.actions.folder import SUFFIXES, files_below
    from xlkpi.actions.same_tables import same_tables
    from xlkpi.cli.files import need_both, workbooks_that
    from xlkpi.cli.progress import progress
    from xlkpi.cli.show import show_by_file, show_faults

    need_both(summaries, folder, "collect")
    meant = workbooks_that(summaries, lambda kind: bool(kind.takes))
    done: list[Done] = []
    with progress(len(list(files_below(folder, SUFFIXES))) + len(meant), words("取数", "collecting")) as tick:
        found = read_folder(folder, tick, workers=None)
        nobodys = [one for one in found if one.untouched and not one.taken.branch] if len(meant) > 1 else []
        readable = [one for one in found if one.taken is not None and one not in nobodys]
        unread = [one for one in found if one.taken is None]
        try:
            for one in _each(partial(_collected, folder, readable, unread, strict=strict), meant, strict=strict):
                done.append(one)
                tick(one.summary.name)
        finally:  # what was written is told even where something stops us in the middle
            show_faults([fault for one in unread for fault in one.faults], verbose=verbose)
            if nobodys:
                show_faults([untouched(str(folder), nobodys)], verbose=verbose)
            later: list[Fault] | None = None if verbose or len(meant) == 1 else []
            codes = [_told(one, later, strict=strict, verbose=verbose) for one in done]
    if strict and not any(one.written for one in done):
        zh = "有错误，未写入任何内容（--all-or-nothing）"
        en = "there are faults; nothing was written (--all-or-nothing)"
        tell(sentence(zh, en), bold=True)
    everything = [(one.summary, one.collected) for one in done if one.collected is not None]
    show_by_file(later or ())
    for _, told in same_tables((str(summary), collected.table) for summary, collected in everything):
        tell(told, bold=True)
    _tell_unclaimed(everything)
    if missing is not None and everything:  # of summaries that could not be read nobody knows who is missing
        _write_missing(missing, everything)
    codes += [FAULTY for one in unread if unsafe(one.faults)]
    tell(_next_step(summaries, folder, everything, codes))
    finish(worst([*codes, FINE]))


@dataclass(frozen=True)
class Done:
    """A summary that was collected into: what was found, what is to be said of it; None where it cannot be used."""

    summary: Path
    collected: Collected | None
    faults: tuple[Fault, ...]
    computed: tuple[Fault, ...] = ()
    notices: tuple[Fault, ...] = ()
    whole: bool = True
    """Whether every formula could be computed."""
    written: bool = False


def _each(collected: Callable[..., Done], summaries: Sequence[Path], *, strict: bool) -> Iterator[Done]:
    """Collect into every summary; with `strict` into none before all of them are known to be right."""
    from xlkpi.actions.workers import over

    if strict:
        looked = list(over(partial(collected, write=False), summaries))
        if not all(one.collected is not None and one.collected.taken for one in looked):
            yield from looked
            return
    yield from over(collected, summaries)


def _collected(
    folder: Path, found: Sequence[Found], unread: Sequence[Found], summary: Path, *, strict: bool, write: bool = True
) -> Done:
    """Collect into one summary, recompute and save it, in whatever process this is; without `write` only look."""
    from xlkpi.actions.checks.signed_contents import check_contents
    from xlkpi.actions.collect import collect as collect_forms
    from xlkpi.actions.opening import open_book, read_parts
    from xlkpi.actions.saving import save

    try:
        book = open_book(summary)
        collected, faults = collect_forms(book, str(folder), found, skip=summary, strict=strict, told=unread)
        if not collected.taken or not write:
            return Done(summary, collected, tuple(faults))
        computed = book.recalculate()
        whole = not unsafe(computed)
        readings, _ = read_parts(book)
        computed += [fault for reading in readings for fault in check_contents(reading)]
        own = [reading for reading in readings if reading.own]  # their levels may wait for the supervisors' ones
        computed += [fault for reading in own for told in reading.kind.results for fault in told(reading)]
        save(book)
    except XlkpiError as error:
        return Done(summary, None, (Fault(str(summary), error.text),))
    return Done(summary, collected, tuple(faults), tuple(computed), tuple(book.notices), whole, written=True)


def _told(done: Done, later: list[Fault] | None, *, strict: bool, verbose: bool) -> int:
    """Tell what came of one summary, and return its exit code; notices of forms go to `later`."""
    from xlkpi.actions.collect import takes
    from xlkpi.actions.fault_groups import FILE
    from xlkpi.books.book import UNCHANGED
    from xlkpi.cli.show import show_by_file, show_faults

    summary, collected, faults, computed = done.summary, done.collected, done.faults, done.computed
    if collected is None:
        show_faults(faults, verbose=verbose)
        return UNUSABLE
    if not done.written:
        if later is not None and faults:
            tell(str(summary), bold=True)
        show_faults(faults, verbose=verbose)
        if not strict:
            zh, en = "有错误，{summary} 没有写入", "there are faults; {summary} was not written"
            tell(sentence(zh, en, summary=str(summary)))
        return FAULTY
    kept = any(notice.text == UNCHANGED for notice in done.notices)
    told = [*faults, *computed, *([] if kept else done.notices)]
    if later is not None:
        of_forms = [fault for fault in told if fault.notice and FILE.match(fault.place)]
        later += of_forms
        told = [fault for fault in told if fault not in of_forms]
        if told or collected.missing:
            tell(str(summary), bold=True)
    show_by_file(told, verbose=verbose)
    _show_changes(collected, verbose=verbose, alone=later is None)
    called = {key: takes()[key].called for key in collected.counts}
    zh = f"已取 {'、'.join(f'{{{key}}} 份{zh}' for key, (zh, _) in called.items())}，"
    en = f"collected {' and '.join(f'{{{key}}} {en}' for key, (_, en) in called.items())}"
    zh += (
        "与 {summary} 里的相同，没有变化"
        if kept
        else "写入 {summary} " + ("并已计算" if done.whole else "，但没有全部算出")
    )
    en += (
        "; {summary} says the same already"
        if kept
        else " into {summary}" + (" and computed it" if done.whole else ", but not all of it was computed")
    )
    if collected.elsewhere and later is None:  # of several summaries every form is another one's
        zh, en = f"{zh}；跳过其他分公司的 {{others}} 份", f"{en}; passed over {{others}} of other branches"
    counts = {**collected.counts, "others": len(collected.elsewhere)}
    tell(sentence(zh, en, summary=str(summary), **counts))
    wrong = unsafe([*faults, *computed])
    if wrong:
        zh, en = "有错误的表没有取，其余已写入", "what is wrong was not taken; the rest is written"
        if kept:
            zh, en = "有错误的表没有取", "what is wrong was not taken"
        tell(sentence(zh, en), bold=True)
    return FAULTY if wrong else FINE


def _tell_unclaimed(everything: Sequence[tuple[Path, Collected]]) -> None:
    """Name the files of which every one of several summaries says that they are another branch's."""
    if len(everything) < 2:
        return
    first, *others = (collected.elsewhere for _, collected in everything)
    everywhere = {*first}.intersection(*others)
    files = [file for file in first if file in everywhere]
    if files:
        zh = "不属于这些附件3 的任何一份，没有取数，请核对分公司：{files}"
        en = "of no branch among these summaries, not collected (is 分公司 right?): {files}"
        tell(sentence(zh, en, files=words("、", ", ").join(files)), bold=True)


def _next_step(
    summaries: Sequence[Path], folder: Path, everything: Sequence[tuple[Path, Collected]], codes: Sequence[int]
) -> Sentence:
    """Say what is to be done now: first what is wrong, then what is missing, else to look at the summaries."""
    missing = sum(len(collected.missing) for _, collected in everything)
    if worst(codes) != FINE:
        zh, en = "下一步：改正上面的错误，再运行同一命令", "next: mend the faults above and run the same command again"
    elif missing:
        zh = "下一步：催交还缺的 {count} 份，收到后再运行同一命令"
        en = "next: ask for the {count} forms that are missing and run the same command again"
    else:
        zh = "下一步：xlkpi check {summaries} 校验；签批后用 xlkpi feedback {summaries} {folder} 反馈本人"
        en = "next: xlkpi check {summaries}; once they are signed, xlkpi feedback {summaries} {folder}"
    named = " ".join(as_argument(path) for path in summaries)
    return sentence(zh, en, summaries=named, folder=as_argument(folder), count=missing)


def _show_changes(collected: Collected, *, verbose: bool, alone: bool) -> None:
    """Print old and new totals (of several summaries only those replaced), and who is missing, by supervisor."""
    from xlkpi.cli.show import table

    every = [one for one in collected.changes if alone or verbose or not (one.old is None or one.old == "")]
    changes = every if verbose else every[:MOST_CHANGES]
    if changes:
        heads = (words("人员", "person"), words("原总分", "old total"), words("新总分", "new total"))
        tell_lines(table(heads, [(one.who, _shown(one.old), _shown(one.new)) for one in changes]))
    rest = len(every) - len(changes)
    if rest:
        tell(words(f"  另有 {rest} 人的总分已更新", f"  and {rest} more totals"))
    by_supervisor: dict[tuple[str, str], list[str]] = {}
    for one in collected.missing:
        state = words("（有误）", " (wrong)") if one.file else ""
        if one.why is not None and one.why.waiting:
            state = words("（未评分）", " (not scored)")
        by_supervisor.setdefault((one.department, one.supervisor), []).append(f"{one.name}{state}")
    for (department, supervisor), names in by_supervisor.items():
        who = words(
            f"  未收齐 {department} 主管 {supervisor or '—'}：", f"  missing {department}, {supervisor or '—'}: "
        )
        tell(who + words("、", ", ").join(names))


def _shown(value: Value) -> str:
    return f"{value:g}" if isinstance(value, float) else "" if value is None else str(value)


def _situation(one: Missing) -> str:
    """What the list says of somebody whose form is missing or cannot be used."""
    if one.why is None:
        return f"有误：{one.file}" if one.file else "未交"
    return f"未评分：{one.file}" if one.why.waiting else f"有误：{one.why.say('zh')}（{one.why.place}）"


def _write_missing(path: Path, everything: Sequence[tuple[Path, Collected]]) -> None:
    """Write who is missing as a CSV that Excel opens; raises CannotWrite."""
    from xlkpi.actions.exports import write_table

    heads = ("汇总表", "部门", "主管", "工号", "姓名", "情况")
    rows = [
        (summary.name, one.department, one.supervisor, one.id, one.name, _situation(one))
        for summary, collected in everything
        for one in sorted(collected.missing, key=lambda one: (one.department, one.supervisor))
    ]
    write_table(path, heads, rows)
    tell(words(f"未收齐 {len(rows)} 人，已写入 {path}", f"{len(rows)} people are missing; written to {path}"))
