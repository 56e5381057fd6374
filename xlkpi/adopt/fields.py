"""Finds head fields: a label and its value beside it, below it, or in the same cell; the best of several."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.computations import computed
from xlkpi.adopt.grid import Grid, Place
from xlkpi.adopt.keys import HEAD_KEYS, called
from xlkpi.adopt.labels import Label, Pair, label_of, looks_like_name, month_in, pairs_in, wide
from xlkpi.adopt.level_words import is_level, ticked
from xlkpi.adopt.lexicon import LIKELY, Lexicon, lexicon
from xlkpi.adopt.row_kinds import NOTE, SIGNED
from xlkpi.books.areas import cell_of
from xlkpi.books.book import Value
from xlkpi.errors import Sentence, sentence

UNIT_VALUES = frozenset(
    (
        *("元", "万元", "千元", "分", "%", "人", "人次", "次", "天", "小时", "分钟", "秒", "元/月", "月"),
        *("件", "个", "起", "户", "单", "通"),
    )
)
RIVAL = 0.04
"""Two places whose labels are this near in how surely they mean a key are as likely."""
APPRAISAL = re.compile("绩效|考核|考评|汇总|performance|appraisal", re.IGNORECASE)
DAY = re.compile(r"月\s*\d{1,2}\s*[日号]|\d{4}\s*([-./])\s*\d{1,2}\s*\1\s*\d{1,2}")
"""A whole date, which tells when something was written and not the month that it is about."""
PEOPLE = frozenset(("name", "rater", "supervisor"))
EMPLOYEE = (("员工",), ("职工",), ("坐席",), ("座席",))
LABEL: Final = re.compile(
    "(?:日期|时间|编号|号码|职务|职位|岗位|部门|科室|类别|级别|学历|籍贯|性别|年龄|月份|周期|期间)$"
)
"""How the labels end that nobody has for a name."""
NOBODY = re.compile(r"^[\s_＿/\\—-]*$")
_WHEN: Final = (("时间",), ("日期",), ("周期",))
"""General words for when: behind them a month without a day is the one appraised."""
UNFILLED_MONTH: Final = re.compile(r"[\s_—]*年[\s_—]+月(?:[\s_—]*日)?[\s_—]*")
"""A month still to be written into its words: `    年    月`."""


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
        if not text or (row, column) in taken or is_person(lexicon, text):
            continue
        above = row < header_top
        before = max(grid.filled_in(row, zone.left, column - 1), default=0)
        over = above and before and labels_over_values(grid, lexicon, row)
        if above and before and not over and names_post(grid, lexicon, (row, before), (row, column)):
            continue
        pairs = pairs_in(text)
        if (SIGNED.search(text) and not above) or (above and labels_over_values(grid, lexicon, row - 1)):
            continue
        for pair in pairs:
            for key, surely in lexicon.look_up(pair.label, "field").keys.items():
                if key in keys and (surely >= LIKELY * 0.9 or _employee(key, pair.label, pair.value)):
                    several = len(pairs) > 1
                    at = (row, column, key, surely, pair.value, text, zone)
                    inside = list(_inside(grid, lexicon, *at, above=above, several=several))
                    found += inside
                    taken |= {one.place for one in inside if one.surely > LIKELY}
        if not pairs:
            label = label_of(text)
            for key, surely in lexicon.look_up(label, "field").keys.items():
                if key in keys and surely >= LIKELY * 0.9 and not NOTE.search(text):
                    beside = list(_beside(grid, lexicon, row, column, key, surely, text, zone, above=above))
                    found += beside
                    taken |= {one.place for one in beside if one.surely > LIKELY}
    return found


def _employee(key: str, label: Label, value: str) -> bool:
    """Whether a general word for one of the staff has a name behind its colon: 员工：陈丽华."""
    return key == "name" and label.readings[:1] in EMPLOYEE and looks_like_name(value)


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
    told = sentence("“{text}”里写着{key}", "“{text}” tells {key}", text=short(text), key=called(key))
    if value and not NOBODY.fullmatch(value):
        if fits(key, value):
            yield Found(key, (row, column), surely, (told,), text)
        elif key == "month" and UNFILLED_MONTH.fullmatch(value):
            yield Found(key, (row, column), surely * 0.9, (told,), text, waiting=True)
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
    over = above and labels_over_values(grid, lexicon, row)
    if over:
        values = []
    if len(values) == 1 or (values and above and key in HEAD_KEYS):
        place = values[0]
        label = key in PEOPLE and (_is_label(grid, lexicon, *place) or LABEL.search(grid.text(*place)) is not None)
        told = sentence("“{text}”右边", "right of “{text}”", text=short(text))
        if fits(key, grid.value(*place)) and not label:
            yield Found(key, place, surely, (told,), text)
        elif key == "month" and UNFILLED_MONTH.fullmatch(grid.text(*place)):
            yield Found(key, place, surely * 0.95, (told,), text, waiting=True)
        return
    if values:
        return  # a row of several values is a legend, no field
    span = grid.span(row, column)
    below = grid.value(span.bottom + 1, column)
    at_below = grid.anchor(span.bottom + 1, column)
    known = not over and isinstance(below, str) and (pairs_in(below) or lexicon.known(below, LIKELY * 0.9))
    if below is not None and above and not known and fits(key, below):
        told = sentence("“{text}”下面", "below “{text}”", text=short(text))
        yield Found(key, at_below, surely, (told,), text)
        return
    right = (row, span.right + 1)
    reaches = right[1] <= min(zone.right, grid.right) or grid.drawn(
        *right
    )  # no cell beyond the page waits for anything
    waiting = above and key in HEAD_KEYS and grid.value(*right) is None and reaches
    if waiting and (grid.drawn(*right) or text.rstrip().endswith((":", "："))):
        told = sentence("“{text}”右边的空格", "the empty cell right of “{text}”", text=short(text))
        yield Found(key, grid.anchor(*right), surely * 0.9, (told,), text, waiting=True)


def labels_over_values(grid: Grid, lexicon: Lexicon, row: int) -> bool:
    """Whether a row of a head is labels side by side whose values stand in the row below, one under each."""
    columns = grid.rows.get(row, [])
    spans = [grid.span(row, column) for column in columns]
    labels = [_is_label(grid, lexicon, row, column) for column in columns]
    beside = (one.right + 1 == other.left for one, other in pairwise(spans))
    if not any(one and other and near for (one, other), near in zip(pairwise(labels), beside)):
        return False
    below = [(span.bottom + 1, span.left) for span in spans if grid.value(span.bottom + 1, span.left) is not None]
    texts = {place: grid.text(*place) for place in below}
    values = [place for place, text in texts.items() if not lexicon.known(text, LIKELY * 0.9) and not pairs_in(text)]
    told = all(grid.text(row, column) and not pairs_in(grid.text(row, column)) for column in columns)
    # A value may be a known word as well (a post called 主管), a few of them.
    return told and len(values) * 3 >= len(below) * 2 and len(values) * 2 > len(columns)


def values_right(grid: Grid, lexicon: Lexicon, row: int, column: int, last: int) -> Iterator[Place]:
    """The filled cells right of a label up to the next label."""
    at = grid.span(row, column).right + 1
    beside = True
    while at <= last:
        place = grid.anchor(row, at)
        if place[0] == row and grid.value(*place) is not None:
            if SIGNED.search(grid.text(*place)):
                return
            label = is_field_label(grid, lexicon, *place)
            value = label and (
                (beside and _is_value(grid, lexicon, *place, last)) or names_post(grid, lexicon, (row, column), place)
            )
            if label and not value:
                return
            yield place
        beside = False
        at = grid.span(row, at).right + 1


def is_field_label(grid: Grid, lexicon: Lexicon, row: int, column: int) -> bool:
    """Whether a cell holds the label of a head field or result."""
    text = grid.text(row, column)
    if not text or is_level(text) or UNFILLED_MONTH.fullmatch(text) or is_person(lexicon, text):
        return False
    if pairs_in(text):
        return True
    # A value may be a known word as well (a department called 客服): only what a head field or result is called by.
    return any(surely >= LIKELY * 0.9 for surely in lexicon.means(text, "field").values())


def is_person(lexicon: Lexicon, text: str) -> bool:
    """Whether a text is somebody's name with the post behind it and no label of two words: 贺云（班长）."""
    found = _WITH_POST.fullmatch(wide(text).strip())
    return found is not None and looks_like_name(found[1]) and not lexicon.known(found[1])


