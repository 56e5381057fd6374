"""A recognised workbook read once, block by block, for checks and actions to look at."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import field, replace
from functools import cached_property

from xlkpi.books.book import Block, Book, Value
from xlkpi.domain.grade import NOT_APPRAISED
from xlkpi.domain.plain_names import plain_name, same_name
from xlkpi.drawing.kind import Kind
from xlkpi.drawing.layout import YES_NO, Named
from xlkpi.drawing.number_spec import CONFIRMED, SETTINGS
from xlkpi.drawing.same_person import Meant, who_is_meant
from xlkpi.drawing.spec import Column, Table
from xlkpi.drawing.validation import ChoiceRule
from xlkpi.errors import Fault, sentence
from xlkpi.functions.arguments import NO, YES
from xlkpi.records import dataclass

MONTHS = r"(?<!\d)((?:19|20)\d\d)(?:\s*[年./-]\s*(1[0-2]|0?[1-9])|(0[1-9]|1[0-2]))(?!\d)"
DIGITS = "〇一二三四五六七八九"
CHINESE_MONTH = rf"(?<![{DIGITS}])([一二][{DIGITS}]{{3}})\s*年\s*(十[一二]?|[一二三四五六七八九])\s*月"
"""A month in Chinese numerals: 二〇二五年六月; ○ and 零 are 〇 (`plain_months`)."""
MOST_LOWER = 3
"""By how many rows a column that was pasted too low may stand lower."""
HEADING = r"=INDEX\(([^,()]+),(\d+)\)"


def is_blank(value: Value) -> bool:
    """Tell whether a cell looks empty: nothing in it, or a formula that shows nothing."""
    return value is None or (isinstance(value, str) and not value.strip())


def trimmed(block: Block) -> Block:
    """Return a block without the blank rows at its end."""
    rows = list(block)
    while rows and all(is_blank(value) for value in rows[-1]):
        rows.pop()
    return rows


def as_text(value: Value) -> str:
    """Return a cell as a person reads it: 1001.0 is 1001, blank is "" (工号 are often typed as numbers)."""
    if isinstance(value, str):
        return value.strip()
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def as_number(value: Value) -> float | None:
    """Return a cell that holds a number, None for anything else."""
    return value if isinstance(value, float) else None


def as_month(value: Value) -> str | None:
    """Return a date cell as a month `2024-05`, None for anything else."""
    return f"{value:%Y-%m}" if isinstance(value, dt.date) else None


def month_told(value: Value) -> str | None:
    """Return the month that a cell of a company's own workbook tells: a date, or a text such as `2024年5月考核表`."""
    found = [] if isinstance(value, dt.date) else re.findall(MONTHS, plain_months(as_text(value)))
    return f"{found[0][0]}-{int(found[0][1] or found[0][2]):02d}" if len(found) == 1 else as_month(value)


def plain_months(text: str) -> str:
    """Return a text in ordinary letters, with months in Chinese numerals written in digits."""

    def in_digits(found: re.Match[str]) -> str:
        ones = found[2].lstrip("十")
        month = (10 if "十" in found[2] else 0) + (DIGITS.index(ones) if ones else 0)
        return f"{''.join(str(DIGITS.index(digit)) for digit in found[1])}年{month}月"

    plain = unicodedata.normalize("NFKC", text)
    return re.sub(CHINESE_MONTH, in_digits, re.sub("[○零](?=[一二三四五六七八九〇○零年])", "〇", plain))


def chinese_month(month: dt.date) -> str:
    """Return a month in Chinese numerals: 二〇二五年六月."""
    tens, ones = divmod(month.month, 10)
    year = "".join(DIGITS[int(digit)] for digit in str(month.year))
    return f"{year}年{'十' if tens else ''}{DIGITS[ones] if ones else ''}月"


def as_day(value: Value) -> dt.date | None:
    """Return a date cell as a day, None for anything else; a Book gives days with or without a time of day."""
    if isinstance(value, dt.datetime):
        return value.date()
    return value if isinstance(value, dt.date) else None


def is_excused(value: Value) -> bool:
    """Tell whether a cell of a column 参评 takes its person out: 否, FALSE, or a reason that begins with 不参评."""
    if not isinstance(value, str):
        return value == 0  # as FALSE is
    text = value.strip()
    return text in NO or text.startswith(NOT_APPRAISED)


