"""What an input cell accepts: declared once, enforced by Excel while typing and by `check` for what was pasted.

Each rule knows its data validation (`validation`); what breaks it in a filled cell is judged in actions/checks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from xlkpi.records import dataclass

EARLIEST = dt.date(2000, 1, 1)
LATEST = dt.date(2099, 12, 31)
FULL_MARK = "参数_满分"
"""The defined name of the full mark; a workbook without it counts out of a hundred."""
PERIOD_END = "考核期末"
"""Stands for the last day of the month or year that a workbook appraises."""
HUNDRED = 100.0
LEAST_MARKS = 20.0
"""The least full mark of which points below one are no score: nobody gives 0.93 out of a hundred, but 0.5 out of 5."""
MOST_POINTS = 150.0
"""Points that a company's own scheme of a hundred gives at most, extra ones counted in; none is known to give more."""

LEAST_TARGET = 0.0001
"""What is reached is divided by its target, which therefore is not 0; no target is smaller."""
SEVERAL_TIMES, MANY_TIMES = 10.0, 50.0
"""How far a number may lie from what it is measured by without being asked about, and where its point has slipped."""

Validation = dict[str, Any]
"""Options of XlsxWriter's data_validation."""


@dataclass(frozen=True)
class Rule:
    """Any text; `title` and `hint` stand beside the cell while it is chosen.

    Without a title of its own a rule has that of the column, field, line or number which it is for.
    """

    title: str
    hint: str

    def validation(self) -> Validation | None:
        """Return what Excel enforces, None where it has nothing to enforce."""
        return {"validate": "any", "input_title": self.title, "input_message": self.hint}


@dataclass(frozen=True)
class NumberRule(Rule):
    """A number from `low` to `high`; with `full` the upper bound is the full mark that the workbook itself states.

    A `share` is shown as percent: 0.95 is 95%. Of `points` a number between 0 and 1 may be a percentage typed for a
    score; of a `whole` number nothing stands behind the point. Instead of a number one of `words` may stand there, or a
    text that begins with one.
    """

    low: float
    high: float
    wrong: str
    full: str = ""
    share: bool = False
    points: bool = False
    whole: bool = False
    words: tuple[str, ...] = ()

    @property
    def refused(self) -> str:
        """The condition under which the cell `{}` holds what the rule refuses: typed or pasted, in any program."""
        high = self.full or f"{self.high:g}"
        said = "".join(f',LEFT({{}},{len(word)})<>"{word}"' for word in self.words)
        text = f"AND(ISTEXT({{}}){said})" if said else "ISTEXT({})"
        part = ",{}<>INT({})" if self.whole else ""
        return f"OR({text},AND(ISNUMBER({{}}),OR({{}}<{self.low:g},{{}}>{high}{part})))"

    def validation(self) -> Validation | None:
        """Return what Excel enforces: nothing where words may stand, for it knows no numbers or words."""
        if self.words:
            return super().validation()
        return {
            "validate": "integer" if self.whole else "decimal",
            "criteria": "between",
            "minimum": self.low,
            "maximum": f"={self.full}" if self.full else self.high,
            "input_title": self.title,
            "input_message": self.hint,
            "error_title": self.title,
            "error_message": self.wrong.format(title=self.title),
        }


@dataclass(frozen=True)
class ChoiceRule(Rule):
    """One of a list of words."""

    options: tuple[str, ...]

    def validation(self) -> Validation:
        """Return what Excel enforces."""
        return _listed(self, list(self.options), ignore_blank=True)


@dataclass(frozen=True)
class KnownRule(Rule):
    """What stands in the block `source` of the same workbook; offered as a list unless it is long."""

    source: str
    offered: bool = True

    def validation(self) -> Validation | None:
        """Return what Excel enforces; blank cells of the block are no choice."""
        # Excel accepts anything where a listed range has blank cells and blanks are ignored.
        return _listed(self, f"={self.source}", ignore_blank=False) if self.offered else None


@dataclass(frozen=True)
class SeveralRule(Rule):
    """Words that stand in the block `source` of the same workbook, with 、 between them; none only where `optional`."""

    source: str
    optional: bool = False


