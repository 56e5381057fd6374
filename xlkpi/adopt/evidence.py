"""Weighs each column of a table against each key: its words, its values, its formulas; a contradiction rules it out."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.computations import Computation, column_computation
from xlkpi.adopt.grid import Grid
from xlkpi.adopt.headers import Heading
from xlkpi.adopt.keys import LINE_KEYS, PERSON_KEYS, called
from xlkpi.adopt.labels import label_of, looks_like_name, month_in, squeezed
from xlkpi.adopt.lexicon import Lexicon, Role
from xlkpi.adopt.tables import Table
from xlkpi.books.book import Value
from xlkpi.errors import CellError, Sentence, sentence

NUMERIC = frozenset(
    (
        "weight",
        "self_score",
        "score",
        "weighted",
        "adjust",
        "total",
        "rank",
        "coefficient",
        "base_pay",
        "attendance",
        "pay",
    )
)
WORDS = frozenset(("name", "department", "branch", "post", "rater", "supervisor", "indicator"))
LEVEL_WORDS = frozenset(
    (
        *(
            "优秀",
            "良好",
            "合格",
            "需改进",
            "不合格",
            "优",
            "良",
            "中",
            "差",
            "称职",
            "基本称职",
            "不称职",
            "胜任",
            "基本胜任",
        ),
        *(
            "不胜任",
            "达标",
            "不达标",
            "一般",
            "较好",
            "较差",
            "卓越",
            "待改进",
            "基本合格",
            "及格",
            "不及格",
            "甲",
            "乙",
            "丙",
            "丁",
        ),
        *("一等", "二等", "三等", "excellent", "good", "qualified", "fair", "poor", "outstanding", "satisfactory"),
    )
)
_LEVEL = re.compile(r"[a-es][+\-＋－]{0,2}|[a-e]级|[一二三四五]级|[Ⅰ-Ⅴ]级?|[1-5]级|[甲乙丙丁]等?", re.IGNORECASE)
YES_NO = frozenset(
    (
        "是",
        "否",
        "√",
        "×",
        "y",
        "n",
        "yes",
        "no",
        "参评",
        "不参评",
        "参加",
        "不参加",
        "true",
        "false",
        "免考",
        "不参加考核",
    )
)
BLANKS = frozenset(("—", "-", "——", "/", "无", "n/a", "--", "－"))

VALUES, FORMULA, AGAINST = 0.1, 0.25, -0.4
"""What values add, what a formula adds, and what makes another column with the same word the likelier one."""


NEED = 0.4
"""What it adds to be the only column of a form that could name its lines."""


def is_level(text: str) -> bool:
    """Whether a word is one of those that levels are called by."""
    word = text.strip().lower()
    return word in LEVEL_WORDS or _LEVEL.fullmatch(word) is not None


@dataclass(frozen=True)
class Column:
    """A column with what stands in its entries."""

    heading: Heading
    values: tuple[Value, ...]
    """Of the entries that hold anything; merged cells once."""
    computation: Computation | None
    merged_share: float
    """Share of the entries that lie in a cell merged over several rows."""
    filled: float
    """Share of the entries in which something stands."""
    percent: bool = False
    hidden: bool = False
    choices: tuple[str, ...] = ()
    """Words of which one may be chosen in its first entry."""

    @property
    def column(self) -> int:
        """Its number on the sheet."""
        return self.heading.column

    @cached_property
    def numbers(self) -> tuple[float, ...]:
        """The numbers among the values."""
        return tuple(number for value in self.values if (number := number_of(value)) is not None)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The texts among the values that are no numbers."""
        return tuple(
            value.strip()
            for value in self.values
            if isinstance(value, str) and number_of(value) is None and value.strip().lower() not in BLANKS
        )

    @property
    def empty(self) -> bool:
        """Whether it still waits to be filled in."""
        return not self.numbers and not self.texts


@dataclass
class Weighed:
    """How well a column fits a key, and why; `against` rules it out."""

    score: float
    why: list[Sentence] = field(default_factory=list)
    against: list[Sentence] = field(default_factory=list)


def columns_of(grid: Grid, table: Table) -> list[Column]:
    """The columns of a table that have a heading."""
    entries = table.entries
    return [_column(grid, entries, heading) for heading in table.header.headings if heading.words]


