"""A recognised workbook read once, block by block, for the actions to look at."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from xlkpi.books.book import Block, Book, Value
from xlkpi.errors import Fault, sentence
from xlkpi.templates.layout import LAYOUTS, Layout
from xlkpi.templates.registry import recognise


def is_blank(value: Value) -> bool:
    """Tell whether a cell looks empty: nothing in it, or a formula that shows nothing."""
    return value is None or (isinstance(value, str) and not value.strip())


def as_text(value: Value) -> str:
    """Return a cell as a person reads it: 1001.0 is 1001, blank is "" (工号 are often typed as numbers)."""
    if is_blank(value):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def as_number(value: Value) -> float | None:
    """Return a cell that holds a number, None for anything else."""
    return value if isinstance(value, float) else None


def as_month(value: Value) -> str | None:
    """Return a date cell as a month `2024-05`, None for anything else."""
    return f"{value:%Y-%m}" if isinstance(value, dt.date) else None


@dataclass(frozen=True)
class Reading:
    """Every declared block of one workbook, read once."""

    book: Book
    layout: Layout
    blocks: dict[str, Block]
    _columns: dict[str, list[Value]] = field(default_factory=dict, repr=False, compare=False)

    def column(self, name: str) -> list[Value]:
        """Return the first column of a block; not to be changed."""
        if name not in self._columns:
            self._columns[name] = [row[0] for row in self.blocks[name]]
        return self._columns[name]

    def field(self, name: str) -> Value:
        """Return a block of one cell."""
        return self.blocks[name][0][0]

    def fault(self, name: str, row: int, zh: str, en: str, /, **values: str | float) -> Fault:
        """Make a fault about a row of a block (from 0)."""
        return Fault(self.book.place(name, row), sentence(zh, en, **values))

    def notice(self, name: str, row: int, zh: str, en: str, /, **values: str | float) -> Fault:
        """Make a notice about a row of a block (from 0)."""
        return Fault(self.book.place(name, row), sentence(zh, en, **values), notice=True)


def read_blocks(book: Book, layout: Layout) -> Reading:
    """Read every declared block of a workbook, as it stands before or after a calculation. Raises NameMissing."""
    return Reading(book, layout, {name: book.read(name) for name in layout.names})


def read_book(book: Book) -> tuple[Reading | None, list[Fault]]:
    """Read every declared block of a workbook of ours; the faults say why it is not one, or which names are gone."""
    names = book.names()
    layout = recognise(names)
    if layout is None:
        return None, [
            Fault(
                book.title,
                sentence(
                    "不是本系统的考核表：找不到所需的名称。请使用 xlkpi 生成的模板",
                    "is not one of our workbooks: its defined names are missing. Use a template made by xlkpi",
                ),
            )
        ]
    missing = layout.missing(names)
    if missing:
        return None, [
            Fault(
                book.title,
                sentence(
                    "缺少名称“{name}”（可能删除了行、列或工作表）。请从备份恢复，或用新模板重新填写",
                    "the defined name “{name}” is gone (rows, columns or a sheet were deleted). Restore a backup",
                    name=name,
                ),
            )
            for name in missing
        ]
    reading = read_blocks(book, layout)
    faults = _misshapen(reading)
    return (None, faults) if faults else (reading, [])


def _misshapen(reading: Reading) -> list[Fault]:
    """Columns of one table (`名单_` ...) are equally long, and each as wide as declared; a name may have been moved."""
    tables: dict[tuple[str, int | None], list[str]] = {}
    apart = reading.layout not in LAYOUTS  # the sheets of the gas company compare columns of one length across tables
    for entry in reading.layout.named:
        table = entry.name.partition("_")[0] if apart and "_" in entry.name else ""
        tables.setdefault((table, entry.rows), []).append(entry.name)
    faults = []
    for names in tables.values():
        heights = Counter(len(reading.blocks[name]) for name in names)
        usual = heights.most_common(1)[0][0]
        for name in names:
            block = reading.blocks[name]
            if len(block) != usual or len(block[0]) < reading.layout[name].columns:
                zh = "名称“{name}”所指的区域大小不对（可能删除了单元格或改了名称）。请从备份恢复，或用新模板重新填写"
                en = "the defined name “{name}” stands for a range of the wrong size. Restore a backup"
                faults.append(reading.fault(name, 0, zh, en, name=name))
    return faults
