"""Dates and times in Excel's formats: yyyy年m月d日, h:mm, aaaa."""

from __future__ import annotations

from typing import Final

from xlkpi.books.calc.exceptions import Fail, NotEvaluated
from xlkpi.books.calc.serial_dates import DAY, civil, clock, in_1900
from xlkpi.errors import CellError, sentence

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS: Final = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_CHINESE_DAYS: Final = "日一二三四五六"


def weekday(number: float) -> int:
    """Return 0 for Sunday to 6 for Saturday as Excel counts (1 January 1900 is its Sunday)."""
    return (int(in_1900(number) // 1) - 1) % 7


def date_text(number: float, parts: list[tuple[str, str]]) -> str:
    """Write a serial number by the parts (kind, sign) of a format. Raises Fail, NotEvaluated."""
    if number < 0 and any(kind == "elapsed" for kind, _ in parts) and not _shows_days(parts):
        return "-" + date_text(-number, parts)
    finest = _finest(parts)
    number = round(number * DAY / finest) * finest / DAY if finest else number
    shown = ""
    _refuse_edge(number, finest)
    year, month, day = civil(number)
    hour, minute, second = clock(number)
    half = any(kind == "clock" for kind, _ in parts)
    out: list[str] = []
    for at, (kind, sign) in enumerate(parts):
        letter = sign[:1].lower()
        if kind == "clock":
            out.append(_half_day(sign, hour))
        elif kind == "elapsed" or (kind == "date" and letter in shown):
            # What was shown in brackets once stays a total: [h] and then h are the same hours.
            shown += letter
            seconds = round(number * DAY)
            count = seconds // {"h": 3600, "m": 60, "s": 1}[letter]
            out.append(str(count).rjust(len(sign), "0"))
        elif kind != "date":
            out.append(_literal(kind, sign))
        elif letter == "y":
            out.append(f"{year:04d}" if len(sign) > 2 else f"{year % 100:02d}")
        elif letter == "m" and _is_minute(parts, at):
            out.append(_padded(minute, sign))
        elif letter == "m":
            out.append(_month(month, sign))
        elif letter == "d":
            out.append(_padded(day, sign) if len(sign) < 3 else _day_name(number, sign))
        elif letter == "a":
            out.append(("星期" if len(sign) == 4 else "") + _CHINESE_DAYS[weekday(number)])
        elif letter == "h":
            out.append(_padded((hour % 12 or 12) if half else hour, sign))
        else:
            out.append(_padded(int(second), sign))
    return "".join(out)


def _refuse_edge(number: float, finest: int) -> None:
    """Raise NotEvaluated just before a full minute where seconds are not shown: Excel may round up there."""
    if not finest and 59.9 <= (number * DAY) % 60 < 60 - 1e-6:
        raise NotEvaluated(sentence("TEXT 的时间差一点到整分", "the time for TEXT is just before a full minute"))


def _literal(kind: str, sign: str) -> str:
    if kind in ("digit", "general", "text", "percent"):
        raise NotEvaluated(sentence("TEXT 的格式混用了日期与数字", "a format of TEXT mixes dates and digits"))
    return sign


def _finest(parts: list[tuple[str, str]]) -> int:
    """Return the seconds to which Excel rounds: only whole seconds where seconds are shown; else it cuts off."""
    return int(any(kind in ("date", "elapsed") and sign[:1] in "sS" for kind, sign in parts))


def _is_minute(parts: list[tuple[str, str]], at: int) -> bool:
    """An m is a minute after h or before s."""
    dates = [(place, sign[:1].lower()) for place, (kind, sign) in enumerate(parts) if kind in ("date", "elapsed")]
    position = next(index for index, (place, _) in enumerate(dates) if place == at)
    before = dates[position - 1][1] if position else ""
    after = dates[position + 1][1] if position + 1 < len(dates) else ""
    return before in ("h", "s") or after == "s"


def _shows_days(parts: list[tuple[str, str]]) -> bool:
    return any(kind == "date" and sign[:1] in "yYdDaA" for kind, sign in parts)


def _padded(value: int, sign: str) -> str:
    return f"{value:02d}" if len(sign) > 1 else str(value)


def _month(month: int, sign: str) -> str:
    if len(sign) < 3:
        return _padded(month, sign)
    name = _MONTHS[month - 1]
    return {3: name[:3], 5: name[0]}.get(len(sign), name)


def _day_name(number: float, sign: str) -> str:
    name = _DAYS[weekday(number)]
    return name[:3] if len(sign) == 3 else name


def _half_day(sign: str, hour: int) -> str:
    early, _, late = sign.partition("/")
    if not late:
        raise Fail(CellError.VALUE)
    part = late if hour >= 12 else early
    return part.upper() if len(part) == 2 else part
