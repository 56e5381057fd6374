"""Points of the levels as a workbook states them: `95分及以上为A+`, `A: 85-94分`, or a table of levels and points."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias

from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.grid import Grid, Place
from xlkpi.adopt.labels import clauses, squeezed, wide
from xlkpi.adopt.level_words import STARS, in_stars, is_level, ticked
from xlkpi.adopt.part_lines import shown
from xlkpi.adopt.rule_tables import LEVEL_HEADS, NEAR, is_inside, level_in, level_tables
from xlkpi.adopt.understanding import Part
from xlkpi.books.areas import cell_of, reference_of
from xlkpi.errors import Fault, Sentence, sentence

LEAST: Final = 3
"""Levels that must be stated, unless two leave no points out."""
LONGEST: Final = 30
"""Signs of a cell that holds a range of points and nothing else."""
STEP: Final = 0.01
"""Totals have two decimals: more than 90 begins there above it."""
TALKATIVE: Final = 2000
"""Rows from which on a sheet is data, and no sentence in it is looked for."""
_WORDS: Final = (
    "卓越|杰出|优秀|优良|良好|基本合格|不合格|合格|需改进|待改进|基本称职|不称职|称职|不达标|达标|不及格|及格|较好|较差|一般"
    rf"|(?:{STARS})(?!级?(?:好评|差评|评价|服务|酒店|宾馆|景区|商户|饭店))|特等|[一二三四五]等|[甲乙丙丁]等|[A-ES]级|特优|优等|良等|中等|差等"
)
_SHORT: Final = (
    r"(?<![一-鿿])(?:优|良|中|差|甲|乙|丙|丁)(?![一-鿿])|(?<=[为是评定得])(?:优|良|中|差|甲|乙|丙|丁)(?![一-鿿])"
    r"|(?<=以[上下])(?:优|良|中|差|甲|乙|丙|丁)(?![一-鿿])|(?<=\d分)(?:优|良|中|差|甲|乙|丙|丁)(?=[,;。、]|$)"
    r"|(?<=[、,和及])(?:优|良|中|差|甲|乙|丙|丁)(?=[一二三四五六七八\d]个?(?:等|级|档))"
)
_SHORT_FIRST: Final = r"(?<![一-鿿])(?:优|良|中|差|甲|乙|丙|丁)(?=[级为是])"
_SEATS: Final = re.compile("名额|人数|限额|名数|比例|占比")
MOST_LETTERS: Final = 10
"""A heading of seats is no longer than this; what is longer is a sentence."""
_NO_LEVEL: Final = "(?!率|品|证|奖|员工|单位|班组|团队|部门|主管|门店)"
"""What makes another word of one for a level: 合格率, 优秀员工."""
LEVEL: Final = re.compile(rf"(?:{_WORDS}){_NO_LEVEL}|{_SHORT}|{_SHORT_FIRST}|(?<![A-Z])[A-ES](?:\+|-(?!\d))?(?![A-Z])")
_BETWEEN: Final = re.compile(rf"(\d{{1,3}}(?:\.\d+)?分?[≤<])({LEVEL.pattern})([≤<]\d)")
"""A level in the middle of its own points: 80≤B<90."""
_TWICE: Final = re.compile(rf"(?:{LEVEL.pattern})\((?:{LEVEL.pattern})\)")
"""A level called by two words: 优秀(A+)."""
_MEANT: Final = re.compile(r"^(?:[A-Z]|考核)?(?:总?得分|总分|分数|成绩|分值)?(?=[≥>≤<])")
"""What is compared, in front of a sign: X≥95, 总分≥95."""
_NUMBER: Final = re.compile(r"\d")
_SIGNS: Final = (
    (r"大于或?等于|不低于|不小于|不少于|>=|≧|⩾", "≥"),
    (r"小于或?等于|不高于|不超过|不大于|<=|≦|⩽", "≤"),
    (r"大于|高于|超过|多于", ">"),
    (r"小于|低于|不足|不满|未达到?|未满|少于", "<"),
)
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
        r"(?P<low_sign>[≥>])LOW[且,并]?(?P<high_sign>[≤<])HIGH",
        r"(?P<high_sign>[≤<])HIGH[且,并]?(?P<low_sign>[≥>])LOW",
        rf"LOW(?:及?以上)?(?P<low_more>{_MARK})(?:[-~—–至到]+|[且,并]?(?=[≤<])|(?<=以上)(?={_N}分?(?:\(不?含\))?(?:以下)))(?P<high_sign>[≤<]?)HIGH(?P<below>及?以下)?(?:之间|以内)?(?P<high_more>{_MARK})",
        rf"LOW[及或]?以上(?P<low_more>{_MARK})",
        r"(?P<low_sign>[≥>])LOW",
        rf"HIGH(?P<below>[及或]?以下)(?P<high_more>{_MARK})",
        r"(?P<high_sign>[≤<])HIGH",
    )
)  # fmt: skip
_COUNTED: Final = re.compile(r"(?:(?<=[:;。\n])|^)\s*\(?(\d)[.、](?=\D|\d{2,3}(?![\d.]))")
"""The number of a clause in a list: 注：1.…；2.90分以上…."""
_REFERS: Final = re.compile(
    "(?:等级|评级|级别|档次|等次)[^。;,，]{0,10}(?:见|参照|依据|按照?)[^。;,，]{0,12}(?:表|办法|标准|制度|规定|附件|细则)"
)
"""A sentence that sends the reader elsewhere for the rule of levels."""
_DEPARTMENTS: Final = re.compile(
    "(?:部门|主管|经理|管理人员|管理岗|团队|班组长?|分公司)(?:绩效|考核|评价|评定){0,2}(?:等级|评级|分级)"
)
_HONOURS: Final = re.compile("(?:参与|参加|取消|推荐|季度|年度|年终|当年|[的及和、])+评优(?:评先|资格)?")
"""What people may be put forward for: no level, though 优 is one."""
_BELOW: Final = ((1, 0), (2, 0))
_BEHIND: Final = ((0, 1), (0, 2))
_BY_HAND: Final = 20
"""A number from which on points are of a hundred, and none of them has two decimals below ten."""
_MONEY: Final = "(?:绩效工资|绩效奖金|奖金|工资|绩效)(?:标准|基数|总额)?"
_PAY: Final = "(?:发放|计发|兑现|发给|核发|支付)"
_OF: Final = f"(?:{_MONEY}|标准|基数|比例|本人|的|为|是|:)*"
PAID: Final = rf"(?:{_MONEY}的?)?(?:{_PAY}{_OF}{_N}%|按{_OF}{_N}%{_PAY}|按?{_MONEY}(?:的|为|是|:)*{_N}%{_PAY}?)"
"""What share of the money is paid: 发放110%, 按标准的85%计发."""
WITHOUT_PAY: Final = re.compile(PAID)
_ASIDE: Final = re.compile(rf"[,(]?(?:(?:绩效|等级|考核)?系数[:为是]?{_N}|{PAID})\)?")
_REST: Final = re.compile(rf"(?:其余|其他|其它|余下)(?:的|者|人员|员工|人)*(?=[为评均是:]*(?:{LEVEL.pattern}))")
"""Whoever is below all points that are told: 其余合格."""


class Band(NamedTuple):
    """Points of a level: from `low` (None: nothing) to `high` (None: no end), and whether these belong to it.

    Below 80 (以下) may be meant with 80 or without: None, and what the band above says decides.
    """

    level: str
    low: float | None
    high: float | None
    low_in: bool
    high_in: bool | None
    sheet: str
    place: Place
    number: Place | None = None
    """The cell that holds the lower end as a number."""

    @property
    def least(self) -> float:
        """The lowest total, to two decimals, that has the level."""
        return 0.0 if self.low is None else self.low if self.low_in else round(self.low + STEP, 6)

    @property
    def where(self) -> str:
        """The cell in which it is stated."""
        return f"{self.sheet}!{reference_of(*self.place)}"


@dataclass(frozen=True)
class Stated:
    """The bands of a workbook, the best level first; what is wrong with them, and what a person should know."""

    bands: tuple[Band, ...] = ()
    faults: tuple[Fault, ...] = ()
    notices: tuple[Sentence, ...] = ()
    partial: bool = False
    """Whether only some of the levels have points: they cannot be all of the rule."""

    @property
    def lines(self) -> dict[str, float]:
        """Lowest points of each level; empty where they are not clear or only some levels have any."""
        return {} if self.faults or self.partial else {band.level: band.least for band in self.bands}

    @property
    def told(self) -> str:
        """The levels with their points, as people write them."""
        lowest = [band for band in self.bands if not band.least]
        rest = [f"{band.level} <{shown(band.high)}" if band.high else f"其余 {band.level}" for band in lowest]
        return "、".join([*(f"{band.level} {shown(band.least)}" for band in self.bands if band.least), *rest])

    def between(self, total: float) -> bool:
        """Whether points lie between two bands, in none of them."""
        ends = [(one.high, other.least) for one, other in zip(self.bands[1:], self.bands) if one.high is not None]
        return any(high < total < low for high, low in ends)


def stated_for(part: Part, grids: Sequence[Grid], parts: Sequence[Part]) -> Stated:
    """What its own sheet states of the levels of a part, else what sheets without any part do.

    Of these a form heeds those that know the level that stands in it and speak of no department's levels.
    """
    own = [grid for grid in grids if grid.name == part.sheet]
    found = stated_in(own, parts)
    if found.bands or found.faults:
        return found
    taken = {one.sheet for one in parts}
    others = [grid for grid in grids if grid.name not in taken]
    if part.kind != "form":
        return stated_in(others, parts)
    found = stated_in([grid for grid in others if not _of_departments(grid)], parts)
    text = own[0].text(*cell_of(part.fields["level"])) if "level" in part.fields else ""
    level = plain_level(ticked(text) or text)
    return found if any(band.level == level for band in found.bands) else Stated()


def _of_departments(grid: Grid) -> bool:
    """Whether a sheet's name or first line says that its levels are those of departments or of who leads them."""
    first = next((grid.text(row, at) for row in sorted(grid.rows)[:1] for at in grid.rows[row][:1]), "")
    return any(_DEPARTMENTS.search(squeezed(text)) for text in (grid.name, first))


