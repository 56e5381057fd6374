"""Rows torn apart: people who were sorted or shifted while a column of theirs stayed behind, or the other way round.

A workbook remembers, in a block that nobody sees, a mark of every cell that people type into a roster, as it stood when
it was last saved by a verb. Whoever stands in another row now, beside a value that belonged to that row, has somebody
else's; single edits, new people and people who left leave no such trace. Where people stayed and one column holds the
same values in another order, that column alone was sorted, and where it holds its neighbours' values, it was pasted
some rows too high or too low; two values exchanged may be meant, and are only told.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from itertools import groupby

from xlkpi.books.book import Block, Book, Value
from xlkpi.drawing.kind import Kind
from xlkpi.drawing.layout import ROWS_NAME
from xlkpi.drawing.spec import Column
from xlkpi.drawing.validation import DateRule, NumberRule
from xlkpi.drawing.workbook_reading import Reading, is_blank, read_block
from xlkpi.errors import Fault
from xlkpi.records import dataclass

Marks = Mapping[str, Sequence[str]]
"""A mark of every cell by block, row by row; "" for a blank one."""
Collected = Mapping[str, Mapping[str, str]]
"""The numbers that were collected into a block, as they are spelled, by the mark of the person's 工号."""
LENGTH = 8
"""Hexadecimal digits of a mark: one chance in four thousand million that two values have the same."""
TOGETHER, ALONE = 2, 3
"""How many people must have another's value: 工号 and 姓名 moved together; or one column alone, where two may be a
mix-up that somebody puts right by hand."""
SHIFTS = (1, -1, 2, -2, 3, -3)
"""By how many rows a column may have been pasted too low (or, negative, too high)."""
COLLECTED = "="
"""What stands before a block's name over the numbers that were collected into it, beside each person's marks."""


@dataclass(frozen=True)
class Torn:
    """What stayed behind: the blocks, relative to which blocks, the rows (from 0) of those who have another's.

    `origins` says where what belongs into a row stands now: in the row where whoever moved stood before, or, where no
    `anchors` moved but the column alone, in the row it was moved to. `doubtful`: it may be meant so. `shift` is by how
    many rows a column alone stands lower than it did, 0 where it is in another order. `left` are rows whose people
    moved away and where nobody stands now. Cells of `unproven` columns are neither what stood in the row nor what
    whoever came had, and in the rows of `strangers` somebody new, or one of several of the same name, stands where
    another stood: whose the cells are cannot be told, so nothing may be put back.
    """

    columns: tuple[str, ...]
    anchors: tuple[str, ...]
    rows: tuple[int, ...]
    origins: Mapping[int, int]
    doubtful: bool = False
    shift: int = 0
    left: tuple[int, ...] = ()
    unproven: tuple[str, ...] = ()
    strangers: tuple[int, ...] = ()

    @property
    def provable(self) -> bool:
        """Whether the owner of every cell that would be put back is known."""
        return not self.unproven and not self.strangers


def roster_columns(kind: Kind) -> tuple[Column, ...]:
    """Return the columns that people fill in of all rosters of a kind: a row of them is one person's."""
    tables = [table for table in kind.tables if table.roster]
    known = {column.name for table in tables for column in table.columns}
    if not {kind.people.get("id"), kind.people.get("name")} <= known:
        return ()
    return tuple(column for table in tables for column in table.inputs)


def roster_rows(reading: Reading) -> int:
    """Return how many people the rosters of a workbook hold at most, 0 for a workbook without rosters."""
    columns = roster_columns(reading.kind)
    return len(reading.blocks[columns[0].name]) if columns else 0


def marks_of(blocks: Mapping[str, Block]) -> dict[str, list[str]]:
    """Return the mark of every row of some blocks."""
    return {name: [_mark(row) for row in rows] for name, rows in blocks.items()}


