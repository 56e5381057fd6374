"""Finds header rows and what stands over each column: merged cells, two or three rows, units, both languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.grid import Grid
from xlkpi.adopt.keys import HEAD_KEYS, RESULT_KEYS
from xlkpi.adopt.labels import Label, label_of, pairs_in
from xlkpi.adopt.lexicon import LIKELY, Lexicon

NEAR = 200
"""Rows from the top in which every one is looked at for the words of a header."""


@dataclass(frozen=True)
class Heading:
    """What stands over one column (of merged ones the first)."""

    column: int
    last: int
    words: tuple[str, ...]
    """The column's own words, the lowest first: two where each language has a row."""
    over: tuple[str, ...] = ()
    """Words over several columns of which this is one, the nearest first."""
    weights: float | None = None
    """A number below the words, as in tables with indicators in columns."""
    row: int = 0
    """The row of the column's own first word."""

    @property
    def label(self) -> Label:
        """The words read together."""
        labels = [label_of(word) for word in self.words]
        units = [label.unit for label in labels if label.unit]
        return Label(
            tuple(dict.fromkeys(reading for label in labels for reading in label.readings)), (units or [""])[0]
        )

    @property
    def shown(self) -> str:
        """The words as a sentence quotes them."""
        return " ".join(" ".join(reversed(self.words)).split())


@dataclass(frozen=True)
class Header:
    """A block of header rows with its columns."""

    top: int
    bottom: int
    headings: tuple[Heading, ...]

    @property
    def left(self) -> int:
        """Its first column."""
        return self.headings[0].column

    @property
    def right(self) -> int:
        """Its last column."""
        return self.headings[-1].last

    def repeats(self, other: Header) -> bool:
        """Whether this is another header over again: the same words over the same columns, a few left out at most."""
        own, there = self._signature(), other._signature()
        return own <= there and len(own) * 10 >= len(there) * 7

    def _signature(self) -> set[tuple[int, str]]:
        return {(heading.column, heading.shown) for heading in self.headings if heading.words}


def is_label(grid: Grid, lexicon: Lexicon, row: int, column: int) -> bool:
    """Whether a cell holds a label and no value beside it; words that only may be one do not count."""
    text = grid.text(row, column)
    return bool(text) and not any(pair.value for pair in pairs_in(text)) and lexicon.known(text, LIKELY * 0.9)


def header_rows(grid: Grid, lexicon: Lexicon) -> list[int]:
    """Rows that read like a header: labels side by side, or labels with values in the rows below them."""
    found: list[int] = []
    before: object = None
    for row in grid.rows:
        shape = grid.shape(row) if row > NEAR else None
        # Far down only a row that is filled otherwise than the one above it can begin another table.
        alike = shape is not None and shape == before and not (found and found[-1] == row - 1)
        if not alike and _reads_like_header(grid, lexicon, row):
            found.append(row)
        before = shape
    return found


def _reads_like_header(grid: Grid, lexicon: Lexicon, row: int) -> bool:
    columns = grid.rows[row]
    labels = [column for column in columns if is_label(grid, lexicon, row, column)]
    texts = [column for column in columns if grid.text(row, column)]
    keys = {key for column in labels for key in _keys(lexicon, grid.text(row, column))}
    if len(labels) < 2 or not keys:
        return False
    spans = [grid.span(row, column) for column in columns]
    beside = sum(
        one.left in labels and other.left in labels and other.left == one.right + 1 for one, other in pairwise(spans)
    )
    if len(keys) >= 2 and beside >= 1 and len(texts) * 2 > len(columns) and not _runs_on(grid, lexicon, row, labels):
        return True
    if len(labels) < 3 and not (len(texts) == len(columns) >= 4 and len(keys) >= 2):
        return False
    if keys <= HEAD_KEYS | RESULT_KEYS and beside == 0 and len(labels) * 2 <= len(columns) + 1 and columns[0] in labels:
        return False  # a head: labels and values in turn
    waiting = [column for column in labels if _has_values_below(grid, lexicon, row, column)]
    return len(waiting) >= 2 and len(texts) * 2 > len(columns)


def _runs_on(grid: Grid, lexicon: Lexicon, row: int, labels: Sequence[int]) -> bool:
    """Whether labels and values alternate in the row, as in a head with one value left out."""
    columns = grid.rows[row]
    followed = 0
    for one, other in pairwise(columns):
        known = one in labels and other not in labels
        followed += (
            known
            and not grid.text(row, one).endswith(("分", "率"))
            and not _has_values_below(grid, lexicon, row, other)
        )
    return followed * 2 >= len(labels) and followed >= 1


