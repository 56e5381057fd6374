"""Computes the formulas of a workbook, each after those it depends on."""

from __future__ import annotations

import contextlib
import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from xlkpi.books.areas import Area
from xlkpi.books.book import Block
from xlkpi.books.calc.arrays import Tall, check_size
from xlkpi.books.calc.block_cache import BlockCache
from xlkpi.books.calc.compile import Compiler
from xlkpi.books.calc.doubts import doubtful
from xlkpi.books.calc.exceptions import Fail, NotEvaluated, Pending
from xlkpi.books.calc.mode import Mode
from xlkpi.books.calc.rectangles import Grid, GridName, GridTable, Place
from xlkpi.books.calc.scan import Token, scan
from xlkpi.books.calc.scope import OurFunction, Part, Result
from xlkpi.books.calc.sheets import SheetValues
from xlkpi.books.calc.syntax import NameUse, TableUse
from xlkpi.books.calc.table_references import cells_of
from xlkpi.books.calc.values import Rows, Scalar
from xlkpi.books.calc.work_limit import spend
from xlkpi.errors import CellError, sentence
from xlkpi.records import dataclass

_SUBTOTALS: Final = frozenset({"SUBTOTAL", "AGGREGATE"})
_NAME_WORK: Final = 50
_BLOCK_WORK: Final = 1
"""Units of work for one value to be put into a block."""
_DEEPEST_NAME: Final = 20
_FAR_BELOW: Final = 1000
"""Empty rows from which an array is kept as Tall."""


@dataclass(slots=True)
class Task:
    """One formula with the cells it fills."""

    area: Area
    tokens: tuple[Token, ...]
    mode: Mode


