"""Puts the add-in into the user's own LibreOffice, takes it out again, and tells what is there."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path

from xlkpi.libreoffice.addin.addin_names import EXTENSION
from xlkpi.libreoffice.extension import FILE, extension, parts
from xlkpi.libreoffice.faults import Died, ProfileInUse
from xlkpi.libreoffice.profile import put_in, sweep
from xlkpi.libreoffice.program import Program, default_profile, find_libreoffice
from xlkpi.libreoffice.session import Office

PACKAGES = "user/uno_packages/cache/uno_packages"
"""Where LibreOffice unpacks extensions; the file beside it, ending in .pmap, says which of them count."""
ENTRY = rb"\xff" + EXTENSION.encode() + rb"\n(\w+\.tmp)\xff"


class State(Enum):
    """What a profile holds of us."""

    ABSENT = "absent"
    OTHER = "another version"
    CURRENT = "current"


def install(program: Program | None = None) -> Program:
    """Put the add-in into the user's LibreOffice, in place of another version of it. Raises LibreOfficeTrouble."""
    found = program or find_libreoffice()
    with tempfile.TemporaryDirectory(prefix="xlkpi-") as folder, _left_alone(found):
        file = Path(folder) / FILE
        file.write_bytes(extension())
        put_in(found, found.profile, file)
    return found


def uninstall(program: Program | None = None) -> bool:
    """Take the add-in out of the user's LibreOffice; False where it was not there. Raises LibreOfficeTrouble."""
    found = program or find_libreoffice()
    if state(found) is State.ABSENT:
        return False
    with _left_alone(found), Office(found, found.profile) as office:
        office.ask("remove", identifier=EXTENSION, file=FILE)
    sweep(found.profile, FILE)
    return True


def state(program: Program) -> State:
    """Tell from the files of the user's profile which add-in is installed, without starting LibreOffice."""
    packages = program.profile / PACKAGES
    register = packages.with_suffix(".pmap")
    entry = re.search(ENTRY, register.read_bytes()) if register.is_file() else None
    if entry is None:
        return State.ABSENT
    copy = packages / f"{entry[1].decode()}_" / FILE
    same = ((copy / path).is_file() and (copy / path).read_text("utf-8") == text for path, text in parts().items())
    return State.CURRENT if all(same) else State.OTHER


def in_use(program: Program) -> bool:
    """Tell whether a LibreOffice works with the user's profile; a lock left by a crash does not count."""
    if not (program.profile / ".lock").exists():
        return False
    if sys.platform == "win32":
        return "soffice.bin" in _said(["tasklist", "/FI", "IMAGENAME eq soffice.bin", "/NH"])
    told = "-env:UserInstallation="
    untold = default_profile(program) == program.profile
    return any(
        (untold if told not in line else f"{told}{program.profile.resolve().as_uri()}" in line)
        for line in _said(["ps", "-A", "-ww", "-o", "args="]).splitlines()
        if Path(line.split(" ")[0]).name in {"soffice.bin", "soffice"}
    )


def _said(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=30, check=False).stdout  # noqa: S603 - fixed words


@contextmanager
def _left_alone(program: Program) -> Iterator[None]:
    """Refuse while the user's LibreOffice is open. Raises ProfileInUse."""
    if in_use(program):
        raise ProfileInUse
    try:
        yield
    except Died as died:
        if in_use(program):  # opened in the meantime: ours handed over to it and ended
            raise ProfileInUse from died
        raise
