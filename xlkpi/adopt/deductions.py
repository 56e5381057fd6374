"""Forms that take points off: 得分 is 标准分 less 扣分, and 总分 the whole less all that is taken off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.columns import Column
from xlkpi.adopt.computations import computed
from xlkpi.adopt.fields import Found, value_told
from xlkpi.adopt.grid import Grid, Place
from xlkpi.adopt.labels import label_of
from xlkpi.adopt.part_lines import Lines, rounded, same, shown
from xlkpi.adopt.understanding import Conflict, Marks
from xlkpi.books.areas import cell_of, column_letters, column_number
from xlkpi.errors import sentence

if TYPE_CHECKING:
    from xlkpi.adopt.parts import Draft

TAKEN: Final = frozenset(
    (
        *(
            "扣分",
            "扣分值",
            "扣分数",
            "扣减分",
            "扣减分值",
            "实扣分",
            "本月扣分",
            "应扣分",
            "减分",
            "扣罚分",
            "考核扣分",
        ),
        *("deduction", "deductions"),
    )
)
ADDED: Final = frozenset(
    (
        "加分",
        "加分值",
        "加分数",
        "奖励分",
        "奖分",
        "奖励加分",
        "奖励得分",
        "表扬加分",
        "立功加分",
        "本月加分",
        "实加分",
        "bonuspoints",
    )
)
BASE: Final = re.compile(r"(?:基础分|基本分|满分|总分|标准分|起评分|基准分)[为是:]?100|100分制|百分制")
WHOLE: Final = 100.0


def with_deductions(draft: Draft, marks: Marks) -> None:
    """Note the columns of points taken off (and added) where scores or total are proved to follow from them."""
    taken, added = (headed(draft, words) for words in (TAKEN, ADDED))
    unsure = "score" in draft.chosen and draft.asks("score")
    if draft.role != "form" or len(taken) != 1 or len(added) > 1 or unsure:
        return
    points = {key: columns[0].column for key, columns in (("taken", taken), ("added", added)) if columns}
    bonus = _bonus_row(draft, draft.chosen.get("score", points["taken"])) if "adjust" not in draft.fields else None
    if bonus is not None:
        draft.fields["adjust"] = bonus
    made = _makes_scores(draft, points, marks) if "score" in draft.chosen else _makes_total(draft, points)
    if not made:
        if bonus is not None:
            del draft.fields["adjust"]
        return
    if bonus is not None:
        draft.confidence["adjust"], draft.evidence["adjust"] = bonus.surely, bonus.why
    draft.points = {key: column_letters(column) for key, column in points.items()}
    draft.questions = [question for question in draft.questions if question.field != "score"]


def headed(draft: Draft, words: frozenset[str]) -> list[Column]:
    """The columns under one of these words that hold numbers, or wait for them."""
    used = draft.chosen.values()
    free = (column for column in draft.columns if column.column not in used and not column.texts)
    return [column for column in free if words & {*column.heading.label.readings}]


def _bonus_row(draft: Draft, column: int) -> Found | None:
    """Points added to the whole below the lines of a form that takes points off: 奖励加分 | 3."""
    grid, table = draft.grid, draft.table
    for row in range(table.last_row + 1, table.last_row + 8):
        label = next(grid.filled_in(row, table.left, column - 1), 0)
        text = grid.text(row, label)
        if not label or not ADDED & {*label_of(text).readings} or grid.anchor(row, column) != (row, column):
            continue
        value = grid.value(row, column)
        if number_of(value) is not None or (value is None and grid.drawn(row, column)):
            told = sentence("“{text}”这一行", "in the row of “{text}”", text=" ".join(text.split()))
            return Found("adjust", (row, column), 0.9, (told,), text, waiting=value is None)
    return None


def beside(grid: Grid, adjust: str, rows: Sequence[int], points: Mapping[str, int]) -> Place | None:
    """The cell of points that count beside those of the lines; None where it only sums these up again."""
    place = cell_of(adjust)
    number, made = number_of(grid.value(*place)), computed(grid, *place)
    lines = made is not None and any(
        area.holds(row, at) for area in made.areas for row in rows for at in points.values()
    )
    again = bool(number) and same(abs(number or 0.0), abs(_sums(grid, rows, points)))
    return None if lines or (again and (number or 0.0) < 0) else place


def _makes_scores(draft: Draft, points: Mapping[str, int], marks: Marks) -> bool:
    """Whether the scores are what is left of full marks: most of those that stand, or none stands yet."""
    if "weight" not in draft.chosen or marks != "full":
        return False
    weight, score = (draft.chosen[key] for key in ("weight", "score"))
    stands = {row: number_of(draft.grid.value(row, score)) for row in draft.table.entries}
    due = {row: _left(draft.grid, row, weight, points) for row in draft.table.entries}
    rows = [row for row, number in stands.items() if number is not None and due[row] is not None]
    right = sum(same(stands[row] or 0.0, due[row] or 0.0) for row in rows)
    return right * 3 >= len(rows) * 2


def _makes_total(draft: Draft, points: Mapping[str, int]) -> bool:
    """Whether without scores the total is the whole of 100 less what is taken off: by weights, words or what stands."""
    total = draft.fields.get("total")
    if total is None:
        return False
    grid, rows = draft.grid, draft.table.entries
    extra = number_of(grid.value(*draft.fields["adjust"].place)) or 0.0 if "adjust" in draft.fields else 0.0
    left = WHOLE - _sums(grid, rows, points)
    weight = draft.column("weight")
    if weight is not None and round(sum(weight.numbers), 6) != WHOLE:
        return False
    stands, made = number_of(grid.value(*total.place)), computed(grid, *total.place)
    titles = (grid.text(row, column) for row in grid.rows if row < draft.table.header.top for column in grid.rows[row])
    told = weight is not None or any(BASE.search("".join(text.split())) for text in titles)
    if stands is None or made is not None:
        return told or (made is not None and stands is not None and (same(stands, left) or same(stands, left + extra)))
    return told or same(stands, left) or same(stands, left + extra)


def _left(grid: Grid, row: int, weight: int, points: Mapping[str, int]) -> float | None:
    """What is left of the full mark of a line; None where it has none."""
    full = number_of(grid.value(row, weight))
    return None if full is None else full - _sums(grid, [row], points)


def _sums(grid: Grid, rows: Sequence[int], points: Mapping[str, int]) -> float:
    """What is taken off in some lines, whatever sign it is written with, less what is added."""
    off = sum(abs(number_of(grid.value(row, points["taken"])) or 0.0) for row in rows)
    return off - sum(number_of(grid.value(row, points["added"])) or 0.0 for row in rows if "added" in points)


def deduction_conflicts(lines: Lines) -> Iterator[Conflict]:
    """Scores, or a total without scores, that what is taken off does not leave."""
    part, grid = lines.part, lines.grid
    if not part.points:
        return
    points = {key: column_number(letter) for key, letter in part.points.items()}
    begun = any(number_of(grid.value(row, column)) is not None for row in lines.entries for column in points.values())
    for entry in lines.entries if lines.has("score", "weight") else ():
        stands, place = lines.number("score", entry), lines.place("score", entry)
        due = _left(grid, entry, column_number(part.columns["weight"]), points)
        if stands is not None and due is not None and place and not same(stands, due):
            zh, en = "标准分减扣分应为 {due}", "the full mark less what is taken off is {due}"
            yield lines.conflict(place, shown(rounded(due)), sentence(zh, en, due=shown(rounded(due))))
    if "total" not in part.fields or any(lines.number("score", entry) is not None for entry in lines.entries):
        return
    place = cell_of(part.fields["total"])
    stands = number_of(value_told(grid, part.fields["total"], "total"))
    whole = sum(lines.number("weight", entry) or 0.0 for entry in lines.entries) if lines.has("weight") else WHOLE
    added = beside(grid, part.fields["adjust"], lines.entries, points) if "adjust" in part.fields else None
    extra = (number_of(grid.value(*added)) or 0.0) if added else 0.0
    due = rounded(whole - _sums(grid, lines.entries, points) + extra)
    if stands is not None and begun and not same(stands, due):
        zh, en = "{whole} 分减扣分应为 {due}", "{whole} less what is taken off is {due}"
        if extra:
            zh, en = (
                "{whole} 分减扣分、计加减分 {extra} 应为 {due}",
                "{whole} less what is taken off, {extra} added, is {due}",
            )
        told = sentence(zh, en, whole=shown(whole), extra=shown(extra), due=shown(due))
        yield lines.conflict(place, shown(due), told)
