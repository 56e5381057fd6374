"""Cells of an open workbook: one exchange with Excel a sheet, and anew where something changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlkpi.books import live_cells
from xlkpi.books.areas import Area
from xlkpi.books.live_cells import LiveCells
from xlkpi.errors import CannotWrite, sentence

IDS, NAMES, DATE = Area("名单", 5, 1, 7, 1), Area("名单", 5, 2, 7, 3), Area("名单", 2, 4, 2, 4)
OTHER = Area("汇总", 1, 1, 1, 2)
NAMED = (IDS, NAMES, DATE, OTHER)


class Excel:
    """Cells that say where they stand and how often they were changed."""

    def __init__(self):
        self.changes = {}
        self.asked = []

    def fetch(self, area):
        self.asked.append(area)
        return [
            [(area.sheet, row, column, self.changes.get((area.sheet, row, column), 0)) for column in columns(area)]
            for row in range(area.top, area.bottom + 1)
        ]

    def change(self, area):
        for row in range(area.top, area.bottom + 1):
            for column in columns(area):
                place = area.sheet, row, column
                self.changes[place] = self.changes.get(place, 0) + 1


def columns(area):
    return range(area.left, area.right + 1)


@pytest.fixture
def excel():
    return Excel()


@pytest.fixture
def cells(excel):
    return LiveCells(excel.fetch, lambda sheet: [area for area in NAMED if area.sheet == sheet])


def test_a_sheet_is_asked_for_once_whatever_is_read_of_it(excel, cells):
    for area in (IDS, NAMES, DATE, IDS):
        assert cells.of(area) == Excel().fetch(area)
    assert excel.asked == [Area("名单", 2, 1, 7, 4)]
    cells.of(OTHER)
    assert len(excel.asked) == 2


def test_what_was_read_may_be_changed_by_whoever_read_it(cells):
    cells.of(IDS)[0][0] = "changed"
    assert cells.of(IDS)[0][0] == ("名单", 5, 1, 0)


def test_a_block_that_meets_what_was_written_is_asked_for_anew_the_others_are_not(excel, cells):
    cells.of(IDS), cells.of(OTHER)
    excel.change(IDS)
    cells.changed(IDS)
    assert cells.of(NAMES) == excel.fetch(NAMES)
    assert cells.of(OTHER) == Excel().fetch(OTHER)
    del excel.asked[:]
    assert cells.of(IDS)[0] == [("名单", 5, 1, 1)]
    assert cells.of(IDS)[0] == [("名单", 5, 1, 1)]
    assert len(excel.asked) == 1


def test_all_is_asked_for_anew_where_anything_may_have_changed(excel, cells):
    cells.of(IDS)
    excel.change(DATE)
    cells.forget()
    assert cells.of(DATE) == [[("名单", 2, 4, 1)]]


def test_a_sheet_too_large_for_one_piece_is_read_block_by_block(excel, cells, monkeypatch):
    monkeypatch.setattr(live_cells, "MOST_CELLS", 6 * 4 - 1)
    for area in (IDS, NAMES, IDS):
        assert cells.of(area) == Excel().fetch(area)
    assert excel.asked == [IDS, NAMES, IDS]
    monkeypatch.setattr(live_cells, "MOST_CELLS", 6 * 4)
    cells.of(IDS), cells.of(NAMES)
    assert len(excel.asked) == 4


def test_what_lies_beyond_all_names_is_fetched_by_itself(excel, cells):
    cells.of(IDS)
    beyond = Area("名单", 5, 9, 7, 9)
    assert cells.of(beyond) == Excel().fetch(beyond)
    assert excel.asked == [Area("名单", 2, 1, 7, 4), beyond]


def test_a_cell_between_the_blocks_that_cannot_be_handed_over_is_left_out(excel):
    def fetch(area):
        if area.holds(3, 3):
            raise CannotWrite(sentence("年份超出范围", "year out of range"))
        return excel.fetch(area)

    cells = LiveCells(fetch, lambda sheet: [area for area in NAMED if area.sheet == sheet])
    for area in (IDS, NAMES, DATE):
        assert cells.of(area) == Excel().fetch(area)


@given(st.lists(st.tuples(st.sampled_from(["read", "write", "all"]), st.sampled_from(NAMED)), max_size=12))
def test_what_is_read_is_what_stands_there(steps):
    excel = Excel()
    cells = LiveCells(excel.fetch, lambda sheet: [area for area in NAMED if area.sheet == sheet])
    for step, area in steps:
        if step == "write":
            excel.change(area)
            cells.changed(area)
        elif step == "all":
            for one in NAMED:
                excel.change(one)
            cells.forget()
        else:
            assert cells.of(area) == excel.fetch(area)
