"""Levels that do not go with the totals beside them, or are more than the quotas allow that the workbook states."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from statistics import median
from typing import Final

from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.fields import value_told
from xlkpi.adopt.grid import Place
from xlkpi.adopt.labels import clauses, wide
from xlkpi.adopt.level_sentences import TALKATIVE, plain_level
from xlkpi.adopt.level_words import ticked
from xlkpi.adopt.part_lines import Lines, alike, same, shown
from xlkpi.adopt.told_factors import Factors
from xlkpi.adopt.understanding import Conflict
from xlkpi.books.areas import cell_of
from xlkpi.drawing.validation import MOST_POINTS
from xlkpi.errors import sentence

ORDERS: Final[tuple[tuple[str, ...], ...]] = (
    ("S", "A+", "A", "A-", "B+", "B", "B-", "C+", "C", "C-", "D", "E"),
    ("卓越", "优秀", "良好", "合格", "需改进", "不合格"),
    ("杰出", "优秀", "优良", "良好", "合格", "待改进", "不合格"),
    ("优秀", "良好", "合格", "基本合格", "不合格"),
    ("优秀", "良好", "称职", "基本称职", "不称职"),
    ("特优", "优", "良", "中", "差"),
    ("优", "良", "合格", "不合格"),
    ("优", "良", "及格", "不及格"),
    ("优秀", "良好", "达标", "不达标"),
    ("优秀", "良好", "一般", "较差", "差"),
    ("优秀", "良好", "及格", "不及格"),
    ("甲", "乙", "丙", "丁"),
    ("甲等", "乙等", "丙等", "丁等"),
    ("五星", "四星", "三星", "二星", "一星"),
    ("特等", "一等", "二等", "三等", "四等", "五等"),
    ("A级", "B级", "C级", "D级", "E级"),
)
"""Levels from the best one down, by the families of words in use."""

PRINTED_QUOTAS: Final[Mapping[str, tuple[tuple[str, float], ...]]] = {
    "优秀": (("A+", 0.2), ("A", 0.3)),
    "良好": (("A+", 0.1), ("A", 0.3)),
}
"""Shares that the scheme prints by the department's level, the best first; a test holds them to the scheme's own."""

_CAP: Final = re.compile(r"不超过|不高于|不得超过|不得高于|不多于|以内|上限|最多|≤|<=|比例|名额|强制分布|[级等]占")
_TOP: Final = re.compile(
    r"前(\d{1,2}(?:\.\d+)?)%[^\d%A-Z,，;；。优良合甲卓]{0,6}?(?<![A-Z])(S|[A-E][+-]?|优秀|良好|合格|优|良|甲|卓越)(?![A-Z一-鿿]?[率])"
)
"""The best share of people and their level: 前20%为A."""
_SEATS: Final = re.compile(
    r"(?<![A-Z])(S|[A-E][+-]?|优秀|良好|优|良|甲|卓越)(?:等?级|等次|档|类)?(?:为|:|限|最多|不超过)?(\d{1,2})[人名]"
)
"""How many people get a level, where the others get the next: A级2人，其余B级."""
_SHARE: Final = re.compile(
    r"(?<![A-Z])(S|[A-E][+-]?|优秀|良好|合格|优|良|甲|卓越)(?:等?级|等次|档|类|者)?[^\d%A-Z,，;；。、优良合甲卓]{0,14}?(\d{1,2}(?:\.\d+)?)%"
)
_FIRST: Final = re.compile(
    r"(?:前|后|末|名次|排名|其余|中间)[^\d%]{0,6}\d{1,2}(?:\.\d+)?%[^\d%]{0,10}?(?:S|[A-E][+-]?|优|良|中|差|合格|卓越|甲|乙|丙|丁|[一二三]等)"
)
_OTHER: Final = re.compile("系数|奖金|工资|完成率|达成率|得分|增长")


def level_conflicts(lines: Lines, stated: Mapping[str, float]) -> Iterator[Conflict]:
    """Every level that its total or a quota contradicts; `stated` are the lowest points of levels."""
    if lines.part.kind == "form":
        yield from _of_a_form(lines, stated)
    if lines.part.kind != "summary" or not lines.has("level"):
        return
    people = [(entry, level) for entry in lines.entries if (level := plain_level(lines.text("level", entry)))]
    told = list(_against_lines(lines, stated))
    for group in _groups(lines, people) if not told else ():
        told += _against_totals(lines, group)
    yield from told
    yield from _beyond_quotas(lines, people)


def _against_lines(lines: Lines, stated: Mapping[str, float]) -> Iterator[Conflict]:
    """A level that its total does not have by the lines that are stated, where most others keep to them."""
    rows, wrong = levels_against(lines, stated)
    if lines.part.level_rule in ("quotas", "whole", "own") or len(wrong) * 2 > len(rows):
        return  # by which lines the levels are given is asked
    for entry, total in wrong:
        if place := lines.place("level", entry):
            yield _against_line(lines, place, total, _due(stated, total))


def levels_against(lines: Lines, stated: Mapping[str, float]) -> tuple[list[int], list[tuple[int, float]]]:
    """The entries with a level that is stated, and those, with their totals, of which it is another than is due."""
    found = {entry: level for entry in lines.entries if (level := plain_level(lines.text("level", entry)))}
    rows = [entry for entry in found if lines.number("total", entry) is not None]
    totals = {entry: lines.number("total", entry) or 0.0 for entry in rows}
    if not stated or not any(found[entry] in stated for entry in rows):
        return [], []  # another scale
    due = {entry: _due(stated, totals[entry]) for entry in rows}
    wrong = [entry for entry in rows if found[entry] != due[entry] and (due[entry] or found[entry] in stated)]
    return rows, [(entry, totals[entry]) for entry in wrong]


def factor_conflicts(lines: Lines, told: Factors | None) -> Iterator[Conflict]:
    """A coefficient that is not the one which the workbook's sentences give to the level, where most others are."""
    if told is None or not lines.has("level", "coefficient"):
        yield from _pay_conflicts(lines, told) if told is not None else ()
        return
    found = {entry: lines.number("coefficient", entry) for entry in lines.entries}
    due = {entry: told.numbers.get(plain_level(lines.text("level", entry))) for entry in found}
    rows = [entry for entry, number in found.items() if number is not None and due[entry] is not None]
    wrong = [entry for entry in rows if not same(found[entry] or 0.0, due[entry] or 0.0, 4)]
    for entry in wrong if len(wrong) * 2 < len(rows) else ():
        if place := lines.place("coefficient", entry):
            zh, en = "{where} 写着“{level}”的系数是 {due}", "{where} says that “{level}” has {due}"
            values = {"where": told.where, "level": lines.text("level", entry), "due": shown(due[entry])}
            yield lines.conflict(place, shown(due[entry]), sentence(zh, en, **values))


