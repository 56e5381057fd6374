"""Excel's rarer functions through the library `formulas` (EUPL), imported only when a workbook uses one of them.

Only functions whose answers were compared with LibreOffice are let through (tests/test_calc_library.py).
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable
from functools import cache
from typing import Any, Final

from xlkpi.books.calc.exceptions import NotEvaluated
from xlkpi.books.calc.native import Native
from xlkpi.books.calc.values import Rows, Scalar
from xlkpi.errors import CellError, sentence

SINGLE: Final = frozenset(
    (
        "ACOS", "ACOSH", "ACOT", "ACOTH", "ASIN", "ASINH", "ATAN", "ATAN2", "ATANH", "COS", "COSH", "COT", "COTH",
        "CSC", "CSCH", "DEGREES", "RADIANS", "SEC", "SECH", "SIN", "SINH", "TAN", "TANH", "LOG", "EVEN", "ODD",
        "MROUND", "ROMAN", "DELTA", "GESTEP", "BITAND", "BITOR", "BITXOR", "DAYS360", "YEARFRAC", "NORM.DIST",
        "NORM.INV", "NORM.S.DIST", "NORM.S.INV", "NORMDIST", "NORMINV", "NORMSDIST", "NORMSINV", "STANDARDIZE",
        "CONFIDENCE", "CONFIDENCE.NORM", "T.DIST.2T", "T.INV.2T", "BINOM.DIST", "POISSON.DIST", "PMT", "PV", "FV",
        "NPER", "RATE", "IPMT", "PPMT", "SLN", "SYD", "EFFECT", "NOMINAL", "CUMIPMT", "CUMPRINC",
    )
)  # fmt: skip
"""They take single numbers."""

NUMBERS: Final = frozenset(
    (
        "PERCENTILE.EXC", "QUARTILE.EXC", "PERCENTRANK", "PERCENTRANK.INC", "PERCENTRANK.EXC", "MODE", "MODE.SNGL",
        "GEOMEAN", "HARMEAN", "TRIMMEAN", "SKEW", "KURT", "NPV", "IRR", "GCD", "LCM",
    )
)  # fmt: skip
"""They take the numbers of ranges and pass over what else stands there."""

RANGES: Final = frozenset(
    (
        "STDEVA", "STDEVPA", "VARA", "VARPA", "CORREL", "PEARSON", "RSQ", "SLOPE", "INTERCEPT", "STEYX", "FORECAST",
        "FORECAST.LINEAR", "COVAR", "COVARIANCE.P", "COVARIANCE.S",
    )
)  # fmt: skip
"""They take ranges as they are."""

ARRAYS: Final = frozenset(
    (
        "MMULT", "MDETERM", "MINVERSE", "FREQUENCY", "TREND", "SUMX2MY2", "SUMX2PY2", "SUMXMY2", "UNIQUE", "SORT",
        "FILTER",
    )
)  # fmt: skip
"""They want their arguments computed as arrays."""

_LETTERS: Final = {"n": SINGLE, "s": frozenset(("ARABIC",)), "r": NUMBERS | RANGES, "A": ARRAYS}


@cache
def native(name: str) -> Native | None:
    """Return a function of the library, None for a name that is not let through."""
    letter = next((letter for letter, names in _LETTERS.items() if name in names), None)
    if letter is None:
        return None
    from formulas.functions import get_functions

    return Native(_bridge(name, get_functions()[name]), letter, 0, repeats=1)


def _bridge(name: str, function: Callable[..., Any]) -> Callable[..., Scalar | Rows]:
    def call(*arguments: Scalar | Rows) -> Scalar | Rows:
        given = [_incoming(_numbers(one) if name in NUMBERS else one) for one in arguments]
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                result = _outgoing(function(*given))
        except Exception as error:
            raise NotEvaluated(_failed(name)) from error
        if _contains(result, CellError.VALUE) and not any(_contains(one, CellError.VALUE) for one in arguments):
            # The library answers #VALUE! also for what it cannot do: that must not pass for a result.
            raise NotEvaluated(_failed(name))
        return result

    return call


def _numbers(argument: Scalar | Rows) -> Scalar | Rows:
    """Return a range without texts, conditions and blanks."""
    if not isinstance(argument, list):
        return argument
    return [[one for line in argument for one in line if isinstance(one, float | CellError)]]


def _failed(name: str) -> Any:
    return sentence("函数 {name} 在这里算不了", "the function {name} cannot be computed here", name=name)


def _contains(value: Scalar | Rows, wanted: CellError) -> bool:
    if isinstance(value, list):
        return any(one is wanted for line in value for one in line)
    return value is wanted


def _incoming(argument: Scalar | Rows) -> Any:
    import numpy as np
    from formulas.functions import Array

    if not isinstance(argument, list):
        return _single_in(argument)
    block = np.empty((len(argument), len(argument[0])), object)
    block[:, :] = [[_single_in(value) for value in line] for line in argument]
    return block.view(Array)


def _single_in(value: Scalar) -> Any:
    import schedula
    from formulas.tokens.operand import Error

    if value is None:
        return schedula.EMPTY
    return Error.errors.get(value.value, Error.errors["#VALUE!"]) if isinstance(value, CellError) else value


def _outgoing(result: Any) -> Scalar | Rows:
    import numpy as np

    if isinstance(result, np.ndarray) and result.ndim:
        block = result if result.ndim == 2 else result.reshape(1, -1)
        rows = [[_single_out(value) for value in line] for line in block.tolist()]
        return rows[0][0] if len(rows) == len(rows[0]) == 1 else rows
    return _single_out(result.item() if isinstance(result, np.ndarray | np.generic) else result)


def _single_out(value: Any) -> Scalar:
    import schedula
    from formulas.tokens.operand import XlError

    if value is schedula.EMPTY:
        return None
    if isinstance(value, XlError):
        return CellError(str(value))
    if isinstance(value, bool | str):
        return str(value) if isinstance(value, str) else value
    number = float(value)
    return number if math.isfinite(number) else CellError.NUM
