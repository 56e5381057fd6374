"""How a workbook is told: fields, tables, lines, remarks and charts of its pages, and the numbers of its rulebook.

Layout, drawing, checks and explanations all follow from what is declared here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Literal, TypeAlias

from xlkpi.drawing.layout import Named, Role
from xlkpi.drawing.validation import NumberRule, Rule, Ruled
from xlkpi.records import dataclass

MOST_SQUARE = 300
"""Rows of a roster of everybody by everybody: 300 people make 90,000 cells, which a workbook still bears."""

PLACE = re.compile(r"\{([^{}#+:]+)([+:]?)\}")
"""What stands for a cell in formulas: a title, alone, with + for the same place of another span, with : for a row."""

Needed: TypeAlias = Literal["", "row", "begun", "appraised", "others", "paid", "factor"]
"""Which rows need a value: none, all in use, those where the column is partly filled, those of people appraised.

With "others" those that decide a result, once one of them has a value; "paid" is told of people appraised without an
amount, "factor" once one of them has one.
"""

When: TypeAlias = tuple[str, Mapping[str, Any]]
"""A condition, written like the formula of a cell ({} is the cell itself), and the look it lays over the cell."""


SEAL = "盖章"
"""Where a company's round seal of 40 mm has room: a column of signatures, or the foot of a sheet."""

OWN_FUNCTION = re.compile(r"\bKPI_\w+\s*\(")
"""A call of a function of ours in a formula."""


def fault_in(cell: str = "{}") -> str:
    """The condition that a cell meant for a number holds a sentence or an error."""
    return f"IF(ISERROR({cell}),TRUE,AND(ISTEXT({cell}),LEN({cell})>0))"


class _Entry(Ruled):
    """A column, field or line of a page."""

    wrong: str | None

    @property
    def shown_wrong(self) -> str:
        """The condition under which a cell is shown as wrong: the given one, else where it holds what its rule refuses.

        Weights that total 100 instead of 100% are as good.
        """
        if self.wrong is not None or not isinstance(self.rule, NumberRule):
            return self.wrong or ""
        return "ISTEXT({})" if getattr(self, "sums", False) else self.rule.refused


