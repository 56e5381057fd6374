"""Collect the month's workbooks of a folder into those that sum them up: read every file once, match, write."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import field, replace
from functools import partial
from pathlib import Path
from typing import Any

from xlkpi.actions.check import check_parts
from xlkpi.actions.checks.blocks import check_tables
from xlkpi.actions.checks.cell_rules import full_mark
from xlkpi.actions.checks.collected_numbers import by_person
from xlkpi.actions.checks.torn_rows import book_marks, check_rows, recalled, remember
from xlkpi.actions.folder import COPIES, SUFFIXES, aside, files_below, is_copy, listed, unread
from xlkpi.actions.opening import is_ours, open_book, read_parts
from xlkpi.actions.results import in_file
from xlkpi.actions.same_tables import Table, table_of
from xlkpi.actions.workers import over
from xlkpi.books.book import Block, Book, Value
from xlkpi.drawing.final_mark import refuse_final
from xlkpi.drawing.kind import Change, Missing, Take
from xlkpi.drawing.validation import FULL_MARK
from xlkpi.drawing.workbook_reading import Reading, as_number, as_text, is_blank, read_blocks
from xlkpi.errors import Fault, XlkpiError, sentence, unsafe
from xlkpi.functions.arguments import written
from xlkpi.records import dataclass
from xlkpi.schemes import kinds


@dataclass(frozen=True)
class Found:
    """One file of the folder, read and computed: its kind, what is taken from it, what is wrong with it.

    `kind` is "" for a workbook that nobody collects, `aside` says why one is passed over altogether. `month` says whose
    month it is, `full` what its scores are out of, each with the place of the cell.
    """

    file: str
    path: Path
    kind: str
    taken: Any = None
    untouched: bool = False
    month: str | None = None
    month_blank: bool = False
    month_place: str = ""
    full: float | None = None
    full_place: str = ""
    faults: tuple[Fault, ...] = ()
    aside: str = ""


@dataclass
class Collected:
    """What was put into a collecting workbook.

    `counts` are workbooks taken by their kind's key, `elsewhere` the files of other branches, `changes` what was
    replaced, `missing` who is without a usable workbook; `taken` is False where nothing was put into it at all.
    `table` is which table it is, should another file hold the same.
    """

    counts: dict[str, int] = field(default_factory=dict)
    elsewhere: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    taken: bool = False
    table: Table | None = None


def takes() -> Mapping[str, Take]:
    """Return everything that any kind collects, by the key of the kind it is taken from."""
    return {take.kind: take for kind in kinds() for take in kind.takes}


def read_folder(folder: Path, tick: Callable[[str], None] = lambda _: None, *, workers: int | None = 1) -> list[Found]:
    """Open and compute every workbook below a folder once; `tick` hears the name of each file that is done.

    `workers` None reads in as many processes as there are processors.
    """
    found: list[Found] = []
    for read in over(partial(_read, folder), list(files_below(folder, SUFFIXES)), workers):
        tick(read[0].file)
        found += read
    why = {one.path: one.aside for one in found}
    told = unread(folder, lambda path: why.get(path, ""))
    return [one for one in found if not one.aside] + [
        Found(fault.place, folder / fault.place, "", faults=(fault,)) for fault in told
    ]


def _read(folder: Path, path: Path) -> list[Found]:
    return read_file(path, path.relative_to(folder).as_posix())


def read_file(path: Path, file: str) -> list[Found]:
    """Open and compute one workbook; a company's own may hold several forms, any other comes to one.

    What is wrong with it carries the file's name.
    """
    try:
        book = open_book(path)
        if is_copy(book.file):
            return [Found(file, path, "", aside=COPIES)]
        readings, faults = read_parts(book)
        if not readings and not is_ours(book):
            zh, en = "不是本系统的考核表，没有读取", "is not one of our workbooks; it was not read"
            return [Found(file, path, "", faults=(Fault(file, sentence(zh, en), notice=True),))]
        taken = [(reading, take) for reading in readings if (take := takes().get(reading.kind.key)) is not None]
        if not taken:
            return [Found(file, path, "", faults=tuple(in_file(fault, file) for fault in faults))]
        checked = check_parts([reading for reading, _ in taken])
        computed = book.recalculate()
        several = len(taken) > 1
        return [
            _found(path, file, reading, take, [*before, *computed], several=several)
            for (reading, take), before in zip(taken, checked, strict=True)
        ]
    except XlkpiError as error:
        return [Found(file, path, "", faults=(Fault(file, error.text),), aside=aside(path))]


def _found(path: Path, file: str, before: Reading, take: Take, faults: list[Fault], *, several: bool) -> Found:
    """Read a computed form; of several in one workbook each is named by the sheet it stands on."""
    reading = read_blocks(before.book, before.kind)
    if not unsafe(faults):
        faults += [fault for check in reading.kind.results for fault in check(reading)]
    if several:
        file = f"{file} {reading.book.place(reading.kind.names[0])}"
    day = reading.field("考核月份")
    place, full_place = (
        f"{file} {reading.book.place(name)}" if name and reading.has(name) else "" for name in ("考核月份", take.full)
    )
    return Found(
        file,
        path,
        take.kind,
        take.read(reading, file),
        all(is_blank(value) for name in take.entries for value in reading.column(name)),
        reading.month,
        is_blank(day) and reading.has("考核月份"),
        place,
        as_number(reading.field(take.full)) if full_place else None,
        full_place,
        tuple(in_file(fault, file) for fault in faults),
    )


def collect(
    book: Book,
    folder: str,
    found: Sequence[Found],
    skip: Path | None = None,
    *,
    strict: bool = False,
    told: Sequence[Found] = (),
) -> tuple[Collected, list[Fault]]:
    """Put what was found in a folder into a workbook that collects. The caller recalculates and saves.

    What is right is taken and what is not is said; with `strict` nothing is taken while anything is wrong. Nothing is
    taken either while the collecting workbook's own roster is wrong. Workbooks of other branches are passed over.
    `skip` is the collecting workbook itself, should it lie in the folder. What is wrong with the files `told`, which
    could not be read, the caller says itself; whose they seem to be is not told to have handed in nothing.
    """
    collected = Collected()
    summaries, faults = _collecting(book)
    if not summaries:
        return collected, faults
    collected.table = table_of(summaries[0])
    for summary in summaries:
        faults += _about_people(summary, check_tables(summary))
    ours = not unsafe(faults)
    people = [_people(summary) for summary in summaries]
    forms = _sorted_out(summaries, people, folder, found, skip)
    faults += forms.faults
    collected.elsewhere = forms.elsewhere
    unread = [one.file for one in (*found, *told) if one.taken is None]
    blocks, taken, unfit = _matched(summaries, people, forms, unread, collected)
    if ours and not any((*forms.right.values(), *forms.wrong.values())):
        zh = "文件夹里没有本分公司的附件2 或双周计划，请核对文件夹和表中的分公司"
        en = "the folder holds no forms or plans of this branch: is it the right folder, and the branch the same?"
        faults.append(Fault(folder, sentence(zh, en)))
    else:
        faults += unfit
    everything = [*faults, *(fault for one in told for fault in one.faults)]
    collected.missing = [replace(one, why=_why(one.file, everything)) if one.file else one for one in collected.missing]
    if ours and any(collected.counts.values()) and not (strict and unsafe(everything)):
        _put_in(summaries, blocks, taken)
        collected.taken = True
    return collected, faults


def _collecting(book: Book) -> tuple[list[Reading], list[Fault]]:
    """Return the summaries of a workbook into which forms can be collected; none, and why, where they cannot."""
    readings, faults = read_parts(book)
    summaries = [reading for reading in readings if reading.kind.takes]
    final = refuse_final(book)
    if final:
        return [], final
    if not summaries:
        zh, en = "不是附件3 汇总表，不能取数", "is not a 附件3 summary: it collects nothing"
        return [], faults or [Fault(book.title, sentence(zh, en))]
    undated = [summary for summary in summaries if summary.month is None]
    if undated:
        zh, en = "请先填写汇总表的考核月份，再取数", "fill in the summary's month before collecting"
        return [], [_at_month(summary, zh, en) for summary in undated]
    return summaries, faults


@dataclass
class _Sorted:
    """The files of a folder as summaries look at them: records by kind, right and wrong, and what is not theirs."""

    right: dict[str, list[Any]]
    wrong: dict[str, list[Any]]
    elsewhere: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def _sorted_out(
    summaries: Sequence[Reading],
    people: Sequence[Collection[str]],
    folder: str,
    found: Sequence[Found],
    skip: Path | None,
) -> _Sorted:
    kinds_taken = [take.kind for summary in summaries for take in summary.kind.takes]
    forms = _Sorted({kind: [] for kind in kinds_taken}, {kind: [] for kind in kinds_taken})
    owners = [as_text(summary.field("分公司")) for summary in summaries]
    strays = {id(one) for one in found if _elsewhere(owners, people, one)}
    blank = {id(one): one for one in found if one.untouched and id(one) not in strays}
    forms.faults += [untouched(folder, list(blank.values()))] if blank else []
    itself = None if skip is None else skip.resolve()
    for one in found:
        if id(one) in blank or (one.kind not in forms.right and one.path.resolve() == itself):
            continue
        if id(one) in strays:
            forms.elsewhere.append(one.file)
            continue
        faults, taken = _look(summaries[0], one)
        if taken and any(summary.excuses(one.taken.person) for summary in summaries):
            faults = [fault for fault in faults if fault.notice]  # the form is not taken, whatever is wrong with it
        forms.faults += faults
        if taken and one.kind in forms.right:
            (forms.wrong if unsafe(faults) else forms.right)[one.kind].append(one.taken)
    return forms


def _matched(
    summaries: Sequence[Reading],
    people: Sequence[Collection[str]],
    forms: _Sorted,
    unread: Sequence[str],
    collected: Collected,
) -> tuple[list[tuple[Reading, str, Block]], list[tuple[Reading, str, Mapping[int, Value]]], list[Fault]]:
    """Match the forms to the people of every summary; return blocks to write, whose numbers came, what does not fit.

    What was counted, changed and missing is noted in `collected`.
    """
    blocks: list[tuple[Reading, str, Block]] = []
    taken: list[tuple[Reading, str, Mapping[int, Value]]] = []
    faults: list[Fault] = []
    for summary in summaries:
        for take in summary.kind.takes:
            right, wrong = (
                [one for one in some[take.kind] if summary is _belonging(summaries, people, one)]
                for some in (forms.right, forms.wrong)
            )
            matched = take.match(summary, right, wrong, unread)
            blocks += [(summary, name, rows) for name, rows in matched.blocks.items()]
            taken += [(summary, name, numbers) for name, numbers in matched.numbers.items()]
            faults += matched.faults
            collected.counts[take.kind] = collected.counts.get(take.kind, 0) + matched.count
            collected.changes += matched.changes
            collected.missing += matched.missing
    return blocks, taken, faults


def _put_in(
    summaries: Sequence[Reading],
    blocks: Sequence[tuple[Reading, str, Block]],
    taken: Sequence[tuple[Reading, str, Mapping[int, Value]]],
) -> None:
    whole = [not check_rows(summary) for summary in summaries]
    for summary, name, rows in blocks:
        summary.book.write(name, rows)
    for summary, is_whole in zip(summaries, whole, strict=True):  # totals that changed places did so in the forms
        collected = {name: by_person(summary, name, rows) for one, name, rows in taken if one is summary}
        marks = book_marks(summary.book, summary.kind) if is_whole else recalled(summary.book)
        remember(summary.book, summary.kind, marks, collected)


def _why(file: str, faults: Sequence[Fault]) -> Fault | None:
    """Return the first thing that is wrong with a file, else the first that is said of it."""
    of_file = [fault for fault in faults if fault.place == file or fault.place.startswith(f"{file} ")]
    return next((fault for fault in of_file if not fault.notice), of_file[0] if of_file else None)


def _at_month(summary: Reading, zh: str, en: str) -> Fault:
    """A fault about a summary's month, which a company's own summary may lack altogether."""
    if summary.has("考核月份"):
        return summary.fault("考核月份", 0, zh, en)
    return Fault(summary.book.title, sentence(zh, en))


def _belonging(summaries: Sequence[Reading], people: Sequence[Collection[str]], taken: Any) -> Reading:
    """Return the summary to which a form belongs, of those of departments on sheets; the first takes strays."""
    pairs = zip(summaries, people, strict=True)
    return next((one for one, known in pairs if taken.person and taken.person in known), summaries[0])


def _people(summary: Reading) -> set[str]:
    """Everything by which a form may name somebody of the roster: ids, and names in a company's own workbook."""
    own = [summary.kind.people[key] for key in ("id", "name") if key in summary.kind.people]
    return {as_text(value) for name in own[: 2 if summary.own else 1] for value in summary.line(name)} - {""}


