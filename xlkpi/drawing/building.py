"""Builds the workbooks of a kind: page after page as they are told, then the page of parameters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from xlkpi.domain.scheme import Scheme
from xlkpi.drawing.canvas import Box
from xlkpi.drawing.draft import Draft, Page
from xlkpi.drawing.kind import Kind
from xlkpi.drawing.paper import first_rows, page_widths, seen_widths, sheets_across, zoom
from xlkpi.drawing.parameter_page import draw_numbers
from xlkpi.drawing.part_drawing import draw_chart, draw_fields, draw_lines, section
from xlkpi.drawing.spec import MOST_SQUARE, Chart, Fields, Lines, Note, PageSpec, Section, Table, Unprinted
from xlkpi.drawing.table_drawing import draw_table
from xlkpi.errors import Unusable, sentence
from xlkpi.records import dataclass

MOST_ROWS = 10_000


def build(
    kind: Kind,
    path: Path,
    scheme: Scheme,
    period: dt.date | None = None,
    rows: int | None = None,
    *,
    plain: bool = False,
) -> Path:
    """Write an empty workbook of a kind; `period` is any day of its month, `rows` the rows of its rosters.

    A `plain` one is an .xlsx without macros and functions of ours. Raises CannotWrite, and Unusable for a number of
    rows or a scheme that does not fit, and for a kind that cannot be plain.
    """
    kind = _plain(kind) if plain else kind
    if rows is not None and not 1 <= rows <= MOST_ROWS:
        zh, en = "名单行数应在 1～{most} 之间", "the roster can have 1 to {most} rows"
        raise Unusable(sentence(zh, en, most=MOST_ROWS))
    square = next((c.title for table in kind.tables for c in table.columns if c.square), None)
    if rows is not None and rows > MOST_SQUARE and square:
        zh = "{title}要“{square}”每人评每人，名单最多 {most} 行；人更多时请按单位分成几份表"
        en = "“{square}” of {title} is of everybody by everybody: at most {most} rows; make several workbooks, by unit"
        raise Unusable(sentence(zh, en, title=kind.title, square=square, most=MOST_SQUARE))
    draft = Draft(kind, scheme, period, plain=plain)
    charts = [chart for spec in kind.pages for chart in _Drawing(draft, spec.of_rows(rows)).draw()]
    if kind.numbers is not None:
        draw_numbers(draft, kind.numbers)
    # Charts come last: they show blocks that may stand below them or on a later page.
    for page, chart, row in charts:
        draw_chart(page, chart, row)
    return draft.save(path)


def _plain(kind: Kind) -> Kind:
    if kind.plain is None:
        zh = "{title}要用本系统的函数和宏，不能生成不含宏的 .xlsx；附件2、指标库可以"
        en = "{title} needs functions and macros of ours and cannot be a plain .xlsx; 附件2 and 指标库 can"
        raise Unusable(sentence(zh, en, title=kind.title))
    return kind.plain


@dataclass
class _Place:
    """Where the drawing of a page has come to."""

    row: int
    section: int
    head: int = 0
    """The first row of the headings of the first table."""
    body: int = 0
    """The first row below them."""
    printed: int | None = None


class _Drawing:
    """One page being drawn, part after part."""

    def __init__(self, draft: Draft, spec: PageSpec) -> None:
        self.spec = spec
        tables = [part for part in spec.parts if isinstance(part, Table)]
        if any(table.grows for table in tables if table is not spec.growing):  # they cannot be left out on paper
            raise ValueError(spec.title)
        widths = page_widths(spec)
        growing = spec.growing
        squares = [] if growing is None else [max(0, c.span - growing.shown) for c in growing.columns if c.square]
        self.columns = len(widths) - sum(squares)
        self.page = draft.page(spec.title, landscape=not spec.portrait, large=spec.large)
        self.page.widths(widths)
        self.across = sheets_across(spec)
        self.page.toolbar(self.columns)
        row = self.page.heading(spec.annex, spec.heading, self.columns)
        self.place = _Place(row, row)
        self.repeats = len(tables) == 1
        self.charts: list[tuple[Page, Chart, int]] = []
        self.areas: dict[str, Box] = {}

    def draw(self) -> Iterable[tuple[Page, Chart, int]]:
        """Draw everything but the charts, which are returned with their pages and rows."""
        for part in self.spec.parts:
            DRAWERS[type(part)](self, part)
        self._finish()
        return self.charts

    def _finish(self) -> None:
        """What every page needs once it is drawn: print area, footer, frozen head, the cell to begin with."""
        spec, sheet, place = self.spec, self.page.sheet, self.place
        last = place.row - 1 if place.printed is None else place.printed
        if spec.growing is not None:
            last -= max(0, spec.growing.rows - first_rows(spec))
        if self.repeats and place.body > place.head:
            sheet.repeat_rows(place.head, place.body - 1)
        self.page.printed(1, last, self.columns - 1)
        self.page.mark_draft()
        self.page.footer(spec.footer, spec.signers)
        frozen = place.body if spec.frozen_rows is None else spec.frozen_rows
        sheet.set_zoom(zoom(seen_widths(spec)[: self.columns]))
        if frozen or spec.frozen_columns:
            sheet.freeze_panes(frozen, spec.frozen_columns)
        if spec.selected:
            sheet.set_selection(*spec.selected, *spec.selected)
        if spec.one_sheet:
            sheet.fit_to_pages(1, 1)
        elif self.across > 1:
            sheet.fit_to_pages(self.across, 0)
            sheet.repeat_columns(0, max(0, spec.frozen_columns - 1))

    def section(self, part: Section) -> None:
        """A heading, beside which more may stand."""
        self.place.section = self.place.row
        self.place.row = section(self.page, self.place.row, part.text, part.span or self.columns)

    def note(self, part: Note) -> None:
        """A remark, over the whole width or beside what stands there."""
        if part.beside:
            area = Box(self.place.section + part.line, part.column, part.lines, part.span)
            self.page.put(area, part.text, *part.looks)
            return
        self.page.height(self.place.row, part.height)
        self.page.put(Box(self.place.row, 0, 1, self.columns), part.text, *part.looks)
        self.place.row += 1

    def fields(self, part: Fields) -> None:
        """Fields, below or beside what stands there."""
        row = draw_fields(self.page, part, self.place.section if part.beside else self.place.row)
        self.place.row = self.place.row if part.beside else row

    def lines(self, part: Lines) -> None:
        """Lines of cells."""
        self.place.row = draw_lines(self.page, part, self.place.row, self.areas)

    def table(self, part: Table) -> None:
        """A table; the first one's headings stay in sight."""
        placed = draw_table(self.page, part, self.place.row)
        if not self.place.body:
            self.place.head, self.place.body = placed.head, placed.first
        self.place.row = placed.after

    def chart(self, part: Chart) -> None:
        """Keep the place of a chart until what it shows is drawn."""
        self.charts.append((self.page, part, self.place.section if part.beside else self.place.row))
        self.place.row += 0 if part.beside else part.rows

    def unprinted(self, _: Unprinted) -> None:
        """End the printed area."""
        self.place.printed = self.place.row - 1
        self.place.row += 1


DRAWERS: Mapping[type, Callable[[_Drawing, Any], None]] = MappingProxyType(
    {
        Section: _Drawing.section,
        Note: _Drawing.note,
        Fields: _Drawing.fields,
        Lines: _Drawing.lines,
        Table: _Drawing.table,
        Chart: _Drawing.chart,
        Unprinted: _Drawing.unprinted,
    }
)
"""How each kind of part is drawn."""
