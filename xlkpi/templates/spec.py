"""Sheets told as data: tables, fields and numbers of the rulebook; layout and drawing both follow from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from xlkpi.templates.layout import Named, Role
from xlkpi.templates.rules import Rule

CONFIRMED = "_已确认"
"""What the name of a block of 是/否 ends with: whether assumed numbers were confirmed."""

SETTINGS = "参数"
"""What the names of the settings of a scheme begin with."""


@dataclass(frozen=True)
class Column:
    """One column (or `span` columns of one block) of a table.

    `array` is the array formula that computes the whole block, `cell` a native formula for each row in which {title}
    stands for the cell of that column in the same row; with neither of them people fill it in. `number` marks computed
    cells that hold a number or nothing: a text there is a fault's sentence. `wrong` is a condition, written like
    `cell`, under which a cell is shown as wrong, `doubt` one under which it asks for a decision. A column
    without name and formula carries running numbers; `values` are what stands in the rows of a new workbook, `each`
    adds looks to single columns of a span, of which only the first `shown` are seen.
    """

    title: str
    name: str
    width: float
    looks: tuple[str, ...] = ("center",)
    array: str = ""
    cell: str = ""
    rule: Rule | None = None
    span: int = 1
    number: bool = False
    wrong: str = ""
    doubt: str = ""
    heads: tuple[str, ...] = ()
    hidden: bool = False
    each: tuple[tuple[str, ...], ...] = ()
    shown: int | None = None
    values: tuple[str | float, ...] = ()

    @property
    def computed(self) -> bool:
        """Whether formulas fill the column."""
        return bool(self.array or self.cell)

    @property
    def role(self) -> Role:
        """Who fills the column."""
        return "computed" if self.computed else "input" if self.name else "fixed"


@dataclass(frozen=True)
class Table:
    """Rows of the same columns; `shown` rows are drawn even while empty, the others appear as they are filled.

    `spans` are names over several neighbouring columns: name, title of the first, title of the last. A `roster` may be
    built with another number of rows.
    """

    title: str
    columns: tuple[Column, ...]
    rows: int
    shown: int = 8
    key: str = ""
    spans: tuple[tuple[str, str, str], ...] = ()
    roster: bool = False

    @property
    def named(self) -> tuple[Named, ...]:
        """The defined names of the table; a column without a name is only shown."""
        rows = None if self.roster else self.rows
        own = tuple(Named(c.name, c.role, rows, c.span) for c in self.columns if c.name)
        return (*own, *(Named(name, "span", rows, self._columns(a, b)) for name, a, b in self.spans))

    def _columns(self, first: str, last: str) -> int:
        titles = [column.title for column in self.columns]
        return sum(column.span for column in self.columns[titles.index(first) : titles.index(last) + 1])

    @property
    def numbers(self) -> frozenset[str]:
        """Computed blocks that hold numbers or nothing."""
        return frozenset(c.name for c in self.columns if c.name and c.number and c.computed)

    @property
    def width(self) -> int:
        """Number of sheet columns."""
        return sum(c.span for c in self.columns)


@dataclass(frozen=True)
class Field:
    """One named value with its label: where it stands (row below the title, first column), how wide label and value."""

    name: str
    label: str
    line: int
    column: int
    span: int = 1
    looks: tuple[str, ...] = ("center",)
    rule: Rule | None = None
    formula: str = ""
    label_span: int = 1
    number: bool = False

    @property
    def named(self) -> Named:
        """The defined name of the field."""
        return Named(self.name, "computed" if self.formula else "input")


@dataclass(frozen=True)
class Line:
    """One row of named cells side by side; formulas and looks as in Column, {name} is another line's cell above it."""

    name: str
    label: str
    looks: tuple[str, ...] = ("center",)
    array: str = ""
    cell: str = ""
    rule: Rule | None = None
    number: bool = False
    doubt: str = ""
    height: float = 22

    @property
    def role(self) -> Role:
        """Who fills the line."""
        return "computed" if self.array or self.cell else "input"


