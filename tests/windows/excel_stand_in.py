"""Stands for Excel under Wine: runs the VBA of a real workbook over the real DLL, real COM and the real service.

Runs in the installed Python of the bundle, not in the test process. The workbook's own modules are interpreted by
pyOpenVBA; what they declare of Windows and of xlwings' DLL is the real thing through ctypes, and the object the DLL
hands back is the real COM object in another process. Left out: Excel's grid (formulas are called with values), and
VBA's own reading of files (the log of a failed start is read here in its place).

Input: a file of JSON lines, one step each; output: one JSON line per step on standard output.
"""

import contextlib
import ctypes
import datetime as dt
import decimal
import json
import os
import re
import signal
import sys
import time
from pathlib import Path

import pythoncom
import pywintypes
import win32com.client
from pyopenvba import ExcelFile
from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.exceptions import VBARuntimeError
from pyopenvba.interpreter import _values as values
from pyopenvba.interpreter._objects import VBAObject

LONGEST_WAIT = 100
"""Seconds for a command that waits until its workbook is closed."""
MISSING = -2147352572
FIRST_ERROR = -2146828288
GOOD_BYE = (
    "import ctypes, threading;"
    "ctypes.windll.user32.PostThreadMessageW(threading.main_thread().native_id, 0x12, 0, 0)"  # WM_QUIT
)
NEEDED = ("KpiService", "KpiReturn", "xlwings_udfs", "KpiButtons", "KpiOpening", "KpiRibbon", "xlwings")
LISTEN = """
import win32api
said = []
win32api.MessageBox = lambda owner, text, title, style: said.append((title, text)) or 1
"""
"""Nobody is there to press OK: what the service would show in a window is kept."""


class Variant(ctypes.Structure):
    _fields_ = (("vt", ctypes.c_ushort), ("r", ctypes.c_ushort * 3), ("p", ctypes.c_void_p), ("q", ctypes.c_void_p))


class Windows:
    """The functions that KpiService declares."""

    def __init__(self):
        self.kernel = ctypes.WinDLL("kernel32")
        self.kernel.LoadLibraryW.restype = ctypes.c_void_p
        self.library = None
        self.starts = 0

    def loadlibrary(self, path):
        handle = self.kernel.LoadLibraryW(ctypes.c_wchar_p(path))
        if handle and self.library is None:
            self.library = ctypes.WinDLL(path)
        return 1 if handle else 0

    def short(self, path):
        buffer = ctypes.create_unicode_buffer(512)
        return buffer[: self.kernel.GetShortPathNameW(ctypes.c_wchar_p(path), buffer, 512)]

    def xlpydllactivateauto(self, command, mode):
        """The return code, and the service or what the DLL says."""
        result = Variant()
        self.starts += 1
        failed = self.library.XLPyDLLActivateAuto(
            ctypes.byref(result), ctypes.c_char_p(str(command).encode("ascii")), ctypes.c_long(int(mode))
        )
        if failed:
            return failed, ctypes.wstring_at(result.p)
        if int(mode) != 1:
            return failed, None
        return failed, win32com.client.Dispatch(pythoncom.ObjectFromAddress(result.p, pythoncom.IID_IDispatch))


class Service(VBAObject):
    """The COM object as VBA sees it."""

    vba_type_name = "XLPython"

    def __init__(self, service):
        super().__init__()
        self.service = service

    def vba_call(self, name, args=(), named=None):
        return self.vba_get(name, args, named)

    def vba_get(self, name, args=(), named=None):
        try:
            answer = getattr(self.service, str(name))(*map(to_com, args))
        except pythoncom.com_error as error:
            said = error.excepinfo[2] if error.excepinfo else error.strerror
            raise VBARuntimeError(-2147467259, str(said)) from error
        return from_com(answer)


def to_com(value):
    """A VBA value as Excel hands it over."""
    if isinstance(value, Service):
        return value.service
    if isinstance(value, OpenWorkbook):
        return value.seen
    if isinstance(value, values.VBAArray):
        if len(value.bounds) == 1:
            return [to_com(one) for one in value.items]
        (top, bottom), (left, right) = value.bounds
        return [[to_com(value.get([r, c])) for c in range(left, right + 1)] for r in range(top, bottom + 1)]
    if value is values.EMPTY:
        return None
    if value is values.MISSING:
        return win32com.client.VARIANT(pythoncom.VT_ERROR, MISSING)
    if isinstance(value, values.VBAErrorValue):
        # pywin32 sends no VT_ERROR but that of a missing argument; what Excel sends it receives as this same integer
        return value.number + FIRST_ERROR
    if isinstance(value, Cell):
        return value.held
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


