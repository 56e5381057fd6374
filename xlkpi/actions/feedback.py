"""Hand results back: what a summary computed goes into the workbooks of the people it is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from xlkpi.actions.check import check_parts
from xlkpi.actions.create import all_or_none
from xlkpi.actions.current import current, not_approved
from xlkpi.actions.final.finalize import hand_in, keeps_out
from xlkpi.actions.folder import workbook_files
from xlkpi.actions.opening import open_book, read_book, read_parts
from xlkpi.actions.results import in_file
from xlkpi.actions.saving import save
from xlkpi.books.book import Block, Book
from xlkpi.books.ooxml.workbook import WorkbookFile
from xlkpi.drawing.final_mark import refuse_final
from xlkpi.drawing.kind import Give, Kind
from xlkpi.drawing.workbook_reading import Reading, is_blank, read_blocks
from xlkpi.errors import CannotWrite, Fault, XlkpiError, sentence, unsafe
from xlkpi.records import dataclass

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


@dataclass
class Returned:
    """How many workbooks of each kind got results (by the kind's key), how many had them, how many were others'."""

    counts: dict[str, int] = field(default_factory=dict)
    unchanged: int = 0
    elsewhere: int = 0


@dataclass(frozen=True)
class Due:
    """A workbook of the folder, which of its parts (one, but for a company's own), and the blocks that gets.

    A `final` one gets a stamp as well.
    """

    path: Path
    part: int
    kind: str
    blocks: Mapping[str, Block]
    final: bool


@dataclass(frozen=True)
class Stamping:
    """Who hands results into forms that are final already, and the key that signs for it."""

    name: str = ""
    key: Ed25519PrivateKey | None = None


def feedback(
    summaries: Sequence[Book],
    folder: Path,
    tick: Callable[[str], None] = lambda _: None,
    *,
    stamping: Stamping | None = None,
    dry_run: bool = False,
) -> tuple[Returned, list[Fault]]:
    """Write the results of summaries into the workbooks of a folder they belong to: all of them or none.

    A workbook that is final gets its first results, with a stamp of whoever hands them back. Nothing is written while
    anything is wrong, nor with `dry_run`. The summaries must be computed: what stands in their files is what people
    get. Every workbook of the folder is opened once. Raises CannotWrite.
    """
    returned = Returned()
    stamping = stamping or Stamping()
    computed: list[Reading] = []
    faults: list[Fault] = []
    for summary in summaries:
        reading, found = _computed(summary)
        computed += [] if reading is None else [reading]
        faults += found if len(summaries) == 1 else [in_file(fault, summary.title) for fault in found]
    if unsafe(faults):
        return returned, faults
    due = []
    for file in workbook_files(folder):
        tick(file.name)
        wanted, found = _look(computed, file, file.relative_to(folder).as_posix(), returned, stamping)
        due += wanted
        faults += found
    stamped = sum(one.final for one in due)
    if stamped and not stamping.name:
        zh = "{count} 份附件2 已经定稿，填回结果要盖章留名：请加 --name 姓名"
        en = "{count} forms are final: who hands results in stays on record, say it with --name"
        faults.append(Fault(str(folder), sentence(zh, en, count=stamped)))
    if not due and not returned.unchanged and not unsafe(faults):
        zh, en = "文件夹里没有本表人员的附件2", "the folder holds no forms of this summary's people"
        faults.append(Fault(str(folder), sentence(zh, en)))
    if not unsafe(faults):
        for one in due:
            returned.counts[one.kind] = returned.counts.get(one.kind, 0) + 1
        if not dry_run:
            _write(due, stamping)
    return returned, faults


def _computed(summary: Book) -> tuple[Reading | None, list[Fault]]:
    """Return a summary with its results, or why it has none to hand back."""
    before, faults = read_book(summary)
    if before is None or not before.kind.gives:
        zh, en = "不是附件3 汇总表，没有可反馈的结果", "is not a 附件3 summary: it has no results to hand back"
        return None, faults or [Fault(summary.title, sentence(zh, en))]
    after, faults = current(summary)
    faults = [fault for fault in faults if not fault.notice]
    return after, faults if after is None else [*faults, *not_approved(after, "填回的结果", "what is handed back")]


def _give(kind: Kind, of: str) -> Give | None:
    return next((give for give in kind.gives if give.kind == of), None)


@dataclass(frozen=True)
class Fitting:
    """A computed part of a workbook of the folder, and what it gets of a summary; no blocks: it is somebody else's."""

    part: int
    book: Book
    reading: Reading
    blocks: Mapping[str, Block] | None


def fittings(summaries: Sequence[Reading], path: Path, file: str) -> tuple[list[Fitting], list[Fault]]:
    """Compute a workbook of a folder and match it to summaries; none where it is not one to give to.

    A company's own workbook may hold several forms.
    """
    try:
        book = open_book(path)
        parts = {part: one for part, one in enumerate(read_parts(book)[0]) if _filled_in(summaries, one)}
        checked = check_parts([*parts.values()])
        computed = book.recalculate() if parts else []
        looked = [
            _fitting(summaries, part, reading, [*(fault for fault in wrong if not fault.notice), *computed])
            for (part, reading), wrong in zip(parts.items(), checked, strict=True)
        ]
    except XlkpiError as error:
        return [], [Fault(file, error.text)]
    return [fit for fit, _ in looked], [in_file(fault, file) for _, faults in looked for fault in faults]


def _giving(summaries: Sequence[Reading], reading: Reading) -> list[tuple[Reading, Give]]:
    """Return the summaries that have results for a form, and how they give them."""
    return [(one, give) for one in summaries if (give := _give(one.kind, reading.kind.key)) is not None]


def _filled_in(summaries: Sequence[Reading], reading: Reading) -> bool:
    entries = {name for _, give in _giving(summaries, reading) for name in give.entries}
    return not all(is_blank(value) for name in entries for value in reading.column(name))


def _fitting(
    summaries: Sequence[Reading], part: int, before: Reading, wrong: list[Fault]
) -> tuple[Fitting, list[Fault]]:
    """Match one computed form to the summaries; `before` is how it was read, `wrong` what is wrong with it."""
    giving = _giving(summaries, before)
    excused = any(one.excuses(before.key_of(0)) for one, _ in giving)
    faults = [] if excused else wrong  # a form that need not be scored
    reading = read_blocks(before.book, before.kind)
    answers = [give.make(one, reading) for one, give in giving]
    mine = [answer for answer in answers if answer[0] is not None] or [answer for answer in answers if answer[1]]
    blocks, more = mine[0] if mine else (None, [])
    fits = mine and not (faults or more)
    return Fitting(part, reading.book, reading, blocks if fits else None), [*faults, *more] if mine else []


def _look(
    summaries: Sequence[Reading], path: Path, file: str, returned: Returned, stamping: Stamping
) -> tuple[list[Due], list[Fault]]:
    """Return what a workbook of the folder gets, if it is one to give to, and what is wrong with it."""
    due: list[Due] = []
    found, faults = fittings(summaries, path, file)
    for one in found:
        final = [in_file(fault, file) for fault in refuse_final(one.book)]
        if faults:
            faults += final
            break
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
        elif final and any(not is_blank(cell) for name in wanted for row in one.reading.blocks[name] for cell in row):
            faults += final  # it was printed and signed with other results
        elif final and (out := keeps_out(WorkbookFile.open(path), signed=stamping.key is not None)):
            faults += [in_file(fault, file) for fault in out]
        else:
            due.append(Due(path, one.part, one.reading.kind.key, wanted, bool(final)))
    return due, faults


def _write(due: Sequence[Due], stamping: Stamping) -> None:
    """Write all of them or none. Raises CannotWrite."""
    with all_or_none([one.path for one in due]):
        for one in due:
            file = open_book(one.path)  # again: hundreds of open workbooks are too much to hold
            readings, _ = read_parts(file)
            if one.final:
                out = hand_in(file, partial(_fill, readings[one.part].book, one.blocks), stamping.name, stamping.key)
                if unsafe(out):
                    raise CannotWrite(out[0].text)
                continue
            book = readings[one.part].book
            _fill(book, one.blocks)
            book.recalculate()
            save(book)


def _fill(book: Book, blocks: Mapping[str, Block]) -> None:
    for name, rows in blocks.items():
        book.write(name, rows)
