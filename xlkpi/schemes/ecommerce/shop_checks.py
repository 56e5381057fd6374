"""What 电商客服考核表 prints of the last of a month: the deduction comes out of the commission, never below nothing."""

from __future__ import annotations

from xlkpi.drawing.workbook_reading import Reading, as_number, as_text
from xlkpi.errors import Fault


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
