"""Change who stands where in a roster: sort, add and delete people with everything that was typed about them.

Formulas stay where they are; a row of all rosters of a workbook is one person's, and moves as a whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from xlkpi.actions.checks.blocks import check_strays
from xlkpi.actions.checks.collected_numbers import as_they_stand
from xlkpi.actions.checks.torn_rows import (
    Torn,
    book_marks,
    check_rows,
    remember,
    roster_columns,
    roster_marks,
    roster_rows,
    torn_rows,
)
from xlkpi.actions.data_tables import read_tables
from xlkpi.actions.folder import listed
from xlkpi.actions.opening import read_book
from xlkpi.actions.sources import blocks_of, value_of
from xlkpi.books.book import Block, Book, Value
from xlkpi.domain.plain_names import plain_name
from xlkpi.drawing.data import DataTable
from xlkpi.drawing.final_mark import refuse_final
from xlkpi.drawing.kind import Kind
from xlkpi.drawing.same_person import who_is_meant
from xlkpi.drawing.spec import Column, Table
from xlkpi.drawing.validation import KnownRule, NumberRule
from xlkpi.drawing.workbook_reading import Reading, as_number, as_text, is_blank
from xlkpi.errors import Fault, Sentence, sentence, unsafe
from xlkpi.records import dataclass
from xlkpi.schemes import recognise

Row = dict[str, list[Value]]
"""What was typed about one person, by block."""


Newcomer = Mapping[str, str]
"""What is known of somebody who joins, by what the kind calls it (`Kind.people`): id, name, department."""
SPARE = 20
"""Rows that a roster gets beyond those that are needed."""


@dataclass(frozen=True)
class Rearranged:
    """How many people stand in the roster now, how many were added and deleted, what is to be known or was wrong.

    `lacking` are the headings of what the last of those who joined still needs; `put_back` says what was mended, None
    where nothing was.
    """

    people: int
    added: int = 0
    deleted: int = 0
    faults: tuple[Fault, ...] = ()
    lacking: tuple[str, ...] = ()
    put_back: Sentence | None = None

    @property
    def done(self) -> bool:
        """Whether the workbook was changed."""
        return not unsafe(self.faults)


def rearrange(
    book: Book, *, sort: Sequence[str] = (), add: Path | Newcomer | None = None, delete: Sequence[str] = ()
) -> Rearranged:
    """Delete people (by 工号), add those of a table or one, then sort by columns; the caller recalculates and saves.

    Columns of marks are sorted from the best on, all others upwards; blank cells come last. Nothing is written while
    anything is wrong. Raises CannotRead, CannotWrite.
    """
    reading, faults = read_roster(book)
    if reading is None:
        return Rearranged(0, faults=tuple(faults))
    faults += [*check_rows(reading), *check_strays(reading)]  # what stands in a row of nobody would be lost
    columns = roster_columns(reading.kind)
    count = roster_rows(reading)
    order = list(reading.roster)
    leaving = {person: reading.row_of(person) for person in delete}
    keys, wrong = _sort_keys(reading.kind, sort)
    faults += wrong
    faults += [_unknown(book, person) for person, found in leaving.items() if found is None]
    gone = {as_text(reading.person("id", found.at)) for found in leaving.values() if found is not None}
    faults += [_leaves(reading, person, found.at) for person, found in leaving.items() if found and person not in gone]
    order = [row for row in order if as_text(reading.person("id", row)) not in gone]
    for column in reversed(keys):
        order = _sorted(reading, column, order)
    kept = [{column.name: reading.blocks[column.name][row] for column in columns} for row in order]
    more, wrong = _joining(reading, add, columns)
    faults += wrong
    faults += _doubles(book, reading.kind, [*kept, *more])
    rows = [*kept, *more]
    if len(rows) > count:
        zh = "名单只有 {count} 行，放不下 {people} 人；请先加长：xlkpi people {file} --rows {more}"
        en = "the roster has {count} rows, too few for {people} people; first: xlkpi people {file} --rows {more}"
        text = sentence(zh, en, count=count, people=len(rows), file=book.argument, more=len(rows) + SPARE)
        faults.append(Fault(book.title, text))
    if not unsafe(faults):
        _write(book, columns, rows, order)
        remember(book, reading.kind, book_marks(book, reading.kind))
    lacking = _lacking(columns, more[-1]) if more else ()
    return Rearranged(len(rows), len(more), len(reading.roster) - len(kept), tuple(faults), lacking)


def mend(book: Book) -> Rearranged:
    """Put what stayed behind in a partial sort back beside the people it belongs to.

    Nothing is written where nothing is torn, or where the owner of one cell of it cannot be told.
    """
    reading, faults = read_roster(book)
    if reading is None:
        return Rearranged(0, faults=tuple(faults))
    found = torn_rows(book, reading.kind, roster_marks(reading.kind, reading.blocks.__getitem__))
    if not found:
        zh, en = "没有发现错位的行", "no row is torn apart"
        return Rearranged(len(reading.roster), faults=(Fault(book.title, sentence(zh, en), notice=True),))
    if not all(one.provable for one in found):
        return Rearranged(len(reading.roster), faults=tuple(check_rows(reading)))
    columns = roster_columns(reading.kind)
    back = {c.name: _put_back(reading, c, one) for one in found for c in columns if c.name in one.columns}
    for name, block in back.items():
        book.write(name, block)
    remember(book, reading.kind, book_marks(book, reading.kind))
    return Rearranged(len(reading.roster), put_back=_back_told(reading, back))


def _put_back(reading: Reading, column: Column, torn: Torn) -> Block:
    """Return a column whose cells stand beside their owners; a square's columns are the same people as its rows."""
    before = reading.blocks[column.name]
    away = torn.left if torn.anchors else [row for row in torn.origins.values() if row not in torn.origins]
    moved: dict[int, int | None] = {**dict.fromkeys(away), **torn.origins}
    blank: list[Value] = [None] * len(before[0])
    rows = [moved.get(row, row) for row in range(len(before))]
    after = [blank if row is None else list(before[row]) for row in rows]
    if column.square and torn.anchors:
        after = [[None if at is None else line[at] for at in rows] for line in after]
    return after


