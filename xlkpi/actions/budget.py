"""Pay against a budget by department, and a fixed pool divided by coefficient x base."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from fractions import Fraction

from xlkpi.actions.checks.spending import Spent, budget_of, spent_by, yuan
from xlkpi.actions.current import current
from xlkpi.actions.exporting import Paid
from xlkpi.actions.results import in_file
from xlkpi.books.book import Book, Value
from xlkpi.domain.numbers import exact
from xlkpi.drawing.workbook_reading import Reading, as_number, as_text
from xlkpi.errors import Fault, Unusable, Words, sentence, unsafe
from xlkpi.functions import call

LACKING = (
    ("coefficient", "{who} 没有系数，不能参加分配，请补全", "{who} has no coefficient: fill it in"),
    ("base", "{who} 没有基数，不能参加分配，请补全", "{who} has no base: fill it in"),
)
FACTORS = frozenset({"coefficient", "factor"})
"""Keys of the columns of a rulebook that hold coefficients of levels."""


def budget(books: Sequence[Book], given: Mapping[str, Decimal]) -> tuple[list[Spent], Spent | None, list[Fault]]:
    """Return pay by department and in all, against budgets by department; "" is the budget of all.

    The budget of all is that of the workbooks' pages 参数 where none is given and each has one; 0 there means none.
    Raises Unusable for a department that is not there.
    """
    zh, en = "这种表没有每人的工资金额，没有可核对的预算", "this kind of workbook holds no pay of people"
    readings, faults = _computed(books, {"pay"}, zh, en)
    if unsafe(faults):
        return [], None, faults
    found = [(reading, row) for reading in readings for row in spent_by(reading)]
    departments = {row.department: row for _, row in found}
    for unit, amount in given.items():
        if unit and unit not in departments:
            zh, en = "没有部门“{unit}”，可用：{units}", "there is no department “{unit}”; use {units}"
            raise Unusable(sentence(zh, en, unit=unit, units="、".join(departments)))
        if unit:
            departments[unit].budget = amount
    own = [one for reading in readings if (one := budget_of(reading)) is not None]
    whole = Spent("", budget=given.get("", sum(own, Decimal(0)) if len(own) == len(readings) else None))
    least = Decimal(0)
    for reading, row in found:
        whole.people += row.people
        whole.own += row.own
        whole.supervisor += row.supervisor
        lowest = _least(reading, row.department)
        least += lowest
        if row.budget is not None and row.budget < lowest:
            faults.append(_below(reading.book.title, row.department))
    if whole.budget is not None and whole.budget < least:
        faults.append(_below("、".join(reading.book.title for reading in readings), sentence("全部", "all")))
    return [row for _, row in found], whole, faults


def _below(place: str, whom: Words) -> Fault:
    zh = "{unit}的预算低于全员按最低系数计算的下限，请核对"
    en = "the budget of {unit} is below what everybody gets at the lowest coefficient"
    return Fault(place, sentence(zh, en, unit=whom))


def _computed(books: Sequence[Book], keys: AbstractSet[str], zh: str, en: str) -> tuple[list[Reading], list[Fault]]:
    """Return workbooks whose results are up to date, of one month and each person once; the sentence tells what lacks.

    Of several workbooks a fault names the file.
    """
    readings: list[Reading] = []
    faults: list[Fault] = []
    for book in books:
        reading, found = current(book)
        if reading is not None and not keys <= reading.kind.people.keys():
            found.append(Fault(book.title, sentence(zh, en)))
        faults += found if len(books) == 1 else [in_file(fault, book.title) for fault in found]
        readings += [] if reading is None else [reading]
    months = sorted({reading.month or "" for reading in readings})
    if len(months) > 1:
        zh = "这些表的月份不同：{months}；预算是一个月的，请分开算"
        en = "of different months: {months}; take one at a time"
        faults.append(Fault("、".join(book.title for book in books), sentence(zh, en, months="、".join(months))))
    first: dict[str, str] = {}
    for reading in readings:
        for row in reading.roster:
            person = as_text(reading.person("id", row))
            other = first.setdefault(person, reading.book.title)
            if person and other != reading.book.title:
                zh = "工号 {id} 在 {other} 里也有，会算两次"
                en = "工号 {id} also stands in {other} and would count twice"
                name = reading.kind.identity
                faults.append(in_file(reading.fault(name, row, zh, en, id=person, other=other), reading.book.title))
    return readings, faults


def _least(reading: Reading, unit: str) -> Decimal:
    """What the people of a department would get at the lowest coefficient of the rulebook."""
    numbers = reading.kind.numbers
    columns = [c.name for table in numbers.tables for c in table.columns if c.key in FACTORS] if numbers else []
    factors = [exact(value) for name in columns for value in reading.column(name) if isinstance(value, float)]
    least = Fraction(0)
    for row in reading.roster if factors else ():
        pay, factor = (as_number(reading.person(key, row)) for key in ("pay", "coefficient"))
        if pay and factor and unit == as_text(reading.person("department", row)):
            least += exact(pay) / exact(factor) * min(factors)
    return Decimal(int(least * 100)).scaleb(-2)


def divided(books: Sequence[Book], pool: Decimal) -> tuple[list[Paid], list[Fault]]:
    """Divide a pool among everybody with a coefficient and a base; nobody while anything is wrong."""
    zh, en = "这种表没有系数和基数，不能分配总额", "this kind of workbook holds no coefficients and bases"
    readings, faults = _computed(books, {"coefficient", "base"}, zh, en)
    if unsafe(faults):
        return [], faults
    rows = [(reading, row) for reading in readings for row in reading.roster if reading.appraised(row)]
    for reading, row in rows:
        for key, zh, en in LACKING:
            if as_number(reading.person(key, row)) is None:
                faults.append(reading.fault(reading.kind.people[key], row, zh, en, who=reading.who(row)))
    if unsafe(faults):
        return [], faults
    faults += _without_attendance(rows)
    factors, bases = ([[reading.person(key, row)] for reading, row in rows] for key in ("coefficient", "base"))
    answer = call("KPI_POOL", (float(pool), factors, bases))
    parts = [row[0] for row in answer] if isinstance(answer, list) else [answer]
    wrong = next((part for part in parts if not isinstance(part, float)), None)
    if wrong is not None or len(parts) != len(rows):
        place = "、".join(book.title for book in books)
        return [], [*faults, Fault(place, sentence("不能分配：{why}", "cannot be divided: {why}", why=str(wrong)))]
    return [_part(*one, part) for one, part in zip(rows, parts, strict=True)], faults


def _without_attendance(rows: Sequence[tuple[Reading, int]]) -> list[Fault]:
    """Say that attendance does not count in the division, where somebody's is less than whole."""
    less = [(reading, row) for reading, row in rows if as_number(reading.person("attendance", row)) not in (None, 1.0)]
    if not less:
        return []
    zh = "{count} 人的出勤率不是 100%（如 {who}），分配总额按系数 × 基数，不乘出勤率"
    en = "{count} people have an attendance other than 100% (like {who}); the pool is divided without it"
    reading, row = less[0]
    return [Fault(reading.book.title, sentence(zh, en, count=len(less), who=reading.who(row)), notice=True)]


def _part(reading: Reading, row: int, part: Value) -> Paid:
    return Paid(
        as_text(reading.person("id", row)),
        reading.who(row),
        as_text(reading.person("department", row)),
        as_number(reading.person("coefficient", row)),
        yuan(part),
        reading.month or "",
    )
