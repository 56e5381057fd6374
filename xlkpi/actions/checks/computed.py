"""What was computed: formulas that are gone, results that are missing, typed over or out of date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from xlkpi.books.book import Book, Value
from xlkpi.domain.grade import NOT_APPRAISED, UNDECIDED
from xlkpi.drawing.final_mark import final_mark
from xlkpi.drawing.kind import Kind
from xlkpi.drawing.layout import ADOPTED, Named
from xlkpi.drawing.spec import Column, Line
from xlkpi.drawing.validation import NumberRule
from xlkpi.drawing.workbook_reading import Reading, as_text, is_blank, read_blocks
from xlkpi.errors import CellError, Fault, sentence
from xlkpi.schemes.sign_off import STATE

if TYPE_CHECKING:
    from xlkpi.books.file import FileBook

TYPED: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "": (
            "“{name}”的公式已被改成固定内容，请从模板或备份恢复公式",
            "the formula of “{name}” was replaced by a fixed value: restore it from the template or a backup",
        ),
        "state": (
            "“{name}”是直接填写的：状态由签批得出，请恢复公式，在签批表签字（xlkpi sign）",
            "“{name}” was typed: the signatures give the state. Restore the formula and sign (xlkpi sign)",
        ),
        "adjusted": (
            "“{name}”是直接填写的，不能采用：请恢复公式，在同一行填写「调整等级」「调整原因」「批准人」",
            "“{name}” was typed and does not count: restore the formula and fill in 调整等级, 调整原因 and 批准人",
        ),
        "level": (
            "“{name}”是直接填写的，不能采用：等级由得分算出，请恢复公式",
            "“{name}” was typed and does not count: the score gives the level. Restore the formula",
        ),
    }
)
"""What is said of a computed cell that somebody typed over."""


def _typed(reading: Reading, name: str) -> tuple[str, str]:
    if name == STATE:
        return TYPED["state"]
    people = reading.kind.people
    if name in (people.get("level"), people.get("computed")) and "adjusted" in people:
        return TYPED["adjusted"]
    part = computed_parts(reading.kind).get(name)
    return TYPED["level" if part is not None and part.levels else ""]


def check_formulas(reading: Reading) -> list[Fault]:
    """Every computed cell still has its formula: a result that somebody typed cannot be explained.

    A final workbook has values in their place and is `verified` instead.
    """
    if final_mark(reading.book) is not None:
        return []
    faults = []
    for entry in reading.kind.named:
        if entry.role != "computed":
            continue
        nobody = reading.own and entry.name in reading.kind.rosters  # spare rows, and those below a merged cell
        for row, cells in enumerate(reading.book.computes(entry.name)):
            if not all(cells) and not (nobody and row not in reading.roster):
                zh, en = _typed(reading, entry.name)
                place = reading.book.place(entry.name, row, cells.index(False))
                faults.append(Fault(place, sentence(zh, en, name=entry.name)))
    return faults


def verified(book: Book) -> list[Fault]:
    """Return what a final workbook has that was not finalized, where its file is at hand."""
    if final_mark(book) is None:
        return []
    from xlkpi.actions.final.verify import verify
    from xlkpi.adopt.part_book import whole_of
    from xlkpi.books.file import FileBook

    whole = whole_of(book)
    return list(verify(whole.file).faults) if isinstance(whole, FileBook) else []


def own_rules(book: FileBook) -> list[Fault]:
    """What a company's own workbook contradicts in itself: a level by its stated points, a subtotal, a place.

    Taking over told of these once; scores change every month, and what people type beside them does not follow. Only
    notices: an answer may have let the same thing stand. The book has been recalculated.
    """
    if ADOPTED not in book.names():
        return []
    from xlkpi.actions.adopt import adopt_open

    understood = adopt_open(book.as_written(), book.file.path).understood
    zh, en = "现在是 {stands}：{why}；请核对", "here stands {stands}: {why}; please look at it"
    return [
        Fault(f"{one.sheet}!{one.cell}", sentence(zh, en, stands=one.stands, why=one.why), notice=True)
        for one in understood.contradictions
        if not one.waiting
    ]


@lru_cache(maxsize=64)
def computed_parts(kind: Kind) -> dict[str, Column | Line]:
    """Return the computed columns and lines of a kind by name."""
    parts: list[Column | Line] = [line for part in kind.lines for line in part.lines if line.role == "computed"]
    parts += [column for table in kind.tables for column in table.columns if column.computed and column.name]
    return {part.name: part for part in parts}


def level_in(reading: Reading, levels: str, value: Value) -> str | None:
    """Return a level that stands in a computed cell, None where a blank or a fault's sentence stands there."""
    text = as_text(value)
    return text if text in (NOT_APPRAISED, UNDECIDED) or text in reading.words(levels) else None


def typed_levels(before: Reading, after: Reading) -> list[Fault]:
    """Levels typed over results of an array formula, which stands in its first cell only.

    `after` is the same workbook computed once more. Only a level that alone of all that is computed in its row differs
    was typed: where score, rank, reason or coefficient differ too, the file is older than what people entered. What
    is blank says nothing: some programs save no results.
    """
    faults = []
    for table in before.kind.tables:
        computed = [column for column in table.columns if column.computed and column.name]
        for column in (one for one in computed if one.levels and one.array):
            for row, value in enumerate(before.column(column.name)):
                if level_in(before, column.levels, value) is None or _same(before, after, column, row):
                    continue
                others = [one for one in computed if one is not column and not is_blank(before.column(one.name)[row])]
                if others and all(_same(before, after, one, row) for one in others):
                    faults.append(before.fault(column.name, row, *_typed(before, column.name), name=column.name))
    return faults


