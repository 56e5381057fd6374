"""Pay that a company makes of more than base, coefficient and attendance: 部门系数 as a further factor, 奖罚 added."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final, Literal

from xlkpi.adopt.computations import computed
from xlkpi.adopt.formula_conflicts import READ, relative
from xlkpi.adopt.grid import Grid
from xlkpi.adopt.level_sentences import normal
from xlkpi.adopt.part_lines import Lines, alike
from xlkpi.adopt.rule_tables import OTHER_FACTORS
from xlkpi.adopt.told_pay import pay_sentences, told_pay
from xlkpi.adopt.understanding import OwnPay, Part
from xlkpi.books.areas import column_letters, column_number

MADE_OF: Final = ("base_pay", "coefficient", "attendance")
"""What the rules make pay of."""
_TERM: Final = re.compile("绩效(?:工资|奖金|薪酬)|.{0,8}(?:基数|标准|基准|系数)|(?:出勤|考勤)(?:率|系数)")
"""What the rules make pay of, as sentences call it."""
SIGNS: Final[tuple[Literal["*", "+", "-"], ...]] = ("*", "+", "-")


def with_own_pay(parts: Sequence[Part], grids: Sequence[Grid]) -> list[Part]:
    """The parts, each with what else its pay is made of."""
    by_name = {grid.name: grid for grid in grids}
    return [replace(part, own_pay=_own_pay(Lines(by_name[part.sheet], part), grids, parts)) for part in parts]


def pay_told_otherwise(part: Part, grids: Sequence[Grid], parts: Sequence[Part]) -> tuple[str, str]:
    """Place and text of a sentence that makes pay of anything but base, coefficient and attendance; "" where none."""
    own = frozenset(normal(part.words_over(key)) for key in MADE_OF if key in part.columns)
    said = pay_sentences(part, grids, parts)
    told = ((one.where, one.text) for one in said if _is_told_otherwise(one.of, own))
    return next(told, ("", ""))


def _is_told_otherwise(of: str, own: Collection[str]) -> bool:
    """Whether a sentence makes pay of another thing; `own` are the words over base, coefficient and attendance."""
    terms = [term for term in re.split(r"[×*÷/X()]", of) if term]
    return any(term not in own and (not _TERM.fullmatch(term) or _another(term)) for term in terms)


def _another(term: str) -> bool:
    """Whether a factor is another one than those of level and attendance: 部门系数."""
    return OTHER_FACTORS.search(term) is not None and not re.match("出勤|考勤", term)


def base_times(lines: Lines, entry: int) -> float | None:
    """Base times coefficient, times attendance where it is told; None where one of them is not there."""
    base, coefficient, attendance = (lines.number(key, entry) for key in MADE_OF)
    if base is None or (lines.has("coefficient") and coefficient is None):
        return None
    return base * (1.0 if coefficient is None else coefficient) * (1.0 if attendance is None else attendance)


def own_due(lines: Lines, entry: int) -> float | None:
    """What somebody is due by the company's own way, where the numbers tell it; None where one is missing."""
    made = lines.part.own_pay
    if made is not None and made.made is not None:
        return lines.due(made.made, entry)
    further = {column: lines.number_in(column, entry) for column in (made.columns if made else ())}
    return None if made is None else _due(base_times(lines, entry), further, made.sign)


def _due(plain: float | None, further: Mapping[str, float | None], sign: str) -> float | None:
    if plain is None:
        return None
    for number in further.values():
        if sign == "*":
            if number is None:
                return None
            plain *= number
        else:
            plain += (number or 0.0) * (1 if sign == "+" else -1)
    return plain


def _own_pay(lines: Lines, grids: Sequence[Grid], parts: Sequence[Part]) -> OwnPay | None:
    if lines.part.kind != "summary" or not lines.part.columns or not lines.has("pay"):
        return None
    if not lines.has("base_pay"):
        return told_pay(lines, grids, parts)
    return _by_formula(lines) or told_pay(lines, grids, parts) or _by_numbers(lines)


def _by_formula(lines: Lines) -> OwnPay | None:
    """By the formula of most people, where it reads what the rules do and more in its own row."""
    part, grid = lines.part, lines.grid
    pay = column_number(part.columns["pay"])
    needed = {column_number(part.columns[key]) for key in MADE_OF if key in part.columns}
    forms = {row: relative(formula) for row in lines.entries[:READ] if (formula := grid.formula(row, pay))}
    counted = Counter(form for form in forms.values() if form).most_common(1)
    if not counted or counted[0][1] * 4 < len(forms) * 3:
        return None
    row = next(row for row, form in forms.items() if form == counted[0][0])
    made, formula = computed(grid, row, pay), grid.formula(row, pay)
    if made is None or formula is None or made.kind not in ("product", "sum", "other"):
        return None
    read = {at for area in made.areas if area.top == area.bottom == row for at in range(area.left, area.right + 1)}
    further = tuple(column_letters(at) for at in sorted(read - needed))
    return OwnPay(further, formula=formula.text) if needed <= read and further else None


def _by_numbers(lines: Lines) -> OwnPay | None:
    """By the numbers, where base and coefficient do not give several people's pay and one more column does."""
    part = lines.part
    stands = {at: pay for at in lines.entries if (pay := lines.number("pay", at)) is not None}
    plain = {at: due for at in stands if (due := base_times(lines, at)) is not None}
    others = [at for at, due in plain.items() if not alike(stands[at], due)]
    if len(plain) < 4 or len(others) < 2:
        return None
    used = {*part.columns.values(), *(term.column for one in part.sums for term in one.terms)}
    for letter in (column_letters(at) for at in part.label_columns):
        if letter in used:
            continue
        numbers = {at: lines.number_in(letter, at) for at in plain}
        if sum(number is not None for number in numbers.values()) * 2 < len(plain):
            continue
        for sign in SIGNS:
            made = {at: _due(plain[at], {letter: number}, sign) for at, number in numbers.items()}
            right = {at for at, own in made.items() if own is not None and alike(stands[at], own)}
            if len(right) * 4 >= len(plain) * 3 and 2 <= len(right.intersection(others)) > len(others) / 2:
                return OwnPay((letter,), sign)
    return None