def _back_told(reading: Reading, back: Mapping[str, Block]) -> Sentence:
    """Say of how many people which columns were put back, and how many cells."""
    changed = {
        (name, row, at)
        for name, block in back.items()
        for row, cells in enumerate(block)
        for at, value in enumerate(cells)
        if value != reading.blocks[name][row][at]
    }
    titles = "、".join(column.title for column in roster_columns(reading.kind) if column.name in back)
    people = {row for _, row, _ in changed if row in reading.roster}
    zh = "已把{titles}放回本人名下：{people} 人，{cells} 格"
    en = "{titles} put back beside their owners: {people} people, {cells} cells"
    return sentence(zh, en, titles=titles, people=len(people), cells=len(changed))


def confirm(book: Book) -> Rearranged:
    """Take the rows as they stand for right."""
    reading, faults = read_roster(book)
    if reading is None:
        return Rearranged(0, faults=tuple(faults))
    marks = roster_marks(reading.kind, reading.blocks.__getitem__)
    remember(book, reading.kind, marks, as_they_stand(reading))
    return Rearranged(len(reading.roster))


def read_roster(book: Book) -> tuple[Reading | None, list[Fault]]:
    """Read a workbook whose roster of people may be changed; the faults say of any other one why not."""
    final = refuse_final(book)
    if final:
        return None, final
    reading, faults = read_book(book)
    if reading is not None and reading.own:  # its other columns and rows between would stay where they are
        zh = "公司自己的表请在 Excel 里按整行排序、增删人员，再运行 xlkpi recompute；增加了行的请重新 xlkpi adopt 原表"
        en = (
            "sort, add and delete whole rows of a company's own list in Excel; with more rows, adopt the original again"
        )
        return None, [Fault(book.title, sentence(zh, en))]
    if reading is not None and not roster_columns(reading.kind):
        zh, en = "{title}没有可以增减的人员名单", "{title} has no roster of people to change"
        return None, [Fault(book.title, sentence(zh, en, title=reading.kind.title))]
    return reading, list(faults)


