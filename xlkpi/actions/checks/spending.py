"""What performance pay comes to by department, against the budget on the page of parameters."""

from __future__ import annotations

from decimal import Decimal

from xlkpi.books.book import Value
from xlkpi.domain.numbers import exact, money
from xlkpi.drawing.workbook_reading import Reading, as_number, as_text
from xlkpi.errors import Fault

BUDGET = "参数_预算"


def yuan(amount: Value) -> Decimal:
    """Return a cell as money, 0 for one that holds no number."""
    return money(exact(amount)) if isinstance(amount, float) else Decimal(0)


def budget_of(reading: Reading) -> Decimal | None:
    """Return the budget of the month; None where there is none, or 0 says that nothing is checked."""
    own = as_number(reading.field(BUDGET)) if BUDGET in reading.blocks else None
    return yuan(own) if own else None


def spent_by(reading: Reading) -> dict[str, tuple[int, Decimal]]:
    """Return how many are paid and how much, by department; supervisors' pay counts, supervisors do not."""
    units = reading.kind.units
    names = [as_text(unit) for unit in reading.line(units["name"])] if units else []
    own = reading.line(units["pay"]) if "pay" in units else [None] * len(names)
    found = {unit: (0, yuan(pay)) for unit, pay in zip(names, own, strict=True) if unit}
    for row in reading.roster:
        unit = as_text(reading.person("department", row))
        people, pay = found.get(unit, (0, Decimal(0)))
        amount = reading.person("pay", row)
        found[unit] = people + (as_number(amount) is not None), pay + yuan(amount)
    return found


def over_budget(reading: Reading) -> list[Fault]:
    """Pay above the budget is told, by how much is not: a fault never prints pay."""
    budget = budget_of(reading)
    if budget is None or sum(pay for _, pay in spent_by(reading).values()) <= budget:
        return []
    zh, en = "绩效工资合计超过预算；差多少见 xlkpi budget {file}", "pay exceeds the budget; see xlkpi budget {file}"
    return [reading.notice(BUDGET, 0, zh, en, file=reading.book.title)]
