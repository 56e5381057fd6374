"""What the results of 周指标追踪表 show: weeks missed without a reason, weeks missed in a row."""

from __future__ import annotations

from xlkpi.books.book import Value
from xlkpi.drawing.workbook_reading import Reading, as_text, is_blank
from xlkpi.errors import Fault


def reasons_missing(reading: Reading) -> list[Fault]:
    """A department that missed a week gives its reason."""
    zh, en = "{name}有 {count} 周未完成而没有说明原因", "{name} missed {count} weeks without a reason"
    return [
        reading.notice("部门_缺说明", 0, zh, en, column=at, name=name, count=int(count))
        for at, (name, count) in enumerate(_by_department(reading, "部门_缺说明"))
        if isinstance(count, float) and count > 0
    ]


def missed_weeks(reading: Reading) -> list[Fault]:
    """A department that missed weeks in a row is a notice."""
    zh, en = "{name}{action}", "{name}: {action}"
    return [
        reading.notice("部门_处理", 0, zh, en, column=at, name=name, action=as_text(action))
        for at, (name, action) in enumerate(_by_department(reading, "部门_处理"))
        if not is_blank(action)
    ]


def _by_department(reading: Reading, block: str) -> list[tuple[str, Value]]:
    return list(zip(map(as_text, reading.line("部门_名称")), reading.line(block), strict=True))
