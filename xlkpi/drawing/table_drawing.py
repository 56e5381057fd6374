"""Draws the tables of a page: headings, columns, sums, and the conditions that show faults and the rows in use."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xlkpi.drawing import style
from xlkpi.drawing.canvas import Box
from xlkpi.drawing.spec import PLACE, Column, Table, When, fault_in

if TYPE_CHECKING:
    from xlkpi.drawing.draft import Page

GRID = {"border": 1, "border_color": style.LINE}


class Placed:
    """Where the columns of a table stand on its page."""

    def __init__(self, table: Table, head: int) -> None:
        self.table = table
        self.head = head
        """The first row of the headings."""
        self.head_lines = table.head_lines
        self.first = head + self.head_lines
        self.areas: dict[str, Box] = {}
        column = table.first
        for entry in table.columns:
            self.areas[entry.title] = Box(self.first, column, table.rows, entry.sheet_columns)
            column += entry.sheet_columns
        self.end = column
        """The sheet column after the last one."""
        self.total = self.first + table.rows
        self.after = self.total + (1 if table.total else 0)

    def formula(self, text: str, line: int = 0, place: int = 0) -> str:
        """The formula of a cell: its line in the table and its place in its span, both from 0."""
        return self._with_cells(text, line, place).replace("{#}", self._number(line)).replace("{+}", str(place + 1))

    def _number(self, line: int) -> str:
        """The number of a row, told by where the row stands: `ROWS($A$7:$A9)` is 3.

        Not the number typed into 序号: whoever empties or changes that must not give a person another's pay. And not 3
        itself, for then every row had a formula of its own, which takes a recompute three times as long.
        """
        rows = Box(self.first, self.table.first)
        return f"ROWS({rows.absolute}:{rows.at(line, fixed_column=True)})"

    def condition(self, text: str, cell: str) -> str:
        """A condition for the first cell of a block, from which it moves with the block's other cells."""
        return self._with_cells(text, 0, 0).replace("{#}", f"(ROW()-{self.first})").replace("{}", cell)

    def _with_cells(self, text: str, line: int, place: int) -> str:
        def cell(found: re.Match[str]) -> str:
            area, how = self.areas[found[1]], found[2]
            if how == "+":
                return area.at(line, place)
            one = area.at(line, fixed_column=True)
            return f"{one}:{area.at(line, area.columns - 1, fixed_column=True)}" if how else one

        return PLACE.sub(cell, text)

    def between(self, first: str, last: str) -> Box:
        """The rows of several neighbouring columns."""
        begin, end = self.areas[first], self.areas[last]
        return Box(begin.row, begin.column, begin.rows, end.last_column - begin.column + 1)


def draw_table(page: Page, table: Table, row: int) -> Placed:
    """Draw the headings and the rows of a table."""
    placed = Placed(table, row)
    if placed.head_lines:
        page.height(row, table.head_height, placed.head_lines)
        _draw_heads(page, placed)
    page.height(placed.first, table.row_height, table.rows)
    for entry in table.columns:
        _draw_column(page, placed, entry)
        if entry.hidden or entry.shown is not None:
            area = placed.areas[entry.title]
            seen = area.column + (entry.shown or 0)
            page.sheet.set_column(seen, area.last_column, entry.width, None, {"hidden": True})
    for name, first, last in table.spans:
        page.draft.name(name, page.title, placed.between(first, last))
    if table.total:
        _draw_total(page, placed)
    _conditions(page, placed)
    return placed


def _draw_heads(page: Page, placed: Placed) -> None:
    """The headings: of groups over those of their columns, of all others over both lines."""
    grouped: set[int] = set()
    for heading, first, last in placed.table.groups:
        area = placed.between(first, last)
        page.put(Box(placed.head, area.column, 1, area.columns), heading, "head", "grid")
        grouped.update(range(area.column, area.last_column + 1))
    for entry in placed.table.columns:
        area = placed.areas[entry.title]
        lines = 1 if area.column in grouped else placed.head_lines
        row = placed.first - lines
        if entry.name:
            page.draft.note_place(f"{entry.name}:head", page.title, Box(placed.first - 1, area.column, 1, area.columns))
        if entry.named_heads:
            _draw_named_heads(page, Box(row, area.column, 1, entry.span), entry)
            continue
        if entry.square:
            _draw_square_heads(page, Box(row, area.column, 1, entry.span), entry)
            continue
        for place in range(entry.span):
            cell = Box(row, area.column + place * entry.cells, lines, entry.cells)
            page.put(cell, entry.head(place), "head", "grid", "shrink" if entry.heads else "wrap")


def _draw_square_heads(page: Page, area: Box, entry: Column) -> None:
    """Headings of which only those that say something look like headings."""
    for place in range(entry.span):
        page.put(Box(area.row, area.column + place), entry.head(place), "center", "wrap", "small")
    page.when(area, f'{area.at()}<>""', {**GRID, "bg_color": style.HEAD, "font_color": style.INK, "bold": True})


def _draw_named_heads(page: Page, area: Box, entry: Column) -> None:
    """Headings that people fill in, as many of them given as the scheme says."""
    setting = page.draft.scheme.settings.get(entry.heads_setting)
    given = int(float(setting.value)) if setting else entry.span
    values = [text if place < given else None for place, text in enumerate(entry.heads or (None,) * entry.span)]
    looks = ("input", "grid", "center", "shrink")
    page.block(entry.named_heads, area, *looks, rule=entry.heads_rule, values=[values])


