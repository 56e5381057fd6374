"""What the results of 周指标追踪表 show: weeks missed without a reason, weeks missed in a row."""

from __future__ import annotations

from itertools import zip_longest

from xlkpi.drawing.workbook_reading import Reading, as_text, is_blank
from xlkpi.errors import Fault


def reasons_missing(reading: Reading) -> list[Fault]:
    """A department that missed a week gives its reason."""
    departments = reading.blocks["部门_名称"][0]
    lacking = reading.blocks["部门_缺说明"][0]
    found = []
    for department, count in zip_longest(departments, lacking):
        if isinstance(count, float) and count > 0:
            zh, en = "{name}有 {count} 周未完成而没有说明原因", "{name} missed {count} weeks without a reason"
            found.append(reading.notice("部门_缺说明", 0, zh, en, name=as_text(department), count=int(count)))
    return found


def missed_weeks(reading: Reading) -> list[Fault]:
    """A department that missed weeks in a row is a notice."""
    names, actions = reading.blocks["部门_名称"][0], reading.blocks["部门_处理"][0]
    zh, en = "{name}{action}", "{name}: {action}"
    return [
        reading.notice("部门_处理", 0, zh, en, name=as_text(name), action=as_text(action))
        for name, action in zip(names, actions, strict=True)
        if not is_blank(action)
    ]