class OpenWorkbook(VBAObject):
    """ThisWorkbook: only handed on to the service."""

    vba_type_name = "Workbook"

    def __init__(self, path):
        super().__init__()
        import open_workbook

        self.path = Path(path)
        self.book = open_workbook.opened(path)
        self.seen = open_workbook.shown(self.book)

    def select(self, sheet, address):
        import fake_excel

        page = next(one for one in self.book.sheets if one.Name == sheet)
        self.book.Application.Selection = page.Range(address)
        assert isinstance(self.book.Application.Selection, fake_excel.Range)

    def cells(self, names):
        """What stands in the blocks of these names, as the test can compare it."""
        found = {}
        for name in names:
            (refers,) = [one.RefersTo for one in self.book.names if one.Name == name]
            sheet, address = refers.lstrip("=").replace("'", "").split("!")
            page = next(one for one in self.book.sheets if one.Name == sheet)
            value = page.Range(address).Value
            rows = value if isinstance(value, tuple) else ((value,),)
            found[name] = [[plain(cell) for cell in row] for row in rows]
        return found


def plain(cell):
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if cell == "":  # a formula's empty answer, which the reader of a file does not read as a text
        return None
    return float(cell) if isinstance(cell, decimal.Decimal) else cell


class Cell(VBAObject):
    """A cell's date or currency, which the interpreter need not look into."""

    vba_type_name = "Cell"

    def __init__(self, held):
        super().__init__()
        self.held = held


def from_com(answer):
    if isinstance(answer, tuple):
        rows = answer if isinstance(answer[0], tuple) else (answer,)
        array = values.VBAArray([(0, len(rows) - 1), (0, len(rows[0]) - 1)])
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                array.set([r, c], cell if not isinstance(cell, dt.datetime) else cell.isoformat())
        return array
    if isinstance(answer, dt.datetime):
        return answer.isoformat()
    return Service(answer) if hasattr(answer, "_oleobj_") else answer


def cell(given):
    """A cell of the test as VBA holds it."""
    if isinstance(given, list):
        array = values.VBAArray([(1, len(given)), (1, len(given[0]))])
        for r, row in enumerate(given, 1):
            for c, one in enumerate(row, 1):
                array.set([r, c], cell(one))
        return array
    if isinstance(given, dict):
        ((kind, held),) = given.items()
        if kind == "error":
            return values.VBAErrorValue(held)
        if kind == "missing":
            return values.MISSING
        if kind == "date":
            return Cell(pywintypes.Time(dt.datetime.fromisoformat(held).replace(tzinfo=dt.UTC)))
        return Cell(decimal.Decimal(held))
    return values.EMPTY if given is None else given


def told(answer):
    """A VBA value for the test."""
    if isinstance(answer, values.VBAArray):
        (top, bottom), (left, right) = answer.bounds
        return [[told(answer.get([r, c])) for c in range(left, right + 1)] for r in range(top, bottom + 1)]
    if isinstance(answer, values.VBAErrorValue):
        return {"error": answer.number}
    return answer


def workbook(path):
    """The modules of a workbook in the interpreter, over the real Windows."""
    windows = Windows()
    app = ExcelApplication()
    app.add_workbook()
    with ExcelFile(path) as file:
        sources = {module.name: module.source.replace("\r\n", "\n") for module in file.vba_project().modules}
    for name in [name for name in NEEDED if name in sources]:
        source = re.sub(r"^Attribute .*$", "", sources[name], flags=re.MULTILINE)
        if name == "xlwings":  # what it has for a Mac is beyond the interpreter
            source = re.search(r"^Public Function RunPython.*?^End Function", source, re.DOTALL | re.MULTILINE)[0]
        source = re.sub(r"^.*Declare .*$", "", source, flags=re.MULTILINE)
        source = source.replace("Application.Caller", "StandInCaller").replace("CDbl(Now)", 'CDbl(StandIn.Ask("now"))')
        source = re.sub(r"Public Function KpiFolder.*?End Function", "", source, flags=re.DOTALL)
        source = re.sub(r"Private Function KpiShort.*?End Function", "", source, flags=re.DOTALL)
        source = re.sub(r"Private Function KpiCause.*?End Function", "", source, flags=re.DOTALL)
        source = source.replace('Environ("SystemRoot")', 'StandIn.Ask("SystemRoot")').replace("StrPtr(", "CStr(")
        source = source.replace("LoadLibrary(", 'StandIn.Ask("LoadLibrary", ')
        source = re.sub(
            r"XLPyDLLActivateAuto\((\w+), KpiCommand\(\), (-?1)\)", r'StandIn.Ask("Activate", KpiCommand(), \2)', source
        )
        source = source.replace("Set XLPy = service", 'Set XLPy = StandIn.Ask("Service")')
        source = re.sub('"BOOK_CALLER", (?:This|Active)Workbook', '"BOOK_CALLER", StandIn.Ask("Workbook")', source)
        source = source.replace("Application.Calculate\n", 'StandIn.Ask "Calculate"\n')
        source = source.replace("MessageBox Application.Hwnd, ", 'StandIn.Ask "MessageBox", ').replace(
            "Application.OnUndo ", "StandIn.Undo "
        )
        source = source.replace(".Dirty", ".Select").replace("sheet.EnableCalculation", 'Range("Y9").Value')
        app.add_module(source, name=name)
    app.add_module(
        'Function StandInCaller()\n    Set StandInCaller = Range("Z1")\nEnd Function\n'
        'Function KpiFolder() As String\n    KpiFolder = StandIn.Ask("LOCALAPPDATA") & "\\xlkpi"\nEnd Function\n'
        'Function KpiShort(ByVal path) As String\n    KpiShort = StandIn.Ask("Short", path)\nEnd Function\n'
        'Function KpiCause(ByVal started) As String\n    KpiCause = StandIn.Ask("Cause", started)\nEnd Function\n'
        'Sub StandInStart()\n    XLPy.Module "udfs.buttons"\nEnd Sub\n',
        name="StandIns",
    )
    given = {"service": None, "workbook": None, "shown": [], "undo": None}

    def stand_in(what, *rest):
        if what == "now":
            return 25569 + time.time() / 86400
        if what in ("SystemRoot", "LOCALAPPDATA"):
            return os.environ[what]
        if what == "Short":
            return windows.short(rest[0])
        if what == "LoadLibrary":
            return windows.loadlibrary(rest[0])
        if what == "Activate":
            failed, given["service"] = windows.xlpydllactivateauto(*rest)
            return failed
        if what == "Cause":
            log = Path(os.environ["LOCALAPPDATA"], "xlkpi", "service.log")
            if not log.is_file() or 25569 + log.stat().st_mtime / 86400 < rest[0] - 2 / 86400:
                return ""
            return (log.read_text("ascii", "replace").strip().splitlines() or [""])[-1]
        if what == "Workbook":
            return given["workbook"]
        if what == "Calculate":
            return given["workbook"].book.Application.on_calculate()
        if what == "MessageBox":
            given["shown"].append(rest[0])
            return 1
        return Service(given["service"])

    class StandIn(VBAObject):
        vba_type_name = "StandIn"

        def vba_get(self, name, args=(), named=None):
            if str(name).lower() == "undo":
                given["undo"] = str(args[1])
                return None
            return stand_in(*args)

        vba_call = vba_get

    host = type(app.interpreter.host)
    original = host.global_object
    it = StandIn()
    host.global_object = lambda self, name: it if str(name).lower() == "standin" else original(self, name)
    return app, windows, given


