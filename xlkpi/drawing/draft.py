"""A workbook being drawn: pages with cells, names, drop-downs and formulas, finished into a reproducible .xlsm."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlkpi.drawing import paper
from xlkpi.drawing.canvas import Box, Canvas, Looks, Sheet, Value
from xlkpi.drawing.confirmations import PRINTED, Confirmed, lines_of, spelled
from xlkpi.drawing.layout import CONFIRMED_NAME, ROWS_NAME, ROWS_SHEET, SIGNED_NAME
from xlkpi.drawing.validation import Rule
from xlkpi.macros.hidden import add_help_sheet
from xlkpi.macros.macro_package import macro_enabled, without_macros
from xlkpi.macros.vba import modules

if TYPE_CHECKING:
    from xlkpi.domain.scheme import Scheme
    from xlkpi.drawing.kind import Kind

HEAD_ROWS = 4
"""Rows of a section that stand on one sheet together: its title, the headings, and two rows."""


class Draft(Canvas):
    """A workbook of a kind being built; `save` refuses to write while a declared name has no place.

    `period` is any day of the month (or year) the workbook is for; a `plain` one has no macros.
    """

    def __init__(self, kind: Kind, scheme: Scheme, period: dt.date | None = None, *, plain: bool = False) -> None:
        self.kind = kind
        self.plain = plain
        self._people = 0
        self.scheme = scheme
        self.month = period.replace(day=1) if period else None
        self._folder = tempfile.TemporaryDirectory()
        self._plain = Path(self._folder.name) / "plain.xlsx"
        super().__init__(self._plain, kind.title, scheme.title)
        self._named: set[str] = set()
        self.printed: dict[str, dict[str, Confirmed]] = {}
        """The numbers that the rulebook prints, which need no confirmation, as the workbook keeps them."""

    def page(self, title: str, *, landscape: bool, large: bool = False) -> Page:
        """A new worksheet, protected without a password."""
        sheet = self.sheet(title, landscape=landscape, large=large)
        sheet.protect("", {"format_columns": True, "format_rows": True})
        return Page(self, sheet, title)

    def prints(self, answers: str, label: str, numbers: Mapping[str, Value]) -> None:
        """Keep the numbers, by their blocks, that the rulebook prints in a row of a block of 是/否; {} for none."""
        rows = self.printed.setdefault(answers, {})
        if numbers:
            rows[label] = Confirmed(PRINTED, {block: spelled(number) for block, number in numbers.items()})

    def name(self, name: str, sheet: str, area: Box) -> None:
        """Give an area the declared name. Raises ValueError where the shape is not the declared one."""
        declared = self.kind[name]
        if (declared.rows or area.rows, declared.columns or area.rows) != (area.rows, area.columns):
            raise ValueError(name)
        self._named.add(name)
        if declared.rows is None:
            self._people = area.rows
        super().name(name, sheet, area)

    def save(self, path: Path) -> Path:
        """Write the finished .xlsm (.xlsx where it is plain).

        Raises CannotWrite, and ValueError while a declared name has no place.
        """
        missing = self.kind.missing(self._named)
        if missing:
            raise ValueError(", ".join(missing))
        signed = self.kind.signing_steps
        if self._people or signed or self.printed:
            hidden = self._book.add_worksheet(ROWS_SHEET)
            hidden.very_hidden()
            hidden.write_column(0, 2, lines_of(self.printed))
        if self._people:  # one row more than people: what each mark is of
            self._book.define_name(ROWS_NAME, f"={ROWS_SHEET}!{Box(0, 0, self._people + 1).absolute}")
        if signed:
            self._book.define_name(SIGNED_NAME, f"={ROWS_SHEET}!{Box(0, 1, signed).absolute}")
        if self.printed:
            self._book.define_name(CONFIRMED_NAME, f"={ROWS_SHEET}!{Box(0, 2, len(self.printed)).absolute}")
        if not self.plain:
            add_help_sheet(self._book)
        with self._folder:
            self.close()
            if self.plain:
                without_macros(self._plain, path)
            else:
                macro_enabled(self._plain, path, modules())
        return path


class Page(Sheet):
    """One worksheet of a kind being drawn."""

    def __init__(self, draft: Draft, sheet: Any, title: str) -> None:
        super().__init__(draft, sheet, title)
        self.draft = draft

    def field(self, name: str, area: Box, *looks: str, rule: Rule | None = None, value: Value = None) -> None:
        """A field of one value; merged over its area, the name, if it has one, stands for the first cell."""
        self.put(area, value, *looks)
        if name:
            self.draft.name(name, self.title, Box(area.row, area.column))
        self.check(area, rule)

    def _forms(self, columns: int, looks: Looks, each: Sequence[Looks]) -> list[Any]:
        """The format of every column of a block: `each` adds looks to the first ones."""
        more = [*each, *[()] * (columns - len(each))]
        return [self.draft.format((*looks, *own)) for own in more]

    def block(
        self,
        name: str,
        area: Box,
        *looks: str,
        rule: Rule | None = None,
        values: Sequence[Sequence[str | float | None]] | None = None,
        each: Sequence[Looks] = (),
    ) -> None:
        """A named block of cells, empty or with values row by row."""
        forms = self._forms(area.columns, looks, each)
        for row in range(area.rows):
            for column, form in enumerate(forms):
                value = values[row][column] if values is not None else None
                self._write(area.row + row, area.column + column, value, form)
        self.draft.name(name, self.title, area)
        self.check(area, rule)

    def array(self, name: str, area: Box, formula: str, *looks: str, each: Sequence[Looks] = ()) -> None:
        """A named block computed by one array formula; no cell of it carries a cached number that nobody computed."""
        forms = self._forms(area.columns, looks, each)
        self.sheet.write_array_formula(*area.corners, f"{{={formula}}}", forms[0], "")
        for row in range(area.rows):
            for column, form in enumerate(forms):
                if row or column:
                    self.sheet.write_blank(area.row + row, area.column + column, None, form)
        self.draft.name(name, self.title, area)

    def filled(self, name: str, area: Box, formula: Callable[[int, int], str], *looks: str) -> None:
        """A named block of native formulas, one per cell; `formula` takes row and column within the block."""
        for row in range(area.rows):
            for column in range(area.columns):
                self.put(Box(area.row + row, area.column + column), f"={formula(row, column)}", *looks)
        self.draft.name(name, self.title, area)

    def check(self, area: Box, rule: Rule | None) -> None:
        """Hold an area to a rule of input."""
        validation = rule.validation() if rule else None
        if validation is not None:
            self.sheet.data_validation(*area.corners, validation)

    def toolbar(self, columns: int) -> None:
        """A strip above the printed page with the buttons of this kind of workbook."""
        self.tools(columns, self.draft.kind.buttons, macros=not self.draft.plain)

    def keep_together(self, starts: Sequence[int], last: int, room: float) -> None:
        """Say where each sheet of paper ends: before a section that would not fit on the one begun.

        `starts` are the first rows of the sections, `last` is the last row, `room` the points of rows that a sheet
        holds. A section longer than a sheet, and the first one below the page's title, may flow over several, with its
        headings and the first rows on one. Every end is said, so that all programs agree.
        """
        breaks, used = [], self._height_of(0, starts[0])
        for start, end in zip(starts, [*starts[1:], last + 1], strict=True):
            whole = start != starts[0] and self._height_of(start, end) <= room
            first = end if whole else min(end, start + HEAD_ROWS)
            for row, until in ((start, first), *((row, row + 1) for row in range(first, end))):
                high = self._height_of(row, until)
                if used + high > room:
                    breaks.append(row)
                    used = 0.0
                used += high
        self.sheet.set_h_pagebreaks(breaks)

    def _height_of(self, first: int, end: int) -> float:
        return sum(self._heights.get(row, paper.DEFAULT_HEIGHT) for row in range(first, end))