def _pay_conflicts(lines: Lines, told: Factors) -> Iterator[Conflict]:
    """Once, that most pay is another share of the base than is told for the level, where no coefficients stand."""
    if not lines.has("level", "base_pay", "pay") or lines.part.own_pay is not None:
        return
    shares = {entry: told.numbers.get(plain_level(lines.text("level", entry))) for entry in lines.entries}
    paid = [(lines.number("base_pay", at), share, lines.number("pay", at), at) for at, share in shares.items()]
    known = [(base * share, pay, at) for base, share, pay, at in paid if base and pay and share is not None]
    wrong = [at for due, pay, at in known if not alike(pay, due)]
    if len(wrong) * 2 > len(known) and (place := lines.place("pay", wrong[0])):
        zh, en = "按 {where} 写明的比例，多数人的绩效工资都对不上", "by the shares in {where} most pays do not come out"
        yield lines.conflict(place, "", sentence(zh, en, where=told.where))


def _of_a_form(lines: Lines, stated: Mapping[str, float]) -> Iterator[Conflict]:
    """The level below a form that its total does not have by the lines stated there."""
    fields, grid = lines.part.fields, lines.grid
    if not {"total", "level"} <= fields.keys():
        return
    place, total = cell_of(fields["level"]), number_of(value_told(grid, fields["total"], "total"))
    told = str(value_told(grid, fields["level"], "level") or "")
    level = plain_level(ticked(told) or told)
    right = _due(stated, total) if total is not None else ""
    if stated and level and total is not None and level != right and (level in stated or right):
        yield _against_line(lines, place, total or 0.0, right)


