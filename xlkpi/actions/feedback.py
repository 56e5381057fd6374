"""Hand results back: what a summary computed goes into the workbooks of the people it is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from xlkpi.actions.check import check_reading
from xlkpi.actions.collect import workbook_files
from xlkpi.actions.create import all_or_none
from xlkpi.actions.current import current
from xlkpi.actions.opening import open_book, read_book, read_parts
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
    after, faults = current(summary)
    faults = [fault for fault in faults if not fault.notice]
    if after is None:
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


def _give(kind: Kind, of: str) -> Give | None:
    return next((give for give in kind.gives if give.kind == of), None)


@dataclass(frozen=True)
class Fitting:
    """A computed workbook of the folder, and what it gets of the summary; no blocks: it is somebody else's."""

    book: Book
    give: Give
    reading: Reading
    blocks: Mapping[str, Block] | None


def fittings(summary: Reading, path: Path, file: str) -> tuple[list[Fitting], list[Fault]]:
    """Compute a workbook of a folder and match it to the summary; none where it is not one to give to, or is wrong.

    A company's own workbook may hold several forms.
    """
    try:
        readings, _ = read_parts(open_book(path))
        looked = [_fitting(summary, reading) for reading in readings]
    except XlkpiError as error:
        return [], [Fault(file, error.text)]
    found = [fit for fit, _ in looked if fit is not None]
    return found, [_in_file(fault, file) for _, faults in looked for fault in faults]


def _fitting(summary: Reading, reading: Reading) -> tuple[Fitting | None, list[Fault]]:
    """Match one form to the summary."""
    give = _give(summary.kind, reading.kind.key)
    if give is None or all(is_blank(value) for name in give.entries for value in reading.column(name)):
        return None, []
    faults = [fault for fault in check_reading(reading) if not fault.notice]
    faults += reading.book.recalculate()
    reading = read_blocks(reading.book, reading.kind)
    blocks, more = give.make(summary, reading)
    faults += more
    if blocks is None and not more:
        return Fitting(reading.book, give, reading, None), []
    if faults or blocks is None:
        return None, faults
    return Fitting(reading.book, give, reading, blocks), []


def _look(summary: Reading, path: Path, file: str, returned: Returned) -> tuple[list[Due], list[Fault]]:
    """Return what a workbook of the folder gets, if it is one to give to, and what is wrong with it."""
    due: list[Due] = []
    found, faults = fittings(summary, path, file)
    for one in found:
        if one.blocks is None:
            returned.elsewhere += 1
            continue
        wanted = {
            name: [[None if is_blank(value) else value for value in row] for row in rows]
            for name, rows in one.blocks.items()
            if one.reading.has(name)
        }
        if all(one.reading.blocks[name] == rows for name, rows in wanted.items()):
            returned.unchanged += 1
        else:
            due.append(Due(path, one.book, one.give.kind, wanted))
    return due, faults


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
