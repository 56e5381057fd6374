"""Book over a workbook file: values by name, computed and written in place, without Excel."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from xlkpi.books.areas import Area, print_area_to, printed_rows, reference_of
from xlkpi.books.book import UNCHANGED, Block, Value
from xlkpi.books.ooxml.content import Cell
from xlkpi.books.ooxml.names import DefinedName, Table
from xlkpi.books.ooxml.workbook import WorkbookFile
from xlkpi.books.zero_padding import holds_numbers, padded
from xlkpi.errors import CannotWrite, Fault, NameMissing, as_argument, sentence

if TYPE_CHECKING:
    from xlkpi.books.calc import Function, Skipped

_EXCELS_OWN = "_xlnm."
"""How names begin that Excel makes for itself: print areas, filters."""


class FileBook:
    """An .xlsx or .xlsm file as a Book; nothing reaches the disk before `save`."""

    def __init__(
        self,
        file: WorkbookFile,
        functions: Mapping[str, Function] | None = None,
        troubles: Collection[str] | None = None,
        title: str = "",
    ) -> None:
        """Prefer `open`."""
        self._file = file
        self.title = title or file.path.name
        """The file's name as a user would say it, for messages; with its folder where that alone tells it apart."""
        self._functions = functions or {}
        self.troubles = troubles
        """The sentences with which the functions have complained so far; None where they do not tell."""
        self._changed: dict[str, dict[tuple[int, int], Value]] = {}
        self._assumed: dict[str, dict[tuple[int, int], Value]] = {}
        self._areas: dict[str, Area | None] = {}

    @classmethod
    def open(
        cls,
        path: str | os.PathLike[str],
        *,
        functions: Mapping[str, Function] | None = None,
        troubles: Collection[str] | None = None,
        allow_signed: bool = False,
    ) -> FileBook:
        """Open a workbook; `functions` are those its formulas may call beside Excel's own. Raises CannotRead.

        `troubles` is where these functions note the sentences with which they complain.
        """
        return cls(WorkbookFile.open(path, allow_signed=allow_signed), functions, troubles)

    @property
    def argument(self) -> str:
        """The file as it can be copied into a command line, with its folder."""
        return as_argument(self._file.path)

    @property
    def file(self) -> WorkbookFile:
        """The engine underneath, for what a Book does not speak of."""
        return self._file

    def names(self) -> frozenset[str]:
        """Defined names and table names that stand for one rectangle of cells, sheet-scoped ones included."""
        every = [one.name for one in self._file.names if not one.name.startswith(_EXCELS_OWN)]
        every += [one.name for one in self._file.tables]
        return frozenset(name for name in every if self._find(name) is not None)

    def read(self, name: str) -> Block:
        """Rows of the named block. Raises NameMissing."""
        return self._read(self._area(name))

    def shown(self, name: str) -> Block:
        """Rows of the named block, a number in a number format of zeros as the text it shows. Raises NameMissing."""
        rows, area = self.read(name), self._area(name)
        formats = self._file.looks(area.sheet).zeros if holds_numbers(rows) else {}
        if not formats:
            return rows
        return [
            [padded(value, formats.get((row, column), "")) or value for column, value in enumerate(values, area.left)]
            for row, values in enumerate(rows, area.top)
        ]

    def beside(self, name: str, right: int) -> list[Value]:
        """What stands that many columns right of each row of the named block's first column. Raises NameMissing."""
        area = self._area(name)
        return [row[0] for row in self._read(area._replace(left=area.left + right, right=area.left + right))]

    def _read(self, area: Area) -> Block:
        cells = self._file.sheet(area.sheet).cells
        changed, assumed = self._changed.get(area.sheet, {}), self._assumed.get(area.sheet)
        if assumed:
            changed = changed | assumed
        columns, nothing = range(area.left, area.right + 1), Cell(None)
        return [
            [changed[at] if (at := (row, column)) in changed else cells.get(at, nothing).value for column in columns]
            for row in range(area.top, area.bottom + 1)
        ]

    def write(self, name: str, rows: Sequence[Sequence[Value]]) -> None:
        """Put values into the named block from its first cell on; the rest of the block becomes empty.

        Text is written as text, never as a formula. Raises NameMissing, and CannotWrite where the rows do not fit
        the block or a cell of the block holds a formula; then nothing of it is written.
        """
        area = self._area(name)
        self._refuse_overflow(name, area, rows)
        self._refuse_formulas(name, area)
        before = self.read(name)
        values: dict[tuple[int, int], Value] = {}
        for down in range(area.rows):
            line = rows[down] if down < len(rows) else ()
            for across in range(area.columns):
                value = line[across] if across < len(line) else None
                if not _identical(value, before[down][across]):
                    values[area.top + down, area.left + across] = value
        self._stage(area.sheet, values)

    def assume(self, name: str, rows: Sequence[Sequence[Value]]) -> None:
        """Let all that is computed from the named block find these values there, whatever its own formulas say.

        A book that assumes something is never saved. Raises NameMissing, and CannotWrite where the rows do not fill the
        block, or one array formula fills more than the block.
        """
        area = self._area(name)
        blocks = [block for block in self._file.sheet(area.sheet).blocks if block.meets(area)]
        torn = any(
            not (area.holds(block.top, block.left) and area.holds(block.bottom, block.right)) for block in blocks
        )
        if torn or len(rows) != area.rows or any(len(row) != area.columns for row in rows):
            zh, en = "“{name}”不能整块假定", "“{name}” cannot be assumed as a whole"
            raise CannotWrite(sentence(zh, en, name=name))
        there = self._assumed.setdefault(area.sheet, {})
        for down, row in enumerate(rows):
            there |= {(area.top + down, area.left + across): value for across, value in enumerate(row)}

    def computes(self, name: str) -> list[list[bool]]:
        """For every cell of the named block, whether a formula stands behind it. Raises NameMissing."""
        area = self._area(name)
        content = self._file.sheet(area.sheet)

        def computed(row: int, column: int) -> bool:
            cell = content.cells.get((row, column))
            if cell is not None and cell.formula is not None:
                return True
            return any(block.holds(row, column) for block in content.blocks)

        columns = range(area.left, area.right + 1)
        return [[computed(row, column) for column in columns] for row in range(area.top, area.bottom + 1)]

    def place(self, name: str, row: int = 0, column: int = 0) -> str:
        """Where a cell of the named block stands (`附件3!D14`); row and column count from 0. Raises NameMissing."""
        area = self._area(name)
        return f"{area.sheet}!{reference_of(area.top + row, area.left + column)}"

    def printed(self, name: str) -> int | None:
        """How many rows of the named block, from its first, go to paper; None where its page has no print area.

        Raises NameMissing.
        """
        area = self._area(name)
        return printed_rows(area, self._file.print_areas(area.sheet))

    def print_to(self, name: str, rows: int, columns: int | None = None) -> None:
        """End the page's print area with that many rows (and columns) of the named block.

        A page without a print area, or with several, stays as it is. Raises NameMissing.
        """
        area = self._area(name)
        meant = print_area_to(area, self._file.print_areas(area.sheet), rows, columns)
        if meant is not None:
            self._file.stage_print_area(meant)

    def row_height(self, name: str, row: int) -> float | None:
        """Height in points of a row of the named block (from 0), None where it has none. Raises NameMissing."""
        area = self._area(name)
        return self._file.row_heights(area.sheet).get(area.top + row)

    def set_row_heights(self, name: str, heights: Sequence[float]) -> None:
        """Give the rows of the named block, from its first on, these heights in points. Raises NameMissing."""
        area = self._area(name)
        self._file.stage_row_heights(area.sheet, dict(enumerate(heights, area.top)))

    def calling(self, names: Collection[str]) -> dict[str, Value]:
        """What stands in every cell whose formula calls one of these functions, by place (`附件3!D14`)."""
        called = re.compile(
            rf"(?<![\w.])(?:_xl\w+\.)?(?:{'|'.join(map(re.escape, sorted(names)))})\s*\(", re.IGNORECASE
        )
        found: dict[str, Value] = {}
        for sheet in self._file.sheets:
            content, changed = self._file.sheet(sheet), self._changed.get(sheet, {})
            shared: dict[int, bool] = {}
            for (row, column), cell in content.cells.items():
                formula = cell.formula
                if formula is None:
                    continue
                calls = called.search(formula.text) is not None
                if formula.shared_index is not None:
                    calls = (
                        shared.setdefault(formula.shared_index, calls)
                        if formula.text
                        else shared.get(formula.shared_index, False)
                    )
                area = (
                    formula.area if formula.kind == "array" and formula.area else Area(sheet, row, column, row, column)
                )
                for place in (
                    product(range(area.top, area.bottom + 1), range(area.left, area.right + 1)) if calls else ()
                ):
                    there = content.cells.get(place)
                    value = changed.get(place, None if there is None else there.value)
                    found[f"{sheet}!{reference_of(*place)}"] = value
        return found

    def recalculate(self, *, now: dt.datetime | None = None) -> list[Fault]:
        """Compute every formula; faults name those that could not be computed (their results stay as they were).

        Only a notice is a formula whose old result nobody used and which stands outside all named blocks, and one
        whose old result is as good as a new one.
        `now` is what NOW() and TODAY() say.
        """
        changes, faults = self.computed(now=now)
        for sheet, values in changes.items():
            self._stage(sheet, values)
        return faults

    def computed(
        self, *, now: dt.datetime | None = None
    ) -> tuple[dict[str, dict[tuple[int, int], Value]], list[Fault]]:
        """By sheet and cell what `recalculate` would change, with the faults it would return; nothing is changed."""
        from xlkpi.books.calc import calculate

        outcome = calculate(_Computed(self._file, self._changed, self._assumed), self._functions, now=now)
        changes = {sheet: self._shown(sheet, values) for sheet, values in outcome.changes.items()}
        areas = [area for name in self.names() if (area := self._find(name)) is not None] if outcome.skipped else []
        return changes, [_fault(one, areas) for one in outcome.skipped]

    def recalculated(self) -> FileBook:
        """The workbook as it would stand in the file after a recalculation, to be looked at; this one stays as it is.

        Raises as `save` does for what cannot be written.
        """
        other = self.as_written()
        other.recalculate()
        return other.as_written()

    def as_written(self) -> FileBook:
        """The workbook as a save would leave it now, to be looked at. Raises as `save` does."""
        return FileBook(WorkbookFile(self._file.with_staged()), self._functions, self.troubles, self.title)

    def save(self, to: Path | None = None) -> Path:
        """Write in place, the previous version becoming a generation, or to another path. Raises CannotWrite."""
        if self._assumed:
            raise CannotWrite(sentence("测算的结果不能存进文件", "what was computed from an assumption is not saved"))
        written = self._file.save(to)
        if to is None:
            self._changed.clear()
            self._areas.clear()
        return written

    @property
    def notices(self) -> list[Fault]:
        """What the user should know of the last save: that nothing had changed, or that other names keep the old."""
        placed = self._file.placed
        if placed is None:
            return []
        texts = placed.notices if placed.changed else (UNCHANGED,)
        return [Fault(self.title, text, notice=True) for text in texts]

    def _find(self, name: str) -> Area | None:
        key = name.casefold()
        if key not in self._areas:
            self._areas[key] = self._file.resolve(name)
        return self._areas[key]

    def _area(self, name: str) -> Area:
        area = self._find(name)
        if area is None:
            zh = "{file} 里没有名称“{name}”（或它不是一个区域）"
            en = '{file} has no name "{name}" that stands for one range'
            raise NameMissing(sentence(zh, en, file=self.title, name=name))
        return area

    def _stage(self, sheet: str, values: Mapping[tuple[int, int], Value]) -> None:
        if values:
            self._file.stage(sheet, values)
            self._changed.setdefault(sheet, {}).update(values)

    def _shown(self, sheet: str, values: Mapping[tuple[int, int], Value]) -> dict[tuple[int, int], Value]:
        """Leave out what an array formula of another program puts into hidden cells of a merged area."""
        outline, cells = self._file.outline(sheet), self._file.sheet(sheet).cells

        def hidden(place: tuple[int, int]) -> bool:
            cell = cells.get(place)
            return (cell is None or cell.formula is None) and outline.cover(*place) is not None

        return {place: value for place, value in values.items() if not outline.merged or not hidden(place)}

    def _refuse_overflow(self, name: str, area: Area, rows: Sequence[Sequence[Value]]) -> None:
        width = max(map(len, rows), default=0)
        if len(rows) > area.rows or width > area.columns:
            zh = "“{name}”只有 {rows} 行 {columns} 列，放不下 {given} 行 {width} 列"
            en = '"{name}" has {rows} rows and {columns} columns; {given} rows and {width} columns do not fit'
            raise CannotWrite(
                sentence(zh, en, name=name, rows=area.rows, columns=area.columns, given=len(rows), width=width)
            )

    def _refuse_formulas(self, name: str, area: Area) -> None:
        content = self._file.sheet(area.sheet)
        bound = next((block for block in content.blocks if block.meets(area)), None)
        found = None if bound is None else (max(bound.top, area.top), max(bound.left, area.left))
        for row in range(area.top, area.bottom + 1):
            for column in range(area.left, area.right + 1):
                cell = content.cells.get((row, column))
                if cell is not None and cell.formula is not None:
                    found = found or (row, column)
        if found is not None:
            zh = "“{name}”的 {place} 是公式，不能填入数据"
            en = '"{name}": {place} holds a formula and cannot be filled in'
            raise CannotWrite(sentence(zh, en, name=name, place=f"{area.sheet}!{reference_of(*found)}"))


