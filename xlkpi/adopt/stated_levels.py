"""Points of the levels as a workbook states them: `95分及以上为A+`, `A: 85-94分`, or a table of levels and points."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.fields import value_told
from xlkpi.adopt.grid import Grid, Place
from xlkpi.adopt.labels import squeezed, wide
from xlkpi.adopt.level_sentences import (
    LEAST,
    LEVEL,
    STEP,
    TALKATIVE,
    is_consequence,
    is_unclear,
    normal,
    plain_level,
    range_at,
    told_in,
)
from xlkpi.adopt.level_words import is_level, ticked
from xlkpi.adopt.part_lines import shown
from xlkpi.adopt.rule_tables import LEVEL_HEADS, NEAR, is_inside, level_in, level_tables
from xlkpi.adopt.told_ranks import rules_of_places
from xlkpi.adopt.understanding import Part
from xlkpi.books.areas import reference_of
from xlkpi.errors import Fault, Sentence, sentence

FULL: Final = 100.0
"""The best level reaches up to the full mark, or has no end."""
OTHER_SCALE: Final = 20.0
"""Levels up to 5 or 10 points are of another scale than a hundred."""
LONGEST: Final = 30
"""Signs of a cell that holds a range of points and nothing else."""
_SEATS: Final = re.compile("名额|人数|限额|名数|比例|占比")
MOST_LETTERS: Final = 10
"""A heading of seats is no longer than this; what is longer is a sentence."""
_MEANT: Final = re.compile(r"^(?:[A-Z]|考核)?(?:总?得分|总分|分数|成绩|分值)?(?=[≥>≤<])")
"""What is compared, in front of a sign: X≥95, 总分≥95."""
_REFERS: Final = re.compile(
    "(?:等级|评级|级别|档次|等次)[^。;,，]{0,10}(?:见|参照|依据|按照?)[^。;,，]{0,12}(?:表|办法|标准|制度|规定|附件|细则)"
)
"""A sentence that sends the reader elsewhere for the rule of levels."""
_DEPARTMENTS: Final = re.compile(
    "(?:部门|主管|经理|管理人员|管理岗|团队|班组长?|分公司)(?:绩效|考核|评价|评定){0,2}(?:等级|评级|分级)"
)
_BELOW: Final = ((1, 0), (2, 0))
_BEHIND: Final = ((0, 1), (0, 2))


class Band(NamedTuple):
    """Points of a level: from `low` (None: nothing) to `high` (None: no end), and whether these belong to it.

    Below 80 (以下) may be meant with 80 or without: None, and what the band above says decides.
    """

    level: str
    low: float | None
    high: float | None
    low_in: bool
    high_in: bool | None
    sheet: str
    place: Place
    number: Place | None = None
    """The cell that holds the lower end as a number."""

    @property
    def least(self) -> float:
        """The lowest total, to two decimals, that has the level."""
        return 0.0 if self.low is None else self.low if self.low_in else round(self.low + STEP, 6)

    @property
    def where(self) -> str:
        """The cell in which it is stated."""
        return f"{self.sheet}!{reference_of(*self.place)}"


@dataclass(frozen=True)
class Stated:
    """The bands of a workbook, the best level first; what is wrong with them, and what a person should know."""

    bands: tuple[Band, ...] = ()
    faults: tuple[Fault, ...] = ()
    notices: tuple[Sentence, ...] = ()
    partial: bool = False
    """Whether only some of the levels have points: they cannot be all of the rule."""

    @property
    def lines(self) -> dict[str, float]:
        """Lowest points of each level; empty where they are not clear or only some levels have any.

        What happens below the last level (退回保安公司) is none.
        """
        levels = {band.level: band.least for band in self.bands if not is_consequence(band.level)}
        return {} if self.faults or self.partial else levels

    @property
    def told(self) -> str:
        """The levels with their points, as people write them."""
        lowest = [band for band in self.bands if not band.least]
        rest = [f"{band.level} <{shown(band.high)}" if band.high else f"其余 {band.level}" for band in lowest]
        return "、".join([*(f"{band.level} {shown(band.least)}" for band in self.bands if band.least), *rest])

    def between(self, total: float) -> bool:
        """Whether points lie between two bands, in none of them."""
        ends = [(one.high, other.least) for one, other in zip(self.bands[1:], self.bands) if one.high is not None]
        return any(high < total < low for high, low in ends)


def stated_for(part: Part, grids: Sequence[Grid], parts: Sequence[Part]) -> Stated:
    """What its own sheet states of the levels of a part, else what sheets without any part do.

    Of these a form heeds those that know the level that stands in it and speak of no department's levels.
    """
    own = [grid for grid in grids if grid.name == part.sheet]
    found = stated_in(own, parts)
    if found.bands or found.faults:
        return found
    taken = {one.sheet for one in parts}
    others = [grid for grid in grids if grid.name not in taken]
    if part.kind != "form":
        return stated_in(others, parts)
    found = stated_in([grid for grid in others if not _of_departments(grid)], parts)
    text = str(value_told(own[0], part.fields["level"], "level") or "") if "level" in part.fields else ""
    level = plain_level(ticked(text) or text)
    return found if any(band.level == level for band in found.bands) else Stated()


def _of_departments(grid: Grid) -> bool:
    """Whether a sheet's name or first line says that its levels are those of departments or of who leads them."""
    first = next((grid.text(row, at) for row in sorted(grid.rows)[:1] for at in grid.rows[row][:1]), "")
    return any(_DEPARTMENTS.search(squeezed(text)) for text in (grid.name, first))


