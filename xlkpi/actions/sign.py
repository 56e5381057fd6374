"""Sign a workbook off: name and date of the next step, or the last one taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from xlkpi.actions.checks.blocks import in_use
from xlkpi.actions.checks.signatures import before_finalized, signature_fault
from xlkpi.actions.checks.signed_contents import mark_signed, outdated
from xlkpi.actions.current import current
from xlkpi.actions.final.opened import settle
from xlkpi.actions.opening import read_book
from xlkpi.books.book import Book
from xlkpi.books.file import FileBook
from xlkpi.domain.signing import APPROVED, FED_BACK, Signature, mistakes, signed_steps, state_of
from xlkpi.drawing.final_mark import final_mark, refuse_final
from xlkpi.drawing.workbook_reading import Reading
from xlkpi.errors import Fault, sentence
from xlkpi.records import dataclass
from xlkpi.schemes.appeal_checks import unsettled, untold
from xlkpi.schemes.sign_off import DATES, NAMES, ROLES, period_end, signatures, signers


@dataclass(frozen=True)
class Signed:
    """What came of signing: the state before and after; the faults say why nothing was written.

    The notices tell whoever signs what still has to be settled.
    """

    before: str = ""
    after: str = ""
    faults: tuple[Fault, ...] = ()
    notices: tuple[Fault, ...] = ()


Step = tuple[Reading | None, list[Signature], int | None, tuple[Fault, ...]]
"""The workbook, its steps, the place of a role's step, what is wrong."""


def next_role(book: Book) -> str:
    """Return the role that signs next, "" where everybody has signed or the workbook is not signed off."""
    reading, _ = read_book(book)
    steps = signatures(reading) if reading is not None else []
    done = min([signed_steps(steps), *(outdated(reading) if reading is not None else [])])
    return steps[done].role if done < len(steps) else ""


def refused(book: Book, role: str) -> tuple[Fault, ...]:
    """Return why nobody can sign as this role now, whoever it is: known before anybody is asked for a name."""
    return _refused(book, role, _step(book, role))


def _refused(book: Book, role: str, step: Step) -> tuple[Fault, ...]:
    reading, steps, at, faults = step
    if reading is None or at is None or not steps[at].after_final or final_mark(book) is not None:
        return faults
    zh = "{role}的签批（{state}）在定稿之后：请先定稿（按钮“定稿”，或 xlkpi finalize {file} --name 姓名），再签批"
    en = "{role} signs ({state}) what is final: first the button 定稿, or xlkpi finalize {file} --name NAME"
    values = {"role": role, "state": steps[at].state, "file": book.argument}
    return (Fault(book.place(NAMES, at), sentence(zh, en, **values)),)


def sign(book: Book, role: str, name: str, day: dt.date | None = None) -> Signed:
    """Put name and date (today's where none is given) of a role into a workbook; whoever calls it saves the workbook.

    Refused are a step out of order, a date that cannot be, a role that has signed already, a workbook with faults or
    whose results are not up to date, for an approval also one with numbers that nobody confirmed, for what comes after
    that one that is not final, and for the last step one in which somebody objects and has no answer. Then the workbook
    is as it was. Whoever signed other contents signs again, and all after him do.
    """
    step = _step(book, role)
    reading, steps, at, _ = step
    faults = _refused(book, role, step)
    if reading is None or at is None or faults:
        return Signed(state_of(steps), state_of(steps), faults)
    before = state_of(steps)
    today = dt.datetime.now().astimezone().date()
    stale = outdated(reading)
    so_far = steps[at] if at not in stale else replace(steps[at], name="", date=None)
    if so_far.begun and not so_far.missing:
        zh = "{role}已签批（{name}，{day}），不能再签；要改请先 xlkpi sign {file} --as {role} --undo"
        en = "{role} has signed already ({name}, {day}); first take it back: xlkpi sign {file} --as {role} --undo"
        values = {"role": role, "name": steps[at].name or "—", "day": str(steps[at].date or "—"), "file": book.argument}
        return Signed(before, before, (Fault(book.place(NAMES, at), sentence(zh, en, **values)),))
    due = min([signed_steps(steps), *stale])
    if at != due:
        zh, en = "应先由{due}签批，再由{role}签批", "{due} signs before {role}"
        if due in stale:
            zh = "签批后内容有变，应先由{due}重新签批，再由{role}签批"
            en = "the contents were changed since: {due} signs again before {role}"
        return Signed(before, before, (reading.fault(NAMES, due, zh, en, due=signers(steps[due]), role=role),))
    later = [replace(s, name="", date=None) if place in stale else s for place, s in enumerate(steps[at + 1 :], at + 1)]
    signed = _signed(so_far, name, day or today)
    if signed.due and signed.missing == so_far.missing:
        zh = "{role}由各部门主管签批，还缺 {missing}；{name}不用签，代签请写“{name}（代{first}）”"
        en = "{role} is signed by the supervisors, of whom {missing} have not; if {name} stands in: {name}（代{first}）"
        values = {"role": role, "name": name, "missing": "、".join(signed.missing), "first": signed.missing[0]}
        return Signed(before, before, (Fault(book.place(NAMES, at), sentence(zh, en, **values)),))
    wanted = [*steps[:at], signed, *later]
    end = period_end(reading)
    wrong = [signature_fault(reading, one, what, wanted, end) for one, what in mistakes(wanted, end, today)]
    if not wrong and not in_use(reading):
        zh, en = "表还是空的，没有可以签批的内容", "is empty: there is nothing to sign"
        wrong = [Fault(book.title, sentence(zh, en))]
    found: list[Fault] = []
    if not wrong:
        found = current(book)[1]
        wrong = [fault for fault in found if not fault.notice]
        if steps[at].state == APPROVED:
            wrong += [
                replace(fault, notice=False) for fault in found if fault.notice and (fault.unconfirmed or fault.open)
            ]
        if steps[at].state == FED_BACK:
            wrong += [one.fault for one in unsettled(reading)]
    if wrong:
        return Signed(before, before, tuple(wrong))
    _write(book, wanted, before, signed=(at,), cleared=[place for place in stale if place > at])
    told = [fault for fault in found if fault.open]
    if signed.missing:
        zh, en = "还缺 {missing}的签批，都签了才算{state}", "{missing} sign too before it is {state}"
        told.append(reading.notice(NAMES, at, zh, en, missing="、".join(signed.missing), state=signed.state))
    told += [*before_finalized(reading, [wanted[at]], at), *(untold(reading) if steps[at].state == FED_BACK else [])]
    return Signed(before, state_of(wanted), notices=tuple(told))


