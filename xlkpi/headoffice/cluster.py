"""The same work on a Dask cluster that exists: files go out as workers are free, results come back in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, TypeVar

from xlkpi.errors import CannotRead, Unusable, sentence
from xlkpi.headoffice.gather import Map

Item = TypeVar("Item")
Result = TypeVar("Result")

PATIENCE: Final = "10s"
"""How long a scheduler may take to answer."""
AT_ONCE: Final = 20
"""Files of one task: a task takes a few milliseconds to send."""
AHEAD: Final = 4
"""Tasks under way for each worker; what is sent further ahead only waits in the scheduler's memory."""
TRIES: Final = 3
"""How often a task is begun anew where it failed."""
SILENCE: Final = 120.0
"""Seconds without a single worker after which nobody waits any longer."""
LOOK: Final = 2.0
"""Seconds between two looks whether workers are left, while a result is awaited."""


@contextmanager
def cluster(address: str) -> Iterator[Map]:
    """Yield what works over many files on the cluster whose scheduler is at `tcp://…`.

    Workers need this version of xlkpi, and the files under the same paths. Raises Unusable where the extra is not
    installed or no scheduler answers, CannotRead where no worker is left.
    """
    try:
        from distributed import Client

        begin: Callable[..., Any] = Client
    except ImportError as error:
        zh = "用集群汇总请先安装：pip install 'xlkpi[cluster]'"
        raise Unusable(sentence(zh, "for a cluster install: pip install 'xlkpi[cluster]'")) from error
    try:
        client = begin(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError, RuntimeError) as error:
        zh = "连不上调度器 {address}，请检查地址，并确认它在运行（dask scheduler）"
        en = "no scheduler answers at {address}: is the address right, and does it run (dask scheduler)?"
        raise Unusable(sentence(zh, en, address=address)) from error
    with client:
        yield lambda function, items: _over(client, function, items)


def _over(client: Any, function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
    from distributed import CancelledError, KilledWorker

    chunks = [items[at : at + AT_ONCE] for at in range(0, len(items), AT_ONCE)]
    waiting: deque[Any] = deque()
    sent = 0
    try:
        while sent < len(chunks) or waiting:
            most = AHEAD * max(1, len(client.nthreads()))
            while sent < len(chunks) and len(waiting) < most:
                waiting.append(client.submit(_each, function, chunks[sent], retries=TRIES, pure=False))
                sent += 1
            yield from _result(client, waiting[0])
            waiting.popleft()
    except (KilledWorker, CancelledError, OSError, TimeoutError) as error:
        zh = "集群上的工作进程都没有了或反复退出，汇总中断；恢复后可加 --resume 接着做"
        en = "the workers of the cluster are gone or keep dying; go on with --resume once they are back"
        raise CannotRead(sentence(zh, en)) from error
    finally:
        client.cancel(list(waiting))


def _result(client: Any, future: Any) -> Any:
    """Wait for a result as long as there are workers. Raises TimeoutError."""
    from distributed import TimeoutError as NotYet

    alone = 0.0
    while True:
        try:
            return future.result(timeout=LOOK)
        except NotYet:
            alone = 0.0 if client.nthreads() else alone + LOOK
            if alone >= SILENCE:
                raise TimeoutError from None


def _each(function: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    return [function(item) for item in items]
