"""People who stand over several rows of a list, one row an indicator: the list of them, and a form of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.grid import Grid
from xlkpi.adopt.keys import KEYS
from xlkpi.adopt.part_lines import same
from xlkpi.adopt.understanding import FULL_MARKS, Marks, Part
from xlkpi.books.areas import cell_of, column_letters, column_number

OF_A_LINE: Final = ("indicator", "standard", "weight", "target", "actual", "self_score", "score", "weighted")
"""Columns that say something of one indicator, not of the person."""
IN_THE_HEAD: Final = ("employee_id", "name", "department", "branch", "post", "month", "rater", "total")
"""What the form of a person has from the list."""


def heads_of(part: Part, grid: Grid) -> tuple[int, ...]:
    """The rows in which a person begins; none where everybody has one row, or where that cannot be told."""
    who = next((part.columns[key] for key in ("name", "employee_id") if key in part.columns), "")
    if part.kind != "summary" or not who:
        return ()
    column = column_number(who)
    entries = part.entries
    heads = tuple(row for row in entries if grid.anchor(row, column) == (row, column))
    begin = frozenset(heads)
    others = [row for row in entries if row not in begin]
    if not others or any(grid.anchor(row, column)[0] not in begin for row in others):
        return ()
    for key in ("total", "rank", "level", "coefficient", "pay", "base_pay"):
        if key in part.columns:
            at = column_number(part.columns[key])
            if any(row == grid.anchor(row, at)[0] and grid.value(row, at) is not None for row in others):
                return ()  # a result in every row: two people below one name, or no result of a person
    return heads


def spread(part: Part, grid: Grid) -> tuple[Part, ...]:
    """A list whose people stand over several rows, or across, as the list of the people and a form of each."""
    if part.matrix:
        return _of_matrix(part, grid)
    heads = heads_of(part, grid)
    lines = {key: part.columns[key] for key in OF_A_LINE if key in part.columns}
    if not heads or not {"weight", "score"} <= lines.keys():
        return (part,)
    own = replace(part, columns={key: at for key, at in part.columns.items() if key not in lines})
    if grid.repeated:  # the rows after a person's first say the same again, and are nobody else
        own = replace(own, skip=(*part.skip, *(row for row in part.entries if row not in heads)))
    ends = [*(head - 1 for head in heads[1:]), part.last_row or heads[-1]]
    blocks = [
        (head, tuple(row for row in part.entries if head <= row <= end)) for head, end in zip(heads, ends, strict=True)
    ]
    marks = part.marks if part.marks != "unknown" else _marks(part, grid, [rows for _, rows in blocks])
    return (own, *(_form(part, grid, lines, head, rows, marks) for head, rows in blocks))


def _of_matrix(part: Part, grid: Grid) -> tuple[Part, ...]:
    """The list of the people across, and of each a form whose lines they share; without weights the list alone."""
    own = replace(part, columns={}, first_row=None, last_row=None, skip=(), questions=())
    if "weight" not in part.columns or "total" not in part.across:
        return (own,)
    forms = []
    for at in part.people:
        fields = {key: cell for key, cell in part.fields.items() if key in IN_THE_HEAD}
        fields |= {key: grid.where(part.across[key], at) for key in ("name", "total")}
        columns = {key: letter for key, letter in part.columns.items() if key in OF_A_LINE}
        columns |= {"score": column_letters(at)}
        ordered = {key: columns[key] for key in KEYS if key in columns}
        forms.append(
            replace(
                part,
                kind="form",
                columns=ordered,
                fields=fields,
                across={},
                first_column="",
                last_column="",
                skip_columns=(),
            )
        )
    marks = _marks_across(forms, grid)
    return (own, *(replace(form, marks=marks) for form in forms))


def _marks_across(forms: Sequence[Part], grid: Grid) -> Marks:
    """How the columns of all people add up: as most of the totals that stand say, else as the scores do."""
    weights, scores = [], []
    for form in forms:
        pairs = [pair for pair in _pairs(form, grid, form.entries) if None not in pair]
        stands = number_of(grid.value(*cell_of(form.fields["total"])))
        if stands is not None and pairs:
            plain, products = sum(s or 0 for _, s in pairs), sum((w or 0) * (s or 0) for w, s in pairs)
            whole = sum(w or 0 for w, _ in pairs)
            weights.append(bool(whole) and same(stands, products / whole))
            scores.append(same(stands, plain))
    if sum(weights) != sum(scores):
        return "weighted" if sum(weights) > sum(scores) else "full"
    return _marks(forms[0], grid, [form.entries for form in forms])


def _form(part: Part, grid: Grid, lines: dict[str, str], head: int, rows: Sequence[int], marks: Marks) -> Part:
    fields = {key: f"{part.columns[key]}{head}" for key in IN_THE_HEAD if key in part.columns}
    fields = {key: grid.where(*grid.anchor(head, column_number(part.columns[key]))) for key in fields}
    fields = {**{key: cell for key, cell in part.fields.items() if key in IN_THE_HEAD}, **fields}
    skipped = tuple(row for row in range(rows[0], rows[-1] + 1) if row not in rows)
    return replace(
        part,
        kind="form",
        columns=lines,
        fields={key: fields[key] for key in KEYS if key in fields},
        first_row=rows[0],
        last_row=rows[-1],
        skip=skipped,
        marks=marks,
    )


def _marks(part: Part, grid: Grid, blocks: Sequence[Sequence[int]]) -> Marks:
    """How the lines of a person add up: out of full marks where weights are points and no score is above its own."""
    pairs = [list(_pairs(part, grid, rows)) for rows in blocks]
    weights = [weight for some in pairs for weight, _ in some if weight is not None]
    column = column_number(part.columns["weight"])
    if not weights or any((row, column) in grid.percent for rows in blocks for row in rows):
        return "weighted" if weights else "unknown"
    if max(sum(weight or 0.0 for weight, _ in some) for some in pairs) <= 2 or "weighted" in part.columns:
        return "weighted"
    scored = [(weight, score) for some in pairs for weight, score in some if weight is not None and score is not None]
    if not scored:
        return "full" if any(word in part.headings.get("weight", "") for word in FULL_MARKS) else "unknown"
    return "full" if all(score <= weight for weight, score in scored) else "weighted"


def _pairs(part: Part, grid: Grid, rows: Sequence[int]) -> Iterator[tuple[float | None, float | None]]:
    for row in rows:
        yield tuple(number_of(grid.value(row, column_number(part.columns[key]))) for key in ("weight", "score"))  # type: ignore[misc]
