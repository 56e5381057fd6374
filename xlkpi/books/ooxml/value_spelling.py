"""Cell values as a sheet's XML spells them, in both directions."""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import Final, TypeAlias

from xlkpi.books.book import Value
from xlkpi.books.write_refusals import ValueRefused
from xlkpi.day_zero import day_zero
from xlkpi.errors import CellError, sentence

TEXT_LIMIT: Final = 32_767
"""Characters of a cell's text, counted as Excel does: UTF-16 code units."""

OLD_ERRORS: Final = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA"})
"""Errors that the file format itself knows. Excel stores the newer ones as #VALUE! with the true one in metadata."""

_ESCAPE_LOOKALIKE = r"_(?=x[0-9A-Fa-f]{4}_)"
_UNFIT = "[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]"
_ESCAPED = r"_x([0-9A-Fa-f]{4})_"
_SURROGATES = "[\ud800-\udbff][\udc00-\udfff]"
_ISO_TIME = r"T?\d\d:\d\d"

SECONDS_A_DAY: Final = 86_400
FIRST_TRUE_DAY: Final = 61
"""1 March 1900: below it Excel counts a 29 February 1900 that never was."""
LAST_SERIAL: Final = 2_958_466
"""First serial after 31 December 9999 (1900 system)."""


Encoded: TypeAlias = tuple[str, str | None]
"""A value in the sheet's own terms: kind "" (number), "b", "e" or "s" (text), and its text; None is an empty cell."""

EMPTY: Final[Encoded] = ("", None)


def encode(value: Value | int, *, date1904: bool = False) -> Encoded:
    """Spell a value for a cell. Raises ValueRefused for NaN, infinities, over-long text and foreign types."""
    if value.__class__ is float and value - value == 0:  # nearly every value, so first; the rest takes care of itself
        return "", repr(value + 0.0).removesuffix(".0")
    if value is None:
        return EMPTY
    if isinstance(value, bool):
        return "b", "1" if value else "0"
    if isinstance(value, (int, float)):
        return "", _number(value)
    if isinstance(value, str):
        return "s", escape(value)
    if isinstance(value, CellError):
        return "e", value.value if value.value in OLD_ERRORS else CellError.VALUE.value
    if isinstance(value, (dt.date, dt.time)):
        return "", _number(serial(value, date1904=date1904))
    raise ValueRefused(why=sentence("类型 {kind}", "type {kind}", kind=type(value).__name__), value=repr(value)[:80])


def _number(value: float) -> str:
    """Spell a number with the fewest digits that give it back."""
    try:
        value = float(value) + 0.0  # no cell shows a negative zero
    except OverflowError:
        value = math.inf
    if not math.isfinite(value):
        raise ValueRefused(why=sentence("不是有限的数", "not a finite number"), value=repr(value))
    return repr(value).removesuffix(".0")


def escape(text: str) -> str:
    """Spell characters that XML cannot hold as `_xHHHH_`, and a literal `_x0041_` so that it stays one."""
    if len(text) * 2 > TEXT_LIMIT and len(text.encode("utf-16-le", "surrogatepass")) // 2 > TEXT_LIMIT:
        zh, en = "超过 {limit} 个字符", "over {limit} characters"
        raise ValueRefused(why=sentence(zh, en, limit=TEXT_LIMIT), value=text[:40])
    if "_x" in text:
        text = re.sub(_ESCAPE_LOOKALIKE, "_x005F_", text)
    if text.isprintable():
        return text
    return re.sub(_UNFIT, lambda found: f"_x{ord(found[0]):04X}_", text)


def unescape(text: str) -> str:
    """Undo `escape`; two escaped halves of one character become that character."""
    if "_x" not in text:
        return text
    text = re.sub(_ESCAPED, lambda found: chr(int(found[1], 16)), text)
    return re.sub(_SURROGATES, lambda two: two[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le"), text)


def serial(moment: dt.date | dt.time, *, date1904: bool = False) -> float:
    """Days since the workbook's epoch. Raises ValueRefused for dates before it and for moments with a time zone."""
    if isinstance(moment, (dt.time, dt.datetime)) and moment.tzinfo is not None:
        raise ValueRefused(why=sentence("带有时区", "it has a time zone"), value=moment.isoformat())
    if isinstance(moment, dt.time):
        return _seconds(moment) / SECONDS_A_DAY
    clock = moment.time() if isinstance(moment, dt.datetime) else dt.time()
    days = moment.toordinal() - day_zero(date1904=date1904).toordinal()
    if not date1904 and days < FIRST_TRUE_DAY:
        days -= 1
    if days < (0 if date1904 else 1):
        zh, en = "早于工作簿的第一天", "before the workbook's first day"
        raise ValueRefused(why=sentence(zh, en), value=moment.isoformat())
    return days + _seconds(clock) / SECONDS_A_DAY


def _seconds(clock: dt.time) -> float:
    return clock.hour * 3600 + clock.minute * 60 + clock.second + clock.microsecond / 1e6


def moment(number: float, kind: str, *, date1904: bool = False) -> dt.date | dt.datetime | dt.time | float:
    """Read a number as its style shows it; `kind` is "date", "time" or "both".

    A whole number under a date style is a date, with a fraction a datetime; below 1 it is a time under a style that
    shows one. What is no day at all (0, negative, 29 February 1900, after 9999) stays the number it is.
    """
    days, day_part = divmod(number, 1)
    thousandths = round(day_part * SECONDS_A_DAY * 1000)  # Excel itself keeps no more than milliseconds
    if thousandths == SECONDS_A_DAY * 1000:
        days, thousandths = days + 1, 0
    first = 0 if date1904 else 1
    if kind != "date" and 0 <= number < 1 and days == 0:
        return (dt.datetime(1, 1, 1) + dt.timedelta(milliseconds=thousandths)).time()  # noqa: DTZ001 - no zone
    if days < first or days >= LAST_SERIAL - (1462 if date1904 else 0) or (not date1904 and days == 60):
        return number
    if not date1904 and days < FIRST_TRUE_DAY:
        days += 1
    first_moment = dt.datetime.combine(day_zero(date1904=date1904), dt.time())
    found = first_moment + dt.timedelta(days=days, milliseconds=thousandths)
    return found.date() if kind == "date" and thousandths == 0 else found


def iso_moment(text: str) -> dt.date | dt.datetime | dt.time:
    """Read a strict file's `t="d"` cell. Raises ValueError."""
    if re.match(_ISO_TIME, text):
        return dt.time.fromisoformat(text)
    found = dt.datetime.fromisoformat(text.removesuffix("Z"))
    return found if "T" in text or " " in text else found.date()