def _due(stated: Mapping[str, float], total: float) -> str:
    """The level that a total has by the stated lines; empty below all of them."""
    reached = [(least, level) for level, least in stated.items() if total >= least]
    return max(reached, default=(0.0, ""))[1]


def _against_line(lines: Lines, place: Place, total: float, right: str) -> Conflict:
    zh, en = "按表上写的分数线，{total} 分应为 {right}", "by the lines stated here {total} points are {right}"
    return lines.conflict(place, right or "—", sentence(zh, en, total=shown(total), right=right or "—"))


def _groups(lines: Lines, people: Sequence[tuple[int, str]]) -> list[list[tuple[int, str]]]:
    """People by department, where the table has several: levels are given inside one."""
    found: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for entry, level in people:
        found.setdefault((lines.text("branch", entry), lines.text("department", entry)), []).append((entry, level))
    return list(found.values())


def _order(levels: Sequence[str]) -> Mapping[str, int] | None:
    family = next((order for order in ORDERS if set(levels) <= set(order)), None)
    return {level: at for at, level in enumerate(family)} if family else None


def _against_totals(lines: Lines, group: Sequence[tuple[int, str]]) -> Iterator[Conflict]:
    """A lower total with a better level than a higher one has: the few that stand against all the others."""
    order = _order([level for _, level in group])
    rows = [
        (total, order[level], entry)
        for entry, level in group
        if order and (total := lines.number("total", entry)) is not None
    ]
    usual = median([total for total, _, _ in rows]) if rows else 0.0
    rows = [
        row for row in rows if usual <= 20 or usual / 5 < row[0] <= MOST_POINTS
    ]  # others cannot be at all, and are told
    rows.sort(key=lambda row: (-row[0], row[1]))
    ranks = [position for _, position, _ in rows]
    length, always, sometimes = _longest(ranks)
    if length == len(rows) or (len(rows) - length) * 4 > len(rows):
        return  # by what the levels are given is not told here
    for at, (total, rank, entry) in enumerate(rows):
        place = lines.place("level", entry)
        if at not in always and place and lines.grid.anchor(*place) == place:
            others = (one for one in sometimes if (one - at) * (ranks[one] - rank) < 0)
            against = next((rows[one] for one in sorted(others)), None) if at in sometimes else None
            if against is None:
                zh = "{total} 分的等级与别人的分数顺序不一致"
                en = "the level of {total} points does not go with those of others"
                yield lines.conflict(place, "", sentence(zh, en, total=shown(total)))
                continue
            zh = "{total} 分是 {level}，{other} 分却是 {than}（{cell}）：两个里有一个不对，看不出是哪一个"
            en = "{total} points are {level} and {other} are {than} ({cell}): one is wrong, which one does not show"
            than = lines.place("level", against[2]) or place
            told = {"level": lines.text("level", entry), "than": lines.text("level", against[2])}
            cell = lines.grid.where(*than)
            yield lines.conflict(
                place, "", sentence(zh, en, total=shown(total), other=shown(against[0]), cell=cell, **told)
            )


def _longest(positions: Sequence[int]) -> tuple[int, set[int], set[int]]:
    """The length of the longest run of positions that never fall; the places in each such run, those in some."""
    before = _run_lengths(positions)
    after = _run_lengths([-position for position in reversed(positions)])[::-1]
    length = max(before, default=0)
    inside = [at for at in range(len(positions)) if before[at] + after[at] - 1 == length]
    counts = Counter(before[at] for at in inside)
    always = {at for at in inside if counts[before[at]] == 1}
    return length, always, set(inside) - always


