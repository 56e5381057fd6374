"""Next month from this one: people, indicators, weights, parameters and confirmations stay, the rest is empty."""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import field, replace
from pathlib import Path

from xlkpi.actions.checks.confirmed_numbers import kept_lines
from xlkpi.actions.checks.torn_rows import check_rows
from xlkpi.actions.company_scheme import scheme_named, stated_title
from xlkpi.actions.create import all_or_none, build_blank, fill, refuse_existing
from xlkpi.actions.folder import listed, workbook_files
from xlkpi.actions.next_people import unmatched
from xlkpi.actions.opening import is_ours, open_book, read_parts
from xlkpi.actions.same_tables import same_tables, table_of
from xlkpi.books.book import Block
from xlkpi.books.file import FileBook
from xlkpi.domain.scheme import Scheme, load_scheme
from xlkpi.drawing.final_mark import refuse_final
from xlkpi.drawing.layout import CONFIRMED_NAME
from xlkpi.drawing.workbook_reading import Reading, as_text, is_blank, read_blocks, trimmed
from xlkpi.errors import CannotRead, Fault, XlkpiError, sentence, unsafe
from xlkpi.records import dataclass

MONTH = re.compile(r"(\d{4})([-年.]?)(0?[1-9]|1[0-2])(月?)")
"""A month in the name of a file: 2024-05, 2024年5月, 202405."""


@dataclass
class NextMonth:
    """The files that were made, and what is to be known of files of which none was made."""

    paths: list[Path] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def next_month(
    month: dt.date,
    folder: Path,
    out: Path,
    *,
    scheme: str = "",
    only: str = "",
    overwrite: bool = False,
    tick: Callable[[str], None] = lambda _: None,
) -> NextMonth:
    """Make the workbooks of `month` in the folder `out` from those of the latest earlier month in `folder`.

    All are made or none. Workbooks of still earlier months, which lie there when one folder holds the year, are passed
    over, and so are those of that month and later ones; so are workbooks of a year, summaries of periods and strangers'
    files, which are named. Numbers and confirmations are those of this month's workbooks, or with `scheme` those of
    that file. With `only` those of one kind, by its key, are gone on from.
    Raises CannotRead where nothing is there to go on from, CannotWrite.
    """
    if folder.is_file():
        zh, en = "{path} 是一个文件，请给它所在的文件夹", "{path} is a file: give the folder it lies in"
        raise CannotRead(sentence(zh, en, path=str(folder)))
    done = NextMonth()
    found: list[Source] = []
    for path in workbook_files(folder):
        tick(path.name)
        source, fault = _source(path, path.relative_to(folder).as_posix())
        if only and source is not None and source.readings[0].kind.key != only:
            continue
        done.faults += [] if fault is None else [fault]
        found += [] if source is None else [source]
    first = month.replace(day=1)
    later = [source for source in found if source.month >= first]
    found = [source for source in found if source.month < first]
    if later:
        done.faults.append(_passed_later(folder, later, month, alone=not found))
    latest = max((source.month for source in found), default=month)
    older = sum(source.month < latest for source in found)
    if older:
        zh = "有 {count} 份更早月份的表，已跳过；从 {month} 的表续"
        en = "{count} workbooks of earlier months were passed over; those of {month} are gone on from"
        done.faults.append(Fault(str(folder), sentence(zh, en, count=older, month=f"{latest:%Y-%m}"), notice=True))
    sources = [source for source in found if source.month == latest]
    tables = [(source.path.relative_to(folder).as_posix(), table_of(source.readings[0])) for source in sources]
    done.faults += [Fault(str(folder), told) for _, told in same_tables(tables)]
    if unsafe(done.faults):
        return done
    if not sources:
        zh, en = "文件夹 {path} 里没有可以续到下月的考核表", "the folder {path} holds no monthly workbook to go on from"
        raise CannotRead(sentence(zh, en, path=str(folder)))
    numbers = scheme_named(scheme) if scheme else None
    done.faults += _cleared_attendance(folder, sources)
    ours = [(source.path, source.readings[0]) for source in sources if not source.own]
    done.faults += [*_kept_names(folder, [reading for _, reading in ours]), *unmatched(ours)]
    targets = [out / renamed_path(source.path.relative_to(folder), month) for source in sources]
    refuse_existing(targets, overwrite=overwrite)
    with all_or_none(targets):
        _make(month, list(zip(sources, targets, strict=True)), numbers, done)
    return done


