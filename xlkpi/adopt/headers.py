"""Finds header rows and what stands over each column: merged cells, two or three rows, units, both languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from xlkpi.adopt.cell_numbers import number_of, weight_of
from xlkpi.adopt.grid import Grid
from xlkpi.adopt.heading import Header, Heading
from xlkpi.adopt.keys import HEAD_KEYS, RESULT_KEYS
from xlkpi.adopt.labels import label_of, pairs_in
from xlkpi.adopt.lexicon import LIKELY, Lexicon
from xlkpi.adopt.side_by_side import side_by_side

NEAR = 200
"""Rows from the top in which every one is looked at for the words of a header."""


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
    labels = [column for column in columns if _heads_a_column(grid, lexicon, row, column)]
    texts = [column for column in columns if grid.text(row, column)]
    keys = {key for column in labels for key in _keys(lexicon, grid.text(row, column))}
    if len(labels) < 2 or not keys:
        return False
    if keys <= HEAD_KEYS and _over_a_head(grid, lexicon, row, labels):
        return False
    if keys <= HEAD_KEYS and len(texts) > len(labels) and _over_a_header(grid, lexicon, row):
        return False
    spans = [grid.span(row, column) for column in columns]
    beside = sum(
        one.left in labels and other.left in labels and other.left == one.right + 1 for one, other in pairwise(spans)
    )
    if len(keys) >= 2 and beside >= 1 and len(texts) * 2 > len(columns) and not _runs_on(grid, lexicon, row, labels):
        return True
    if len(labels) < 3 and not (len(texts) == len(columns) >= 4 and len(keys) >= 2):
        return False
    in_turn = beside == 0 and len(labels) * 2 <= len(columns) + 1 and columns[0] in labels
    if keys <= HEAD_KEYS | RESULT_KEYS and in_turn and not _over_numbers(grid, row, labels):
        return False  # a head: labels and values in turn
    waiting = [column for column in labels if _has_values_below(grid, lexicon, row, column)]
    return len(waiting) >= 2 and len(texts) * 2 > len(columns)


def _heads_a_column(grid: Grid, lexicon: Lexicon, row: int, column: int) -> bool:
    """Whether a label may stand over a column: one with a colon waits for its value beside it."""
    return is_label(grid, lexicon, row, column) and not grid.text(row, column).rstrip().endswith((":", "："))


def _over_numbers(grid: Grid, row: int, labels: Sequence[int]) -> bool:
    """Whether numbers stand in two rows below most of the words that nobody knows: these are headings, no values."""
    words = [column for column in grid.rows[row] if column not in labels and grid.text(row, column)]
    bottoms = {column: grid.span(row, column).bottom for column in words}
    counted = [
        column
        for column, bottom in bottoms.items()
        if all(number_of(grid.value(at, column)) is not None for at in (bottom + 1, bottom + 2))
    ]
    return len(counted) >= 2 and len(counted) * 2 >= len(words)


def _over_a_head(grid: Grid, lexicon: Lexicon, row: int, labels: Sequence[int]) -> bool:
    """Whether a row of labels and values in turn stands over another one: labels below labels, values below values."""
    below = set(grid.rows.get(row + 1, ()))
    over = [column for column in labels if column in below]
    again = [column for column in over if is_label(grid, lexicon, row + 1, column)]
    values = [column for column in grid.rows[row] if column not in labels and column in below]
    return bool(values) and len(again) * 2 > len(over) and not any(is_label(grid, lexicon, row + 1, c) for c in values)


def _over_a_header(grid: Grid, lexicon: Lexicon, row: int) -> bool:
    """Whether labels of more than a head stand below a row that reaches no further down: 姓名 张三 岗位 主管."""
    columns = [column for column in grid.rows.get(row + 1, ()) if is_label(grid, lexicon, row + 1, column)]
    below = [grid.text(row + 1, column) for column in columns]
    keys = {key for text in below for key in _keys(lexicon, text)}
    flat = all(grid.span(row, column).bottom == row for column in grid.rows[row])
    return flat and len(below) >= 3 and not keys <= HEAD_KEYS


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
        yield from (Header(top, bottom, part) for part in side_by_side(grid, lexicon, bottom, headings))


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
        elif after in grid.rows and (_only_units(grid, after) or _only_weights(grid, after)):
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


def _only_weights(grid: Grid, row: int) -> bool:
    """Whether a row below a header holds the weights of its columns and nothing else, with whole lines below it."""
    numbers = {column: weight_of(grid.value(row, column)) for column in grid.rows[row]}
    whole = round(sum(number or 0.0 for number in numbers.values()), 6)
    shares = all(0 < (number or 0.0) < 1 for number in numbers.values()) and 0.8 <= whole <= 1.2  # perhaps not whole
    below = set(grid.rows.get(row + 1, ()))
    texts = any(grid.text(row + 1, column) for column in below - numbers.keys())
    weights = len(numbers) > 1 and None not in numbers.values() and (whole in (1.0, 100.0) or shares)
    return weights and texts and below > numbers.keys()


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
        if not own and at > top and number_of(value) is None and weight_of(value) is not None:
            weights = weight_of(value) if weights is None else weights
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
