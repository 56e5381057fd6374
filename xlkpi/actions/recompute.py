"""Recompute a workbook with its own formulas and say what came out; a fault keeps anything from being written."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from xlkpi.actions.check import check_all_parts, check_results
from xlkpi.actions.checks.computed import typed_levels
from xlkpi.actions.opening import is_ours, read_parts
from xlkpi.actions.people import people_of, units_of
from xlkpi.actions.results import Department, Outcome, Person, split
from xlkpi.actions.saving import save
from xlkpi.books.book import Book, Value
from xlkpi.books.file import FileBook
from xlkpi.drawing.final_mark import refuse_final
from xlkpi.drawing.workbook_reading import read_blocks
from xlkpi.errors import CellError, Fault, sentence, unsafe
from xlkpi.functions import CATALOGUE


def recompute(book: Book, to: Path | None = None, *, dry_run: bool = False) -> Outcome:
    """Recompute a workbook in place (or into `to`) and return its results.

    Nothing is written while there is a fault, or with `dry_run`. A workbook that is not one of our templates is
    recomputed as well where its formulas call our functions; it just has no people to report.
    Raises CannotWrite, OSError (no folder for `to`).
    """
    final = refuse_final(book)
    if final:
        if isinstance(book, FileBook) and to is None and not dry_run:
            return _settled(book, final)
        return Outcome(book.title, (), (), tuple(final))
    readings, wrong = read_parts(book)
    # a stranger's workbook is computed; one of ours that lost its names must not be
    foreign = not readings and not is_ours(book)
    if foreign and isinstance(book, FileBook) and not book.calling(CATALOGUE):
        return Outcome(book.title, (), (), (_nothing_of_ours(book),))
    found = [] if foreign else wrong + check_all_parts(readings)
    found += book.recalculate()
    if not readings and isinstance(book, FileBook):
        own = book.calling(CATALOGUE)
        found = [replace(fault, notice=False) if fault.place in own else fault for fault in found]
        found += _complaints(own, book.troubles or ())
    departments: list[Department] = []
    people: list[Person] = []
    computed = [read_blocks(reading.book, reading.kind) for reading in readings]
    for reading in computed:
        departments += [one for one in units_of(reading) if one not in departments]
        people += people_of(reading)
    if not unsafe(found):
        for before, after in zip(readings, computed, strict=True):
            found += [one for one in (*typed_levels(before, after), *check_results(after)) if one not in found]
    faults, notices = split(found)
    written = None
    if not faults and not dry_run:
        if to is not None:
            to.parent.mkdir(parents=True, exist_ok=True)
        written = str(save(book, to))
        notices = (*notices, *book.notices)
    within, of_units = "", {}
    if computed:
        kind = computed[0].kind
        within = kind.titles.get(kind.people.get("department", ""), "")
        of_units = {key: kind.titles.get(block, "") for key, block in kind.units.items()}
    return Outcome(book.title, tuple(departments), tuple(people), faults, notices, written, within, of_units)


def _settled(book: FileBook, final: list[Fault]) -> Outcome:
    """Bring up to date what follows from what people filled in since a workbook is final; its results stay."""
    from xlkpi.actions.final.opened import settle

    try:
        changed = settle(book)
    except ValueError:  # the record is spoilt, as verify tells
        changed = False
    if not changed:
        return Outcome(book.title, (), (), tuple(final))
    zh = "已定稿，结果不变：只更新了由定稿后填写的内容得出的期限和状态"
    en = "is final, its results stay: only what follows from what was filled in since was brought up to date"
    written = str(save(book))
    return Outcome(book.title, (), (), (), (Fault(book.title, sentence(zh, en), notice=True), *book.notices), written)


def _nothing_of_ours(book: FileBook) -> Fault:
    zh = "里面没有本系统的名称和 KPI_ 函数，没有可算的，未写入。公司自己的考核表请先用 xlkpi adopt {file} 看懂并接入"
    en = "holds no name and no KPI_ function of ours: nothing was computed or written. "
    en += "For a company's own workbook see xlkpi adopt {file}"
    return Fault(book.title, sentence(zh, en, file=book.argument))


def _complaints(own: Mapping[str, Value], troubles: Collection[str]) -> list[Fault]:
    """What our functions complain of in the cells of a workbook that is none of ours, and the error values there."""
    found = []
    for place, value in own.items():
        if isinstance(value, CellError):
            zh = "计算结果是错误值 {value}，请检查它引用的数据"
            en = "the result is {value}: look at the data it refers to"
            found.append(Fault(place, sentence(zh, en, value=str(value))))
        elif isinstance(value, str) and value in troubles:
            found.append(Fault(place, sentence("{text}", "the cell says “{text}”", text=value)))
    return found
