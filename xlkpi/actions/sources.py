"""Tables of data as HR exports them: read, told apart by their names or columns, turned into blocks of workbooks."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from xlkpi.actions.checks.cell_rules import complaint_of
from xlkpi.actions.data_files import Line, data_files, read_lines
from xlkpi.actions.headings import FOR_PEOPLE, column_meant, heading_row, plain_heading
from xlkpi.books.book import Block, Value
from xlkpi.drawing.data import Columns, DataTable, Record, Source
from xlkpi.drawing.kind import Kind
from xlkpi.drawing.layout import YES_NO
from xlkpi.drawing.spec import MOST_SQUARE, Column, Table
from xlkpi.drawing.validation import ChoiceRule, DateRule, NumberRule, Rule
from xlkpi.errors import Fault, Unusable, sentence
from xlkpi.functions.arguments import looks_like_number
from xlkpi.schemes import kinds

DATE = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
TICKS = {**dict.fromkeys("√✓✔☑对", "是"), **dict.fromkeys("×✗✘☒", "否")}
"""Marks that stand for 是 and 否 where one of the two belongs; nothing else can be meant there."""
HEAD = "表头"
"""The file that fills single fields and rows of names: its first column is a defined name, the rest its values."""


def number_in(text: str) -> float:
    """Return the number that a text which looks like one stands for; 25% is 0.25."""
    scale = 100 if text.endswith(("%", "％")) else 1
    return float(text.rstrip("%％").replace(",", "")) / scale


def value_of(text: str, rule: Rule | None, looks: Sequence[str] = ()) -> Value:
    """Return an entry as the value of a cell that has this rule: numbers and dates as such, all else as text.

    Full-width digits and letters are read as half-width ones where a number or a date is meant, √ as 是. What does not
    fit stays text, so that its line can be told.
    """
    plain = text.strip()
    if not plain or "plain_text" in looks:
        return plain or None
    folded = "".join(unicodedata.normalize("NFKC", plain).split())
    found = DATE.fullmatch(folded)
    if found and (rule is None or isinstance(rule, DateRule)):
        try:
            return dt.date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            return plain
    if (rule is None or isinstance(rule, NumberRule)) and looks_like_number(folded):
        return number_in(folded)
    if isinstance(rule, ChoiceRule) and rule.options == YES_NO:
        return TICKS.get(plain, plain)
    return plain


@dataclass(frozen=True)
class Place:
    """What a kind says of a block that data fill: what it is called, its rule and looks, whether it totals 100%."""

    label: str
    rule: Rule | None = None
    looks: tuple[str, ...] = ()
    weight: bool = False


@lru_cache(maxsize=64)
def places_of(kind: Kind) -> Mapping[str, Place]:
    """Return every input block of a kind."""
    numbers = kind.numbers.settings if kind.numbers else ()
    lines = [line for part in kind.lines for line in part.lines]
    return {
        **{c.name: Place(c.title, c.rule, c.looks, c.sums) for table in kind.tables for c in table.inputs},
        **{entry.name: Place(entry.label, entry.rule, entry.looks) for entry in kind.fields if entry.name},
        **{line.name: Place(line.label, line.rule, line.looks) for line in lines},
        **{setting.name: Place(setting.label, setting.rule, setting.looks) for setting in numbers},
    }


def blocks_of(kind: Kind, columns: Columns) -> dict[str, Block]:
    """Return texts by block as values of cells."""
    places = places_of(kind)
    blocks: dict[str, Block] = {}
    for name, rows in columns.items():
        place = places.get(name, Place(name))
        blocks[name] = [[value_of(text, place.rule, place.looks) for text in row] for row in rows]
    return blocks


def value_faults(kind: Kind, table: DataTable) -> list[Fault]:
    """Say of every entry that its column refuses where it stands in the data, before anything is made of it."""
    places = places_of(kind)
    faults = []
    for number, record in enumerate(table.records):
        for name, rows in blocks_of(kind, table.source.make([record])).items():
            place = places.get(name)
            for value in rows[0] if place and rows else ():
                found = None if value is None or place is None else complaint_of(value, place.rule, weight=place.weight)
                if found is not None and place is not None:
                    zh, en, values = found
                    faults.append(table.fault(number, zh, en, **{**values, "label": place.label}))
    return faults


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
    if column.span == 1 and not column.square:
        return [column.title]
    count = MOST_SQUARE if column.square else column.span
    return [f"{column.title}{number}" for number in range(1, count + 1)]


def _table_columns(table: Table, records: Sequence[Record]) -> Columns:
    found: dict[str, list[list[str]]] = {}
    for column in table.inputs:
        given = [title for title in _titles(column) if any(title in record for record in records)]
        if given:
            found[column.name] = [[record.get(title, "") for title in given] for record in records]
    return found


def read_table(path: Path, kind: Kind) -> tuple[DataTable, list[Fault]]:
    """Read a table of data for a kind of workbook, and what is wrong with or was made of single lines.

    Titles above the headings are passed over, and other words for a column are taken where they can mean nothing else;
    both is said. Raises CannotRead for the file, Unusable where its columns are not ours or it has no records.
    """
    lines = read_lines(path)
    if path.stem == HEAD and any(source.title == HEAD for source in sources_of(kind)):
        return _head_table(path, sources_of(kind)[0], kind, lines[1:])
    known = {title for source in _every_source(kind) for title in (*source.columns, *source.required)}
    at = heading_row([fields for _, fields in lines], known)
    written = [name.strip() for name in lines[at][1]] if lines else []
    head = [column_meant(name, known) or name for name in written]
    source = _source(path, head, kind)
    # what a heading means depends on the table: 完成情况 is a score's ground on a form, a state of work in a plan
    own = {*source.columns, *source.required}
    head = [column_meant(name, own) or name for name in written]
    twice = next((name for name in head if name and head.count(name) > 1), None)
    if twice is not None:
        zh, en = "{path} 有两列“{name}”，请删去一列", "{path} has two columns “{name}”: delete one of them"
        raise Unusable(sentence(zh, en, path=str(path), name=twice))
    rows = _records(lines[at + 1 :], keep_blank=not source.required)
    if not rows:
        zh, en = "{path} 只有列名，没有数据行", "{path} has column names but no rows"
        raise Unusable(sentence(zh, en, path=str(path)))
    records = tuple({n: field.strip() for n, field in zip(head, fields, strict=False) if n} for _, fields in rows)
    table = DataTable(source, records, tuple((path.name, line) for line, _ in rows))
    return table, [
        *_renamed(path, written, head),
        *_too_wide(table, head, rows),
        *_unknown_columns(table, head),
    ]


def _renamed(path: Path, written: Sequence[str], head: Sequence[str]) -> list[Fault]:
    """Headings that were taken for a column of another name: told once, for a wrong one would misplace everybody."""
    pairs = [f"{was}→{now}" for was, now in zip(written, head, strict=True) if was != now and plain_heading(was) != now]
    if not pairs:
        return []
    zh, en = "这些列按同义的名称读取：{pairs}", "these columns were read under another name: {pairs}"
    return [Fault(path.name, sentence(zh, en, pairs="、".join(pairs)), notice=True)]


def _every_source(kind: Kind) -> list[Source]:
    return [*sources_of(kind), *_declared()]


def _declared() -> list[Source]:
    """Every source that a kind declares."""
    return [source for kind in kinds() for source in kind.sources]


def _records(lines: Sequence[Line], *, keep_blank: bool) -> list[Line]:
    """The lines that are records; where rows stand for places, a line of nothing but commas is a row left blank."""
    filled = [any(field.strip() for field in fields) for _, fields in lines]
    if not keep_blank:
        return [line for line, used in zip(lines, filled, strict=True) if used]
    last = max((place for place, used in enumerate(filled) if used), default=-1)
    return [(line, fields) for line, fields in lines[: last + 1] if fields]


def _too_wide(table: DataTable, head: Sequence[str], rows: Sequence[Line]) -> list[Fault]:
    zh = "有 {count} 列，多于第一行的 {known} 列；文字里有逗号时请用英文双引号括起来"
    en = "has {count} fields but the first line has {known}; put text with commas into double quotes"
    return [
        table.fault(number, zh, en, count=len(fields), known=len(head))
        for number, (_, fields) in enumerate(rows)
        if any(field.strip() for field in fields[len(head) :])
    ]


def _unknown_columns(table: DataTable, head: Sequence[str]) -> list[Fault]:
    """What fills one table of a sheet holds nothing else; of other data, columns that no workbook takes are told."""
    if table.source.required:
        same = [source for source in _declared() if source.title == table.source.title]
        used = {title for source in (table.source, *same) for title in (*source.columns, *source.required)}
        unused = [title for title in head if title and title not in used | FOR_PEOPLE]
        zh, en = "这些列没有用到：{titles}", "these columns were not used: {titles}"
        told = Fault(table.origins[0][0], sentence(zh, en, titles="、".join(unused)), notice=True)
        return [told] if unused else []
    zh, en = "列“{title}”不在表“{table}”中", "the column “{title}” is not in the table “{table}”"
    origin = table.origins[0][0]
    return [
        Fault(origin, sentence(zh, en, title=title, table=table.source.title))
        for title in head
        if title not in table.source.columns
    ]


def _head_table(path: Path, source: Source, kind: Kind, lines: Sequence[Line]) -> tuple[DataTable, list[Fault]]:
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
    others = [source for source in _declared() if source.required]
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
        read_table(path, kind)
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
    for table in together:
        faults += [fault for check in table.source.checks for fault in check(table)]
        faults += value_faults(kind, table)
    return together, faults


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
