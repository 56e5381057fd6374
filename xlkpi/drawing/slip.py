"""What one person is told of a month: a page to be signed, or a strip, four a page."""

from __future__ import annotations

import datetime as dt
import io
import math
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeAlias

import xlsxwriter

from xlkpi.domain.numbers import exact, rounded
from xlkpi.drawing import style
from xlkpi.drawing.layout import COPY, COPY_STANDS_FOR
from xlkpi.drawing.print_mark import DRAFT
from xlkpi.macros.macro_package import CREATED
from xlkpi.records import dataclass

Shown: TypeAlias = str | float | dt.date | None

TITLE = "绩效考核结果通知单"
COLUMNS = 8
WIDTH = 11
A_PAGE = 4
"""Strips on a page of A4."""
QUARTER = 201
"""Points of height that a strip has at least, so that a pile of pages is cut in one go: (842 - margins) / 4."""
NUMBER_LOOKS = frozenset(look for look, properties in style.LOOKS.items() if "num_format" in properties)
SIGNED = ("本人意见", "□ 同意　□ 有异议", "本人签字", "", "日期", "")
LINE_POINTS = 15
BODY_POINTS = 10
"""Size of the letters by whose width columns are counted."""


@dataclass(frozen=True)
class Item:
    """A value with its label; `looks` say how a number is written."""

    label: str
    value: Shown
    looks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Grid:
    """What a person was appraised on: headings, rows of values with their looks, and what else made the total."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Item, ...], ...]
    note: str = ""


@dataclass(frozen=True)
class Slip:
    """Everything on one person's page, and nothing about anybody else."""

    id: str
    name: str
    head: str
    month: str
    who: tuple[Item, ...]
    results: tuple[Item, ...]
    grids: tuple[Grid, ...]
    items: tuple[Item, ...]
    why: tuple[str, ...]
    terms: str
    draft: bool = False
    """Whether the results are not final yet, which the slip says on the screen and on paper."""


