"""Tables of data as HR exports them: read, told apart by their names or columns, turned into blocks of workbooks."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from pathlib import Path

from xlkpi.books.book import Block, Value
from xlkpi.drawing.data import Columns, DataTable, Record, Source
from xlkpi.drawing.kind import Kind
from xlkpi.drawing.spec import Column, Table
from xlkpi.drawing.validation import DateRule, NumberRule, Rule
from xlkpi.errors import CannotRead, Fault, Unusable, reason_of, sentence
from xlkpi.functions.arguments import looks_like_number
from xlkpi.schemes import kinds

ENCODINGS = ("utf-8-sig", "gb18030")
DATE = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
HEAD = "表头"
"""The file that fills single fields and rows of names: its first column is a defined name, the rest its values."""


def number_in(text: str) -> float:
    """Return the number that a text which looks like one stands for; 25% is 0.25."""
    scale = 100 if text.endswith(("%", "％")) else 1
    return float(text.rstrip("%％").replace(",", "")) / scale


def value_of(text: str, rule: Rule | None, looks: Sequence[str] = ()) -> Value:
    """Return an entry as the value of a cell that has this rule: numbers and dates as such, all else as text.

    What does not fit stays text, so that the check can point at its cell.
    """
    plain = text.strip()
    if not plain or "plain_text" in looks:
        return plain or None
    found = DATE.fullmatch(plain)
    if found and (rule is None or isinstance(rule, DateRule)):
        try:
            return dt.date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            return plain
    if (rule is None or isinstance(rule, NumberRule)) and looks_like_number(plain):
        return number_in(plain)
    return plain


def rule_of(kind: Kind, name: str) -> tuple[Rule | None, tuple[str, ...]]:
    """Return the rule and looks of an input block of a kind."""
    for table in kind.tables:
        for column in table.columns:
            if column.name == name:
                return column.rule, column.looks
    for entry in kind.fields:
        if entry.name == name:
            return entry.rule, entry.looks
    for line in (line for part in kind.lines for line in part.lines):
        if line.name == name:
            return line.rule, line.looks
    for setting in kind.numbers.settings if kind.numbers else ():
        if setting.name == name:
            return setting.rule, setting.looks
    return None, ()


def blocks_of(kind: Kind, columns: Columns) -> dict[str, Block]:
    """Return texts by block as values of cells."""
    return {
        name: [[value_of(text, *rule_of(kind, name)) for text in row] for row in rows] for name, rows in columns.items()
    }


@lru_cache(maxsize=64)
def sources_of(kind: Kind) -> tuple[Source, ...]:
    """Return the tables of data that fill a kind of workbook: those it declares, else one for each of its tables."""
    if kind.sources:
        return kind.sources
    tables = [table for table in kind.tables if table.inputs]
    return (Source(HEAD, _fields), *(_table_source(table) for table in tables))


def _fields(records: Sequence[Record]) -> Columns:
    """Each record is a defined name and its values side by side."""
    return {record[""]: [[record[key] for key in sorted(record) if key]] for record in records}


def _table_source(table: Table) -> Source:
    columns = tuple(title for column in table.inputs for title in _titles(column))
    return Source(table.title, partial(_table_columns, table), columns)


def _titles(column: Column) -> list[str]:
    """The columns of data that fill a column: its title, or title1, title2 ... for a span."""
    if column.span == 1:
        return [column.title]
    return [f"{column.title}{number}" for number in range(1, column.span + 1)]


def _table_columns(table: Table, records: Sequence[Record]) -> Columns:
    found: dict[str, list[list[str]]] = {}
    for column in table.inputs:
        given = [title for title in _titles(column) if any(title in record for record in records)]
        if given:
            found[column.name] = [[record.get(title, "") for title in given] for record in records]
    return found


def read_text(path: Path) -> str:
    """Read a text file in one of our encodings. Raises CannotRead."""
    if path.is_dir():
        zh, en = "{path} 是文件夹，请给出 CSV 文件", "{path} is a folder: give a CSV file"
        raise CannotRead(sentence(zh, en, path=str(path)))
    try:
        raw = path.read_bytes()
    except FileNotFoundError as error:
        zh, en = "没有文件 {path}，请检查文件名和所在文件夹", "there is no file {path}: check its name and folder"
        raise CannotRead(sentence(zh, en, path=str(path))) from error
    except OSError as error:
        zh, en = "无法读取 {path}：{why}", "cannot read {path}: {why}"
        raise CannotRead(sentence(zh, en, path=str(path), why=reason_of(error))) from error
    for encoding in ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CannotRead(
        sentence(
            "{path} 不是 UTF-8 或 GB18030 编码的文本，请在 Excel 中另存为 CSV UTF-8",
            "{path} is neither UTF-8 nor GB18030 text: save it from Excel as CSV UTF-8",
            path=str(path),
        )
    )


def _lines(path: Path) -> list[tuple[int, list[str]]]:
    """Return the fields of every line with the line's number, counted from 1."""
    reader = csv.reader(io.StringIO(read_text(path), newline=""))
    found, start = [], 1
    try:
        for fields in reader:
            found.append((start, fields))
            start = reader.line_num + 1
    except csv.Error as error:
        zh, en = "{path} 第{line}行不是有效的 CSV：{why}", "line {line} of {path} is no valid CSV: {why}"
        raise CannotRead(sentence(zh, en, path=str(path), line=start, why=str(error))) from error
    return found