def _run_lengths(positions: Sequence[int]) -> list[int]:
    """How long the longest run of positions that never fall is which ends at each place."""
    ends: list[int] = []
    found = []
    for position in positions:
        length = bisect_right(ends, position)
        ends[length : length + 1] = [position]
        found.append(length + 1)
    return found


def _beyond_quotas(lines: Lines, people: Sequence[tuple[int, str]]) -> Iterator[Conflict]:
    """The lowest people with a level that more have than its stated share of them, rounded up."""
    shares, counted = _stated(lines) or _printed(lines), _counted(lines)
    order = _order([level for _, level in people])
    if not (shares or counted) or order is None:
        return
    sizes = [len(group) for group in _groups(lines, people)]
    for level, share in (shares | dict.fromkeys(counted, 0.0)).items():
        having = [entry for entry, own in people if own == level]
        # every department may have rounded its own share up
        seats = max(ceil(round(len(people) * share, 6)), sum(ceil(round(size * share, 6)) for size in sizes))
        seats = counted.get(level, seats)
        totals = {entry: lines.number("total", entry) for entry in having}
        having.sort(key=lambda entry: (-(totals[entry] or 0.0), entry))
        for entry in having[seats:]:
            place = lines.place("level", entry)
            if place:
                zh = "{level} 的名额是 {people} 人的 {share}%，至多 {seats} 人，已有 {count} 人"
                en = "{level} is for {share}% of {people}, {seats} at most; {count} have it"
                if level in counted:
                    zh, en = "{level} 的名额是 {seats} 人，已有 {count} 人", "{level} is for {seats}; {count} have it"
                told = sentence(
                    *(zh, en),
                    level=level,
                    people=len(people),
                    share=shown(share * 100),
                    seats=seats,
                    count=len(having),
                )
                yield lines.conflict(place, "", told)


def _stated(lines: Lines) -> dict[str, float]:
    """Shares of levels in the sheet's own sentences: `A级不超过20%`."""
    found: dict[str, float] = {}
    for text in _clauses(lines):
        if "%" in text and _CAP.search(text):
            found.update({plain_level(level): float(share) / 100 for level, share in _SHARE.findall(text)})
        found.update({plain_level(level): float(share) / 100 for share, level in _TOP.findall(text)})
    return {level: share for level, share in found.items() if 0 < share < 1}


def _counted(lines: Lines) -> dict[str, int]:
    """How many people may have a level, in the sheet's own sentences: A级2人，B级5人，其余C级."""
    told = (text for text in _clauses(lines) if re.search("其余|其他|名额|限", text))
    return {plain_level(level): int(seats) for text in told for level, seats in _SEATS.findall(text)}


def _clauses(lines: Lines) -> Iterator[str]:
    """What is written outside the lines, a clause each, without what speaks of coefficients and money."""
    grid = lines.grid
    for told in grid.texts_outside(lines.part.body) if len(grid.rows) < TALKATIVE else ():
        for text in clauses(wide(told).upper()):
            if not _OTHER.search(text):
                yield "".join(text.split())


def shares_told(text: str) -> str:
    """What in a text says what share of people gets a level (`前20%为A`, `A级占20%`); empty where nothing does."""
    for line in clauses(text):
        plain = "".join(wide(line).upper().split())
        if "%" in plain and not _OTHER.search(plain) and (_SHARE.search(plain) or _FIRST.search(plain)):
            return line.strip()
    return ""


def _printed(lines: Lines) -> dict[str, float]:
    """Shares by the level of the department in the head, where the levels are the scheme's own."""
    cell = lines.part.fields.get("department_level")
    if cell is None or not any(lines.text("level", entry) == "A+" for entry in lines.entries):
        return {}  # A is the best level of another scale
    return dict(PRINTED_QUOTAS.get(str(value_told(lines.grid, cell, "department_level")).strip(), ()))