def draw_slips(slips: Sequence[Slip], *, strips: bool = False) -> bytes:
    """Return an .xlsx with a page for each person, or with four strips on a page."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties({"title": TITLE, "author": "xlkpi", "created": CREATED})
    book.define_name(COPY, f"={COPY_STANDS_FOR}")
    formats: dict[tuple[str, ...], Any] = {}
    step = A_PAGE if strips else 1
    pages = [slips[at : at + step] for at in range(0, len(slips), step)]
    for number, page in enumerate(pages, 1):
        paper = _Paper(book, formats, "结果通知" if len(pages) == 1 else str(number))
        if strips:
            paper.sheet.set_margins(left=0.5, right=0.5, top=0.3, bottom=0.2)  # inches: 36 points of the height
            for slip in page:
                paper.strip(slip)
        else:
            paper.sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.6)
            paper.page(page[0])
        paper.sheet.print_area(0, 0, paper.row - 1, COLUMNS - 1)
    book.close()
    return target.getvalue()


class _Paper:
    """One worksheet, eight columns wide, being filled from top to bottom."""

    def __init__(self, book: Any, formats: dict[tuple[str, ...], Any], title: str) -> None:
        self.book, self.formats = book, formats
        self.sheet = book.add_worksheet(title)
        self.sheet.set_column(0, COLUMNS - 1, WIDTH)
        self.sheet.set_paper(9)
        self.sheet.hide_gridlines(2)
        self.sheet.center_horizontally()
        self.sheet.fit_to_pages(1, 1)
        self.row = 0
        self.height = 0.0

    def line(self, height: float, *cells: tuple[Shown, int, tuple[str, ...]]) -> None:
        """One row of cells side by side: value, columns it takes, looks."""
        self.sheet.set_row(self.row, height)
        self.height += height
        column = 0
        for value, span, looks in cells:
            form = self._format(looks)
            if span > 1:
                self.sheet.merge_range(self.row, column, self.row, column + span - 1, "", form)
            if isinstance(value, str) and value:
                self.sheet.write_string(self.row, column, value, form)
            elif isinstance(value, dt.date):
                self.sheet.write_datetime(self.row, column, value, form)
            elif isinstance(value, float):
                self.sheet.write_number(self.row, column, value, form)
            else:
                self.sheet.write_blank(self.row, column, None, form)
            column += span
        self.row += 1

    def page(self, slip: Slip) -> None:
        """A whole page."""
        mark = DRAFT if slip.draft else ""
        self.line(14, (slip.head, 5, ("note", "left")), (mark, 3, ("note", "right")))
        self.line(36, (f"{slip.month}{TITLE}", COLUMNS, ("title",)))
        self.line(6)
        self.pairs(slip.who, 24)
        self.section("考核结果")
        self.results(slip.results, 20, 30, ("answer", "strong"))
        for grid in slip.grids:
            self.section("考核指标")
            self.grid(grid)
        if slip.items:
            self.section("各项数据")
            self.pairs(slip.items, 22)
        if slip.why:
            self.section("结果说明")
            for text in slip.why:
                self.text(text)
        self.section("告知与签收")
        self.text(slip.terms)
        self.line(34, *_signature())
        self.line(60, ("说明或异议", 1, ("label", "grid")), ("", COLUMNS - 1, ("grid",)))
        self.line(
            30, ("告知人", 1, ("label", "grid")), ("", 3, ("grid",)), ("日期", 1, ("label", "grid")), ("", 3, ("grid",))
        )

    def strip(self, slip: Slip) -> None:
        """A quarter of a page, to be cut off."""
        start = self.height
        head = "　".join(word for word in (slip.head, DRAFT if slip.draft else "") if word)
        self.line(20, (f"{slip.month}{TITLE}", 5, ("section",)), (head, 3, ("note", "right", "under")))
        self.line(3)
        self.pairs(slip.who, 18, lines=1)
        self.results(slip.results, 15, 20, ("answer",))
        scores = [_scores(grid) for grid in slip.grids]
        scores += [f"{item.label} {plain_text(item)}" for item in slip.items]
        for text in ("；".join(slip.why), "　".join(scores), slip.terms):
            self.text(text, "small")
        self.line(24, *_signature())
        room = QUARTER - (self.height - start) - 14
        if room > 0:
            self.line(room)
        self.line(9, *(("", 1, ("cut",)) for _ in range(COLUMNS)))
        self.line(5)

    def section(self, text: str) -> None:
        """A heading."""
        self.line(26, (text, COLUMNS, ("section",)))

    def text(self, text: str, *looks: str) -> None:
        """A paragraph as high as its text needs, nothing for none."""
        points = style.properties(("wrap", *looks))["font_size"]
        lines = math.ceil(_width(text) * points / BODY_POINTS / (COLUMNS * WIDTH - 4))
        if lines:
            self.line(8 + 1.5 * points * lines, (text, COLUMNS, ("grid", "wrap", "left", *looks)))

    def pairs(self, items: Sequence[Item], height: float, lines: int = 0) -> None:
        """Labels and values in turn, four of each in a row; `lines` is how many rows there may be (0: any)."""
        half = COLUMNS // 2
        rows = [items[at : at + half] for at in range(0, len(items), half)]
        for row in rows[:lines] if lines else rows:
            cells: list[tuple[Shown, int, tuple[str, ...]]] = []
            for item in row:
                cells.append((item.label, 1, ("label", "grid", "one_line", "shrink")))
                cells.append((item.value, 1, ("grid", "center", "shrink", *item.looks)))
            left = COLUMNS - len(cells)
            self.line(height, *cells, *((("", left, ("grid",)),) if left else ()))

    def results(self, items: Sequence[Item], head: float, body: float, looks: tuple[str, ...]) -> None:
        """Labels in one row, values below them, as wide as the page."""
        spans = [COLUMNS // len(items) + (at < COLUMNS % len(items)) for at in range(len(items))]
        pairs = list(zip(items, spans, strict=True))
        self.line(head, *((item.label, span, ("head", "grid", "shrink")) for item, span in pairs))
        cells = ((item.value, span, ("grid", "center", "shrink", *looks, *item.looks)) for item, span in pairs)
        self.line(body, *cells)

    def grid(self, grid: Grid) -> None:
        """A table whose first column is as wide as the others leave it."""
        spans = [COLUMNS - len(grid.heads) + 1, *[1] * (len(grid.heads) - 1)]
        self.line(22, *((head, span, ("head", "grid", "shrink")) for head, span in zip(grid.heads, spans, strict=True)))
        for row in grid.rows:
            needs = [_width(plain_text(item)) / (span * WIDTH - 1) for item, span in zip(row, spans, strict=True)]
            height = 8 + LINE_POINTS * max(1, *map(math.ceil, needs))
            looks = [("grid", "wrap", "left"), *[("grid", "wrap", "center")] * (len(row) - 1)]
            cells = ((i.value, s, (*k, *i.looks)) for i, s, k in zip(row, spans, looks, strict=True))
            self.line(height, *cells)
        self.text(grid.note)

    def _format(self, looks: tuple[str, ...]) -> Any:
        if looks not in self.formats:
            self.formats[looks] = self.book.add_format(style.properties(looks))
        return self.formats[looks]


def _signature() -> tuple[tuple[Shown, int, tuple[str, ...]], ...]:
    """The line on which a person says what he thinks of it, and signs."""
    spans = (1, 2, 1, 2, 1, 1)
    looks = (("label", "grid"), ("grid", "center"))
    return tuple((text, span, looks[at % 2]) for at, (text, span) in enumerate(zip(SIGNED, spans, strict=True)))


def _scores(grid: Grid) -> str:
    """What every indicator is worth, as the form shows it, without the targets; and what else made the total."""
    worth = [f"{row[0].value} {plain_text(_as_shown(row[-1]))}" for row in grid.rows]
    return f"{grid.heads[-1]}：" + "　".join([*worth, *filter(None, [grid.note])])


def _as_shown(item: Item) -> Item:
    """A number of points with the two decimals that its cell shows."""
    if isinstance(item.value, float) and "points" in item.looks:
        return replace(item, value=float(rounded(exact(item.value))))
    return item


def plain_text(item: Item) -> str:
    """A value as it is written in a line of text."""
    if isinstance(item.value, float):
        if {"share", "attendance", "weight"} & set(item.looks) and item.value <= 1:
            return f"{item.value:.4%}".rstrip("%").rstrip("0").rstrip(".") + "%"
        return f"{item.value:.6f}".rstrip("0").rstrip(".")
    return "" if item.value is None else str(item.value)


def _width(text: str) -> int:
    """Half-width characters that a text takes: a Chinese one is two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
