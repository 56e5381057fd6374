"""The two command files of an installation on Windows: what workbooks start, and the command `xlkpi`.

Both are ASCII and name everything from their own folder, whatever the user is called. A workbook knows only the name
of the first; where Python stands is the installation's business and may change without touching a workbook.
"""

from __future__ import annotations

from xlkpi.places import SERVICE_LOG

FIND = r"""@echo off
set "PYTHON=%~dp0python\python.exe"
if not exist "%PYTHON%" set "PYTHON=%~dp0python\Scripts\python.exe"
"""
"""The bundle's interpreter, or the one of an environment made with another Python."""

ISOLATED = '"%PYTHON%" -I -B -X utf8'
"""-I: no folder and no variable of the user's; -B: nothing is written beside the program."""

SERVE = rf"""rem Started by Excel workbooks; %1 is the number under which Excel looks for the service.
{ISOLATED} -m udfs.service %1
if errorlevel 1 {ISOLATED} -c "import udfs.service; udfs.service.load()" 2>"%~dp0{SERVICE_LOG}"
"""
"""A start that failed is tried once more for the log alone: were the first one redirected into a file, a second Excel
could not start its own service while that file is in use."""


CLOSE_EXCEL = "请先关闭 Excel，再运行一次卸载"
REMOVE = r"""@echo off
rem Takes xlkpi off this machine again; workbooks and data stay.
set "FOLDER=%LOCALAPPDATA%\xlkpi"
set "QUIET="
if /i "%~1"=="/quiet" set "QUIET=1"
if not exist "%FOLDER%\python\python.exe" (echo xlkpi is not installed. & exit /b 0)
rem A folder in use cannot be renamed: tried first, so that nothing is half removed.
ren "%FOLDER%\python" python.old 2>nul
if not exist "%FOLDER%\python.old\python.exe" goto busy
ren "%FOLDER%\python.old" python
"%FOLDER%\python\python.exe" -I -B -X utf8 -m xlkpi uninstall
if errorlevel 1 goto failed
rd /s /q "%FOLDER%\python"
if not defined QUIET pause
rem On one line, by another cmd: this one reads from the file that goes.
start /b cmd /d /c "del "%FOLDER%\uninstall.cmd" 2>nul & rd "%FOLDER%" 2>nul" & exit /b 0
:busy
"%FOLDER%\python\python.exe" -I -B -X utf8 -c "print('{close_excel}')"
:failed
if not defined QUIET pause
exit /b 1
"""


def service_lines() -> bytes:
    """The file every workbook starts."""
    return _lines(FIND + SERVE)


def command_lines() -> bytes:
    """The command line."""
    return _lines(f"{FIND}{ISOLATED} -m xlkpi %*\n")


def uninstall_lines() -> bytes:
    """What takes the installation away again: Python all it put elsewhere, then this file Python itself."""
    return _lines(REMOVE.replace("{close_excel}", CLOSE_EXCEL.encode("unicode_escape").decode("ascii")))


def _lines(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode("ascii")
