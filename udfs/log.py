"""The log file: where a traceback goes instead of a cell or a message box."""

from __future__ import annotations

import datetime as dt
import traceback
from pathlib import Path

from xlkpi.places import places

LARGEST = 1_000_000
"""Bytes after which the log starts anew; the one before is kept."""


def log_path() -> Path:
    """Return where the log stands on this machine."""
    return Path(str(places().log))


def write_traceback(where: str) -> None:
    """Append the exception being handled; a log that cannot be written must not break a cell."""
    path = log_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_file() and path.stat().st_size > LARGEST:
            path.replace(path.with_suffix(".old.log"))
        moment = dt.datetime.now(tz=dt.UTC).astimezone().isoformat(timespec="seconds")
        with path.open("a", encoding="utf-8") as log:
            log.write(f"{moment} {where}\n{traceback.format_exc()}\n")
    except OSError:
        return