def _mark(row: Sequence[Value]) -> str:
    if row.count(None) == len(row) or all(is_blank(value) for value in row):
        return ""
    said = "\0".join("" if is_blank(value) else str(value).strip() for value in row)
    return hashlib.sha256(said.encode()).hexdigest()[:LENGTH]


def roster_marks(kind: Kind, read: Callable[[str], Block]) -> dict[str, list[str]]:
    """Return the marks of what people typed into the rosters of a workbook; `read` returns a block of it."""
    return marks_of({column.name: read(column.name) for column in roster_columns(kind)})


def book_marks(book: Book, kind: Kind) -> dict[str, list[str]]:
    """Return the marks of what stands in the rosters of a workbook now. Raises NameMissing."""
    return roster_marks(kind, partial(read_block, book, kind))


def remember(book: Book, kind: Kind, marks: Marks, collected: Collected | None = None) -> None:
    """Keep the marks of the roster's rows in the workbook, if it has a place for them. Raises ExcelBusy.

    Whoever is still in the roster keeps what was collected for him, but for what `collected` says now.
    """
    if ROWS_NAME not in book.names() or not marks:
        return
    known = collected_before(recalled(book), kind)
    for block, values in (collected or {}).items():
        known[block] = {**known.get(block, {}), **values}
    lines = {name: rows for name, rows in marks.items() if not name.startswith(COLLECTED)}
    ids = marks[kind.people["id"]]
    more = {COLLECTED + block: [values.get(mark, "") for mark in ids] for block, values in known.items()}
    book.write(ROWS_NAME, [[line] for line in marked_lines({**lines, **more})])


def collected_before(before: Marks, kind: Kind) -> dict[str, dict[str, str]]:
    """Return of every block what was collected for whom, as the remembered marks have it."""
    ids = before.get(kind.people.get("id", ""), ())
    found = {}
    for name, rows in before.items():
        if name.startswith(COLLECTED):
            pairs = zip(ids, rows, strict=False)
            found[name.removeprefix(COLLECTED)] = {mark: value for mark, value in pairs if mark and value}
    return found


def marked_lines(marks: Marks) -> list[str | None]:
    """Return marks as the workbook keeps them, one line a row, the names of the blocks first."""
    lines = ["|".join(row) for row in zip(*marks.values(), strict=True)]
    return ["|".join(marks), *(line if line.strip("|") else None for line in lines)]


def recalled(book: Book) -> dict[str, list[str]]:
    """Return the marks that the workbook remembers, nothing where it remembers none."""
    if ROWS_NAME not in book.names():
        return {}
    head, *lines = [row[0] for row in book.read(ROWS_NAME)]
    if not isinstance(head, str):
        return {}
    names = head.split("|")
    rows = [str(line or "").split("|") if line else [""] * len(names) for line in lines]
    if any(len(row) != len(names) for row in rows):
        return {}
    return {name: [row[place] for row in rows] for place, name in enumerate(names)}


def torn(before: Marks, after: Marks, id_: str, name: str) -> Torn | None:
    """Return what stayed behind while people moved, None where nothing proves that any did.

    `before` and `after` are the marks of the same rows; `id_` and `name` are the blocks of 工号 and 姓名.
    """
    for anchors in ((id_, name), (id_,), (name,)):
        if any(anchor not in before or anchor not in after for anchor in anchors):
            continue
        origins = _moved([before[one] for one in anchors], [after[one] for one in anchors])
        others = [column for column in after if column not in anchors]
        was = {column: before.get(column, [""] * len(after[column])) for column in others}
        stayed = {column: _stayed(was[column], after[column], origins) for column in others}
        least = TOGETHER if len(anchors) > 1 else ALONE
        proof = {column for column, rows in stayed.items() if len(rows) >= least}
        if not proof:
            continue
        away = sorted(set(origins.values()) - set(origins))
        left = tuple(row for row in away if not any(after[anchor][row] for anchor in anchors))
        strangers = tuple(row for row in away if row not in left)
        verdicts = {column: _went_along(was[column], after[column], origins, left) for column in others}
        columns = tuple(column for column in others if column in proof or verdicts[column] is False)
        unproven = tuple(column for column in others if verdicts[column] is None)
        rows = tuple(sorted({row for column in columns for row in stayed[column]}))
        return Torn(columns, anchors, rows, origins, left=left, unproven=unproven, strangers=strangers)
    return None


