"""Conditions of COUNTIF and its relatives (">=60", "A*", "<>"), and the wildcards of lookups."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypeAlias

from xlkpi.books.calc.values import Scalar, compare_text, parse_number, plain_number
from xlkpi.errors import CellError

Test: TypeAlias = Callable[[Scalar], bool]

_OPERATOR = re.compile(r"(<=|>=|<>|=|<|>)?(.*)", re.DOTALL)
_ERRORS: Final = {error.value: error for error in CellError}
_TRUTHS: Final = {"TRUE": True, "FALSE": False}


def criterion(condition: Scalar) -> Test:
    """Return the test that a condition stands for, as COUNTIF reads it."""
    if condition is None:
        condition = 0.0
    if not isinstance(condition, str):
        return _same(condition)
    found = _OPERATOR.fullmatch(condition)
    operator, rest = (found[1] or "", found[2]) if found else ("", condition)
    wanted = _meaning(rest)
    if operator in ("", "="):
        if rest == "":
            return (lambda value: value is None) if operator else (lambda value: value is None or value == "")
        return _same(wanted)
    if operator == "<>":
        if rest == "":
            return lambda value: value is not None
        if type(wanted) is float:
            return lambda value: type(value) is not float or value != wanted  # the text "23" is not the number 23 here
        same = _same(wanted)
        return lambda value: not same(value)
    return _ordered(operator, wanted) if rest else lambda _: False


def _meaning(text: str) -> Scalar:
    """Read the part after the operator as Excel does: number, condition, error or text."""
    number = parse_number(text)
    if number is not None:
        return number
    upper = text.upper()
    return _TRUTHS.get(upper, _ERRORS.get(upper, text))


def _same(wanted: Scalar) -> Test:
    if type(wanted) is float:

        def same_number(value: Scalar) -> bool:
            if type(value) is float:
                return value == wanted
            return isinstance(value, str) and value[:1] in _STARTS and plain_number(value) == wanted

        return same_number
    if isinstance(wanted, str):
        if is_pattern(wanted):
            matches = pattern(wanted)
            return lambda value: isinstance(value, str) and matches(value)
        lowered = wanted.lower()
        return lambda value: isinstance(value, str) and (value == wanted or value.lower() == lowered)
    return lambda value: value is wanted


_STARTS: Final = frozenset("0123456789.+-($¥￥€£ \t")
"""What a text that stands for a number can begin with."""


def _ordered(operator: str, wanted: Scalar) -> Test:
    holds: Callable[[int], bool] = {
        "<": lambda order: order < 0,
        "<=": lambda order: order <= 0,
        ">": lambda order: order > 0,
        ">=": lambda order: order >= 0,
    }[operator]
    if isinstance(wanted, str):
        return lambda value: isinstance(value, str) and value != "" and holds(compare_text(value, wanted))
    if isinstance(wanted, CellError):
        return lambda value: value is wanted and "=" in operator
    limit, kind = wanted, type(wanted)

    def ordered(value: Scalar) -> bool:
        if type(value) is not kind:
            return False
        return holds((value > limit) - (value < limit))  # type: ignore[operator]

    return ordered


def is_pattern(text: str) -> bool:
    """Whether a text holds wildcards or escaped ones."""
    return "*" in text or "?" in text or "~" in text


def pattern(text: str) -> Callable[[str], bool]:
    """Return what matches a whole text against ? * and ~ (which takes the next sign as it is), in any case.

    Never slower than length of pattern times length of text.
    """
    signs = _signs(text.lower())

    def matches(value: str) -> bool:
        text = value.lower()
        at = step = 0
        star, resume = -1, 0
        while at < len(text):
            if step < len(signs) and signs[step] == "*":
                star, resume = step, at
                step += 1
            elif step < len(signs) and signs[step] in ("?", "=" + text[at]):
                at += 1
                step += 1
            elif star >= 0:
                resume += 1
                at, step = resume, star + 1
            else:
                return False
        return all(sign == "*" for sign in signs[step:])

    return matches


def _signs(text: str) -> list[str]:
    """Return * and ? for wildcards, = before every sign that stands for itself."""
    signs: list[str] = []
    at = 0
    while at < len(text):
        sign = text[at]
        if sign == "~":
            at += 1
            signs += ["=" + one for one in text[at : at + 1]]
        else:
            signs.append(sign if sign in "*?" else "=" + sign)
        at += 1
    return signs
