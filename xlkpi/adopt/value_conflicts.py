"""Values in a part that cannot be: a word where a number belongs, a mark above the full one, a cell left blank."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from statistics import median
from typing import Final

from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.columns import BLANKS
from xlkpi.adopt.computations import computed
from xlkpi.adopt.grid import Grid, Place
from xlkpi.adopt.labels import wide
from xlkpi.adopt.part_lines import Lines, shown
from xlkpi.adopt.understanding import Conflict, Part
from xlkpi.adopt.value_evidence import NUMERIC
from xlkpi.books.areas import column_number
from xlkpi.drawing.validation import MOST_POINTS
from xlkpi.errors import CellError, sentence

RESULTS: Final = ("self_score", "score", "total", "level", "coefficient")
POINTS: Final = ("self_score", "score", "total")

MOST_READ: Final = 200
"""Cells that a formula reads which are gone over one by one."""

AWAY: Final = re.compile(
    "否|不参|免考|免评|不考核|试用|实习|新入职|入职不满|离职|调出|借调|外派|请假(?:一个|整|全)月|全月请假|产假|病假|休假|长假|工伤"
    "|调(?:往|至|任|离|去|总公司|入其他|[一-鿿]{1,6}(?:公司|中心|总部|分部)$)"
)
"""Words beside a person who is not appraised this month: blanks and words stand in such a line for a reason."""

_FULL: Final = re.compile(r"满分(?:为|值)?(\d+)|(\d+)分制|\((\d+)分\)|/(\d+)$")


def value_conflicts(lines: Lines) -> Iterator[Conflict]:
    """Every value of a key that cannot be."""
    keys = [key for key in (lines.part.columns or lines.part.across) if key in NUMERIC or key == "level"]
    lead = next((key for key in ("indicator", "name", "employee_id") if lines.has(key)), "")
    entries = [entry for entry in lines.entries if lead and lines.text(lead, entry)]
    away = {entry for entry in entries if away_told(lines, entry)}
    for key in keys:
        places = {entry: place for entry in entries if (place := _own(lines, key, entry)) is not None}
        numbers = {entry: number for entry in places if (number := lines.number(key, entry)) is not None}
        filled = len(numbers) if key != "level" else sum(bool(lines.text(key, entry)) for entry in places)
        for entry, place in places.items():
            if entry not in away:
                found = _no_number(lines, key, place, filled, len(places))
                yield from (replace(one, waiting=not one.stands and _waits(lines, entry)) for one in found)
        if key in POINTS and len(numbers) > 1:
            yield from _out_of_bounds(lines, key, {places[entry]: number for entry, number in numbers.items()})


def _waits(lines: Lines, entry: int) -> bool:
    """Whether nothing of a person's month stands in a summary yet: no points, no level, no coefficient."""
    if lines.part.kind != "summary" or not lines.has("total"):
        return False
    blank = (not lines.text(key, entry) and lines.number(key, entry) is None for key in RESULTS if lines.has(key))
    return all(blank)


def _own(lines: Lines, key: str, entry: int) -> Place | None:
    """The cell of a key in an entry, if it is not covered by one merged over several entries."""
    place = lines.place(key, entry)
    return place if place is not None and lines.grid.anchor(*place) == place else None


def away_told(lines: Lines, entry: int) -> str:
    """What in the line says that this person is not appraised; empty where nothing does."""
    texts = (lines.text(key, entry) for key in ("eligible", "remark", "total", "rank", "level", "score"))
    behind = re.findall(r"\((.+)\)", wide(lines.text("name", entry)))  # 彭飞（调出）
    return next((text for text in (*texts, *behind) if AWAY.search(text)), "")


def without_words_for_points(part: Part, grid: Grid) -> Part:
    """A list without the rows of those for whom a word (已离职) stands where others have points: nobody to rank."""
    if part.kind != "summary" or "total" not in part.columns or {"indicator", "eligible"} & part.columns.keys():
        return part
    return replace(part, skip=(*part.skip, *(row for row in part.entries if word_for_points(part, grid, row))))


