"""Check a workbook: every fault in it at once, each with its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from xlkpi.actions.checks.adjusted_levels import check_adjustments
from xlkpi.actions.checks.among_others import others_computed
from xlkpi.actions.checks.blocks import check_fields, check_tables, in_use, not_there
from xlkpi.actions.checks.cell_sentences import sentences
from xlkpi.actions.checks.collected_numbers import check_collected
from xlkpi.actions.checks.computed import (
    as_computed,
    check_formulas,
    missing_results,
    out_of_date,
    own_rules,
    typed_levels,
    verified,
)
from xlkpi.actions.checks.deleted_names import with_deleted_names
from xlkpi.actions.checks.held_together import check_counts, check_targets, check_together
from xlkpi.actions.checks.parameters import check_parameters
from xlkpi.actions.checks.signatures import check_signatures
from xlkpi.actions.checks.signed_contents import check_contents
from xlkpi.actions.checks.spending import over_budget
from xlkpi.actions.checks.torn_rows import check_rows
from xlkpi.actions.checks.typed_days import check_dates
from xlkpi.actions.opening import read_parts
from xlkpi.actions.printed_rows import check_paper
from xlkpi.books.book import Book
from xlkpi.books.file import FileBook
from xlkpi.drawing.kind import Check
from xlkpi.drawing.workbook_reading import Reading, read_blocks
from xlkpi.errors import Fault, sentence, unsafe

INPUT_CHECKS: tuple[Check, ...] = (
    *(check_fields, check_tables, check_parameters, check_formulas, not_there, check_rows),
    *(check_adjustments, check_signatures, check_contents, check_collected),
    *(check_targets, check_together, check_dates),
)
"""What is looked at in every kind of workbook before it is computed."""

RESULT_CHECKS: tuple[Check, ...] = (
    *(sentences, missing_results, check_adjustments, check_contents),
    *(others_computed, check_counts, over_budget),
)
"""What is looked at in the results of every kind of workbook, where nothing was wrong before."""


def _all(reading: Reading, checks: Sequence[Check]) -> list[Fault]:
    return [fault for check in checks for fault in check(reading)]


def check_reading(reading: Reading) -> list[Fault]:
    """Return everything that is wrong in what people typed, before anything is computed."""
    return check_parts([reading])[0]


def check_parts(readings: Sequence[Reading]) -> list[list[Fault]]:
    """Return for every part of one workbook what is wrong in it; a final one is verified once, for all of them."""
    untrue = verified(readings[0].book) if readings else []
    return [[*_check_inputs(reading), *untrue] for reading in as_computed(readings)]


def check_all_parts(readings: Sequence[Reading]) -> list[Fault]:
    """Return what is wrong in the parts of one workbook; one nobody has scored keeps no other from its results."""
    return _begun(check_parts(readings))


def _begun(parts: Sequence[Sequence[Fault]]) -> list[Fault]:
    """What is wrong in all parts: where some are begun, it is open, and stops nothing, that others are not."""
    waits = all(any(fault.waiting for fault in faults) for faults in parts)
    return [
        replace(fault, notice=True, open=True) if fault.waiting and not waits else fault
        for faults in parts
        for fault in faults
    ]


def _check_inputs(computed: Reading) -> list[Fault]:
    return with_deleted_names(computed, _all(computed, (*INPUT_CHECKS, *computed.kind.checks)))


def check_results(reading: Reading) -> list[Fault]:
    """Return everything that the results show to be wrong or open; they are as true as the last calculation."""
    return _all(reading, (*RESULT_CHECKS, *reading.kind.results))


def check(book: Book) -> list[Fault]:
    """Return everything that is wrong in a workbook, notices included; of a file what computing it anew would show."""
    readings, faults = read_parts(book)
    computed = as_computed(readings)
    faults += _begun([[*_check_inputs(one), *check_paper(one)] for one in computed])
    faults += verified(book) if readings else []
    if isinstance(book, FileBook) and readings and not unsafe(faults):  # Excel lets nobody type into an array's results
        faults += book.recalculate()
        for one in readings:
            after = read_blocks(one.book, one.kind)
            faults += [fault for fault in (*typed_levels(one, after), *check_results(after)) if fault not in faults]
            if not unsafe(faults):  # it comes first: whoever reads on should know of what results it is said
                faults = [*(replace(fault, notice=True) for fault in out_of_date(one, after)), *faults]
        places = {fault.place for fault in faults if not fault.notice}
        own = {fault.place: fault for fault in own_rules(book) if fault.place not in places}
        faults = [one for one in faults if one.place not in own or not one.notice]  # the workbook's own rule says more
        faults += own.values()
    else:
        results = (others_computed, check_counts, over_budget)
        faults += [fault for one in computed for fault in _all(one, (*results, *one.kind.results))]
    if readings and not any(map(in_use, readings)) and not unsafe(faults):
        zh, en = "{kind}还没有填写内容", "nothing is filled in yet ({kind})"
        faults.append(Fault(book.title, sentence(zh, en, kind=readings[0].kind.title), notice=True))
    if isinstance(book, FileBook) and book.file.calls_addin:
        verb = "refresh" if book.file.path.suffix.lower() == ".xlsm" else "recompute"
        zh = "公式里是 LibreOffice 扩展的函数名，Excel 打开会显示 #NAME?：请运行 xlkpi {verb} {file} 改回"
        en = "its formulas have names of LibreOffice's extension, #NAME? in Excel: run xlkpi {verb} {file}"
        faults.append(Fault(book.title, sentence(zh, en, verb=verb, file=book.argument), notice=True))
    return faults
