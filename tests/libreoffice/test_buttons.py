"""Every button of every template, pressed in LibreOffice: the template's own macros run and ask Python for the right verb.

LibreOffice's Basic cannot compile the modules that start Python (they speak to Windows), so a copy of the template carries a
recorder in their place; everything else in its VBA project is the template's own.
"""

import re
import shutil
import time
from pathlib import Path

import pytest

import udfs.buttons
from xlkpi.actions.opening import open_book
from xlkpi.libreoffice.documents import opened
from xlkpi.schemes import kinds

from .test_templates_client import TEMPLATES, differences, results_of

pytestmark = pytest.mark.libreoffice

RECORDER = """Attribute VB_Name = "xlwings"
Public Function RunPython(PythonCommand As String)
    ThisComponent.DocumentProperties.Subject = ThisComponent.DocumentProperties.Subject & "|" & PythonCommand
End Function
Public Function XLPy() As Object
    Err.Raise 1000
End Function
Public Sub KpiForgive()
End Sub
"""
LINE = re.compile(r"import udfs\.buttons; udfs\.buttons\.(\w+)\(\)")
MACROS_RUN = 4
VERBS = {
    "校验": "check",
    "取数": "collect",
    "重新计算": "recompute",
    "说明": "explain",
    "排序": "sort",
    "增加人员": "add",
    "删除人员": "remove",
    "签批": "sign",
    "定稿": "finalize",
}


@pytest.fixture
def recording(tmp_path):
    """A copy of a template whose RunPython writes down what it was asked."""
    from pyopenvba import ExcelFile

    def copy(template):
        path = tmp_path / template.name
        shutil.copyfile(template, path)
        with ExcelFile(str(path)) as file:
            file.vba_project()
            file.set_module("xlwings", RECORDER.replace("\n", "\r\n"))
            file.set_module("KpiService", "")
            file.save()
        return path

    return copy


def asked(document, *, patience=10.0):
    """What Python was asked since the document was opened; waits until the report was asked for."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        verbs = LINE.findall(document.ask("subject"))
        if verbs and verbs[-1] == "report":
            return verbs
        time.sleep(0.05)
    return LINE.findall(document.ask("subject"))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_every_button_asks_for_its_verb(office, recording, template):
    path = recording(template)
    with opened(office, path, hidden=False, macros=MACROS_RUN) as document:
        buttons = [(label, script) for sheet, label, script in document.ask("buttons") if sheet == 0]
    captions = [label for label, _ in buttons]
    assert captions in [[button.caption for button in kind.buttons] for kind in kinds()]
    for label, script in buttons:
        (macro,) = {button.macro for kind in kinds() for button in kind.buttons if button.caption == label}
        assert f".{macro}?" in script
        with opened(office, path, hidden=False, macros=MACROS_RUN) as document:
            assert document.ask("press", label=label)
            verbs = asked(document)
        assert set(verbs) == {
            VERBS[label],
            "report",
        }  # LibreOffice runs both branches of `#If Mac`: a verb may come twice
        assert verbs[-1] == "report"
        assert callable(getattr(udfs.buttons, VERBS[label]))


def test_functions_of_the_same_name_in_the_workbook_do_not_come_first(office, recording):
    template = next(path for path in TEMPLATES if path.stem.startswith("附件3"))
    assert "Function KPI_GRADES" in Path(template).parents[1].joinpath(
        "xlkpi/macros/source/xlwings_udfs.bas"
    ).read_text("utf-8")
    book = open_book(template)
    book.recalculate()
    with opened(office, recording(template), macros=MACROS_RUN) as document:
        document.ask("recalculate")
        assert differences(book, results_of(document)) == []