def _people_table(kind: Kind) -> Table:
    return next(t for t in kind.tables if any(column.name == kind.people["id"] for column in t.columns))


def sort_columns(book: Book) -> tuple[Column, ...]:
    """Return the columns by which a workbook's people can be sorted, none where it has no roster."""
    kind = recognise(book.names())
    if kind is None or not roster_columns(kind):
        return ()
    return tuple(column for column in _people_table(kind).columns if column.name and column.sheet_columns == 1)


def _sort_keys(kind: Kind, titles: Sequence[str]) -> tuple[list[Column], list[Fault]]:
    """Return the columns of the roster with these headings, computed ones too."""
    table = _people_table(kind)
    known = {column.title: column for column in table.columns if column.name and column.sheet_columns == 1}
    faults = []
    for title in titles:
        if title not in known:
            zh = "名单没有“{title}”这一列；可以按 {known} 排序"
            en = "no column “{title}”; the roster has {known}"
            faults.append(Fault(table.title, sentence(zh, en, title=title, known="、".join(known))))
    return [known[title] for title in titles if title in known], faults


def _sorted(reading: Reading, column: Column, order: Sequence[int]) -> list[int]:
    """Sort rows by one column, keeping the order of equals: marks and money from the highest on, all else upwards."""
    cells = reading.column(column.name)
    numbers = {row: number for row in order if (number := as_number(cells[row])) is not None}
    blank = [row for row in order if is_blank(cells[row])]
    texts = [row for row in order if row not in numbers and row not in blank]
    sign = -1 if isinstance(column.rule, NumberRule) else 1
    levels = reading.column(column.levels) if column.levels in reading.blocks else []
    places = {as_text(level): place for place, level in enumerate(levels) if not is_blank(level)}
    texts.sort(key=lambda row: (places.get(as_text(cells[row]), len(places)), as_text(cells[row])))
    return [*sorted(numbers, key=lambda row: sign * numbers[row]), *texts, *blank]


def _leaves(reading: Reading, person: str, row: int) -> Fault:
    zh, en = "工号 {person} 当作名单中的 {id} {name}", "the 工号 {person} is taken for {id} {name} of the roster"
    words = {"person": person, "id": as_text(reading.person("id", row)), "name": reading.who(row)}
    return Fault(reading.book.title, sentence(zh, en, **words), notice=True)


def _unknown(book: Book, person: str) -> Fault:
    zh, en = "名单里没有工号 {person}", "nobody in the roster has the 工号 {person}"
    return Fault(book.title, sentence(zh, en, person=person))


def _read_people(reading: Reading, path: Path, columns: Sequence[Column]) -> tuple[list[Row], list[Fault]]:
    """Read the people of a table of data, those of this branch where it tells branches apart."""
    kind = reading.kind
    tables, faults = read_tables(kind, [path])
    blocks: dict[str, Block] = {}
    for table in tables:
        split = {one: as_text(reading.field(one)) for one in table.source.split if one in reading.blocks}
        own = [r for r in table.records if all(r.get(one, "") in ("", ours) for one, ours in split.items())]
        faults += _others(reading, path, table, split, len(own))
        blocks |= blocks_of(kind, table.source.make(own))
    ids = blocks.get(kind.people["id"], [])
    if not ids and not faults:
        zh, en = "里面没有名单（工号、姓名）", "holds no roster (工号, 姓名)"
        faults.append(Fault(str(path), sentence(zh, en)))
    given = [column for column in columns if column.name in blocks]
    rows = [{column.name: blocks[column.name][row] for column in given} for row in range(len(ids))]
    return rows, faults


