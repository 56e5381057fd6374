"""The appeals of a workbook: what is open and until when, and who else gets another result where one is upheld."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from xlkpi.actions.check import check
from xlkpi.actions.checks.block_cells import check_percentages
from xlkpi.actions.checks.cell_rules import Cell, value_fault
from xlkpi.actions.final.opened import with_formulas
from xlkpi.actions.opening import read_book
from xlkpi.actions.people import people_of
from xlkpi.actions.results import Person
from xlkpi.actions.sources import value_of
from xlkpi.books.book import Block, Value
from xlkpi.books.file import FileBook
from xlkpi.domain.workdays import UnknownYear, calendar_with, working_days_left
from xlkpi.drawing.validation import KnownRule
from xlkpi.drawing.workbook_reading import Reading, as_day, as_text, is_blank, read_blocks
from xlkpi.errors import Fault, sentence, unsafe
from xlkpi.records import dataclass
from xlkpi.schemes.appeal_checks import Appeal, appeals_of, correction_of

REGISTER, TOLD = "申诉_工号", "告知_日期"
"""The blocks by which the pages of the two registers are found."""


@dataclass(frozen=True)
class Move:
    """Somebody whose result an appeal changes; one of the two is the person who appealed."""

    before: Person
    after: Person


@dataclass(frozen=True)
class Case:
    """An appeal, or one that is tried out: who, when, on what ground, who handles it, until when, and whom it moves.

    `left` are working days up to the last day of the answer, negative where it is over; None where it is answered or
    the last day is not known.
    """

    person: str
    name: str
    raised: dt.date | None = None
    ground: str = ""
    handler: str = ""
    due: dt.date | None = None
    left: int | None = None
    situation: str = ""
    correction: str = ""
    moves: tuple[Move, ...] = ()


def appeals(book: FileBook, tried: Mapping[str, str] | None = None) -> tuple[list[Case], list[Fault]]:
    """Return the appeals of a workbook, of upheld ones with whom they move, and those of `tried`: person to result.

    Terms and situations are those of what is filled in, whether or not the workbook was computed since; of what `check`
    finds the faults and whatever concerns the registers are returned. Every result is computed with and without the
    one correction, unless there are faults; nothing is written.
    """
    book = with_formulas(book)
    reading, faults = read_book(book)
    if reading is None:
        return [], faults
    if REGISTER not in reading.blocks:
        zh, en = "{title}没有申诉登记", "{title} has no register of appeals"
        return [], [Fault(book.title, sentence(zh, en, title=reading.kind.title))]
    corrected = correction_of(reading.kind)
    given = {_listed(reading, person): text for person, text in (tried or {}).items()}
    faults = [fault for person, text in given.items() for fault in _unfit(reading, corrected, person, text)]
    if faults:
        return [], faults
    pages = tuple(book.place(name).partition("!")[0] + "!" for name in (REGISTER, TOLD))
    faults = [fault for fault in check(book) if not fault.notice or fault.place.startswith(pages)]
    book.recalculate()
    reading = read_blocks(book, reading.kind)
    sound = not unsafe(faults)
    cases = []
    for one in appeals_of(reading):
        case = _case(reading, one, as_text(one[corrected.partition("_")[2]]))
        upheld = sound and one.upheld and case.correction and one.person not in given
        cases.append(replace(case, moves=_moves(book, reading, one.row, case.correction)) if upheld else case)
    for person, text in given.items() if sound else ():
        row = _row_for(reading, person)
        if row is None:
            zh, en = "申诉登记已填满，不能再试算", "the register of appeals is full"
            return cases, [*faults, Fault(book.title, sentence(zh, en))]
        moves = _moves(book, reading, row, text, person)
        cases.append(Case(person, _name(reading, person), situation="试算", correction=text, moves=moves))
    return cases, faults


def _case(reading: Reading, one: Appeal, correction: str) -> Case:
    left = None
    if one.open and one.due is not None:
        calendar = calendar_with(_days(reading, "节假日"), _days(reading, "调休上班日"))
        try:
            left = working_days_left(dt.datetime.now().astimezone().date(), one.due, calendar)
        except UnknownYear:
            left = None
    situation = as_text(one["情况"])
    if one.open and one.due is not None and one.due < dt.datetime.now().astimezone().date():
        situation = "超期未答复"
    ground, handler = as_text(one["内容"]), as_text(one["受理人"])
    return Case(one.person, one.who, one.raised, ground, handler, one.due, left, situation, correction)


def _days(reading: Reading, name: str) -> set[dt.date]:
    return {day for value in reading.column(name) if (day := as_day(value)) is not None}


def _listed(reading: Reading, person: str) -> str:
    """Return a 工号 as the roster has it, however it was typed."""
    found = reading.row_of(person)
    return person if found is None else as_text(reading.person("id", found.at))


def _name(reading: Reading, person: str) -> str:
    return next((reading.who(at) for at in reading.roster if as_text(reading.person("id", at)) == person), person)


def _row_for(reading: Reading, person: str) -> int | None:
    """Return the row of somebody's appeal, or the first free one."""
    people = [as_text(value) for value in reading.column("申诉_工号")]
    return next((people.index(text) for text in (person, "") if text in people), None)


