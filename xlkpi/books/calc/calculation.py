"""Walks through a workbook's formulas in the order they depend on each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import lru_cache

from xlkpi.books.areas import Area
from xlkpi.books.book import Value
from xlkpi.books.calc.arrays import LARGEST, check_size, shape, spread
from xlkpi.books.calc.compile import Compiler
from xlkpi.books.calc.doubts import collected
from xlkpi.books.calc.engine import Engine, Task
from xlkpi.books.calc.exceptions import NotEvaluated, Pending
from xlkpi.books.calc.mode import Mode
from xlkpi.books.calc.natives import native
from xlkpi.books.calc.outcome import Outcome, Skipped
from xlkpi.books.calc.own_functions import Function, adapt
from xlkpi.books.calc.rectangles import Grid, GridFormula, Place
from xlkpi.books.calc.scan import Token
from xlkpi.books.calc.serial_dates import calendar
from xlkpi.books.calc.sheets import plain
from xlkpi.books.calc.values import Rows, Scalar, same_number
from xlkpi.books.calc.work_limit import limited
from xlkpi.books.garbage import without_collection
from xlkpi.errors import CellError, Sentence, sentence

_Key = tuple[str, int, int]


def calculate(grid: Grid, functions: Mapping[str, Function], *, now: dt.datetime | None = None) -> Outcome:
    """Compute every formula of a workbook; `functions` are ours by name, `now` is what NOW() and TODAY() say."""
    with calendar(date1904=grid.date1904), limited(), without_collection(), collected() as doubts:
        ours = {name.upper(): adapt(name, one) for name, one in functions.items()}
        now = now or dt.datetime.now()  # noqa: DTZ005 - the user's clock, as in Excel
        engine = Engine(grid, _compiler(frozenset(ours)), ours, now)
        return _Calculation(grid, engine, doubts).outcome()


@lru_cache(maxsize=4)
def _compiler(ours: frozenset[str]) -> Compiler:
    """The compiler of this process: workbooks of one kind hold the same formulas, a third of the time of each."""
    return Compiler(ours, native)


class _Calculation:
    def __init__(self, grid: Grid, engine: Engine, doubts: set[CellError]) -> None:
        self.doubts = doubts
        self.grid = grid
        self.engine = engine
        self.tasks: dict[_Key, Task] = {}
        self.done: list[tuple[Task, Rows]] = []
        self.skipped: dict[_Key, Sentence] = {}
        self.holding: set[_Key] = set()
        self.used: set[_Key] = set()

    def outcome(self) -> Outcome:
        for sheet in self.grid.sheets:
            for key, task in self.read(sheet):
                self.tasks[key] = task
                self.engine.expect(task)
        for key in self.tasks:
            if self.waits(key):
                self.walk(key)
        order = {sheet: at for at, sheet in enumerate(self.grid.sheets)}
        places = sorted(self.skipped, key=lambda key: (order[key[0]], key[1:]))
        return Outcome(self.changes(), [self.left(key) for key in places])

    def left(self, key: _Key) -> Skipped:
        return Skipped(*key, self.skipped[key], used=key in self.used, holds=key in self.holding)

    def read(self, sheet: str) -> Iterator[tuple[_Key, Task]]:
        """Yield the formulas of a sheet; those that cannot even be read are skipped."""
        shared: dict[int, tuple[Token, ...] | NotEvaluated] = {}
        followers: list[tuple[Place, int]] = []
        for (row, column), cell in self.grid.cells(sheet).items():
            formula = cell.formula
            if formula is None:
                continue
            if formula.kind == "shared" and not formula.text and formula.shared_index is not None:
                followers.append(((row, column), formula.shared_index))
                continue
            try:
                task = self.task(sheet, row, column, formula)
            except NotEvaluated as error:
                self.unread(_area(sheet, row, column, formula), error.text)
                if formula.shared_index is not None:
                    shared[formula.shared_index] = error
                continue
            if formula.shared_index is not None:
                shared[formula.shared_index] = task.tokens
            yield (sheet, row, column), task
        for (row, column), index in followers:
            tokens = shared.get(index)
            if tokens is None or isinstance(tokens, NotEvaluated):
                lost = sentence("共享公式的首格不见了", "the first cell of the shared formula is missing")
                self.unread(Area(sheet, row, column, row, column), lost if tokens is None else tokens.text)
            else:
                yield (sheet, row, column), Task(Area(sheet, row, column, row, column), tokens, Mode.PLAIN)

    def task(self, sheet: str, row: int, column: int, formula: GridFormula) -> Task:
        if formula.kind == "datatable":
            raise NotEvaluated(sentence("模拟运算表", "a data table (what-if)"))
        area = _area(sheet, row, column, formula)
        text = formula.text.strip().removeprefix("=")
        if not text:
            raise NotEvaluated(sentence("公式是空的", "the formula is empty"))
        check_size(area.rows, area.columns)
        self.engine.spend(area.rows * area.columns)
        tokens = self.engine.compiler.tokens(text, row, column)
        return Task(area, tokens, Mode.ARRAY if formula.kind == "array" else Mode.PLAIN)

    def unread(self, area: Area, why: Sentence) -> None:
        self.skipped[area[:3]] = why
        if area.rows * area.columns <= LARGEST:
            self.engine.give_up(area)

    def waits(self, key: _Key) -> bool:
        sheet, row, column = key
        return self.engine.sheets[sheet].pending.get((row, column)) == (row, column)

    def walk(self, start: _Key) -> None:
        """Compute a formula after all it depends on; a path of our own, since chains may be thousands long."""
        path: list[tuple[_Key, list[_Key]]] = [(start, [])]
        on_path = {start}
        while path:
            key, needed = path[-1]
            while needed and not self.waits(needed[-1]):
                needed.pop()
            if needed:
                following = needed.pop()
                if following in on_path:
                    self.cut(path, on_path, following)
                else:
                    path.append((following, []))
                    on_path.add(following)
                continue
            task = self.tasks[key]
            try:
                self.doubts.clear()
                result = self.shaped(task, self.engine.compute(task))
                if self.doubts:
                    self.refuse_doubtful(task, result)
            except Pending as waiting:
                needed.extend(reversed(waiting.cells))
                continue
            except NotEvaluated as error:
                if error.holds and all(map(self.is_stored, _places(task.area))):
                    self.holding.add(key)
                self.skip(key, error.text)
            except Exception as error:  # noqa: BLE001 - a mistake of ours in one formula must not lose the others
                self.skip(key, _unexpected(error))
            else:
                self.engine.settle(task, result)
                self.done.append((task, result))
                self.used |= self.engine.touched
            path.pop()
            on_path.discard(key)

    def cut(self, path: list[tuple[_Key, list[_Key]]], on_path: set[_Key], first: _Key) -> None:
        """Give up the formulas that need each other's results."""
        while True:
            key, _ = path.pop()
            on_path.discard(key)
            zh, en = "公式循环引用（要用到自己的结果）", "circular reference: the formula needs its own result"
            self.skip(key, sentence(zh, en))
            if key == first:
                return

    def skip(self, key: _Key, why: Sentence) -> None:
        self.skipped[key] = why
        self.engine.settle(self.tasks[key], None)

    def shaped(self, task: Task, result: Scalar | Rows) -> Rows:
        """Return the values for a task's cells; an empty one shows as 0."""
        area = task.area
        if not task.mode:
            single = result[0][0] if isinstance(result, list) else result
            return [[0.0 if single is None else single]]
        if isinstance(result, list) and shape(result) != (area.rows, area.columns):
            from xlkpi.books.calc.natives.spilling import GROWING

            growing = next((one.value for one in task.tokens if one.kind == "function" and one.value in GROWING), None)
            if growing is not None:
                zh = "{name} 的结果大小变了（{rows} 行 {columns} 列），要由 Excel 重新溢出"
                en = "the result of {name} now has {rows} rows and {columns} columns: Excel has to spill it anew"
                raise NotEvaluated(sentence(zh, en, name=str(growing), rows=len(result), columns=len(result[0])))
        return [[0.0 if one is None else one for one in line] for line in spread(result, area.rows, area.columns)]

    def refuse_doubtful(self, task: Task, result: Rows) -> None:
        """Keep a stored value from being replaced by an error that no input explains. Raises NotEvaluated."""
        for place, value in zip(_places(task.area), (one for line in result for one in line)):
            if isinstance(value, CellError) and value in self.doubts and self.is_stored(place):
                zh = "这里算出 {error}，而它引用的数据解释不了这个错误"
                en = "it comes out as {error} here, which nothing that it refers to explains"
                raise NotEvaluated(sentence(zh, en, error=value.value), holds=self.nothing_changed(task))

    def is_stored(self, place: _Key) -> bool:
        """Whether the file holds a value for a cell, and no error."""
        cell = self.grid.cells(place[0]).get(place[1:])
        return cell is not None and cell.value is not None and not isinstance(cell.value, CellError)

    def nothing_changed(self, task: Task) -> bool:
        """Whether all that a formula looks at is what it was when its result was stored."""
        areas: list[Area] = []
        self.engine.looked_at = areas
        try:
            self.engine.compute(task)
        finally:
            self.engine.looked_at = None
        return not any(map(self.has_changed, areas))

    def has_changed(self, area: Area) -> bool:
        cells, values = self.grid.cells(area.sheet), self.engine.sheets[area.sheet].values
        self.engine.spend(len(values))
        rows, columns = range(area.top, area.bottom + 1), range(area.left, area.right + 1)
        inside = [place for place in values if place[0] in rows and place[1] in columns]
        written = self.grid.written(area.sheet)
        return any(
            place in written or (place in cells and not _same(cells[place].value, values[place])) for place in inside
        )

    def changes(self) -> dict[str, dict[Place, Value]]:
        found: dict[str, dict[Place, Value]] = {}
        for task, rows in self.done:
            sheet, top, left, _, _ = task.area
            cells, shown = self.grid.cells(sheet), self.engine.sheets[sheet].as_shown
            for down, line in enumerate(rows):
                for across, value in enumerate(line):
                    place = top + down, left + across
                    cell = cells.get(place)
                    old = None if cell is None else cell.value
                    if not _same(old, value):
                        found.setdefault(sheet, {})[place] = _like(old, shown(place))
        return found


def _places(area: Area) -> Iterator[_Key]:
    """Yield the cells of an area row by row."""
    for row in range(area.top, area.bottom + 1):
        for column in range(area.left, area.right + 1):
            yield area.sheet, row, column


def _unexpected(error: Exception) -> Sentence:
    kind = f"{type(error).__name__}: {error}"
    return sentence("计算中出现意外错误（{kind}）", "an unexpected error ({kind})", kind=kind)


def _area(sheet: str, row: int, column: int, formula: GridFormula) -> Area:
    """Return the cells a formula fills."""
    if formula.area is None or formula.kind not in ("array", "datatable"):
        return Area(sheet, row, column, row, column)
    return Area(sheet, row, column, max(row, formula.area.bottom), max(column, formula.area.right))


def _same(old: Value, new: Scalar) -> bool:
    before = plain(old)
    if type(before) is not type(new):
        return False
    if isinstance(before, float) and isinstance(new, float):
        return same_number(before, new)
    return before == new


def _like(old: Value, new: Value) -> Value:
    """A cell that showed a day goes on doing so where the value allows."""
    if type(old) is dt.date and isinstance(new, dt.datetime) and new.time() == dt.time():
        return new.date()
    return new
