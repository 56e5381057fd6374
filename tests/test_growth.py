"""Twice the people, twice the work: what a verb does grows with the rows of a workbook, not with their square.

Counted in calls of Python, never in time. `check` once went through the whole roster for every person in it: nobody saw it
with 60 people, and 2,000 took 6 seconds.
"""

from __future__ import annotations

import sys

import pytest

from xlkpi.actions.check import check
from xlkpi.actions.create import build_blank
from xlkpi.actions.opening import open_book, read_parts
from xlkpi.actions.people import people_of
from xlkpi.actions.recompute import recompute
from xlkpi.schemes import kind_named

FEW, MANY = 100, 400
ROSTERS = (
    "summary",
    "groups",
    "shop",
    "rubric",
)  # of 话务绩效表 every person rates every other: its square is the rule


def calls(work):
    """How many functions of Python are entered while the work is done."""
    count = 0

    def entered(_frame, event, _what):
        nonlocal count
        count += event == "call"

    sys.setprofile(entered)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def with_people(kind, count, folder):
    path = build_blank(kind, folder / f"{kind.key}-{count}.xlsm", rows=count)
    book = open_book(path)
    whose = {key: kind.people[key] for key in ("id", "name") if key in kind.people}
    for key, name in whose.items():
        book.write(name, [[f"{key}{at:04d}"] for at in range(len(book.read(name)))])
    book.save(path)
    return path


@pytest.mark.parametrize("key", ROSTERS)
@pytest.mark.parametrize(
    "work",
    [
        lambda path: check(open_book(path)),
        lambda path: recompute(open_book(path), dry_run=True),
        lambda path: [people_of(one) for one in read_parts(open_book(path))[0]],
    ],
    ids=["check", "recompute", "people"],
)
def test_four_times_the_people_are_hardly_more_than_four_times_the_calls(work, key, tmp_path):
    kind = kind_named(key)
    few, many = (with_people(kind, count, tmp_path) for count in (FEW, MANY))
    work(few)  # what is loaded and remembered once is not counted
    assert calls(lambda: work(many)) < 4.4 * calls(lambda: work(few))
