"""What the total of a list is made of: columns of partial scores, weighted or as they are, with extra points."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from typing import Final

from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.columns import BLANKS
from xlkpi.adopt.computations import computed
from xlkpi.adopt.grid import Grid
from xlkpi.adopt.labels import is_mean, is_rater, wide
from xlkpi.adopt.linear import linear
from xlkpi.adopt.part_lines import Lines, alike, rounded, same
from xlkpi.adopt.post_weights import PostWeights, post_weights
from xlkpi.adopt.sentences import sentences_about
from xlkpi.adopt.told_weights import Weights, told_weights
from xlkpi.adopt.understanding import Part, Sum, Term
from xlkpi.adopt.unread import is_personal
from xlkpi.adopt.upright import turned_sum, upright
from xlkpi.books.areas import cell_of, column_letters, column_number, reference_of
from xlkpi.errors import Sentence, sentence

PARTLY: Final = ("self_score", "score", "adjust")
"""Keys of a list that may be part of its total."""
_MINUS: Final = re.compile("扣分|扣减|减分|扣罚|罚分|扣款分|违规|违纪|处罚|deduction|penalty", re.IGNORECASE)
_PLUS: Final = re.compile("加分|奖励|奖分|附加|表扬|bonus", re.IGNORECASE)
_BOTH: Final = re.compile("加减|加扣|增减|奖扣|奖罚|奖惩|扣加|调整")
_TAKEN_OFF: Final = re.compile("(?:扣分|减分|扣罚|违规扣分)(?:项目?|内容|情况|明细)?")
"""Words over several columns, each with the points taken off for one thing: 扣分项目."""
_OTHER_TIMES: Final = re.compile("上[月期季年周次]|去年|同期|环比|同比|变化|升降|涨跌|增幅")
_STEP: Final = re.compile("得分|小计|合计|总分")
_TRIMMED: Final = re.compile("(?:去掉|去除|剔除|除去|扣除)(?:[一1]个)?最高分?[^两二三2-9]{0,8}最低")
"""How a text says that the best and the worst mark do not count, one each."""
_COUNTED: Final = re.compile("次|项|人数|元|额|款|率|原因|说明|事由|标准|日期")
"""Words of columns about extra points that hold none."""
BEGINNING: Final = re.compile("基本分|基础分|基准分|底分")
"""Headings of points that everybody begins with."""
SAMPLE: Final = 200
"""People by whose totals it is tried how they are made."""
FEWEST: Final = 3
MOST: Final = 12
"""Columns among which sums are tried."""
DEPTH: Final = 3
"""Steps that lead to a total at most."""

Made = Mapping[int, float]
"""Columns with what each counts for."""


@dataclass(frozen=True)
class _Try:
    """One way in which a column may be made."""

    terms: Made
    core: tuple[int, ...]
    """Those that everybody has, without extra points."""
    base: float = 0.0
    told: Weights | None = None
    mean: bool = False
    trimmed: bool = False


def with_sums(parts: Sequence[Part], grids: Sequence[Grid]) -> list[Part]:
    """The parts, each list with what its total is made of where formulas, weights or the numbers tell it."""
    by_name = {grid.name: grid for grid in grids}
    return [_without_other_rewards(replace(part, sums=tuple(_sums(part, by_name)))) for part in parts]


def _without_other_rewards(part: Part) -> Part:
    """A column 奖惩 that no total counts and whose words say nothing of points is money or a remark: it is not read."""
    column, total = part.columns.get("adjust"), part.columns.get("total")
    counted = {term.column for one in part.sums for term in one.terms}
    told = any(one.column == total and one.proved for one in part.sums)
    if column is None or column in counted or not told or "分" in part.headings.get("adjust", ""):
        return part
    return replace(part, columns={key: at for key, at in part.columns.items() if key != "adjust"})


def _sums(part: Part, grids: Mapping[str, Grid]) -> Iterator[Sum]:
    """What the total of a list is made of; of one whose people stand across as if they stood below each other."""
    if part.kind == "summary" and "total" in part.columns and part.entries:
        yield from _Finder(part, grids).found()
    elif part.kind == "summary" and "total" in part.across and part.people:
        yield from map(turned_sum, _Finder(*upright(part, grids)).found())


def sum_of(part: Part, grids: Mapping[str, Grid]) -> Sum | None:
    """What the column of the total is made of, where that is told."""
    finder = _Finder(part, grids)
    return finder.of(finder.total, frozenset((finder.total,)))


class _Finder:
    """Looks for what the columns of one list are made of."""

    def __init__(self, part: Part, grids: Mapping[str, Grid]) -> None:
        self.part, self.grids = part, grids
        self.grid = grids[part.sheet]
        self.total = column_number(part.columns["total"])
        entries = part.entries
        self.rows = entries if len(entries) <= SAMPLE else entries[:: len(entries) // SAMPLE]
        self.headings = dict(zip(part.label_columns, part.labels))

    @cached_property
    def numbers(self) -> dict[int, dict[int, float]]:
        """The numbers of every column that may be a part of the total, in the rows that are tried; of the total too."""
        used = {column_number(at) for key, at in self.part.columns.items() if key not in PARTLY}
        found: dict[int, dict[int, float]] = {}
        for at, heading in self.headings.items():
            if at != self.total and (at in used or is_personal(heading) or self._of_other_times(at, heading)):
                continue
            values = {row: self.grid.value(row, at) for row in self.rows}
            numbers = {row: number for row, value in values.items() if (number := number_of(value)) is not None}
            words = [one for one in values.values() if isinstance(one, str) and number_of(one) is None]
            if sum(one.strip().lower() not in BLANKS for one in words) * 4 <= len(numbers):
                found[at] = numbers
        return found

    def _of_other_times(self, at: int, heading: str) -> bool:
        """Whether a column tells of another month (上月得分), or is computed from the total (变化): no part of it."""
        if _OTHER_TIMES.search("".join(wide(heading).split())):
            return True
        made = computed(self.grid, self.rows[0], at) if self.rows and self.grid.formula(self.rows[0], at) else None
        return made is not None and self.total in made.columns()

    @cached_property
    def signs(self) -> dict[int, float]:
        """Columns of extra points and deductions, with what each counts for."""
        found: dict[int, float] = {}
        adjust = column_number(self.part.columns.get("adjust", ""))
        for at, numbers in self.numbers.items():
            words = "".join(wide(self.headings.get(at, "")).split())
            if at == self.total or (at != adjust and _COUNTED.search(words)):
                continue
            below = [number for number in numbers.values() if number]
            if at == adjust or _BOTH.search(words):
                found[at] = 1.0
            elif _MINUS.search(words):
                found[at] = 1.0 if below and max(below) < 0 else -1.0
            elif _PLUS.search(words):
                found[at] = 1.0
            elif _TAKEN_OFF.fullmatch(self._over(at)):
                found[at] = 1.0 if below and max(below) < 0 else -1.0
        return found

    def _over(self, at: int) -> str:
        """The words of the header over several columns of which this is one and the total is none."""
        top = self.part.first_row or 1
        for row in range(top - 1, max(0, top - 4), -1):
            span = self.grid.span(row, at)
            if span.columns > 1 and not span.left <= self.total <= span.right:
                return "".join(wide(self.grid.text(span.top, span.left)).split())
        return ""

    @cached_property
    def told(self) -> list[Weights]:
        """Weights that the workbook tells for columns that are no extra points."""
        columns = {at: self.headings[at] for at in self.numbers if at != self.total and at not in self.signs}
        return told_weights(self.part, self.grids, columns)

    def found(self) -> Iterator[Sum]:
        """The sums of the total, and of columns that it is made of."""
        pending, done = [(self.total, frozenset[int](), DEPTH)], set()
        while pending:
            target, without, depth = pending.pop(0)
            one = self.of(target, without | {target})
            if one is None or target in done:
                continue
            done.add(target)
            yield one
            steps = {column_number(term.column) for term in one.terms} - self.signs.keys()
            steps = {at for at in steps if not BEGINNING.search(self.headings.get(at, ""))}
            pending += [(at, without | {target} | steps, depth - 1) for at in sorted(steps)] if depth > 1 else []

    def of(self, target: int, without: frozenset[int]) -> Sum | None:
        """What a column is made of, with none of some others."""
        by_post = self._by_post(without) if target == self.total and not self.grid.flipped else None
        return by_post or self._by_formula(target) or self._by_numbers(target, without)

    def _by_post(self, without: frozenset[int]) -> Sum | None:
        """The weights of each person's post, where a table tells them and most totals of two posts come out."""
        lines, stands = Lines(self.grid, self.part), self.numbers.get(self.total, {})
        posts = {row: lines.text("post", row) for row in self.part.entries} if lines.has("post") else {}
        columns = {at: self.headings[at] for at in self.numbers if at not in without and at not in self.signs}
        for table in post_weights(self.part, self.grids, columns, {post for post in posts.values() if post}):
            shares = {row: table.shares[post] for row, post in posts.items() if post in table.shares}
            for extras in ({}, self.signs) if self.signs else ({},):
                by = {row: {**own, **extras} for row, own in shares.items()}
                tried = [row for row in stands if row in by and all(row in self.numbers[at] for at in shares[row])]
                right = [row for row in tried if alike(stands[row], self._given(_Try(by[row], ()), row))]
                told = {tuple(sorted(shares[row].items())) for row in right}
                if len(right) * 2 > len(tried) > 2 and len(told) > 1:
                    return self._sum_by_post(table, by, {at for own in by.values() for at in own})
        return None

    def _sum_by_post(self, table: PostWeights, by: Mapping[int, Made], columns: Collection[int]) -> Sum:
        why = sentence("按各岗位的权重（{where}）", "by the weights of each post ({where})", where=table.where)
        one = self._sum(self.total, _Try(dict.fromkeys(columns, 1.0), ()), why, {})
        rows = {row: {column_letters(at): factor for at, factor in own.items()} for row, own in by.items()}
        faults = tuple((table.sheet, reference_of(*table.ends[post]), post, whole) for post, whole in table.wrong())
        return replace(one, by_post=table.where, rows=rows, faults=faults, digits=2)

    def _by_formula(self, target: int) -> Sum | None:
        """What most formulas of a column add up."""
        made = [self.grid.formula(row, target) for row in self.rows]
        mean = any(formula is not None and "AVERAGE" in formula.text.upper() for formula in made)
        rows = [row for row, formula in zip(self.rows, made) if formula is not None][:40]
        found = [one for row in rows if (one := linear(self.grid, (row, target), self.grids)) is not None]
        counted = Counter((tuple(sorted(one.terms.items())), round(one.base, 9)) for one in found).most_common(1)
        if not counted or counted[0][1] * 2 < len(rows) or len(rows) * 2 < len(self.numbers.get(target, ())):
            return None
        terms, base = counted[0][0]
        if len(terms) + bool(base) < 2 or not terms:
            return None  # a copy, or what stands elsewhere
        why = sentence("公式就是这样相加的", "the formula adds it up like this")
        made_of = {at: own.factor for at, own in terms}
        way = _Try(made_of, (), base, mean=mean and len(set(made_of.values())) == 1)
        return self._sum(target, way, why, {at: own.cell for at, own in terms})

    def _by_numbers(self, target: int, without: frozenset[int]) -> Sum | None:
        """The way in which most numbers of a column come out; where none stands yet, the one that is told."""
        numbers = self.numbers.get(target, {})
        if not numbers:
            return self._waiting(target, without) if target in (self.total, self.step) else None
        if len(numbers) < 2:
            return None
        best: tuple[tuple[float, ...], _Try] | None = None
        for one in self._tries(without):
            fits, tried = self._fits(target, one)
            enough = fits * 2 > tried if one.told else fits >= FEWEST and fits * 4 >= tried * 3
            rank = (fits, not one.base, one.trimmed and self.trimmed, -len(one.terms), one.told is not None)
            if enough and tried >= 2 and tried * 2 >= len(numbers) and (best is None or rank > best[0]):
                best = rank, one
        if best is not None:
            return self._tried(target, best[1])
        doubts = [one for one in self.told if one.whole == 1 and not one.by.keys() & without]
        formulas = any(self.grid.formula(row, target) for row in numbers)
        if target != self.total or not doubts or formulas or len(numbers) < FEWEST:
            return None
        told = doubts[0]
        made = _Try({at: told.factor(at) for at in told.by}, tuple(told.by), told=told)
        return replace(self._tried(target, made), proved=False)

    @cached_property
    def step(self) -> int:
        """The column of the marks before what is added and taken off, where the total still waits; 0 where none is."""
        if not self.signs or self.numbers.get(self.total):
            return 0
        taken = {self.total, *self.signs, *(at for one in self.told for at in one.by)}
        called = [at for at in self.numbers if at not in taken and _STEP.search(self.headings[at])]
        steps = [at for at in called if not self.numbers[at] or self.of(at, frozenset((self.total, at))) is not None]
        return steps[0] if len(steps) == 1 else 0

    def _waiting(self, target: int, without: frozenset[int]) -> Sum | None:
        """A total that nobody has counted yet: only weights that are told say how."""
        told = next((one for one in self.told if not one.by.keys() & without and 0.8 <= one.whole <= 1.2), None)
        if told is None:
            return self._of_raters(target, without) or self._from_the_beginning(without)
        marks = {at: max(self.numbers[at].values(), default=None) for at in told.by}
        known = {at: mark for at, mark in marks.items() if mark is not None}
        plain = all(mark <= told.factor(at) * 100 for at, mark in known.items()) and (bool(known) or told.points)
        marked = {at: 1.0 if plain else told.factor(at) for at in told.by}
        if target == self.step:
            return self._tried(target, _Try(marked, tuple(told.by), told=told))
        if self.step:
            return self._tried(target, _Try({self.step: 1.0} | self.signs, (self.step,)))
        return self._tried(target, _Try(marked | self.signs, tuple(told.by), told=told))

    @cached_property
    def trimmed(self) -> bool:
        """Whether the sheet says that the best and the worst of several marks do not count."""
        texts = sentences_about(self.part, [self.grid], ())
        return any(_TRIMMED.search("".join(text.split())) for _, text in texts)

    def _of_raters(self, target: int, without: frozenset[int]) -> Sum | None:
        """The mean of several raters' marks, where the heading of a blank total or a text says so."""
        others = [at for at in sorted(self.numbers) if at not in without and at not in self.signs]
        rated = [at for at in others if is_rater(self.headings[at]) or is_rater(self._over(at))]
        if rated != others or len(rated) < 2 + self.trimmed or not (self.trimmed or is_mean(self.headings[target])):
            return None
        made = dict.fromkeys(rated, 1 / len(rated))
        return self._tried(target, _Try(made, tuple(rated), mean=True, trimmed=self.trimmed))

    def _from_the_beginning(self, without: frozenset[int]) -> Sum | None:
        """Points that everybody begins with, and beside them only what is added and taken off: the words tell it."""
        others = [at for at in self.numbers if at not in without and at not in self.signs]
        core = [at for at in others if self.numbers[at]]
        marks = any("分" in self.headings[at] for at in others if at not in core)  # they may count as well
        if len(core) != 1 or marks or not self.signs or not BEGINNING.search(self.headings[core[0]]):
            return None
        return self._tried(self.total, _Try({core[0]: 1.0} | self.signs, (core[0],)))

    def _tries(self, without: frozenset[int]) -> Iterator[_Try]:
        """Every way that is tried: told weights, columns next to each other as they are or their mean, with extras."""
        signs = {at: sign for at, sign in self.signs.items() if at not in without}
        extras = [some for count in range(min(len(signs), 3) + 1) for some in combinations(signs, count)]
        extras += [tuple(signs)] if len(signs) > 3 else []
        core = [at for at in sorted(self.numbers) if at not in without and at not in self.signs and self.numbers[at]]
        core = core[:MOST]
        for some in extras:
            more = {at: signs[at] for at in some}
            for told in self.told:
                own = tuple(at for at in told.by if at not in without)
                if len(own) >= 2:
                    yield _Try({at: told.factor(at) for at in own} | more, own, told=told)
                    yield _Try(dict.fromkeys(own, 1.0) | more, own, told=told)
            for first in range(len(core)):
                for last in range(first, len(core)):
                    run = tuple(core[first : last + 1])
                    if len(run) + len(more) > 1:
                        yield _Try(dict.fromkeys(run, 1.0) | more, run)
                    if len(run) > 1:
                        yield _Try(dict.fromkeys(run, 1 / len(run)) | more, run, mean=True)
                    if len(run) > 3 - self.trimmed and not more:
                        yield _Try(dict.fromkeys(run, 1 / len(run)), run, mean=True, trimmed=True)
            if more:
                yield _Try(more, (), base=100.0)

    def _fits(self, target: int, one: _Try) -> tuple[int, int]:
        """In how many rows it comes out, and in how many it can be tried."""
        fits = tried = 0
        for row, stands in self.numbers[target].items():
            if any(row not in self.numbers[at] for at in one.core):
                continue
            tried += 1
            given = self._given(one, row)
            fits += alike(stands, given) if one.told else same(stands, given)
        return fits, tried

    def _given(self, one: _Try, row: int) -> float:
        """What it gives in a row."""
        marks = {at: self.numbers[at][row] for at in one.terms if row in self.numbers.get(at, ())}
        if one.mean:
            return _mean(marks.values(), trimmed=one.trimmed)
        return one.base + sum(one.terms[at] * mark for at, mark in marks.items())

    def _tried(self, target: int, one: _Try) -> Sum:
        weighted = one.told is not None and any(one.terms[at] != 1 for at in one.core)
        cells = {at: one.told.cell(at, self.part.sheet) for at in one.core} if one.told is not None and weighted else {}
        return self._sum(target, one, self._why(one, weighted=weighted), cells)

    def _why(self, one: _Try, *, weighted: bool) -> Sentence:
        told = {
            "head": ("按表头里写的权重", "by the weights in the headings"),
            "row": ("按表头下一行的权重", "by the weights in the row below the headings"),
            "table": ("按权重表", "by the table of weights"),
        }
        if one.told is not None and weighted:
            zh, en = told[one.told.source]
            if one.told.source == "table":
                where = next(iter(one.told.by.values())).sheet
                zh, en = f"{zh}（{where}）", f"{en} ({where})"
            return sentence(zh, en)
        if one.trimmed:
            return sentence("是这几列去掉最高和最低后的平均", "it is their mean without the best and the worst")
        if one.mean:
            return sentence("是这几列的平均", "it is their mean")
        return sentence("是这几列相加", "they are added up")

    def _sum(self, target: int, one: _Try, why: Sentence, cells: Mapping[int, str]) -> Sum:
        terms = tuple(
            Term(
                column_letters(at),
                self.headings.get(at, ""),
                round(by, 9),
                *self._cell(cells.get(at, ""), by),
                at in self.signs,
            )
            for at, by in sorted(one.terms.items())
        )
        stands = self.numbers.get(target, {})
        lacking = {at for at in one.terms if at not in self.signs}
        short = [row for row in stands if any(row not in self.numbers.get(at, ()) for at in lacking)]
        blanks = any(alike(stands[row], self._given(one, row)) for row in short)
        pairs = [(number, self._given(one, row)) for row, number in stands.items()]
        return Sum(column_letters(target), terms, why, one.base, _digits(pairs), one.mean, one.trimmed, blanks)

    def _cell(self, cell: str, factor: float) -> tuple[str, bool]:
        """The cell of a weight, and whether it stands there out of a hundred; nothing where another number does."""
        sheet, _, reference = cell.rpartition("!")
        grid = self.grids.get(sheet.strip("'").replace("''", "'"), self.grid)
        stands = number_of(grid.value(*cell_of(reference))) if cell else None
        for times in (1, 100):
            if stands is not None and abs(stands - abs(factor) * times) < 1e-9:
                return cell, times == 100
        return "", False


