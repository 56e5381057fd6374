"""Ask the user for a folder with the picker of the system they sit at."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from xlkpi.books.live import LiveBook

TITLE = "选择存放附件2 和双周计划的文件夹"
ASK = f'POSIX path of (choose folder with prompt "{TITLE}")'


def choose_folder(book: LiveBook) -> Path | None:
    """Return the folder a user picks, None where the picker was closed."""
    if sys.platform == "darwin":
        done = subprocess.run(["/usr/bin/osascript", "-e", ASK], capture_output=True, text=True, check=False)  # noqa: S603
        return Path(done.stdout.strip()) if done.returncode == 0 and done.stdout.strip() else None
    return book.pick_folder(TITLE)
