"""Finds the body below each header: entries, spare rows, subtotals, titles, repeated headers, and where it ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.grid import Grid
from xlkpi.adopt.headers import header_blocks
from xlkpi.adopt.heading import Header
from xlkpi.adopt.keys import HEAD_KEYS
from xlkpi.adopt.labels import pairs_in, wide
from xlkpi.adopt.lexicon import Lexicon
from xlkpi.adopt.row_kinds import NOTE, SIGNED, Row, Shape, numbered, row_kind, section_title

ALIKE = 50
"""Entries after which one that is filled like the last one and says nothing of totals or notes is taken as one too."""

SPEAKING = re.compile(
    r"[计均总签章注说明附最累共:：、()（）]|人数|率|以上|本表|公示|sum|total|avg|mean|note|remark", re.IGNORECASE
)


@dataclass
class Table:
    """A header with the rows below it that belong to it."""

    header: Header
    first_row: int
    last_row: int
    skip: list[int] = field(default_factory=list)
    """Rows inside the body that are no entry."""
    spare: list[int] = field(default_factory=list)
    """Rows that were drawn for further entries."""
    totals: list[int] = field(default_factory=list)
    """Rows of subtotals and totals, inside the body and directly below it."""
    left: int = 0
    right: int = 0
    doubts: tuple[int, ...] = ()
    """Other rows that may be the last one: the body may have ended before what interrupts it."""

    @property
    def entries(self) -> list[int]:
        """The rows with something in them that are entries."""
        skipped = {*self.skip, *self.spare}
        return [row for row in range(self.first_row, self.last_row + 1) if row not in skipped]


def tables_of(grid: Grid, lexicon: Lexicon) -> list[Table]:
    """Every table of a sheet, from the top and the left."""
    headers = list(header_blocks(grid, lexicon))
    found: list[Table] = []
    taken: set[int] = set()
    for number in range(len(headers)):
        found += [_table(grid, lexicon, headers, number, taken)] if number not in taken else []
    return found


def _table(grid: Grid, lexicon: Lexicon, headers: Sequence[Header], number: int, taken: set[int]) -> Table:
    """Follow a body down; a header that repeats this one belongs to it unless a new head stands before it."""
    header = headers[number]
    left, right = header.left, header.right
    repeated = {
        row: at
        for at, other in enumerate(headers)
        if at > number and other.repeats(header)
        for row in range(other.top, other.bottom + 1)
    }
    others = {
        row
        for at, other in enumerate(headers)
        if at > number and other.left <= right and other.right >= left
        for row in range(other.top, other.bottom + 1)
        if row not in repeated
    }
    rows: list[tuple[int, Row]] = []
    doubts: list[int] = []
    row, last = header.bottom + 1, grid.bottom
    head_rows = _head_rows(grid, lexicon, header) if repeated or others else set()
    usual: object = None
    while row <= last and row not in others:
        if row not in repeated and row not in head_rows and grid.shape(row) == usual and not _speaks(grid, row):
            kind: Row = "entry"
        elif row in repeated and head_rows.isdisjoint(range(rows[-1][0] if rows else row, row)):
            kind = "header"
        elif row in repeated:
            break
        else:
            kind = row_kind(grid, lexicon, row, left, right, header)
        if (kind == "end" or (row in head_rows and row not in repeated)) and any(known == "entry" for _, known in rows):
            shape = _shape(grid, rows, left, right)
            if shape.fits(row):
                kind = "entry"  # a word of notes or signatures inside a line that is filled as the others are
            elif row in head_rows:
                break
            elif after := _interrupted(grid, lexicon, shape, row, {*others, *repeated, *head_rows}, header):
                kind = "title"
                doubts += [] if _counts_on(grid, lexicon, rows, after, header) else [rows[-1][0]]
        if kind in ("end", "result") and not _goes_on(grid, row, left, right, repeated):
            break
        if kind == "entry" and (_behind(grid, rows, row, left, right) or _apart(grid, rows, row, left, right)):
            break
        usual = grid.shape(row) if kind == "entry" and len(rows) > ALIKE else None
        rows.append((row, "title" if kind in ("end", "result") else kind))
        row += 1
    table = _bounded(header, rows)
    taken |= {repeated[at] for at, kind in rows if kind == "header" and at <= table.last_row}
    table.doubts = tuple(at for at in doubts if at < table.last_row)
    return table


def _speaks(grid: Grid, row: int) -> bool:
    """Whether a row holds words that may make it something else than an entry, however it is filled."""
    return any(SPEAKING.search(grid.text(row, column)) for column in grid.rows[row])


def _shape(grid: Grid, rows: Sequence[tuple[int, Row]], left: int, right: int) -> Shape:
    return Shape(grid, left, right, [row for row, kind in rows if kind == "entry"][-20:])


def _interrupted(grid: Grid, lexicon: Lexicon, shape: Shape, row: int, heads: set[int], header: Header) -> int:
    """The entry behind one or two rows of remarks: filled as those before it are; 0 where the body ends here."""
    for after in (row + 1, row + 2):
        if after in heads:
            return 0
        kind = row_kind(grid, lexicon, after, shape.left, shape.right, header)
        if kind == "entry":
            return after if shape.fits(after) else 0
        if kind not in ("end", "title"):
            return 0
    return 0


def _counts_on(grid: Grid, lexicon: Lexicon, rows: Sequence[tuple[int, Row]], after: int, header: Header) -> bool:
    """Whether a column of serial numbers goes on behind an interruption with the next number."""
    before = [row for row, kind in rows if kind == "entry"][-1]
    for column in numbered(lexicon, header):
        one, other = (number_of(grid.value(row, column)) for row in (before, after))
        if one is not None and other == one + 1:
            return True
    return False


def _behind(grid: Grid, rows: Sequence[tuple[int, Row]], row: int, left: int, right: int) -> bool:
    """Whether a row behind a total is none of the entries: it holds much less, or labels with their values."""
    if not rows or rows[-1][1] != "total":
        return False
    columns = list(grid.filled_in(row, left, right))
    counts = [len(list(grid.filled_in(at, left, right))) for at, kind in rows if kind == "entry"]
    if counts and len(columns) * 2 < max(counts):
        return True
    labelled = any(pair.value for column in columns for pair in pairs_in(grid.text(row, column)))
    return bool(counts) and labelled and not _shape(grid, rows, left, right).fits(row)


def _apart(grid: Grid, rows: Sequence[tuple[int, Row]], row: int, left: int, right: int) -> bool:
    """Whether a row behind the total of all lines is filled otherwise than these, and so are the next ones."""
    if not rows or rows[-1][1] != "total":
        return False
    shape = _shape(grid, rows, left, right)
    numbers = "number" in shape.kinds.values()
    return numbers and not any(shape.fits(row + at) for at in range(4))


def _head_rows(grid: Grid, lexicon: Lexicon, header: Header) -> set[int]:
    """Rows below a header in which the head of another form begins: a label of a person's field with its value."""
    found = set()
    for row, columns in grid.rows.items():
        if row > header.bottom and any(
            set(_head_keys(lexicon, grid.text(row, column))) & {"name", "employee_id", "department", "month", "branch"}
            for column in columns
            if header.left - 2 <= column <= header.right
        ):
            found.add(row)
    return found