@dataclass(frozen=True)
class Source:
    """A workbook to go on from, of which month it is; a company's own may hold several lists and forms."""

    path: Path
    month: dt.date
    book: FileBook
    readings: tuple[Reading, ...]

    @property
    def own(self) -> bool:
        """Whether it is a company's own workbook, of which a copy is made."""
        return self.readings[0].own


def _make(month: dt.date, works: Sequence[tuple[Source, Path]], numbers: Scheme | None, done: NextMonth) -> None:
    """Make the workbooks, those of one size from one empty one."""
    blanks: dict[tuple[str, int | None, str, str], Path] = {}
    with tempfile.TemporaryDirectory(prefix="xlkpi-") as scratch:
        for number, (source, target) in enumerate(works):
            done.paths.append(target)
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.own:
                from xlkpi.actions.next_own import copy_for

                notices = copy_for(source.book, source.readings, month, target)
                done.faults += [replace(one, place=f"{target.name} {one.place}") for one in notices]
                continue
            [reading] = source.readings
            title = "" if numbers else stated_title(reading)
            key = reading.kind.key, _roster_rows(reading), target.suffix.lower(), title
            if key not in blanks:
                blank = Path(scratch, f"{number}{key[2]}")
                named = replace(load_scheme(reading.kind.scheme), title=title) if title else numbers
                blanks[key] = build_blank(reading.kind, blank, named, rows=key[1], period=month)
            fill(blanks[key], carried(reading, numbers=numbers is None), target)


def _cleared_attendance(folder: Path, sources: Sequence[Source]) -> list[Fault]:
    """Say that 出勤率 is blank again, for blank counts as a whole month."""
    cleared = 0
    for source in sources:
        for reading in () if source.own else source.readings:
            name = reading.kind.people.get("attendance", "")
            gone = name in reading.blocks and name not in reading.kind.stays
            cleared += gone and any(not is_blank(cell) for cell in reading.column(name))
    if not cleared:
        return []
    zh = "{count} 份表的出勤率已清空；空着按 100% 计算，请按本月实际填写"
    en = "the attendance of {count} workbooks was cleared; blank counts as 100%: fill in this month's"
    return [Fault(str(folder), sentence(zh, en, count=cleared), notice=True)]


def _kept_names(folder: Path, readings: Sequence[Reading]) -> list[Fault]:
    """Say which names stay that may be one month's only: 第1期 is every month's, 第9期 is not."""
    told = []
    for name in dict.fromkeys(name for reading in readings for name in reading.kind.recheck):
        kept = [as_text(reading.field(name)) for reading in readings if name in reading.kind.recheck]
        if any(kept):
            zh = "{count} 份表的{name}照旧（{kept}），请按本月核对"
            en = "{name} of {count} workbooks is as it was ({kept}): is it this month's?"
            words = {"name": name, "kept": listed(list(dict.fromkeys(one for one in kept if one)))}
            told.append(Fault(str(folder), sentence(zh, en, count=sum(map(bool, kept)), **words), notice=True))
    return told


