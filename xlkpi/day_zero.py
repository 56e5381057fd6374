"""The day from which a workbook counts its days, in both of Excel's calendars."""

from __future__ import annotations

import datetime as dt
from typing import Final

DAY_ZERO_1900: Final = dt.date(1899, 12, 30)
"""Serial 0 for every day from 1 March 1900 on; before that Excel counts a 29 February 1900 that never was."""

DAY_ZERO_1904: Final = dt.date(1904, 1, 1)
"""Serial 0 in workbooks from old Macs."""


def day_zero(*, date1904: bool) -> dt.date:
    """The day whose serial number is 0 in a workbook."""
    return DAY_ZERO_1904 if date1904 else DAY_ZERO_1900
