"""A sheet's part written anew: bytes cut where that is safe, the tree otherwise, and the result always checked."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from xlkpi.books.areas import reference_of
from xlkpi.books.garbage import without_collection
from xlkpi.books.ooxml.content import Surroundings, perhaps_too_many, read_content
from xlkpi.books.ooxml.readback import read_back
from xlkpi.books.ooxml.refusals import DamagedPart
from xlkpi.books.ooxml.splice import splice
from xlkpi.books.ooxml.tree_edit import edit_tree
from xlkpi.books.ooxml.value_spelling import encode
from xlkpi.books.ooxml.writes import Exotic, Writes
from xlkpi.books.ooxml.xml import is_plain
from xlkpi.books.write_refusals import ResultUnsound


def rewrite(
    xml: bytes,
    sheet: str,
    writes: Writes,
    around: Callable[[], Surroundings],
    keep: Callable[[bytes], None],
    *,
    file: str,
    part: str,
) -> None:
    """Write a sheet's cells into its XML; parse the result once and look up every written cell again.

    `keep` takes the result before it is checked, so that it can be packed meanwhile; the last one it took stands. After
    an exception nothing it took is to be used. Raises DamagedPart, DoctypeRefused, SheetUnclear for what was wrong
    before, ResultUnsound for what we did wrong.
    """
    with without_collection():
        result = _spliced(xml, writes, keep, file=file, part=part)
        wrong = None if result is None else read_back(result, writes)
    if result is None:
        result = edit_tree(xml, sheet, writes)
        keep(result)
        wrong = _read_back(result, sheet, writes, around(), file=file, part=part)
    if wrong is None and perhaps_too_many(result):
        read_content(result, sheet, around(), file=file, part=part)
    if wrong is not None:
        raise ResultUnsound(file=file, why=f"{sheet}!{reference_of(*wrong)}")


def _spliced(xml: bytes, writes: Writes, keep: Callable[[bytes], None], *, file: str, part: str) -> bytes | None:
    """Cut the sheet's bytes; None for a sound sheet that has to be taken as a tree."""
    parse = partial(is_plain, file=file, part=part)
    try:
        result = splice(xml, writes, lambda: parse(xml))
    except Exotic:
        parse(xml)
        return None
    keep(result)
    try:
        return result if parse(result) else None
    except DamagedPart:
        if parse(xml):  # sound and plain before: the fault is ours, not the file's
            raise ResultUnsound(file=file, why=part) from None
        return None


def _read_back(
    result: bytes, sheet: str, writes: Writes, around: Surroundings, *, file: str, part: str
) -> tuple[int, int] | None:
    """Read the whole result; return the first written cell that does not hold what was meant."""
    numbers_only = Surroundings(around.strings, {}, around.date1904)
    cells = read_content(result, sheet, numbers_only, file=file, part=part).cells
    for place, meant in writes.cells.items():
        cell = cells.get(place)
        if encode(None if cell is None else cell.value) != meant:
            return place
    return None


_CALC = re.compile(rb"<((?:[\w.-]+:)?)calcPr\b[^>]*?(?=/?>)")
_FLAG = re.compile(rb"""\s+fullCalcOnLoad\s*=\s*["'][^"']*["']""")
_BEFORE_CALC = (b"definedNames", b"externalReferences", b"functionGroups", b"sheets")


def with_full_calculation(workbook: bytes) -> bytes:
    """Return the workbook's XML telling Excel to compute every formula when it opens the file."""
    found = _CALC.search(workbook)
    if found:
        start = _FLAG.sub(b"", found[0]).rstrip()
        return workbook[: found.start()] + start + b' fullCalcOnLoad="1"' + workbook[found.end() :]
    for name in _BEFORE_CALC:  # the schema's order, from the last possible neighbour to the one always there
        end = re.search(rb"</((?:[\w.-]+:)?)" + name + rb"\s*>", workbook)
        if end:
            added = b'<%scalcPr fullCalcOnLoad="1"/>' % end[1]
            return workbook[: end.end()] + added + workbook[end.end() :]
    return workbook
