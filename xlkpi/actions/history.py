"""What ran on a workbook, when, and what it changed; and the way back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from xlkpi.actions.final.record import Record, read_record
from xlkpi.books.areas import reference_of
from xlkpi.books.book import Value
from xlkpi.books.changes import Change, changes_of
from xlkpi.books.generations import Generation, generations
from xlkpi.books.ooxml import Area, WorkbookFile
from xlkpi.books.undoing import undo as put_back
from xlkpi.drawing.final_mark import FINALIZED, RECORD_SHEET, REOPENED, RETURNED
from xlkpi.drawing.kind import sounds_like_pay
from xlkpi.errors import Fault, Sentence, Unusable, XlkpiError, sentence
from xlkpi.records import dataclass
from xlkpi.schemes import recognise

RUNS = 10
CELLS = 20
LONGEST = 40
"""Characters of a value; what is longer is cut."""
IN_ENGLISH = {FINALIZED: "finalized", REOPENED: "reopened", RETURNED: "results handed in"}


@dataclass(frozen=True)
class Run:
    """One run: its stamp, the command, how many cells it changed, and the first of them as lines."""

    stamp: str
    command: str
    changed: int | None
    lines: tuple[Sentence, ...]


@dataclass(frozen=True)
class History:
    """The last runs, the last first; how many generations there are and how many bytes they take; the stamps inside."""

    runs: tuple[Run, ...]
    count: int
    size: int
    stamps: tuple[Sentence, ...] = ()
    """When the workbook was finalized and reopened, by whom and why, the last first."""


def history(
    path: Path,
    *,
    with_pay: bool = False,
    runs: int = RUNS,
    cells: int = CELLS,
    pay: Callable[[str], bool] = sounds_like_pay,
) -> History:
    """Tell the last runs on a workbook, each with its first changed cells; pay only `with_pay`.

    `pay` says of a defined name whether its cells hold pay. Raises Unusable where the workbook has no history.
    """
    found, stamps = generations(path), tuple(_stamps(path))
    if not found and not stamps:
        zh, en = "{file} 还没有历史记录", "nothing is recorded of {file} yet"
        raise Unusable(sentence(zh, en, file=path.name))
    states = [path, *(one.path for one in found)]
    told = tuple(
        _run(one, following, cells=cells, pay=None if with_pay else pay)
        for one, following in islice(zip(found, states, strict=False), runs)
    )
    return History(told, len(found), sum(one.size for one in found), stamps)


def _record(path: Path) -> Record | None:
    try:
        return read_record(WorkbookFile.open(path, allow_signed=True))
    except (XlkpiError, ValueError):  # verify says what is wrong with it
        return None


def _stamps(path: Path) -> Iterator[Sentence]:
    record = _record(path)
    for stamp in reversed(record.stamps if record else ()):
        zh, en = "{time}  {event}  {name}{why}", "{time}  {event}  {name}{why}"
        event = sentence("{zh}", "{en}", zh=stamp.event, en=IN_ENGLISH[stamp.event])
        why = sentence("：{reason}", ": {reason}", reason=stamp.reason) if stamp.reason else ""
        yield sentence(zh, en, time=stamp.time.replace("T", " "), event=event, name=stamp.name, why=why)


def _run(one: Generation, following: Path, *, cells: int, pay: Callable[[str], bool] | None) -> Run:
    changes = changes_of(one, following)
    if changes is None:
        return Run(one.stamp, one.run, None, ())
    changes = [change for change in changes if change.sheet != RECORD_SHEET]  # it repeats values, pay among them
    hidden = [] if pay is None else [*_areas(one.path, pay), *_areas(following, pay)]
    return Run(one.stamp, one.run, len(changes), tuple(_line(change, hidden) for change in changes[:cells]))


def _areas(path: Path, pay: Callable[[str], bool]) -> list[Area]:
    """Where pay stands in a workbook: what its kind declares as pay, and names that sound like it."""
    try:
        file = WorkbookFile.open(path, allow_signed=True)
        kind = recognise({name.name for name in file.names})
        declared = kind.pay if kind else frozenset()
        areas = [file.resolve(name.name, name.sheet) for name in file.names if name.name in declared or pay(name.name)]
    except XlkpiError:
        return []
    return [area for area in areas if area is not None]


def _line(change: Change, hidden: Sequence[Area]) -> Sentence:
    place = f"{change.sheet}!{reference_of(change.row, change.column)}"
    if any(area.sheet == change.sheet and area.holds(change.row, change.column) for area in hidden):
        return sentence(
            "{place}  （工资已隐去，加 --with-pay 显示）", "{place}  (pay, shown by --with-pay)", place=place
        )
    return sentence(
        "{place}  {old} → {new}", "{place}  {old} -> {new}", place=place, old=_shown(change.old), new=_shown(change.new)
    )


def _shown(value: Value) -> Sentence:
    """A value as one reads it in the cell."""
    if value is None or value == "":
        return sentence("（空）", "(empty)")
    if isinstance(value, float):
        return sentence("{text}", "{text}", text=f"{value:.15g}")
    text = str(value)
    short = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    return sentence("{text}", "{text}", text=short)


def undo(path: Path, stamp: str = "") -> tuple[Sentence, list[Fault]]:
    """Go back to the state before the last run, or before the run of a stamp; say what was done, and what else to know.

    A final workbook stays what was finalized: only what was done to it since can be undone.
    Raises Unusable, CannotRead, CannotWrite.
    """
    _refuse_final(path, stamp)
    undone = put_back(path, stamp)
    one = undone.generation
    notices = [Fault(path.name, text, notice=True) for text in undone.placed.notices]
    if undone.changed_since:
        zh = "这次运行之后有人改过这个文件，这些改动也一并撤回了；再运行一次 undo 可以取回"
        en = "somebody changed the file after that run; those changes are undone too, and another undo brings them back"
        notices.append(Fault(path.name, sentence(zh, en), notice=True))
    zh = "{file} 已恢复到 {time} {command} 之前的样子；再运行一次 undo 可以撤回这一步"
    en = "{file} is as it was before {command} at {time}; another undo takes this back"
    time = f"{one.time:%Y-%m-%d %H:%M:%S}"
    return sentence(zh, en, file=path.name, time=time, command=one.run or "xlkpi"), notices


def _refuse_final(path: Path, stamp: str) -> None:
    """Raise Unusable where an earlier version would take the place of a final one without a reason on record."""
    record = _record(path) if path.is_file() else None
    if record is None or not record.is_final:
        return
    chosen = next((one for one in generations(path) if stamp in ("", one.stamp)), None)
    earlier = _record(chosen.path) if chosen else None
    if chosen is not None and (earlier is None or earlier.stamps != record.stamps):
        zh = "{file} 已定稿，不能撤回到定稿之前；要改请用 xlkpi reopen {file} --name 姓名 --reason 原因"
        en = "{file} is final and does not go back to before: xlkpi reopen {file} --name NAME --reason WHY"
        raise Unusable(sentence(zh, en, file=path.name))
