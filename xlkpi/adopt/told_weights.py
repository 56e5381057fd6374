"""Weights of columns as a workbook tells them: in their headings, in a row below these, or in a table of words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from xlkpi.adopt.cell_numbers import SHARE, weight_of
from xlkpi.adopt.grid import Grid, Place
from xlkpi.adopt.labels import plain_word, wide
from xlkpi.adopt.understanding import Part
from xlkpi.adopt.value_conflicts import full_mark
from xlkpi.books.areas import quoted, reference_of

_POINTS: Final = re.compile(r"\(\s*(?:满分|权重|分值)?\s*(\d+)\s*分?\s*\)|\s(\d{1,3})分$")
_WEIGHTY: Final = re.compile("权重|比重|占比|比例|分值|满分|配分|标准分")
"""Words over, or before, numbers that are weights."""
ROWS_BELOW: Final = 3
"""Rows over the first entry in which weights may stand."""


class Told(NamedTuple):
    """A number told for a column: its cell on its sheet, and whether it stands there alone."""

    number: float
    sheet: str
    place: Place
    alone: bool


@dataclass(frozen=True)
class Weights:
    """Weights of several columns from one place; `points` where these are points of a hundred and no shares of one."""

    by: Mapping[int, Told]
    points: bool
    source: str
    """`head`, `row` or `table`."""

    @property
    def whole(self) -> float:
        """What they add up to: 1 if they are whole."""
        return round(sum(one.number for one in self.by.values()) / (100 if self.points else 1), 6)

    def factor(self, column: int) -> float:
        """The share of a column."""
        return self.by[column].number / (100 if self.points else 1)

    def cell(self, column: int, sheet: str) -> str:
        """Where a weight stands, as a formula of a sheet spells it; empty where it stands in words."""
        one = self.by[column]
        if not one.alone:
            return ""
        own = "" if one.sheet == sheet else f"{quoted(one.sheet)}!"
        return own + reference_of(*one.place)


def told_weights(part: Part, grids: Mapping[str, Grid], columns: Mapping[int, str]) -> list[Weights]:
    """All weights that a workbook tells for some of these columns, given with their headings."""
    grid = grids[part.sheet]
    found = [_in_heads(part, grid, columns), *_in_rows(part, grid, columns)]
    found += weights_in_tables(part, grids.values(), columns)
    return [one for one in found if one is not None and len(one.by) >= 2]


def weights_in_tables(part: Part, grids: Iterable[Grid], words: Mapping[int, str]) -> list[Weights]:
    """The weights that tables of some sheets tell for words: the headings of columns, or the indicators of rows."""
    return [one for grid in grids for one in _in_tables(part, grid, words)]


def _in_heads(part: Part, grid: Grid, columns: Mapping[int, str]) -> Weights | None:
    shares: dict[int, Told] = {}
    points: dict[int, Told] = {}
    for column, words in columns.items():
        plain = wide(words)
        place = heading_of(part, grid, column)
        below = wide(grid.text(*place))  # 权重10% in a row of its own, below 服务质检
        share = SHARE.findall(plain) or (SHARE.findall(below) if _WEIGHTY.search(below) else [])
        full = full_mark(words) or _points(plain)
        if len(share) == 1:
            shares[column] = Told(float(share[0]) / 100, grid.name, place, alone=False)
        elif full and not share:
            points[column] = Told(full, grid.name, place, alone=False)
        elif not share and (over := _over_head(part, grid, columns, column)):
            shares[column] = over
    if len(shares) >= len(points):
        return Weights(shares, points=False, source="head")
    return Weights(points, points=True, source="head")


def _over_head(part: Part, grid: Grid, columns: Mapping[int, str], column: int) -> Told | None:
    """The share in the words over several columns, of the one of them with the marks: 权重40% over 目标, 完成, 得分."""
    row, at = heading_of(part, grid, column)
    over = grid.anchor(row - 1, at) if row > 1 else (row, at)
    span, shares = grid.span(*over), SHARE.findall(wide(grid.text(*over)))
    marks = [one for one in columns if span.left <= one <= span.right and _MARKS.search(columns[one])]
    told = span.columns > 1 and len(shares) == 1 and marks == [column]
    return Told(float(shares[0]) / 100, grid.name, over, alone=False) if told else None


_MARKS: Final = re.compile("得分$|评分$|^分数$")
"""What the column of a group is called in which its marks stand."""


def _points(plain: str) -> float | None:
    found = ["".join(one) for one in _POINTS.findall(plain)]
    return float(found[0]) if len(found) == 1 else None


def heading_of(part: Part, grid: Grid, column: int) -> Place:
    """The lowest cell with words over a column."""
    first = part.first_row or 1
    rows = range(first - 1, max(0, first - 1 - 2 * ROWS_BELOW), -1)
    return next((grid.anchor(row, column) for row in rows if grid.text(row, column)), (max(1, first - 1), column))


def _in_rows(part: Part, grid: Grid, columns: Mapping[int, str]) -> Iterator[Weights]:
    """A row between the headings and the first entry that holds numbers for these columns, and no other words."""
    first = part.first_row or 1
    for row in range(first - 1, max(0, first - 1 - ROWS_BELOW), -1):
        own = {at: number for at in columns if (number := _weight(grid, row, at)) is not None}
        rest = [grid.value(row, at) for at in grid.rows.get(row, ()) if at not in own]
        if len(own) < 2 or any(not isinstance(one, str) or not _WEIGHTY.search(one) for one in rest):
            continue
        alone = {at: isinstance(grid.value(row, at), float) for at in own}
        points = sum(own.values()) > 2
        by = {at: Told(number, grid.name, (row, at), alone[at]) for at, number in own.items()}
        yield Weights(by, points, "row")


def _weight(grid: Grid, row: int, column: int) -> float | None:
    if grid.anchor(row, column) != (row, column):
        return None
    number = weight_of(grid.value(row, column))
    return number if number is not None and number > 0 else None


def _in_tables(part: Part, grid: Grid, columns: Mapping[int, str]) -> Iterator[Weights]:
    """Words of these columns below each other with numbers beside them, or side by side with numbers below them."""
    words = {word: at for at, heading in columns.items() if (word := bare(heading))}
    if len(words) < 2 or len(grid.rows) > 1000:
        return
    body = range(0)
    if grid.name == part.sheet:
        body = range(max(1, (part.first_row or 1) - 2 * ROWS_BELOW), (part.last_row or 0) + 1)
    found = [
        (row, at, words[word])
        for row, filled in grid.rows.items()
        for at in filled
        if row not in body and (word := bare(grid.text(row, at))) in words
    ]
    for down in (True, False):
        for line in dict.fromkeys(at if down else row for row, at, _ in found):
            own = {column: (row, at) for row, at, column in found if (at if down else row) == line}
            yield from _beside(grid, own, down=down) if len(own) >= 2 else ()


def bare(text: str) -> str:
    """What is marked, without words for marks behind it: 质检成绩 is 质检."""
    word = plain_word(text)
    return re.sub("(?:得分|评分|成绩|分数|分)$", "", word) or word


def _beside(grid: Grid, own: Mapping[int, Place], *, down: bool) -> Iterator[Weights]:
    """The nearest line of numbers beside words, under or behind a word for weights; none where posts have their own."""
    lines = {}
    for step in (1, 2, 3):
        places = {column: (row, at + step) if down else (row + step, at) for column, (row, at) in own.items()}
        numbers = {column: number for column, place in places.items() if (number := _weight(grid, *place)) is not None}
        if len(numbers) == len(places):
            lines[step] = places, numbers
    for step, (places, numbers) in lines.items():
        top, left = min(places.values())
        before = [grid.text(at, left) for at in range(max(1, top - 3), top)] if down else []
        before += [] if down else [grid.text(top, at) for at in range(max(1, left - 3), left)]
        if any(map(_WEIGHTY.search, before)):
            whole = round(sum(numbers.values()), 6)
            alike = [one for one, (_, other) in lines.items() if one != step and round(sum(other.values()), 6) == whole]
            if alike and before[-1] and not _WEIGHTY.search(before[-1]):
                return  # one line a post, a team ...: they are no weights of everybody
            by = {
                at: Told(number, grid.name, places[at], isinstance(grid.value(*places[at]), float))
                for at, number in numbers.items()
            }
            yield Weights(by, sum(one.number for one in by.values()) > 2, "table")
            return
