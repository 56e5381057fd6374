"""The VBA that starts the calculation service, run by LibreOffice's Basic: its own reading of the log, its own minute.

What it declares of Windows and of the DLL is exchanged for a file that says whether Python starts; the breaker, the log
and the sentences are the module's own code.
"""

import re

import pytest
from pyopenvba.interpreter._preprocess import strip_directives

from xlkpi.macros import vba

pytestmark = pytest.mark.libreoffice

SENTENCE = "The calculation service did not start: run xlkpi doctor, or install again. "
WINDOWS = """
Public starts As Long
Public later As Double
Public takes As Double
Public folder As String
Public breaks As Boolean

Public Function Clock() As Double
    Clock = CDbl(Now) + later / 86400
End Function

Public Function Activate(ByVal command As String) As Long
    starts = starts + 1
    later = later + takes
    Activate = IIf(breaks, 1, 0)
End Function

Public Sub Given(where, broken, seconds)
    folder = where
    breaks = broken
    takes = seconds
End Sub

Public Sub Wait(seconds)
    later = later + seconds
End Sub

Public Sub Mend()
    breaks = False
End Sub

Public Function Asked() As String
    Dim answer As Variant
    On Error GoTo failed
    answer = XLPy()
    Asked = "started " & starts
    Exit Function
failed:
    Asked = Err.Description
End Function

Public Function LetsGo() As Boolean
    Dim free As Integer, answer As String
    free = FreeFile
    answer = Asked()
    LetsGo = (FreeFile = free)
End Function

Public Function Forgiven() As String
    KpiForgive
    Forgiven = Asked()
End Function
"""


def service() -> str:
    """KpiService with what it declares of Windows exchanged, everything else as it stands.

    FileDateTime is a text there, where it is a date in VBA.
    """
    offices = {"VBA7": True, "Win64": True, "Win32": True, "Mac": False}
    source = strip_directives(vba.source("KpiService.bas"), constants=offices)
    source = re.sub(r"^Attribute .*$|^Option Explicit$|^.*Declare .*$", "", source, flags=re.MULTILINE)
    for name, answer in {
        "KpiFolder": "folder",
        "KpiShort": 'Replace(path, ChrW(24352) & ChrW(19977), "short")',
        "KpiCommand": '""',
    }.items():
        head = rf"(^P\w+ Function {name}\(.*?\) As String).*?^End Function"
        source = re.sub(head, rf"\1\n    {name} = {answer}\nEnd Function", source, flags=re.DOTALL | re.MULTILINE)
    source = re.sub(r"(Private Sub KpiLoad\(\)).*?End Sub", r"\1\nEnd Sub", source, flags=re.DOTALL)
    source = re.sub(r"XLPyDLLActivateAuto\(\w+, (KpiCommand\(\)), -?1\)", r"Activate(\1)", source)
    return (
        source.replace("CDbl(Now)", "Clock()")
        .replace("CDbl(FileDateTime(path))", "CDbl(CDate(FileDateTime(path)))")
        .replace("Set XLPy = service", "XLPy = 1")
        .replace('"\\service', '"/service')
    )


def sentences() -> str:
    """The constants of KpiReturn."""
    return "\n".join(re.findall(r"^Public Const .*$", vba.source("KpiReturn.bas"), re.MULTILINE))


@pytest.fixture
def macros(office, tmp_path):
    """A document with these modules; Python takes three seconds to fail, and what it wrote is in service.log."""
    number = office.ask("open", url="private:factory/scalc")["document"]
    office.ask(
        "basic", document=number, modules={"KpiService": service(), "KpiReturn": sentences(), "Windows": WINDOWS}
    )

    def run(macro, *arguments):
        return office.ask("run", document=number, macro=f"Windows.{macro}", arguments=list(arguments))

    run("Given", str(tmp_path), True, 3.0)
    yield run
    office.ask("close", document=number)


@pytest.mark.parametrize(
    ("log", "cause"),
    [
        (
            "Traceback (most recent call last):\r\n  File x\r\nModuleNotFoundError: No module named 'xlkpi.domain'\r\n",
            None,
        ),
        ("Fatal Python error: init_fs_encoding\nModuleNotFoundError: No module named 'encodings'\n", None),
        ("first\r\nlast one\r\n\r\n  \r\n", "last one"),
        ("x" * 200 + "\r\n", "x" * 120),
        ("ModuleNotFoundError: 没有模块\r\n", ""),  # nobody knows in which code page
        ("", ""),
        (None, ""),
    ],
)
def test_the_cause_is_the_last_line_of_the_log(macros, tmp_path, log, cause):
    if log is not None:
        (tmp_path / "service.log").write_bytes(log.encode())
    expected = log.strip().splitlines()[-1] if cause is None else cause
    assert macros("Asked") == SENTENCE + expected


def test_the_log_is_let_go_of(macros, tmp_path):
    """An open log would keep the next start from writing its own."""
    (tmp_path / "service.log").write_text("ModuleNotFoundError: x\r\n")
    assert macros("LetsGo")


def test_a_user_whose_name_the_code_page_lacks_has_a_log_too(macros, tmp_path):
    (tmp_path / "short").mkdir()
    (tmp_path / "short/service.log").write_text("ModuleNotFoundError: x\r\n")
    macros("Given", str(tmp_path / "张三"), True, 3.0)
    assert macros("Asked") == SENTENCE + "ModuleNotFoundError: x"


def test_a_log_of_an_earlier_start_is_not_this_ones_cause(macros, tmp_path):
    (tmp_path / "service.log").write_text("ModuleNotFoundError: of yesterday\r\n")
    macros("Wait", 60.0)
    assert macros("Asked") == SENTENCE


def test_a_failed_start_is_answered_for_a_minute_and_then_tried_again(macros, tmp_path):
    (tmp_path / "service.log").write_text("ModuleNotFoundError: No module named 'xlkpi.domain'\r\n")
    first = macros("Asked")
    macros("Mend")
    assert first.endswith("'xlkpi.domain'")
    assert [macros("Asked") for _ in range(3)] == [first] * 3
    macros("Wait", 55.0)
    assert macros("Asked") == first
    macros("Wait", 6.0)
    assert macros("Asked") == "started 2"


def test_restarting_or_opening_tries_at_once(macros):
    assert macros("Asked") == SENTENCE
    macros("Mend")
    assert macros("Asked") == SENTENCE
    assert macros("Forgiven") == "started 2"


def test_a_start_refused_at_once_is_asked_under_five_numbers(macros, tmp_path):
    macros("Given", str(tmp_path), True, 0.0)
    assert macros("Asked") == SENTENCE
    macros("Mend")
    assert macros("Forgiven") == "started 6"
