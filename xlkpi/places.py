"""Where things go on a person's machine: one folder for the program, Excel's folder of add-ins, the log."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

from xlkpi.records import dataclass

ADDIN = "xlkpi.xlam"
UDF_MODULE = "udfs.functions"
"""What Excel loads by name."""
MANIFEST = "installed.json"
SERVICE = "service.cmd"
"""What every workbook starts on Windows, in the fixed folder; the installation says in it where its Python is."""
SERVICE_LOG = "service.log"
"""Why the service last failed to start."""
UNINSTALL = "uninstall.cmd"
COMMAND = "xlkpi.cmd"
"""The command line, for a machine whose only Python is ours."""
MAC_PYTHON = "$HOME/.xlkpi/python/bin/python"
MAC_FOLDERS = "False;;;;;;$HOME/.xlkpi"
"""Where xlwings shall look for modules on a Mac: not beside the workbook, and in a folder of ours, for it would put
the current folder in the place of an empty entry."""


@dataclass(frozen=True)
class Places:
    """The paths of one machine and user; `system` is "windows", "mac" or "other"."""

    system: str
    home: PurePath
    python: PurePath
    addins: PurePath | None
    documents: PurePath
    log: PurePath

    @property
    def environment(self) -> PurePath:
        """The folder of the Python environment."""
        return self.home / "python"

    @property
    def manifest(self) -> PurePath:
        """The list of what was put where."""
        return self.log.parent / MANIFEST


def this_system() -> str:
    """Name the system we run on."""
    return {"win32": "windows", "darwin": "mac"}.get(sys.platform, "other")


def places(system: str | None = None, environ: Mapping[str, str] = os.environ) -> Places:
    """Return the paths for a system, by default this one, and the environment of a user."""
    found = system or this_system()
    if found == "windows":
        return _windows(environ)
    home = PurePosixPath(environ.get("HOME") or str(Path("~").expanduser()))
    if found == "mac":
        office = home / "Library/Group Containers/UBF8T346G9.Office/User Content.localized/Startup.localized/Excel"
        own = home / ".xlkpi"
        return Places(found, own, own / "python/bin/python", office, home / "Documents", own / "xlkpi.log")
    state = PurePosixPath(environ.get("XDG_STATE_HOME") or str(home / ".local/state")) / "xlkpi"
    return Places(found, home / ".xlkpi", home / ".xlkpi/python/bin/python", None, home, state / "xlkpi.log")


def _windows(environ: Mapping[str, str]) -> Places:
    profile = PureWindowsPath(environ.get("USERPROFILE", r"C:\Users\Default"))
    roaming = PureWindowsPath(environ.get("APPDATA", str(profile / r"AppData\Roaming")))
    home = PureWindowsPath(environ.get("LOCALAPPDATA", str(profile / r"AppData\Local"))) / "xlkpi"
    return Places(
        "windows",
        home,
        home / r"python\python.exe",
        roaming / r"Microsoft\Excel\XLSTART",
        profile / "Documents",
        home / "xlkpi.log",
    )