class _Computed:
    """The file as the evaluator sees it: with everything written since it was opened."""

    def __init__(
        self,
        file: WorkbookFile,
        changed: Mapping[str, Mapping[tuple[int, int], Value]],
        assumed: Mapping[str, Mapping[tuple[int, int], Value]],
    ) -> None:
        self._file = file
        self._changed = changed
        self._assumed = assumed
        self._cells: dict[str, Mapping[tuple[int, int], Cell]] = {}

    @property
    def sheets(self) -> Sequence[str]:
        return self._file.sheets

    @property
    def date1904(self) -> bool:
        return self._file.date1904

    @property
    def names(self) -> Iterable[DefinedName]:
        return self._file.names

    @property
    def tables(self) -> Iterable[Table]:
        return self._file.tables

    def cells(self, sheet: str) -> Mapping[tuple[int, int], Cell]:
        if sheet not in self._cells:
            cells, changed = self._file.sheet(sheet).cells, self._changed.get(sheet)
            found = cells if not changed else cells | dict(_replaced(cells, changed))
            assumed = self._assumed.get(sheet)
            self._cells[sheet] = found if not assumed else found | {at: Cell(value) for at, value in assumed.items()}
        return self._cells[sheet]

    def written(self, sheet: str) -> Collection[tuple[int, int]]:
        return self._changed.get(sheet, {}).keys() | self._assumed.get(sheet, {}).keys()

    def hidden_rows(self, sheet: str) -> Mapping[int, bool | None]:
        content = self._file.sheet(sheet)
        if not content.hidden:
            return {}
        # Beside a filter at work Excel takes rows hidden later by hand for filtered: the file does not tell which.
        # The filters of tables are not read.
        unclear = content.filter is not None or any(one.sheet == sheet for one in self._file.tables)

        def by_filter(row: int) -> bool | None:
            if content.filter is not None and content.filter.top < row <= content.filter.bottom:
                return True
            return None if unclear else False

        return {row: by_filter(row) for row in content.hidden}


def _replaced(
    cells: Mapping[tuple[int, int], Cell], changed: Mapping[tuple[int, int], Value]
) -> Iterator[tuple[tuple[int, int], Cell]]:
    for place, value in changed.items():
        cell = cells.get(place)
        yield place, Cell(value, None if cell is None else cell.formula)


def _identical(left: Value, right: Value) -> bool:
    return type(left) is type(right) and left == right


def _fault(skipped: Skipped, areas: Sequence[Area]) -> Fault:
    sheet, row, column = skipped.sheet, skipped.row, skipped.column
    shown = any(area.sheet == sheet and area.holds(row, column) for area in areas)
    zh = "这个公式没有算，保留原来的结果：{zh}。请改用 --engine libreoffice 重算，或在 Excel 里打开重算"
    en = "not computed, its old result stays: {en}. Recompute with --engine libreoffice, or open it in Excel"
    return Fault(
        f"{sheet}!{reference_of(row, column)}",
        sentence(zh, en, zh=skipped.why.say("zh"), en=skipped.why.say("en")),
        notice=skipped.holds or not (skipped.used or shown),
    )
