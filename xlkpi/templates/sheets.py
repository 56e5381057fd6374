"""Draws what spec.py tells: tables with their conditions, fields, titles, and the page of parameters."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence

from xlkpi.templates import style
from xlkpi.templates.draft import Area, Draft, Page, fault_in
from xlkpi.templates.spec import Column, Field, Lines, Table

HEAD_ROW = 3
"""The first row of the fields under the title."""
HEAD_HEIGHT = 30
ROW_HEIGHT = 21
COMPUTED = ("computed",)
GRID = {"border": 1, "border_color": style.LINE}
TITLE = re.compile(r"\{([^{}+]+)\}")

Cell = str | float | None


class Placed:
    """Where the columns of a drawn table stand."""

    def __init__(self, table: Table, row: int, column: int) -> None:
        self.table = table
        self.first = row
        self.areas: dict[str, Area] = {}
        for entry in table.columns:
            self.areas[entry.title] = Area(row, column, table.rows, entry.span)
            column += entry.span
        self.after = row + table.rows

    def text(self, formula: str, line: int = 0) -> str:
        """A formula with the cells of a line in place of the titles in braces."""
        return TITLE.sub(lambda found: self.areas[found[1]].at(line, fixed_column=True), formula)


def column_widths(table: Table) -> tuple[float, ...]:
    """Width of every sheet column of a table that is shown."""
    return tuple(entry.width for entry in table.columns if not entry.hidden for _ in range(entry.span))


def open_page(draft: Draft, title: str, widths: Sequence[float], *, landscape: bool = True, heading: str = "") -> Page:
    """A page with its tool bar and the title of the form."""
    page = draft.page(title, landscape=landscape)
    page.widths(widths)
    page.toolbar(len(widths))
    page.heading("", heading or draft.layout.title, len(widths))
    return page


def close_page(page: Page, last_row: int, columns: int, footer: str, *, freeze: tuple[int, int] | None = None) -> None:
    """What every page needs once it is drawn: print area, footer, frozen head."""
    page.printed(1, last_row, columns - 1)
    page.footer(footer)
    if freeze:
        page.sheet.freeze_panes(*freeze)


def draw_fields(
    page: Page, fields: Sequence[Field], row: int = HEAD_ROW, values: dict[str, dt.date | None] | None = None
) -> int:
    """Draw labels and values; yields the row below them."""
    lines = 1 + max(field.line for field in fields)
    page.height(row, 24, lines)
    for entry in fields:
        here = row + entry.line
        page.put(Area(here, entry.column, 1, entry.label_span), entry.label, "label", "grid")
        area = Area(here, entry.column + entry.label_span, 1, entry.span)
        fill = ("computed",) if entry.formula else ("input",)
        value = f"={entry.formula}" if entry.formula else (values or {}).get(entry.name)
        page.field(entry.name, area, *fill, "grid", *entry.looks, rule=entry.rule, value=value)
        if entry.formula:
            page.faults_red(area) if entry.number else None
    return row + lines


def section(page: Page, row: int, title: str, columns: int) -> int:
    """A heading line over a table; yields the row below it."""
    page.height(row, 24)
    page.put(Area(row, 0, 1, columns), title, "section")
    return row + 1


def note(page: Page, row: int, text: str, columns: int, height: float = 30) -> int:
    """A remark over the whole width; yields the row below it."""
    page.height(row, height)
    page.put(Area(row, 0, 1, columns), text, "note", "wrap", "left", "top")
    return row + 1


def draw_lines(page: Page, lines: Lines, row: int) -> int:
    """Draw lines of named cells below each other; yields the row below them."""
    areas = {line.name: Area(row + place, lines.first, 1, lines.columns) for place, line in enumerate(lines.lines)}
    for line in lines.lines:
        area = areas[line.name]
        page.height(area.row, line.height)
        page.put(Area(area.row, 0, 1, lines.first), line.label, "label", "grid")
        looks = ("input" if line.role == "input" else "computed", "grid", *line.looks)
        if line.array:
            page.array(line.name, area, line.array, *looks)
        elif line.cell:
            page.filled(line.name, area, _above(line.cell, areas), *looks)
        else:
            page.block(line.name, area, *looks, rule=line.rule)
        if line.number:
            page.faults_red(area)
        if line.doubt:
            page.when(area, line.doubt.replace("{}", area.at()), style.DOUBT_LOOK)
    return row + len(lines.lines)


def _above(formula: str, areas: dict[str, Area]) -> Callable[[int, int], str]:
    """The formula of each cell of a line, with the cells of other lines in its column in place of their names."""

    def cell(_: int, place: int) -> str:
        return TITLE.sub(lambda found: areas[found[1]].at(0, place), _moved(formula, place))

    return cell


def draw_table(
    page: Page,
    table: Table,
    row: int,
    *,
    column: int = 0,
    values: dict[str, Sequence[Sequence[Cell]]] | None = None,
    head_height: float = HEAD_HEIGHT,
    row_height: float = ROW_HEIGHT,
) -> Placed:
    """Draw the head and the rows of a table; `values` fill columns by title."""
    page.height(row, head_height)
    placed = Placed(table, row + 1, column)
    page.height(row + 1, row_height, table.rows)
    for entry in table.columns:
        _draw_head(page, row, placed.areas[entry.title], entry)
        given = [[value] for value in entry.values] + [[None]] * (table.rows - len(entry.values))
        _draw_column(page, placed, entry, (values or {}).get(entry.title) or (given if entry.values else None))
        if entry.hidden or entry.shown is not None:
            area = placed.areas[entry.title]
            seen = area.column + (entry.shown or 0)
            page.sheet.set_column(seen, area.last_column, entry.width, None, {"hidden": True})
    for name, first, last in table.spans:
        begin, end = placed.areas[first], placed.areas[last]
        page.draft.name(name, page.title, Area(begin.row, begin.column, table.rows, end.last_column - begin.column + 1))
    _conditions(page, placed)
    return placed


def _draw_head(page: Page, row: int, area: Area, entry: Column) -> None:
    for place in range(entry.span):
        text = entry.heads[place] if entry.heads else entry.title
        page.put(Area(row, area.column + place), text, "head", "grid", "shrink" if entry.heads else "wrap")


def _draw_column(page: Page, placed: Placed, entry: Column, values: Sequence[Sequence[Cell]] | None) -> None:
    area = placed.areas[entry.title]
    looks = (*_fill(placed.table, entry), *entry.looks)
    if entry.array:
        page.array(entry.name, area, entry.array, *looks)
    elif entry.cell and entry.name:
        page.filled(entry.name, area, lambda line, place: _moved(placed.text(entry.cell, line), place), *looks)
    elif entry.cell:
        for line in range(area.rows):
            page.put(Area(area.row + line, area.column), "=" + placed.text(entry.cell, line), *looks)
    elif entry.name:
        page.block(entry.name, area, *looks, rule=entry.rule, values=values)
        for place, more in enumerate(entry.each):
            form = page.draft.format((*looks, *more))
            for line in range(area.rows):
                page.sheet.write_blank(area.row + line, area.column + place, None, form)
    else:
        for line in range(area.rows):
            page.put(Area(area.row + line, area.column), float(line + 1), *looks)


def _moved(formula: str, place: int) -> str:
    """A formula of a block several columns wide: {+} stands for the number of the column, counted from 1."""
    return formula.replace("{+}", str(place + 1))


def _fill(table: Table, entry: Column) -> tuple[str, ...]:
    """Fill and grid of a cell's own where every row is drawn; else conditions lay them over the rows in use."""
    if table.shown < table.rows:
        return ("open",) if entry.role == "input" else ()
    return ("input", "grid") if entry.role == "input" else ("computed", "grid")


