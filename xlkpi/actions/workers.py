"""The same work over many files, in worker processes where that is worth their start."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

WORTH = 8
"""Fewer files are worked on here: a worker needs about as long to start as two workbooks take."""

MOST = 50
"""Files that travel at once: what is known of them is in memory until the last of them is done."""


def over(function: Callable[[Item], Result], items: Sequence[Item], workers: int | None = None) -> Iterator[Result]:
    """Yield the results in the order of the items; `workers` None means as many as there are processors.

    Function, items and results travel between processes: module-level functions and plain records only.
    """
    count = min(workers or os.cpu_count() or 1, len(items) // (WORTH // 2) or 1)
    if count < 2 or len(items) < WORTH:
        yield from map(function, items)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(count, initializer=_quiet) as pool:
        yield from pool.map(function, items, chunksize=max(1, min(MOST, len(items) // (count * 8))))


def _quiet() -> None:
    """Leave Ctrl+C to the process that asked: it tells in a sentence what workers would tell in tracebacks.

    What is there before the first file stays until the end: the collector need not go through it again and again.
    """
    import gc
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
