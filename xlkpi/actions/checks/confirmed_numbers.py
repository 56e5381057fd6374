"""Numbers of the page 参数 that are no longer those that were confirmed there: then nobody has confirmed them.

What was confirmed is kept when a verb saves the workbook (drawing/confirmations). A workbook without a place for it is
read as before: 是 is 是.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from xlkpi.books.book import Block, Book, Value
from xlkpi.drawing.confirmations import PRINTED, Confirmed, Record, lines_of, record_in, spelled
from xlkpi.drawing.kind import Kind
from xlkpi.drawing.layout import CONFIRMED_NAME
from xlkpi.drawing.number_spec import CONFIRMED, SETTINGS
from xlkpi.drawing.workbook_reading import Reading, as_text, read_block
from xlkpi.errors import Fault, sentence
from xlkpi.functions.arguments import YES, written
from xlkpi.records import dataclass


@dataclass(frozen=True)
class OtherNumber:
    """A number that is not the one confirmed: the block and row of 是/否, the cell's, what it is, and the two values.

    `who` confirmed it, PRINTED: it is printed in the rulebook; `was` is spelled as it was kept.
    """

    answers: str
    row: int
    block: str
    at: int
    called: str
    who: str
    was: str
    now: Value


@lru_cache(maxsize=64)
def number_cells(kind: Kind, answers: str) -> tuple[tuple[int, str, int, str], ...]:
    """Return the cells that a block of 是/否 is about: its row (from 0), the block, the row in it, what heads it."""
    return tuple(_number_cells(kind, answers))


def _number_cells(kind: Kind, answers: str) -> Iterator[tuple[int, str, int, str]]:
    if kind.numbers is None:
        return
    if answers == SETTINGS + CONFIRMED:
        settings = enumerate(kind.numbers.settings)
        yield from ((row, setting.name, 0, "") for row, setting in settings if not setting.monthly)
    for table in kind.numbers.tables:
        if table.prefix + CONFIRMED == answers:
            for row in range(table.rows):
                yield from ((row, column.name, row, column.title) for column in table.columns)


def kept_in(book: Book) -> dict[str, dict[str, Confirmed]]:
    """Return what a workbook says was confirmed, nothing where it has no place for it. Raises ExcelBusy."""
    if CONFIRMED_NAME not in book.names():
        return {}
    return record_in(row[0] for row in book.read(CONFIRMED_NAME))


def other_numbers(reading: Reading) -> list[OtherNumber]:
    """Return the numbers that are not those confirmed, where the answer is 是, or that the rulebook prints."""
    kept = kept_in(reading.book)
    found = []
    for answers, labels in reading.kind.confirmed.items() if kept else ():
        known = kept.get(answers, {})
        if not reading.has(answers, labels):
            continue
        called = [as_text(label) for label in reading.column(labels)]
        for row, block, at, title in number_cells(reading.kind, answers):
            confirmed = known.get(called[row])
            was = confirmed.numbers.get(block) if confirmed is not None else None
            if confirmed is None or was is None or not reading.has(block):
                continue
            now = reading.column(block)[at]
            if was != spelled(now) and (confirmed.who == PRINTED or reading.column(answers)[row] in (True, *YES)):
                what = f"“{called[row]}”" + (f"的{''.join(title.split())}" if title else "")
                found.append(OtherNumber(answers, row, block, at, what, confirmed.who, was, now))
    return found


def check_confirmed(reading: Reading) -> list[Fault]:
    """Say which number is no longer the one that was confirmed, by whom, and which printed one was changed."""
    return [_told(reading, one) for one in other_numbers(reading)]


def _told(reading: Reading, one: OtherNumber) -> Fault:
    zh = "{called}：{who}确认的是 {was}，现在是 {now}；按没有确认处理，请核对后重新确认（xlkpi confirm {file}）"
    en = "{called}: {who_en} confirmed {was}, now it is {now}, which nobody confirmed: look at it and confirm it "
    en += "(xlkpi confirm {file})"
    if one.who == PRINTED:
        zh = "{called}：制度原文是 {was}，现在是 {now}；确是本公司的规定，请用 xlkpi confirm {file} 留名确认，"
        zh += "以后不再提示"
        en = "{called}: the rulebook prints {was}, now it is {now}; if that is the company's rule, confirm it with "
        en += "xlkpi confirm {file}, and it is told no more"
    values = {"called": one.called, "who": one.who or "已", "who_en": one.who or "somebody"}
    text = sentence(zh, en, **values, was=_shown(one.was), now=_shown(spelled(one.now)), file=reading.book.argument)
    gone = one.who != PRINTED
    return Fault(reading.book.place(one.block, one.at), text, notice=True, unconfirmed=gone, open=gone)


def _shown(text: str) -> str:
    try:
        return written(float(text))
    except ValueError:
        return f"“{text}”" if text else "空"


def record_of(book: Book, kind: Kind, named: Mapping[tuple[str, int], str] | None = None) -> Record:
    """Return what is confirmed as it is to be kept: for a row answered 是 what was kept of it, else its numbers of now.

    What is printed of a row that nobody confirmed stays. Rows of `named`, by the block of 是/否 and row, are confirmed
    anew, by whom it says.
    """
    kept, found = kept_in(book), {}
    for answers, labels in kind.confirmed.items():
        cells = number_cells(kind, answers)
        names = dict.fromkeys((answers, labels, *(block for _, block, _, _ in cells)))
        columns = {name: [row[0] for row in read_block(book, kind, name)] for name in names}
        numbers: dict[int, dict[str, str]] = {}
        for row, block, at, _ in cells:
            numbers.setdefault(row, {})[block] = spelled(columns[block][at])
        rows = {}
        for row, own in numbers.items():
            label = as_text(columns[labels][row])
            before = kept.get(answers, {}).get(label)
            if label and columns[answers][row] in (True, *YES):
                anew = (named or {}).get((answers, row))
                whole = before is not None and anew is None and own.keys() <= before.numbers.keys()
                rows[label] = before if before and whole else Confirmed(anew or "", own)
            elif before is not None and before.who == PRINTED:
                rows[label] = before
        found[answers] = rows
    return found


def kept_lines(book: Book, kind: Kind, named: Mapping[tuple[str, int], str] | None = None) -> Block:
    """Return the cells in which a workbook keeps what is confirmed in it now."""
    return [[line] for line in lines_of(record_of(book, kind, named))]


def keep_confirmed(book: Book, kind: Kind, named: Mapping[tuple[str, int], str] | None = None) -> None:
    """Keep what is confirmed in the workbook, if it has a place for it. Raises ExcelBusy."""
    if CONFIRMED_NAME not in book.names():
        return
    lines = kept_lines(book, kind, named)
    if [list(row) for row in book.read(CONFIRMED_NAME)] != lines:
        book.write(CONFIRMED_NAME, lines)
