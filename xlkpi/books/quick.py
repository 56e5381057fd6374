"""A Book that is only read, many times over, block by block."""

from __future__ import annotations

from xlkpi.books.book import Block
from xlkpi.books.file import FileBook
from xlkpi.books.ooxml.usual import Odd, UsualCells


class QuickBook(FileBook):
    """A workbook file read four times as fast; the values are those of FileBook."""

    _usual: dict[str, UsualCells | None]

    def names(self) -> frozenset[str]:
        """Every defined name; whether it stands for a rectangle is only looked at when it is read."""
        return frozenset(one.name for one in self.file.names if one.sheet is None)

    def read(self, name: str) -> Block:
        """Rows of the named block. Raises NameMissing."""
        area = self._area(name)
        cells = None if self._changed else self._cells(area.sheet)
        try:
            return super().read(name) if cells is None else cells.block(area)
        except Odd:  # the parser says what is odd, and where
            return super().read(name)

    def _cells(self, sheet: str) -> UsualCells | None:
        if not hasattr(self, "_usual"):
            self._usual = {}
        if sheet not in self._usual:
            self._usual[sheet] = self.file.usual(sheet)
        return self._usual[sheet]