def _unfit(reading: Reading, corrected: str, person: str, text: str) -> list[Fault]:
    """Return what is wrong with a result that is to be tried for somebody."""
    at = next((at for at in reading.roster if as_text(reading.person("id", at)) == person), None)
    if at is None:
        zh, en = "名单里没有 {person}", "{person} is not on the roster"
        return [Fault(reading.book.title, sentence(zh, en, person=person))]
    if not reading.appraised(at):
        zh, en = "{person} 不参评，没有结果可以更正", "{person} is not appraised: there is no result to correct"
        return [Fault(reading.book.title, sentence(zh, en, person=person))]
    rule = reading.kind.columns[corrected].rule
    title = corrected.partition("_")[2]
    value = value_of(text, rule)
    fault = value_fault(reading, Cell(corrected, 0, 0, title, rule, value))
    if fault is None:
        fault = next(iter(check_percentages(reading, corrected, title, rule, [value], [(0, 0)])), None)
    if fault is not None and isinstance(rule, KnownRule):
        known = "、".join(as_text(cell) for cell in reading.line(rule.source) if not is_blank(cell))
        zh = "{kind}的申诉更正的是等级，--try 请写 {person}= 后接 {known} 之一，不是“{text}”"
        en = "an appeal corrects a level in a {kind}: write --try {person}= and one of {known}, not “{text}”"
        values = {"kind": reading.kind.title, "person": person, "known": known, "text": text}
        return [Fault(reading.book.title, sentence(zh, en, **values))]
    return [] if fault is None else [replace(fault, place=reading.book.title)]


def _moves(book: FileBook, reading: Reading, row: int, correction: str, person: str = "") -> tuple[Move, ...]:
    """Return everybody whose result differs with and without the correction in a row of the register."""
    corrected = correction_of(reading.kind)
    value = value_of(correction, reading.kind.columns[corrected].rule)
    without = _people(book, reading, row, {"申诉_成立": None, corrected: None})
    changes: dict[str, Value] = {"申诉_成立": "是", corrected: value}
    if person:
        changes["申诉_工号"] = next(cell for cell in reading.line(reading.kind.people["id"]) if as_text(cell) == person)
    after = _people(book, reading, row, changes)
    pairs = zip(without, after, strict=True)
    return tuple(Move(one, other) for one, other in pairs if replace(one, why="") != replace(other, why=""))


def _people(book: FileBook, reading: Reading, row: int, changes: Mapping[str, Value]) -> Sequence[Person]:
    """Return everybody's results with other cells in a row of the register; the workbook is as it was afterwards."""
    before: dict[str, Block] = {name: reading.blocks[name] for name in changes}
    for name, value in changes.items():
        book.write(name, [[value] if at == row else cells for at, cells in enumerate(before[name])])
    book.recalculate()
    found = people_of(read_blocks(book, reading.kind))
    for name, rows in before.items():
        book.write(name, rows)
    return found
