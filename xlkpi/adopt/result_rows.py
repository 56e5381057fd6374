"""Finds the results below the lines of a form: total, level, rank and the like, each in the row of its label."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.computations import Computation, computed
from xlkpi.adopt.fields import Found, fits, is_field_label, short, values_right
from xlkpi.adopt.grid import Grid, Place
from xlkpi.adopt.keys import RESULT_KEYS, called
from xlkpi.adopt.labels import label_of, pairs_in
from xlkpi.adopt.level_sentences import told_in
from xlkpi.adopt.lexicon import LIKELY, Lexicon
from xlkpi.adopt.row_kinds import NOTE, SIGNED, sums_up
from xlkpi.errors import CellError, sentence


@dataclass(frozen=True)
class Result:
    """A result below a form, or candidates where several cells come into question."""

    found: tuple[Found, ...]
    open: Mapping[str, tuple[Place, ...]]


def result_fields(
    grid: Grid, lexicon: Lexicon, rows: Sequence[int], left: int, right: int, columns: Mapping[str, int]
) -> Result:
    """Total, level, rank and the like in the rows below a form's lines."""
    found: list[Found] = []
    unclear: dict[str, tuple[Place, ...]] = {}
    labels: dict[str, Place] = {}
    for row in rows:
        for column in grid.filled_in(row, left, right):
            text = grid.text(row, column)
            if not text or SIGNED.search(text) or NOTE.search(text):
                continue
            pairs = pairs_in(text)
            label = pairs[0].label if len(pairs) == 1 else label_of(re.split("[=＝]", text)[0])  # 得分=甲×70%+乙×30%
            meant = {
                key: s
                for key, s in lexicon.look_up(label, "field").keys.items()
                if key in RESULT_KEYS and s >= LIKELY * 0.9
            }
            if (
                not meant
                and not pairs
                and "扣" not in text
                and sums_up(grid, lexicon, row, list(grid.filled_in(row, left, right)))
            ):
                meant = {"total": LIKELY}
            for key, surely in meant.items():
                if len(pairs) == 1 and pairs[0].value:
                    if fits(key, pairs[0].value):
                        told = sentence(
                            "“{text}”里写着{key}", "“{text}” tells {key}", text=short(text), key=called(key)
                        )
                        found.append(Found(key, (row, column), surely, (told,), text))
                    continue
                places = list(values_right(grid, lexicon, row, column, right)) or _values_left(
                    grid, lexicon, row, column, left
                )
                chosen, several = _chosen(grid, key, (row, column), places, columns)
                if chosen is None and not several and key == "total" and not lexicon.ends_body(text):
                    several = tuple(place for place in places if fits(key, grid.value(*place)))
                    below = (row, columns.get("taken", 0))  # a form that takes points off has no scores over its total
                    if not several and below[1] and grid.drawn(*below) and grid.value(*below) is None:
                        chosen = grid.anchor(*below)
                if chosen is not None:
                    told = sentence("“{text}”这一行", "in the row of “{text}”", text=short(text))
                    weaker = 0.05 if key == "total" and lexicon.ends_body(text) else 0
                    waiting = grid.value(*chosen) is None
                    found.append(Found(key, chosen, surely - weaker - 0.1 * waiting, (told,), text, waiting=waiting))
                elif several:
                    unclear[key], labels[key] = several, (row, column)
    total = max((one for one in found if one.key == "total"), key=lambda one: one.surely, default=None)
    for key, at in labels.items() if total is not None else ():
        waits = [one for one in unclear[key] if total and one[1] == total.place[1] and grid.value(*one) is None]
        if waits and grid.span(*at).columns > 1:  # a label up to the scores: its blank stands where the total does
            told = sentence("与总分同一列", "in the column of the total")
            found.append(Found(key, waits[0], LIKELY, (told,), grid.text(*at), waiting=True))
            del unclear[key]
    return Result(tuple(found), unclear)


def _values_left(grid: Grid, lexicon: Lexicon, row: int, column: int, first: int) -> list[Place]:
    """The filled cells left of a label that has nothing to its right, up to the label before."""
    places: list[Place] = []
    for at in reversed(list(grid.filled_in(row, first, column - 1))):
        if is_field_label(grid, lexicon, row, at):
            return []  # they belong to that label
        places.append((row, at))
    return places


