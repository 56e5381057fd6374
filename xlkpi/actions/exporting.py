"""Hand results to others: a workbook of values alone, and the payroll of everybody as a table."""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal

from xlkpi.actions.current import current, not_approved
from xlkpi.actions.opening import kind_of
from xlkpi.actions.pay_cells import pay_areas
from xlkpi.books.areas import Area
from xlkpi.books.file import FileBook
from xlkpi.books.ooxml.edits import Edit, edit_package
from xlkpi.books.ooxml.edits.values_only import hidden_rows, values_only
from xlkpi.books.ooxml.package_saving import write_archive
from xlkpi.domain.numbers import exact, money
from xlkpi.domain.plain_names import same_name
from xlkpi.drawing.final_mark import SAID_WHILE_OFF
from xlkpi.drawing.layout import COPY, COPY_STANDS_FOR
from xlkpi.drawing.workbook_reading import Reading, as_number, as_text, is_blank
from xlkpi.errors import Fault, sentence, unsafe
from xlkpi.records import dataclass

PAYROLL_HEADS = ("单位", "工号", "姓名", "系数", "金额", "月份")


@dataclass(frozen=True)
class Paid:
    """What one person is paid: the coefficient as it stands in the cell, the amount in yuan to the 分.

    `id` is "" for a supervisor, who has no 工号 in a summary, and where a company's own list has none.
    """

    id: str
    name: str
    department: str
    coefficient: float | None
    amount: Decimal
    month: str
    branch: str = ""
    supervisor: bool = False


def as_values(book: FileBook, *, without_pay: bool) -> tuple[bytes | None, list[Fault]]:
    """Return a workbook of the values that stand in a computed one, as the bytes of an .xlsx; None for a fault."""
    reading, faults = current(book)
    if reading is None:
        return None, faults
    return _plain(book, list(pay_areas(book.file, reading.kind)) if without_pay else []), [*faults, *_unseen(book)]


def _plain(book: FileBook, clear: Sequence[Area]) -> bytes:
    target = io.BytesIO()
    plain = values_only(book.file.package, clear, SAID_WHILE_OFF)
    write_archive(edit_package(plain, Edit(names={COPY: COPY_STANDS_FOR})).package, target)
    return target.getvalue()


def _unseen(book: FileBook) -> list[Fault]:
    zh, en = "有 {count} 行是隐藏的，导出件里是空的", "{count} hidden rows are empty in the export"
    return [Fault(sheet, sentence(zh, en, count=count), notice=True) for sheet, count in hidden_rows(book.file.package)]


def pays(book: FileBook) -> bool:
    """Tell whether a workbook is of a kind that holds what people are paid: a form holds none."""
    kind = kind_of(book.names())
    return kind is not None and not {"paid", "pay"}.isdisjoint(kind.people)


def payroll(book: FileBook) -> tuple[list[Paid], list[Fault]]:
    """Return what everybody is paid; nothing while anything is wrong. No fault tells an amount."""
    reading, faults = current(book)
    if reading is None:
        return [], faults
    people = reading.kind.people
    name = people.get("paid") or people.get("pay")
    if name is None:
        zh, en = "这种表没有每人的工资金额，不能导出工资表", "this kind of workbook holds no pay of people"
        return [], [*faults, Fault(book.title, sentence(zh, en))]
    found, more = _paid(reading, name)
    more = [*more, *not_approved(reading, "这份工资表", "this payroll")]
    return ([] if unsafe(more) else found), [*faults, *more]


def _paid(reading: Reading, name: str) -> tuple[list[Paid], list[Fault]]:
    found: list[Paid] = []
    faults: list[Fault] = []
    amounts = reading.line(name)
    for row in reading.roster:
        amount = as_number(amounts[row])
        if amount is None:
            if reading.appraised(row) or not is_blank(amounts[row]):
                zh, en = "{who} 没有工资金额，请补全绩效基数等再计算", "{who} has no amount of pay: fill in the base"
                faults.append(reading.fault(name, row, zh, en, who=reading.who(row)))
            continue
        person = as_text(reading.person("id", row))
        coefficient = as_number(reading.person("coefficient", row))
        department = as_text(reading.person("department", row))
        faults += _uneven(reading, name, row, reading.who(row), amount)
        found.append(_line(reading, person, reading.who(row), department, coefficient, amount))
    listed = set(reading.roster)
    if any(as_number(amount) is not None for row, amount in enumerate(amounts) if row not in listed):
        zh, en = "名单以外的行里也有金额，请核对", "amounts stand in rows outside the roster: look at them"
        faults.append(reading.fault(name, 0, zh, en))
    if reading.month is None:
        zh, en = "没有考核月份，请填写", "the month is missing: fill it in"
        faults.append(Fault(reading.book.title, sentence(zh, en)))
    supervisors, more = _supervisors(reading, found)
    return [*found, *supervisors], [*faults, *more]


def _line(
    reading: Reading,
    person: str,
    name: str,
    unit: str,
    coefficient: float | None,
    amount: float,
    *,
    leads: bool = False,
) -> Paid:
    branch = as_text(reading.field(reading.kind.owner)) if reading.kind.owner else ""
    return Paid(person, name, unit, coefficient, money(exact(amount)), reading.month or "", branch, leads)


def _uneven(reading: Reading, name: str, row: int, who: str, amount: float) -> list[Fault]:
    if Decimal(repr(amount)) == money(exact(amount)):
        return []
    zh, en = "{who} 的金额不是整分，请先四舍五入到分", "the amount of {who} is no whole 分: round it first"
    return [reading.fault(name, row, zh, en, who=who)]


def _supervisors(reading: Reading, staff: Sequence[Paid]) -> tuple[list[Paid], list[Fault]]:
    """Return what supervisors are paid, beside their departments: as an employee is (rules A3), by name alone."""
    units = reading.kind.units
    if "pay" not in units:
        return [], []
    columns = {key: reading.line(name) for key, name in units.items()}
    found: list[Paid] = []
    faults: list[Fault] = []
    rows = [row for row, pay in enumerate(columns["pay"]) if as_number(pay) is not None]
    for row in rows:
        amount = as_number(columns["pay"][row]) or 0.0
        name, department = as_text(columns["supervisor"][row]), as_text(columns["name"][row])
        faults += _uneven(reading, units["pay"], row, name, amount)
        found.append(_line(reading, "", name, department, as_number(columns["coefficient"][row]), amount, leads=True))
        if any(same_name(one.name, name) for one in staff):
            zh, en = "主管 {who} 在名单里也有一笔，请核对是不是同一人", "{who}, a supervisor, is paid in the roster too"
            faults.append(reading.notice(units["supervisor"], row, zh, en, who=name))
    if rows:
        zh = "{count} 位主管的绩效工资列在最后，表里没有主管的工号，导入工资系统前请补上"
        en = "the pay of {count} supervisors stands last, without a 工号, which the workbook does not hold: add it"
        faults.append(reading.notice(units["pay"], rows[0], zh, en, count=len(rows)))
    return found, faults


def payroll_rows(people: Sequence[Paid]) -> list[tuple[str | Decimal, ...]]:
    """Return the lines of a payroll table."""
    return [
        (
            one.branch,
            one.id,
            one.name,
            "" if one.coefficient is None else f"{one.coefficient:.15g}",
            one.amount,
            one.month,
        )
        for one in people
    ]