def turned(before: Marks, after: Marks, id_: str, name: str, ordinary: Collection[str]) -> list[Torn]:
    """Return each column whose values changed places among people who are the same, in whatever rows these stand.

    `ordinary` are columns of words that many share (部门, 岗位): people do change those with each other, so they count
    only where equal words stand together now and did not before, as a sort leaves them. The marks are those of the
    same rows; `id_` and `name` are the blocks of 工号 and 姓名.
    """
    if any(anchor not in marks for anchor in (id_, name) for marks in (before, after)):
        return []
    old, new = (_rows_of([marks[id_], marks[name]]) for marks in (before, after))
    same = [(row, old[key]) for key, row in new.items() if key in old]
    found = []
    for column in after:
        if column in (id_, name) or column not in before:
            continue
        was, now = before[column], after[column]
        changed = [(row, there) for row, there in same if now[row] != was[there]]
        if not changed or Counter(now[row] for row, _ in changed) != Counter(was[there] for _, there in changed):
            continue
        doubtful = len(changed) < ALONE
        if column in ordinary and (doubtful or not _sorted([was[t] for _, t in same], [now[r] for r, _ in same])):
            continue
        stands: dict[str, list[int]] = {}
        for row, _ in changed:
            stands.setdefault(now[row], []).append(row)
        origins = {row: stands[was[there]].pop() for row, there in changed}
        found.append(Torn((column,), (), tuple(sorted(origins)), origins, doubtful))
    return found


def shifted(before: Marks, after: Marks, id_: str, name: str, ordinary: Collection[str]) -> list[Torn]:
    """Return each column that holds its neighbours' values, as a paste some rows too low or too high leaves it.

    Everything that changed in the column must follow from the shift, but for the rows it left free. Of `ordinary`
    columns, in which neighbours often share a word, more people must have another's. The marks are those of the same
    rows; `id_` and `name` are the blocks of 工号 and 姓名.
    """
    if any(anchor not in marks for anchor in (id_, name) for marks in (before, after)):
        return []
    keys = zip(before[id_], before[name], after[id_], after[name], strict=True)
    same = {row for row, (id_was, was, id_now, now) in enumerate(keys) if (id_was, was) == (id_now, now) and id_was}
    found = []
    for column in after:
        if column in (id_, name) or column not in before:
            continue
        was, now = before[column], after[column]
        least, surely = (ALONE, 2 * ALONE) if column in ordinary else (TOGETHER, ALONE)
        rows, shift = max(((_shifted_rows(was, now, same, one), one) for one in SHIFTS), key=lambda some: len(some[0]))
        if len(rows) >= least:
            origins = _before_shift(was, now, same, shift)
            found.append(Torn((column,), (), rows, origins, len(rows) < surely, shift))
    return found


def _before_shift(was: Sequence[str], now: Sequence[str], same: Collection[int], shift: int) -> dict[int, int]:
    """Return where what belongs into a row stands now; whatever the paste has covered stands nowhere."""
    lower = {row: row + shift for row in same if 0 <= row + shift < len(was) and now[row + shift] == was[row]}
    return {row: row for row in same if now[row] == was[row]} | lower


