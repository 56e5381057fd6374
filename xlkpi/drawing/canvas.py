"""Pages with cells, looks, conditions and charts over XlsxWriter: what every workbook we draw has in common."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from xlkpi.drawing import paper, style
from xlkpi.drawing.print_mark import SMALL, draft_header
from xlkpi.errors import CannotWrite, reason_of, sentence
from xlkpi.macros.macro_package import CALCULATION_ENGINE, CREATED
from xlkpi.macros.vba import MACROS_OFF, NO_MACROS, READY, Button
from xlkpi.records import dataclass

TOOLBAR_HEIGHT = 44
BUTTON_WIDTH = 84
BUTTON_HEIGHT = 30
SIGNING = f'&"{style.FONT},常规"&10'
PLACES = "：＿＿＿＿＿＿＿　　"
"""The place for a signature behind who signs, in type of ten points about 27 mm wide."""

Value = str | float | dt.date | None
Looks = tuple[str, ...]


@dataclass(frozen=True)
class Box:
    """A rectangle of cells on one page; rows and columns count from 0."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1

    @property
    def last_row(self) -> int:
        """Number of the last row."""
        return self.row + self.rows - 1

    @property
    def last_column(self) -> int:
        """Number of the last column."""
        return self.column + self.columns - 1

    @property
    def corners(self) -> tuple[int, int, int, int]:
        """First row, first column, last row, last column, as XlsxWriter wants them."""
        return self.row, self.column, self.last_row, self.last_column

    @property
    def absolute(self) -> str:
        """The address in its sheet, `$A$1:$B$2`."""
        return str(xl_range_abs(*self.corners))

    def at(self, row: int = 0, column: int = 0, *, fixed_column: bool = False) -> str:
        """The relative address of one cell, for formulas that are filled down."""
        return str(xl_rowcol_to_cell(self.row + row, self.column + column, col_abs=fixed_column))


class Canvas:
    """A workbook being drawn into a file; `options` are XlsxWriter's."""

    def __init__(self, path: Path, title: str, subject: str, **options: Any) -> None:
        self._book = xlsxwriter.Workbook(str(path), options)
        self._book.calc_on_load = False
        self._book.calc_id = CALCULATION_ENGINE
        self._book.set_properties({"title": title, "subject": subject, "author": "xlkpi", "created": CREATED})
        self._book.set_size(1600, 1000)
        self._formats: dict[Looks, Any] = {}
        self._places: dict[str, str] = {}

    def sheet(self, title: str, *, landscape: bool, large: bool = False) -> Any:
        """A new worksheet, A4 (or A3), one page wide."""
        sheet = self._book.add_worksheet(title)
        sheet.set_paper(8 if large else 9)
        if landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.hide_gridlines(2)
        return sheet

    def format(self, looks: Looks) -> Any:
        """The workbook's format for a combination of looks."""
        if looks not in self._formats:
            self._formats[looks] = self._book.add_format(style.properties(looks))
        return self._formats[looks]

    def conditional(self, look: style.Look) -> Any:
        """A format that is laid over a cell's own by a condition."""
        return self._book.add_format(dict(look))

    def chart(self, kind: str) -> Any:
        """A native chart of the workbook."""
        return self._book.add_chart({"type": kind})

    def note_place(self, key: str, sheet: str, area: Box) -> None:
        """Remember where something stands, for charts."""
        self._places[key] = f"='{sheet}'!{area.absolute}"

    def name(self, name: str, sheet: str, area: Box) -> None:
        """Give an area a defined name, by which it is found again."""
        self.note_place(name, sheet, area)
        self._book.define_name(name, self._places[name])

    def place_of(self, key: str) -> str:
        """The reference to a name (or another place) that was drawn already. Raises KeyError."""
        return self._places[key]

    def close(self) -> None:
        """Write the file. Raises CannotWrite."""
        try:
            self._book.close()
        except (FileCreateError, OSError) as error:
            why = reason_of(error.args[0] if error.args and isinstance(error.args[0], OSError) else error)
            zh, en = "无法写入临时文件：{why}", "cannot write a temporary file: {why}"
            raise CannotWrite(sentence(zh, en, why=why)) from error


