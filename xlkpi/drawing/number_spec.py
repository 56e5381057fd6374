"""How the pages of parameters are told: the numbers of a rulebook as tables and settings (drawn by parameter_page)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from typing import Literal, TypeAlias

from xlkpi.drawing.layout import YES_NO, Named
from xlkpi.drawing.validation import Rule, Ruled, choice
from xlkpi.records import dataclass

NUMBERS_PAGE = "参数"
"""The page on which the numbers of a rulebook stand unless a table of them has a page of its own."""

CONFIRMED = "_已确认"
"""What the name of a block of 是/否 ends with: whether assumed numbers were confirmed."""

CONFIRMATION = choice(YES_NO, "核对无误后选“是”。", title="已确认")
"""What may stand in such a block."""

MOST_LEVELS = 12
"""Levels of a company's own scale: its workbook states them, and an added sheet has a column of shares for each."""

SETTINGS = "参数"
"""What the names of the settings of a scheme begin with."""


Order: TypeAlias = Literal["", "falling", "lower", "rising", "higher"]
"""How the numbers of a column go on below each other; "" in any way."""


@dataclass(frozen=True)
class NumberColumn(Ruled):
    """A column of numbers of the rulebook: its key in the scheme file, defined name, heading, looks and rule.

    `sums` says that the numbers below each other total 100%, `order` how they go on from row to row: "falling" and
    "rising" may stay the same, "lower" and "higher" never do.
    """

    key: str
    name: str
    title: str
    looks: tuple[str, ...] = ("factor",)
    rule: Rule | None = None
    sums: bool = False
    order: Order = ""


@dataclass(frozen=True)
class NumberTable:
    """A table of the scheme on the page of parameters; `label` is the defined name of its first column.

    `rows` leaves room for entries that people add, unless the table has `exact` as many. `meaning` is the formula of a
    sentence that tells what a row says, {title} stands for the cell of that column and {} for the label. `row_sums` is
    the heading of a column that adds up each row, which must be 100%. In a `headed` table the first row holds words
    that head the columns, not numbers. A long table stands on a `page` of its own; one whose labels are `sentences` has
    a wide first column.
    """

    key: str
    title: str
    label: str
    heading: str
    columns: tuple[NumberColumn, ...]
    rows: int
    together: str = ""
    exact: bool = False
    meaning: str = ""
    row_sums: str = ""
    headed: bool = False
    page: str = NUMBERS_PAGE
    sentences: bool = False
    label_rule: Rule | None = None
    """What a label may be, where the rows are about something that another table lists."""
    spare: tuple[NumberColumn, ...] = ()
    """Further columns that only a company's own workbook may have: more levels than a scheme of ours."""

    @property
    def widest(self) -> tuple[NumberColumn, ...]:
        """All columns that a company's own workbook may have."""
        return (*self.columns, *self.spare)

    @property
    def what(self) -> str:
        """The title without its number and remarks: what a row of the table is, in a sentence."""
        return self.title.partition("、")[2].partition("（")[0] or self.title

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
class Setting(Ruled):
    """One setting of the scheme on the page of parameters: key in the file, defined name, label, looks and rule.

    One that is `open` may stay blank for a while: the document breaks off before its number. A `monthly` one is the
    company's, month by month: nobody confirms it.
    """

    key: str
    name: str
    label: str
    looks: tuple[str, ...] = ("factor",)
    rule: Rule | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    open: bool = False
    monthly: bool = False


@dataclass(frozen=True)
class Numbers:
    """Everything on the pages of parameters; `note` is what people should know beside what every such page says."""

    tables: tuple[NumberTable, ...]
    settings: tuple[Setting, ...]
    note: str = ""

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages of parameters, in their order."""
        return tuple(dict.fromkeys((NUMBERS_PAGE, *(table.page for table in self.tables))))

    @property
    def growing(self) -> tuple[NumberTable, ...]:
        """The tables with room for more entries that end a page: only their entries are printed."""
        last = {table.page: table for table in self.tables if not (table.page == NUMBERS_PAGE and self.settings)}
        return tuple(table for table in last.values() if not table.exact)

    @property
    def named(self) -> tuple[Named, ...]:
        """The defined names of the pages."""
        if not self.settings:
            return tuple(named for table in self.tables for named in table.named)
        own = tuple(Named(setting.name) for setting in self.settings)
        labels = Named(f"{SETTINGS}_项目", "fixed", len(self.settings))
        confirmed = Named(SETTINGS + CONFIRMED, "input", len(self.settings))
        return (*(named for table in self.tables for named in table.named), *own, labels, confirmed)

    @property
    def spare(self) -> tuple[str, ...]:
        """The names of further columns that only a company's own workbook may have."""
        return tuple(column.name for table in self.tables for column in table.spare)

    def within(self, names: frozenset[str]) -> Numbers | None:
        """The tables and columns that a company's own workbook has; None where it has no numbers."""
        if not all(setting.name in names for setting in self.settings):
            return None
        tables = (table for table in self.tables if table.label in names)
        own = (replace(table, columns=tuple(one for one in table.widest if one.name in names)) for table in tables)
        return replace(self, tables=tuple(own))

    @property
    def confirmations(self) -> dict[str, str]:
        """Which block of 是/否 confirms the rows of which block of labels."""
        tables = {table.prefix + CONFIRMED: table.label for table in self.tables}
        return {**tables, SETTINGS + CONFIRMED: f"{SETTINGS}_项目"} if self.settings else tables
