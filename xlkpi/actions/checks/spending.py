"""What performance pay comes to by department, against the budget on the page of parameters."""

from __future__ import annotations

from decimal import Decimal

from xlkpi.books.book import Value
from xlkpi.domain.numbers import exact, money
from xlkpi.drawing.workbook_reading import Reading, as_number, as_text
from xlkpi.errors import Fault
from xlkpi.records import dataclass

BUDGET = "参数_预算"


def yuan(amount: Value) -> Decimal:
    """Return a cell as money, 0 for one that holds no number."""
    return money(exact(amount)) if isinstance(amount, float) else Decimal(0)


def budget_of(reading: Reading) -> Decimal | None:
    """Return the budget of the month; None where there is none, or 0 says that nothing is checked."""
    own = as_number(reading.field(BUDGET)) if BUDGET in reading.blocks else None
    return yuan(own) if own else None


@dataclass
class Spent:
    """What a department's people are paid and its supervisor beside them, and its budget in yuan; None: there is none.

    `people` is how many are paid, the supervisor not counted.
    """

    department: str
    people: int = 0
    own: Decimal = Decimal(0)
    supervisor: Decimal = Decimal(0)
    budget: Decimal | None = None

    @property
    def pay(self) -> Decimal:
        """All that is paid."""
        return self.own + self.supervisor

    @property
    def left(self) -> Decimal | None:
        """What is left of the budget, below 0 where it is overspent."""
        return None if self.budget is None else self.budget - self.pay


def spent_by(reading: Reading) -> list[Spent]:
    """Return what is paid by department, in the order of the departments and then of the roster."""
    units = reading.kind.units
    names = [as_text(unit) for unit in reading.line(units["name"])] if units else []
    supervisors = reading.line(units["pay"]) if "pay" in units else [None] * len(names)
    found = {unit: Spent(unit, supervisor=yuan(pay)) for unit, pay in zip(names, supervisors, strict=True) if unit}
    for row in reading.roster:
        unit = as_text(reading.person("department", row))
        amount = reading.person("pay", row)
        there = found.setdefault(unit, Spent(unit))
        there.people += as_number(amount) is not None
        there.own += yuan(amount)
    return list(found.values())


def over_budget(reading: Reading) -> list[Fault]:
    """Pay above the budget is told, by how much is not: a fault never prints pay."""
    budget = budget_of(reading)
    if budget is None or sum(one.pay for one in spent_by(reading)) <= budget:
        return []
    zh, en = "绩效工资合计超过预算；差多少见 xlkpi budget {file}", "pay exceeds the budget; see xlkpi budget {file}"
    return [reading.notice(BUDGET, 0, zh, en, file=reading.book.argument)]
