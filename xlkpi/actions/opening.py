"""Open a workbook file as a Book whose formulas know our functions, and read what kind of workbook it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlkpi.books.book import Book
from xlkpi.drawing.workbook_reading import Reading, read_blocks
from xlkpi.errors import Fault, sentence
from xlkpi.schemes import recognise

if TYPE_CHECKING:
    from xlkpi.books.file import FileBook
    from xlkpi.drawing.kind import Kind


def spreadsheet_functions(troubles: set[str] | None = None) -> dict[str, Callable[..., Any]]:
    """Return every declared function by name, taking raw cells as positional arguments; complaints go to `troubles`."""
    from xlkpi.functions import CATALOGUE, call

    def bound(name: str, *arguments: Any) -> Any:
        return call(name, arguments, troubles)

    return {name: partial(bound, name) for name in CATALOGUE}


def open_book(path: Path) -> FileBook:
    """Open a workbook file. Raises CannotRead."""
    from xlkpi.books.file import FileBook

    troubles: set[str] = set()
    return FileBook.open(path, functions=spreadsheet_functions(troubles), troubles=troubles)


def is_ours(book: Book) -> bool:
    """Tell whether a workbook carries the names of one of our kinds, whole or not."""
    return recognise(book.names()) is not None


def read_book(
    book: Book, wanted: Callable[[Kind], Collection[str]] | None = None
) -> tuple[Reading | None, list[Fault]]:
    """Read every declared block of a workbook of ours; the faults say why it is not one, or which names are gone.

    With `wanted` only the blocks that it names for the kind are read.
    """
    names = book.names()
    kind = recognise(names)
    if kind is None:
        return None, [
            Fault(
                book.title,
                sentence(
                    "不是本系统的考核表：找不到所需的名称。请使用 xlkpi 生成的模板",
                    "is not one of our workbooks: its defined names are missing. Use a template made by xlkpi",
                ),
            )
        ]
    missing = kind.missing(names)
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
    reading = read_blocks(book, kind, None if wanted is None else wanted(kind))
    faults = _misshapen(reading)
    return (None, faults) if faults else (reading, [])


def _misshapen(reading: Reading) -> list[Fault]:
    """Rosters are equally long, other blocks as long as declared, each as wide as declared: a name may have moved."""
    read = [entry for entry in reading.kind.named if entry.name in reading.blocks]
    heights = Counter(len(reading.blocks[entry.name]) for entry in read if entry.rows is None)
    people = heights.most_common(1)[0][0] if heights else 0
    faults = []
    for entry in read:
        block = reading.blocks[entry.name]
        if len(block) != (entry.rows or people) or len(block[0]) != (entry.columns or people):
            zh = "名称“{name}”所指的区域大小不对（可能删除了单元格或改了名称）。请从备份恢复，或用新模板重新填写"
            en = "the defined name “{name}” stands for a range of the wrong size. Restore a backup"
            faults.append(reading.fault(entry.name, 0, zh, en, name=entry.name))
    return faults
