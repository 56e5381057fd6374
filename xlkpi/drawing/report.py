"""Workbooks of results: pages of tables and charts without formulas, written row by row to disk."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any, Final

from xlkpi.books.generations import Keep
from xlkpi.books.placing import place
from xlkpi.drawing import style
from xlkpi.drawing.canvas import Box, Canvas, Sheet
from xlkpi.drawing.paper import SIGN_HEIGHT
from xlkpi.drawing.part_drawing import draw_chart, section
from xlkpi.drawing.spec import SEAL, Chart
from xlkpi.macros.hidden import add_help_sheet
from xlkpi.macros.macro_package import macro_enabled
from xlkpi.macros.vba import Button, modules
from xlkpi.records import dataclass

MOST_ROWS: Final = 1_048_576
PIXELS_A_ROW: Final = 24
ROW_HEIGHT: Final = 18

LINE_HEIGHT: Final = 14
WIDE: Final = "\u2e80"
"""From here on characters take two columns of the font that widths count in."""

Cell = str | float | bool | None


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a column; Excel does not find out by itself where rows have a height."""
    taken = sum(2 if letter >= WIDE else 1 for letter in text)
    return max(1, -(-taken // max(1, int(width * 0.95))))


@dataclass(frozen=True)
class Head:
    """A column of a table: its heading, width in characters and looks; `group` is a heading over several columns."""

    title: str
    width: float
    looks: tuple[str, ...] = ("center", "shrink")
    group: str = ""


class Report(Canvas):
    """A workbook of results being written; pages are written from top to bottom, so that memory stays flat."""

    def __init__(self, title: str, subject: str, *, macros: bool = False) -> None:
        """`macros` make it an .xlsm, whose pages may have buttons."""
        self.macros = macros
        self._folder = tempfile.TemporaryDirectory(prefix="xlkpi-")
        self._draft = Path(self._folder.name) / "report.xlsx"
        super().__init__(self._draft, title, subject, constant_memory=True, tmpdir=self._folder.name)

    def page(
        self, title: str, heading: str, heads: Sequence[Head], *, portrait: bool = False, buttons: Sequence[Button] = ()
    ) -> ReportPage:
        """A new page whose columns are as wide as those of its table; `buttons` are drawn where there are macros."""
        page = ReportPage(self, self.sheet(title, landscape=not portrait), title)
        page.widths([head.width for head in heads])
        page.sheet.set_default_row(ROW_HEIGHT)
        if self.macros and buttons:
            page.tools(len(heads), buttons, macros=True)
        page.columns = len(heads)
        page.at = page.heading(None, heading, len(heads))
        return page

    def save(self, path: Path) -> None:
        """Put the finished workbook in its place; a former one becomes a generation. Raises CannotWrite."""
        with self._folder:
            if self.macros:
                add_help_sheet(self._book, functions=False)
            self.close()
            if self.macros:
                macro_enabled(self._draft, self._draft, modules())
            with self._draft.open("rb") as source:
                place(path, lambda target: shutil.copyfileobj(source, target), None, keep=Keep(None))


class ReportPage(Sheet):
    """A page being written from top to bottom; `at` is the next free row."""

    at = 1
    columns = 1

    def note(self, text: str, height: float = 30) -> None:
        """A remark over the whole width."""
        self.height(self.at, height)
        self.put(Box(self.at, 0, 1, self.columns), text, "note", "wrap", "left", "top")
        self.at += 1

    def section(self, text: str) -> None:
        """A heading."""
        self.at = section(self, self.at, text, self.columns)

    def signatures(self, roles: Sequence[str], cells: Sequence[int]) -> None:
        """The block in which roles sign by hand: role, name, date and seal, each `cells` sheet columns wide."""
        firsts = list(accumulate(cells, initial=0))
        for at, role in enumerate([None, *roles]):
            self.height(self.at, 20 if role is None else SIGN_HEIGHT)
            for title, first, wide in zip(("岗位", "姓名（签字）", "日期", SEAL), firsts, cells, strict=False):
                area = Box(self.at, first, 1, wide)
                if role is None:
                    self.put(area, title, "head", "grid")
                elif title == SEAL:
                    self.put(area, None, "grid", "last_seal" if at == len(roles) else "seal")
                else:
                    self.put(area, role if title == "岗位" else None, "grid", "center")
            self.at += 1
        self.height(self.at, 6)
        self.at += 1

    def figures(self, pairs: Sequence[tuple[str, Cell, str]], columns: Sequence[tuple[int, int, int]]) -> None:
        """Labels and values side by side; `columns` say where each label begins, its value begins, and it ends."""
        for first in range(0, len(pairs), len(columns)):
            self.height(self.at, 22)
            for (label, value, look), (start, middle, end) in zip(pairs[first:], columns, strict=False):
                self.put(Box(self.at, start, 1, middle - start), label, "label", "grid")
                self.put(Box(self.at, middle, 1, end - middle), value, "computed", "grid", "answer", "center", look)
            self.at += 1
        self.height(self.at, 6)
        self.at += 1

    def table(
        self,
        key: str,
        heads: Sequence[Head],
        rows: Iterable[Sequence[Cell]],
        total: Sequence[Cell] = (),
        *,
        long: bool = True,
    ) -> Box:
        """A table; `key:title` (`key:group:title`) names each column for charts. Returns where its rows stand.

        The headings of a `long` one stay in sight, repeat on paper and can be filtered. Rows beyond the last of a sheet
        are left out.
        """
        top = self.at
        if any(head.group for head in heads):
            self._groups(heads)
        self.height(self.at, 30)
        for column, head in enumerate(heads):
            self.put(Box(self.at, column), head.title, "head", "grid")
        self.at += 1
        first = self.at
        self._rows(heads, rows)
        if self.at == first:
            self.put(Box(first, 0, 1, len(heads)), "（无）", "note", "center", "grid")
            self.at += 1
        last = self.at
        if total:
            self.height(self.at, ROW_HEIGHT)
            for column, (head, value) in enumerate(zip(heads, total, strict=True)):
                self.put(Box(self.at, column), value, "head", "grid", *head.looks)
            self.at += 1
        for column, head in enumerate(heads):
            group = f"{head.group}:" if head.group else ""
            area = Box(first, column, max(1, last - first))
            self.canvas.note_place(f"{key}:{group}{head.title}", self.title, area)
        if long:
            self.sheet.repeat_rows(top, first - 1)
            self.sheet.freeze_panes(first, 0)
        if long and last > first:
            self.sheet.autofilter(first - 1, 0, last - 1, len(heads) - 1)
        self.at += 1
        return Box(first, 0, max(1, last - first), len(heads))

    def _groups(self, heads: Sequence[Head]) -> None:
        self.height(self.at, 20)
        column = 0
        while column < len(heads):
            end = column + 1
            while heads[column].group and end < len(heads) and heads[end].group == heads[column].group:
                end += 1
            self.put(Box(self.at, column, 1, end - column), heads[column].group or None, "head", "grid")
            column = end
        self.at += 1

    def _rows(self, heads: Sequence[Head], rows: Iterable[Sequence[Cell]]) -> None:
        """The rows of a table: a few look-ups a cell, for there may be millions of them."""
        forms = [self.canvas.format(("grid", *head.looks)) for head in heads]
        plain = list(enumerate(forms))
        wrapped = [(column, head.width) for column, head in enumerate(heads) if "wrap" in head.looks]
        sheet: Any = self.sheet
        at = self.at
        for row in rows:
            if at >= MOST_ROWS:
                break
            if wrapped:
                lines = max(_lines(str(row[column] or ""), width) for column, width in wrapped)
                if lines > 1:
                    self.height(at, ROW_HEIGHT + (lines - 1) * LINE_HEIGHT)
            for (column, form), value in zip(plain, row, strict=True):
                if value is None or value == "":
                    sheet.write_blank(at, column, None, form)
                elif value.__class__ is str:
                    sheet.write_string(at, column, value, form)
                else:
                    sheet.write_number(at, column, value, form)
            at += 1
        self.at = at

    def reserve(self, chart: Chart) -> int:
        """Leave room for a chart; returns the row it begins in, for `draw` once what it shows is written."""
        row = self.at
        self.at += -(-chart.size[1] // PIXELS_A_ROW) + 1
        return row

    def draw(self, chart: Chart, row: int) -> None:
        """Draw a native chart."""
        draw_chart(self, chart, row)

    def highlight(self, area: Box, condition: str) -> None:
        """Lay the look of what somebody has to look at over the cells for which a condition holds."""
        self.when(area, condition, style.DOUBT_LOOK)

    def finish(self, *signers: str, one_sheet: bool = False) -> None:
        """Set what is printed, on `one_sheet` of paper or as many as it takes, and who signs each of them."""
        if one_sheet:
            self.sheet.fit_to_pages(1, 1)
        self.printed(1, max(1, self.at - 1), self.columns - 1)
        self.footer(signers=signers)
