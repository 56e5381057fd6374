"""Builds a workbook whose pages are told as data: page after page, then the page of parameters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from xlkpi.domain.scheme import Scheme
from xlkpi.templates.draft import Draft, Page
from xlkpi.templates.layout import Layout
from xlkpi.templates.numbers import draw_numbers
from xlkpi.templates.sheets import (
    HEAD_ROW,
    close_page,
    column_widths,
    draw_fields,
    draw_lines,
    draw_table,
    note,
    open_page,
    section,
)
from xlkpi.templates.spec import Field, Lines, Note, Numbers, PageSpec, Section, Table

MONTH = "考核月份"


def build_pages(
    path: Path,
    layout: Layout,
    pages: Sequence[PageSpec],
    numbers: Numbers | None,
    *,
    scheme: Scheme,
    period: dt.date | None,
    rows: int | None = None,
) -> Path:
    """Write an empty workbook of these pages; `period` is any day of its month, `rows` the rows of its rosters.

    Raises CannotWrite, Unusable.
    """
    draft = Draft(layout, scheme.title)
    for spec in pages:
        parts = tuple(of_rows(part, rows) if isinstance(part, Table) else part for part in spec.parts)
        _draw(draft, replace(spec, parts=parts), period)
    if numbers is not None:
        draw_numbers(draft, scheme, numbers)
    return draft.save(path)


def of_rows(table: Table, rows: int | None) -> Table:
    """A table with another number of rows, where it is a roster."""
    return replace(table, rows=rows) if table.roster and rows else table


def _draw(draft: Draft, spec: PageSpec, period: dt.date | None) -> Page:
    tables = [part for part in spec.parts if isinstance(part, Table)]
    widths = spec.widths or column_widths(tables[0])
    page = open_page(draft, spec.title, widths, landscape=not spec.portrait, heading=spec.heading)
    month = period.replace(day=1) if period else None
    row, frozen = HEAD_ROW, 0
    fields = [part for part in spec.parts if isinstance(part, Field)]
    if fields:
        row = draw_fields(page, fields, row, {MONTH: month})
        page.height(row, 6)
        row += 1
    for part in spec.parts:
        if isinstance(part, Section):
            row = section(page, row, part.text, len(widths))
        elif isinstance(part, Note):
            row = note(page, row, part.text, len(widths), part.height)
        elif isinstance(part, Lines):
            row = draw_lines(page, part, row)
        elif isinstance(part, Table):
            frozen = frozen or row + 1
            row = draw_table(page, part, row).after
    if len(tables) == 1:
        page.sheet.repeat_rows(frozen - 1)
    close_page(page, row - 1, len(widths), spec.footer, freeze=(frozen, 0))
    if spec.one_sheet:
        page.sheet.fit_to_pages(1, 1)
    return page
