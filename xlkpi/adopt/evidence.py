"""Weighs each column of a table against each key: its words, its values, its formulas; a contradiction rules it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from xlkpi.adopt.columns import Column
from xlkpi.adopt.formula_evidence import (
    by_arithmetic,
    by_formulas,
    by_need,
    by_places,
    by_product,
    by_raters,
    by_rivals,
    by_serial,
    by_standards,
    by_steps,
    by_sums,
    by_units,
    by_words_alone,
)
from xlkpi.adopt.heading import Heading
from xlkpi.adopt.keys import LINE_KEYS, PERSON_KEYS, called
from xlkpi.adopt.labels import label_of, squeezed
from xlkpi.adopt.lexicon import Lexicon, Role
from xlkpi.adopt.star_evidence import by_stars
from xlkpi.adopt.value_evidence import Weighed, by_values
from xlkpi.errors import Sentence, sentence


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
                by_values(column, key, weighed)
                found[column.column, key] = weighed
    if role == "form":
        unknown = [column.column for column in columns if not lexicon.knows(column.heading.label)]
        by_need(columns, found, unknown)
        by_raters(columns, found)
    if lines:
        _by_people(columns, found)
    by_formulas(columns, found)
    by_arithmetic(columns, found)
    by_words_alone(found)
    by_steps(columns, found)
    by_sums(columns, found)
    by_product(columns, found)
    by_places(columns, found)
    by_stars(columns, found)
    by_units(columns, found)
    by_serial(columns, found, lexicon)
    by_standards(columns, found)
    by_rivals(columns, found)
    return found


def _by_people(columns: Sequence[Column], found: dict[tuple[int, str], Weighed]) -> None:
    """Where people stand over several rows each, what has a value in every row is of a line and no total."""
    merged = [column for column in columns if (column.column, "name") in found and column.merged_share > HALF]
    for column in columns:
        pair = column.column, "total"
        if merged and pair in found and len(column.numbers) > len(merged[0].values):
            found[pair].against.append(sentence("每行一个，不是每人一个", "one in every row, not one a person"))


HALF: Final = 0.5


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
    if heading.over and not own and heading.label.readings[:1] in THIS_MONTH:  # 实际 over 本月 and 上月
        over = lexicon.look_up(Heading(0, 0, heading.over[:1]).label, role).keys
        own = {key: over[key] * 0.95 for key in ("target", "actual", "self_score", "score") if key in over}
    return own


THIS_MONTH: Final = (("本月",), ("当月",), ("本期",), ("本月数",), ("当月数",), ("本月值",))
"""Readings of a heading that only tell the month meant: what it is stands over it."""


def _by_words(heading: Heading, key: str, surely: float) -> Sentence:
    zh, en = "表头“{words}”{how}{key}", "the heading “{words}” {how} {key}"
    if surely >= 0.9:
        how = sentence("就是", "means")
    elif surely >= 0.7:
        how = sentence("通常指", "usually means")
    else:
        how = sentence("可能指", "may mean")
    return sentence(zh, en, words=heading.shown, how=how, key=called(key))
