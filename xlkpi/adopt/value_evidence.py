"""What the values of a column say for a key or against it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.columns import Column
from xlkpi.adopt.labels import looks_like_firm, looks_like_name, month_in
from xlkpi.adopt.level_words import is_level
from xlkpi.books.book import Value
from xlkpi.errors import Sentence, sentence

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
VALUES = 0.1
"""What values that fit add."""


@dataclass
class Weighed:
    """How well a column fits a key, and why; `against` rules it out."""

    score: float
    why: list[Sentence] = field(default_factory=list)
    against: list[Sentence] = field(default_factory=list)


def by_values(column: Column, key: str, weighed: Weighed) -> None:
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
    # 0001 below 工号 is an id: who only counts rows types no zeros in front under such a word.
    counting = counting and not (weighed.score >= 0.9 and all(value.startswith("00") for value in values[:9]))
    if counting and len(values) > 1:
        weighed.against.append(sentence("只是从 1 起的序号", "it only counts from 1"))
    if any(re.fullmatch(r"\d{17}[\dXx]", value) for value in values):
        weighed.against.append(sentence("是身份证号码", "these are identity-card numbers"))
    elif len(set(values)) == len(values) > 1 and not counting:
        weighed.score += VALUES
        weighed.why.append(sentence("每人一个，没有重复", "one each, none twice"))


def _judge_name(column: Column, weighed: Weighed) -> None:
    if sum(map(looks_like_firm, column.texts)) * 2 > len(column.texts):
        weighed.against.append(sentence("里面是单位的名字", "these are names of firms"))
        return
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


def _judge_target(column: Column, weighed: Weighed) -> None:
    if column.merged_share > 0.5 and not column.numbers:
        weighed.against.append(sentence("一格管几行，只是类别", "one cell for several rows, so only a category"))


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
    "target": _judge_target,
}