def _about_people(summary: Reading, faults: Sequence[Fault]) -> list[Fault]:
    """Return those faults of the summary that stand in the columns by which workbooks are matched to people."""
    if not faults:
        return []
    keys = [summary.kind.people[key] for key in ("id", "name", "eligible") if key in summary.kind.people]
    places = {summary.book.place(name, row) for name in keys for row in range(len(summary.blocks[name]))}
    return [fault for fault in faults if fault.place in places]


def untouched(folder: str, blank: Sequence[Found]) -> Fault:
    """Tell in one line of the workbooks in which nothing is filled in yet."""
    if len(blank) == 1:
        zh, en = "还没有填写或评分，已跳过", "is not filled in or scored yet; passed over"
        return Fault(blank[0].file, sentence(zh, en), notice=True)
    zh = "{count} 份还没有填写或评分，已跳过：{files}"
    en = "{count} are not filled in or scored yet; passed over: {files}"
    files = listed([one.file for one in blank])
    return Fault(folder, sentence(zh, en, count=len(blank), files=files), notice=True)


def _look(summary: Reading, one: Found) -> tuple[list[Fault], bool]:
    """Return what is wrong with a file of the folder, and whether it is one of ours to take."""
    if one.taken is None:
        return list(one.faults), False
    full = full_mark(summary, FULL_MARK) if summary.has(FULL_MARK) else None
    faults = [fault for fault in one.faults if not (fault.notice and fault.place == one.full_place)]  # known here
    return [*faults, *_wrong_month(summary.month or "", one), *_other_full_mark(full, one)], True


