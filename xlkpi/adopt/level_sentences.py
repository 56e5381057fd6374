"""Sentences that tell the points of levels, read as they are written: `95分及以上为A+`, `80≤B<90`, 其余合格."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from xlkpi.adopt.labels import clauses, wide
from xlkpi.adopt.level_words import STARS, in_stars

Ends: TypeAlias = tuple[float | None, float | None, bool, bool | None]
LEAST: Final = 3
"""Levels that must be stated, unless two leave no points out."""
STEP: Final = 0.01
"""Totals have two decimals: more than 90 begins there above it."""
TALKATIVE: Final = 2000
"""Rows from which on a sheet is data, and no sentence in it is looked for."""
_WORDS: Final = (
    "卓越|杰出|优秀|优良|良好|基本合格|不合格|合格|需改进|待改进|基本称职|不称职|称职|不达标|达标|不及格|及格|较好|较差|一般"
    rf"|(?:{STARS})(?!级?(?:好评|差评|评价|服务|酒店|宾馆|景区|商户|饭店))|特等|[一二三四五]等|[甲乙丙丁]等|[A-ES]级|特优|优等|良等|中等|差等"
)
_ONE: Final = "(?:优|良|中|差|好|甲|乙|丙|丁|[一二三四五]级)"
_SHORT: Final = (
    rf"(?<![一-鿿]){_ONE}(?![一-鿿])|(?<=[为是评定得]){_ONE}(?![一-鿿])"
    rf"|(?<=以[上下]){_ONE}(?![一-鿿])|(?<=\d分){_ONE}(?=[,;。、]|$)"
    rf"|(?<=[、,和及]){_ONE}(?=[一二三四五六七八\d]个?(?:等|级|档))"
)
_SHORT_FIRST: Final = rf"(?<![一-鿿]){_ONE}(?=[级为是])"
_NO_LEVEL: Final = "(?!率|品|证|奖|员工|单位|班组|团队|部门|主管|门店)"
"""What makes another word of one for a level: 合格率, 优秀员工."""
LEVEL: Final = re.compile(rf"(?:{_WORDS}){_NO_LEVEL}|{_SHORT}|{_SHORT_FIRST}|(?<![A-Z])[A-ES](?:\+|-(?!\d))?(?![A-Z])")
_BETWEEN: Final = re.compile(rf"(\d{{1,3}}(?:\.\d+)?分?[≤<≥>])({LEVEL.pattern})([≤<≥>]\d)")
"""A level in the middle of its own points: 80≤B<90, 95>B≥85."""
_TWICE: Final = re.compile(rf"(?:{LEVEL.pattern})\((?:{LEVEL.pattern})\)")
"""A level called by two words: 优秀(A+)."""
_NUMBER: Final = re.compile(r"\d")
_SIGNS: Final = (
    (r"大于或?等于|不低于|不小于|不少于|>=|≧|⩾", "≥"),
    (r"小于或?等于|不高于|不超过|不大于|<=|≦|⩽", "≤"),
    (r"大于|高于|超过|多于", ">"),
    (r"小于|低于|不足|不满|未达到?|未满|少于", "<"),
    (r"(?<=\d分)起(?!步)", "以上"),
    (r"满(?=\d)", "≥"),  # 满90分为A；满80分不满90分为B
)
_QUOTED: Final = re.compile('[“‘「『"]([一-鿿A-Z+-]{1,4})[”’」』"]')
"""A word for a level in quotation marks: “好”."""
_N: Final = r"\d{1,3}(?:\.\d+)?"
_MARK: Final = rf"(?:\(不?含(?:本数|{_N}分?)?\))?"
_LOW: Final = rf"(?P<low>{_N})(?P<low_first>{_MARK})分?(?P<low_mark>{_MARK})"
_HIGH: Final = rf"(?P<high>{_N})(?P<high_first>{_MARK})分?(?P<high_mark>{_MARK})"
_FORMS: Final = tuple(
    re.compile(form.replace("LOW", _LOW).replace("HIGH", _HIGH))
    for form in (
        rf"(?P<opens>[\[(])(?P<low>{_N}),(?P<high>{_N})(?P<closes>[\])])",
        r"LOW(?P<low_sign>[≤<])[^\d≤<]{0,6}(?P<high_sign>[≤<])HIGH",
        r"HIGH(?P<high_sign>[≥>])[^\d≥>]{0,6}(?P<low_sign>[≥>])LOW",
        r"(?P<low_sign>[≥>])LOW[且,、并而]?(?P<high_sign>[≤<])HIGH",
        r"(?P<high_sign>[≤<])HIGH[且,、并而]?(?P<low_sign>[≥>])LOW",
        rf"LOW(?:及?以上)?(?P<low_more>{_MARK})(?:[-~—–至到]+|[且,、并而]?(?=[≤<])|(?<=以上)(?={_N}分?(?:\(不?含\))?(?:以下)))(?P<high_sign>[≤<]?)HIGH(?P<below>及?以下)?(?:之间|以内)?(?P<high_more>{_MARK})",
        rf"LOW[及或]?以上(?P<low_more>{_MARK})",
        r"(?P<low_sign>[≥>])LOW",
        rf"HIGH(?P<below>[及或]?以下)(?P<high_more>{_MARK})",
        r"(?P<high_sign>[≤<])HIGH",
    )
)  # fmt: skip
_COUNTED: Final = re.compile(r"(?:(?<=[:;。\n])|^)\s*\(?(\d)[.、](?=\D|\d{2,3}(?![\d.]))")
"""The number of a clause in a list: 注：1.…；2.90分以上…."""
_HONOURS: Final = re.compile("(?:参与|参加|取消|推荐|季度|年度|年终|当年|[的及和、])+评优(?:评先|资格)?")
"""What people may be put forward for: no level, though 优 is one."""
_BY_HAND: Final = 20
"""A number from which on points are of a hundred, and none of them has two decimals below ten."""
_MONEY: Final = "(?:绩效工资|绩效奖金|奖金|工资|绩效)(?:标准|基数|总额)?"
_PAY: Final = "(?:发放|计发|兑现|发给|核发|支付|发)"
_OF: Final = f"(?:{_MONEY}|标准|基数|比例|本人|的|为|是|:)*"
PAID: Final = rf"(?:{_MONEY}的?)?(?:{_PAY}{_OF}{_N}%|按{_OF}{_N}%{_PAY}|按?{_MONEY}(?:的|为|是|:)*{_N}%{_PAY}?)"
"""What share of the money is paid: 发放110%, 按标准的85%计发."""
WITHOUT_PAY: Final = re.compile(PAID)
_ASIDE: Final = re.compile(rf"[,(]?(?:(?:绩效|等级|考核)?系数[:为是]?{_N}|{PAID})\)?")
_OTHERS: Final = re.compile("(?:其余|其他|其它|余下)(?:的|者|人员|员工|人)*")
_POINTS: Final = re.compile("(?:[本当每]?月度?)?(?:考核|绩效|综合)?(?:总?得分|总分|分数|成绩|分值)[:在为]?$")
"""What is compared, behind other words: 考核总分90分以上."""
_JOINING: Final = re.compile("^(?:的|者|人员|员工|考核|等级|评|定|为|是|属|得)+|(?:的|者|为|是)+$")
"""What joins points and the word for them: 评定为, 的为."""
_PRIZE: Final = re.compile("(?:奖励?|罚款?|扣罚?)\\d+元?(?:/人)?$")
"""What is paid or taken for a level right behind its word: 优秀奖200元."""
_LEVEL_LIKE: Final = re.compile("[^\\W\\d_奖罚扣发分]{1,5}[+-]?")
"""A word that may be one for a level."""
_ENCLOSED: Final = re.compile(r"^[^():,\d]{0,8}:?\(([^()]*)\)$")
"""A sentence in brackets behind what it explains: 考核结论（90分以上优秀，80分以上称职）."""
_LISTED: Final = re.compile(rf"^(?:(?:{LEVEL.pattern})[/、])+(?:{LEVEL.pattern}):")
"""All levels named before their points: 好/中/差：85分起为好."""
_CONSEQUENCE: Final = re.compile(
    "(?:退回|退出|调离|调岗|转岗|待岗|[辞劝]退|解除|淘汰|停职|降级|降薪|扣发|不发|停发|扣除)[一-鿿]{0,8}"
)
"""What happens to whoever is below the last level: 70分以下退回保安公司."""
_REST: Final = re.compile(rf"(?:其余|其他|其它|余下)(?:的|者|人员|员工|人)*(?=[为评均是:]*(?:{LEVEL.pattern}))")
"""Whoever is below all points that are told: 其余合格."""
REST: Final = (None, None, True, True)
"""The points of whoever is below all that are told."""


def is_unclear(text: str) -> bool:
    """Whether a text speaks of the points of several levels, or of one by two words, so that it is not understood."""
    lines = [line for line in _clauses(text) if "%" not in line] if _may_state(text) else []
    return any(not _pairs(line) and _spoken_of(line) for line in lines) and not _worded(lines)


def _spoken_of(plain: str) -> bool:
    tokens = _tokens(plain)
    levels = {token for token in tokens if isinstance(token, str)}
    ranges = len(tokens) - sum(isinstance(token, str) for token in tokens)
    return len(levels) > 1 and (ranges > 1 or bool(ranges and _TWICE.search(plain)))


def _may_state(text: str) -> bool:
    """Whether a text has a number and a level at all."""
    return bool(_NUMBER.search(text)) and bool(LEVEL.search(normal(text)))


def told_in(text: str) -> list[tuple[str, Ends]]:
    """Levels with their points in a text, in its order; none of a line that speaks of shares or that is not clear."""
    found: list[tuple[str, Ends]] = []
    lines = [line for line in _clauses(text) if "%" not in line] if _NUMBER.search(text) else []
    if any(LEVEL.search(line) for line in lines):
        found = [pair for line in lines for pair in _pairs(line)]
    if len(found) < sum(map(_ranges_in, lines)):
        found = _worded(lines) or found
    return _rest_between(found) if any(ends != REST for _, ends in found) else []


def _ranges_in(plain: str) -> int:
    return sum(not isinstance(token, str) for token in _tokens(plain))


def _worded(lines: Sequence[str]) -> list[tuple[str, Ends]]:
    """Levels with their points where some have a word that nobody knows: one beside each range, no two the same.

    A word that is known stands among them (70分以下待提升), or all end alike (金牌, 银牌, 铜牌).
    """
    found: list[tuple[str, Ends]] = []
    for line in lines:
        pieces = [piece for piece in re.split("[,、]", line) if piece]
        told = [one for piece in pieces if (one := _worded_piece(piece))]
        if len(told) < len(pieces) and (told or _ranges_in(line)):
            return []
        found += told
    words = [word for word, _ in found]
    known = any(LEVEL.fullmatch(word) for word in words)
    alike = len(words) >= LEAST and len({word[-1] for word in words}) == 1
    return found if len(words) == len(set(words)) > 1 and (known or alike) else []


def _worded_piece(piece: str) -> tuple[str, Ends] | None:
    """The one range of a piece of a sentence and the word beside it, whatever it is."""
    ends: Ends
    rest = _OTHERS.match(piece)
    if rest:
        ends, before, behind = REST, "", piece[rest.end() :]
    elif _ranges_in(piece) == 1:
        at = next(at for at in range(len(piece)) if range_at(piece, at))
        ends, end = range_at(piece, at) or (REST, at)
        before, behind = _POINTS.sub("", piece[:at]), piece[end:]
    else:
        return None
    before = before.rstrip(":").rpartition(":")[2] if before.endswith(":") and not behind else before.rpartition(":")[2]
    words = [word for one in (before, behind) if (word := _JOINING.sub("", _PRIZE.sub("", one.strip("():"))))]
    word = plain_level(words[0]) if len(words) == 1 else ""
    return (word, ends) if _LEVEL_LIKE.fullmatch(word) or is_consequence(word) else None


def is_consequence(word: str) -> bool:
    """Whether a word beside points is no level but what happens to whoever has them."""
    return _CONSEQUENCE.fullmatch(word) is not None


def _rest_between(pairs: list[tuple[str, Ends]]) -> list[tuple[str, Ends]]:
    """The rest of people between the best and the last: 90分以上优秀，60分以下不合格，其余合格."""
    below = [ends[1] for _, ends in pairs if ends[0] is None and ends[1] is not None]
    above = [ends[0] for _, ends in pairs if ends[0] is not None]
    if not below or not above:
        return pairs
    between: Ends = (max(below), min(above), True, False)
    return [(level, between if ends == REST else ends) for level, ends in pairs]


def _clauses(text: str) -> list[str]:
    """The clauses of a text in plain signs, without their numbers: 2.90分以上 is the second one and speaks of 90."""
    return [
        _ENCLOSED.sub(r"\1", _LISTED.sub("", _ASIDE.sub("", normal(line)))) for line in clauses(without_counts(text))
    ]


def without_counts(text: str) -> str:
    """A text without the numbers of its clauses."""
    numbers = [float(number) for number in re.findall(_N, wide(text))]
    counted = [int(found[1]) for found in _COUNTED.finditer(wide(text))]
    if counted and (counted == list(range(1, len(counted) + 1)) or max(numbers) > _BY_HAND):
        return _COUNTED.sub(lambda found: found[0][: -len(found[1]) - 1], wide(text))
    return text


def _pairs(plain: str) -> list[tuple[str, Ends]]:
    tokens = _tokens(plain)
    pairs = list(zip(tokens[::2], tokens[1::2]))
    ordered = [pair if isinstance(pair[0], str) else pair[::-1] for pair in pairs]
    clear = len(tokens) % 2 == 0 and all(isinstance(one, str) and not isinstance(other, str) for one, other in ordered)
    alike = len({isinstance(pair[0], str) for pair in pairs}) < 2
    return [(str(one), other) for one, other in ordered if not isinstance(other, str)] if clear and alike else []


def _tokens(plain: str) -> list[str | Ends]:
    """Levels and ranges of points in the order of a text."""
    tokens: list[str | Ends] = []
    at = 0
    while at < len(plain):
        found = range_at(plain, at)
        word = LEVEL.match(plain, at)
        rest = _REST.match(plain, at)
        if found is not None:
            tokens.append(found[0])
            at = found[1]
        elif rest is not None:
            tokens.append(REST)
            at = rest.end()
        elif word is not None:
            tokens.append(plain_level(word[0]))
            at = word.end()
        else:
            at += 1
    return tokens


def normal(text: str) -> str:
    """A text in plain signs, without blanks: what is compared in it is < ≤ ≥ >."""
    plain = _QUOTED.sub(r"\1", _HONOURS.sub("", re.sub(r"\s", "", wide(text)).upper()))
    for words, sign in _SIGNS:
        plain = re.sub(words, sign, plain)
    return _BETWEEN.sub(r"\2:\1X\3", plain)


def plain_level(level: str) -> str:
    """A level as it is compared: without 级 (but 一级 is no 一), in plain capitals."""
    word = re.sub("(?<=.)(?:员工|职工)$", "", wide(level).strip().upper())  # 五星员工
    if stars := in_stars(word):
        return stars
    word = re.sub(r"(?<=[一-鿿])[\s/]+[A-Z][A-Z ]+$", "", word)  # 优良 Good
    return word[:-1] if len(word) > 1 and word.endswith("级") and word[0] not in "一二三四五" else word


def range_at(plain: str, at: int) -> tuple[Ends, int] | None:
    """A range of points that begins at a place of a text, and where it ends."""
    if at and re.match(r"[\d.]", plain[at]) and re.match(r"[\d.]", plain[at - 1]):
        return None
    for form in _FORMS:
        found = form.match(plain, at)
        if found and not re.match(r"[\d%名位]", plain[found.end() :]):  # 第1-2名 are places, no points
            return _ends(found.groupdict()), found.end()
    return None


def _ends(told: Mapping[str, str | None]) -> Ends:
    low, high = (None if told.get(key) is None else float(told[key] or 0) for key in ("low", "high"))
    where = ("first", "mark", "more")  # 90(含)分以上, 90分(含)以上, 90分以上(含)
    marks = {end: "".join(told.get(f"{end}_{at}") or "" for at in where) for end in ("low", "high")}
    without = [float(number) for number in re.findall(rf"不含({_N})", marks["low"])]
    if high is None and without and without != [low]:  # from 90 on, without 95: below 95
        return low, without[0], True, False
    low_in = told.get("low_sign") not in ("<", ">") and "不含" not in marks["low"] and told.get("opens") != "("
    high_in: bool | None = (
        told.get("high_sign") not in ("<", ">") and "不含" not in marks["high"] and told.get("closes") != ")"
    )
    if told.get("below") and high_in and "含" not in marks["high"] and "及" not in (told["below"] or ""):
        high_in = None
    if low is not None and high is not None and low > high:
        return high, low, bool(high_in), low_in
    return low or None, high, low_in, high_in
