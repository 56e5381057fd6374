"""Confirm numbers that the rulebook's copy lost: what the page 参数 asks in 已确认 is answered there."""

from __future__ import annotations

from collections.abc import Collection

from xlkpi.actions.checks.confirmed_numbers import keep_confirmed, other_numbers
from xlkpi.actions.checks.parameters import OpenNumber, open_numbers
from xlkpi.actions.explain import plain
from xlkpi.actions.opening import read_book
from xlkpi.books.book import Book
from xlkpi.drawing.final_mark import refuse_final
from xlkpi.drawing.number_spec import CONFIRMED
from xlkpi.drawing.workbook_reading import Reading, is_blank
from xlkpi.errors import Fault, sentence
from xlkpi.records import dataclass


@dataclass(frozen=True)
class Assumed:
    """A number to be confirmed: what it is called, its value as people read it, "" for none, where it is answered."""

    called: str
    value: str
    place: str


def assumed(book: Book) -> tuple[list[Assumed], list[Fault]]:
    """Return the numbers of a workbook that nobody confirmed, in the order of its page 参数."""
    reading, faults = read_book(book)
    if reading is None:
        return [], faults
    return [_told(reading, one, called) for called, one in _called(reading).items()], []


def confirm(book: Book, wanted: Collection[str] | None, who: str = "") -> tuple[list[Assumed], list[Fault]]:
    """Answer 是 for the numbers called so, None for all, as `who`; whoever calls it saves the workbook.

    Returns which they were: what nobody confirmed, and what is another number than was confirmed or printed. The label
    of a row is enough where no other has it. Nothing is written where one of them is none that is open, or has no value
    yet.
    """
    reading, faults = read_book(book)
    faults = faults or refuse_final(book)
    if reading is None or faults:
        return [], faults
    known = _called(reading)
    short = {called: [full for full, one in known.items() if one.label == called] for called in wanted or ()}
    meant = list(known)
    if wanted is not None:
        meant = list(dict.fromkeys(short[one][0] if len(short[one]) == 1 else one for one in wanted))
    for called in meant:
        if called not in known:
            zh = "没有待确认的“{called}”；待确认的有：{known}"
            en = "“{called}” is not to be confirmed; there are {known}"
            told = {"called": called, "known": "、".join(known) or "—"}
            faults.append(Fault(book.title, sentence(zh, en, **told)))
        elif known[called].blank:
            zh = "“{called}”还没有数值，请先在「参数」填写"
            en = "“{called}” has no value yet: fill it in on the page 参数"
            faults.append(reading.fault(known[called].name, known[called].row, zh, en, called=called))
    if faults:
        return [], faults
    chosen = [known[called] for called in meant]
    for name in {one.name for one in chosen}:
        rows = {one.row for one in chosen if one.name == name}
        block = reading.blocks[name]
        book_rows = [["是", *cells[1:]] if row in rows else list(cells) for row, cells in enumerate(block)]
        reading.book.write(name, book_rows)
    keep_confirmed(reading.book, reading.kind, {(one.name, one.row): who for one in chosen})
    return [_told(reading, known[called], called) for called in meant], []


def _called(reading: Reading) -> dict[str, OpenNumber]:
    """Return what is open by what it is called: a setting by its label, the row of a table behind what the table is."""
    other = frozenset((one.answers, one.row) for one in other_numbers(reading))
    return {f"{one.what}/{one.label}" if one.what else one.label: one for one in open_numbers(reading, other)}


def _told(reading: Reading, one: OpenNumber, called: str) -> Assumed:
    return Assumed(called, _value(reading, one), reading.book.place(one.name, one.row))


def _value(reading: Reading, one: OpenNumber) -> str:
    numbers = reading.kind.numbers
    for setting in numbers.settings if numbers else ():
        if setting.label == one.label and not one.what:
            return plain(reading.field(setting.name))
    for table in numbers.tables if numbers else ():
        if table.prefix + CONFIRMED == one.name:
            cells = [(column.title, reading.blocks[column.name][one.row]) for column in table.columns]
            shown = [(title, [plain(cell) for cell in row if not is_blank(cell)]) for title, row in cells]
            return "，".join(f"{''.join(title.split())} {'、'.join(texts)}".strip() for title, texts in shown if texts)
    return ""