def _keys(lexicon: Lexicon, text: str) -> set[str]:
    return {*lexicon.means(text, "form"), *lexicon.means(text, "summary"), *lexicon.means(text, "field")}


def _has_values_below(grid: Grid, lexicon: Lexicon, row: int, column: int) -> bool:
    """Whether the two rows below a cell hold values and no labels."""
    bottom = grid.span(row, column).bottom
    below = [grid.value(at, column) for at in (bottom + 1, bottom + 2)]
    return all(value is not None and not (isinstance(value, str) and lexicon.known(value)) for value in below)


def header_blocks(grid: Grid, lexicon: Lexicon) -> Iterator[Header]:
    """Header rows put together to blocks, and each block cut where its words begin anew."""
    rows = header_rows(grid, lexicon)
    used = 0
    for row in rows:
        if row <= used:
            continue
        top, bottom = _extent(grid, lexicon, row, rows)
        used = bottom
        columns = [c for at in range(top, bottom + 1) for c in grid.rows.get(at, ())]
        left = min(columns)
        right = max(grid.span(at, c).right for at in range(top, bottom + 1) for c in grid.rows.get(at, ()))
        headings = _headings(grid, top, bottom, left, right)
        yield from (Header(top, bottom, part) for part in _cut(grid, lexicon, bottom, headings))


def _extent(grid: Grid, lexicon: Lexicon, row: int, rows: Sequence[int]) -> tuple[int, int]:
    """First and last row of the header that holds a row: cells merged downwards, units, a second language."""
    bottom = max(grid.span(row, column).bottom for column in grid.rows[row])
    bottom = min(bottom, row + 5)
    grown = True
    while grown:
        grown = False
        after = bottom + 1
        if after in rows and _belongs(grid, lexicon, bottom, after):
            bottom, grown = max(grid.span(after, column).bottom for column in grid.rows[after]), True
        elif after in grid.rows and _only_units(grid, after):
            bottom, grown = after, True
    top = row
    while _reaches_down(grid, lexicon, top):
        top -= 1
    return top, bottom


def _reaches_down(grid: Grid, lexicon: Lexicon, top: int) -> bool:
    """Whether the row above belongs to a header: a cell merged down into it, or words over several of its columns."""
    above = grid.rows.get(top - 1, [])
    if not above:
        spans = {grid.span(top - 1, column) for column in range(1, grid.right + 1)} if top > 1 else set()
        return any(span.top < top - 1 and span.bottom >= top and grid.value(span.top, span.left) for span in spans)
    spans = {grid.span(top - 1, column) for column in above}
    if any(span.bottom >= top for span in spans):
        return True
    width = len(grid.rows[top])
    wide = [span for span in spans if span.columns > 1]
    texts = [grid.text(top - 1, column) for column in above]
    return (
        bool(wide)
        and all(span.columns * 10 <= width * 6 for span in spans)
        and len(spans) > 1
        and all(texts)
        and not any(pairs_in(text) or _heads(lexicon, text) for text in texts)
    )


def _heads(lexicon: Lexicon, text: str) -> bool:
    return any(key in HEAD_KEYS for key in lexicon.means(text, "field"))


def _belongs(grid: Grid, lexicon: Lexicon, above: int, row: int) -> bool:
    """Whether a header row directly below another is its second row: no values between, words over the same columns."""
    over, under = set(grid.rows.get(above, ())), set(grid.rows[row])
    return len(over & under) * 2 >= len(under) and all(
        is_label(grid, lexicon, row, c) or grid.text(row, c) for c in under
    )


def _only_units(grid: Grid, row: int) -> bool:
    texts = [grid.value(row, column) for column in grid.rows[row]]
    return len(texts) > 1 and all(isinstance(text, str) and _is_unit(text) for text in texts)


def _is_unit(text: str) -> bool:
    label = label_of(text)
    return bool(label.unit) and not any(reading != label.unit for reading in label.readings)


def _headings(grid: Grid, top: int, bottom: int, left: int, right: int) -> tuple[Heading, ...]:
    """One heading for each column, those below one merged cell together."""
    found: list[Heading] = []
    column = left
    while column <= right:
        heading = _heading(grid, top, bottom, column)
        found.append(heading)
        column = heading.last + 1
    return tuple(found)


