"""Tables in which a company's own workbook states its levels: their numbers, and the shares of people who get them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, NamedTuple

from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.grid import Grid, Place
from xlkpi.adopt.labels import BRACKETS, squeezed, wide
from xlkpi.adopt.level_words import is_level
from xlkpi.adopt.understanding import Part
from xlkpi.books.areas import column_number, quoted, reference_of
from xlkpi.domain.numbers import as_shares, exact

LEVEL_HEADS: Final = frozenset(
    (
        *("等级", "级别", "考核等级", "绩效等级", "评定等级", "考评等级", "档次"),
        *("等次", "考核等次", "绩效等次", "评级", "绩效评级", "员工等级", "员工考核等级", "等级名称", "考核档次"),
        *("星级", "考核星级", "绩效星级", "评定星级"),
    )
)
SHARES: Final = ("比例", "占比", "名额")
NUMBER_HEADS: Final[Mapping[str, tuple[str, ...]]] = {
    "coefficient": ("系数",),
    "minimum": ("下限", "最低分", "分数线", "起始分", "起点分", "分数起点", "最低得分", "最低总分", "≥", ">="),
    "share": SHARES,
}
OTHER_FACTORS: Final = re.compile(
    "岗位|岗级|职级|职务|职称|部门|部室|科室|考勤|出勤|工龄|司龄|地区|区域|技能|学历|难度|调整|公司|班组|团队|项目|楼盘|小区|门店|网点|线路"
)
"""What a coefficient may be of instead of a level of the appraisal."""
COUNTED: Final = ("人数", "实际", "实评")
"""Words beside what was counted of people who have a level: no rule."""
NEAR: Final = 3
"""So many columns beside the levels a number of theirs may stand."""
FEWEST: Final = 3
"""Levels that make a block of shares."""
_OWN_WORD: Final = re.compile(r"[^\W\d_]{1,6}")
TOTALLED: Final = re.compile("合计|小计|总计|平均")
"""What stands below a table and is no level."""
PAIR: Final = 2
"""Levels that make a table of levels below or behind their heading: 合格 and 不合格."""


class LevelTable(NamedTuple):
    """Levels below each other under their heading, with the cells of their numbers by key."""

    grid: Grid
    first: Place
    cells: Mapping[str, Mapping[str, Place]]

    def spelled(self, words: Mapping[str, str]) -> LevelTable:
        """The table with its levels in other words."""
        return self._replace(cells={words.get(level, level): own for level, own in self.cells.items()})

    def numbers(self, key: str) -> dict[str, float]:
        """The numbers of a key by level."""
        found = {level: number_of(self.grid.value(*own[key])) for level, own in self.cells.items() if key in own}
        return {level: number for level, number in found.items() if number is not None}


@dataclass(frozen=True)
class ShareBlock:
    """Shares with the people's levels over the columns and the departments' beside the rows; "" is every department."""

    grid: Grid
    first: Place
    cells: Mapping[str, Mapping[str, Place]]

    @property
    def for_all(self) -> bool:
        """Whether the same shares hold for every department."""
        return "" in self.cells

    @property
    def levels(self) -> tuple[str, ...]:
        """The people's levels, in the order in which they stand."""
        return tuple(dict.fromkeys(word for row in self.cells.values() for word in row))

    def spelled(self, words: Mapping[str, str]) -> ShareBlock:
        """The block with the people's levels in other words."""
        cells = {row: {words.get(one, one): at for one, at in own.items()} for row, own in self.cells.items()}
        return ShareBlock(self.grid, self.first, cells)

    @property
    def turned(self) -> ShareBlock:
        """The block with rows and columns exchanged."""
        cells = {
            column: {row: own[column] for row, own in self.cells.items() if column in own} for column in self.levels
        }
        return ShareBlock(self.grid, self.first, cells)

    @property
    def adds_up(self) -> bool:
        """Whether the numbers of every row total 100%."""
        return bool(self.cells) and all(as_shares(self._numbers(row)) is not None for row in self.cells)

    def _numbers(self, row: str) -> list[Fraction]:
        found = (number_of(self.grid.value(*place)) for place in self.cells[row].values())
        numbers = [exact(number) for number in found if number is not None]
        whole = Fraction(1 if sum(numbers) < 1 else 100)
        if self._rest(row) is not None and 0 < sum(numbers) < whole:
            numbers.append(whole - sum(numbers))
        return numbers

    def _rest(self, row: str) -> Place | None:
        """The one cell of a row in which 其余 stands for what the others leave."""
        found = [place for place in self.cells[row].values() if is_rest(self.grid.text(*place))]
        return found[0] if len(found) == 1 else None

    def leads(self, row: str) -> dict[str, str]:
        """What leads to the share of each level in a row; of 其余 what the others leave."""
        cells, rest = self.cells[row], self._rest(row)
        found = {
            word: leading(self.grid, place)
            for word, place in cells.items()
            if number_of(self.grid.value(*place)) is not None
        }
        if rest is not None and found:
            whole = 1 if max(number_of(self.grid.value(*cells[word])) or 0 for word in found) <= 1 else 100
            found |= {word: f"{whole}-{'-'.join(found.values())}" for word, place in cells.items() if place == rest}
        return found

    def numbers(self, row: str) -> dict[str, float]:
        """The share of each level in a row, out of 1."""
        told = {word: number_of(self.grid.value(*place)) for word, place in self.cells[row].items()}
        found = {word: number / 100 if number > 1 else number for word, number in told.items() if number is not None}
        rest = self._rest(row)
        return found | {word: 1 - sum(found.values()) for word, place in self.cells[row].items() if place == rest}

    def ways(self) -> tuple[ShareBlock, ...]:
        """How it may be read: the levels of departments are its rows, or as the word in its corner says."""
        corner = squeezed(self.grid.text(*self.first))
        if self.for_all or any(word in corner for word in ("部门", "主管", "团队", "单位")):
            return (self,)
        return (self.turned,) if any(word in corner for word in ("员工", "个人")) else (self, self.turned)


