"""Puts the add-in into the user's own LibreOffice, takes it out again, and tells what is there."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path

from xlkpi.generate.libreoffice import FILE, extension, parts
from xlkpi.libreoffice.addin.names import EXTENSION
from xlkpi.libreoffice.faults import Died, ProfileInUse
from xlkpi.libreoffice.program import Program, find_libreoffice
from xlkpi.libreoffice.session import Office


class State(Enum):
    """What a profile holds of us."""

    ABSENT = "absent"
    OTHER = "another version"
    CURRENT = "current"


def install(program: Program | None = None) -> Program:
    """Put the add-in into the user's LibreOffice, in place of another version of it. Raises LibreOfficeTrouble."""
    found = program or find_libreoffice()
    with _user_office(found) as office:
        file = office.folder / FILE
        file.write_bytes(extension())
        office.ask("install", url=file.as_uri())
    return found


def uninstall(program: Program | None = None) -> bool:
    """Take the add-in out of the user's LibreOffice; False where it was not there. Raises LibreOfficeTrouble."""
    found = program or find_libreoffice()
    if state(found) is State.ABSENT:
        return False
    with _user_office(found) as office:
        if EXTENSION not in office.ask("extensions"):
            return False
        office.ask("remove", identifier=EXTENSION, file=FILE)
    return True


def state(program: Program) -> State:
    """Tell from the files of the user's profile which add-in is installed, without starting LibreOffice."""
    copies = [
        path.parent for path in program.profile.glob(f"user/uno_packages/cache/uno_packages/*/{FILE}/component.py")
    ]
    if not copies:
        return State.ABSENT
    wanted = {path: text.encode("utf-8") for path, text in parts().items()}
    for copy in copies:
        if all((copy / path).is_file() and (copy / path).read_bytes() == text for path, text in wanted.items()):
            return State.CURRENT
    return State.OTHER


def in_use(program: Program) -> bool:
    """Tell whether a LibreOffice works with the user's profile; a lock left by a crash does not count."""
    if not (program.profile / ".lock").exists():
        return False
    if sys.platform == "win32":
        return "soffice.bin" in _said(["tasklist", "/FI", "IMAGENAME eq soffice.bin", "/NH"])
    default, own = "-env:UserInstallation=", f"-env:UserInstallation={program.profile.resolve().as_uri()}"
    return any(
        default not in line or own in line
        for line in _said(["ps", "-A", "-o", "args="]).splitlines()
        if Path(line.split(" ")[0]).name in {"soffice.bin", "soffice"}
    )


def _said(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=30, check=False).stdout  # noqa: S603 - fixed words


@contextmanager
def _user_office(program: Program) -> Iterator[Office]:
    """Start the user's LibreOffice without a window for the time of an installation."""
    if in_use(program):
        raise ProfileInUse
    try:
        with Office(program, program.profile) as office:
            yield office
    except Died as died:
        if in_use(program):  # opened in the meantime: ours handed over to it and ended
            raise ProfileInUse from died
        raise