def hints_of_levels(part: Part, grids: Sequence[Grid], parts: Sequence[Part]) -> Iterator[tuple[Grid, Place]]:
    """Where sheets seem to hold a rule of levels that no table and no sentence tells plainly."""
    taken = {one.sheet for one in parts if one.sheet != part.sheet}
    read = {(table.grid.name, table.first) for table in level_tables(grids, parts)}
    for grid in grids:
        for row in grid.rows if grid.name not in taken and len(grid.rows) < TALKATIVE else ():
            for column in grid.rows[row]:
                text = grid.text(row, column)
                if (grid.name, (row, column)) in read or _in_list(grid, part, row, column):
                    continue
                heads = squeezed(text) in LEVEL_HEADS and _words_below(grid, row, column)
                if _REFERS.search(wide(text)) or heads or _seats(grid, row, column):
                    yield grid, (row, column)


def _in_list(grid: Grid, part: Part, row: int, column: int) -> bool:
    """Whether a cell belongs to a list or its headings."""
    if grid.name != part.sheet or part.first_row is None:
        return False
    headed = row < part.first_row and column in part.label_columns and len(grid.text(row, column)) < LONGEST
    return headed or row in part.body


def _seats(grid: Grid, row: int, column: int) -> bool:
    """Whether a heading speaks of the seats of a level (A+名额, 优秀人数) and a number stands below or behind it."""
    text = normal(grid.text(row, column))
    if len(text) > MOST_LETTERS or not _SEATS.search(text) or not LEVEL.search(text):
        return False
    places = (row + 1, column), (row, column + 1)
    return any(number_of(grid.value(*at)) is not None and grid.formula(*at) is None for at in places)