class Sheet:
    """One worksheet being drawn."""

    def __init__(self, canvas: Canvas, sheet: Any, title: str) -> None:
        self.canvas = canvas
        self.sheet = sheet
        self.title = title
        self._widths: Sequence[float] = ()
        self._heights: dict[int, float] = {}

    def widths(self, widths: Sequence[float]) -> None:
        """Column widths from the first column on, in characters."""
        self._widths = widths
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)

    def height(self, row: int, points: float, rows: int = 1) -> None:
        """Height of one or several rows, in points."""
        for number in range(row, row + rows):
            self.sheet.set_row(number, points)
            self._heights[number] = points

    def put(self, area: Box, value: Value, *looks: str) -> None:
        """One value; an area of several cells is merged. Text that begins with = is a formula of ours."""
        form = self.canvas.format(looks)
        if area.rows * area.columns > 1:
            self.sheet.merge_range(*area.corners, "", form)
        self._write(area.row, area.column, value, form)

    def _write(self, row: int, column: int, value: Value, form: Any) -> None:
        if value is None:
            self.sheet.write_blank(row, column, None, form)
        elif isinstance(value, dt.date):
            self.sheet.write_datetime(row, column, value, form)
        elif isinstance(value, str) and value.startswith("="):
            self.sheet.write_formula(row, column, value, form, "")
        elif isinstance(value, str):
            self.sheet.write_string(row, column, value, form)
        else:
            self.sheet.write_number(row, column, value, form)

    def row(self, row: int, column: int, values: Sequence[str | float | None], *looks: str) -> None:
        """Values side by side, all with the same look."""
        for offset, value in enumerate(values):
            self.put(Box(row, column + offset), value, *looks)

    def when(self, area: Box, condition: str, look: style.Look) -> None:
        """Lay a look over the cells of an area for which a condition, written for its first cell, holds."""
        options = {"type": "formula", "criteria": f"={condition}", "format": self.canvas.conditional(look)}
        self.sheet.conditional_format(*area.corners, options)

    def heading(self, annex: str | None, title: str, columns: int) -> int:
        """The annex number on a line of its own and the title under it; yields the row below them."""
        row = 1
        if annex is not None:
            self.height(row, paper.ANNEX_HEIGHT)
            self.put(Box(row, 0, 1, columns), annex, "annex")
            row += 1
        self.height(row, paper.TITLE_HEIGHT)
        self.put(Box(row, 0, 1, columns), title, "title")
        return row + 1

    def tools(self, columns: int, buttons: Sequence[Button], *, macros: bool) -> None:
        """A strip above the printed page with buttons; without macros it says that the workbook has none."""
        self.sheet.set_row_pixels(0, TOOLBAR_HEIGHT)
        for column in range(columns):
            self.put(Box(0, column), None, "toolbar")
        for place, button in enumerate(buttons):
            self.sheet.insert_button(
                0,
                0,
                {
                    "macro": button.macro,
                    "caption": button.caption,
                    "width": BUTTON_WIDTH,
                    "height": BUTTON_HEIGHT,
                    "x_offset": 8 + place * (BUTTON_WIDTH + 8),
                    "y_offset": (TOOLBAR_HEIGHT - BUTTON_HEIGHT) // 2,
                },
            )
        if not macros:
            self.put(Box(0, 0, 1, columns), NO_MACROS, "toolbar", "note", "left", "wrap")
            return
        self._macro_state(8 + len(buttons) * (BUTTON_WIDTH + 8), columns)

    def _macro_state(self, buttons_end: int, columns: int) -> None:
        """Say right of the buttons that macros are off; a condition that only macros can fulfil hides the words."""
        first, reached = 0, 0.0
        while reached < buttons_end and first < columns - 1:
            reached += paper.pixels(self._widths[first])
            first += 1
        area = Box(0, first, 1, columns - first)
        self.put(area, MACROS_OFF, "toolbar", "warning", "left", "wrap")
        self.when(area, f"{READY}()", style.HIDDEN_LOOK)

    def printed(self, first_row: int, last_row: int, last_column: int) -> None:
        """The part of the page that goes to paper; the tool bar above it does not."""
        self.sheet.print_area(first_row, 0, last_row, last_column)

    def mark_draft(self) -> None:
        """Say above every printed page that it is none that anybody finalized."""
        self.sheet.set_header(draft_header(), {"margin": 0.3})

    def footer(self, left: str = "", signers: Sequence[str] = ()) -> None:
        """Page numbers, and on the left what every sheet of paper should carry, or who signs it by hand."""
        said = f"{SIGNING}{PLACES.join(signers)}{PLACES}" if signers else f"{SMALL}{left}"
        self.sheet.set_footer(f"&L{said}&R{SMALL}第 &P 页 / 共 &N 页", {"margin": 0.3})
        lower = paper.bottom(signers)
        self.sheet.set_margins(left=paper.LEFT, right=paper.RIGHT, top=paper.TOP, bottom=lower)
