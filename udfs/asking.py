"""Ask the user for a folder or a word with the dialogs of the system they sit at."""

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
        chosen = _on_mac(ASK)
        return Path(chosen) if chosen else None
    return book.pick_folder(TITLE)


def ask(book: LiveBook, question: str) -> str:
    """Return the word a user types, "" where the dialog was closed."""
    if sys.platform == "darwin":
        return _on_mac(f'text returned of (display dialog "{question}" default answer "")')
    return book.ask(question)


def _on_mac(script: str) -> str:
    """Return what a dialog of macOS answers, "" where it was closed."""
    done = subprocess.run(["/usr/bin/osascript", "-e", script], capture_output=True, text=True, check=False)  # noqa: S603
    return done.stdout.strip() if done.returncode == 0 else ""
