"""Talks to a running LibreOffice; started as a program of its own by LibreOffice's Python, which alone has `uno`.

One JSON object a line comes in, one goes out: `{"ask": command, ...}` is answered by `{"answer": ...}` or
`{"fault": kind, "text": ...}`. Standard library and `uno` only, Python 3.8 upwards; imports nothing of xlkpi.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any, Callable, Dict, List

import uno
import unohelper
from com.sun.star.beans import PropertyValue
from com.sun.star.lang import DisposedException
from com.sun.star.task import XInteractionHandler
from com.sun.star.ucb import XCommandEnvironment

FORMULA_CELLS = 16
LOGICAL = 1024
NEVER_RUN_MACROS = 0
NEVER_FOLLOW_LINKS = 0


class Approval(unohelper.Base, XCommandEnvironment, XInteractionHandler):  # type: ignore[misc]
    """Says yes to what the extension manager asks: replace an older version, install for this user."""

    def getInteractionHandler(self) -> Any:  # noqa: N802
        """Return what answers questions."""
        return self

    def getProgressHandler(self) -> None:  # noqa: N802
        """Return nothing: progress is not shown."""

    def handle(self, request: Any) -> None:
        """Approve."""
        for choice in request.getContinuations():
            if choice.queryInterface(uno.getTypeByName("com.sun.star.task.XInteractionApprove")):
                choice.select()
                return


class Desk:
    """The documents opened in one LibreOffice, and what can be asked about them."""

    def __init__(self, context: Any) -> None:
        self.context = context
        self.desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        self.documents: Dict[int, Any] = {}

    def open(self, url: str, hidden: bool = True, macros: int = NEVER_RUN_MACROS) -> Any:
        """Open a file; the answer is its number and the names of its sheets, or null where it does not open."""
        wanted = {"Hidden": hidden, "MacroExecutionMode": macros, "UpdateDocMode": NEVER_FOLLOW_LINKS}
        properties = tuple(PropertyValue(name, 0, value, 0) for name, value in wanted.items())
        document = self.desktop.loadComponentFromURL(url, "_blank", 0, properties)
        if document is None or not document.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
            if document is not None:
                document.close(True)
            return None
        number = max(self.documents, default=0) + 1
        self.documents[number] = document
        return {"document": number, "sheets": list(document.Sheets.ElementNames)}

    def close(self, document: int) -> None:
        """Close a document without saving."""
        self.documents.pop(document).close(True)

    def recalculate(self, document: int) -> None:
        """Compute every formula of a document from scratch."""
        self.documents[document].calculateAll()

    def formulas(self, document: int) -> List[Any]:
        """Return sheet, row, column (from 0) and value of every formula cell."""
        found = []
        logical: Dict[int, bool] = {}
        book = self.documents[document]
        for number in range(book.Sheets.Count):
            sheet = book.Sheets.getByIndex(number)
            for at in sheet.queryContentCells(FORMULA_CELLS).RangeAddresses:
                block = sheet.getCellRangeByPosition(at.StartColumn, at.StartRow, at.EndColumn, at.EndRow)
                for row, line in enumerate(self._values(book, block, logical)):
                    found += [[number, at.StartRow + row, at.StartColumn + c, v] for c, v in enumerate(line)]
        return found

    def _values(self, book: Any, block: Any, logical: Dict[int, bool]) -> List[List[Any]]:
        """Return the values of a block; `logical` remembers which number formats show truth values."""
        formats = book.getNumberFormats()

        def plain(column: int, row: int, value: Any) -> Any:
            if isinstance(value, str):
                return value
            if value is None:
                return {"error": block.getCellByPosition(column, row).getError()}
            if value in (0.0, 1.0):
                key = block.getCellByPosition(column, row).getPropertyValue("NumberFormat")
                if key not in logical:
                    logical[key] = bool(formats.getByKey(key).getPropertyValue("Type") & LOGICAL)
                return bool(value) if logical[key] else value
            return value

        rows = block.getDataArray()
        return [[plain(column, row, value) for column, value in enumerate(line)] for row, line in enumerate(rows)]

    def pdf(self, document: int, url: str) -> None:
        """Write a document as PDF."""
        wanted = {"FilterName": "calc_pdf_Export", "Overwrite": True}
        properties = tuple(PropertyValue(name, 0, value, 0) for name, value in wanted.items())
        self.documents[document].storeToURL(url, properties)

    def install(self, url: str) -> None:
        """Add an extension for this user, in place of an older one."""
        manager = self._extensions()
        manager.addExtension(url, (), "user", manager.createAbortChannel(), Approval())

    def remove(self, identifier: str, file: str) -> None:
        """Remove an extension of this user."""
        manager = self._extensions()
        manager.removeExtension(identifier, file, "user", manager.createAbortChannel(), Approval())

    def extensions(self) -> Any:
        """Return identifier and version of this user's extensions."""
        manager = self._extensions()
        listed = manager.getDeployedExtensions("user", manager.createAbortChannel(), Approval())
        return {extension.getIdentifier().Value: extension.getVersion() for extension in listed}

    def _extensions(self) -> Any:
        return self.context.getValueByName("/singletons/com.sun.star.deployment.ExtensionManager")

    def quit(self) -> None:
        """End LibreOffice."""
        for document in list(self.documents.values()):
            document.close(True)
        self.desktop.terminate()


def connect(pipe: str, seconds: float) -> Any:
    """Return the context of the LibreOffice that listens at a pipe."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    until = time.monotonic() + seconds
    while True:
        try:
            return resolver.resolve("uno:pipe,name=" + pipe + ";urp;StarOffice.ComponentContext")
        except Exception:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


def serve(desk: Desk) -> None:
    """Answer until the input ends or LibreOffice is gone."""
    for line in sys.stdin:
        question = json.loads(line)
        ask: Callable[..., Any] = getattr(desk, question.pop("ask"))
        try:
            say({"answer": ask(**question)})
        except DisposedException:
            say({"fault": "gone", "text": ""})
            return
        except Exception as error:  # noqa: BLE001 - told to the asker, who knows what it means there
            say({"fault": "failed", "text": str(error) or type(error).__name__})


def say(words: Dict[str, Any]) -> None:
    """Write one line of JSON, ASCII only, whatever the console's code page."""
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


def main(desk: Callable[[Any], Desk] = Desk) -> None:
    """Connect to the pipe named on the command line, and serve."""
    pipe, seconds = sys.argv[1:3]
    ready = desk(connect(pipe, float(seconds)))
    say({"answer": "ready"})
    serve(ready)


if __name__ == "__main__":
    main()
