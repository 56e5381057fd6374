"""The Book: a workbook in our words - blocks by defined name, one read and one write per block."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol, TypeAlias

from xlkpi.errors import CellError, Fault, sentence

Value: TypeAlias = bool | float | str | dt.date | dt.datetime | dt.time | CellError | None
"""What a cell holds, the same from every Book: empty is None, a number float; text that looks like a number is text."""

Block: TypeAlias = list[list[Value]]
"""The rows of a rectangle of cells."""


class Book(Protocol):
    """A workbook whose layout is found by defined name, never by address."""

    @property
    def title(self) -> str:
        """The file's name as a user would say it, for messages."""

    @property
    def argument(self) -> str:
        """The file as it can be copied into a command line, with its folder."""

    def names(self) -> frozenset[str]:
        """Defined names and table names that stand for one rectangle of cells, sheet-scoped ones included."""

    def read(self, name: str) -> Block:
        """Rows of the named block. Raises NameMissing."""

    def shown(self, name: str) -> Block:
        """Rows of the named block, a number in a number format of zeros as the text it shows: 205 in `0000` is 0205.

        Raises NameMissing.
        """

    def write(self, name: str, rows: Sequence[Sequence[Value]]) -> None:
        """Put values into the named block from its first cell on; the rest of the block becomes empty.

        Text is written as text, never as a formula. Raises NameMissing, and CannotWrite where the rows do not fit
        the block or a cell of the block holds a formula.
        """

    def computes(self, name: str) -> list[list[bool]]:
        """For every cell of the named block, whether a formula stands behind it. Raises NameMissing."""

    def place(self, name: str, row: int = 0, column: int = 0) -> str:
        """Where a cell of the named block stands (`附件3!D14`); row and column count from 0. Raises NameMissing."""

    def printed(self, name: str) -> int | None:
        """How many rows of the named block, from its first, go to paper; None where its page has no print area.

        Raises NameMissing.
        """

    def print_to(self, name: str, rows: int, columns: int | None = None) -> None:
        """End the page's print area with that many rows (and columns) of the named block.

        A page without a print area, or with several, stays as it is. Raises NameMissing.
        """

    def beside(self, name: str, right: int) -> list[Value]:
        """What stands that many columns right of each row of the named block's first column. Raises NameMissing."""

    def row_height(self, name: str, row: int) -> float | None:
        """Height in points of a row of the named block (from 0), None where it has none. Raises NameMissing."""

    def set_row_heights(self, name: str, heights: Sequence[float]) -> None:
        """Give the rows of the named block, from its first on, these heights in points. Raises NameMissing."""

    def recalculate(self) -> list[Fault]:
        """Compute every formula; faults name those that could not be computed (their results stay as they were)."""

    def save(self, to: Path | None = None) -> Path:
        """Write in place, keeping the previous version, or to another path. Raises CannotWrite."""

    @property
    def notices(self) -> list[Fault]:
        """What the user should know of the last save, nothing of which makes it unsafe."""


UNCHANGED = sentence("内容没有变化，文件未改动", "nothing changed; the file was left as it is")
"""What the notices of a save say where there was nothing to write."""

Changes: TypeAlias = Mapping[str, Sequence[Sequence[Value]]]
"""Blocks to be written, by name."""
