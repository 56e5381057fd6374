"""Levels and quotas in a company's own tables: what its people are paid by, in place of our numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.grid import Grid, Place
from xlkpi.adopt.labels import squeezed
from xlkpi.adopt.understanding import Part
from xlkpi.books.areas import cell_of, quoted, reference_of
from xlkpi.domain.numbers import as_shares, exact
from xlkpi.domain.scheme import Level
from xlkpi.drawing.number_sheet import OwnNumbers
from xlkpi.errors import Fault, sentence

LEVEL_HEADS: Final = frozenset(("等级", "级别", "考核等级", "绩效等级", "评定等级", "考评等级", "档次"))
SHARES: Final = ("比例", "占比", "名额")
NUMBER_HEADS: Final[Mapping[str, tuple[str, ...]]] = {
    "coefficient": ("系数",),
    "minimum": ("下限", "最低分", "分数线", "起始分"),
    "share": SHARES,
}
NEAR: Final = 3
"""So many columns beside the levels a number of theirs may stand."""
FEWEST: Final = 3
"""Levels that make a table of levels."""


@dataclass(frozen=True)
class Own:
    """What the company's own tables say, by the key of our table, and what of them is not clear."""

    numbers: Mapping[str, OwnNumbers]
    faults: tuple[Fault, ...] = ()
    """Of quotas: they matter only where levels are computed."""


def own_tables(grids: Sequence[Grid], parts: Sequence[Part], levels: Sequence[Level]) -> Own:
    """What the company's own tables say of these levels; of quotas what is not clear is told."""
    words = _words(levels)
    quotas, faults = _own_quotas(grids, parts, levels)
    return Own({"level": own_numbers(grids, parts, words), "quota": quotas}, tuple(faults))


def _words(levels: Sequence[Level]) -> frozenset[str]:
    """What the levels are called by: A+ and 优秀."""
    return frozenset(word for level in levels for word in (level.code, level.name))


def own_numbers(grids: Sequence[Grid], parts: Sequence[Part], levels: Collection[str]) -> OwnNumbers:
    """What the company's own table says of these levels; nothing where there is none, or several that differ."""
    tables = [table for grid in grids for _, table in _tables(grid, parts, levels) if "coefficient" in _keys(table)]
    return tables[0] if len(tables) == 1 else {}


def _keys(table: OwnNumbers) -> set[str]:
    return {key for cells in table.values() for key in cells}


def _tables(grid: Grid, parts: Sequence[Part], levels: Collection[str]) -> Iterator[tuple[Place, OwnNumbers]]:
    """Every table of levels outside the parts, with the cell of its heading of levels."""
    for row, columns in grid.rows.items():
        for column in columns:
            if squeezed(grid.text(row, column)) in LEVEL_HEADS and not _inside(grid, parts, row + 1):
                found = _table(grid, (row, column), levels)
                if found:
                    yield (row, column), found


def _inside(grid: Grid, parts: Sequence[Part], row: int) -> bool:
    """Whether a row belongs to the people or indicators of a part: their levels are results, not rules."""
    return any(
        part.sheet == grid.name and part.first_row is not None and part.first_row <= row <= (part.last_row or 0)
        for part in parts
    )


def _table(grid: Grid, head: Place, levels: Collection[str]) -> OwnNumbers:
    top, at = head
    heads = {
        key: column
        for key, words in NUMBER_HEADS.items()
        for column in range(max(1, at - NEAR), at + NEAR + 1)
        if any(word in squeezed(grid.text(top, column)) for word in words)
    }
    found: dict[str, dict[str, str]] = {}
    row = top + 1
    while (level := grid.text(row, at).strip()) in levels and level not in found:
        found[level] = {
            key: f"{quoted(grid.name)}!{reference_of(row, column)}"
            for key, column in heads.items()
            if number_of(grid.value(row, column)) is not None
        }
        row += 1
    return found if len(found) >= FEWEST and heads else {}


class _Block(NamedTuple):
    """A block with levels over its columns and beside its rows: the cell of each pair, by row and column word."""

    grid: Grid
    first: Place
    cells: Mapping[str, Mapping[str, Place]]

    @property
    def turned(self) -> _Block:
        """The block with rows and columns exchanged."""
        columns = dict.fromkeys(word for row in self.cells.values() for word in row)
        cells = {column: {row: own[column] for row, own in self.cells.items() if column in own} for column in columns}
        return _Block(self.grid, self.first, cells)

    def numbers(self, row: str) -> list[float]:
        """The numbers of a row."""
        found = (number_of(self.grid.value(*place)) for place in self.cells[row].values())
        return [number for number in found if number is not None]

    @property
    def adds_up(self) -> bool:
        """Whether the numbers of every row total 100%."""
        if not self.cells:
            return False
        return all(as_shares([exact(number) for number in self.numbers(row)]) is not None for row in self.cells)


