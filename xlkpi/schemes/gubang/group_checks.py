"""What the results of 服务小组评比表 show: levels outside the allowed set, levels left open."""

from __future__ import annotations

from xlkpi.drawing.workbook_reading import Reading, as_number, as_text, is_blank
from xlkpi.errors import Fault
from xlkpi.schemes.gubang.group_members import REFUSED


def refused_levels(reading: Reading) -> list[Fault]:
    """A member's level lies in the set that the group's level allows, whether the manager or an appeal gave it."""
    found = []
    appeals = {as_text(person): row for row, person in reversed([*enumerate(reading.column("申诉_成立工号"))])}
    rows = zip(reading.column("组员_等级"), reading.column("组员_工号"), reading.column("组员_组等级"), strict=True)
    for row, (level, person, group) in enumerate(rows):
        if level == REFUSED:
            appeal = appeals.get(as_text(person))
            judged = "组员_主管评定" if is_blank(reading.column("组员_调整等级")[row]) else "组员_调整等级"
            name, place = (judged, row) if appeal is None else ("申诉_更正等级", appeal)
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


def paid_with_zero(reading: Reading) -> list[Fault]:
    """A performance score of 0 beside performance pay is a notice: what it does to pay is not printed."""
    found = []
    for row in reading.roster:
        if reading.column("组员_月绩效")[row] == 0 and as_number(reading.column("应用_工资")[row]):
            zh = "{who} 绩效分为0，绩效工资仍按等级系数计算，请核对等级或基数"
            en = "{who} has the performance score 0, yet pay by the level's coefficient: is that meant?"
            found.append(reading.notice("应用_工资", row, zh, en, who=reading.who(row)))
    return found
