"""Formulas of the company's own that do not do for one line what they do for the others, or leave lines out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from xlkpi.adopt.computations import computed, unguarded
from xlkpi.adopt.grid import Formula
from xlkpi.adopt.part_lines import Lines
from xlkpi.adopt.understanding import Conflict
from xlkpi.adopt.value_evidence import NUMERIC
from xlkpi.books.areas import column_number
from xlkpi.books.calc.exceptions import NotEvaluated
from xlkpi.books.calc.parse import parse
from xlkpi.books.calc.scan import scan
from xlkpi.errors import sentence

READ: Final = 2000
"""Entries whose formulas are compared: in a longer list one is filled down from another."""


def formula_conflicts(lines: Lines) -> Iterator[Conflict]:
    """Odd formulas among those of a column, and places counted without some of the people."""
    for key, letter in lines.part.columns.items():
        if key in NUMERIC or key == "level":
            column = column_number(letter)
            yield from _odd(lines, column)
            if key == "rank" and "total" in lines.part.columns:
                yield from _short(lines, column, column_number(lines.part.columns["total"]))


def _odd(lines: Lines, column: int) -> Iterator[Conflict]:
    """A formula that reads other cells than those of the other lines do, seen from its own line."""
    own = [entry for entry in lines.entries[:READ] if lines.grid.anchor(entry, column) == (entry, column)]
    forms = {entry: relative(formula) for entry in own if (formula := lines.grid.formula(entry, column)) is not None}
    counted = Counter(forms.values()).most_common(1)
    if len(forms) < 4 or not counted[0][0] or counted[0][1] * 4 < len(forms) * 3:
        return
    usual = next(entry for entry, form in forms.items() if form == counted[0][0])
    for entry, form in forms.items():
        if form != counted[0][0]:
            zh, en = "公式与同列其他行（如 {cell}）的不一样", "the formula is not that of other lines such as {cell}"
            yield lines.conflict((entry, column), "", sentence(zh, en, cell=lines.grid.where(usual, column)))


@lru_cache(maxsize=4096)
def relative(formula: Formula) -> str:
    """A formula with its references as they lie from its own cell; what cannot be read is nothing."""
    try:
        return repr(unguarded(parse(scan(formula.text, formula.row, formula.column))))
    except NotEvaluated:
        return ""


def _short(lines: Lines, column: int, total: int) -> Iterator[Conflict]:
    """A place among totals of which the next ones of the same department are left out."""
    entries, known = lines.entries, set(lines.entries)
    for entry in entries[:READ]:
        made = computed(lines.grid, entry, column) if lines.grid.formula(entry, column) else None
        own = [area for area in made.areas if area.left <= total <= area.right and area.rows > 1] if made else []
        if made is None or made.kind != "rank" or len(own) != 1:
            continue
        area = own[0]
        next_to = [row for row in (area.top - 1, area.bottom + 1) if row in known and _together(lines, row, entry)]
        left_out = [row for row in next_to if lines.number("total", row) is not None]
        if not area.top <= entry <= area.bottom or left_out:
            rows = "、".join(map(str, left_out or [entry]))
            zh, en = "公式排名时漏了第 {rows} 行", "the formula ranks without row {rows}"
            yield lines.conflict((entry, column), "", sentence(zh, en, rows=rows))


def _together(lines: Lines, one: int, other: int) -> bool:
    return all(lines.text(key, one) == lines.text(key, other) for key in ("branch", "department"))
