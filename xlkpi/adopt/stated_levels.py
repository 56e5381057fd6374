"""Lines of the levels as the sheet itself states them: `95分及以上为A+`, `A: 85-94分`, or a legend beside the table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.grid import Grid
from xlkpi.adopt.labels import wide
from xlkpi.adopt.level_words import is_level

_WORDS: Final = "卓越|优秀|良好|基本合格|不合格|合格|需改进|待改进|基本称职|不称职|称职|优|良|中|差|甲|乙|丙|丁"
_LEVEL: Final = rf"(?<![A-Z])([A-ES][+-]?|{_WORDS})"
_CALLED: Final = r"(?:等?级|等次?|档|类)?"
_POINTS: Final = r"(\d{1,3}(?:\.\d+)?)"
_MARK: Final = r"(?:\(不?含\)|分)*"
_TO: Final = rf"(?:[-~—～至到]+\d{{1,3}}(?:\.\d+)?{_MARK}(?:以下|之间)?)"
_ABOVE: Final = rf"{_POINTS}{_MARK}(?:(?:及|\(含\))?以上|{_TO}){_MARK}(?:\(含\d+分?\))?"
_AFTER: Final = re.compile(rf"{_ABOVE}(?:的|者|,|得分|评|定)*(?:为|是|→|=|:)*{_LEVEL}")
_BEFORE: Final = re.compile(
    rf"{_LEVEL}{_CALLED}(?:为|是|:|=|\()*(?:考核)?(?:得分|总分)?(?:{_ABOVE}|(?:≥|>=|≧){_POINTS})"
)
_BELOW: Final = re.compile(rf"\d分?(?:\(不?含\))?以下(?:的|者|,)*(?:为|是|→|=|:)*{_LEVEL}")
_LEAST: Final = 3
"""Levels that must be stated, each with a line of its own."""
TALKATIVE: Final = 2000
"""Rows from which on a sheet is data, and no sentence in it is looked for."""
_LINES: Final = re.compile("分数线|最低分|下限|起始分")


def stated_lines(grid: Grid, inside: range) -> dict[str, float]:
    """Lowest points of each level, from the sentences of a sheet outside a body's rows; empty where none are told.

    The level below all lines has none. What is told twice in different words is no line.
    """
    found: dict[str, set[float]] = {}
    for text in grid.texts_outside(inside) if len(grid.rows) < TALKATIVE else ():
        for level, points in told_in(text):
            found.setdefault(level, set()).add(points)
    for level, points in _legends(grid):
        found.setdefault(level, set()).add(points)
    lines = {level: min(points) for level, points in found.items() if len(points) == 1}
    return lines if len(lines) == len(found) >= _LEAST and len(set(lines.values())) == len(lines) else {}


def level_below(grid: Grid, inside: range) -> str:
    """The level of those below every line, as the sheet states it: `70分以下为不合格`; empty where it does not."""
    found = {
        level for text in grid.texts_outside(inside) for level in _BELOW.findall(re.sub(r"\s", "", wide(text)).upper())
    }
    return found.pop() if len(found) == 1 else ""


def told_in(text: str) -> list[tuple[str, float]]:
    """Levels with their lowest points in one sentence, in its order; none where it speaks of shares or factors."""
    plain = re.sub(r"\s", "", wide(text)).upper()
    if len(plain) < 8 or "系数" in plain or "%" in plain:
        return []
    after = [(found[2], float(found[1])) for found in _AFTER.finditer(plain)]
    before = [(found[1], float(found[2] or found[3])) for found in _BEFORE.finditer(plain)]
    return after if len(after) > len(before) else before


def _legends(grid: Grid) -> Iterator[tuple[str, float]]:
    """Levels with a number beside each, under a heading of lines: 等级 | 分数线."""
    for (row, column), cell in grid.cells.items():
        if not isinstance(cell.value, str) or not _LINES.search(cell.value):
            continue
        for at in range(row + 1, row + 12):
            points = number_of(grid.value(at, column))
            levels = [text for side in (column - 1, column + 1) if is_level(text := grid.text(at, side).strip())]
            if points is None or len(levels) != 1:
                break
            if points:
                yield wide(levels[0]).upper(), points
