"""Weights of columns that go by the person's post: a table of posts on one side and the columns' words on the other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final, NamedTuple

from xlkpi.adopt.cell_numbers import weight_of
from xlkpi.adopt.grid import Grid, Place
from xlkpi.adopt.told_weights import ROWS_BELOW, bare
from xlkpi.adopt.understanding import Part
from xlkpi.books.areas import reference_of

LARGEST: Final = 1000
"""Rows of a sheet above which it is data and no table of weights."""


class PostWeights(NamedTuple):
    """The share of each column by post, the sheet of the table, its first cell, and the last cell of each post."""

    shares: Mapping[str, Mapping[int, float]]
    sheet: str
    first: Place
    ends: Mapping[str, Place]

    @property
    def where(self) -> str:
        """Where the table begins."""
        return f"{self.sheet}!{reference_of(*self.first)}"

    def wrong(self) -> Iterator[tuple[str, float]]:
        """Posts whose weights are not the whole, with what they add up to."""
        for post, own in self.shares.items():
            whole = round(sum(own.values()), 6)
            if whole != 1:
                yield post, whole


def post_weights(
    part: Part, grids: Mapping[str, Grid], columns: Mapping[int, str], posts: Collection[str]
) -> Iterator[PostWeights]:
    """Every table that has numbers for at least two of the posts and two of the columns, given with their headings."""
    words = {word: at for at, heading in columns.items() if (word := bare(heading))}
    for grid in grids.values():
        if len(grid.rows) > LARGEST or len(words) < 2 or len(posts) < 2:
            continue
        body = range(0)
        if grid.name == part.sheet:
            body = range(max(1, (part.first_row or 1) - 2 * ROWS_BELOW), (part.last_row or 0) + 1)
        cells = [(row, at) for row, filled in grid.rows.items() if row not in body for at in filled]
        headed = {place: words[word] for place in cells if (word := bare(grid.text(*place))) in words}
        called = {place: text for place in cells if (text := grid.text(*place).strip()) in posts}
        for down in (True, False):
            yield from _crossed(grid, headed, called, down=down)


def _crossed(
    grid: Grid, headed: Mapping[Place, int], called: Mapping[Place, str], *, down: bool
) -> Iterator[PostWeights]:
    """Tables of which the posts stand below each other (or side by side) and the words of the columns across."""
    side = 1 if down else 0
    for line in dict.fromkeys(place[1 - side] for place in headed):
        heads = {place[side]: column for place, column in headed.items() if place[1 - side] == line}
        for own in dict.fromkeys(place[side] for place in called):
            people = {
                post: place[1 - side]
                for place, post in called.items()
                if place[side] == own and place[1 - side] > line and own < min(heads, default=0)
            }
            places = {post: [(at, head) if down else (head, at) for head in heads] for post, at in people.items()}
            numbers = {
                post: {heads[place[side]]: number for place in some if (number := weight_of(grid.value(*place)))}
                for post, some in places.items()
            }
            numbers = {post: found for post, found in numbers.items() if len(found) > 1}
            if len(heads) > 1 and len(numbers) > 1:
                times = 100 if any(sum(found.values()) > 2 for found in numbers.values()) else 1
                shares = {post: {at: one / times for at, one in found.items()} for post, found in numbers.items()}
                first = (line, own) if down else (own, line)
                yield PostWeights(shares, grid.name, first, {post: max(places[post]) for post in numbers})