def _source(path: Path, origin: str) -> tuple[Source | None, Fault | None]:
    """Return a workbook to go on from, with what is to be known of it, or why a file is none."""
    try:
        book = open_book(path)
        if not is_ours(book):
            zh, en = "不是本系统的考核表，已跳过", "is none of our workbooks; passed over"
            return None, Fault(origin, sentence(zh, en), notice=True)
        readings, faults = read_parts(book)
    except XlkpiError as error:
        return None, Fault(origin, error.text)
    if not readings:
        return None, Fault(f"{origin} {faults[0].place}", faults[0].text)
    reading = readings[0]
    if reading.own:
        return _own_source(path, book, readings, origin)
    torn = [Fault(f"{origin} {one.place}", one.text, one.notice) for one in check_rows(reading)]
    if unsafe(torn):
        return None, torn[0]
    if not reading.kind.stays:
        zh, en = "{title}不按月新建，已跳过", "{title} is no workbook of a month; passed over"
        return None, Fault(origin, sentence(zh, en, title=reading.kind.title), notice=True)
    if reading.kind.carries:
        book.recalculate()
        reading = read_blocks(book, reading.kind)
    day = reading.field("考核月份")
    if not isinstance(day, dt.date):
        zh, en = "考核月份为空或不是日期，请先填写", "the month is blank or no date: fill it in first"
        return None, Fault(origin, sentence(zh, en))
    return Source(path, dt.date(day.year, day.month, 1), book, (reading,)), torn[0] if torn else None


def _own_source(path: Path, book: FileBook, readings: list[Reading], origin: str) -> tuple[Source | None, Fault | None]:
    """A company's own workbook: it says its month once, as a date or in words, and is not final."""
    final = refuse_final(book)
    if final:
        return None, Fault(origin, final[0].text)
    months = {reading.month for reading in readings if reading.has("考核月份")}
    told = next(iter(months), None)
    if len(months) != 1 or told is None:
        zh = "看不出是哪一个月的表（考核月份为空、不是日期，或各表不同），请先填写"
        en = "its month is blank, no date, or not the same everywhere: fill it in first"
        return None, Fault(origin, sentence(zh, en))
    return Source(path, dt.date.fromisoformat(f"{told}-01"), book, tuple(readings)), None


def _passed_later(folder: Path, later: Sequence[Source], month: dt.date, *, alone: bool) -> Fault:
    """Tell of workbooks of the month itself and of later ones; where there are no others, that is wrong."""
    zh, en = "{file}", "{file}"
    if len(later) > 1:
        zh, en = "{file} 等 {count} 份", "{file} and others, {count} in all,"
    onward = ("或以后", " or later") if len({source.month for source in later}) > 1 else ("", "")
    zh += f"是 {{found}} {onward[0]}的表，不能续到 {{month}}"
    en += f" is of {{found}}{onward[1]}: {{month}} cannot go on from it"
    if not alone:
        zh, en = zh + "，已跳过", en + "; passed over"
    file, found = later[0].path.relative_to(folder).as_posix(), min(source.month for source in later)
    text = sentence(zh, en, file=file, count=len(later), found=f"{found:%Y-%m}", month=f"{month:%Y-%m}")
    return Fault(str(folder), text, notice=not alone)


def _roster_rows(reading: Reading) -> int | None:
    """As many rows as this month's roster has, which somebody may have asked for."""
    return next((len(reading.blocks[named.name]) for named in reading.kind.named if named.rows is None), None)


def carried(reading: Reading, *, numbers: bool = True) -> dict[str, Block]:
    """Return what next month keeps: what the kind says stays or is carried on, and with `numbers` the parameters."""
    kind = reading.kind
    names = [name for name in (*kind.stays, *kind.recheck) if name in reading.blocks]
    names += [entry.name for entry in kind.numbers.named if entry.role == "input"] if kind.numbers and numbers else []
    blocks = {name: trimmed(reading.blocks[name]) for name in names}
    if numbers and kind.confirmed:  # who confirmed which number
        blocks[CONFIRMED_NAME] = kept_lines(reading.book, kind)
    return blocks | {name: carry(reading) for name, carry in kind.carries}


def renamed_path(relative: Path, month: dt.date) -> Path:
    """Return where a workbook goes in the new month's folder: folders that are named after a month are left out."""
    folders = [part for part in relative.parts[:-1] if not MONTH.fullmatch(part)]
    return Path(*folders, renamed(relative.name, month))


def renamed(name: str, month: dt.date) -> str:
    """Return the name of a file with the month in it replaced by another, written in the same way."""

    def put(found: re.Match[str]) -> str:
        width = 2 if found[2] in ("", "-", ".") else 1
        return f"{month.year}{found[2]}{month.month:0{width}d}{found[4]}"

    return MONTH.sub(put, name, count=1)
