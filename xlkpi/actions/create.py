"""Make new workbooks from the templates, empty or filled from tables of data."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
import tempfile
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TypeAlias

from xlkpi.actions.checks.parameters import check_parameters
from xlkpi.actions.company_scheme import scheme_named
from xlkpi.actions.data_tables import read_tables, unknown_branches
from xlkpi.actions.opening import open_book, read_book
from xlkpi.actions.saving import save
from xlkpi.actions.sources import blocks_of
from xlkpi.actions.starting import tables_from
from xlkpi.actions.workers import over
from xlkpi.books.book import Block
from xlkpi.books.generations import put_back
from xlkpi.domain.scheme import Scheme, load_scheme
from xlkpi.drawing.data import DataTable
from xlkpi.drawing.kind import Kind
from xlkpi.errors import CannotWrite, Fault, Unusable, cannot_write, sentence, unsafe
from xlkpi.records import dataclass

UNSAFE_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]')
DEVICES = re.compile(r"^(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³]) *(?=\.|$)", re.IGNORECASE)
"""Names that Windows gives to devices, with or without an extension: no file or folder can be called so."""
MACROS, PLAIN = ".xlsm", ".xlsx"
"""What a workbook's name ends with: with macros and functions of ours, and without."""
FORCE = (
    "{path} 已存在，未覆盖；请换一个文件名，或加 --force",
    "{path} exists and was not overwritten; choose another name or add --force",
)


@dataclass(frozen=True)
class Filling:
    """What goes into one new workbook: the folder and name of its file, and the blocks."""

    folder: str
    name: str
    blocks: Mapping[str, Block]


@dataclass(frozen=True)
class Created:
    """The files that were made, notices about their data, or the faults because of which none were."""

    paths: tuple[Path, ...]
    faults: tuple[Fault, ...] = ()


Watch: TypeAlias = Callable[[int], contextlib.AbstractContextManager[Callable[[str], None]]]
"""Who watches while several workbooks are made: told how many, it gives what hears the name of each."""


def _unwatched(_: int) -> contextlib.AbstractContextManager[Callable[[str], None]]:
    return contextlib.nullcontext(lambda _: None)


