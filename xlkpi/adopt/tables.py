"""Finds the body below each header: entries, spare rows, subtotals, titles, repeated headers, and where it ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, TypeAlias

from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.grid import Grid
from xlkpi.adopt.headers import Header, header_blocks
from xlkpi.adopt.keys import HEAD_KEYS, RESULT_KEYS
from xlkpi.adopt.labels import pairs_in, wide
from xlkpi.adopt.lexicon import Lexicon

Row: TypeAlias = Literal["entry", "spare", "total", "title", "header", "blank", "end"]

SIGNED = re.compile(r"签字|签名|签章|盖章|签收|signature|signed", re.IGNORECASE)
NOTE = re.compile(
    r"^\s*[(\[【]?\s*(?:注|备注|说明|附注|附|备注说明|填表说明|公示期|本表|以上|note|remark)s?\s*\d?\s*[:：、)）]|^\s*\d[、.)]|^(?:本表|公示|以上)"
)
ROWS_LIMIT = 120_000


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
    row, last = header.bottom + 1, min(grid.bottom, header.bottom + ROWS_LIMIT)
    head_rows = _head_rows(grid, lexicon, header) if repeated else set()
    while row <= last and row not in others:
        if row in repeated and head_rows.isdisjoint(range(rows[-1][0] if rows else row, row)):
            kind: Row = "header"
            taken.add(repeated[row])
        elif row in repeated:
            break
        else:
            kind = _kind(grid, lexicon, row, left, right, header)
        if kind == "end" and not _goes_on(grid, row, left, right, repeated):
            break
        if kind == "entry" and _thin(grid, rows, row, left, right):
            break
        rows.append((row, "title" if kind == "end" else kind))
        row += 1
    return _bounded(header, rows)


def _thin(grid: Grid, rows: Sequence[tuple[int, Row]], row: int, left: int, right: int) -> bool:
    """Whether a row behind a total holds so much less than the entries before it that it is none."""
    if not rows or rows[-1][1] != "total":
        return False
    counts = [len(list(grid.filled_in(at, left, right))) for at, kind in rows if kind == "entry"]
    return bool(counts) and len(list(grid.filled_in(row, left, right))) * 2 < max(counts)


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


def _kind(grid: Grid, lexicon: Lexicon, row: int, left: int, right: int, header: Header) -> Row:
    columns = list(grid.filled_in(row, left, right))
    seen = [column for column in range(left, right + 1) if grid.value(row, column) is not None]
    if not columns:
        if seen and any(grid.span(row, column).top < row for column in seen):
            return "entry" if len(seen) * 2 > right - left else "spare"
        drawn = sum(grid.drawn(row, column) for column in range(left, right + 1))
        formulas = any(grid.formula(row, column) for column in range(left, right + 1))
        return "spare" if formulas or drawn * 2 > right - left + 1 else "blank"
    outside = [at for at in grid.filled_in(row, left - 2, left - 1) if grid.text(row, at)]
    if (
        outside
        and grid.value(header.bottom, outside[0]) is None
        and (
            lexicon.ends_body(grid.text(row, outside[0]))
            or _opens_results(lexicon, grid.text(row, outside[0]), [], header)
        )
    ):
        return "total"
    first = grid.text(row, columns[0])
    numbered = _numbered(lexicon, header)
    texts = [grid.text(row, column) for column in columns if grid.text(row, column)]
    head = [grid.text(row, column) for column in columns[:3] if grid.text(row, column)]
    if any(lexicon.ends_body(text) for text in head) and not (first and _is_person_row(grid, header, lexicon, row)):
        return "total"
    if first and _opens_results(lexicon, first, columns, header):
        return "total" if lexicon.means(first, "field").get("total", 0) else "end"
    if len(columns) * 2 <= len(header.headings) and any(
        _opens_results(lexicon, text, columns, header) for text in texts
    ):
        return "total"
    if any(SIGNED.search(text) for text in texts) or (first and NOTE.search(wide(first))):
        return "end"
    if (
        any(pair.label.readings for text in texts for pair in pairs_in(text))
        and len(columns) <= 3
        and len(columns) * 2 <= right - left
    ):
        return "end"
    if set(columns) <= numbered and all(number_of(grid.value(row, column)) is not None for column in columns):
        return "spare"
    if len(columns) == 1 and isinstance(grid.value(row, columns[0]), str) and right - left >= 2:
        span = grid.span(row, columns[0])
        alone = len(seen) <= span.right - span.left + 1
        wide_enough = (min(span.right, right) - span.left + 1) * 2 > right - left + 1
        if alone and (wide_enough or not grid.drawn(row, columns[0]) or _section(first)):
            return (
                "title"
                if (wide_enough or _section(first)) and not NOTE.search(wide(first)) and grid.drawn(row, columns[0])
                else "end"
            )
    return "entry"


def _section(text: str) -> bool:
    return (
        re.match(
            r"\s*(?:[一二三四五六七八九十]+|[(（][一二三四五六七八九十]+[)）]|[A-Z]|part\s*\d)\s*[、.．)）:：]",
            text,
            re.IGNORECASE,
        )
        is not None
    )


def _is_person_row(grid: Grid, header: Header, lexicon: Lexicon, row: int) -> bool:
    """Whether a row that seems to be a total has a name in the column of names all the same."""
    for heading in header.headings:
        if lexicon.look_up(heading.label, "summary").keys.get("name", 0) >= 0.8:
            text = grid.text(row, heading.column)
            return bool(text) and not lexicon.ends_body(text) and not re.search(r"\d|平均|人数", text)
    return False


def _numbered(lexicon: Lexicon, header: Header) -> set[int]:
    return {
        column
        for heading in header.headings
        if any(lexicon.counts_rows(word) for word in heading.words)
        for column in range(heading.column, heading.last + 1)
    }


def _opens_results(lexicon: Lexicon, first: str, columns: Sequence[int], header: Header) -> bool:
    """Whether a row's first words are the label of a result of the whole form, such as 最终得分 or 考核等级."""
    meant = lexicon.means(first, "field")
    if any(meant.get(key, 0) >= 0.95 for key in ("total", "rank", "level", "coefficient", "pay")):
        return True
    result = max((surely for key, surely in meant.items() if key in RESULT_KEYS), default=0)
    return result >= 0.9 and len(columns) * 2 <= len(header.headings) + 1


def _goes_on(grid: Grid, row: int, left: int, right: int, repeated: dict[int, int]) -> bool:
    """Whether what looks like the end is only a title between two parts of the same body."""
    text = next((grid.text(row, column) for column in grid.filled_in(row, left, right)), "")
    return row + 1 in repeated and not NOTE.search(wide(text)) and not SIGNED.search(text) and bool(_section(text))


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
