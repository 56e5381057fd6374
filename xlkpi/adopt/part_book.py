"""One form or table of a company's own workbook as a Book: names of our kinds led to where it has them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from xlkpi.adopt.labels import pairs_in
from xlkpi.books.book import Block, Book, Value
from xlkpi.drawing.final_mark import RECORD
from xlkpi.errors import CannotWrite, Fault, NameMissing, sentence

Cell = TypeVar("Cell")
SHARED = frozenset((RECORD,))
"""Names of the whole workbook that each of its parts has: whether it is final."""


@dataclass(frozen=True)
class Led:
    """Where one name of a kind leads: the workbook's own names, one for each stretch of rows, in their order.

    `computed` says that formulas stand there, `marks` that full marks stand there and not weights. A value
    that stands in one cell with its label (`姓名：张三`) is the one behind `label`.
    """

    names: tuple[str, ...]
    computed: bool = False
    label: str = ""
    marks: bool = False


@dataclass(frozen=True)
class PartBook:
    """A Book of which one part is read and written; calculation and saving are those of the whole workbook."""

    book: Book
    led: Mapping[str, Led]
    wide: frozenset[str] = field(default_factory=frozenset)
    """Names of blocks with several columns: any other that lies in one row is a turned column."""

    @property
    def title(self) -> str:
        """The file's name."""
        return self.book.title

    @property
    def argument(self) -> str:
        """The file as it can be copied into a command line."""
        return self.book.argument

    def names(self) -> frozenset[str]:
        """The kind's names that the part has."""
        there = self.book.names()
        return SHARED & there | {name for name, led in self.led.items() if all(own in there for own in led.names)}

    def read(self, name: str) -> Block:
        """Rows of the named block. Raises NameMissing."""
        return self._rows(name, self.book.read)

    def shown(self, name: str) -> Block:
        """Rows of the named block, a number in a number format of zeros as the text it shows. Raises NameMissing."""
        return self._rows(name, self.book.shown)

    def _rows(self, name: str, read: Callable[[str], Block]) -> Block:
        led = self._led(name)
        rows = [row for own in led.names for row in self._upright(name, read(own))]
        if led.label:
            rows = [[_behind(value, led.label) for value in row] for row in rows]
        return rows

    def write(self, name: str, rows: Sequence[Sequence[Value]]) -> None:
        """Put values into the named block. Raises NameMissing, and CannotWrite as the whole workbook does."""
        led = self._led(name)
        if led.label:
            zh, en = "{place} 和文字写在一起，请手工填写", "{place} holds words as well: fill it in by hand"
            raise CannotWrite(sentence(zh, en, place=self.place(name)))
        first = 0
        for own in led.names:
            block = self.book.read(own)
            turned = self._is_turned(name, block)
            count = len(block[0]) if turned else len(block)
            some: list[list[Value]] = [list(row) for row in rows[first : first + count]]
            self.book.write(own, [list(row) for row in zip(*some, strict=True)] if turned else some)
            first += count

    def computes(self, name: str) -> list[list[bool]]:
        """For every cell of the named block, whether a formula stands behind it. Raises NameMissing."""
        led = self._led(name)
        return [row for own in led.names for row in self._upright(name, self.book.computes(own))]

    def place(self, name: str, row: int = 0, column: int = 0) -> str:
        """Where a cell of the named block stands. Raises NameMissing."""
        led = self._led(name)
        for own, block in self._blocks(name):
            turned = self._is_turned(name, block)
            count = len(block[0]) if turned else len(block)
            if row < count or own == led.names[-1]:
                return self.book.place(own, column, row) if turned else self.book.place(own, row, column)
            row -= count
        return self.book.place(led.names[0])

    def printed(self, name: str) -> int | None:
        """Nothing: what goes to paper of a company's own page is the company's."""
        self._led(name)
        return None

    def print_to(self, name: str, rows: int, columns: int | None = None) -> None:
        """Leave the print area of a company's own page as it is."""

    def beside(self, name: str, right: int) -> list[Value]:
        """Nothing: what stands where on a company's own page is known by name only."""
        return [None for _ in self.read(name) if right]

    def row_height(self, name: str, row: int) -> float | None:
        """Nothing: how high the rows of a company's own page are is the company's."""

    def set_row_heights(self, name: str, heights: Sequence[float]) -> None:
        """Leave the rows of a company's own page as they are."""

    def recalculate(self) -> list[Fault]:
        """Compute every formula of the workbook."""
        return self.book.recalculate()

    def save(self, to: Path | None = None) -> Path:
        """Save the workbook. Raises CannotWrite."""
        return self.book.save(to)

    @property
    def notices(self) -> list[Fault]:
        """What the user should know of the last save."""
        return self.book.notices

    def _led(self, name: str) -> Led:
        if name in SHARED:
            return Led((name,))
        if name not in self.led:
            zh, en = "{file} 里没有“{name}”", "{file} has no “{name}”"
            raise NameMissing(sentence(zh, en, file=self.title, name=name))
        return self.led[name]

    def _blocks(self, name: str) -> Iterator[tuple[str, Block]]:
        for own in self._led(name).names:
            yield own, self.book.read(own)

    def _is_turned(self, name: str, block: Sequence[Sequence[object]]) -> bool:
        return name not in self.wide | SHARED and len(block) == 1 and len(block[0]) > 1

    def _upright(self, name: str, block: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
        rows = zip(*block, strict=True) if self._is_turned(name, block) else block
        return [list(row) for row in rows]


def whole_of(book: Book) -> Book:
    """The whole workbook of a part, any other book itself."""
    return book.book if isinstance(book, PartBook) else book


def names_behind(book: Book, name: str) -> tuple[str, ...]:
    """The workbook's own names for a name of its kind: one, or in a company's own workbook one a stretch."""
    return book.led[name].names if isinstance(book, PartBook) else (name,)


def _behind(value: Value, label: str) -> Value:
    """The value behind a label in a text; nothing where the label stands there no more."""
    if not isinstance(value, str):
        return value
    return next((pair.value or None for pair in pairs_in(value) if label in pair.label.readings), None)
