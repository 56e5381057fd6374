"""Excel's serial numbers for dates and times, in both calendars (1900 and 1904)."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Final

from xlkpi.books.calc.exceptions import Fail, NotEvaluated
from xlkpi.day_zero import DAY_ZERO_1900
from xlkpi.errors import CellError, sentence

DAY: Final = 86_400
"""Seconds."""

LAST_SERIAL: Final = 2_958_465
"""31 December 9999."""

SHIFT_1904: Final = 1462
"""Days between the two calendars."""

_FALSE_LEAP_DAY: Final = 60
"""29 February 1900, which Excel counts although it never was."""


_DATE: Final = (  # as text: few workbooks have dates in texts, and compiling these costs every start
    r"\s*(?P<year>\d{4})(?:(?P<sep>[-/])(?P<month>\d{1,2})(?:(?P=sep)(?P<day>\d{1,2}))?"
    r"|年(?P<month2>\d{1,2})月(?:(?P<day2>\d{1,2})日)?)?"
    r"(?:[T\s]\s*(?P<time>\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?\s*"
)
_TIME: Final = r"\s*(\d{1,4}):(\d{1,2})(?::(\d{1,2}(?:\.\d+)?))?\s*"
_PERHAPS_A_DATE: Final = (
    r"(?i)\s*(?:\d{1,4}\s*[-/.年月]\s*\d{1,4}(?:\s*[-/.月]\s*\d{1,4})?[日号]?(?:\s.*)?"
    r"|\d{1,2}(?::\d{1,2}){0,2}\s*[ap]m?"
    r"|\d{1,4}\s*[-/ ]?\s*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*.*"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[-/ .]*\d.*)\s*"
)
_LONGEST_DATE = 40
"""Characters; no text beyond this is taken for a date."""

_calendar_1904: ContextVar[bool] = ContextVar("calendar_1904", default=False)


@contextlib.contextmanager
def calendar(*, date1904: bool) -> Iterator[None]:
    """Use the workbook's calendar for every serial number inside the block."""
    token = _calendar_1904.set(date1904)
    try:
        yield
    finally:
        _calendar_1904.reset(token)


def serial(day: dt.date) -> float:
    """Return the serial number of a date or datetime in the calendar in use."""
    whole = (dt.date(day.year, day.month, day.day) - DAY_ZERO_1900).days
    if whole <= _FALSE_LEAP_DAY:
        whole -= 1
    if _calendar_1904.get():
        whole = (dt.date(day.year, day.month, day.day) - DAY_ZERO_1900).days - SHIFT_1904
    if isinstance(day, dt.datetime):
        return whole + time_serial(day.time())
    return float(whole)


def time_serial(time: dt.time) -> float:
    """Return the share of the day."""
    return (time.hour * 3600 + time.minute * 60 + time.second + time.microsecond / 1e6) / DAY


def in_1900(number: float) -> float:
    """Return a serial number of the calendar in use as one of the 1900 calendar."""
    return number + SHIFT_1904 if _calendar_1904.get() else number


def civil(number: float) -> tuple[int, int, int]:
    """Return year, month, day of a serial number as Excel counts them (1900-02-29 included). Raises Fail."""
    date1904 = _calendar_1904.get()
    whole = int(number // 1) + (SHIFT_1904 if date1904 else 0)
    if whole < 0 or number < 0 or whole > LAST_SERIAL:
        raise Fail(CellError.NUM)
    if not date1904:
        if whole == 0:
            return 1900, 1, 0
        if whole == _FALSE_LEAP_DAY:
            return 1900, 2, 29
        if whole < _FALSE_LEAP_DAY:
            whole += 1
    day = DAY_ZERO_1900 + dt.timedelta(days=whole)
    return day.year, day.month, day.day


def clock(number: float) -> tuple[int, int, float]:
    """Return hour, minute, second of a serial number, seconds rounded to the millisecond."""
    seconds = round((number - number // 1) * DAY, 3) % DAY
    return int(seconds // 3600), int(seconds % 3600 // 60), seconds % 60


def from_serial(number: float) -> dt.datetime | dt.time | None:
    """Return the moment a serial number stands for, a time of day below 1; None where no calendar has it."""
    try:
        hour, minute, second = clock(number)
        time = dt.time(hour, minute, int(second), round(second % 1 * 1000) * 1000)
        if 0 <= number < 1:
            return time
        return dt.datetime.combine(dt.date(*civil(number)), time)
    except (Fail, ValueError):
        return None


def month_start(year: int, month: int) -> float:
    """Return the serial of the first day of a month; months below 1 and above 12 count on. Raises Fail."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if not 1900 <= year <= 9999:
        raise Fail(CellError.NUM)
    return serial(dt.date(year, month, 1))


def read_date(text: str) -> float | None:
    """Return the serial of a date or time as text, None where it is none.

    Raises NotEvaluated for forms whose meaning depends on the language of the computer (5/6, 1-May).
    """
    if len(text) > _LONGEST_DATE:
        return None
    clock_only = re.fullmatch(_TIME, text)
    if clock_only:
        return _time_of(text)
    if text != text.strip():
        return None  # Excel reads a time between blanks, but no date
    found = re.fullmatch(_DATE, text)
    if found and (found["month"] or found["month2"]):
        try:
            day = dt.date(
                int(found["year"]), int(found["month"] or found["month2"]), int(found["day"] or found["day2"] or 1)
            )
        except ValueError:
            return None
        if day.year < 1900:
            return None
        time = _time_of(found["time"]) if found["time"] else 0.0
        return None if time is None else serial(day) + time
    if re.fullmatch(_PERHAPS_A_DATE, text):
        zh = "文字“{text}”是不是日期取决于 Excel 的语言"
        en = 'whether the text "{text}" is a date depends on the language of Excel'
        raise NotEvaluated(sentence(zh, en, text=text[:30]))
    return None


def _time_of(text: str) -> float | None:
    parts = re.fullmatch(_TIME, text)
    if parts is None or int(parts[2]) >= 60 or float(parts[3] or 0) >= 60:
        return None
    return (int(parts[1]) * 3600 + int(parts[2]) * 60 + float(parts[3] or 0)) / DAY
