"""Cuts one block of header rows into the tables that stand side by side below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final

from xlkpi.adopt.grid import Grid
from xlkpi.adopt.heading import Heading
from xlkpi.adopt.keys import HEAD_KEYS, RESULT_KEYS
from xlkpi.adopt.labels import label_of
from xlkpi.adopt.level_words import is_level
from xlkpi.adopt.lexicon import LIKELY, Lexicon

LEGEND: Final = 4
"""Columns of a legend at most."""


def side_by_side(
    grid: Grid, lexicon: Lexicon, bottom: int, headings: Sequence[Heading]
) -> Iterator[tuple[Heading, ...]]:
    """Cut a header into tables side by side: where its words begin anew, or behind a gap beside a head."""
    blocks = [block for block in _blocks(grid, bottom, headings) if any(heading.words for heading in block)]
    joined: list[list[Heading]] = []
    for block in blocks:
        if (
            joined
            and not _begins_anew(lexicon, joined[-1], block)
            and not _of_another_length(grid, bottom, joined[-1], block)
            and not is_legend(grid, bottom, block)
            and not _is_panel(grid, lexicon, bottom, block)
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
            grid.value(row, heading.column) is None for row in range(bottom + 1, bottom + 4)
        )
        if empty and found[-1]:
            found.append([])
        elif not empty:
            found[-1].append(heading)
    return [block for block in found if block]


def _begins_anew(lexicon: Lexicon, left: Sequence[Heading], right: Sequence[Heading]) -> bool:
    """Whether a block behind a gap repeats a word of the one before it, so that it is a table of its own."""
    before = _own_words(lexicon, left)
    return any(word in before for word in _own_words(lexicon, right))


def _own_words(lexicon: Lexicon, block: Sequence[Heading]) -> set[str]:
    """Known words over single columns; those below words over several may repeat, unless these are a title."""
    titled = len({heading.over for heading in block}) == 1
    words = (word for heading in block if titled or not heading.over for word in heading.words if lexicon.known(word))
    return {readings[0] for word in words if (readings := label_of(word).readings)}


def _of_another_length(grid: Grid, bottom: int, left: Sequence[Heading], right: Sequence[Heading]) -> bool:
    """Whether a block behind a gap is filled to another row than the one before it, as a legend beside a list is."""
    if any(sum(bool(heading.words) for heading in block) < 2 for block in (left, right)):
        return False
    # Rows of subtotals and notes reach into one block only: the lengths must differ with blanks bridged and without.
    for blanks in (0, 1):
        one, other = _lines(grid, bottom, left, blanks), _lines(grid, bottom, right, blanks)
        if min(one, other) == 0 or abs(one - other) <= 1:
            return False
    one, other = _lines(grid, bottom, left, 0), _lines(grid, bottom, right, 0)
    return all(
        grid.value(row, heading.column) is not None
        for row in range(bottom + 1, bottom + min(one, other) + 1)
        for heading in (right if other < one else left)
        if heading.words
    )


def is_legend(grid: Grid, bottom: int, block: Sequence[Heading]) -> bool:
    """Whether a block explains levels: three or more below each other, each of them once."""
    if len(block) > LEGEND:
        return False
    for heading in block:
        words = list(
            takewhile(bool, (grid.text(row, heading.column).strip() for row in range(bottom + 1, bottom + 20)))
        )
        if len(words) == len(set(words)) >= 3 and all(map(is_level, words)):
            return True
    return False


def _lines(grid: Grid, bottom: int, block: Sequence[Heading], blanks: int) -> int:
    """Rows below a header down to the last one in which a block holds anything, with so many blank ones in between."""
    last = row = bottom
    while row - last <= blanks and row < bottom + 500:
        row += 1
        if any(grid.value(row, heading.column) is not None for heading in block):
            last = row
    return last - bottom


def _is_head(grid: Grid, lexicon: Lexicon, bottom: int, block: Sequence[Heading]) -> bool:
    """Whether a block is labels below each other with their values beside them, a head that stands beside the table."""
    texts = {grid.text(row, block[0].column) for row in range(bottom + 1, bottom + 5)}
    labels = [text for text in texts if _is_head_label(lexicon, text)]
    return len(block) <= 4 and len(labels) >= 2


def _is_panel(grid: Grid, lexicon: Lexicon, bottom: int, block: Sequence[Heading]) -> bool:
    """Whether a block is results below each other with their values beside them, and its heading the first of these."""
    texts = [grid.text(row, block[0].column) for row in range(bottom + 1, bottom + 6)]
    results = {key for text in texts for key, surely in lexicon.means(text, "field").items() if surely >= LIKELY * 0.9}
    return len(block) in (2, 3) and not any(one.words for one in block[1:]) and len(results & RESULT_KEYS) >= 2


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