def _head_keys(lexicon: Lexicon, text: str) -> set[str]:
    keys = {key for key, surely in lexicon.means(text, "field").items() if surely >= 0.9}
    for pair in pairs_in(text):
        keys |= {key for key, surely in lexicon.look_up(pair.label, "field").keys.items() if surely >= 0.9}
    return keys & HEAD_KEYS


def _goes_on(grid: Grid, row: int, left: int, right: int, repeated: dict[int, int]) -> bool:
    """Whether what looks like the end is only a title between two parts of the same body."""
    text = next((grid.text(row, column) for column in grid.filled_in(row, left, right)), "")
    return row + 1 in repeated and not NOTE.search(wide(text)) and not SIGNED.search(text) and bool(section_title(text))


def _bounded(header: Header, rows: Sequence[tuple[int, Row]]) -> Table:
    """The body from its first entry to its last one or the last spare row; blanks inside stay only between entries."""
    rows = _until_blank(rows)
    body = [(row, kind) for row, kind in rows if kind in ("entry", "spare")]
    if not body:
        return Table(header, header.bottom + 1, header.bottom, left=header.left, right=header.right)
    last = _last(rows)
    first = body[0][0]
    inside = [(row, kind) for row, kind in rows if first <= row <= last]
    return Table(
        header,
        first,
        last,
        [row for row, kind in inside if kind not in ("entry", "spare")],
        [row for row, kind in inside if kind == "spare"],
        [row for row, kind in rows if kind == "total"],
        header.left,
        header.right,
    )


def _until_blank(rows: Sequence[tuple[int, Row]]) -> list[tuple[int, Row]]:
    """Cut at the first two blank rows, or at one behind which no entry follows directly."""
    kept: list[tuple[int, Row]] = []
    for at, (row, kind) in enumerate(rows):
        if kind == "blank":
            after = rows[at + 1][1] if at + 1 < len(rows) else "end"
            begun = any(known in ("entry", "total") for _, known in kept)
            if begun and after not in ("entry", "header"):
                break
        kept.append((row, kind))
    return kept


def _last(rows: Sequence[tuple[int, Row]]) -> int:
    """The last entry or spare row before the totals that close the table."""
    last = 0
    closed = False
    for (row, kind), (_, after) in pairwise([*rows, (0, "end")]):
        if kind == "entry" or (kind == "spare" and not closed):
            last = row
            closed = False
        closed = closed or (kind == "total" and after in ("end", "blank", "spare"))
    return last