@dataclass(frozen=True)
class Column(_Entry):
    """One column (or `span` columns of one block) of a table.

    How it is filled: `array` is the array formula that computes the whole block, `cell` a native formula for each row;
    with neither of them people fill it in. A column without name and formula carries running numbers, as does a
    `fixed` one without `values`; `values` are what stands in the rows of a new workbook. In formulas and conditions
    {title} stands for the cell of that column in the same row, {title+} for the cell of another span at the same
    place, {title:} for all cells of a span in the row, {#} for the number of the row and {+} for that of the column in
    its span, both counted from 1.

    What it holds: `number` marks computed cells that hold a number or nothing (a text there is a fault's sentence),
    `levels` names the block that lists what a computed level may be,
    `needed` says which rows must have a value, `spared_by` with which choice of which setting none must,
    `only_appraised` that nobody else has one, `at_most` which block has the number of the same row that it may not
    exceed, `counted_by` which block counts the people whose number is typed, `unique` that no value stands twice,
    `sums` that what is typed totals 100%, `pay` that it is somebody's money, `after_final` that people fill it in once
    the workbook is final, in rows where the block `closed_by`, which may change results, is blank, `against`
    the table of parameters (指标 of 指标_目标) with name, target, direction of each place of a span, `named_by` the
    block that names each place of a span: below a blank name nothing counts.

    How it looks: `wrong` is a condition under which a cell is shown as wrong (where none is given, text and numbers
    that a rule of numbers refuses), `doubt` one under which it asks for a decision, `also` are further conditions.
    `each` adds looks to single columns of a span, of which only the first `shown` are seen, at least as many as cells
    are filled in the block `shown_by`; a `square` span is as wide
    as its roster is long, and its columns are in use where they have a heading. `cells` sheet columns are merged for
    each cell. `total` adds the column up in the table's last row. One heading of `heads` with {+} serves a whole span.
    `named_heads` is the name of the headings of a span, where people fill them in by `heads_rule`; of the given
    `heads` a new workbook shows as many as the setting `heads_setting` of the scheme says.
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
    wrong: str | None = None
    doubt: str = ""
    heads: tuple[str, ...] = ()
    hidden: bool = False
    each: tuple[tuple[str, ...], ...] = ()
    shown: int | None = None
    shown_by: str = ""
    square: bool = False
    values: tuple[str | float, ...] = ()
    fixed: bool = False
    levels: str = ""
    needed: Needed = ""
    spared_by: tuple[str, str] = ("", "")
    only_appraised: bool = False
    at_most: str = ""
    counted_by: str = ""
    unique: bool = False
    sums: bool = False
    pay: bool = False
    also: tuple[When, ...] = ()
    cells: int = 1
    total: bool = False
    named_heads: str = ""
    heads_rule: Rule | None = None
    heads_setting: str = ""
    after_final: bool = False
    closed_by: str = ""
    against: str = ""
    named_by: str = ""

    @property
    def numbered(self) -> bool:
        """Whether the column carries running numbers."""
        return not self.computed and not self.values and (self.fixed or not self.name)

    @property
    def computed(self) -> bool:
        """Whether formulas fill the column."""
        return bool(self.array or self.cell)

    @property
    def role(self) -> Role:
        """Who fills the column."""
        return "computed" if self.computed else "input" if self.name and not self.fixed else "fixed"

    def head(self, place: int) -> str:
        """Return the heading over a place of the span, from 0."""
        if not self.heads:
            return self.title
        return self.heads[0].replace("{+}", str(place + 1)) if len(self.heads) == 1 else self.heads[place]

    @property
    def sheet_columns(self) -> int:
        """Number of sheet columns the column takes."""
        return self.span * self.cells


@dataclass(frozen=True)
class Table:
    """Rows of the same columns; `shown` rows are drawn even while empty, the others appear as they are filled.

    `spans` are names over several neighbouring columns: name, title of the first, title of the last. A `roster` may be
    built with another number of rows; its rows are the same people in every roster of a workbook. A row is in use where
    the column `key` (or any column from there to `key_to`) is filled in. `groups` are headings over several columns
    (heading, title of the first, title of the last), `once` are titles of columns of which two rows do not say the
    same, `raters` those of columns in which several people score one thing, `total` is the label of a last row that
    adds up. `muted` is a condition under which a whole row is greyed. A table `without_head` draws only its rows;
    `first` is its first sheet column.
    """

    title: str
    columns: tuple[Column, ...]
    rows: int
    shown: int = 8
    key: str = ""
    key_to: str = ""
    spans: tuple[tuple[str, str, str], ...] = ()
    roster: bool = False
    row_height: float = 21
    head_height: float = 30
    groups: tuple[tuple[str, str, str], ...] = ()
    once: tuple[str, ...] = ()
    raters: tuple[str, ...] = ()
    total: str = ""
    muted: str = ""
    without_head: bool = False
    first: int = 0

    @property
    def named(self) -> tuple[Named, ...]:
        """The defined names of the table; a column without a name is only shown."""
        rows = None if self.roster else self.rows
        own = tuple(Named(c.name, c.role, rows, None if c.square else c.span) for c in self.columns if c.name)
        heads = tuple(Named(c.named_heads, "input", 1, c.span) for c in self.columns if c.named_heads)
        return (
            *own,
            *heads,
            *(
                Named(name, "span", rows, sum(c.sheet_columns for c in self._between(a, b)))
                for name, a, b in self.spans
            ),
        )

    def spanned(self, name: str) -> list[str]:
        """Return the blocks over which a name of several columns stands; none where it is no such name."""
        return [column.name for one, first, last in self.spans if one == name for column in self._between(first, last)]

    def _between(self, first: str, last: str) -> tuple[Column, ...]:
        titles = [column.title for column in self.columns]
        return self.columns[titles.index(first) : titles.index(last) + 1]

    def of_rows(self, rows: int) -> Table:
        """Return the table with another number of rows, as wide as it is long where it is square."""
        columns = tuple(replace(column, span=rows) if column.square else column for column in self.columns)
        return replace(self, rows=rows, columns=columns)

    @property
    def grows(self) -> bool:
        """Whether there are spare rows that show only as they are filled."""
        return self.shown < self.rows

    @property
    def head_lines(self) -> int:
        """Rows of the headings."""
        return 0 if self.without_head else 2 if self.groups else 1

    @property
    def keys(self) -> tuple[Column, ...]:
        """The columns that are filled in where a row is in use: those declared, else the first that people fill in."""
        key = self.key or next((c.title for c in self.columns if c.role == "input"), self.columns[0].title)
        return self._between(key, self.key_to or key)

    @property
    def numbers(self) -> frozenset[str]:
        """Computed blocks that hold numbers or nothing."""
        return frozenset(c.name for c in self.columns if c.name and c.number and c.computed)

    @property
    def width(self) -> int:
        """Number of sheet columns."""
        return sum(c.sheet_columns for c in self.columns)

    @property
    def inputs(self) -> tuple[Column, ...]:
        """The columns that people fill in."""
        return tuple(column for column in self.columns if column.role == "input")


@dataclass(frozen=True)
class Field(_Entry):
    """One value with its label: where it stands (row of its group, first column), how wide label and value.

    Without a name it is only shown; without a label it stands alone. `formula` computes it, `value` stands there in a
    new workbook, or the value of the scheme's `setting` where the scheme has one. `native` is the twin of a formula
    with functions of ours, in functions of every program: the same result for input that is right. `lines` rows are
    merged for it; the label stands `above` it instead of left of it. `looks` replace the fill and frame that follow
    from who fills it in where they begin with "bare". A field `after_final` is filled in once the workbook is final.
    """

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
    value: str | float | None = None
    setting: str = ""
    lines: int = 1
    above: bool = False
    label_looks: tuple[str, ...] = ("label", "grid")
    needed: Needed = ""
    wrong: str | None = None
    doubt: str = ""
    native: str = ""
    after_final: bool = False

    @property
    def plain(self) -> Field:
        """The field without functions of ours."""
        return replace(self, formula=self.native) if self.native else self

    @property
    def named(self) -> tuple[Named, ...]:
        """The defined name of the field, none for one that is only shown."""
        return (Named(self.name, self.role),) if self.name else ()

    @property
    def role(self) -> Role:
        """Who fills the field."""
        return "computed" if self.formula else "input" if self.name else "fixed"

    @property
    def numbers(self) -> frozenset[str]:
        """The name of a computed field that holds a number or nothing."""
        return frozenset({self.name}) if self.name and self.number and self.formula else frozenset()


@dataclass(frozen=True)
class Fields:
    """Fields side by side and below each other; `heights` of the lines in points, the last one for all further lines.

    A line of height `gap` is left free below them (0: none). `beside` places them in the line where the section above
    them begins.
    """

    fields: tuple[Field, ...]
    heights: tuple[float, ...] = (24,)
    beside: bool = False
    gap: float = 6

    @property
    def line_heights(self) -> tuple[float, ...]:
        """Height of every line."""
        lines = max(field.line + field.lines + (1 if field.above else 0) for field in self.fields)
        return tuple(self.heights[min(line, len(self.heights) - 1)] for line in range(lines))

    @property
    def named(self) -> tuple[Named, ...]:
        """The defined names of the fields."""
        return tuple(named for entry in self.fields for named in entry.named)

    @property
    def numbers(self) -> frozenset[str]:
        """Computed fields that hold numbers or nothing."""
        return frozenset(name for entry in self.fields for name in entry.numbers)


@dataclass(frozen=True)
class Line(_Entry):
    """One row of named cells side by side; formulas, conditions and looks as in Column and Field.

    {name} stands for the cell of another line of the page in the same column.
    """

    name: str
    label: str
    looks: tuple[str, ...] = ("center",)
    array: str = ""
    cell: str = ""
    rule: Rule | None = None
    number: bool = False
    wrong: str | None = None
    doubt: str = ""
    height: float = 22
    unique: bool = False
    levels: str = ""
    label_looks: tuple[str, ...] = ("label", "grid")
    needed: Needed = ""
    named_by: str = ""

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
    """A heading over what follows on a page, `span` sheet columns wide (0: the whole page)."""

    text: str
    span: int = 0


@dataclass(frozen=True)
class Note:
    """A remark over the whole width of a page; `beside` places it in the line where the section above it begins.

    A remark beside takes `span` sheet columns from `column` on and `lines` rows, from `line` rows below that line on.
    """

    text: str
    height: float = 30
    beside: bool = False
    column: int = 0
    span: int = 0
    lines: int = 1
    line: int = 0
    looks: tuple[str, ...] = ("note", "wrap", "left", "top")


@dataclass(frozen=True)
class Series:
    """One row of columns of a chart: its title, where names and values stand, its colour.

    Both are defined names; `name:head` is the row of headings over a block, `name:total` the row that adds it up.
    `striped` columns are told from plain ones without colours.
    """

    title: str
    categories: str
    values: str
    colour: str
    striped: bool = False


@dataclass(frozen=True)
class Chart:
    """A native column chart; `column` is the sheet column of its corner, `size` its width and height in pixels.

    It takes `rows` rows of the page, or, with `beside`, begins in the line where the section above it begins.
    """

    title: str
    series: tuple[Series, ...]
    column: int
    size: tuple[int, int]
    label_format: str = "0;;"
    gap: int = 80
    overlap: int = -5
    font_size: int = 9
    title_size: int = 11
    beside: bool = False
    rows: int = 0


@dataclass(frozen=True)
class Unprinted:
    """What follows on the page, after a free line, stands outside the printed area."""


Part: TypeAlias = Fields | Table | Lines | Section | Note | Chart | Unprinted


@dataclass(frozen=True)
class PageSpec:
    """One page: fields, sections, tables and remarks below each other; `widths` default to those of its first table.

    `footer` stands at the foot of every sheet of paper, or there `signers` have room to sign: roles, 日期, the seal.
    `portrait` turns the paper, `large` takes A3, `one_sheet` prints everything on one sheet of it; `annex` stands small
    over the title (None: the title takes its line).
    The rows down to the head of the first table are frozen (`frozen_rows` says otherwise), and `frozen_columns`
    columns; `selected` is the cell the cursor stands in (row and column from 0).
    """

    title: str
    heading: str
    parts: tuple[Part, ...]
    footer: str = ""
    signers: tuple[str, ...] = ()
    widths: tuple[float, ...] = ()
    portrait: bool = False
    large: bool = False
    one_sheet: bool = False
    annex: str | None = ""
    frozen_rows: int | None = None
    frozen_columns: int = 0
    selected: tuple[int, int] | None = None

    def of_rows(self, rows: int | None) -> PageSpec:
        """Return the page with rosters of another number of rows."""
        if rows is None:
            return self
        parts = (part.of_rows(rows) if isinstance(part, Table) and part.roster else part for part in self.parts)
        return replace(self, parts=tuple(parts))

    @property
    def plain(self) -> PageSpec:
        """The page without functions of ours, as far as its fields have native twins."""
        parts = tuple(
            replace(part, fields=tuple(entry.plain for entry in part.fields)) if isinstance(part, Fields) else part
            for part in self.parts
        )
        return replace(self, parts=parts)

    @property
    def formulas(self) -> Iterator[str]:
        """Every formula of the page."""
        for part in self.parts:
            if isinstance(part, Fields):
                yield from (entry.formula for entry in part.fields)
            elif isinstance(part, Table):
                yield from (text for column in part.columns for text in (column.array, column.cell, *column.heads))
            elif isinstance(part, Lines):
                yield from (text for line in part.lines for text in (line.array, line.cell))

    @property
    def printed(self) -> tuple[Part, ...]:
        """The parts within the printed area."""
        ends = (place for place, part in enumerate(self.parts) if isinstance(part, Unprinted))
        return self.parts[: next(ends, len(self.parts))]

    @property
    def growing(self) -> Table | None:
        """The table at the end of the page that has spare rows: the paper ends with its rows in use.

        No other table of a page may have spare rows, because rows in the middle of a page cannot be left out.
        """
        last = self.printed[-1]
        return last if isinstance(last, Table) and last.grows else None


def named_parts(pages: tuple[PageSpec, ...]) -> Iterator[Fields | Table | Lines]:
    """Yield every part of the pages that carries names, in reading order."""
    for page in pages:
        for part in page.parts:
            if isinstance(part, (Fields, Table, Lines)):
                yield part
