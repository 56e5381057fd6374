"""One press of a button from first to last: never twice at once, never a traceback, one message at the end."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import xlwings as xw

from udfs.log import log_path, write_traceback
from xlkpi.books.live import LiveBook
from xlkpi.errors import XlkpiError

MORE_FAULTS = 12
"""How many faults one message names; the rest is counted."""


@dataclass(frozen=True)
class Message:
    """What is said at the end, and whether something needs the user's attention."""

    text: str
    warning: bool = False


Verb = Callable[[LiveBook], Message]

_running = threading.Lock()
_pending: list[tuple[LiveBook, Message]] = []


def press(label: str, verb: Verb) -> None:
    """Do what a button says with the workbook it stands in; `report` shows the message when Excel has calculated."""
    if not _running.acquire(blocking=False):
        return
    lock = None
    try:
        book = LiveBook(xw.Book.caller())
        lock = _only_one(book.title)
        if lock is None and sys.platform == "darwin":
            return
        _pending[:] = [(book, _done(label, verb, book))]
        if sys.platform == "darwin":  # every press is a process of its own there, so there is no later call
            report()
    finally:
        if lock is not None:
            lock.close()
        _running.release()


def report() -> None:
    """Show the message of the last press, once."""
    while _pending:
        book, message = _pending.pop()
        book.alert(message.text, warning=message.warning)


def _done(label: str, verb: Verb, book: LiveBook) -> Message:
    try:
        with book.working(f"{label}……"):
            return verb(book)
    except XlkpiError as error:
        return Message(f"{label}没有完成：{error.say()}", warning=True)
    except Exception:  # noqa: BLE001 - whatever happens, Excel's user reads a sentence, and the log has the rest
        write_traceback(label)
        return Message(
            f"{label}没有完成，表未改动。请运行 xlkpi doctor，并把日志发给维护人员：{log_path()}", warning=True
        )


def _only_one(title: str) -> Any:
    """Hold a lock that other processes see, for as long as the press lasts; None where another one has it."""
    if sys.platform != "darwin":
        return None
    import fcntl

    path = log_path().with_name(f"{title}.lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = path.open("w", encoding="utf-8")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        return None
    return lock