def _elsewhere(owners: Sequence[str], people: Sequence[Collection[str]], one: Found) -> bool:
    """Tell whether a file belongs to none of these branches (one without a branch is ours to complain about).

    It is asked for every form of a folder by every summary.
    """
    taken = one.taken
    if taken is None or not taken.branch or "" in owners or taken.branch in owners:
        return False
    return not any(taken.person in known for known in people)


def _wrong_month(month: str, one: Found) -> list[Fault]:
    if one.month == month:
        return []
    if one.month is None:
        if not one.month_blank:
            return []  # the check has said that it is no date
        zh, en = "考核月份为空，汇总表是 {month}，请填写", "the month is blank; the summary is of {month}: fill it in"
        return [Fault(one.month_place, sentence(zh, en, month=month))]
    zh = "考核月份是 {found}，汇总表是 {month}，不能取数；请移出这份表或改正月份"
    en = "is of the month {found} but the summary is of {month}: take it out of the folder or mend the month"
    return [Fault(one.month_place, sentence(zh, en, found=one.month, month=month))]


def _other_full_mark(full: float | None, one: Found) -> list[Fault]:
    """Scores out of 120 would count among those out of 100 as they are: 110 is more than anybody can have."""
    if full is None or one.full is None or one.full == full:
        return []
    zh = "满分是 {found}，汇总表「参数」的满分是 {full}，不能取数；请把满分改成 {full}，并核对各项评分"
    en = "is out of {found} but the summary out of {full}: make the full mark {full} and look at the scores again"
    return [Fault(one.full_place, sentence(zh, en, found=written(one.full), full=written(full)))]
