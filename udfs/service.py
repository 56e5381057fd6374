"""The calculation service, the process that answers Excel's formulas and buttons: `python -m udfs.service NUMBER`.

The number is the class under which Excel's DLL looks for it. Everything is imported before the service can be found:
what is missing ends the process here, with its name on the last line, and not in the middle of a formula.
"""

from __future__ import annotations

import faulthandler
import sys

SLOWEST_START = 60
"""Seconds until a start that hangs (an antivirus program, a network drive) is ended; the DLL would wait two minutes."""


def load() -> None:
    """Import what Excel will ask for by name; ends the process where that hangs."""
    faulthandler.dump_traceback_later(SLOWEST_START, exit=True)
    import udfs.buttons
    import udfs.functions  # noqa: F401

    faulthandler.cancel_dump_traceback_later()


def main() -> None:
    """Load the functions and serve until Excel lets go of the service."""
    load()
    from xlwings import com_server

    com_server.serve(sys.argv[1])  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    main()