def _column(grid: Grid, entries: Sequence[int], heading: Heading) -> Column:
    seen: dict[tuple[int, int], Value] = {}
    merged = filled = 0
    for row in entries:
        span = grid.span(row, heading.column)
        value = grid.value(row, heading.column)
        if value is not None and not isinstance(value, CellError):
            seen[span.top, span.left] = value
            filled += 1
        merged += span.rows > 1
    count = max(1, len(entries))
    percent = sum((row, heading.column) in grid.percent for row in entries) * 2 > count
    return Column(
        heading,
        tuple(seen.values()),
        column_computation(grid, list(entries), heading.column),
        merged / count,
        filled / count,
        percent,
        heading.column in grid.hidden_columns,
        grid.choices(entries[0], heading.column) if entries else (),
    )


def weigh(
    columns: Sequence[Column], lexicon: Lexicon, role: Role, *, lines: bool = False
) -> dict[tuple[int, str], Weighed]:
    """Every pair of column and key that the lexicon allows, weighed; `lines` lets a summary list indicators too."""
    allowed = LINE_KEYS if role == "form" else PERSON_KEYS | (LINE_KEYS if lines else frozenset())
    found: dict[tuple[int, str], Weighed] = {}
    for column in columns:
        meant = dict(meant_by(column.heading, lexicon, role))
        for key, surely in meant_by(column.heading, lexicon, "form").items() if lines else ():
            meant[key] = max(meant.get(key, 0), surely)
        for key, surely in meant.items():
            if key in allowed:
                weighed = Weighed(surely, [_by_words(column.heading, key, surely)])
                _by_values(column, key, weighed)
                found[column.column, key] = weighed
    if role == "form":
        _by_need(found)
    _by_formulas(columns, found)
    _by_arithmetic(columns, found)
    _by_steps(columns, found)
    _by_places(columns, found)
    _by_rivals(columns, found)
    return found


def meant_by(heading: Heading, lexicon: Lexicon, role: Role) -> Mapping[str, float]:
    """The keys a heading may mean; words over several columns help where its own word is a general one."""
    own = dict(lexicon.look_up(heading.label, role).keys)
    if heading.over and heading.label.readings:
        joined = label_of(squeezed(heading.over[0]) + heading.label.readings[0])
        for key, surely in lexicon.look_up(joined, role).keys.items():
            own[key] = max(own.get(key, 0), surely * 0.95)
    general = {"得分", "评分", "分数", "打分", "分", "score", "rating", "评价", "结果", "数值", "值"}
    if heading.over and heading.label.readings and heading.label.readings[0] in general:
        over = lexicon.look_up(Heading(0, 0, heading.over[:1]).label, role).keys
        for key in ("self_score", "score", "total", "weighted"):
            if over.get(key, 0) > own.get(key, 0) or (key == "self_score" and over.get(key, 0) >= 0.8):
                own = {key: over[key]}
    return own


def _by_words(heading: Heading, key: str, surely: float) -> Sentence:
    zh, en = "表头“{words}”{how}{key}", "the heading “{words}” {how} {key}"
    if surely >= 0.9:
        how = sentence("就是", "means")
    elif surely >= 0.7:
        how = sentence("通常指", "usually means")
    else:
        how = sentence("可能指", "may mean")
    return sentence(zh, en, words=heading.shown, how=how, key=called(key))


def _by_values(column: Column, key: str, weighed: Weighed) -> None:
    """What stands in the column speaks for the key, against it, or not at all where it is empty."""
    if column.hidden:
        weighed.score -= 2 * VALUES
        weighed.why.append(sentence("列是隐藏的", "the column is hidden"))
    if key == "level" and column.choices and all(map(is_level, column.choices)):
        weighed.score += 2 * VALUES
        weighed.why.append(sentence("只能从等级里选", "only levels may be chosen"))
    if column.empty:
        if key in NUMERIC | {"level", "remark", "eligible"} and not column.computation:
            weighed.why.append(sentence("还没有填写，等待结果", "still empty, waiting for results"))
        elif key in ("name", "employee_id", "indicator"):
            weighed.score -= VALUES
        return
    judge = _JUDGES.get(key)
    if key in NUMERIC and len(column.texts) > len(column.numbers):
        weighed.against.append(sentence("里面多数不是数字", "most of it is no number"))
    elif key in WORDS and len(column.numbers) > len(column.texts):
        weighed.against.append(sentence("里面多数是数字", "most of it is numbers"))
    elif judge is not None:
        judge(column, weighed)