def _own_quotas(
    grids: Sequence[Grid], parts: Sequence[Part], levels: Sequence[Level]
) -> tuple[OwnNumbers, list[Fault]]:
    """The shares of the company's own table, by the name of the department's level and the column of ours."""
    blocks = [block for grid in grids for block in (*_blocks(grid, parts, levels), *_for_all(grid, parts, levels))]
    if not blocks:
        return {}, []
    if len(blocks) > 1:
        zh = "有几张名额比例表（{places}），看不出用哪一张；请只留一张"
        en = "there are several tables of quotas ({places}): keep only the one that counts"
        places = "、".join(f"{block.grid.name}!{reference_of(*block.first)}" for block in blocks)
        return {}, [Fault(blocks[0].grid.name, sentence(zh, en, places=places))]
    [block] = blocks
    ways = [way for way in _ways(block) if way.adds_up]
    if len(ways) != 1:
        zh = "像是名额比例表，但行、列的合计都不是 100%（或都是），看不出各部门等级的比例；请改成每行合计 100%"
        en = "looks like a table of quotas, but not just its rows total 100%: make each row total 100%"
        return {}, [Fault(f"{block.grid.name}!{reference_of(*block.first)}", sentence(zh, en))]
    codes = {word: level for level in levels for word in (level.code, level.name)}
    numbered = {level: f"share{number}" for number, level in enumerate(levels, 1)}
    found: dict[str, dict[str, str]] = {}
    for row, cells in ways[0].cells.items():
        own = {codes[word]: place for word, place in cells.items() if block.grid.value(*place) is not None}
        shares = {key: _leading(block.grid, own[level]) if level in own else "" for level, key in numbered.items()}
        found |= {level.name: shares for level in ([codes[row]] if row else levels)}
    return found, []


def _ways(block: _Block) -> tuple[_Block, ...]:
    """How a block may be read: the levels of departments are its rows, or as the word in its corner says."""
    corner = squeezed(block.grid.text(*block.first))
    if "" in block.cells or any(word in corner for word in ("部门", "主管", "团队", "单位")):
        return (block,)
    return (block.turned,) if any(word in corner for word in ("员工", "个人")) else (block, block.turned)


def _for_all(grid: Grid, parts: Sequence[Part], levels: Sequence[Level]) -> Iterator[_Block]:
    """Shares of levels that hold for every department: below 比例 in the table of levels, or in one row beside it."""
    words = _words(levels)
    for head, table in _tables(grid, parts, words):
        cells = {level: cell_of(own["share"].rpartition("!")[2]) for level, own in table.items() if "share" in own}
        if cells:
            yield _Block(grid, head, {"": cells})
    for row, columns in grid.rows.items():
        if _inside(grid, parts, row + 1):
            continue
        heads = {grid.text(row, at).strip(): (row + 1, at) for at in columns if grid.text(row, at).strip() in words}
        beside = grid.text(row + 1, max(1, min((at for _, at in heads.values()), default=1) - 1))
        if len(heads) >= FEWEST and any(word in squeezed(beside) for word in SHARES):
            yield _Block(grid, (row, min(at for _, at in heads.values())), {"": heads})


def _leading(grid: Grid, place: Place) -> str:
    """The formula that takes the number of a cell, kept as text or not."""
    cell = f"{quoted(grid.name)}!{reference_of(*place)}"
    return f"VALUE({cell})" if isinstance(grid.value(*place), str) else cell


def _blocks(grid: Grid, parts: Sequence[Part], levels: Sequence[Level]) -> Iterator[_Block]:
    """Blocks of numbers with at least three levels over them and two beside them, or the other way round."""
    words = _words(levels)
    taken: set[Place] = set()
    for row, columns in grid.rows.items():
        heads = {at: grid.text(row, at).strip() for at in columns if grid.text(row, at).strip() in words}
        if len(heads) < FEWEST - 1 or _inside(grid, parts, row + 1) or any((row, at) in taken for at in heads):
            continue
        left = min(heads)
        labels = [at for at in range(max(1, left - NEAR), left) if grid.text(row + 1, at).strip() in words]
        for label in labels[-1:]:
            cells: dict[str, dict[str, Place]] = {}
            below = row + 1
            while (word := grid.text(below, label).strip()) in words and word not in cells:
                cells[word] = {head: (below, at) for at, head in heads.items()}
                taken.add((below, label))
                below += 1
            shares = any(number_of(grid.value(*place)) is not None for own in cells.values() for place in own.values())
            if shares and max(len(cells), len(heads)) >= FEWEST and min(len(cells), len(heads)) >= FEWEST - 1:
                yield _Block(grid, (row, label), cells)