class Engine:
    """The Scope of the formula that is being computed, and the values of all sheets."""

    def __init__(self, grid: Grid, compiler: Compiler, ours: Mapping[str, OurFunction], now: dt.datetime) -> None:
        self.sheet, self.row, self.column = "", 1, 1
        self.now = now
        self._grid = grid
        self.touched: set[tuple[str, int, int]] = set()
        """Formulas that could not be computed and whose old results the formula under computation has seen."""
        self.compiler = compiler
        self._ours = ours
        self.sheets = {name: SheetValues(name, grid.cells(name)) for name in grid.sheets}
        self.tabs = tuple(grid.sheets)
        self.last_row = max((one.last_row for one in self.sheets.values()), default=0)
        self.last_column = max((one.last_column for one in self.sheets.values()), default=0)
        self._spelling = {name.lower(): name for name in grid.sheets}
        self._names: dict[tuple[str | None, str], GridName] = {
            (None if one.sheet is None else one.sheet.lower(), one.name.lower()): one for one in grid.names
        }
        self._definitions: dict[GridName, tuple[Token, ...]] = {}
        self._tables: dict[str, GridTable] = {one.name.lower(): one for one in grid.tables}
        self._blocks: dict[tuple[Area, bool], Rows] = {}
        self.cache = BlockCache()
        self._spills: dict[tuple[str, int, int], Area] = {}
        self._name_depth = 0
        self._local: list[Mapping[str, Part]] = []
        self._tasks: list[Task] = []
        self._hidden: dict[str, Mapping[int, bool | None]] = {}
        self._unclear: dict[str, list[int]] = {}
        self._subtotals: dict[str, set[Place]] | None = None
        self.looked_at: list[Area] | None = None
        """What the formula under computation looks at, where somebody wants to know."""

    def compute(self, task: Task) -> Scalar | Rows:
        """Compute one formula. Raises Pending, NotEvaluated."""
        self.sheet, self.row, self.column = task.area[:3]
        self._name_depth = 0
        self._local.clear()
        self.touched = set()
        self.spend(1)
        try:
            return self.compiler.formula(task.tokens, task.mode)(self)
        except RecursionError:
            raise NotEvaluated(sentence("公式嵌套太深", "the formula is nested too deeply")) from None

    def expect(self, task: Task) -> None:
        """Remember that the cells of a task wait for its result."""
        self.sheets[task.area.sheet].expect(task.area)
        self.last_row = max(self.last_row, task.area.bottom)
        self.last_column = max(self.last_column, task.area.right)
        self._tasks.append(task)
        self.remember_spill(task)

    def remember_spill(self, task: Task) -> None:
        """Remember the cells of an array formula, for the sign # behind a reference."""
        if task.mode:
            self._spills[task.area[:3]] = task.area

    def spend(self, work: int) -> None:
        """Count work done. Raises NotEvaluated when a workbook asks for more than any honest one would."""
        spend(work)

    def cell(self, sheet: str, row: int, column: int) -> Scalar:
        """Value of one cell. Raises Pending."""
        if self.looked_at is not None:
            self.looked_at.append(Area(sheet, row, column, row, column))
        values = self.sheets[sheet]
        if values.pending:
            first = values.pending.get((row, column))
            if first is not None:
                raise Pending([(sheet, *first)])
        if values.stale:
            first = values.stale.get((row, column))
            if first is not None:
                self.touched.add((sheet, *first))
        return values.values.get((row, column))

    def block(self, area: Area, *, clipped: bool = True) -> Rows:
        """Values of an area, kept for other formulas that ask for the same. Raises Pending, NotEvaluated."""
        if self.looked_at is not None:
            self.looked_at.append(area)
        known = self._blocks.get((area, clipped))
        if known is not None:
            self.spend(1)
            if self.sheets[area.sheet].stale:
                self._touch(area)
            return known
        cut = clipped or area.bottom - self.last_row > _FAR_BELOW
        bottom = max(area.top, min(area.bottom, self.last_row)) if cut else area.bottom
        right = max(area.left, min(area.right, self.last_column)) if clipped else area.right
        check_size(bottom - area.top + 1, right - area.left + 1)
        self.spend(_BLOCK_WORK * (bottom - area.top + 1) * (right - area.left + 1))
        self._require(area, bottom, right)
        rows = self.sheets[area.sheet].rows(area.top, area.left, bottom, right)
        if bottom < area.bottom and not clipped:
            rows = Tall(rows, [None] * (right - area.left + 1), area.bottom - bottom)
        if self.cache.room_for(len(rows) * (right - area.left + 1)):
            self._blocks[area, clipped] = rows
            self.cache.keep(rows)
        return rows

    def whole_column(self, area: Area) -> list[Scalar] | None:
        """Values from row 1 to the last used one of the column an area lies in; None where some still wait."""
        if area.left != area.right:
            return None
        values = self.sheets[area.sheet]
        found = values.column(area.left)
        if found is None:
            return None
        if self.looked_at is not None:
            self.looked_at.append(area)
        if values.stale:
            self._touch(area)
        self.cache.keep(found)
        return found

    def block_with_dates(self, area: Area) -> Block:
        """Values of an area with dates as dates, never shared. Raises Pending, NotEvaluated."""
        if self.looked_at is not None:
            self.looked_at.append(area)
        values = self.sheets[area.sheet]
        bottom, right = area.bottom, area.right
        check_size(area.rows, area.columns)
        self.spend(area.rows * area.columns)
        self._require(area, bottom, right)
        show = values.as_shown if values.dates else values.values.get
        columns = range(area.left, right + 1)
        return [[show((row, column)) for column in columns] for row in range(area.top, bottom + 1)]

    def _touch(self, area: Area) -> None:
        for (row, column), first in self.sheets[area.sheet].stale.items():
            if area.top <= row <= area.bottom and area.left <= column <= area.right:
                self.touched.add((area.sheet, *first))

    def _require(self, area: Area, bottom: int, right: int) -> None:
        """Raise Pending while a formula in the area waits; notice the ones that could not be computed."""
        values = self.sheets[area.sheet]
        if values.stale:
            self._touch(area)
        waiting = values.waiting(area.top, area.left, bottom, right)
        if waiting:
            raise Pending([(area.sheet, *first) for first in waiting])

    def hidden_rows(self, sheet: str) -> Mapping[int, bool | None]:
        """Hidden rows of a sheet: whether a filter hides them, None where that is not clear."""
        if sheet not in self._hidden:
            self._hidden[sheet] = found = self._grid.hidden_rows(sheet)
            self._unclear[sheet] = sorted(row for row, by_filter in found.items() if by_filter is None)
        return self._hidden[sheet]

    def hidden_unclearly(self, area: Area) -> bool:
        """Whether an area has hidden rows of which it is not clear whether a filter hides them."""
        self.hidden_rows(area.sheet)
        rows = self._unclear[area.sheet]
        return bisect_left(rows, area.top) < bisect_right(rows, area.bottom)

    def subtotals(self, sheet: str) -> Collection[Place]:
        """Places of a sheet whose formula is a subtotal itself."""
        if self._subtotals is None:
            self._subtotals = defaultdict(set)
            known: dict[int, bool] = {}
            for task in self._tasks:
                key = id(task.tokens)
                if key not in known:
                    known[key] = any(one.kind == "function" and one.value in _SUBTOTALS for one in task.tokens)
                if known[key]:
                    self._subtotals[task.area.sheet].add((task.area.top, task.area.left))
        return self._subtotals.get(sheet, ())

    @contextlib.contextmanager
    def binding(self, names: Mapping[str, Part]) -> Iterator[None]:
        """Let names of LET stand for values inside the block."""
        self._local.append(names)
        try:
            yield
        finally:
            self._local.pop()

    def sheets_between(self, first: str, last: str) -> list[str]:
        """Sheets from one tab to another. Raises NotEvaluated."""
        ends = sorted((self.tabs.index(self.sheet_named(first)), self.tabs.index(self.sheet_named(last))))
        return list(self.tabs[ends[0] : ends[1] + 1])

    def sheet_named(self, name: str) -> str:
        """Proper spelling of a sheet's name. Raises NotEvaluated where there is none."""
        known = self._spelling.get(name.lower())
        if known is None:
            raise NotEvaluated(sentence("没有名为“{sheet}”的工作表", 'there is no sheet "{sheet}"', sheet=name))
        return known

    def named(self, use: NameUse) -> Part:
        """Value of a defined name: the sheet's own first, then the workbook's, then a table's rows."""
        name = use.name.lower()
        for bound in reversed(self._local):
            if name in bound:
                return bound[name]
        here = (use.sheet or self.sheet).lower()
        found = self._names.get((here, name)) or self._names.get((None, name))
        if found is None:
            table = self._tables.get(name)
            if table is not None:
                return cells_of(table, TableUse(use.name, (), ()), self.row)
            raise NotEvaluated(sentence("工作簿里没有名称“{name}”", 'the workbook has no name "{name}"', name=use.name))
        self.spend(_NAME_WORK)
        if self._name_depth >= _DEEPEST_NAME:
            raise NotEvaluated(sentence("名称“{name}”引用了自己", 'the name "{name}" refers to itself', name=use.name))
        tokens = self._definitions.get(found)
        if tokens is None:
            tokens = self._definitions[found] = self.compiler.tokens(found.text.removeprefix("="), 1, 1)
        self._name_depth += 1
        try:
            return self.compiler.definition(tokens)(self)
        finally:
            self._name_depth -= 1

    def ours(self, name: str) -> OurFunction:
        """A function of ours by its name in capitals."""
        return self._ours[name]

    def table(self, use: TableUse) -> Result:
        """Cells a table reference stands for. Raises NotEvaluated."""
        table = self._tables.get(use.table.lower())
        if table is None:
            raise NotEvaluated(sentence("没有名为“{table}”的表", 'there is no table "{table}"', table=use.table))
        return cells_of(table, use, self.row)

    def spilled(self, area: Area) -> Area:
        """The cells of the array formula that begins in the area's first cell. Raises NotEvaluated."""
        found = self._spills.get((area.sheet, area.top, area.left))
        if found is None:
            raise NotEvaluated(sentence("# 前面的单元格不是动态数组", "no array begins in the cell before #"))
        return found

    def reference(self, text: str) -> Area:
        """What a reference given as text stands for. Raises Fail where it is none."""
        try:
            found = self.compiler.definition(scan(text, self.row, self.column))(self)
        except NotEvaluated:
            # A text with a bracket may name another workbook, which Excel can have open.
            raise Fail(doubtful(CellError.REF) if "[" in text else CellError.REF) from None
        if not isinstance(found, Area):
            raise Fail(doubtful(CellError.REF))
        return found

    def settle(self, task: Task, result: Rows | None) -> None:
        """Put a task's values into its cells, or keep the cached ones (None); its dependants may go on."""
        self.sheets[task.area.sheet].settle(task.area, result)
        if result is None:
            self.give_up(task.area)

    def give_up(self, area: Area) -> None:
        """Remember that the values of an area are the old ones of a formula that could not be computed."""
        stale = self.sheets[area.sheet].stale
        for row in range(area.top, area.bottom + 1):
            for column in range(area.left, area.right + 1):
                stale[row, column] = area.top, area.left
