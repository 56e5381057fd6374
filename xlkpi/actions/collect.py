"""Collect the month's workbooks of a folder into those that sum them up: read every file once, match, write."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xlkpi.actions.check import check_reading
from xlkpi.actions.checks.blocks import check_tables
from xlkpi.actions.opening import open_book, read_book
from xlkpi.books.book import Block, Book
from xlkpi.drawing.kind import Take
from xlkpi.drawing.workbook_reading import Reading, as_month, as_text, is_blank, read_blocks, unsafe
from xlkpi.errors import Fault, XlkpiError, sentence
from xlkpi.schemes import kinds

SUFFIXES = frozenset({".xlsx", ".xlsm"})


@dataclass(frozen=True)
class Found:
    """One file of the folder, read and computed: its kind, what is taken from it, what is wrong with it.

    `kind` is "" for a workbook that nobody collects. `month` says whose month it is, with the place of the cell.
    """

    file: str
    path: Path
    kind: str
    taken: Any = None
    untouched: bool = False
    month: str | None = None
    month_blank: bool = False
    month_place: str = ""
    faults: tuple[Fault, ...] = ()


@dataclass
class Collected:
    """How many workbooks of each kind were taken (by the kind's key), and how many of other branches passed over."""

    counts: dict[str, int] = field(default_factory=dict)
    elsewhere: int = 0


def workbook_files(folder: Path) -> Iterator[Path]:
    """Yield the workbooks below a folder in a stable order, without Excel's owner files."""
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in SUFFIXES and not path.name.startswith(("~$", ".")) and path.is_file():
            yield path


def takes() -> Mapping[str, Take]:
    """Return everything that any kind collects, by the key of the kind it is taken from."""
    return {take.kind: take for kind in kinds() for take in kind.takes}


def read_folder(folder: Path, tick: Callable[[str], None] = lambda _: None) -> list[Found]:
    """Open and compute every workbook below a folder once; `tick` hears the name of each file."""
    found = []
    for path in workbook_files(folder):
        file = path.relative_to(folder).as_posix()
        tick(file)
        found.append(read_file(path, file))
    return found


def read_file(path: Path, file: str) -> Found:
    """Open and compute one workbook; what is wrong with it carries the file's name."""
    try:
        book = open_book(path)
        reading, faults = read_book(book)
        take = takes().get(reading.kind.key) if reading is not None else None
        if reading is None or take is None:
            return Found(file, path, "", faults=_named(faults, file))
        faults = check_reading(reading) + book.recalculate()
        reading = read_blocks(book, reading.kind)
        if not unsafe(faults):
            faults += [fault for check in reading.kind.results for fault in check(reading)]
    except XlkpiError as error:
        return Found(file, path, "", faults=(Fault(file, error.text),))
    day = reading.field("考核月份")
    return Found(
        file,
        path,
        take.kind,
        take.read(reading, file, unsafe(faults)),
        all(is_blank(value) for name in take.entries for value in reading.column(name)),
        as_month(day),
        is_blank(day),
        _with_file(book.place("考核月份"), file),
        _named(faults, file),
    )


def _named(faults: Sequence[Fault], file: str) -> tuple[Fault, ...]:
    return tuple(Fault(_with_file(fault.place, file), fault.text, fault.notice) for fault in faults)


def _with_file(place: str, file: str) -> str:
    return file if place == Path(file).name else f"{file} {place}"


def collect(book: Book, folder: str, found: Sequence[Found], skip: Path | None = None) -> tuple[Collected, list[Fault]]:
    """Put what was found in a folder into a workbook that collects. The caller recalculates and saves.

    Nothing is put into the Book while anything is wrong; workbooks of other branches are passed over. `skip` is the
    collecting workbook itself, should it lie in the folder.
    """
    summary, faults = read_book(book)
    if summary is None or not summary.kind.takes:
        zh, en = "不是附件3 汇总表，不能取数", "is not a 附件3 summary: it collects nothing"
        return Collected(), faults or [Fault(book.title, sentence(zh, en))]
    if summary.month is None:
        zh, en = "请先填写汇总表的考核月份，再取数", "fill in the summary's month before collecting"
        return Collected(), [summary.fault("考核月份", 0, zh, en)]
    faults += [fault for fault in check_tables(summary) if _about_people(summary, fault)]
    collected = Collected()
    mine: dict[str, list[Any]] = {take.kind: [] for take in summary.kind.takes}
    for one in found:
        if skip is not None and one.path.resolve() == skip.resolve():
            continue
        more, taken = _look(summary, one, collected)
        faults += more
        if taken and one.kind in mine:
            mine[one.kind].append(one.taken)
    if not any(mine.values()) and not unsafe(faults):
        zh = "文件夹里没有本分公司的附件2 或双周计划，请核对文件夹和表中的分公司"
        en = "the folder holds no forms or plans of this branch: is it the right folder, and the branch the same?"
        return collected, [*faults, Fault(folder, sentence(zh, en))]
    blocks: dict[str, Block] = {}
    for take in summary.kind.takes:
        made, more = take.match(summary, mine[take.kind])
        blocks |= made
        faults += more
        collected.counts[take.kind] = len(mine[take.kind])
    if not unsafe(faults):
        for name, rows in blocks.items():
            book.write(name, rows)
    return collected, faults


def _about_people(summary: Reading, fault: Fault) -> bool:
    """Tell whether a fault of the summary stands in the columns by which workbooks are matched to people."""
    keys = [summary.kind.people[key] for key in ("id", "name", "eligible") if key in summary.kind.people]
    places = {summary.book.place(name, row) for name in keys for row in range(len(summary.blocks[name]))}
    return fault.place in places


def _look(summary: Reading, one: Found, collected: Collected) -> tuple[list[Fault], bool]:
    """Return what is wrong with a file of the folder, and whether it is one of ours to take."""
    if one.taken is not None and _elsewhere(summary, one):
        collected.elsewhere += 1
        return [], False
    if one.untouched:
        zh, en = "还没有填写或评分，已跳过", "is not filled in or scored yet; passed over"
        return [Fault(one.file, sentence(zh, en), notice=True)], False
    if one.taken is None:
        return list(one.faults), False
    return [*one.faults, *_wrong_month(summary.month or "", one)], True


def _elsewhere(summary: Reading, one: Found) -> bool:
    """Tell whether a file belongs to another branch (one without a branch is ours to complain about)."""
    branch, ours = one.taken.branch, as_text(summary.field("分公司"))
    known = {as_text(value) for value in summary.line(summary.kind.people["id"])} - {""}
    return bool(branch and ours and branch != ours and one.taken.person not in known)


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
