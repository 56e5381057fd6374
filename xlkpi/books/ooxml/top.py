"""The first rows of a worksheet that is too large to be read wholly, cut out of its XML before it is parsed."""

from __future__ import annotations

import re
from typing import Final

from xlkpi.books.ooxml.content import SheetContent
from xlkpi.books.ooxml.looks import SheetLooks
from xlkpi.records import dataclass

_ROW: Final = re.compile(rb"<((?:\w+:)?)row\b[^>]*?\sr=\"(\d+)\"")
_END: Final = re.compile(rb"</(?:\w+:)?sheetData\s*>")


@dataclass(frozen=True, slots=True)
class SheetTop:
    """The first rows of a worksheet and the number of its last row."""

    content: SheetContent
    looks: SheetLooks
    last_row: int


def last_row(data: bytes) -> int:
    """The number of the last row, 0 where it does not stand with the row: from the end, nothing is parsed."""
    end = data.rfind(b"sheetData>")
    at = max(data.rfind(b"<row ", 0, end), data.rfind(b":row ", 0, end) - 8)
    numbers = [int(found[2]) for found in _ROW.finditer(data, max(0, at))]
    return numbers[-1] if numbers else 0


def first_rows(data: bytes, rows: int) -> bytes | None:
    """The worksheet's XML without the rows below some number; None where it cannot be cut."""
    behind = next((found for found in _ROW.finditer(data) if int(found[2]) > rows), None)
    ends = list(_END.finditer(data, behind.start())) if behind else []
    return data[: behind.start()] + data[ends[-1].start() :] if behind and ends else None