def _heading(grid: Grid, top: int, bottom: int, column: int) -> Heading:
    own: list[str] = []
    over: list[str] = []
    weights: float | None = None
    unit = ""
    row = top
    width = column
    for at in range(bottom, top - 1, -1):
        span = grid.span(at, column)
        if at != bottom and span == grid.span(at + 1, column) and span.bottom > span.top:
            continue
        value = grid.value(at, column)
        if value is None:
            continue
        if not isinstance(value, str):
            weights = number_of(value) if weights is None and not own else weights
            continue
        if not own and _is_unit(value):
            unit = unit or value
            continue
        narrow = span.left == column and (
            span.left == span.right or not _divided(grid, span.bottom + 1, bottom, span.left, span.right)
        )
        if narrow and not over:
            own.append(value)
            width = max(width, span.right)
            row = at if len(own) == 1 else row
        else:
            over.append(value)
    if own and unit:
        own[0] = f"{own[0]}{unit}"
    return Heading(column, width, tuple(own), tuple(over), weights, row)


def _divided(grid: Grid, top: int, bottom: int, left: int, right: int) -> bool:
    """Whether below a wide cell the header has cells of its own."""
    return any(
        grid.value(row, column) is not None
        and grid.span(row, column).right - grid.span(row, column).left < right - left
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    )


def _cut(grid: Grid, lexicon: Lexicon, bottom: int, headings: tuple[Heading, ...]) -> Iterator[tuple[Heading, ...]]:
    """Cut a header into tables side by side: where its words begin anew, or behind a gap beside a head."""
    blocks = [block for block in _blocks(grid, bottom, headings) if any(heading.words for heading in block)]
    joined: list[list[Heading]] = []
    for block in blocks:
        if (
            joined
            and not _begins_anew(joined[-1], block)
            and not _is_head(grid, lexicon, bottom, block)
            and not _is_head(grid, lexicon, bottom, joined[-1])
        ):
            joined[-1] += block
        else:
            joined.append(list(block))
    for block in joined:
        for part in _periods(block):
            trimmed = _trimmed(part)
            if len([heading for heading in trimmed if heading.words]) >= 2 and not _is_head(
                grid, lexicon, bottom, trimmed
            ):
                yield tuple(trimmed)


def _blocks(grid: Grid, bottom: int, headings: Sequence[Heading]) -> list[list[Heading]]:
    """Headings parted at columns with nothing in them, neither in the header nor in the three rows below."""
    found: list[list[Heading]] = [[]]
    for heading in headings:
        empty = not heading.words and all(
            grid.value(row, heading.column) is None and not grid.drawn(row, heading.column)
            for row in range(bottom + 1, bottom + 4)
        )
        if empty and found[-1]:
            found.append([])
        elif not empty:
            found[-1].append(heading)
    return [block for block in found if block]


def _begins_anew(left: Sequence[Heading], right: Sequence[Heading]) -> bool:
    """Whether a block behind a gap repeats a word of the one before it, so that it is a table of its own."""
    before = {heading.label.readings[:1] for heading in left if heading.words and not heading.over}
    return any(heading.label.readings[:1] in before for heading in right if heading.words and not heading.over)


def _is_head(grid: Grid, lexicon: Lexicon, bottom: int, block: Sequence[Heading]) -> bool:
    """Whether a block is labels below each other with their values beside them, a head that stands beside the table."""
    texts = {grid.text(row, block[0].column) for row in range(bottom + 1, bottom + 5)}
    labels = [text for text in texts if _is_head_label(lexicon, text)]
    return len(block) <= 4 and len(labels) >= 2


def _is_head_label(lexicon: Lexicon, text: str) -> bool:
    meant = lexicon.means(text, "field")
    return any(surely >= LIKELY * 0.9 and key in HEAD_KEYS for key, surely in meant.items())


def _periods(block: Sequence[Heading]) -> Iterator[list[Heading]]:
    """Cut a block where its first word comes again and the same words follow: a list in two halves without a gap."""
    words = [heading.label.readings[:1] for heading in block]
    starts = [0] + [
        at
        for at in range(2, len(block) - 1)
        if words[at] and words[at] == words[0] and words[at + 1] == words[1] and not block[at].over
    ]
    for start, end in zip(starts, [*starts[1:], len(block)]):
        yield list(block[start:end])


def _trimmed(block: Sequence[Heading]) -> list[Heading]:
    named = [at for at, heading in enumerate(block) if heading.words or heading.over]
    return list(block[named[0] : named[-1] + 1]) if named else []
