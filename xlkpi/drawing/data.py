"""Tables of data that fill workbooks: their records, what they are called, and how they become blocks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field

from xlkpi.errors import Fault, Sentence, sentence
from xlkpi.records import dataclass

Record = Mapping[str, str]
"""One line of a table: column to text, blanks around it taken off."""

Columns = Mapping[str, Sequence[Sequence[str]]]
"""Texts by block, row by row, as they will become values of cells."""


@dataclass(frozen=True)
class DataTable:
    """Records of one source, and the file and line each of them came from."""

    source: Source
    records: tuple[Record, ...]
    origins: tuple[tuple[str, int], ...]

    @property
    def groups(self) -> list[list[int]]:
        """The records (from 0) of each workbook that the table fills, in order of appearance."""
        found: dict[tuple[str, ...], list[int]] = {}
        for number, record in enumerate(self.records):
            found.setdefault(tuple(record.get(column, "") for column in self.source.split), []).append(number)
        return list(found.values())

    def fault(self, number: int, zh: str, en: str, /, **values: str | float | Sentence) -> Fault:
        """Make a fault about a record (from 0); it names the line of the file."""
        origin, line = self.origins[number]
        return Fault(origin, sentence(f"第{{line}}行 {zh}", f"line {{line}}: {en}", **values, line=line))


DataCheck = Callable[[DataTable], list[Fault]]


@dataclass(frozen=True)
class Source:
    """A table of data that fills workbooks of a kind.

    It is known by the name of its file (`title`) or by its `required` columns. `make` turns records into the texts of
    blocks. Where `split` names columns, the records of equal values in them make one workbook each, in a folder named
    by `folder` and a file named by `file`, both columns too. `called` is what it is called in both languages.
    """

    title: str
    make: Callable[[Sequence[Record]], Columns]
    columns: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    split: tuple[str, ...] = ()
    folder: str = ""
    file: tuple[str, ...] = ()
    called: tuple[str, str] = ("", "")
    checks: tuple[DataCheck, ...] = field(default=())


def column_of(records: Sequence[Record], column: str) -> list[list[str]]:
    """Return one column of records as the rows of a block."""
    return [[record.get(column, "")] for record in records]


def first_given(records: Sequence[Record], column: str) -> str:
    """Return the first entry of a column that is not blank, "" where all are."""
    return next((record[column] for record in records if record.get(column)), "")
