"""What formulas, products and places say: a column by what it computes, and those from which it is computed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import product
from math import prod
from typing import Final

from xlkpi.adopt.columns import Column
from xlkpi.adopt.computations import Computation
from xlkpi.adopt.labels import is_mean, is_rater
from xlkpi.adopt.lexicon import LIKELY, Lexicon
from xlkpi.adopt.part_lines import CENT, place_of
from xlkpi.adopt.ranked_among import INSIDE_OF
from xlkpi.adopt.value_evidence import VALUES, Weighed
from xlkpi.errors import Sentence, sentence

FORMULA, AGAINST = 0.25, -0.4
"""What a formula adds, and what makes another column with the same word the likelier one."""

NEED = 0.4
"""What it adds to be the only column of a form that could name its lines."""

ADDED = 0.75
"""How surely a column holds extra points before numbers are added up with it."""

MONEY = ("pay", "base_pay", "coefficient", "attendance")
WEAKLY = 0.7
"""A word for money below this needs the arithmetic."""

RESULTS_OF: Mapping[str, frozenset[str]] = {
    "rank": frozenset(("rank",)),
    "levels": frozenset(("level", "department_level", "eligible", "remark")),
    "factors": frozenset(("coefficient", "base_pay", "attendance", "score", "adjust", "actual", "target")),
    "product": frozenset(("weighted", "pay", "total", "score", "self_score", "actual")),
    "mean": frozenset(("total", "score", "weighted", "actual", "self_score")),
    "sum": frozenset(("total", "score", "weighted", "pay", "adjust", "actual", "self_score", "rank", "base_pay")),
    "count": frozenset(("rank", "actual", "employee_id")),
}
"""What a column with such formulas can be; copies, look-ups and others can be anything."""

TELLING: Mapping[str, frozenset[str]] = {
    "rank": frozenset(("rank",)),
    "levels": frozenset(("level",)),
    "factors": frozenset(("coefficient",)),
    "product": frozenset(("weighted", "pay")),
    "mean": frozenset(("total",)),
    "sum": frozenset(("total",)),
}
"""What such formulas speak for."""

TOLD: Mapping[str, Sentence] = {
    "rank": sentence("公式在排名次", "the formula gives places"),
    "levels": sentence("公式按分数线给出等级", "the formula gives levels by lines"),
    "factors": sentence("公式给出系数", "the formula gives factors"),
    "product": sentence("公式是两列相乘", "the formula multiplies columns"),
    "mean": sentence("公式求平均", "the formula is a mean"),
    "sum": sentence("公式求和", "the formula is a sum"),
    "count": sentence("公式在计数", "the formula counts"),
}

_STANDARD: Final = re.compile("标准|要求|办法|细则|内容")
"""Words of a heading that tells how something is marked."""


def by_need(columns: Sequence[Column], found: dict[tuple[int, str], Weighed], unknown: Collection[int]) -> None:
    """A form without any indicator is none: where no word is a good one, a weak one is read as such.

    If only one column may be it, it is nothing else, unless a heading among `unknown` stands over words as well.
    """
    surely = {at for (at, key), weighed in found.items() if key != "indicator" and weighed.score >= 0.9}
    only = [
        at for (at, key), weighed in found.items() if key == "indicator" and at not in surely and not weighed.against
    ]
    others = [column for column in columns if column.column in unknown and len(set(column.texts)) > 1]
    if len(only) == 1 and not others:
        for (at, key), weighed in found.items():
            if at == only[0] and key in ("target", "standard"):
                weighed.against.append(sentence("表里没有别的指标列", "no other column holds indicators"))
    indicators = [weighed for (_, key), weighed in found.items() if key == "indicator" and not weighed.against]
    if indicators and max(weighed.score for weighed in indicators) < 0.75:
        for weighed in indicators:
            weighed.score += NEED
            weighed.why.append(sentence("表里没有别的指标列", "no other column holds indicators"))


def by_formulas(columns: Sequence[Column], found: dict[tuple[int, str], Weighed]) -> None:
    """What a column computes says what it is, and what is computed from a column says what that one is."""
    for column in columns:
        made = column.computation
        if made is None:
            continue
        told = TOLD.get(made.kind)
        for key in _keys_of(found, column.column):
            weighed = found[column.column, key]
            if told is not None and key in TELLING.get(made.kind, ()):
                weighed.score += FORMULA
                weighed.why.append(told)
            elif told is not None and made.kind in RESULTS_OF and key not in RESULTS_OF[made.kind]:
                weighed.against.append(told)
        if made.kind in ("rank", "levels"):
            _sources(found, made, ("total",), column, told or sentence("有公式", "a formula"))
        if made.kind == "rank":
            for source in made.columns():
                for key in ("weight", "weighted", "rank", "coefficient", "base_pay"):
                    if (source, key) in found:
                        found[source, key].against.append(sentence("名次按它排出", "places are counted by it"))


def _sources(
    found: Mapping[tuple[int, str], Weighed], made: Computation, keys: Iterable[str], column: Column, told: Sentence
) -> None:
    for source in made.columns():
        for key in keys:
            if (source, key) in found and source != column.column:
                found[source, key].score += FORMULA
                found[source, key].why.append(
                    sentence(
                        "“{words}”由它算出：{told}",
                        "“{words}” is computed from it: {told}",
                        words=column.heading.shown,
                        told=told,
                    )
                )


def _keys_of(found: Mapping[tuple[int, str], Weighed], column: int) -> list[str]:
    return [key for at, key in found if at == column]


def by_arithmetic(columns: Sequence[Column], found: dict[tuple[int, str], Weighed]) -> None:
    """A column that is weight times another one, by formula or by its numbers, is weighted; the other is the score."""
    weights = [column for column in columns if (column.column, "weight") in found]
    for column in columns:
        for weight in weights:
            scores = [
                other
                for other in columns
                if other is not weight and other is not column and (other.column, "score") in found
            ]
            for score in scores:
                if _is_product(column, weight, score):
                    told = sentence("是权重乘以“{words}”", "is the weight times “{words}”", words=score.heading.shown)
                    if (column.column, "weighted") in found:
                        found[column.column, "weighted"].score += FORMULA + VALUES
                        found[column.column, "weighted"].why.append(told)
                    for key in ("score", "self_score", "target"):
                        if (column.column, key) in found:
                            found[column.column, key].against.append(told)
                    found[score.column, "score"].score += FORMULA
                    found[score.column, "score"].why.append(
                        sentence(
                            "“{words}”由它乘权重得出",
                            "“{words}” is computed from it and the weight",
                            words=column.heading.shown,
                        )
                    )
    weighing = {one.column for one in weights}
    for column in columns:
        _score_by_product(column, columns, weighing, found)


def _score_by_product(
    column: Column, columns: Sequence[Column], weights: set[int], found: dict[tuple[int, str], Weighed]
) -> None:
    """A column 得分 whose formula is the weight times a column of another name is weighted; that other is the score."""
    made = column.computation
    if made is None or made.kind != "product" or (column.column, "score") not in found:
        return
    read = made.columns()
    score = next((one for one in columns if one.column in read - weights), None)
    if score is None or len(read) != 2 or not read & weights:
        return
    if (score.column, "score") in found or not score.numbers:
        return
    words = score.heading.shown
    told = sentence("公式是权重乘以“{words}”", "the formula is the weight times “{words}”", words=words)
    found[column.column, "score"].against.append(told)
    found.setdefault((column.column, "weighted"), Weighed(LIKELY)).why.append(told)
    found[score.column, "score"] = Weighed(LIKELY, [told])
    for key in _keys_of(found, score.column):
        if key not in ("score", "self_score"):
            found[score.column, key].against.append(told)


def by_words_alone(found: Mapping[tuple[int, str], Weighed]) -> None:
    """A word that only may mean a weighted mark does not where nothing shows that it is weight times score."""
    for (_, key), weighed in found.items():
        if key == "weighted" and weighed.score < WEAKLY:
            weighed.against.append(sentence("不是权重乘以得分", "it is not the weight times the score"))


def _is_product(column: Column, weight: Column, score: Column) -> bool:
    made = column.computation
    if made is not None and made.kind == "product":
        return made.columns() >= {weight.column, score.column}
    if made is not None or not (len(column.numbers) == len(weight.numbers) == len(score.numbers) > 1):
        return False
    scale = 100 if sum(weight.numbers) > 2 else 1
    products = [w * s / scale for w, s in zip(weight.numbers, score.numbers)]
    return all(abs(product - number) < CENT for product, number in zip(products, column.numbers)) and any(products)


def by_steps(columns: Sequence[Column], found: dict[tuple[int, str], Weighed]) -> None:
    """A total (or score) that goes into another column with words for the same thing is only a step towards it."""
    for column in columns:
        made = column.computation
        if made is None or made.kind not in ("sum", "mean"):
            continue
        for key in ("total", "score"):
            for source in made.columns() - {column.column} if (column.column, key) in found else ():
                if (source, key) in found:
                    found[source, key].score += AGAINST
                    found[source, key].why.append(
                        sentence("“{words}”由它继续算出", "“{words}” is computed from it", words=column.heading.shown)
                    )
                    if key == "score":
                        found[column.column, key].score += FORMULA
                        found[column.column, key].why.append(
                            sentence("由几位评分人的分数算出", "made of several raters' scores")
                        )


def by_sums(columns: Sequence[Column], found: dict[tuple[int, str], Weighed]) -> None:
    """A typed total that is another one with the extra points of every line is the last step, as by a formula."""
    extras = [column for column in columns if _of(found, column, "adjust") >= ADDED and any(column.numbers)]
    totals = [column for column in columns if (column.column, "total") in found and len(column.numbers) > 2]
    for extra in extras:
        for step, total in ((one, other) for one in totals for other in totals if one is not other):
            numbers = (step.numbers, extra.numbers, total.numbers)
            if len({*map(len, numbers)}) == 1 and all(abs(s + e - t) < CENT for s, e, t in zip(*numbers)):
                told = sentence("“{words}”由它加减得出", "“{words}” is it with extra points", words=total.heading.shown)
                found[step.column, "total"].score += AGAINST
                found[step.column, "total"].why.append(told)


def by_product(columns: Sequence[Column], found: dict[tuple[int, str], Weighed]) -> None:
    """Pay is base times coefficient (and attendance): what is so is both, and a weak word without it is neither."""
    by_key = {key: [column for column in columns if (column.column, key) in found] for key in MONEY}
    proved: set[tuple[int, str]] = set()
    for pay, base, factor in product(by_key["pay"], by_key["base_pay"], by_key["coefficient"]):
        if base is not pay and any(_pays(pay, base, factor, worked) for worked in (None, *by_key["attendance"])):
            proved |= {(pay.column, "pay"), (base.column, "base_pay")}
    told = sentence("基数乘系数就是金额", "base times coefficient is the amount")
    for pair in [(column.column, key) for key in ("pay", "base_pay") for column in by_key[key]]:
        if pair in proved:
            found[pair].score += FORMULA
            found[pair].why.append(told)
        elif found[pair].score < WEAKLY and any(column.numbers for column in columns if column.column == pair[0]):
            found[pair].score -= 2 * VALUES


def _pays(pay: Column, base: Column, factor: Column, worked: Column | None) -> bool:
    rows = [pay.numbers, base.numbers, factor.numbers, *([worked.numbers] if worked else ())]
    even = len({*map(len, rows)}) == 1 and len(pay.numbers) > 1
    return even and all(abs(prod(own) - due) < CENT for due, *own in zip(*rows))


def _of(found: Mapping[tuple[int, str], Weighed], column: Column, key: str) -> float:
    weighed = found.get((column.column, key))
    return weighed.score if weighed and not weighed.against else 0.0


def by_raters(columns: Sequence[Column], found: dict[tuple[int, str], Weighed]) -> None:
    """Behind the columns of several raters what is headed as their mean is the score that counts."""
    for column in columns:
        raters = [one for one in columns if one.column < column.column and is_rater(one.heading.shown)]
        if (column.column, "score") in found and is_mean(column.heading.shown) and len(raters) > 1:
            found[column.column, "score"].score += FORMULA
            told = sentence("前面是几位评分人的分数", "the scores of several raters stand before it")
            found[column.column, "score"].why.append(told)
            for one in raters:
                if (one.column, "score") in found:
                    found[one.column, "score"].score -= FORMULA


def by_places(columns: Sequence[Column], found: dict[tuple[int, str], Weighed]) -> None:
    """Places that stand there fit the total by which they were counted and no other column."""
    ranks = [
        column for column in columns if (column.column, "rank") in found and not found[column.column, "rank"].against
    ]
    totals = [column for column in columns if (column.column, "total") in found and len(column.numbers) > 2]
    for rank in ranks if len(totals) > 1 else ():
        for total in totals:
            if len(rank.numbers) == len(total.numbers):
                ascending = sorted(total.numbers)
                places = [place_of(ascending, number) for number in total.numbers]
                fits = places == list(rank.numbers)
                found[total.column, "total"].score += FORMULA if fits else -2 * VALUES
                told = sentence("“{words}”就是它的名次", "“{words}” is its place", words=rank.heading.shown)
                untold = sentence("“{words}”不是它的名次", "“{words}” is not its place", words=rank.heading.shown)
                found[total.column, "total"].why.append(told if fits else untold)


def by_units(columns: Sequence[Column], found: dict[tuple[int, str], Weighed]) -> None:
    """A place of work (网点) beside a column that is a branch and nothing else is a department."""
    branches = {
        at
        for at, key in found
        if key == "branch" and found[at, key].score >= LIKELY and (at, "department") not in found
    }
    for column in columns:
        both = {key for key in ("branch", "department") if (column.column, key) in found}
        if len(both) == 2 and branches - {column.column}:
            told = sentence("旁边另有一列是分公司", "another column is the branch")
            found[column.column, "department"].score += VALUES
            found[column.column, "department"].why.append(told)
            found[column.column, "branch"].score -= VALUES
    for rank in (column for column in columns if (column.column, "rank") in found):
        words = rank.heading.shown
        inside = INSIDE_OF.search(words)
        unit = inside[1] if inside else ""
        for column in columns:
            named = unit and unit[-1:] in column.heading.shown[-1:] and not column.numbers
            if named and all(at != column.column for at, _ in found):
                found[column.column, "department"] = Weighed(LIKELY, [])
            if unit and (column.column, "department") in found and unit in column.heading.shown:
                told = sentence("名次写着“{words}”，在它里面排", "places are counted inside it: {words}", words=words)
                found[column.column, "department"].score += FORMULA
                found[column.column, "department"].why.append(told)


def by_serial(columns: Sequence[Column], found: dict[tuple[int, str], Weighed], lexicon: Lexicon) -> None:
    """Behind a column that numbers the rows (序号) another one that might (排序) has the places."""
    serial = [column for column in columns if any(map(lexicon.counts_rows, column.heading.words))]
    ranks = [column for column in serial if (column.column, "rank") in found]
    if len(serial) > len(ranks) == 1 and not found[ranks[0].column, "rank"].against:
        found[ranks[0].column, "rank"].score += VALUES
        told = sentence("序号另有一列", "another column numbers the rows")
        found[ranks[0].column, "rank"].why.append(told)


def by_standards(columns: Sequence[Column], found: dict[tuple[int, str], Weighed]) -> None:
    """Of two columns that may hold indicators the one whose words speak of a standard and whose texts are longer."""
    rivals = [column for column in columns if (column.column, "indicator") in found and column.texts]
    for column in rivals:
        pair = (column.column, "standard")
        spoken = any(_STANDARD.search(word) for word in column.heading.label.readings[:1])
        length = sum(map(len, column.texts)) / len(column.texts)
        others = [other for other in rivals if other is not column and (other.column, "standard") not in found]
        shorter = [other for other in others if sum(map(len, other.texts)) * 1.5 < length * len(other.texts)]
        if pair in found and spoken and shorter and len(others) == 1:
            found[pair].score += 2 * VALUES
            found[pair].why.append(sentence("旁边另有一列指标，这里的文字更长", "indicators stand beside it, shorter"))
            found[column.column, "indicator"].score -= 2 * VALUES


def by_rivals(columns: Sequence[Column], found: dict[tuple[int, str], Weighed]) -> None:
    """Of two columns with words for the same thing the one merged over several rows is only their category."""
    for key in ("indicator",):
        rivals = [
            column for column in columns if (column.column, key) in found and not found[column.column, key].against
        ]
        if len(rivals) < 2:
            continue
        for column in rivals:
            finer = [
                other
                for other in rivals
                if len(other.values) > len(column.values) or other.merged_share < column.merged_share
            ]
            if finer and (
                column.merged_share > 0.3 or column.filled < 0.7 or len(set(column.texts)) < len(set(finer[0].texts))
            ):
                found[column.column, key].against.append(
                    sentence("一格管几行，只是类别", "one cell for several rows, so only a category")
                )
