"""Finds head fields and results of a form: a label and its value beside it, below it, or in the same cell."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.columns import is_level
from xlkpi.adopt.computations import Computation, computed
from xlkpi.adopt.grid import Grid, Place
from xlkpi.adopt.keys import HEAD_KEYS, RESULT_KEYS, called
from xlkpi.adopt.labels import label_of, month_in, pairs_in
from xlkpi.adopt.lexicon import LIKELY, Lexicon
from xlkpi.adopt.row_kinds import NOTE, SIGNED
from xlkpi.books.book import Value
from xlkpi.errors import Sentence, sentence

UNIT_VALUES = frozenset(("元", "万元", "分", "%", "人", "次", "天", "小时", "元/月", "件", "个"))
NOBODY = re.compile(r"^[\s_＿/\\—-]*$")


@dataclass(frozen=True)
class Found:
    """A field found: where its value stands, how sure, and why."""

    key: str
    place: Place
    surely: float
    why: tuple[Sentence, ...]
    label: str
    waiting: bool = False
    """Whether the value is still to come."""


@dataclass(frozen=True)
class Zone:
    """Where the fields of one part may stand."""

    top: int
    bottom: int
    left: int
    right: int
    inner: tuple[int, int, int, int] | None = None
    """The table itself, whose cells are no fields: top, left, bottom, right."""

    def places(self, grid: Grid) -> Iterator[Place]:
        """The filled cells of the zone, from the top and the left; of merged ones those that reach into it."""
        for row in range(self.top, self.bottom + 1):
            for column in grid.rows.get(row, ()):
                span = grid.span(row, column)
                if span.right < self.left or column > self.right:
                    continue
                if self.inner and self.inner[0] <= row <= self.inner[2] and self.inner[1] <= column <= self.inner[3]:
                    continue
                yield row, column


def head_fields(grid: Grid, lexicon: Lexicon, zone: Zone, header_top: int, keys: frozenset[str]) -> list[Found]:
    """Fields above a table and beside it; those below it only where their value stands there."""
    found: list[Found] = []
    taken: set[Place] = set()
    for row, column in zone.places(grid):
        text = grid.text(row, column)
        if not text or (row, column) in taken:
            continue
        above = row < header_top
        pairs = pairs_in(text)
        if SIGNED.search(text) and not above:
            continue
        for pair in pairs:
            for key, surely in lexicon.look_up(pair.label, "field").keys.items():
                if key in keys and surely >= LIKELY * 0.9:
                    found += _inside(
                        grid,
                        lexicon,
                        row,
                        column,
                        key,
                        surely,
                        pair.value,
                        text,
                        zone,
                        above=above,
                        several=len(pairs) > 1,
                    )
        if not pairs:
            label = label_of(text)
            for key, surely in lexicon.look_up(label, "field").keys.items():
                if key in keys and surely >= LIKELY * 0.9 and not NOTE.search(text):
                    beside = list(_beside(grid, lexicon, row, column, key, surely, text, zone, above=above))
                    found += beside
                    taken |= {one.place for one in beside if one.surely > LIKELY}
    return found


def _inside(
    grid: Grid,
    lexicon: Lexicon,
    row: int,
    column: int,
    key: str,
    surely: float,
    value: str,
    text: str,
    zone: Zone,
    *,
    above: bool,
    several: bool,
) -> Iterator[Found]:
    """A label with a colon: its value behind it, in the next cell, or still to come."""
    told = sentence("“{text}”里写着{key}", "“{text}” tells {key}", text=_short(text), key=called(key))
    if value and not NOBODY.fullmatch(value):
        if fits(key, value):
            yield Found(key, (row, column), surely, (told,), text)
        return
    if several:
        if above and key in HEAD_KEYS:
            yield Found(key, (row, column), surely * 0.9, (told,), text, waiting=True)
        return
    beside = list(_beside(grid, lexicon, row, column, key, surely, text, zone, above=above))
    if beside:
        yield from beside
    elif above and key in HEAD_KEYS:
        yield Found(key, (row, column), surely * 0.9, (told,), text, waiting=True)


def _beside(
    grid: Grid, lexicon: Lexicon, row: int, column: int, key: str, surely: float, text: str, zone: Zone, *, above: bool
) -> Iterator[Found]:
    """The value right of a label, else below it; where it is still to come, the empty cell that waits for it."""
    values = list(values_right(grid, lexicon, row, column, zone.right))
    if len(values) == 1 or (values and above and key in HEAD_KEYS):
        place = values[0]
        if fits(key, grid.value(*place)):
            told = sentence("“{text}”右边", "right of “{text}”", text=_short(text))
            yield Found(key, place, surely, (told,), text)
        return
    if values:
        return  # a row of several values is a legend, no field
    span = grid.span(row, column)
    below = grid.value(span.bottom + 1, column)
    at_below = grid.anchor(span.bottom + 1, column)
    known = isinstance(below, str) and (pairs_in(below) or lexicon.known(below, LIKELY * 0.9))
    if below is not None and above and not known and fits(key, below):
        told = sentence("“{text}”下面", "below “{text}”", text=_short(text))
        yield Found(key, at_below, surely, (told,), text)
        return
    right = (row, span.right + 1)
    waiting = above and key in HEAD_KEYS and grid.value(*right) is None and right[1] <= max(zone.right, span.right + 1)
    if waiting and (grid.drawn(*right) or text.rstrip().endswith((":", "："))):
        told = sentence("“{text}”右边的空格", "the empty cell right of “{text}”", text=_short(text))
        yield Found(key, grid.anchor(*right), surely * 0.9, (told,), text, waiting=True)


def values_right(grid: Grid, lexicon: Lexicon, row: int, column: int, last: int) -> Iterator[Place]:
    """The filled cells right of a label up to the next label."""
    at = grid.span(row, column).right + 1
    beside = True
    while at <= last:
        place = grid.anchor(row, at)
        if place[0] == row and grid.value(*place) is not None:
            if _is_label(grid, lexicon, *place) and not (beside and _is_value(grid, lexicon, *place, last)):
                return
            yield place
        beside = False
        at = grid.span(row, at).right + 1


def _values_left(grid: Grid, lexicon: Lexicon, row: int, column: int, first: int) -> list[Place]:
    """The filled cells left of a label that has nothing to its right, up to the label before."""
    places: list[Place] = []
    for at in reversed(list(grid.filled_in(row, first, column - 1))):
        if _is_label(grid, lexicon, row, at):
            return []  # they belong to that label
        places.append((row, at))
    return places


def _is_label(grid: Grid, lexicon: Lexicon, row: int, column: int) -> bool:
    text = grid.text(row, column)
    if not text or is_level(text):
        return False
    if pairs_in(text):
        return True
    # A value may be a known word as well (a department called 客服): only what a head field or result is called by.
    return any(surely >= LIKELY * 0.9 for surely in lexicon.means(text, "field").values())


def _is_value(grid: Grid, lexicon: Lexicon, row: int, column: int, last: int) -> bool:
    """Whether a word that may be a label is the value of the one before it: 岗位 | 主管 | 月份 | 6月."""
    text = grid.text(row, column)
    if pairs_in(text) or max(lexicon.means(text, "field").values(), default=0) > LIKELY:
        return False
    after = next((at for at in grid.filled_in(row, grid.span(row, column).right + 1, last)), None)
    return after is None or _is_label(grid, lexicon, row, after)


def fits(key: str, value: Value) -> bool:
    """Whether a value can be that of a field."""
    if value is None:
        return False
    number = number_of(value)
    text = value.strip() if isinstance(value, str) else ""
    match key:
        case "month":
            if isinstance(value, dt.date):
                return True
            whole = str(int(value)) if isinstance(value, float) and value == int(value) else text
            return bool(month_in(whole))
        case "level":
            return is_level(text) or (number is not None and number in range(1, 10))
        case "department_level":
            return is_level(text)
        case "rank":
            return number is not None and number == int(number) and number > 0
        case "total" | "adjust" | "base_pay" | "pay":
            return number is not None
        case "coefficient" | "attendance":
            return number is not None and 0 <= number <= 5
        case "employee_id":
            return not isinstance(value, dt.date) and len(str(value)) <= 30
        case _:
            return bool(text) and number is None and text not in UNIT_VALUES and len(text) <= 40


def title_month(grid: Grid, zone: Zone) -> Found | None:
    """A month in the title above a table, where no label tells it."""
    for row, column in zone.places(grid):
        text = grid.text(row, column)
        if text and not pairs_in(text) and (month := month_in(text)) and not NOTE.search(text):
            told = sentence("标题里的“{month}”", "“{month}” in the title", month=month)
            return Found("month", (row, column), 0.9, (told,), text)
    return None


@dataclass(frozen=True)
class Result:
    """A result below a form, or candidates where several cells come into question."""

    found: tuple[Found, ...]
    open: Mapping[str, tuple[Place, ...]]


def result_fields(
    grid: Grid, lexicon: Lexicon, rows: Sequence[int], left: int, right: int, columns: Mapping[str, int]
) -> Result:
    """Total, level, rank and the like in the rows below a form's lines."""
    found: list[Found] = []
    unclear: dict[str, tuple[Place, ...]] = {}
    for row in rows:
        for column in grid.filled_in(row, left, right):
            text = grid.text(row, column)
            if not text or SIGNED.search(text) or NOTE.search(text):
                continue
            pairs = pairs_in(text)
            label = pairs[0].label if len(pairs) == 1 else label_of(text)
            meant = {
                key: s
                for key, s in lexicon.look_up(label, "field").keys.items()
                if key in RESULT_KEYS and s >= LIKELY * 0.9
            }
            for key, surely in meant.items():
                if len(pairs) == 1 and pairs[0].value:
                    if fits(key, pairs[0].value):
                        told = sentence(
                            "“{text}”里写着{key}", "“{text}” tells {key}", text=_short(text), key=called(key)
                        )
                        found.append(Found(key, (row, column), surely, (told,), text))
                    continue
                places = list(values_right(grid, lexicon, row, column, right)) or _values_left(
                    grid, lexicon, row, column, left
                )
                chosen, several = _chosen(grid, key, row, places, columns)
                if chosen is not None:
                    told = sentence("“{text}”这一行", "in the row of “{text}”", text=_short(text))
                    weaker = 0.05 if key == "total" and lexicon.ends_body(text) else 0
                    waiting = grid.value(*chosen) is None
                    found.append(Found(key, chosen, surely - weaker - 0.1 * waiting, (told,), text, waiting=waiting))
                elif several:
                    unclear[key] = several
    return Result(tuple(found), unclear)