def _judge_id(column: Column, weighed: Weighed) -> None:
    values = [str(value).strip() for value in column.values]
    if len(set(values)) < len(values):
        weighed.score -= 2 * VALUES
        weighed.why.append(sentence("有重复的编号", "some ids stand twice"))
    counting = [number_of(value) for value in column.values] == [float(n) for n in range(1, len(values) + 1)]
    if counting and len(values) > 1:
        weighed.against.append(sentence("只是从 1 起的序号", "it only counts from 1"))
    if any(re.fullmatch(r"\d{17}[\dXx]", value) for value in values):
        weighed.against.append(sentence("是身份证号码", "these are identity-card numbers"))
    elif len(set(values)) == len(values) > 1 and not counting:
        weighed.score += VALUES
        weighed.why.append(sentence("每人一个，没有重复", "one each, none twice"))


def _judge_name(column: Column, weighed: Weighed) -> None:
    named = sum(looks_like_name(text) for text in column.texts)
    if named * 2 > len(column.texts):
        weighed.score += VALUES
        weighed.why.append(sentence("里面像人名", "it looks like people's names"))
    elif any(len(text) > 24 for text in column.texts):
        weighed.against.append(sentence("里面不像人名", "it does not look like names"))


def _judge_weight(column: Column, weighed: Weighed) -> None:
    whole = round(sum(column.numbers), 6)
    if any(number < 0 for number in column.numbers):
        weighed.against.append(sentence("有负数", "some are negative"))
    elif whole in (1.0, 100.0):
        weighed.score += 2 * VALUES
        weighed.why.append(sentence("合计为 {whole}", "they sum to {whole}", whole="100%" if whole == 1 else "100"))
    elif column.percent:
        weighed.score += VALUES
        weighed.why.append(sentence("是百分数", "these are percents"))


def _judge_rank(column: Column, weighed: Weighed) -> None:
    whole = all(number == int(number) and 0 < number < 100_000 for number in column.numbers)
    if not whole:
        weighed.against.append(sentence("不是正整数，不会是名次", "no whole numbers from 1, so no places"))
    elif column.numbers and min(column.numbers) == 1:
        weighed.score += VALUES
        weighed.why.append(sentence("是从 1 起的整数", "whole numbers from 1"))


def _judge_level(column: Column, weighed: Weighed) -> None:
    if any(len(text) > 10 for text in column.texts) or (
        column.numbers and any(number > 12 or number != int(number) for number in column.numbers)
    ):
        weighed.against.append(sentence("里面不是等级", "these are no levels"))
    elif (
        column.texts
        and all(is_level(text) or len(text) <= 4 for text in column.texts)
        and sum(map(is_level, column.texts)) * 2 > len(column.texts)
    ):
        weighed.score += 2 * VALUES
        weighed.why.append(sentence("里面是等级", "it holds levels"))


def _judge_factor(column: Column, weighed: Weighed) -> None:
    if any(number < 0 or number > 5 for number in column.numbers):
        weighed.against.append(sentence("数值不像系数", "the numbers are no factors"))
    elif column.numbers:
        weighed.score += VALUES
        weighed.why.append(sentence("数值在 0 到 5 之间", "numbers from 0 to 5"))


def _judge_amount(column: Column, weighed: Weighed) -> None:
    if column.numbers and max(column.numbers) >= 100:
        weighed.score += VALUES
        weighed.why.append(sentence("数值像金额", "the numbers look like amounts"))
    elif column.numbers and max(column.numbers) <= 5 and max(column.numbers) > 0:
        weighed.against.append(sentence("数值太小，不像金额", "the numbers are too small for amounts"))


def _judge_points(column: Column, weighed: Weighed) -> None:
    if column.numbers and max(column.numbers) > 1000:
        weighed.against.append(sentence("数值太大，不像分数", "the numbers are too large for points"))