def level_tables(grids: Sequence[Grid], parts: Sequence[Part]) -> list[LevelTable]:
    """Every table of levels with numbers."""
    return [
        table
        for grid in grids
        for row, columns in grid.rows.items()
        for column in columns
        if squeezed(grid.text(row, column)) in LEVEL_HEADS
        if not any(is_inside(grid, parts, at, column) for at in (row, row + 1))
        if (table := _table(grid, (row, column)) or _lying(grid, (row, column)))
    ]


def factor_rows(grids: Sequence[Grid], parts: Sequence[Part]) -> list[LevelTable]:
    """The row of coefficients below a block of shares, under the same levels: 绩效系数 1.2 1.1 1 0.8."""
    found = []
    for grid in grids:
        for block in _blocks(grid, parts):
            below = max(row for own in block.cells.values() for row, _ in own.values()) + 1
            heads = {level: at for own in block.cells.values() for level, (_, at) in own.items()}
            cells = {level: {"coefficient": (below, at)} for level, at in heads.items()}
            table = LevelTable(grid, block.first, cells)
            said = _says(grid.text(below, block.first[1]), NUMBER_HEADS["coefficient"])
            if said and len(table.numbers("coefficient")) == len(cells):
                found.append(table)
    return found


def share_blocks(grids: Sequence[Grid], parts: Sequence[Part]) -> list[ShareBlock]:
    """Every block of shares: by the departments' levels, and those that hold for every department."""
    tables = level_tables(grids, parts)
    return [block for grid in grids for block in (*_blocks(grid, parts), *_for_all(grid, parts, tables))]


def leading(grid: Grid, place: Place) -> str:
    """The formula that takes the number of a cell, kept as text or not."""
    cell = f"{quoted(grid.name)}!{reference_of(*place)}"
    return f"VALUE({cell})" if isinstance(grid.value(*place), str) else cell


def is_rest(text: str) -> bool:
    """Whether a cell of shares says that a level gets what the others leave."""
    return re.fullmatch("其余|其他|其它|余下|剩余", squeezed(text)) is not None


def level_in(grid: Grid, row: int, column: int) -> str:
    """The level that stands in a cell; empty where something else does."""
    text = grid.text(row, column).strip()
    return text if is_level(text) else ""


def is_inside(grid: Grid, parts: Sequence[Part], row: int, column: int) -> bool:
    """Whether a cell belongs to the people or indicators of a part: their levels are results, not rules."""
    return any(part.sheet == grid.name and _holds(part, row, column) for part in parts)


def _holds(part: Part, row: int, column: int) -> bool:
    if part.first_column:  # turned: the labels stand in rows
        return row in part.label_columns and column <= column_number(part.last_column)
    within = part.first_row is not None and part.first_row <= row <= (part.last_row or 0)
    return within and column <= max(part.label_columns, default=column)


def _table(grid: Grid, head: Place) -> LevelTable | None:
    top, at = head
    heads = {
        key: column
        for key, words in NUMBER_HEADS.items()
        for column in range(max(1, at - NEAR), at + NEAR + 1)
        if _says(grid.text(top, column), words)
    }
    found: dict[str, dict[str, Place]] = {}
    row = top + 1
    lines = _lines(grid, top + 1, heads["minimum"]) if "minimum" in heads else ()
    words = {row: word for row in range(top + 1, top + 1 + len(lines)) if (word := _own_word(grid, row, at))}
    while (level := level_in(grid, row, at) or words.get(row, "")) and level not in found:
        found[level] = {
            key: (row, column)
            for key, column in heads.items()
            if number_of(grid.value(row, column)) is not None or (key == "share" and is_rest(grid.text(row, column)))
        }
        row += 1
    listed = bool(level)  # a level that stands there twice: people with their levels, and no rule
    return LevelTable(grid, head, found) if len(found) >= PAIR and heads and not listed else None


