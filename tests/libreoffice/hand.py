"""A user's hand in LibreOffice: the product's own client, which only looks, plus typing, undoing and pressing.

Started by LibreOffice's Python like the client it extends; see `Office(client=...)`.
"""

import importlib.util
import sys
from pathlib import Path

CLIENT = Path(__file__).resolve().parents[2] / "xlkpi/libreoffice/client.py"
spec = importlib.util.spec_from_file_location("client", CLIENT)
client = importlib.util.module_from_spec(spec)
sys.modules["client"] = client
spec.loader.exec_module(client)


class Hand(client.Desk):
    def _cell(self, document, sheet, row, column):
        return self.documents[document].Sheets.getByIndex(sheet).getCellByPosition(column, row)

    def type(self, document, changes):
        """Type values into cells: sheet, row, column, value each; null empties."""
        for sheet, row, column, value in changes:
            cell = self._cell(document, sheet, row, column)
            if value is None:
                cell.setString("")
                cell.clearContents(1 | 2 | 4 | 16)
            elif isinstance(value, dict):
                cell.setFormula("=" + {"#N/A": "NA()"}[value["error"]])
            elif isinstance(value, str):
                cell.setString(value)
            else:
                cell.setValue(value)

    def enter(self, document, entries):
        """Type texts into cells as the keyboard does: address and text each."""
        for address, text in entries:
            self._do(document, "GoToCell", ToPoint=address)
            self._do(document, "EnterString", StringName=text)

    def _do(self, document, command, **details):
        frame = self.documents[document].CurrentController.Frame
        manager = self.context.ServiceManager
        dispatcher = manager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", self.context)
        given = tuple(client.PropertyValue(name, 0, value, 0) for name, value in details.items())
        dispatcher.executeDispatch(frame, ".uno:" + command, "", 0, given)

    def array(self, document, sheet, corners, formula):
        self.documents[document].Sheets.getByIndex(sheet).getCellRangeByPosition(*corners).setArrayFormula(formula)

    def formula_text(self, document, sheet, row, column):
        return self._cell(document, sheet, row, column).Formula

    def read(self, document, sheet, row, column):
        book = self.documents[document]
        block = book.Sheets.getByIndex(sheet).getCellRangeByPosition(column, row, column, row)
        return self._values(book, block, {})[0][0]

    def basic(self, document, modules):
        """Put modules of VBA into the document, as a workbook's are: name and source each."""
        libraries = self.documents[document].BasicLibraries
        libraries.VBACompatibilityMode = True
        library = libraries.getByName("Standard")
        for name, source in modules.items():
            library.insertByName(name, "Rem Attribute VBA_ModuleType=VBAModule\nOption VBASupport 1\n" + source)

    def run(self, document, macro, arguments):
        """Run a function of those modules: module.name; what it returns."""
        provider = self.documents[document].getScriptProvider()
        script = provider.getScript(f"vnd.sun.star.script:Standard.{macro}?language=Basic&location=document")
        return script.invoke(tuple(arguments), (), ())[0]

    def modified(self, document):
        return self.documents[document].isModified()

    def undo(self, document):
        self.documents[document].UndoManager.undo()

    def paste(self, document, sheet, source, target):
        """Copy one cell to another as copy and paste do: source and target are (row, column)."""
        page = self.documents[document].Sheets.getByIndex(sheet)
        at = page.getCellRangeByPosition(source[1], source[0], source[1], source[0]).RangeAddress
        page.copyRange(page.getCellByPosition(target[1], target[0]).CellAddress, at)

    def subject(self, document):
        """The document's subject, where the recording macros of the tests write."""
        return self.documents[document].DocumentProperties.Subject

    def buttons(self, document):
        """Sheet number, caption and bound script of every button."""
        found = []
        for number in range(self.documents[document].Sheets.Count):
            page = self.documents[document].Sheets.getByIndex(number).DrawPage
            forms = page.Forms
            for place in range(forms.Count):
                form = forms.getByIndex(place)
                for at in range(form.Count):
                    events = form.getScriptEvents(at)
                    found += [[number, form.getByIndex(at).Label, event.ScriptCode] for event in events]
        return found

    def press(self, document, label):
        """Press a button as a screen reader does; its macro runs some time later."""
        book = self.documents[document]
        for number in range(book.Sheets.Count):
            sheet = book.Sheets.getByIndex(number)
            for place in range(sheet.DrawPage.Count):
                shape = sheet.DrawPage.getByIndex(place)
                control = getattr(shape, "Control", None)
                if control is not None and getattr(control, "Label", "") == label:
                    book.CurrentController.setActiveSheet(sheet)
                    shown = book.CurrentController.getControl(control)
                    shown.getAccessibleContext().doAccessibleAction(0)
                    return True
        return False


if __name__ == "__main__":
    client.main(Hand)
