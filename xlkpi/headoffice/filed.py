"""One workbook as head office takes it: its people, departments, tables and what is wrong, as a plain record."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

from xlkpi.actions.checks.cell_sentences import sentences
from xlkpi.actions.checks.computed import computed_parts, differing, level_in, out_of_date
from xlkpi.actions.checks.confirmed_numbers import check_confirmed, number_cells
from xlkpi.actions.checks.parameters import open_numbers
from xlkpi.actions.final.verify import verify as verify_final
from xlkpi.actions.opening import is_ours, read_book, spreadsheet_functions
from xlkpi.books.book import Value
from xlkpi.books.file import FileBook
from xlkpi.books.garbage import without_collection
from xlkpi.books.ooxml.archive import Limits
from xlkpi.books.ooxml.package import Package
from xlkpi.books.ooxml.workbook import WorkbookFile
from xlkpi.books.quick import QuickBook
from xlkpi.drawing.final_mark import final_mark
from xlkpi.drawing.kind import Kind, Listing
from xlkpi.drawing.layout import COPY
from xlkpi.drawing.workbook_reading import Reading, as_number, as_text, is_blank, is_excused, read_blocks
from xlkpi.errors import CellError, Fault, XlkpiError, sentence
from xlkpi.functions.arguments import written
from xlkpi.headoffice.incoming import Incoming
from xlkpi.schemes.sign_off import DATES, NAMES, ROLES, STATES, signatures, state

NUMBERS = ("total", "rank", "coefficient", "pay", "base", "attendance")
"""What of a person, or of a department, is a number."""
SIGNED = (ROLES, STATES, NAMES, DATES)
LEFT_OUT = ("why", "eligible", "points", "reason", "approver", "post", "paid")
"""What is known of a person that head office does not take along."""
MOST_TOLD = 20
"""Differences, or cells with a complaint, of one workbook that are told one by one."""

Plain: TypeAlias = bool | float | str | None
"""A value of a cell that JSON holds too; a day is its text."""

Told: TypeAlias = tuple[str, str, str, bool]
"""A fault as finished sentences: place, Chinese, English, whether it is a notice."""


def _finished(faults: Iterable[Fault], *, notice: bool) -> list[Told]:
    return [(fault.place, fault.say("zh"), fault.say("en"), notice) for fault in faults]


@dataclass
class Filed:
    """What one workbook says.

    `label` tells several workbooks of one branch apart (a plan's department and name). `people` are columns of equal
    length, by what they hold; `units` are records of departments; `tables` are rows by the title of a listing.
    `faults` are (place, Chinese, English, notice); so are `changed`, the numbers of the page 参数 that are not those
    confirmed or printed. `seating` holds codes, shares, rounding and ties where levels follow
    from ranks, `signed` role, state, name and day of each step, `state` what follows. `passed` says that it is a
    workbook which nobody sums up, `copy` that it was made of another one (an export, a what-if),
    `final` that it was finalized and not reopened.
    """

    place: str
    digest: str = ""
    kind: str = ""
    scheme: str = ""
    branch: str = ""
    label: str = ""
    month: str = ""
    levels: list[str] = field(default_factory=list)
    people: dict[str, list[Plain]] = field(default_factory=dict)
    units: list[dict[str, Any]] = field(default_factory=list)
    tables: dict[str, list[list[Plain]]] = field(default_factory=dict)
    state: str = ""
    signed: list[tuple[str, str, str, str]] = field(default_factory=list)
    seating: dict[str, Any] = field(default_factory=dict)
    unconfirmed: int = 0
    changed: list[Told] = field(default_factory=list)
    stale: int = 0
    passed: bool = False
    copy: bool = False
    final: bool = False
    faults: list[Told] = field(default_factory=list)

    def say(self, place: str, zh: str, en: str, /, *, notice: bool = False, **values: str | float) -> None:
        """Note that something is wrong."""
        self.add([Fault(place, sentence(zh, en, **values))], notice=notice)

    def add(self, faults: Iterable[Fault], *, notice: bool = False) -> None:
        """Keep faults as finished sentences, which are plain data."""
        self.faults += _finished(faults, notice=notice)

    def told(self, those: Sequence[Told] | None = None) -> Iterator[Fault]:
        """The faults again (or those changed), with the file in their places; braces in their sentences are letters."""
        for place, zh, en, notice in self.faults if those is None else those:
            where = f"{self.place} {place}".strip()
            yield Fault(where, sentence("{zh}", "{en}", zh=zh, en=en), notice=notice)

    @property
    def broken(self) -> bool:
        """Whether the workbook cannot be counted."""
        return any(not notice for *_, notice in self.faults)

    def as_record(self) -> dict[str, Any]:
        """Return the record as plain data."""
        return dict(vars(self))


def file_one(incoming: Incoming, known: str = "", *, verify: bool = False, pay: bool = True) -> Filed | None:
    """Read one workbook; None where its content still has the digest `known`. Nothing is raised: faults are told.

    With `verify` every formula is computed afresh and compared with what stands in the file; a final one must be what
    was finalized either way. Without `pay` nobody's money leaves the workbook.
    """
    filed = Filed(incoming.place)
    try:
        data = incoming.read()
        filed.digest = hashlib.sha256(data).hexdigest()
        if filed.digest == known:
            return None
        with without_collection():
            _read(filed, data, Path(incoming.name), verify=verify, pay=pay)
    except XlkpiError as error:
        filed.add([Fault("", error.text)])
    except Exception as error:  # noqa: BLE001 - one file in ten thousand must not end the run
        zh = "读取时出错（{kind}），请在 Excel 中打开并另存"
        en = "could not be read ({kind}): open and save it in Excel"
        filed.say("", zh, en, kind=type(error).__name__)
    return filed


def _read(filed: Filed, data: bytes, path: Path, *, verify: bool, pay: bool) -> None:
    file = WorkbookFile(Package(data, path, Limits()))
    filed.copy = any(one.name == COPY for one in file.names)
    book: FileBook
    if verify:
        troubles: set[str] = set()
        book = FileBook(file, spreadsheet_functions(troubles), troubles)
    else:
        book = QuickBook(file)
    reading, faults = read_book(book, None if verify else wanted)
    if reading is None:
        if not is_ours(book):
            zh, en = "不是本系统的考核表，没有读取", "is not one of our workbooks; it was not read"
            filed.passed = True
            if not filed.copy:  # a slip that we made is no stranger
                filed.say("", zh, en, notice=True)
        else:
            filed.add(faults)
        return
    kind = reading.kind
    filed.kind, filed.scheme = kind.key, kind.scheme
    if reading.own and kind.whole is not None and summed_up(kind.whole):
        _lacking(filed, reading, kind.whole)
    if filed.broken:
        return
    if not summed_up(kind):
        filed.passed = True
        return
    _head(filed, reading)
    _people(filed, reading, pay=pay)
    _units(filed, reading, pay=pay)
    filed.tables = {listing.title: _rows(reading, listing) for listing in kind.listings}
    if not kind.people:
        filed.label = " ".join(as_text(reading.field(name)) for name in _whose(kind.listings[0]))
    filed.state = state(reading) or ""
    filed.signed = [(one.role, one.state, one.name, f"{one.date or ''}") for one in signatures(reading)]
    filed.final = final_mark(book) is not None
    filed.unconfirmed = sum(1 for _ in open_numbers(reading))
    filed.changed = _finished(check_confirmed(reading), notice=True)
    complaints = sentences(reading)
    if complaints and not filed.final:
        complaints = _stale_or_wrong(file, complaints)
    _complaints(filed, complaints)
    if filed.final:
        found = verify_final(file, afresh=verify)
        _complaints(filed, found.faults)
        filed.add(found.notices, notice=True)
    elif verify:
        _verify(filed, reading)


def _stale_or_wrong(file: WorkbookFile, complaints: list[Fault]) -> list[Fault]:
    """Return what is wrong with results in cells: that they are out of date where today's formulas give better ones."""
    before, _ = read_book(FileBook(file, spreadsheet_functions()))
    if before is None or not isinstance(before.book, FileBook):
        return complaints
    after = read_blocks(before.book.recalculated(), before.kind)
    if sentences(after):
        return complaints
    return [replace(fault, place="") for fault in out_of_date(before, after)] or complaints


def _lacking(filed: Filed, reading: Reading, whole: Kind) -> None:
    """What a company's own list has to say before it can be summed up: whose it is, and everybody's 工号."""
    needed = {whole.owner: whole.owner, "考核月份": "考核月份", whole.people["id"]: "工号"}
    missing = [title for name, title in needed.items() if name and not reading.has(name)]
    if missing:
        zh = "表里没有{what}，总公司汇总不能计入；请在原表补上（如表头写“分公司：城东”），再 xlkpi adopt"
        en = "the list has no {what}, without which it cannot be summed up: add it to the original, then xlkpi adopt"
        filed.say("", zh, en, what="、".join(missing))


def summed_up(kind: Kind) -> bool:
    """Tell whether head office takes workbooks of a kind: a month's roster, or a table that is listed."""
    roster = kind.people.get("id", "")
    several = bool(roster) and (kind[roster].rows, kind[roster].columns) != (1, 1)
    return "考核月份" in kind.by_name and (several or bool(kind.listings))


@lru_cache(maxsize=32)
def wanted(kind: Kind) -> Collection[str]:
    """Return the blocks of a kind that are read."""
    parts = computed_parts(kind)
    names = {*kind.people.values(), *kind.units.values(), "考核月份", *SIGNED, kind.owner}
    names |= {part.levels for name, part in parts.items() if name in names and part.levels}
    names |= {name for listing in kind.listings for _, name in listing.columns}
    names |= {name for pair in kind.confirmed.items() for name in pair}
    names |= {block for answers in kind.confirmed for _, block, _, _ in number_cells(kind, answers)}
    if kind.numbers is not None:
        names |= {setting.name for setting in kind.numbers.settings if setting.open}
    if kind.seating is not None:
        names |= set(asdict(kind.seating).values())
    for table in kind.tables:  # by what is typed in a table it is told which rows are in use
        if kind.people.get("id") in {column.name for column in table.columns}:
            names |= {column.name for column in table.inputs}
    return tuple(name for name in kind.names if name in names)


def _head(filed: Filed, reading: Reading) -> None:
    """Branch and month; without them nobody knows where the workbook belongs."""
    unit = reading.kind.owner
    filed.branch = as_text(reading.field(unit)) if unit else ""
    filed.month = reading.month or ""
    if unit and not filed.branch:
        zh, en = "{unit}为空，不知道是哪个单位的表，请填写", "{unit} is blank: whose workbook is it? Fill it in"
        filed.say(reading.book.place(unit), zh, en, unit=unit)
    if not filed.month:
        zh, en = "考核月份为空或不是日期，请填写", "the month is blank or no date: fill it in"
        filed.say(reading.book.place("考核月份"), zh, en)


def _people(filed: Filed, reading: Reading, *, pay: bool) -> None:
    """The roster as columns, and the blocks that a regrading needs."""
    kind = reading.kind
    if "id" not in kind.people:
        return
    rows = reading.roster
    money = {"pay", "base"}
    for key, name in kind.people.items():
        if key in LEFT_OUT or (key in money and not pay):
            continue
        line = reading.line(name)
        cells = [line[row] for row in rows]
        if key in NUMBERS:
            filed.people[key] = [cell if isinstance(cell, float) else None for cell in cells]
        elif key != "level":  # which must be one of the workbook's own
            filed.people[key] = [cell.strip() if isinstance(cell, str) else as_text(cell) for cell in cells]
    if reading.own:  # a list without departments is one of the whole branch
        filed.people.setdefault("department", [filed.branch] * len(rows))
    excused = reading.line(kind.people["eligible"]) if "eligible" in kind.people else None
    filed.people["eligible"] = [excused is None or not is_excused(excused[row]) for row in rows]
    level = kind.people.get("level", "")
    part = computed_parts(kind).get(level)
    if level:
        cells = reading.line(level)
        levels = part.levels if part else ""
        filed.people["level"] = [
            (level_in(reading, levels, cells[row]) if levels else as_text(cells[row])) or "" for row in rows
        ]
        filed.levels = [as_text(code) for code in reading.line(levels)] if levels else []
    if kind.seating is not None:
        seating = kind.seating
        taking = reading.line(seating.eligible)
        filed.people["takes_part"] = [not is_excused(taking[row]) for row in rows]
        filed.seating = {
            "codes": [as_text(code) for code in reading.line(seating.codes)],
            "shares": [[_plain(cell) for cell in row] for row in reading.blocks[seating.shares]],
            "rounding": as_text(reading.field(seating.rounding)),
            "ties": as_text(reading.field(seating.ties)),
        }


def _units(filed: Filed, reading: Reading, *, pay: bool) -> None:
    """The departments, groups or units that have a name, with seats due and given where there are any."""
    names = reading.kind.units
    if not names or "id" not in reading.kind.people:
        return
    columns = {key: reading.line(name) for key, name in names.items() if key not in ("due", "given")}
    part = computed_parts(reading.kind).get(names.get("level", ""))
    for row, name in enumerate(columns["name"]):
        if is_blank(name):
            continue
        unit: dict[str, Any] = {"name": as_text(name)}
        for key in ("score", "coefficient", *(("pay",) if pay else ())):
            unit[key] = as_number(columns[key][row]) if key in columns else None
        unit["supervisor"] = as_text(columns["supervisor"][row]) if "supervisor" in columns else ""
        level = columns["level"][row] if "level" in columns else None
        unit["level"] = (level_in(reading, part.levels, level) if part and part.levels else as_text(level)) or ""
        for key in ("due", "given"):
            if key in names:
                unit[key] = [as_number(cell) for cell in reading.blocks[names[key]][row]]
        filed.units.append(unit)


def _whose(listing: Listing) -> list[str]:
    """The blocks before the key of a listing: whose table it is."""
    titles = [title for title, _ in listing.columns]
    return [name for _, name in listing.columns[: titles.index(listing.key)]]


def _rows(reading: Reading, listing: Listing) -> list[list[Plain]]:
    """The rows of a listing whose key is filled in."""
    columns = {title: reading.line(name) for title, name in listing.columns}
    count = max(map(len, columns.values()))
    whole = {title: cells * count if len(cells) == 1 else cells for title, cells in columns.items()}
    used = [row for row in range(count) if not is_blank(whole[listing.key][row])]
    return [[_plain(cells[row]) for cells in whole.values()] for row in used]


def _plain(value: Value) -> Plain:
    if isinstance(value, (dt.datetime, dt.date)):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, (CellError, dt.time)):
        return str(value)
    if isinstance(value, str):
        return value.strip() or None
    return value