def hints_of_levels(part: Part, grids: Sequence[Grid], parts: Sequence[Part]) -> Iterator[tuple[Grid, Place]]:
    """Where sheets seem to hold a rule of levels that no table and no sentence tells plainly."""
    taken = {one.sheet for one in parts if one.sheet != part.sheet}
    read = {(table.grid.name, table.first) for table in level_tables(grids, parts)}
    for grid in grids:
        for row in grid.rows if grid.name not in taken and len(grid.rows) < TALKATIVE else ():
            for column in grid.rows[row]:
                text = grid.text(row, column)
                if (grid.name, (row, column)) in read or _in_list(grid, part, row, column):
                    continue
                heads = squeezed(text) in LEVEL_HEADS and _words_below(grid, row, column)
                if _REFERS.search(wide(text)) or heads or _seats(grid, row, column):
                    yield grid, (row, column)


def _in_list(grid: Grid, part: Part, row: int, column: int) -> bool:
    """Whether a cell belongs to a list or its headings."""
    if grid.name != part.sheet or part.first_row is None:
        return False
    headed = row < part.first_row and column in part.label_columns and len(grid.text(row, column)) < LONGEST
    return headed or row in part.body


def _seats(grid: Grid, row: int, column: int) -> bool:
    """Whether a heading speaks of the seats of a level (A+名额, 优秀人数) and a number stands below or behind it."""
    text = normal(grid.text(row, column))
    if len(text) > MOST_LETTERS or not _SEATS.search(text) or not LEVEL.search(text):
        return False
    places = (row + 1, column), (row, column + 1)
    return any(number_of(grid.value(*at)) is not None and grid.formula(*at) is None for at in places)


def _words_below(grid: Grid, row: int, column: int) -> bool:
    """Whether levels stand below or behind a heading: words for them, or others with a number beside each."""
    below, behind = ([(row + down, column + right) for down, right in steps] for steps in (_BELOW, _BEHIND))
    if any(all(is_level(grid.text(*place)) for place in places) for places in (below, behind)):
        return True
    numbered = (isinstance(grid.value(at, column + 1), float) for at, _ in below)
    return all(grid.text(*place).isalpha() and len(grid.text(*place)) < 7 for place in below) and all(numbered)


def stated_in(grids: Sequence[Grid], parts: Sequence[Part]) -> Stated:
    """What sheets state of the points of levels, outside the rows of people and indicators."""
    found: dict[str, Band] = {}
    unlike: list[tuple[Band, Band]] = []
    for band in _all_bands(grids, parts):
        other = found.setdefault(band.level, band)
        if _more_told(band, other):
            found[band.level] = band
        elif band.least != other.least:
            unlike.append((other, band))
    bands = tuple(sorted(found.values(), key=lambda band: -band.least))
    unclear = _unclear(grids, parts)
    if unclear:
        return Stated(bands, tuple(unclear))
    if (len(bands) < LEAST and not (len(bands) == 2 and _covers(bands))) or _lacks_the_best(bands):
        return Stated(bands, partial=bool(bands))
    faults = [_unlike(*pair) for pair in unlike]
    notices: list[Sentence] = []
    for upper, lower in pairwise(bands):
        fault, notice = _between(upper, lower)
        faults += [fault] if fault else []
        notices += [notice] if notice else []
    return Stated(bands, tuple(faults), tuple(notices))


def _unclear(grids: Sequence[Grid], parts: Sequence[Part]) -> list[Fault]:
    """Cells that seem to state points of levels and are not understood."""
    zh = "这里像是写着各等级的分数，但没有看懂；请写成“A：90分以上；B：80分以上；C：80分以下”这样"
    en = "seems to state the points of levels and is not understood: write it like “A: ≥90; B: ≥80; C: <80”"
    return [
        Fault(f"{grid.name}!{reference_of(row, column)}", sentence(zh, en))
        for grid in grids
        for row in (grid.rows if len(grid.rows) < TALKATIVE else ())
        for column in grid.rows[row]
        if is_unclear(text := grid.text(row, column)) and not is_inside(grid, parts, row, column)
        if not any(rules_of_places(text))
    ]