def _chosen(
    grid: Grid, key: str, label: Place, places: Sequence[Place], columns: Mapping[str, int]
) -> tuple[Place | None, tuple[Place, ...]]:
    """The cell of a result in the row of its label; for a total that below the weighted column, else the scores."""
    row = label[0]
    fitting = [place for place in places if fits(key, grid.value(*place))]
    if key == "total":  # a sum of what is still blank may be an error
        fitting += [place for place in places if isinstance(grid.value(*place), CellError) and grid.formula(*place)]
        return _chosen_total(grid, label, fitting, columns)
    if len(fitting) == 1 and len(places) <= 2:
        return fitting[0], ()
    if _alone(grid, key, label, places):
        return places[0], ()
    if key == "level" and places and all(told_in(grid.text(*place)) for place in places):
        near = grid.anchor(row, grid.span(*label).right + 1)  # the rule of the levels stands behind the blank cell
        return (near, ()) if grid.drawn(*near) and grid.value(*near) is None else (None, ())
    if key == "level" and not fitting and (waiting := _waits_alone(grid, label)):
        return waiting, ()
    if not places and key in ("level", "rank", "coefficient", "adjust", "pay"):
        for name in ("weighted", "score"):
            if name in columns and grid.drawn(row, columns[name]) and grid.value(row, columns[name]) is None:
                below, near = grid.anchor(row, columns[name]), grid.anchor(row, grid.span(*label).right + 1)
                either = near[1] < below[1] and grid.drawn(*near)  # next to the label, or below the scores
                return (None, (near, below)) if either else (below, ())
    return None, ()


def _waits_alone(grid: Grid, label: Place) -> Place | None:
    """The one blank cell between a label and words that are no choice to tick: 等级 |  | 店长签名."""
    row, at = label[0], grid.span(*label).right + 1
    near = grid.anchor(row, at)
    behind = (row, grid.span(*near).right + 1)
    told = grid.text(*behind)
    waits = grid.drawn(*near) and grid.value(*near) is None and near[0] == row
    return near if waits and told and number_of(told) is None and not _TICKED.search(told) else None


_TICKED: Final = re.compile("[□☐☑√✓○]")


def _alone(grid: Grid, key: str, label: Place, places: Sequence[Place]) -> bool:
    """Whether right beside a label its value stands, and then words with values of their own: 系数 1.2 补贴 100."""
    if len(places) < 2 or places[0][1] != grid.span(*label).right + 1 or not fits(key, grid.value(*places[0])):
        return False
    other = grid.value(*places[1])
    return isinstance(other, str) and number_of(other) is None and not fits(key, other)


def _chosen_total(
    grid: Grid, label: Place, fitting: Sequence[Place], columns: Mapping[str, int]
) -> tuple[Place | None, tuple[Place, ...]]:
    """The total of a form among the numbers of its row; a sum of the weights alone is none.

    While it is blank it stands below the scores, or right beside its label where another label begins before them.
    """
    row, beside = label[0], grid.span(*label).right + 1
    by_column = {place[1]: place for place in fitting}
    below = [columns[name] for name in ("weighted", "score") if name in columns]
    for column in below:
        if column in by_column:
            return by_column[column], ()
    rest = [place for place in fitting if not _sums_weights(grid, place, columns)]
    weighing = [place for place in rest if (made := computed(grid, *place)) and _weighs(made)]
    if len(rest) == 1 or len(weighing) == 1:
        return (rest if len(rest) == 1 else weighing)[0], ()
    if rest:
        return None, tuple(rest)
    waiting = (column for column in below if grid.drawn(row, column) and grid.value(row, column) is None)
    column = next(waiting, 0)
    if column and any(isinstance(grid.value(row, at), str) for at in grid.filled_in(row, beside, column)):
        column = beside if grid.drawn(row, beside) and grid.value(row, beside) is None else 0
    return (grid.anchor(row, column), ()) if column else (None, ())


def _sums_weights(grid: Grid, place: Place, columns: Mapping[str, int]) -> bool:
    """Whether a number in a row of totals is not the total: the sum of the weights, of self ratings, of targets."""
    if place[1] in (columns.get("self_score"), columns.get("target")):
        return True
    made = computed(grid, *place)
    if place[1] != columns.get("weight"):
        return False
    if made is not None and made.areas:
        return made.columns() == {place[1]}
    return round(number_of(grid.value(*place)) or 0.0, 6) in (1.0, 100.0)


def _weighs(made: Computation) -> bool:
    """Whether a formula adds up more than one column."""
    return made.kind == "sum" and len(made.columns()) > 1
