"""All layouts in three lists: open, kept aside, and workbooks that are no appraisal (some of these kept aside too)."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType

import pytest

from adopt.aside import foreign as aside_foreign
from adopt.aside import forms as aside_forms
from adopt.aside import summaries as aside_summaries
from adopt.foreign import daily, scored
from adopt.layout import Layout
from adopt.layouts import company, doubtful, extracts, headers, lists, marks, several, single, summaries, tables


def _of(*modules: ModuleType) -> tuple[Layout, ...]:
    """The layouts that modules hold, in the order in which they stand there."""
    return tuple(value for module in modules for value in vars(module).values() if isinstance(value, Layout))


OPEN = _of(single, headers, marks, several, summaries, extracts, tables, lists, company, doubtful)
FOREIGN = _of(daily, scored)
ASIDE = _of(aside_forms, aside_summaries)
FOREIGN_ASIDE = _of(aside_foreign)
GROUPS = {"open": OPEN, "aside": ASIDE, "foreign": FOREIGN, "foreign aside": FOREIGN_ASIDE}
APPRAISALS = (*OPEN, *ASIDE)
ALL = (*APPRAISALS, *FOREIGN, *FOREIGN_ASIDE)


def each(layouts: Iterable[Layout]) -> pytest.MarkDecorator:
    """A test for each of these layouts."""
    return pytest.mark.parametrize("layout", layouts, ids=lambda layout: layout.name)