def _is_value(grid: Grid, lexicon: Lexicon, row: int, column: int, last: int) -> bool:
    """Whether a word that may be a label is the value of the one before it: 岗位 | 主管 | 月份 | 6月."""
    text = grid.text(row, column)
    if pairs_in(text) or max(lexicon.means(text, "field").values(), default=0) > LIKELY:
        return False
    after = next((at for at in grid.filled_in(row, grid.span(row, column).right + 1, last)), None)
    return after is None or _is_label(grid, lexicon, row, after)


_WITH_POST: Final = re.compile(r"(\S{2,4})\s*\((?:.*长|.*主管|.*经理|.*主任|.*组长)\)")
_OF_POST: Final = re.compile("(?:职务|职位|岗位|岗位名称|职称)$")


def names_post(grid: Grid, lexicon: Lexicon, label: Place, place: Place) -> bool:
    """Whether a word for a rater is the post of somebody: 岗位 | 客服主管, 考核人职务 | 班组长.

    It stands next to such a label, or behind a blank with no cell of its own that waits for a name.
    """
    words = label_of(grid.text(*label)).readings[:1]
    if not words or not (_OF_POST.search(words[0]) or "post" in lexicon.means(grid.text(*label), "field")):
        return False
    if not {"supervisor", "rater"} & lexicon.means(grid.text(*place), "field").keys() or pairs_in(grid.text(*place)):
        return False
    if grid.span(*label).right + 1 == place[1]:
        return True
    right = (place[0], grid.span(*place).right + 1)
    return (
        grid.value(*right) is None
        and not grid.drawn(*right)
        and not any(grid.filled_in(place[0], right[1], grid.right))
    )


