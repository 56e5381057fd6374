"""What becomes of the cells of a company's own workbook in its copy for the next month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import field

from xlkpi.adopt.grid import Place
from xlkpi.books.areas import reference_of
from xlkpi.books.ooxml import WorkbookFile
from xlkpi.errors import Fault, sentence
from xlkpi.records import dataclass


@dataclass
class Turned:
    """What becomes of the cells of a workbook, by sheet and reference, and what a person should look at."""

    cells: dict[str, dict[str, dt.date | str | None]] = field(default_factory=dict)
    notices: list[Fault] = field(default_factory=list)

    def has(self, sheet: str, place: Place) -> bool:
        """Whether something has become of a cell already."""
        return reference_of(*place) in self.cells.get(sheet, {})

    def open_cells(self, file: WorkbookFile, sheet: str) -> Iterator[tuple[Place, str]]:
        """The typed texts of a sheet of which nothing has become yet."""
        for place, cell in file.sheet(sheet).cells.items():
            if not self.has(sheet, place) and cell.formula is None and isinstance(cell.value, str):
                yield place, cell.value

    def put(self, sheet: str, place: Place, value: dt.date | str | None) -> None:
        """Let a value stand in a cell."""
        self.cells.setdefault(sheet, {})[reference_of(*place)] = value

    def tell(self, sheet: str, place: Place, zh: str, en: str) -> None:
        """Leave a cell to a person."""
        self.notices.append(Fault(f"{sheet}!{reference_of(*place)}", sentence(zh, en), notice=True))
