"""The few Excel objects that xlwings touches, as pywin32 shows them: values in, values out, and Excel's refusals."""

import datetime as dt
import decimal
import pathlib
import re
import types

import openpyxl
from openpyxl.utils import get_column_letter, range_boundaries

from pywin32_stub import ComError, Dispatched, TimeType

BUSY = -2147418111
EDITING = -2146777998
REFUSED = -2147352567
MISSING = -2147352572  # an argument that was left out
FIRST_ERROR = -2146828288
ERRORS = {
    "#NULL!": 2000, "#DIV/0!": 2007, "#VALUE!": 2015, "#REF!": 2023, "#NAME?": 2029, "#NUM!": 2036, "#N/A": 2042,
    "#GETTING_DATA": 2043, "#SPILL!": 2045, "#CONNECT!": 2046, "#BLOCKED!": 2047, "#UNKNOWN!": 2048, "#FIELD!": 2049,
    "#CALC!": 2050,
}  # fmt: skip


def error_code(text):
    """The integer that pywin32 makes of an error cell."""
    return FIRST_ERROR + ERRORS[text]


def moment(*parts):
    """A date cell as pywin32 hands it over."""
    return TimeType(*parts, tzinfo=dt.UTC)


def refuse(text):
    """Excel's own refusal."""
    return ComError(REFUSED, "Exception occurred.", (0, "Microsoft Excel", text, None, 0, -2146827284), None)


class App(Dispatched):
    """Application: counts calls, can be busy for a while."""

    def __init__(self):
        self.settings = {"ScreenUpdating": True, "StatusBar": False, "Calculation": -4105}
        self.history = []
        self.busy = 0
        self.busy_code = BUSY
        self.calls = 0
        self.Hwnd = 1
        self.Version = "16.0"
        self.DisplayAlerts = True
        self.Selection = None
        self.on_calculate = lambda: None
        self.on_open = self.on_save = self.on_close = lambda _: None
        self.folder = None
        self.asked = {}
        self.answer = False

    def touch(self):
        """One call from outside."""
        self.calls += 1
        if self.busy:
            self.busy -= 1
            if self.busy_code == EDITING:
                raise ComError(REFUSED, "Exception occurred.", (0, None, None, None, 0, EDITING), None)
            raise ComError(self.busy_code, "Call was rejected by callee.", None, None)

    def __getattr__(self, name):
        if name in ("ScreenUpdating", "StatusBar", "Calculation"):
            self.touch()
            return self.settings[name]
        raise AttributeError(name)

    def __setattr__(self, name, value):
        if name in ("ScreenUpdating", "StatusBar", "Calculation"):
            self.touch()
            self.settings[name] = value
            self.history.append((name, value))
        else:
            object.__setattr__(self, name, value)

    @property
    def Workbooks(self):
        return Workbooks(self)

    def Calculate(self):
        self.touch()
        self.on_calculate()

    def InputBox(self, **asked):
        self.asked = asked
        if len(asked["Prompt"]) > 255:
            raise refuse("InputBox method of Application class failed")
        return self.answer.pop(0) if isinstance(self.answer, list) else self.answer

    def FileDialog(self, kind):
        return types.SimpleNamespace(
            Show=lambda: -1 if self.folder else 0,
            SelectedItems=types.SimpleNamespace(Item=lambda number: str(self.folder)),
            Title="",
            InitialFileName="",
        )


class Workbooks(Dispatched):
    """The open workbooks: none is found by name, so each is opened anew."""

    def __init__(self, app):
        self.app = app

    def __call__(self, key):
        raise refuse("Subscript out of range")

    def __iter__(self):
        return iter(())

    def Open(self, path, *_, **__):
        self.app.touch()
        book = Workbook(path, self.app)
        self.app.on_open(book)
        return book


class Items(Dispatched):
    """A collection, called with a number or a name."""

    def __init__(self, app, items):
        self.app = app
        self.items = items
        self.Parent = None

    def __call__(self, key):
        self.app.touch()
        if isinstance(key, int):
            return self.items[key - 1]
        for item in self.items:
            if item.Name == key:
                return item
        raise refuse("Subscript out of range")

    Item = __call__

    def __iter__(self):
        return iter(self.items)

    @property
    def Count(self):
        return len(self.items)