class Blocks(dict[str, Block]):
    """Blocks by name; one that is declared and that the workbook lacks reads as blank cells of its shape."""

    def __init__(self, blocks: Mapping[str, Block], declared: Mapping[str, Named], people: int) -> None:
        super().__init__(blocks)
        self._declared, self._people = declared, people

    def __missing__(self, name: str) -> Block:
        entry = self._declared[name]
        return [[None] * (entry.columns or self._people) for _ in range(entry.rows or self._people)]


@dataclass(frozen=True)
class Reading:
    """Every declared block of one workbook, read once."""

    book: Book
    kind: Kind
    blocks: dict[str, Block]
    _columns: dict[str, list[Value]] = field(default_factory=dict, repr=False, compare=False)
    _words: dict[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)
    _in_use: dict[str, list[int]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def own(self) -> bool:
        """Whether it is a company's own workbook, taken over by `adopt`; its kind then declares what it has."""
        return self.kind.whole is not None

    def has(self, *names: str) -> bool:
        """Tell whether the workbook has all of these blocks; those of our templates have every declared one."""
        return all(name in self.blocks for name in names)

    def computes(self, *names: str) -> bool:
        """Tell whether a formula stands in one of these blocks."""
        return any(any(map(any, self.book.computes(name))) for name in names)

    def column(self, name: str) -> list[Value]:
        """Return the first column of a block; not to be changed."""
        if name not in self._columns:
            self._columns[name] = [row[0] for row in self.blocks[name]]
        return self._columns[name]

    def words(self, name: str) -> frozenset[str]:
        """Return the texts of a column: what a cell that takes one of them may hold."""
        if name not in self._words:
            self._words[name] = frozenset(as_text(cell) for cell in self.column(name))
        return self._words[name]

    def line(self, name: str) -> list[Value]:
        """Return the cells of a column, or of a row of cells side by side."""
        return list(self.blocks[name][0]) if len(self.blocks[name]) == 1 else self.column(name)

    def field(self, name: str) -> Value:
        """Return a block of one cell."""
        return self.blocks[name][0][0]

    def fault(self, name: str, row: int, zh: str, en: str, /, *, column: int = 0, **values: str | float) -> Fault:
        """Make a fault about a cell of a block (row and column from 0); what is broken into lines is said in one."""
        said = {key: value.replace("\n", "") if isinstance(value, str) else value for key, value in values.items()}
        return Fault(self.book.place(name, row, column), sentence(zh, en, **said))

    def notice(self, name: str, row: int, zh: str, en: str, /, *, column: int = 0, **values: str | float) -> Fault:
        """Make a notice about a cell of a block (row and column from 0)."""
        return replace(self.fault(name, row, zh, en, column=column, **values), notice=True)

    def rows_in_use(self, table: Table) -> list[int]:
        """Return the rows of a table in which somebody typed something that says whom or what the row is about.

        They are looked for once a table: not to be changed.
        """
        inputs = table.inputs
        if not inputs:
            return []
        rows = self._in_use.get(inputs[0].name)
        if rows is None:
            typed = [self.blocks[column.name] for column in inputs if tells(column) and self._says_who(column)]
            every = range(len(typed[0])) if typed else range(0)
            unused = {*every}
            for block in typed:  # most rows are told by the first, and looked at no more
                unused = {row for row in unused if all(map(is_blank, block[row]))}
            rows = [row for row in every if row not in unused]
            self._in_use[inputs[0].name] = rows
        return rows

    @cached_property
    def roster(self) -> list[int]:
        """The rows (or columns of a line) that hold a person, from 0; none in a workbook without people."""
        whose = [self.kind.people[key] for key in ("id", "name") if key in self.kind.people]
        if not whose:
            return []
        table = self.kind.table_of(whose[0])
        if table is not None:
            strays = {*self.strays(table)}
            return [row for row in self.rows_in_use(table) if row not in strays]
        lines = [self.line(name) for name in whose]
        return [at for at in range(len(lines[0])) if not all(is_blank(line[at]) for line in lines)]

    def strays(self, table: Table) -> list[int]:
        """Return the rows in use of a roster of ours, that of the people, in which neither 工号 nor 姓名 stands."""
        people = self.kind.people
        if self.own or not {"id", "name"} <= {*people} or table is not self.kind.table_of(people["id"]):
            return []
        whose = [self.column(people[key]) for key in ("id", "name")]
        return [row for row in self.rows_in_use(table) if all(is_blank(cells[row]) for cells in whose)]

    def _says_who(self, column: Column) -> bool:
        """In a company's own roster only names, ids and totals tell that a spare row is filled in."""
        roster = self.kind.table_of(self.kind.identity)
        if not self.own or roster is None or column not in roster.columns:
            return True
        return column.name in {self.kind.people.get(key) for key in ("id", "name", "total")}

    def heading(self, column: Column, at: int = 0) -> str:
        """Return the heading that a place of a column takes from a cell (`=INDEX(指标_名称,1)`), "" for its own."""
        found = re.fullmatch(HEADING, column.head(at))
        return as_text(self.column(found[1])[int(found[2]) - 1]) if found and found[1] in self.blocks else ""

    def person(self, key: str, row: int) -> Value:
        """Return what the kind calls a person's id, name, total ... in a row of the roster; None where it has none."""
        name = self.kind.people.get(key, "")
        return self.line(name)[row] if name else None

    def unit(self, key: str, row: int) -> Value:
        """Return what the kind calls a department's name, supervisor, base ... in a row of them; None for none."""
        name = self.kind.units.get(key, "")
        return self.line(name)[row] if name else None

    def appraised(self, row: int) -> bool:
        """Tell whether the person in a row of the roster is appraised; blank means yes, as in the formulas."""
        return not is_excused(self.person("eligible", row))

    def excuses(self, person: str) -> bool:
        """Tell whether the roster lists somebody, by 工号 or in a company's own workbook by name, as not appraised."""
        found = self.row_of(person)
        row = None if found is None else found.at
        if row is None and self.own and person:
            row = next((row for row in self.roster if plain_name(self.who(row)) == person), None)
        return row is not None and not self.appraised(row)

    def row_of(self, person: str, name: str | None = None) -> Meant | None:
        """Return the row of the roster that a 工号 means, however it is written, with how it should be written."""
        ids = [as_text(self.person("id", row)) for row in self.roster]
        names = [self.who(row) for row in self.roster]
        found = who_is_meant(person, ids, names, name)
        return None if found is None else Meant(self.roster[found.at], found.right)

    def rows_of(self, person: str) -> list[int]:
        """Return the rows of the roster that a 工号 or a name means; several where people share the name."""
        for key in ("id", "name"):
            rows = [row for row in self.roster if as_text(self.person(key, row)) == person]
            if rows:
                return rows
        found = self.row_of(person)
        return [found.at] if found else [row for row in self.roster if same_name(self.who(row), person)]

    def key_of(self, row: int) -> str:
        """Return what tells the person in a row apart: 工号, or in a company's own list without them the name."""
        return as_text(self.person("id", row)) or (plain_name(self.who(row)) if self.own else "")

    def who(self, row: int) -> str:
        """Return the name of the person in a row of the roster, or the 工号 where the name is blank."""
        return as_text(self.person("name", row)) or as_text(self.person("id", row))

    @cached_property
    def month(self) -> str | None:
        """The month appraised, `2024-05`; None where the workbook has none or it is no date."""
        if "考核月份" not in self.blocks:
            return None
        return (month_told if self.own else as_month)(self.field("考核月份"))


def tells(column: Column) -> bool:
    """Tell whether a filled cell of the column puts its row in use: 是/否 and presets are often filled down."""
    is_yes_no = isinstance(column.rule, ChoiceRule) and column.rule.options == YES_NO
    return not column.values and not is_yes_no


def read_block(book: Book, kind: Kind, name: str) -> Block:
    """Read a block; 工号 as they are shown: the number 205 in the number format 0000 is 0205. Raises NameMissing."""
    return book.shown(name) if name in kind.ids else book.read(name)


def read_blocks(book: Book, kind: Kind, names: Collection[str] | None = None) -> Reading:
    """Read every declared block (or those named) as it stands before or after a calculation. Raises NameMissing."""
    blocks = {name: read_block(book, kind, name) for name in (kind.names if names is None else names)}
    if kind.whole is None:
        return Reading(book, kind, blocks)
    people = next((len(blocks[one.name]) for one in kind.named if one.rows is None), 1)
    return Reading(book, kind, Blocks(blocks, kind.whole.by_name, people))


def is_confirmed(reading: Reading, name: str) -> bool:
    """Tell whether a setting of the rulebook is printed, or somebody confirmed what was assumed for it."""
    settings = reading.kind.numbers.settings if reading.kind.numbers else ()
    label = next((setting.label for setting in settings if setting.name == name), None)
    if label is None:  # a company's own workbook has no such setting
        return False
    rows = zip(reading.column(f"{SETTINGS}_项目"), reading.column(SETTINGS + CONFIRMED), strict=True)
    return next((answer in (True, *YES) for known, answer in rows if as_text(known) == label), True)
