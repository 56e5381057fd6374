"""One record per kind of workbook: its pages, names, buttons, people, checks and data, declared once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from xlkpi.books.book import Block, Value
from xlkpi.drawing import validation
from xlkpi.drawing.data import DataTable, Source
from xlkpi.drawing.layout import SIGN_OFF, Named
from xlkpi.drawing.number_spec import Numbers
from xlkpi.drawing.spec import OWN_FUNCTION, Column, Field, Fields, Line, Lines, PageSpec, Table, named_parts
from xlkpi.errors import Fault, Sentence
from xlkpi.macros.vba import Button
from xlkpi.records import dataclass

if TYPE_CHECKING:
    from xlkpi.drawing.workbook_reading import Reading

Check = Callable[["Reading"], list[Fault]]
"""Looks at a workbook that was read and returns what is wrong in it."""

ID_TITLE = "工号"
"""What the columns and fields of all kinds are called that hold whom a row or a workbook is about."""

MOST_MARKS = 1000
"""No indicator of a company's own form is out of more."""

_FORMULAS: Mapping[type, tuple[str, ...]] = {Column: ("array", "cell"), Line: ("array", "cell"), Field: ("formula",)}
"""What computes a column, a line, a field."""

Explain = Callable[["Reading", int], list[Sentence]]
"""Tells the result of the person in a row of the roster (from 0), a sentence a line."""


PAY = ("工资", "奖金", "基数", "奖惩")
"""What stands in the names of blocks that hold what somebody is paid, or what that is computed from."""


def sounds_like_pay(name: str) -> bool:
    """Tell whether a block of that name holds pay."""
    return any(word in name for word in PAY)


@dataclass(frozen=True)
class Take:
    """What a workbook takes from others of one kind when it collects a folder.

    `kind` is the key of the kind it takes from, `called` its name in both languages. A workbook in which none of
    `entries` is filled in is passed over. `read` makes a plain record of a computed workbook with its file's name.
    `match` turns the records that are right, those that are wrong, and the names of files that could not be read, into
    what goes into the collecting workbook. `differs` tells where that has other numbers than the records, which are
    right and of its month and branch. `full` is the block in which one states its full mark, which must be that of the
    collecting workbook.
    """

    kind: str
    called: tuple[str, str]
    entries: tuple[str, ...]
    read: Callable[[Reading, str], Taken]
    match: Callable[[Reading, Sequence[Any], Sequence[Any], Sequence[str]], Matched]
    differs: Callable[[Reading, Sequence[Any]], list[Fault]]
    full: str = ""


@dataclass(frozen=True)
class Change:
    """A value that collecting put in the place of another: whose it is, what stood there, what stands there now."""

    who: str
    old: Value
    new: Value


@dataclass(frozen=True)
class Missing:
    """Somebody whose workbook is not there, or is there and wrong (`file`, and `why`), and who has to ask for it."""

    id: str
    name: str
    department: str
    supervisor: str
    file: str = ""
    why: Fault | None = None


@dataclass(frozen=True)
class Matched:
    """What goes into a collecting workbook: blocks, how many workbooks they came from, what does not fit.

    `numbers` are the people's numbers that came from their workbooks, by block and row; None of whom none came.
    """

    blocks: Mapping[str, Block]
    count: int
    faults: tuple[Fault, ...] = ()
    numbers: Mapping[str, Mapping[int, Value]] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True)
class Give:
    """What a workbook gives back to the workbooks of one kind in a folder.

    `kind` is the key of that kind, `called` its name in both languages. A workbook in which none of `entries` is
    filled in is passed over. `make` returns the blocks for one of them (none: it is somebody else's) and what does
    not fit, given both workbooks.
    """

    kind: str
    called: tuple[str, str]
    entries: tuple[str, ...]
    make: Callable[[Reading, Reading], tuple[dict[str, Block] | None, list[Fault]]]


@dataclass(frozen=True)
class Start:
    """How new workbooks are begun from another workbook.

    `kind` is the key of that other workbook, `called` its name in both languages, `source` the table of data that must
    go with it, if any. `make` returns the tables that fill the new workbooks and what is wrong.
    """

    kind: str
    called: tuple[str, str]
    make: Callable[[Reading, DataTable | None], tuple[list[DataTable], list[Fault]]]
    source: Source | None = None


@dataclass(frozen=True)
class Seating:
    """The blocks by which people's levels follow from rank and quota: codes, shares, ways of rounding and of ties.

    `eligible` says who takes part.
    """

    codes: str
    shares: str
    rounding: str
    ties: str
    eligible: str


