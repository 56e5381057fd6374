"""Excel's rules for single values: numbers out of text, text out of numbers, comparison."""

from __future__ import annotations

import re
from typing import Final, TypeAlias

from xlkpi.books.calc.exceptions import Fail, NotEvaluated
from xlkpi.books.calc.serial_dates import read_date
from xlkpi.errors import CellError, sentence

Scalar: TypeAlias = bool | float | str | CellError | None
"""A cell's value inside a formula; dates are serial numbers here, as in Excel."""

Rows: TypeAlias = list[list[Scalar]]
"""A rectangle of values; never changed once made."""

LONGEST_TEXT: Final = 32_767
"""Characters in a cell."""

PRECISION: Final = 15
"""Decimal digits that Excel keeps, shows and compares."""

_PLAIN_POWERS: Final = range(-4, 15)
"""Powers of ten that Excel surely writes without an exponent when a number becomes text."""

_NUMBER = r"""(?x)\s*(?P<open>\()?\s*(?P<sign>[+-]?)\s*(?P<money>[$¥￥€£]?)\s*
    (?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d+(?:\.\d*)?|\.\d+)(?P<power>[eE][+-]?\d{1,3})?\s*(?P<percent>%?)
    \s*(?P<close>\))?\s*"""


_FOREIGN_NUMBER = r"\(?\s*[-+]?\s*[^\w\s+-]?[\d.,'’\s]+[^\w\s+-]?[%)\s]*"
"""Digits that some language's Excel may take for a number: 1,5  1.234,50  100€."""


def parse_number(text: str) -> float | None:
    """Return the number a text stands for (1,234.5  12%  2024-5-1  8:30), None where it is no number.

    Raises NotEvaluated for dates whose meaning depends on the language of the computer.
    """
    found = plain_number(text)
    return read_date(text) if found is None and any(map(str.isdecimal, text)) else found


def plain_number(text: str) -> float | None:
    """Return the number a text stands for, dates and times left aside."""
    found = re.fullmatch(_NUMBER, text) if any(map(str.isdecimal, text)) else None
    if found is None or bool(found["open"]) != bool(found["close"]):
        return None
    digits = _keep_precision(found["digits"].replace(",", ""))
    number = float(digits + (found["power"] or ""))
    if found["percent"]:
        number /= 100
    return -number if (found["sign"] == "-") != bool(found["open"]) else number


def _keep_precision(digits: str) -> str:
    """Excel reads at most 15 significant digits; what follows becomes zero (18-digit identity numbers!)."""
    if len(digits) <= PRECISION:
        return digits
    kept = 0
    out: list[str] = []
    for sign in digits:
        if sign == "." or kept < PRECISION:
            out.append(sign)
        else:
            out.append("0")
        if sign != "." and (kept or sign != "0"):
            kept += 1
    return "".join(out)


def number(value: Scalar) -> float:
    """Return a value as a number, as arithmetic does: blank is 0, text is read. Raises Fail."""
    if type(value) is float:
        return value
    if value is None:
        return 0.0
    if value is True:
        return 1.0
    if value is False:
        return 0.0
    if isinstance(value, str):
        found = parse_number(value)
        if found is None:
            raise _no_number(value)
        return found
    if isinstance(value, CellError):
        raise Fail(value)
    return float(value)


def _no_number(text: str) -> Fail | NotEvaluated:
    """Return what arithmetic with a text ends in that is no number here."""
    if any(map(str.isdecimal, text)) and re.fullmatch(_FOREIGN_NUMBER, text):
        zh = "文字“{text}”是不是数取决于 Excel 的语言"
        en = 'whether the text "{text}" is a number depends on the language of Excel'
        return NotEvaluated(sentence(zh, en, text=text[:30]))
    return Fail(CellError.VALUE)