def _signed(step: Signature, name: str, day: dt.date) -> Signature:
    """Return a step with one more signature: of those who sign it together the names stand side by side."""
    if not (step.due and step.name):
        return replace(step, name=name, date=day)
    return replace(step, name=f"{step.name}、{name}", date=max(day, step.date or day))


def take_back(book: Book, role: str, name: str = "") -> Signed:
    """Take back the last signature, which must be that of `role`; whoever calls it saves the workbook.

    Of several who sign it together only that of `name`, where one is given.
    """
    reading, steps, at, faults = _step(book, role)
    if reading is None or at is None:
        return Signed(faults=faults)
    before = state_of(steps)
    last = max((place for place, step in enumerate(steps) if step.begun), default=None)
    if last != at:
        zh, en = "{role}没有签批，没有可取消的", "{role} has not signed: there is nothing to take back"
        if steps[at].begun and last is not None:
            zh = "{last}已在{role}之后签批，请先取消{last}的签批"
            en = "{last} signed after {role}: take that back first"
        told = reading.fault(NAMES, at, zh, en, role=role, last="" if last is None else steps[last].role)
        return Signed(before, before, (told,))
    left = steps[at].without(name) if name else ""
    if left is None:
        zh, en = "{role}一栏没有{name}的签批，只有 {there}", "{name} has not signed as {role}, only {there}"
        told = reading.fault(NAMES, at, zh, en, role=role, name=name, there=steps[at].name)
        return Signed(before, before, (told,))
    wanted = [*steps[:at], replace(steps[at], name=left, date=steps[at].date if left else None), *steps[at + 1 :]]
    _write(book, wanted, before, cleared=(at,))
    return Signed(before, state_of(wanted))


def _step(book: Book, role: str) -> Step:
    """Return the workbook, its steps, and the place of the role's step, or what is wrong."""
    reading, faults = read_book(book)
    if reading is None:
        return None, [], None, tuple(faults)
    steps = signatures(reading)
    if not steps:
        zh, en = "{title}没有签批环节，不用签批", "{title} is not signed off"
        return reading, [], None, (Fault(book.title, sentence(zh, en, title=reading.kind.title)),)
    at = next((place for place, step in enumerate(steps) if step.role == role), None)
    if at is None:
        zh, en = "签批表没有岗位“{role}”，可用：{roles}", "no step is signed by “{role}”; there are {roles}"
        told = reading.fault(ROLES, 0, zh, en, role=role, roles="、".join(step.role for step in steps))
        return reading, steps, None, (told,)
    if not steps[at].after_final:  # a final workbook is filed and fed back, and no more
        return reading, steps, None if final_mark(book) else at, tuple(refuse_final(book))
    if final_mark(book) and not isinstance(book, FileBook):
        zh = "已定稿的表，请直接在{role}一行填写姓名和日期（状态不随之更新），或关闭后运行 xlkpi sign"
        en = "the workbook is final: type name and date into the row of {role}, or close it and run xlkpi sign"
        return reading, steps, None, (reading.fault(NAMES, at, zh, en, role=role),)
    return reading, steps, at, ()


def _write(
    book: Book, steps: Sequence[Signature], before: str, *, signed: Sequence[int] = (), cleared: Sequence[int] = ()
) -> None:
    book.write(NAMES, [[step.name or None] for step in steps])
    book.write(DATES, [[step.date] for step in steps])
    if final_mark(book) is None:  # the state, and who made it on the first page
        book.recalculate()
    elif state_of(steps) != before and isinstance(book, FileBook):
        settle(book)
    reading, _ = read_book(book)
    if reading is not None:
        mark_signed(reading, signed, cleared=cleared)
