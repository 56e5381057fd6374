"""A LibreOffice profile of our own, with the add-in in it: made once, copied for every use.

Copies are thrown away after use, so two commands never wait for each other and no stale lock stays behind.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from xlkpi.libreoffice.faults import Died
from xlkpi.libreoffice.program import Program, find_libreoffice
from xlkpi.libreoffice.session import Office

NOBODY = ("127.0.0.1", "9")
"""Address and port of the discard service, which no machine of today offers."""
SETTINGS = (
    # formulas are computed on loading, never taken from the file's cache
    ("/org.openoffice.Office.Calc/Formula/Load", "OOXMLRecalcMode", "0"),
    ("/org.openoffice.Office.Calc/Formula/Load", "ODFRecalcMode", "0"),
    ("/org.openoffice.Office.Recovery/AutoSave", "Enabled", "false"),
    ("/org.openoffice.Office.Common/Misc", "FirstRun", "false"),
    ("/org.openoffice.Setup/Office", "ooSetupInstCompleted", "true"),
    # a workbook is never allowed to reach the network: WEBSERVICE() or a linked picture could carry pay data away;
    # every request goes to a proxy that nobody runs
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetNoProxy", ""),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", NOBODY[0]),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", NOBODY[1]),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", NOBODY[0]),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", NOBODY[1]),
)
PLACE = "user/registrymodifications.xcu"


@contextmanager
def own_office(program: Program | None = None, *, addin: bool = True, **options: Any) -> Iterator[Office]:
    """Start a LibreOffice of our own with the add-in (or without), and end it. Raises LibreOfficeTrouble."""
    found = program or find_libreoffice()
    with tempfile.TemporaryDirectory(prefix="xlkpi-", ignore_cleanup_errors=True) as folder:
        profile = Path(folder) / "profile"
        if addin:
            shutil.copytree(prepared(found), profile)
        else:
            bare(profile)
        with Office(found, profile, **options) as office:
            yield office


def prepared(program: Program) -> Path:
    """Return the profile that copies are made of; it is made where there is none for this version of ours."""
    from xlkpi.libreoffice.extension import FILE, extension

    packed = extension()
    words = [str(program.soffice), program.title, repr(SETTINGS)]
    key = hashlib.sha256(packed + "\n".join(words).encode()).hexdigest()[:16]
    wanted = cache() / key
    if (wanted / PLACE).is_file():
        return wanted
    wanted.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".making-", dir=wanted.parent, ignore_cleanup_errors=True) as folder:
        profile, file = Path(folder) / "profile", Path(folder) / FILE
        file.write_bytes(packed)
        bare(profile)
        put_in(program, profile, file)
        (profile / ".lock").unlink(missing_ok=True)
        try:
            profile.replace(wanted)
        except OSError:
            if not (wanted / PLACE).is_file():  # not somebody quicker than we, but the ruin of an earlier one
                shutil.rmtree(wanted, ignore_errors=True)
                profile.replace(wanted)
    return wanted


def put_in(program: Program, profile: Path, extension: Path) -> None:
    """Install an extension into a profile. Raises LibreOfficeTrouble.

    Once in a few dozen times LibreOffice 7.4 crashes over it on a busy machine; the second try has always gone well.
    """
    for attempt in (1, 2):
        try:
            with Office(program, profile) as office:
                office.ask("install", url=extension.as_uri())
            break
        except Died:
            if attempt == 2:
                raise
    sweep(profile, extension.name)


def sweep(profile: Path, file: str) -> None:
    """Remove the copies of an extension that LibreOffice unpacks for a moment and forgets."""
    for copy in profile.glob(f"user/extensions/tmp/extensions/*/{file}"):
        shutil.rmtree(copy.parent, ignore_errors=True)


def bare(profile: Path) -> Path:
    """Make a profile that holds our settings and nothing else."""
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>\n'
        for path, name, value in SETTINGS
    )
    file = profile / PLACE
    file.parent.mkdir(parents=True)
    file.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
        f"{items}</oor:items>\n",
        "utf-8",
    )
    return profile


def cache(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder of prepared profiles; it may be deleted at any time."""
    home = Path(environ.get("HOME") or Path.home())
    base = {"win32": environ.get("LOCALAPPDATA", str(home)), "darwin": str(home / "Library/Caches")}.get(
        sys.platform, environ.get("XDG_CACHE_HOME") or str(home / ".cache")
    )
    return Path(base) / "xlkpi" / "libreoffice"