@dataclass(frozen=True)
class Listing:
    """A table that head office lists for all branches together: its page, and heading and block of each column.

    A block of one cell stands in every row. A row counts where its column `key` is filled in. Of the rows that are not
    `marked` (是 in that column) some may be `drawn` at random for a spot check.
    """

    title: str
    columns: tuple[tuple[str, str], ...]
    key: str
    marked: str = ""
    drawn: bool = False


class Taken(Protocol):
    """A record of a workbook that was collected: the branch it is of, and the person if it is about one."""

    @property
    def branch(self) -> str:
        """Name of the branch."""

    @property
    def person(self) -> str:
        """工号 of the person, "" for none."""


@dataclass(frozen=True, eq=False)
class Kind:
    """A kind of workbook: everything that any verb needs to know about it.

    `words` are what people call it beside its title; the list of the system says by which names it is recognised.
    `people` says which block holds a person's id, name, department, post, total, rank, level, coefficient, base, pay
    (with attendance where it is base x coefficient x attendance), paid (all that is paid, where pay is only a part of
    it), why and eligible, and, where levels may be adjusted, the computed level, what it was adjusted to, reason and
    approver; `units` which blocks hold a department's (or group's) name, supervisor, score, level, coefficient, seats
    due and given, and the supervisor's base and pay. `indicators` are tables of what a person is appraised on, each a
    row of blocks that begins with the indicators' names; a block as wide as there are people holds a column for each.
    `checks` are rules of this kind beyond those that follow from its blocks, `results` rules about what was computed.
    `explain` tells a person's own result where telling every computed cell is not enough, `explain_unit` before it what
    decides for the whole department (its supervisor may be named), `explain_pay` after it how the money came about;
    `shown` are blocks of results that are not about people. `sources` are the tables of data that fill it, by default
    one for each of its tables; `start` says how it is begun from another workbook; `takes` is what it collects from
    other workbooks, `gives` what it hands back. `owner` is the block that says whose workbook it is, a branch's or a
    company's; `raters` are fields in which several people score one thing. `stays` are input blocks that next month's
    workbook keeps; `carries` are those it takes from this month's results, each with what computes it. `seating` says
    how levels follow from ranks, `listings` are tables for head
    office. `keys` says under which names a company's own workbook of this kind has what `adopt` understands by each of
    its keys; `whole` is the kind of which one `within` such a workbook was made.
    """

    key: str
    title: str
    scheme: str
    pages: tuple[PageSpec, ...]
    buttons: tuple[Button, ...]
    numbers: Numbers | None = None
    words: tuple[str, ...] = ()
    en: str = ""
    people: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    results: tuple[Check, ...] = ()
    explain: Explain | None = None
    explain_unit: Explain | None = None
    explain_pay: Explain | None = None
    indicators: tuple[tuple[str, ...], ...] = ()
    shown: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    takes: tuple[Take, ...] = ()
    stays: tuple[str, ...] = ()
    recheck: tuple[str, ...] = ()
    """Further fields that stay, and that next month's maker has to look at: they may name one month only."""
    carries: tuple[tuple[str, Callable[[Reading], Block]], ...] = ()
    gives: tuple[Give, ...] = ()
    start: Start | None = None
    seating: Seating | None = None
    listings: tuple[Listing, ...] = ()
    owner: str = ""
    raters: tuple[tuple[str, ...], ...] = ()
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    whole: Kind | None = None

    @cached_property
    def plain(self) -> Kind | None:
        """The kind without macros and functions of ours, for any program; None where a formula has no native twin."""
        pages = tuple(page.plain for page in self.pages)
        if any(OWN_FUNCTION.search(formula) for page in pages for formula in page.formulas):
            return None
        return replace(self, pages=pages, buttons=())

    @cached_property
    def named(self) -> tuple[Named, ...]:
        """Every declared name with its shape, in reading order."""
        pages = tuple(named for part in named_parts(self.pages) for named in part.named)
        return pages + (self.numbers.named if self.numbers else ())

    @cached_property
    def by_name(self) -> Mapping[str, Named]:
        """The declarations by name."""
        return {entry.name: entry for entry in self.named}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every declared name, in reading order."""
        return tuple(entry.name for entry in self.named)

    def __getitem__(self, name: str) -> Named:
        """The declaration of `name`. Raises KeyError."""
        return self.by_name[name]

    def missing(self, names: Collection[str]) -> tuple[str, ...]:
        """Declared names that are not among `names`."""
        return tuple(name for name in self.names if name not in names)

    def within(self, names: frozenset[str], computed: Collection[str], marks: Collection[str] = ()) -> Kind:
        """The kind as far as a company's own workbook has it: what carries these names, and is computed there.

        In `marks` full marks stand instead of weights, which need not total 100.
        """

        def filled(entry: Any) -> Any:
            if entry.name in marks:
                entry = replace(entry, sums=False, rule=validation.amount("", 0, MOST_MARKS, title=entry.title))
            return entry if entry.name in computed else replace(entry, **dict.fromkeys(_FORMULAS[type(entry)], ""))

        parts: list[Fields | Table | Lines] = []
        for part in named_parts(self.pages):
            if isinstance(part, Table):
                columns = tuple(filled(one) for one in part.columns if one.name in names)
                titles = {one.title for one in columns}
                spans = tuple(span for span in part.spans if span[0] in names and {*span[1:]} <= titles)
                key, key_to = (title if title in titles else "" for title in (part.key, part.key_to))
                parts += [replace(part, columns=columns, spans=spans, key=key, key_to=key_to)] if columns else []
            elif isinstance(part, Fields):
                fields = tuple(filled(one) for one in part.fields if one.name in names)
                parts += [replace(part, fields=fields)] if fields else []
            else:
                lines = tuple(filled(one) for one in part.lines if one.name in names)
                parts += [replace(part, lines=lines)] if lines else []
        return replace(
            self,
            pages=(PageSpec(self.title, self.title, tuple(parts)),),
            numbers=self.numbers.within(names) if self.numbers else None,
            people={key: name for key, name in self.people.items() if name in names},
            units={key: name for key, name in self.units.items() if name in names},
            shown=tuple(name for name in self.shown if name in names),
            indicators=tuple(
                tuple(name for name in line if name in names)
                for line in self.indicators
                if {line[0], line[-1]} <= names
            ),
            whole=self,
        )

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The tables of all pages."""
        return tuple(part for part in named_parts(self.pages) if isinstance(part, Table))

    @cached_property
    def after_final(self) -> tuple[Column | Field, ...]:
        """What people fill in once the workbook is final: who was told, what they say to it, who signed for it."""
        entries: list[Column | Field] = [column for table in self.tables for column in table.columns]
        return tuple(entry for entry in (*entries, *self.fields) if entry.after_final)

    @property
    def signing_steps(self) -> int:
        """How many steps sign such a workbook off, 0 for one that nobody signs."""
        return self[SIGN_OFF].rows or 0 if SIGN_OFF in self.by_name else 0

    @property
    def identity(self) -> str:
        """The block by which people are told apart: 工号, else the name; empty where there are no people."""
        return self.people.get("id") or self.people.get("name", "")

    @cached_property
    def ids(self) -> frozenset[str]:
        """The blocks in which a 工号 is typed, or stands by a company's own formula."""
        return frozenset(name for name, title in self.titles.items() if name and title == ID_TITLE)

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """By block what stands over a column, before a field or line, or is said of headings that people type."""
        numbers = self.numbers.tables if self.numbers else ()
        columns = self.columns.values()
        titles = {column.named_heads: column.heads_rule.title for column in columns if column.heads_rule}
        titles |= {table.label: table.heading for table in numbers}
        titles |= {column.name: column.title for table in numbers for column in table.columns}
        titles |= {column.name: column.title for column in columns}
        titles |= {line.name: "".join(line.label.split()) for part in self.lines for line in part.lines}
        return titles | {entry.name: entry.label for entry in self.fields}

    @cached_property
    def columns(self) -> Mapping[str, Column]:
        """The columns of all tables by their names; they hold a value an entry."""
        return {column.name: column for table in self.tables for column in table.columns if column.name}

    def table_of(self, name: str) -> Table | None:
        """Return the table that has a column of this name."""
        found = (table for table in self.tables if name and any(column.name == name for column in table.columns))
        return next(found, None)

    @cached_property
    def rosters(self) -> frozenset[str]:
        """The names of the columns in which people stand below each other, one a row."""
        return frozenset(column.name for table in self.tables if table.roster for column in table.columns)

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The fields of all pages."""
        return tuple(entry for part in named_parts(self.pages) if isinstance(part, Fields) for entry in part.fields)

    @cached_property
    def lines(self) -> tuple[Lines, ...]:
        """The lines of all pages."""
        return tuple(part for part in named_parts(self.pages) if isinstance(part, Lines))

    @cached_property
    def numeric(self) -> frozenset[str]:
        """Computed blocks that hold numbers or nothing: a text there is a fault's sentence."""
        return frozenset(name for part in named_parts(self.pages) for name in part.numbers)

    @cached_property
    def confirmed(self) -> Mapping[str, str]:
        """Which block of 是/否 confirms what stands in which block."""
        return self.numbers.confirmations if self.numbers else {}

    @cached_property
    def pay(self) -> frozenset[str]:
        """Blocks that hold somebody's money."""
        return frozenset(column.name for column in self.columns.values() if column.pay)
