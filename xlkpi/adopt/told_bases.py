"""Bases of pay that a sentence tells where a list has no column of them: 奖金基数800元/人; 班长2000元，收费员1600元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from xlkpi.adopt.grid import Grid
from xlkpi.adopt.level_sentences import normal, plain_level
from xlkpi.adopt.own_pay import base_times
from xlkpi.adopt.part_lines import Lines, same
from xlkpi.adopt.sentences import sentences_about
from xlkpi.adopt.told_factors import Factors, factors_told
from xlkpi.adopt.understanding import Bases, Part

_BASE: Final = re.compile(
    r"(?:^|(?<=[,;:、。()\d.])|(?<=每人)|(?<=个人)|(?<=员工)|(?<=全员)|(?<=月度))"
    r"(?:月|月度|每人|个人|员工)*(?:绩效|奖金|考核)(?:工资|奖金)?(?:基数|标准|基准)(?:统一|一律|均|都|[为是按:=])*"
)
"""The word for a base where a clause begins with it: not 站长绩效基数."""
_AMOUNT: Final = (
    r"(?P<amount>\d{2,6}(?:\.\d+)?)(?:元(?:/|每)?(?:人|月|人/月|月/人)*)?(?![\d.%]|元?(?:起|左右|以上|以下|[-~—–至到]))"
)
_ONE: Final = re.compile(rf"{_AMOUNT}(?=$|[,;。、)])")
_AMOUNTS: Final = re.compile(r"(?:基数|标准|基准|底薪)(?:统一|一律|均|都|[为是按:=])*\d{2,}")
_LEAST: Final = 50.0
"""A smaller number is a coefficient or a place in a list."""


def with_bases(parts: Sequence[Part], grids: Sequence[Grid]) -> list[Part]:
    """The parts, each with the bases and coefficients that sentences tell where the list itself has none."""
    by_name, told = {grid.name: grid for grid in grids}, factors_told(grids, parts)
    found = []
    for part in parts:
        own = replace(part, factors=_factors(Lines(by_name[part.sheet], part), told) if told else None)
        own = replace(own, bases=_bases(Lines(by_name[part.sheet], own), grids, parts))
        follows = own.factors and _is_followed(Lines(by_name[part.sheet], own), least=0.5)
        found.append(own if follows else replace(own, factors=None, bases=None if own.factors else own.bases))
    return found


def _factors(lines: Lines, told: Factors) -> Bases | None:
    """The coefficient of each level of a list that has no column of them, by the words that stand there."""
    part = lines.part
    if part.kind != "summary" or not part.columns or not lines.has("pay", "level"):
        return None
    if lines.has("coefficient") or "coefficient" in part.fields:
        return None
    levels = {**dict.fromkeys(told.numbers), **dict.fromkeys(lines.text("level", row) for row in lines.entries)}
    by_level = {level: told.numbers.get(plain_level(level)) for level in levels if level}
    known = {level: number for level, number in by_level.items() if number is not None}
    return Bases(told.where, known) if len(known) == len(by_level) else None


def _bases(lines: Lines, grids: Sequence[Grid], parts: Sequence[Part]) -> Bases | None:
    part = lines.part
    if part.kind != "summary" or not part.columns or not lines.has("pay", "coefficient"):
        return None
    if lines.has("base_pay") or "base_pay" in part.fields:
        return None
    every = [lines.text("post", row) for row in lines.entries] if lines.has("post") else []
    posts = [post for post in dict.fromkeys(every) if post]
    told = list(_told(posts, grids, part, parts))
    if not told or any(one.by_post != told[0].by_post for one in told) or not _is_complete(lines, told[0]):
        return None
    amounts = sum(len(_AMOUNTS.findall(normal(text))) for _, text in sentences_about(part, grids, parts))
    if "" in told[0].by_post and amounts > len(told):  # 绩效基数2000元，主管绩效基数3000元
        return None
    return told[0] if _is_followed(Lines(lines.grid, replace(part, bases=told[0]))) else None


def _told(posts: Sequence[str], grids: Sequence[Grid], part: Part, parts: Sequence[Part]) -> Iterator[Bases]:
    """What each sentence tells: one base for everybody, as that of the post "", or one for each post."""
    for where, text in sentences_about(part, grids, parts):
        plain = normal(text)
        for found in _BASE.finditer(plain):
            rest = plain[found.end() :].partition("。")[0]
            one = _ONE.match(rest)
            by_post = {"": float(one["amount"])} if one else _by_post(posts, rest)
            if by_post and min(by_post.values()) >= _LEAST:
                yield Bases(where, by_post)


def _by_post(posts: Sequence[str], rest: str) -> dict[str, float]:
    """An amount for each post; nothing where a post has none or two, or an amount is left over."""
    found: dict[str, float] = {}
    for post in posts:
        amounts = re.findall(rf"(?:^|[,;、和及/人月元]){re.escape(normal(post))}(?:岗位?)?[为是:]?{_AMOUNT}", rest)
        if len(amounts) != 1:
            return {}
        found[post] = float(amounts[0])
    return found if len(re.findall(r"\d+(?:\.\d+)?", rest)) == len(found) else {}


def _is_complete(lines: Lines, told: Bases) -> bool:
    """Whether everybody on the list has a base."""
    return "" in told.by_post or all(lines.text("post", row) in told.by_post for row in lines.entries)


def _is_followed(lines: Lines, least: float = 0.75) -> bool:
    """Whether the list has bases, and so many of the pays that stand follow from them."""
    if not lines.has("base_pay"):
        return False
    stands = {row: pay for row in lines.entries if (pay := lines.number("pay", row)) is not None}
    due = {row: base_times(lines, row) for row in stands}
    return sum((own := due[row]) is not None and same(pay, own) for row, pay in stands.items()) >= len(stands) * least