def _is_label(grid: Grid, lexicon: Lexicon, row: int, column: int) -> bool:
    """Whether a cell holds a label of ours or a known one of something else, such as 表单编号."""
    text = grid.text(row, column)
    return bool(text) and (is_field_label(grid, lexicon, row, column) or lexicon.known(text, 1.0))


def pair_of(text: str, key: str) -> Pair | None:
    """The label of a key and its value, where both stand in one text: 考核等级：良好."""
    told = pairs_in(text) if text else []
    return next(
        (pair for pair in told if pair.label.readings and key in lexicon().look_up(pair.label, "field").keys), None
    )


def value_told(grid: Grid, cell: str, key: str) -> Value:
    """The value of a field: what stands in its cell, behind the label where that shares the cell."""
    value = grid.value(*cell_of(cell))
    pair = pair_of(value, key) if isinstance(value, str) else None
    return value if pair is None else pair.value or None


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
            return is_level(ticked(text) or text) or (number is not None and number in range(1, 10))
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
            return bool(text) and number is None and not _of_units(text) and len(text) <= 40


def _of_units(text: str) -> bool:
    """Whether a text only names units: 分、元."""
    return all(part.strip() in UNIT_VALUES for part in re.split("[、/,，;；和及]", text)) or text in UNIT_VALUES


def title_month(grid: Grid, zone: Zone) -> Found | None:
    """A month in the title above a table, where no label tells it."""
    for row, column in zone.places(grid):
        text = grid.text(row, column)
        first = grid.rows[row][0] == column or APPRAISAL.search(text) or _apart(grid, row, column, zone.left)
        if (
            text
            and first
            and all(pair.label.readings[:1] in _WHEN for pair in pairs_in(text))
            and (month := month_in(text))
            and not NOTE.search(text)
            and not DAY.search(text)
        ):
            told = sentence("标题里的“{month}”", "“{month}” in the title", month=month)
            return Found("month", (row, column), 0.9, (told,), text)
    return None


def _apart(grid: Grid, row: int, column: int, left: int) -> bool:
    """Whether a cell belongs to no label before it: that one has its own value, or stands further away."""
    before = max(grid.filled_in(row, left, column - 1), default=0)
    pairs = pairs_in(grid.text(row, before))
    return bool(before) and (grid.span(row, before).right + 1 < column or bool(pairs and pairs[-1].value))


def short(text: str) -> str:
    """A text as a sentence quotes it."""
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


def contested(grid: Grid, found: Sequence[Found]) -> dict[str, list[Place]]:
    """Keys for which two places with different values are as likely, with these places; the best one comes first.

    A total that is computed from the other number is the later one of two steps, and no rival.
    """
    best = best_of(found)
    rivals: dict[str, list[Place]] = {}
    for one in found:
        chosen = best[one.key]
        if one.waiting or chosen.waiting or one.place == chosen.place or chosen.surely - one.surely > RIVAL:
            continue
        if grid.value(*one.place) != grid.value(*chosen.place) and not _made_of(grid, chosen.place, one.place):
            places = rivals.setdefault(one.key, [chosen.place])
            places += [one.place] if one.place not in places else []
    return rivals


def _made_of(grid: Grid, later: Place, earlier: Place) -> bool:
    made = computed(grid, *later)
    return made is not None and any(area.holds(*earlier) for area in made.areas)
