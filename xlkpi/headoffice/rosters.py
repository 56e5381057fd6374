"""Rosters of any size as frames: millions of people ranked, graded and paid at once.

The same rules as `grade.py` and `pay.py` on columns: ranks and points are whole numbers, seats come from `grade.py`
itself, so that no boundary is ever decided by a float. Needs pandas; not part of the function path.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from xlkpi.domain.grade import NOT_APPRAISED, ROUNDINGS, UNDECIDED, Shares
from xlkpi.domain.numbers import exact, share
from xlkpi.domain.scheme import Scheme
from xlkpi.errors import Fault, Unusable, sentence
from xlkpi.headoffice.hundredths import Floats, Integers, dense, hundredths, nearest

Flags = npt.NDArray[np.bool_]

NEEDED = ("branch", "department", "department_level", "score")
NUMERIC = ("score", "tiebreak", "base", "attendance")
NO_LEVEL = -1
LARGEST = 1e12
"""No score and no base is larger; what is larger was typed in the wrong column."""


@dataclass(frozen=True)
class Rules:
    """What grading needs: levels best first, the shares of each department level, coefficients, and two choices."""

    levels: tuple[str, ...]
    shares: Mapping[str, Shares]
    coefficients: tuple[Fraction, ...]
    rounding: str = "half_up"
    ties: str = "better"

    @classmethod
    def of(cls, scheme: Scheme) -> Rules:
        """Return the rules of a scheme as it stands."""
        codes = tuple(level.code for level in scheme.levels)
        return cls(
            codes,
            {q.department_level: tuple(share(q.shares[code]) for code in codes) for q in scheme.quotas},
            tuple(exact(float(level.coefficient.value)) for level in scheme.levels),
            str(scheme.settings["rounding"].value),
            str(scheme.settings["ties"].value),
        )


@dataclass(frozen=True)
class Graded:
    """People with `rank`, `level`, `coefficient` and `pay`; the seats due per department; what is wrong.

    `people` has the index of the input; where there is no number a column holds NaN, where there is no level yet "".
    """

    people: pd.DataFrame
    seats: pd.DataFrame
    faults: list[Fault]
    rules: Rules


def grade_people(people: pd.DataFrame, rules: Rules) -> Graded:
    """Grade and pay a roster of any size.

    `people` has the columns branch, department, department_level, score (points, NaN while missing) and, where wanted,
    eligible (truth values), tiebreak, base (yuan), attendance (share of 1). Rows without a department are spare.
    Raises Unusable where a column is missing or is not what it must be.
    """
    _check_columns(people)
    faults: list[Fault] = []
    group, names = _departments(people)
    score = floats_of(people, "score")
    eligible = _eligible(people)
    lost = np.flatnonzero((group < 0) & eligible & ~np.isnan(score))
    faults += [_fault([people.index[i]], "有得分但部门为空", "has a score but no department") for i in lost.tolist()]
    counted = (group >= 0) & eligible
    count = np.bincount(group[counted], minlength=len(names))
    missing = np.bincount(group[counted & np.isnan(score)], minlength=len(names))
    of_department = _levels_of(people, group, counted, names, rules, faults)
    ready = (missing == 0) & (of_department >= 0) & (count > 0)
    seats = _seats(count, of_department, ready, rules)
    graded = np.flatnonzero(counted)[ready[group[counted]]]
    rank, level = _place(people, graded, group[graded], score[graded], seats, rules)

    result = people.copy(deep=False)
    result["rank"] = _filled(len(people), graded, rank)
    words = np.full(len(people), "", dtype=object)
    words[(group >= 0) & ~eligible] = NOT_APPRAISED
    words[graded] = np.array([*rules.levels, UNDECIDED], dtype=object)[level]
    result["level"] = words
    decided, level = graded[level >= 0], level[level >= 0]
    factors = np.array([float(coefficient) for coefficient in rules.coefficients])
    result["coefficient"] = _filled(len(people), decided, factors[level])
    if "base" in people:
        result["pay"] = _pay(people, decided, level, rules, faults)
    table = pd.DataFrame(seats, columns=list(rules.levels), index=names)
    return Graded(result, table[ready], faults, rules)


def _check_columns(people: pd.DataFrame) -> None:
    absent = [name for name in NEEDED if name not in people]
    if absent:
        listed = "、".join(absent)
        raise Unusable(sentence("名单缺少列：{names}", "the roster lacks columns: {names}", names=listed))
    for name in NUMERIC:
        if name not in people:
            continue
        if not is_numeric_dtype(people[name]) or is_bool_dtype(people[name]):
            raise Unusable(sentence("“{name}”列不是数字", "column “{name}” is not numeric", name=name))
        if np.any(np.abs(floats_of(people, name)) > LARGEST):
            raise Unusable(sentence("“{name}”列有过大的数", "column “{name}” has a number too large", name=name))
    if "eligible" in people and not is_bool_dtype(people["eligible"]):
        raise Unusable(sentence("“eligible”列应为真假值", "column “eligible” must hold truth values"))


def floats_of(people: pd.DataFrame, name: str) -> Floats:
    """Return a numeric column as floats, NaN where a cell is missing."""
    return people[name].to_numpy(np.float64, na_value=np.nan)


def _eligible(people: pd.DataFrame) -> Flags:
    if "eligible" not in people:
        return np.ones(len(people), dtype=np.bool_)
    return people["eligible"].fillna(value=True).to_numpy(np.bool_)


def _departments(people: pd.DataFrame) -> tuple[Integers, pd.MultiIndex]:
    """Number the departments in order of appearance, -1 for spare rows; departments of two branches are two."""
    inside = (people["department"].notna() & (people["department"] != "")).to_numpy(np.bool_)
    branch, branches = pd.factorize(people["branch"][inside], use_na_sentinel=False)
    department, departments = pd.factorize(people["department"][inside])
    width = max(1, len(departments))
    number, pairs = pd.factorize(branch * width + department)
    group = np.full(len(people), -1, dtype=np.int64)
    group[inside] = number
    arrays = [branches.take(pairs // width), departments.take(pairs % width)]
    return group, pd.MultiIndex.from_arrays(arrays, names=["branch", "department"])


def _levels_of(
    people: pd.DataFrame, group: Integers, counted: Flags, names: pd.MultiIndex, rules: Rules, faults: list[Fault]
) -> Integers:
    """Return each department's level as its position in the quota table; NO_LEVEL where blank, mixed or unknown."""
    codes, found = pd.factorize(people["department_level"])
    levels = [str(level) for level in found]
    if "" in levels:
        codes[codes == levels.index("")] = NO_LEVEL
    speaking = (group >= 0) & (counted | (codes >= 0))
    low, high = np.full(len(names), len(levels)), np.full(len(names), NO_LEVEL)
    np.minimum.at(low, group[speaking], codes[speaking])
    np.maximum.at(high, group[speaking], codes[speaking])
    rows = {level: row for row, level in enumerate(rules.shares)}
    row_of = np.array([*(rows.get(level, NO_LEVEL) for level in levels), NO_LEVEL])
    known = np.where(low == high, row_of[high], NO_LEVEL)
    appraised = np.bincount(group[counted], minlength=len(names)) > 0
    for place in np.flatnonzero((known < 0) & (high >= 0) & appraised).tolist():
        if low[place] != high[place]:
            faults.append(_fault(names[place], "部门等级不一致", "has people with different department levels"))
            continue
        zh, en = "名额比例表中没有“{level}”这一行", "the quota table has no row “{level}”"
        faults.append(_fault(names[place], zh, en, level=levels[high[place]]))
    return known