def _judge_yes_no(column: Column, weighed: Weighed) -> None:
    yes = sum(text.lower() in YES_NO or text.startswith(("不参评", "否")) for text in column.texts)
    if yes * 2 > len(column.values):
        weighed.score += VALUES
        weighed.why.append(sentence("里面是“是”“否”", "it holds yes and no"))
    else:
        weighed.against.append(sentence("里面不是“是”“否”", "it holds no yes and no"))


def _judge_month(column: Column, weighed: Weighed) -> None:
    months = sum(isinstance(value, dt.date) or bool(month_in(_plain(value))) for value in column.values)
    if months * 2 > len(column.values):
        weighed.score += VALUES
        weighed.why.append(sentence("里面是月份", "it holds months"))
    else:
        weighed.against.append(sentence("里面不是月份", "it holds no months"))


def _plain(value: Value) -> str:
    return str(int(value)) if isinstance(value, float) and value == int(value) else str(value)


def _judge_indicator(column: Column, weighed: Weighed) -> None:
    if len(set(column.texts)) == len(column.texts) > 1:
        weighed.score += VALUES
        weighed.why.append(sentence("每行一项，没有重复", "one a row, none twice"))


_JUDGES: Mapping[str, Callable[[Column, Weighed], None]] = {
    "employee_id": _judge_id,
    "name": _judge_name,
    "weight": _judge_weight,
    "rank": _judge_rank,
    "level": _judge_level,
    "department_level": _judge_level,
    "coefficient": _judge_factor,
    "attendance": _judge_factor,
    "base_pay": _judge_amount,
    "pay": _judge_amount,
    "score": _judge_points,
    "self_score": _judge_points,
    "weighted": _judge_points,
    "total": _judge_points,
    "eligible": _judge_yes_no,
    "month": _judge_month,
    "indicator": _judge_indicator,
}

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


def _by_need(found: dict[tuple[int, str], Weighed]) -> None:
    """A form without any indicator is none: where no word is a good one, a weak one is read as such."""
    indicators = [weighed for (_, key), weighed in found.items() if key == "indicator" and not weighed.against]
    if indicators and max(weighed.score for weighed in indicators) < 0.75:
        for weighed in indicators:
            weighed.score += NEED
            weighed.why.append(sentence("表里没有别的指标列", "no other column holds indicators"))


def _by_formulas(columns: Sequence[Column], found: dict[tuple[int, str], Weighed]) -> None:
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


def _by_arithmetic(columns: Sequence[Column], found: dict[tuple[int, str], Weighed]) -> None:
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


def _is_product(column: Column, weight: Column, score: Column) -> bool:
    made = column.computation
    if made is not None and made.kind == "product":
        return made.columns() >= {weight.column, score.column}
    if made is not None or not (len(column.numbers) == len(weight.numbers) == len(score.numbers) > 1):
        return False
    scale = 100 if sum(weight.numbers) > 2 else 1
    products = [w * s / scale for w, s in zip(weight.numbers, score.numbers)]
    return all(abs(product - number) < 0.0051 for product, number in zip(products, column.numbers)) and any(products)


def _by_steps(columns: Sequence[Column], found: dict[tuple[int, str], Weighed]) -> None:
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


def _by_places(columns: Sequence[Column], found: dict[tuple[int, str], Weighed]) -> None:
    """Places that stand there fit the total by which they were counted and no other column."""
    ranks = [
        column for column in columns if (column.column, "rank") in found and not found[column.column, "rank"].against
    ]
    totals = [column for column in columns if (column.column, "total") in found and len(column.numbers) > 2]
    for rank in ranks if len(totals) > 1 else ():
        for total in totals:
            if len(rank.numbers) == len(total.numbers):
                ascending = sorted(total.numbers)
                places = [1.0 + len(ascending) - bisect_right(ascending, number) for number in total.numbers]
                fits = places == list(rank.numbers)
                found[total.column, "total"].score += FORMULA if fits else -2 * VALUES
                told = sentence("“{words}”就是它的名次", "“{words}” is its place", words=rank.heading.shown)
                untold = sentence("“{words}”不是它的名次", "“{words}” is not its place", words=rank.heading.shown)
                found[total.column, "total"].why.append(told if fits else untold)


def _by_rivals(columns: Sequence[Column], found: dict[tuple[int, str], Weighed]) -> None:
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
