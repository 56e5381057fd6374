"""What of a part's range has a heading and yet is not understood: told, so that nothing seems complete.

An empty column is told as well: it may be the one that somebody waits for (排序, where places were meant).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Final

from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.grid import Grid
from xlkpi.adopt.lexicon import lexicon
from xlkpi.adopt.rater_shares import rater_means
from xlkpi.adopt.row_kinds import RECEIVED
from xlkpi.adopt.understanding import Part, Unread
from xlkpi.books.areas import cell_of, column_letters, reference_of

IDENTITY: Final = re.compile(
    rf"身份证|证件|银行|开户|账号|卡号|性别|年龄|学历|籍贯|民族|出生|入职|政治面貌|婚姻|(?:签名|签字)(?!率|及时|完整)|{RECEIVED}"
    r"|(?:电话|手机|邮箱|地址)(?:号码?)?\s*(?:[(（].*)?$"
)
"""Headings about the person or for a signature, of which nothing is computed; 电话接通率 is a mark."""
AROUND: Final = 15
"""Rows over and below the lines of a form in which a number with a label may belong to it."""


def with_unread(parts: Sequence[Part], grids: Sequence[Grid]) -> list[Part]:
    """The parts, each with what is not used of it."""
    by_name = {grid.name: grid for grid in grids}
    used = {(part.sheet, cell) for part in parts for cell in (*part.fields.values(), *part.extras)}
    found = []
    for part in parts:
        grid = by_name[part.sheet]
        unread = [*_headed(part, grid, parts)]
        if part.kind == "form" and part.first_row is not None:
            others = [other for other in parts if other is not part and other.sheet == part.sheet]
            beside = [*_beside_labels(part, others, grid, used)]
            unread += beside
            used |= {(part.sheet, one.column) for one in beside}  # what lies between two forms is told of the first
        found.append(replace(part, unread=tuple(unread)))
    return found


def _below_people(part: Part, grid: Grid, others: Collection[int]) -> Iterator[Unread]:
    """Rows of values below the lines of a matrix, under the people, that are none of its results."""
    summed = {at for one in part.sums if one.proved for at in (one.column, *(term.column for term in one.terms))}
    last = part.last_row or 0
    for row in range(last + 1, last + AROUND + 1):
        if row in others:
            return
        label = next((grid.text(row, at) for at in grid.rows.get(row, ()) if at < part.people[0]), "")
        values = [number_of(grid.value(row, at)) for at in part.people]
        used = row in part.across.values() or str(row) in summed
        if label and not used and not is_personal(label) and len([one for one in values if one is not None]) > 1:
            yield Unread(str(row), label)


def _headed(part: Part, grid: Grid, parts: Sequence[Part]) -> Iterator[Unread]:
    asked = {place for question in part.questions for place in question.candidates}
    summed = {at for one in part.sums if one.proved for at in (one.column, *(term.column for term in one.terms))}
    if part.first_column and not part.matrix:
        for label, row in zip(part.labels, part.label_columns):
            if row not in part.across.values() and str(row) not in {*asked, *summed} and not is_personal(label):
                yield Unread(str(row), label)
        return
    if part.matrix:
        others = {row for other in parts if other is not part and other.sheet == part.sheet for row in other.entries}
        yield from _below_people(part, grid, others)
    if "name" in part.across:
        return  # people stand over the columns
    paid = part.own_pay.columns if part.own_pay else ()
    taken = {*part.columns.values(), *part.points.values(), *asked, *summed, *paid, *rater_means(part)}
    for label, at in zip(part.labels, part.label_columns):
        letter = column_letters(at)
        empty = all(grid.value(row, at) is None for row in part.entries)
        may_be = lexicon().means(label, "form" if part.kind == "form" else "summary")
        waits = empty and bool(may_be)  # 排序 numbers the rows, or waits for places
        if letter not in taken and (waits or not is_personal(label)):
            yield Unread(letter, label)


def _beside_labels(part: Part, others: Sequence[Part], grid: Grid, used: set[tuple[str, str]]) -> Iterator[Unread]:
    """Numbers with a label left of them, over and below the lines of a form."""
    first, last = part.first_row or 1, part.last_row or 1
    top = max([first - AROUND, 1, *(o.last_row + 1 for o in others if o.last_row and o.last_row < first)])
    bottom = min([last + AROUND, *(o.first_row - 1 for o in others if o.first_row and o.first_row > last)])
    inside = {row for other in others for row in other.entries}
    taken = {cell_of(cell) for sheet, cell in used if sheet == part.sheet}
    for row in (row for row in range(top, bottom + 1) if not first <= row <= last and row not in inside):
        label = ""
        for column in grid.rows.get(row, ()):
            text = grid.text(row, column)
            if text and number_of(text) is None:
                label = text
            elif label and isinstance(grid.value(row, column), float) and (row, column) not in taken:
                sums = lexicon().ends_body(label) and grid.formula(row, column) is not None
                if not sums and not is_personal(label):
                    yield Unread(reference_of(row, column), label)
                label = ""


def is_personal(label: str) -> bool:
    """Whether a heading is about the person or numbers the rows, so that nothing is computed of its column."""
    return not label or lexicon().counts_rows(label) or IDENTITY.search(label) is not None


def said(unread: Sequence[Unread]) -> str:
    """All of it as one list for a sentence."""
    return "、".join(f"{one.column} {' '.join(one.header.split())}" for one in unread)