def _fault(place: Sequence[object], zh: str, en: str, **values: str) -> Fault:
    return Fault("／".join(str(part) for part in place), sentence(zh, en, **values))


def _seats(count: Integers, level: Integers, ready: Flags, rules: Rules) -> Integers:
    """Return departments x levels; each different pair of head-count and level is computed once, by the plain rule."""
    seats_of, shares = ROUNDINGS[rules.rounding], list(rules.shares.values())
    seats = np.zeros((len(count), len(rules.levels)), dtype=np.int64)
    pairs, which = np.unique(np.stack([count[ready], level[ready]], axis=1), axis=0, return_inverse=True)
    if len(pairs):
        table = np.array([seats_of(int(people), shares[row]) for people, row in pairs], dtype=np.int64)
        seats[ready] = table[which.reshape(-1)]
    return seats


def _place(
    people: pd.DataFrame, graded: Integers, department: Integers, score: Floats, seats: Integers, rules: Rules
) -> tuple[Integers, Integers]:
    """Return rank and level position of the graded people; the position is NO_LEVEL where the tie asks."""
    keys = [hundredths(score)]
    if "tiebreak" in people:
        second = floats_of(people, "tiebreak")[graded]
        given = ~np.isnan(second)
        keys.append(np.full(len(graded), NO_LEVEL))
        keys[1][given] = dense(second[given])
    order = np.lexsort([*(-key for key in reversed(keys)), department])
    position = np.arange(len(order))
    ordered = department[order]
    new_department = _changes(ordered)
    new_group = np.logical_or.reduce([new_department, *(_changes(key[order]) for key in keys)])
    head = np.maximum.accumulate(np.where(new_department, position, 0))
    first = np.maximum.accumulate(np.where(new_group, position, 0))
    tied = np.cumsum(new_group) - 1
    size = np.bincount(tied)[tied] if len(order) else tied
    rank = first - head + 1
    cumulative = np.cumsum(seats, axis=1)

    def level_at(place: Integers) -> Integers:
        return np.asarray((place[:, None] > cumulative[ordered]).sum(axis=1), dtype=np.int64)

    best, worst = level_at(rank), level_at(rank + size - 1)
    chosen = {
        "better": best,
        "worse": worst,
        "order": level_at(position - head + 1),
        "ask": np.where(best == worst, best, NO_LEVEL),
    }[rules.ties]
    back = np.empty_like(order)
    back[order] = position
    return rank[back], chosen[back]


