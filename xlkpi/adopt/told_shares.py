"""Shares that a sentence gives to levels: 优秀20%，良好30%，合格50%; 前20%为A，其后50%为B，其余为C.

A sentence is read where it can be read in one way only: every level has one share, and they total 100%, or one level
gets the rest. What caps (不超过20%) or is about (约20%) is no rule to deal by, and a person is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from xlkpi.adopt.grid import Grid
from xlkpi.adopt.labels import clauses, unnumbered
from xlkpi.adopt.level_sentences import LEVEL, normal, plain_level, without_counts
from xlkpi.adopt.own_scale import best_first
from xlkpi.adopt.sentences import sentences_about
from xlkpi.adopt.understanding import Part

FEWEST: Final = 2
"""Levels that have shares."""
_HEADED: Final = re.compile("^[^%:]{5,}:")
"""Words before the levels: 等级按A区全体人员分布：前10%为S."""
_SHARE: Final = re.compile(
    r"(?P<from>最?前|(?<![其随之再])最?后|末尾?)?(?P<share>\d{1,2}(?:\.\d+)?)%(?:的?(?:人员?|员工))?"
)
_REST: Final = re.compile("其[余他它]|余下|剩[余下]")
_OTHER: Final = re.compile("系数|奖金|工资|[完达增合][成长格]率|增长|发放|权重")
"""What a share may be of instead of people."""
_VAGUE: Final = re.compile(
    r"[≤≥<>~～至]|\d%?-\d|以[内上下]|上限|下限|最多|至多|至少|控制|左右|约|可|或|除外|其中|另有|原则上|酌情|部门等级|主管|经理"
)
"""Words and signs by which a sentence does not say one share of each level."""
_POINTS: Final = re.compile(r"\d分(?![布配别类组])|\d[人名位]")
"""Points or seats beside shares: another rule is told, too."""


class Shares(NamedTuple):
    """The share of each level out of 1, the best level first, and the cell that tells them."""

    numbers: dict[str, float]
    where: str

    @property
    def told(self) -> str:
        """The levels with their shares, as people write them."""
        return "、".join(f"{level} {round(share * 100, 4):g}%" for level, share in self.numbers.items())


def shares_stated(part: Part, grids: Sequence[Grid], parts: Sequence[Part]) -> Shares | None:
    """The shares that the sentences about a list give to all levels; nothing where none do or two say otherwise."""
    found = [
        Shares(shares, where) for where, text in sentences_about(part, grids, parts) if (shares := shares_in(text))
    ]
    return found[0] if found and all(one.numbers == found[0].numbers for one in found) else None


def shares_in(text: str) -> dict[str, float]:
    """The shares that a text gives to levels, the best first; nothing where it may be read otherwise."""
    found = []
    for said in re.split("[。\n]", without_counts(unnumbered(text))):
        whole = _of_clause(normal(re.sub("[;；]", ",", said)))  # A级20%；B级60%；C级20%
        found += [whole] if whole else [own for clause in clauses(said) if (own := _of_clause(normal(clause)))]
    return found[0] if len(found) == 1 else {}


def _of_clause(plain: str) -> dict[str, float]:
    if "%" not in plain or _OTHER.search(plain) or _VAGUE.search(plain) or _POINTS.search(plain):
        return {}
    tokens = list(_tokens(_HEADED.sub("", plain)))
    pairs = list(zip(tokens[::2], tokens[1::2]))
    if len(tokens) % 2 or len(pairs) < FEWEST:
        return {}
    levels = [one for pair in pairs for one in pair if isinstance(one, str)]
    told = [one for pair in pairs for one in pair if isinstance(one, _Share)]
    paired = all(isinstance(one, str) != isinstance(other, str) for one, other in pairs)
    alike = len({isinstance(pair[0], str) for pair in pairs if _REST_SHARE not in pair}) == 1
    return _complete(levels, told) if paired and alike else {}


class _Share(NamedTuple):
    share: float | None
    """None: what the others leave."""
    end: str
    """前 or 后, where the share is told as the best or the last of all."""


_REST_SHARE: Final = _Share(None, "")


def _tokens(plain: str) -> Iterator[str | _Share]:
    """Levels and shares in the order of a text; the rest is a share without its number."""
    at = 0
    while at < len(plain):
        share, level, rest = (pattern.match(plain, at) for pattern in (_SHARE, LEVEL, _REST))
        if share and not (at and re.match(r"[\d.]", plain[at - 1])):
            yield _Share(float(share["share"]) / 100, (share["from"] or "").replace("最", ""))
        elif rest and "%" not in plain[rest.end() : rest.end() + 6]:  # 其余60%为B has its number
            yield _REST_SHARE
        elif level:
            yield plain_level(level[0])
        found = share or (level or rest)
        at = found.end() if found else at + 1


def _complete(levels: Sequence[str], shares: Sequence[_Share]) -> dict[str, float]:
    """Each level with its share where they are all of them, the best first; 前 is of the best level, 后 of the last."""
    ordered = best_first(tuple(levels), {})
    if len(set(levels)) != len(levels) or not ordered:
        return {}
    ends = {one.end: level for level, one in zip(levels, shares) if one.end}
    if len(ends) != sum(bool(one.end) for one in shares) or ends.get("前", ordered[0]) != ordered[0]:
        return {}
    if any(level != ordered[-1] for end, level in ends.items() if end != "前"):
        return {}
    whole = round(sum(one.share or 0 for one in shares), 6)
    rest = [level for level, one in zip(levels, shares) if one.share is None]
    if len(rest) > 1 or (rest and whole >= 1) or (not rest and whole != 1):
        return {}
    found = {level: one.share if one.share is not None else round(1 - whole, 6) for level, one in zip(levels, shares)}
    return {level: found[level] for level in ordered}
