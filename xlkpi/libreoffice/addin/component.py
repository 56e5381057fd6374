"""The add-in itself, as LibreOffice loads it: one method per declared function, and the Job that links formulas."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path
from typing import Any, Callable

import unohelper
from com.sun.star.lang import XServiceInfo
from com.sun.star.task import XJob
from com.sun.star.util import XChangesListener
from org.xlkpi import XKpi

_BUNDLE = str(Path(__file__).resolve().parent / "pythonpath")
if _BUNDLE in sys.path:
    sys.path.remove(_BUNDLE)
sys.path.insert(0, _BUNDLE)  # the bundled xlkpi, whatever else this Python has installed

from xlkpi.functions import CATALOGUE, call  # noqa: E402
from xlkpi.libreoffice.addin import addin_names, addin_values, reading, relink  # noqa: E402

sys.path.remove(_BUNDLE)
sys.path.append(_BUNDLE)

BROKEN = "计算出错，请运行 xlkpi doctor 并把日志发给维护人员"


class Kpi(unohelper.Base, XKpi, XServiceInfo):  # type: ignore[misc]
    """The spreadsheet functions; their methods are set below."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def kpiCells(self, document: Any, cells: Any) -> addin_values.Matrix:  # noqa: N802
        """Hand over cells with their errors, truth values and dates marked."""
        return reading.marked(document, cells)

    def kpiStack(self, _: Any, first: Any, second: Any, beside: Any) -> addin_values.Matrix:  # noqa: N802
        """Put two stretches of cells below each other, or beside each other where they stand in one row."""
        return addin_values.joined(first, second, beside=bool(beside))

    def kpiReady(self, _: Any) -> addin_values.Matrix:  # noqa: N802
        """Say that formulas compute here."""
        return ((1.0,),)

    def getImplementationName(self) -> str:  # noqa: N802
        """Name the service for LibreOffice."""
        return addin_names.SERVICE

    def supportsService(self, name: str) -> bool:  # noqa: N802
        """Tell LibreOffice what this is."""
        return name in self.getSupportedServiceNames()

    def getSupportedServiceNames(self) -> tuple[str, ...]:  # noqa: N802
        """List for LibreOffice what this is."""
        return (addin_names.SERVICE, "com.sun.star.sheet.AddIn")


def _method(function: str) -> Callable[..., addin_values.Matrix]:
    def compute(_: Kpi, document: Any, *arguments: Any) -> addin_values.Matrix:
        try:
            start = reading.first_day(document)
            given = addin_values.given([addin_values.incoming(argument, start) for argument in arguments])
            return addin_values.outgoing(call(function, given), start)
        except Exception:  # noqa: BLE001 - a traceback must not stand in a cell, whatever happened
            traceback.print_exc()
            return ((BROKEN,),)

    return compute


for _function in CATALOGUE:
    setattr(Kpi, addin_names.method_name(_function), _method(_function))


class Watcher(unohelper.Base, XChangesListener):  # type: ignore[misc]
    """Links formulas as they are typed into an open document."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.working = False

    def changesOccurred(self, event: Any) -> None:  # noqa: N802
        """Look at the cells that were changed."""
        if self.working or self.document is None:
            return
        self.working = True
        try:
            relink.follow(self.document, [change.ReplacedElement for change in event.Changes])
        except Exception:  # noqa: BLE001 - never break typing
            traceback.print_exc()
        finally:
            self.working = False

    def disposing(self, _: Any) -> None:
        """Let go of a document that was closed."""
        self.document = None


class RelinkJob(unohelper.Base, XJob, XServiceInfo):  # type: ignore[misc]
    """Runs when a document has been loaded or made."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def execute(self, arguments: Any) -> None:
        """Link the formulas of a spreadsheet document."""
        environment = {v.Name: v.Value for a in arguments if a.Name == "Environment" for v in a.Value}
        document = environment.get("Model")
        if document is None or not document.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
            return
        try:
            relink.relink(document)
            document.addChangesListener(Watcher(document))
        except Exception:  # noqa: BLE001 - never break loading
            traceback.print_exc()

    def getImplementationName(self) -> str:  # noqa: N802
        """Name the job for LibreOffice."""
        return addin_names.RELINK

    def supportsService(self, name: str) -> bool:  # noqa: N802
        """Tell LibreOffice what this is."""
        return name in self.getSupportedServiceNames()

    def getSupportedServiceNames(self) -> tuple[str, ...]:  # noqa: N802
        """List for LibreOffice what this is."""
        return (addin_names.RELINK, "com.sun.star.task.Job")


g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816 - the name LibreOffice looks for
g_ImplementationHelper.addImplementation(Kpi, addin_names.SERVICE, (addin_names.SERVICE, "com.sun.star.sheet.AddIn"))
g_ImplementationHelper.addImplementation(RelinkJob, addin_names.RELINK, (addin_names.RELINK, "com.sun.star.task.Job"))
