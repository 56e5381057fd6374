"""What 电商客服考核表 prints of the last of a month, of plans of improvement and of the guide to shares of pay."""

from __future__ import annotations

from xlkpi.drawing.workbook_reading import Reading, as_number, as_text, is_blank
from xlkpi.errors import Fault

DUE = "须提交"
"""What stands beside somebody who must hand in a plan of improvement."""


def short_commission(reading: Reading) -> list[Fault]:
    """A commission that is smaller than what is taken off it is told: the rest is not taken off anything else."""
    found = []
    columns = (reading.column(name) for name in ("工资_奖惩", "工资_提成", "工资_姓名"))
    for row, (award, commission, name) in enumerate(zip(*columns, strict=True)):
        taken, given = as_number(award), as_number(commission)
        if taken is None or taken >= 0 or (given or 0) + taken >= 0:
            continue
        zh = "{name}应从提成中扣 {taken} 元，提成{given}，{rest} 元没有扣到"
        en = "{taken} yuan come off the commission of {name} ({given}); {rest} yuan are not taken"
        has = "没有填写" if given is None else f"只有 {as_text(given)} 元"
        rest = as_text(-taken - (given or 0))
        who, off = as_text(name), as_text(-taken)
        found.append(reading.notice("工资_提成", row, zh, en, name=who, taken=off, given=has, rest=rest))
    return found


def outside_guide(reading: Reading) -> list[Fault]:
    """A share of pay typed for somebody outside what the guide says of his 层级 is told: the company decides.

    That the formula's own share is not that of the guide is printed, and stands beside everybody.
    """
    found = []
    for row in reading.roster:
        verdict = as_text(reading.column("工资_指导")[row])
        if verdict.startswith("应为") and not is_blank(reading.column("工资_占比")[row]):
            zh = "{who} 单独填写的占比与指导比例不符，{verdict}，请核对"
            en = "the share typed for {who} is outside the guide ({verdict}): is that meant?"
            found.append(reading.notice("工资_占比", row, zh, en, who=reading.who(row), verdict=verdict))
    return found


def wrong_plans(reading: Reading) -> list[Fault]:
    """Who hands in a plan of improvement need not, or does not although he must, once there are plans."""
    due = {as_text(reading.person("id", at)): at for at in reading.roster if reading.column("得分_改进")[at] == DUE}
    listed = {as_text(one): row for row, one in enumerate(reading.column("改进_工号")) if not is_blank(one)}
    found = []
    for person, row in listed.items():
        if person not in due and not is_blank(reading.column("改进_姓名")[row]):
            zh = "{who} 不在须提交改进计划的人员之内，请核对工号"
            en = "{who} need not hand in a plan: is the 工号 right?"
            who = as_text(reading.column("改进_姓名")[row])
            found.append(reading.notice("改进_工号", row, zh, en, who=who))
    lacking = [at for person, at in due.items() if person not in listed] if listed else []
    for at in lacking:
        zh = "{who} 须提交改进计划，「改进计划」页没有登记"
        en = "{who} must hand in a plan and is not on the page 改进计划"
        found.append(reading.notice("得分_改进", at, zh, en, who=reading.who(at)))
    return found
