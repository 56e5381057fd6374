"""Rows torn apart: people who were sorted or shifted while a column of theirs stayed behind.

A workbook remembers, in a block that nobody sees, a mark of every cell that people type into a roster, as it stood when
it was last saved by a verb. Whoever stands in another row now, beside a value that belonged to that row, has somebody
else's; single edits, new people and people who left leave no such trace.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from xlkpi.books.book import Block, Book, Value
from xlkpi.drawing.kind import Kind
from xlkpi.drawing.layout import ROWS_NAME
from xlkpi.drawing.spec import Column
from xlkpi.drawing.workbook_reading import Reading, is_blank
from xlkpi.errors import Fault
from xlkpi.records import dataclass

Marks = Mapping[str, Sequence[str]]
"""A mark of every cell by block, row by row; "" for a blank one."""
LENGTH = 8
"""Hexadecimal digits of a mark: one chance in four thousand million that two values have the same."""
TOGETHER, ALONE = 2, 3
"""How many people must have another's value: 工号 and 姓名 moved together; or one alone, where two may be a mix-up
that somebody puts right by hand."""


@dataclass(frozen=True)
class Torn:
    """What stayed behind: the blocks, relative to which blocks, the rows (from 0) of those who have another's.

    `origins` says in which row whoever moved stood before, by the row he stands in now.
    """

    columns: tuple[str, ...]
    anchors: tuple[str, ...]
    rows: tuple[int, ...]
    origins: Mapping[int, int]


def roster_columns(kind: Kind) -> tuple[Column, ...]:
    """Return the columns that people fill in of all rosters of a kind: a row of them is one person's."""
    tables = [table for table in kind.tables if table.roster]
    known = {column.name for table in tables for column in table.columns}
    if not {kind.people.get("id"), kind.people.get("name")} <= known:
        return ()
    return tuple(column for table in tables for column in table.inputs)


def marks_of(blocks: Mapping[str, Block]) -> dict[str, list[str]]:
    """Return the mark of every row of some blocks."""
    return {name: [_mark(row) for row in rows] for name, rows in blocks.items()}


def _mark(row: Sequence[Value]) -> str:
    if all(is_blank(value) for value in row):
        return ""
    said = "\0".join("" if is_blank(value) else str(value).strip() for value in row)
    return hashlib.sha256(said.encode()).hexdigest()[:LENGTH]


def roster_marks(kind: Kind, read: Callable[[str], Block]) -> dict[str, list[str]]:
    """Return the marks of what people typed into the rosters of a workbook; `read` returns a block of it."""
    return marks_of({column.name: read(column.name) for column in roster_columns(kind)})


def remember(book: Book, marks: Marks) -> None:
    """Keep the marks of the roster's rows in the workbook, if it has a place for them. Raises ExcelBusy."""
    if ROWS_NAME not in book.names() or not marks:
        return
    lines = ["|".join(row) for row in zip(*marks.values(), strict=True)]
    rows = ["|".join(marks), *(line if line.strip("|") else None for line in lines)]
    book.write(ROWS_NAME, [[row] for row in rows])


def recalled(book: Book) -> dict[str, list[str]]:
    """Return the marks that the workbook remembers, nothing where it remembers none."""
    if ROWS_NAME not in book.names():
        return {}
    head, *lines = [row[0] for row in book.read(ROWS_NAME)]
    if not isinstance(head, str):
        return {}
    names = head.split("|")
    rows = [str(line or "").split("|") if line else [""] * len(names) for line in lines]
    if any(len(row) != len(names) for row in rows):
        return {}
    return {name: [row[place] for row in rows] for place, name in enumerate(names)}


def torn(before: Marks, after: Marks, id_: str, name: str) -> Torn | None:
    """Return what stayed behind while people moved, None where nothing proves that any did.

    `before` and `after` are the marks of the same rows; `id_` and `name` are the blocks of 工号 and 姓名.
    """
    for anchors in ((id_, name), (id_,), (name,)):
        if any(anchor not in before or anchor not in after for anchor in anchors):
            continue
        origins = _moved([before[one] for one in anchors], [after[one] for one in anchors])
        others = [column for column in after if column in before and column not in anchors]
        stayed = {column: _stayed(before[column], after[column], origins) for column in others}
        least = TOGETHER if len(anchors) > 1 else ALONE
        behind = {column: rows for column, rows in stayed.items() if len(rows) >= least}
        if behind:
            rows = tuple(sorted({row for some in behind.values() for row in some}))
            return Torn(tuple(behind), anchors, rows, origins)
    return None


def _moved(before: Sequence[Sequence[str]], after: Sequence[Sequence[str]]) -> dict[int, int]:
    """Return the old row of everybody who stands in another row now, by the new one; doubles tell nothing."""
    old, new = _rows_of(before), _rows_of(after)
    return {row: old[key] for key, row in new.items() if key in old and old[key] != row}


def _rows_of(anchors: Sequence[Sequence[str]]) -> dict[tuple[str, ...], int]:
    keys = list(zip(*anchors, strict=True))
    counts = Counter(keys)
    return {key: row for row, key in enumerate(keys) if all(key) and counts[key] == 1}


def _stayed(before: Sequence[str], after: Sequence[str], origins: Mapping[int, int]) -> tuple[int, ...]:
    """Return the rows of those who moved beside a value that stayed, unless more values went along or were changed."""
    telling = [row for row, old in origins.items() if before[row] not in ("", before[old])]
    stayed = tuple(row for row in telling if after[row] == before[row])
    return stayed if 2 * len(stayed) > len(telling) else ()


def torn_rows(book: Book, kind: Kind, after: Marks) -> Torn | None:
    """Return what stayed behind in a workbook, given its marks of today, since a verb saved it. Raises ExcelBusy."""
    before = recalled(book)
    if not before or not after:
        return None
    if any(len(after[name]) != len(marks) for name, marks in before.items() if name in after):
        return None
    return torn(before, after, kind.people["id"], kind.people["name"])


def check_rows(reading: Reading) -> list[Fault]:
    """Say that people were sorted or shifted without all of their cells; the fault names the columns left behind."""
    found = torn_rows(reading.book, reading.kind, roster_marks(reading.kind, reading.blocks.__getitem__))
    if found is None:
        return []
    titles = {column.name: column.title for column in roster_columns(reading.kind)}
    zh = (
        "{columns}没有跟着{anchors}移动，有 {count} 人配上了别人的数据（只排序或移动了部分列）。"
        "请撤销，或用 xlkpi people --mend 放回本人名下；确是有意的，用 --as-is 确认"
    )
    en = (
        "{columns} did not move with {anchors}: {count} people have another's data (only part of the columns was "
        "sorted or shifted). Undo it, or xlkpi people --mend puts them back; if it is meant so, confirm with --as-is"
    )
    columns, anchors = ("、".join(titles[name] for name in names) for names in (found.columns, found.anchors))
    fault = reading.fault(
        found.columns[0], found.rows[0], zh, en, columns=columns, anchors=anchors, count=len(found.rows)
    )
    return [fault]