def _chosen(
    grid: Grid, key: str, row: int, places: Sequence[Place], columns: Mapping[str, int]
) -> tuple[Place | None, tuple[Place, ...]]:
    """The cell of a result in its row; for a total that below the weighted column, else that below the scores."""
    fitting = [place for place in places if fits(key, grid.value(*place))]
    if key == "total":
        return _chosen_total(grid, row, fitting, columns)
    if len(fitting) == 1 and len(places) <= 2:
        return fitting[0], ()
    if not places and key in ("level", "rank", "coefficient", "adjust", "pay"):
        for name in ("weighted", "score"):
            if name in columns and grid.drawn(row, columns[name]) and grid.value(row, columns[name]) is None:
                return grid.anchor(row, columns[name]), ()
    return None, ()


def _chosen_total(
    grid: Grid, row: int, fitting: Sequence[Place], columns: Mapping[str, int]
) -> tuple[Place | None, tuple[Place, ...]]:
    """The total of a form among the numbers of its row; a sum of the weights alone is none."""
    by_column = {place[1]: place for place in fitting}
    below = [columns[name] for name in ("weighted", "score") if name in columns]
    for column in below:
        if column in by_column:
            return by_column[column], ()
    rest = [place for place in fitting if not _sums_weights(grid, place, columns)]
    weighing = [place for place in rest if (made := computed(grid, *place)) and _weighs(made)]
    if len(rest) == 1 or len(weighing) == 1:
        return (rest if len(rest) == 1 else weighing)[0], ()
    if rest:
        return None, tuple(rest)
    waiting = (column for column in below if grid.drawn(row, column) and grid.value(row, column) is None)
    column = next(waiting, 0)
    return ((row, column), ()) if column else (None, ())


def _sums_weights(grid: Grid, place: Place, columns: Mapping[str, int]) -> bool:
    """Whether a number in a row of totals is not the total: the sum of the weights, of self ratings, of targets."""
    if place[1] in (columns.get("self_score"), columns.get("target")):
        return True
    made = computed(grid, *place)
    whole = round(number_of(grid.value(*place)) or 0.0, 6) in (1.0, 100.0)
    return place[1] == columns.get("weight") and (whole or made is not None) and not (made and _weighs(made))


def _weighs(made: Computation) -> bool:
    """Whether a formula adds up more than one column."""
    return made.kind == "sum" and len(made.columns()) > 1


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 16 else plain[:15] + "…"


def best_of(found: Sequence[Found]) -> dict[str, Found]:
    """The surest of each key; of equal ones the one with a value, then the first (for a total the last)."""
    best: dict[str, Found] = {}
    for one in found:
        other = best.get(one.key)
        rank = (not one.waiting, round(one.surely, 3))
        if (
            other is None
            or rank > (not other.waiting, round(other.surely, 3))
            or (one.key == "total" and rank == (not other.waiting, round(other.surely, 3)))
        ):
            best[one.key] = one
    return best
