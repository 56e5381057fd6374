"""Among whom places are counted in a company's own list: each department, or all; said by heading, cells or formulas.

Two departments, totals 90 80 85 and 95 70: inside each the places are 1 3 2 and 1 2, among all 2 4 3 and 1 5.
"""

from __future__ import annotations

import openpyxl
import pytest

from adopt.as_text import drawn
from adopt.handed_in import taken_over
from adopt.writing import save
from xlkpi.actions.adopt import adopt
from xlkpi.actions.check import check
from xlkpi.actions.opening import open_book

MERGED = ("运输部", "^", "^", "仓储部", "^")
EVERY = ("运输部", "运输部", "运输部", "仓储部", "仓储部")
NAMES = ("陈丽华", "王建国", "李晓梅", "张志强", "刘芳")
TOTALS = (90, 80, 85, 95, 70)
INSIDE, AMONG_ALL = [1, 3, 2, 1, 2], [2, 4, 3, 1, 5]


def listed(departments, heading, places=("",) * 5, *, subtotal=False, head="部门"):
    rows = [f"{own}|{name}|{total}|{place}" for own, name, total, place in zip(departments, NAMES, TOTALS, places)]
    if subtotal:
        rows.insert(3, "小计|3人|255|")
    return drawn("\n".join(["2025年6月员工绩效考核汇总表|<|<|<", f"{head}|姓名|考核得分|{heading}", *rows]))


def places_in(path):
    sheet = openpyxl.load_workbook(path, data_only=True)["表"]
    return [sheet.cell(row, 4).value for row in range(3, sheet.max_row + 1) if sheet.cell(row, 2).value in NAMES]


@pytest.mark.parametrize("subtotal", [False, True])
@pytest.mark.parametrize("departments", [MERGED, EVERY])
def test_blank_places_are_counted_inside_departments_also_where_one_cell_says_it_of_several_people(
    departments, subtotal, tmp_path
):
    out = taken_over(save(listed(departments, "部门内排名", subtotal=subtotal), tmp_path, "a")).out
    assert places_in(out) == INSIDE
    told = [fault.say() for fault in check(open_book(out))]
    assert not [one for one in told if "部门、" in one or "没有部门" in one], told


@pytest.mark.parametrize("departments", [MERGED, EVERY])
def test_right_places_that_stand_are_no_differences(departments, tmp_path):
    for heading, places in (("部门内排名", INSIDE), ("排名", INSIDE), ("排名", AMONG_ALL)):
        done = taken_over(save(listed(departments, heading, places), tmp_path, "a"), dry_run=True)
        assert (done.differences, [one for one in done.faults if not one.notice]) == ([], []), (heading, places)


@pytest.mark.parametrize("departments", [MERGED, EVERY])
def test_a_wrong_place_inside_a_department_is_told(departments, tmp_path):
    done = taken_over(save(listed(departments, "部门内排名", (1, 2, 2, 1, 2)), tmp_path, "a"), dry_run=True)
    assert any("D4" in fault.place for fault in done.faults if not fault.notice)


def test_formulas_over_the_whole_list_say_that_places_are_counted_among_all(tmp_path):
    formulas = [f"=RANK(C{row},C$3:C$7)→{place}" for row, place in enumerate(AMONG_ALL, 3)]
    done = taken_over(save(listed(EVERY, "排名", formulas), tmp_path, "a"), dry_run=True)
    assert done.differences == []
    formulas[4] = ""  # a row for which nobody filled the formula down
    out = taken_over(save(listed(EVERY, "排名", formulas), tmp_path, "b")).out
    assert places_in(out) == AMONG_ALL


def test_formulas_that_count_with_the_department_say_that_places_are_counted_inside(tmp_path):
    formulas = [f'=COUNTIFS(A$3:A$7,A{row},C$3:C$7,">"&C{row})+1→{place}' for row, place in enumerate(INSIDE, 3)]
    formulas[4] = ""
    out = taken_over(save(listed(EVERY, "排名", formulas), tmp_path, "a")).out
    assert places_in(out) == INSIDE


def test_places_inside_of_what_is_not_known_are_never_counted_over_all(tmp_path):
    path = save(listed(EVERY, "部门内排名", head="籍贯"), tmp_path, "a")
    assert [one.field for one in adopt(path).understood.asked] == ["department"]
    assert taken_over(path).out is None
    path = save(listed(EVERY, "部门内排名", (1, 2, 3, 1, 2), head="籍贯"), tmp_path, "c")
    assert adopt(path).understood.asked == ()
    assert any("“部门内排名”要在其中各自排名" in fault.say() for fault in taken_over(path, replace=True).faults)
    done = taken_over(save(listed(EVERY, "名次", head="籍贯"), tmp_path, "b"))
    assert done.out is not None
