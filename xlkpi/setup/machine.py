"""The machine under our feet: files, programs, the registry; installation and doctor touch nothing else."""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import field
from pathlib import Path, PurePath

from xlkpi.errors import cannot_write
from xlkpi.places import this_system
from xlkpi.records import dataclass
from xlkpi.setup.ownership import trustworthy

EXECUTABLE = sys.executable
CLOSE = "。请关闭 Excel 后再试", "; close Excel and try again"
SILENT_SECONDS = 1800
"""A package that takes longer than this to install will not arrive any more."""


@dataclass
class Machine:
    """What is asked of a machine; this one is real."""

    system: str = field(default_factory=this_system)
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    python: str = EXECUTABLE

    @property
    def python_version(self) -> tuple[int, int]:
        """Version of the Python we run in."""
        return sys.version_info.major, sys.version_info.minor

    @property
    def description(self) -> str:
        """System and processor, for a report."""
        return f"{platform.system()} {platform.release()} {platform.machine()}"

    def exists(self, path: PurePath) -> bool:
        """Whether a file or folder is there."""
        return Path(str(path)).exists()

    def trustworthy(self, path: PurePath) -> bool:
        """Whether nobody but this user or an administrator can have put a file or folder there."""
        try:
            return trustworthy(Path(str(path)))
        except OSError:  # also where Windows does not tell who owns it
            return False

    def fingerprint(self, path: PurePath) -> str | None:
        """SHA-256 of a file, None where there is none."""
        found = Path(str(path))
        return hashlib.sha256(found.read_bytes()).hexdigest() if found.is_file() else None

    def text(self, path: PurePath) -> str | None:
        """Text of a file, None where there is none to be read."""
        try:
            return Path(str(path)).read_text(encoding="utf-8", errors="replace")
        except OSError:
            return None

    def write(self, path: PurePath, data: bytes) -> None:
        """Write a file in one step. Raises CannotWrite."""
        target = Path(str(path))
        beside = target.with_name(f"{target.name}.new")
        try:
            beside.write_bytes(data)
            beside.replace(target)
        except OSError as error:
            beside.unlink(missing_ok=True)
            raise cannot_write(target, error, *CLOSE) from error

    def make_folder(self, path: PurePath) -> bool:
        """Make a folder and those above it; tells whether it was not there before. Raises CannotWrite."""
        target = Path(str(path))
        if target.is_dir():
            return False
        try:
            target.mkdir(parents=True)
        except OSError as error:
            raise cannot_write(target, error, *CLOSE) from error
        return True

    def remove(self, path: PurePath) -> bool:
        """Remove a file, a folder that is empty, or nothing; tells whether it is gone."""
        target = Path(str(path))
        try:
            if target.is_dir():
                target.rmdir()
            else:
                target.unlink(missing_ok=True)
        except OSError:
            return False
        return True

    def remove_tree(self, path: PurePath) -> bool:
        """Remove a folder with everything in it; tells whether it is gone."""
        shutil.rmtree(str(path), ignore_errors=True)
        return not Path(str(path)).exists()

    def run(self, command: Sequence[str]) -> tuple[int, str]:
        """Run a program and wait; exit code and what it said.

        Into a file: the end of a pipe would be waited for while anything that the program started holds it open.
        """
        with tempfile.TemporaryFile("w+", errors="replace") as said:
            try:
                done = subprocess.run(  # noqa: S603 - the commands are ours, arguments are never put through a shell
                    list(command),
                    stdin=subprocess.DEVNULL,
                    stdout=said,
                    stderr=said,
                    timeout=SILENT_SECONDS,
                    check=False,
                )
            except (OSError, subprocess.TimeoutExpired) as error:
                return 127, str(error)
            said.seek(0)
            return done.returncode, said.read().strip()

    def registry(self, key: str, value: str = "") -> str | None:
        """Value of a key below HKEY_CURRENT_USER or another root, None where there is none or no registry."""
        if sys.platform != "win32":
            return None
        import winreg

        root, _, path = key.partition("\\")
        try:
            with winreg.OpenKey(getattr(winreg, root), path) as opened:
                return str(winreg.QueryValueEx(opened, value)[0])
        except OSError:
            return None

    def set_registry(self, key: str, values: Mapping[str, str | int]) -> None:
        """Write values of a key below HKEY_CURRENT_USER."""
        if sys.platform == "win32":
            import winreg

            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, key.partition("\\")[2]) as opened:
                for name, value in values.items():
                    kind = winreg.REG_DWORD if isinstance(value, int) else winreg.REG_SZ
                    winreg.SetValueEx(opened, name, 0, kind, value)

    def remove_registry(self, key: str) -> bool:
        """Remove a key below HKEY_CURRENT_USER; tells whether it is gone."""
        if sys.platform != "win32":
            return True
        import winreg

        try:
            winreg.DeleteKey(winreg.HKEY_CURRENT_USER, key.partition("\\")[2])
        except FileNotFoundError:
            return True
        except OSError:
            return False
        return True
