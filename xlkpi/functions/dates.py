"""Dates out of cells: a date, a moment, LibreOffice's serial number, or a text that can mean one day only."""

from __future__ import annotations

import datetime as dt
import re
from typing import Optional

from xlkpi.day_zero import DAY_ZERO_1900
from xlkpi.errors import CellError
from xlkpi.functions.arguments import Argument, Complaint, ErrorCell

FIRST_SERIAL = 18264
"""1 January 1950: a smaller number is no date that an appraisal knows."""
LAST_SERIAL = 109575
"""1 January 2200."""
WRITTEN = r"(?P<year>(?:19|20|21)\d\d)[-/.年](?P<month>\d{1,2})(?:[-/.月](?P<day>\d{1,2})日?|月)?"
"""Dates as text: 2024-5-1, 2024/05/01, 2024年5月1日, 2024年5月; never 5/1/2024, read differently in two countries."""


def date_at(argument: Argument, place: int) -> Optional[dt.date]:
    """Return the date of an element, None where it is blank. Raises Complaint, ErrorCell."""
    cell = argument.cells[place]
    if cell is None:
        return None
    if isinstance(cell, CellError):
        raise ErrorCell(cell)
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    if isinstance(cell, str):
        return _read(argument, place, cell)
    if isinstance(cell, float) and FIRST_SERIAL <= cell < LAST_SERIAL:
        return DAY_ZERO_1900 + dt.timedelta(days=int(cell))
    raise not_a_date(argument, place)


def _read(argument: Argument, place: int, text: str) -> dt.date:
    """Read a date as year, month, day; without a day it is the first of the month."""
    found = re.fullmatch(WRITTEN, text)
    if found is None:
        raise not_a_date(argument, place)
    try:
        return dt.date(int(found["year"]), int(found["month"]), int(found["day"] or 1))
    except ValueError:
        raise not_a_date(argument, place) from None


def needed_date(argument: Argument, place: int) -> dt.date:
    """Return the date of an element that may not be blank."""
    day = date_at(argument, place)
    if day is None:
        raise argument.complaint(place, "为空", "is blank")
    return day


def not_a_date(argument: Argument, place: int) -> Complaint:
    """Complain about an element that is no date."""
    return argument.complaint(place, "“{value}”不是日期（应如 2024-5-1）", "“{value}” is not a date (such as 2024-5-1)")


def spoken(day: dt.date) -> str:
    """Write a date as Chinese forms do: 2024年5月1日."""
    return f"{day.year}年{day.month}月{day.day}日"
