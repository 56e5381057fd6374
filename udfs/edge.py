"""The edge between Excel and the catalogue: single cells in, marks for Excel's errors out, no traceback in a cell."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from typing import Any

from udfs.log import write_traceback
from xlkpi.errors import CellError

MARK = "#kpi!"
"""A result that begins so is an Excel error; the VBA function KpiOut makes it one, for Python cannot hand one over."""

LONGEST_TEXT = 255
"""Excel 2016 refuses an array with a longer text in it."""

BROKEN = "计算出错，请运行 xlkpi doctor 并把日志发给维护人员"


def answering(function: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a function of the catalogue for Excel: ranges arrive as rows, one cell as itself; nothing is ever raised."""

    @functools.wraps(function)
    def answer(*arguments: Any) -> Any:
        try:
            return outgoing(function(*map(incoming, arguments)))
        except Exception:  # noqa: BLE001 - a traceback must not stand in a cell, whatever happened
            write_traceback(function.__name__)
            return BROKEN

    return answer


def incoming(argument: Any) -> Any:
    """Return an argument as the catalogue takes it: rows, or the value of a single cell."""
    if isinstance(argument, list) and len(argument) == 1 and isinstance(argument[0], list) and len(argument[0]) == 1:
        return argument[0][0]
    return argument


def outgoing(result: Any) -> Any:
    """Return a result as Excel takes it: floats, truth values, dates and texts; never None, NaN or an empty block."""
    if isinstance(result, list):
        return [[_cell(cell) for cell in row] for row in result] or ""
    return _cell(result)


def _cell(value: Any) -> Any:
    if isinstance(value, CellError):
        return MARK + value.value[1:]
    if value is None:
        return ""
    if isinstance(value, str):
        return value[:LONGEST_TEXT]
    if isinstance(value, float) and not math.isfinite(value):
        return MARK + CellError.NUM.value[1:]
    return value
