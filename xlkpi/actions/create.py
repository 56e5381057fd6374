"""Make new workbooks from the templates, empty or filled from CSV tables."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from xlkpi.actions.fill import (
    Blocks,
    form_blocks,
    plan_blocks,
    roster_blocks,
    supervisor_blocks,
    too_many,
    write_blocks,
)
from xlkpi.actions.opening import open_book
from xlkpi.actions.table_checks import table_faults
from xlkpi.actions.tables import Table, grouped, merged, read_table
from xlkpi.domain.scheme import Scheme, load_scheme
from xlkpi.errors import CannotWrite, Fault, Unusable, reason_of, sentence
from xlkpi.templates.layout import FORM, PLAN, ROSTER_ROWS, SUMMARY, Layout

KINDS: dict[str, Layout] = {"form": FORM, "summary": SUMMARY, "plan": PLAN}
TABLES_OF = {"form": ("forms",), "summary": ("roster", "supervisors"), "plan": ("supervisors",)}
TABLE_LABELS = {
    "forms": ("附件2 的评分", "scores of forms"),
    "roster": ("附件3 的名单", "a roster"),
    "supervisors": ("主管的双周计划", "supervisors' plans"),
}
"""What each kind of table is called, in both languages."""
UNSAFE_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
DEVICES = re.compile(r"^(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³]) *(?=\.|$)", re.IGNORECASE)
"""Names that Windows gives to devices, with or without an extension: no file or folder can be called so."""


@dataclass(frozen=True)
class Filling:
    """What goes into one new workbook: a name for its file below the output folder, and the blocks."""

    branch: str
    name: str
    blocks: Blocks


@dataclass(frozen=True)
class Created:
    """The files that were made, and the faults because of which none were."""

    paths: tuple[Path, ...]
    faults: tuple[Fault, ...] = ()


def parse_period(text: str) -> dt.date:
    """Read a month `2024-05`. Raises Unusable."""
    found = re.fullmatch(r"(\d{4})-(\d{1,2})", text.strip())
    try:
        return dt.date(int(found[1]), int(found[2]), 1) if found else dt.date(0, 0, 0)
    except ValueError as error:
        zh, en = "月份“{text}”应写作 2024-05", "the month “{text}” must look like 2024-05"
        raise Unusable(sentence(zh, en, text=text)) from error


def build_blank(kind: str, path: Path, scheme: Scheme, rows: int, period: dt.date | None) -> Path:
    """Build an empty workbook whose every cached value is true."""
    if kind == "form":
        from xlkpi.templates.form import build_form

        build_form(path, scheme=scheme, period=period)
    elif kind == "plan":
        from xlkpi.templates.plan import build_plan

        build_plan(path, scheme=scheme, period=period)
    else:
        from xlkpi.templates.summary import build_summary

        build_summary(path, scheme=scheme, rows=rows, period=period)
    book = open_book(path)
    book.recalculate()
    fresh = path.with_name(f"{path.stem}-{path.suffix}")
    book.save(fresh)
    return fresh.replace(path)


def file_name(*parts: str) -> str:
    """Return a file name from words that came out of data."""
    name = UNSAFE_IN_NAMES.sub("_", " ".join(part for part in parts if part)).strip(" .") or "_"
    return DEVICES.sub(r"\1_", name)


def form_fillings(tables: Sequence[Table]) -> list[Filling]:
    """One 附件2 for every person of the tables."""
    found = []
    for table in tables:
        for (branch, person), records in grouped(table, "分公司", "工号").items():
            name = file_name("附件2", person, records[0].get("姓名", ""))
            found.append(Filling(branch, name, form_blocks(records)))
    return found


def plan_fillings(tables: Sequence[Table]) -> list[Filling]:
    """One two-week plan for every record of the tables."""
    return [
        Filling(
            record.get("分公司", ""),
            file_name("双周滚动计划", record.get("部门", ""), record.get("主管", ""), record.get("计划", "")),
            plan_blocks(record),
        )
        for table in tables
        for record in table.records
    ]


def summary_fillings(tables: Sequence[Table]) -> list[Filling]:
    """One 附件3 for every branch of the tables."""
    blocks: dict[str, Blocks] = {}
    for table in tables:
        make = roster_blocks if table.kind == "roster" else supervisor_blocks
        for (branch,), records in grouped(table, "分公司").items():
            blocks.setdefault(branch, {"分公司": [[branch]]}).update(make(records))
    return [Filling(branch, file_name("附件3", branch), filled) for branch, filled in blocks.items()]


FILLINGS = {"form": form_fillings, "plan": plan_fillings, "summary": summary_fillings}


def read_tables(kind: str, paths: Sequence[Path]) -> tuple[list[Table], list[Fault]]:
    """Read the CSV tables for a kind of workbook, one table a kind. Raises CannotRead, Unusable."""
    tables: list[Table] = []
    faults: list[Fault] = []
    for path in paths:
        table, found = read_table(path)
        if table.kind not in TABLES_OF[kind]:
            what_zh, what_en = TABLE_LABELS[table.kind]
            zh = f"{{path}} 是{what_zh}，不能用来新建{{title}}"
            en = f"{{path}} holds {what_en}; it is no data for {{title}}"
            raise Unusable(sentence(zh, en, path=str(path), title=KINDS[kind].title))
        tables.append(table)
        faults += found
    together = merged(tables)
    return together, faults + table_faults(together)


def create(
    kind: str,
    out: Path,
    *,
    scheme: str = "gas",
    rows: int | None = None,
    period: dt.date | None = None,
    data: Sequence[Path] = (),
    overwrite: bool = False,
) -> Created:
    """Make one workbook at `out`, or with data for several people or branches one each in folder `out`.

    All of them are made or none. Raises CannotRead, CannotWrite (a file is there already), Unusable.
    """
    tables, faults = read_tables(kind, data)
    fillings = FILLINGS[kind](tables)
    layout = KINDS[kind]
    for filling in fillings:
        faults += too_many(filling.blocks, layout, f"{filling.branch} {filling.name}")
    if faults:
        return Created((), tuple(faults))
    needed = max([len(filling.blocks.get("名单_工号", [])) for filling in fillings], default=0)
    if rows is not None and needed > rows:
        zh, en = "名单有 {needed} 人，--rows {rows} 不够", "the roster has {needed} people; --rows {rows} is too few"
        raise Unusable(sentence(zh, en, needed=needed, rows=rows))
    targets = targets_of(out, fillings)
    _refuse_existing(targets, overwrite=overwrite)
    with tempfile.TemporaryDirectory(prefix="xlkpi-") as folder, all_or_none(targets):
        blank = Path(folder, "blank.xlsm")
        build_blank(kind, blank, load_scheme(scheme), max(ROSTER_ROWS, needed) if rows is None else rows, period)
        for path, filling in zip(targets, fillings or [Filling("", "", {})], strict=True):
            path.parent.mkdir(parents=True, exist_ok=True)
            book = open_book(blank)
            write_blocks(book, filling.blocks)
            if filling.blocks:
                book.recalculate()
            book.save(path)
    return Created(tuple(targets))


def _refuse_existing(targets: Sequence[Path], *, overwrite: bool) -> None:
    """Raise CannotWrite where a target exists or two targets are one file (Windows tells no case apart)."""
    seen: dict[str, Path] = {}
    for path in targets:
        if seen.setdefault(str(path).casefold(), path) is not path:
            zh = "数据里有两份表的文件名都是 {path}，请改正工号、姓名或计划名称"
            en = "two of the workbooks would be {path}: mend 工号, 姓名 or 计划 in the data"
            raise CannotWrite(sentence(zh, en, path=str(path)))
        if path.exists() and not overwrite:
            zh = "{path} 已存在，未覆盖；请换一个文件名，或加 --force"
            en = "{path} exists and was not overwritten; choose another name or add --force"
            raise CannotWrite(sentence(zh, en, path=str(path)))


@contextlib.contextmanager
def all_or_none(targets: Sequence[Path]) -> Iterator[None]:
    """Take back what was made of `targets`, with the folders made for them, when something stops us half-way.

    What was overwritten comes back from its `.bak`. Raises CannotWrite where the operating system refuses.
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
                path.with_name(f"{path.name}.bak").replace(path)
        for folder in folders:
            with contextlib.suppress(OSError):
                folder.rmdir()
        if isinstance(error, OSError):
            zh, en = "无法写入 {path}：{why}", "cannot write {path}: {why}"
            text = sentence(zh, en, path=str(error.filename or targets[0]), why=reason_of(error))
            raise CannotWrite(text) from error
        raise


def _identity(path: Path) -> tuple[int, int] | None:
    """Tell one version of a file from another; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns


def targets_of(out: Path, fillings: Sequence[Filling]) -> list[Path]:
    """Return where each workbook goes: `out` itself for one, files below the folder `out` for several."""
    if len(fillings) <= 1 and out.suffix.lower() == ".xlsm":
        return [out]
    if out.suffix and not out.suffix[1:].isdigit() and not out.is_dir():  # `2024.05` is a folder
        if len(fillings) <= 1:
            zh, en = "输出文件应以 .xlsm 结尾：{out}", "the output must end in .xlsm: {out}"
        else:
            zh = "数据里有 {count} 份表，-o 请给一个文件夹，而不是 {out}"
            en = "the data fills {count} workbooks: give -o a folder, not {out}"
        raise Unusable(sentence(zh, en, out=str(out), count=len(fillings)))
    if not fillings:
        zh, en = "请用 -o 给出 .xlsm 文件名，而不是文件夹 {out}", "give -o an .xlsm file name, not the folder {out}"
        raise Unusable(sentence(zh, en, out=str(out)))
    return [out / file_name(filling.branch) / f"{filling.name}.xlsm" for filling in fillings]