def _draw_column(page: Page, placed: Placed, entry: Column) -> None:
    area = placed.areas[entry.title]
    looks = (*_fill(placed.table, entry), *entry.looks)
    if entry.hidden:  # LibreOffice lets what stands in a hidden column run into an empty cell beside it
        looks = (*looks, "shrink")
    if entry.cells > 1:
        _draw_merged(page, placed, entry, looks)
    elif entry.array:
        page.array(entry.name, area, entry.array, *looks, each=entry.each)
    elif entry.cell and entry.name:
        page.filled(entry.name, area, lambda line, place: placed.formula(entry.cell, line, place), *looks)
    elif entry.name:
        values = [[_row_value(placed, entry, line), *[None] * (entry.span - 1)] for line in range(area.rows)]
        page.block(entry.name, area, *looks, rule=entry.rule, values=values, each=entry.each)
    else:
        for line in range(area.rows):
            page.put(Box(area.row + line, area.column), _row_value(placed, entry, line), *looks)


def _row_value(placed: Placed, entry: Column, line: int) -> str | float | None:
    """What stands in a row of a column one cell wide: its formula, its number, its value, or nothing."""
    if entry.cell:
        return "=" + placed.formula(entry.cell, line)
    if entry.numbered:
        return float(line + 1)
    return entry.values[line] if line < len(entry.values) else None


def _draw_merged(page: Page, placed: Placed, entry: Column, looks: tuple[str, ...]) -> None:
    """A column each of whose cells is merged from several; the name stands for the first of them."""
    area = placed.areas[entry.title]
    for line in range(area.rows):
        page.put(Box(area.row + line, area.column, 1, entry.cells), _row_value(placed, entry, line), *looks)
    if entry.name:
        page.draft.name(entry.name, page.title, Box(area.row, area.column, area.rows))
    page.check(area, entry.rule)


def _draw_total(page: Page, placed: Placed) -> None:
    """The last row: its label, and the sums of the columns that are added up."""
    table, row = placed.table, placed.total
    page.height(row, table.row_height)
    added = {
        placed.areas[entry.title].column + place: entry
        for entry in table.columns
        if entry.total
        for place in range(entry.span)
    }
    page.put(Box(row, table.first, 1, min(added) - table.first), table.total, "label", "grid")
    for column in range(min(added), placed.end):
        entry = added.get(column)
        cells = Box(placed.first, column, table.rows)
        span = f"{cells.at()}:{cells.at(table.rows - 1)}"
        total = f'=IF(COUNT({span})=0,"",SUM({span}))' if entry else None
        page.put(Box(row, column), total, "result", "grid", *(entry.looks if entry else ()))
    for entry in table.columns:
        if entry.total and entry.name:
            area = placed.areas[entry.title]
            page.draft.note_place(f"{entry.name}:total", page.title, Box(row, area.column, 1, area.columns))


def _fill(table: Table, entry: Column) -> tuple[str, ...]:
    """Fill and grid of a cell's own where every row is drawn; else conditions lay them over the rows in use."""
    if table.grows:
        return ("open",) if entry.role == "input" else ()
    return ("input", "grid") if entry.role == "input" else ("computed", "grid")


def _conditions(page: Page, placed: Placed) -> None:
    """Faults and decisions first, so that they win, then fill and grid of the rows in use.

    Every look carries fill and grid, because some programs lay only the first look that fits over a cell.
    """
    table = placed.table
    drawn, free = _rows_in_use(placed) if table.grows else ("", "")
    for entry in table.columns:
        area = placed.areas[entry.title]
        grid = {**GRID, "bg_color": style.INPUT if entry.role == "input" else style.COMPUTED}
        looks: list[When] = [(entry.shown_wrong, {**GRID, **style.WRONG_LOOK})]
        looks += [(fault_in() if entry.number else "", {**GRID, **style.WRONG_LOOK})]
        looks += [(entry.doubt, {**GRID, **style.DOUBT_LOOK})]
        looks += [(text, {**grid, **look}) for text, look in entry.also]
        if drawn and entry.numbered:
            looks += [(f"AND({drawn},{free})", {**grid, **style.HIDDEN_LOOK})]
        looks += [(table.muted, {**grid, "font_color": style.MUTED}), (_in_use(placed, entry, drawn), grid)]
        if drawn and entry.numbered:
            looks += [("TRUE", style.HIDDEN_LOOK)]
        for text, look in looks:
            if text:
                page.when(area, placed.condition(text, area.at()), look)


def _in_use(placed: Placed, entry: Column, drawn: str) -> str:
    """The condition that a cell is in use: its row is, and in a square its column has a heading."""
    if not (drawn and entry.square):
        return drawn
    head = placed.areas[entry.title].at()
    column = re.sub(r"[\d$]", "", head)
    return f'AND({drawn},{column}${placed.first}<>"")'


def _rows_in_use(placed: Placed) -> tuple[str, str]:
    """The conditions that a row is drawn, and that nobody has filled it in."""
    table = placed.table
    keys = placed.between(table.keys[0].title, table.keys[-1].title)
    begin, end = (re.sub(r"[\d$]", "", keys.at(0, place)) for place in (0, keys.columns - 1))
    # Two rows after the last one that is filled in stay open for the next ones.
    span = f"${begin}{max(1, placed.first - 1)}:${end}${placed.first + table.rows}"
    drawn = f"OR(ROW()<={placed.first + table.shown},SUMPRODUCT(--(LEN({span})>0))>0)"
    one, other = keys.at(fixed_column=True), keys.at(0, keys.columns - 1, fixed_column=True)
    return drawn, f'{one}=""' if one == other else f"SUMPRODUCT(--(LEN({one}:{other})>0))=0"
