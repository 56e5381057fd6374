"""What can only be done to a workbook's file once Excel has let go of it: done by a process that waits for that."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from udfs.log import log_path

NO_WINDOW = 0x08000000
"""CREATE_NO_WINDOW of Windows: no console appears; the process outlives the service that starts it."""


def when_closed(verb: str, path: Path, *words: str) -> None:
    """Let a command of xlkpi wait for the workbook to be closed; what it says goes to the log."""
    command = [sys.executable, "-m", "xlkpi", verb, str(path), *words, "--when-closed"]
    log = log_path()
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as said:
        subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, creationflags=NO_WINDOW * _on_windows()
        )


def _on_windows() -> bool:
    return sys.platform == "win32"
