"""Draws the other parts of a page that spec.py tells: headings, fields, lines of cells, charts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from xlkpi.drawing import style
from xlkpi.drawing.canvas import Box, Sheet, Value
from xlkpi.drawing.paper import SECTION_HEIGHT
from xlkpi.drawing.spec import PLACE, Chart, Field, Fields, Lines, Series, fault_in
from xlkpi.drawing.validation import DateRule

if TYPE_CHECKING:
    from xlkpi.drawing.draft import Draft, Page

BARE = "bare"
"""The look of fields and lines that take neither fill nor frame from who fills them in."""


def section(page: Sheet, row: int, title: str, columns: int) -> int:
    """A heading line; yields the row below it."""
    page.height(row, SECTION_HEIGHT)
    page.put(Box(row, 0, 1, columns), title, "section")
    return row + 1


def draw_fields(page: Page, part: Fields, row: int) -> int:
    """Draw labels and values; yields the row below them."""
    lines = len(part.line_heights)
    if not part.beside:
        for line, height in enumerate(part.line_heights):
            page.height(row + line, height)
    for entry in part.fields:
        _draw_field(page, entry, row + entry.line)
    if part.beside or not part.gap:
        return row + lines
    page.height(row + lines, part.gap)
    return row + lines + 1


def _draw_field(page: Page, entry: Field, row: int) -> None:
    column = entry.column
    if entry.label and entry.above:
        page.put(Box(row, column, 1, entry.span), entry.label, *entry.label_looks)
        row += 1
    elif entry.label:
        page.put(Box(row, column, entry.lines, entry.label_span), entry.label, *entry.label_looks)
        column += entry.label_span
    area = Box(row, column, entry.lines, entry.span)
    page.field(entry.name, area, *_looks(entry.role, entry.looks), rule=entry.rule, value=_value(page.draft, entry))
    _mark(page, area, [text.replace("{}", area.at()) for text in (entry.shown_wrong, entry.doubt)], number=entry.number)


def _looks(role: str, looks: tuple[str, ...]) -> tuple[str, ...]:
    """Fill and frame that follow from who fills a cell in, unless its looks say all there is."""
    if looks[:1] == (BARE,):
        return looks
    return ("input" if role == "input" else "computed", "grid", *looks)


def _value(draft: Draft, entry: Field) -> Value:
    """What stands in a field of a new workbook."""
    if entry.formula:
        return f"={entry.formula}"
    if isinstance(entry.rule, DateRule) and entry.rule.month:
        return draft.month
    number = draft.scheme.settings.get(entry.setting)
    return number.value if number else entry.value


def _mark(page: Page, area: Box, conditions: Sequence[str], *, number: bool) -> None:
    """Lay the looks of what is wrong (and of a sentence in place of a number) and of what is open over an area."""
    wrong, doubt = conditions
    if wrong:
        page.when(area, wrong, style.WRONG_LOOK)
    if number:
        page.when(area, fault_in(area.at()), style.WRONG_LOOK)
    if doubt:
        page.when(area, doubt, style.DOUBT_LOOK)


def draw_lines(page: Page, lines: Lines, row: int, areas: dict[str, Box]) -> int:
    """Draw lines of named cells below each other; yields the row below them.

    `areas` says where the lines drawn before on the page stand; these are added.
    """
    areas |= {line.name: Box(row + place, lines.first, 1, lines.columns) for place, line in enumerate(lines.lines)}
    for line in lines.lines:
        area = areas[line.name]
        page.height(area.row, line.height)
        page.put(Box(area.row, 0, 1, lines.first), line.label, *line.label_looks)
        looks = _looks(line.role, line.looks)
        if line.array:
            page.array(line.name, area, line.array, *looks)
        elif line.cell:
            page.filled(line.name, area, _above(line.cell, areas), *looks)
        else:
            page.block(line.name, area, *looks, rule=line.rule)
        conditions = [_above(text, areas)(0, 0).replace("{}", area.at()) for text in (line.shown_wrong, line.doubt)]
        _mark(page, area, conditions, number=line.number)
    return row + len(lines.lines)


def _above(formula: str, areas: Mapping[str, Box]) -> Callable[[int, int], str]:
    """The formula of each cell of a line, with the cells of other lines in its column in place of their names."""

    def cell(_: int, place: int) -> str:
        return PLACE.sub(lambda found: areas[found[1]].at(0, place), formula.replace("{+}", str(place + 1)))

    return cell


def _filled(series: Series) -> dict[str, Any]:
    """How a series is painted; stripes stay apart from plain columns on a black and white printer too."""
    if not series.striped:
        return {"fill": {"color": series.colour}}
    stripes = {"pattern": "wide_upward_diagonal", "fg_color": series.colour, "bg_color": "#FFFFFF"}
    return {"pattern": stripes, "border": {"color": series.colour}}


def draw_chart(page: Sheet, chart: Chart, row: int) -> None:
    """Draw a chart of blocks that were drawn already."""
    place = page.canvas.place_of
    drawing = page.canvas.chart("column")
    font = {"name": style.FONT, "size": chart.font_size, "color": style.TEXT}
    for series in chart.series:
        drawing.add_series(
            {
                "name": series.title,
                "categories": place(series.categories),
                "values": place(series.values),
                **_filled(series),
                "gap": chart.gap,
                "overlap": chart.overlap,
                "data_labels": {"value": True, "font": font, "num_format": chart.label_format},
            }
        )
    title = {**font, "size": chart.title_size, "bold": True, "color": style.INK}
    drawing.set_title({"name": chart.title, "name_font": title})
    drawing.set_legend({"position": "bottom", "font": font})
    drawing.set_x_axis({"num_font": font, "line": {"color": style.LINE}})
    lines = {"visible": True, "line": {"color": style.GRIDLINE}}
    drawing.set_y_axis({"num_font": font, "major_gridlines": lines, "num_format": "0", "min": 0})
    drawing.set_chartarea({"border": {"color": style.LINE}})
    width, height = chart.size
    drawing.set_size({"width": width, "height": height})
    page.sheet.insert_chart(row, chart.column, drawing, {"x_offset": 4, "y_offset": 4, "object_position": 2})
