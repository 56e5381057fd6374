"""The Book over a workbook that is open in Excel."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import xlwings as xw

from xlkpi.books.areas import Area, print_area_to, printed_rows, reference_of
from xlkpi.books.book import Block, Value
from xlkpi.books.exchange import incoming, outgoing
from xlkpi.books.generations import Keep, expire, keep
from xlkpi.books.live_cells import LiveCells
from xlkpi.books.ooxml.names import area_of, by_key
from xlkpi.books.patience import patiently, refusal
from xlkpi.books.zero_padding import holds_numbers, padded
from xlkpi.errors import CannotWrite, Fault, NameMissing, as_argument, sentence

TEXT_FORMAT: Final = "@"
EXCELS_OWN: Final = frozenset({"Print_Area", "Print_Titles", "_FilterDatabase"})
"""Names that Excel makes for itself."""
FOLDER_PICKER: Final = 4
TEXT: Final = 2
"""What Excel's InputBox lets a user type."""
LONGEST_QUESTION: Final = 255
"""Characters of a text that is handed to a method of Excel; a longer one is refused."""
CHOSEN: Final = -1
TICK: Final = 0.2
"""Seconds between two words in the status bar: each costs a call into Excel."""


class LiveBook:
    """A workbook open in Excel, through xlwings: one read per sheet, one write per block."""

    def __init__(self, book: xw.Book) -> None:
        self._book = book
        self._engine = xw.engines["excel"]
        self._areas: dict[str, Area] | None = None
        self._pages: dict[str, xw.Sheet] = {}
        self._values = LiveCells(self._fetch_values, self._named)
        self._formulas = LiveCells(self._fetch_formulas, self._named)
        self._asked_for_selection = False
        self._selection: tuple[str, int, int] | None = None
        self._told = 0.0
        self.before: dict[str, Block] = {}
        """What stood in each block before this object first wrote to it."""
        _answer_once()

    @property
    def title(self) -> str:
        """The file's name."""
        return str(patiently(lambda: self._book.name))

    @property
    def path(self) -> Path | None:
        """Where the file stands on this machine; None for an unsaved workbook and for one known by a web address."""
        try:
            full = str(self._book.fullname)
        except xw.XlwingsError:  # in the cloud, and not found in the folders that are kept in step with it
            return None
        found = Path(full)
        return found if "://" not in full and found.is_absolute() else None

    @property
    def argument(self) -> str:
        """The file as it can be copied into a command line; its name alone where it lies nowhere on this machine."""
        return as_argument(self.path or self.title)

    def names(self) -> frozenset[str]:
        """Defined names and tables that stand for one rectangle."""
        return frozenset(self._found())

    def read(self, name: str) -> Block:
        """Rows of the named block. Raises NameMissing, ExcelBusy."""
        return incoming(self._values.of(self._area(name)))

    def shown(self, name: str) -> Block:
        """Rows of the named block, a number in a number format of zeros as the text it shows.

        Excel is asked for formats only where numbers stand. Raises NameMissing, ExcelBusy.
        """
        rows, area = self.read(name), self._area(name)
        if not holds_numbers(rows):
            return rows
        codes = self._number_formats(area)
        return [
            [padded(value, code) or value for value, code in zip(values, line, strict=True)]
            for values, line in zip(rows, codes, strict=True)
        ]

    def _number_formats(self, area: Area) -> list[list[str]]:
        """Number formats of cells: Excel tells that of a rectangle in which all have the same, so halves are asked."""
        cells = self._cells(area)
        code = patiently(lambda: cells.number_format)
        if code is not None or area.rows == area.columns == 1:
            return [[str(code or "")] * area.columns for _ in range(area.rows)]
        if area.rows > 1:
            middle = area.top + area.rows // 2
            upper, lower = area._replace(bottom=middle - 1), area._replace(top=middle)
            return [*self._number_formats(upper), *self._number_formats(lower)]
        middle = area.left + area.columns // 2
        left, right = area._replace(right=middle - 1), area._replace(left=middle)
        return [[*self._number_formats(left)[0], *self._number_formats(right)[0]]]

    def write(self, name: str, rows: Sequence[Sequence[Value]]) -> None:
        """Put values into the named block, the rest of which becomes empty.

        Raises NameMissing, ExcelBusy, and CannotWrite where they do not fit, the block computes, or Excel refuses.
        """
        area = self._area(name)
        if len(rows) > area.rows or any(len(row) > area.columns for row in rows):
            zh = "{place}（{name}）只有 {rows} 行 {columns} 列，放不下要写入的数据"
            en = "{place} ({name}) has {rows} rows and {columns} columns, too few for the data"
            raise CannotWrite(sentence(zh, en, place=self.place(name), name=name, rows=area.rows, columns=area.columns))
        present = self.read(name)
        self._refuse_formulas(name, area, present)
        padded = [[*row, *[None] * (area.columns - len(row))] for row in rows]
        padded += [[None] * area.columns for _ in range(area.rows - len(rows))]
        if _same(padded, present):
            return
        cells = self._cells(area)
        texts = any(isinstance(value, str) for row in rows for value in row)
        plain = texts and patiently(lambda: cells.number_format) == TEXT_FORMAT
        for seen in (self._values, self._formulas):
            seen.changed(area)
        self._put(cells, outgoing(padded, plain=plain))
        self.before.setdefault(name, present)

    def computes(self, name: str) -> list[list[bool]]:
        """For every cell of the named block, whether a formula stands behind it. Raises NameMissing, ExcelBusy."""
        return [[text.startswith("=") for text in row] for row in self._formulas.of(self._area(name))]

    def place(self, name: str, row: int = 0, column: int = 0) -> str:
        """Where a cell of the named block stands. Raises NameMissing."""
        area = self._area(name)
        return f"{area.sheet}!{reference_of(area.top + row, area.left + column)}"

    def printed(self, name: str) -> int | None:
        """How many rows of the named block, from its first, go to paper; None where its page has no print area.

        Raises NameMissing, ExcelBusy.
        """
        area = self._area(name)
        return printed_rows(area, self._print_areas(area.sheet))

    def print_to(self, name: str, rows: int, columns: int | None = None) -> None:
        """End the page's print area with that many rows (and columns) of the named block.

        A page without a print area, or with several, stays as it is. Raises NameMissing, ExcelBusy.
        """
        area = self._area(name)
        present = self._print_areas(area.sheet)
        meant = print_area_to(area, present, rows, columns)
        if meant is not None and meant != present[0]:
            setup = self._book.sheets[area.sheet].page_setup
            patiently(lambda: setattr(setup, "print_area", meant.reference))

    def beside(self, name: str, right: int) -> list[Value]:
        """What stands that many columns right of each row of the block's first column.

        Raises NameMissing, ExcelBusy.
        """
        area = self._area(name)
        column = area._replace(left=area.left + right, right=area.left + right)
        return [row[0] for row in incoming(self._values.of(column))]

    def row_height(self, name: str, row: int) -> float | None:
        """Height in points of a row of the named block (from 0). Raises NameMissing, ExcelBusy."""
        return self._height(self._area(name), row, row + 1)

    def set_row_heights(self, name: str, heights: Sequence[float]) -> None:
        """Give the rows of the named block, from its first on, these heights.

        Rows that a sheet protects against it keep theirs. Raises NameMissing, ExcelBusy.
        """
        area, first = self._area(name), 0
        for height, same in groupby(heights):
            last = first + len(list(same))
            if self._height(area, first, last) != height:
                cells = self._cells(area._replace(top=area.top + first, bottom=area.top + last - 1))
                with suppress(CannotWrite):
                    patiently(partial(setattr, cells, "row_height", height))
            first = last

    def _height(self, area: Area, first: int, end: int) -> float | None:
        """Height of some rows of an area, None where they differ."""
        cells = self._cells(area._replace(top=area.top + first, bottom=area.top + end - 1))
        height = patiently(lambda: cells.row_height)
        return None if height is None else float(height)

    def _print_areas(self, sheet: str) -> list[Area]:
        said = patiently(lambda: self._book.sheets[sheet].page_setup.print_area)
        try:
            return [Area.parse(part, sheet) for part in said.split(",")] if said else []
        except ValueError:  # whole columns or rows
            return []

    def recalculate(self) -> list[Any]:
        """Let Excel compute what is not up to date; what cannot be computed shows in the cells themselves."""
        patiently(self._book.app.calculate)
        self._values.forget()
        return []

    def save(self, to: Path | None = None) -> Path:
        """Save in Excel, keeping the previous file beside it, or save a copy. Raises CannotWrite, ExcelBusy."""
        if to is not None:
            patiently(lambda: self._book.api.SaveCopyAs(str(to)))
            return to
        if (
            patiently(lambda: getattr(self._book.api, "ReadOnly", False)) is True
        ):  # Excel would ask in a window where to
            zh = (
                "“{book}”是以只读方式打开的（可能有人正在使用），不能保存。请关闭，等能够编辑时再打开；或另存一份后再试"
            )
            en = "“{book}” is open read-only (somebody may be using it): close it and open it later, or save a copy"
            raise CannotWrite(sentence(zh, en, book=self.title))
        path = self.path
        if path is not None and path.is_file():
            _keep_previous(path)
        patiently(self._book.save)
        return path or Path(self.title)

    @property
    def notices(self) -> list[Fault]:
        """Nothing: what Excel has to say of a save it says itself."""
        return []

    def while_closed(self, action: Callable[[], object]) -> None:
        """Close the workbook without saving, do something with its file, and open it again whatever came of that."""
        app, path = self._book.app, self.path
        if path is None:
            raise CannotWrite(sentence("工作簿尚未保存到本机", "the workbook is not saved on this machine"))
        patiently(self._book.close)
        try:
            action()
        finally:
            self._book = patiently(lambda: app.books.open(str(path)))
            self._areas = None
            self._pages.clear()
            self._forget()

    def selects(self, name: str) -> bool:
        """Whether the cell a user has selected lies in the named block itself."""
        area, chosen = self._area(name), self._chosen()
        return chosen is not None and chosen[0] == area.sheet and area.holds(*chosen[1:])

    def selected(self) -> tuple[str, int] | None:
        """Sheet and row of the cell a user has selected; None where it lies in another workbook or nothing is."""
        chosen = self._chosen()
        return chosen and chosen[:2]

    def _chosen(self) -> tuple[str, int, int] | None:
        """Sheet, row and column of the selected cell: it is where it is until a dialog has been open."""
        if not self._asked_for_selection:
            self._asked_for_selection, self._selection = True, patiently(self._find_selection)
        return self._selection

    def _find_selection(self) -> tuple[str, int, int] | None:
        chosen = None
        with suppress(AttributeError):  # nothing at all is selected
            chosen = self._book.app.selection
        if chosen is None or chosen.sheet.book.fullname != self._book.fullname:
            return None
        return str(chosen.sheet.name), int(chosen.row), int(chosen.column)

    def tell(self, text: str) -> None:
        """Say in the status bar how far the work is; a word too many in a short time is left out."""
        now = time.monotonic()
        if now - self._told >= TICK:
            self._told = now
            with suppress(Exception):  # a status bar that cannot be written must not stop the work
                self._book.app.status_bar = text

    @contextmanager
    def working(self, text: str) -> Iterator[None]:
        """Keep the screen still and the status bar speaking; after a failure every block is as it was before."""
        app = self._book.app
        still = patiently(lambda: app.screen_updating)
        patiently(lambda: setattr(app, "screen_updating", False))
        try:
            self.tell(text)
            yield
        except BaseException:
            self.put_back(self.before)
            raise
        finally:
            with suppress(Exception):
                app.status_bar = False
            with suppress(Exception):
                patiently(lambda: setattr(app, "screen_updating", still))

    def put_back(self, blocks: dict[str, Block]) -> None:
        """Write blocks back as they stood; what Excel refuses stays."""
        for name, rows in list(blocks.items()):
            with suppress(Exception):
                self.write(name, rows)

    def pick_folder(self, title: str) -> Path | None:
        """Let the user pick a folder in Excel's own dialog, beginning where the workbook stands."""
        dialog = patiently(lambda: self._book.app.api.FileDialog(FOLDER_PICKER))
        dialog.Title = title
        if self.path is not None:
            dialog.InitialFileName = f"{self.path.parent}\\"
        shown = dialog.Show()
        self._forget()
        return Path(str(dialog.SelectedItems.Item(1))) if shown == CHOSEN else None

    def ask(self, question: str) -> str:
        """Let the user type a word into Excel's own dialog; "" where it was closed.

        A question too long for that dialog is shown in a message before, and its last paragraph is asked.
        """
        excel = self._book.app.api
        if len(question) > LONGEST_QUESTION:
            self.alert(question)
            question = question.rpartition("\n\n")[2][:LONGEST_QUESTION]
        answer = patiently(lambda: excel.InputBox(Prompt=question, Title=self.title, Type=TEXT))
        self._forget()
        return answer.strip() if isinstance(answer, str) else ""

    def alert(self, text: str, *, warning: bool = False) -> None:
        """Show one message, with the workbook's name above it."""
        self._book.app.alert(text, title=self.title, mode="critical" if warning else "info")

    def _found(self) -> dict[str, Area]:
        """Every name with its rectangle; a name of the whole workbook comes before one of a sheet or a table."""
        if self._areas is None:
            sheets = by_key(patiently(lambda: [sheet.name for sheet in self._book.sheets]))
            areas = dict(patiently(lambda: list(self._tables())))
            listed = patiently(lambda: [(full, one.refers_to) for full, one in self._book.names.impl.snapshot()])
            for full, text in sorted(listed, key=lambda pair: "!" not in pair[0]):
                name = full.rpartition("!")[2]
                found = area_of(text or "", sheets)
                if found is not None and name not in EXCELS_OWN:
                    areas[name] = found
            self._areas = areas
        return self._areas

    def _tables(self) -> Iterator[tuple[str, Area]]:
        for sheet in self._book.sheets:
            for table in sheet.tables:
                body = table.data_body_range
                if body is not None:
                    yield table.name, Area.parse(body.address, sheet.name)

    def _area(self, name: str) -> Area:
        wanted = name.casefold()
        found = next((area for known, area in self._found().items() if known.casefold() == wanted), None)
        if found is None:
            zh = "“{book}”里没有名称“{name}”（可能删除了行、列或工作表）。请从备份恢复，或用新模板重新填写"
            en = "“{book}” has no defined name “{name}”: rows, columns or a sheet were deleted; restore a backup"
            raise NameMissing(sentence(zh, en, book=self.title, name=name))
        return found

    def _named(self, sheet: str) -> list[Area]:
        return [area for area in self._found().values() if area.sheet == sheet]

    def _cells(self, area: Area) -> xw.Range:
        if area.sheet not in self._pages:
            self._pages[area.sheet] = patiently(lambda: self._book.sheets[area.sheet])
        return patiently(lambda: self._pages[area.sheet].range(area.reference))

    def _fetch_values(self, area: Area) -> list[list[Any]]:
        cells = self._cells(area)
        return patiently(lambda: cells.options(ndim=2, err_to_str=True).value)

    def _fetch_formulas(self, area: Area) -> list[list[str]]:
        """Formulas, or values as text; for one cell or one row xlwings gives less than rows."""
        cells = self._cells(area)
        found: Any = patiently(lambda: cells.formula)
        rows = found if isinstance(found, (list, tuple)) else ((found,),)
        return [[str(text) for text in (row if isinstance(row, (list, tuple)) else (row,))] for row in rows]

    def _forget(self) -> None:
        """While a dialog stands open others may change the workbook; one that was opened again is another."""
        self._values.forget()
        self._formulas.forget()
        self._asked_for_selection = False

    def _refuse_formulas(self, name: str, area: Area, present: Block) -> None:
        for row, line in enumerate(self._formulas.of(area)):
            for column, text in enumerate(line):
                if text.startswith("=") and text != present[row][column]:
                    zh, en = "{place} 是公式，不能写入数据", "{place} holds a formula and cannot be written to"
                    raise CannotWrite(sentence(zh, en, place=self.place(name, row, column)))

    def _put(self, cells: xw.Range, rows: list[list[Any]]) -> None:
        """Hand over rows of the size of the cells, prepared as xlwings does, which would ask Excel 25 times for it."""
        prepare = self._engine.impl.prepare_xl_data_element
        ready = [[prepare(value, {}) for value in row] for row in rows]
        patiently(lambda: setattr(cells, "raw_value", ready))


def _same(rows: Block, others: Block) -> bool:
    """Whether cells hold the very same values: a truth value is no number."""
    return rows == others and [list(map(type, row)) for row in rows] == [list(map(type, row)) for row in others]


def _answer_once() -> None:
    """Make xlwings try a busy Excel once instead of forever: waiting, and giving up, is our business."""
    windows = getattr(xw, "_xlwindows", None)
    if windows is not None:
        windows.N_COM_ATTEMPTS = 1


def _keep_previous(path: Path) -> None:
    try:
        keep(path, Keep(link=False))
        expire(path)
    except OSError as error:
        raise refusal(error) from error
