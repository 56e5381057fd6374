"""What stands in the summaries of a folder held against the workbooks beside them from which it was collected."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from xlkpi.actions.collect import takes
from xlkpi.actions.opening import open_book, read_parts
from xlkpi.books.book import Book
from xlkpi.drawing.workbook_reading import as_text, is_blank, read_blocks
from xlkpi.errors import Fault
from xlkpi.records import dataclass


@dataclass(frozen=True)
class Form:
    """A workbook from which others collect: its kind, its month, and the record that is taken from it."""

    kind: str
    month: str
    taken: Any


def forms_in(book: Book, file: str) -> list[Form]:
    """Return what others would collect from a workbook that was computed; of one not filled in nothing."""
    found = []
    for one in read_parts(book)[0]:
        take = takes().get(one.kind.key)
        reading = read_blocks(one.book, one.kind)
        if take is None or reading.month is None:
            continue
        if not all(is_blank(value) for name in take.entries for value in reading.column(name)):
            found.append(Form(take.kind, reading.month, take.read(reading, file)))
    return found


def collects(book: Book) -> bool:
    """Tell whether a workbook collects from others."""
    return any(one.kind.takes for one in read_parts(book)[0])


def disagreements(path: Path, forms: Sequence[Form]) -> list[Fault]:
    """Return where a summary has other numbers than the forms of its branch and month that lie beside it.

    What was not collected yet, and what collecting complains of, is none. Raises CannotRead.
    """
    found = []
    for summary in read_parts(open_book(path))[0]:
        branch = as_text(summary.field("分公司")) if summary.has("分公司") else ""
        for take in summary.kind.takes:
            ours = [one.taken for one in forms if (one.kind, one.month) == (take.kind, summary.month)]
            found += take.differs(summary, [one for one in ours if one.branch in (branch, "")])
    return found