def data_files(data: Sequence[Path]) -> list[Path]:
    """Return the CSV files of folders and of single paths."""
    return [file for path in data for file in (sorted(path.glob("*.csv")) if path.is_dir() else [path])]


def read_table(path: Path, kind: Kind) -> tuple[DataTable, list[Fault]]:
    """Read a table of data for a kind of workbook, and what is wrong with single lines.

    Raises CannotRead for the file, Unusable where its columns are not ours or it has no records.
    """
    lines = _lines(path)
    head = [name.strip() for name in lines[0][1]] if lines else []
    source = _source(path, head, kind)
    if source.title == HEAD:
        return _head_table(path, source, kind, lines[1:])
    twice = next((name for name in head if name and head.count(name) > 1), None)
    if twice is not None:
        zh, en = "{path} 有两列“{name}”，请删去一列", "{path} has two columns “{name}”: delete one of them"
        raise Unusable(sentence(zh, en, path=str(path), name=twice))
    rows = _records(lines[1:], keep_blank=not source.required)
    if not rows:
        zh, en = "{path} 只有列名，没有数据行", "{path} has column names but no rows"
        raise Unusable(sentence(zh, en, path=str(path)))
    records = tuple({n: field.strip() for n, field in zip(head, fields, strict=False) if n} for _, fields in rows)
    table = DataTable(source, records, tuple((path.name, line) for line, _ in rows))
    return table, [*_too_wide(table, head, rows), *_unknown_columns(table, head)]


def _records(lines: Sequence[tuple[int, list[str]]], *, keep_blank: bool) -> list[tuple[int, list[str]]]:
    """The lines that are records; where rows stand for places, a line of nothing but commas is a row left blank."""
    filled = [any(field.strip() for field in fields) for _, fields in lines]
    if not keep_blank:
        return [line for line, used in zip(lines, filled, strict=True) if used]
    last = max((place for place, used in enumerate(filled) if used), default=-1)
    return [(line, fields) for line, fields in lines[: last + 1] if fields]


def _too_wide(table: DataTable, head: Sequence[str], rows: Sequence[tuple[int, list[str]]]) -> list[Fault]:
    zh = "有 {count} 列，多于第一行的 {known} 列；文字里有逗号时请用英文双引号括起来"
    en = "has {count} fields but the first line has {known}; put text with commas into double quotes"
    return [
        table.fault(number, zh, en, count=len(fields), known=len(head))
        for number, (_, fields) in enumerate(rows)
        if any(field.strip() for field in fields[len(head) :])
    ]


def _unknown_columns(table: DataTable, head: Sequence[str]) -> list[Fault]:
    """A table that fills one table of a sheet holds nothing else; the others may carry further columns."""
    if table.source.required:
        return []
    zh, en = "列“{title}”不在表“{table}”中", "the column “{title}” is not in the table “{table}”"
    origin = table.origins[0][0]
    return [
        Fault(origin, sentence(zh, en, title=title, table=table.source.title))
        for title in head
        if title not in table.source.columns
    ]


