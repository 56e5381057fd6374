"""Make workbooks of the schemes beyond the gas company's: empty, or filled from CSV tables named as the sheet's tables.

`表头.csv` fills single fields and rows of names: its first column is a defined name, the rest its values.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Sequence
from pathlib import Path

from xlkpi.actions.create import Created
from xlkpi.actions.opening import open_book
from xlkpi.actions.tables import number_in, read_text
from xlkpi.books.book import Block, Value
from xlkpi.domain.scheme import load_scheme
from xlkpi.errors import CannotWrite, Fault, Unusable, sentence
from xlkpi.functions.arguments import looks_like_number
from xlkpi.templates.registry import SHEETS, Sheet
from xlkpi.templates.spec import Column, Table

HEAD = "表头"
DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
Filled = dict[str, Block]


def typed(text: str, looks: Sequence[str] = ()) -> Value:
    """Return a CSV entry as a cell value: dates, numbers and percents as such, 工号 and words as text."""
    plain = text.strip()
    if not plain:
        return None
    if "plain_text" in looks:
        return plain
    found = DATE.fullmatch(plain)
    if found:
        return dt.date(int(found[1]), int(found[2]), int(found[3]))
    return number_in(plain) if looks_like_number(plain) else plain


def read_rows(path: Path) -> tuple[list[str], list[list[str]]]:
    """Return head and rows of a CSV; a row of nothing but commas is a row left blank. Raises CannotRead."""
    rows = [row for row in csv.reader(io.StringIO(read_text(path), newline="")) if row]
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    return ([cell.strip() for cell in rows[0]], rows[1:]) if rows else ([], [])


def build_sheet(
    kind: str, path: Path, scheme: str = "", period: dt.date | None = None, rows: int | None = None
) -> Path:
    """Build an empty workbook whose every cached value is true. Raises CannotWrite, Unusable."""
    sheet = SHEETS[kind]
    sheet.build(path, load_scheme(scheme or sheet.scheme), period, rows)
    return computed(path)


def computed(path: Path) -> Path:
    """Recompute a workbook that was just built."""
    book = open_book(path)
    book.recalculate()
    fresh = path.with_name(f"{path.stem}-{path.suffix}")
    book.save(fresh)
    return fresh.replace(path)


def blocks_of(sheet: Sheet, data: Sequence[Path], rows: int | None = None) -> tuple[Filled, list[Fault]]:
    """Return the blocks that CSV files fill. Raises CannotRead, and Unusable for a file that fills nothing."""
    tables = {table.title: table for table in sheet.tables}
    filled: Filled = {}
    faults: list[Fault] = []
    for path in data:
        head, lines = read_rows(path)
        if path.stem == HEAD:
            filled.update(_fields(sheet, lines))
        elif path.stem in tables:
            table = tables[path.stem]
            most = rows if rows and table.roster else table.rows
            found, more = _columns(table, head, lines, path.name, most)
            filled.update(found)
            faults += more
        else:
            known = "、".join((HEAD, *tables))
            zh, en = "{path} 不是这种表的数据，文件名应为：{known}", "{path} fills none of the tables: {known}"
            raise Unusable(sentence(zh, en, path=path.name, known=known))
    return filled, faults


def _fields(sheet: Sheet, rows: Sequence[Sequence[str]]) -> Filled:
    known = {entry.name for entry in sheet.layout.named if entry.role == "input"}
    found: Filled = {}
    for name, *values in rows:
        if name.strip() not in known:
            zh, en = "表头中的“{name}”不是这种表的名称", "“{name}” is no name of this kind of workbook"
            raise Unusable(sentence(zh, en, name=name))
        found[name.strip()] = [[typed(value) for value in values]]
    return found


def _columns(
    table: Table, head: Sequence[str], rows: Sequence[Sequence[str]], origin: str, most: int
) -> tuple[Filled, list[Fault]]:
    if len(rows) > most:
        zh, en = "有 {count} 行，模板最多 {most} 行", "has {count} rows; the template holds {most}"
        return {}, [Fault(origin, sentence(zh, en, count=len(rows), most=most))]
    taken: Filled = {}
    for column in table.columns:
        if column.role != "input" or not column.name:
            continue
        places = _places(column, head)
        if places:
            taken[column.name] = [
                [typed(row[place] if place < len(row) else "", column.looks) for place in places] for row in rows
            ]
    known = {place for column in table.columns for place in _places(column, head)}
    faults = []
    for place, title in enumerate(head):
        if place not in known:
            zh, en = "列“{title}”不在表“{table}”中", "the column “{title}” is not in the table “{table}”"
            faults.append(Fault(origin, sentence(zh, en, title=title, table=table.title)))
    return taken, faults


def _places(column: Column, head: Sequence[str]) -> list[int]:
    """Where a column stands in a CSV: under its title, or one column each under title1, title2 ..."""
    if column.span == 1:
        return [place for place, title in enumerate(head) if title == column.title]
    titles = [f"{column.title}{number}" for number in range(1, column.span + 1)]
    return [head.index(title) for title in titles if title in head]


def csv_files(data: Sequence[Path]) -> list[Path]:
    """Return the CSV files of folders and of single paths."""
    return [file for path in data for file in (sorted(path.glob("*.csv")) if path.is_dir() else [path])]


def create_sheet(
    kind: str,
    out: Path,
    *,
    scheme: str = "",
    period: dt.date | None = None,
    rows: int | None = None,
    data: Sequence[Path] = (),
    overwrite: bool = False,
) -> Created:
    """Make one workbook at `out` (an .xlsm), empty or filled and computed. Raises CannotRead, CannotWrite, Unusable."""
    if out.suffix.lower() != ".xlsm":
        zh, en = "输出文件应以 .xlsm 结尾：{out}", "the output must end in .xlsm: {out}"
        raise Unusable(sentence(zh, en, out=str(out)))
    if out.exists() and not overwrite:
        zh = "{path} 已存在，未覆盖；请换一个文件名，或加 --force"
        en = "{path} exists and was not overwritten; choose another name or add --force"
        raise CannotWrite(sentence(zh, en, path=str(out)))
    filled, faults = blocks_of(SHEETS[kind], csv_files(data), rows)
    if faults:
        return Created((), tuple(faults))
    out.parent.mkdir(parents=True, exist_ok=True)
    fresh = out.with_name(f".{out.stem}.new{out.suffix}")
    try:
        build_sheet(kind, fresh, scheme, period, rows)
        book = open_book(fresh)
        for name, block in filled.items():
            book.write(name, block)
        if filled:
            book.recalculate()
        book.save(out)
    finally:
        fresh.unlink(missing_ok=True)
    return Created((out,))
