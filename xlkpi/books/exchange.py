"""Cell values as Excel's own object model hands them over and takes them."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from typing import Any, Final

from xlkpi.books.book import Block, Value
from xlkpi.day_zero import DAY_ZERO_1900
from xlkpi.errors import ERROR_CODES, CellError

ERROR_TEXTS: Final = {error.value: error for error in CellError}
SIGNS: Final = frozenset("=+-@'#")
TRUTH: Final = frozenset({"TRUE", "FALSE"})


def incoming(rows: Any) -> Block:
    """Cell values from rows that Excel handed over."""
    return [[incoming_cell(cell) for cell in row] for row in rows]


def incoming_cell(value: Any) -> Value:
    """One cell value: numbers are float, a whole day is a date, error texts and codes are errors, blank is None."""
    if value is None or value == "":
        return None
    if isinstance(value, (bool, CellError)):
        return value
    if isinstance(value, str):
        return ERROR_TEXTS.get(value, value)
    if isinstance(value, dt.datetime):
        return _moment(value.replace(tzinfo=None))
    if isinstance(value, (dt.date, dt.time)):
        return value
    if isinstance(value, int) and value in ERROR_CODES:
        return ERROR_CODES[value]
    number = float(value)
    return number if math.isfinite(number) else CellError.NUM


def _moment(moment: dt.datetime) -> Value:
    if moment.date() == DAY_ZERO_1900:  # what Excel hands over with a mere time of day
        return moment.time()
    return moment.date() if moment.time() == dt.time() else moment


def outgoing(rows: Sequence[Sequence[Value]], *, plain: bool) -> list[list[Any]]:
    """Rows as Excel takes them; `plain` says that the cells are formatted as text, where nothing is interpreted."""
    return [[outgoing_cell(cell, plain=plain) for cell in row] for row in rows]


def outgoing_cell(value: Value, *, plain: bool) -> Any:
    """One value for a cell; text that Excel would take for a number, a date or a formula is marked as text."""
    if isinstance(value, CellError):
        return value.value
    if isinstance(value, dt.time):
        return (value.hour * 3600 + value.minute * 60 + value.second) / 86_400
    if isinstance(value, str) and not plain and _could_be_read(value):
        return "'" + value
    return value


def _could_be_read(text: str) -> bool:
    """Whether Excel might make something else of a text that is typed into a cell."""
    return text[:1] in SIGNS or any(map(str.isdigit, text)) or text.strip().upper() in TRUTH