def _changes(ordered: Integers) -> Flags:
    """Tell where a sorted column differs from the row before; the first row does."""
    return np.concatenate([np.ones(min(1, len(ordered)), dtype=np.bool_), ordered[1:] != ordered[:-1]])


def _filled(rows: int, places: Integers, values: npt.NDArray[np.generic]) -> Floats:
    column = np.full(rows, np.nan)
    column[places] = values
    return column


def _pay(people: pd.DataFrame, decided: Integers, level: Integers, rules: Rules, faults: list[Fault]) -> Floats:
    """Return base x coefficient x attendance in yuan to the cent (rules A6); NaN where there is no base."""
    base = floats_of(people, "base")
    given = "attendance" in people
    present = np.nan_to_num(floats_of(people, "attendance"), nan=1.0) if given else np.ones(len(people))
    sane = ~(base < 0) & (present >= 0) & (present <= 1)
    zh, en = "绩效基数为负，或出勤率不在 0 到 1 之间", "negative base, or attendance outside 0 to 1"
    faults += [_fault([people.index[i]], zh, en) for i in np.flatnonzero(~sane).tolist()]
    kept = sane[decided] & ~np.isnan(base[decided])
    places, factor = decided[kept], level[kept]
    approximate = base[places] * np.array([float(number) for number in rules.coefficients])[factor] * present[places]

    def exactly(i: int) -> Fraction:
        attendance = exact(float(present[places[i]]))
        return 100 * exact(float(base[places[i]])) * rules.coefficients[int(factor[i])] * attendance

    return _filled(len(people), places, nearest(approximate * 100, exactly) / 100)