def text(value: Scalar) -> str:
    """Return a value as text, as & does. Raises Fail for an error value."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, CellError):
        raise Fail(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return number_text(value)


def truth(value: Scalar) -> bool:
    """Return a value as a condition: blank and 0 are false. Raises Fail."""
    if isinstance(value, bool):
        return value
    if value is None:
        return False
    if isinstance(value, CellError):
        raise Fail(value)
    if isinstance(value, str):
        known = {"TRUE": True, "FALSE": False}.get(value.strip().upper())
        if known is None:
            raise Fail(CellError.VALUE)
        return known
    return value != 0


def number_text(value: float) -> str:
    """Return a number with up to 15 significant digits, as Excel's & writes it. Raises NotEvaluated."""
    if value == 0:
        return "0"
    mantissa, _, exponent = format(value, f".{PRECISION - 1}e").partition("e")
    sign, digits = ("-", mantissa[1:]) if mantissa[0] == "-" else ("", mantissa)
    digits = digits.replace(".", "").rstrip("0")
    power = int(exponent)
    if power not in _PLAIN_POWERS:
        zh, en = "数值 {value} 变成文字时 Excel 的写法不确定", "how Excel writes {value} as text is not certain"
        raise NotEvaluated(sentence(zh, en, value=f"{value:.15g}"))
    if power < 0:
        return f"{sign}0.{'0' * (-power - 1)}{digits}"
    if len(digits) <= power + 1:
        return sign + digits.ljust(power + 1, "0")
    return f"{sign}{digits[: power + 1]}.{digits[power + 1 :]}"


def same_number(left: float, right: float) -> bool:
    """Whether two numbers are the same to 15 significant digits, as Excel's = sees them."""
    if left == right:
        return True
    if abs(left - right) > 1e-13 * abs(left):
        return False
    return format(left, f".{PRECISION - 1}e") == format(right, f".{PRECISION - 1}e")


def shown_digits(value: float) -> float:
    """Return the number a person sees: its 15 significant digits without the binary tail."""
    return float(format(value, f".{PRECISION}g"))


_KINDS: Final = {float: 0, str: 1, bool: 2}


def compare(left: Scalar, right: Scalar) -> int:
    """Return -1, 0 or 1 as Excel orders values: numbers < text < FALSE < TRUE; blank equals 0, "" and FALSE.

    Raises Fail for an error value, NotEvaluated where the order of two texts depends on the language.
    """
    if type(left) is float and type(right) is float:
        return 0 if same_number(left, right) else -1 if left < right else 1
    for side in (left, right):
        if isinstance(side, CellError):
            raise Fail(side)
    left = _blank_like(right) if left is None else left
    right = _blank_like(left) if right is None else right
    if type(left) is not type(right):
        return -1 if _KINDS[type(left)] < _KINDS[type(right)] else 1
    if isinstance(left, str) and isinstance(right, str):
        return compare_text(left, right)
    first, second = number(left), number(right)
    return 0 if same_number(first, second) else -1 if first < second else 1


def equal(left: Scalar, right: Scalar) -> bool:
    """Whether two values are equal to Excel's =; never needs the order of two texts. Raises Fail."""
    kind = type(left)
    if kind is type(right):
        if kind is str:
            return left == right or left.lower() == right.lower()  # type: ignore[union-attr]
        if kind is float:
            return left == right or same_number(left, right)  # type: ignore[arg-type]
    return compare(left, right) == 0


def _blank_like(other: Scalar) -> Scalar:
    if isinstance(other, str):
        return ""
    return False if isinstance(other, bool) else 0.0


def compare_text(left: str, right: str) -> int:
    """Order two texts without regard to case. Raises NotEvaluated where the order depends on the language."""
    first, second = left.lower(), right.lower()
    if first == second:
        return 0
    for one, other in zip(first, second):
        if one != other:
            if one.isascii() and other.isascii() and one.isalnum() and other.isalnum():
                return -1 if one < other else 1
            zh = "文字“{left}”与“{right}”的先后取决于 Excel 的语言"
            en = 'the order of "{left}" and "{right}" depends on the language of Excel'
            raise NotEvaluated(sentence(zh, en, left=left[:20], right=right[:20]))
    return -1 if len(first) < len(second) else 1


def key_of(value: Scalar) -> Scalar:
    """Return what two values share when Excel looks one up and finds the other; True is not 1."""
    if isinstance(value, str):
        return value.lower()
    return f"\0{value}" if isinstance(value, bool) else value
