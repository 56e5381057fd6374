"""Errors that may be a weakness of the evaluator rather than Excel's answer: such an error never replaces a value.

An error is certain where values make it: 1/0, a look-up that finds nothing, arithmetic with a word, the root of a
negative number, an input that holds an error. It is in doubt where the shape of a range, the kind of a reference or a
crossing makes it: there the workbook may mean something that is not understood here.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar

from xlkpi.errors import CellError

_doubts: ContextVar[set[CellError] | None] = ContextVar("doubts", default=None)


@contextlib.contextmanager
def collected() -> Iterator[set[CellError]]:
    """Collect the doubtful errors that arise inside the block; who computes formulas empties the set before each."""
    found: set[CellError] = set()
    token = _doubts.set(found)
    try:
        yield found
    finally:
        _doubts.reset(token)


def doubtful(error: CellError) -> CellError:
    """Return an error, noting that it arose from a shape or a kind of reference."""
    found = _doubts.get()
    if found is not None:
        found.add(error)
    return error
