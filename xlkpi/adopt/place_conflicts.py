"""What people have and their place does not give them, by a sentence that deals it out: by ranks or by shares."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Final, TypeAlias

from xlkpi.adopt.grid import Grid
from xlkpi.adopt.level_sentences import LEVEL, plain_level
from xlkpi.adopt.part_lines import Lines, same, shown
from xlkpi.adopt.sentences import sentences_about
from xlkpi.adopt.told_ranks import FACTOR, Stretches, amounts_in, ranks_in, rules_of_places
from xlkpi.adopt.told_shares import shares_stated
from xlkpi.adopt.understanding import Conflict, Part
from xlkpi.books.areas import column_letters
from xlkpi.errors import Sentence, sentence

Spans: TypeAlias = "Mapping[str, tuple[float, float]]"
"""From which place to which something is given, counted from 0, the best first; ends may lie inside a place."""
_EARLIER: Final = re.compile("上|去年|历[史次]|往")
"""A heading of what people had before."""


def share_conflicts(lines: Lines, grids: Sequence[Grid], parts: Sequence[Part]) -> Iterator[Conflict]:
    """Levels that are not dealt by the shares which a sentence gives to all of them, however these are rounded."""
    if lines.part.kind != "summary" or not lines.has("level", "total") or lines.part.level_rule == "own":
        return
    told = shares_stated(lines.part, grids, parts)
    shares = {plain_level(level): share for level, share in told.numbers.items()} if told else {}
    there = (at for at in lines.entries if lines.number("total", at) is not None)
    stands = {at: _standing(lines, "level", at) for at in there}
    if told is None or not all(level in shares for level in stands.values()):
        return
    ends = [0.0, *accumulate(shares.values())]

    def spans(people: int) -> Spans:
        return {level: (ends[at] * people, ends[at + 1] * people) for at, level in enumerate(shares)}

    zh, en = (
        "按 {where} 写的比例（{shares}），{total} 分应为 {due}",
        "by the shares in {where} {total} points are {due}",
    )
    for at, due in _misplaced(lines, stands, spans):
        yield from _told(
            lines, "level", at, due, sentence(zh, en, where=told.where, shares=told.told, **_of(lines, at, due))
        )


def rank_conflicts(lines: Lines, grids: Sequence[Grid], parts: Sequence[Part]) -> Iterator[Conflict]:
    """What stands for a level, coefficient, title or money and is not what a sentence gives to the place."""
    if lines.part.kind != "summary" or not lines.has("total"):
        return
    for where, text in sentences_about(lines.part, grids, parts):
        for clause in rules_of_places(text):
            stretches = ranks_in(clause)
            amounts = amounts_in(clause, stretches)
            columns = [(own, key, stretches) for own, key in _columns_of(lines, stretches)]
            columns += [(own, "coefficient", amounts) for own in _others(lines, "coefficient", _words(amounts))]
            for own, key, given in columns:
                yield from _against(own, key, given, where, " ".join(clause.split())[:60])


def _words(stretches: Stretches) -> set[str]:
    return {value for _, _, value in stretches}


def _columns_of(lines: Lines, stretches: Stretches) -> Iterator[tuple[Lines, str]]:
    """Where such a thing stands: levels and coefficients in their columns, titles in whichever holds two of them."""
    words = _words(stretches)
    key = "coefficient" if any(map(FACTOR.fullmatch, words)) else "level"
    if lines.has(key):
        yield lines, key
    if key == "level" and not all(map(LEVEL.fullmatch, words)):
        for own in _others(lines, key, words):
            yield own, key


def _others(lines: Lines, key: str, words: Collection[str]) -> Iterator[Lines]:
    """The list with another of its columns for the one of a key, where two of the words stand there."""
    part = lines.part
    taken = {column for own, column in part.columns.items() if own != "pay"}
    for label, at in zip(part.labels, part.label_columns) if words else ():
        letter = column_letters(at)
        if part.columns and letter not in taken and not _EARLIER.search(label):
            own = Lines(lines.grid, replace(part, columns={**part.columns, key: letter}))
            stand = {_meant(text, words) for entry in own.entries if (text := _standing(own, key, entry))}
            if len(stand & set(words)) > 1:
                yield own


def _meant(stands: str, words: Collection[str]) -> str:
    """Which of the words that a sentence tells a cell means: 金牌 the only one that begins so, 金牌讲解员."""
    if _is_number(stands):
        alike = [word for word in words if _is_number(word) and same(float(word), float(stands), 4)]
    else:
        titles = [word for word in words if not LEVEL.fullmatch(word)]
        alike = [word for word in titles if word.startswith(stands) or stands.startswith(word)]
    return alike[0] if stands not in words and len(alike) == 1 else stands


def _is_number(text: str) -> bool:
    return text.replace(".", "").isdigit()


def _standing(lines: Lines, key: str, at: int) -> str:
    number = lines.number(key, at)
    return plain_level(lines.text(key, at)) if key == "level" else "" if number is None else shown(number)


def _against(lines: Lines, key: str, stretches: Stretches, where: str, told: str) -> Iterator[Conflict]:
    """The cells of a column that do not have what the stretches give to their place."""
    there = (at for at in lines.entries if lines.number("total", at) is not None)
    words = _words(stretches)
    stands = {at: _meant(text, words) for at in there if (text := _standing(lines, key, at))}
    spelled = {meant: lines.text(key, at) for at, meant in stands.items()}

    def spans(people: int) -> Spans:
        return {value: (low - 1, high or people) for low, high, value in stretches}

    zh, en = "{where} 写着“{told}”，{total} 分应为 {due}", "{where} says “{told}”: {total} points have {due}"
    for at, due in _misplaced(lines, stands, spans):
        right = spelled.get(due, due)
        yield from _told(lines, key, at, right, sentence(zh, en, where=where, told=told, **_of(lines, at, right)))


def _of(lines: Lines, at: int, due: str) -> dict[str, str]:
    return {"total": shown(lines.number("total", at)), "due": due or "—"}


def _told(lines: Lines, key: str, at: int, due: str, why: Sentence) -> Iterator[Conflict]:
    if place := lines.place(key, at):
        yield lines.conflict(place, due, why)


def _misplaced(lines: Lines, stands: Mapping[int, str], spans: Callable[[int], Spans]) -> Sequence[tuple[int, str]]:
    """Entries with something else than what the place gives, and what it gives, where most others have theirs.

    Places are those among everybody or in each department, whichever what stands there keeps to better.
    """
    totals = {at: number for at in lines.entries if (number := lines.number("total", at)) is not None}
    groups: dict[str, dict[int, float]] = {}
    for at, number in totals.items():
        groups.setdefault(lines.text("department", at), {})[at] = number
    scopes = [totals], [*groups.values()]
    wrong = min(([one for group in scope for one in _misfits(group, stands, spans)] for scope in scopes), key=len)
    return wrong if len(wrong) * 2 < len(stands) else []


def _misfits(
    totals: Mapping[int, float], stands: Mapping[int, str], spans: Callable[[int], Spans]
) -> Iterator[tuple[int, str]]:
    """Who has another one than any of the places has that his total may take; equal totals share theirs."""
    may = {value: (round(low, 6), round(high, 6)) for value, (low, high) in spans(len(totals)).items()}
    ordered = sorted(-total for total in totals.values())
    for at, total in totals.items():
        first, after = bisect_left(ordered, -total), bisect_right(ordered, -total)
        due = next((value for value, (_, high) in may.items() if first < high), "")
        low, high = may.get(stands.get(at, ""), (0.0, 0.0))
        if at in stands and (due or stands[at] in may) and not (first < high and low < after):
            yield at, due