def _same(before: Reading, after: Reading, column: Column, row: int) -> bool:
    """Tell whether a row of a column shows what it shows once it is computed anew."""
    pairs = zip(before.blocks[column.name][row], after.blocks[column.name][row], strict=True)
    return all(one == other or (is_blank(one) and is_blank(other)) for one, other in pairs)


def missing_results(reading: Reading) -> list[Fault]:
    """Everybody who is appraised has the result that the kind needs; the fault names the blank scores of the person."""
    return [
        fault
        for table in reading.kind.tables
        for column in table.columns
        if column.computed and column.needed == "appraised"
        for fault in _lacking(reading, column)
    ]


def _lacking(reading: Reading, column: Column) -> Iterator[Fault]:
    people = [row for row in reading.roster if reading.appraised(row)]
    without = [row for row in people if is_blank(reading.column(column.name)[row])]
    for row in without:
        blank = list(_blank_scores(reading, row, [one for one in people if one not in without]))
        name, at, title = blank[0] if blank else (column.name, 0, column.title)
        zh = "{who} 没有{result}：{what}为空，请补上"
        en = "{who} has no {result}: {what} is blank; fill it in"
        if reading.kind[reading.kind.people.get("eligible", name)].role == "input":
            zh, en = f"{zh}（不参评的请在「参评」中注明）", f"{en}, or say that the person is not appraised"
        what = "、".join(dict.fromkeys(title for _, _, title in blank)) or title
        yield reading.fault(name, row, zh, en, column=at, who=reading.who(row), result=column.title, what=what)


def _blank_scores(reading: Reading, row: int, others: Sequence[int]) -> Iterator[tuple[str, int, str]]:
    """Yield block, place and title of the numbers that a person's row lacks and all who have the result have."""
    for table in reading.kind.tables:
        for column in table.inputs if table.roster else ():
            if isinstance(column.rule, NumberRule) and not column.needed and not column.pay:
                block = reading.blocks[column.name]
                for at, value in enumerate(block[row]):
                    if is_blank(value) and not any(is_blank(block[other][at]) for other in others):
                        yield column.name, at, reading.heading(column, at) or column.head(at)


def differing(before: Reading, after: Reading, *, longer: bool = False) -> list[tuple[str, int, int]]:
    """Return the computed cells that show something else after a recalculation: block, row and column from 0.

    Where `after` is a `longer` workbook with the same people, what it has beyond `before` is not looked at, and every
    digit counts.
    """
    return [
        (entry.name, row, column)
        for entry in before.kind.named
        if entry.role == "computed"
        for row, (old, new) in enumerate(zip(before.blocks[entry.name], after.blocks[entry.name], strict=not longer))
        for column, (one, other) in enumerate(zip(old, new, strict=not longer))
        if not _shows_the_same(one, other, exactly=longer)
    ]


def as_computed(readings: Sequence[Reading]) -> list[Reading]:
    """Return the parts of a file with what its formulas give in place of error values or of nothing.

    A program without our functions puts errors there, one that computes nothing keeps no results at all. What people
    typed is then not held against them. Any other workbook comes back as it is.
    """
    from xlkpi.books.file import FileBook

    if not any(map(_lacks, readings)):
        return [*readings]
    whole = _whole(readings[0])
    if not isinstance(whole, FileBook):
        return [*readings]
    anew = whole.recalculated()
    return [_read_in(anew, one) for one in readings]


def _whole(reading: Reading) -> Book:
    """The workbook of a reading; a part of a company's own is read through a book of its own."""
    if not reading.own:
        return reading.book  # the room of taking over is not loaded for it
    from xlkpi.adopt.part_book import whole_of

    return whole_of(reading.book)


def _read_in(book: Book, reading: Reading) -> Reading:
    """The same reading in another state of its workbook."""
    if reading.own:
        from xlkpi.adopt.part_book import PartBook

        if isinstance(reading.book, PartBook):
            return read_blocks(replace(reading.book, book=book), reading.kind)
    return read_blocks(book, reading.kind)


def _lacks(reading: Reading) -> bool:
    return any(_has_no_result(reading, entry) for entry in reading.kind.named)


def _has_no_result(reading: Reading, entry: Named) -> bool:
    """Tell whether a formula of a block has an error or nothing in place of its result."""
    if entry.role != "computed" and not reading.own:  # in a company's own column formulas may stand beside typed cells
        return False
    lacking = [[value is None or isinstance(value, CellError) for value in row] for row in reading.blocks[entry.name]]
    if not any(map(any, lacking)):
        return False
    made = reading.book.computes(entry.name)
    return any(one and own for rows in zip(lacking, made, strict=True) for one, own in zip(*rows, strict=True))


def out_of_date(before: Reading, after: Reading) -> list[Fault]:
    """Tell in one line that results are not those of a recalculation: older than the inputs, or another program's."""
    if not differing(before, after):
        return []
    zh, en = "表里的结果不是最新的，请先 xlkpi recompute", "the results are out of date: recompute it first"
    return [Fault(before.book.title, sentence(zh, en))]


def _shows_the_same(one: Value, other: Value, *, exactly: bool = False) -> bool:
    """Tell whether two results show the same; Excel and we may differ in the 16th digit."""
    if is_blank(one) and is_blank(other):
        return True
    if isinstance(one, float) and isinstance(other, float) and not exactly:
        return abs(one - other) <= 1e-9 * max(1.0, abs(one), abs(other))
    return one == other
