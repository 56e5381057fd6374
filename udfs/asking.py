"""Ask the user for a folder or a name with the dialogs of the system they sit at."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from xlkpi.books.live import LiveBook

TITLE = "选择存放附件2 和双周计划的文件夹"
ASK = f'POSIX path of (choose folder with prompt "{TITLE}")'
NAME = "定稿人姓名（记入历史）"
ASK_NAME = f'text returned of (display dialog "{NAME}" default answer "")'


def choose_folder(book: LiveBook) -> Path | None:
    """Return the folder a user picks, None where the picker was closed."""
    if sys.platform == "darwin":
        picked = _told(ASK)
        return Path(picked) if picked else None
    return book.pick_folder(TITLE)


def ask_name(book: LiveBook) -> str:
    """Return the name a user types, "" where the dialog was closed."""
    return _told(ASK_NAME) if sys.platform == "darwin" else book.ask(NAME)


def _told(script: str) -> str:
    """What a dialog of macOS yields, "" where it was closed."""
    done = subprocess.run(["/usr/bin/osascript", "-e", script], capture_output=True, text=True, check=False)  # noqa: S603
    return done.stdout.strip() if done.returncode == 0 else ""