def _shifted_rows(was: Sequence[str], now: Sequence[str], same: Collection[int], shift: int) -> tuple[int, ...]:
    """Return the rows of people who are the same and hold the value of the row `shift` above, if that tells it all."""
    known = {row for row in same if 0 <= row - shift < len(was)}
    changed = {row for row in same if now[row] != was[row]}
    moved = {row for row in changed & known if now[row] == was[row - shift]}
    if not moved:
        return ()
    first, last = min(moved), max(moved)
    free = changed - moved  # equal values may stand between the rows left free and the first one that changed
    if free and shift > 0:
        first = max(free) + 1
    elif free:
        last = min(free) - 1
    room = range(first - shift, first) if shift > 0 else range(last + 1, last - shift + 1)
    if not free <= {*room} or first > min(moved) or last < max(moved):
        return ()
    if any(now[row] != was[row - shift] for row in known if first <= row <= last):
        return ()
    return tuple(sorted(row for row in moved if now[row]))


def _sorted(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether equal values stand together, and did not before."""

    def together(marks: Sequence[str]) -> bool:
        return len([mark for mark, _ in groupby(marks)]) == len(set(marks))

    return together(after) and not together(before)


def _moved(before: Sequence[Sequence[str]], after: Sequence[Sequence[str]]) -> dict[int, int]:
    """Return the old row of everybody who stands in another row now, by the new one; doubles tell nothing."""
    old, new = _rows_of(before), _rows_of(after)
    return {row: old[key] for key, row in new.items() if key in old and old[key] != row}


def _rows_of(anchors: Sequence[Sequence[str]]) -> dict[tuple[str, ...], int]:
    keys = list(zip(*anchors, strict=True))
    counts = Counter(keys)
    return {key: row for row, key in enumerate(keys) if all(key) and counts[key] == 1}


def _stayed(before: Sequence[str], after: Sequence[str], origins: Mapping[int, int]) -> tuple[int, ...]:
    """Return the rows of those who moved beside a value that stayed, unless more values went along or were changed."""
    telling = [row for row, old in origins.items() if before[row] not in ("", before[old])]
    stayed = tuple(row for row in telling if after[row] == before[row])
    return stayed if 2 * len(stayed) > len(telling) else ()


def _went_along(
    before: Sequence[str], after: Sequence[str], origins: Mapping[int, int], left: Collection[int]
) -> bool | None:
    """Whether a column moved with the people (or it makes no difference), False where it stayed, None: nobody knows.

    A cell that is neither what stood in its row nor what its person had was typed since, before or after they moved.
    """
    due = {**{row: before[old] for row, old in origins.items()}, **dict.fromkeys(left, "")}
    now = {**{row: after[old] for row, old in origins.items()}, **dict.fromkeys(left, "")}
    if all(after[row] == moved for row, moved in now.items()):
        return True
    went = sum(after[row] == mark != before[row] for row, mark in due.items())
    stayed = sum(after[row] == before[row] != mark for row, mark in due.items())
    other = sum(after[row] not in (mark, before[row]) for row, mark in due.items())
    if not went and not other:
        return not stayed
    return True if not stayed and went > other else None


def torn_rows(book: Book, kind: Kind, after: Marks) -> list[Torn]:
    """Return what stayed behind in a workbook, given its marks of today, since a verb saved it. Raises ExcelBusy."""
    before = recalled(book)
    if not before or not after:
        return []
    if any(len(after[name]) != len(marks) for name, marks in before.items() if name in after):
        return []
    anchors = kind.people["id"], kind.people["name"]
    found = torn(before, after, *anchors)
    if found is not None:
        return [found]
    ordinary = [column.name for column in roster_columns(kind) if not isinstance(column.rule, (NumberRule, DateRule))]
    found_turned = turned(before, after, *anchors, ordinary)
    told = {name for one in found_turned for name in one.columns}
    return [*found_turned, *(one for one in shifted(before, after, *anchors, ordinary) if told.isdisjoint(one.columns))]


def check_rows(reading: Reading) -> list[Fault]:
    """Say that people were sorted or shifted without all of their cells; a fault names the columns left behind."""
    found = torn_rows(reading.book, reading.kind, roster_marks(reading.kind, reading.blocks.__getitem__))
    if not found:
        return []
    from xlkpi.actions.checks.torn_row_faults import told

    return told(reading, found)
