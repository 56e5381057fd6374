"""Counts the work of one calculation, so that a hostile workbook ends with a sentence instead of never."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Final

from xlkpi.books.calc.exceptions import NotEvaluated
from xlkpi.errors import sentence

MOST_WORK: Final = 400_000_000
"""Units of work for one workbook, about 0.1 microseconds each; 2,000 people need about 30 million."""

_done: ContextVar[list[int]] = ContextVar("work_done")


@contextlib.contextmanager
def limited() -> Iterator[None]:
    """Count the work inside the block from nothing."""
    token = _done.set([0])
    try:
        yield
    finally:
        _done.reset(token)


def spend(work: int) -> None:
    """Count work done. Raises NotEvaluated when a workbook asks for more than any honest one would."""
    done = _done.get()
    done[0] += work
    if done[0] > MOST_WORK:
        raise NotEvaluated(sentence("工作簿的计算量太大", "the workbook asks for too much computation"))
