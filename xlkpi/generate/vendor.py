"""The VBA that comes from xlwings, as a template carries it: headers kept, what we never use cut out.

Antivirus programs judge a macro by what it could do: start programs, write files, change other VBA projects. Cutting
that out of `xlwings.bas` leaves less to judge. Kept is: find the interpreter in the sheet xlwings.conf, load the DLL,
call a function, run a button's line, and the Mac's way to start Python.
"""

from __future__ import annotations

import re
from importlib.resources import files

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
    # configuration files beside the workbook or in the user's folder; ours is the sheet and nothing else
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
'configuration comes from the sheet xlwings.conf only, and the workbook's path is not handed to Python.
"""

PATHS = 'AddExcelDir & ";" & ThisWorkbook.FullName & ";" & ThisWorkbook.FullName & ";" & '

EXPANSION = """        ExpandEnvironmentStrings = s
        PathParts = Split(s, "%")
        If UBound(PathParts) < 2 Or UBound(PathParts) Mod 2 = 1 Then Exit Function
        For i = 1 To UBound(PathParts) Step 2
            EnvString = Environ(PathParts(i))
            If EnvString = "" Then EnvString = "%" & PathParts(i) & "%"
            PathParts(i) = EnvString
        Next i
        ExpandEnvironmentStrings = Join(PathParts, "")
"""

EDITS: tuple[tuple[str, str], ...] = (
    # the workbook's folder is never searched for code, so its path (Chinese names, OneDrive addresses) stays out
    (rf"(        PYTHONPATH = ){re.escape(PATHS)}", r'\1AddExcelDir & ";;;" & '),
    (
        r'AddExcelDir & ";" & ActiveFullName & ";" & ThisFullName & ";" & GetConfig',
        'AddExcelDir & ";;;" & GetConfig',
    ),
    (r" {4}#If Mac Then\n {8}If InStr\(ThisWorkbook\.FullName.*?(?= {4}#If Mac Then\n {8}PYTHONPATH = )", ""),
    (r", ActiveFullName As String, ThisFullName As String, AddExcelDir", ", AddExcelDir"),
    (
        r"RunPython = ExecuteWindows\(False, PythonCommand, interpreter, PYTHONPATH\)",
        'Err.Raise 1000, Description:="USE UDF SERVER must be True in the sheet xlwings.conf"',
    ),
    # code embedded in sheets needs a licence of xlwings' and is none of ours
    (
        r"    ' Check for embedded Python code\n.*?(?=    ' The first 5 args)",
        '    AddExcelDir = GetConfig("ADD_WORKBOOK_TO_PYTHONPATH", "true")\n\n',
    ),
    (r"    ' PythonCommand with embedded code\n.*?(?=    ' Call Python platform)", ""),
    (r"    licenseKey = GetConfig\(\"LICENSE_KEY\", \"\"\)\n.*?    End If\n\n", ""),
    # the Windows scripting host, for what VBA can do itself
    (r"WScript\.Popup Content, AUTO_DISMISS, \"Error\", OK_BUTTON_ERROR", 'MsgBox Content, vbCritical, "xlkpi"'),
    (r"        ExpandEnvironmentStrings = WScript\.ExpandEnvironmentStrings\(s\)\n", EXPANSION),
    # nor is the folder Excel happens to be in: a file of that folder must not stand in for a module of ours
    (r'(?m)^( *tail = " -B)( -c "")', r"\1 -P\2"),
    # what fails goes to our own handler, which speaks Chinese
    (
        r"            On Error GoTo err_handling\n.*?end_err_handling:\n",
        '            XLPy.Exec "" & PythonCommand & ""\n',
    ),
    # C library call and version check that nothing uses
    (r"    #If Mac Then\n        Private Declare (?:PtrSafe )?Function system Lib[^\n]*\n    #End If\n", ""),
    (r"[^\n]*Declare (?:PtrSafe )?Function XLPyDLL(?:NDims|Version) [^\n]*\n", ""),
    # Office 2011 for Mac
    (
        r" {8}#If MAC_OFFICE_VERSION >= 15 Then\n( {12}Kill LOG_FILE\n) {8}#Else\n[^\n]*\n {8}#End If\n",
        r"\1",
    ),
    # the layers of configuration under the sheet
    (r"    ' Directory Config\n.*?(?=    ' Defaults\n    GetConfig = default)", ""),
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
    head, body = text.split("#If VBA7 Then", 1)
    return head.rstrip("\n") + "\n" + NOTE + "\n#If VBA7 Then" + body


def trimmed_for_addin() -> str:
    """Return the module of the add-in: its buttons work on the workbook in front, its configuration is its own."""
    text = trimmed()
    for pattern in (r'("BOOK_CALLER", )ThisWorkbook', r"(ParameterString \+ \"\|\" \+ )ThisWorkbook(?=\.Name)"):
        text, found = re.subn(pattern, r"\1ActiveWorkbook", text)
        if found != 1:
            raise Unfamiliar(pattern)
    return text


def dictionary() -> str:
    """Return the class that stands for Scripting.Dictionary on a Mac, as it comes."""
    return _package_file("addin/Dictionary.cls")


def _without(name: str, text: str) -> str:
    """Cut out a procedure; where two heads share one body (Excel and other programs), both go."""
    heads = rf"^#If App[^\n]*\n[^\n]* {name}\(.*?^#End If\n.*?^End (?:Function|Sub)[ \t]*\n"
    for pattern in (heads, PROCEDURE.format(name=name)):
        shorter, found = re.subn(pattern, "", text, count=1, flags=re.DOTALL | re.MULTILINE)
        if found:
            return shorter
    raise Unfamiliar(name)


def _package_file(path: str) -> str:
    data = files("xlwings").joinpath(path).read_bytes()
    return data.decode("utf-8-sig").replace("\r\n", "\n")