def _words_below(grid: Grid, row: int, column: int) -> bool:
    """Whether levels stand below or behind a heading: words for them, or others with a number beside each."""
    below, behind = ([(row + down, column + right) for down, right in steps] for steps in (_BELOW, _BEHIND))
    if any(all(is_level(grid.text(*place)) for place in places) for places in (below, behind)):
        return True
    numbered = (isinstance(grid.value(at, column + 1), float) for at, _ in below)
    return all(grid.text(*place).isalpha() and len(grid.text(*place)) < 7 for place in below) and all(numbered)


def stated_in(grids: Sequence[Grid], parts: Sequence[Part]) -> Stated:
    """What sheets state of the points of levels, outside the rows of people and indicators."""
    found: dict[str, Band] = {}
    unlike: list[tuple[Band, Band]] = []
    for band in _all_bands(grids, parts):
        other = found.setdefault(band.level, band)
        if _more_told(band, other):
            found[band.level] = band
        elif band.least != other.least:
            unlike.append((other, band))
    bands = tuple(sorted(found.values(), key=lambda band: -band.least))
    unclear = _unclear(grids, parts)
    if unclear:
        return Stated(bands, tuple(unclear))
    if len(bands) < LEAST and not (len(bands) == 2 and _covers(bands)):
        return Stated(bands, partial=bool(bands))
    faults = [_unlike(*pair) for pair in unlike]
    notices: list[Sentence] = []
    for upper, lower in pairwise(bands):
        fault, notice = _between(upper, lower)
        faults += [fault] if fault else []
        notices += [notice] if notice else []
    return Stated(bands, tuple(faults), tuple(notices))


