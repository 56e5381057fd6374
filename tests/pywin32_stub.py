"""The Windows half of xlwings on Linux: real decorators, wrapper generator and call_udf over a stand-in for pywin32.

Install before `udfs.functions` is imported, or the decorators are no-ops and every wrapper comes out empty.
"""

import ctypes
import datetime as dt
import importlib
import sys
import types

import xlwings as xw


class ComError(Exception):
    """pywintypes.com_error: result code, text, what the program itself says, argument."""

    hresult = property(lambda self: self.args[0])
    strerror = property(lambda self: self.args[1])
    excepinfo = property(lambda self: self.args[2])


class COMException(ComError):
    """win32com.server.exception.COMException."""

    def __init__(self, description=None, scode=-2147467259):
        self.description = description
        super().__init__(scode, description, None, None)


class TimeType(dt.datetime):
    """pywintypes.TimeType: a datetime with a time zone."""


class Dispatched:
    """Base of whatever win32com hands out."""


class Anything:
    """Stands for windll and whatever hangs off it."""

    def __getattr__(self, name):
        return Anything()

    def __call__(self, *arguments, **named):
        return Anything()


class Raw:
    """The raw PyIDispatch type."""


MESSAGES = []
"""What message boxes said, newest last: (text, title)."""


def _message_box(owner, text, title, style):
    MESSAGES.append((text, title))
    return 1


def _not_ours(thing):
    raise ComError(-2147467262, "not a wrapped Python object", None, None)


def _nothing(*arguments, **named):
    return None


def _same(thing, *rest, **named):
    return thing


def _later_same(first, thing):
    return thing


def _module(name, **contents):
    made = types.ModuleType(name)
    made.__dict__.update(contents)
    made.__file__ = f"{name}.dll"
    sys.modules[name] = made
    parent, _, leaf = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], leaf, made)


def _pywin32():
    _module("pywintypes", com_error=ComError, error=OSError, TimeType=TimeType, IID=str)
    _module(
        "pythoncom",
        CoInitialize=_nothing,
        IID_IDispatch=0,
        IID_IEnumVARIANT=1,
        TypeIIDs={0: Raw},
        ole_error=ComError,
        com_error=ComError,
        CoMarshalInterThreadInterfaceInStream=_later_same,
        CoGetInterfaceAndReleaseStream=_same,
    )
    for name in ("win32event", "win32com"):
        _module(name)
    _module("win32gui", FindWindowEx=_nothing)
    _module("win32con", MB_OK=0, MB_OKCANCEL=1, MB_YESNO=4, MB_YESNOCANCEL=3, MB_ICONINFORMATION=64, MB_ICONWARNING=48)
    _module("win32api", MessageBox=_message_box)
    _module("win32process", GetWindowThreadProcessId=lambda hwnd: (0, 1))
    _module("win32timezone", TimeZoneInfo=types.SimpleNamespace(utc=lambda: dt.UTC))
    _module(
        "win32com.client",
        Dispatch=_same,
        DispatchEx=None,
        CDispatch=Dispatched,
        DispatchBaseClass=type("DispatchBaseClass", (), {}),
        CoClassBaseClass=type("CoClassBaseClass", (), {}),
    )
    _module("win32com.universal")
    _module("win32com.server")
    _module("win32com.server.dispatcher")
    _module("win32com.server.policy")
    _module("win32com.server.util", unwrap=_not_ours, wrap=_same)
    _module("win32com.server.exception", COMException=COMException)


def install():
    """Import xlwings' Windows modules; returns (udfs, _xlwindows, com_server, our UDF module)."""
    if not hasattr(xw, "_xlwindows") or "xlwings.udfs" not in sys.modules:
        _pywin32()
        own = {name: getattr(ctypes, name, None) for name in ("windll", "oledll", "PyDLL")}
        for name in own:
            setattr(ctypes, name, Anything())
        try:
            windows = importlib.import_module("xlwings._xlwindows")
            xw._xlwindows = windows
            xw.engines.add(xw.Engine(impl=windows.engine))
            udfs = importlib.import_module("xlwings.udfs")
            importlib.import_module("xlwings.com_server")
        finally:
            for name, library in own.items():
                delattr(ctypes, name) if library is None else setattr(ctypes, name, library)
        xw.func, xw.arg, xw.ret, xw.sub = udfs.xlfunc, udfs.xlarg, udfs.xlret, udfs.xlsub
        sys.modules.pop("udfs.functions", None)  # imported earlier its functions carry no decorators
    ours = importlib.import_module("udfs.functions")
    return sys.modules["xlwings.udfs"], xw._xlwindows, sys.modules["xlwings.com_server"], ours
