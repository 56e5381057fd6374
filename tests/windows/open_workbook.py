"""A workbook that is open in Excel, as another process sees it: the objects of fake_excel behind real COM.

Names are asked for, values, blocks, dates, currency and refusals cross between two processes through pywin32 on both
sides. The type library, made here as it runs, says what Excel's own says of the two methods that are called with
arguments by name; the rest is late bound, where Excel's would describe every member.
"""

import datetime as dt
import decimal
import functools
import tempfile
from pathlib import Path

import pythoncom
import winerror
from win32com.server import policy, util
from win32com.server.exception import COMException

import calculating_excel
from fake_excel import App, Workbook
from pywin32_stub import ComError, Dispatched

PLAIN = (type(None), bool, int, float, str, dt.datetime, decimal.Decimal, list, tuple)
GET, PUT = pythoncom.DISPATCH_PROPERTYGET, pythoncom.DISPATCH_PROPERTYPUT
WIN32, OPTIONAL = 1, 17
NAMED = {"InputBox": (5001, ("Prompt", "Title", "Type")), "Close": (5002, ("SaveChanges",))}
"""Methods that are called with arguments by name: their number and these names, in order."""


CALLS = []
"""What was asked from outside, one entry a call between the processes."""


class Shown(policy.DynamicPolicy):
    """How one of Excel's objects answers what COM asks it."""

    def _wrap_(self, ours):
        super()._wrap_(ours)
        for name, (number, _) in NAMED.items():
            self._name_to_dispid_[name.lower()] = number
            self._dyn_dispid_to_name_[number] = name

    def _GetTypeInfoCount_(self):
        return int(isinstance(self._obj_.held, (App, Workbook)))  # of each object it would cost a dozen calls

    def _GetTypeInfo_(self, index, lcid):
        if not self._GetTypeInfoCount_():
            raise COMException(scode=winerror.DISP_E_BADINDEX)
        return 0, library().GetTypeInfo(0)


@functools.cache
def library():
    """Return the type library."""
    path = str(Path(tempfile.mkdtemp(), "excel.tlb"))
    made = pythoncom.CreateTypeLib2(WIN32, path)
    info = made.CreateTypeInfo("Excel", pythoncom.TKIND_DISPATCH)
    info.SetGuid(pythoncom.CreateGuid())
    for place, (name, (number, arguments)) in enumerate(NAMED.items()):
        method = pythoncom.FUNCDESC()
        method.memid, method.funckind, method.invkind, method.callconv = (
            *(number, pythoncom.FUNC_DISPATCH),
            *(pythoncom.INVOKE_FUNC, 4),
        )
        method.args = ((pythoncom.VT_VARIANT, OPTIONAL, None),) * len(arguments)
        method.cParamsOpt, method.rettype = len(arguments), (pythoncom.VT_VARIANT, 0, None)
        info.AddFuncDesc(place, method)
        info.SetFuncAndParamNames(place, (name, *arguments))
    info.LayOut()
    made.SaveAllChanges()
    return pythoncom.LoadTypeLib(path)


class Asked:
    """An object, and what is done when a member of it is asked for."""

    def __init__(self, held):
        self.held = held

    def _dynamic_(self, name, _, flags, arguments):
        CALLS.append(name)
        given = [held(one) for one in arguments]
        try:
            if flags & PUT:
                return setattr(self.held, name, given[0])
            if name == "_NewEnum":
                return util.NewEnum([shown(one) for one in self.held])
            return shown(self._found(name, flags, given))
        except ComError as refused:
            says = refused.excepinfo or (0, None, None, None, 0, 0)
            raise COMException(source=says[1], description=says[2], scode=says[5] or refused.hresult) from refused

    def _found(self, name, flags, given):
        if name == "_value_":
            return self.held(*given) if given else self.held
        try:
            found = getattr(self.held, name)
        except AttributeError as missing:
            raise COMException(scode=winerror.DISP_E_MEMBERNOTFOUND) from missing
        if name in NAMED:
            return found(**dict(zip(NAMED[name][1], given, strict=False)))
        if not callable(found) or (isinstance(found, Dispatched) and not given):
            return found
        if flags == GET and not given:  # a method is none of the properties
            raise COMException(scode=winerror.DISP_E_MEMBERNOTFOUND)
        return found(*given)


def shown(value):
    """A value as it crosses: an object of Excel's behind COM, anything else as it is.

    A block is a list, for pywin32 takes a tuple for a result with the values of arguments behind it.
    """
    if isinstance(value, tuple):
        return [shown(one) for one in value]
    return value if isinstance(value, PLAIN) else util.wrap(Asked(value), usePolicy=Shown)


def held(value):
    """What was handed over, an object of ours as itself."""
    return util.unwrap(value).held if type(value).__name__ == "PyIDispatch" else value


def opened(path):
    """Return the workbook of a file, held open as Excel holds it: with a lock beside it, calculated and saved."""
    book = Workbook(path)
    app, ours = book.Application, Path(path).suffix == ".xlsm"
    app.on_open = lambda one: lock(one).write_bytes(b"Excel")
    app.on_close = lambda one: lock(one).unlink(missing_ok=True)
    if ours:
        app.on_calculate = lambda: calculating_excel.calculate(book, path)
        app.on_save = lambda _: saved(book, path)
    app.on_open(book)
    return book


def lock(book):
    path = Path(book.FullName)
    return path.with_name(f"~${path.name}")


def saved(book, path):
    computed = calculating_excel.calculate(book, path)
    book.Application.on_close(book)
    computed.save()
    book.Application.on_open(book)