def press(app, given, step):
    """Press a button; what was shown, and what stands in the workbook then."""
    import open_workbook

    if "open" in step:
        given["workbook"] = OpenWorkbook(step["open"])
    book = given["workbook"]
    excel = book.book.Application
    excel.folder, excel.answer = step.get("folder", excel.folder), step.get("answer", False)
    if "select" in step:
        book.select(*step["select"])
    app.run("StandInStart")
    service = given["service"]
    listening = service.Dict()
    service.Exec(LISTEN, listening)
    given["shown"], given["undo"] = [], None
    open_workbook.CALLS.clear()
    app.run(step["press"], *([book] if "Ribbon" in step["press"] else []))
    calls = len(open_workbook.CALLS)
    said = json.loads(service.Str(service.Eval("__import__('json').dumps(said)", listening)))
    return {
        "said": said,
        "asked": excel.asked.get("Prompt"),
        "vba": given["shown"],
        "undo": given["undo"],
        "cells": book.cells(step.get("look", ())),
        "left": [excel.settings["ScreenUpdating"], excel.settings["StatusBar"]],
        "calls": calls,
    }


def close(book):
    """Close a workbook, and wait until whatever waits for that has changed its file; whether it has."""
    before, last = book.path.read_bytes(), time.monotonic() + LONGEST_WAIT
    book.book.Close()
    while time.monotonic() < last:
        with contextlib.suppress(OSError):  # just being put in place
            if book.path.read_bytes() != before:
                return True
        time.sleep(0.2)
    return False


def main(book, steps, libraries):
    sys.path += [str(Path(__file__).parent), str(Path(__file__).parents[1]), libraries]
    app, windows, given = workbook(book)
    for line in Path(steps).read_text("utf-8").splitlines():
        step = json.loads(line)
        started, before = time.perf_counter(), windows.starts
        try:
            if "wait" in step:
                time.sleep(step["wait"])
                answer = None
            elif (
                "end" in step
            ):  # with a good-bye: Wine 8 keeps the number of a server that was killed, and finds it dead
                given["service"].Exec(GOOD_BYE)
                time.sleep(1)
                answer = None
            elif "kill" in step:  # as the task manager does
                os.kill(int(given["service"].Str(given["service"].Eval("__import__('os').getpid()"))), signal.SIGTERM)
                answer = None
            elif "rename" in step:
                source, target = (os.path.expandvars(one) for one in step["rename"])
                Path(source).rename(target)
                answer = None
            elif "close" in step:
                answer = close(given["workbook"])
            elif "press" in step:
                answer = press(app, given, step)
            else:
                answer = told(app.run(step["call"], *map(cell, step.get("with", ()))))
        except VBARuntimeError as error:
            answer = {"failed": str(error)}
        took = time.perf_counter() - started
        print(json.dumps({"answer": answer, "seconds": took, "starts": windows.starts - before}), flush=True)
    if given["workbook"]:
        given["workbook"].book.Close()


if __name__ == "__main__":
    main(*sys.argv[1:])
