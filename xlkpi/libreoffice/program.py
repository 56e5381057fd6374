"""Finds the LibreOffice of this machine: its program, its version, the Python that can talk to it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from xlkpi.libreoffice.faults import NotInstalled, TooOld
from xlkpi.records import dataclass

ASKED_FOR = "XLKPI_SOFFICE"
OLDEST = (7, 2)
"""Older ones were never tried; 7.2 is what distributions of 2022 carry."""

ROOTS = {
    "linux": (
        "/usr/lib/libreoffice",
        "/usr/lib64/libreoffice",
        "/opt/libreoffice*",
        "/snap/libreoffice/current/lib/libreoffice",
    ),
    "darwin": ("/Applications/LibreOffice.app/Contents",),
    "win32": (r"%ProgramFiles%\LibreOffice", r"%ProgramFiles(x86)%\LibreOffice"),
}
BOOTSTRAPS = ("bootstraprc", "bootstrap.ini", "../Resources/bootstraprc")
SYSTEM_PYTHON = Path("/usr/bin/python3")
PLAIN_PATH = "/usr/bin:/bin:/usr/sbin:/sbin"
"""What LibreOffice is started with, whatever stands first on ours; see `mistaken_python`."""


@dataclass(frozen=True)
class Program:
    """A LibreOffice: the process to start, the Python that has `uno`, the version, the user's own profile."""

    soffice: Path
    python: Path
    version: tuple[int, ...]
    profile: Path

    @property
    def title(self) -> str:
        """Name and version for messages."""
        return "LibreOffice " + ".".join(str(part) for part in self.version)


def find_libreoffice(environ: Mapping[str, str] = os.environ) -> Program:
    """Return this machine's LibreOffice. Raises NotInstalled, TooOld."""
    for folder in _folders(environ):
        soffice = _first(folder, ("soffice.bin", "soffice"))
        boot = _first(folder, BOOTSTRAPS)
        if soffice is None or boot is None:
            continue
        settings = boot.read_text("utf-8", errors="replace")
        version = _version(settings)
        if version < OLDEST:
            raise TooOld(".".join(map(str, version)) or "?", ".".join(map(str, OLDEST)))
        return Program(soffice, _python(folder), version, _user_profile(settings, environ))
    raise NotInstalled(environ.get(ASKED_FOR, ""))


def default_profile(program: Program) -> Path | None:
    """Return the profile that a LibreOffice takes which was not told another one."""
    boot = _first(program.soffice.parent, BOOTSTRAPS)
    return None if boot is None else _user_profile(boot.read_text("utf-8", errors="replace"), os.environ)


def clean_environment(environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return the environment for LibreOffice and its Python, free of ours."""
    kept = {k: v for k, v in environ.items() if not k.startswith("PYTHON") and k not in ("VIRTUAL_ENV", "LD_PRELOAD")}
    if sys.platform != "win32":
        kept["PATH"] = PLAIN_PATH
        speaks = next((kept[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if kept.get(name)), "C")
        if "utf" not in speaks.lower():
            kept["LC_ALL"] = "C.UTF-8"  # without it LibreOffice stumbles over Chinese file names
    return kept


def mistaken_python(program: Program, environ: Mapping[str, str] = os.environ) -> Path | None:
    """Return the Python that a LibreOffice started in this environment would take for its own; None where none is.

    LibreOffice of a Linux distribution embeds the system's Python, which finds its modules beside the first `python3`
    on PATH: in a virtual environment, or in another installation of the same version, there is no `uno`, and workbooks
    with our functions cannot be opened at all. What comes with a Python of its own is not misled.
    """
    if program.python != SYSTEM_PYTHON:
        return None
    first = shutil.which("python3", path=environ.get("PATH", ""))
    version = SYSTEM_PYTHON.resolve().name  # python3.11
    if first is None:
        return None
    virtual = (Path(first).parent.parent / "pyvenv.cfg").is_file()
    real = Path(first).resolve()
    other = real != SYSTEM_PYTHON.resolve() and (real.parent.parent / "lib" / version / "os.py").is_file()
    return Path(first) if virtual or other else None


def _folders(environ: Mapping[str, str]) -> Iterator[Path]:
    asked = environ.get(ASKED_FOR)
    if asked:
        yield Path(asked).resolve().parent
        return
    for pattern in ROOTS.get(sys.platform, ROOTS["linux"]):
        root = Path(re.sub(r"%([^%]+)%", lambda found: environ.get(found[1], "?"), pattern))
        for folder in sorted(root.parent.glob(root.name), reverse=True) if root.parent.is_dir() else ():
            yield folder / ("MacOS" if sys.platform == "darwin" else "program")


def _first(folder: Path, names: tuple[str, ...]) -> Path | None:
    return next((folder / name for name in names if (folder / name).is_file()), None)


def _version(settings: str) -> tuple[int, ...]:
    found = re.search(r"^ProductKey=\D*([\d.]+)", settings, re.MULTILINE)
    return tuple(int(part) for part in found[1].strip(".").split(".")) if found else ()


def _user_profile(settings: str, environ: Mapping[str, str]) -> Path:
    """Return the folder that `UserInstallation=$SYSUSERCONFIG/...` stands for."""
    found = re.search(r"^UserInstallation=(.*)$", settings, re.MULTILINE)
    place = found[1].strip() if found else "$SYSUSERCONFIG/libreoffice/4"
    home = Path(environ.get("HOME") or Path.home())
    base = {"win32": environ.get("APPDATA", str(home)), "darwin": str(home / "Library/Application Support")}.get(
        sys.platform, environ.get("XDG_CONFIG_HOME") or str(home / ".config")
    )
    return Path(place.replace("$SYSUSERCONFIG", base).replace("$ORIGIN/..", base))


def _python(folder: Path) -> Path:
    """Return LibreOffice's own Python, or on Linux the system's where it has python3-uno. Raises NotInstalled."""
    own = _first(folder, ("python.exe", "python", "../Resources/python"))
    if own is not None:
        return own
    if SYSTEM_PYTHON.is_file():
        asked = [str(SYSTEM_PYTHON), "-c", "import uno"]
        answer = subprocess.run(asked, env=clean_environment(), capture_output=True, timeout=30, check=False)  # noqa: S603 - fixed words
        if answer.returncode == 0:
            return SYSTEM_PYTHON
    raise NotInstalled("python3-uno")