def _unclear(grids: Sequence[Grid], parts: Sequence[Part]) -> list[Fault]:
    """Cells that seem to state points of levels and are not understood."""
    zh = "这里像是写着各等级的分数，但没有看懂；请写成“A：90分以上；B：80分以上；C：80分以下”这样"
    en = "seems to state the points of levels and is not understood: write it like “A: ≥90; B: ≥80; C: <80”"
    return [
        Fault(f"{grid.name}!{reference_of(row, column)}", sentence(zh, en))
        for grid in grids
        for row in (grid.rows if len(grid.rows) < TALKATIVE else ())
        for column in grid.rows[row]
        if is_unclear(grid.text(row, column)) and not is_inside(grid, parts, row, column)
    ]


def _more_told(band: Band, other: Band) -> bool:
    """Whether the same lower end is stated once more, now with the upper end too or as the number of a cell."""
    more = (band.high is not None, band.number is not None) > (other.high is not None, other.number is not None)
    return band.least == other.least and more


def _covers(bands: Sequence[Band]) -> bool:
    return not bands[-1].least and bands[0].high in (None, 100.0)


def _between(upper: Band, lower: Band) -> tuple[Fault | None, Sentence | None]:
    """What is wrong, or to be known, between two bands next to each other."""
    values = {
        "upper": upper.level,
        "lower": lower.level,
        "low": shown(upper.low or 0.0),
        "high": shown(lower.high or 0.0),
    }
    if upper.least == lower.least:
        zh, en = "{upper} 和 {lower} 的起始分都是 {low}，请改正", "{upper} and {lower} both begin at {low}: mend one"
        return Fault(lower.where, sentence(zh, en, **values)), None
    if lower.high is None or upper.low is None or upper.low == lower.high:
        if lower.high is None or upper.low is None or upper.low_in != lower.high_in:
            return None, None
        if upper.low_in:
            zh = "{low} 分正好既在 {lower} 又在 {upper}，按 {upper} 算"
            return None, sentence(zh, "{low} points stand in {lower} and {upper} and count as {upper}", **values)
        zh, en = "正好 {low} 分没有等级，请写明归哪一级", "exactly {low} points have no level: say which one"
        return Fault(lower.where, sentence(zh, en, **values)), None
    if lower.high > upper.low:
        zh = "{lower}（到 {high}）和 {upper}（从 {low}）的分数段重叠，请改成首尾相接"
        en = "the bands of {lower} (to {high}) and {upper} (from {low}) overlap: let one begin where the other ends"
        return Fault(lower.where, sentence(zh, en, **values)), None
    if upper.low - lower.high > 1:
        zh = "{lower}（到 {high}）和 {upper}（从 {low}）之间有空档，请改成首尾相接"
        en = "there is a gap between {lower} (to {high}) and {upper} (from {low}): let one begin where the other ends"
        return Fault(lower.where, sentence(zh, en, **values)), None
    if upper.low - lower.high < 2 * STEP:  # 89.99 and 90: nothing lies between
        return None, None
    zh = "{high} 与 {low} 之间的小数没有写归哪一级，按不到 {low} 分算 {lower}"
    return None, sentence(zh, "what lies between {high} and {low} counts as {lower}", **values)


