"""Cell values on their way between Calc and the catalogue: errors, truth values and dates survive both ways.

Calc hands an add-in floats and texts only: an empty cell as 0 (alone) or "" (in a range), TRUE as 1, a date as its
serial number, and a range with an error in it not at all. KPI_CELLS therefore reads the cells itself and marks what
would be lost; `incoming` takes the marks off. An error goes back as the not-a-number in which Calc keeps errors.
"""

from __future__ import annotations

import datetime as dt
import math
import struct
from typing import Any, Dict, List, Mapping, Tuple

from xlkpi.errors import CellError

Matrix = Tuple[Tuple[Any, ...], ...]

MARK = "\ue0c5"
"""A private character that no keyboard writes: what follows is not text but an error, a truth value or a date."""

ERROR_CODES: Mapping[CellError, int] = {
    CellError.NUM: 503,
    CellError.VALUE: 519,
    CellError.NULL: 521,
    CellError.REF: 524,
    CellError.NAME: 525,
    CellError.DIV0: 532,
    CellError.NA: 32767,
}
"""Calc's numbers of the errors it shares with Excel; it has no others to show."""

OUT_OF_DOMAIN = 502
"""What Calc says where Excel says #NUM!: the root of a negative number."""

_ERRORS: Dict[int, CellError] = {OUT_OF_DOMAIN: CellError.NUM, **{code: error for error, code in ERROR_CODES.items()}}
_QUIET_NAN = 0x7FF8_0000_0000_0000
_CODE_BITS = 0xFFFF


def error_of(code: int) -> CellError:
    """Return the error that Excel would show for one of Calc's error numbers."""
    return _ERRORS.get(code, CellError.VALUE)


def mark_error(code: int) -> str:
    """Write an error cell for the way through Calc."""
    return f"{MARK}e{error_of(code).value}"


def mark_bool(value: float) -> str:
    """Write a truth value for the way through Calc."""
    return f"{MARK}b{'1' if value else ''}"


def mark_date(serial: float) -> str:
    """Write a date cell, days since the document's first day, for the way through Calc."""
    return f"{MARK}d{serial!r}"


def incoming(argument: Any, first_day: dt.date) -> Any:
    """Return an argument as the catalogue takes it: None, the value of one cell, or rows."""
    if not isinstance(argument, tuple):
        return _cell(argument, first_day)
    rows = [[_cell(cell, first_day) for cell in row] for row in argument]
    return rows[0][0] if len(rows) == 1 and len(rows[0]) == 1 else rows


def given(arguments: List[Any]) -> List[Any]:
    """Return the arguments without those omitted at the end: Calc hands over a void for each."""
    count = len(arguments)
    while count and arguments[count - 1] is None:
        count -= 1
    return arguments[:count]


def joined(first: Any, second: Any, *, beside: bool) -> Matrix:
    """Return the rows of two stretches below each other, #VALUE! where they differ in width; or two of one row."""
    blocks = [one if isinstance(one, tuple) else ((one,),) for one in (first, second)]
    if beside:
        return ((*blocks[0][0], *blocks[1][0]),)
    if len({len(block[0]) for block in blocks}) > 1:
        return ((mark_error(ERROR_CODES[CellError.VALUE]),),)
    return (*blocks[0], *blocks[1])


def outgoing(result: Any, first_day: dt.date) -> Matrix:
    """Return a result as Calc takes it: always rows."""
    rows = (result or [[""]]) if isinstance(result, list) else [[result]]
    return tuple(tuple(_back(cell, first_day) for cell in row) for row in rows)


def _cell(value: Any, first_day: dt.date) -> Any:
    if isinstance(value, str) and value.startswith(MARK):
        kind, text = value[1], value[2:]
        if kind == "e":
            return CellError(text)
        return bool(text) if kind == "b" else moment(float(text), first_day)
    if isinstance(value, float) and math.isnan(value):
        bits: int = struct.unpack("<Q", struct.pack("<d", value))[0]
        return error_of(bits & _CODE_BITS)
    return value


def _back(value: Any, first_day: dt.date) -> Any:
    if value is None:
        return ""
    if isinstance(value, CellError):
        code = ERROR_CODES.get(value, ERROR_CODES[CellError.VALUE])
        return struct.unpack("<d", struct.pack("<Q", _QUIET_NAN | code))[0]
    if isinstance(value, bool):
        return float(value)  # Calc takes any truth value in a matrix for whatever it read before
    if isinstance(value, dt.date):
        return serial(value, first_day)
    return value


def moment(number: float, first_day: dt.date) -> dt.date:
    """Return the date of a serial number, with its time of day where it has one."""
    days, part = divmod(number, 1)
    day = first_day + dt.timedelta(days=days)
    if not part:
        return day
    return dt.datetime.combine(day, dt.time()) + dt.timedelta(seconds=round(part * 86400))


def serial(date: dt.date, first_day: dt.date) -> float:
    """Return the serial number of a date or of a moment without a zone."""
    if isinstance(date, dt.datetime):
        start = dt.datetime.combine(first_day, dt.time())
        return (date.replace(tzinfo=None) - start) / dt.timedelta(days=1)
    return float((date - first_day).days)