def _others(reading: Reading, path: Path, table: DataTable, split: Mapping[str, str], own: int) -> list[Fault]:
    """Say of people of other branches that they do not join; where all are, somebody has to mend one of the two."""
    others = len(table.records) - own
    if not others:
        return []
    blank = next((one for one, ours in split.items() if not ours), None)
    if blank is not None:
        zh, en = "本表的{unit}还没有填写，不知道该加入谁：请先填写", "{unit} is blank here: fill it in first"
        return [reading.fault(blank, 0, zh, en, unit=blank)]
    what = next(iter(split))
    there = dict.fromkeys(record.get(what, "") for record in table.records if record.get(what, "") != split[what])
    zh = "{count} 人属于其他{unit}（{there}），没有加入；本表是 {ours}"
    en = "{count} people are of another {unit} ({there}) and did not join; this is {ours}"
    text = sentence(zh, en, count=others, unit=what, there=listed(list(there)), ours=split[what])
    return [Fault(path.name, text, notice=own > 0)]


def _joining(reading: Reading, add: Path | Newcomer | None, columns: Sequence[Column]) -> tuple[list[Row], list[Fault]]:
    """Return the rows of those who join."""
    if add is None:
        return [], []
    if isinstance(add, Path):
        return _read_people(reading, add, columns)
    by_name = {column.name: column for column in columns}
    row: Row = {}
    for key, text in add.items():
        column = by_name[reading.kind.people[key]]
        said = plain_name(text) if key in ("id", "name") else text
        row[column.name] = [value_of(said, column.rule, column.looks)]
    faults = []
    department = reading.kind.people.get("department", "")
    known, said = departments(reading), as_text(row.get(department, [None])[0])
    if said and known and said not in known:
        zh, en = "没有“{said}”这个部门；有 {known}", "there is no department “{said}”: {known}"
        faults.append(Fault(reading.book.title, sentence(zh, en, said=said, known="、".join(known))))
    return [row], faults


def departments(reading: Reading) -> tuple[str, ...]:
    """Return the departments (branches, groups, shops) that a person of a workbook's roster can be in."""
    name = reading.kind.people.get("department", "")
    rule = reading.kind.columns[name].rule if name in reading.kind.columns else None
    if not isinstance(rule, KnownRule):
        return ()
    return tuple(dict.fromkeys(as_text(cell) for cell in reading.column(rule.source) if not is_blank(cell)))


def _lacking(columns: Sequence[Column], row: Row) -> tuple[str, ...]:
    """Return the headings of what is needed of a person and was not given."""
    return tuple(
        column.title
        for column in columns
        if column.needed and all(is_blank(value) for value in row.get(column.name, [None]))
    )


def _doubles(book: Book, kind: Kind, rows: Sequence[Row]) -> list[Fault]:
    """Nobody may stand in the roster twice, nor as 5 and as 005 under one name."""
    ids, names = ([as_text(row.get(kind.people[key], [None])[0]) for row in rows] for key in ("id", "name"))
    alike: dict[str, list[int]] = {}
    faults = []
    for at, person in enumerate(ids):
        before = alike.setdefault(plain_name(person).lstrip("0"), [])
        known = who_is_meant(person, [ids[row] for row in before], [names[row] for row in before], names[at])
        if known is not None:
            zh, en = "工号 {known} 已在名单中", "工号 {known} stands in the roster already"
            faults.append(Fault(book.title, sentence(zh, en, known=ids[before[known.at]])))
        before.append(at)
    return faults


def _write(book: Book, columns: Sequence[Column], rows: Sequence[Row], order: Sequence[int]) -> None:
    """Write the rows, and blank ones below them; in a square the columns are the same people as the rows."""
    for column in columns:
        block = [list(row.get(column.name, [])) for row in rows]
        if column.square:
            block = [[line[old] for old in order] if line else [] for line in block]
        book.write(column.name, block)
