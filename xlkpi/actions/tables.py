"""CSV tables as HR exports them: UTF-8 with or without BOM, or GB18030; three kinds, told apart by their columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from xlkpi.books.book import Value
from xlkpi.errors import CannotRead, Fault, Unusable, reason_of, sentence
from xlkpi.functions.arguments import looks_like_number

REQUIRED = {
    "forms": ("分公司", "工号", "姓名", "岗位", "指标", "权重", "主管评分"),
    "roster": ("分公司", "工号", "姓名", "参评", "绩效基数"),
    "supervisors": ("分公司", "主管", "计划", "主管经理评分", "客户服务部评分"),
}
"""The columns by which each kind of table is recognised."""

NUMBERS = frozenset(
    {"权重", "主管评分", "自评分", "加减分", "总分", "绩效基数", "出勤率", "主管经理评分", "客户服务部评分"}
)
"""Columns whose entries become numbers; what is no number stays text, so that the check can point at its cell."""


ENCODINGS = ("utf-8-sig", "gb18030")

Record = dict[str, str]


@dataclass(frozen=True)
class Table:
    """Records of one kind (column to text), and the file and line each of them came from."""

    kind: str
    records: tuple[Record, ...]
    origins: tuple[tuple[str, int], ...]

    def fault(self, number: int, zh: str, en: str, /, **values: str | float) -> Fault:
        """Make a fault about a record (from 0); it names the line of the file."""
        origin, line = self.origins[number]
        return Fault(origin, sentence(f"第{{line}}行 {zh}", f"line {{line}}: {en}", **values, line=line))


def cell(column: str, text: str) -> Value:
    """Return a CSV entry as a cell value: numbers of number columns as float (25% is 0.25), all else as text."""
    plain = text.strip()
    if column not in NUMBERS or not looks_like_number(plain):
        return plain or None
    return number_in(plain)


def number_in(text: str) -> float:
    """Return the number that a text which looks like one stands for; 25% is 0.25."""
    scale = 100 if text.endswith(("%", "％")) else 1
    return float(text.rstrip("%％").replace(",", "")) / scale


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


def read_table(path: Path) -> tuple[Table, list[Fault]]:
    """Read a CSV of one of our kinds, and what is wrong with single lines.

    Raises CannotRead for the file, Unusable where its columns are not ours or it has no records.
    """
    lines = _lines(path)
    head = [name.strip() for name in lines[0][1]] if lines else []
    kind = _kind(path, head)
    twice = next((name for name in head if name and head.count(name) > 1), None)
    if twice is not None:
        zh, en = "{path} 有两列“{name}”，请删去一列", "{path} has two columns “{name}”: delete one of them"
        raise Unusable(sentence(zh, en, path=str(path), name=twice))
    filled = [(line, fields) for line, fields in lines[1:] if any(field.strip() for field in fields)]
    if not filled:
        zh, en = "{path} 只有列名，没有数据行", "{path} has column names but no rows"
        raise Unusable(sentence(zh, en, path=str(path)))
    records = tuple(
        {name: field.strip() for name, field in zip(head, fields, strict=False) if name} for _, fields in filled
    )
    table = Table(kind, records, tuple((path.name, line) for line, _ in filled))
    zh = "有 {count} 列，多于第一行的 {known} 列；文字里有逗号时请用英文双引号括起来"
    en = "has {count} fields but the first line has {known}; put text with commas into double quotes"
    return table, [
        table.fault(number, zh, en, count=len(fields), known=len(head))
        for number, (_, fields) in enumerate(filled)
        if any(field.strip() for field in fields[len(head) :])
    ]


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


def _kind(path: Path, head: Sequence[str]) -> str:
    """Return the kind of table that has these columns. Raises Unusable, naming the columns that the likeliest lacks."""
    lacking = {kind: [name for name in columns if name not in head] for kind, columns in REQUIRED.items()}
    likeliest = min(lacking, key=lambda kind: len(lacking[kind]) / len(REQUIRED[kind]))
    if not lacking[likeliest]:
        return likeliest
    if len(lacking[likeliest]) < len(REQUIRED[likeliest]):
        zh, en = "{path} 的第一行缺少列：{names}", "the first line of {path} lacks the columns {names}"
        raise Unusable(sentence(zh, en, path=str(path), names="、".join(lacking[likeliest])))
    known = "；".join("、".join(columns) for columns in REQUIRED.values())
    zh = "{path} 的列无法识别（列之间用英文逗号分隔），第一行应包含以下三组列名之一：{known}"
    en = "the columns of {path} are not known; the first line needs one of these sets, separated by commas: {known}"
    raise Unusable(sentence(zh, en, path=str(path), known=known))


def merged(tables: Sequence[Table]) -> list[Table]:
    """Put tables of the same kind together, in order: a roster may come in several files."""
    return [
        Table(
            kind,
            tuple(record for table in tables if table.kind == kind for record in table.records),
            tuple(origin for table in tables if table.kind == kind for origin in table.origins),
        )
        for kind in dict.fromkeys(table.kind for table in tables)
    ]


def grouped(table: Table, *columns: str) -> dict[tuple[str, ...], list[Record]]:
    """Return the records of a table by the values of some columns, in order of appearance."""
    groups: dict[tuple[str, ...], list[Record]] = {}
    for record in table.records:
        groups.setdefault(tuple(record.get(column, "") for column in columns), []).append(record)
    return groups
