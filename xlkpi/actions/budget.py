"""Pay against a budget by department, and a fixed pool divided by coefficient x base."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from xlkpi.actions.checks.spending import Spent, budget_of, spent_by, yuan
from xlkpi.actions.current import current
from xlkpi.actions.exporting import Paid
from xlkpi.books.book import Book, Value
from xlkpi.domain.numbers import exact
from xlkpi.drawing.workbook_reading import Reading, as_number, as_text
from xlkpi.errors import Fault, Unusable, sentence, unsafe
from xlkpi.functions import call

LACKING = (
    ("coefficient", "{who} 没有系数，不能参加分配，请补全", "{who} has no coefficient: fill it in"),
    ("base", "{who} 没有基数，不能参加分配，请补全", "{who} has no base: fill it in"),
)
FACTORS = frozenset({"coefficient", "factor"})
"""Keys of the columns of a rulebook that hold coefficients of levels."""


def budget(book: Book, given: Mapping[str, Decimal]) -> tuple[list[Spent], Spent | None, list[Fault]]:
    """Return pay by department and in all, against budgets by department; "" is the budget of all.

    The budget of all is that of the workbook's page 参数 where none is given; 0 there means none. Raises Unusable for
    a department that is not there.
    """
    reading, faults = current(book)
    if reading is None:
        return [], None, faults
    if "pay" not in reading.kind.people:
        zh, en = "这种表没有每人的工资金额，没有可核对的预算", "this kind of workbook holds no pay of people"
        return [], None, [*faults, Fault(book.title, sentence(zh, en))]
    rows = spent_by(reading)
    departments = {row.department: row for row in rows}
    for unit, amount in given.items():
        if unit and unit not in departments:
            zh, en = "没有部门“{unit}”，可用：{units}", "there is no department “{unit}”; use {units}"
            raise Unusable(sentence(zh, en, unit=unit, units="、".join(departments)))
        if unit:
            departments[unit].budget = amount
    whole = Spent("", budget=given.get("", budget_of(reading)))
    for row in rows:
        whole.people += row.people
        whole.own += row.own
        whole.supervisor += row.supervisor
    for row in (*rows, whole):
        least = _least(reading, row.department)
        if row.budget is not None and row.budget < least:
            zh = "{unit}的预算低于全员按最低系数计算的下限，请核对"
            en = "the budget of {unit} is below what everybody gets at the lowest coefficient"
            whom = row.department or sentence("全部", "all")
            faults.append(Fault(book.title, sentence(zh, en, unit=whom)))
    return rows, whole, faults


def _least(reading: Reading, unit: str) -> Decimal:
    """What the people of a department ("" for all) would get at the lowest coefficient of the rulebook."""
    numbers = reading.kind.numbers
    columns = [c.name for table in numbers.tables for c in table.columns if c.key in FACTORS] if numbers else []
    factors = [exact(value) for name in columns for value in reading.column(name) if isinstance(value, float)]
    least = Fraction(0)
    for row in reading.roster if factors else ():
        pay, factor = (as_number(reading.person(key, row)) for key in ("pay", "coefficient"))
        if pay and factor and unit in ("", as_text(reading.person("department", row))):
            least += exact(pay) / exact(factor) * min(factors)
    return Decimal(int(least * 100)).scaleb(-2)


def divided(book: Book, pool: Decimal) -> tuple[list[Paid], list[Fault]]:
    """Divide a pool among everybody with a coefficient and a base; nobody while anything is wrong."""
    reading, faults = current(book)
    if reading is None:
        return [], faults
    people = reading.kind.people
    if not {"coefficient", "base"} <= people.keys():
        zh, en = "这种表没有系数和基数，不能分配总额", "this kind of workbook holds no coefficients and bases"
        return [], [*faults, Fault(book.title, sentence(zh, en))]
    rows = [row for row in reading.roster if reading.appraised(row)]
    for row in rows:
        for key, zh, en in LACKING:
            if as_number(reading.person(key, row)) is None:
                faults.append(reading.fault(people[key], row, zh, en, who=reading.who(row)))
    if unsafe(faults):
        return [], faults
    factors, bases = ([[reading.person(key, row)] for row in rows] for key in ("coefficient", "base"))
    answer = call("KPI_POOL", (float(pool), factors, bases))
    parts = [row[0] for row in answer] if isinstance(answer, list) else [answer]
    wrong = next((part for part in parts if not isinstance(part, float)), None)
    if wrong is not None or len(parts) != len(rows):
        return [], [*faults, Fault(book.title, sentence("不能分配：{why}", "cannot be divided: {why}", why=str(wrong)))]
    return [_part(reading, row, part) for row, part in zip(rows, parts, strict=True)], faults


def _part(reading: Reading, row: int, part: Value) -> Paid:
    return Paid(
        as_text(reading.person("id", row)),
        reading.who(row),
        as_text(reading.person("department", row)),
        as_number(reading.person("coefficient", row)),
        yuan(part),
        reading.month or "",
    )