def _head_table(
    path: Path, source: Source, kind: Kind, lines: Sequence[tuple[int, list[str]]]
) -> tuple[DataTable, list[Fault]]:
    rows = [(line, fields) for line, fields in lines if fields and fields[0].strip()]
    records = []
    for _, (name, *values) in rows:
        if name.strip() not in kind.by_name or kind[name.strip()].role != "input":
            zh, en = "表头中的“{name}”不是这种表的名称", "“{name}” is no name of this kind of workbook"
            raise Unusable(sentence(zh, en, name=name))
        records.append({"": name.strip(), **{f"{place:04d}": value for place, value in enumerate(values)}})
    return DataTable(source, tuple(records), tuple((path.name, line) for line, _ in rows)), []


def _source(path: Path, head: Sequence[str], kind: Kind) -> Source:
    """Return what a table of data is, by the name of its file or its columns. Raises Unusable."""
    known = sources_of(kind)
    by_title = next((source for source in known if source.title == path.stem and not source.required), None)
    if by_title is not None:
        return by_title
    needing = [source for source in known if source.required]
    if not needing:
        titles = "、".join(source.title for source in known)
        zh, en = "{path} 不是这种表的数据，文件名应为：{known}", "{path} fills none of the tables: {known}"
        raise Unusable(sentence(zh, en, path=path.name, known=titles))
    others = [source for other in kinds() for source in other.sources if source.required]
    every = {source.required: source for source in (*others, *needing)}.values()
    likeliest = min(every, key=lambda source: len(_lacking(source, head)) / len(source.required))
    lacking = _lacking(likeliest, head)
    if not lacking and likeliest not in needing:
        zh = f"{{path}} 是{likeliest.called[0]}，不能用来新建{{title}}"
        en = f"{{path}} holds {likeliest.called[1]}; it is no data for {{title}}"
        raise Unusable(sentence(zh, en, path=str(path), title=kind.title))
    if not lacking:
        return likeliest
    if len(lacking) < len(likeliest.required):
        zh, en = "{path} 的第一行缺少列：{names}", "the first line of {path} lacks the columns {names}"
        raise Unusable(sentence(zh, en, path=str(path), names="、".join(lacking)))
    sets = "；".join("、".join(source.required) for source in every)
    zh = "{path} 的列无法识别（列之间用英文逗号分隔），第一行应包含以下几组列名之一：{known}"
    en = "the columns of {path} are not known; the first line needs one of these sets, separated by commas: {known}"
    raise Unusable(sentence(zh, en, path=str(path), known=sets))


def _lacking(source: Source, head: Sequence[str]) -> list[str]:
    return [name for name in source.required if name not in head]


def fits(path: Path, kind: Kind) -> bool:
    """Tell whether a file holds data for a kind of workbook."""
    try:
        _source(path, [name.strip() for name in (_lines(path) or [(1, [])])[0][1]], kind)
    except Unusable:
        return False
    return True


def read_tables(kind: Kind, paths: Sequence[Path]) -> tuple[list[DataTable], list[Fault]]:
    """Read the data of a kind of workbook, one table a source. Raises CannotRead, Unusable."""
    tables: list[DataTable] = []
    faults: list[Fault] = []
    for path in data_files(paths):
        table, found = read_table(path, kind)
        tables.append(table)
        faults += found
    together = [
        DataTable(
            source,
            tuple(record for table in tables if table.source is source for record in table.records),
            tuple(origin for table in tables if table.source is source for origin in table.origins),
        )
        for source in dict.fromkeys(table.source for table in tables)
    ]
    return together, faults + [fault for table in together for check in table.source.checks for fault in check(table)]


def unknown_branches(tables: Sequence[DataTable]) -> Iterator[Fault]:
    """Where several tables fill the same workbooks, a workbook of the later ones is one of the first."""
    if len(tables) < 2 or not tables[0].source.split:
        return
    first, *others = sorted(tables, key=lambda table: table.source.title)
    key = first.source.split[0]
    known = {record.get(key, "") for record in first.records}
    zh = "分公司“{branch}”在名单里没有人，请核对写法"
    en = "the roster has nobody of the branch “{branch}”: check how it is written"
    for table in others:
        for number, record in enumerate(table.records):
            if record.get(key) and record[key] not in known:
                yield table.fault(number, zh, en, branch=record[key])
