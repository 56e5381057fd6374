"""Coefficients that a sentence gives to levels: `系数分别为1.2、1.0、0.8`, `A级1.2倍`, `90分以上为优，发放110%`.

A sentence is read where it can be read in one way only: every level has one number, every number a level, and no number
is left over. All else is no rule, and a person is asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Final, NamedTuple

from xlkpi.adopt.grid import Grid
from xlkpi.adopt.labels import clauses, unnumbered
from xlkpi.adopt.level_sentences import (
    LEVEL,
    PAID,
    TALKATIVE,
    WITHOUT_PAY,
    normal,
    plain_level,
    range_at,
    without_counts,
)
from xlkpi.adopt.rule_tables import OTHER_FACTORS
from xlkpi.adopt.sentences import sentences_about
from xlkpi.adopt.understanding import Part
from xlkpi.books.areas import reference_of
from xlkpi.domain.scheme import Number

HIGHEST: Final = 3.0
"""A coefficient above which a number is none of a level."""
_N: Final = r"\d(?:\.\d+)?"
_END: Final = r"(?![\d.]|分|%|人|名|次|[-~—–至到或/]\d)"
_FACTOR: Final = re.compile(rf"(?:系数[为是按取:]?({_N})|({_N})倍){_END}")
_BARE_SHARE: Final = re.compile(rf"[:为是按]?({_N}|\d{{2,3}}(?:\.\d+)?)%")
"""A share behind the first of which it is told that it is paid: 一等按标准的120%发放，二等110%."""
_BARE: Final = re.compile(rf"[:为是]?({_N}){_END}")
_HEADED: Final = re.compile(rf"^[^,:]{{0,8}}系数(?::|(?=(?:{LEVEL.pattern})级?:?\d))")
"""A heading before levels and numbers: 绩效系数：A级1.2，B级1.0; 系数A 1.2，B 1.0."""
_WORD: Final = re.compile(rf"(?:{LEVEL.pattern})级?")
_LIST: Final = re.compile(
    rf"(?P<levels>(?:{LEVEL.pattern})级?(?:[、,和及/](?:{LEVEL.pattern})级?)+)[^\d;。]{{0,12}}系数(?:分别|依次|各)?(?:为|是|按|取|:)*"
    rf"(?P<numbers>{_N}(?:[、,和及/]{_N})+){_END}"
)
_SHARES: Final = re.compile(
    rf"(?P<levels>(?:{LEVEL.pattern})级?(?:[、,和及/](?:{LEVEL.pattern})级?)+)(?:分别|依次|各)?(?P<paid>[^\d;。,]{{0,12}})"
    rf"(?P<numbers>\d+(?:\.\d+)?%(?:[、,和及/]\d+(?:\.\d+)?%)+)(?P<behind>(?:的?(?:发放|计发|兑现|发给|核发|支付))?)"
)
"""Levels and what share of the money each is paid: 一等、二等分别按标准的120%、110%发放."""
_FORMULA: Final = re.compile(r"[^;；。\n，,]*[=＝][^;；。\n=＝]*[×*＊✕xX][^;；。\n]*")
"""How pay is made, behind the coefficients: 绩效工资=基数×系数×出勤系数."""
_ELSE: Final = re.compile("其中|另有|除外|新员工|试用|或者|上下浮动|酌情")
"""Words by which a sentence says more than one number a level."""
_SPOKEN: Final = re.compile(rf"(?<!出勤)(?<!考勤)(?<!岗位)系数[^\d,]{{0,3}}\d|\d倍|{PAID}")
_OF_OTHERS: Final = re.compile(rf"(?:{OTHER_FACTORS.pattern})[^,;:]{{0,2}}系数")
_MARKS: Final = re.compile("得分|总分|分数|成绩|考核分|绩效分")
_NUMBERED: Final = re.compile(rf"((?:{LEVEL.pattern}))级?\)?[:=为是(]*({_N}){_END}")
"""A level with a number and no word for what it is: 优秀：1.2, A=1.2."""


class Factors(NamedTuple):
    """The coefficient of each level, and the cells in which it is told."""

    numbers: Mapping[str, float]
    where: str

    def of(self, level: str) -> Number | None:
        """The coefficient of a level, with the cell that tells it."""
        return Number(self.numbers[level], "倍", f"{self.where} 写明") if level in self.numbers else None

    def spelled(self, words: Mapping[str, str]) -> Factors:
        """The same with the levels in other words."""
        return self._replace(numbers={words.get(level, level): number for level, number in self.numbers.items()})


def factors_in(text: str) -> dict[str, float]:
    """The coefficients that a text gives to levels, in its order; nothing where it may be read otherwise.

    Of several sentences one may tell them all: 95分以上为优秀，以下为合格。系数：优秀1.3，合格1.0。
    """
    text = _FORMULA.sub("", text)
    whole = _factors_in(text)
    sentences = [one for one in clauses(text) if one.strip()]
    if whole or len(sentences) < 2:
        return whole
    speaking = [one for one in sentences if _SPOKEN.search(normal(one)) or "系数" in one]
    return _factors_in(speaking[0]) if len(speaking) == 1 else {}


def _factors_in(text: str) -> dict[str, float]:
    plain = normal(without_counts(unnumbered(text)))
    if OTHER_FACTORS.search(plain) or _ELSE.search(plain):
        return {}
    listed = _LIST.search(plain)
    if listed:
        levels = [plain_level(level) for level in _WORD.findall(listed["levels"])]
        numbers = [float(number) for number in re.findall(_N, listed["numbers"])]
        rest = plain[: listed.start()] + plain[listed.end() :]
        return _fitting(levels, numbers) if "系数" not in rest and not WITHOUT_PAY.search(rest) else {}
    if shares := _SHARES.search(plain):
        levels = [plain_level(level) for level in _WORD.findall(shares["levels"])]
        numbers = [float(number) / 100 for number in re.findall(r"[\d.]+(?=%)", shares["numbers"])]
        rest = plain[: shares.start()] + plain[shares.end() :]
        paid = WITHOUT_PAY.search(f"{shares['paid']}1%{shares['behind']}") and not re.search(r"\d", rest)
        return _fitting(levels, numbers) if paid else {}
    levels, numbers, order = _told(plain)
    return _fitting(levels, numbers) if order in ("LN" * len(levels), "NL" * len(levels)) else {}


def factor_told(part: Part, grids: Sequence[Grid], parts: Sequence[Part]) -> str:
    """The first sentence that tells coefficients, of levels (A 85分，系数1.2) or of points; empty where none does."""
    texts = (text for _, text in sentences_about(part, grids, parts))
    return next(filter(None, map(_sentence_of_factors, texts)), "")


def _sentence_of_factors(text: str) -> str:
    """What in a text tells the coefficient of a level, or the text itself where it tells them of points."""
    told = [one.strip() for one in clauses(text)]
    of_a_level = (one for one in told if LEVEL.search(normal(one)) and _SPOKEN.search(normal(one)))
    several = chain(of_a_level, (one for one in told if numbers_levels(one)))
    return next(several, text.strip() if pays_by_points(text) or numbers_levels(text) else "")


def pays_by_points(text: str) -> bool:
    """Whether a text gives coefficients or shares of the pay to points: 90分以上按110%发放, 得分80以上系数1.0."""
    plain = normal(without_counts(text))
    if not _SPOKEN.search(plain) or _OF_OTHERS.search(plain):
        return False
    ends = ((at, found[1]) for at in range(len(plain)) if (found := range_at(plain, at)))
    return any("分" in plain[at:end] or _MARKS.search(plain) for at, end in ends)


def numbers_levels(text: str) -> bool:
    """Whether a text gives several levels a number each that may be a coefficient: 优秀：1.2；良好：1.0."""
    plain = normal(without_counts(text))
    found = {plain_level(one[1]): one[2] for one in _NUMBERED.finditer(plain)}
    return len(found) > 1 and any("." in number for number in found.values()) and not _OF_OTHERS.search(plain)


def _fitting(levels: Sequence[str], numbers: Sequence[float]) -> dict[str, float]:
    """A number for each of several different levels."""
    fits = len(levels) == len(numbers) == len(set(levels)) and len(levels) > 1 and max(numbers) <= HIGHEST
    return dict(zip(levels, numbers)) if fits else {}


def _told(plain: str) -> tuple[list[str], list[float], str]:
    """Levels and coefficients in the order of a text, points left out; `?` is a number that nothing explains."""
    levels, numbers, order = [], [], ""
    at, headed, paid, behind = 0, bool(_HEADED.search(plain)), False, 0  # `behind` the last level
    while at < len(plain):
        factor = _FACTOR.match(plain, at)
        word, points = _WORD.match(plain, at), range_at(plain, at)
        bare = _BARE.match(plain, at) if headed else None
        share = WITHOUT_PAY.match(plain, at) or (_BARE_SHARE.match(plain, at) if paid and at == behind else None)
        if share:
            numbers.append(float(re.findall(r"[\d.]+(?=%)", share[0])[0]) / 100)
            paid |= order.endswith("L")
            order, at = order + "N", share.end()
        elif factor:
            numbers.append(float(factor[1] or factor[2]))
            headed |= order.endswith("L") and bool(factor[1])  # A级系数1.2，B级1.0: said once for all that follow
            order, at = order + "N", factor.end()
        elif word:
            levels.append(plain_level(word[0]))
            order, at = order + "L", word.end()
            behind = at
        elif points:
            at = points[1]
        elif bare:
            numbers.append(float(bare[1]))
            order, at = order + "N", bare.end()
        else:
            order += "?" if plain[at].isdigit() else ""
            at += 1
    return levels, numbers, order


def factors_told(grids: Sequence[Grid], parts: Sequence[Part]) -> Factors | None:
    """The coefficients that the sentences of a workbook tell, where they tell them once or alike."""
    found: dict[str, float] = {}
    places: list[str] = []
    for grid in grids if any(part.kind == "summary" for part in parts) else ():
        inside = {row for part in parts if part.sheet == grid.name for row in part.body if not part.first_column}
        for row in grid.rows if len(grid.rows) < TALKATIVE else ():
            for column in grid.rows[row] if row not in inside else ():
                own = factors_in(grid.text(row, column))
                if any(found.get(level, number) != number for level, number in own.items()):
                    return None
                if own:
                    found |= own
                    places.append(f"{grid.name}!{reference_of(row, column)}")
    return Factors(found, "、".join(places)) if found else None
