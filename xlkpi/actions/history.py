"""What ran on a workbook, when, and what it changed; and the way back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from xlkpi.actions.final.stamp_record import Record, read_record
from xlkpi.actions.pay_cells import pay_areas
from xlkpi.books.areas import reference_of
from xlkpi.books.book import Value
from xlkpi.books.changes import Change, changes_of
from xlkpi.books.generations import Generation, generations
from xlkpi.books.ooxml import Area, WorkbookFile
from xlkpi.books.ooxml.value_spelling import moment
from xlkpi.books.undoing import undo as put_back
from xlkpi.drawing.final_mark import FINALIZED, REOPENED, RETURNED, SAID_WHILE_OFF, UNSAID
from xlkpi.drawing.kind import sounds_like_pay
from xlkpi.drawing.spec import Column, Field
from xlkpi.drawing.validation import DateRule
from xlkpi.drawing.workbook_reading import as_text, is_blank
from xlkpi.errors import Fault, Sentence, Unusable, XlkpiError, as_argument, sentence
from xlkpi.macros.vba import IS_FINAL
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
    changes = [change for change in changes if _for_people(change)]
    known = [_Known(path, pay) for path in (following, one.path)]
    return Run(one.stamp, one.run, len(changes), tuple(_line(change, known) for change in changes[:cells]))


def _for_people(change: Change) -> bool:
    """Tell whether somebody sees what a cell says: sheets of our own keeping, and words beside the buttons, are not."""
    if change.sheet in UNSAID or (is_blank(change.old) and is_blank(change.new)):
        return False
    return not {change.old, change.new} <= {*SAID_WHILE_OFF, IS_FINAL}


class _Known:
    """What the names in a workbook say of its cells: pay, how a cell is called, whose row it is, what holds days."""

    def __init__(self, path: Path, pay: Callable[[str], bool] | None) -> None:
        """Read the names; `pay` None hides nothing. A file that cannot be read says nothing of its cells."""
        self.pay: list[Area] = []
        self.entries: list[tuple[Area, str, bool, bool]] = []
        self.people: list[str] = []
        self.file: WorkbookFile | None = None
        try:
            file = WorkbookFile.open(path, allow_signed=True)
        except XlkpiError:
            return
        self.date1904 = file.date1904
        kind = recognise({name.name for name in file.names})
        self.file = file
        if pay is not None:
            found = [(name.name, name.sheet) for name in file.names if pay(name.name)]
            self.pay = [area for one in found if (area := file.resolve(*one)) is not None]
            self.pay += pay_areas(file, kind) if kind else []
        if kind is None:
            return
        for table in kind.tables:
            for column in table.columns:
                self._enter(file, column, column.title, whose=table.roster)
        for field in kind.fields:
            self._enter(file, field, field.label, whose=False)
        whose = file.resolve(kind.people.get("name", ""))
        if whose is not None:
            cells = file.sheet(whose.sheet).cells
            rows = range(whose.top, whose.bottom + 1)
            self.people = [as_text(cells[row, whose.left].value) if (row, whose.left) in cells else "" for row in rows]

    def _enter(self, file: WorkbookFile, entry: Column | Field, title: str, *, whose: bool) -> None:
        area = file.resolve(entry.name) if entry.name else None
        if area is not None:
            day = "day" in entry.looks or isinstance(entry.rule, DateRule)
            self.entries.append((area, "".join(title.split()), whose, day))

    def hides(self, change: Change) -> bool:
        """Tell whether a cell holds pay that is not to be shown."""
        return any(area.sheet == change.sheet and area.holds(change.row, change.column) for area in self.pay)

    def of(self, change: Change) -> tuple[str, bool]:
        """Return whose cell it is and how it is called, and whether it holds a day."""
        for area, title, whose, day in self.entries:
            if area.sheet == change.sheet and area.holds(change.row, change.column):
                at = change.row - area.top
                person = self.people[at] if whose and at < len(self.people) else ""
                return f"{person} {title}".strip(), day
        return "", False

    def shows_day(self, change: Change) -> bool:
        """Tell whether the cell shows its number as a day, whatever it is called."""
        if self.file is None or change.sheet not in self.file.sheets:
            return False
        cell = self.file.sheet(change.sheet).cells.get((change.row, change.column))
        return cell is not None and isinstance(cell.value, dt.date)


def _line(change: Change, known: Sequence[_Known]) -> Sentence:
    told, day = known[0].of(change)
    day = day or any(one.shows_day(change) for one in known)
    place = f"{change.sheet}!{reference_of(change.row, change.column)} {told}".rstrip()
    if any(one.hides(change) for one in known):
        zh, en = "{place}  （工资已隐去，加 --with-pay 显示）", "{place}  (pay, shown by --with-pay)"
        return sentence(zh, en, place=place)
    old, new = (
        moment(value, "date", date1904=known[0].date1904) if day and isinstance(value, float) else value
        for value in (change.old, change.new)
    )
    return sentence("{place}  {old} → {new}", "{place}  {old} -> {new}", place=place, old=_shown(old), new=_shown(new))


def _shown(value: Value) -> Sentence:
    """A value as one reads it in the cell."""
    if is_blank(value):
        return sentence("（空）", "(empty)")
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
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
        zh = "{title} 已定稿，不能撤回到定稿之前；要改请用 xlkpi reopen {file} --name 姓名 --reason 原因"
        en = "{title} is final and does not go back to before: xlkpi reopen {file} --name NAME --reason WHY"
        raise Unusable(sentence(zh, en, title=path.name, file=as_argument(path)))