def _more_told(band: Band, other: Band) -> bool:
    """Whether the same lower end is stated once more, now with the upper end too or as the number of a cell."""
    more = (band.high is not None, band.number is not None) > (other.high is not None, other.number is not None)
    return band.least == other.least and more


def _lacks_the_best(bands: Sequence[Band]) -> bool:
    """Whether nothing is told of the best totals: a line was not understood, and the next one is not the best."""
    high = bands[0].high
    return high is not None and OTHER_SCALE < high < FULL


def _covers(bands: Sequence[Band]) -> bool:
    return not bands[-1].least and bands[0].high in (None, 100.0)


def _between(upper: Band, lower: Band) -> tuple[Fault | None, Sentence | None]:
    """What is wrong, or to be known, between two bands next to each other."""
    values = {
        "upper": upper.level,
        "lower": lower.level,
        "low": shown(upper.low or 0.0),
        "high": shown(lower.high or 0.0),
    }
    if upper.least == lower.least:
        zh, en = "{upper} 和 {lower} 的起始分都是 {low}，请改正", "{upper} and {lower} both begin at {low}: mend one"
        return Fault(lower.where, sentence(zh, en, **values)), None
    if lower.high is None or upper.low is None or upper.low == lower.high:
        if lower.high is None or upper.low is None or upper.low_in != lower.high_in:
            return None, None
        if upper.low_in:
            zh = "{low} 分正好既在 {lower} 又在 {upper}，按 {upper} 算"
            return None, sentence(zh, "{low} points stand in {lower} and {upper} and count as {upper}", **values)
        zh, en = "正好 {low} 分没有等级，请写明归哪一级", "exactly {low} points have no level: say which one"
        return Fault(lower.where, sentence(zh, en, **values)), None
    if lower.high > upper.low:
        zh = "{lower}（到 {high}）和 {upper}（从 {low}）的分数段重叠，请改成首尾相接"
        en = "the bands of {lower} (to {high}) and {upper} (from {low}) overlap: let one begin where the other ends"
        return Fault(lower.where, sentence(zh, en, **values)), None
    if upper.low - lower.high > 1:
        zh = "{lower}（到 {high}）和 {upper}（从 {low}）之间有空档，请改成首尾相接"
        en = "there is a gap between {lower} (to {high}) and {upper} (from {low}): let one begin where the other ends"
        return Fault(lower.where, sentence(zh, en, **values)), None
    if upper.low - lower.high < 2 * STEP:  # 89.99 and 90: nothing lies between
        return None, None
    zh = "{high} 与 {low} 之间的小数没有写归哪一级，按不到 {low} 分算 {lower}"
    return None, sentence(zh, "what lies between {high} and {low} counts as {lower}", **values)


def _unlike(one: Band, other: Band) -> Fault:
    zh = "{level} 的分数线写了两处，不一样：{first} 是 {one}，这里是 {other}；请改成一样"
    en = "the points of {level} are stated twice: {one} in {first}, here {other}; make them the same"
    told = sentence(zh, en, level=one.level, first=one.where, one=shown(one.least), other=shown(other.least))
    return Fault(other.where, told)


def _all_bands(grids: Sequence[Grid], parts: Sequence[Part]) -> Iterator[Band]:
    for grid in grids:
        for row in grid.rows if len(grid.rows) < TALKATIVE else ():
            for column in grid.rows[row]:
                text = grid.text(row, column)
                if len(text) > 1 and not is_inside(grid, parts, row, column):
                    yield from _of_cell(grid, (row, column), text)
    for table in level_tables(grids, parts):
        least = table.numbers("minimum")
        rest = [level for level in table.cells if level not in least]
        for level in (*least, *(rest if least and len(rest) == 1 else ())):  # the lowest may have none
            number = table.cells[level].get("minimum")
            low = least.get(level) or None
            yield Band(plain_level(level), low, None, True, True, table.grid.name, number or table.first, number)


def _of_cell(grid: Grid, place: Place, text: str) -> Iterator[Band]:
    """Bands told in a sentence, or a range of points with its level in a cell beside it."""
    plain = _MEANT.sub("", normal(text)) if len(text) < LONGEST else ""
    whole = range_at(plain, 0)
    if whole is not None and whole[1] == len(plain):
        level = _level_beside(grid, place)
        if level:
            yield Band(level, *whole[0], grid.name, place)
        return
    for level, ends in told_in(text):
        yield Band(level, *ends, grid.name, place)


def _level_beside(grid: Grid, place: Place) -> str:
    """The level that a cell with a range of points belongs to: in its row, else over or under it."""
    row, column = place
    sides = [(row, column + step) for near in range(1, NEAR + 1) for step in (-near, near)]
    over = [(row + step, column) for step in (-1, -2, 1)]
    found = (level_in(grid, *at) for at in (*sides, *over) if min(at) > 0)
    return plain_level(next(filter(None, found), ""))