@dataclass(frozen=True)
class DateRule(Rule):
    """A date; `within` says that it lies in the month appraised, `month` that it stands for a whole month.

    It does not lie before what stands in the block `after`, in the same row where that is a column; `PERIOD_END` is
    the end of what is appraised. One that is `near` lies within a year of it.
    """

    within: bool = False
    month: bool = False
    after: str = ""
    near: bool = False

    def validation(self) -> Validation:
        """Return what Excel enforces."""
        return {
            "validate": "date",
            "criteria": "between",
            "minimum": EARLIEST,
            "maximum": LATEST,
            "input_title": self.title,
            "input_message": self.hint,
            "error_title": self.title,
            "error_message": "请填日期，如 2024-5-1。",
        }


def _listed(rule: Rule, source: list[str] | str, *, ignore_blank: bool) -> Validation:
    return {
        "validate": "list",
        "ignore_blank": ignore_blank,
        "source": source,
        "input_title": rule.title,
        "input_message": rule.hint,
        "error_title": rule.title,
        "error_message": "请从下拉列表中选择。",
    }


class Ruled:
    """A column, field, line or number with a rule, which has its title or label unless it has a title of its own."""

    rule: Rule | None

    def __post_init__(self) -> None:
        title = getattr(self, "title", "") or getattr(self, "label", "")
        if self.rule is not None and not self.rule.title:
            object.__setattr__(self, "rule", replace(self.rule, title=title))


def score(full: str = "", *, title: str = "", words: tuple[str, ...] = ()) -> NumberRule:
    """Points from 0 to the full mark: 100, or what stands in the block `full` of the workbook; or one of `words`."""
    hint = "请填 0～满分 的数字，可有小数" if full else "请填 0～100 的数字，可有小数"
    return NumberRule(
        title,
        f"{hint}；没有的写{'或'.join(words)}。" if words else f"{hint}。",
        0,
        HUNDRED,
        f"评分应是 0～{'满分' if full else '100'} 的数字；文字和文本型数字不能计算。",
        full,
        points=True,
        words=words,
    )


def weight() -> NumberRule:
    """A weight as a share, 0 to 1."""
    return NumberRule("权重", "请填百分数，如 25%；各指标合计须为 100%。", 0, 1, "权重应在 0%～100% 之间。", share=True)


def share(hint: str, *, title: str = "") -> NumberRule:
    """A share, 0 to 1."""
    return NumberRule(title, hint, 0, 1, "{title}应在 0%～100% 之间。", share=True)


def amount(hint: str, low: float = 0, high: float = 10_000_000, *, title: str = "") -> NumberRule:
    """A number within wide bounds: money, points added or taken away, coefficients."""
    return NumberRule(title, hint, low, high, f"{{title}}应是 {low:.15g}～{high:.15g} 的数字。")


def count(hint: str, low: float = 0, high: float = 1_000_000, *, title: str = "") -> NumberRule:
    """A whole number: how many, or which day, month or year."""
    return NumberRule(title, hint, low, high, f"{{title}}应是 {low:.15g}～{high:.15g} 的整数。", whole=True)


def choice(options: Sequence[str], hint: str, *, title: str = "") -> ChoiceRule:
    """One of a list of words."""
    return ChoiceRule(title, hint, tuple(options))


def known(source: str, hint: str, *, offered: bool = True, title: str = "") -> KnownRule:
    """What stands in another block of the workbook."""
    return KnownRule(title, hint, source, offered)


def several(source: str, hint: str, *, optional: bool = False) -> SeveralRule:
    """Words that stand in another block of the workbook, with 、 between them."""
    return SeveralRule("", hint, source, optional)


def month(*, title: str = "") -> DateRule:
    """A date that stands for its month."""
    return DateRule(title, "请填当月第一天，如 2024-5-1，显示为 2024年5月。", month=True)


def day(*, within: bool = False, title: str = "", after: str = "", near: bool = False) -> DateRule:
    """A date; `within` the month appraised, not before what stands in `after`, or `near` what is appraised."""
    return DateRule(title, "请填日期，如 2024-5-31。", within, after=after, near=near)


def words(hint: str, *, title: str = "") -> Rule:
    """Any text, with a hint."""
    return Rule(title, hint)
