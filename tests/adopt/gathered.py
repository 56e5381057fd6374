"""All layouts in lists: open, kept aside, and workbooks that are no appraisal (some of these kept aside too)."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType

import pytest

from adopt.aside import foreign as aside_foreign
from adopt.aside import forms as aside_forms
from adopt.aside import summaries as aside_summaries
from adopt.foreign import daily, offices, scored
from adopt.layout import Layout
from adopt.layouts import (
    bonus_rows,
    company,
    doubtful,
    extracts,
    headers,
    level_sheets,
    level_sheets_later,
    lists,
    marks,
    partial_scores,
    partial_scores_later,
    rules,
    several,
    shifts,
    single,
    summaries,
    tables,
    teams,
    trades,
    turned_scores,
    turned_scores_later,
)
from adopt.second import faulty, forms, pages, split
from adopt.second import foreign as second_foreign
from adopt.second import summaries as second_summaries
from adopt.third import foreign as third_foreign
from adopt.third import forms as third_forms
from adopt.third import points as third_points
from adopt.third import spans as third_spans
from adopt.third import summaries as third_summaries


def _of(*modules: ModuleType) -> tuple[Layout, ...]:
    """The layouts that modules hold, in the order in which they stand there."""
    return tuple(value for module in modules for value in vars(module).values() if isinstance(value, Layout))


_SECOND = _of(forms, pages, faulty, second_summaries)
_SECOND_FOREIGN = _of(second_foreign)


def _among(layouts: Iterable[Layout], names: frozenset[str]) -> tuple[Layout, ...]:
    return tuple(layout for layout in layouts if layout.name in names)


OPEN = (
    *_of(single, headers, marks, several, summaries, extracts, tables, lists, company, doubtful, rules),
    *_among(_SECOND, split.OPEN),
)
FOREIGN = (*_of(daily, scored), *_among(_SECOND_FOREIGN, split.OPEN))
THIRD = _of(trades, teams)
"""Open as well, drawn after the matcher by one who had not seen it: first measured, then asked of it as the others are."""
FOREIGN_THIRD = _of(offices)
FOURTH = _of(shifts)
"""Drawn later still by one who had not looked into the matcher."""
FIFTH = _of(partial_scores, partial_scores_later)
"""Totals made of columns of partial scores, drawn before any of it was read; the later four were kept aside until then."""
SIXTH = _of(turned_scores, level_sheets, turned_scores_later, level_sheets_later)
"""Turned lists with partial scores and forms ruled by another sheet, drawn before any of it was read; the later ones were
kept aside until then: at first sight 95.2% of their 84 things right, one wrong, one contradiction silent."""
SEVENTH = _of(bonus_rows)
"""What an outsider's workbooks of service desks were misread for, each drawn anew, beside the same with the thing right."""
ASKED = (*OPEN, *THIRD, *FOURTH, *FIFTH, *SIXTH, *SEVENTH)
"""Of which everything is asked: nothing wrong, nothing silent, whatever law is applied."""
ASIDE = _of(aside_forms, aside_summaries)
FOREIGN_ASIDE = _of(aside_foreign)
ASIDE2 = _among(_SECOND, split.ASIDE)
FOREIGN_ASIDE2 = _among(_SECOND_FOREIGN, split.ASIDE)
ASIDE3 = _of(third_forms, third_points, third_spans, third_summaries)
FOREIGN_ASIDE3 = _of(third_foreign)
GROUPS = {
    "open": OPEN,
    "foreign": FOREIGN,
    "third": THIRD,
    "foreign third": FOREIGN_THIRD,
    "fourth": FOURTH,
    "fifth": FIFTH,
    "sixth": SIXTH,
    "seventh": SEVENTH,
    "aside": ASIDE,
    "foreign aside": FOREIGN_ASIDE,
    "aside2": ASIDE2,
    "foreign aside2": FOREIGN_ASIDE2,
    "aside3": ASIDE3,
    "foreign aside3": FOREIGN_ASIDE3,
}
"""By the name of the group, which tells whether it is kept aside."""
APPRAISALS = (*OPEN, *THIRD, *FOURTH, *FIFTH, *SIXTH, *SEVENTH, *ASIDE, *ASIDE2, *ASIDE3)
ALL = (*APPRAISALS, *FOREIGN, *FOREIGN_THIRD, *FOREIGN_ASIDE, *FOREIGN_ASIDE2, *FOREIGN_ASIDE3)


def named(name: str) -> Layout:
    """The layout of a name, which no other has."""
    [found] = _among(ALL, frozenset((name,)))
    return found


def each(layouts: Iterable[Layout]) -> pytest.MarkDecorator:
    """A test for each of these layouts."""
    return pytest.mark.parametrize("layout", layouts, ids=lambda layout: layout.name)
