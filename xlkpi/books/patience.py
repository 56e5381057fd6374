"""Excel answers one caller at a time: wait a little while it is busy, then say so instead of hanging."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Final, TypeVar

from xlkpi.errors import CannotWrite, XlkpiError, sentence

T = TypeVar("T")

BUSY_CODES: Final = frozenset({-2147418111, -2147417846, -2146777998})
"""Call rejected, retry later, and 0x800AC472: a dialog is open or a cell is being edited."""

GONE_CODES: Final = frozenset({-2147023174, -2147023170, -2147417848, -2147220995})
"""The other side does not answer any more: Excel was closed, or the workbook was."""

EXCEPTION_CODE: Final = -2147352567
ATTEMPTS: Final = 20
PAUSE: Final = 0.25
"""Seconds between two attempts: together five seconds."""


class ExcelBusy(XlkpiError):
    """Excel did not answer in time; nothing was written."""


class ExcelGone(XlkpiError):
    """Excel or the workbook was closed while we worked."""


def patiently(action: Callable[[], T], *, sleep: Callable[[float], object] = time.sleep) -> T:
    """Run one exchange with Excel, again while Excel is busy. Raises ExcelBusy, ExcelGone, CannotWrite."""
    for attempt in range(ATTEMPTS):
        try:
            return action()
        except XlkpiError:
            raise
        except Exception as error:
            if code_of(error) in GONE_CODES:
                raise _gone() from error
            if not is_busy(error):
                raise refusal(error) from error
            if attempt + 1 < ATTEMPTS:
                sleep(PAUSE)
    zh = "Excel 正忙（可能有对话框没关，或单元格正在编辑）。请按 Esc 退出编辑、关闭对话框后再试；工作簿未改动"
    en = "Excel is busy: press Esc, close any dialog and try again; nothing was changed"
    raise ExcelBusy(sentence(zh, en))


def code_of(error: BaseException) -> int | None:
    """The COM result code of an error, the inner one where Excel itself raised it; None for any other error."""
    code: Any = getattr(error, "hresult", None)
    details: Any = getattr(error, "excepinfo", None)
    if code == EXCEPTION_CODE and details and len(details) > 5 and details[5] in BUSY_CODES:
        return int(details[5])
    return code if isinstance(code, int) else None


def is_busy(error: BaseException) -> bool:
    """Whether trying again may help."""
    return code_of(error) in BUSY_CODES or type(error).__name__ == "ExcelBusyError"


def refusal(error: Exception) -> XlkpiError:
    """What Excel refuses, as a sentence: the workbook is protected, read-only, or gone."""
    details: Any = getattr(error, "excepinfo", None)
    reason = details[2] if details and len(details) > 2 and details[2] else str(error)
    zh = "Excel 拒绝了操作：{reason}。若工作表受保护，请先在“审阅”中撤销保护；若文件只读，请另存后再试"
    en = "Excel refused: {reason}; unprotect the sheet under Review, or save a copy if the file is read-only"
    return CannotWrite(sentence(zh, en, reason=str(reason).strip()))


def _gone() -> ExcelGone:
    zh = "与 Excel 的连接断开了（工作簿或 Excel 已关闭）。请重新打开后再试"
    en = "Excel or the workbook was closed: open it again"
    return ExcelGone(sentence(zh, en))
