"""The VBA that comes from xlwings, as a template carries it: headers kept, what we never use cut out.

Antivirus programs judge a macro by what it could do: start programs, write files, change other VBA projects. Cutting
that out of `xlwings.bas` leaves less to judge. What remains is a button's line and the Mac's way to start Python; on
Windows our own module KpiService starts it, for xlwings would start whatever a sheet of the workbook names.
"""

from __future__ import annotations

import re
from importlib.resources import files

from xlkpi.places import MAC_FOLDERS, MAC_PYTHON

CUT = (
    # starts a command window; on Windows our buttons always go through the calculation service
    "ExecuteWindows",
    "RunFrozenPython",
    "CreateGUID",
    "CheckConda",
    "WScript",
    # changes VBA projects; our wrappers are in the workbook already
    "GetUdfModules",
    "ImportPythonUDFsBase",
    "ImportPythonUDFs",
    "ImportPythonUDFsToAddin",
    "ImportXlwingsUdfsModule",
    # loading the DLL and starting Python as a sheet says it; KpiService does both from a fixed place
    "XLPyCommand",
    "XLPyLoadDLL",
    "XLPy",
    "KillPy",
    "ParentFolder",
    # configuration in sheets and files: nothing a workbook says, nor a file beside it, may decide what is started
    "GetConfigFromSheet",
    "GetConfig",
    "SheetExists",
    "GetDirectoryPath",
    "GetConfigFilePath",
    "GetDirectoryConfigFilePath",
    "SaveConfigToFile",
    "GetConfigFromFile",
    "GetFullName",
    "GetDirectory",
    # functions of xlwings' own and what only they call
    "sql",
    "has_dynamic_array",
    "GetDLLVersion",
    "NDims",
    "IsFullName",
    "GetBaseName",
    "KillFileOnMac",
    "FileExists",
    "FileExistsOnWindows",
    "FileOrFolderExistsOnMac",
)
"""Procedures left out."""

NOTE = """
'Shortened for xlkpi: procedures that start programs, write files or change VBA projects are left out,
'there is no configuration at all, and the workbook's path is not handed to Python.
"""

EDITS: tuple[tuple[str, str], ...] = (
    # what the cut procedures declared of the DLL and of Windows
    (r"#If VBA7 Then\n.*?(?=Public Const XLWINGS_VERSION)", ""),
    # which Python, which folders, which kind of start: all fixed, nothing is asked of a sheet
    (r"    \n    Dim i As Integer\n    Dim SourcePythonCommand.*?(?=    ' Call Python platform-dependent)", "\n"),
    (
        r"(ExecuteMac PythonCommand, )interpreter, PYTHONPATH",
        rf'\1ExpandEnvironmentStrings("{MAC_PYTHON}"), "{MAC_FOLDERS}"',
    ),
    (
        r" {8}If OPTIMIZED_CONNECTION = True Then\n {4}( {8}XLPy\.SetAttr [^\n]*\n).*?(?= {4}#End If\nEnd Function)",
        r'\1        XLPy.Exec "" & PythonCommand & ""\n',
    ),
    # one way to show an error; the Windows scripting host for what VBA can do itself
    (r"(?m)^ {4}If GetConfig\(\"SHOW_ERROR_POPUPS\", \"True\"\).*?^ {4}Else\n(.*?#End If\n) {4}End If\n", r"\1"),
    (r" {4}Dim ErrorSheet As Worksheet\n\n {4}Const OK_BUTTON_ERROR = 16\n {4}Const AUTO_DISMISS = 0\n", ""),
    (r"WScript\.Popup Content, AUTO_DISMISS, \"Error\", OK_BUTTON_ERROR", 'MsgBox Content, vbCritical, "xlkpi"'),
    (
        r"        ExpandEnvironmentStrings = WScript\.ExpandEnvironmentStrings\(s\)\n",
        "        ExpandEnvironmentStrings = s\n",
    ),
    # Office 2011 for Mac
    (r" {8}#If MAC_OFFICE_VERSION >= 15 Then\n( {12}Kill LOG_FILE\n) {8}#Else\n[^\n]*\n {8}#End If\n", r"\1"),
    (r"#If App = \"Microsoft Excel\" Then\n(?:#Else\n)?#End If\n", ""),
    (r"'Attribute VB_Name = \"(?:Extensions|Main|Config|Utils)\"\n", ""),
    (r"\n{3,}", "\n\n"),
)
"""Patterns and what takes their place; each must be found."""

PROCEDURE = r"^[ \t]*(?:Public |Private )?(?:Function|Sub) {name}\b.*?^[ \t]*End (?:Function|Sub)[ \t]*\n"


class Unfamiliar(Exception):
    """The installed xlwings.bas is not the one these cuts were written for."""


def trimmed() -> str:
    """Return the module a template carries; its buttons work on the template itself. Raises Unfamiliar."""
    text = _package_file("xlwings.bas")
    for name in CUT:
        text = _without(name, text)
    for pattern, instead in EDITS:
        text, found = re.subn(pattern, instead, text, flags=re.DOTALL)
        if not found:
            raise Unfamiliar(pattern)
    first = "Public Const XLWINGS_VERSION"
    head, body = text.split(first, 1)
    return head.rstrip("\n") + "\n" + NOTE + "\n" + first + body


def _without(name: str, text: str) -> str:
    """Cut out a procedure; where two heads share one body (Excel and other programs), both go."""
    heads = rf"^#If App[^\n]*\n[^\n]* {name}\((?:(?!^End ).)*?^#End If\n.*?^End (?:Function|Sub)[ \t]*\n"
    for pattern in (heads, PROCEDURE.format(name=name)):
        shorter, found = re.subn(pattern, "", text, count=1, flags=re.DOTALL | re.MULTILINE)
        if found:
            return shorter
    raise Unfamiliar(name)


def _package_file(path: str) -> str:
    data = files("xlwings").joinpath(path).read_bytes()
    return data.decode("utf-8-sig").replace("\r\n", "\n")
