"""The paper a page is printed on: how much its columns are shrunk, how many rows of a growing table one sheet holds."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from xlkpi.drawing import style
from xlkpi.drawing.spec import SEAL, Chart, Column, Fields, Lines, Note, PageSpec, Part, Section, Table, Unprinted

A4, A3 = (595.3, 841.9), (841.9, 1190.6)
"""Short and long side in points."""
INCH = 72.0
LEFT, RIGHT, TOP, BOTTOM = 0.47, 0.47, 0.5, 0.6
"""Margins in inches."""
SIGNED_BOTTOM, SEALED_BOTTOM = 1.0, 1.9
"""Lower margins in inches that leave room for a signature by hand, and for a seal."""
SIGN_HEIGHT = 48.0
"""Points of a row in which somebody signs by hand; three of them are as high as a seal."""
WIDEST = 330
"""Characters of column width that are still readable on one sheet of A3."""
PIXELS_A_CHARACTER, COLUMN_PADDING = 7, 5
POINTS_A_PIXEL = 0.75
DEFAULT_HEIGHT = 15.0
ANNEX_HEIGHT, TITLE_HEIGHT, SECTION_HEIGHT = 14.0, 34.0, 24.0
SCREEN = 1300
"""Pixels of columns that a laptop of 1366 pixels shows beside row numbers and scroll bar."""
SMALLEST_ZOOM = 75
CHARACTER = PIXELS_A_CHARACTER * POINTS_A_PIXEL
"""Points of a column's width a character."""
INDENT, BORDERS = 1.3, 0.8
"""Characters of a column's width that an indented text leaves free, and that every cell does."""
LAST_NARROW, NARROW = 0x2FF, 0.6
"""The last code point of letters and digits, and the share of a Chinese character's width that they take at most."""
PUSHED = 1.06
"""How much longer a text gets because no line begins with a comma or breaks inside a word."""
LINE_HEIGHT = 1.4
"""Height of a line in heights of the type: 1.32 for 微软雅黑, 1.4 for what other systems have in its place."""
HIGHEST = 409.0
"""Excel's highest row, in whole points."""
SAFE = 0.94
"""Share of a sheet that is counted on: programs round heights and scales differently, and none may spill over."""


def pixels(width: float) -> int:
    """Pixels of a column of so many characters, as Excel rounds them."""
    return int(width * PIXELS_A_CHARACTER + COLUMN_PADDING)


def sheets_across(spec: PageSpec) -> int:
    """Return how many sheets side by side the page takes."""
    return math.ceil(sum(page_widths(spec)) / WIDEST) if spec.large and not spec.one_sheet else 1


def scale(spec: PageSpec) -> float:
    """Return the share of its size, at most 1, at which the columns of a page that are seen fit the paper."""
    return _shrunk(seen_widths(spec), printable(spec)[0] * sheets_across(spec))


def _shrunk(widths: Sequence[float], wide: float) -> float:
    return min(1.0, wide / (sum(map(pixels, widths)) * POINTS_A_PIXEL))


