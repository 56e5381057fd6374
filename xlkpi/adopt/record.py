"""What a workbook was taken over with, kept inside it on a hidden sheet: the mapping, and where each name leads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from xlkpi.adopt.part_book import Led
from xlkpi.books.book import Block, Book, Value
from xlkpi.drawing.layout import ADOPTED

SHEET: Final = "kpi.adopt"
MAPPING: Final = "接入_对应"
"""The defined name of the mapping, a line of TOML a cell."""
ORIGIN: Final = "接入_原件"
"""The defined name of the original's file name and its SHA-256, below each other."""
EACH: Final = "接入_逐人"
"""The defined name of the heading of what merged cells say of everybody."""
SEPARATOR: Final = "、"
COMPUTED, MARKS = "公式", "满分"
HEADINGS: Final = ("序号", "类型", "名称", "所指名称", "说明", "标签")


@dataclass(frozen=True)
class PartRecord:
    """One form or table: the key of its kind, and where its names lead."""

    kind: str
    led: Mapping[str, Led]


def rows_of(parts: Sequence[PartRecord]) -> list[list[Value]]:
    """The list of names, a row each."""
    rows: list[list[Value]] = []
    for number, part in enumerate(parts, 1):
        for name, led in part.led.items():
            said = {COMPUTED: led.computed, MARKS: led.marks}
            words = [word for word, told in said.items() if told]
            names = SEPARATOR.join(led.names)
            rows.append([float(number), part.kind, name, names, SEPARATOR.join(words), led.label])
    return rows


def parts_of(book: Book) -> list[PartRecord]:
    """What the list of names in a workbook says. Raises NameMissing."""
    found: dict[float, tuple[str, dict[str, Led]]] = {}
    for number, kind, name, names, words, label in (row[: len(HEADINGS)] for row in book.read(ADOPTED)):
        if not isinstance(number, float) or not isinstance(names, str):
            continue
        told = str(words or "").split(SEPARATOR)
        leads = tuple(names.split(SEPARATOR))
        led = Led(leads, COMPUTED in told, str(label or ""), MARKS in told)
        found.setdefault(number, (str(kind), {}))[1][str(name)] = led
    return [PartRecord(kind, led) for kind, led in found.values()]


def added_sheets(book: Book) -> list[str]:
    """The sheets that were added: the numbers, the reasons of levels, what is said of everybody, this record."""
    names = [
        name
        for name in book.names()
        if name in ("主管_部门", "等级_代码", MAPPING, EACH) or name.startswith("名单_说明")
    ]
    return [book.place(name).rpartition("!")[0] for name in names]


def text_of(block: Block) -> str:
    """The lines of the mapping as one text."""
    return "\n".join("" if row[0] is None else str(row[0]) for row in block)
