"""Hand results back: what a summary computed goes into the workbooks of the people it is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from xlkpi.actions.check import check_reading
from xlkpi.actions.collect import workbook_files
from xlkpi.actions.create import all_or_none
from xlkpi.actions.opening import open_book, read_book, read_parts
from xlkpi.actions.recompute import recompute
from xlkpi.books.book import Block, Book
from xlkpi.drawing.kind import Give, Kind
from xlkpi.drawing.workbook_reading import Reading, is_blank, read_blocks, unsafe
from xlkpi.errors import Fault, XlkpiError, sentence


@dataclass
class Returned:
    """How many workbooks of each kind got results (by the kind's key), how many had them, how many were others'."""

    counts: dict[str, int] = field(default_factory=dict)
    unchanged: int = 0
    elsewhere: int = 0


@dataclass(frozen=True)
class Due:
    """A workbook of the folder and the blocks it gets."""

    path: Path
    book: Book
    kind: str
    blocks: Mapping[str, Block]


def feedback(
    summary: Book, folder: Path, tick: Callable[[str], None] = lambda _: None, *, dry_run: bool = False
) -> tuple[Returned, list[Fault]]:
    """Write a summary's results into the workbooks of a folder they belong to: all of them or none.

    Nothing is written while anything is wrong, nor with `dry_run`. The summary must be computed: what stands in its
    file is what people get. Raises CannotWrite.
    """
    before, faults = read_book(summary)
    returned = Returned()
    if before is None or not before.kind.gives:
        zh, en = "不是附件3 汇总表，没有可反馈的结果", "is not a 附件3 summary: it has no results to hand back"
        return returned, faults or [Fault(summary.title, sentence(zh, en))]
    faults = [*recompute(summary, dry_run=True).faults]
    after = read_blocks(before.book, before.kind)
    if not faults and _results(before) != _results(after):
        zh = "汇总表里的结果不是最新的，请先 xlkpi recompute，再反馈"
        en = "the summary's results are out of date: recompute it first"
        faults.append(Fault(summary.title, sentence(zh, en)))
    if faults:
        return returned, faults
    due = []
    for file in workbook_files(folder):
        tick(file.name)
        found, more = _look(after, file, file.relative_to(folder).as_posix(), returned)
        due += found
        faults += more
    if not due and not returned.unchanged and not faults:
        zh, en = "文件夹里没有本表人员的附件2", "the folder holds no forms of this summary's people"
        faults.append(Fault(str(folder), sentence(zh, en)))
    if not unsafe(faults):
        for one in due:
            returned.counts[one.kind] = returned.counts.get(one.kind, 0) + 1
        if not dry_run:
            _write(due)
    return returned, faults


def _results(reading: Reading) -> list[Block]:
    """Return everything computed of a workbook; a blank cell is as good as one whose formula shows nothing."""
    return [
        [[None if is_blank(value) else value for value in row] for row in reading.blocks[entry.name]]
        for entry in reading.kind.named
        if entry.role == "computed"
    ]


def _give(kind: Kind, of: str) -> Give | None:
    return next((give for give in kind.gives if give.kind == of), None)


def _look(summary: Reading, path: Path, file: str, returned: Returned) -> tuple[list[Due], list[Fault]]:
    """Return what a workbook of the folder gets, if it is one to give to, and what is wrong with it."""
    try:
        book = open_book(path)
        readings, _ = read_parts(book)
        found: list[Due] = []
        faults: list[Fault] = []
        for reading in readings:
            due, more = _look_at(summary, reading, path, file, returned)
            found += due
            faults += more
    except XlkpiError as error:
        return [], [Fault(file, error.text)]
    return found, faults


def _look_at(
    summary: Reading, reading: Reading, path: Path, file: str, returned: Returned
) -> tuple[list[Due], list[Fault]]:
    """The same of one form; a company's own workbook may hold several."""
    give = _give(summary.kind, reading.kind.key)
    if give is None or all(is_blank(value) for name in give.entries for value in reading.column(name)):
        return [], []
    faults = [fault for fault in check_reading(reading) if not fault.notice]
    faults += reading.book.recalculate()
    reading = read_blocks(reading.book, reading.kind)
    blocks, more = give.make(summary, reading)
    faults += more
    if blocks is None and not more:
        returned.elsewhere += 1
        return [], []
    if faults or blocks is None:
        return [], [_in_file(fault, file) for fault in faults]
    wanted = {
        name: [[None if is_blank(value) else value for value in row] for row in rows]
        for name, rows in blocks.items()
        if reading.has(name)
    }
    if all(reading.blocks[name] == rows for name, rows in wanted.items()):
        returned.unchanged += 1
        return [], []
    return [Due(path, reading.book, give.kind, wanted)], []


def _in_file(fault: Fault, file: str) -> Fault:
    place = file if fault.place == Path(file).name else f"{file} {fault.place}"
    return Fault(place, fault.text, fault.notice)


def _write(due: Sequence[Due]) -> None:
    """Write all of them or none. Raises CannotWrite."""
    with all_or_none([one.path for one in due]):
        for one in due:
            for name, rows in one.blocks.items():
                one.book.write(name, rows)
            one.book.recalculate()
            one.book.save()