class Workbook(Dispatched):
    """A workbook open in Excel, with the cells, names and formats of a file."""

    def __init__(self, path=None, app=None):
        self.Application = app or App()
        self.FullName = str(path) if path else "Book1"
        self.saved = 0
        self.closed = False
        self.sheets = []
        self.names = []
        self.FileFormat = 52
        self.ReadOnly = False
        if path is not None:
            self._load(path)

    @property
    def Name(self):
        self.Application.touch()
        return re.split(r"[\\/]", self.FullName)[-1]

    @property
    def Path(self):
        return re.split(r"[\\/][^\\/]*$", self.FullName)[0] if re.search(r"[\\/]", self.FullName) else ""

    @property
    def Worksheets(self):
        return Items(self.Application, self.sheets)

    @property
    def Names(self):
        return Items(self.Application, self.names)

    def Save(self):
        self.Application.touch()
        self.saved += 1
        self.Application.on_save(self)

    def Close(self, **_):
        self.Application.touch()
        self.closed = True
        self.Application.on_close(self)

    def SaveCopyAs(self, path):
        self.Application.touch()
        with pathlib.Path(path).open("wb") as copy:
            copy.write(b"copy")

    def _load(self, path):
        formulas = openpyxl.load_workbook(path)
        values = openpyxl.load_workbook(path, data_only=True)
        for page in formulas.worksheets:
            sheet = Sheet(self, page.title)
            sheet.ProtectContents = page.protection.sheet
            sheet.rows_open = page.protection.formatRows is False
            sheet.heights = {row: found.height for row, found in page.row_dimensions.items() if found.height}
            sheet.PageSetup.PrintArea = re.sub(r"(?:'(?:[^']|'')*'|[^,'!]+)!", "", page.print_area or "")
            for row in page.iter_rows():
                for cell in row:
                    sheet.take(cell, values[page.title][cell.coordinate])
            for area in page.merged_cells.ranges:
                sheet.merged += [c for r in area.rows for c in r][1:]
            for name, found in page.defined_names.items():
                self.names.append(types.SimpleNamespace(Name=f"{page.title}!{name}", RefersTo=f"={found.attr_text}"))
            sheet.tables = [Table(sheet, table) for table in page.tables.values()]
            self.sheets.append(sheet)
        for name, found in formulas.defined_names.items():
            self.names.append(types.SimpleNamespace(Name=name, RefersTo=f"={found.attr_text}"))


class Table(Dispatched):
    """A ListObject."""

    def __init__(self, sheet, table):
        self.Name = table.name
        left, top, right, bottom = range_boundaries(table.ref)
        self.DataBodyRange = Range(sheet, top + (table.headerRowCount or 0), left, bottom, right)


class Sheet(Dispatched):
    """A worksheet: values, formulas and number formats by (row, column)."""

    def __init__(self, book, name):
        self.Parent = book
        self.Name = name
        self.values = {}
        self.formulas = {}
        self.formats = {}
        self.unlocked = set()
        self.arrays = {}
        self.merged = []
        self.heights = {}
        self.rows_open = False
        self.tables = []
        self.ProtectContents = False
        self.PageSetup = types.SimpleNamespace(PrintArea="")

    @property
    def ListObjects(self):
        return Items(self.Parent.Application, self.tables)

    def take(self, cell, value):
        """Take over a cell of a file."""
        place = (cell.row, cell.column)
        self.formats[place] = cell.number_format
        if cell.protection.locked is False:
            self.unlocked.add(place)
        formula = cell.value
        if hasattr(formula, "text"):
            for row in openpyxl.utils.cell.rows_from_range(formula.ref):
                for one in row:
                    left, top, _, _ = range_boundaries(one)
                    self.formulas[top, left] = formula.text
        elif isinstance(formula, str) and formula.startswith("=") and cell.data_type == "f":
            self.formulas[place] = formula
        if value.data_type == "e":
            self.values[place] = error_code(value.value)
        elif value.value is not None:
            self.values[place] = _stored(value.value, value.is_date)

    def Range(self, first, last=None):
        self.Parent.Application.touch()
        first, last = (getattr(one, "_inner", one) for one in (first, last))  # as pywin32 hands on what it wrapped
        if isinstance(first, Range):
            return Range(self, first.Row, first.Column, last.bottom, last.right)
        left, top, right, bottom = range_boundaries(first.replace("$", ""))
        return Range(self, top, left, bottom, right)

    def Cells(self, row, column):
        return Range(self, row, column, row, column)


def _stored(value, is_date):
    if isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        return float(value)
    if is_date and isinstance(value, dt.datetime):
        return moment(*value.timetuple()[:6])
    if isinstance(value, dt.time):
        return moment(1899, 12, 30, value.hour, value.minute, value.second)
    return value


