"""Run the command line inside the test process: exit code, what it printed, what it complained."""

from __future__ import annotations

import contextlib
import io
import sys
from unittest import mock

from xlkpi.cli import main


def run(*arguments: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    code = 0
    with (
        mock.patch.object(sys, "argv", ["xlkpi", *arguments]),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    return code, out.getvalue(), err.getvalue()


INTERRUPTIBLE = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from xlkpi.cli import main; main()"
)
"""The program as a terminal starts it: what runs in the background hands down that interrupts are ignored."""