def parse_period(text: str) -> dt.date:
    """Read a month as people write it: 2024-05, 2024年5月, 202405, 2024/5, 2024.5. Raises Unusable."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    found = re.fullmatch(r"(\d{4})(?:[-/.年](\d{1,2})月?|(\d{2}))", plain)
    try:
        return dt.date(int(found[1]), int(found[2] or found[3]), 1) if found else dt.date(0, 0, 0)
    except ValueError as error:
        zh, en = "月份“{text}”应写作 YYYY-MM（四位年-两位月）", "the month “{text}” must look like YYYY-MM"
        if found and found[2]:
            zh, en = f"{zh}，月份是 01～12", f"{en}, with a month from 01 to 12"
        raise Unusable(sentence(zh, en, text=text)) from error


def far_month(month: dt.date) -> list[Fault]:
    """Ask about a month that is later than the next one: it may be a slip of the hand."""
    today = dt.datetime.now().astimezone().date()
    ahead = (month.year - today.year) * 12 + month.month - today.month
    if ahead <= 1:
        return []
    zh, en = "现在是 {today}，{month} 还有 {ahead} 个月，请核对月份", "it is {today}; {month} is {ahead} months ahead"
    text = sentence(zh, en, today=f"{today:%Y-%m}", month=f"{month:%Y-%m}", ahead=ahead)
    return [Fault(f"{month:%Y-%m}", text, notice=True)]


def build_blank(
    kind: Kind, path: Path, scheme: Scheme | None = None, rows: int | None = None, period: dt.date | None = None
) -> Path:
    """Build an empty workbook whose every cached value is true; an .xlsx has no macros and no functions of ours.

    Raises CannotWrite, Unusable.
    """
    from xlkpi.drawing.building import build

    build(kind, path, scheme or load_scheme(kind.scheme), period=period, rows=rows, plain=path.suffix == PLAIN)
    book = open_book(path)
    book.recalculate()
    fresh = path.with_name(f"{path.stem}-{path.suffix}")
    save(book, fresh)
    return fresh.replace(path)


def file_name(*parts: str) -> str:
    """Return a file name from words that came out of data."""
    name = UNSAFE_IN_NAMES.sub("_", " ".join(part for part in parts if part)).strip(" .") or "_"
    return DEVICES.sub(r"\1_", name)


def fillings_of(kind: Kind, tables: Sequence[DataTable]) -> list[Filling]:
    """Return what goes into each new workbook: one for all tables, or one for each branch, person ... of them."""
    found: dict[tuple[str, ...], tuple[str, str, dict[str, Block]]] = {}
    for table in tables:
        source = table.source
        for numbers in table.groups:
            records = [table.records[number] for number in numbers]
            key = tuple(records[0].get(column, "") for column in source.split)
            names = [records[0].get(column, "") for column in source.file]
            name = file_name(kind.words[0] if kind.words else kind.title, *names) if source.split else ""
            folder = file_name(records[0].get(source.folder, "")) if source.folder else ""
            _, _, blocks = found.setdefault(key, (folder, name, {}))
            blocks |= blocks_of(kind, source.make(records))
    return [Filling(folder, name, blocks) for folder, name, blocks in found.values()]


def too_many(kind: Kind, filling: Filling) -> list[Fault]:
    """Return a fault for every table that gets more rows than the workbook has; rosters grow instead."""
    faults: dict[str, Fault] = {}
    for name, rows in filling.blocks.items():
        table = kind.table_of(name)
        if table is not None and not table.roster and len(rows) > table.rows:
            zh = "{table}有 {count} 项，模板最多 {limit} 项"
            en = "there are {count} rows of {table}; the template holds {limit}"
            text = sentence(zh, en, table=table.title, count=len(rows), limit=table.rows)
            faults.setdefault(table.title, Fault(f"{filling.folder} {filling.name}".strip() or kind.title, text))
    return list(faults.values())


def _people(kind: Kind, filling: Filling) -> int:
    """The longest roster block of a filling."""
    return max(
        (len(rows) for name, rows in filling.blocks.items() if (table := kind.table_of(name)) and table.roster),
        default=0,
    )


def create(
    kind: Kind,
    out: Path,
    *,
    scheme: str = "",
    rows: int | None = None,
    period: dt.date | None = None,
    data: Sequence[Path] = (),
    begin: Path | None = None,
    overwrite: bool = False,
    plain: bool = False,
    watch: Watch = _unwatched,
) -> Created:
    """Make one workbook at `out`, or with data for several people or branches one each in folder `out`.

    `plain` workbooks are .xlsx without macros. With `begin` they are made from that other workbook. All of them are
    made or none. `watch` is told how many they are, and hears the name of each that is done. Raises CannotRead,
    CannotWrite (a file is there already), Unusable.
    """
    tables, faults = read_tables(kind, data) if begin is None else tables_from(kind, begin, data, _of_data)
    faults += unknown_branches(tables)
    fillings = fillings_of(kind, tables)
    for filling in fillings:
        faults += too_many(kind, filling)
    if unsafe(faults):
        return Created((), tuple(faults))
    needed = max((_people(kind, filling) for filling in fillings), default=0)
    if rows is not None and needed > rows:
        zh, en = "名单有 {needed} 人，--rows {rows} 不够", "the roster has {needed} people; --rows {rows} is too few"
        raise Unusable(sentence(zh, en, needed=needed, rows=rows))
    roster = max((table.rows for table in kind.tables if table.roster), default=0)
    suffix = PLAIN if plain else MACROS
    targets = targets_of(out, fillings, suffix)
    refuse_existing(targets, overwrite=overwrite)
    with tempfile.TemporaryDirectory(prefix="xlkpi-") as folder, all_or_none(targets):
        blank = Path(folder, f"blank{suffix}")
        numbers = scheme_named(scheme or kind.scheme)
        build_blank(kind, blank, numbers, rows if rows is not None else max(roster, needed) or None, period)
        wrong = _unusable_numbers(blank) if scheme else []
        if wrong:
            return Created((), tuple(Fault(f"{scheme} {fault.place}", fault.text) for fault in wrong))
        works = list(zip(targets, fillings or [Filling("", "", {})], strict=True))
        # closed before what was made is taken back: no worker may be writing still
        with watch(len(works)) as tick, contextlib.closing(over(partial(_fill_one, blank), works)) as done:
            for path in done:
                tick(path.name)
    return Created(tuple(targets), tuple(faults))


def _of_data(kind: Kind, data: Path, out: Path) -> Sequence[Fault]:
    return create(kind, out, data=[data], plain=True).faults


def _fill_one(blank: Path, work: tuple[Path, Filling]) -> Path:
    path, filling = work
    path.parent.mkdir(parents=True, exist_ok=True)
    fill(blank, filling.blocks, path)
    return path


def _unusable_numbers(blank: Path) -> list[Fault]:
    """Return what is wrong in the numbers of a new workbook, which a company may have changed."""
    reading, _ = read_book(open_book(blank))
    return [fault for fault in check_parameters(reading) if not fault.notice] if reading else []


def fill(blank: Path, blocks: Mapping[str, Block], path: Path) -> None:
    """Write a copy of an empty workbook with these blocks filled and everything computed. Raises CannotWrite."""
    book = open_book(blank)
    for name, values in blocks.items():
        if any(value is not None for row in values for value in row):
            book.write(name, values)
    if blocks:
        book.recalculate()
    save(book, path)


def refuse_existing(targets: Sequence[Path], *, overwrite: bool) -> None:
    """Raise CannotWrite where a target exists or two targets are one file (Windows tells no case apart)."""
    seen: dict[str, Path] = {}
    for path in targets:
        if seen.setdefault(str(path).casefold(), path) is not path:
            zh = "数据里有两份表的文件名都是 {path}，请改正工号、姓名或计划名称"
            en = "two of the workbooks would be {path}: mend 工号, 姓名 or 计划 in the data"
            raise CannotWrite(sentence(zh, en, path=str(path)))
    there = [] if overwrite else [path for path in targets if path.exists()]
    if len(there) == 1:
        raise CannotWrite(sentence(*FORCE, path=str(there[0])))
    if there:
        zh = "{path} 等 {count} 个文件已存在，没有改动；要覆盖请加 --force"
        en = "{path} and others, {count} files in all, are there already; nothing was changed. --force overwrites them"
        raise CannotWrite(sentence(zh, en, path=str(there[0]), count=len(there)))


@contextlib.contextmanager
def all_or_none(targets: Sequence[Path]) -> Iterator[None]:
    """Take back what was made of `targets`, with the folders made for them, when something stops us half-way.

    What was overwritten comes back from its generation. Raises CannotWrite where the operating system refuses.
    """
    before = {path: _identity(path) for path in targets}
    folders = sorted({folder for path in targets for folder in path.parents if not folder.exists()}, reverse=True)
    try:
        yield
    except BaseException as error:
        for path in targets:
            if _identity(path) == before[path]:
                continue
            if before[path] is None:
                path.unlink()
            else:
                put_back(path)
        for folder in folders:
            with contextlib.suppress(OSError):
                folder.rmdir()
        if isinstance(error, OSError):
            raise cannot_write(error.filename or targets[0], error) from error
        raise


def _identity(path: Path) -> tuple[int, int] | None:
    """Tell one version of a file from another; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns


def targets_of(out: Path, fillings: Sequence[Filling], suffix: str = MACROS) -> list[Path]:
    """Return where each workbook goes: `out` itself for one, files below the folder `out` for several."""
    if len(fillings) <= 1 and out.suffix.lower() == suffix:
        return [out]
    if out.suffix and not out.suffix[1:].isdigit() and not out.is_dir():  # `2024.05` is a folder
        if len(fillings) <= 1:
            zh, en = "输出文件应以 {suffix} 结尾：{out}", "the output must end in {suffix}: {out}"
        else:
            zh = "数据里有 {count} 份表，-o 请给一个文件夹，而不是 {out}"
            en = "the data fills {count} workbooks: give -o a folder, not {out}"
        raise Unusable(sentence(zh, en, out=str(out), count=len(fillings), suffix=suffix))
    if not fillings or not fillings[0].name:
        zh = "请用 -o 给出 {suffix} 文件名，而不是文件夹 {out}"
        en = "give -o a {suffix} file name, not the folder {out}"
        raise Unusable(sentence(zh, en, out=str(out), suffix=suffix))
    return [out / filling.folder / f"{filling.name}{suffix}" for filling in fillings]
