"""What the results of 服务小组评比表 show: levels outside the allowed set, levels left open, late answers."""

from __future__ import annotations

from xlkpi.drawing.workbook_reading import Reading, as_text
from xlkpi.errors import Fault

REFUSED = "超出范围"
"""What the workbook shows for a level outside the allowed set."""


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
