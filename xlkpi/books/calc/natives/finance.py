"""Loans, savings and investments: PMT, PV, FV, NPER, RATE, IPMT, NPV, IRR, XIRR, SLN ...

Payments run the usual way: money received is positive, money paid negative; `begin` is not 0 where payments fall at
the beginning of each period.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from xlkpi.books.calc.exceptions import Fail
from xlkpi.books.calc.native import Native
from xlkpi.books.calc.natives.native_arguments import as_rows, cells, numbers
from xlkpi.books.calc.values import Rows, Scalar, number
from xlkpi.errors import CellError

_STEPS: Final = 100
"""Attempts of Newton's method; Excel gives up earlier and then shows #NUM!."""

_NEAR_ENOUGH: Final = 1e-12
_TOTAL_LOSS: Final = -1 + 1e-9
"""A rate that Excel does not take for a solution."""

_RATES: Final = (-0.999, -0.99, -0.9, *(at / 20 for at in range(-17, 21)), 1.5, 2.0, 3.0, 5.0, 10.0, 20.0, 50.0, 100.0)
"""Where a change of sign is looked for."""


def _grown(rate: float, periods: float) -> float:
    """Return what 1 grows to. Raises Fail."""
    if rate == -1 and periods < 0:
        raise Fail(CellError.DIV0)
    try:
        return math.pow(1 + rate, periods)
    except (OverflowError, ValueError):
        raise Fail(CellError.NUM) from None


def _paid(rate: float, periods: float, present: float, future: float = 0.0, begin: float = 0.0) -> float:
    """PMT."""
    if periods == 0 or rate <= -1:
        raise Fail(CellError.NUM)
    if rate == 0:
        return -(present + future) / periods
    growth = _grown(rate, periods)
    return -(present * growth + future) * rate / ((1 + rate * bool(begin)) * (growth - 1))


def _future(rate: float, periods: float, payment: float, present: float = 0.0, begin: float = 0.0) -> float:
    """FV."""
    if rate == 0:
        return -(present + payment * periods)
    growth = _grown(rate, periods)
    return -(present * growth + payment * (1 + rate * bool(begin)) * (growth - 1) / rate)


def _present(rate: float, periods: float, payment: float, future: float = 0.0, begin: float = 0.0) -> float:
    """PV."""
    if rate == 0:
        return -(future + payment * periods)
    growth = _grown(rate, periods)
    if growth == 0:
        raise Fail(CellError.DIV0)
    return -(future + payment * (1 + rate * bool(begin)) * (growth - 1) / rate) / growth


def _periods(rate: float, payment: float, present: float, future: float = 0.0, begin: float = 0.0) -> float:
    """NPER."""
    if rate <= -1:
        raise Fail(CellError.NUM)
    if rate == 0:
        if payment == 0:
            raise Fail(CellError.NUM)
        return -(present + future) / payment
    due = payment * (1 + rate * bool(begin)) / rate
    if present + due == 0 or (due - future) / (present + due) <= 0:
        raise Fail(CellError.NUM)
    return math.log((due - future) / (present + due)) / math.log1p(rate)


def _rate(
    periods: float, payment: float, present: float, future: float = 0.0, begin: float = 0.0, guess: float = 0.1
) -> float:
    """RATE."""
    if periods <= 0:
        raise Fail(CellError.NUM)
    return _zero(lambda rate: _future(rate, periods, payment, present, begin) - future, guess)


def _zero(of: Callable[[float], float], guess: float) -> float:
    """Return where a function of a rate is zero, near a guess. Raises Fail where none is found."""
    found = _by_secant(of, guess)
    if found is None:
        found = _by_halving(of, guess)
    if found is None or found <= _TOTAL_LOSS:
        raise Fail(CellError.NUM)
    return found


def _by_secant(of: Callable[[float], float], guess: float) -> float | None:
    first, second = guess, guess + 1e-4 + 1e-3 * abs(guess)
    try:
        before, now = of(first), of(second)
        for _ in range(_STEPS):
            if now == before:
                return None
            first, second = second, second - now * (second - first) / (now - before)
            if second <= -1:
                return None
            before, now = now, of(second)
            if abs(second - first) < _NEAR_ENOUGH * max(1.0, abs(second)) or now == 0:
                return second
    except (OverflowError, ZeroDivisionError, Fail):
        pass
    return None


def _by_halving(of: Callable[[float], float], guess: float) -> float | None:
    """Look for a change of sign on a grid of rates, the nearest to the guess first, and halve the interval."""
    grid = sorted({*_RATES, guess} if guess > -1 else _RATES)
    spans = sorted(pairwise(grid), key=lambda span: min(abs(span[0] - guess), abs(span[1] - guess)))
    for low, high in spans:
        try:
            below, above = of(low), of(high)
            if below == 0:
                return low
            if (below > 0) != (above > 0):
                return _halved(of, low, high)
        except (OverflowError, ZeroDivisionError, Fail):
            continue
    return None


def _halved(of: Callable[[float], float], low: float, high: float) -> float:
    rising = of(high) > 0
    while high - low > _NEAR_ENOUGH * max(1.0, abs(low)):
        middle = (low + high) / 2
        if not low < middle < high:
            break
        low, high = (low, middle) if (of(middle) > 0) == rising else (middle, high)
    return low


def _interest(
    rate: float, period: float, periods: float, present: float, future: float = 0.0, begin: float = 0.0
) -> float:
    """IPMT."""
    if not 1 <= period < periods + 1:
        raise Fail(CellError.NUM)
    payment = _paid(rate, periods, present, future, begin)
    if begin:
        return 0.0 if period == 1 else (_future(rate, period - 2, payment, present, 1.0) - payment) * rate
    return _future(rate, period - 1, payment, present) * rate


