"""Forms of several sections, each with weights that sum to 100% and a share of the total: 一、业绩考核（占70%）."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.grid import Grid
from xlkpi.adopt.labels import squeezed, wide
from xlkpi.adopt.understanding import Part
from xlkpi.books.areas import Area, cell_of, column_number, runs_of

ABOVE: Final = 3
"""Rows above a section in which its title stands, the headings among them."""
_SHARE: Final = re.compile(r"(\d{1,2}(?:\.\d+)?)%")


class Section(NamedTuple):
    """The rows of a section, and what share of the total it has."""

    first: int
    last: int
    share: float

    def area(self, part: Part, key: str) -> Area:
        """The cells of a column in the section."""
        column = column_number(part.columns[key])
        return Area(part.sheet, self.first, column, self.last, column)


def sections_of(part: Part, grid: Grid) -> tuple[Section, ...]:
    """The sections of a form; none unless the weights of each sum to 100% and all of them are told their shares."""
    if part.kind != "form" or part.marks == "full" or not {"weight", "score"} <= part.columns.keys():
        return ()
    stretches = runs_of(part.entries)
    if len(stretches) < 2 or not all(_is_whole(part, grid, first, last) for first, last in stretches):
        return ()
    told = [_titled(part, grid, first, last) for first, last in stretches]
    shares = [share for share in told if share is not None]
    if len(shares) < len(stretches):
        shares = _of_the_total(part, grid)
    if len(shares) != len(stretches) or round(sum(shares), 6) != 1:
        return ()
    return tuple(Section(first, last, share) for (first, last), share in zip(stretches, shares))


def _is_whole(part: Part, grid: Grid, first: int, last: int) -> bool:
    """Whether the weights of a section sum to 1 or to 100."""
    column = column_number(part.columns["weight"])
    numbers = [number_of(grid.value(row, column)) for row in range(first, last + 1)]
    return round(sum(number or 0.0 for number in numbers), 6) in (1.0, 100.0)


def _titled(part: Part, grid: Grid, first: int, last: int) -> float | None:
    """The share that the title above a section tells, or the cell beside all its lines."""
    heads = {squeezed(label) for label in part.labels}  # 自评（20%） tells what a rater counts
    above = [grid.text(row, at) for row in range(max(1, first - ABOVE), first) for at in grid.rows.get(row, ())]
    texts = [text for text in above if squeezed(text) not in heads]
    beside = range(1, column_number(part.columns.get("indicator", part.columns["weight"])))
    texts += [grid.text(first, at) for at in beside if grid.span(first, at).bottom == last > first]
    found = {told[0] for text in texts if len(told := _SHARE.findall(wide(text))) == 1}
    return float(found.pop()) / 100 if len(found) == 1 else None


def _of_the_total(part: Part, grid: Grid) -> list[float]:
    """The shares that the label of the total tells, in the order of the sections: 综合得分=业绩×70%+行为×30%."""
    if "total" not in part.fields:
        return []
    row, _ = cell_of(part.fields["total"])
    told = [_SHARE.findall(wide(grid.text(row, at))) for at in grid.rows.get(row, ())]
    return [float(share) / 100 for share in max(told, key=len, default=[])]
