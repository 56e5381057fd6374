"""The command line: one command per action; each reads, calls, hands over."""

from __future__ import annotations

import atexit
import gc

gc.set_threshold(100_000, 20, 20)
"""What a command loads and reads stays to its end: Python would look for garbage in it, in vain, every 700 objects."""

atexit.register(gc.freeze)
"""And more at its end, 7 to 10 % of the time of a recompute: all of it goes with the process anyway."""

from xlkpi.cli.app import main  # noqa: E402 -- most of that looking would be done while modules are loaded

__all__ = ["main"]
