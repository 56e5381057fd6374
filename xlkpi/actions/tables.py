"""CSV tables as HR exports them: UTF-8 with or without BOM, or GB18030; three kinds, told apart by their columns."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from xlkpi.books.book import Value
from xlkpi.errors import CannotRead, Fault, Unusable, sentence

REQUIRED = {
    "forms": ("分公司", "工号", "姓名", "岗位", "指标", "权重", "主管评分"),
    "roster": ("分公司", "工号", "姓名", "参评", "绩效基数"),
    "supervisors": ("分公司", "主管", "计划", "主管经理评分", "客户服务部评分"),
}
"""The columns by which each kind of table is recognised."""

NUMBERS = frozenset({"权重", "主管评分", "自评分", "加减分", "绩效基数", "出勤率", "主管经理评分", "客户服务部评分"})
"""Columns whose entries become numbers; what is no number stays text, so that the check can point at its cell."""

ENCODINGS = ("utf-8-sig", "gb18030")


@dataclass(frozen=True)
class Table:
    """One CSV: its kind and its records (column to text), with the line each came from."""

    kind: str
    origin: str
    records: tuple[dict[str, str], ...]
    lines: tuple[int, ...]

    def place(self, number: int) -> str:
        """Where a record stands, for faults."""
        return f"{self.origin} 第{self.lines[number]}行"


def cell(column: str, text: str) -> Value:
    """Return a CSV entry as a cell value: numbers of number columns as float (25% is 0.25), all else as text."""
    plain = text.strip()
    if not plain:
        return None
    if column not in NUMBERS:
        return plain
    scale = 100 if plain.endswith(("%", "％")) else 1
    try:
        return float(plain.rstrip("%％").replace(",", "")) / scale
    except ValueError:
        return plain


def read_text(path: Path) -> str:
    """Read a text file in one of our encodings. Raises CannotRead."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        zh, en = "无法读取 {path}：{why}", "cannot read {path}: {why}"
        raise CannotRead(sentence(zh, en, path=str(path), why=error.strerror or "")) from error
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


def read_table(path: Path) -> Table:
    """Read a CSV of one of our kinds. Raises CannotRead for the file, Unusable where its columns are not ours."""
    reader = csv.reader(io.StringIO(read_text(path), newline=""))
    head = [name.strip() for name in next(reader, [])]
    kind = next((kind for kind, columns in REQUIRED.items() if set(columns).issubset(head)), None)
    if kind is None:
        known = "；".join("、".join(columns) for columns in REQUIRED.values())
        zh = "{path} 的列无法识别，第一行应包含以下三组列名之一：{known}"
        en = "the columns of {path} are not known; the first line needs one of these sets: {known}"
        raise Unusable(sentence(zh, en, path=str(path), known=known))
    records, lines = [], []
    for fields in reader:
        if any(field.strip() for field in fields):
            records.append({name: field.strip() for name, field in zip(head, fields, strict=False)})
            lines.append(reader.line_num)
    return Table(kind, path.name, tuple(records), tuple(lines))


def grouped(table: Table, *columns: str) -> dict[tuple[str, ...], list[dict[str, str]]]:
    """Return the records of a table by the values of some columns, in order of appearance."""
    groups: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for record in table.records:
        groups.setdefault(tuple(record.get(column, "") for column in columns), []).append(record)
    return groups


def table_faults(table: Table) -> list[Fault]:
    """Return what makes the records of a table unusable: no 分公司, no 工号, a 工号 that two names share."""
    faults = []
    names: dict[str, str] = {}
    for number, record in enumerate(table.records):
        for column in ("分公司", "工号"):
            if column in REQUIRED[table.kind] and not record.get(column):
                zh, en = "{column}为空", "{column} is blank"
                faults.append(Fault(table.place(number), sentence(zh, en, column=column)))
        person, name = record.get("工号", ""), record.get("姓名", "")
        if person and table.kind != "supervisors" and names.setdefault(person, name) != name:
            zh, en = "工号 {id} 对应两个姓名：{a}、{b}", "工号 {id} belongs to two names: {a}, {b}"
            faults.append(Fault(table.place(number), sentence(zh, en, id=person, a=names[person], b=name)))
    if table.kind == "roster":
        seen: dict[str, int] = {}
        for number, record in enumerate(table.records):
            person = record.get("工号", "")
            if person and seen.setdefault(person, number) != number:
                zh, en = "工号 {id} 重复", "工号 {id} stands twice"
                faults.append(Fault(table.place(number), sentence(zh, en, id=person)))
    return faults
