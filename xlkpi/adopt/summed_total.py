"""The total of a list told by what it is made of: of columns with words for it, the one that the others make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.grid import Grid
from xlkpi.adopt.keys import KEYS
from xlkpi.adopt.lexicon import LIKELY, lexicon
from xlkpi.adopt.part_lines import place_of
from xlkpi.adopt.score_sums import sum_of
from xlkpi.adopt.understanding import Part, Question, Sum
from xlkpi.books.areas import column_letters, column_number
from xlkpi.errors import Sentence, sentence

SURELY = 0.9
"""How sure a total is that its own parts tell."""


def with_summed_total(part: Part, grids: Mapping[str, Grid]) -> Part:
    """The part with the column for its total that others make, where words leave that open or speak for a part of it.

    Where places were counted by that part, a person has to say.
    """
    stands = part.columns.get("total", "")
    asked = next((question for question in part.questions if question.field == "total"), None)
    if part.kind != "summary" or not part.columns or not part.entries or not (stands or asked):
        return part
    called = _candidates(part)
    made = {letter: one for letter in called if (one := _made(part, letter, grids, called)) is not None}
    last = [letter for letter in made if not any(_is_part(letter, one) for one in made.values())]
    waiting = [letter for letter in last if not _numbers(part, grids[part.sheet], letter)]
    if len(last) == len(waiting) > 1:  # a step and the total, both to be counted
        last = _behind_extras(last, made) or last
        if len(last) > 1:
            return _asking(part, last, sentence("有几列都等着算总分", "several columns wait for a total"))
        stands = ""
    if len(last) != 1 or last[0] == stands or (stands and not _is_part(stands, made[last[0]])):
        return part
    [letter] = last
    if asked is not None and asked.candidates == (letter,):
        return part  # not which column is asked, but whether its numbers are totals
    if stands and not _ranks(part, grids[part.sheet], letter):
        zh, en = (
            "“{words}”由几列算出，名次却按另一列排",
            "others make “{words}”, yet places are counted by another column",
        )
        return _asking(part, (letter, stands), sentence(zh, en, words=_heading(part, letter)))
    return _with_total(part, letter, made[letter])


def _candidates(part: Part) -> list[str]:
    """The columns that words call a total, and that are nothing else."""
    used = {at for key, at in part.columns.items() if key not in ("total", "score")}
    letters = [column_letters(at) for at in part.label_columns]
    words = [lexicon().means(label, "summary").get("total", 0) for label in part.labels]
    return [at for at, surely in zip(letters, words) if at not in used and surely >= LIKELY * 0.9]


def _made(part: Part, letter: str, grids: Mapping[str, Grid], called: Sequence[str]) -> Sum | None:
    """What a column is made of, if it were the total: several marks, or a step towards it with extra points."""
    one = _sum(part, letter, grids)
    core = [term.column for term in one.terms if not term.extra] if one is not None else []
    if one is None or len(core) > 1:
        return one
    step = len(core) == 1 and len(one.terms) > 1 and (core[0] in called or _sum(part, core[0], grids) is not None)
    return one if step else None


def _sum(part: Part, letter: str, grids: Mapping[str, Grid]) -> Sum | None:
    columns = {key: at for key, at in part.columns.items() if at != letter} | {"total": letter}
    one = sum_of(replace(part, columns=columns), grids)
    return one if one is not None and one.proved else None


def _behind_extras(last: Sequence[str], made: Mapping[str, Sum]) -> list[str]:
    """The columns that stand behind all extra points, which a step before them cannot hold."""
    extras = [column_number(term.column) for letter in last for term in made[letter].terms if term.extra]
    return [letter for letter in last if extras and column_number(letter) > max(extras)]


def _asking(part: Part, candidates: Sequence[str], why: Sentence) -> Part:
    """The part with its total left to a person."""
    columns = {key: at for key, at in part.columns.items() if key != "total"}
    questions = [question for question in part.questions if question.field != "total"]
    asked = Question("total", part.sheet, tuple(candidates), why)
    return replace(part, columns=columns, questions=(*questions, asked))


def _is_part(letter: str, one: Sum) -> bool:
    return letter in {term.column for term in one.terms}


def _heading(part: Part, letter: str) -> str:
    return dict(zip(part.label_columns, part.labels)).get(column_number(letter), "")


def _ranks(part: Part, grid: Grid, letter: str) -> bool:
    """Whether the places that stand there are those of a column at least as much as those of the one chosen."""
    if "rank" not in part.columns:
        return True
    places = _numbers(part, grid, part.columns["rank"])
    return _fitting(places, _numbers(part, grid, letter)) >= _fitting(
        places, _numbers(part, grid, part.columns["total"])
    )


def _numbers(part: Part, grid: Grid, letter: str) -> dict[int, float]:
    found = {row: number_of(grid.value(row, column_number(letter))) for row in part.entries}
    return {row: number for row, number in found.items() if number is not None}


def _fitting(places: Mapping[int, float], numbers: Mapping[int, float]) -> int:
    ascending = sorted(numbers.values())
    return sum(place == place_of(ascending, numbers[row]) for row, place in places.items() if row in numbers)


def _with_total(part: Part, letter: str, one: Sum) -> Part:
    """The part with a column as its total; what was asked of it only is asked no more."""
    columns = {key: at for key, at in part.columns.items() if at != letter} | {"total": letter}
    moot = [question for question in part.questions if question.field == "total" or question.candidates == (letter,)]
    why = sentence("由其他几列算出：{how}，{why}", "made of other columns: {how}, {why}", how=one.said, why=one.why)
    return replace(
        part,
        columns={key: columns[key] for key in KEYS if key in columns},
        questions=tuple(question for question in part.questions if question not in moot),
        confidence={**part.confidence, "total": SURELY},
        evidence={**part.evidence, "total": (why,)},
        headings={**part.headings, "total": _heading(part, letter)},
    )