class Range(Dispatched):
    """A rectangle of cells."""

    IID = CLSID = "{00020846-0000-0000-C000-000000000046}"

    def __init__(self, sheet, top, left, bottom, right):
        self.Worksheet = sheet
        self.Row, self.Column, self.bottom, self.right = top, left, bottom, right
        kind = types.SimpleNamespace(GetTypeAttr=lambda: types.SimpleNamespace(iid=self.IID))
        self._oleobj_ = types.SimpleNamespace(GetTypeInfo=lambda: kind)

    def __call__(self, row, column):
        return Range(
            self.Worksheet, self.Row + row - 1, self.Column + column - 1, self.Row + row - 1, self.Column + column - 1
        )

    @property
    def Rows(self):
        return types.SimpleNamespace(Count=self.bottom - self.Row + 1)

    @property
    def Columns(self):
        return types.SimpleNamespace(Count=self.right - self.Column + 1)

    @property
    def Count(self):
        return self.Rows.Count * self.Columns.Count

    @property
    def Address(self):
        return self.GetAddress()

    def GetAddress(self, *_):
        first = f"${get_column_letter(self.Column)}${self.Row}"
        return first if self.Count == 1 else f"{first}:${get_column_letter(self.right)}${self.bottom}"

    def _each(self, of):
        rows = tuple(
            tuple(of((row, column)) for column in range(self.Column, self.right + 1))
            for row in range(self.Row, self.bottom + 1)
        )
        return rows[0][0] if self.Count == 1 else rows

    def _seen(self, place):
        value = self.Worksheet.values.get(place)
        shown = self.Worksheet.formats.get(place, "General")
        if isinstance(value, float) and any(sign in shown for sign in ("¥", "￥", "$")):
            return decimal.Decimal(str(round(value, 4)))
        return value

    @property
    def Value(self):
        self.Worksheet.Parent.Application.touch()
        return self._each(self._seen)

    @Value.setter
    def Value(self, rows):
        self.Worksheet.Parent.Application.touch()
        rows = rows if isinstance(rows, (list, tuple)) else [[rows]]
        for r, row in enumerate(rows):
            for c, _ in enumerate(row if isinstance(row, (list, tuple)) else [row]):
                self._check((self.Row + r, self.Column + c))
        for r, row in enumerate(rows):
            for c, value in enumerate(row if isinstance(row, (list, tuple)) else [row]):
                self._type((self.Row + r, self.Column + c), value)

    def _check(self, place):
        sheet = self.Worksheet
        if sheet.ProtectContents and place not in sheet.unlocked:
            raise refuse("The cell or chart you're trying to change is on a protected sheet.")

    def _type(self, place, value):
        """Put a value into a cell as if it were typed: Excel makes numbers and formulas out of text."""
        sheet = self.Worksheet
        sheet.formulas.pop(place, None)
        plain = sheet.formats.get(place) == "@"
        if value is None or value == "":
            sheet.values.pop(place, None)
        elif isinstance(value, str) and not plain:
            if value.startswith("'"):
                sheet.values[place] = value[1:]
            elif value.startswith(("=", "+", "-")):
                sheet.formulas[place] = value
                sheet.values[place] = error_code("#NAME?")
            elif re.fullmatch(r"\d+(\.\d+)?", value):
                sheet.values[place] = float(value)
            elif value in ERRORS:
                sheet.values[place] = error_code(value)
            else:
                sheet.values[place] = value
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            sheet.values[place] = float(value)
        else:
            sheet.values[place] = value

    @property
    def Formula(self):
        self.Worksheet.Parent.Application.touch()

        def text(place):
            if place in self.Worksheet.formulas:
                return self.Worksheet.formulas[place]
            value = self.Worksheet.values.get(place, "")
            return value if isinstance(value, str) else str(value)

        return self._each(text)

    @property
    def RowHeight(self):
        self.Worksheet.Parent.Application.touch()
        found = {self.Worksheet.heights.get(row, 15.0) for row in range(self.Row, self.bottom + 1)}
        return found.pop() if len(found) == 1 else None

    @RowHeight.setter
    def RowHeight(self, points):
        self.Worksheet.Parent.Application.touch()
        if self.Worksheet.ProtectContents and not self.Worksheet.rows_open:
            raise refuse("The cell or chart you're trying to change is on a protected sheet.")
        self.Worksheet.heights |= dict.fromkeys(range(self.Row, self.bottom + 1), points)

    @property
    def NumberFormat(self):
        self.Worksheet.Parent.Application.touch()
        rows = self._each(lambda place: self.Worksheet.formats.get(place, "General"))
        found = {rows} if isinstance(rows, str) else {text for row in rows for text in row}
        return found.pop() if len(found) == 1 else None


def cells(*rows):
    """A range over values alone, for a call from a formula: a scalar for one cell, else rows."""
    sheet = Sheet(Workbook(), "Sheet1")
    for r, row in enumerate(rows, 1):
        for c, value in enumerate(row, 1):
            sheet.values[r, c] = value
    return Range(sheet, 1, 1, len(rows), len(rows[0]))


def shown(value):
    """What stands in an Excel cell for a value that Python returned, by pywin32's rules. Raises TypeError."""
    if isinstance(value, (str, bool, float, dt.datetime)):
        return value
    if isinstance(value, int):
        if value.bit_length() > 31:
            raise TypeError("Excel takes no integer of 64 bits")
        return value
    if isinstance(value, (list, tuple)):
        return tuple(shown(one) for one in value)
    raise TypeError(f"Objects of type '{type(value).__name__}' can not be converted to a COM VARIANT")
