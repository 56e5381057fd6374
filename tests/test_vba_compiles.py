"""What Excel's compiler would refuse, judged by two programs that are not ours: a grammar of MS-VBAL, and an analyser
that knows Excel's objects; for each kind of Office, since `#If` shows each of them another text."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from antlr4 import CommonTokenStream, InputStream
from antlr4.error.ErrorListener import ErrorListener
from antlr4_vba.vbaLexer import vbaLexer
from antlr4_vba.vbaParser import vbaParser
from pyopenvba.interpreter._preprocess import strip_directives

from xlkpi.macros import vba

OFFICES = {
    "64-bit": {"VBA7": True, "Win64": True, "Win32": True, "Mac": False},
    "32-bit": {"VBA7": True, "Win64": False, "Win32": True, "Mac": False},
    "Office 2007": {"VBA7": False, "Win64": False, "Win32": True, "Mac": False},
    "Mac": {"VBA7": True, "Win64": True, "Win32": False, "Mac": True},
}
ON_A_MAC_ONLY = ("AppleScriptTask", "MacScript")
"""Functions of VBA for Mac that the analyser does not know."""


def sources():
    """Every module once, with a name that says where it is from."""
    everything = {**vba.modules(), **{f"{name} of the add-in": text for name, text in vba.addin_modules().items()}}
    found = {}
    for name, text in everything.items():
        if text not in found.values():
            found[name] = text
    return found


def seen_by(office, text):
    if not text.startswith("Attribute"):  # the code of the workbook's own module stands behind Excel's own head
        text = 'Attribute VB_Name = "ThisWorkbook"\n' + text
    plain = text.replace(" 'Adjust when using outside of Excel", "")  # a remark behind a directive
    return strip_directives(plain, constants=OFFICES[office])


class Listener(ErrorListener):
    def __init__(self):
        self.said = []

    def syntaxError(self, recognizer, symbol, line, column, message, error):
        self.said.append(f"{line}:{column} {message[:100]}")


def grammar_faults(text):
    heard = Listener()
    lexer = vbaLexer(InputStream(text.replace("\n", "\r\n")))
    parser = vbaParser(CommonTokenStream(lexer))
    for one in (lexer, parser):
        one.removeErrorListeners()
        one.addErrorListener(heard)
    parser.startRule()
    return heard.said


def cases():
    for name, text in sources().items():
        offices = OFFICES if "#If" in text else ["64-bit"]
        yield from (pytest.param(office, text, id=f"{name}, {office}") for office in offices)


@pytest.mark.slow
@pytest.mark.parametrize(("office", "text"), list(cases()))
def test_the_grammar_takes_every_module(office, text):
    assert grammar_faults(seen_by(office, text)) == []


@pytest.mark.parametrize(
    "broken",
    [
        "Sub A()\n    If x Then\nEnd Sub\n",
        "Function B(\nEnd Function\n",
        'Sub C()\n    x = "open\nEnd Sub\n',
        "Sub D(\n",
    ],
)
def test_the_grammar_is_awake(broken):
    assert grammar_faults(f'Attribute VB_Name = "M"\n{broken}')


def analysed(modules, office, folder):
    """The analyser's errors about a project."""
    for name, text in modules.items():
        if name != "ThisWorkbook":  # known to the analyser as Excel's own
            (folder / f"{name}.bas").write_text(seen_by(office, text), encoding="ascii")
    defined = ",".join(f"{name.upper()}={value}" for name, value in OFFICES[office].items())
    report = folder / "report.json"
    program = Path(sys.executable).with_name("vbalidator")
    command = [program, "--host", "excel", "--define", defined, "--output", report, folder]
    subprocess.run(command, capture_output=True, check=False)
    found = json.loads(report.read_text(encoding="utf-8"))
    return [one for file in found["files"] for one in file["issues"] if one["severity"] == "error"]


@pytest.mark.parametrize("office", OFFICES)
@pytest.mark.parametrize("project", ["workbook", "add-in"])
def test_the_analyser_knows_every_name_and_member(project, office, tmp_path):
    modules = vba.modules() if project == "workbook" else vba.addin_modules()
    wrong = [one for one in analysed(modules, office, tmp_path) if not any(n in str(one) for n in ON_A_MAC_ONLY)]
    assert wrong == []


@pytest.mark.parametrize(
    "line",
    ["    KpiNowhere", "    Application.Calculat", "    x = undeclared + 1"],
)
def test_the_analyser_is_awake(line, tmp_path):
    broken = {"KpiButtons": f'Attribute VB_Name = "KpiButtons"\nOption Explicit\nSub A()\n{line}\nEnd Sub\n'}
    assert analysed(broken, "64-bit", tmp_path)