def _digits(pairs: Sequence[tuple[float, float]]) -> int:
    """The decimals to which typed numbers are rounded, where they are fewer than two and most come out so."""
    for digits in (0, 1):
        near = [pair for pair in pairs if abs(pair[0] - pair[1]) <= 0.5 * 10**-digits + 1e-9]
        short = all(round(stands, digits) == stands for stands, _ in pairs)
        if short and len(near) * 4 >= len(pairs) * 3 and any(not same(*pair) for pair in near):
            return digits
    return 2


def _mean(marks: Collection[float], *, trimmed: bool) -> float:
    """The mean of what stands there, of at least three trimmed without the best and the worst."""
    if trimmed and len(marks) > 2:
        return (sum(marks) - max(marks) - min(marks)) / (len(marks) - 2)
    return sum(marks) / max(1, len(marks))


def due(one: Sum, numbers: Mapping[str, float], entry: int = 0) -> float:
    """What a sum gives for somebody with these numbers by column, in an entry; what is blank counts nothing."""
    if one.by_post:
        return rounded(sum(factor * numbers.get(column, 0.0) for column, factor in one.rows[entry].items()))
    whole = one.base + sum(term.factor * numbers.get(term.column, 0.0) for term in one.terms)
    if one.mean:
        own = [numbers[term.column] for term in one.terms if term.column in numbers]
        whole = _mean(own, trimmed=one.trimmed)
    return rounded(whole) if one.digits == 2 else float(round(whole + 1e-9, one.digits))
