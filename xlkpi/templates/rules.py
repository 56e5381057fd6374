"""What an input cell accepts, with the hint a user sees beside it: drop-downs, ranges of numbers, dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, TypeAlias

Rule: TypeAlias = dict[str, Any]
"""Options of XlsxWriter's data_validation."""

EARLIEST = dt.date(2000, 1, 1)
LATEST = dt.date(2099, 12, 31)


def _number(low: float, high: float, title: str, hint: str, wrong: str) -> Rule:
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": low,
        "maximum": high,
        "input_title": title,
        "input_message": hint,
        "error_title": title,
        "error_message": wrong,
    }


def score(title: str = "评分", full: float = 100) -> Rule:
    """Points from 0 to `full`."""
    return _number(
        0,
        full,
        title,
        f"请填 0～{full:g} 的数字，可有小数。",
        f"评分应是 0～{full:g} 的数字；文字和文本型数字不能计算。",
    )


def weight() -> Rule:
    """A weight as a share, 0 to 1."""
    return _number(0, 1, "权重", "请填百分数，如 25%；各指标合计须为 100%。", "权重应在 0%～100% 之间。")


def share(title: str, hint: str) -> Rule:
    """A share, 0 to 1."""
    return _number(0, 1, title, hint, f"{title}应在 0%～100% 之间。")


def amount(title: str, hint: str, low: float = 0, high: float = 10_000_000) -> Rule:
    """A number within wide bounds: money, points added or taken away, coefficients."""
    return _number(low, high, title, hint, f"{title}应是 {low:g}～{high:g} 的数字。")


def choice(title: str, source: Sequence[str] | str, hint: str) -> Rule:
    """One of a list of words, or of the cells that a formula names; blank cells of it are no choice."""
    return {
        "validate": "list",
        # Excel accepts anything where a listed range has blank cells and blanks are ignored.
        "ignore_blank": not isinstance(source, str),
        "source": source if isinstance(source, str) else list(source),
        "input_title": title,
        "input_message": hint,
        "error_title": title,
        "error_message": "请从下拉列表中选择。",
    }


def _date(title: str, hint: str) -> Rule:
    return {
        "validate": "date",
        "criteria": "between",
        "minimum": EARLIEST,
        "maximum": LATEST,
        "input_title": title,
        "input_message": hint,
        "error_title": title,
        "error_message": "请填日期，如 2024-5-1。",
    }


def month(title: str = "考核月份") -> Rule:
    """A date that stands for its month."""
    return _date(title, "请填当月第一天，如 2024-5-1，显示为 2024年5月。")


def day(title: str) -> Rule:
    """A date."""
    return _date(title, "请填日期，如 2024-5-31。")


def words(title: str, hint: str) -> Rule:
    """Any text, with a hint."""
    return {"validate": "any", "input_title": title, "input_message": hint}
