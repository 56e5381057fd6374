"""What a two-week plan says of its lines: done, under way or not done, followed by head office, drawn for a check."""

from __future__ import annotations

from xlkpi.drawing.workbook_reading import Reading, as_text, is_blank
from xlkpi.errors import Fault

DONE = "完成"
PROGRESS = (DONE, "进行中", "未完成")
FOLLOWED = "是"
SIGNED = ("属实_签名", "合理_签名")
"""The manager's signatures: last period's results are true, this period's work is sensible."""


def lines_of(reading: Reading, part: str) -> list[int]:
    """Return the rows of a half of the plan (上期 or 本期) that name a task."""
    return [row for row, task in enumerate(reading.column(f"{part}_事项")) if not is_blank(task)]


def is_open(reading: Reading, row: int) -> bool:
    """Tell whether a line of last period is said not to be done."""
    return as_text(reading.column("上期_完成情况")[row]) not in ("", DONE)


def check_lines(reading: Reading) -> list[Fault]:
    """A line of last period that is not done has a reason, stands in this period's work, and is told of if followed."""
    faults = []
    planned = {as_text(task) for task in reading.column("本期_事项")}
    for row in lines_of(reading, "上期"):
        task = as_text(reading.column("上期_事项")[row])
        if is_open(reading, row):
            if is_blank(reading.column("上期_原因")[row]):
                zh, en = "“{task}”没有完成，请写明原因", "“{task}” is not done: give the reason"
                faults.append(reading.notice("上期_原因", row, zh, en, task=task))
            if task not in planned:
                zh = "“{task}”没有完成，应列入本期安排"
                en = "“{task}” is not done and must stand in this period's work"
                faults.append(reading.notice("上期_事项", row, zh, en, task=task))
            if as_text(reading.column("上期_督办")[row]) == FOLLOWED and is_blank(reading.column("督办_情况")[row]):
                zh, en = "督办事项“{task}”没有督办情况，请填写", "“{task}” is followed: say how it stands"
                faults.append(reading.notice("督办_情况", row, zh, en, task=task))
    return faults


def check_vouched(reading: Reading) -> list[Fault]:
    """Who scores a plan as its manager vouches for both halves of it first."""
    if is_blank(reading.field("主管经理评分")):
        return []
    return [
        reading.notice(
            name,
            0,
            "双周计划：主管经理已评分，但还没有签字确认（上期结果属实、本期安排合理）",
            "the manager has scored the plan without signing for its results and its work",
        )
        for name in SIGNED
        if is_blank(reading.field(name))
    ]


def check_findings(reading: Reading) -> list[Fault]:
    """A line drawn for a spot check has a finding."""
    found = []
    for row, drawn in enumerate(reading.column("抽查_抽中")):
        if drawn is True and is_blank(reading.column("抽查_发现")[row]):
            zh, en = "抽查到的“{task}”没有填写抽查发现", "“{task}” was drawn for a check: say what was found"
            task = as_text(reading.column("上期_事项")[row])
            found.append(reading.notice("抽查_发现", row, zh, en, task=task))
    return found
