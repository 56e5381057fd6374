"""What a sentence gives to places: 第1名为A，第2-4名为B，其余为C; 第1名系数1.3，其余1.0; 前两名为金牌，其他为铜牌."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, TypeAlias

from xlkpi.adopt.labels import clauses, wide
from xlkpi.adopt.level_sentences import LEVEL, normal, plain_level

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
FACTOR: Final = re.compile(r"(\d(?:\.\d+)?)(?![\d.%分人名元])")
_ELSE: Final = re.compile(r"%|末|倒数|后\d|[≤≥<>]|部门等级|[\d百千万]元")
"""What makes a sentence another rule, or more than one of places."""

Stretches: TypeAlias = "tuple[tuple[int, int | None, str], ...]"
"""From which place to which (None: all others) somebody has what."""


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
    kinds = {bool(FACTOR.fullmatch(value)) for _, _, value in found}
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
    found = level or FACTOR.match(plain)
    if found and not re.sub(r"[级等档,;。)倍]", "", plain[found.end() :]):
        return plain_level(found[0]) if level else found[1]
    title = _TITLE.fullmatch(plain) if plain != text and not _EITHER.search(plain) else None
    return title[1] if title else ""


def rules_of_places(text: str) -> Iterator[str]:
    """What in a text gives something to places: a clause, or all of it (第1名：A；第2-3名：B；其余：C)."""
    found = [clause for clause in clauses(text) if ranks_in(clause)]
    yield from found or ([text] if ranks_in(text) else [])


def amounts_in(text: str, stretches: Stretches) -> Stretches:
    """The same places with the money that is told behind them, one amount each."""
    told = _AMOUNTS.search(normal(wide(text)).rstrip(",;。"))
    amounts = re.findall(r"\d+", told[1]) if told else []
    fits = len(amounts) == len(stretches)
    return tuple((low, high, amount) for (low, high, _), amount in zip(stretches, amounts)) if fits else ()
