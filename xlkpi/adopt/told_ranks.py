"""What a sentence gives to places: 第1名为A，第2-4名为B，其余为C; 第1名系数1.3，其余1.0; 前两名为金牌，其他为铜牌."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple, TypeAlias

from xlkpi.adopt.grid import Grid
from xlkpi.adopt.labels import clauses, wide
from xlkpi.adopt.level_sentences import LEVEL, normal, plain_level
from xlkpi.adopt.part_lines import Lines, place_of, same, shown
from xlkpi.adopt.sentences import sentences_about
from xlkpi.adopt.understanding import Conflict, Part
from xlkpi.books.areas import column_letters
from xlkpi.errors import sentence

_ORDINALS: Final = {word: at for at, word in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_N: Final = rf"(\d{{1,2}}|[{''.join(_ORDINALS)}])"
_PLACES: Final = re.compile(
    rf"(?:排?名?次?第{_N}(?:[名位])?(?:[-~—–至到、和及]第?{_N})?|(?<![\d.]){_N}[-~—–至到]{_N}|(?:排名|名次)?前{_N})[名位]"
    "(及?以[后下]|之后|起)?(?:的|者|员工|人员)?"
)
"""第1名, 第2-4名, 第2、3名, 第二至四名, 3-5名, 前3名; 第4名以后."""
_REST: Final = re.compile("(?:其[余他它]|余下)(?:的|者|人员|员工|人)*")
_JOINING: Final = re.compile("^(?:均?为|是|评(?:为|选为|定为)?|定为|授予|获得?|得|:|的|系数|按)+")
_TITLE: Final = re.compile("([一-鿿]{2,8}?)(?:称号|荣誉|奖项)?")
_EITHER: Final = re.compile("[或和及者]|不|以[上下]")
"""What makes a word for a title more than one, or a condition."""
_AMOUNTS: Final = re.compile(
    r"[,(;](?:的?(?:津贴|补贴|奖金|奖励|奖))[^,\d]{0,4}(?:分别|依次|各)[为是:奖]*(\d+元?(?:[、,]\d+元?)+)\)?$"
)
"""Money by the same places, told behind them: 津贴分别为800元、500元、300元."""
_EARLIER: Final = re.compile("上|去年|历[史次]|往")
"""A heading of what people had before."""
_FACTOR: Final = re.compile(r"(\d(?:\.\d+)?)(?![\d.%分人名元])")
_ELSE: Final = re.compile(r"%|末|倒数|后\d|[≤≥<>]|部门等级|[\d百千万]元")
"""What makes a sentence another rule, or more than one of places."""

Stretches: TypeAlias = "tuple[tuple[int, int | None, str], ...]"
"""From which place to which (None: all others) somebody has what."""


class Ranked(NamedTuple):
    """What each stretch of places has, from the first on; the last may be open (None)."""

    stretches: Stretches
    where: str
    told: str

    def due(self, place: int) -> str:
        """What a place has."""
        return next((value for low, high, value in self.stretches if low <= place and (high or place) >= place), "")


def ranks_in(text: str) -> Stretches:
    """The stretches of places that a clause tells, from 1 on without a gap; nothing where it may be read otherwise."""
    plain = _AMOUNTS.sub("", normal(wide(text)).rstrip(",;。"))
    if _ELSE.search(plain):
        return ()
    found: list[tuple[int, int | None, str]] = []
    heads = sorted([*_PLACES.finditer(plain), *_REST.finditer(plain)], key=lambda one: one.start())
    for at, head in enumerate(heads):
        end = heads[at + 1].start() if at + 1 < len(heads) else len(plain)
        value = _value(plain[head.end() : end].strip(",;、"))
        after = (found[-1][1] or 0) + 1 if found else 1
        first, last = _stretch(head, after) if head.re is _PLACES else (after, None)
        if not value or first != after or (found and found[-1][1] is None):
            return ()
        found.append((first, last, value))
    kinds = {bool(_FACTOR.fullmatch(value)) for _, _, value in found}
    return tuple(found) if len(found) > 1 and len(kinds) == 1 else ()


def _stretch(head: re.Match[str], after: int) -> tuple[int, int | None]:
    """From which place to which (None: all others) some words go; 第3名以后 behind the third begins with the fourth."""
    low, high, begin, end, best = map(_number, head.groups()[:5])
    if head[6] and low:
        return (low + 1 if head[6] != "起" and low + 1 == after else low), None
    return low or begin or 1, high or low or end or best


def _number(told: str | None) -> int | None:
    return None if told is None else _ORDINALS.get(told) or int(told)


def _value(text: str) -> str:
    """The level, coefficient or title that a stretch of places has; empty where something else stands there."""
    plain = _JOINING.sub("", text)
    level = LEVEL.match(plain)
    found = level or _FACTOR.match(plain)
    if found and not re.sub(r"[级等档,;。)倍]", "", plain[found.end() :]):
        return plain_level(found[0]) if level else found[1]
    title = _TITLE.fullmatch(plain) if plain != text and not _EITHER.search(plain) else None
    return title[1] if title else ""


def rules_of_places(text: str) -> Iterator[str]:
    """What in a text gives something to places: a clause, or all of it (第1名：A；第2-3名：B；其余：C)."""
    found = [clause for clause in clauses(text) if ranks_in(clause)]
    yield from found or ([text] if ranks_in(text) else [])


def _amounts_in(text: str, stretches: Stretches) -> Stretches:
    """The same places with the money that is told behind them, one amount each."""
    told = _AMOUNTS.search(normal(wide(text)).rstrip(",;。"))
    amounts = re.findall(r"\d+", told[1]) if told else []
    fits = len(amounts) == len(stretches)
    return tuple((low, high, amount) for (low, high, _), amount in zip(stretches, amounts)) if fits else ()


def rank_conflicts(lines: Lines, grids: Sequence[Grid], parts: Sequence[Part]) -> Iterator[Conflict]:
    """What stands for a level, coefficient, title or money and is not what a sentence gives to the place.

    Nothing is told of a column in which most others do not have what their place has.
    """
    if lines.part.kind != "summary" or not lines.has("total"):
        return
    for where, text in sentences_about(lines.part, grids, parts):
        for clause in rules_of_places(text):
            if stretches := ranks_in(clause):
                told = Ranked(stretches, where, clause.strip())
                for own, key in _columns_of(lines, stretches):
                    yield from _against(own, told, key)
                if amounts := _amounts_in(clause, stretches):
                    for own in _others(lines, "coefficient", {amount for _, _, amount in amounts}):
                        yield from _against(own, told._replace(stretches=amounts), "coefficient")


def _columns_of(lines: Lines, stretches: Stretches) -> Iterator[tuple[Lines, str]]:
    """Where such a thing stands: levels and coefficients in their columns, titles in whichever holds two of them."""
    words = {value for _, _, value in stretches}
    key = "coefficient" if any(map(_FACTOR.fullmatch, words)) else "level"
    if lines.has(key):
        yield lines, key
    if key == "level" and not all(map(LEVEL.fullmatch, words)):
        for own in _others(lines, key, words):
            yield own, key


def _others(lines: Lines, key: str, words: Collection[str]) -> Iterator[Lines]:
    """The list with another of its columns for the one of a key, where two of the words stand there."""
    part = lines.part
    taken = {column for own, column in part.columns.items() if own != "pay"}
    for label, at in zip(part.labels, part.label_columns):
        letter = column_letters(at)
        if part.columns and letter not in taken and not _EARLIER.search(label):
            own = Lines(lines.grid, replace(part, columns={**part.columns, key: letter}))
            stand = {_meant(text, words) for entry in own.entries if (text := _standing(own, key, entry))}
            if len(stand & set(words)) > 1:
                yield own


def _meant(stands: str, words: Collection[str]) -> str:
    """Which of the words that a sentence tells a cell means: 金牌 the only one that begins so, 金牌讲解员."""
    begun = [
        word
        for word in words
        if not (LEVEL.fullmatch(word) or _is_number(word)) and (word.startswith(stands) or stands.startswith(word))
    ]
    return begun[0] if stands not in words and len(begun) == 1 else stands


def _is_number(text: str) -> bool:
    return text.replace(".", "").isdigit()


def _against(lines: Lines, told: Ranked, key: str) -> Iterator[Conflict]:
    totals = {at: number for at in lines.entries if (number := lines.number("total", at)) is not None}
    words = {value for _, _, value in told.stretches}
    stands = {at: _meant(text, words) for at in totals if (text := _standing(lines, key, at))}
    spelled = {meant: lines.text(key, at) for at, meant in stands.items()}
    groups: dict[str, dict[int, float]] = {}
    for at, number in totals.items():
        groups.setdefault(lines.text("department", at), {})[at] = number
    wrong = min(([*_misfits(told, stands, scope)] for scope in ([totals], [*groups.values()])), key=len)
    for at, due in wrong if len(wrong) * 2 < len(stands) else ():
        if place := lines.place(key, at):
            zh, en = "{where} 写着“{told}”，{total} 分应为 {due}", "{where} says “{told}”: {total} points have {due}"
            right = spelled.get(due, due)
            values = {"where": told.where, "told": told.told[:60], "total": shown(totals[at]), "due": right}
            yield lines.conflict(place, right, sentence(zh, en, **values))


def _standing(lines: Lines, key: str, at: int) -> str:
    number = lines.number(key, at)
    return plain_level(lines.text(key, at)) if key == "level" else "" if number is None else shown(number)


def _misfits(
    told: Ranked, stands: Mapping[int, str], scopes: Sequence[Mapping[int, float]]
) -> Iterator[tuple[int, str]]:
    """Who has another one than any of the places has that his total may take; equal totals share theirs."""
    for scope in scopes:
        ascending = sorted(scope.values())
        places = {total: (place_of(ascending, total), equal) for total, equal in Counter(ascending).items()}
        may = {total: [told.due(place) for place in range(at, at + equal)] for total, (at, equal) in places.items()}
        for at, total in scope.items():
            due = may[total]
            if at in stands and due[0] and not any(_is(stands[at], one) for one in due):
                yield at, due[0]


def _is(stands: str, due: str) -> bool:
    return same(float(stands), float(due), 4) if _is_number(stands) and _is_number(due) else stands == due