def _principal(
    rate: float, period: float, periods: float, present: float, future: float = 0.0, begin: float = 0.0
) -> float:
    """PPMT."""
    interest = _interest(rate, period, periods, present, future, begin)
    return _paid(rate, periods, present, future, begin) - interest


def _summed(part: Callable[..., float]) -> Callable[..., float]:
    """CUMIPMT, CUMPRINC: the sum over the periods from `first` to `last`."""

    def summed(rate: float, periods: float, present: float, first: float, last: float, begin: float) -> float:
        first, last = math.ceil(first), math.floor(last)
        if rate <= 0 or periods <= 0 or present <= 0 or first < 1 or last < first or last > periods:
            raise Fail(CellError.NUM)
        if begin not in (0, 1) or last > 100_000:
            raise Fail(CellError.NUM)
        return math.fsum(part(rate, float(at), periods, present, 0.0, begin) for at in range(int(first), int(last) + 1))

    return summed


def _discounted(rate: float, flows: Sequence[float]) -> float:
    """Return the value of payments at the end of each period. Raises Fail."""
    if rate == -1:
        raise Fail(CellError.DIV0)
    try:
        return math.fsum(flow / (1 + rate) ** (at + 1) for at, flow in enumerate(flows))
    except (OverflowError, ZeroDivisionError):
        raise Fail(CellError.NUM) from None


def _net_present(rate: float, *arguments: Scalar | Rows) -> float:
    """NPV."""
    return _discounted(rate, list(numbers(arguments)))


def _inner_rate(flows: Scalar | Rows, guess: float = 0.1) -> float:
    """IRR."""
    found = list(numbers([flows]))
    if not any(one > 0 for one in found) or not any(one < 0 for one in found):
        raise Fail(CellError.NUM)
    return _zero(lambda rate: _discounted(rate, found), guess)


def _dated(flows: Scalar | Rows, days: Scalar | Rows) -> list[tuple[float, float]]:
    """Return payments with the years since the first of them. Raises Fail."""
    given = [*cells(as_rows(flows)), *cells(as_rows(days))]
    if any(isinstance(one, bool) for one in given):
        raise Fail(CellError.VALUE)
    if any(one is None for one in given):
        raise Fail(CellError.NUM)
    sums = [number(one) for one in cells(as_rows(flows))]
    dates = [math.floor(number(one)) for one in cells(as_rows(days))]
    if len(sums) != len(dates) or any(day < max(0, dates[0]) for day in dates):
        raise Fail(CellError.NUM)
    return [(one, (day - dates[0]) / 365) for one, day in zip(sums, dates)]


def _dated_value(rate: float, flows: Sequence[tuple[float, float]]) -> float:
    if rate <= -1:
        raise Fail(CellError.NUM)
    try:
        return math.fsum(one / (1 + rate) ** years for one, years in flows)
    except OverflowError:
        raise Fail(CellError.NUM) from None


def _dated_present(rate: float, flows: Scalar | Rows, days: Scalar | Rows) -> float:
    """XNPV."""
    if rate <= 0:
        raise Fail(CellError.NUM)
    return _dated_value(rate, _dated(flows, days))


def _dated_rate(flows: Scalar | Rows, days: Scalar | Rows, guess: float = 0.1) -> float:
    """XIRR."""
    found = _dated(flows, days)
    if not any(one > 0 for one, _ in found) or not any(one < 0 for one, _ in found):
        raise Fail(CellError.NUM)
    return _zero(lambda rate: _dated_value(rate, found), guess)


def _straight(cost: float, rest: float, life: float) -> float:
    """SLN: depreciation by the same sum each period."""
    if life == 0:
        raise Fail(CellError.DIV0)
    return (cost - rest) / life


def _falling(cost: float, rest: float, life: float, period: float) -> float:
    """SYD: depreciation by the digits of the years."""
    if rest < 0 or life <= 0 or not 0 < period <= life:
        raise Fail(CellError.NUM)
    return (cost - rest) * (life - period + 1) * 2 / (life * (life + 1))


def _effective(rate: float, times: int) -> float:
    if rate <= 0 or times < 1:
        raise Fail(CellError.NUM)
    return float(math.expm1(times * math.log1p(rate / times)))


def _nominal(rate: float, times: int) -> float:
    if rate <= 0 or times < 1:
        raise Fail(CellError.NUM)
    return float(times * math.expm1(math.log1p(rate) / times))


TABLE: Final[dict[str, Native]] = {
    "CUMIPMT": Native(_summed(_interest), "dddddd"),
    "CUMPRINC": Native(_summed(_principal), "dddddd"),
    "EFFECT": Native(_effective, "dw"),
    "FV": Native(_future, "nnnnn", 3),
    "IPMT": Native(_interest, "nnnnnn", 4),
    "IRR": Native(_inner_rate, "rn", 1),
    "NOMINAL": Native(_nominal, "dw"),
    "NPER": Native(_periods, "nnnnn", 3),
    "NPV": Native(_net_present, "nr", repeats=1),
    "PMT": Native(_paid, "nnnnn", 3),
    "PPMT": Native(_principal, "nnnnnn", 4),
    "PV": Native(_present, "nnnnn", 3),
    "RATE": Native(_rate, "nnnnnn", 3),
    "SLN": Native(_straight, "nnn"),
    "SYD": Native(_falling, "nnnn"),
    "XIRR": Native(_dated_rate, "rrd", 2),
    "XNPV": Native(_dated_present, "drr"),
}
"""By name."""