def _lines(grid: Grid, row: int, column: int) -> list[float]:
    """The lowest points below their heading, where each is lower than the one before, or each higher."""
    found: list[float] = []
    while (number := number_of(grid.value(row + len(found), column))) is not None:
        found.append(number)
    ordered = sorted(set(found))
    return found if found in (ordered, ordered[::-1]) else []


def _own_word(grid: Grid, row: int, column: int) -> str:
    """A word that nobody knows for a level, as some company's own beside points is: 金牌."""
    text = grid.text(row, column).strip()
    return text if _OWN_WORD.fullmatch(text) and not TOTALLED.search(text) else ""


def _says(text: str, words: Sequence[str]) -> bool:
    """Whether a heading has one of these words and is of levels."""
    said = any(word in squeezed(text) for word in words)
    return said and not OTHER_FACTORS.search(squeezed(BRACKETS.sub("", wide(text))))


def _lying(grid: Grid, head: Place) -> LevelTable | None:
    """Levels beside each other behind their heading, with a row of each number below."""
    top, left = head
    levels: dict[str, int] = {}
    at = left + 1
    while (level := level_in(grid, top, at)) and level not in levels:
        levels[level] = at
        at += 1
    rows = {
        key: row
        for key, words in NUMBER_HEADS.items()
        for row in range(top + 1, top + 1 + NEAR)
        if _says(grid.text(row, left), words)
    }
    found = {
        level: {key: (row, at) for key, row in rows.items() if number_of(grid.value(row, at)) is not None}
        for level, at in levels.items()
    }
    listed = bool(level)  # as above
    return LevelTable(grid, head, found) if len(found) >= PAIR and rows and not listed else None


def _for_all(grid: Grid, parts: Sequence[Part], tables: Sequence[LevelTable]) -> Iterator[ShareBlock]:
    """Shares of levels that hold for every department: below 比例 in the table of levels, or in one row beside it."""
    for table in tables:
        cells = {level: own["share"] for level, own in table.cells.items() if "share" in own}
        listed = any(part.sheet == grid.name for part in parts) and not table.numbers("coefficient")
        if table.grid is grid and cells and not _counted(grid, cells.values(), also=("占比",) if listed else ()):
            yield ShareBlock(grid, table.first, {"": cells})
    for row, columns in grid.rows.items():
        heads = {level: at for at in columns if (level := level_in(grid, row, at))}
        left = min(heads.values(), default=1)
        told = squeezed(grid.text(row, max(1, left - 1))) in LEVEL_HEADS  # then it is one of the tables
        if len(heads) < FEWEST or told or is_inside(grid, parts, row + 1, left):
            continue
        for below in (row + 1, row + 2):
            beside = squeezed(grid.text(below, max(1, left - 1)))
            cells = {level: (below, at) for level, at in heads.items()}
            also = ("占比",) if any(part.sheet == grid.name for part in parts) else ()
            if any(word in beside for word in SHARES) and not _counted(grid, cells.values(), also):
                yield ShareBlock(grid, (row, left), {"": cells})
                break


def _counted(grid: Grid, places: Collection[Place], also: Sequence[str] = ()) -> bool:
    """Whether shares were counted of those who have a level, by a formula or beside their number: no rule.

    Below a list 占比 alone tells what came out of it.
    """
    words = [
        squeezed(BRACKETS.sub("", wide(grid.text(row, at)))).replace("人数比例", "比例")
        for row in {row + step for row, _ in places for step in (-1, 0, 1)}
        for at in range(max(1, min(at for _, at in places) - 1), max(at for _, at in places) + 2)
    ]
    return any(grid.formula(*place) for place in places) or any(
        word in text for word in (*COUNTED, *also) for text in words
    )


def _blocks(grid: Grid, parts: Sequence[Part]) -> Iterator[ShareBlock]:
    """Blocks of numbers with at least three levels over them and two beside them, or the other way round."""
    taken: set[Place] = set()
    for row, columns in grid.rows.items():
        heads = {at: level for at in columns if (level := level_in(grid, row, at))}
        left = min(heads, default=1)
        within = is_inside(grid, parts, row + 1, left) or any((row, at) in taken for at in heads)
        if len(heads) < FEWEST - 1 or within:
            continue
        labels = [at for at in range(max(1, left - NEAR), left) if level_in(grid, row + 1, at)]
        for label in labels[-1:]:
            cells: dict[str, dict[str, Place]] = {}
            below = row + 1
            while (word := level_in(grid, below, label)) and word not in cells:
                cells[word] = {head: (below, at) for at, head in heads.items()}
                taken.add((below, label))
                below += 1
            shares = any(number_of(grid.value(*place)) is not None for own in cells.values() for place in own.values())
            if shares and max(len(cells), len(heads)) >= FEWEST and min(len(cells), len(heads)) >= FEWEST - 1:
                yield ShareBlock(grid, (row, label), cells)
