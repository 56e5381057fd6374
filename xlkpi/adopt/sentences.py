"""What is written around a list: the cells in which a company tells its rules in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlkpi.adopt.grid import Grid
from xlkpi.adopt.level_sentences import TALKATIVE
from xlkpi.adopt.understanding import Part
from xlkpi.books.areas import reference_of


def sentences_about(part: Part, grids: Sequence[Grid], parts: Sequence[Part]) -> Iterator[tuple[str, str]]:
    """Place and text of the cells on the sheet of a list, outside it, and on sheets without a part."""
    taken = {one.sheet for one in parts if one.sheet != part.sheet}
    for grid in grids:
        inside = part.body if grid.name == part.sheet else range(0)
        for row in grid.rows if grid.name not in taken and len(grid.rows) < TALKATIVE else ():
            for column in grid.rows[row] if row not in inside else ():
                yield f"{grid.name}!{reference_of(row, column)}", grid.text(row, column)
