"""The same work over many files, in worker processes where that is worth their start."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Sequence
from functools import partial
from typing import Any, TypeVar

from xlkpi.books.generations import run_now, running

Item = TypeVar("Item")
Result = TypeVar("Result")

WORTH = 8
"""Fewer files are worked on here: a worker needs about as long to start as two workbooks take."""

MOST = 50
"""Files that travel at once: what is known of them is in memory until the last of them is done."""


def over(
    function: Callable[[Item], Result], items: Sequence[Item], workers: int | None = None
) -> Generator[Result, None, None]:
    """Yield the results in the order of the items; `workers` None means as many as there are processors.

    Function, items and results travel between processes: module-level functions and plain records only. The function
    travels once to each worker, whatever it carries. The first item is worked on here: what it makes us load, workers
    that are forks of this process have loaded.
    """
    count = min(workers or os.cpu_count() or 1, len(items) // (WORTH // 2) or 1)
    if count < 2 or len(items) < WORTH:
        yield from map(function, items)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(count, initializer=_begin, initargs=(partial(_run_as, run_now(), function),)) as pool:
        yield function(items[0])
        yield from pool.map(_work, items[1:], chunksize=max(1, min(MOST, len(items) // (count * 8))))


_given: list[Callable[[Any], Any]] = []
"""In a worker: what it does with each item."""


def _run_as(run: str, function: Callable[[Item], Result], item: Item) -> Result:
    """Do the work under the name that it has in the process that asked, for the records of what is saved."""
    with running(run):
        return function(item)


def _work(item: Any) -> Any:
    return _given[0](item)


def _begin(function: Callable[[Any], Any]) -> None:
    """Begin as a worker; leave Ctrl+C to the process that asked: it tells in a sentence what we would in tracebacks.

    What is there before the first file stays until the end: the collector need not go through it again and again. It
    looks the more often for what a file leaves behind: looking as seldom as a command does for itself costs a worker
    130 MB more and no less time.
    """
    import gc
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.set_threshold(700, 10, 10)
    _given[:] = [function]