def _conditions(page: Page, placed: Placed) -> None:
    """Faults and decisions first, so that they win, then fill and grid of the rows in use.

    Every look carries fill and grid, because some programs lay only the first look that fits over a cell.
    """
    table = placed.table
    key = placed.areas[table.key or next(c.title for c in table.columns if c.role == "input")]
    letters = re.sub(r"[\d$]", "", key.at())
    # Two rows after the last one that is filled in stay open for the next ones.
    span = f"${letters}{max(1, placed.first - 1)}:${letters}${placed.after}"
    drawn = f"OR(ROW()<={placed.first + table.shown},SUMPRODUCT(--(LEN({span})>0))>0)"
    for entry in table.columns:
        area = placed.areas[entry.title]
        cell = area.at()
        grid = {**GRID, "bg_color": style.INPUT if entry.role == "input" else style.COMPUTED}
        if entry.wrong:
            page.when(area, placed.text(entry.wrong).replace("{}", cell), {**GRID, **style.WRONG_LOOK})
        if entry.number:
            page.when(area, fault_in(cell), {**GRID, **style.WRONG_LOOK})
        if entry.doubt:
            page.when(area, placed.text(entry.doubt).replace("{}", cell), {**GRID, **style.DOUBT_LOOK})
        if table.shown >= table.rows:
            continue
        numbered = not entry.name and not entry.cell
        if numbered:
            spare = f'AND({drawn},{key.at(fixed_column=True)}="")'
            page.when(area, spare, {**grid, **style.HIDDEN_LOOK})
        page.when(area, drawn, grid)
        if numbered:
            page.when(area, "TRUE", style.HIDDEN_LOOK)