def zoom(widths: Sequence[float]) -> int:
    """Return the percentage at which columns of these widths fit a laptop's screen, if they can be read then."""
    return max(SMALLEST_ZOOM, min(100, SCREEN * 100 // sum(map(pixels, widths))))


def printable(spec: PageSpec) -> tuple[float, float]:
    """Width and height of the paper between its margins, in points."""
    return _between_margins(A3 if spec.large else A4, bottom(spec.signers), portrait=spec.portrait)


def bottom(signers: Sequence[str]) -> float:
    """Return the lower margin in inches: wider where people sign or seal at the foot of the sheet."""
    return (SEALED_BOTTOM if SEAL in signers else SIGNED_BOTTOM) if signers else BOTTOM


def _between_margins(sides: tuple[float, float], lower: float, *, portrait: bool) -> tuple[float, float]:
    wide, high = sides if portrait else sides[::-1]
    return wide - (LEFT + RIGHT) * INCH, high - (TOP + lower) * INCH


def room(widths: Sequence[float]) -> float:
    """Return how many points of rows one sheet of A4 on its side holds, once columns of these widths fit it."""
    wide, high = _between_margins(A4, BOTTOM, portrait=False)
    return high / _shrunk(widths, wide) * SAFE


def column_widths(table: Table) -> tuple[float, ...]:
    """Width of every sheet column of a table, up to the last one that is shown."""
    seen = max(place for place, entry in enumerate(table.columns) if not entry.hidden)
    return tuple(entry.width for entry in table.columns[: seen + 1] for _ in range(entry.sheet_columns))


def page_widths(spec: PageSpec) -> tuple[float, ...]:
    """Width of every sheet column of a page: its own, or those of its first table.

    Raises StopIteration for a page that has neither.
    """
    return spec.widths or column_widths(next(part for part in spec.parts if isinstance(part, Table)))


def seen_widths(spec: PageSpec) -> tuple[float, ...]:
    """Width of every sheet column that is not hidden."""
    if spec.widths:
        return spec.widths
    seen = (column for column in next(part for part in spec.parts if isinstance(part, Table)).columns)
    counted = ((c.width, c.sheet_columns if c.shown is None else c.shown) for c in seen if not c.hidden)
    return tuple(width for width, count in counted for _ in range(count))


def placed(table: Table) -> Iterator[tuple[Column, int]]:
    """Yield the columns of a table, each with its first sheet column, counted from that of the table."""
    at = 0
    for column in table.columns:
        yield column, at
        at += column.sheet_columns


def wrapped(spec: PageSpec, table: Table) -> Iterator[tuple[Column, int, float]]:
    """Yield the columns of a table whose texts go on in further lines.

    With each comes its first sheet column, counted from that of the table, and the width of one of its cells.
    """
    widths = page_widths(spec)
    for column, at in placed(table):
        if "wrap" in column.looks and not column.hidden:
            yield column, at, sum(widths[table.first + at : table.first + at + column.cells])


def height_of(text: str, width: float, looks: Sequence[str]) -> float:
    """Return how many points of height a text takes in a column of so many characters, in all its lines."""
    points = float(style.properties(tuple(looks))["font_size"])
    room = max(1.0, width - (INDENT if {"left", "right"} & {*looks} else 0) - BORDERS) * CHARACTER
    lines = sum(max(1, math.ceil(_ems(part) * points * PUSHED / room)) for part in text.split("\n"))
    return min(HIGHEST, math.ceil(lines * points * LINE_HEIGHT + BORDERS * CHARACTER))


def _ems(text: str) -> float:
    """Widths of Chinese characters that a text takes; letters and digits are narrower."""
    return sum(1.0 if ord(letter) > LAST_NARROW else NARROW for letter in text)


def first_rows(spec: PageSpec, higher: float = 0) -> int:
    """Return how many rows of the table at the end of a page stand on its first sheet of paper.

    `higher` is by how many points rows are higher than usual. Raises TypeError where the page ends with something else.
    """
    table = spec.printed[-1]
    if not isinstance(table, Table):
        raise TypeError(spec.title)
    before = spec.parts[: spec.parts.index(table)]
    above = TITLE_HEIGHT + (0 if spec.annex is None else ANNEX_HEIGHT) + sum(map(_height, before))
    above += table.head_height * table.head_lines
    room = printable(spec)[1] / scale(spec) * SAFE - above - higher
    return max(1, int(room / table.row_height))


def _height(part: Part) -> float:
    """Points that a part above a table takes, without what stands beside it."""
    if isinstance(part, (Chart, Unprinted)):
        return DEFAULT_HEIGHT * (part.rows if isinstance(part, Chart) and not part.beside else 0)
    if isinstance(part, Section):
        return SECTION_HEIGHT
    if isinstance(part, Note):
        return 0 if part.beside else part.height
    if isinstance(part, Lines):
        return sum(line.height for line in part.lines)
    if isinstance(part, Fields):
        return 0 if part.beside else sum(part.line_heights) + part.gap
    return part.head_height * part.head_lines + part.row_height * (part.rows + bool(part.total))