@dataclass(frozen=True)
class Lines:
    """Lines below each other, `columns` cells wide, from sheet column `first` on; the labels take those before it."""

    title: str
    lines: tuple[Line, ...]
    columns: int
    first: int = 1

    @property
    def named(self) -> tuple[Named, ...]:
        """The defined names of the lines."""
        return tuple(Named(line.name, line.role, 1, self.columns) for line in self.lines)

    @property
    def numbers(self) -> frozenset[str]:
        """Computed lines that hold numbers or nothing."""
        return frozenset(line.name for line in self.lines if line.number and line.role == "computed")


@dataclass(frozen=True)
class Section:
    """A heading over what follows on a page."""

    text: str


@dataclass(frozen=True)
class Note:
    """A remark over the whole width of a page."""

    text: str
    height: float = 30


Part: TypeAlias = Field | Table | Lines | Section | Note


@dataclass(frozen=True)
class PageSpec:
    """One page: fields, sections, tables and remarks below each other; `widths` default to those of its first table.

    `portrait` turns the paper, `one_sheet` prints everything on one sheet of it.
    """

    title: str
    heading: str
    parts: tuple[Part, ...]
    footer: str = ""
    widths: tuple[float, ...] = ()
    portrait: bool = False
    one_sheet: bool = False


@dataclass(frozen=True)
class NumberColumn:
    """A column of numbers of the rulebook: its key in the scheme file, defined name, heading, looks and rule."""

    key: str
    name: str
    title: str
    looks: tuple[str, ...] = ("factor",)
    rule: Rule | None = None


@dataclass(frozen=True)
class NumberTable:
    """A table of the scheme on the page of parameters; `label` is the defined name of its first column.

    `rows` leaves room for entries that people add.
    """

    key: str
    title: str
    label: str
    heading: str
    columns: tuple[NumberColumn, ...]
    rows: int
    together: str = ""

    @property
    def prefix(self) -> str:
        """What the names of the table begin with."""
        return self.label.partition("_")[0]

    @property
    def named(self) -> tuple[Named, ...]:
        """The defined names of the table; `together` is one name over the label and all columns."""
        spans = (Named(self.together, "span", self.rows, 1 + len(self.columns)),) if self.together else ()
        names = (self.label, *(column.name for column in self.columns), self.prefix + CONFIRMED)
        return (*(Named(name, "input", self.rows) for name in names), *spans)


@dataclass(frozen=True)
class Setting:
    """One setting of the scheme on the page of parameters: key in the file, defined name, label, looks and rule."""

    key: str
    name: str
    label: str
    looks: tuple[str, ...] = ("factor",)
    rule: Rule | None = None
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Numbers:
    """Everything on the page of parameters."""

    tables: tuple[NumberTable, ...]
    settings: tuple[Setting, ...]

    @property
    def named(self) -> tuple[Named, ...]:
        """The defined names of the page."""
        own = tuple(Named(setting.name) for setting in self.settings)
        labels = Named(f"{SETTINGS}_项目", "fixed", len(self.settings))
        confirmed = Named(SETTINGS + CONFIRMED, "input", len(self.settings))
        return (*(named for table in self.tables for named in table.named), *own, labels, confirmed)


def confirmations(numbers: Numbers) -> dict[str, str]:
    """Which block of 是/否 confirms the rows of which block of labels."""
    tables = {table.prefix + CONFIRMED: table.label for table in numbers.tables}
    return {**tables, SETTINGS + CONFIRMED: f"{SETTINGS}_项目"}


def layout_names(*parts: Table | Lines | Field | Numbers | Named) -> tuple[Named, ...]:
    """The defined names of all parts of a workbook, in reading order."""
    found: list[Named] = []
    for part in parts:
        if isinstance(part, Named):
            found.append(part)
        elif isinstance(part, Field):
            found.append(part.named)
        else:
            found.extend(part.named)
    return tuple(found)


def number_names(*parts: Table | Lines | Field | Numbers | Named) -> frozenset[str]:
    """Computed names of all parts that hold numbers or nothing."""
    found: set[str] = set()
    for part in parts:
        if isinstance(part, (Table, Lines)):
            found |= part.numbers
        elif isinstance(part, Field) and part.number:
            found.add(part.name)
    return frozenset(found)