def _unlike(one: Band, other: Band) -> Fault:
    zh = "{level} 的分数线写了两处，不一样：{first} 是 {one}，这里是 {other}；请改成一样"
    en = "the points of {level} are stated twice: {one} in {first}, here {other}; make them the same"
    told = sentence(zh, en, level=one.level, first=one.where, one=shown(one.least), other=shown(other.least))
    return Fault(other.where, told)


def _all_bands(grids: Sequence[Grid], parts: Sequence[Part]) -> Iterator[Band]:
    for grid in grids:
        for row in grid.rows if len(grid.rows) < TALKATIVE else ():
            for column in grid.rows[row]:
                text = grid.text(row, column)
                if len(text) > 1 and not is_inside(grid, parts, row, column):
                    yield from _of_cell(grid, (row, column), text)
    for table in level_tables(grids, parts):
        least = table.numbers("minimum")
        rest = [level for level in table.cells if level not in least]
        for level in (*least, *(rest if least and len(rest) == 1 else ())):  # the lowest may have none
            number = table.cells[level].get("minimum")
            low = least.get(level) or None
            yield Band(plain_level(level), low, None, True, True, table.grid.name, number or table.first, number)


def _of_cell(grid: Grid, place: Place, text: str) -> Iterator[Band]:
    """Bands told in a sentence, or a range of points with its level in a cell beside it."""
    plain = _MEANT.sub("", normal(text)) if len(text) < LONGEST else ""
    whole = range_at(plain, 0)
    if whole is not None and whole[1] == len(plain):
        level = _level_beside(grid, place)
        if level:
            yield Band(level, *whole[0], grid.name, place)
        return
    for level, ends in told_in(text):
        yield Band(level, *ends, grid.name, place)


REST: Final = (None, None, True, True)
"""The points of whoever is below all that are told."""


def _level_beside(grid: Grid, place: Place) -> str:
    """The level that a cell with a range of points belongs to: in its row, else over or under it."""
    row, column = place
    sides = [(row, column + step) for near in range(1, NEAR + 1) for step in (-near, near)]
    over = [(row + step, column) for step in (-1, -2, 1)]
    found = (level_in(grid, *at) for at in (*sides, *over) if min(at) > 0)
    return plain_level(next(filter(None, found), ""))


Ends: TypeAlias = tuple[float | None, float | None, bool, bool | None]


def is_unclear(text: str) -> bool:
    """Whether a text speaks of the points of several levels, or of one by two words, so that it is not understood."""
    if not _may_state(text):
        return False
    return any("%" not in line and not _pairs(line) and _spoken_of(line) for line in _clauses(text))


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
    if not _may_state(text):
        return found
    for line in _clauses(text):
        if "%" not in line:
            found += _pairs(line)
    return found if any(ends != REST for _, ends in found) else []


def _clauses(text: str) -> list[str]:
    """The clauses of a text in plain signs, without their numbers: 2.90分以上 is the second one and speaks of 90."""
    return [_ASIDE.sub("", normal(line)) for line in clauses(without_counts(text))]


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
    plain = _HONOURS.sub("", re.sub(r"\s", "", wide(text)).upper())
    for words, sign in _SIGNS:
        plain = re.sub(words, sign, plain)
    return _BETWEEN.sub(r"\2:\1X\3", plain)


def plain_level(level: str) -> str:
    """A level as it is compared: without 级, in plain capitals."""
    word = wide(level).strip().upper()
    if stars := in_stars(word):
        return stars
    word = re.sub(r"(?<=[一-鿿])[\s/]+[A-Z][A-Z ]+$", "", word)  # 优良 Good
    return word[:-1] if len(word) > 1 and word.endswith("级") else word


def range_at(plain: str, at: int) -> tuple[Ends, int] | None:
    """A range of points that begins at a place of a text, and where it ends."""
    if at and re.match(r"[\d.]", plain[at]) and re.match(r"[\d.]", plain[at - 1]):
        return None
    for form in _FORMS:
        found = form.match(plain, at)
        if found and not plain[found.end() : found.end() + 1].isdigit() and plain[found.end() : found.end() + 1] != "%":
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
