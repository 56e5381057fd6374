"""Hand results to others: a workbook of values alone, and the payroll of everybody as a table."""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal

from xlkpi.actions.current import current
from xlkpi.actions.pay_cells import pay_areas
from xlkpi.books.areas import Area
from xlkpi.books.file import FileBook
from xlkpi.books.ooxml.edits import Edit, edit_package
from xlkpi.books.ooxml.edits.values_only import hidden_rows, values_only
from xlkpi.books.ooxml.package_saving import write_archive
from xlkpi.domain.numbers import exact, money
from xlkpi.domain.signing import APPROVED, reached
from xlkpi.drawing.layout import COPY, COPY_STANDS_FOR
from xlkpi.drawing.workbook_reading import Reading, as_number, as_text, is_blank
from xlkpi.errors import Fault, sentence, unsafe
from xlkpi.macros.vba import MACROS_OFF
from xlkpi.records import dataclass
from xlkpi.schemes.sign_off import state

PAYROLL_HEADS = ("单位", "工号", "姓名", "系数", "金额", "月份")


@dataclass(frozen=True)
class Paid:
    """What one person is paid: the coefficient as it stands in the cell, the amount in yuan to the 分."""

    id: str
    name: str
    department: str
    coefficient: float | None
    amount: Decimal
    month: str
    branch: str = ""


def as_values(book: FileBook, *, without_pay: bool) -> tuple[bytes | None, list[Fault]]:
    """Return a workbook of the values that stand in a computed one, as the bytes of an .xlsx; None for a fault."""
    reading, faults = current(book)
    if reading is None:
        return None, faults
    return _plain(book, list(pay_areas(book.file, reading.kind)) if without_pay else []), [*faults, *_unseen(book)]


def _plain(book: FileBook, clear: Sequence[Area]) -> bytes:
    target = io.BytesIO()
    plain = values_only(book.file.package, clear, {MACROS_OFF})
    write_archive(edit_package(plain, Edit(names={COPY: COPY_STANDS_FOR})).package, target)
    return target.getvalue()


def _unseen(book: FileBook) -> list[Fault]:
    zh, en = "有 {count} 行是隐藏的，导出件里是空的", "{count} hidden rows are empty in the export"
    return [Fault(sheet, sentence(zh, en, count=count), notice=True) for sheet, count in hidden_rows(book.file.package)]


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
    come = state(reading)
    if come is not None and not reached(come, APPROVED):
        zh = "状态是“{state}”，总经理还没有批准：这份工资表只是草稿"
        en = "is in the state {state}, not approved yet: this payroll is a draft only"
        more = [*more, Fault(book.title, sentence(zh, en, state=come), notice=True)]
    return ([] if unsafe(more) else found), [*faults, *more]


def _paid(reading: Reading, name: str) -> tuple[list[Paid], list[Fault]]:
    found: list[Paid] = []
    faults: list[Fault] = []
    amounts = reading.line(name)
    branch = as_text(reading.field(reading.kind.owner)) if reading.kind.owner else ""
    for row in reading.roster:
        amount = as_number(amounts[row])
        if amount is None:
            if reading.appraised(row) or not is_blank(amounts[row]):
                zh, en = "{who} 没有工资金额，请补全绩效基数等再计算", "{who} has no amount of pay: fill in the base"
                faults.append(reading.fault(name, row, zh, en, who=reading.who(row)))
            continue
        yuan = money(exact(amount))
        if Decimal(repr(amount)) != yuan:
            zh, en = "{who} 的金额不是整分，请先四舍五入到分", "the amount of {who} is no whole 分: round it first"
            faults.append(reading.fault(name, row, zh, en, who=reading.who(row)))
        person = as_text(reading.person("id", row))
        coefficient = as_number(reading.person("coefficient", row))
        department = as_text(reading.person("department", row))
        found.append(Paid(person, reading.who(row), department, coefficient, yuan, reading.month or "", branch))
    listed = set(reading.roster)
    if any(as_number(amount) is not None for row, amount in enumerate(amounts) if row not in listed):
        zh, en = "名单以外的行里也有金额，请核对", "amounts stand in rows outside the roster: look at them"
        faults.append(reading.fault(name, 0, zh, en))
    if reading.month is None:
        zh, en = "没有考核月份，请填写", "the month is missing: fill it in"
        faults.append(Fault(reading.book.title, sentence(zh, en)))
    return found, faults + _supervisors(reading)


def _supervisors(reading: Reading) -> list[Fault]:
    """Supervisors' pay stands beside their departments, without a 工号: it is not in the payroll."""
    name = reading.kind.units.get("pay", "")
    rows = [row for row, pay in enumerate(reading.line(name)) if as_number(pay) is not None] if name else []
    if not rows:
        return []
    zh = "{count} 位主管的绩效工资没有工号，不在工资表里，请另行发放"
    en = "the pay of {count} supervisors has no 工号 and is not in the payroll"
    return [reading.notice(name, rows[0], zh, en, count=len(rows))]


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
