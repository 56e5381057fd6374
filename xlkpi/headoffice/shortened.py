"""Lists that are too long to be looked at: their two ends, and how many lie where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Final, TypeVar

from xlkpi.domain.numbers import exact

Item = TypeVar("Item")

MOST_BARS: Final = 40
"""Bars of a chart that are still told apart; of more the first and the last are drawn, and how all of them lie."""
MOST_ROWS: Final = 100
"""Rows of a table that somebody still reads; of more the first and the last are shown."""
GAP: Final = "……"
ELSEWHERE: Final = "全部见总公司汇总（xlkpi rollup）"
MOST_BINS: Final = 20
WIDTHS: Final = tuple(Fraction(one) for one in ("0.1", "0.2", "0.5", "1", "2", "5", "10"))
"""How many points a column of a distribution may be wide."""


def ends(items: Sequence[Item], most: int) -> tuple[Sequence[Item], Sequence[Item]]:
    """Return a list and nothing, or of a list with more than `most` items as many from its beginning and its end."""
    return (items, ()) if len(items) <= most else (items[: most // 2], items[-(most // 2) :])


def binned(values: Sequence[Fraction | float]) -> tuple[Fraction, list[tuple[Fraction, int]]]:
    """Return how wide the columns of a distribution are, and of each where it begins and how many values it holds.

    A value on the line between two columns belongs to the upper one. Columns without a value in between are there, too.
    """
    numbers = [exact(value) if isinstance(value, float) else value for value in values]
    low, high = min(numbers), max(numbers)
    width = next((one for one in WIDTHS if (high - low) / one < MOST_BINS), WIDTHS[-1])
    counts = Counter(number // width for number in numbers)
    return width, [(at * width, counts[at]) for at in range(low // width, high // width + 1)]


def charted(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of a chart, of too many the first and the last with a gap between them."""
    first, last = ends(rows, MOST_BARS)
    return [*first, *([{"name": GAP, "shown": ""}] if last else []), *last]


def tabled(table: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """The rows of a table, of too many the first and the last with a line between them that counts the others."""
    first, last = ends(table, MOST_ROWS)
    gap = [f"{GAP} 其间 {len(table) - len(first) - len(last)} 行略", *[""] * (len(table[0]) - 1)] if last else []
    return [*first, *([gap] if gap else []), *last]


def left_out(count: int, what: str, *, table: int = 0, elsewhere: str = ELSEWHERE) -> str:
    """What a chart (and its table of so many rows) shows of so many; nothing where it shows all."""
    if count <= MOST_BARS:
        return ""
    rows = f"，表中是前、后各 {MOST_ROWS // 2} 行，{elsewhere}" if table > MOST_ROWS else ""
    return f"共 {count} 个，图中是{what}最高和最低的各 {MOST_BARS // 2} 个{rows}。"