def _complaints(filed: Filed, faults: Sequence[Fault]) -> None:
    """What our functions wrote into computed cells as sentences: such a workbook has no results to be counted."""
    filed.add(faults[:MOST_TOLD])
    if len(faults) > MOST_TOLD:
        zh, en = "另有 {more} 个单元格有问题", "{more} more cells are wrong"
        filed.say("", zh, en, more=len(faults) - MOST_TOLD)


def _verify(filed: Filed, before: Reading) -> None:
    """Compute every formula and tell which results do not follow from what is typed."""
    problems = [fault for fault in before.book.recalculate() if not fault.notice]
    _complaints(filed, problems)
    after = read_blocks(before.book, before.kind)
    different = differing(before, after)
    filed.stale = len(different)
    for name, row, column in different[:MOST_TOLD]:
        zh = "结果与输入不符：文件里是“{old}”，重新计算是“{new}”，请重新计算并保存"
        en = "is not the result of the inputs: the file says “{old}”, computed afresh “{new}”: recompute and save"
        old, new = (_shown(reading.blocks[name][row][column]) for reading in (before, after))
        filed.say(before.book.place(name, row, column), zh, en, notice=True, old=old, new=new)
    if len(different) > MOST_TOLD:
        zh, en = "另有 {more} 个结果与输入不符", "{more} more results do not follow from the inputs"
        filed.say("", zh, en, notice=True, more=len(different) - MOST_TOLD)


def _shown(value: Value) -> str:
    return "" if is_blank(value) else written(value)
