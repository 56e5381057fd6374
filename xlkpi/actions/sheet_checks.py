"""What may be wrong in a workbook of the schemes beyond the gas company's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import zip_longest

from xlkpi.actions.reading import Reading, as_text, is_blank
from xlkpi.actions.sheet_people import cells_of
from xlkpi.errors import Fault

Check = Callable[[Reading], list[Fault]]
REFUSED = "超出范围"
"""What 服务小组评比表 shows for a level outside the allowed set."""


def unconfirmed(reading: Reading) -> list[Fault]:
    """Assumed numbers that nobody confirmed yet are notices."""
    found = []
    for name, labels in reading.layout.confirmed.items():
        for row, answer in enumerate(reading.column(name)):
            if as_text(answer) == "否":
                label = as_text(reading.column(labels)[row])
                zh = "“{label}”原文缺失，按假定计算；请核对后在「已确认」选“是”"
                en = "“{label}” is assumed: confirm it on the page 参数"
                found.append(replace(reading.notice(name, row, zh, en, label=label), unconfirmed=True))
    return found


def twice(reading: Reading) -> list[Fault]:
    """A 工号 stands once in a roster."""
    name = reading.layout.people.get("id", "")
    if not name:
        return []
    found = []
    seen: dict[str, int] = {}
    for row, value in enumerate(cells_of(reading, name)):
        person = as_text(value)
        if person and seen.setdefault(person, row) != row:
            zh, en = "工号 {id} 重复（与第{row}行相同）", "工号 {id} stands twice (as in row {row})"
            found.append(reading.fault(name, row, zh, en, id=person, row=seen[person] + 1))
    return found


def refused_levels(reading: Reading) -> list[Fault]:
    """A member's level lies in the set that the group's level allows, whether the manager or an appeal gave it."""
    found = []
    appeals = {as_text(person): row for row, person in reversed([*enumerate(reading.column("申诉_成立工号"))])}
    rows = zip(reading.column("组员_等级"), reading.column("组员_工号"), reading.column("组员_组等级"), strict=True)
    for row, (level, person, group) in enumerate(rows):
        if level == REFUSED:
            appeal = appeals.get(as_text(person))
            name, place = ("组员_主管评定", row) if appeal is None else ("申诉_更正等级", appeal)
            zh = "小组等级 {group} 的组员不能评 {level}，已拒绝；请在允许的范围内重新评定"
            en = "a member of a group with level {group} cannot get {level}: choose an allowed level"
            given = as_text(reading.column(name)[place])
            found.append(reading.fault(name, place, zh, en, group=as_text(group), level=given))
    return found


def open_levels(reading: Reading) -> list[Fault]:
    """A group whose level nobody decided is a notice."""
    found = []
    names = reading.blocks["组_名称"][0]
    for place, level in enumerate(reading.blocks["组_等级"][0]):
        if as_text(level) == "待定":
            zh, en = "{group}等级待定，请主管在「主管确定」中填写", "the level of {group} is open: the manager decides"
            found.append(reading.notice("组_主管确定", 0, zh, en, group=as_text(names[place])))
    return found


def late_answers(reading: Reading) -> list[Fault]:
    """An appeal answered late is a notice."""
    zh, en = "申诉答复超过期限", "the appeal was answered late"
    late = [row for row, state in enumerate(reading.column("申诉_情况")) if as_text(state) == "逾期"]
    return [reading.notice("申诉_情况", row, zh, en) for row in late]


def missing_month(reading: Reading) -> list[Fault]:
    """A workbook that counts by months says which month it is."""
    if "考核月份" not in reading.blocks or not is_blank(reading.field("考核月份")):
        return []
    used = any(not is_blank(value) for value in cells_of(reading, reading.layout.people.get("id", "考核月份")))
    return [reading.fault("考核月份", 0, "考核月份为空", "the month is blank")] if used else []


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


GENERAL: tuple[Check, ...] = (unconfirmed, twice, missing_month)
"""What is looked at before anything is computed."""

RESULT_CHECKS: dict[str, tuple[Check, ...]] = {
    "groups": (refused_levels, open_levels, late_answers),
    "weekly": (reasons_missing, missed_weeks),
}
"""What is looked at in the results, by kind."""


def result_faults(reading: Reading) -> list[Fault]:
    """Return what the results of a workbook show to be wrong or open; they are as true as its last calculation."""
    return [fault for check in RESULT_CHECKS.get(reading.layout.kind, ()) for fault in check(reading)]
