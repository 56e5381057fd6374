"""A company's own scale of levels: which words stand in its lists, which of them is the best, and as a scheme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Final

from xlkpi.adopt.grid import Grid
from xlkpi.adopt.level_conflicts import ORDERS
from xlkpi.adopt.level_words import in_stars, is_level
from xlkpi.adopt.understanding import Part
from xlkpi.books.areas import column_number
from xlkpi.domain.scheme import Entry, Level, Number, Quota, Scheme

FOUND: Final = Number(0, "", "")
"""A number whose cell in the company's own table is led to."""
NONE: Final = Number("", "", "")


def levels_standing(grids: Sequence[Grid], parts: Sequence[Part]) -> frozenset[str]:
    """The words of levels that stand in the lists of people."""
    by_name = {grid.name: grid for grid in grids}
    texts = (
        by_name[part.sheet].text(row, column_number(part.columns["level"])).strip()
        for part in parts
        if part.kind == "summary" and "level" in part.columns
        for row in part.entries
    )
    return frozenset(text for text in texts if is_level(text))


def best_first(words: tuple[str, ...], numbers: Mapping[str, float]) -> tuple[str, ...]:
    """The levels from the best one down; nothing where neither their coefficients nor the words' usual order tell."""
    plain = {word: in_stars(word) or word for word in words}
    usual = next((order for order in ORDERS if set(plain.values()) <= set(order)), None)
    expected = tuple(sorted(words, key=lambda word: usual.index(plain[word]))) if usual else ()
    if set(numbers) != set(words) or len(set(numbers.values())) == 1:
        return expected
    falling = [numbers[word] for word in words]
    told = words if falling == sorted(falling, reverse=True) else words[::-1] if falling == sorted(falling) else ()
    if expected and [numbers[word] for word in expected] != sorted(falling, reverse=True):
        return ()  # the coefficients say otherwise than the words
    return expected or told


def scheme_of(
    scheme: Scheme, words: Sequence[str], departments: Sequence[str], factors: Mapping[str, Number]
) -> Scheme:
    """The scheme with these levels in the place of its own, and the coefficients that the company has of them."""
    coefficients = {word: factors.get(word, NONE) for word in words}
    levels = [Level("", word, NONE, coefficients[word]) for word in words]
    return with_departments(
        replace(
            scheme,
            levels=tuple(levels),
            tables={
                **scheme.tables,
                "employee_level": tuple(Entry(word, {"factor": coefficients[word]}) for word in words),
            },
        ),
        departments,
    )


def with_departments(scheme: Scheme, departments: Sequence[str]) -> Scheme:
    """The scheme with these levels of departments, which no score decides, beside the levels of people."""
    pairs = zip_longest(departments, scheme.levels)
    blank = Level("", "", NONE, NONE)
    levels = (replace(level or blank, name=name or "", minimum=NONE) for name, level in pairs)
    shares = dict.fromkeys((level.code for level in scheme.levels), 0.0)
    return replace(
        scheme,
        levels=tuple(levels),
        quotas=tuple(Quota(department, shares, "占部门参评人数", "") for department in departments),
    )
