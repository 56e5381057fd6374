"""A mapping held against what the workbook itself computes: where another column proves right, the choice is asked."""

from __future__ import annotations

from collections.abc import Iterable

from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.columns import Column
from xlkpi.adopt.part_lines import place_of, same
from xlkpi.adopt.parts import Draft
from xlkpi.books.areas import column_letters
from xlkpi.errors import Sentence, sentence


def with_proof(draft: Draft) -> None:
    """Ask for what the company's own total, places and formulas contradict while another column fulfils them."""
    if draft.role == "form":
        _score_by_total(draft)
        _adjust_by_total(draft)
    else:
        _one_line_each(draft)
        _total_by_places(draft)
        _coefficient_by_level(draft)
        _by_formula(draft, "rank", ("total",))
        _by_formula(draft, "pay", ("coefficient", "base_pay"))
    _by_formula(draft, "level", ("total",))


def _score_by_total(draft: Draft) -> None:
    """The total of a form comes out of the chosen marks, or of another column and not of them."""
    stands, score = _field(draft, "total"), draft.column("score")
    if stands is None or stands == 0 or score is None or draft.asks("score"):
        return
    lines = [column for column in (score, draft.column("weighted")) if column is not None]
    adjust = _field(draft, "adjust") or 0.0
    if any(_yields(draft, column, stands - add) for column in lines for add in (0.0, adjust)):
        return
    taken = set(draft.chosen.values())
    others = [column for column in draft.columns if column.column not in taken and _yields(draft, column, stands)]
    if others:
        why = sentence("总分由另一列算出", "the total is made of another column")
        _doubt(draft, "score", others, why)


def _adjust_by_total(draft: Draft) -> None:
    """Points added or taken off belong to the total only where it comes out with them and not without."""
    stands, score = _field(draft, "total"), draft.column("score")
    if stands is None or score is None:
        return
    lines = [column for column in (score, draft.column("weighted")) if column is not None]
    alone = any(_yields(draft, column, stands) for column in lines)
    column = draft.column("adjust")
    if column is not None and alone and any(column.numbers):
        draft.drop("adjust")  # a column of deductions that the marks already hold
    adjust = _field(draft, "adjust")
    if adjust and alone and not any(_yields(draft, column, stands - adjust) for column in lines):
        place = draft.grid.where(*draft.fields["adjust"].place)
        draft.ask("adjust", [place], sentence("总分里没有算进它", "the total comes out without it"))


def _one_line_each(draft: Draft) -> None:
    """Where a name covers several rows and each has a total of its own, which of them counts is asked."""
    name, total = draft.column("name"), draft.column("total")
    if name is None or total is None or "indicator" in draft.chosen or name.merged_share <= 0.5:
        return
    if total.merged_share < name.merged_share and len(total.numbers) > len(name.texts):
        why = sentence("一个人有几行，各有一个分数", "a person has several rows with a total each")
        draft.ask("total", [column_letters(total.column)], why)


def _total_by_places(draft: Draft) -> None:
    """Places that stand in a table are those of the chosen total, or of another column and not of it."""
    rank, total = draft.column("rank"), draft.column("total")
    if rank is None or total is None or draft.asks("total") or _ranked(draft, rank, total):
        return
    taken = set(draft.chosen.values())
    others = [
        column
        for column in draft.columns
        if column.column not in taken and len(set(column.numbers)) > 2 and _ranked(draft, rank, column)
    ]
    if others:
        why = sentence("名次是按另一列排的", "the places are those of another column")
        _doubt(draft, "total", others, why)


def _coefficient_by_level(draft: Draft) -> None:
    """Factors that differ within most levels are not those of the people beside them: a legend, or of another year."""
    level, factor = draft.column("level"), draft.column("coefficient")
    if level is None or factor is None or draft.asks("coefficient") or factor.computation is not None:
        return
    found: dict[str, set[float]] = {}
    for row in draft.table.entries:
        number, word = number_of(draft.grid.value(row, factor.column)), draft.grid.text(row, level.column).strip()
        if number is not None and word:
            found.setdefault(word, set()).add(number)
    shared = {word: numbers for word, numbers in found.items() if len(numbers) > 1}
    if len(shared) * 2 > len(found) > 1:
        why = sentence("同一等级的系数不一样", "one level has several coefficients")
        draft.ask("coefficient", [column_letters(factor.column)], why)


def _ranked(draft: Draft, rank: Column, column: Column) -> bool:
    """Whether the places are those of a column's numbers, most of them: one may be wrong in itself."""
    rows = [
        (number, place)
        for row in draft.table.entries
        if (number := number_of(draft.grid.value(row, column.column))) is not None
        and (place := number_of(draft.grid.value(row, rank.column))) is not None
    ]
    if len(rows) < 3:
        return column is draft.column("total")
    ascending = sorted(number for number, _ in rows)
    fitting = sum(place == place_of(ascending, number) for number, place in rows)
    return fitting * 10 >= len(rows) * 8


def _by_formula(draft: Draft, result: str, sources: tuple[str, ...]) -> None:
    """What the formulas of a result read in each row is the column chosen for its source, or that one is asked."""
    column = draft.column(result)
    made = column.computation if column else None
    if made is None or made.kind not in ("rank", "levels", "product"):
        return
    known = {at.column: at for at in draft.columns}
    taken = set(draft.chosen.values())
    read = [known[at] for at in made.columns() if at in known and at not in taken and known[at].numbers]
    for key in sources:
        chosen = draft.column(key)
        if read and chosen is not None and chosen.column not in made.columns() and not draft.asks(key):
            why = sentence(
                "“{words}”是由另一列算出的", "“{words}” is computed from another column", words=_words(column)
            )
            _doubt(draft, key, read, why)


def _words(column: Column | None) -> str:
    return column.heading.shown if column else ""


def _doubt(draft: Draft, key: str, others: Iterable[Column], why: Sentence) -> None:
    letters = [column_letters(column.column) for column in others]
    draft.ask(key, [*letters, column_letters(draft.chosen[key])], why)


def _field(draft: Draft, key: str) -> float | None:
    found = draft.fields.get(key)
    return None if found is None else number_of(draft.grid.value(*found.place))


def _yields(draft: Draft, column: Column, total: float) -> bool:
    """Whether a column adds up to a total, by itself or multiplied by the weights."""
    lines = draft.numbers(column)
    if len(lines) < 2:
        return False
    if same(total, sum(lines.values())):
        return True
    weight = draft.column("weight")
    if weight is None or weight is column:
        return False
    weights = {row: number_of(draft.grid.value(row, weight.column)) or 0.0 for row in lines}
    whole = sum(weights.values())
    products = sum(weights[row] * mark for row, mark in lines.items())
    return bool(whole) and (same(total, products / whole) or same(total, products / (100 if whole > 2 else 1)))