def word_for_points(part: Part, grid: Grid, row: int) -> str:
    """The word that says in the place of a total that somebody is away; empty where points or nothing stand there."""
    text = grid.text(row, column_number(part.columns["total"]))
    alone = grid.anchor(row, column_number(part.columns["total"])) == (row, column_number(part.columns["total"]))
    return text if alone and AWAY.search(text) else ""


def _no_number(lines: Lines, key: str, place: Place, count: int, whole: int) -> Iterator[Conflict]:
    """A word, an error or a blank in a column whose other cells are filled."""
    value = lines.grid.value(*place)
    if isinstance(value, CellError):
        if count * 2 >= whole and not _of_blanks(lines, place):
            zh, en = "公式出错：{error}", "the formula gives an error: {error}"
            yield lines.conflict(place, "", sentence(zh, en, error=str(value)))
        return
    if key == "level":
        if value is None and count * 4 >= whole * 3:
            yield lines.conflict(place, "", sentence("别人都有等级，这里空着", "others have a level, here is none"))
        return
    if value is None:
        if count * 2 > whole and key in ("score", "weight", "total", "coefficient", "base_pay", "pay"):
            yield lines.conflict(
                place, "", sentence("别的行都有数，这里空着", "other lines have a number, here is none")
            )
    elif number_of(value) is None and count > 0 and str(value).strip().lower() not in BLANKS:
        zh, en = "“{text}”不是数字", "“{text}” is no number"
        yield lines.conflict(place, "", sentence(zh, en, text=shown(value).strip()))


def _of_blanks(lines: Lines, place: Place, depth: int = 6) -> bool:
    """Whether an error only says that cells which its formula reads are not filled in yet."""
    grid, made = lines.grid, computed(lines.grid, *place)
    areas = made.areas if made is not None else ()
    read = [
        (row, at)
        for area in areas
        for row in range(area.top, area.bottom + 1)
        for at in range(area.left, area.right + 1)
    ]
    if len(read) > MOST_READ or not read:
        return False
    blank = any(grid.value(*cell) is None for cell in read)
    errors = [cell for cell in read if isinstance(grid.value(*cell), CellError)]
    return (blank and not errors) or (
        bool(errors) and depth > 0 and all(_of_blanks(lines, cell, depth - 1) for cell in errors)
    )


def _out_of_bounds(lines: Lines, key: str, numbers: dict[Place, float]) -> Iterator[Conflict]:
    """Points above what the heading says is the full mark, far above all others, below nothing, or typed as a share."""
    full = full_mark(lines.part.headings.get(key, ""))
    usual = median(numbers.values())
    points = 20 < usual <= 120
    if key == "total" and 0.3 < usual <= 1.2 and max(numbers.values()) <= 1.5:
        place, number = next(iter(numbers.items()))
        expected = shown(number * 100)
        zh, en = (
            "总分写成了百分数，按百分制应为 {expected}",
            "totals are typed as shares; of a hundred this is {expected}",
        )
        yield lines.conflict(place, expected, sentence(zh, en, expected=expected))
    for place, number in numbers.items():
        if number < 0:
            yield lines.conflict(place, "≥ 0", sentence("分数不会是负数", "points are never negative"))
        elif full and number > full and usual <= full:
            zh, en = "满分是 {full}，这里却是 {number}", "the full mark is {full}, here stands {number}"
            yield lines.conflict(place, f"≤ {shown(full)}", sentence(zh, en, full=shown(full), number=shown(number)))
        elif points and number > MOST_POINTS:
            zh, en = "{number} 分超出百分制的范围", "{number} points are more than a hundred allow"
            yield lines.conflict(place, f"≤ {shown(MOST_POINTS)}", sentence(zh, en, number=shown(number)))
        elif points and usual > 50 and 0 < number <= 1.2:
            zh, en = "别的都是百分制，这里是 {number}", "others are out of a hundred, here stands {number}"
            yield lines.conflict(place, "", sentence(zh, en, number=shown(number)))


def full_mark(heading: str) -> float | None:
    """The full mark that a heading tells: 得分（满分100）, 百分制, 主管评（10分制）."""
    plain = wide(heading).replace(" ", "")
    if "百分制" in plain:
        return 100.0
    found = _FULL.search(plain)
    return float(next(filter(None, found.groups()))) if found else None
